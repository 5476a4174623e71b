//! From schemas to the model.
//!
//! Types are made on demand: a reference to a type allots its place in the arena and queues its content, so that no
//! recursion follows references and chains of any length are safe.

mod attributes;
mod choice;
mod collection;
mod complex;
mod content;
mod naming;
mod simple;

use std::collections::{HashMap, HashSet, VecDeque};

use crate::{
    diagnostic::Diagnostic,
    ledger::{Ledger, LossKind},
    model::{Constraints, Docs, Struct, Type, TypeId, TypeKind, TypeRef, WireName},
    source::{Files, Limits, Pos},
    xml::{QName, Ref, suggest},
};

use super::{
    builtin,
    set::{Definition, SchemaSet},
    tree::{ComplexType, Element, Inline, Model, SimpleType},
};

/// Whose parts are lowered: the path that names anonymous types, and the service that they belong to.
#[derive(Clone, Debug)]
pub(crate) struct Owner {
    pub(crate) name: WireName,
    pub(crate) scope: Option<usize>,
}

impl Owner {
    /// The owner of what a part of this one holds.
    fn part(&self, local: &str) -> Self {
        let local = format!("{}.{local}", self.name.local);
        Self { name: WireName { namespace: self.name.namespace.clone(), local }, scope: self.scope }
    }

    /// The owner of what a global declaration holds.
    fn global(name: &QName) -> Self {
        Self { name: name.wire(), scope: None }
    }
}

