//! The declared faults of an operation: a union over their details.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    docs,
    file::{File, ident},
    reference, union,
};
use crate::{
    model::{Cardinality, Docs, Fault, Operation, Place, TypeRef, Union, UnionTag, Variant},
    names::OperationNames,
};

/// The type of the faults in Rust: nothing, the one type that all hold, or a union over them.
pub fn rust(file: &File<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    if let Some(common) = operation.common_fault() {
        return reference::rust(file, common);
    }
    if names.fault.is_empty() {
        return quote!(());
    }
    let fault = ident(&names.fault);
    quote!(#fault)
}

/// The items of the union over the faults; none where it needs none.
pub fn items(file: &File<'_>, operation: &Operation, names: &OperationNames, tag: UnionTag) -> Vec<TokenStream> {
    if names.fault.is_empty() {
        return Vec::new();
    }
    let union = Union { variants: variants(operation), tag };
    let fallback = || format!("What can go wrong with `{}`.", docs::code(&operation.name));
    let docs = docs::declared(&Docs::default(), fallback, &operation.origin, false);
    union::Definition {
        docs,
        ty: &names.fault,
        id: None,
        name: None,
        first: 0,
        members: &names.fault_variants,
        unknown: None,
    }
    .items(file, &union)
}

/// The faults as alternatives.
pub fn variants(operation: &Operation) -> Vec<Variant> {
    let variant = |fault: &Fault| {
        let part = fault.parts.first();
        Variant {
            name: part.map(|part| part.element.clone()).unwrap_or_default(),
            label: None,
            ty: Some(part.map_or(TypeRef::Any, |part| part.ty.clone())),
            number: None,
            cardinality: Cardinality::REQUIRED,
            place: Place::Element,
            docs: fault.docs.clone(),
            origin: fault.origin.clone(),
        }
    };
    operation.faults.iter().map(variant).collect()
}
