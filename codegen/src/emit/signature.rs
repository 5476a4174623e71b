//! How members are written in Rust, for whoever compares two versions without emitting them.

use std::sync::LazyLock;

use proc_macro2::TokenStream;

use super::{
    field,
    file::{File, Layouts, Place},
    operation, union,
};
use crate::{
    model::{HeaderBlock, Message, Operation, TypeId, TypeKind, TypeRef},
    names::NameTable,
    pass::{Plan, references},
};

/// Signatures tell nothing of tables.
static NO_TABLES: LazyLock<Layouts> = LazyLock::new(Layouts::new);

/// The types of members as emission writes them, with names of types in place of their paths.
pub struct Signatures<'a> {
    file: File<'a>,
}

impl<'a> Signatures<'a> {
    /// The types of a plan under their names.
    pub fn new(plan: &'a Plan, names: &'a NameTable) -> Self {
        Self { file: File::new(plan, names, &[], Place::Root, std::iter::empty(), &NO_TABLES) }
    }

    /// The type of a field or of what an alternative holds; `None` for one that is not emitted.
    pub fn member(&self, id: TypeId, index: usize) -> Option<String> {
        let plan = self.file.plan;
        match &plan.api.types.get(id.0 as usize)?.kind {
            TypeKind::Struct(structure) => {
                let member = structure.fields.get(index)?;
                let boxed = plan.boxed.contains(&(id, index));
                self.is_named(&member.ty).then(|| text(&field::rust(&self.file, member, boxed)))
            }
            TypeKind::Union(alternatives) => {
                let variant = alternatives.variants.get(index)?;
                let named = variant.ty.as_ref().is_none_or(|ty| self.is_named(ty));
                named.then(|| text(&union::content(&self.file, variant)))
            }
            TypeKind::Enum(_) | TypeKind::Alias { .. } => None,
        }
    }

    /// What an operation answers; `None` where part of it is not emitted.
    pub fn output(&self, operation: &Operation) -> Option<String> {
        let named = match &operation.output {
            Some(Message::Whole(ty)) => self.is_named(ty),
            Some(Message::Unwrapped(id)) => return self.member(*id, 0),
            Some(Message::Empty(_)) | None => true,
        };
        named.then(|| text(&operation::output(&self.file, operation)))
    }

    /// The type of a header block.
    pub fn header(&self, block: &HeaderBlock) -> Option<String> {
        self.is_named(&block.ty).then(|| text(&field::rust_block(&self.file, block)))
    }

    /// Whether all types that a reference holds have names: what nothing emitted refers to has none.
    fn is_named(&self, ty: &TypeRef) -> bool {
        let mut named = true;
        references::named(ty, &mut |id| named &= !self.file.names.of(id).ty.is_empty());
        named
    }
}

/// A type without the spaces that tokens are printed with, and without the path of the runtime's values.
fn text(tokens: &TokenStream) -> String {
    let packed: String = tokens.to_string().split_whitespace().collect();
    packed.replace("::bindery_runtime::value::", "").replace(',', ", ")
}
