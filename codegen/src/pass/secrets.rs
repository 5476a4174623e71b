//! What carries a credential is marked, so that nothing shows it.

use crate::{
    config::{Config, ModuleConfig},
    diagnostic::Diagnostic,
    model::{Api, TypeKind},
};

/// Marks the fields and header blocks that the configuration names. A name that matches nothing is an error.
pub fn mark(api: &mut Api, config: &Config, module: &ModuleConfig, diagnostics: &mut Vec<Diagnostic>) {
    for secret in &module.secrets {
        let pattern = secret.get_ref();
        let (owner, name) = match pattern.rsplit_once('.') {
            Some((owner, name)) => (Some(owner), name),
            None => (None, pattern.as_str()),
        };
        let mut found = false;
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
            diagnostics.push(
                Diagnostic::error("config::unmatched-secret", config.origin(secret), message)
                    .help("give the name as it stands on the wire, alone or as `Type.Name`, or remove the line"),
            );
        }
    }
}
