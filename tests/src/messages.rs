//! Messages of operations whose types are erased: decoded and encoded again.

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::{Binding, SoapBinding, SoapVersion},
    soap::Document,
    xml::{Limits, Tolerance},
};

/// The two messages of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client.
    Request,
    /// From the server.
    Response,
}

/// An operation of a catalogue.
#[derive(Clone, Copy)]
pub struct Exchange<'a> {
    /// The API.
    pub catalogue: &'a Catalogue,
    /// The operation.
    pub entry: &'static Entry,
    /// How it stands on the wire.
    pub binding: &'static SoapBinding,
}

impl std::fmt::Debug for Exchange<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.entry.fmt(f)
    }
}

/// The operations of a catalogue that are bound to SOAP.
pub fn exchanges(catalogue: &Catalogue) -> impl Iterator<Item = Exchange<'_>> {
    catalogue.entries().filter_map(move |entry| match &entry.info().binding {
        Binding::Soap(binding) => Some(Exchange { catalogue, entry, binding }),
        Binding::Http(_) => None,
    })
}

impl Exchange<'_> {
    /// An empty message; `None` for the response of a one-way operation.
    pub fn empty(&self, direction: Direction) -> Option<Document> {
        match direction {
            Direction::Request => Document::request(self.catalogue, self.entry),
            Direction::Response => Document::response(self.catalogue, self.entry),
        }
    }

    /// The version that the operation prefers.
    pub fn version(&self) -> SoapVersion {
        self.binding.versions.first().copied().unwrap_or(SoapVersion::V11)
    }

    /// Reads an envelope.
    pub fn decode(&self, direction: Direction, text: &str, tolerance: Tolerance) -> Result<Document, String> {
        let empty = self.empty(direction).ok_or("the operation has no such message")?;
        empty.read_offered(text, tolerance, Limits::default()).map_err(|error| error.to_string())
    }

    /// Writes an envelope.
    pub fn encode(&self, message: &Document, version: SoapVersion) -> Result<String, String> {
        message.write_as(version).map_err(|error| error.to_string())
    }
}
