//! What an operation is: a request type with a static description of its place on the wire.

mod http;
mod info;
mod server;

pub use http::{
    HttpBinding, Media, Parameter, PartEncoding, Piece, Place, RequestBody, Requirement, Response, ResponseBody,
    SchemeUse, SecurityKind, SecurityScheme, StatusMatch, Style,
};
pub use info::{
    Address, ApiInfo, Binding, Block, BodyInfo, FaultInfo, OperationInfo, Outcome, ServiceInfo, SoapBinding,
    SoapVersion,
};

pub use server::{Server, ServerVariable};

use crate::record::{Record, Value};

/// A set of services that share types, headers and conventions: one version of one product.
pub trait Api: Send + Sync + 'static {
    /// The header blocks that requests may carry, set once per session.
    type RequestHeaders: Record + Default + Clone;
    /// The header blocks that responses may carry.
    type ResponseHeaders: Record + Default;
    /// The static facts.
    const INFO: &'static ApiInfo;
}

/// An operation: the request struct is the operation.
pub trait Operation: Record + Default {
    /// The API it belongs to.
    type Api: Api;
    /// What comes back.
    type Output: Value + Default;
    /// What the detail of a declared fault holds: a union over the declared faults, or `()` where none is declared.
    type Fault: Value + Default;
    /// Its facts. The first call reads the text of its service's tables.
    fn info() -> &'static OperationInfo;
}
