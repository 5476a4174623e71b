//! The operations of a document in the shape of OpenAPI 3: references followed, parameters of the path and of the
//! operation joined, and what Swagger 2.0 says otherwise converted.

use std::borrow::Cow;

use super::{
    Dialect,
    documents::Documents,
    kinds::{self, Kinds},
    node::{Mark, Member, Node, Value},
    swagger,
};
use crate::ledger::LossKind;

/// The methods that a path item may hold.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// An operation in the shape of OpenAPI 3.
#[derive(Debug)]
pub struct Outline<'t> {
    /// The method, in capitals.
    pub method: String,
    /// The path template.
    pub path: &'t str,
    /// Where the method stands.
    pub key: Mark,
    /// The operation as the document has it.
    pub node: &'t Node,
    /// The path item that it stands in.
    pub item: &'t Node,
    /// Its parameters, those of the path item included.
    pub parameters: Vec<Cow<'t, Node>>,
    /// Its request body.
    pub body: Option<Cow<'t, Node>>,
    /// Its responses, and where their status stands.
    pub responses: Vec<(&'t str, Mark, Cow<'t, Node>)>,
}

/// Something that was repaired or left out on the way.
#[derive(Debug)]
pub struct Note {
    /// What kind of loss.
    pub kind: LossKind,
    /// What it concerns.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Where.
    pub mark: Mark,
}

/// Reads the paths of documents.
pub struct Outliner<'t> {
    documents: &'t Documents,
    /// What was repaired or left out.
    pub notes: Vec<Note>,
}

impl<'t> Outliner<'t> {
    /// A reader of paths.
    pub fn new(documents: &'t Documents) -> Self {
        Self { documents, notes: Vec::new() }
    }

    pub(super) fn note(&mut self, kind: LossKind, subject: &str, reason: impl Into<String>, mark: Mark) {
        self.notes.push(Note { kind, subject: subject.to_owned(), reason: reason.into(), mark });
    }

    /// Names the members of a node that are not of the kind that they must be.
    fn misplaced(&mut self, kinds: Kinds, subject: &str, node: &Node) {
        for (what, mark) in kinds.misplaced(node) {
            self.note(LossKind::Repaired, subject, what, mark);
        }
    }

