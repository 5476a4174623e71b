use std::collections::{HashMap, HashSet};

use super::{Kind, Lowerer, Pending, Role, Schema, docs};
use crate::{
    model::{Struct, Type, TypeId, TypeKind, TypeRef, WireName},
    openapi::documents::{Address, Documents, Found},
};

/// Which schemas extend which by `allOf`.
pub struct Derived<'t>(HashMap<Address, Vec<Found<'t>>>);

impl<'t> Derived<'t> {
    /// Looks through the named schemas of all files.
    pub fn find(documents: &'t Documents) -> Self {
        let mut derived: HashMap<Address, Vec<Found<'t>>> = HashMap::new();
        for found in named_schemas(documents) {
            let bases = found.node.items("allOf").iter().filter_map(|member| {
                let base = documents.resolve(member.mark.file, member.reference()?).ok()?;
                Some(base.address)
            });
            for base in bases {
                derived.entry(base).or_default().push(found.clone());
            }
        }
        Self(derived)
    }

    /// All schemas that extend one, directly or not, in the order of the documents.
    pub fn of(&self, base: &Address) -> Vec<Found<'t>> {
        let mut all: Vec<Found<'t>> = Vec::new();
        let mut seen = HashSet::from([base.clone()]);
        let mut open = vec![base.clone()];
        while let Some(address) = open.pop() {
            for found in self.0.get(&address).into_iter().flatten() {
                if seen.insert(found.address.clone()) {
                    open.push(found.address.clone());
                    all.push(found.clone());
                }
            }
        }
        all.sort_by_key(|found| found.node.mark);
        all
    }
}

/// The schemas under `definitions` and `components/schemas` of all files.
pub fn named_schemas(documents: &Documents) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    for (index, file) in documents.files().iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let roots = [
            ("definitions", file.root.get("definitions")),
            ("components/schemas", file.root.get("components").and_then(|components| components.get("schemas"))),
        ];
        for (path, root) in roots {
            let Some(members) = root.and_then(|root| root.as_object()) else { continue };
            found.extend(members.iter().map(|(name, member)| Found {
                node: &member.node,
                name: name.clone(),
                key: member.key,
                address: Address {
                    file: index,
                    pointer: format!("/{path}/{}", name.replace('~', "~0").replace('/', "~1")),
                },
            }));
        }
    }
    found
}

impl<'t> Lowerer<'t> {
    /// The type of a schema with a name, which is lowered later.
    pub(super) fn named(&mut self, found: Found<'t>, role: Role) -> TypeId {
        let schema = Schema::read(found.node, self.documents.dialect(found.node.mark.file));
        let role = if role == Role::Base && self.has_roles(&found, &schema) { Role::Base } else { Role::Value };
        if let Some(known) = self.named.get(&(found.address.clone(), role)) {
            return *known;
        }
        let name = match role {
            Role::Value => found.name.clone(),
            Role::Base => format!("{}_base", found.name),
        };
        let origin = self.origin(found.key);
        let id = self.api.add(Type {
            name: WireName::unqualified(name),
            anonymous: role == Role::Base,
            scope: None,
            kind: TypeKind::Struct(Struct::default()),
            docs: docs(&schema),
            deprecated: schema.deprecated,
            origin,
        });
        self.named.insert((found.address.clone(), role), id);
        self.pending.push_back(Pending { id, role, found });
        id
    }

    /// Asks for a schema with a name, whether or not anything refers to it.
    pub fn ask(&mut self, found: Found<'t>) {
        self.named(found, Role::Value);
    }

    /// Whether values of a schema are one of several, while others extend what it says of itself.
    fn has_roles(&self, found: &Found<'t>, schema: &Schema<'t>) -> bool {
        if !schema.alternatives.is_empty() {
            return schema.has_object_parts();
        }
        schema.discriminator.is_some() && !self.derived.of(&found.address).is_empty()
    }

    pub(super) fn define(&mut self, pending: Pending<'t>) {
        let Pending { id, role, found } = pending;
        let schema = Schema::read(found.node, self.documents.dialect(found.node.mark.file));
        let hint = found.name.as_str();
        let mut constraints = schema.constraints.clone();
        let kind = match role {
            Role::Base => {
                self.report(&schema, hint);
                self.base(found.node, &schema, hint)
            }
            Role::Value if schema.alternatives.is_empty() && self.has_roles(&found, &schema) => {
                self.report(&schema, hint);
                self.union_of_derived(&found, &schema)
            }
            Role::Value if found.node.reference().is_some() => {
                let lowered = self.lower(found.node, hint);
                constraints = lowered.constraints;
                Kind::Plain(lowered.ty)
            }
            Role::Value => {
                self.report(&schema, hint);
                self.kind(found.node, &schema, hint)
            }
        };
        let kind = match kind {
            Kind::Defined(kind) => kind,
            Kind::Plain(TypeRef::Named(own)) if own == id => TypeKind::Alias { target: TypeRef::Any, constraints },
            Kind::Plain(target) => TypeKind::Alias { target, constraints },
        };
        if let Some(ty) = self.api.types.get_mut(id.0 as usize) {
            ty.kind = kind;
        }
    }
}
