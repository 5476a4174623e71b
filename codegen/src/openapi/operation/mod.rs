//! Operations into the model.

mod body;
mod examples;
mod media;
mod naming;
mod parameter;
mod response;

use std::collections::HashSet;

pub use naming::{Named, name_operations};
pub use parameter::template_names;

use super::{
    node::{Mark, Node},
    outline::Outline,
    schema::Lowerer,
    security,
    shape::Defects,
};
use crate::{
    ledger::LossKind,
    model::{
        Binding, Content, Docs, Field, HttpBinding, Operation, Parameter, ParameterPlace, Struct, TypeId, TypeKind,
    },
};

/// Builds operations; schemas go through the lowerer.
pub struct Builder<'t, 'l> {
    /// Lowers the schemas.
    pub lowerer: &'l mut Lowerer<'t>,
}

/// The input struct of an operation on its way.
struct Input {
    name: String,
    fields: Vec<Field>,
    parameters: Vec<Parameter>,
}

impl Input {
    /// A name for a field that no other field has: the place is added where two parameters share a name.
    fn free_name(&self, name: &str, place: ParameterPlace) -> String {
        let place = match place {
            ParameterPlace::Path => "path",
            ParameterPlace::Query => "query",
            ParameterPlace::Header => "header",
            ParameterPlace::Cookie => "cookie",
        };
        self.free([name.to_owned(), format!("{name}_{place}")])
    }

    fn free_body_name(&self) -> String {
        self.free(["body".to_owned(), "request_body".to_owned()])
    }

    fn free<const N: usize>(&self, wanted: [String; N]) -> String {
        let taken: HashSet<&str> = self.fields.iter().map(|field| field.name.local.as_str()).collect();
        let last = wanted.last().cloned().unwrap_or_default();
        let numbered = (2u32..).map(|number| format!("{last}_{number}"));
        wanted.into_iter().chain(numbered).find(|name| !taken.contains(name.as_str())).unwrap_or(last)
    }

    fn push(&mut self, field: Field, parameter: Parameter) {
        self.parameters.push(Parameter { field: self.fields.len(), ..parameter });
        self.fields.push(field);
    }
}

impl<'t> Builder<'t, '_> {
    fn report(&mut self, defects: Defects, subject: &str) {
        for (what, mark) in defects {
            self.lowerer.lose(LossKind::Repaired, subject, what, mark);
        }
    }

    /// Lowers one operation.
    pub fn operation(&mut self, outline: &'t Outline<'t>, named: &Named, root: &'t Node) -> Operation {
        let subject = format!("operation {}", named.name);
        if let Some(reason) = &named.reason {
            self.lowerer.lose(LossKind::Repaired, &subject, reason.clone(), outline.key);
        }
        let mut input = Input { name: named.name.clone(), fields: Vec::new(), parameters: Vec::new() };
        self.parameters(outline, &subject, &mut input);
        let request = self.request_body(outline, &subject, &mut input);
        let answers = self.answers(outline, &subject, &named.name);
        self.ignored(outline, &subject);
        let servers = self.servers(outline, &subject);
        let security = security::requirements(self.lowerer, outline.node, root, &subject);
        let input_type = self.input(&named.name, input.fields, outline);
        let path = self.path(outline, &subject);
        self.lowerer.ledger.operations.read += 1;
        self.lowerer.ledger.messages.read += 1 + answers.responses.len();
        Operation {
            name: named.name.clone(),
            input: input_type,
            output: Some(answers.output),
            faults: answers.faults,
            binding: Binding::Http(Box::new(HttpBinding {
                method: outline.method.clone(),
                path,
                parameters: input.parameters,
                request,
                responses: answers.responses,
                security,
                servers,
            })),
            deprecated: outline.node.flag("deprecated"),
            docs: docs(outline),
            origin: self.lowerer.origin(outline.key),
        }
    }

    fn input(&mut self, name: &str, fields: Vec<Field>, outline: &Outline<'t>) -> TypeId {
        self.lowerer.ledger.fields.read += fields.len();
        let kind = TypeKind::Struct(Struct { fields, content: Content::All, ..Struct::default() });
        let id = self.lowerer.anonymous(name, kind, outline.key);
        if let Some(ty) = self.lowerer.api.types.get_mut(id.0 as usize) {
            ty.docs = docs(outline);
            ty.deprecated = outline.node.flag("deprecated");
        }
        id
    }

    fn path(&mut self, outline: &Outline<'t>, subject: &str) -> String {
        if outline.path.starts_with('/') {
            return outline.path.to_owned();
        }
        self.lowerer.lose(LossKind::Repaired, subject, "the path does not start with `/`", outline.key);
        format!("/{}", outline.path)
    }

    fn servers(&mut self, outline: &Outline<'t>, subject: &str) -> Vec<crate::model::Endpoint> {
        let own = outline.node.get("servers").or_else(|| outline.item.get("servers"));
        let Some(own) = own else { return Vec::new() };
        let reason = "has servers of its own: they stand in the constant `SERVERS` of its request, for a session of their address";
        self.lowerer.lose(LossKind::Ignored, subject, reason, own.mark);
        security::endpoints(self.lowerer, own.as_array().unwrap_or_default(), subject)
    }

    fn ignored(&mut self, outline: &'t Outline<'t>, subject: &str) {
        for (name, member) in outline.node.members("callbacks") {
            let reason = format!("the callback `{name}` is a call to the client, for which no client is emitted");
            self.lowerer.lose(LossKind::Ignored, subject, reason, member.key);
        }
        let tags: Vec<(&str, Mark)> =
            outline.node.items("tags").iter().filter_map(|tag| Some((tag.scalar()?, tag.mark))).collect();
        for (tag, mark) in tags.iter().skip(1) {
            let first = tags.first().map_or("", |(tag, _)| tag);
            let reason = format!("of several tags the first, `{first}`, is the service; `{tag}` is not read");
            self.lowerer.lose(LossKind::Ignored, subject, reason, *mark);
        }
    }
}

fn docs(outline: &Outline<'_>) -> Docs {
    let text = |key: &str| {
        let own = outline.node.get_scalar(key).map(str::trim).filter(|text| !text.is_empty());
        own.or_else(|| outline.item.get_scalar(key).map(str::trim).filter(|text| !text.is_empty()))
    };
    match (text("summary"), text("description")) {
        (Some(summary), Some(description)) if summary == description => Docs::new(summary),
        (Some(summary), Some(description)) => Docs::new(&format!("{summary}\n\n{description}")),
        (summary, description) => Docs::new(summary.or(description).unwrap_or_default()),
    }
}
