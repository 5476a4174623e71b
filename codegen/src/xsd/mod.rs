//! XML Schema 1.0: a faithful tree of a schema document, the set of schemas that stand together, and the lowering of
//! types into the model.

mod builtin;
mod check;
mod lower;
mod parse;
mod set;
pub(crate) mod tree;

pub(crate) use builtin::SOAP_ENCODING;
pub(crate) use check::check_derivations;
pub(crate) use lower::{Lowering, Owner};
pub(crate) use parse::parse_schema;
pub(crate) use set::SchemaSet;
