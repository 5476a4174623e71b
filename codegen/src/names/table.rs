use super::{Scope, Wish, constant_name, feature_name, field_name, module_name, type_name};
use crate::{
    model::{Fault, Field, Message, Operation, Type, TypeId, TypeKind, TypeRef, Variant, WireName},
    pass::{Group, Plan, is_response},
};

/// Names that the root of an API needs for itself.
const ROOT: &[&str] = &["RequestHeaders", "ResponseHeaders", "Session", "Client"];
/// Modules and files that the root of an API needs for itself.
const MODULES: &[&str] = &["catalogue", "lib", "main", "security", "types"];
/// Statics that the module of a service needs for itself, and constants for namespaces.
const TABLES: &[&str] = &["NS", "OPERATIONS", "REQUEST_HEADERS", "RESPONSE_HEADERS", "SERVICE"];
/// Methods that clients have beside operations, and one that would look like `Ord::cmp`.
const METHODS: &[&str] = &["cmp", "new"];
/// Features that no service may be called.
const FEATURES: &[&str] = &["blocking", "catalogue", "default", "reqwest"];

/// The names of one API.
#[derive(Clone, Debug, Default)]
pub struct NameTable {
    /// Of the API itself.
    pub api: ApiNames,
    /// Of its services, in their order.
    pub services: Vec<ServiceNames>,
    /// Of its types.
    pub types: Vec<TypeNames>,
    /// The modules of the groups of shared types.
    pub groups: Vec<String>,
    /// The tables of the shared types: what a file of types may not call its own statics.
    pub shared_tables: Scope,
}

/// The names of an API.
#[derive(Clone, Debug, Default)]
pub struct ApiNames {
    /// The marker type.
    pub marker: String,
    /// The fields of the request headers.
    pub request_headers: Vec<String>,
    /// The fields of the response headers.
    pub response_headers: Vec<String>,
    /// The statics of the security schemes.
    pub security: Vec<String>,
}

/// The names of a service.
#[derive(Clone, Debug, Default)]
pub struct ServiceNames {
    /// The module.
    pub module: String,
    /// The Cargo feature.
    pub feature: String,
    /// The client.
    pub client: String,
    /// The operations, in their order.
    pub operations: Vec<OperationNames>,
    /// What the module may not call its own statics.
    pub tables: Scope,
    /// What the module of the service's own types may not call its own statics.
    pub scoped_tables: Scope,
}

/// The names of an operation.
#[derive(Clone, Debug, Default)]
pub struct OperationNames {
    /// The request struct.
    pub ty: String,
    /// Its table.
    pub table: String,
    /// The method of the client.
    pub method: String,
    /// The union over the declared faults.
    pub fault: String,
    /// The table of the faults.
    pub fault_table: String,
    /// The variants of the faults.
    pub fault_variants: Vec<String>,
    /// The table of the response.
    pub response_table: String,
}

/// The names of a type.
#[derive(Clone, Debug, Default)]
pub struct TypeNames {
    /// The type.
    pub ty: String,
    /// Its table.
    pub table: String,
    /// Its fields or variants.
    pub members: Vec<String>,
    /// The variant that keeps what is unknown.
    pub unknown: String,
}

