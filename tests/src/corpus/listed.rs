//! Documented examples that are themselves wrong: listed by rule or by name, each with its reason.

use serde::{Deserialize, Serialize};

/// The rules by which an example can be told wrong without naming it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// An element is empty although its simple type has no empty lexical form.
    EmptyValue,
    /// No WSDL of the version has the operation.
    OperationInNoWsdl,
}

/// What is listed for one version.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// Kinds of wrong examples.
    #[serde(default, rename = "rule")]
    pub rules: Vec<ListedRule>,
    /// Single wrong examples.
    #[serde(default, rename = "example")]
    pub examples: Vec<ListedExample>,
}

/// A rule with its reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedRule {
    /// The rule.
    pub rule: Rule,
    /// Why examples that match it are wrong.
    pub reason: String,
}

/// A wrong example with its reason.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedExample {
    /// `Agent.Operation Request` or `Agent.Operation Response`.
    pub example: String,
    /// Why it is wrong.
    pub reason: String,
}

impl Listing {
    /// The rules alone: what serves a version that nobody has listed anything for.
    pub fn rules_only() -> Self {
        let rule = |rule, reason: &str| ListedRule { rule, reason: reason.to_owned() };
        Self {
            rules: vec![
                rule(Rule::EmptyValue, "an empty element where the schema wants a value that has no empty form"),
                rule(Rule::OperationInNoWsdl, "the page documents an operation that stands in no WSDL of the version"),
            ],
            examples: Vec::new(),
        }
    }

    /// The reason for which a failure that matches a rule is listed.
    pub fn by_rule(&self, rule: Rule) -> Option<&str> {
        self.rules.iter().find(|listed| listed.rule == rule).map(|listed| listed.reason.as_str())
    }

    /// The reason for which an example is listed by name.
    pub fn by_name(&self, example: &str) -> Option<&str> {
        self.examples.iter().find(|listed| listed.example == example).map(|listed| listed.reason.as_str())
    }
}
