//! Operations that one description binds to SOAP, and another one to plain HTTP.

use std::marker::PhantomData;

use super::{
    Binding, HttpBinding, Media, Operation, Parameter, Piece, RequestBody, Requirement, Response, ResponseBody,
    StatusMatch,
};
use crate::{
    json,
    record::{Field, Schema},
};

/// How an operation over SOAP is called over REST too: with the same types, as JSON.
///
/// It says only what SOAP's own tables don't: the fields of the request are the properties of the body, and the answer
/// is the field in the response's wrapper.
#[derive(Clone, Copy, Debug)]
pub struct RestRoute {
    method: &'static str,
    path: &'static str,
    pieces: &'static [Piece],
    parameters: &'static [Parameter],
    body: RestBody,
    status: u16,
    security: &'static [Requirement],
}

/// What stands in the body of a request over REST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestBody {
    /// There is no body.
    None,
    /// One object, whose properties are the fields of the request.
    Fields,
    /// The value of one field.
    Field {
        /// The index of the field.
        index: usize,
        /// The field must be set, whatever SOAP says.
        required: bool,
    },
}

impl RestRoute {
    /// `POST` of one object with all fields, answered by 200 and the value.
    pub const fn post(path: &'static str, security: &'static [Requirement]) -> Self {
        let (pieces, parameters): (&[Piece], &[Parameter]) = (&[], &[]);
        Self { method: "POST", path, pieces, parameters, body: RestBody::Fields, status: 200, security }
    }

    /// The same by another method.
    #[must_use]
    pub const fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    /// The same with parameters in the path.
    #[must_use]
    pub const fn pieces(mut self, pieces: &'static [Piece]) -> Self {
        self.pieces = pieces;
        self
    }

    /// The same with fields outside the body.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    /// The same with another body.
    #[must_use]
    pub const fn body(mut self, body: RestBody) -> Self {
        self.body = body;
        self
    }

    /// The same, answered by another status.
    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
}

/// The tables of an operation that its route and its SOAP binding come to: made by the compiler where they are used, so
/// that they cost the crate of bindings nothing.
struct Table<O>(PhantomData<O>);

impl<O: Operation> Table<O> {
    const ROUTE: RestRoute = match O::REST {
        Some(route) => route,
        None => RestRoute::post("", &[]),
    };
    const ANSWER_RECORD: &'static Field = &json::root(answer(&O::INFO.binding).0);
    const ANSWER: Option<&'static Field> = match answer(&O::INFO.binding) {
        (Schema { fields: [only], .. }, true) => Some(only),
        (Schema { fields: [], .. }, _) => None,
        _ => Some(Self::ANSWER_RECORD),
    };
    const RESPONSES: &'static [Response] = &[Response {
        status: StatusMatch::Code(Self::ROUTE.status),
        variant: None,
        body: match Self::ANSWER {
            Some(field) => Some(ResponseBody { field, media: &[Media::JSON] }),
            None => None,
        },
        headers: &[],
    }];
    const TEXT: &'static [Piece] = &[Piece::Text(Self::ROUTE.path)];
    const HTTP: &'static HttpBinding = &HttpBinding {
        method: Self::ROUTE.method,
        path: if Self::ROUTE.pieces.is_empty() { Self::TEXT } else { Self::ROUTE.pieces },
        parameters: Self::ROUTE.parameters,
        body: match Self::ROUTE.body {
            RestBody::None => None,
            RestBody::Fields => Some(RequestBody { field: None, required: true, media: &[Media::JSON] }),
            RestBody::Field { index, required } => {
                Some(RequestBody { field: Some(index), required, media: &[Media::JSON] })
            }
        },
        responses: Self::RESPONSES,
        errors: &[],
        security: Self::ROUTE.security,
    };
}

/// The table of what is answered over SOAP, and whether the answer is its only field.
const fn answer(binding: &Binding) -> (&'static Schema, bool) {
    match binding {
        Binding::Soap(soap) => match &soap.response {
            Some(body) => (body.schema, body.unwrapped),
            None => (&Schema::EMPTY, true),
        },
        Binding::Http(_) => (&Schema::EMPTY, true),
    }
}

/// How an operation stands in plain HTTP: by its own binding, or by its route over REST.
pub(crate) const fn over_rest<O: Operation>() -> Option<&'static HttpBinding> {
    match (&O::INFO.binding, &O::REST) {
        (Binding::Http(binding), _) => Some(binding),
        (Binding::Soap(_), Some(_)) => Some(Table::<O>::HTTP),
        (Binding::Soap(_), None) => None,
    }
}
