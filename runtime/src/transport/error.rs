use std::{error::Error as StdError, fmt};

/// An exchange that came to no complete answer.
pub struct TransportError {
    kind: TransportErrorKind,
    detail: String,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What ended an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made: refused, unknown host, TLS.
    Connect,
    /// No connection was made in time.
    ConnectTimeout,
    /// The answer was not complete in time.
    Timeout,
    /// The answer's body stopped coming.
    Stalled,
    /// The connection ended before the answer began, or was reset.
    Broken,
    /// The answer's body ended early.
    ShortBody,
    /// The answer's body is larger than the bound.
    TooLarge,
    /// The server points elsewhere, and that is not followed.
    Redirect,
    /// The answer is encoded (compressed) although that was not asked for.
    Encoding,
    /// What the caller gave failed: the body to upload could not be read or is not as long as was told, or the download
    /// could not be written.
    Local,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error with words for people, which must hold no secrets.
    pub fn new(kind: TransportErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), source: None }
    }

    /// The same error with its cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// A body that is to be collected is larger than that.
    pub(crate) fn too_large(max: usize) -> Self {
        Self::new(TransportErrorKind::TooLarge, format!("the body is larger than {max} bytes (setting `max_response`)"))
    }

    /// What ended the exchange.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The request cannot have reached the service, so that it is safe to repeat.
    pub fn before_sending(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)?;
        let mut source = self.source.as_deref().map(|source| source as &dyn StdError);
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TransportError({:?}: {self})", self.kind)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
