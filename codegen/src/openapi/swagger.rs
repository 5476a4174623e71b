//! Swagger 2.0 in the shape of OpenAPI 3: bodies and form data, media types, collection formats, hosts and credentials.
//! Every node that is made stands where what it was made of stands.

use std::borrow::Cow;

use super::{
    node::{Mark, Member, Node, Object, Value},
    outline::Outliner,
};
use crate::ledger::LossKind;

/// Keywords of a parameter or header that belong to its schema.
const SCHEMA_KEYWORDS: [&str; 22] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-descriptions",
    "x-ms-enum",
    "title",
];

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

type Responses<'t> = Vec<(&'t str, Mark, Cow<'t, Node>)>;

/// The parameters that stand outside the body, and the body.
pub fn request<'t>(
    outliner: &mut Outliner<'t>,
    root: &'t Node,
    operation: &'t Node,
    parameters: &[&'t Node],
    subject: &str,
) -> (Vec<Node>, Option<Node>) {
    let mut outside = Vec::new();
    let mut bodies = Vec::new();
    let mut form = Vec::new();
    for parameter in parameters {
        match parameter.get_scalar("in") {
            Some("body") => bodies.push(*parameter),
            Some("formData" | "form") => form.push(*parameter),
            _ => outside.push(self::parameter(parameter)),
        }
    }
    for surplus in bodies.iter().skip(1) {
        outliner.note(LossKind::Repaired, subject, "a second body is declared; the first is kept", surplus.mark);
    }
    let consumes = media_types(root, operation, "consumes");
    match (bodies.first(), form.is_empty()) {
        (Some(body), none) => {
            if !none {
                let reason = "form data is declared beside a body and left out";
                outliner.note(LossKind::Repaired, subject, reason, body.mark);
            }
            (outside, Some(whole_body(body, &consumes)))
        }
        (None, false) => (outside, Some(form_body(&form, &consumes, operation.mark))),
        (None, true) => (outside, None),
    }
}

/// The media types of an operation, or those of the document.
fn media_types<'t>(root: &'t Node, operation: &'t Node, key: &str) -> Vec<&'t str> {
    let own = operation.get(key).or_else(|| root.get(key));
    own.and_then(Node::as_array).unwrap_or_default().iter().filter_map(Node::scalar).collect()
}

fn whole_body(body: &Node, consumes: &[&str]) -> Node {
    let schema = body.get("schema").cloned().unwrap_or_else(|| Node::object::<&str>([], body.mark));
    let media = if consumes.is_empty() { &["application/json"] } else { consumes };
    let mut members = copied(body, &["description"]);
    members.extend(copied(body, &["required"]));
    insert(&mut members, "content", content(media, &schema, None, body.mark));
    Node::new(Value::Object(members), body.mark)
}

fn content(media: &[&str], schema: &Node, encoding: Option<&Node>, mark: Mark) -> Node {
    let bodies = media.iter().map(|media| {
        let mut members = Object::new();
        insert(&mut members, "schema", schema.clone());
        if let Some(encoding) = encoding {
            insert(&mut members, "encoding", encoding.clone());
        }
        (*media, Node::new(Value::Object(members), mark))
    });
    Node::object(bodies, mark)
}

/// Form data as an object; a single file may also be the whole body, in the media types that are no forms.
fn form_body(form: &[&Node], consumes: &[&str], mark: Mark) -> Node {
    let mut properties = Object::new();
    let mut encodings = Object::new();
    let mut required = Vec::new();
    for parameter in form {
        let Some(name) = parameter.get_scalar("name") else { continue };
        let mut schema = schema_of(parameter);
        if let Value::Object(members) = &mut schema.value {
            members.extend(copied(parameter, &["description"]));
        }
        insert(&mut properties, name, schema);
        if parameter.flag("required") {
            required.push(Node::text(name, parameter.mark));
        }
        let mut encoding = Object::new();
        style(parameter, &mut encoding);
        if !encoding.is_empty() {
            insert(&mut encodings, name, Node::new(Value::Object(encoding), parameter.mark));
        }
    }
    let file = form.iter().any(|parameter| parameter.get_scalar("type") == Some("file"));
    let any_required = !required.is_empty();
    let schema = Node::object(
        [
            ("type", Node::text("object", mark)),
            ("properties", Node::new(Value::Object(properties), mark)),
            ("required", Node::new(Value::Array(required), mark)),
        ],
        mark,
    );
    let mut media: Vec<&str> = consumes.iter().copied().filter(|media| is_form(media)).collect();
    if media.is_empty() {
        media.push(if file { MULTIPART } else { FORM });
    }
    let encodings = Node::new(Value::Object(encodings), mark);
    let mut bodies = content(&media, &schema, Some(&encodings), mark);
    if let ([only], true, Value::Object(bodies)) = (form, file, &mut bodies.value) {
        let others: Vec<&str> = consumes.iter().copied().filter(|media| !is_form(media)).collect();
        if let Value::Object(whole) = content(&others, &schema_of(only), None, only.mark).value {
            bodies.extend(whole);
        }
    }
    Node::object([("content", bodies), ("required", Node::new(Value::Bool(any_required), mark))], mark)
}

fn is_form(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(FORM) || essence.eq_ignore_ascii_case(MULTIPART)
}

