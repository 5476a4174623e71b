use std::{fmt, ops::Deref};

use http::StatusCode;

use crate::{
    operation::{Api, Binding, Operation, OperationInfo},
    record::Flags,
    xml::Leniency,
};

/// The header blocks of an operation's responses.
pub(super) type Headers<O> = <<O as Operation>::Api as Api>::ResponseHeaders;

/// The answer to a call. It derefs to the operation's output.
pub struct Reply<O: Operation> {
    pub(super) output: O::Output,
    pub(super) headers: Headers<O>,
    pub(super) leniencies: Vec<Leniency>,
    pub(super) status: StatusCode,
}

impl<O: Operation> Reply<O> {
    /// The output.
    pub fn into_inner(self) -> O::Output {
        self.output
    }

    /// The header blocks of the answer.
    pub fn headers(&self) -> &Headers<O> {
        &self.headers
    }

    /// The output and the header blocks.
    pub fn into_parts(self) -> (O::Output, Headers<O>) {
        (self.output, self.headers)
    }

    /// What was read although the description does not foresee it.
    pub fn leniencies(&self) -> &[Leniency] {
        &self.leniencies
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl<O: Operation> Deref for Reply<O> {
    type Target = O::Output;

    fn deref(&self) -> &O::Output {
        &self.output
    }
}

impl<O: Operation> fmt::Debug for Reply<O>
where
    O::Output: fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let output: &dyn fmt::Debug = if is_secret(O::info()) { &format_args!("…") } else { &self.output };
        f.debug_struct("Reply")
            .field("output", output)
            .field("leniencies", &self.leniencies)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Whether an output is nothing but a credential, or may be: the only field of its wrapper, or a whole body, which the
/// table marks.
pub(super) fn is_secret(info: &OperationInfo) -> bool {
    match &info.binding {
        Binding::Soap(binding) => {
            let body = binding.response.as_ref().filter(|body| body.unwrapped);
            body.and_then(|body| body.schema.fields.first()).is_some_and(|field| field.is(Flags::SECRET))
        }
        Binding::Http(binding) => {
            binding.responses.iter().filter_map(|answer| answer.body).any(|body| body.field.is(Flags::SECRET))
        }
    }
}