/// What is to be filled into the place of a type.
#[derive(Clone, Copy, Debug)]
enum Content<'a> {
    Simple(&'a SimpleType),
    Complex(&'a ComplexType),
    /// A sequence (or `all`) that stands or repeats on its own.
    Group(&'a Model),
    /// A choice that stands on its own, in a group of its own.
    GroupOfChoice(&'a Model),
    Choice(&'a Model),
    /// The elements that may stand for this one, and it itself.
    Substitution(&'a Element),
}

impl Content<'_> {
    /// What tells contents apart: the address of the tree's node.
    fn address(&self) -> usize {
        match self {
            Self::Simple(it) => std::ptr::from_ref(*it) as usize,
            Self::Complex(it) => std::ptr::from_ref(*it) as usize,
            Self::Group(it) | Self::GroupOfChoice(it) | Self::Choice(it) => std::ptr::from_ref(*it) as usize,
            Self::Substitution(it) => std::ptr::from_ref(*it) as usize,
        }
    }
}

/// What a type is known by while it is made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Named(QName),
    Anonymous(usize, Option<usize>, WireName),
}

/// What unresolved references are suggested names for, at most; each costs a look at all names.
const SUGGESTIONS: usize = 50;

/// Makes types of the model on demand.
pub(crate) struct Lowering<'a> {
    pub(crate) set: &'a SchemaSet<'a>,
    pub(crate) files: &'a Files,
    limits: &'a Limits,
    pub(crate) types: Vec<Type>,
    pub(crate) ledger: Ledger,
    pub(crate) diagnostics: Vec<Diagnostic>,
    made: HashMap<Key, TypeId>,
    anonymous: HashMap<(Option<usize>, WireName), usize>,
    queue: VecDeque<(TypeId, Content<'a>)>,
    polymorphic: HashSet<QName>,
    /// The types of mixed content that have been referred to, by the address of the tree's node.
    whole: HashSet<usize>,
    /// Particles and attributes that the type in work may still hold.
    budget: usize,
    suggestions: usize,
    overflown: bool,
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(set: &'a SchemaSet<'a>, files: &'a Files, limits: &'a Limits) -> Self {
        Self {
            set,
            files,
            limits,
            types: Vec::new(),
            ledger: Ledger::default(),
            diagnostics: Vec::new(),
            made: HashMap::new(),
            anonymous: HashMap::new(),
            queue: VecDeque::new(),
            polymorphic: HashSet::new(),
            whole: HashSet::new(),
            budget: limits.particles,
            suggestions: SUGGESTIONS,
            overflown: false,
        }
    }

    /// Fills all types that were referred to.
    pub(crate) fn finish(&mut self) {
        while let Some((id, content)) = self.queue.pop_front() {
            self.budget = self.limits.particles;
            let kind = match content {
                Content::Simple(ty) => self.simple_kind(id, ty),
                Content::Complex(ty) => TypeKind::Struct(self.complex(id, ty)),
                Content::Group(model) => TypeKind::Struct(self.group_struct(id, model)),
                Content::GroupOfChoice(model) => TypeKind::Struct(self.group_of_choice(id, model)),
                Content::Choice(model) => TypeKind::Union(self.choice_union(id, model)),
                Content::Substitution(head) => TypeKind::Union(self.substitution_union(head)),
            };
            self.types[id.0 as usize].kind = kind;
        }
    }

    /// Adds a type whose content is known.
    pub(crate) fn add(&mut self, ty: Type) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(ty);
        id
    }

    fn allot(&mut self, owner: &Owner, anonymous: bool, docs: Docs, pos: Pos, content: Content<'a>) -> TypeId {
        let id = self.add(Type {
            name: owner.name.clone(),
            anonymous,
            scope: owner.scope,
            kind: TypeKind::Struct(Struct::default()),
            docs,
            deprecated: false,
            origin: self.files.origin(pos),
        });
        if self.types.len() <= self.limits.types {
            self.queue.push_back((id, content));
        } else if !std::mem::replace(&mut self.overflown, true) {
            let limit = self.limits.types;
            let message = format!("the description has more types than the limit `types` of {limit}");
            self.error("xsd::limit", pos, message, "raise the limit `types`");
        }
        id
    }

    /// The type of a name, made where it is not made yet.
    fn named(&mut self, name: &QName, definition: Definition<'a>) -> TypeId {
        if let Some(id) = self.made.get(&Key::Named(name.clone())) {
            return *id;
        }
        let (content, docs, pos) = match definition {
            Definition::Simple(ty) => (Content::Simple(ty), ty.docs.clone(), ty.pos),
            Definition::Complex(ty) => (Content::Complex(ty), ty.docs.clone(), ty.pos),
        };
        let id = self.allot(&Owner::global(name), false, docs, pos, content);
        self.made.insert(Key::Named(name.clone()), id);
        id
    }

    /// A type without a name of its own, named after its owner; the same part of the same owner is one type.
    fn unnamed(&mut self, owner: &Owner, docs: Docs, pos: Pos, content: Content<'a>) -> TypeId {
        let key = Key::Anonymous(content.address(), owner.scope, owner.name.clone());
        if let Some(id) = self.made.get(&key) {
            return *id;
        }
        let id = self.fresh(owner, docs, pos, content);
        self.made.insert(key, id);
        id
    }

    /// A type without a name of its own that stands apart from all others.
    fn fresh(&mut self, owner: &Owner, docs: Docs, pos: Pos, content: Content<'a>) -> TypeId {
        let taken = self.anonymous.entry((owner.scope, owner.name.clone())).or_insert(0);
        *taken += 1;
        let mut owner = owner.clone();
        if *taken > 1 {
            owner.name.local = format!("{}.{taken}", owner.name.local);
        }
        self.allot(&owner, true, docs, pos, content)
    }

    fn owner(&self, id: TypeId) -> Owner {
        let ty = &self.types[id.0 as usize];
        Owner { name: ty.name.clone(), scope: ty.scope }
    }

    /// The type that a reference means; any content, which is reported, where it means nothing.
    pub(crate) fn type_ref(&mut self, reference: &Ref) -> TypeRef {
        let name = &reference.name;
        if let Some(ty) = builtin::builtin(name) {
            return ty;
        }
        match self.set.types.get(name).copied() {
            Some(definition @ Definition::Simple(_)) => TypeRef::Named(self.named(name, definition)),
            Some(Definition::Complex(ty)) if ty.mixed => self.whole(ty, &Owner::global(name)),
            Some(definition @ Definition::Complex(ty)) => {
                if let Some(collection) = self.collection(ty, Some(name)) {
                    return self.collection_ref(collection, Some(name), &Owner::global(name));
                }
                let id = self.named(name, definition);
                self.reach_derived(name);
                TypeRef::Named(id)
            }
            None => {
                self.unresolved_type(reference);
                TypeRef::Any
            }
        }
    }

    /// An element of mixed content is kept whole, so that the text between its elements is.
    fn whole(&mut self, ty: &'a ComplexType, owner: &Owner) -> TypeRef {
        if self.whole.insert(std::ptr::from_ref(ty) as usize) {
            let reason = "its content is mixed: the element is kept as it stands, text and all";
            self.lose(LossKind::TypeAsAny, owner, reason, ty.pos);
        }
        TypeRef::Any
    }

    /// A value of a type may be one of any type derived from it: those are made too. One of mixed content is kept as it
    /// stands, like a type that is not known.
    fn reach_derived(&mut self, name: &QName) {
        let set = self.set;
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            if !self.polymorphic.insert(name.clone()) {
                continue;
            }
            for derived in set.derived.get(name).into_iter().flatten() {
                if let Some(definition) = set.types.get(derived)
                    && !matches!(definition, Definition::Complex(ty) if ty.mixed)
                {
                    self.named(derived, *definition);
                    open.push(derived);
                }
            }
        }
    }

    /// A global element that is referred to.
    pub(crate) fn element(&mut self, reference: &Ref) -> Option<&'a Element> {
        let found = self.set.elements.get(&reference.name).copied();
        if found.is_none() {
            let names: Vec<QName> = self.set.elements.keys().cloned().collect();
            self.unresolved("xsd::unresolved-element", "element", reference, names);
        }
        found
    }

    /// The type of a global element's content.
    pub(crate) fn element_value(&mut self, element: &'a Element) -> (TypeRef, Constraints) {
        self.element_type(element, &Owner::global(&element.name))
    }

    /// The type of an element's content; `owner` names it where it has no name.
    fn element_type(&mut self, element: &'a Element, owner: &Owner) -> (TypeRef, Constraints) {
        let mut element = element;
        // A member of a substitution group that says nothing has the type of its head.
        for _ in 0..self.limits.derivation_depth {
            match (&element.ty, &element.inline, &element.substitutes) {
                (Some(ty), _, _) => return (self.type_ref(ty), builtin::implied_bounds(&ty.name)),
                (None, Some(Inline::Complex(ty)), _) => {
                    return (self.inline_complex(ty, owner), Constraints::default());
                }
                (None, Some(Inline::Simple(ty)), _) => return self.inline_simple(ty, owner),
                (None, None, Some(head)) => match self.set.elements.get(&head.name) {
                    Some(head) => element = head,
                    None => break,
                },
                (None, None, None) => break,
            }
        }
        (TypeRef::Any, Constraints::default())
    }

    fn inline_complex(&mut self, ty: &'a ComplexType, owner: &Owner) -> TypeRef {
        if ty.mixed {
            return self.whole(ty, owner);
        }
        if let Some(collection) = self.collection(ty, None) {
            return self.collection_ref(collection, None, owner);
        }
        TypeRef::Named(self.unnamed(owner, ty.docs.clone(), ty.pos, Content::Complex(ty)))
    }

    /// A struct of its own with the content of an element, if that is complex: what wraps the parts of a message.
    pub(crate) fn wrapper(&mut self, element: &'a Element, owner: &Owner) -> Option<TypeId> {
        let ty = self.complex_type(element)?;
        let docs = if element.docs.text.is_some() { element.docs.clone() } else { ty.docs.clone() };
        Some(self.fresh(owner, docs, element.pos, Content::Complex(ty)))
    }

    /// The same for what several operations may share.
    pub(crate) fn shared_wrapper(&mut self, element: &'a Element, owner: &Owner) -> Option<TypeId> {
        let ty = self.complex_type(element)?;
        let docs = if element.docs.text.is_some() { element.docs.clone() } else { ty.docs.clone() };
        Some(self.unnamed(owner, docs, element.pos, Content::Complex(ty)))
    }

    /// A global complex type.
    pub(crate) fn complex_named(&self, reference: &Ref) -> Option<&'a ComplexType> {
        match self.set.types.get(&reference.name)? {
            Definition::Complex(ty) => Some(ty),
            Definition::Simple(_) => None,
        }
    }

    /// A struct of its own with the content of a type: what stands in a message without an element around it.
    pub(crate) fn body_of_type(&mut self, ty: &'a ComplexType, owner: &Owner) -> TypeId {
        self.fresh(owner, ty.docs.clone(), ty.pos, Content::Complex(ty))
    }

    /// The complex type of an element, unless it is any content.
    pub(crate) fn complex_type(&self, element: &'a Element) -> Option<&'a ComplexType> {
        match (&element.ty, &element.inline) {
            (Some(name), _) => match self.set.types.get(&name.name)? {
                Definition::Complex(ty) => Some(ty),
                Definition::Simple(_) => None,
            },
            (None, Some(Inline::Complex(ty))) => Some(ty),
            _ => None,
        }
    }

    fn unresolved_type(&mut self, reference: &Ref) {
        let mut names: Vec<QName> = self.set.types.keys().cloned().collect();
        if reference.name.is_in(crate::xml::XSD) {
            let namespace = reference.name.namespace.clone();
            let builtin =
                builtin::NAMES.iter().map(|name| QName { namespace: namespace.clone(), local: (*name).into() });
            names.extend(builtin);
        }
        self.unresolved("xsd::unresolved-type", "type", reference, names);
    }

    /// Reports a reference that leads nowhere, and what may be meant.
    pub(crate) fn unresolved(&mut self, code: &'static str, what: &str, reference: &Ref, mut known: Vec<QName>) {
        let name = &reference.name;
        let message = format!("the {what} `{name}` is defined nowhere");
        let mut help = match &name.namespace {
            _ if code.starts_with("wsdl") => "no WSDL document that was read defines it".to_owned(),
            Some(namespace) if **namespace == *crate::xml::XSD => format!("XML Schema 1.0 has no such {what}"),
            Some(namespace) if self.set.namespaces.contains(&name.namespace) => {
                format!("no schema of the namespace `{namespace}` that was read defines it")
            }
            Some(namespace) => {
                format!(
                    "no schema of the namespace `{namespace}` was read: give the file that defines it to the generator too"
                )
            }
            None => "the name is in no namespace: perhaps it lacks a prefix".to_owned(),
        };
        if self.suggestions > 0 {
            self.suggestions -= 1;
            known.sort();
            let near = known.iter().find(|it| it.local == name.local && it.namespace != name.namespace);
            let same = known.iter().filter(|it| it.namespace == name.namespace).map(|it| &*it.local);
            if let Some(near) = near {
                help = format!("the {what} `{near}` has this name in another namespace: check the prefix");
            } else if let Some(near) = suggest(&name.local, same) {
                help = format!("did you mean `{near}`?");
            }
        }
        self.error(code, reference.pos, message, &help);
        if matches!(code, "xsd::unresolved-type" | "xsd::unresolved-element") {
            let reason = format!("the {what} is defined nowhere");
            let origin = self.files.origin(reference.pos);
            self.ledger.lose(LossKind::TypeAsAny, format!("{what} {name}"), reason, origin);
        }
    }

    pub(crate) fn error(&mut self, code: &'static str, pos: Pos, message: impl Into<String>, help: &str) {
        self.diagnostics.push(Diagnostic::error(code, self.files.origin(pos), message).help(help));
    }

    fn lose(&mut self, kind: LossKind, owner: &Owner, reason: &str, pos: Pos) {
        let origin = self.files.origin(pos);
        self.ledger.lose(kind, format!("type {}", owner.name), reason, origin);
    }

    /// Takes one of the particles that the type in work may hold.
    fn spend(&mut self, pos: Pos) -> bool {
        match self.budget {
            0 => false,
            1 => {
                self.budget = 0;
                let limit = self.limits.particles;
                let message = format!("the type holds more than the limit `particles` of {limit}, groups included");
                self.error("xsd::limit", pos, message, "raise the limit `particles`");
                false
            }
            left => {
                self.budget = left - 1;
                true
            }
        }
    }
}
