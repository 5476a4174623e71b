//! Every description by itself: a crate each, all of which must compile without a warning.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use super::{bindings, write_if_changed};
use crate::workspace;

/// Generates a crate from each description of a folder alone and checks them all. Tells how many there are.
pub fn check(folder: &Path) -> io::Result<usize> {
    let name = workspace::name_of(folder);
    let home = workspace::root().join("target/corpus").join(format!("{name}-alone"));
    let mut members = Vec::new();
    for file in descriptions(&bindings::descriptions(folder))? {
        let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
        bindings::write(&file, &home.join(&stem), &format!("{name}-{stem}"))?;
        members.push(stem);
    }
    let members_list = members.iter().map(|member| format!("{member:?}")).collect::<Vec<_>>().join(", ");
    write_if_changed(
        &home.join("Cargo.toml"),
        &format!("[workspace]\nresolver = \"3\"\nmembers = [{members_list}]\n"),
    )?;
    if !home.join("Cargo.lock").exists() {
        fs::copy(workspace::root().join("Cargo.lock"), home.join("Cargo.lock"))?;
    }
    let output = Command::new("cargo")
        .args(["check", "--workspace", "--color", "never", "--manifest-path"])
        .arg(home.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(workspace::root().join("target"))
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let complaints: Vec<&str> =
        said.lines().filter(|line| line.starts_with("warning") || line.starts_with("error")).take(20).collect();
    if !output.status.success() || !complaints.is_empty() {
        return Err(io::Error::other(format!(
            "not every crate compiles without a warning:\n{}",
            complaints.join("\n")
        )));
    }
    Ok(members.len())
}

fn descriptions(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    let wanted = |extension: &std::ffi::OsStr| ["wsdl", "json", "yaml", "yml"].iter().any(|known| extension == *known);
    files.retain(|file| file.extension().is_some_and(wanted));
    files.sort();
    Ok(files)
}
