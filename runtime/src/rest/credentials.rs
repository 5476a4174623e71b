//! Credentials: what a session presents, chosen by what an operation requires.

use std::{fmt, future::Future, pin::Pin, sync::Arc};

use base64::{Engine as _, prelude::BASE64_STANDARD};

use crate::operation::{HttpBinding, Place, Requirement, SecurityKind, SecurityScheme};

/// A text that is shown nowhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// The future of a token.
pub type Token<'a> = Pin<Box<dyn Future<Output = Result<Secret, TokenError>> + Send + 'a>>;

/// Why there is no token. It must hold no secret: it is shown.
pub type TokenError = Box<dyn std::error::Error + Send + Sync>;

/// What gives the tokens of an OAuth 2 flow or an OpenID Connect provider, and renews them in time.
pub trait TokenProvider: Send + Sync + 'static {
    /// A token that is valid now, for the scopes that an operation requires. Called before every request.
    fn token<'a>(&'a self, scopes: &'a [&'static str]) -> Token<'a>;
}

/// A credential.
#[derive(Clone)]
pub enum Credential {
    /// A user with a password, for HTTP basic.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: Secret,
    },
    /// A bearer token.
    Bearer(Secret),
    /// A key.
    Key(Secret),
    /// `Authorization: <scheme> <value>`, such as SuperOffice's `SOTicket 7T:…`.
    Authorization {
        /// The scheme.
        scheme: String,
        /// What follows the scheme.
        value: Secret,
    },
    /// Tokens from a provider.
    Tokens(Arc<dyn TokenProvider>),
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Basic { .. } => "Basic([redacted])",
            Self::Bearer(_) => "Bearer([redacted])",
            Self::Key(_) => "Key([redacted])",
            Self::Authorization { .. } => "Authorization([redacted])",
            Self::Tokens(_) => "Tokens",
        })
    }
}

impl Credential {
    /// Whether it can be presented in the way that a scheme wants.
    fn suits(&self, kind: SecurityKind) -> bool {
        match kind {
            SecurityKind::Basic => matches!(self, Self::Basic { .. } | Self::Authorization { .. }),
            SecurityKind::Bearer | SecurityKind::OAuth2 => {
                matches!(self, Self::Bearer(_) | Self::Tokens(_) | Self::Authorization { .. })
            }
            SecurityKind::Http(scheme) => match self {
                Self::Authorization { scheme: own, .. } => own.eq_ignore_ascii_case(scheme),
                Self::Key(_) => true,
                _ => false,
            },
            SecurityKind::ApiKey { .. } => matches!(self, Self::Key(_)),
        }
    }
}

/// The credentials of a session.
///
/// A credential that is given for no scheme in particular is presented wherever a scheme of its kind is required, and
/// to operations of descriptions that say nothing about security.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    credentials: Vec<(Option<String>, Credential)>,
}

impl Credentials {
    /// No credentials.
    pub fn new() -> Self {
        Self::default()
    }

    /// A bearer token.
    #[must_use]
    pub fn bearer(self, token: impl Into<String>) -> Self {
        self.with(None, Credential::Bearer(Secret::new(token)))
    }

    /// A user with a password.
    #[must_use]
    pub fn basic(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.with(None, Credential::Basic { user: user.into(), password: Secret::new(password) })
    }

    /// A key for the scheme of this name.
    #[must_use]
    pub fn key(self, scheme: impl Into<String>, key: impl Into<String>) -> Self {
        self.with(Some(scheme.into()), Credential::Key(Secret::new(key)))
    }

    /// `Authorization: <scheme> <value>`.
    #[must_use]
    pub fn authorization(self, scheme: impl Into<String>, value: impl Into<String>) -> Self {
        self.with(None, Credential::Authorization { scheme: scheme.into(), value: Secret::new(value) })
    }

    /// A SuperOffice ticket: `Authorization: SOTicket <ticket>`. The application token beside it is a header
    /// (`SO-AppToken`) of the session.
    #[must_use]
    pub fn ticket(self, ticket: impl Into<String>) -> Self {
        self.authorization("SOTicket", ticket)
    }

    /// Tokens from a provider.
    #[must_use]
    pub fn tokens(self, provider: impl TokenProvider) -> Self {
        self.with(None, Credential::Tokens(Arc::new(provider)))
    }

    /// A credential for the scheme of this name.
    #[must_use]
    pub fn scheme(self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.with(Some(scheme.into()), credential)
    }

