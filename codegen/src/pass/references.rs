//! Walking the references between types.

use crate::model::{Api, Binding, Message, Operation, TypeId, TypeKind, TypeRef};

/// Calls a function with every reference of an API, the outermost only: see [`nested_mut`] for what is nested in it.
pub fn each_mut(api: &mut Api, f: &mut dyn FnMut(&mut TypeRef)) {
    for ty in &mut api.types {
        each_of_kind_mut(&mut ty.kind, f);
    }
    for block in api.request_headers.iter_mut().chain(&mut api.response_headers) {
        f(&mut block.ty);
    }
    for operation in api.services.iter_mut().flat_map(|service| &mut service.operations) {
        each_of_operation_mut(operation, f);
    }
}

fn each_of_kind_mut(kind: &mut TypeKind, f: &mut dyn FnMut(&mut TypeRef)) {
    match kind {
        TypeKind::Struct(structure) => structure.fields.iter_mut().for_each(|field| f(&mut field.ty)),
        TypeKind::Enum(_) => {}
        TypeKind::Union(union) => union.variants.iter_mut().filter_map(|variant| variant.ty.as_mut()).for_each(f),
        TypeKind::Alias { target, .. } => f(target),
    }
}

fn each_of_operation_mut(operation: &mut Operation, f: &mut dyn FnMut(&mut TypeRef)) {
    if let Some(Message::Whole(ty)) = &mut operation.output {
        f(ty);
    }
    for part in operation.faults.iter_mut().flat_map(|fault| &mut fault.parts) {
        f(&mut part.ty);
    }
    if let Binding::Http(http) = &mut operation.binding {
        for answer in &mut http.responses {
            answer.headers.iter_mut().for_each(|(_, ty, _)| f(ty));
        }
        let answers = http.responses.iter_mut().filter_map(|answer| answer.body.as_mut());
        for body in answers.chain(&mut http.request) {
            f(&mut body.ty);
            body.media.iter_mut().for_each(|media| f(&mut media.ty));
        }
    }
}

/// Calls a function with a reference and those nested in it, the inner ones first.
pub fn nested_mut(ty: &mut TypeRef, f: &mut dyn FnMut(&mut TypeRef)) {
    match ty {
        TypeRef::List(item) => nested_mut(&mut item.ty, f),
        TypeRef::Map(map) => {
            nested_mut(&mut map.key.1, f);
            nested_mut(&mut map.value.1, f);
        }
        TypeRef::Named(_) | TypeRef::Primitive(_) | TypeRef::Any => {}
    }
    f(ty);
}

/// Calls a function with each type that a reference names, at any depth of lists and maps.
pub fn named(ty: &TypeRef, f: &mut dyn FnMut(TypeId)) {
    match ty {
        TypeRef::Named(id) => f(*id),
        TypeRef::List(item) => named(&item.ty, f),
        TypeRef::Map(map) => {
            named(&map.key.1, f);
            named(&map.value.1, f);
        }
        TypeRef::Primitive(_) | TypeRef::Any => {}
    }
}

/// The types that a type names.
pub fn of_kind(kind: &TypeKind, f: &mut dyn FnMut(TypeId)) {
    match kind {
        TypeKind::Struct(structure) => structure.fields.iter().for_each(|field| named(&field.ty, f)),
        TypeKind::Enum(_) => {}
        TypeKind::Union(union) => {
            union.variants.iter().filter_map(|variant| variant.ty.as_ref()).for_each(|ty| named(ty, f));
        }
        TypeKind::Alias { target, .. } => named(target, f),
    }
}

/// The types that the messages of an operation name, beside those that stand for whole messages.
pub fn of_operation(api: &Api, operation: &Operation, f: &mut dyn FnMut(TypeId)) {
    of_kind(&api.ty(operation.input).kind, f);
    match &operation.output {
        Some(Message::Whole(ty)) => named(ty, f),
        Some(Message::Unwrapped(id)) => of_kind(&api.ty(*id).kind, f),
        Some(Message::Empty(_)) | None => {}
    }
    for part in operation.faults.iter().flat_map(|fault| &fault.parts) {
        named(&part.ty, f);
    }
    if let Binding::Http(http) = &operation.binding {
        for answer in &http.responses {
            answer.headers.iter().for_each(|(_, ty, _)| named(ty, f));
        }
        for body in http.responses.iter().filter_map(|answer| answer.body.as_ref()).chain(&http.request) {
            named(&body.ty, f);
            body.media.iter().for_each(|media| named(&media.ty, f));
        }
    }
}
