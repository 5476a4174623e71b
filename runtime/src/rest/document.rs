//! Messages of operations whose types are erased, without a connection: what pages, samples and judges of messages need.

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode, Uri};

use super::{
    body,
    request::{Sending, write_request},
    response::{self, Failure, Into, Reading},
};
use crate::{
    catalogue::{Catalogue, Content, Entry},
    http::MediaType,
    json::Direction,
    operation::{Binding, HttpBinding},
    record::{Field, Record, Slot},
    sample, server,
    xml::{DecodeError, EncodeError, Leniency, Limits, Position, Tolerance},
};

/// A message of an operation over plain HTTP.
pub struct Document {
    /// The typed headers of a response; empty in a request.
    pub headers: Box<dyn Record>,
    /// What the message holds.
    pub content: Content,
    /// What was read although the description does not foresee it.
    pub leniencies: Vec<Leniency>,
    binding: &'static HttpBinding,
}

impl Document {
    /// An empty request; `None` where the operation is not bound to plain HTTP.
    pub fn request(catalogue: &Catalogue, entry: &Entry) -> Option<Self> {
        Self::empty(entry, (catalogue.request_headers)(), Content::Request((entry.request)()))
    }

    /// An empty response; `None` where the operation is not bound to plain HTTP.
    pub fn response(catalogue: &Catalogue, entry: &Entry) -> Option<Self> {
        Self::empty(entry, (catalogue.response_headers)(), Content::Response((entry.response)()))
    }

    /// An empty error; `None` where the operation is not bound to plain HTTP.
    pub fn error(catalogue: &Catalogue, entry: &Entry) -> Option<Self> {
        Self::empty(entry, (catalogue.response_headers)(), Content::Response((entry.fault)()))
    }

    fn empty(entry: &Entry, headers: Box<dyn Record>, content: Content) -> Option<Self> {
        let Binding::Http(binding) = entry.info().binding else { return None };
        Some(Self { headers, content, leniencies: Vec::new(), binding })
    }

    /// The message with every field filled.
    #[must_use]
    pub fn sample(mut self) -> Self {
        match &mut self.content {
            Content::Request(request) => sample::record(&mut **request),
            Content::Response(output) => server::sample(self.binding, &mut **output),
        }
        self
    }

    /// The request as it is sent to an endpoint, with headers of the session.
    pub fn write_request(&self, endpoint: &Uri, headers: &HeaderMap) -> Result<Request<Bytes>, EncodeError> {
        let Content::Request(request) = &self.content else { return Err(EncodeError::new("a response is no request")) };
        let sending = Sending { endpoint, headers, presented: &[], media_type: None, accept: None, upload: None };
        write_request(self.binding, &**request, &sending)
    }

    /// The request with the body that is given, in a media type.
    pub fn read_body(
        mut self,
        media_type: &str,
        content: &[u8],
        tolerance: Tolerance,
        limits: Limits,
    ) -> Result<Self, DecodeError> {
        let Content::Request(request) = &mut self.content else { return Err(unexpected("a request", "a response")) };
        let Some((field, row)) = body_of(self.binding, &**request) else {
            return Err(unexpected("no body", "a body"));
        };
        let how = body::Reading { tolerance, limits, direction: Direction::Request };
        let media = self.binding.body.map_or(&[][..], |body| body.media);
        let found = MediaType::parse(media_type);
        let read = body::read(media, found.as_ref(), content, request.slot(field), row, how);
        self.leniencies = read.map_err(|unreadable| match unreadable {
            body::Unreadable::MediaType { expected } => unexpected(expected, media_type),
            body::Unreadable::Content(error) => error,
        })?;
        Ok(self)
    }

    /// The body of the request as it is written in a media type.
    pub fn write_body(&self, media_type: &str) -> Result<Vec<u8>, EncodeError> {
        let Content::Request(request) = &self.content else { return Ok(Vec::new()) };
        let Some((field, row)) = body_of(self.binding, &**request) else { return Ok(Vec::new()) };
        let media = self.binding.body.map_or(&[][..], |body| body.media);
        let wanted = super::media::essence(media_type);
        Ok(body::write(media, Some(&wanted), request.view(field), row, Direction::Request)?.bytes)
    }

    /// The message with what a response holds.
    pub fn read_response(
        mut self,
        answer: &Response<Bytes>,
        tolerance: Tolerance,
        limits: Limits,
    ) -> Result<Self, DecodeError> {
        let into = Into { output: self.content.slot(), headers: &mut *self.headers, fault: Slot::None };
        let read = response::read_response(self.binding, answer, into, Reading { tolerance, limits });
        self.leniencies = read.map_err(unreadable)?;
        Ok(self)
    }

    /// The message with what an answer holds that says that the operation failed.
    pub fn read_error(
        mut self,
        answer: &Response<Bytes>,
        tolerance: Tolerance,
        limits: Limits,
    ) -> Result<Self, DecodeError> {
        let into = Into { output: Slot::None, headers: &mut *self.headers, fault: self.content.slot() };
        let read = response::read_error(self.binding, answer, into, Reading { tolerance, limits });
        let read = read.ok_or_else(|| {
            unexpected("a status that the description counts as failure", &answer.status().to_string())
        })?;
        self.leniencies = read.map_err(unreadable)?;
        Ok(self)
    }

    /// The error as it is written with a status.
    pub fn write_error(&self, status: StatusCode) -> Result<Response<Bytes>, EncodeError> {
        let row = response::error_row(self.binding, status);
        let row = row.ok_or_else(|| EncodeError::new(format!("no error of the status {status} is described")))?;
        response::write_row(row, status, self.content.view(), &*self.headers, None)
    }

    /// The response as it is written.
    pub fn write_response(&self) -> Result<Response<Bytes>, EncodeError> {
        match &self.content {
            Content::Request(_) => Err(EncodeError::new("a request is no response")),
            Content::Response(output) => response::write_response(self.binding, &**output, &*self.headers, None),
        }
    }
}

/// The field of a request that stands in the body.
fn body_of(binding: &HttpBinding, request: &dyn Record) -> Option<(usize, &'static Field)> {
    let field = binding.body?.field?;
    Some((field, request.schema().fields.get(field)?))
}

fn unreadable(failure: Failure) -> DecodeError {
    match failure {
        Failure::Decode(error) => error,
        Failure::MediaType { expected } => unexpected(expected, "another media type"),
        Failure::Empty => unexpected("a body", "none"),
        Failure::Status { .. } => unexpected("a status that the description counts as success", "another one"),
    }
}

fn unexpected(expected: &str, found: &str) -> DecodeError {
    DecodeError::new("$", Position { offset: 0, line: 1, column: 1 }, expected, found)
}
