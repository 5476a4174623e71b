//! Reads service descriptions (WSDL 1.1 with XML Schema 1.0, Swagger 2.0, OpenAPI 3.0 and 3.1) and emits a Rust crate
//! of strongly typed request and response structs and client stubs.
//!
//! The folders spell the pipeline: a faithful tree for each kind of description, lowered into one [`model`].
#![deny(missing_docs)]

pub mod diagnostic;
pub mod ledger;
pub mod model;
pub mod sample;
