#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;
use crate::model::*;

const NS: &str = "urn:example:shop";

fn field(name: &str, ty: TypeRef, cardinality: Cardinality) -> Field {
    Field {
        name: WireName::qualified(NS, name),
        ty,
        cardinality,
        place: Place::Element,
        default: None,
        fixed: None,
        access: Access::Both,
        constraints: Constraints::default(),
        secret: false,
        deprecated: false,
        docs: Docs::default(),
        origin: Origin::default(),
    }
}

fn add(api: &mut Api, name: &str, kind: TypeKind) -> TypeId {
    api.add(Type {
        name: WireName::qualified(NS, name),
        anonymous: false,
        scope: None,
        kind,
        docs: Docs::default(),
        deprecated: false,
        origin: Origin::default(),
    })
}

fn record(fields: Vec<Field>) -> TypeKind {
    TypeKind::Struct(Struct { fields, ..Struct::default() })
}

fn text() -> TypeRef {
    TypeRef::Primitive(Primitive::String)
}

/// The body that one operation with this input asks with.
fn request(mut api: Api, input: TypeId) -> String {
    api.services.push(Service {
        name: "Shop".to_owned(),
        endpoints: Vec::new(),
        operations: vec![Operation {
            name: "Buy".to_owned(),
            input,
            output: None,
            faults: Vec::new(),
            binding: Binding::Soap(SoapBinding {
                versions: vec![SoapVersion::V12],
                action: "urn:buy".to_owned(),
                request: SoapBody::Wrapped(WireName::qualified(NS, "Buy")),
                response: None,
                request_headers: Vec::new(),
                response_headers: Vec::new(),
            }),
            deprecated: false,
            docs: Docs::default(),
            origin: Origin::default(),
        }],
        docs: Docs::default(),
        origin: Origin::default(),
    });
    let sample = of(&api, &api.services[0], &api.services[0].operations[0], None);
    assert_eq!(sample.response.start, "HTTP/1.1 202 Accepted");
    assert_eq!(sample.request.headers[1].1, "application/soap+xml; charset=utf-8; action=\"urn:buy\"");
    let (_, body) = sample.request.body.split_once("<soap:Body>\n").unwrap();
    body.split_once("  </soap:Body>").unwrap().0.to_owned()
}

#[test]
fn a_type_that_contains_itself_ends() {
    let mut api = Api::default();
    let node = TypeId(0);
    let kids = TypeRef::List(Box::new(Item {
        list_name: None,
        name: Some(WireName::qualified(NS, "Node")),
        ty: TypeRef::Named(node),
        nillable: true,
        constraints: Constraints::default(),
    }));
    let parent = Cardinality { nillable: true, ..Cardinality::REQUIRED };
    add(
        &mut api,
        "Node",
        record(vec![
            field("Name", text(), Cardinality::REQUIRED),
            field("Parent", TypeRef::Named(node), parent),
            field("Next", TypeRef::Named(node), Cardinality::OPTIONAL),
            field("Kids", kids, Cardinality::REQUIRED),
        ]),
    );
    let body = request(api, node);
    let expected = "    <shop:Buy>
      <shop:Name>Name</shop:Name>
      <shop:Parent xsi:nil=\"true\"/>
      <shop:Kids/>
    </shop:Buy>\n";
    assert_eq!(body, expected);
}

#[test]
fn an_abstract_type_is_represented_by_one_that_is_not() {
    let mut api = Api::default();
    let base = Struct {
        is_abstract: true,
        fields: vec![field("Id", TypeRef::Primitive(Primitive::I32), Cardinality::REQUIRED)],
        ..Struct::default()
    };
    let animal = add(&mut api, "Animal", TypeKind::Struct(base));
    let dog =
        Struct { base: Some(animal), fields: vec![field("Bark", text(), Cardinality::OPTIONAL)], ..Struct::default() };
    add(&mut api, "Dog", TypeKind::Struct(dog));
    let input = add(&mut api, "Buy", record(vec![field("Pet", TypeRef::Named(animal), Cardinality::REQUIRED)]));
    let body = request(api, input);
    assert!(
        body.contains("<shop:Pet xsi:type=\"shop:Dog\">\n        <shop:Id>1</shop:Id>\n        <shop:Bark>Bark<"),
        "{body}"
    );
}

#[test]
fn one_alternative_stands_and_values_obey() {
    let mut api = Api::default();
    let variant = |name: &str, ty: TypeRef| Variant {
        name: WireName::qualified(NS, name),
        label: None,
        ty: Some(ty),
        number: None,
        cardinality: Cardinality::REQUIRED,
        place: Place::Element,
        docs: Docs::default(),
        origin: Origin::default(),
    };
    let choice = Union { variants: vec![variant("Card", text()), variant("Cash", text())], tag: UnionTag::Element };
    let choice = add(&mut api, "Payment", TypeKind::Union(choice));
    let code = TypeKind::Alias {
        target: text(),
        constraints: Constraints { patterns: vec![r"[A-Z]{2}-\d{3}".to_owned()], ..Constraints::default() },
    };
    let code = add(&mut api, "Code", code);
    let mut count = field("Count", TypeRef::Primitive(Primitive::I32), Cardinality::REQUIRED);
    count.constraints.minimum = Some(("10".to_owned(), true));
    let mut version = field("version", text(), Cardinality::REQUIRED);
    version.place = Place::Attribute;
    version.name.namespace = None;
    version.fixed = Some("1.0".to_owned());
    let mut short = field("Short", text(), Cardinality { min: 2, max: Some(2), nillable: false });
    short.constraints.max_length = Some(3);
    let mut payment = field("Payment", TypeRef::Named(choice), Cardinality::REQUIRED);
    payment.place = Place::Choice;
    let input = add(
        &mut api,
        "Buy",
        record(vec![version, field("Code", TypeRef::Named(code), Cardinality::REQUIRED), count, payment, short]),
    );
    let body = request(api, input);
    let expected = "    <shop:Buy version=\"1.0\">
      <shop:Code>AA-000</shop:Code>
      <shop:Count>11</shop:Count>
      <shop:Card>Card</shop:Card>
      <shop:Short>Sho</shop:Short>
      <shop:Short>Sho</shop:Short>
    </shop:Buy>\n";
    assert_eq!(body, expected);
}
