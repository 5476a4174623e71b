//! The embedded server over all of the generated crate, answering from the project's own examples.

use std::{fs, path::Path};

use bindery_runtime::{catalogue::Catalogue, server::Server};
use bindery_services::superoffice::{services86, services88};

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
    vec![
        Mounted {
            prefix: "/Remote/Services86",
            folder: "superoffice/services86/examples",
            catalogue: services86::catalogue(),
        },
        Mounted {
            prefix: "/Remote/Services88",
            folder: "superoffice/services88/examples",
            catalogue: services88::catalogue(),
        },
    ]
}

/// The server, and how many operations it answers from an example.
///
/// # Errors
/// An example that cannot be read, or that is no answer of its operation: with the file's name.
pub fn server() -> Result<(Server, usize), String> {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas");
    let mut server = Server::new();
    let mut examples = 0;
    for api in apis() {
        let operations: Vec<_> =
            api.catalogue.entries().map(|entry| (entry.info.service.name, entry.info.name)).collect();
        server = server.mount(api.prefix, api.catalogue);
        for (service, operation) in operations {
            let file = schemas.join(api.folder).join(service).join(format!("{operation}.response.xml"));
            if !file.exists() {
                continue;
            }
            let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let taken = server.example(api.prefix, service, operation, &text);
            examples += usize::from(taken.map_err(|error| format!("{}: {error}", file.display()))?);
        }
    }
    Ok((server, examples))
}
