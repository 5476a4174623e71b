//! The one model that every description lowers into.
//!
//! WSDL, Swagger and OpenAPI documents become the same [`Api`]: services with operations, and types. Facts of one wire
//! stand only in [`Binding`] and [`WireName`]. Every node keeps its [`Origin`], so that a
//! diagnostic, the ledger and the emitted documentation can point at the place in the description.

mod api;
mod binding;
mod docs;
mod field;
mod media;
mod name;
mod operation;
mod primitive;
mod status;
mod types;

pub use api::{Api, HeaderBlock, Service, TypeId};
pub use binding::{
    Binding, BodyContent, Endpoint, Example, HeaderUse, HttpBinding, MediaBody, Parameter, ParameterPlace,
    ParameterStyle, PartEncoding, Response, RestBody, RestRoute, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind, SoapBinding, SoapBody, SoapVersion,
};
pub use docs::Docs;
pub use field::{Access, Cardinality, Constraints, Field, Place};
pub(crate) use media::Family;
pub use name::WireName;
pub use operation::{Fault, Message, Operation, Part};
pub use primitive::Primitive;
pub use status::{StatusMatch, successes};
pub use types::{Content, Enum, Extra, Item, MapType, Struct, Type, TypeKind, TypeRef, Union, UnionTag, Variant};

pub use crate::diagnostic::Origin;
