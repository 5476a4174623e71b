//! Every name in Rust is decided here, once, before anything is emitted.
//!
//! The scheme:
//!
//! - Types and variants are `UpperCamelCase`, fields and methods `snake_case`, tables and constants
//!   `SHOUTY_SNAKE_CASE`, words parted as heck parts them (`BLOBAgent` is `BlobAgent`). Latin letters lose their marks,
//!   other letters become `u` and their code point; a name of punctuation alone is spelled out, the empty name is
//!   `Empty`; a name that starts with a digit gets an `n` before it, `+1` is `Plus1`, `-1` is `Minus1`.
//! - Fields and methods that are keywords are raw identifiers (`r#type`); `self`, `Self`, `super` and `crate` get a `_`
//!   behind them. Modules that are keywords, or that Windows keeps for devices, get a `_` behind them.
//! - Two that want one name in one scope: who is called so on the wire has it, then the first in the order of the names
//!   on the wire; the others get 2, 3, …. A newcomer sorts among those who have to yield anyway.
//! - A name that is published (it stands in the lock file) comes before all that are not, whatever else wants it.
//! - Names that shadow the prelude (`Option`, `Vec`, …) stand as they are: the file that declares them names the
//!   prelude's by their full path.
//! - The variant for what a description does not name is `Unknown`, or `Unrecognized` where the description has an
//!   `Unknown` of its own.

mod case;
mod keywords;
mod published;
mod scope;
mod table;

pub use case::{constant_name, feature_name, field_name, module_name, type_name};
pub use keywords::{PRELUDE, is_device, is_identifier};
pub use published::{Published, Rename};
pub use scope::{Scope, Wish};
pub use table::{ApiNames, NameTable, OperationNames, ServiceNames, TypeNames};
