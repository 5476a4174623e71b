//! What a comparison says about one thing.

use serde::{Serialize, Serializer};

use super::Kind;
use crate::diagnostic::Origin;

/// What a change means for whoever keeps to the old description. The worst comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It stops working.
    Breaking,
    /// It may stop working, or nobody can tell.
    Warning,
    /// It goes on working, and there is something new.
    Compatible,
    /// Nothing changes in what is exchanged or compiled.
    Information,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Warning => "warning",
            Self::Compatible => "compatible",
            Self::Information => "information",
        }
    }
}

/// What a change happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // The names say it.
pub enum Area {
    Description,
    Operation,
    Endpoint,
    Binding,
    Security,
    Header,
    Parameter,
    MediaType,
    Status,
    Fault,
    Type,
    Field,
    Value,
    Rust,
    Documentation,
}

impl Area {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Description => "description",
            Self::Operation => "operation",
            Self::Endpoint => "endpoint",
            Self::Binding => "binding",
            Self::Security => "security",
            Self::Header => "header",
            Self::Parameter => "parameter",
            Self::MediaType => "media type",
            Self::Status => "status",
            Self::Fault => "fault",
            Self::Type => "type",
            Self::Field => "field",
            Self::Value => "value",
            Self::Rust => "Rust",
            Self::Documentation => "documentation",
        }
    }
}

/// Which messages a change concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Requests only.
    Request,
    /// Responses only.
    Response,
    /// Both.
    Both,
    /// None: no operation that stands in both descriptions leads to it.
    None,
}

/// What a change means on the wire, for an old client and the new service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Wire {
    /// In requests; `None` where no request holds it.
    pub request: Option<Verdict>,
    /// In responses; `None` where no response holds it.
    pub response: Option<Verdict>,
}

impl Wire {
    /// The worse of the two.
    pub fn worst(self) -> Option<Verdict> {
        self.request.into_iter().chain(self.response).min()
    }

    /// Which messages are concerned.
    pub fn direction(self) -> Direction {
        match (self.request, self.response) {
            (Some(_), Some(_)) => Direction::Both,
            (Some(_), None) => Direction::Request,
            (None, Some(_)) => Direction::Response,
            (None, None) => Direction::None,
        }
    }
}

/// The operations whose messages hold what changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// How many.
    pub count: usize,
    /// The first few, as `Service.Operation`.
    pub first: Vec<String>,
    /// The services that offer them, sorted.
    pub services: Vec<String>,
    /// All of them, as indexes into [`super::Comparison::operations`]. Programs that read JSON see `count` and `first`.
    #[serde(skip)]
    pub all: Vec<usize>,
}

/// One difference, reported once wherever it is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What an ignore file knows it by: 16 hexadecimal digits made from the kind, the subject and what stood before and
    /// after. Places, the other changes and the order of files don't matter to it.
    pub fingerprint: String,
    /// What happened.
    pub kind: Kind,
    /// What it happened to.
    pub area: Area,
    /// What it is called: `Service.Operation`, `Service.Operation(Parameter)`, `Type.Field` and so on.
    pub subject: String,
    /// Which messages are concerned.
    pub direction: Direction,
    /// What it means on the wire.
    pub wire: Wire,
    /// What it means for a program that uses the emitted crate; `None` where its source sees nothing of it.
    pub rust: Option<Verdict>,
    /// Why.
    pub reason: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
    /// Where the old description says it.
    #[serde(serialize_with = "place")]
    pub old: Option<Origin>,
    /// Where the new description says it.
    #[serde(serialize_with = "place")]
    pub new: Option<Origin>,
    /// Which operations it reaches.
    pub operations: Reach,
}

impl Change {
    /// The worst that can be said of it, on the wire or in Rust.
    pub fn verdict(&self) -> Verdict {
        self.wire.worst().into_iter().chain(self.rust).min().unwrap_or(Verdict::Information)
    }

    /// Whether an old client may fail on the wire.
    pub fn breaks_wire(&self) -> bool {
        self.wire.worst() == Some(Verdict::Breaking)
    }

    /// Whether a program may no longer compile.
    pub fn breaks_rust(&self) -> bool {
        self.rust == Some(Verdict::Breaking)
    }
}

fn place<S: Serializer>(origin: &Option<Origin>, serializer: S) -> Result<S::Ok, S::Error> {
    match origin {
        Some(origin) => serializer.collect_str(origin),
        None => serializer.serialize_none(),
    }
}

/// A number that depends on the parts alone, whatever the machine (FNV-1a, 64 bits; parts are kept apart by a zero).
pub(super) fn fingerprint(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
