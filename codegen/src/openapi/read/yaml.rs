use std::{borrow::Cow, collections::HashMap};

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{
    super::{
        Limits,
        node::{Mark, Node, Object, Value},
    },
    Budget, Malformed, Parsed,
    indent::Deepened,
};

/// Reads the first document of a YAML 1.2 stream, with the merge keys of YAML 1.1.
pub fn parse(text: &str, file: u32, limits: &Limits) -> Result<Parsed, Malformed> {
    let malformed = match build(text, &Deepened::default(), file, limits) {
        Ok(parsed) => return Ok(parsed),
        Err(malformed) => malformed,
    };
    if !malformed.message.contains("indentation") {
        return Err(malformed);
    }
    // Readers of YAML 1.1 let the end of `{ … }` stand as far left as the key before it, and many documents do so.
    let deepened = Deepened::new(text);
    let Ok(mut parsed) = build(&deepened.text, &deepened, file, limits) else { return Err(malformed) };
    let what = "the end of a flow collection is not indented as YAML 1.2 demands; read as meant".to_owned();
    parsed.oddities.push((what, malformed.mark));
    Ok(parsed)
}

fn build(text: &str, deepened: &Deepened, file: u32, limits: &Limits) -> Result<Parsed, Malformed> {
    let mut builder = Builder { budget: Budget::new(limits), open: Vec::new(), anchors: HashMap::new(), root: None };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Malformed {
            message: error.info().to_owned(),
            mark: mark(file, *error.marker(), deepened),
        })?;
        if builder.take(event, mark(file, span.start, deepened))? {
            break;
        }
    }
    let root = builder.root.unwrap_or_else(|| Node::new(Value::Null, Mark { file, line: 1, column: 1 }));
    Ok(Parsed { root, doubles: builder.budget.doubles, oddities: Vec::new() })
}

fn mark(file: u32, marker: saphyr_parser::Marker, deepened: &Deepened) -> Mark {
    let line = u32::try_from(marker.line()).unwrap_or(u32::MAX);
    let column = u32::try_from(marker.col()).unwrap_or(u32::MAX).saturating_add(1);
    Mark { file, line, column: deepened.column(line, column) }
}

/// A sequence or mapping that has not ended.
struct Open {
    anchor: usize,
    mark: Mark,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping { members: Object, key: Option<Node>, merged: Vec<Node> },
}

struct Anchor {
    node: Node,
    nodes: u64,
    depth: u32,
}

struct Builder {
    budget: Budget,
    open: Vec<Open>,
    anchors: HashMap<usize, Anchor>,
    root: Option<Node>,
}

impl Builder {
    /// Takes an event; `true` at the end of the document.
    fn take(&mut self, event: Event<'_>, mark: Mark) -> Result<bool, Malformed> {
        match event {
            Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
            Event::StreamEnd | Event::DocumentEnd => return Ok(true),
            Event::SequenceStart(anchor, _) => self.start(anchor, mark, Content::Sequence(Vec::new()))?,
            Event::MappingStart(anchor, _) => {
                let content = Content::Mapping { members: Object::new(), key: None, merged: Vec::new() };
                self.start(anchor, mark, content)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end()?,
            Event::Scalar(text, style, anchor, tag) => {
                self.budget.spend(1, mark)?;
                let node = Node::new(resolve(text, style, tag.as_deref()), mark);
                self.anchor(anchor, &node)?;
                self.add(node);
            }
            Event::Alias(anchor) => {
                let Some(known) = self.anchors.get(&anchor) else {
                    return Err(Malformed { message: "an alias stands inside its own anchor".to_owned(), mark });
                };
                let depth = u32::try_from(self.open.len()).unwrap_or(u32::MAX).saturating_add(known.depth);
                let nodes = known.nodes;
                self.budget.check_depth(depth, mark)?;
                self.budget.spend(nodes, mark)?;
                if let Some(node) = self.anchors.get(&anchor).map(|known| known.node.clone()) {
                    self.add(node);
                }
            }
        }
        Ok(false)
    }

    fn start(&mut self, anchor: usize, mark: Mark, content: Content) -> Result<(), Malformed> {
        self.budget.spend(1, mark)?;
        self.open.push(Open { anchor, mark, content });
        self.budget.check_depth(u32::try_from(self.open.len()).unwrap_or(u32::MAX), mark)
    }

    fn end(&mut self) -> Result<(), Malformed> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let value = match open.content {
            Content::Sequence(items) => Value::Array(items),
            Content::Mapping { mut members, merged, .. } => {
                for (name, member) in merged.into_iter().flat_map(merge_sources) {
                    members.entry(name).or_insert(member);
                }
                Value::Object(members)
            }
        };
        let node = Node::new(value, open.mark);
        self.anchor(open.anchor, &node)?;
        self.add(node);
        Ok(())
    }

    /// Keeps a copy of what an anchor names, which counts like an expansion.
    fn anchor(&mut self, anchor: usize, node: &Node) -> Result<(), Malformed> {
        if anchor > 0 {
            let (nodes, depth) = measure(node);
            self.budget.spend(nodes, node.mark)?;
            self.anchors.insert(anchor, Anchor { node: node.clone(), nodes, depth });
        }
        Ok(())
    }

    fn add(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::Sequence(items)) => items.push(node),
            Some(Content::Mapping { members, key, merged }) => match key.take() {
                None => *key = Some(node),
                Some(name) if name.as_text() == Some("<<") => merged.push(node),
                Some(name) => {
                    // A key that is no scalar has no meaning in a description; its kind keeps the value reachable.
                    let text = name.scalar().unwrap_or(if name.is_null() { "null" } else { name.kind() }).to_owned();
                    self.budget.insert(members, text, name.mark, node);
                }
            },
        }
    }
}

fn merge_sources(node: Node) -> Vec<(String, super::Member)> {
    match node.value {
        Value::Object(members) => members.into_iter().collect(),
        Value::Array(items) => items.into_iter().flat_map(merge_sources).collect(),
        _ => Vec::new(),
    }
}

fn measure(node: &Node) -> (u64, u32) {
    let children: Vec<(u64, u32)> = match &node.value {
        Value::Array(items) => items.iter().map(measure).collect(),
        Value::Object(members) => members.values().map(|member| measure(&member.node)).collect(),
        _ => return (1, 1),
    };
    let nodes = children.iter().fold(1u64, |sum, (nodes, _)| sum.saturating_add(*nodes));
    (nodes, children.iter().map(|(_, depth)| *depth).max().unwrap_or_default().saturating_add(1))
}

/// The core schema of YAML 1.2.2 (section 10.3.2); quoted and block scalars are texts.
fn resolve(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let text_wanted = tag.is_some_and(|tag| tag.suffix == "str");
    if style != ScalarStyle::Plain || text_wanted {
        return Value::Text(text.into_owned());
    }
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        plain => number(plain).map_or_else(|| Value::Text(plain.to_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<String> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
        return None;
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = digits.strip_prefix(prefix) {
            return u128::from_str_radix(digits, radix).ok().map(|number| number.to_string());
        }
    }
    let plain = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if !plain || digits.parse::<f64>().is_err() {
        return None;
    }
    Some(text.strip_prefix('+').unwrap_or(text).to_owned())
}