    fn with(mut self, scheme: Option<String>, credential: Credential) -> Self {
        self.credentials.push((scheme, credential));
        self
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.credentials.is_empty()
    }

    fn of(&self, scheme: &SecurityScheme) -> Option<&Credential> {
        let named = self.credentials.iter().find(|(name, _)| name.as_deref() == Some(scheme.name));
        let suiting = || self.credentials.iter().find(|(name, found)| name.is_none() && found.suits(scheme.kind));
        named.or_else(suiting).map(|(_, credential)| credential)
    }

    /// What a request to an operation presents: the first alternative for which there are all credentials, or else the
    /// one for which there are most.
    pub(crate) async fn present(&self, binding: &HttpBinding) -> Result<Vec<Presented>, TokenError> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        if binding.security.is_empty() {
            return self.present_anyway().await;
        }
        let count = |requirement: &&Requirement| {
            requirement.schemes.iter().filter(|scheme| self.of(scheme.scheme).is_some()).count()
        };
        let complete = binding.security.iter().find(|requirement| count(requirement) == requirement.schemes.len());
        let best = || binding.security.iter().rev().max_by_key(count);
        let Some(requirement) = complete.or_else(best) else { return Ok(Vec::new()) };
        let mut presented: Vec<Presented> = Vec::new();
        for scheme in requirement.schemes {
            let Some(credential) = self.of(scheme.scheme) else { continue };
            let new = Presented::of(scheme.scheme.kind, credential, scheme.scopes).await?;
            if !presented.iter().any(|other| other.place == new.place && other.name == new.name) {
                presented.push(new);
            }
        }
        Ok(presented)
    }

    /// To an operation whose description says nothing about security.
    async fn present_anyway(&self) -> Result<Vec<Presented>, TokenError> {
        for (name, credential) in &self.credentials {
            let kind = match credential {
                _ if name.is_some() => continue,
                Credential::Key(_) => continue,
                Credential::Basic { .. } => SecurityKind::Basic,
                Credential::Bearer(_) | Credential::Tokens(_) | Credential::Authorization { .. } => {
                    SecurityKind::Bearer
                }
            };
            return Ok(vec![Presented::of(kind, credential, &[]).await?]);
        }
        Ok(Vec::new())
    }
}

/// A credential in its place.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Presented {
    pub(crate) place: Place,
    pub(crate) name: String,
    pub(crate) value: Secret,
}

impl Presented {
    async fn of(
        kind: SecurityKind,
        credential: &Credential,
        scopes: &'static [&'static str],
    ) -> Result<Self, TokenError> {
        let (place, name) = match kind {
            SecurityKind::ApiKey { place, name } => (place, name),
            _ => (Place::Header, "authorization"),
        };
        let value = match (credential, kind) {
            (Credential::Basic { user, password }, _) => {
                format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{}", password.expose())))
            }
            (Credential::Bearer(token), _) => format!("Bearer {}", token.expose()),
            (Credential::Tokens(provider), _) => format!("Bearer {}", provider.token(scopes).await?.expose()),
            (Credential::Key(key), SecurityKind::Http(scheme)) => format!("{scheme} {}", key.expose()),
            (Credential::Key(key), _) => key.expose().to_owned(),
            (Credential::Authorization { scheme, value }, _) => format!("{scheme} {}", value.expose()),
        };
        Ok(Self { place, name: name.to_owned(), value: Secret::new(value) })
    }
}

/// The texts that are credentials in a request: what is marked sensitive in its headers, with and without its scheme,
/// and what was presented elsewhere.
pub(crate) fn secrets(request: &http::Request<bytes::Bytes>, presented: &[Presented]) -> Vec<String> {
    let headers = request.headers().values().filter(|value| value.is_sensitive());
    let mut secrets: Vec<String> = headers.filter_map(|value| value.to_str().ok()).map(str::to_owned).collect();
    secrets.extend(presented.iter().map(|presented| presented.value.expose().to_owned()));
    let bare: Vec<String> = secrets
        .iter()
        .flat_map(|secret| secret.split("; "))
        .filter_map(|secret| secret.split_once([' ', '=']))
        .map(|(_, bare)| bare.to_owned())
        .collect();
    secrets.extend(bare);
    secrets.retain(|secret| !secret.is_empty());
    secrets
}

/// Waits for a future on this thread.
#[cfg(feature = "blocking")]
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);

    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::park();
    }
}
