//! SOAP 1.1 and 1.2, document/literal and rpc/literal: envelopes, header blocks, faults. Nothing here does any I/O.

mod detail;
#[cfg(feature = "server")]
mod document;
mod envelope;
mod fault;
mod fault_read;
#[cfg(feature = "server")]
mod fault_write;
mod outcome;
mod request;
mod response;
#[cfg(feature = "server")]
mod serve;
mod write;

#[cfg(feature = "server")]
pub use document::Document;
pub use fault::{Fault, FaultCode, QName, Reason};
pub(crate) use request::write_request;
pub(crate) use response::{Into, Reading, read_response};
#[cfg(feature = "server")]
pub(crate) use serve::{Incoming, read_example, read_request, write_fault, write_response};

use crate::{
    operation::{SoapBinding, SoapVersion},
    record::Name,
};

/// The namespace of SOAP 1.1 envelopes.
pub const ENVELOPE_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
/// The namespace of SOAP 1.2 envelopes.
pub const ENVELOPE_12: &str = "http://www.w3.org/2003/05/soap-envelope";

impl SoapVersion {
    /// The namespace of the version's envelopes.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::V11 => ENVELOPE_11,
            Self::V12 => ENVELOPE_12,
        }
    }

    /// The version's media type, without parameters.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::V11 => "text/xml",
            Self::V12 => "application/soap+xml",
        }
    }

    /// How people call it.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::V11 => "SOAP 1.1",
            Self::V12 => "SOAP 1.2",
        }
    }

    const fn name(self, local: &'static str) -> Name {
        Name::new(self.namespace(), local)
    }
}

/// The version that an operation is called by: the wanted one where it is on offer, else the preferred one.
pub(crate) fn version(binding: &SoapBinding, wanted: Option<SoapVersion>) -> SoapVersion {
    wanted
        .filter(|wanted| binding.versions.contains(wanted))
        .or(binding.versions.first().copied())
        .unwrap_or(SoapVersion::V11)
}
