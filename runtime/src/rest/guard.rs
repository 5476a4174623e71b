//! Whether a request presents the credentials that its operation asks for: seen by a server.
#![cfg(feature = "server")]

use http::{header, request::Parts};

use super::form::split;
use crate::operation::{HttpBinding, Place, SecurityKind, SecurityScheme};

/// Credentials are missing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unauthorized {
    /// What was expected.
    pub(crate) expected: String,
    /// What `WWW-Authenticate` says (RFC 9110, section 11.6.1); empty where no scheme of HTTP is asked for.
    pub(crate) challenge: String,
}

/// Checks that one of the alternatives of credentials is there as a whole. What the credentials are is not checked.
pub(crate) fn check(binding: &HttpBinding, parts: &Parts) -> Result<(), Unauthorized> {
    let complete = |schemes: &[crate::operation::SchemeUse]| schemes.iter().all(|used| is_there(used.scheme, parts));
    if binding.security.is_empty() || binding.security.iter().any(|requirement| complete(requirement.schemes)) {
        return Ok(());
    }
    let alternatives: Vec<String> = binding
        .security
        .iter()
        .map(|requirement| {
            let schemes: Vec<String> = requirement.schemes.iter().map(|used| described(used.scheme)).collect();
            schemes.join(" and ")
        })
        .collect();
    let mut challenges: Vec<String> = Vec::new();
    for used in binding.security.iter().flat_map(|requirement| requirement.schemes) {
        let challenge = match used.scheme.kind {
            SecurityKind::Basic => "Basic realm=\"bindery\", charset=\"UTF-8\"".to_owned(),
            SecurityKind::Bearer | SecurityKind::OAuth2 => "Bearer".to_owned(),
            SecurityKind::Http(scheme) => scheme.to_owned(),
            SecurityKind::ApiKey { .. } => continue,
        };
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    Err(Unauthorized {
        expected: format!("expected credentials: {}", alternatives.join(", or ")),
        challenge: challenges.join(", "),
    })
}

fn described(scheme: &SecurityScheme) -> String {
    let name = scheme.name;
    match scheme.kind {
        SecurityKind::Basic => format!("`{name}` (HTTP basic)"),
        SecurityKind::Bearer | SecurityKind::OAuth2 => format!("`{name}` (a bearer token)"),
        SecurityKind::Http(kind) => format!("`{name}` (`Authorization: {kind}`)"),
        SecurityKind::ApiKey { place, name: key } => {
            format!("`{name}` ({} `{key}`)", format!("{place:?}").to_lowercase())
        }
    }
}

fn is_there(scheme: &SecurityScheme, parts: &Parts) -> bool {
    let headers = |name: &str| -> Vec<&str> {
        parts.headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect()
    };
    let authorizes = |wanted: &str| {
        headers(header::AUTHORIZATION.as_str()).iter().any(|value| {
            value
                .split_once(' ')
                .is_some_and(|(scheme, value)| scheme.eq_ignore_ascii_case(wanted) && !value.trim().is_empty())
        })
    };
    let holds =
        |pairs: Vec<(String, String)>, name: &str| pairs.iter().any(|(key, value)| key == name && !value.is_empty());
    match scheme.kind {
        SecurityKind::Basic => authorizes("Basic"),
        SecurityKind::Bearer | SecurityKind::OAuth2 => authorizes("Bearer"),
        SecurityKind::Http(scheme) => authorizes(scheme),
        SecurityKind::ApiKey { place: Place::Header | Place::Path, name } => {
            headers(name).iter().any(|value| !value.trim().is_empty())
        }
        SecurityKind::ApiKey { place: Place::Query, name } => {
            holds(split(parts.uri.query().unwrap_or_default(), '&', true), name)
        }
        SecurityKind::ApiKey { place: Place::Cookie, name } => {
            holds(headers(header::COOKIE.as_str()).iter().flat_map(|value| split(value, ';', false)).collect(), name)
        }
    }
}
