//! From a type of one API to its counterpart in another: between versions of a service, and between SOAP and REST.
//!
//! Bindings have such conversions where `[[conversion]]` of `bindings.toml` asks for them: `From` where every value of the
//! source has a place in the target, else `TryFrom`, whose [`Error`] names each value that can't go. No type has code for
//! it: one loop walks two tables side by side, asks the source for views and the target for slots. Fields stand for one
//! another by their names on the wire, those of the same name first, then those that differ in case and punctuation only.
//!
//! What is converted is the value. A value of an enumeration that the target doesn't name is kept as its unknown variant,
//! an empty list stays a list. Lengths and bounds are not checked: [`Validate`](crate::record::Validate) does. Requests
//! are converted with their parameters wherever these stand; header blocks and credentials belong to sessions.

mod error;
mod fields;
mod macros;
mod scalar;
mod values;

pub use error::{Error, Loss};

use crate::{
    operation::{Binding, Operation},
    record::Value,
};
use fields::{Fields, Request};
use values::{Converter, Side};

/// A wire name on each side that the two sides spell differently altogether; `None` for the body of a request as a whole.
pub type Renamed = (Option<&'static str>, Option<&'static str>);

/// Converts a value for which the generator has seen that every value can go.
pub fn certain<A: Value, B: Value + Default>(value: &A) -> B {
    settled::<A, B>(convert(value))
}

/// Converts a value.
///
/// # Errors
/// What can't go, with the paths to it.
pub fn attempt<A: Value, B: Value + Default>(value: &A) -> Result<B, Error> {
    let (converted, losses) = convert(value);
    Error::unless_empty::<A, B>(losses).map_or(Ok(converted), Err)
}

/// Converts a request for which the generator has seen that every value can go. The properties of a body stand for
/// parameters as those outside it do, unless a name is given for the body as a whole.
pub fn certain_request<A: Operation, B: Operation>(request: &A, renamed: &[Renamed]) -> B {
    settled::<A, B>(convert_request(request, renamed))
}

/// Converts a request, as [`certain_request`] does.
///
/// # Errors
/// What can't go, with the paths to it.
pub fn attempt_request<A: Operation, B: Operation>(request: &A, renamed: &[Renamed]) -> Result<B, Error> {
    let (converted, losses) = convert_request(request, renamed);
    Error::unless_empty::<A, B>(losses).map_or(Ok(converted), Err)
}

fn convert<A: Value, B: Value + Default>(value: &A) -> (B, Vec<Loss>) {
    let (mut converted, mut converter) = (B::default(), Converter::default());
    converter.value(value.view(), Side::UNTOLD, converted.slot(), Side::UNTOLD);
    (converted, converter.losses)
}

fn convert_request<A: Operation, B: Operation>(request: &A, renamed: &[Renamed]) -> (B, Vec<Loss>) {
    let (mut converted, mut converter) = (B::default(), Converter::default());
    let (old, new) = (renamed.iter().any(|(old, _)| old.is_none()), renamed.iter().any(|(_, new)| new.is_none()));
    let source = Request { schema: request.schema(), body: body::<A>(), is_whole: old };
    let target = Request { schema: converted.schema(), body: body::<B>(), is_whole: new };
    let fields = Fields::of_requests(source, target, renamed);
    converter.fields(request, &mut converted, &fields);
    (converted, converter.losses)
}

/// The field of a request that is its body.
fn body<O: Operation>() -> Option<usize> {
    match &O::info().binding {
        Binding::Soap(_) => None,
        Binding::Http(binding) => binding.body.as_ref().and_then(|body| body.field),
    }
}

/// The generator emits `From` only where nothing can be lost; were it wrong, that is told, and the rest is converted.
fn settled<A, B>((converted, losses): (B, Vec<Loss>)) -> B {
    if let Some(error) = Error::unless_empty::<A, B>(losses) {
        tracing::error!(%error, "a conversion that was taken for certain lost something");
    }
    converted
}
