//! Everything end to end: goldens, round trips, wire tests, hostile input, and the corpus.
