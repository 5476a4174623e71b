use std::fmt;

use super::{Cause, Error};

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{}.{}", operation.service.name, operation.name)?;
            if let Some(endpoint) = &self.0.endpoint {
                write!(f, " at {endpoint}")?;
            }
            f.write_str(": ")?;
        }
        if let Some(status) = self.0.status.filter(|status| !status.is_success()) {
            write!(f, "HTTP {}: ", status.as_u16())?;
        }
        match &self.0.cause {
            Cause::Endpoint { url, why } => write!(f, "the endpoint `{url}` is not allowed: {why}"),
            Cause::Header { name, why } => write!(f, "the header `{name}` is not allowed: {why}"),
            Cause::Binding => f.write_str("the session is over REST, and the operation is bound to SOAP alone"),
            Cause::Encode(error) => write!(f, "the request cannot be written: {error}"),
            Cause::Transport(error) => error.fmt(f),
            Cause::Status { excerpt } if excerpt.is_empty() => f.write_str("the body is empty"),
            Cause::Status { excerpt } => write!(f, "no message of the protocol, but: {excerpt}"),
            Cause::Answer { excerpt } if excerpt.is_empty() => f.write_str("the operation failed, without a body"),
            Cause::Answer { excerpt } => f.write_str(excerpt),
            Cause::Credentials(error) => write!(f, "no token: {error}"),
            Cause::ContentType { found, expected, excerpt } => {
                let found = found.as_deref().unwrap_or("no content type");
                write!(f, "expected {expected}, found {found}: {excerpt}")
            }
            Cause::Empty => f.write_str("expected a message, found an empty body"),
            Cause::Decode(error) => write!(f, "the answer cannot be read: {error}"),
            Cause::Fault(fault) => fault.fmt(f),
            Cause::Outcome { message: Some(message) } => write!(f, "the operation failed: {message}"),
            Cause::Outcome { message: None } => f.write_str("the operation failed; the answer does not say why"),
        }
    }
}
