//! What a server sent: told by its content, whatever the media type says.

use super::{client::Answer, failure, page, shown};
use crate::{
    diagnostic::Diagnostic,
    source::{Kind, decode},
};

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
    let text = decoded(answer, expected)?;
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

/// The text of an answer that may be a part of a description, which nothing in it tells.
pub(super) fn text(answer: &Answer, expected: &str) -> Result<String, Box<Diagnostic>> {
    let text = decoded(answer, expected)?;
    match Kind::of(&text) {
        Kind::Empty => Err(unexpected(answer, expected, "it is empty")),
        Kind::Html => Err(unexpected(answer, expected, "a web page, perhaps a log-in form")),
        Kind::Xml | Kind::JsonOrYaml | Kind::Other => Ok(text),
    }
}

/// The text of an answer as it is kept: in UTF-8, with LF as line ends.
fn decoded(answer: &Answer, expected: &str) -> Result<String, Box<Diagnostic>> {
    let text = decode(&answer.body).map_err(|why| unexpected(answer, expected, &format!("no text: {why}")))?;
    let was_utf8 = answer.body.ends_with(text.as_bytes());
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    Ok(if was_utf8 { text } else { declared_utf8(text) })
}

/// What was in UTF-16 and is no more says so, where its XML declaration names the encoding.
fn declared_utf8(mut text: String) -> String {
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(inside, _)| inside);
    let place = declaration.and_then(|inside| {
        let named = inside.split_once("encoding").map(|(before, _)| before.len())?;
        let (_, value) = inside.get(named..)?.split_once(['"', '\''])?;
        let start = inside.len() - value.len();
        let length = value.find(['"', '\''])?;
        Some(5 + start..5 + start + length)
    });
    if let Some(place) = place {
        text.replace_range(place, "UTF-8");
    }
    text
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
