//! Models made by hand, as short as they can be.
#![allow(dead_code)]

use bindery_codegen::{
    Generation, Reading,
    config::Config,
    emit::Runtime,
    generate,
    model::{
        Api, Binding, Cardinality, Constraints, Docs, Endpoint, Enum, Field, HeaderBlock, HeaderUse, Item, Message,
        Operation, Origin, Place, Primitive, Service, SoapBinding, SoapBody, SoapVersion, Struct, Type, TypeId,
        TypeKind, TypeRef, Variant, WireName,
    },
};

pub const NS: &str = "urn:example";
/// Optional and nillable, as WCF writes nearly everything.
pub const NILLABLE: Cardinality = Cardinality { min: 0, max: Some(1), nillable: true };

pub fn name(local: &str) -> WireName {
    WireName::qualified(NS, local)
}

pub fn origin(line: u32) -> Origin {
    Origin::new(&"folder/Chat.wsdl".into(), line, 3)
}

pub fn field(local: &str, ty: TypeRef, cardinality: Cardinality) -> Field {
    Field {
        name: name(local),
        ty,
        cardinality,
        place: Place::Element,
        default: None,
        fixed: None,
        access: Default::default(),
        constraints: Constraints::default(),
        secret: false,
        deprecated: false,
        docs: Docs::default(),
        origin: origin(7),
    }
}

pub fn text(local: &str) -> Field {
    field(local, TypeRef::Primitive(Primitive::String), NILLABLE)
}

pub fn int(local: &str) -> Field {
    field(local, TypeRef::Primitive(Primitive::I32), Cardinality::OPTIONAL)
}

pub fn list(list_name: &str, item: &str, ty: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(Item {
        list_name: Some(name(list_name)),
        name: Some(name(item)),
        ty,
        nillable: true,
        constraints: Constraints::default(),
    }))
}

pub fn ty(local: &str, kind: TypeKind) -> Type {
    Type {
        name: name(local),
        anonymous: false,
        scope: None,
        kind,
        docs: Docs::default(),
        deprecated: false,
        origin: origin(75),
    }
}

pub fn structure(local: &str, fields: Vec<Field>) -> Type {
    ty(local, TypeKind::Struct(Struct { fields, ..Struct::default() }))
}

pub fn extension(local: &str, base: TypeId, fields: Vec<Field>) -> Type {
    ty(local, TypeKind::Struct(Struct { base: Some(base), fields, ..Struct::default() }))
}

pub fn value(local: &str) -> Variant {
    Variant {
        name: WireName::unqualified(local),
        label: None,
        ty: None,
        number: None,
        cardinality: Cardinality::REQUIRED,
        place: Place::Element,
        docs: Docs::default(),
        origin: origin(9),
    }
}

pub fn enumeration(local: &str, values: &[&str], set: bool) -> Type {
    let variants = values.iter().map(|text| value(text)).collect();
    ty(local, TypeKind::Enum(Enum { variants, set, ..Default::default() }))
}

pub fn service(api: &mut Api, local: &str) -> usize {
    api.services.push(Service {
        name: local.to_owned(),
        endpoints: vec![Endpoint {
            name: format!("Basic_{local}"),
            address: format!("http://localhost/Remote/{local}.svc"),
            variables: Vec::new(),
        }],
        operations: Vec::new(),
        docs: Docs::default(),
        origin: origin(1),
    });
    api.services.len() - 1
}

pub fn operation(api: &mut Api, service: usize, local: &str, input: Vec<Field>, output: Vec<Field>) {
    let wrapper =
        |name: &str, fields: Vec<Field>| Type { anonymous: true, scope: Some(service), ..structure(name, fields) };
    let response = format!("{local}Response");
    let input = api.add(wrapper(local, input));
    let output = api.add(wrapper(&response, output));
    let uses = |count: usize| (0..count).map(|block| HeaderUse { block, required: false }).collect();
    let binding = Binding::Soap(SoapBinding {
        versions: vec![SoapVersion::V11],
        action: format!("urn:example/{local}"),
        request: SoapBody::Wrapped(name(local)),
        response: Some(SoapBody::Wrapped(name(&response))),
        request_headers: uses(api.request_headers.len()),
        response_headers: uses(api.response_headers.len()),
    });
    api.services[service].operations.push(Operation {
        name: local.to_owned(),
        input,
        output: Some(Message::Whole(TypeRef::Named(output))),
        faults: Vec::new(),
        binding,
        deprecated: false,
        docs: Docs::default(),
        origin: origin(44),
    });
}

pub fn header(local: &str, ty: TypeRef) -> HeaderBlock {
    HeaderBlock { name: name(local), ty, nillable: true, secret: false, docs: Docs::default(), origin: origin(3) }
}

/// A chat service with a bit of everything.
pub fn chat() -> Api {
    let mut api = Api { title: "Chat".to_owned(), ..Api::default() };
    let named = TypeRef::Named;
    let string = TypeRef::Primitive(Primitive::String);
    api.request_headers = vec![header("ApplicationToken", string.clone())];
    let exception = api.add(structure("SoExceptionInfo", vec![text("Message")]));
    let inner = field("InnerException", named(exception), NILLABLE);
    if let TypeKind::Struct(info) = &mut api.types[0].kind {
        info.fields.push(inner);
    }
    api.response_headers =
        vec![header("Succeeded", TypeRef::Primitive(Primitive::Bool)), header("ExceptionInfo", named(exception))];
    let status = api.add(enumeration("EJUserStatus", &["StatusNone", "", "+1", "-1", "A-B", "A_B", "Unknown"], false));
    let right = api.add(enumeration("ETableRight", &["Select", "Update"], true));
    let base = api.add(structure("FieldInfoBase", vec![text("DisplayName")]));
    api.add(extension("FieldInfoText", base, vec![int("Length")]));
    let presence = api.add(structure(
        "ChatPresence",
        vec![
            int("UserId"),
            field("Status", named(status), Cardinality::OPTIONAL),
            field("Right", named(right), Cardinality::OPTIONAL),
            field("Info", named(base), NILLABLE),
            field("Topics", list("ArrayOfint", "int", TypeRef::Primitive(Primitive::I32)), NILLABLE),
            text("type"),
            text("self"),
        ],
    ));
    let chat = service(&mut api, "Chat");
    let presences = list("ArrayOfChatPresence", "ChatPresence", named(presence));
    operation(&mut api, chat, "GetChatPresence", vec![], vec![field("Response", presences.clone(), NILLABLE)]);
    operation(&mut api, chat, "SaveChatPresence", vec![field("ChatPresence", presences, NILLABLE)], vec![]);
    operation(&mut api, chat, "Split", vec![int("Number")], vec![int("High"), int("Low")]);
    let user = service(&mut api, "User");
    operation(
        &mut api,
        user,
        "GetUserPresenceStatus",
        vec![int("AssociateId")],
        vec![field("Response", named(status), NILLABLE)],
    );
    api
}

/// A generation of a crate with one API at its root.
pub fn generated(api: Api) -> Generation {
    generate(
        &Config::for_crate("chat"),
        vec![Reading { api, ..Reading::default() }],
        &Runtime::Version,
        "bindery generate",
    )
}
