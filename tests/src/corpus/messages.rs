//! Messages as they are encoded, for a judge that shares no code with us.

use std::{fs, io, path::Path};

use bindery_runtime::{catalogue::Catalogue, soap::Document};

/// Writes every message, and a sample request and response of every operation, to `<folder>/<Agent>/<name>.xml`.
pub fn write(catalogue: &Catalogue, encoded: &[(String, String, String)], folder: &Path) -> io::Result<()> {
    for (agent, name, text) in encoded {
        one(folder, agent, name, text)?;
    }
    for entry in catalogue.entries() {
        let (agent, operation) = (entry.info().service.name, entry.info().name);
        let samples = [
            ("SampleRequest", Document::request(catalogue, entry)),
            ("SampleResponse", Document::response(catalogue, entry)),
        ];
        for (suffix, sample) in samples {
            let Some(sample) = sample else { continue };
            let text =
                sample.sample().write().map_err(|error| io::Error::other(format!("{agent}.{operation}: {error}")))?;
            one(folder, agent, &format!("{operation}{suffix}"), &text)?;
        }
    }
    Ok(())
}

fn one(folder: &Path, agent: &str, name: &str, text: &str) -> io::Result<()> {
    let folder = folder.join(agent);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{name}.xml")), text)
}
