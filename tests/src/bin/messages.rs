//! Writes a sample request and response of every operation of the generated crate: `messages OUT MODULE`.
//!
//! A judge that shares no code with the encoder validates them against the schemas. MODULE is `services86` or
//! `services88`; the files are `OUT/<Service>/<Operation>.<request|response>.xml`.

use std::{error::Error, fs, path::Path, process::ExitCode};

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
    match write(Path::new(out), &catalogue) {
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
        let info = exchange.entry.info;
        let folder = out.join(info.service.name);
        fs::create_dir_all(&folder)?;
        for (direction, name) in [(Direction::Request, "request"), (Direction::Response, "response")] {
            if direction == Direction::Response && exchange.binding.response.is_none() {
                continue;
            }
            let sample = exchange.sample(direction);
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
