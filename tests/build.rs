//! Lists the conversions that are emitted, as calls of a macro: no test names them one by one, and none is forgotten.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

/// The crates with conversions, each with the folder of their files.
const CRATES: [(&str, &str); 2] =
    [("bindery_services", "../generated/src/convert"), ("bindery_golden", "golden/src/convert")];

fn main() -> Result<(), Box<dyn Error>> {
    let mut list = String::new();
    for (name, folder) in CRATES {
        println!("cargo::rerun-if-changed={folder}");
        let mut files: Vec<_> =
            fs::read_dir(folder)?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
        files.sort();
        for file in files {
            push(name, &fs::read_to_string(file)?, &mut list);
        }
    }
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("conversions.rs"), format!("conversions! {{\n{list}}}\n"))?;
    Ok(())
}

/// Appends the conversions of a file: `from => to;`, by their full paths.
fn push(crate_name: &str, text: &str, list: &mut String) {
    let module = |alias: &str| {
        let end = format!(" as {alias};");
        let line = text.lines().find_map(|line| line.strip_prefix("use super::super::")?.strip_suffix(end.as_str()));
        format!("{crate_name}::{}", line.unwrap_or_default())
    };
    let (from, to) = (module("from"), module("to"));
    for call in text.split("convert!(").skip(1) {
        let words: Vec<&str> = call.split_whitespace().map(|word| word.trim_end_matches([',', ')', ';'])).collect();
        let types = words.iter().position(|word| *word == "=>").and_then(|arrow| words.get(arrow - 1..=arrow + 1));
        if let Some([old, _, new]) = types {
            let full =
                |path: &str| path.replacen("from::", &format!("{from}::"), 1).replacen("to::", &format!("{to}::"), 1);
            let _ = writeln!(list, "    {} => {};", full(old), full(new));
        }
    }
}
