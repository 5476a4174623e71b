use std::{fmt, marker::PhantomData, time::Duration};

use http::{HeaderMap, Uri};

use super::CallOptions;
use crate::{
    error::Error,
    http::{Base, checked},
    operation::{Api, Binding, OperationInfo, SoapVersion},
    rest::Credentials,
    transport::Bounds,
    xml::{Limits, Tolerance},
};

/// What a session knows: where to, with what, within which bounds.
pub(super) struct Settings<A: Api> {
    base: Option<Base>,
    endpoints: Vec<(String, Base)>,
    /// Operations with two bindings are called over REST.
    pub(super) over_rest: bool,
    pub(super) headers: A::RequestHeaders,
    pub(super) http_headers: HeaderMap,
    pub(super) bounds: Bounds,
    pub(super) version: Option<SoapVersion>,
    pub(super) media_type: Option<String>,
    pub(super) accept: Option<String>,
    pub(super) credentials: Credentials,
    pub(super) tolerance: Tolerance,
    pub(super) limits: Limits,
}

impl<A: Api> Clone for Settings<A> {
    fn clone(&self) -> Self {
        Self {
            base: self.base.clone(),
            endpoints: self.endpoints.clone(),
            over_rest: self.over_rest,
            headers: self.headers.clone(),
            http_headers: self.http_headers.clone(),
            bounds: self.bounds,
            version: self.version,
            media_type: self.media_type.clone(),
            accept: self.accept.clone(),
            credentials: self.credentials.clone(),
            tolerance: self.tolerance,
            limits: self.limits,
        }
    }
}

impl<A: Api> Settings<A> {
    /// Where the requests of an operation go: to the endpoint set for its service, below the base, or to the first
    /// address that the description gives.
    pub(super) fn endpoint(&self, info: &OperationInfo) -> Result<Uri, Error> {
        let service = info.service;
        let set = self.endpoints.iter().find(|(name, _)| name == service.name);
        // Paths and addresses of a service over SOAP are none of REST's.
        let elsewhere = self.over_rest && matches!(info.binding, Binding::Soap(_));
        let (path, addresses) = if elsewhere { ("", &[][..]) } else { (service.path, service.addresses) };
        let endpoint = match (set, &self.base, addresses.first()) {
            (Some((_, endpoint)), _, _) => endpoint.clone(),
            (None, Some(base), _) => base.join(path)?,
            (None, None, Some(address)) => Base::new(address.url)?,
            (None, None, None) => {
                return Err(Error::endpoint("", "the session has no base URL, and the description gives no address"));
            }
        };
        Ok(endpoint.uri().clone())
    }

    /// The settings of a call that does something in another way.
    pub(super) fn with(&self, options: CallOptions<A>) -> Result<Self, Error> {
        let mut settings = self.clone();
        settings.take(options)?;
        Ok(settings)
    }

    fn take(&mut self, options: CallOptions<A>) -> Result<(), Error> {
        for (name, value) in options.http_headers {
            let (name, value) = checked(&name, &value)?;
            self.http_headers.insert(name, value);
        }
        if let Some(headers) = options.headers {
            self.headers = headers;
        }
        self.bounds.timeout = options.timeout.unwrap_or(self.bounds.timeout);
        self.bounds.stall = options.stall.unwrap_or(self.bounds.stall);
        self.bounds.max_response = options.max_response.unwrap_or(self.bounds.max_response);
        self.version = options.version.or(self.version);
        self.media_type = options.media_type.or(self.media_type.take());
        self.accept = options.accept.or(self.accept.take());
        if let Some(credentials) = options.credentials {
            self.credentials = credentials;
        }
        self.tolerance = options.tolerance.unwrap_or(self.tolerance);
        Ok(())
    }
}

impl<A: Api> fmt::Debug for Settings<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.http_headers.keys().collect();
        f.debug_struct("Session")
            .field("api", &A::INFO.title)
            .field("over_rest", &self.over_rest)
            .field("base", &self.base.as_ref().map(|base| crate::http::shown(base.uri())))
            .field("http_headers", &names)
            .field("bounds", &self.bounds)
            .field("soap_version", &self.version)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

/// The settings of a session that is to be: `S` is the kind of session.
pub struct SessionBuilder<A: Api, S> {
    base: Option<String>,
    endpoints: Vec<(String, String)>,
    over_rest: bool,
    options: CallOptions<A>,
    limits: Limits,
    pub(super) connect_timeout: Duration,
    pub(super) proxy: Proxy,
    session: PhantomData<fn() -> S>,
}