impl NameTable {
    /// Decides all names of an API. The crate's name serves where the API is the crate.
    pub fn new(plan: &Plan, crate_name: &str) -> Self {
        let api = &plan.api;
        let mut table = Self { types: vec![TypeNames::default(); api.types.len()], ..Self::default() };
        table.name_api(plan, crate_name);
        table.name_services(plan);
        let shared: Vec<TypeId> = plan.sharing.groups.iter().flat_map(|group| group.types.iter().copied()).collect();
        table.shared_tables = table.name_types(plan, &shared);
        for index in 0..api.services.len() {
            let scoped = table.name_types(plan, &plan.sharing.scoped[index]);
            table.services[index].scoped_tables = scoped;
            table.name_operations(plan, index);
        }
        for (index, ty) in api.types.iter().enumerate() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            (table.types[index].members, table.types[index].unknown) = name_members(plan, id, ty);
        }
        let mut scope = Scope::default();
        table.groups = plan.sharing.groups.iter().map(|group| scope.mint(&group_module(&table, group))).collect();
        table
    }

    /// The names of a type.
    pub fn of(&self, id: TypeId) -> &TypeNames {
        &self.types[id.0 as usize]
    }

    fn name_api(&mut self, plan: &Plan, crate_name: &str) {
        let wanted = plan.module.last().map_or(crate_name, String::as_str);
        self.api.marker = Scope::reserving(ROOT).mint(&type_name(wanted));
        let headers = |blocks: &[crate::model::HeaderBlock]| {
            let wishes: Vec<Wish> =
                blocks.iter().map(|block| wish(&block.name, field_name(&block.name.local))).collect();
            Scope::default().mint_all(&wishes)
        };
        self.api.request_headers = headers(&plan.api.request_headers);
        self.api.response_headers = headers(&plan.api.response_headers);
        let schemes: Vec<Wish> =
            plan.api.security.iter().map(|scheme| Wish::new(&scheme.name, "", constant_name(&scheme.name))).collect();
        self.api.security = Scope::default().mint_all(&schemes);
    }

    fn name_services(&mut self, plan: &Plan) {
        let name =
            |index: usize, name: &str| plan.renames.services.get(&index).cloned().unwrap_or_else(|| name.to_owned());
        let names: Vec<String> =
            plan.api.services.iter().enumerate().map(|(index, service)| name(index, &service.name)).collect();
        let modules: Vec<Wish> = names.iter().map(|name| Wish::new(name, "", module_name(name))).collect();
        let modules = Scope::reserving(MODULES).mint_all(&modules);
        let features: Vec<Wish> = names.iter().map(|name| Wish::new(name, "", feature_name(name))).collect();
        let features = Scope::reserving(FEATURES).mint_all(&features);
        let prefix: String = plan.module.iter().map(|segment| format!("{}-", feature_name(segment))).collect();
        self.services = names
            .iter()
            .zip(modules)
            .zip(features)
            .map(|((name, module), feature)| ServiceNames {
                module,
                feature: format!("{prefix}{feature}"),
                client: format!("{}Client", type_name(name).trim_end_matches('_')),
                ..ServiceNames::default()
            })
            .collect();
    }

    /// Names types that stand in one scope, and returns the scope of their tables.
    fn name_types(&mut self, plan: &Plan, ids: &[TypeId]) -> Scope {
        let wishes: Vec<Wish> = ids.iter().map(|id| wish_for_type(plan, *id)).collect();
        let names = Scope::default().mint_all(&wishes);
        let mut tables = Scope::reserving(TABLES);
        names.iter().for_each(|name| drop(tables.mint(name)));
        for (id, ty) in ids.iter().zip(names) {
            let entry = &mut self.types[id.0 as usize];
            entry.table = tables.mint(&constant_name(&ty));
            entry.ty = ty;
        }
        tables
    }

    fn name_operations(&mut self, plan: &Plan, index: usize) {
        let service = &plan.api.services[index];
        let mut types = Scope::reserving(&[&self.services[index].client]);
        let mut methods = Scope::reserving(METHODS);
        let name_of = |place: usize, operation: &Operation| {
            plan.renames.operations.get(&(index, place)).cloned().unwrap_or_else(|| operation.name.clone())
        };
        let names: Vec<String> =
            service.operations.iter().enumerate().map(|(place, operation)| name_of(place, operation)).collect();
        let wishes: Vec<Wish> = names.iter().map(|name| Wish::new(name, "", type_name(name))).collect();
        let idents = types.mint_all(&wishes);
        let wishes: Vec<Wish> = names.iter().map(|name| Wish::new(name, "", field_name(name))).collect();
        let methods = methods.mint_all(&wishes);
        let mut tables = Scope::reserving(TABLES);
        idents.iter().for_each(|ident| drop(tables.mint(ident)));
        let mut operations = Vec::with_capacity(names.len());
        for ((operation, ty), method) in service.operations.iter().zip(idents).zip(methods) {
            let untold = operation.faults.is_empty() || operation.common_fault().is_some();
            let fault = if untold { String::new() } else { types.mint(&format!("{ty}Fault")) };
            let label = |fault: &Fault| type_name(fault.label.as_deref().unwrap_or(&fault.name));
            let variants: Vec<Wish> =
                operation.faults.iter().map(|fault| Wish::new(&fault.name, "", label(fault))).collect();
            operations.push(OperationNames {
                table: tables.mint(&constant_name(&ty)),
                response_table: tables.mint(&format!("{}_RESPONSE", constant_name(&ty))),
                fault_table: if fault.is_empty() { String::new() } else { tables.mint(&constant_name(&fault)) },
                fault_variants: Scope::default().mint_all(&variants),
                fault,
                method,
                ty,
            });
        }
        for (operation, names) in service.operations.iter().zip(&operations) {
            if let Some(Message::Whole(TypeRef::Named(id))) = &operation.output
                && is_response(&plan.api, *id)
                && self.types[id.0 as usize].ty.is_empty()
            {
                let entry = &mut self.types[id.0 as usize];
                entry.ty = types.mint(&format!("{}Response", names.ty.trim_end_matches('_')));
                entry.table.clone_from(&names.response_table);
            }
        }
        self.services[index].operations = operations;
        self.services[index].tables = tables;
    }
}

