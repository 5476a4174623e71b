use crate::{
    soap::Fault,
    transport::{TransportError, TransportErrorKind},
    xml::{DecodeError, EncodeError},
};

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The endpoint is no URL that requests may be sent to.
    InvalidEndpoint,
    /// A header of the request is not allowed.
    InvalidHeader,
    /// The session is over REST, and the operation is bound to SOAP alone.
    Binding,
    /// There is no token: the provider says why.
    Credentials,
    /// The request cannot be written: a required field is not set, or a value cannot stand on the wire.
    Encode,
    /// No connection was made.
    Connect,
    /// A time was exceeded; [`Error::transport`](super::Error::transport) tells which.
    Timeout,
    /// The connection broke, or the answer is incomplete.
    Transport,
    /// The answer exceeds a bound.
    TooLarge,
    /// The server points elsewhere, and that is not followed.
    Redirect,
    /// The HTTP status says failure. Over SOAP, the answer is no message of the protocol; over plain HTTP,
    /// [`Error::typed_fault`](super::Error::typed_fault) holds what it told, if it is what the description says.
    Status,
    /// The answer is not of the protocol's content type, such as an HTML page.
    ContentType,
    /// There is no answer in the response.
    Empty,
    /// The answer cannot be read.
    Decode,
    /// The service answered with a fault.
    Fault,
    /// The answer says in the API's own way that the operation failed.
    Outcome,
}

/// What went wrong, with what is known about it.
pub(crate) enum Cause {
    Endpoint {
        url: String,
        why: String,
    },
    Header {
        name: String,
        why: String,
    },
    Binding,
    Encode(EncodeError),
    Transport(TransportError),
    Status {
        excerpt: String,
    },
    /// An answer over plain HTTP that says failure.
    Answer {
        excerpt: String,
    },
    Credentials(crate::rest::TokenError),
    ContentType {
        found: Option<String>,
        expected: &'static str,
        excerpt: String,
    },
    Empty,
    Decode(DecodeError),
    Fault(Box<Fault>),
    Outcome {
        message: Option<String>,
    },
}

impl Cause {
    pub(super) fn kind(&self) -> ErrorKind {
        match self {
            Self::Endpoint { .. } => ErrorKind::InvalidEndpoint,
            Self::Header { .. } => ErrorKind::InvalidHeader,
            Self::Binding => ErrorKind::Binding,
            Self::Encode(_) => ErrorKind::Encode,
            Self::Transport(error) => match error.kind() {
                TransportErrorKind::Connect => ErrorKind::Connect,
                TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout | TransportErrorKind::Stalled => {
                    ErrorKind::Timeout
                }
                TransportErrorKind::TooLarge => ErrorKind::TooLarge,
                TransportErrorKind::Redirect => ErrorKind::Redirect,
                TransportErrorKind::Broken
                | TransportErrorKind::ShortBody
                | TransportErrorKind::Encoding
                | TransportErrorKind::Local
                | TransportErrorKind::Other => ErrorKind::Transport,
            },
            Self::Status { .. } | Self::Answer { .. } => ErrorKind::Status,
            Self::Credentials(_) => ErrorKind::Credentials,
            Self::ContentType { .. } => ErrorKind::ContentType,
            Self::Empty => ErrorKind::Empty,
            Self::Decode(_) => ErrorKind::Decode,
            Self::Fault(_) => ErrorKind::Fault,
            Self::Outcome { .. } => ErrorKind::Outcome,
        }
    }
}
