//! A comparison as a person or a program reads it. Everything that a description says is escaped for where it stands.

mod groups;
mod html;
mod json;
mod markdown;

pub use groups::{Group, groups, judgement, places, reach, values};
pub use html::html;
pub use json::json;
pub use markdown::markdown;