fn wish(name: &WireName, wished: String) -> Wish {
    Wish::new(&name.local, name.namespace.as_deref().unwrap_or_default(), wished)
}

fn wish_for_type(plan: &Plan, id: TypeId) -> Wish {
    let name = &plan.api.ty(id).name;
    wish(name, type_name(&name.local)).given(plan.renames.types.get(&id).map(|name| type_name(name)))
}

fn name_members(plan: &Plan, id: TypeId, ty: &Type) -> (Vec<String>, String) {
    let mut scope = Scope::default();
    let given = |index: usize, case: fn(&str) -> String| plan.renames.members.get(&(id, index)).map(|name| case(name));
    match &ty.kind {
        TypeKind::Struct(structure) => {
            let field = |(index, field): (usize, &Field)| {
                wish(&field.name, field_name(&field.name.local)).given(given(index, field_name))
            };
            let wishes: Vec<Wish> = structure.fields.iter().enumerate().map(field).collect();
            (scope.mint_all(&wishes), String::new())
        }
        TypeKind::Enum(enumeration) => {
            let case: fn(&str) -> String = if enumeration.set { constant_name } else { type_name };
            let wishes = name_variants(&enumeration.variants, case, given);
            (scope.mint_all(&wishes), unknown(&mut scope))
        }
        TypeKind::Union(union) => {
            let wishes = name_variants(&union.variants, type_name, given);
            (scope.mint_all(&wishes), unknown(&mut scope))
        }
        TypeKind::Alias { .. } => Default::default(),
    }
}

fn name_variants(
    variants: &[Variant],
    case: fn(&str) -> String,
    given: impl Fn(usize, fn(&str) -> String) -> Option<String>,
) -> Vec<Wish> {
    let variant = |(index, variant): (usize, &Variant)| {
        let label = variant.label.as_deref().unwrap_or(&variant.name.local);
        wish(&variant.name, case(label)).given(given(index, case))
    };
    variants.iter().enumerate().map(variant).collect()
}

fn unknown(scope: &mut Scope) -> String {
    scope.mint(if scope.holds("Unknown") { "Unrecognized" } else { "Unknown" })
}

/// A group is called after the service that alone uses it, after its first type, or `common`.
fn group_module(table: &NameTable, group: &Group) -> String {
    match group.users.as_deref() {
        None => "common".to_owned(),
        Some([service]) => table.services[*service].module.clone(),
        Some(_) => group.types.first().map_or_else(String::new, |id| module_name(&table.of(*id).ty)),
    }
}
