//! What a comparison comes to. Everything serialises, for tools that read JSON.

use std::fmt;

use serde::Serialize;

use super::{Going, Ways};
use crate::model::TypeId;

/// What an old description and a new one have in common, and what not.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Migration {
    /// The operations with a counterpart, sorted by service and name of the old side.
    pub operations: Vec<OperationPair>,
    /// The operations of the old side without one.
    pub old_only: Vec<OperationRef>,
    /// The operations of the new side without one.
    pub new_only: Vec<OperationRef>,
    /// The types with a counterpart. One type may have several: what one side names once, the other may write out wherever
    /// it stands.
    pub types: Vec<TypePair>,
    /// The types of the old side without one.
    pub old_types: Vec<String>,
    /// The types of the new side without one.
    pub new_types: Vec<String>,
    /// What stands beside the messages: header blocks, headers, credentials, and parameters that may be left out.
    pub around: Vec<Around>,
}

/// An operation of one side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct OperationRef {
    /// The service that offers it.
    pub service: String,
    /// Its name in the description.
    pub name: String,
    /// How it stands on the wire: its SOAP action, or method and path.
    pub wire: String,
    /// Where the description declares it.
    pub origin: String,
    /// The place of the service in the model, and that of the operation in it.
    #[serde(skip)]
    pub place: (usize, usize),
}

/// An operation and its counterpart.
#[derive(Clone, Debug, Serialize)]
pub struct OperationPair {
    /// The operation of the old side.
    pub old: OperationRef,
    /// Its counterpart.
    pub new: OperationRef,
    /// Where each parameter of the old operation stands in the new one.
    pub parameters: Vec<ParameterPair>,
    /// What is different in parameters and answer, types aside.
    pub differences: Vec<Difference>,
    /// The types in its messages that are different, as indexes into [`Migration::types`].
    pub types: Vec<usize>,
    /// Whether requests can go forth, and answers back.
    pub ways: Ways,
}

impl OperationPair {
    /// Nothing is different.
    pub fn is_same(&self) -> bool {
        self.types.is_empty() && told(&self.differences).next().is_none()
    }

    /// What is different.
    pub fn told(&self) -> impl Iterator<Item = &Difference> {
        told(&self.differences)
    }
}

impl TypePair {
    /// What is different.
    pub fn told(&self) -> impl Iterator<Item = &Difference> {
        told(&self.differences)
    }
}

fn told(differences: &[Difference]) -> impl Iterator<Item = &Difference> {
    differences.iter().filter(|difference| difference.kind != DifferenceKind::Null)
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterPlace {
    /// An element of the request's wrapper, or a property of the body.
    Property,
    /// It is itself the body.
    Body,
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

impl From<crate::model::ParameterPlace> for ParameterPlace {
    fn from(place: crate::model::ParameterPlace) -> Self {
        match place {
            crate::model::ParameterPlace::Path => Self::Path,
            crate::model::ParameterPlace::Query => Self::Query,
            crate::model::ParameterPlace::Header => Self::Header,
            crate::model::ParameterPlace::Cookie => Self::Cookie,
        }
    }
}

/// A parameter on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ParameterPair {
    /// Its name on the old side.
    pub old: String,
    /// Where it stands there.
    pub old_place: ParameterPlace,
    /// Its name on the new side.
    pub new: String,
    /// Where it stands there.
    pub new_place: ParameterPlace,
}

/// A type and its counterpart.
#[derive(Clone, Debug, Serialize)]
pub struct TypePair {
    /// The name on the old side.
    pub old: String,
    /// The name on the new side.
    pub new: String,
    /// What is different in it, the types of its fields aside.
    pub differences: Vec<Difference>,
    /// Whether values can go, the types of its fields included.
    pub ways: Ways,
    /// The pairs that its fields refer to.
    pub refers_to: Vec<usize>,
    /// The types in the two models.
    #[serde(skip)]
    pub ids: (TypeId, TypeId),
}

/// The kinds of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Another name, or another spelling of it.
    Name,
    /// Another type.
    Type,
    /// It may stand more or less often, or be left out.
    Cardinality,
    /// Null may stand among items or entries on one side only. This makes nothing different: it is only told to tools.
    Null,
    /// Values of an enumeration that one side lacks.
    Values,
    /// The new side lacks it.
    OnlyOld,
    /// The old side lacks it.
    OnlyNew,
    /// A header that the counterpart lacks, although others have it.
    Header,
}

impl DifferenceKind {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Type,
        Self::Cardinality,
        Self::Null,
        Self::Values,
        Self::OnlyOld,
        Self::OnlyNew,
        Self::Header,
    ];

    /// What it is called in a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "names",
            Self::Type => "types",
            Self::Cardinality => "cardinalities",
            Self::Null => "nulls",
            Self::Values => "values",
            Self::OnlyOld => "missing fields",
            Self::OnlyNew => "added fields",
            Self::Header => "headers",
        }
    }
}

/// Something that is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// In what.
    pub kind: DifferenceKind,
    /// The field, parameter or header; `answer` for what comes back.
    pub at: String,
    /// What the old side says; nothing where it lacks it.
    pub old: Option<String>,
    /// What the new side says; nothing where it lacks it.
    pub new: Option<String>,
    /// What it means for values.
    pub ways: Ways,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, old, new) = (&self.at, self.old.as_deref(), self.new.as_deref());
        match (self.kind, old, new) {
            (DifferenceKind::Name, _, Some(new)) => write!(f, "`{at}` is called `{new}`"),
            (DifferenceKind::Values, Some(old), None) => write!(f, "`{at}` loses the values {old}"),
            (DifferenceKind::Values, None, Some(new)) => write!(f, "`{at}` gains the values {new}"),
            (DifferenceKind::OnlyOld, Some(old), _) => write!(f, "`{at}` ({old}) has no counterpart"),
            (DifferenceKind::OnlyNew, _, Some(new)) => write!(f, "`{at}` ({new}) is new"),
            (DifferenceKind::Header, Some(_), _) => write!(f, "the header `{at}` has no counterpart here"),
            (DifferenceKind::Header, _, _) => write!(f, "the header `{at}` is new here"),
            (_, Some(old), Some(new)) => write!(f, "`{at}` is {old}, and becomes {new}"),
            (kind, _, _) => write!(f, "`{at}` differs in {}", kind.title()),
        }?;
        match self.ways.forth {
            Going::Never => f.write_str("; no value can go"),
            Going::Always | Going::Sometimes => Ok(()),
        }
    }
}

/// Something beside the messages, and what stands for it on the other side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Around {
    /// What the old side calls it; nothing where it lacks it.
    pub old: Option<String>,
    /// What the new side calls it; nothing where it lacks it.
    pub new: Option<String>,
    /// On how many pairs of operations.
    pub operations: usize,
}

/// Numbers of operations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Those of the old side.
    pub old: usize,
    /// Those of the new side.
    pub new: usize,
    /// Those with a counterpart.
    pub paired: usize,
    /// Of them, those without any difference.
    pub same: usize,
    /// Of them, those with one.
    pub differing: usize,
    /// Those whose requests can always go forth and whose answers can always come back.
    pub free: usize,
}
