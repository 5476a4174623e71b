//! Reading envelopes of either version, and what is accepted of the other.

use crate::{
    operation::{BodyInfo, SoapVersion},
    record::{Record, Slot},
    xml::{DecodeError, Decoder, Leniency, Limits, Tolerance},
};

/// An envelope that is being read.
pub(super) struct Envelope<'a> {
    pub(super) decoder: Decoder<'a>,
    pub(super) version: SoapVersion,
}

/// Who is addressed where no role is told, or by these.
const OURS: &[&str] = &[
    "",
    "http://schemas.xmlsoap.org/soap/actor/next",
    "http://www.w3.org/2003/05/soap-envelope/role/next",
    "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver",
];

/// Why an envelope cannot be read, as far as SOAP has a name for it.
pub(super) enum Refusal {
    /// The envelope is of no known version.
    Version(DecodeError),
    /// A block that must be understood is not known.
    MustUnderstand(DecodeError),
    /// Anything else.
    Other(DecodeError),
}

impl Refusal {
    pub(super) fn into_error(self) -> DecodeError {
        match self {
            Self::Version(error) | Self::MustUnderstand(error) | Self::Other(error) => error,
        }
    }
}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Self {
        Self::Other(error)
    }
}

impl<'a> Envelope<'a> {
    /// Enters the root. `expected` are the versions that are no leniency.
    pub(super) fn open(
        text: &'a str,
        expected: &[SoapVersion],
        tolerance: Tolerance,
        limits: Limits,
    ) -> Result<Self, Refusal> {
        let mut decoder = Decoder::new(text, tolerance, limits)?;
        decoder.cursor.child()?;
        let versions = [SoapVersion::V11, SoapVersion::V12];
        let found = versions.into_iter().find(|version| decoder.cursor.is(version.name("Envelope")));
        let Some(version) = found else {
            let found = decoder.cursor.name();
            return Err(Refusal::Version(
                decoder.cursor.error("`Envelope` in the namespace of SOAP 1.1 or SOAP 1.2", found),
            ));
        };
        if !expected.contains(&version) {
            let expected = expected.first().map_or("no envelope", |version| version.title());
            decoder.tolerate(&format!("an envelope of {expected}"), format!("an envelope of {}", version.title()))?;
        }
        Ok(Self { decoder, version })
    }

    /// Reads header blocks until the body has been entered.
    pub(super) fn headers(&mut self, headers: &mut dyn Record) -> Result<(), Refusal> {
        let mut seen = vec![false; headers.schema().fields.len()];
        let mut header_seen = false;
        while self.decoder.cursor.child()? {
            let cursor = &mut self.decoder.cursor;
            if cursor.is(self.version.name("Body")) {
                return Ok(());
            }
            if cursor.is(self.version.name("Header")) {
                if header_seen {
                    return Err(cursor.error("`Body`", "a second `Header`").into());
                }
                header_seen = true;
                while self.decoder.cursor.child()? {
                    self.block(headers, &mut seen)?;
                }
            } else if cursor.namespace() == self.version.namespace() {
                let found = cursor.name();
                return Err(cursor.error("`Header` or `Body`", found).into());
            } else {
                let what = format!("the header block {} beside `Header`", cursor.name());
                self.decoder.tolerate("`Header` or `Body`", what)?;
                self.block(headers, &mut seen)?;
            }
        }
        Err(self.decoder.cursor.error_here("`Body`", "the end of the envelope").into())
    }

    /// Reads the header block that was entered last.
    fn block(&mut self, headers: &mut dyn Record, seen: &mut [bool]) -> Result<(), Refusal> {
        let fields = headers.schema().fields;
        let cursor = &mut self.decoder.cursor;
        let Some(index) = fields.iter().position(|field| cursor.is(field.name)) else {
            if self.must_be_understood() {
                let cursor = &mut self.decoder.cursor;
                let found = format!("{}, which must be understood", cursor.name());
                return Err(Refusal::MustUnderstand(cursor.error("header blocks of the description", found)));
            }
            return Ok(self.decoder.cursor.skip()?);
        };
        if let Some(seen) = seen.get_mut(index)
            && std::mem::replace(seen, true)
        {
            let found = format!("{} twice", cursor.name());
            return Err(cursor.error("each header block once", found).into());
        }
        let Some(field) = fields.get(index) else { return Ok(()) };
        Ok(self.decoder.value(field, headers.slot(index))?)
    }

    fn must_be_understood(&mut self) -> bool {
        let version = self.version;
        let cursor = &mut self.decoder.cursor;
        let role = match version {
            SoapVersion::V11 => cursor.attribute(version.name("actor")),
            SoapVersion::V12 => cursor.attribute(version.name("role")),
        };
        let ours = OURS.contains(&role.unwrap_or_default().trim());
        let must = cursor.attribute(version.name("mustUnderstand")).unwrap_or_default();
        ours && matches!(must.trim(), "1" | "true")
    }

    /// Namespace and local name of the first element in the body, which is entered; what stands before is not read.
    pub(super) fn peek(&mut self) -> Result<Option<(String, String)>, DecodeError> {
        while self.decoder.cursor.child()? {
            if !self.decoder.cursor.is(self.version.name("Body")) {
                self.decoder.cursor.skip()?;
                continue;
            }
            let cursor = &mut self.decoder.cursor;
            return Ok(if cursor.child()? {
                Some((cursor.namespace().to_owned(), cursor.local().to_owned()))
            } else {
                None
            });
        }
        Err(self.decoder.cursor.error_here("`Body`", "the end of the envelope"))
    }

    /// Reads the fields that stand directly in the body, and what follows the body.
    pub(super) fn bare(mut self, body: &BodyInfo, slot: Slot<'_>) -> Result<Vec<Leniency>, DecodeError> {
        self.fields(body, slot)?;
        self.close()
    }

    /// Reads the element in the body, if it has been `entered`, and what follows it.
    pub(super) fn wrapped(
        mut self,
        body: &BodyInfo,
        entered: bool,
        slot: Slot<'_>,
    ) -> Result<Vec<Leniency>, DecodeError> {
        if let Some(element) = body.element {
            if !entered {
                let expected = format!("`{}` in the namespace `{}`", element.local, element.namespace);
                return Err(self.decoder.cursor.error_here(expected, "an empty `Body`"));
            }
            self.decoder.expect(element)?;
        }
        self.fields(body, slot)?;
        let cursor = &mut self.decoder.cursor;
        if cursor.child()? {
            let found = format!("a further one, {}", cursor.name());
            return Err(cursor.error("one element in `Body`", found));
        }
        self.close()
    }

    fn fields(&mut self, body: &BodyInfo, slot: Slot<'_>) -> Result<(), DecodeError> {
        match slot {
            Slot::Record(record) if !body.unwrapped => self.decoder.record(record),
            slot => self.decoder.unwrapped(body.schema.get(), slot),
        }
    }

    /// Leaves the envelope after the body has been left.
    fn close(mut self) -> Result<Vec<Leniency>, DecodeError> {
        while self.decoder.cursor.child()? {
            let name = self.decoder.cursor.name();
            self.decoder.tolerate("the end of the envelope", format!("the element {name} after `Body`"))?;
            self.decoder.cursor.skip()?;
        }
        self.decoder.cursor.finish()?;
        Ok(self.decoder.into_leniencies())
    }
}
