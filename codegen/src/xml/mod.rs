//! What the readers of XML descriptions share: a bounded parse with places, qualified names, and typed attributes.

mod name;
mod reader;
mod scan;
mod suggest;

pub(crate) use name::{QName, Ref};
pub(crate) use reader::{Node, Reader, parse};
pub(crate) use suggest::suggest;

/// The namespace of XML Schema.
pub(crate) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// The namespace of the attributes of XML itself.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the types and annotations of Microsoft's data contracts.
pub(crate) const SERIALIZATION: &str = "http://schemas.microsoft.com/2003/10/Serialization/";
