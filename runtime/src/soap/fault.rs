use std::fmt;

use crate::{operation::FaultInfo, value::Element};

/// A SOAP fault of either version.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fault {
    /// Who is to blame, in the words of SOAP 1.2: SOAP 1.1's `Client` is [`FaultCode::Sender`].
    pub code: FaultCode,
    /// What narrows the code down, the outermost first. For SOAP 1.1, what follows a dot in the code.
    pub subcodes: Vec<QName>,
    /// The explanation, once per language.
    pub reasons: Vec<Reason>,
    /// The URI of the SOAP node that generated the fault (SOAP 1.2).
    pub node: Option<Box<str>>,
    /// The URI of the role that the node acted in; SOAP 1.1's `faultactor`.
    pub role: Option<Box<str>>,
    /// The detail element, raw.
    pub detail: Option<Box<Element>>,
    /// The declared fault that the detail holds; [`Error::typed_fault`](crate::Error::typed_fault) gives its value.
    pub declared: Option<&'static FaultInfo>,
}

/// Who is to blame for a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultCode {
    /// The envelope is of a version that the service does not speak.
    VersionMismatch,
    /// A header block that had to be understood was not.
    MustUnderstand,
    /// The body's encoding is not known.
    DataEncodingUnknown,
    /// The request is wrong: `Client` in SOAP 1.1.
    Sender,
    /// The service failed: `Server` in SOAP 1.1.
    Receiver,
    /// A code of the service's own, which SOAP 1.1 allows.
    Other(Box<QName>),
}

/// A qualified name that the description does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct QName {
    /// The namespace URI, or empty.
    pub namespace: String,
    /// The local part.
    pub local: String,
}

/// An explanation for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// The language, if it is told.
    pub lang: Option<String>,
    /// The words.
    pub text: String,
}

impl Fault {
    /// A fault with a code and an explanation in English.
    pub fn new(code: FaultCode, reason: impl Into<String>) -> Self {
        Self {
            code,
            subcodes: Vec::new(),
            reasons: vec![Reason { lang: Some("en".into()), text: reason.into() }],
            node: None,
            role: None,
            detail: None,
            declared: None,
        }
    }

    /// The request is wrong.
    pub fn sender(reason: impl Into<String>) -> Self {
        Self::new(FaultCode::Sender, reason)
    }

    /// The service failed.
    pub fn receiver(reason: impl Into<String>) -> Self {
        Self::new(FaultCode::Receiver, reason)
    }

    /// The same fault with a detail: an element whose children are the detail's entries. Its own name does not matter.
    #[must_use]
    pub fn with_detail(mut self, detail: Element) -> Self {
        self.detail = Some(Box::new(detail));
        self
    }

    /// The same fault with a code below its codes.
    #[must_use]
    pub fn with_subcode(mut self, namespace: impl Into<String>, local: impl Into<String>) -> Self {
        self.subcodes.push(QName { namespace: namespace.into(), local: local.into() });
        self
    }

    /// The explanation: in English, or else the first.
    pub fn reason(&self) -> &str {
        let english = self.reasons.iter().find(|reason| {
            reason
                .lang
                .as_deref()
                .is_some_and(|lang| lang.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("en")))
        });
        english.or(self.reasons.first()).map_or("", |reason| &reason.text)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered with a fault ({}", self.code)?;
        for subcode in &self.subcodes {
            write!(f, " / {}", subcode.local.escape_debug())?;
        }
        f.write_str(")")?;
        match self.reason() {
            "" => Ok(()),
            reason => write!(f, ": {}", crate::http::excerpt(reason.as_bytes(), &[])),
        }
    }
}

impl std::error::Error for Fault {}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::VersionMismatch => "VersionMismatch",
            Self::MustUnderstand => "MustUnderstand",
            Self::DataEncodingUnknown => "DataEncodingUnknown",
            Self::Sender => "Sender",
            Self::Receiver => "Receiver",
            Self::Other(name) => return write!(f, "{}", name.local.escape_debug()),
        })
    }
}
