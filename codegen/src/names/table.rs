use super::{
    Scope, Wish, constant_name, feature_name, field_name, module_name,
    published::{
        faults_subject, header_keys, member_keys, members_subject, operation_subject, service_subject, type_subjects,
    },
    type_name,
};
use crate::{
    model::{Fault, Field, HeaderBlock, Message, Operation, Type, TypeId, TypeKind, TypeRef, Variant, WireName},
    pass::{Group, Plan, is_response},
};

/// Names that the root of an API needs for itself.
const ROOT: &[&str] = &["RequestHeaders", "ResponseHeaders", "Session", "Client"];
/// Modules and files that the root of an API needs for itself.
const MODULES: &[&str] = &["catalogue", "lib", "main", "security", "types"];
/// Statics that the module of a service needs for itself.
const TABLES: &[&str] = &["OPERATIONS", "SERVICE"];
/// Methods that clients have beside operations, and one that would look like `Ord::cmp`.
const METHODS: &[&str] = &["cmp", "new"];
/// Features that no service may be called.
const FEATURES: &[&str] = &["blocking", "catalogue", "convert", "default", "reqwest"];

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
    /// What a file of shared types may not call its own statics.
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
    /// The method of the client.
    pub method: String,
    /// The union over the declared faults.
    pub fault: String,
    /// The variants of the faults.
    pub fault_variants: Vec<String>,
    /// The struct of the response stands beside it: it is the first to answer that.
    pub declares_response: bool,
}

/// The names of a type.
#[derive(Clone, Debug, Default)]
pub struct TypeNames {
    /// The type.
    pub ty: String,
    /// The table of an enumeration; no other type has a static of its own.
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
        let subjects = type_subjects(api);
        table.name_api(plan, crate_name);
        table.name_services(plan);
        let shared: Vec<TypeId> = plan.sharing.groups.iter().flat_map(|group| group.types.iter().copied()).collect();
        table.shared_tables = table.name_types(plan, &subjects, &shared);
        for index in 0..api.services.len() {
            let scoped = table.name_types(plan, &subjects, &plan.sharing.scoped[index]);
            table.services[index].scoped_tables = scoped;
            table.name_operations(plan, &subjects, index);
        }
        for (index, ty) in api.types.iter().enumerate() {
            let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
            (table.types[index].members, table.types[index].unknown) = name_members(plan, id, ty, &subjects[index]);
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
        let headers = |subject: &str, blocks: &[HeaderBlock]| {
            let wish = |(block, key): (&HeaderBlock, String)| {
                wish(&block.name, field_name(&block.name.local)).published(plan.published.get(subject, &key))
            };
            let wishes: Vec<Wish> = blocks.iter().zip(header_keys(blocks)).map(wish).collect();
            Scope::default().mint_all(&wishes)
        };
        self.api.request_headers = headers("request headers", &plan.api.request_headers);
        self.api.response_headers = headers("response headers", &plan.api.response_headers);
        let scheme =
            |name: &String| Wish::new(name, "", constant_name(name)).published(plan.published.get("security", name));
        let schemes: Vec<Wish> = plan.api.security.iter().map(|it| scheme(&it.name)).collect();
        self.api.security = Scope::default().mint_all(&schemes);
    }

