//! `bindings.toml`: what is generated from what, and what is to be different from what the descriptions say.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use serde::Deserialize;
use toml::Spanned;

use crate::{
    diagnostic::{Diagnostic, Origin},
    names::{Published, module_name},
    xml::suggest,
};

/// Everything that decides a generation beside the descriptions.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Config {
    /// The emitted crate.
    #[serde(rename = "crate")]
    pub package: Package,
    /// The APIs, each a module of the crate.
    #[serde(rename = "module", default)]
    pub modules: Vec<ModuleConfig>,
    /// The modules between whose types conversions are emitted.
    #[serde(rename = "conversion", default)]
    pub conversions: Vec<ConversionConfig>,
    /// Names that stand in programs already, by the path of the module with the crate's name before it. They are kept.
    #[serde(skip)]
    pub published: BTreeMap<String, Published>,
    /// The path of the file, for diagnostics.
    #[serde(skip)]
    pub file: Arc<str>,
    /// The text of the file, for diagnostics.
    #[serde(skip)]
    text: Arc<str>,
}

/// The emitted crate.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Package {
    /// The name.
    pub name: String,
    /// The version.
    #[serde(default = "first_version")]
    pub version: String,
    /// The features that are on unless the user turns them off; all services where it is left out.
    pub default_features: Option<Vec<Spanned<String>>>,
}

fn first_version() -> String {
    "0.1.0".to_owned()
}

/// An API: descriptions that share types, headers and conventions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ModuleConfig {
    /// The module in the crate, such as `superoffice::services88`; empty for the root of the crate.
    #[serde(default)]
    pub path: String,
    /// The descriptions: files and folders, relative to the configuration.
    #[serde(default)]
    pub inputs: Vec<PathBuf>,
    /// Null means the same as absence, so that a field that may be either is an `Option`.
    #[serde(default)]
    pub null_is_absent: bool,
    /// What becomes of null items in lists.
    #[serde(default)]
    pub nil_items: NilItems,
    /// Records of JSON keep the properties that the description does not name.
    #[serde(default)]
    pub keep_unknown: bool,
    /// How responses say that the operation failed although the exchange succeeded.
    pub outcome: Option<Spanned<OutcomeConfig>>,
    /// The module that describes the same operations over REST: those that are the same there are bound to both.
    pub rest: Option<Spanned<String>>,
    /// What the names of operations and types begin with that says nothing: their names in Rust are made of the rest.
    #[serde(default)]
    pub prefixes: Vec<Spanned<String>>,
    /// Elements and properties that carry credentials: a name, or `Type.Name`; or `Operation.Response` for all that an
    /// operation over plain HTTP answers.
    #[serde(default)]
    pub secrets: Vec<Spanned<String>>,
    /// What is to be different from what the descriptions say.
    #[serde(rename = "override", default)]
    pub overrides: Vec<Override>,
}

/// Conversions from the types of one module to their counterparts in another.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConversionConfig {
    /// The path of the module whose values are converted.
    pub from: Spanned<String>,
    /// The path of the module whose types they become.
    pub to: Spanned<String>,
}

/// What becomes of null items in lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NilItems {
    /// They are kept: the items are `Option`s.
    #[default]
    Keep,
    /// They are read as absent, and reported.
    Drop,
    /// Reading one is an error.
    Reject,
}

/// How a response says that the operation failed although the exchange succeeded.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OutcomeConfig {
    /// The header block that is `false` for failure.
    pub succeeded: String,
    /// The header block that tells what failed.
    pub exception: String,
    /// The field of the exception that holds the message for people.
    pub message: String,
}

/// Something that is to be different from what the descriptions say.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Override {
    /// What it concerns: `service S`, `operation S.O`, `type T`, `type S/T` or `field T.F`. A type may be given with its
    /// namespace, `{urn:example}T`.
    pub at: Spanned<String>,
    /// The name in Rust.
    pub rename: Option<Spanned<String>>,
    /// The built-in type to take a type or a field for: a name such as `string` or `i64`, or `any`.
    pub treat_as: Option<Spanned<String>>,
    /// It carries a credential.
    #[serde(default)]
    pub secret: bool,
    /// The operation is left out.
    #[serde(default)]
    pub skip: bool,
}

impl Config {
    /// Reads a configuration. The error tells file, line and column, and what is allowed there.
    pub fn parse(file: &str, text: &str) -> Result<Self, Box<Diagnostic>> {
        let file: Arc<str> = file.into();
        let mut config: Self = toml::from_str(text).map_err(|error| {
            let origin = origin_at(&file, text, error.span().map_or(0, |span| span.start));
            let finding = Diagnostic::error("config::invalid", origin, error.message().replace('\n', " "));
            Box::new(match meant(error.message()) {
                Some(name) => finding.help(format!("did you mean `{name}`?")),
                None => finding,
            })
        })?;
        config.file = file;
        config.text = text.into();
        config.check_paths()?;
        Ok(config)
    }

