//! Messages of operations whose types are erased: decoded and encoded again.

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::{Binding, SoapBinding, SoapVersion},
    record::{Record, Slot, Value},
    sample, soap,
    xml::{Leniency, Limits, Tolerance},
};

/// The two messages of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client.
    Request,
    /// From the server.
    Response,
}

/// A message in memory.
pub struct Message {
    /// The header blocks.
    pub headers: Box<dyn Record>,
    /// The request struct or the output.
    pub body: Body,
}

/// What stands in the body.
pub enum Body {
    /// A request struct.
    Request(Box<dyn Record>),
    /// An output.
    Response(Box<dyn Value>),
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
    catalogue.entries().filter_map(move |entry| match &entry.info.binding {
        Binding::Soap(binding) => Some(Exchange { catalogue, entry, binding }),
        Binding::Http(_) => None,
    })
}

impl Exchange<'_> {
    /// An empty message.
    pub fn empty(&self, direction: Direction) -> Message {
        match direction {
            Direction::Request => {
                Message { headers: (self.catalogue.request_headers)(), body: Body::Request((self.entry.request)()) }
            }
            Direction::Response => {
                Message { headers: (self.catalogue.response_headers)(), body: Body::Response((self.entry.response)()) }
            }
        }
    }

    /// A message in which all that may stand stands, made out of the tables.
    pub fn sample(&self, direction: Direction) -> Message {
        let mut message = self.empty(direction);
        sample::record(&mut *message.headers);
        match (&mut message.body, &self.binding.response) {
            (Body::Request(body), _) => sample::record(&mut **body),
            (Body::Response(body), Some(info)) => match (info.schema.fields, body.slot()) {
                ([row], slot) if info.unwrapped => sample::value(row, slot),
                (_, Slot::Record(record)) => sample::record(record),
                _ => {}
            },
            (Body::Response(_), None) => {}
        }
        message
    }

    /// The version that the operation prefers.
    pub fn version(&self) -> SoapVersion {
        self.binding.versions.first().copied().unwrap_or(SoapVersion::V11)
    }

    /// Reads an envelope.
    pub fn decode(
        &self,
        direction: Direction,
        text: &str,
        tolerance: Tolerance,
    ) -> Result<(Message, Vec<Leniency>), String> {
        let mut message = self.empty(direction);
        let headers = &mut *message.headers;
        let limits = Limits::default();
        let leniencies = match &mut message.body {
            Body::Request(body) => soap::decode_request(self.binding, text, headers, &mut **body, tolerance, limits),
            Body::Response(body) => soap::decode_response(self.binding, text, headers, body.slot(), tolerance, limits),
        };
        leniencies.map(|leniencies| (message, leniencies)).map_err(|error| error.to_string())
    }

    /// Writes an envelope.
    pub fn encode(&self, message: &Message, version: SoapVersion) -> Result<String, String> {
        let headers = &*message.headers;
        match &message.body {
            Body::Request(body) => soap::encode_request(self.binding, version, headers, &**body),
            Body::Response(body) => soap::encode_response(self.binding, version, headers, body.view()),
        }
        .map_err(|error| error.to_string())
    }
}
