//! `cargo xtask bench compile`: what bindings cost to compile, beside the same types with derived traits.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    measure::{self, Cost},
    plain::{self, Derives},
};
use crate::{corpus::bindings, workspace};

/// Compile the bindings of a folder of descriptions, beside the same types with derived traits.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder; its descriptions stand in `wsdl` or `openapi`, or in the folder itself.
    folder: PathBuf,
    /// What the types beside derive.
    #[arg(long, value_enum, default_value_t = Derives::Plain)]
    derives: Derives,
    /// A service that is also compiled alone.
    #[arg(long)]
    alone: Option<String>,
    /// The ways of compiling.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Way::Check, Way::Debug, Way::Release])]
    ways: Vec<Way>,
    /// How often each is compiled; the least cost counts.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

/// A way of compiling.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Way {
    Check,
    Debug,
    Release,
}

impl Way {
    /// Its name, and what cargo is told.
    fn told(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Check => ("check", &["check"]),
            Self::Debug => ("debug", &["build"]),
            Self::Release => ("release", &["build", "--release"]),
        }
    }

    /// Where cargo puts the library, which checking has none of.
    fn profile(self) -> Option<&'static str> {
        match self {
            Self::Check => None,
            Self::Debug => Some("debug"),
            Self::Release => Some("release"),
        }
    }
}

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
    println!("{}", bindings::write(&arguments.folder, &tables, &name)?.summary);
    plain::strip(&tables, &plain, arguments.derives)?;
    for folder in [&tables, &plain] {
        fs::copy(workspace::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        set_apart(&folder.join("Cargo.toml"))?;
    }
    let compiler = Compiler { name, target: home.join("target"), runs: arguments.runs };

    println!("{:<34} {:>8} {:>8} {:>9} {:>10} {:>7}", "", "wall", "CPU", "peak", "rlib", "ratio");
    for way in &arguments.ways {
        let (called, _) = way.told();
        let base = compiler.compile(&plain, *way, &[])?;
        let whole = compiler.compile(&tables, *way, &[])?;
        row(&format!("{called}: derived traits"), &base, &base);
        row(&format!("{called}: bindings"), &whole, &base);
        if let Some(service) = &arguments.alone {
            let one = compiler.compile(&tables, *way, &["--no-default-features", "--features", service])?;
            row(&format!("{called}: {service} alone"), &one, &base);
            println!("{:<34} {:>45.3}× of the whole", "", ratio(&one.0, &whole.0));
        }
    }
    Ok(())
}

/// Makes a package a workspace of its own, since it lies within ours, and lets it do without a transport: reqwest's
/// dependencies take long and change nothing.
fn set_apart(manifest: &Path) -> io::Result<()> {
    let mut table: toml::Table = fs::read_to_string(manifest)?.parse().map_err(io::Error::other)?;
    table.insert("workspace".to_owned(), toml::Table::new().into());
    if let Some(runtime) = table["dependencies"]["bindery-runtime"].as_table_mut() {
        runtime.insert("default-features".to_owned(), false.into());
    }
    fs::write(manifest, table.to_string())
}

fn row(what: &str, (cost, size): &(Cost, u64), base: &(Cost, u64)) {
    println!(
        "{what:<34} {:>7.2}s {:>7.2}s {:>6} MB {:>7.1} MB {:>6.2}×",
        cost.wall.as_secs_f64(),
        cost.cpu.as_secs_f64(),
        cost.peak / 1_000_000,
        *size as f64 / 1e6,
        ratio(cost, &base.0),
    );
}

fn ratio(part: &Cost, whole: &Cost) -> f64 {
    part.cpu.as_secs_f64() / whole.cpu.as_secs_f64()
}

/// Compiles packages, which share the folder of their dependencies.
struct Compiler {
    /// What the packages are called.
    name: String,
    target: PathBuf,
    runs: usize,
}

impl Compiler {
    /// Compiles a package alone, its dependencies ready and no incremental cache, and tells the cost and the size of
    /// the library.
    fn compile(&self, package: &Path, way: Way, features: &[&str]) -> io::Result<(Cost, u64)> {
        let manifest = package.join("Cargo.toml").to_string_lossy().into_owned();
        let target = self.target.to_string_lossy().into_owned();
        let mut command = vec!["cargo"];
        command.extend(way.told().1);
        command.extend(["--quiet", "--lib", "--manifest-path", &manifest, "--target-dir", &target]);
        command.extend(features);
        measure::of(&command)?;
        let mut least: Option<Cost> = None;
        for _ in 0..self.runs {
            let lib = package.join("src/lib.rs");
            let text = fs::read(&lib)?;
            // The same bytes with a new time: cargo compiles this package again and nothing else.
            fs::write(&lib, text)?;
            let cost = measure::of(&command)?;
            least = Some(least.filter(|least| least.cpu <= cost.cpu).unwrap_or(cost));
        }
        let cost = least.ok_or_else(|| io::Error::other("nothing was measured"))?;
        Ok((cost, way.profile().map_or(0, |profile| self.size(profile))))
    }

    /// The size of the library that was compiled last.
    fn size(&self, profile: &str) -> u64 {
        let library = self.target.join(profile).join(format!("lib{}.rlib", self.name.replace('-', "_")));
        fs::metadata(library).map_or(0, |metadata| metadata.len())
    }
}
