//! One of the two descriptions, prepared: aliases resolved, names in Rust decided, and who stands for whole messages.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Version;
use crate::{
    ledger::Ledger,
    model::{Api, Field, Message, Operation, Type, TypeId, TypeKind, TypeRef, WireName},
    names::{NameTable, OperationNames, ServiceNames},
    pass::{self, Plan, aliases, flatten},
};

/// The message of an operation that a type stands for, as indexes of service and operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Request(usize, usize),
    Response(usize, usize),
}

pub(super) struct Side {
    /// The model as it stands on the wire.
    pub api: Api,
    /// The model as it is emitted. Types have the same identifiers; fields of bases stand first in what extends them.
    pub plan: Plan,
    /// The names in Rust.
    pub names: NameTable,
    roles: HashMap<TypeId, Role>,
    derived: BTreeMap<TypeId, Vec<TypeId>>,
    known: HashMap<WireName, Vec<TypeId>>,
    unused: HashSet<TypeId>,
}

impl Side {
    pub fn new(version: Version<'_>) -> Self {
        let (mut ledger, mut ignored) = (Ledger::default(), Vec::new());
        let plan = pass::run(version.reading.api.clone(), version.config, version.module, &mut ledger, &mut ignored);
        let names = NameTable::new(&plan, &version.config.package.name);
        let mut api = version.reading.api.clone();
        aliases::resolve(&mut api, &mut ledger, &mut ignored);
        let mut side = Self {
            roles: roles(&api),
            unused: plan.sharing.unused.iter().copied().collect(),
            derived: BTreeMap::new(),
            known: HashMap::new(),
            api,
            plan,
            names,
        };
        for id in side.ids() {
            let ty = side.api.ty(id);
            if !ty.anonymous {
                side.known.entry(ty.name.clone()).or_default().push(id);
            }
            if let TypeKind::Struct(structure) = &ty.kind
                && let Some(base) = structure.base.or(structure.restricts).filter(|base| *base != id)
            {
                side.derived.entry(base).or_default().push(id);
            }
        }
        side
    }

    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.api.types.len()).unwrap_or(u32::MAX)).map(TypeId)
    }

    pub fn role(&self, id: TypeId) -> Option<Role> {
        self.roles.get(&id).copied()
    }

    /// The named types of a name, in whatever scope.
    pub fn called(&self, name: &WireName) -> &[TypeId] {
        self.known.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// What derives from a type directly.
    pub fn derived(&self, id: TypeId) -> &[TypeId] {
        self.derived.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn operation(&self, (service, operation): (usize, usize)) -> &Operation {
        &self.api.services[service].operations[operation]
    }

    /// `Service.Operation`.
    pub fn operation_text(&self, (service, operation): (usize, usize)) -> String {
        let service = &self.api.services[service];
        format!("{}.{}", service.name, service.operations[operation].name)
    }

    /// The service that a type belongs to.
    pub fn scope(&self, ty: &Type) -> Option<&str> {
        ty.scope.and_then(|service| self.api.services.get(service)).map(|service| service.name.as_str())
    }

    /// What a type is called in a report.
    pub fn type_text(&self, id: TypeId) -> String {
        let ty = self.api.ty(id);
        match (self.role(id), self.scope(ty)) {
            (Some(Role::Request(service, operation)), _) => self.operation_text((service, operation)) + " request",
            (Some(Role::Response(service, operation)), _) => self.operation_text((service, operation)) + " response",
            (None, Some(service)) => format!("{service}/{}", ty.name.local),
            (None, None) => ty.name.local.clone(),
        }
    }

    /// What a member of a type is called in a report.
    pub fn member_text(&self, id: TypeId, member: &str) -> String {
        match self.role(id) {
            Some(Role::Request(service, operation)) => {
                format!("{}({member})", self.operation_text((service, operation)))
            }
            Some(Role::Response(service, operation)) => {
                format!("{} → {member}", self.operation_text((service, operation)))
            }
            None => format!("{}.{member}", self.type_text(id)),
        }
    }

    /// The fields of a struct in the order of the wire, with the types that declare them: those of its bases first.
    pub fn fields(&self, id: TypeId) -> Vec<(TypeId, &Field)> {
        let chain = flatten::bases(&self.api, id);
        let owners = chain.into_iter().rev().chain([id]);
        owners
            .flat_map(|owner| {
                match &self.api.ty(owner).kind {
                    TypeKind::Struct(structure) => structure.fields.as_slice(),
                    _ => &[],
                }
                .iter()
                .map(move |field| (owner, field))
            })
            .collect()
    }

    /// Whether a type becomes a type in Rust.
    pub fn is_emitted(&self, id: TypeId) -> bool {
        !self.unused.contains(&id) && !self.names.of(id).ty.is_empty()
    }

    /// The path of a type within the module; `None` for what is not emitted.
    pub fn rust_path(&self, id: TypeId) -> Option<String> {
        let name = self.is_emitted(id).then(|| &self.names.of(id).ty)?;
        let module = self.api.ty(id).scope.and_then(|service| self.names.services.get(service));
        Some(match module {
            Some(service) if self.role(id).is_some() => format!("{}::{name}", service.module),
            Some(service) => format!("{}::types::{name}", service.module),
            None => format!("types::{name}"),
        })
    }

    /// The name in Rust of a field, by its place among those of the bases and its own, or of a variant.
    pub fn rust_member(&self, id: TypeId, index: usize) -> Option<&str> {
        self.names.of(id).members.get(index).map(String::as_str)
    }

    /// An operation as it is emitted, which the configuration may leave out.
    pub fn rust_operation(&self, place: (usize, usize)) -> Option<(&ServiceNames, &OperationNames, &Operation)> {
        let name = &self.operation(place).name;
        let index = self.plan.api.services.get(place.0)?.operations.iter().position(|it| it.name == *name)?;
        let service = self.names.services.get(place.0)?;
        Some((service, service.operations.get(index)?, &self.plan.api.services[place.0].operations[index]))
    }
}

fn roles(api: &Api) -> HashMap<TypeId, Role> {
    let mut roles = HashMap::new();
    for (service, definition) in api.services.iter().enumerate() {
        for (index, operation) in definition.operations.iter().enumerate() {
            roles.entry(operation.input).or_insert(Role::Request(service, index));
            let output = match &operation.output {
                Some(Message::Empty(Some(id)) | Message::Unwrapped(id) | Message::Whole(TypeRef::Named(id))) => *id,
                _ => continue,
            };
            if pass::is_response(api, output) {
                roles.entry(output).or_insert(Role::Response(service, index));
            }
        }
    }
    roles
}
