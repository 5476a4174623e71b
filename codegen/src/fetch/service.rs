//! From an address to descriptions: by what the address looks like, and by what the server answers.

use url::Url;

use super::{
    Description, Fetched, Report, archive,
    body::{Body, recognise, unexpected},
    client::{Answer, Client},
    crawl::collect,
    failure, file_name, references, shown,
};
use crate::diagnostic::Diagnostic;

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// What stands at one address.
pub(super) fn one(client: &mut Client, url: &Url, report: Report<'_>) -> Result<Fetched> {
    if is_service(url) {
        let descriptions = service(client, url, &stem(url), report)?;
        return Ok(Fetched { descriptions, notes: Vec::new() });
    }
    report(&shown(url), 0, 1);
    let answer = client.get(url)?;
    let body = recognise(&answer, "a WSDL")?;
    let stem = stem(url);
    match body {
        Body::Wsdl(_) | Body::Schema(_) => {
            Ok(Fetched { descriptions: collect(client, answer, body, &stem, report)?, notes: Vec::new() })
        }
        Body::OpenApi(text, is_json) => {
            references::collect(client, answer, text, if is_json { "json" } else { "yaml" }, &stem, report)
        }
        Body::Archive => archive::open(&answer, &client.settings().limits),
        Body::Page(documents) => {
            let several = documents.len() > 1;
            let name =
                |index: usize| if several { format!("{stem}-{}.wsdl", index + 1) } else { format!("{stem}.wsdl") };
            let named = documents.into_iter().enumerate();
            let descriptions = named.map(|(index, text)| saved(&answer, file_name(&name(index)), text)).collect();
            Ok(Fetched { descriptions, notes: Vec::new() })
        }
    }
}

/// The agents of a SuperOffice tenant. Where all are wanted, those that are not offered are passed over.
pub(super) fn agents(
    client: &mut Client,
    url: &Url,
    names: &[String],
    all: bool,
    report: Report<'_>,
) -> Result<Fetched> {
    let mut base = url.clone();
    base.set_query(None);
    if is_service(&base) {
        base = base.join(".").unwrap_or(base);
    } else if !base.path().ends_with('/') {
        let path = format!("{}/", base.path());
        base.set_path(&path);
    }
    let mut fetched = Fetched::default();
    let mut missing = Vec::new();
    for (index, name) in names.iter().enumerate() {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            return Err(Box::new(failure("fetch::agents", &shown(url), format!("`{name}` is no name of an agent"))));
        }
        report(name, index, names.len());
        let address = base.join(&format!("{name}.svc")).map_err(|error| {
            Box::new(failure("fetch::address", &shown(url), format!("the agent `{name}` has no address: {error}")))
        })?;
        match service(client, &address, name, &mut |_, _, _| {}) {
            Ok(descriptions) => fetched.descriptions.extend(descriptions),
            Err(error) if all && error.code == "fetch::status" && error.message.contains("404") => {
                missing.push(name.as_str())
            }
            Err(error) => return Err(error),
        }
    }
    if fetched.descriptions.is_empty() {
        let error = failure("fetch::agents", &shown(url), "none of the known agents is offered below this address");
        return Err(Box::new(error.help("give the address that ends in `/Services88` or the like")));
    }
    if !missing.is_empty() {
        fetched.notes.push(format!("not offered here: {}", missing.join(", ")));
    }
    Ok(fetched)
}

/// The description of a service: in one document where it offers that, else with its imports.
fn service(client: &mut Client, url: &Url, stem: &str, report: Report<'_>) -> Result<Vec<Description>> {
    let asked = |query: &str| {
        let mut url = url.clone();
        url.set_query(Some(query));
        url
    };
    let single = client.get(&asked("singleWsdl")).and_then(wsdl);
    let (answer, body) = match single {
        Ok(single) => single,
        // A server that knows no `singleWsdl` says so by a status, or with its page of help.
        Err(error) if matches!(error.code, "fetch::status" | "fetch::unexpected") => {
            client.get(&asked("wsdl")).and_then(wsdl)?
        }
        Err(error) => return Err(error),
    };
    collect(client, answer, body, stem, report)
}

fn wsdl(answer: Answer) -> Result<(Answer, Body)> {
    match recognise(&answer, "a WSDL")? {
        body @ Body::Wsdl(_) => Ok((answer, body)),
        _ => Err(unexpected(&answer, "a WSDL", "a description of another kind")),
    }
}

fn saved(answer: &Answer, path: String, text: String) -> Description {
    Description { path, text, source: shown(&answer.url), date: answer.date.clone() }
}

/// Whether an address is that of a service rather than of a document.
fn is_service(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    url.query().is_none() && [".svc", ".asmx"].iter().any(|ending| path.ends_with(ending))
}

/// What a file is called after an address: its last part without an ending.
fn stem(url: &Url) -> String {
    let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty())).unwrap_or_default();
    let stem = last.split_once('.').map_or(last, |(stem, _)| stem);
    let wish = if stem.is_empty() { url.host_str().unwrap_or_default() } else { stem };
    file_name(wish)
}