    /// All operations of a document, in its order.
    pub fn operations(&mut self, root: &'t Node) -> Vec<Outline<'t>> {
        let mut operations = Vec::new();
        let paths: Vec<(&'t str, &'t Member)> = root.members("paths").collect();
        for (path, member) in paths {
            if path.starts_with("x-") && member.node.as_object().is_none_or(|item| !has_method(item.keys())) {
                continue;
            }
            self.path_item(root, path, member, &mut operations);
        }
        for (name, member) in root.members("webhooks").collect::<Vec<_>>() {
            for (method, member) in member.node.as_object().into_iter().flatten() {
                if METHODS.contains(&method.as_str()) {
                    let subject = format!("webhook {name} {method}");
                    let reason = "webhooks are calls to the client, for which no client is emitted";
                    self.note(LossKind::OperationOmitted, &subject, reason, member.key);
                }
            }
        }
        operations
    }

    fn path_item(&mut self, root: &'t Node, path: &'t str, member: &'t Member, into: &mut Vec<Outline<'t>>) {
        let subject = format!("path {path}");
        let mut items = vec![&member.node];
        if member.node.reference().is_some() {
            match self.documents.resolve_whole(&member.node) {
                Ok(target) => items.push(target),
                Err(why) => {
                    self.note(LossKind::OperationOmitted, &subject, format!("dangling reference: {why}"), member.key);
                }
            }
        }
        for item in items {
            let Some(members) = item.as_object() else {
                let reason = format!("the path item is {}, not an object", item.kind());
                self.note(LossKind::OperationOmitted, &subject, reason, item.mark);
                continue;
            };
            self.misplaced(kinds::PATH_ITEM, &subject, item);
            for (method, member) in members {
                let lower = method.to_ascii_lowercase();
                if METHODS.contains(&lower.as_str()) {
                    if lower != *method {
                        let reason = format!("the method is written `{method}`");
                        self.note(LossKind::Repaired, &subject, reason, member.key);
                    }
                    self.operation(root, path, item, lower.to_ascii_uppercase(), member, into);
                } else if !is_item_keyword(method) {
                    let kind = match member.node.get("responses") {
                        Some(_) => LossKind::OperationOmitted,
                        None => LossKind::Ignored,
                    };
                    let reason = format!("`{method}` is no method that a path item may hold");
                    self.note(kind, &subject, reason, member.key);
                }
            }
        }
    }

    fn operation(
        &mut self,
        root: &'t Node,
        path: &'t str,
        item: &'t Node,
        method: String,
        member: &'t Member,
        into: &mut Vec<Outline<'t>>,
    ) {
        let subject = format!("operation {method} {path}");
        let node = &member.node;
        if node.as_object().is_none() {
            let reason = format!("the operation is {}, not an object: taken as one without parameters", node.kind());
            self.note(LossKind::Repaired, &subject, reason, node.mark);
        }
        self.misplaced(kinds::OPERATION, &subject, node);
        let parameters = self.parameters(item, node, &subject);
        let mut responses = Vec::new();
        for (status, member) in node.members("responses").filter(|(status, _)| !status.starts_with("x-")) {
            match self.documents.resolve_whole(&member.node) {
                Ok(response) => responses.push((status, member.key, Cow::Borrowed(response))),
                Err(why) => {
                    let reason = format!("the response {status} is taken as one without content: {why}");
                    self.note(LossKind::Repaired, &subject, reason, member.node.mark);
                    let empty = Node::object::<&str>([], member.node.mark);
                    responses.push((status, member.key, Cow::Owned(empty)));
                }
            }
        }
        if self.documents.dialect(root.mark.file) == Dialect::V2 {
            for (_, _, response) in &responses {
                self.misplaced(kinds::RESPONSE, &subject, response);
            }
            let (parameters, body) = swagger::request(self, root, node, &parameters, &subject);
            let responses = swagger::responses(root, node, responses);
            let parameters = parameters.into_iter().map(Cow::Owned).collect();
            into.push(Outline {
                method,
                path,
                key: member.key,
                node,
                item,
                parameters,
                body: body.map(Cow::Owned),
                responses,
            });
            return;
        }
        let body = node.get("requestBody").map(|body| match self.documents.resolve_whole(body) {
            Ok(body) => Cow::Borrowed(body),
            Err(why) => {
                let reason = format!("the body is taken as any value: {why}");
                self.note(LossKind::Repaired, &subject, reason, body.mark);
                Cow::Owned(any_body(body.mark))
            }
        });
        let parameters = parameters.into_iter().map(Cow::Borrowed).collect();
        into.push(Outline { method, path, key: member.key, node, item, parameters, body, responses });
    }

    /// The parameters of the operation, and those of the path that it does not declare itself.
    fn parameters(&mut self, item: &'t Node, node: &'t Node, subject: &str) -> Vec<&'t Node> {
        let mut parameters: Vec<&'t Node> = Vec::new();
        let identity = |node: &'t Node| (node.get_scalar("name"), node.get_scalar("in"));
        for (of_path, listed) in [(false, node.items("parameters")), (true, item.items("parameters"))] {
            let before = parameters.len();
            for parameter in listed {
                let resolved = match self.documents.resolve_whole(parameter) {
                    Ok(resolved) => resolved,
                    Err(why) => {
                        let reason = format!("a parameter is left out, dangling reference: {why}");
                        self.note(LossKind::Repaired, subject, reason, parameter.mark);
                        continue;
                    }
                };
                if let Some(known) = parameters.iter().position(|known| identity(known) == identity(resolved)) {
                    let declared_again = known >= before || !of_path;
                    if declared_again {
                        let name = resolved.get_scalar("name").unwrap_or_default();
                        let reason = format!("the parameter `{name}` is declared twice; the first is kept");
                        self.note(LossKind::Repaired, subject, reason, parameter.mark);
                    }
                    continue;
                }
                parameters.push(resolved);
            }
        }
        parameters
    }
}

fn has_method<'k>(mut keys: impl Iterator<Item = &'k String>) -> bool {
    keys.any(|key| METHODS.contains(&key.as_str()))
}

fn is_item_keyword(key: &str) -> bool {
    matches!(key, "$ref" | "summary" | "description" | "servers" | "parameters") || key.starts_with("x-")
}

/// A JSON body of any value.
pub fn any_body(mark: Mark) -> Node {
    let schema = Node::object::<&str>([], mark);
    let media = Node::object([("schema", schema)], mark);
    let content = Node::object([("application/json", media)], mark);
    Node::object([("content", content), ("required", Node::new(Value::Bool(true), mark))], mark)
}
