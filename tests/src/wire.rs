//! The messages that stand beside the cases, and what becomes of them on their way through memory.

use std::{fs, path::Path};

use bindery_runtime::{catalogue::Catalogue, operation::SoapVersion, soap::ENVELOPE_12, xml::Tolerance};

use crate::{
    canonical,
    messages::{Direction, Exchange, exchanges},
};

/// A message on disk, `wire/[Service.]Operation[.what].(request|response|fault)[.encoded].xml`.
///
/// A message whose `what` begins with `unknown` holds what the description does not name: the strict reader refuses it,
/// the default one keeps or reports it.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The name of the file.
    pub file: String,
    /// The message.
    pub text: String,
    /// What the encoder is to write, where it is not the same.
    pub encoded: Option<String>,
}

/// The messages of a case, sorted by name.
pub fn recorded(folder: &Path) -> Vec<Recorded> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".xml") && !name.ends_with(".encoded.xml"))
        .collect();
    names.sort();
    let read = |name: &str| fs::read_to_string(folder.join(name)).ok();
    let recorded = names.into_iter().filter_map(|file| {
        let encoded = read(&file.replace(".xml", ".encoded.xml"));
        read(&file).map(|text| Recorded { file, text, encoded })
    });
    recorded.collect()
}

impl Recorded {
    fn parts(&self) -> Vec<&str> {
        self.file.trim_end_matches(".xml").split('.').collect()
    }

    /// Which message it is; `None` for a fault.
    pub fn direction(&self) -> Option<Direction> {
        match self.parts().last() {
            Some(&"request") => Some(Direction::Request),
            Some(&"response") => Some(Direction::Response),
            _ => None,
        }
    }

    /// The version of its envelope.
    pub fn version(&self) -> SoapVersion {
        if self.text.contains(ENVELOPE_12) { SoapVersion::V12 } else { SoapVersion::V11 }
    }

    /// The operation whose message it is.
    pub fn exchange<'a>(&self, catalogue: &'a Catalogue) -> Option<Exchange<'a>> {
        let parts = self.parts();
        let (first, second) = (parts.first()?, parts.get(1)?);
        exchanges(catalogue).find(|exchange| {
            let info = exchange.entry.info();
            (info.service.name == *first && info.name == *second)
                || (info.name == *first && catalogue.entries().all(|entry| entry.info().service.name != *first))
        })
    }

    /// Decodes the message, encodes what was read, and says what differs.
    pub fn round_trip(&self, catalogue: &Catalogue) -> Result<(), String> {
        let Some(direction) = self.direction() else { return Ok(()) };
        let exchange = self.exchange(catalogue).ok_or_else(|| format!("{}: no such operation", self.file))?;
        let odd = self.file.contains(".unknown");
        let tolerance = if odd { Tolerance::Report } else { Tolerance::Strict };
        let message = exchange
            .decode(direction, &self.text, tolerance)
            .map_err(|error| format!("{}: not read: {error}", self.file))?;
        if !message.leniencies.is_empty() && !odd {
            return Err(format!("{}: leniencies {:?}", self.file, message.leniencies));
        }
        if odd && exchange.decode(direction, &self.text, Tolerance::Strict).is_ok() {
            return Err(format!("{}: unknown content is accepted where the reader is strict", self.file));
        }
        let version = self.version();
        let written =
            exchange.encode(&message, version).map_err(|error| format!("{}: not written: {error}", self.file))?;
        match canonical::difference(self.encoded.as_ref().unwrap_or(&self.text), &written) {
            Some(difference) => Err(format!("{}: written differently\n{difference}\n{written}", self.file)),
            None => Ok(()),
        }
    }
}
