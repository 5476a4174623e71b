use std::{fmt, time::Duration};

use crate::{
    operation::{Api, SoapVersion},
    rest::Credentials,
    xml::Tolerance,
};

/// What a single call does in another way than its session.
pub struct CallOptions<A: Api> {
    pub(super) headers: Option<A::RequestHeaders>,
    pub(super) http_headers: Vec<(String, String)>,
    pub(super) timeout: Option<Duration>,
    pub(super) stall: Option<Duration>,
    pub(super) max_response: Option<usize>,
    pub(super) version: Option<SoapVersion>,
    pub(super) media_type: Option<String>,
    pub(super) accept: Option<String>,
    pub(super) credentials: Option<Credentials>,
    pub(super) tolerance: Option<Tolerance>,
}

impl<A: Api> CallOptions<A> {
    /// Nothing differs.
    pub fn new() -> Self {
        Self {
            headers: None,
            http_headers: Vec::new(),
            timeout: None,
            stall: None,
            max_response: None,
            version: None,
            media_type: None,
            accept: None,
            credentials: None,
            tolerance: None,
        }
    }

    /// The header blocks, in the place of the session's.
    #[must_use]
    pub fn headers(mut self, headers: A::RequestHeaders) -> Self {
        self.headers = Some(headers);
        self
    }

    /// An HTTP header, in the place of the session's of that name. The value counts as a secret. Whether it is allowed
    /// is checked before anything is sent.
    #[must_use]
    pub fn http_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.http_headers.push((name.into(), value.into()));
        self
    }

    /// How long the whole call may take.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long the answer may pause once it has begun.
    #[must_use]
    pub fn stall(mut self, stall: Duration) -> Self {
        self.stall = Some(stall);
        self
    }

    /// The largest answer in bytes.
    #[must_use]
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.max_response = Some(bytes);
        self
    }

    /// The credentials of operations over plain HTTP, in the place of the session's.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// The media type of the body, where the operation offers several and it is not to be the preferred one.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The media type of the answer, where the operation offers several and it is not to be the preferred one.
    #[must_use]
    pub fn accept(mut self, media_type: impl Into<String>) -> Self {
        self.accept = Some(media_type.into());
        self
    }

    /// The SOAP version, where the operation offers it; otherwise the operation's preferred one is used.
    #[must_use]
    pub fn soap_version(mut self, version: SoapVersion) -> Self {
        self.version = Some(version);
        self
    }

    /// What to do with content that the description does not foresee.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Tolerance) -> Self {
        self.tolerance = Some(tolerance);
        self
    }
}

impl<A: Api> Default for CallOptions<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A: Api> fmt::Debug for CallOptions<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.http_headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("CallOptions")
            .field("http_headers", &names)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
