//! What bindings emitted by bindery stand on: records, XML and JSON codecs, SOAP, HTTP and transports.
//!
//! An emitted type carries no codec of its own: it implements [`record::Record`] over a table, and one reading
//! loop and one writing loop per wire format do the rest.
//!
//! | to | look at |
//! |---|---|
//! | call operations | [`Session`], [`Reply`], [`Error`]; without an asynchronous runtime, `blocking::Session` |
//! | call the same operations over SOAP or REST | [`SessionBuilder::over_rest`] |
//! | see what a service answers when it fails | [`Error`], [`soap::Fault`] |
//! | stream bodies | [`Call::download`], [`Call::upload`] |
//! | say how strictly answers are read | [`xml::Tolerance`], [`xml::Limits`] |
//! | send by other means | [`transport::Transport`] |
//! | answer operations | `server::Server` (feature `server`), [`catalogue::Catalogue`] |
//! | include bindings that a build script made | [`include_bindings!`] |
//! | read or write XML without any of these | [`xml::Decoder`], [`xml::Writer`] |
#![deny(missing_docs)]

pub mod catalogue;
pub mod client;
pub mod convert;
pub mod error;
mod http;
mod include;
pub mod json;
pub mod operation;
pub mod record;
pub mod rest;
pub mod sample;
pub mod serde;
#[cfg(feature = "server")]
pub mod server;
pub mod soap;
pub mod table;
pub mod transport;
pub mod value;
pub mod xml;

#[cfg(feature = "blocking")]
pub use client::blocking;
pub use client::{Call, CallOptions, Caller, Download, Head, Reply, Session, SessionBuilder};
pub use error::{Error, ErrorKind};

#[doc(hidden)]
pub use ::serde as __serde;
