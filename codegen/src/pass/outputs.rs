//! Responses that hold nothing, or one thing, need no struct of their own.

use crate::model::{Api, Binding, Message, Place, TypeKind, TypeRef};

/// Unwraps the outputs of SOAP operations: a wrapper with one field becomes that field's type, an empty one `()`.
///
/// What a wrapper is depends on the wire: a JSON object with one property is no wrapper, so HTTP operations are left alone.
pub fn unwrap(api: &mut Api) {
    let types = &api.types;
    for operation in api.services.iter_mut().flat_map(|service| &mut service.operations) {
        let (Binding::Soap(_), Some(Message::Whole(TypeRef::Named(id)))) = (&operation.binding, &operation.output)
        else {
            continue;
        };
        let id = *id;
        let ty = &types[id.0 as usize];
        let TypeKind::Struct(structure) = &ty.kind else { continue };
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
