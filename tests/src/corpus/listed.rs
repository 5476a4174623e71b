//! Documented examples that are themselves wrong: listed by rule or by name, each with its reason.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// The rules by which an example can be told wrong without naming it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// An element is empty although its simple type has no empty lexical form.
    EmptyValue,
    /// No WSDL of the version has the operation.
    OperationInNoWsdl,
    /// No description has the operation.
    OperationInNoDescription,
    /// The description has no such property.
    UnknownProperty,
    /// A property that the description requires is not there.
    MissingProperty,
    /// `null` stands where the description does not allow it.
    Null,
    /// A value is not of the described type.
    InvalidValue,
    /// A body stands where the description has none.
    UndescribedBody,
}

impl Rule {
    /// What it says about a page.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::EmptyValue => "an empty element whose type has no empty value",
            Self::OperationInNoWsdl => "the operation is in no WSDL",
            Self::OperationInNoDescription => "the operation is in no description",
            Self::UnknownProperty => "a property that the description does not have",
            Self::MissingProperty => "a required property is missing",
            Self::Null => "null on what the description does not allow to be null",
            Self::InvalidValue => "a value that is not of the described type",
            Self::UndescribedBody => "a body where the description has none",
        }
    }
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
    /// All rules: what serves descriptions that nobody has listed anything for.
    pub fn rules_only() -> Self {
        let all = [
            Rule::EmptyValue,
            Rule::OperationInNoWsdl,
            Rule::OperationInNoDescription,
            Rule::UnknownProperty,
            Rule::MissingProperty,
            Rule::Null,
            Rule::InvalidValue,
            Rule::UndescribedBody,
        ];
        let rules = all.map(|rule| ListedRule { rule, reason: rule.meaning().to_owned() });
        Self { rules: rules.into(), examples: Vec::new() }
    }

    /// What of the listing is not needed: rules that matched nothing, and names of no example.
    pub fn stale(&self, used: &BTreeSet<Rule>, examples: &BTreeSet<String>) -> Vec<String> {
        let rules = self.rules.iter().filter(|listed| !used.contains(&listed.rule));
        let unknown = self.examples.iter().filter(|listed| !examples.contains(&listed.example));
        rules
            .map(|listed| format!("rule {:?} matches nothing", listed.rule))
            .chain(unknown.map(|listed| format!("{} is no example", listed.example)))
            .collect()
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