    /// Refuses a module that holds another: the root of an API is a file, and no two APIs have one between them.
    fn check_paths(&self) -> Result<(), Box<Diagnostic>> {
        let named = |module: &ModuleConfig| module.segments().map(module_name).collect();
        let paths: Vec<Vec<String>> = self.modules.iter().map(named).collect();
        for (index, path) in paths.iter().enumerate() {
            let Some(outer) = paths.iter().enumerate().position(|(other, outer)| {
                other != index && path.starts_with(outer) && (path != outer || other < index)
            }) else {
                continue;
            };
            let table = self.text.match_indices("[[module]]").nth(index).map_or(0, |(offset, _)| offset);
            let called = |path: &[String]| match path {
                [] => "the root of the crate".to_owned(),
                path => format!("`{}`", path.join("::")),
            };
            let message = match path == &paths[outer] {
                true => format!("two modules stand at {}", called(path)),
                false => {
                    format!("the module {} stands within {}, which is another's", called(path), called(&paths[outer]))
                }
            };
            let origin = origin_at(&self.file, &self.text, table);
            let finding = Diagnostic::error("config::module-within", origin, message);
            return Err(Box::new(
                finding.help("give each `[[module]]` a `path` of its own, none of which begins with another"),
            ));
        }
        Ok(())
    }

    /// The configuration of a crate with one API at its root.
    pub fn for_crate(name: &str) -> Self {
        Self {
            package: Package { name: name.to_owned(), version: first_version(), default_features: None },
            modules: vec![ModuleConfig::default()],
            conversions: Vec::new(),
            published: BTreeMap::new(),
            file: Arc::default(),
            text: Arc::default(),
        }
    }

    /// What a module is called among [`Config::published`].
    pub fn key(&self, module: &ModuleConfig) -> String {
        let name = [self.package.name.as_str()];
        name.into_iter().chain(module.segments()).collect::<Vec<_>>().join("::")
    }

    /// The names of a module that stand in programs already.
    pub fn published(&self, module: &ModuleConfig) -> Published {
        self.published.get(&self.key(module)).cloned().unwrap_or_default()
    }

    /// Where a value of the configuration stands.
    pub fn origin<T>(&self, value: &Spanned<T>) -> Origin {
        origin_at(&self.file, &self.text, value.span().start)
    }
}

impl ModuleConfig {
    /// The segments of the module's path; none for the root of the crate.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.path.split("::").filter(|segment| !segment.is_empty())
    }
}

/// The known name that a message about an unknown one lists and that is near it.
fn meant(message: &str) -> Option<&str> {
    let mut names = message.strip_prefix("unknown ")?.split('`').skip(1).step_by(2);
    suggest(names.next()?, names)
}

fn origin_at(file: &Arc<str>, text: &str, offset: usize) -> Origin {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Origin::new(file, u32::try_from(line).unwrap_or(0), u32::try_from(column).unwrap_or(0))
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::{Config, NilItems};

    const TEXT: &str = r#"
[crate]
name = "bindery-services"

[[module]]
path = "superoffice::services88"
inputs = ["Chat.wsdl"]
null-is-absent = true
nil-items = "drop"
secrets = ["Ticket"]
outcome = { succeeded = "Succeeded", exception = "ExceptionInfo", message = "Message" }

[[module.override]]
at = "operation Chat.SaveChatPresence"
rename = "SavePresence"
"#;

    #[test]
    fn a_configuration_is_typed_and_knows_its_places() {
        let config = Config::parse("bindings.toml", TEXT).expect("valid");
        let module = &config.modules[0];
        assert_eq!(module.segments().collect::<Vec<_>>(), ["superoffice", "services88"]);
        assert_eq!(module.nil_items, NilItems::Drop);
        assert_eq!(config.origin(&module.overrides[0].at).to_string(), "bindings.toml:14:6");
    }

    #[test]
    fn an_unknown_key_is_an_error_at_its_place() {
        let error = Config::parse("bindings.toml", &TEXT.replace("nil-items", "nill-items")).expect_err("unknown key");
        assert_eq!(error.origin.to_string(), "bindings.toml:9:1");
        assert!(error.message.contains("unknown field `nill-items`"), "{error}");
        assert_eq!(error.help.as_deref(), Some("did you mean `nil-items`?"));
        let error = Config::parse("bindings.toml", &TEXT.replace("\"drop\"", "\"dropp\"")).expect_err("unknown value");
        assert_eq!(
            (error.origin.to_string().as_str(), error.help.as_deref()),
            ("bindings.toml:9:13", Some("did you mean `drop`?"))
        );
    }
}
