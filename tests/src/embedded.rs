//! The embedded server over all of the generated crate, answering from the project's own examples.

use std::{
    fs,
    path::{Path, PathBuf},
};

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::Binding,
    server::Server,
};
use bindery_services::{
    graph,
    superoffice::{rest, services86, services88},
    symphony,
};
use bytes::Bytes;

/// An API and where it is served.
pub struct Mounted {
    /// The path below which its services stand.
    pub prefix: &'static str,
    /// The folder of its examples.
    pub folder: &'static str,
    /// Its operations.
    pub catalogue: Catalogue,
}

/// The APIs of the generated crate, below the paths that a tenant has them under.
pub fn apis() -> Vec<Mounted> {
    let api = |prefix, folder, catalogue| Mounted { prefix, folder, catalogue };
    vec![
        api("/Remote/Services86", "superoffice/services86/examples", services86::catalogue()),
        api("/Remote/Services88", "superoffice/services88/examples", services88::catalogue()),
        api("/Cust12345", "superoffice/rest/examples", rest::catalogue()),
        api("/v1.0", "graph/examples", graph::catalogue()),
        api("/pod", "symphony/examples", symphony::catalogue()),
    ]
}

/// The server, and how many operations it answers from an example.
///
/// # Errors
/// An example that cannot be read, or that is no answer of its operation: with the file's name.
pub fn server() -> Result<(Server, usize), String> {
    let mut server = Server::new();
    let mut examples = 0;
    for api in apis() {
        let entries: Vec<&'static Entry> = api.catalogue.entries().collect();
        server = server.mount(api.prefix, api.catalogue);
        for entry in entries {
            let folder = schemas().join(api.folder).join(entry.info().service.name);
            examples += usize::from(match &entry.info().binding {
                Binding::Soap(_) => soap(&mut server, api.prefix, entry, &folder)?,
                Binding::Http(_) => plain(&mut server, api.prefix, entry, &folder)?,
            });
        }
    }
    Ok((server, examples))
}

fn schemas() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas")
}

/// Takes the example of an operation over SOAP, if there is one.
fn soap(server: &mut Server, prefix: &str, entry: &Entry, folder: &Path) -> Result<bool, String> {
    let file = folder.join(format!("{}.response.xml", entry.info().name));
    if !file.exists() {
        return Ok(false);
    }
    let at_file = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(&file).map_err(|error| at_file(&error))?;
    server.example(prefix, entry.info().service.name, entry.info().name, &text).map_err(|error| at_file(&error))
}

/// Takes the examples of the answers of an operation over plain HTTP; whether one of them is a success without a name.
fn plain(server: &mut Server, prefix: &str, entry: &Entry, folder: &Path) -> Result<bool, String> {
    let mut answered = false;
    for example in json_examples(folder, entry.info().name)? {
        let Some(status) = example.status else { continue };
        let at_file = |error: &dyn std::fmt::Display| format!("{}: {error}", example.file.display());
        let response = http::Response::builder()
            .status(status)
            .header(http::header::CONTENT_TYPE, "application/json")
            .body(Bytes::from(example.text.clone()))
            .map_err(|error| at_file(&error))?;
        let (service, operation) = (entry.info().service.name, entry.info().name);
        server.http_example(prefix, service, operation, &example.name, &response).map_err(|error| at_file(&error))?;
        answered |= status < 300 && example.name.is_empty();
    }
    Ok(answered)
}

/// An example of a body.
pub struct JsonExample {
    /// Where it stands.
    pub file: PathBuf,
    /// What tells it from the other ones of its operation; empty for the first one.
    pub name: String,
    /// The status of the answer; `None` for the body of a request.
    pub status: Option<u16>,
    /// The body.
    pub text: String,
}

/// The examples of an operation, sorted by file: `<operation>[.<name>].(request|response|<status>).json`.
///
/// # Errors
/// A file that cannot be read, or whose name is another one.
pub fn json_examples(folder: &Path, operation: &str) -> Result<Vec<JsonExample>, String> {
    let mut examples = Vec::new();
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (name, file) = (file.file_name().to_string_lossy().into_owned(), file.path());
        let parts: Vec<&str> = name.split('.').collect();
        let (name, kind) = match parts.as_slice() {
            [own, kind, "json"] if *own == operation => ("", *kind),
            [own, name, kind, "json"] if *own == operation => (*name, *kind),
            _ => continue,
        };
        let status = match kind {
            "request" => None,
            "response" => Some(200),
            status => Some(status.parse().map_err(|_| format!("{}: `{status}` is no status", file.display()))?),
        };
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        examples.push(JsonExample { name: name.to_owned(), status, text, file });
    }
    examples.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(examples)
}
