//! What carries a credential is marked, so that nothing shows it.

use crate::{
    config::{Config, ModuleConfig},
    diagnostic::Diagnostic,
    model::{Api, Binding, Primitive, TypeKind, TypeRef, successes},
};

/// How the names of texts end that carry credentials whatever a configuration says. Being marked costs a field nothing but
/// its value in `Debug` and in messages.
const TELLING: &[&str] = &["password", "passwd", "secret", "apikey", "accesstoken", "refreshtoken", "sessiontoken"];

/// Marks the texts whose names tell, and the fields and header blocks that the configuration names. A name of the
/// configuration that matches nothing is an error.
pub fn mark(api: &mut Api, config: &Config, module: &ModuleConfig, diagnostics: &mut Vec<Diagnostic>) {
    for ty in &mut api.types {
        let TypeKind::Struct(structure) = &mut ty.kind else { continue };
        for field in &mut structure.fields {
            field.secret |= tells(&field.name.local, &field.ty);
        }
    }
    for block in api.request_headers.iter_mut().chain(&mut api.response_headers) {
        block.secret |= tells(&block.name.local, &block.ty);
    }
    for secret in &module.secrets {
        let pattern = secret.get_ref();
        let (owner, name) = match pattern.rsplit_once('.') {
            Some((owner, name)) => (Some(owner), name),
            None => (None, pattern.as_str()),
        };
        let mut found = owner.is_some_and(|owner| name == ANSWER && hide_answer(api, owner));
        for ty in &mut api.types {
            if owner.is_some_and(|owner| owner != ty.name.local) {
                continue;
            }
            let TypeKind::Struct(structure) = &mut ty.kind else { continue };
            for field in structure.fields.iter_mut().filter(|field| field.name.local == name) {
                field.secret = true;
                found = true;
            }
        }
        if owner.is_none() {
            let blocks = api.request_headers.iter_mut().chain(&mut api.response_headers);
            for block in blocks.filter(|block| block.name.local == name) {
                block.secret = true;
                found = true;
            }
        }
        if !found {
            let message = format!("no element or property is called `{pattern}`");
            diagnostics.push(Diagnostic::error("config::unmatched-secret", config.origin(secret), message).help(
                "give the name as it stands on the wire, alone or as `Type.Name`, `Operation.Response` for a whole \
                         answer, or remove the line",
            ));
        }
    }
}

/// What stands for the whole answer of an operation, after its name.
const ANSWER: &str = "Response";

/// Marks what the operations of a name answer when they succeed. Whether there is one that answers anything.
fn hide_answer(api: &mut Api, name: &str) -> bool {
    let mut found = false;
    let operations = api.services.iter_mut().flat_map(|service| &mut service.operations);
    for operation in operations.filter(|operation| operation.name == name) {
        let Binding::Http(http) = &mut operation.binding else { continue };
        for index in successes(&http.responses) {
            if let Some(body) = &mut http.responses[index].body {
                body.secret = true;
                found = true;
            }
        }
    }
    found
}

/// Whether a text of this name carries a credential.
fn tells(name: &str, ty: &TypeRef) -> bool {
    let text = matches!(ty, TypeRef::Primitive(Primitive::String | Primitive::NormalizedString | Primitive::Token));
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    text && TELLING.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::{Primitive, TypeRef, tells};

    #[test]
    fn names_of_credentials_tell() {
        let text = TypeRef::Primitive(Primitive::String);
        for name in ["Password", "new_password", "client-secret", "accessToken", "X-API-Key"] {
            assert!(tells(name, &text), "{name}");
        }
        for name in ["PasswordExpires", "Secretary", "NextPageToken", "Key"] {
            assert!(!tells(name, &text), "{name}");
        }
        assert!(!tells("HasPassword", &TypeRef::Primitive(Primitive::Bool)));
    }
}
