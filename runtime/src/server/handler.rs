use std::{
    fmt,
    ops::Deref,
    sync::{Arc, OnceLock},
};

use crate::{
    catalogue::Entry,
    operation::{Api, Operation},
    record::{Record, Value},
    soap::Fault,
};

/// A request that the server read.
pub struct Request<O: Operation> {
    operation: O,
    headers: <O::Api as Api>::RequestHeaders,
}

impl<O: Operation> Request<O> {
    /// The header blocks.
    pub fn headers(&self) -> &<O::Api as Api>::RequestHeaders {
        &self.headers
    }

    /// The request struct.
    pub fn into_inner(self) -> O {
        self.operation
    }
}

impl<O: Operation> Deref for Request<O> {
    type Target = O;

    fn deref(&self) -> &O {
        &self.operation
    }
}

impl<O: Operation + fmt::Debug> fmt::Debug for Request<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// What a handler answers: the output, and header blocks.
pub struct Answer<O: Operation> {
    output: O::Output,
    headers: <O::Api as Api>::ResponseHeaders,
}

impl<O: Operation> Answer<O> {
    /// An answer with the header blocks of success.
    pub fn new(output: O::Output) -> Self {
        let mut headers = <O::Api as Api>::ResponseHeaders::default();
        succeed(O::Api::INFO.outcome.as_ref(), &mut headers);
        Self { output, headers }
    }

    /// The same answer with other header blocks.
    #[must_use]
    pub fn with_headers(mut self, headers: <O::Api as Api>::ResponseHeaders) -> Self {
        self.headers = headers;
        self
    }
}

impl<O: Operation> fmt::Debug for Answer<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("operation", &O::info().name).finish_non_exhaustive()
    }
}

/// Says in the API's own way that the operation succeeded, unless it is said already how it went.
pub(super) fn succeed(outcome: Option<&crate::operation::Outcome>, headers: &mut dyn Record) {
    use crate::record::Slot;
    let Some(outcome) = outcome else { return };
    match headers.slot(outcome.success) {
        Slot::Bool(success) => *success = true,
        Slot::OptionBool(success) => {
            success.get_or_insert(true);
        }
        _ => {}
    }
}

/// An answer whose types are erased.
#[derive(Clone)]
pub(super) struct Erased {
    pub(super) output: Arc<dyn Value>,
    pub(super) headers: Arc<dyn Record>,
}

/// What answers an operation.
pub(super) trait Handler: Send + Sync {
    /// Makes room for a request.
    fn begin(&self) -> Box<dyn Exchange + '_>;
}

/// A request that is being read, and its answer.
pub(super) trait Exchange {
    /// Where the request goes: its header blocks and its body.
    fn parts(&mut self) -> (&mut dyn Record, &mut dyn Record);
    /// The answer.
    fn answer(self: Box<Self>) -> Result<Erased, Fault>;
}

/// A function of the user.
pub(super) struct Function<O: Operation, F>(Arc<F>, std::marker::PhantomData<fn() -> O>);

impl<O: Operation, F> Function<O, F> {
    pub(super) fn new(function: F) -> Self {
        Self(Arc::new(function), std::marker::PhantomData)
    }
}

struct Typed<O: Operation, F> {
    request: Request<O>,
    function: Arc<F>,
}

impl<O, F> Handler for Function<O, F>
where
    O: Operation,
    F: Fn(Request<O>) -> Result<Answer<O>, Fault> + Send + Sync + 'static,
{
    fn begin(&self) -> Box<dyn Exchange + '_> {
        let request = Request { operation: O::default(), headers: <O::Api as Api>::RequestHeaders::default() };
        Box::new(Typed { request, function: Arc::clone(&self.0) })
    }
}

impl<O, F> Exchange for Typed<O, F>
where
    O: Operation,
    F: Fn(Request<O>) -> Result<Answer<O>, Fault>,
{
    fn parts(&mut self) -> (&mut dyn Record, &mut dyn Record) {
        (&mut self.request.headers, &mut self.request.operation)
    }

    fn answer(self: Box<Self>) -> Result<Erased, Fault> {
        let answer = (self.function)(self.request)?;
        Ok(Erased { output: Arc::new(answer.output), headers: Arc::new(answer.headers) })
    }
}

/// Reads the request, so that it is checked, and answers the same every time.
pub(super) struct Constant {
    entry: &'static Entry,
    request_headers: fn() -> Box<dyn Record>,
    make: Box<dyn Fn() -> Erased + Send + Sync>,
    answer: OnceLock<Erased>,
}

impl Constant {
    /// The answer is made when the first request comes.
    pub(super) fn new(
        entry: &'static Entry,
        request_headers: fn() -> Box<dyn Record>,
        make: impl Fn() -> Erased + Send + Sync + 'static,
    ) -> Self {
        Self { entry, request_headers, make: Box::new(make), answer: OnceLock::new() }
    }
}

struct Checked<'a> {
    request: Box<dyn Record>,
    headers: Box<dyn Record>,
    constant: &'a Constant,
}

impl Handler for Constant {
    fn begin(&self) -> Box<dyn Exchange + '_> {
        Box::new(Checked { request: (self.entry.request)(), headers: (self.request_headers)(), constant: self })
    }
}

impl Exchange for Checked<'_> {
    fn parts(&mut self) -> (&mut dyn Record, &mut dyn Record) {
        (&mut *self.headers, &mut *self.request)
    }

    fn answer(self: Box<Self>) -> Result<Erased, Fault> {
        Ok(self.constant.answer.get_or_init(&self.constant.make).clone())
    }
}
