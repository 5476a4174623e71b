//! Unions: an enum over alternatives, and its table.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::{Value, json};

use super::{
    docs, field,
    file::{File, ident},
    reference,
};
use crate::model::{Field, TypeId, TypeKind, TypeRef, Union, UnionTag, Variant, WireName};

/// The items of a union type.
pub fn items(file: &File<'_>, id: TypeId, union: &Union) -> Vec<TokenStream> {
    let names = file.names.of(id);
    let ty = file.plan.api.ty(id);
    let definition = Definition {
        docs: docs::of_type(ty),
        ty: &names.ty,
        id: Some(id),
        name: told_type(file, id).or((!ty.anonymous).then_some(&ty.name)),
        first: file.plan.first.get(&id).copied().unwrap_or_default(),
        members: &names.members,
        unknown: is_open(union).then_some(&names.unknown),
    };
    definition.items(file, union)
}

/// The type that is declared where a union stands that `xsi:type` tells apart.
fn told_type<'f>(file: &File<'f>, union: TypeId) -> Option<&'f WireName> {
    let (base, _) = file.plan.families.iter().find(|(_, family)| **family == union)?;
    Some(&file.plan.api.ty(*base).name)
}

/// What a union is made of, whatever it stands for.
pub struct Definition<'a> {
    /// Its documentation.
    pub docs: TokenStream,
    /// Its name.
    pub ty: &'a str,
    /// The type of the model; none for one that is made while emitting.
    pub id: Option<TypeId>,
    /// Its name on the wire.
    pub name: Option<&'a WireName>,
    /// The alternative that a new value is.
    pub first: usize,
    /// The names of its variants.
    pub members: &'a [String],
    /// The variant that keeps what no alternative names.
    pub unknown: Option<&'a String>,
}

impl Definition<'_> {
    /// The items.
    pub fn items(self, file: &File<'_>, union: &Union) -> Vec<TokenStream> {
        let Self { docs, name, .. } = self;
        let open = self.unknown.is_some();
        let unknown = self.unknown.map(|name| ident(name));
        let variants: Vec<Ident> = self.members.iter().map(|name| ident(name)).collect();
        let declared = union.variants.iter().zip(&variants).map(|(variant, name)| {
            let docs = docs::of_member(&variant.docs, &variant.name.local);
            let content = content(file, variant);
            quote!(#docs #name(#content))
        });
        let any = reference::any(file);
        let kept = unknown.as_ref().map(|unknown| {
            quote! {
                /// What the description does not name, as it stood on the wire.
                #unknown(#any),
            }
        });
        let ident_of = ident(self.ty);
        let declaration = quote! {
            #docs
            #[derive(Clone)]
            #[non_exhaustive]
            pub enum #ident_of { #(#declared,)* #kept }
        };
        let tag = match &union.tag {
            UnionTag::Element => json!("Element"),
            UnionTag::XsiType => json!("XsiType"),
            UnionTag::Property(property) => json!(["Property", property]),
            UnionTag::Status => json!("Status"),
            UnionTag::Untagged => json!("Untagged"),
        };
        let rows: Vec<Value> = union.variants.iter().map(|variant| row(file, variant)).collect();
        let row = json!([reference::name(file, name), tag, open, rows]);
        let place = Literal::usize_unsuffixed(file.tables.borrow_mut().union(self.id, row));
        let tables = file.tables.borrow().ident();
        let (before, from) = variants.split_at_checked(self.first).unwrap_or((&[], &variants));
        let numbered = from.iter().zip(self.first..).take(1).chain(before.iter().zip(0..));
        let rows = numbered.chain(from.iter().zip(self.first..).skip(1)).map(|(name, index)| {
            let index = Literal::usize_unsuffixed(index);
            quote!(#index #name)
        });
        let count = Literal::usize_unsuffixed(variants.len());
        let unknown = unknown.map(|unknown| quote!(, #count #unknown));
        let implementation = quote!(::bindery_runtime::union!(#ident_of, #tables.union(#place) #(, #rows)* #unknown););
        vec![declaration, implementation]
    }
}

/// Whether what no alternative names is kept.
fn is_open(union: &Union) -> bool {
    matches!(union.tag, UnionTag::XsiType | UnionTag::Property(_)) || union.variants.is_empty()
}

/// What an alternative holds. Records are boxed, so that the size of a union is not that of its largest alternative.
pub fn content(file: &File<'_>, variant: &Variant) -> TokenStream {
    let Some(ty) = &variant.ty else { return quote!(()) };
    let mut value = reference::rust(file, ty);
    let is_record = matches!(ty, TypeRef::Named(id) if matches!(file.plan.api.ty(*id).kind, TypeKind::Struct(_)));
    if is_record && !variant.cardinality.repeats() {
        let boxed = file.prelude("Box");
        value = quote!(#boxed<#value>);
    }
    field::occurring(file, value, variant.cardinality)
}

/// The row of an alternative.
pub fn row(file: &File<'_>, variant: &Variant) -> Value {
    let field = Field {
        name: variant.name.clone(),
        ty: variant.ty.clone().unwrap_or(TypeRef::Any),
        cardinality: variant.cardinality,
        place: variant.place,
        default: None,
        fixed: None,
        access: Default::default(),
        constraints: Default::default(),
        secret: false,
        deprecated: false,
        docs: variant.docs.clone(),
        origin: variant.origin.clone(),
    };
    field::table_row(file, &field)
}
