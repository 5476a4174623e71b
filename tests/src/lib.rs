//! Everything end to end: goldens, round trips, wire tests, hostile input, and the corpus.

pub mod arbitrary;
pub mod bodies;
pub mod canonical;
pub mod corpus;
pub mod descriptions;
pub mod differences;
pub mod embedded;
pub mod goldens;
pub mod messages;
pub mod wire;

/// The examples of the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
