//! What can go wrong between a request struct and a typed answer.

mod display;
mod kind;

use std::{any::Any, fmt, time::Duration};

use bytes::Bytes;
use http::{StatusCode, Uri};

pub(crate) use kind::Cause;
pub use kind::ErrorKind;

use crate::{
    operation::{Api, Operation, OperationInfo},
    record::Record,
    soap::Fault,
    transport::{TransportError, TransportErrorKind},
    xml::{DecodeError, EncodeError},
};

/// How much of an answer's body an error keeps.
const KEPT: usize = 64 << 10;

/// A call that gave no output.
///
/// It tells which operation, where, and what was expected and found; it shows no secrets, neither by `Display` nor by
/// `Debug`. Match on [`kind`](Self::kind), or ask the predicates.
pub struct Error(Box<Inner>);

struct Inner {
    cause: Cause,
    operation: Option<&'static OperationInfo>,
    endpoint: Option<String>,
    status: Option<StatusCode>,
    /// The API's response headers.
    headers: Option<Box<dyn Any + Send + Sync>>,
    /// The operation's typed fault.
    typed_fault: Option<Box<dyn Any + Send + Sync>>,
    /// The beginning of the answer's body, as it came.
    body: Option<Bytes>,
    retry_after: Option<Duration>,
}

impl Error {
    pub(crate) fn new(cause: Cause) -> Self {
        Self(Box::new(Inner {
            cause,
            operation: None,
            endpoint: None,
            status: None,
            headers: None,
            typed_fault: None,
            body: None,
            retry_after: None,
        }))
    }

    pub(crate) fn endpoint(url: &str, why: &str) -> Self {
        Self::new(Cause::Endpoint { url: url.to_owned(), why: why.to_owned() })
    }

    pub(crate) fn header(name: &str, why: &str) -> Self {
        Self::new(Cause::Header { name: name.escape_debug().take(100).collect(), why: why.to_owned() })
    }

    pub(crate) fn of(mut self, operation: &'static OperationInfo) -> Self {
        self.0.operation = Some(operation);
        self
    }

    pub(crate) fn at(mut self, endpoint: &Uri) -> Self {
        self.0.endpoint = Some(crate::http::shown(endpoint));
        self
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_headers(mut self, headers: Box<dyn Any + Send + Sync>) -> Self {
        self.0.headers = Some(headers);
        self
    }

    pub(crate) fn with_typed_fault(mut self, fault: Box<dyn Any + Send + Sync>) -> Self {
        self.0.typed_fault = Some(fault);
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.0.body = Some(body.slice(..body.len().min(KEPT)));
        self
    }

    pub(crate) fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.0.retry_after = wait;
        self
    }

    /// What went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.cause.kind()
    }

    /// The operation that was called, if it had come to a call.
    pub fn operation(&self) -> Option<&'static OperationInfo> {
        self.0.operation
    }

    /// The HTTP status, if there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The fault that the service answered with.
    pub fn fault(&self) -> Option<&Fault> {
        match &self.0.cause {
            Cause::Fault(fault) => Some(fault),
            _ => None,
        }
    }

    /// The declared fault of the operation that the detail of the fault held.
    pub fn typed_fault<O: Operation>(&self) -> Option<&O::Fault> {
        self.0.typed_fault.as_ref()?.downcast_ref()
    }

    /// The header blocks of an answer that said that the operation failed: the exception stands among them.
    pub fn headers<A: Api>(&self) -> Option<&A::ResponseHeaders> {
        self.0.headers.as_ref()?.downcast_ref()
    }

    /// The exception by which an answer said that the operation failed, such as SuperOffice's `ExceptionInfo`.
    pub fn exception<A: Api>(&self) -> Option<&dyn Record> {
        let outcome = A::INFO.outcome.as_ref().filter(|_| self.kind() == ErrorKind::Outcome)?;
        match self.headers::<A>()?.view(outcome.exception) {
            crate::record::View::Record(record) => Some(record),
            _ => None,
        }
    }

    /// Why the transport gave no answer.
    pub fn transport(&self) -> Option<&TransportError> {
        match &self.0.cause {
            Cause::Transport(error) => Some(error),
            _ => None,
        }
    }

    /// Why the answer could not be read: the path to the element, what was expected and what was found.
    pub fn decode(&self) -> Option<&DecodeError> {
        match &self.0.cause {
            Cause::Decode(error) => Some(error),
            _ => None,
        }
    }

    /// Why the request could not be written.
    pub fn encode(&self) -> Option<&EncodeError> {
        match &self.0.cause {
            Cause::Encode(error) => Some(error),
            _ => None,
        }
    }

    /// The beginning of an answer that is no message of the protocol.
    pub fn excerpt(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::Status { excerpt } | Cause::Answer { excerpt } | Cause::ContentType { excerpt, .. } => Some(excerpt),
            _ => None,
        }
    }

    /// The body of an answer over plain HTTP as it came, at most its first 64 KiB. It may hold secrets.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.body.as_ref()
    }

    /// How long the service tells to wait before another attempt (`Retry-After`), at most a day.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// A time was exceeded: for connecting, for the whole call, or between pieces of the answer.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// The service answered with a fault.
    pub fn is_fault(&self) -> bool {
        self.kind() == ErrorKind::Fault
    }

    /// The request cannot have reached the service.
    pub fn before_sending(&self) -> bool {
        match &self.0.cause {
            Cause::Endpoint { .. }
            | Cause::Header { .. }
            | Cause::Binding
            | Cause::Encode(_)
            | Cause::Credentials(_) => true,
            Cause::Transport(error) => error.before_sending(),
            _ => false,
        }
    }

    /// Another attempt may succeed: the connection failed or timed out, or the HTTP status says that the service is busy
    /// or gone for a while. Unless [`before_sending`](Self::before_sending) holds too, the service may have done the
    /// work already; whether the operation is safe to repeat, only the caller knows.
    pub fn is_retryable(&self) -> bool {
        use TransportErrorKind as Kind;
        match &self.0.cause {
            Cause::Transport(error) => matches!(
                error.kind(),
                Kind::Connect | Kind::ConnectTimeout | Kind::Timeout | Kind::Stalled | Kind::Broken | Kind::ShortBody
            ),
            Cause::Status { .. } | Cause::Answer { .. } | Cause::ContentType { .. } | Cause::Empty => matches!(
                self.0.status,
                Some(
                    StatusCode::TOO_MANY_REQUESTS
                        | StatusCode::BAD_GATEWAY
                        | StatusCode::SERVICE_UNAVAILABLE
                        | StatusCode::GATEWAY_TIMEOUT
                )
            ),
            _ => false,
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({:?}: {self})", self.kind())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.cause {
            Cause::Transport(error) => Some(error),
            Cause::Decode(error) => Some(error),
            Cause::Encode(error) => Some(error),
            Cause::Credentials(error) => Some(&**error),
            _ => None,
        }
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::new(Cause::Decode(error))
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::new(Cause::Encode(error))
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::new(Cause::Transport(error))
    }
}
