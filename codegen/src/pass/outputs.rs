//! Responses that hold nothing, or one thing, need no struct of their own.

use crate::{
    diagnostic::Diagnostic,
    model::{Api, Binding, Message, Place, TypeKind, TypeRef},
};

/// Unwraps the outputs of SOAP operations: a wrapper with one field becomes that field's type, an empty one `()`.
///
/// What a wrapper is depends on the wire: a JSON object with one property is no wrapper, so HTTP operations are left alone.
///
/// A response that is no struct has no elements to stand in a SOAP body: an error. Descriptions don't lead to one, an override
/// can.
pub fn unwrap(api: &mut Api, diagnostics: &mut Vec<Diagnostic>) {
    let types = &api.types;
    for operation in api.services.iter_mut().flat_map(|service| &mut service.operations) {
        let (Binding::Soap(_), Some(Message::Whole(output))) = (&operation.binding, &operation.output) else {
            continue;
        };
        let wrapper = match output {
            TypeRef::Named(id) => Some((*id, &types[id.0 as usize])),
            _ => None,
        };
        let Some((id, ty, TypeKind::Struct(structure))) = wrapper.map(|(id, ty)| (id, ty, &ty.kind)) else {
            let message =
                format!("the response of `{}` is taken for a type that cannot stand in a SOAP body", operation.name);
            diagnostics.push(
                Diagnostic::error("config::response", operation.origin.clone(), message)
                    .help("override the type of the response's field, not that of the response"),
            );
            continue;
        };
        if !ty.anonymous {
            continue;
        }
        match structure.fields.as_slice() {
            [] => operation.output = Some(Message::Empty(Some(id))),
            [only] if only.place == Place::Element => operation.output = Some(Message::Unwrapped(id)),
            _ => {}
        }
    }
}
