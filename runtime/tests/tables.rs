//! Tables that stand as text, as emitted files hold them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::panic;

use bindery_runtime::{
    operation::{Binding, Piece, Place, SecurityKind, SecurityScheme, ServiceInfo, SoapVersion, StatusMatch, Style},
    record::{EnumSchema, Flags, Form, Kind, Name, Shape, Tag},
    table::{FORMAT, Import, Tables},
};

static SHARED: Tables = Tables::new(
    FORMAT,
    r#"{
"namespaces": ["urn:desk", "urn:\u00e9"],
"records": [
[null,"",[[0,"name","String",""]]],
[[1,"Node"],"uc",[[1,"Next",["Record",1],"n"],[2,"Caf\u00e9",["Enum",0],"q"]]]
],
"unions": [
[null,["Property","kind"],true,[[0,"a",["Record",0],"q"]]]
]
}"#,
    &[Import::Enum(&COLOUR)],
);

static COLOUR: EnumSchema = EnumSchema { name: Name::NONE, values: &["red"], sorted: &[0], integer: false, set: false };

static SERVICE: ServiceInfo = ServiceInfo { name: "Desk", addresses: &[], path: "Desk.svc" };
static KEY: SecurityScheme = SecurityScheme { name: "key", kind: SecurityKind::Bearer };

static OWN: Tables = Tables::new(
    FORMAT,
    r#"{
"namespaces": ["urn:desk"],
"records": [
[null,"",[
[1,"Nodes",["List",0],"n"],
[1,"More",["Map",0],"",{"form":"Rest"}],
[1,"Size","I32","s",{"default":"3","rules":{"min_length":2,"maximum":["9",true],"unique":true}}],
[1,"Either",["Union",0,1],"lnd"]
]]
],
"lists": [[[1,"ArrayOfNode"],[1,"Node",["Record",1,1],"nd"]]],
"maps": [[null,[1,"Pair"],[1,"Key","String","q"],[1,"Value","Any","qn"]]],
"operations": [
{"name":"Ask","soap":{"versions":["V12","V11"],"action":"urn:ask","request":[[1,"Ask"],[0],false],"response":[[1,"Answer"],null,true],"request_headers":[[2,true]],"faults":[["Denied",[1,"Denied",["Record",1,1],"q"]]]},"rest":{"method":"POST","path":["/ask"],"body":[null,true,["application/json"]],"responses":[["200",null,null,[]]]}},
{"name":"Get","http":{"method":"GET","path":["/a('",0,"')"],"parameters":[["path",0,"id"],["query",1,"tags",{"style":"PipeDelimited","explode":false,"reserved":true}]],"responses":[["200",0,[[0,"",["Record",1,1],"q"],["application/json",["text/plain",1,[["p",null,"Form",true,false]]]]],[[3,true]]]],"errors":[["4XX",null,null,[]],["default",1,null,[]]],"security":[[[2,["read"]]],[]]}}
]
}"#,
    &[Import::Service(&SERVICE), Import::Tables(&SHARED), Import::Scheme(&KEY)],
);

#[test]
fn rows_refer_to_each_other_and_to_those_of_other_files() {
    let node = SHARED.record(1);
    assert_eq!(node.name, Name::new("urn:desk", "Node"));
    assert_eq!(node.flags, Flags::UNORDERED.and(Flags::CLOSED));
    let Shape::Record(next) = node.fields[0].shape else { panic!("not a record") };
    assert!(std::ptr::eq(next.get(), node), "a record may hold itself");
    assert_eq!(node.fields[1].name, Name::new("urn:é", "Café"));
    assert!(matches!(node.fields[1].shape, Shape::Enum(schema) if std::ptr::eq(schema, &COLOUR)));

    let [nodes, more, size, either] = OWN.record(0).fields else { panic!("four fields") };
    let Shape::List(list) = nodes.shape else { panic!("not a list") };
    assert_eq!(list.name.local, "ArrayOfNode");
    assert_eq!(list.item.flags, Flags::NILLABLE.and(Flags::DROP_NIL).and(Flags::PLAIN));
    assert!(matches!(list.item.shape, Shape::Record(other) if std::ptr::eq(other.get(), node)));
    let Shape::Map(map) = more.shape else { panic!("not a map") };
    assert_eq!((more.form, map.entry.local, map.key.name.local), (Form::Rest, "Pair", "Key"));
    assert!(matches!((map.key.shape, map.value.shape), (Shape::Scalar(Kind::String), Shape::Any)));
    assert_eq!(size.default, Some("3"));
    let rules = size.rules.expect("rules");
    assert_eq!((rules.min_length, rules.max_length, rules.unique), (Some(2), None, true));
    assert_eq!(rules.maximum.map(|bound| (bound.value, bound.excluded)), Some(("9", true)));
    let Shape::Union(union) = either.shape else { panic!("not a union") };
    assert_eq!((union.tag, union.open, union.variants.len()), (Tag::Property("kind"), true, 1));
    assert!(either.is(Flags::REPEATED) && either.is(Flags::DROP_NIL));
}

