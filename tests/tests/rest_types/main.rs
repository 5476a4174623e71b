//! What REST descriptions become: JSON through the emitted types, and requests and answers through emitted operations.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_cmp)]

mod json;
mod wire;
