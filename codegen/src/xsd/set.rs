//! The schemas that stand together: what is defined under which name, what derives from what.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    diagnostic::Diagnostic,
    source::{Files, Pos},
    xml::QName,
};

use super::tree::{
    Attribute, AttributeGroup, ComplexType, DirectiveKind, Element, Group, Schema, SimpleType, TypeDefinition,
};

/// A global type, borrowed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Definition<'a> {
    Simple(&'a SimpleType),
    Complex(&'a ComplexType),
}

impl<'a> From<&'a TypeDefinition> for Definition<'a> {
    fn from(definition: &'a TypeDefinition) -> Self {
        match definition {
            TypeDefinition::Simple(ty) => Self::Simple(ty),
            TypeDefinition::Complex(ty) => Self::Complex(ty),
        }
    }
}

impl Definition<'_> {
    pub(crate) fn pos(&self) -> Pos {
        match self {
            Self::Simple(ty) => ty.pos,
            Self::Complex(ty) => ty.pos,
        }
    }
}

/// All global definitions of a set of schema documents.
#[derive(Debug, Default)]
pub(crate) struct SchemaSet<'a> {
    pub(crate) elements: HashMap<QName, &'a Element>,
    pub(crate) attributes: HashMap<QName, &'a Attribute>,
    pub(crate) types: HashMap<QName, Definition<'a>>,
    pub(crate) groups: HashMap<QName, &'a Group>,
    pub(crate) attribute_groups: HashMap<QName, &'a AttributeGroup>,
    /// The types that derive directly from a type, in the order of the documents.
    pub(crate) derived: HashMap<QName, Vec<QName>>,
    /// The elements that may stand for an element, in the order of the documents.
    pub(crate) substitutes: HashMap<QName, Vec<QName>>,
    /// The namespaces that schemas were read of.
    pub(crate) namespaces: BTreeSet<Option<Arc<str>>>,
    /// What is redefined, as it was before.
    pub(crate) originals: Originals<'a>,
    /// Types that must not be followed to their base: their derivation is circular or too long.
    pub(crate) cut: HashSet<QName>,
}

/// Definitions that `redefine` puts others in the place of (section 4.2.2).
#[derive(Debug, Default)]
pub(crate) struct Originals<'a> {
    pub(crate) types: HashMap<QName, Definition<'a>>,
    pub(crate) groups: HashMap<QName, &'a Group>,
    pub(crate) attribute_groups: HashMap<QName, &'a AttributeGroup>,
}

impl<'a> SchemaSet<'a> {
    /// Gathers schemas. Of what is defined twice the first counts, which is reported.
    pub(crate) fn new(schemas: &'a [Arc<Schema>], files: &Files, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut set = Self::default();
        for schema in schemas {
            set.namespaces.insert(schema.target.clone());
            set.redefinitions(schema);
        }
        for schema in schemas {
            set.add(schema, files, diagnostics);
        }
        for schema in schemas {
            for definition in &schema.types {
                set.derivation(schema, definition);
            }
            for element in &schema.elements {
                if let Some(head) = &element.substitutes {
                    if !set.elements.contains_key(&head.name) {
                        let names = set.elements.keys().filter(|it| it.namespace == head.name.namespace);
                        let near = crate::xml::suggest(&head.name.local, names.map(|it| &*it.local));
                        let help = match near {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => {
                                "declare the element, or give the schema that declares it to the generator too".into()
                            }
                        };
                        let message = format!(
                            "the element `{}`, which heads a substitution group, is defined nowhere",
                            head.name
                        );
                        let origin = files.origin(head.pos);
                        diagnostics.push(Diagnostic::error("xsd::unresolved-element", origin, message).help(help));
                    }
                    set.substitutes.entry(head.name.clone()).or_default().push(element.name.clone());
                }
            }
        }
        set
    }

    fn derivation(&mut self, schema: &Schema, definition: &TypeDefinition) {
        if let (TypeDefinition::Complex(ty), Some(local)) = (definition, definition.name())
            && let Some(base) = ty.content.base()
        {
            let name = QName { namespace: schema.target.clone(), local: Arc::clone(local) };
            if base.name != name {
                self.derived.entry(base.name.clone()).or_default().push(name);
            }
        }
    }

    /// Enters what `redefine` defines anew, which comes before what it redefines.
    fn redefinitions(&mut self, schema: &'a Schema) {
        for directive in &schema.directives {
            let DirectiveKind::Redefine(anew) = &directive.kind else { continue };
            for definition in &anew.types {
                if let Some(local) = definition.name() {
                    let name = QName { namespace: anew.target.clone(), local: Arc::clone(local) };
                    self.types.entry(name).or_insert_with(|| definition.into());
                }
            }
            for group in &anew.groups {
                self.groups.entry(group.name.clone()).or_insert(group);
            }
            for group in &anew.attribute_groups {
                self.attribute_groups.entry(group.name.clone()).or_insert(group);
            }
        }
    }

    fn add(&mut self, schema: &'a Schema, files: &Files, diagnostics: &mut Vec<Diagnostic>) {
        let mut twice = |what: &str, name: &QName, first: Pos, second: Pos| {
            if first != second {
                diagnostics.push(
                    Diagnostic::warning(
                        "xsd::duplicate-definition",
                        files.origin(second),
                        format!("the {what} `{name}` is defined twice; the first definition counts"),
                    )
                    .label(files.origin(first), "defined here first")
                    .help("remove or rename one of them"),
                );
            }
        };
        for definition in &schema.types {
            let Some(local) = definition.name() else { continue };
            let name = QName { namespace: schema.target.clone(), local: Arc::clone(local) };
            match self.types.get(&name) {
                None => drop(self.types.insert(name, definition.into())),
                Some(first) if refers_to(*first, &name) => {
                    self.originals.types.entry(name).or_insert_with(|| definition.into());
                }
                Some(first) => twice("type", &name, first.pos(), definition.pos()),
            }
        }
        for element in &schema.elements {
            let first = self.elements.entry(element.name.clone()).or_insert(element);
            twice("element", &element.name, first.pos, element.pos);
        }
        for attribute in &schema.attributes {
            let first = self.attributes.entry(attribute.name.clone()).or_insert(attribute);
            twice("attribute", &attribute.name, first.pos, attribute.pos);
        }
        for group in &schema.groups {
            let first = *self.groups.entry(group.name.clone()).or_insert(group);
            if first.pos != group.pos {
                self.originals.groups.entry(group.name.clone()).or_insert(group);
            }
        }
        for group in &schema.attribute_groups {
            let first = *self.attribute_groups.entry(group.name.clone()).or_insert(group);
            if first.pos != group.pos {
                self.originals.attribute_groups.entry(group.name.clone()).or_insert(group);
            }
        }
    }

    /// The base of a type, where that may be followed; the original of the same name for what is redefined.
    pub(crate) fn base(&self, name: Option<&QName>, base: &QName) -> Option<Definition<'a>> {
        if name == Some(base) {
            return self.originals.types.get(base).copied();
        }
        self.types.get(base).copied()
    }
}

/// A redefinition derives from what it redefines: from its own name.
fn refers_to(definition: Definition<'_>, name: &QName) -> bool {
    match definition {
        Definition::Simple(ty) => match &ty.variety {
            super::tree::Variety::Restriction(restriction) => {
                restriction.base.as_ref().is_some_and(|it| it.name == *name)
            }
            _ => false,
        },
        Definition::Complex(ty) => ty.content.base().is_some_and(|base| base.name == *name),
    }
}