    fn name_services(&mut self, plan: &Plan) {
        let given = |index: usize| plan.renames.services.get(&index).cloned();
        let services = plan.api.services.iter().enumerate();
        let names: Vec<String> =
            services.map(|(index, service)| given(index).unwrap_or_else(|| service.name.clone())).collect();
        let prefix: String = plan.module.iter().map(|segment| format!("{}-", feature_name(segment))).collect();
        let published = |index: usize, part: &str| {
            // A name that the configuration gives comes before the published one.
            let subject = service_subject(&plan.api.services[index].name);
            plan.published.get(&subject, part).filter(|_| given(index).is_none())
        };
        let wish = |index: usize, part: &str, case: fn(&str) -> String, prefix: &str| {
            let known = published(index, part);
            let known = known.and_then(|known| known.strip_prefix(prefix).map(str::to_owned));
            Wish::new(&names[index], "", case(&names[index])).published(known)
        };
        let wishes = |part: &str, case: fn(&str) -> String, prefix: &str| -> Vec<Wish> {
            (0..names.len()).map(|index| wish(index, part, case, prefix)).collect()
        };
        let modules = Scope::reserving(MODULES).mint_all(&wishes("module", module_name, ""));
        let features = Scope::reserving(FEATURES).mint_all(&wishes("feature", feature_name, &prefix));
        let client = |index: usize| {
            let made = || format!("{}Client", type_name(&names[index]).trim_end_matches('_'));
            published(index, "client").unwrap_or_else(made)
        };
        self.services = modules
            .into_iter()
            .zip(features)
            .enumerate()
            .map(|(index, (module, feature))| ServiceNames {
                module,
                feature: format!("{prefix}{feature}"),
                client: client(index),
                ..ServiceNames::default()
            })
            .collect();
    }

    /// Names types that stand in one scope, and returns the scope of their statics.
    fn name_types(&mut self, plan: &Plan, subjects: &[String], ids: &[TypeId]) -> Scope {
        let wishes: Vec<Wish> = ids.iter().map(|id| wish_for_type(plan, &subjects[id.0 as usize], *id)).collect();
        let names = Scope::default().mint_all(&wishes);
        let mut tables = Scope::reserving(TABLES);
        names.iter().for_each(|name| drop(tables.mint(name)));
        for (id, ty) in ids.iter().zip(names) {
            let entry = &mut self.types[id.0 as usize];
            if matches!(plan.api.ty(*id).kind, TypeKind::Enum(_)) {
                entry.table = tables.mint(&constant_name(&ty));
            }
            entry.ty = ty;
        }
        tables
    }

    fn name_operations(&mut self, plan: &Plan, subjects: &[String], index: usize) {
        let service = &plan.api.services[index];
        let known = |operation: &Operation, part: &str| {
            plan.published.get(&operation_subject(&service.name, &operation.name), part)
        };
        let mut types = Scope::reserving(&[&self.services[index].client]);
        // What stands beside operations under a published name comes before operations that are new.
        let untold = |operation: &Operation| operation.faults.is_empty() || operation.common_fault().is_some();
        let fault = |operation: &Operation| known(operation, "fault").filter(|_| !untold(operation));
        let faults: Vec<Option<String>> = service.operations.iter().map(fault).collect();
        faults.iter().flatten().for_each(|name| drop(types.mint(name)));
        let response = |operation: &Operation| match &operation.output {
            Some(Message::Whole(TypeRef::Named(id))) if is_response(&plan.api, *id) => Some(*id),
            _ => None,
        };
        let responses: Vec<Option<String>> = service
            .operations
            .iter()
            .map(|operation| plan.published.get(&subjects[response(operation)?.0 as usize], "type"))
            .collect();
        responses.iter().flatten().for_each(|name| drop(types.mint(name)));
        let mut methods = Scope::reserving(METHODS);
        let name_of = |place: usize, operation: &Operation| {
            plan.renames.operations.get(&(index, place)).cloned().unwrap_or_else(|| operation.name.clone())
        };
        let names: Vec<String> =
            service.operations.iter().enumerate().map(|(place, operation)| name_of(place, operation)).collect();
        let wishes = |part: &str, case: fn(&str) -> String| -> Vec<Wish> {
            let wish = |(place, operation): (usize, &Operation)| {
                let published = known(operation, part);
                let given = plan.renames.operations.get(&(index, place)).map(|name| case(name));
                Wish::new(&names[place], "", case(&names[place])).published(published).given(given)
            };
            service.operations.iter().enumerate().map(wish).collect()
        };
        let idents = types.mint_all(&wishes("type", type_name));
        let methods = methods.mint_all(&wishes("method", field_name));
        let mut tables = Scope::reserving(TABLES);
        idents.iter().for_each(|ident| drop(tables.mint(ident)));
        let mut operations = Vec::with_capacity(names.len());
        for (((operation, ty), method), fault) in service.operations.iter().zip(idents).zip(methods).zip(faults) {
            let fault = match fault {
                Some(published) => published,
                None if untold(operation) => String::new(),
                None => types.mint(&format!("{ty}Fault")),
            };
            let subject = faults_subject(&operation_subject(&service.name, &operation.name));
            let variant = |fault: &Fault| {
                let label = type_name(fault.label.as_deref().unwrap_or(&fault.name));
                Wish::new(&fault.name, "", label).published(plan.published.get(&subject, &fault.name))
            };
            let variants: Vec<Wish> = operation.faults.iter().map(variant).collect();
            operations.push(OperationNames {
                declares_response: false,
                fault_variants: Scope::default().mint_all(&variants),
                fault,
                method,
                ty,
            });
        }
        for ((operation, names), published) in service.operations.iter().zip(&mut operations).zip(responses) {
            if let Some(id) = response(operation)
                && self.types[id.0 as usize].ty.is_empty()
            {
                let entry = &mut self.types[id.0 as usize];
                let made = || types.mint(&format!("{}Response", names.ty.trim_end_matches('_')));
                entry.ty = published.unwrap_or_else(made);
                names.declares_response = true;
            }
        }
        self.services[index].operations = operations;
        self.services[index].tables = tables;
    }
}

