//! What a schema document says, as it says it (XML Schema 1.0 part 1, chapter 3): names resolved, forms applied,
//! references not yet followed.

use std::sync::Arc;

use crate::{
    model::{Constraints, Docs},
    source::Pos,
    xml::{QName, Ref},
};

/// A schema document (section 3.15).
#[derive(Debug, Default)]
pub(crate) struct Schema {
    pub(crate) target: Option<Arc<str>>,
    pub(crate) directives: Vec<Directive>,
    pub(crate) elements: Vec<Element>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) types: Vec<TypeDefinition>,
    pub(crate) groups: Vec<Group>,
    pub(crate) attribute_groups: Vec<AttributeGroup>,
    /// Constructs that are read and mean nothing to the model, each with what it is.
    pub(crate) ignored: Vec<(String, Pos)>,
}

/// `import`, `include` or `redefine` (section 4.2).
#[derive(Debug)]
pub(crate) struct Directive {
    pub(crate) kind: DirectiveKind,
    pub(crate) location: Option<String>,
    pub(crate) pos: Pos,
}

#[derive(Debug)]
pub(crate) enum DirectiveKind {
    Import(Option<Arc<str>>),
    Include,
    /// What is defined anew, under the names of what is redefined.
    Redefine(Box<Schema>),
}

/// A global type.
#[derive(Debug)]
pub(crate) enum TypeDefinition {
    Simple(SimpleType),
    Complex(ComplexType),
}

impl TypeDefinition {
    pub(crate) fn name(&self) -> Option<&Arc<str>> {
        match self {
            Self::Simple(ty) => ty.name.as_ref(),
            Self::Complex(ty) => ty.name.as_ref(),
        }
    }

    pub(crate) fn pos(&self) -> Pos {
        match self {
            Self::Simple(ty) => ty.pos,
            Self::Complex(ty) => ty.pos,
        }
    }
}

/// `minOccurs` and `maxOccurs`; `None` for `unbounded`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Occurs {
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
}

impl Occurs {
    pub(crate) const ONCE: Self = Self { min: 1, max: Some(1) };
}

/// An element declaration or a reference to one (section 3.3).
#[derive(Debug)]
pub(crate) struct Element {
    /// The name, qualified as `form` says; of a reference, the name that is referred to.
    pub(crate) name: QName,
    /// It refers to a global element.
    pub(crate) is_reference: bool,
    pub(crate) ty: Option<Ref>,
    pub(crate) inline: Option<Inline>,
    pub(crate) occurs: Occurs,
    pub(crate) nillable: bool,
    pub(crate) is_abstract: bool,
    pub(crate) substitutes: Option<Ref>,
    pub(crate) default: Option<String>,
    pub(crate) fixed: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// A type without a name.
#[derive(Debug)]
pub(crate) enum Inline {
    Simple(Box<SimpleType>),
    Complex(Box<ComplexType>),
}

/// What may stand in a content model (section 3.9).
#[derive(Debug)]
pub(crate) enum Particle {
    Element(Element),
    Sequence(Model),
    Choice(Model),
    All(Model),
    Group(GroupRef),
    Any(Wildcard),
}

/// A model group (section 3.8).
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) occurs: Occurs,
    pub(crate) particles: Vec<Particle>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// A reference to a group.
#[derive(Debug)]
pub(crate) struct GroupRef {
    pub(crate) target: Ref,
    pub(crate) occurs: Occurs,
}

/// A wildcard (section 3.10).
#[derive(Debug)]
pub(crate) struct Wildcard {
    pub(crate) occurs: Occurs,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// A named model group (section 3.7).
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) name: QName,
    pub(crate) particle: Option<Particle>,
    pub(crate) pos: Pos,
}

/// A complex type (section 3.4).
#[derive(Debug)]
pub(crate) struct ComplexType {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) is_abstract: bool,
    pub(crate) mixed: bool,
    /// Annotated as a dictionary by Microsoft's data contracts.
    pub(crate) is_dictionary: bool,
    pub(crate) content: Content,
    pub(crate) attributes: Attributes,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

/// The content of a complex type.
#[derive(Debug)]
pub(crate) enum Content {
    /// Elements, not derived.
    Plain(Option<Particle>),
    /// `complexContent`.
    Extension(Ref, Option<Particle>),
    /// `complexContent`.
    Restriction(Ref, Option<Particle>),
    /// `simpleContent`.
    TextExtension(Ref),
    /// `simpleContent`.
    TextRestriction(Ref, Box<Restriction>),
}

impl Content {
    pub(crate) fn base(&self) -> Option<&Ref> {
        match self {
            Self::Plain(_) => None,
            Self::Extension(base, _) | Self::Restriction(base, _) => Some(base),
            Self::TextExtension(base) | Self::TextRestriction(base, _) => Some(base),
        }
    }

    pub(crate) fn particle(&self) -> Option<&Particle> {
        match self {
            Self::Plain(particle) | Self::Extension(_, particle) | Self::Restriction(_, particle) => particle.as_ref(),
            Self::TextExtension(_) | Self::TextRestriction(..) => None,
        }
    }
}

/// Attribute uses (section 3.4.2).
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    pub(crate) uses: Vec<Attribute>,
    pub(crate) groups: Vec<Ref>,
    pub(crate) any: Option<Pos>,
}

impl Attributes {
    pub(crate) fn is_empty(&self) -> bool {
        self.uses.is_empty() && self.groups.is_empty() && self.any.is_none()
    }
}

/// An attribute declaration, use or reference (section 3.2).
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: QName,
    pub(crate) is_reference: bool,
    pub(crate) ty: Option<Ref>,
    pub(crate) inline: Option<Box<SimpleType>>,
    pub(crate) usage: Usage,
    pub(crate) default: Option<String>,
    pub(crate) fixed: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usage {
    Optional,
    Required,
    Prohibited,
}

/// A named group of attributes (section 3.6).
#[derive(Debug)]
pub(crate) struct AttributeGroup {
    pub(crate) name: QName,
    pub(crate) attributes: Attributes,
    pub(crate) pos: Pos,
}

/// A simple type (section 3.14).
#[derive(Debug)]
pub(crate) struct SimpleType {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) variety: Variety,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}

#[derive(Debug)]
pub(crate) enum Variety {
    Restriction(Restriction),
    List { item: Option<Ref>, inline: Option<Box<SimpleType>> },
    Union { members: Vec<Ref>, inline: Vec<SimpleType> },
}

/// A restriction of a simple type by facets (XML Schema 1.0 part 2, section 4.3).
#[derive(Debug, Default)]
pub(crate) struct Restriction {
    pub(crate) base: Option<Ref>,
    pub(crate) inline: Option<Box<SimpleType>>,
    pub(crate) constraints: Constraints,
    pub(crate) white_space: Option<WhiteSpace>,
    pub(crate) values: Vec<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WhiteSpace {
    Preserve,
    Replace,
    Collapse,
}

/// A value of an enumeration.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) text: Arc<str>,
    /// The number that Microsoft's data contracts annotate.
    pub(crate) number: Option<i64>,
    pub(crate) docs: Docs,
    pub(crate) pos: Pos,
}
