//! JSON and YAML texts into positioned trees.

mod indent;
mod json;
mod yaml;

use super::{
    Limits,
    node::{Mark, Member, Node, Object, Value},
};

/// Why a text is not a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub mark: Mark,
}

/// A tree, and what was odd about its text.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub root: Node,
    /// Names that stand twice in one object, and where the second stands.
    pub doubles: Vec<(String, Mark)>,
    /// What stands in the text against the rules, though it is clear what is meant.
    pub oddities: Vec<(String, Mark)>,
}

/// Reads a text: JSON where it starts like JSON, else YAML 1.2.
pub fn parse(text: &str, file: u32, limits: &Limits) -> Result<Parsed, Malformed> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() as u64 > limits.file_bytes {
        return Err(Malformed {
            message: format!("the file has {} bytes; the limit `file_bytes` is {}", text.len(), limits.file_bytes),
            mark: Mark { file, line: 1, column: 1 },
        });
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::parse(text, file, limits);
    }
    json::parse(text, file, limits).or_else(|malformed| match yaml::parse(text, file, limits) {
        Ok(mut parsed) => {
            let what = format!("the text is not JSON ({}); read as YAML", malformed.message);
            parsed.oddities.push((what, malformed.mark));
            Ok(parsed)
        }
        Err(_) => Err(malformed),
    })
}

/// Builds a tree within bounds.
struct Budget {
    nodes_left: u64,
    limits: Limits,
    doubles: Vec<(String, Mark)>,
}

impl Budget {
    fn new(limits: &Limits) -> Self {
        Self { nodes_left: limits.nodes, limits: limits.clone(), doubles: Vec::new() }
    }

    fn spend(&mut self, nodes: u64, mark: Mark) -> Result<(), Malformed> {
        match self.nodes_left.checked_sub(nodes) {
            Some(left) => {
                self.nodes_left = left;
                Ok(())
            }
            None => Err(Malformed {
                message: format!("more than {} values with aliases expanded; the limit is `nodes`", self.limits.nodes),
                mark,
            }),
        }
    }

    fn check_depth(&self, depth: u32, mark: Mark) -> Result<(), Malformed> {
        if depth <= self.limits.depth {
            return Ok(());
        }
        Err(Malformed { message: format!("nested deeper than the limit `depth` of {}", self.limits.depth), mark })
    }

    /// Adds a property; of two with one name, objects are joined and else the first is kept.
    fn insert(&mut self, members: &mut Object, name: String, key: Mark, node: Node) {
        let Some(known) = members.get_mut(&name) else {
            members.insert(name, Member { key, node });
            return;
        };
        self.doubles.push((name, key));
        if let (Value::Object(into), Value::Object(from)) = (&mut known.node.value, node.value) {
            for (name, member) in from {
                if into.contains_key(&name) {
                    self.doubles.push((name, member.key));
                } else {
                    into.insert(name, member);
                }
            }
        }
    }
}
