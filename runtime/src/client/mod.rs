//! Calling operations.
//!
//! A [`Session`] holds where the services are and what every request carries; it is cheap to clone. The clients that
//! emitted code has per service, and [`Session::call`](Caller::call) itself, take the request struct and give a
//! [`Reply`].

#[cfg(feature = "blocking")]
pub mod blocking;
mod download;
mod exchange;
mod options;
mod reply;
mod session;
mod settings;
mod trace;
mod upload;
mod wire;

pub use download::{Download, Head};
pub use options::CallOptions;
pub use reply::Reply;
pub use session::{Call, Session};
pub use settings::SessionBuilder;

use crate::operation::{Api, Operation};

/// What calls the operations of an API: the clients that emitted code holds per service are generic over it.
pub trait Caller {
    /// The API.
    type Api: Api;
    /// What a call gives: a future, or the result itself.
    type Answer<'a, O: Operation<Api = Self::Api>>
    where
        Self: 'a;

    /// Calls an operation.
    fn call<'a, O: Operation<Api = Self::Api>>(&'a self, request: &'a O) -> Self::Answer<'a, O>;
}

impl<C: Caller> Caller for &C {
    type Api = C::Api;
    type Answer<'a, O: Operation<Api = Self::Api>>
        = C::Answer<'a, O>
    where
        Self: 'a;

    fn call<'a, O: Operation<Api = Self::Api>>(&'a self, request: &'a O) -> Self::Answer<'a, O> {
        (**self).call(request)
    }
}
