//! `cargo xtask bench compile`: what bindings cost to compile, beside the same structs with four derives and no codec.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    measure::{self, Cost},
    plain,
};
use crate::{corpus::bindings, workspace};

/// Compile the bindings of a folder of descriptions, beside the same structs without a codec.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder; a version of the corpus has its descriptions in `wsdl`.
    folder: PathBuf,
    /// The service that is also compiled alone.
    #[arg(long, default_value = "chat")]
    alone: String,
}

/// The ways of compiling, with what cargo is told.
const WAYS: [(&str, &[&str]); 3] = [("check", &["check"]), ("debug", &["build"]), ("release", &["build", "--release"])];

/// Measures and prints a table.
pub fn run(arguments: &Arguments) -> io::Result<()> {
    let name = workspace::name_of(&arguments.folder);
    let home = workspace::root().join("target/bench/compile").join(&name);
    let (tables, plain) = (home.join("tables"), home.join("plain"));
    for folder in [&tables, &plain] {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
    }
    bindings::write(&arguments.folder, &tables, &name)?;
    plain::strip(&tables, &plain)?;
    for folder in [&tables, &plain] {
        fs::copy(workspace::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        // A workspace of its own: it lies within ours.
        let manifest = folder.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        fs::write(&manifest, format!("{text}\n[workspace]\n"))?;
    }
    let target = home.join("target");

    println!("{:<34} {:>8} {:>8} {:>9} {:>10} {:>7}", "", "wall", "CPU", "peak", "rlib", "ratio");
    for (way, cargo) in WAYS {
        let base = compile(&plain, &name, &target, cargo, &[])?;
        let whole = compile(&tables, &name, &target, cargo, &[])?;
        let alone = ["--no-default-features", "--features", &arguments.alone];
        let one = compile(&tables, &name, &target, cargo, &alone)?;
        for (what, (cost, size)) in [
            ("structs without a codec", &base),
            ("whole version", &whole),
            (&*format!("{} alone", arguments.alone), &one),
        ] {
            println!(
                "{:<34} {:>7.2}s {:>7.2}s {:>6} MB {:>7.1} MB {:>6.2}×",
                format!("{way}: {what}"),
                cost.wall.as_secs_f64(),
                cost.cpu.as_secs_f64(),
                cost.peak / 1_000_000,
                *size as f64 / 1e6,
                cost.cpu.as_secs_f64() / base.0.cpu.as_secs_f64(),
            );
        }
        println!("{:<34} {:>45.3}× of the whole", format!("{way}: {} alone", arguments.alone), ratio(&one.0, &whole.0));
    }
    Ok(())
}

fn ratio(part: &Cost, whole: &Cost) -> f64 {
    part.cpu.as_secs_f64() / whole.cpu.as_secs_f64()
}

/// How often each is compiled; the least cost counts.
const RUNS: usize = 3;

/// Compiles a package alone, its dependencies ready and no incremental cache, and tells the cost and the size of the
/// library. All packages share the folder of the dependencies.
fn compile(package: &Path, name: &str, target: &Path, cargo: &[&str], features: &[&str]) -> io::Result<(Cost, u64)> {
    let manifest = package.join("Cargo.toml").to_string_lossy().into_owned();
    let target_text = target.to_string_lossy().into_owned();
    let mut command = vec!["cargo"];
    command.extend(cargo);
    command.extend(["--quiet", "--lib", "--manifest-path", &manifest, "--target-dir", &target_text]);
    command.extend(features);
    measure::of(&command)?;
    let mut least: Option<Cost> = None;
    for _ in 0..RUNS {
        let lib = package.join("src/lib.rs");
        let text = fs::read(&lib)?;
        // The same bytes with a new time: cargo compiles this package again and nothing else.
        fs::write(&lib, text)?;
        let cost = measure::of(&command)?;
        least = Some(least.filter(|least| least.cpu <= cost.cpu).unwrap_or(cost));
    }
    let cost = least.ok_or_else(|| io::Error::other("nothing was measured"))?;
    Ok((cost, library_size(target, name, cargo)))
}

/// The size of the library that was compiled last; nothing when only checking.
fn library_size(target: &Path, name: &str, cargo: &[&str]) -> u64 {
    let profile = match cargo {
        ["build"] => "debug",
        ["build", "--release"] => "release",
        _ => return 0,
    };
    let library = target.join(profile).join(format!("lib{}.rlib", name.replace('-', "_")));
    fs::metadata(library).map_or(0, |metadata| metadata.len())
}
