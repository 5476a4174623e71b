//! What a server sent: told by its content, whatever the media type says.

use super::{client::Answer, failure, page, shown};
use crate::{diagnostic::Diagnostic, source::Kind};

/// What an answer holds.
pub(super) enum Body {
    /// A WSDL document.
    Wsdl(String),
    /// An XML Schema document.
    Schema(String),
    /// A Swagger or OpenAPI document; whether it is JSON.
    OpenApi(String, bool),
    /// A zip archive.
    Archive,
    /// A page with WSDL documents in it.
    Page(Vec<String>),
}

/// Tells what an answer holds; what is none of it is an error that says what it is.
pub(super) fn recognise(answer: &Answer, expected: &str) -> Result<Body, Box<Diagnostic>> {
    if answer.body.starts_with(b"PK\x03\x04") {
        return Ok(Body::Archive);
    }
    let Ok(text) = std::str::from_utf8(&answer.body) else {
        return Err(unexpected(answer, expected, "it is no text in UTF-8"));
    };
    let text = text.trim_start_matches('\u{feff}');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if let Some(found) = whole(&text) {
        return Ok(found);
    }
    let embedded = page::embedded(&text);
    if !embedded.is_empty() {
        return Ok(Body::Page(embedded));
    }
    Err(match Kind::of(&text) {
        Kind::Empty => unexpected(answer, expected, "it is empty"),
        Kind::Html => unexpected(answer, expected, "a web page, perhaps a log-in form"),
        Kind::Xml => unexpected(answer, expected, "XML of another kind"),
        Kind::JsonOrYaml => unexpected(answer, expected, "JSON or YAML that is no OpenAPI"),
        Kind::Other => unexpected(answer, expected, "other text"),
    })
}

fn whole(text: &str) -> Option<Body> {
    match Kind::of(text) {
        Kind::Xml => match root(text)? {
            "definitions" => Some(Body::Wsdl(text.to_owned())),
            "schema" => Some(Body::Schema(text.to_owned())),
            _ => None,
        },
        Kind::JsonOrYaml => {
            let is_json = text.trim_start().starts_with('{');
            let names_itself = |word: &str| {
                let key = if is_json { format!("\"{word}\"") } else { format!("{word}:") };
                if is_json {
                    text.contains(&key)
                } else {
                    text.lines().any(|line| line.trim_matches(['"', '\'']).starts_with(&key))
                }
            };
            (names_itself("openapi") || names_itself("swagger")).then(|| Body::OpenApi(text.to_owned(), is_json))
        }
        Kind::Html | Kind::Empty | Kind::Other => None,
    }
}

/// The local name of the root element of what looks like XML.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = match rest.get(..4)? {
            "<!--" => "-->",
            start if start.starts_with("<?") => "?>",
            _ => break,
        };
        rest = rest.get(rest.find(end)? + end.len()..)?.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
    Some(name.rsplit(':').next().unwrap_or(name))
}

/// The error for an answer that is something else than was asked for.
pub(super) fn unexpected(answer: &Answer, expected: &str, what: &str) -> Box<Diagnostic> {
    let media_type = if answer.media_type.is_empty() { "no media type" } else { &answer.media_type };
    let error =
        failure("fetch::unexpected", &shown(&answer.url), format!("expected {expected}, got {media_type} ({what})"));
    Box::new(error.help(
        "open the address in a browser: if it wants a log-in, set BINDERY_TOKEN, or BINDERY_USER and BINDERY_PASSWORD",
    ))
}
