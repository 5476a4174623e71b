//! Small descriptions, read.
#![allow(dead_code, reason = "each test file uses its own part")]

use bindery_codegen::{
    Reading,
    model::{Api, Field, Struct, Type, TypeKind, TypeRef, Union},
    read,
    source::{Options, Source},
};

pub const NAMESPACES: &str = r#"xmlns:tns="urn:t" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:ser="http://schemas.microsoft.com/2003/10/Serialization/""#;

/// A service whose operation `Do` takes what `content` says (inside `xs:complexType`) and answers nothing.
pub fn service(content: &str, globals: &str) -> String {
    let schema = format!(
        r#"<xs:schema targetNamespace="urn:t" elementFormDefault="qualified">
<xs:element name="Do"><xs:complexType>{content}</xs:complexType></xs:element>
<xs:element name="DoResponse"><xs:complexType><xs:sequence/></xs:complexType></xs:element>
{globals}</xs:schema>"#
    );
    around(&schema)
}

/// A WSDL document around schemas that declare `Do` and `DoResponse`.
pub fn around(schemas: &str) -> String {
    format!(
        r#"<wsdl:definitions name="T" targetNamespace="urn:t" {NAMESPACES}>
<wsdl:types>{schemas}</wsdl:types>
<wsdl:message name="In"><wsdl:part name="parameters" element="tns:Do"/></wsdl:message>
<wsdl:message name="Out"><wsdl:part name="parameters" element="tns:DoResponse"/></wsdl:message>
<wsdl:portType name="T"><wsdl:operation name="Do"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation></wsdl:portType>
<wsdl:binding name="B" type="tns:T"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
<wsdl:operation name="Do"><soap:operation soapAction="urn:t/Do"/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding>
<wsdl:service name="S"><wsdl:port name="P" binding="tns:B"><soap:address location="http://localhost/t"/></wsdl:port></wsdl:service>
</wsdl:definitions>"#
    )
}

/// Reads a text.
pub fn read_text(text: &str) -> Reading {
    read(vec![Source::new("t.wsdl", text)], &Options::default())
}

/// Reads texts by their paths.
pub fn read_texts(texts: &[(&str, String)]) -> Reading {
    read(texts.iter().map(|(path, text)| Source::new(*path, text.as_str())).collect(), &Options::default())
}

/// Reads a text that nothing is wrong with.
pub fn sound(text: &str) -> Api {
    let reading = read_text(text);
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.ledger.losses, []);
    reading.api
}

/// The service `Do` with this content, and nothing wrong with it.
pub fn model(content: &str, globals: &str) -> Api {
    sound(&service(content, globals))
}

/// The fields of a struct.
pub fn body(ty: &Type) -> &Struct {
    match &ty.kind {
        TypeKind::Struct(body) => body,
        other => panic!("{} is no struct: {other:?}", ty.name),
    }
}

/// The fields of the input of the only operation.
pub fn input(api: &Api) -> &[Field] {
    let (_, operation) = api.operations().next().expect("an operation");
    &body(api.ty(operation.input)).fields
}

/// The type of a name.
pub fn named<'a>(api: &'a Api, name: &str) -> &'a Type {
    api.types.iter().find(|ty| ty.name.local == name).unwrap_or_else(|| {
        panic!("no {name} among {:?}", api.types.iter().map(|ty| &ty.name.local).collect::<Vec<_>>())
    })
}

/// The type that a reference names.
pub fn target<'a>(api: &'a Api, ty: &TypeRef) -> &'a Type {
    match ty {
        TypeRef::Named(id) => api.ty(*id),
        other => panic!("no name: {other:?}"),
    }
}

/// The union that a reference names.
pub fn union<'a>(api: &'a Api, ty: &TypeRef) -> &'a Union {
    match &target(api, ty).kind {
        TypeKind::Union(union) => union,
        other => panic!("no union: {other:?}"),
    }
}

/// What fields are, in short: name, place, bounds.
pub fn outline(fields: &[Field]) -> Vec<String> {
    let bounds = |field: &Field| match (field.cardinality.min, field.cardinality.max) {
        (1, Some(1)) => String::new(),
        (0, Some(1)) => "?".to_owned(),
        (0, None) => "*".to_owned(),
        (1, None) => "+".to_owned(),
        (min, max) => format!("{{{min},{}}}", max.map(|max| max.to_string()).unwrap_or_default()),
    };
    let nil = |field: &Field| if field.cardinality.nillable { "!" } else { "" };
    let all = fields.iter();
    all.map(|field| format!("{:?} {}{}{}", field.place, field.name.local, bounds(field), nil(field))).collect()
}
