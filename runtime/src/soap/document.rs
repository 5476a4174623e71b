//! Messages of operations whose types are erased, outside HTTP: what pages, samples and judges of messages need.

use super::{
    envelope::{Envelope, Refusal},
    write::{self, Message},
};
use crate::{
    catalogue::{Catalogue, Content, Entry},
    operation::{Binding, Block, BodyInfo, SoapBinding, SoapVersion},
    record::{Record, Slot},
    sample,
    xml::{DecodeError, EncodeError, Leniency, Limits, Tolerance},
};

/// A message of an operation: its header blocks and what its body holds.
pub struct Document {
    /// The header blocks: the API's request or response headers.
    pub headers: Box<dyn Record>,
    /// What the body holds.
    pub content: Content,
    /// What was read although the description does not foresee it.
    pub leniencies: Vec<Leniency>,
    binding: &'static SoapBinding,
}

impl Document {
    /// An empty request; `None` where the operation is not bound to SOAP.
    pub fn request(catalogue: &Catalogue, entry: &Entry) -> Option<Self> {
        Self::empty(entry, (catalogue.request_headers)(), Content::Request((entry.request)()))
    }

    /// An empty response; `None` where the operation is not bound to SOAP or has none.
    pub fn response(catalogue: &Catalogue, entry: &Entry) -> Option<Self> {
        Self::empty(entry, (catalogue.response_headers)(), Content::Response((entry.response)()))
    }

    fn empty(entry: &Entry, headers: Box<dyn Record>, content: Content) -> Option<Self> {
        let Binding::Soap(binding) = entry.info().binding else { return None };
        let document = Self { headers, content, leniencies: Vec::new(), binding };
        document.body().is_some().then_some(document)
    }

    /// The message with what an envelope of either version holds.
    pub fn read(self, text: &str, tolerance: Tolerance, limits: Limits) -> Result<Self, DecodeError> {
        self.read_of(text, &[SoapVersion::V11, SoapVersion::V12], tolerance, limits)
    }

    /// The message with what an envelope holds that is of a version on offer; another one is a leniency.
    pub fn read_offered(self, text: &str, tolerance: Tolerance, limits: Limits) -> Result<Self, DecodeError> {
        let versions = self.binding.versions;
        self.read_of(text, versions, tolerance, limits)
    }

    fn read_of(
        mut self,
        text: &str,
        versions: &[SoapVersion],
        tolerance: Tolerance,
        limits: Limits,
    ) -> Result<Self, DecodeError> {
        let mut envelope = Envelope::open(text, versions, tolerance, limits).map_err(Refusal::into_error)?;
        envelope.headers(&mut *self.headers).map_err(Refusal::into_error)?;
        let Some(body) = self.body() else { return Ok(self) };
        self.leniencies = envelope.body(body, self.content.slot())?;
        Ok(self)
    }

    /// The message with every field filled.
    #[must_use]
    pub fn sample(mut self) -> Self {
        let (blocks, headers) = (self.blocks(), &mut *self.headers);
        for block in blocks {
            if let Some(row) = headers.schema().fields.get(block.field) {
                sample::value(row, headers.slot(block.field));
            }
        }
        let unwrapped = self.body().filter(|body| body.unwrapped).and_then(|body| body.schema.fields.first());
        match &mut self.content {
            Content::Request(request) => sample::record(&mut **request),
            Content::Response(output) => match (unwrapped, output.slot()) {
                (Some(row), slot) => sample::value(row, slot),
                (None, Slot::Record(record)) => sample::record(record),
                (None, _) => {}
            },
        }
        self
    }

    /// The message as it is written, in the operation's preferred version.
    pub fn write(&self) -> Result<String, EncodeError> {
        self.write_as(self.binding.versions.first().copied().unwrap_or(SoapVersion::V11))
    }

    /// The message as it is written in a version.
    pub fn write_as(&self, version: SoapVersion) -> Result<String, EncodeError> {
        let Some(body) = self.body() else { return Ok(String::new()) };
        let content = self.content.view();
        write::envelope(Message { version, blocks: self.blocks(), headers: &*self.headers, body, content })
    }

    fn body(&self) -> Option<&'static BodyInfo> {
        match self.content {
            Content::Request(_) => Some(&self.binding.request),
            Content::Response(_) => self.binding.response.as_ref(),
        }
    }

    fn blocks(&self) -> &'static [Block] {
        match self.content {
            Content::Request(_) => self.binding.request_headers,
            Content::Response(_) => self.binding.response_headers,
        }
    }
}
