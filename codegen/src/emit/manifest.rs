//! The manifest of the crate, written by a TOML serialiser.

use std::collections::BTreeMap;

use serde::Serialize;

use super::package::Runtime;

/// What stands in `Cargo.toml`.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    package: Package,
    features: BTreeMap<String, Vec<String>>,
    dependencies: BTreeMap<&'static str, Dependency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lints: Option<Inherited>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Package {
    name: String,
    description: String,
    version: Value,
    edition: Value,
    rust_version: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<Inherited>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Inherited(Inherited),
}

#[derive(Serialize)]
struct Inherited {
    workspace: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Dependency {
    Version(String),
    Path { path: String, version: String },
    Inherited(Inherited),
}

const INHERITED: Inherited = Inherited { workspace: true };

/// What the manifest is made from.
pub struct Facts<'a> {
    /// The crate's name.
    pub name: &'a str,
    /// The crate's version.
    pub version: &'a str,
    /// One sentence.
    pub description: String,
    /// The features of the services.
    pub features: Vec<String>,
    /// Those that are on unless the user turns them off.
    pub default: Vec<String>,
    /// Where the runtime comes from.
    pub runtime: &'a Runtime,
}

/// The text of the manifest.
pub fn manifest(facts: Facts<'_>) -> Result<String, toml::ser::Error> {
    let in_workspace = *facts.runtime == Runtime::Workspace;
    let value = |text: &str| if in_workspace { Value::Inherited(INHERITED) } else { Value::Text(text.to_owned()) };
    let mut features: BTreeMap<String, Vec<String>> =
        facts.features.into_iter().map(|feature| (feature, Vec::new())).collect();
    features.insert("default".to_owned(), facts.default);
    features.insert("catalogue".to_owned(), Vec::new());
    features.insert("blocking".to_owned(), vec!["bindery-runtime/blocking".to_owned()]);
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let runtime = match facts.runtime {
        Runtime::Version => Dependency::Version(version),
        Runtime::Path(path) => Dependency::Path { path: path.clone(), version },
        Runtime::Workspace => Dependency::Inherited(INHERITED),
    };
    toml::to_string(&Manifest {
        package: Package {
            name: facts.name.to_owned(),
            description: facts.description,
            version: value(facts.version),
            edition: value("2024"),
            rust_version: value("1.91"),
            license: in_workspace.then_some(INHERITED),
        },
        features,
        dependencies: BTreeMap::from([("bindery-runtime", runtime)]),
        lints: in_workspace.then_some(INHERITED),
    })
}
