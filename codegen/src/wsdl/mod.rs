//! WSDL 1.1: a faithful tree of a definitions document, and the lowering of one set of them into an [`Api`].
//!
//! [`Api`]: crate::model::Api

mod binding;
mod headers;
mod lower;
mod messages;
mod parse;
pub(crate) mod tree;

pub(crate) use lower::{Unit, lower};
pub(crate) use parse::parse_definitions;

/// The namespace of WSDL 1.1.
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
/// The namespace of WSDL 2.0, which is another language.
pub(crate) const WSDL_2: &str = "http://www.w3.org/ns/wsdl";
/// The namespace of the extensions for SOAP 1.1.
pub(crate) const SOAP_11: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
/// The namespace of the extensions for SOAP 1.2.
pub(crate) const SOAP_12: &str = "http://schemas.xmlsoap.org/wsdl/soap12/";
/// The namespace of the extensions for plain HTTP.
pub(crate) const HTTP: &str = "http://schemas.xmlsoap.org/wsdl/http/";
/// The namespace of the extensions for MIME.
pub(crate) const MIME: &str = "http://schemas.xmlsoap.org/wsdl/mime/";
