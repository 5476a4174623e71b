//! All references of a type, in one order.

use crate::model::{Binding, HttpBinding, Message, Operation, Type, TypeId, TypeKind, TypeRef};

/// Visits the references within a reference.
pub(super) fn each_in_ref(ty: &mut TypeRef, visit: &mut impl FnMut(&mut TypeId)) {
    match ty {
        TypeRef::Named(id) => visit(id),
        TypeRef::List(item) => each_in_ref(&mut item.ty, visit),
        TypeRef::Map(map) => {
            each_in_ref(&mut map.key.1, visit);
            each_in_ref(&mut map.value.1, visit);
        }
        TypeRef::Primitive(_) | TypeRef::Any => {}
    }
}

/// Visits the references of a type.
pub(super) fn each_in_type(ty: &mut Type, visit: &mut impl FnMut(&mut TypeId)) {
    match &mut ty.kind {
        TypeKind::Struct(body) => {
            body.base.iter_mut().for_each(&mut *visit);
            body.restricts.iter_mut().for_each(&mut *visit);
            for field in &mut body.fields {
                each_in_ref(&mut field.ty, visit);
            }
        }
        TypeKind::Enum(_) => {}
        TypeKind::Union(union) => {
            for ty in union.variants.iter_mut().filter_map(|variant| variant.ty.as_mut()) {
                each_in_ref(ty, visit);
            }
        }
        TypeKind::Alias { target, .. } => each_in_ref(target, visit),
    }
}

/// Visits the references of an operation.
pub(super) fn each_in_operation(operation: &mut Operation, visit: &mut impl FnMut(&mut TypeId)) {
    visit(&mut operation.input);
    match &mut operation.output {
        None | Some(Message::Empty(None)) => {}
        Some(Message::Empty(Some(id)) | Message::Unwrapped(id)) => visit(id),
        Some(Message::Whole(ty)) => each_in_ref(ty, visit),
    }
    for part in operation.faults.iter_mut().flat_map(|fault| &mut fault.parts) {
        each_in_ref(&mut part.ty, visit);
    }
    if let Binding::Http(binding) = &mut operation.binding {
        each_in_http(binding, visit);
    }
}

/// Visits the references of the bodies and headers of an operation over plain HTTP.
fn each_in_http(binding: &mut HttpBinding, visit: &mut impl FnMut(&mut TypeId)) {
    for (_, ty, _) in binding.responses.iter_mut().flat_map(|response| &mut response.headers) {
        each_in_ref(ty, visit);
    }
    let answers = binding.responses.iter_mut().filter_map(|response| response.body.as_mut());
    for body in answers.chain(&mut binding.request) {
        each_in_ref(&mut body.ty, visit);
        for media in &mut body.media {
            each_in_ref(&mut media.ty, visit);
            for (_, ty, _) in media.parts.iter_mut().flat_map(|part| &mut part.headers) {
                each_in_ref(ty, visit);
            }
        }
    }
}
