//! A description with all that it imports, saved beside it under names of its own.

use std::collections::VecDeque;

use url::Url;

use super::{
    Description,
    body::{Body, recognise, unexpected},
    client::{Answer, Client},
    failure,
    names::{Names, last_part},
    shown,
};
use crate::{
    diagnostic::Diagnostic,
    source::{Files, Limits, Source},
    wsdl::WSDL,
    xml::{XSD, parse},
};

/// A place in a document that names another one.
struct Link {
    /// The value of the attribute in the text.
    range: std::ops::Range<usize>,
    location: String,
    /// What it leads to is a schema, else a WSDL document.
    is_schema: bool,
}

/// Collects what a WSDL document or a schema leads to, itself first. Every location is rewritten to the file beside.
pub(super) fn collect(
    client: &mut Client,
    answer: Answer,
    body: Body,
    stem: &str,
    report: super::Report<'_>,
) -> Result<Vec<Description>, Box<Diagnostic>> {
    let ending = if matches!(body, Body::Schema(_)) { "xsd" } else { "wsdl" };
    let mut names = Names::default();
    let first = names.add(&answer.url, stem, ending);
    let mut open = VecDeque::from([(answer.url.clone(), first)]);
    let mut ready = Some((answer, body));
    let mut descriptions = Vec::new();
    while let Some((url, name)) = open.pop_front() {
        report(&name, descriptions.len(), descriptions.len() + open.len() + 1);
        let (answer, body) = match ready.take() {
            Some(first) => first,
            None => {
                let answer = client.get(&url)?;
                let body = recognise(&answer, "a WSDL or a schema")?;
                (answer, body)
            }
        };
        let (Body::Wsdl(mut text) | Body::Schema(mut text)) = body else {
            return Err(unexpected(&answer, "a WSDL or a schema", "a description of another kind"));
        };
        // From the end, so that places before stay where they are.
        for link in links(&text, &url)?.into_iter().rev() {
            // A place within the document itself.
            if link.location.starts_with('#') {
                continue;
            }
            let target = client.lead(&url, &link.location)?;
            let known = names.get(&target).map(str::to_owned);
            let name = match known {
                Some(known) => known,
                None => {
                    let name = names.add(&target, &wish(&target, stem), if link.is_schema { "xsd" } else { "wsdl" });
                    let limit = client.settings().limits.files;
                    if names.len() > limit {
                        let text = format!("the description imports more files than the limit `files` of {limit}");
                        return Err(Box::new(failure("fetch::limit", &shown(&url), text)));
                    }
                    open.push_back((target, name.clone()));
                    name
                }
            };
            text.replace_range(link.range, &name);
        }
        descriptions.push(Description { path: name, text, source: shown(&url), date: answer.date });
    }
    Ok(descriptions)
}

/// What the file of an address is to be called.
fn wish(url: &Url, stem: &str) -> String {
    match url.query().and_then(|query| query.split_once('=')) {
        // As WCF numbers them: `User.svc?xsd=xsd0`.
        Some(("xsd" | "wsdl", part)) => format!("{stem}.{part}"),
        _ => last_part(url).0.to_owned(),
    }
}

/// The imports and includes of a document, in order; a document that is not well-formed is an error.
fn links(text: &str, url: &Url) -> Result<Vec<Link>, Box<Diagnostic>> {
    let limits = Limits::default();
    let mut files = Files::default();
    let file = files.add(Source::new(shown(url), text));
    let document = parse(&files, file, &limits)?;
    let mut links = Vec::new();
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name();
        let attribute = match (name.namespace(), name.name()) {
            (Some(WSDL), "import") => "location",
            (Some(XSD), "import" | "include" | "redefine") => "schemaLocation",
            _ => continue,
        };
        if let Some(location) = node.attribute_node(attribute).filter(|location| !location.value().trim().is_empty()) {
            let is_schema = name.namespace() == Some(XSD);
            links.push(Link { range: location.range_value(), location: location.value().trim().to_owned(), is_schema });
        }
    }
    Ok(links)
}