fn wish(name: &WireName, wished: String) -> Wish {
    Wish::new(&name.local, name.namespace.as_deref().unwrap_or_default(), wished)
}

fn wish_for_type(plan: &Plan, subject: &str, id: TypeId) -> Wish {
    let name = &plan.api.ty(id).name;
    let given = plan.renames.types.get(&id).map(|name| type_name(name));
    wish(name, type_name(&name.local)).published(plan.published.get(subject, "type")).given(given)
}

/// The names of fields or variants, and that of the variant for what is unknown.
fn name_members(plan: &Plan, id: TypeId, ty: &Type, subject: &str) -> (Vec<String>, String) {
    let members = members_subject(subject);
    let keys = member_keys(ty);
    let settle = |index: usize, wish: Wish, case: fn(&str) -> String| {
        let given = plan.renames.members.get(&(id, index)).map(|name| case(name));
        wish.published(plan.published.get(&members, &keys[index])).given(given)
    };
    let variants = |variants: &[Variant], case: fn(&str) -> String| {
        let wish = |(index, variant): (usize, &Variant)| {
            let label = variant.label.as_deref().unwrap_or(&variant.name.local);
            settle(index, wish(&variant.name, case(label)), case)
        };
        let wishes: Vec<Wish> = variants.iter().enumerate().map(wish).collect();
        name_variants(&wishes, plan.published.get(subject, "unknown"))
    };
    match &ty.kind {
        TypeKind::Struct(structure) => {
            let wish = |(index, field): (usize, &Field)| {
                settle(index, wish(&field.name, field_name(&field.name.local)), field_name)
            };
            let wishes: Vec<Wish> = structure.fields.iter().enumerate().map(wish).collect();
            (Scope::default().mint_all(&wishes), String::new())
        }
        TypeKind::Enum(values) => variants(&values.variants, if values.set { constant_name } else { type_name }),
        TypeKind::Union(union) => variants(&union.variants, type_name),
        TypeKind::Alias { .. } => Default::default(),
    }
}

/// Variants, and the one for what is unknown: it comes before all where its name is published.
fn name_variants(wishes: &[Wish], published: Option<String>) -> (Vec<String>, String) {
    let mut scope = Scope::default();
    let known = published.map(|name| scope.mint(&name));
    let names = scope.mint_all(wishes);
    let unknown = known.unwrap_or_else(|| scope.mint(if scope.holds("Unknown") { "Unrecognized" } else { "Unknown" }));
    (names, unknown)
}

/// A group is called after the service that alone uses it, after its first type, or `common`.
fn group_module(table: &NameTable, group: &Group) -> String {
    match group.users.as_deref() {
        None => "common".to_owned(),
        Some([service]) => table.services[*service].module.clone(),
        Some(_) => group.types.first().map_or_else(String::new, |id| module_name(&table.of(*id).ty)),
    }
}
