use indexmap::IndexMap;

/// A place in one of the files that were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mark {
    /// The index of the file among those that were read.
    pub file: u32,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A value of a JSON or YAML document, and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it starts.
    pub mark: Mark,
}

/// The values of JSON. Numbers keep their text, so that nothing is rounded.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text.
    Text(String),
    /// Values in order.
    Array(Vec<Node>),
    /// Properties in order.
    Object(Object),
}

/// The properties of an object, in the order of the document.
pub type Object = IndexMap<String, Member>;

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where the name stands.
    pub key: Mark,
    /// The value.
    pub node: Node,
}

impl Node {
    /// A value at a place.
    pub fn new(value: Value, mark: Mark) -> Self {
        Self { value, mark }
    }

    /// A text at a place.
    pub fn text(text: impl Into<String>, mark: Mark) -> Self {
        Self::new(Value::Text(text.into()), mark)
    }

    /// An object of nodes that are made at one place.
    pub fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Node)>, mark: Mark) -> Self {
        let members = members.into_iter().map(|(key, node)| (key.into(), Member { key: node.mark, node })).collect();
        Self::new(Value::Object(members), mark)
    }

    /// The properties, where it is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, where it is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar other than `null`: YAML reads `1.0` as a number where a text was meant.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The truth value, also where it was written as a text.
    pub fn truth(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            Value::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Value::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The number as written, also where it stands in quotes.
    pub fn number(&self) -> Option<&str> {
        match &self.value {
            Value::Number(text) => Some(text),
            Value::Text(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => Some(text),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The value of a property.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.node)
    }

    /// A property.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.as_object()?.get(key)
    }

    /// The text of a property that is a scalar.
    pub fn get_scalar(&self, key: &str) -> Option<&str> {
        self.get(key)?.scalar()
    }

    /// The truth value of a property; `false` where it is missing.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Node::truth).unwrap_or_default()
    }

    /// The items of a property that is an array; none where it is missing.
    pub fn items(&self, key: &str) -> &[Node] {
        self.get(key).and_then(Node::as_array).unwrap_or_default()
    }

    /// The properties of a property that is an object; none where it is missing.
    pub fn members(&self, key: &str) -> impl Iterator<Item = (&str, &Member)> {
        self.get(key)
            .and_then(Node::as_object)
            .into_iter()
            .flat_map(|members| members.iter().map(|(key, member)| (key.as_str(), member)))
    }

    /// Where a reference points to, where it is one.
    pub fn reference(&self) -> Option<&str> {
        self.get("$ref")?.as_text()
    }

    /// Whether two nodes say the same, wherever they stand.
    pub fn same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Number(left), Value::Number(right)) | (Value::Text(left), Value::Text(right)) => left == right,
            (Value::Array(left), Value::Array(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.same(right))
            }
            (Value::Object(left), Value::Object(right)) => {
                left.len() == right.len()
                    && left
                        .iter()
                        .all(|(key, member)| right.get(key).is_some_and(|other| member.node.same(&other.node)))
            }
            _ => false,
        }
    }

    /// The value as JSON. A number that JSON does not have, such as `.inf`, stands as a text.
    pub fn json(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        match &self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) if serde_json::from_str::<serde_json::Number>(number).is_ok() => number.clone(),
            Value::Number(written) | Value::Text(written) => text(written),
            Value::Array(items) => format!("[{}]", items.iter().map(Self::json).collect::<Vec<_>>().join(",")),
            Value::Object(members) => {
                let member = |(name, member): (&String, &Member)| format!("{}:{}", text(name), member.node.json());
                format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
            }
        }
    }

    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}
