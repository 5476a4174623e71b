//! The convention by which a response tells in its header blocks whether the operation succeeded.

use crate::{
    config::{Config, ModuleConfig},
    diagnostic::Diagnostic,
    model::{Api, Struct, TypeKind, TypeRef},
};

/// The convention, by the places of the blocks among the response headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The block that is `false` for failure.
    pub succeeded: usize,
    /// The block that tells what failed.
    pub exception: usize,
    /// The field of the exception that holds the message for people.
    pub message: String,
}

/// Finds the blocks that the configuration names.
pub fn find(api: &Api, config: &Config, module: &ModuleConfig, diagnostics: &mut Vec<Diagnostic>) -> Option<Outcome> {
    let spanned = module.outcome.as_ref()?;
    let wanted = spanned.get_ref();
    let mut missing = |what: String| {
        diagnostics.push(
            Diagnostic::error("config::unmatched-outcome", config.origin(spanned), what)
                .help("give the names of response header blocks and of the exception's fields as on the wire"),
        );
    };
    let mut block = |name: &str| {
        let found = api.response_headers.iter().position(|block| block.name.local == name);
        if found.is_none() {
            missing(format!("no response carries a header block `{name}`"));
        }
        found
    };
    let (succeeded, exception) = (block(&wanted.succeeded)?, block(&wanted.exception)?);
    let fields = match &api.response_headers[exception].ty {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Struct(Struct { fields, .. }) => fields.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    if !fields.iter().any(|field| field.name.local == wanted.message) {
        missing(format!("the exception has no field `{}`", wanted.message));
        return None;
    }
    Some(Outcome { succeeded, exception, message: wanted.message.clone() })
}
