//! The HTTP binding: from an operation to an HTTP request and from an HTTP response to its output, and the other way
//! round for a server. Nothing here does any I/O.

mod body;
mod credentials;
#[cfg(feature = "server")]
mod document;
mod form;
mod guard;
mod media;
mod multipart;
mod percent;
mod plain;
mod receive;
mod request;
mod response;
mod retry;
mod stream;
mod style;
mod xml;

#[cfg(feature = "blocking")]
pub(crate) use credentials::wait;
pub use credentials::{Credential, Credentials, Secret, Token, TokenError, TokenProvider};
pub(crate) use credentials::{Presented, secrets};
#[cfg(feature = "server")]
pub use document::Document;
#[cfg(feature = "server")]
pub(crate) use guard::check as check_credentials;
#[cfg(feature = "server")]
pub(crate) use receive::{Refusal, matches, read_request};
pub(crate) use request::{Sending, write_request};
pub(crate) use response::{Failure, Into, Reading, read_response};
#[cfg(feature = "server")]
pub(crate) use response::{error_row, write_response, write_row};
pub(crate) use retry::retry_after;
pub(crate) use stream::{download_types, read_head, streamed, upload_type};
