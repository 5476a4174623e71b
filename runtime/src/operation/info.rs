use serde::Deserialize;

use super::HttpBinding;
use crate::{
    record::{Field, Name, Schema},
    table::Ref,
};

/// The static facts of an API.
#[derive(Debug)]
pub struct ApiInfo {
    /// What the description calls it.
    pub title: &'static str,
    /// The version that the description gives, or empty.
    pub version: &'static str,
    /// How the API says that an operation failed although the HTTP exchange succeeded.
    pub outcome: Option<Outcome>,
}

/// A convention by which a response says in its header blocks whether the operation succeeded.
#[derive(Debug)]
pub struct Outcome {
    /// The index in the response headers of a boolean block: `false` means failure.
    pub success: usize,
    /// The index in the response headers of the block that tells what failed.
    pub exception: usize,
    /// The field of the exception block that holds the message for people.
    pub message: &'static str,
}

/// The static facts of a service.
#[derive(Debug)]
pub struct ServiceInfo {
    /// The name of the port type or tag.
    pub name: &'static str,
    /// The addresses that the description gives.
    pub addresses: &'static [Address],
    /// What follows the base address that the services of the API share, such as `User.svc`.
    pub path: &'static str,
}

/// An address of a service.
#[derive(Debug)]
pub struct Address {
    /// The name of the port or server.
    pub name: &'static str,
    /// The URL.
    pub url: &'static str,
}

/// The static facts of an operation.
#[derive(Debug)]
pub struct OperationInfo {
    /// The name in the description.
    pub name: &'static str,
    /// The service that offers it.
    pub service: &'static ServiceInfo,
    /// How it stands on the wire.
    pub binding: Binding,
    /// How it is called over REST with the same types, where it is bound to SOAP and a second description offers it so.
    pub rest: Option<&'static HttpBinding>,
}

impl OperationInfo {
    /// How it stands in plain HTTP: by its own binding, or over REST.
    pub fn http(&self) -> Option<&'static HttpBinding> {
        match self.binding {
            Binding::Http(binding) => Some(binding),
            Binding::Soap(_) => self.rest,
        }
    }
}

/// How an operation stands on the wire.
#[derive(Clone, Copy, Debug)]
pub enum Binding {
    /// SOAP over HTTP.
    Soap(&'static SoapBinding),
    /// Plain HTTP.
    Http(&'static HttpBinding),
}

/// The SOAP versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum SoapVersion {
    /// SOAP 1.1.
    V11,
    /// SOAP 1.2.
    V12,
}

/// The SOAP facts of an operation.
#[derive(Debug)]
pub struct SoapBinding {
    /// The versions on offer, the preferred first.
    pub versions: &'static [SoapVersion],
    /// The SOAP action.
    pub action: &'static str,
    /// The request's body. Its schema is that of the operation struct.
    pub request: BodyInfo,
    /// The response's body; `None` for a one-way operation.
    pub response: Option<BodyInfo>,
    /// The header blocks that a request carries: indexes into the fields of the API's request headers.
    pub request_headers: &'static [Block],
    /// The header blocks that a response carries: indexes into the fields of the API's response headers.
    pub response_headers: &'static [Block],
    /// The declared faults.
    pub faults: &'static [FaultInfo],
}

/// A header block that an operation uses.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// The index of the field in the API's headers.
    pub field: usize,
    /// The message is not valid without it.
    pub required: bool,
}

/// What stands in the SOAP body.
#[derive(Debug)]
pub struct BodyInfo {
    /// The one element in the body; without it the fields stand directly in the body (document/literal bare).
    pub element: Option<Name>,
    /// The fields.
    pub schema: Ref<Schema>,
    /// The Rust value is that of the schema's only field, not a struct of the schema.
    pub unwrapped: bool,
}

/// A declared fault.
#[derive(Debug)]
pub struct FaultInfo {
    /// The name in the description.
    pub name: &'static str,
    /// The element in the fault's detail.
    pub detail: &'static Field,
}
