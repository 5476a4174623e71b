use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::diagnostic::{Diagnostic, Origin};

use super::{Kind, Limits, Location, Options, Source, decode::decode};

/// Reads files, and the descriptions in folders (not in the folders within), sorted by path.
///
/// A file that is given must be readable; in a folder, what is no description is passed over.
pub fn load(paths: &[PathBuf], options: &Options) -> (Vec<Source>, Vec<Diagnostic>) {
    let (mut sources, mut diagnostics) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            let root = path.parent().unwrap_or(Path::new("")).to_owned();
            match read_file(path, &root, &options.limits) {
                Ok(source) => sources.push(source),
                Err(error) => diagnostics.push(error),
            }
            continue;
        }
        match entries(path) {
            Ok(files) => {
                let found = sources.len();
                for file in files {
                    match read_file(&file, path, &options.limits) {
                        Ok(source) => sources.push(source),
                        Err(error) => diagnostics.push(error),
                    }
                }
                if sources.len() == found && diagnostics.is_empty() {
                    let error = "the folder holds no description";
                    let error = Diagnostic::error("source::empty-folder", whole(path), error);
                    diagnostics.push(error.help("descriptions are .wsdl, .xsd, .json, .yaml, .yml and .xml files"));
                }
            }
            Err(error) => diagnostics.push(unreadable(path, &error)),
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources.dedup_by(|a, b| a.path == b.path);
    (sources, diagnostics)
}

/// The files of a folder that may be descriptions: by their ending, and for endings that others use, by content.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        let wanted = match ending.as_str() {
            "wsdl" | "xsd" => true,
            "xml" | "json" | "yaml" | "yml" => begins_as_description(&path),
            _ => false,
        };
        if wanted && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn begins_as_description(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    if read.is_err() {
        return true; // Reading it whole reports why.
    }
    let text = String::from_utf8_lossy(&head).replace('\0', "");
    match Kind::of(&text) {
        Kind::Xml => text.contains("definitions") || text.contains("schema"),
        Kind::JsonOrYaml => text.contains("openapi") || text.contains("swagger"),
        _ => false,
    }
}

/// Reads one file, whose imports may not leave `root`.
pub fn read_file(path: &Path, root: &Path, limits: &Limits) -> Result<Source, Diagnostic> {
    let file = fs::File::open(path).map_err(|error| unreadable(path, &error))?;
    let mut bytes = Vec::new();
    let limit = limits.file_bytes;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > limit {
        return Err(Diagnostic::error("source::limit", whole(path), format!("the file is longer than {limit} bytes"))
            .help("raise the limit `file_bytes` if the file is what it should be"));
    }
    let text = decode(&bytes).map_err(|why| {
        Diagnostic::error("source::encoding", whole(path), format!("the text cannot be decoded: {why}"))
            .help("save the file as UTF-8 or UTF-16 (and say so in its XML declaration)")
    })?;
    let location = Location { file: path.to_owned(), root: root.to_owned() };
    Ok(Source { path: display(path), text: text.into(), location: Some(location) })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("source::unreadable", whole(path), format!("the file cannot be read: {error}"))
}

fn display(path: &Path) -> Arc<str> {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).into()
}

fn whole(path: &Path) -> Origin {
    Origin::new(&display(path), 0, 0)
}
