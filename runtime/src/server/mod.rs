//! The server side: operations decoded from requests, and answers encoded.
//!
//! A [`Server`] answers every operation of the APIs mounted in it: by a handler where one is set, else from an example,
//! else from a sample built out of the description. It does no I/O itself; [`Server::start`] serves it on the loopback
//! interface.

mod answer;
mod handler;
mod plain;
mod route;
mod socket;

pub use handler::{Answer, Request};
pub use socket::{Running, ServerBounds};

pub use answer::Server;
pub(crate) use plain::sample;
