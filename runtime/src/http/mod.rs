//! What SOAP and REST share of HTTP: endpoints, media types, header values, excerpts of bodies.

mod endpoint;
mod excerpt;
mod headers;
mod mask;
mod media;

pub(crate) use endpoint::{Base, shown};
pub(crate) use excerpt::excerpt;
pub(crate) use headers::checked;
pub(crate) use mask::masked;
pub(crate) use media::MediaType;
