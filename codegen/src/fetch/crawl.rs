//! A description with all that it imports, saved beside it under names of its own.

use std::collections::{HashMap, HashSet, VecDeque};

use url::Url;

use super::{
    Description,
    body::{Body, recognise, unexpected},
    client::{Answer, Client},
    failure, file_name, shown,
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
    client: &mut Client<'_>,
    answer: Answer,
    body: Body,
    stem: &str,
    report: super::Report<'_>,
) -> Result<Vec<Description>, Box<Diagnostic>> {
    let ending = if matches!(body, Body::Schema(_)) { "xsd" } else { "wsdl" };
    let first = file_name(&format!("{stem}.{ending}"));
    let mut names = Names { taken: HashSet::from([first.to_ascii_lowercase()]), known: HashMap::new() };
    names.known.insert(answer.url.to_string(), first.clone());
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
            let Some(target) = follow(client, &url, &link)? else { continue };
            let (name, is_new) = names.of(&target, stem, &link);
            if is_new {
                let limit = client.settings().limits.files;
                if names.known.len() > limit {
                    let text = format!("the description imports more files than the limit `files` of {limit}");
                    return Err(Box::new(failure("fetch::limit", &shown(&url), text)));
                }
                open.push_back((target, name.clone()));
            }
            text.replace_range(link.range, &name);
        }
        descriptions.push(Description { path: name, text, source: shown(&url), date: answer.date });
    }
    Ok(descriptions)
}

/// Where a link leads; `None` for a place within the document itself.
fn follow(client: &Client<'_>, from: &Url, link: &Link) -> Result<Option<Url>, Box<Diagnostic>> {
    if link.location.starts_with('#') {
        return Ok(None);
    }
    let mut to = from.join(&link.location).map_err(|error| {
        failure("fetch::import", &shown(from), format!("the import of `{}` leads nowhere: {error}", link.location))
    })?;
    to.set_fragment(None);
    // Services behind a proxy that speaks TLS for them name themselves by plain http.
    if from.scheme() == "https" && to.scheme() == "http" && to.host_str() == from.host_str() {
        let _ = to.set_scheme("https");
        let _ = to.set_port(from.port());
    }
    client.check(from, &to)?;
    Ok(Some(to))
}

/// The names of files by the addresses that they come from.
struct Names {
    taken: HashSet<String>,
    known: HashMap<String, String>,
}

impl Names {
    /// The name for an address, and whether it is a new one.
    fn of(&mut self, url: &Url, stem: &str, link: &Link) -> (String, bool) {
        if let Some(known) = self.known.get(url.as_str()) {
            return (known.clone(), false);
        }
        let ending = if link.is_schema { "xsd" } else { "wsdl" };
        let wish = match url.query().and_then(|query| query.split_once('=')) {
            // As WCF numbers them: `User.svc?xsd=xsd0`.
            Some(("xsd" | "wsdl", part)) => format!("{stem}.{part}"),
            _ => {
                let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
                last.rsplit_once('.').map_or(last, |(stem, _)| stem).to_owned()
            }
        };
        let mut name = file_name(&format!("{wish}.{ending}"));
        let mut number = 2;
        while !self.taken.insert(name.to_ascii_lowercase()) {
            name = file_name(&format!("{wish}-{number}.{ending}"));
            number += 1;
        }
        self.known.insert(url.to_string(), name.clone());
        (name, true)
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