/// Whether connections go through the proxy that the environment names.
#[derive(Clone, Copy)]
pub(super) enum Proxy {
    System,
    None,
}

impl<A: Api, S> SessionBuilder<A, S> {
    pub(super) fn new(base: Option<String>) -> Self {
        Self {
            base,
            endpoints: Vec::new(),
            over_rest: false,
            options: CallOptions::new(),
            limits: Limits::default(),
            connect_timeout: Duration::from_secs(10),
            proxy: Proxy::System,
            session: PhantomData,
        }
    }

    /// Where the requests for one service go, given by the service's name in the description. It needs not stand below
    /// the base URL.
    #[must_use]
    pub fn endpoint(mut self, service: impl Into<String>, url: impl Into<String>) -> Self {
        self.endpoints.push((service.into(), url.into()));
        self
    }

    /// Calls the operations that are bound to REST beside SOAP over REST, as JSON. The base URL is that of the REST API,
    /// and in the place of header blocks stand [`credentials`](Self::credentials) and headers of HTTP. A call of an
    /// operation that is bound to SOAP alone is an error of the kind [`ErrorKind::Binding`](crate::ErrorKind::Binding),
    /// and nothing is sent.
    #[must_use]
    pub fn over_rest(mut self) -> Self {
        self.over_rest = true;
        self
    }

    /// The header blocks; each request carries those that its operation declares.
    #[must_use]
    pub fn headers(mut self, headers: A::RequestHeaders) -> Self {
        self.options = self.options.headers(headers);
        self
    }

    /// The credentials of operations over plain HTTP: each presents what its description requires.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.options = self.options.credentials(credentials);
        self
    }

    /// An HTTP header of every request. It stands for a header parameter of that name that a request leaves out. The value counts as a secret.
    #[must_use]
    pub fn http_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options = self.options.http_header(name, value);
        self
    }

    /// How long connecting may take: 10 seconds unless set. A transport of your own has its own way.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Connects directly, whatever proxy the environment names. A transport of your own has its own way.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// How long a whole call may take: 100 seconds unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.timeout(timeout);
        self
    }

    /// How long an answer may pause once it has begun: 30 seconds unless set.
    #[must_use]
    pub fn stall(mut self, stall: Duration) -> Self {
        self.options = self.options.stall(stall);
        self
    }

    /// The largest answer in bytes: 16 MiB unless set.
    #[must_use]
    pub fn max_response(mut self, bytes: usize) -> Self {
        self.options = self.options.max_response(bytes);
        self
    }

    /// The SOAP version, where an operation offers it; otherwise the operation's preferred one is used.
    #[must_use]
    pub fn soap_version(mut self, version: SoapVersion) -> Self {
        self.options = self.options.soap_version(version);
        self
    }

    /// What to do with content that the description does not foresee: reported unless set.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Tolerance) -> Self {
        self.options = self.options.tolerance(tolerance);
        self
    }

    /// Bounds on the documents that are read.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    pub(super) fn settings(self) -> Result<Settings<A>, Error> {
        let mut endpoints = Vec::with_capacity(self.endpoints.len());
        for (service, url) in self.endpoints {
            endpoints.push((service, Base::new(&url)?));
        }
        let mut settings = Settings {
            base: self.base.as_deref().map(Base::new).transpose()?,
            endpoints,
            over_rest: self.over_rest,
            headers: A::RequestHeaders::default(),
            http_headers: HeaderMap::new(),
            bounds: Bounds::default(),
            version: None,
            media_type: None,
            accept: None,
            credentials: Credentials::new(),
            tolerance: Tolerance::default(),
            limits: self.limits,
        };
        settings.take(self.options)?;
        Ok(settings)
    }

    #[cfg(feature = "reqwest")]
    pub(super) fn http_transport(&self) -> Result<crate::transport::HttpTransport, Error> {
        let builder = crate::transport::HttpTransport::builder().connect_timeout(self.connect_timeout);
        let builder = match self.proxy {
            Proxy::System => builder,
            Proxy::None => builder.no_proxy(),
        };
        Ok(builder.build()?)
    }
}

impl<A: Api, S> fmt::Debug for SessionBuilder<A, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionBuilder").field("options", &self.options).finish_non_exhaustive()
    }
}
