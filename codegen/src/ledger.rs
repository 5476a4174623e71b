//! What a generation read, emitted, and could not keep. Nothing is lost in silence.

use serde::Serialize;

use crate::{diagnostic::Origin, model::Type};

/// How many nodes of a kind were read from descriptions and how many were emitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Read from the descriptions.
    pub read: usize,
    /// Emitted as Rust.
    pub emitted: usize,
}

/// The kinds of losses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LossKind {
    /// An operation is not emitted.
    OperationOmitted,
    /// An operation's body is emitted as raw content.
    RawBody,
    /// A type is taken as any content.
    TypeAsAny,
    /// A facet or keyword is not checked.
    FacetIgnored,
    /// A fault is not typed.
    FaultUntyped,
    /// The description is wrong and its intent was clear: it was repaired.
    Repaired,
    /// Part of the description means nothing to the generator.
    Ignored,
}

/// Something that was degraded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loss {
    /// What kind of loss.
    pub kind: LossKind,
    /// What it concerns, such as `operation Chat.SaveChatPresence`.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Where the description says it.
    #[serde(serialize_with = "origin_as_text")]
    pub origin: Origin,
}

fn origin_as_text<S: serde::Serializer>(origin: &Origin, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(origin)
}

/// A type that was read and is not emitted, although nothing is lost by it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Pruned {
    /// The type.
    pub subject: String,
    /// Why.
    pub reason: &'static str,
    /// Where the description declares it.
    #[serde(serialize_with = "origin_as_text")]
    pub origin: Origin,
}

impl Pruned {
    /// A type that no operation reaches.
    pub fn unreached(ty: &Type) -> Self {
        let subject = format!("type {}", ty.name);
        Self { subject, reason: "no operation reaches it", origin: ty.origin.clone() }
    }
}

/// An operation that is bound to SOAP alone, although its module names one for REST.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SoapAlone {
    /// The operation.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Where the description declares it.
    #[serde(serialize_with = "origin_as_text")]
    pub origin: Origin,
}

/// Two types, or the requests of two operations, that stand for one another, and whose values can't go from one to the
/// other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Unconverted {
    /// The type or the operation, with the modules.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Where the description declares it.
    #[serde(serialize_with = "origin_as_text")]
    pub origin: Origin,
}

/// The account of one generation. Types that are read and not pruned, and those that are added, are emitted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// Operations.
    pub operations: Count,
    /// Messages: requests, responses and faults.
    pub messages: Count,
    /// Types, anonymous ones included.
    pub types: Count,
    /// Fields of all types.
    pub fields: Count,
    /// The operations that are bound to REST beside SOAP.
    pub rest: usize,
    /// Those that are bound to SOAP alone, although their module names one for REST, sorted.
    pub soap_alone: Vec<SoapAlone>,
    /// The emitted types that no description declares: unions of a base type and what derives from it.
    pub added: usize,
    /// The types that are not emitted because no operation reaches them, or because they are other names, sorted.
    pub pruned: Vec<Pruned>,
    /// The pairs of types and of operations that the configuration asks conversions for, and the conversions between them.
    pub conversions: Count,
    /// The pairs without a conversion.
    pub unconverted: Vec<Unconverted>,
    /// All that was degraded, sorted before it is shown.
    pub losses: Vec<Loss>,
}

impl Ledger {
    /// Names something that was degraded.
    pub fn lose(&mut self, kind: LossKind, subject: impl Into<String>, reason: impl Into<String>, origin: Origin) {
        self.losses.push(Loss { kind, subject: subject.into(), reason: reason.into(), origin });
    }

    /// Takes over another account.
    pub fn merge(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.operations, other.operations),
            (&mut self.messages, other.messages),
            (&mut self.types, other.types),
            (&mut self.fields, other.fields),
            (&mut self.conversions, other.conversions),
        ] {
            mine.read += theirs.read;
            mine.emitted += theirs.emitted;
        }
        self.rest += other.rest;
        self.soap_alone.extend(other.soap_alone);
        self.added += other.added;
        self.pruned.extend(other.pruned);
        self.unconverted.extend(other.unconverted);
        self.losses.extend(other.losses);
    }
}
