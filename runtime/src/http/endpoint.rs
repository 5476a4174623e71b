use http::Uri;

use crate::error::Error;

/// A URL that requests may be sent to: `http` or `https`, with a host, without credentials.
#[derive(Clone, Debug)]
pub(crate) struct Base(Uri);

impl Base {
    /// Takes a URL that the user or the description gives.
    pub(crate) fn new(url: &str) -> Result<Self, Error> {
        let refuse = |why: &str| Err(Error::endpoint(&redacted(url), why));
        if url.trim() != url || url.contains(char::is_control) {
            return refuse("it holds white space or control characters");
        }
        let Ok(uri) = url.parse::<Uri>() else { return refuse("it is not a URL") };
        match uri.scheme_str() {
            Some("http" | "https") => {}
            Some(_) => return refuse("only http and https are allowed"),
            None => return refuse("it has no scheme; only http and https are allowed"),
        }
        let Some(authority) = uri.authority() else { return refuse("it has no host") };
        if authority.as_str().contains('@') {
            return refuse("credentials do not belong into a URL");
        }
        if authority.host().is_empty() {
            return refuse("it has no host");
        }
        Ok(Self(uri))
    }

    /// The URL as it is.
    pub(crate) fn uri(&self) -> &Uri {
        &self.0
    }

    /// The URL with a path appended; a query stays behind it.
    pub(crate) fn join(&self, path: &str) -> Result<Self, Error> {
        if path.is_empty() {
            return Ok(self.clone());
        }
        let authority = self.0.authority().map_or("", |authority| authority.as_str());
        let query = self.0.query().map(|query| format!("?{query}")).unwrap_or_default();
        Self::new(&format!(
            "{}://{authority}{}/{}{query}",
            self.0.scheme_str().unwrap_or("http"),
            self.0.path().trim_end_matches('/'),
            path.trim_start_matches('/'),
        ))
    }
}

/// A URL as errors and events show it: without its query, which may hold secrets.
pub(crate) fn shown(uri: &Uri) -> String {
    let authority = uri.authority().map_or("", |authority| authority.as_str());
    let authority = authority.rsplit('@').next().unwrap_or_default();
    format!("{}://{authority}{}", uri.scheme_str().unwrap_or_default(), uri.path())
}

/// The same for what is no URL perhaps: nothing that stands before an `@` or behind a `?`.
fn redacted(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = match rest.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => rest.to_owned(),
    };
    let text = if scheme.is_empty() { rest } else { format!("{scheme}://{rest}") };
    text.escape_debug().take(200).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Base, redacted};

    #[test]
    fn joins_a_path_before_the_query() {
        let base = Base::new("https://host:8443/Cust/Services88/?tenant=a").unwrap();
        assert_eq!(base.join("User.svc").unwrap().uri(), "https://host:8443/Cust/Services88/User.svc?tenant=a");
        assert_eq!(Base::new("http://host").unwrap().join("/a").unwrap().uri(), "http://host/a");
    }

    #[test]
    fn refuses_what_is_not_http() {
        for url in [
            "file:///etc/passwd",
            "ftp://host/",
            r"\\host\share",
            "host/path",
            "",
            "http://",
            "http://u:p@host/",
            "gopher://h/",
            " http://h/",
        ] {
            let error = Base::new(url).unwrap_err();
            assert_eq!(error.kind(), crate::error::ErrorKind::InvalidEndpoint, "{url}");
            assert!(!error.to_string().contains("u:p"), "{error}");
        }
    }

    #[test]
    fn redacts_credentials_and_queries() {
        assert_eq!(redacted("https://u:secret@host/p?token=x"), "https://…@host/p");
    }
}