/// A parameter or header with its schema in a property of its own.
fn parameter(parameter: &Node) -> Node {
    let mut members = copied(parameter, &["name", "in", "description", "required", "x-deprecated", "deprecated"]);
    let schema = match parameter.get("schema") {
        Some(schema) => schema.clone(),
        None => schema_of(parameter),
    };
    insert(&mut members, "schema", schema);
    style(parameter, &mut members);
    Node::new(Value::Object(members), parameter.mark)
}

fn schema_of(parameter: &Node) -> Node {
    Node::new(Value::Object(copied(parameter, &SCHEMA_KEYWORDS)), parameter.mark)
}

/// `collectionFormat` as style and explosion; what no style of OpenAPI 3 says is kept under its own name.
fn style(parameter: &Node, into: &mut Object) {
    if parameter.get_scalar("type") != Some("array") {
        return;
    }
    let place = parameter.get_scalar("in").unwrap_or("header");
    let format = parameter.get("collectionFormat");
    let mark = format.map_or(parameter.mark, |format| format.mark);
    let format = format.and_then(Node::scalar).unwrap_or("csv");
    let in_query = matches!(place, "query" | "formData");
    let (style, explode) = match (format, in_query) {
        ("multi", true) => ("form", true),
        ("ssv", true) => ("spaceDelimited", false),
        ("pipes", true) => ("pipeDelimited", false),
        (_, true) => ("form", false),
        (_, false) => ("simple", false),
    };
    insert(into, "style", Node::text(style, mark));
    insert(into, "explode", Node::new(Value::Bool(explode), mark));
    if !matches!(format, "csv" | "multi") {
        insert(into, COLLECTION_FORMAT, Node::text(format, mark));
    }
}

/// Where a collection format is kept that OpenAPI 3 has no style for.
pub const COLLECTION_FORMAT: &str = "x-collection-format";

/// Responses with their schema under each media type.
pub fn responses<'t>(root: &'t Node, operation: &'t Node, responses: Responses<'t>) -> Responses<'t> {
    let produces = media_types(root, operation, "produces");
    let convert = |(status, key, response): (&'t str, Mark, Cow<'t, Node>)| {
        let converted = self::response(&response, &produces);
        (status, key, Cow::Owned(converted))
    };
    responses.into_iter().map(convert).collect()
}

fn response(response: &Node, produces: &[&str]) -> Node {
    let mut members = copied(response, &["description"]);
    let headers = response.members("headers").map(|(name, member)| (name, parameter(&member.node)));
    let headers = Node::object(headers, response.mark);
    insert(&mut members, "headers", headers);
    if let Some(schema) = response.get("schema") {
        let file = schema.get_scalar("type") == Some("file");
        let default: &[&str] = if file { &["application/octet-stream"] } else { &["application/json"] };
        let media = if produces.is_empty() { default } else { produces };
        let mut content = content(media, schema, None, schema.mark);
        for (media_type, example) in response.members("examples") {
            if let Value::Object(bodies) = &mut content.value
                && let Some(Value::Object(body)) = bodies.get_mut(media_type).map(|body| &mut body.node.value)
            {
                insert(body, "example", example.node.clone());
            }
        }
        insert(&mut members, "content", content);
    }
    Node::new(Value::Object(members), response.mark)
}

/// The servers that `schemes`, `host` and `basePath` say: encrypted ones first.
pub fn servers(root: &Node) -> Vec<Node> {
    let mark = root.get("host").map_or(root.mark, |host| host.mark);
    let path = root.get_scalar("basePath").unwrap_or_default().trim_end_matches('/');
    let path = if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let Some(host) = root.get_scalar("host").map(str::trim).filter(|host| !host.is_empty()) else {
        let url = if path.is_empty() { "/" } else { &path };
        return vec![Node::object([("url", Node::text(url, mark))], mark)];
    };
    let mut schemes: Vec<&str> = root.items("schemes").iter().filter_map(Node::scalar).collect();
    schemes.retain(|scheme| matches!(*scheme, "https" | "http"));
    if schemes.is_empty() {
        schemes.push("https");
    }
    schemes.sort_by_key(|scheme| *scheme != "https");
    schemes.dedup();
    let server = |scheme: &&str| Node::object([("url", Node::text(format!("{scheme}://{host}{path}"), mark))], mark);
    schemes.iter().map(server).collect()
}

/// A security definition in the shape of OpenAPI 3.
pub fn security_scheme(definition: &Node) -> Node {
    let mark = definition.mark;
    let mut members = copied(definition, &["description", "name", "in"]);
    match definition.get_scalar("type") {
        Some("basic") => {
            insert(&mut members, "type", Node::text("http", mark));
            insert(&mut members, "scheme", Node::text("basic", mark));
        }
        Some("oauth2") => {
            insert(&mut members, "type", Node::text("oauth2", mark));
            let flow = match definition.get_scalar("flow") {
                Some("password") => "password",
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                _ => "implicit",
            };
            let facts = copied(definition, &["authorizationUrl", "tokenUrl", "scopes"]);
            let flows = Node::object([(flow, Node::new(Value::Object(facts), mark))], mark);
            insert(&mut members, "flows", flows);
        }
        _ => members.extend(copied(definition, &["type"])),
    }
    Node::new(Value::Object(members), mark)
}

fn insert(members: &mut Object, key: &str, node: Node) {
    members.insert(key.to_owned(), Member { key: node.mark, node });
}

fn copied(node: &Node, keys: &[&str]) -> Object {
    keys.iter().filter_map(|key| Some(((*key).to_owned(), node.member(key)?.clone()))).collect()
}
