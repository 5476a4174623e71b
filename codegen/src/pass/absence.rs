//! Null where a property may be left out: the same, for an API that says so.

use crate::model::{Api, TypeKind};

/// Lets every optional property be null. Descriptions of such APIs don't say which are: all of them.
pub fn allow_null(api: &mut Api) {
    for ty in &mut api.types {
        let TypeKind::Struct(structure) = &mut ty.kind else { continue };
        for field in structure.fields.iter_mut().filter(|field| field.cardinality.optional()) {
            field.cardinality.nillable = true;
        }
    }
}