#[test]
fn namespaces_of_several_files_are_one_text() {
    let (one, other) = (SHARED.record(1).name.namespace, OWN.record(0).fields[0].name.namespace);
    assert!(std::ptr::eq(one, other), "what is compared most is compared by its address");
}

#[test]
fn operations_are_read_for_each_wire() {
    let ask = OWN.operation(0);
    assert_eq!((ask.name, ask.service.path), ("Ask", "Desk.svc"));
    let Binding::Soap(soap) = ask.binding else { panic!("not over SOAP") };
    assert_eq!((soap.versions, soap.action), (&[SoapVersion::V12, SoapVersion::V11][..], "urn:ask"));
    assert!(std::ptr::eq(soap.request.schema.get(), OWN.record(0)));
    let answer = soap.response.as_ref().expect("an answer");
    assert!(answer.unwrapped && answer.schema.fields.is_empty());
    assert_eq!(soap.request_headers.iter().map(|block| (block.field, block.required)).collect::<Vec<_>>(), [(2, true)]);
    assert_eq!((soap.faults[0].name, soap.faults[0].detail.name.local), ("Denied", "Denied"));
    let rest = ask.http().expect("over REST too");
    assert_eq!((rest.method, rest.path), ("POST", &[Piece::Text("/ask")][..]));
    assert_eq!(
        rest.body.map(|body| (body.field, body.required, body.media[0].name)),
        Some((None, true, "application/json"))
    );

    let Some(get) = OWN.operation(1).http() else { panic!("not over HTTP") };
    assert_eq!(get.path, [Piece::Text("/a('"), Piece::Parameter(0), Piece::Text("')")]);
    let [id, tags] = get.parameters else { panic!("two parameters") };
    assert_eq!((id.place, id.style, id.explode), (Place::Path, Style::Simple, false));
    assert_eq!((tags.field, tags.style, tags.explode, tags.allow_reserved), (1, Style::PipeDelimited, false, true));
    let answer = &get.responses[0];
    assert_eq!((answer.status, answer.variant, answer.headers[0].field), (StatusMatch::Code(200), Some(0), 3));
    let media = answer.body.expect("a body").media;
    assert_eq!((media[0].name, media[1].name, media[1].variant), ("application/json", "text/plain", Some(1)));
    assert_eq!((media[1].parts[0].property, media[1].parts[0].style), ("p", Some(Style::Form)));
    let errors: Vec<_> = get.errors.iter().map(|error| (error.status, error.variant)).collect();
    assert_eq!(errors, [(StatusMatch::Range(4), None), (StatusMatch::Default, Some(1))]);
    assert_eq!(get.security[0].schemes[0].scheme, &KEY);
    assert_eq!(get.security[0].schemes[0].scopes, ["read"]);
    assert!(get.security[1].schemes.is_empty(), "no credentials will do too");
}

#[test]
fn text_that_was_not_emitted_is_told_with_its_row() {
    let message = |text: &'static str| {
        let tables: &'static Tables = Box::leak(Box::new(Tables::new(FORMAT, text, &[])));
        let panic = panic::catch_unwind(|| tables.record(0).flags).expect_err("no table");
        panic.downcast_ref::<String>().cloned().unwrap_or_default()
    };
    assert_eq!(message(r#"{"records":[[null,"z",[]]]}"#), r#"emitted tables cannot be read: not flags: "z""#,);
    assert_eq!(
        message(r#"{"records":[[null,"",[[0,"x","Nonsense",""]]]]}"#).split(',').next(),
        Some("emitted tables cannot be read: unknown variant `Nonsense`"),
    );
    assert_eq!(
        message(r#"{"records":[[null,"",[[2,"x","String",""]]]]}"#),
        "emitted tables cannot be read: not a namespace: 2",
    );
    assert!(message("{").starts_with("emitted tables cannot be read: EOF while parsing an object"));
}
