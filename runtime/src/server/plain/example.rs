//! Documented answers.

use bytes::Bytes;
use http::{Response, StatusCode};

use super::{PlainRoute, prefer::Preference};
use crate::{
    error::Error,
    rest,
    server::handler::Erased,
    xml::{DecodeError, Limits, Position, Tolerance},
};

/// A documented answer of an operation.
pub(super) struct Documented {
    /// Its status.
    status: StatusCode,
    /// Its name; empty for the one that is given unless another is asked for.
    name: String,
    /// What is given.
    answer: Given,
}

/// What a documented answer is.
#[derive(Clone)]
pub(super) enum Given {
    /// A success: it is written anew.
    Output(Erased),
    /// An error, as it is documented.
    Error(Response<Bytes>),
}

impl PlainRoute {
    /// Reads a documented answer, so that what is wrong in it shows.
    pub(super) fn read_example(&self, example: &Response<Bytes>, limits: Limits) -> Result<Given, Error> {
        let mut headers = (self.response_headers)();
        let mut output = (self.entry.response)();
        let mut fault = (self.entry.fault)();
        let into = rest::Into { output: output.slot(), headers: &mut *headers, fault: fault.slot() };
        let reading = rest::Reading { tolerance: Tolerance::Report, limits };
        let error = match rest::read_response(self.binding, example, into, reading) {
            Ok(_) => return Ok(Given::Output(Erased { output: output.into(), headers: headers.into() })),
            Err(rest::Failure::Status { typed: true }) => {
                let mut example = example.clone();
                self.complete(&mut example);
                return Ok(Given::Error(example));
            }
            Err(rest::Failure::Decode(error)) => error,
            Err(failure) => {
                let start = Position { offset: 0, line: 1, column: 1 };
                DecodeError::new("$", start, "an answer that the operation describes", format!("{failure:?}"))
            }
        };
        Err(Error::from(error).of(self.entry.info()))
    }

    /// Keeps a documented answer.
    pub(super) fn document(&mut self, status: StatusCode, name: &str, answer: Given) {
        self.documented.retain(|known| (known.status, known.name.as_str()) != (status, name));
        self.documented.push(Documented { status, name: name.to_owned(), answer });
    }

    /// What is to be answered because the client asks for it; `None` where it asks for nothing.
    pub(super) fn preferred(&self, preference: &Preference) -> Option<Given> {
        let name = match (&preference.code, &preference.example) {
            (None, None) => return None,
            (_, name) => name.as_deref().unwrap_or_default(),
        };
        let of_status = |known: &&Documented| match preference.code {
            Some(code) => known.status == code,
            None => known.status.is_success(),
        };
        if let Some(found) = self.documented.iter().filter(of_status).find(|known| known.name == name) {
            return Some(found.answer.clone());
        }
        if !name.is_empty() {
            let names = self.documented.iter().filter(of_status).map(|known| known.name.as_str());
            let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
            let what = format!("there is no example `{name}`, only: {}", names.join(", "));
            return Some(Given::Error(self.refuse(StatusCode::BAD_REQUEST, &what)));
        }
        let failed = |code: &StatusCode| code.is_client_error() || code.is_server_error();
        preference.code.filter(failed).map(|code| Given::Error(self.refuse(code, "asked for by the client")))
    }
}
