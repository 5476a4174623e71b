use super::{Binding, Docs, Endpoint, Operation, Origin, SecurityScheme, Type, TypeRef, WireName};

/// The place of a [`Type`] in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// Everything that one set of descriptions says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// What the descriptions call it (`info.title`, or the name of the WSDL definitions).
    pub title: String,
    /// The version that the descriptions give, as written.
    pub version: Option<String>,
    /// The services, sorted by name.
    pub services: Vec<Service>,
    /// The arena that [`TypeId`] points into. Merging and pruning keep it sorted by scope, namespace and name.
    pub types: Vec<Type>,
    /// The header blocks that any request may carry, each once.
    pub request_headers: Vec<HeaderBlock>,
    /// The header blocks that any response may carry, each once.
    pub response_headers: Vec<HeaderBlock>,
    /// The credentials that clients may present.
    pub security: Vec<SecurityScheme>,
    /// The description's documentation.
    pub docs: Docs,
}

impl Api {
    /// The type that an identifier stands for.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0 as usize]
    }

    /// All operations with the service that offers them.
    pub fn operations(&self) -> impl Iterator<Item = (&Service, &Operation)> {
        self.services.iter().flat_map(|service| service.operations.iter().map(move |operation| (service, operation)))
    }

    /// A type as a reader would write it down: `[User]`, `{string: int}`.
    pub fn text(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Named(id) => self.ty(*id).name.local.clone(),
            TypeRef::Primitive(primitive) => primitive.name().to_owned(),
            TypeRef::List(item) => format!("[{}]", self.text(&item.ty)),
            TypeRef::Map(map) => format!("{{{}: {}}}", self.text(&map.key.1), self.text(&map.value.1)),
            TypeRef::Any => "any".to_owned(),
        }
    }

    /// Adds a type and returns its identifier.
    pub fn add(&mut self, ty: Type) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(ty);
        id
    }
}

/// Operations that are offered together: a port type (WSDL 1.1, section 2.4), or a tag of an OpenAPI document.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The name of the port type or tag.
    pub name: String,
    /// Where it can be reached, in the order of the description.
    pub endpoints: Vec<Endpoint>,
    /// The operations in the order of the description.
    pub operations: Vec<Operation>,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}

/// A header block that messages may carry (WSDL 1.1, section 3.7).
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderBlock {
    /// The element that stands in the header.
    pub name: WireName,
    /// Its type.
    pub ty: TypeRef,
    /// It may be null.
    pub nillable: bool,
    /// It carries a credential.
    pub secret: bool,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}

impl Service {
    /// Whether any operation of the service is bound to SOAP.
    pub fn speaks_soap(&self) -> bool {
        self.operations.iter().any(|operation| matches!(operation.binding, Binding::Soap(_)))
    }
}
