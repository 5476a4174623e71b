//! Writes a sample request and response of every operation of the generated crate: `messages OUT MODULE`.
//!
//! A judge that shares no code with the encoder validates them against the schemas. MODULE is `services86` or
//! `services88`; the files are `OUT/<Service>/<Operation>.<request|response>.<version>.xml`, and beside the folders stands
//! each description as `OUT/<Service>.wsdl`, with the places of the schemas that it includes written in full: so OUT is both
//! what is judged and what it is judged by.

use std::{collections::BTreeSet, error::Error, fs, path::Path, process::ExitCode};

use bindery_runtime::catalogue::Catalogue;
use bindery_services::superoffice::{services86, services88};
use bindery_tests::messages::{Direction, exchanges};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, module] = arguments.as_slice() else {
        eprintln!("usage: messages OUT (services86|services88)");
        return ExitCode::from(2);
    };
    let catalogue = match module.as_str() {
        "services86" => services86::catalogue(),
        "services88" => services88::catalogue(),
        other => {
            eprintln!("there is no module `{other}`: expected services86 or services88");
            return ExitCode::from(2);
        }
    };
    let out = Path::new(out);
    match write(out, &catalogue).and_then(|count| describe(out, module, &catalogue).map(|()| count)) {
        Ok(count) => {
            println!("{count} messages of {module}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn write(out: &Path, catalogue: &Catalogue) -> Result<usize, Box<dyn Error>> {
    let mut count = 0;
    for exchange in exchanges(catalogue) {
        let info = exchange.entry.info();
        let folder = out.join(info.service.name);
        fs::create_dir_all(&folder)?;
        for (direction, name) in [(Direction::Request, "request"), (Direction::Response, "response")] {
            let Some(empty) = exchange.empty(direction) else { continue };
            let sample = empty.sample();
            for &version in exchange.binding.versions {
                let envelope = exchange
                    .encode(&sample, version)
                    .map_err(|error| format!("{}.{} {name}: {error}", info.service.name, info.name))?;
                fs::write(folder.join(format!("{}.{name}.{version:?}.xml", info.name)), envelope)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

/// Copies the descriptions of the services, so that what they include is found from anywhere.
fn describe(out: &Path, module: &str, catalogue: &Catalogue) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/superoffice").join(module).canonicalize()?;
    let place = folder.display().to_string().replace('%', "%25").replace(' ', "%20");
    let services: BTreeSet<&str> = catalogue.entries().map(|entry| entry.info().service.name).collect();
    for service in services {
        let text = fs::read_to_string(folder.join(format!("{service}.wsdl")))?;
        let text = text.replace("schemaLocation=\"", &format!("schemaLocation=\"file://{place}/"));
        fs::write(out.join(format!("{service}.wsdl")), text)?;
    }
    Ok(())
}
