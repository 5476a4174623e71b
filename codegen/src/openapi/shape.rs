//! Nodes as the typed objects of OpenAPI 3.0, which the `openapiv3` crate defines.
//!
//! A node is first brought into the shape that its type demands, so that one wrong member never costs the whole:
//! members that the type does not know are left behind, those of another kind are repaired or dropped and named.
//! Schemas stay behind as well: they are read from the node itself, where nothing is rounded and positions are known.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::node::{Mark, Node};

/// What a member must be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text; a number or truth value is its text.
    Text,
    /// A truth value; it may stand in quotes.
    Flag,
    /// One of these texts, in any case.
    OneOf(&'static [&'static str]),
    /// An array of texts.
    Texts,
    /// A schema, which stays behind.
    Schema,
    /// An object with these members.
    Object(&'static [(&'static str, Shape)]),
    /// An object whose values have this shape.
    Map(&'static Shape),
}

const QUERY_STYLES: Shape = Shape::OneOf(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]);

/// A header (3.0.3, "Header Object").
pub const HEADER: Shape = Shape::Object(&[
    ("description", Shape::Text),
    ("required", Shape::Flag),
    ("deprecated", Shape::Flag),
    ("style", Shape::OneOf(&["simple"])),
    ("schema", Shape::Schema),
    ("content", Shape::Map(&MEDIA_TYPE)),
    ("x-collection-format", Shape::Text),
]);

/// A media type (3.0.3, "Media Type Object").
pub const MEDIA_TYPE: Shape = Shape::Object(&[("schema", Shape::Schema), ("encoding", Shape::Map(&ENCODING))]);

const ENCODING: Shape = Shape::Object(&[
    ("contentType", Shape::Text),
    ("style", QUERY_STYLES),
    ("explode", Shape::Flag),
    ("allowReserved", Shape::Flag),
    ("x-collection-format", Shape::Text),
]);

/// A parameter (3.0.3, "Parameter Object") without its style, which depends on the place.
const PARAMETER: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("in", Shape::Text),
    ("description", Shape::Text),
    ("required", Shape::Flag),
    ("deprecated", Shape::Flag),
    ("allowEmptyValue", Shape::Flag),
    ("allowReserved", Shape::Flag),
    ("explode", Shape::Flag),
    ("schema", Shape::Schema),
    ("content", Shape::Map(&MEDIA_TYPE)),
    ("x-collection-format", Shape::Text),
];

/// A body (3.0.3, "Request Body Object").
pub const REQUEST_BODY: Shape =
    Shape::Object(&[("description", Shape::Text), ("required", Shape::Flag), ("content", Shape::Map(&MEDIA_TYPE))]);

/// A response (3.0.3, "Response Object").
pub const RESPONSE: Shape = Shape::Object(&[
    ("description", Shape::Text),
    ("headers", Shape::Map(&HEADER)),
    ("content", Shape::Map(&MEDIA_TYPE)),
]);

/// A server (3.0.3, "Server Object").
pub const SERVER: Shape = Shape::Object(&[
    ("url", Shape::Text),
    ("description", Shape::Text),
    (
        "variables",
        Shape::Map(&Shape::Object(&[("default", Shape::Text), ("enum", Shape::Texts), ("description", Shape::Text)])),
    ),
]);

const FLOW: Shape = Shape::Object(&[
    ("authorizationUrl", Shape::Text),
    ("tokenUrl", Shape::Text),
    ("refreshUrl", Shape::Text),
    ("scopes", Shape::Map(&Shape::Text)),
]);

/// A security scheme (3.0.3, "Security Scheme Object").
pub const SECURITY_SCHEME: Shape = Shape::Object(&[
    ("type", Shape::Text),
    ("description", Shape::Text),
    ("name", Shape::Text),
    ("in", Shape::OneOf(&["query", "header", "cookie"])),
    ("scheme", Shape::Text),
    ("bearerFormat", Shape::Text),
    ("openIdConnectUrl", Shape::Text),
    (
        "flows",
        Shape::Object(&[
            ("implicit", FLOW),
            ("password", FLOW),
            ("clientCredentials", FLOW),
            ("authorizationCode", FLOW),
        ]),
    ),
]);

/// What was wrong with a member, and where.
pub type Defects = Vec<(String, Mark)>;

/// Reads a node as a typed object. `Err` says what is still missing.
pub fn typed<T: DeserializeOwned>(node: &Node, shape: &Shape, defects: &mut Defects) -> Result<T, String> {
    let json = shaped(node, shape, "it", defects).unwrap_or_default();
    serde_json::from_value(json).map_err(|error| error.to_string())
}

