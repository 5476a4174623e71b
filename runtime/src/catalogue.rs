//! Operations without their Rust types: what a server, a sample or a corpus run needs.

use std::fmt;

use crate::{
    operation::{Api, ApiInfo, Operation, OperationInfo},
    record::{Record, Slot, Value, View},
};

/// An operation whose types are erased.
///
/// Emitted code holds one per operation, in a static slice per service.
#[derive(Clone, Copy)]
pub struct Entry {
    info: fn() -> &'static OperationInfo,
    /// Makes an empty request.
    pub request: fn() -> Box<dyn Record>,
    /// Makes an empty output.
    pub response: fn() -> Box<dyn Value>,
    /// Makes an empty fault: what the detail of a declared fault holds, or the body of a described error.
    pub fault: fn() -> Box<dyn Value>,
}

impl Entry {
    /// The facts of the operation. The first call reads the text of its service's tables.
    pub fn info(&self) -> &'static OperationInfo {
        (self.info)()
    }

    /// The entry of an operation.
    pub const fn of<O: Operation>() -> Self {
        Self { info: O::info, request: request::<O>, response: response::<O>, fault: fault::<O> }
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.info().service.name, self.info().name)
    }
}

fn request<O: Operation>() -> Box<dyn Record> {
    Box::<O>::default()
}

fn response<O: Operation>() -> Box<dyn Value> {
    Box::<O::Output>::default()
}

fn fault<O: Operation>() -> Box<dyn Value> {
    Box::<O::Fault>::default()
}

/// All operations of an API, with what makes its header blocks.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// The static facts of the API.
    pub info: &'static ApiInfo,
    /// The operations, service by service.
    pub services: Vec<&'static [Entry]>,
    /// Makes empty request headers.
    pub request_headers: fn() -> Box<dyn Record>,
    /// Makes empty response headers.
    pub response_headers: fn() -> Box<dyn Record>,
}

impl Catalogue {
    /// The catalogue of an API: emitted modules give the services by their function `catalogue`.
    pub fn new<A: Api>(services: Vec<&'static [Entry]>) -> Self {
        Self {
            info: A::INFO,
            services,
            request_headers: || Box::<A::RequestHeaders>::default(),
            response_headers: || Box::<A::ResponseHeaders>::default(),
        }
    }

    /// The operations in the order of the services.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> + '_ {
        self.services.iter().copied().flatten()
    }
}

/// What a message of an operation holds.
pub enum Content {
    /// The operation struct.
    Request(Box<dyn Record>),
    /// The operation's output.
    Response(Box<dyn Value>),
}

impl Content {
    /// What is held, to be written.
    pub fn view(&self) -> View<'_> {
        match self {
            Self::Request(request) => View::Record(&**request),
            Self::Response(output) => output.view(),
        }
    }

    /// Where to read into.
    pub fn slot(&mut self) -> Slot<'_> {
        match self {
            Self::Request(request) => Slot::Record(&mut **request),
            Self::Response(output) => output.slot(),
        }
    }
}
