use std::{collections::BTreeMap, fmt::Write as _};

use bindery_codegen::model::{Api, Binding, BodyContent, HttpBinding, Operation, StatusMatch, Struct, TypeKind};

use super::{Dialect, Facts};

/// The facts of the operations of a model that are bound to HTTP, by method and path, and those of all types that they
/// reach.
///
/// The names of operations, servers and credentials stand apart: descriptions leave them out, or get them wrong.
pub fn rest_facts(
    api: &Api,
    dialect: Dialect,
    is_wanted: impl Fn(&HttpBinding) -> bool,
) -> (BTreeMap<String, String>, String) {
    let mut facts = Facts::new(api, dialect);
    let mut operations = BTreeMap::new();
    for (service, operation) in api.operations() {
        let Binding::Http(binding) = &operation.binding else { panic!("{} is not bound to HTTP", operation.name) };
        if is_wanted(binding) {
            let told = facts.http(&service.name, operation, binding);
            operations.insert(format!("{} {}", binding.method, binding.path), told);
        }
    }
    facts.derived();
    let types = facts.types.into_values().collect();
    (operations, types)
}

impl Facts<'_> {
    fn http(&mut self, service: &str, operation: &Operation, binding: &HttpBinding) -> String {
        let mut out = format!("  tag {service}\n");
        let TypeKind::Struct(Struct { fields, .. }) = &self.api.ty(operation.input).kind else {
            panic!("{} takes no struct", operation.name)
        };
        for parameter in &binding.parameters {
            let field = self.field(&fields[parameter.field]);
            let (name, place, style, explode) = (&parameter.name, parameter.place, parameter.style, parameter.explode);
            let (reserved, media) = (parameter.allow_reserved, &parameter.media_type);
            writeln!(
                out,
                "  parameter {name} {place:?} {style:?} explode {explode} reserved {reserved} {media:?}: {field}"
            )
            .unwrap();
        }
        if let Some(body) = &binding.request {
            let told = self.content(body);
            writeln!(out, "  body optional {}\n{told}", body.optional).unwrap();
        }
        for response in &binding.responses {
            let status = match response.status {
                StatusMatch::Code(code) => code.to_string(),
                StatusMatch::Range(first) => format!("{first}XX"),
                StatusMatch::Default => "default".to_owned(),
            };
            let headers: Vec<String> = response
                .headers
                .iter()
                .map(|(name, ty, required)| format!("{name}: {} required {required}", self.type_ref(ty, true)))
                .collect();
            let told = response.body.as_ref().map(|body| self.content(body)).unwrap_or_default();
            writeln!(out, "  response {status} headers {headers:?}\n{told}").unwrap();
        }
        out
    }

    fn content(&mut self, body: &BodyContent) -> String {
        let mut out = String::new();
        for media in &body.media {
            let ty = self.type_ref(&media.ty, true);
            let (media_type, nillable, parts) = (&media.media_type, media.nillable, &media.parts);
            writeln!(out, "    {media_type}: {ty} nillable {nillable} {parts:?}").unwrap();
        }
        out
    }
}