/// Reads a node as a parameter: a place that is unknown is the query, and the style must be one of the place.
pub fn parameter(node: &Node, defects: &mut Defects) -> Result<openapiv3::Parameter, String> {
    let mut json = match shaped(node, &Shape::Object(PARAMETER), "it", defects) {
        Some(Json::Object(members)) => members,
        _ => Map::new(),
    };
    let place = match json.get("in").and_then(Json::as_str).map(str::to_ascii_lowercase).as_deref() {
        Some("path") => "path",
        Some("query") => "query",
        Some("header") => "header",
        Some("cookie") => "cookie",
        other => {
            let mark = node.get("in").map_or(node.mark, |place| place.mark);
            let what = match other {
                Some(other) => format!("`in` is `{other}`; taken as `query`"),
                None => "`in` is missing; taken as `query`".to_owned(),
            };
            defects.push((what, mark));
            "query"
        }
    };
    json.insert("in".to_owned(), place.into());
    let styles: &[&str] = match place {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        _ => &["form"],
    };
    if let Some(style) = node.get("style").and_then(|style| one_of(style, styles, "style", defects)) {
        json.insert("style".to_owned(), style);
    }
    complete(&mut json);
    serde_json::from_value(Json::Object(json)).map_err(|error| error.to_string())
}

/// A parameter or header has a schema or a content; a reference to nothing stands for the schema that stays behind.
fn complete(members: &mut Map<String, Json>) {
    if members.contains_key("schema") {
        members.remove("content");
    } else if members.get("content").and_then(Json::as_object).is_none_or(Map::is_empty) {
        members.remove("content");
        members.insert("schema".to_owned(), behind());
    }
}

fn behind() -> Json {
    Json::Object(Map::from_iter([("$ref".to_owned(), Json::from("#"))]))
}

fn shaped(node: &Node, shape: &Shape, name: &str, defects: &mut Defects) -> Option<Json> {
    let wrong = |wanted: &str, defects: &mut Defects| {
        if !node.is_null() {
            defects.push((format!("`{name}` is {}, not {wanted}; ignored", node.kind()), node.mark));
        }
        None
    };
    match shape {
        Shape::Text => match node.scalar() {
            Some(text) => Some(text.into()),
            None => wrong("a text", defects),
        },
        Shape::Flag => match node.truth() {
            Some(value) => Some(value.into()),
            None => wrong("a truth value", defects),
        },
        Shape::OneOf(known) => one_of(node, known, name, defects),
        Shape::Texts => match node.as_array() {
            Some(items) => Some(items.iter().filter_map(Node::scalar).map(Json::from).collect()),
            None => wrong("an array", defects),
        },
        Shape::Schema => Some(behind()),
        Shape::Object(known) => {
            if node.as_object().is_none() {
                return wrong("an object", defects);
            }
            let mut members = Map::new();
            for (key, shape) in *known {
                if let Some(value) = node.get(key).and_then(|value| shaped(value, shape, key, defects)) {
                    members.insert((*key).to_owned(), value);
                }
            }
            Some(Json::Object(finished(members, known)))
        }
        Shape::Map(shape) => {
            let Some(members) = node.as_object() else { return wrong("an object", defects) };
            let mut values = Map::new();
            for (key, member) in members {
                if let Some(value) = shaped(&member.node, shape, key, defects) {
                    values.insert(key.clone(), value);
                }
            }
            Some(Json::Object(values))
        }
    }
}

fn one_of(node: &Node, known: &[&str], name: &str, defects: &mut Defects) -> Option<Json> {
    let written = node.scalar().unwrap_or_default();
    let found = known.iter().find(|known| known.eq_ignore_ascii_case(written));
    if found.is_none() {
        let what = format!("`{name}` is `{written}`, which cannot stand here; the default is taken");
        defects.push((what, node.mark));
    }
    found.map(|known| (*known).into())
}

/// Adds what the types demand and documents often leave out.
fn finished(mut members: Map<String, Json>, known: &[(&str, Shape)]) -> Map<String, Json> {
    let knows = |key: &str| known.iter().any(|(known, _)| *known == key);
    if knows("style") && knows("schema") || knows("explode") && knows("in") {
        complete(&mut members);
    }
    if knows("headers") && knows("content") {
        members.entry("description").or_insert_with(|| "".into());
    }
    if knows("scopes") {
        for key in ["authorizationUrl", "tokenUrl"] {
            members.entry(key).or_insert_with(|| "".into());
        }
        members.entry("scopes").or_insert_with(|| Json::Object(Map::new()));
    }
    if knows("flows") {
        members.entry("flows").or_insert_with(|| Json::Object(Map::new()));
    }
    if knows("enum") && knows("default") {
        members.entry("default").or_insert_with(|| "".into());
    }
    members
}
