//! From a plan and its names to the files of a crate, one Rust construct to a file of this folder.
//!
//! Names, values, addresses and prose of a description reach the output only as literals, as documentation, or through
//! [`crate::names`]: no text of a description is ever parsed as Rust.

mod api;
mod catalogue;
mod client;
mod convert;
mod count;
mod docs;
mod enumeration;
mod fault;
mod features;
mod field;
mod file;
mod flag_set;
mod http;
mod layout;
mod manifest;
mod module;
mod operation;
mod package;
mod primitive;
mod record;
mod reference;
mod rules;
mod security;
mod server;
mod service;
mod shared;
mod signature;
mod soap;
mod tables;
mod union;

pub use count::count;
pub use module::module;
pub use package::{Runtime, package, published};
pub use signature::Signatures;

use crate::model::{TypeId, TypeKind};
use file::File;
use proc_macro2::TokenStream;

/// The items of a type.
fn type_items(file: &File<'_>, id: TypeId) -> Vec<TokenStream> {
    match &file.plan.api.ty(id).kind {
        TypeKind::Struct(structure) => record::items(file, id, structure),
        TypeKind::Enum(values) if values.set => flag_set::items(file, id, values),
        TypeKind::Enum(values) => enumeration::items(file, id, values),
        TypeKind::Union(alternatives) => union::items(file, id, alternatives),
        TypeKind::Alias { .. } => Vec::new(),
    }
}
