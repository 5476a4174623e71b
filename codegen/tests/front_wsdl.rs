//! Services, operations and messages of WSDL: one test per construct.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod front_support;

use bindery_codegen::{
    ledger::LossKind,
    model::{Binding, Message, Operation, SoapBinding, SoapBody, SoapVersion, TypeRef},
};
use front_support::{NAMESPACES, body, input, outline, read_text, read_texts, service, sound, target};

fn soap(operation: &Operation) -> &SoapBinding {
    match &operation.binding {
        Binding::Soap(binding) => binding,
        Binding::Http(_) => panic!("no SOAP"),
    }
}

/// A document of these messages, operations and bound operations, in this style.
fn document(schema: &str, messages: &str, operations: &str, style: &str, bound: &str) -> String {
    format!(
        r#"<wsdl:definitions name="T" targetNamespace="urn:t" {NAMESPACES}>
<wsdl:types><xs:schema targetNamespace="urn:t" elementFormDefault="qualified">{schema}</xs:schema></wsdl:types>{messages}
<wsdl:portType name="T">{operations}</wsdl:portType>
<wsdl:binding name="B" type="tns:T"><soap:binding style="{style}" transport="http://schemas.xmlsoap.org/soap/http"/>{bound}</wsdl:binding>
<wsdl:service name="S"><wsdl:port name="P" binding="tns:B"><soap:address location=" http://localhost/t "/></wsdl:port></wsdl:service></wsdl:definitions>"#
    )
}

const ORDER: &str = r#"<xs:complexType name="Order"><xs:sequence><xs:element name="id" type="xs:int"/></xs:sequence></xs:complexType>
<xs:element name="Order" type="tns:Order"/><xs:element name="Name" type="xs:string" nillable="true"/>
<xs:element name="Place" type="tns:Order"/><xs:element name="PlaceResponse" type="tns:Order"/>
<xs:element name="Oops"><xs:complexType><xs:sequence><xs:element name="why" type="xs:string"/></xs:sequence></xs:complexType></xs:element>"#;

#[test]
fn wrapped_operations_are_their_parameters() {
    let api = sound(&service(r#"<xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence>"#, ""));
    let (service, operation) = api.operations().next().unwrap();
    assert_eq!((&*service.name, &*service.endpoints[0].address), ("T", "http://localhost/t"));
    assert_eq!(outline(input(&api)), ["Element a"]);
    let SoapBody::Wrapped(name) = &soap(operation).request else { panic!() };
    assert_eq!(name.to_string(), "{urn:t}Do");
    assert!(matches!(operation.output, Some(Message::Empty(Some(_)))));
    let ty = api.ty(operation.input);
    assert_eq!((ty.scope, ty.anonymous, &*ty.name.local), (Some(0), true, "Do"));
    assert_eq!(soap(operation).action, "urn:t/Do");
}

#[test]
fn a_named_type_is_a_wrapper_by_convention_and_else_a_parameter() {
    let messages = r#"<wsdl:message name="A"><wsdl:part name="body" element="tns:Place"/></wsdl:message><wsdl:message name="B"><wsdl:part name="body" element="tns:PlaceResponse"/></wsdl:message>
    <wsdl:message name="C"><wsdl:part name="body" element="tns:Order"/></wsdl:message><wsdl:message name="D"><wsdl:part name="body" element="tns:Name"/></wsdl:message>"#;
    let operations = r#"<wsdl:operation name="Place"><wsdl:input message="tns:A"/><wsdl:output message="tns:B"/></wsdl:operation>
    <wsdl:operation name="Ask"><wsdl:input message="tns:C"/><wsdl:output message="tns:D"/></wsdl:operation>"#;
    let bound = r#"<wsdl:operation name="Place"><soap:operation soapAction=""/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>
    <wsdl:operation name="Ask"><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>"#;
    let api = sound(&document(ORDER, messages, operations, "document", bound));
    let [place, ask] = api.services[0].operations.as_slice() else { panic!() };
    assert!(matches!(&soap(place).request, SoapBody::Wrapped(name) if name.local == "Place"));
    assert_eq!(outline(&body(api.ty(place.input)).fields), ["Element id"]);
    assert_eq!(soap(ask).request, SoapBody::Bare);
    let fields = &body(api.ty(ask.input)).fields;
    assert_eq!(outline(fields), ["Element Order"]);
    assert_eq!(target(&api, &fields[0].ty).name.local, "Order");
    let Some(Message::Unwrapped(answer)) = ask.output else { panic!("{:?}", ask.output) };
    assert_eq!(outline(&body(api.ty(answer)).fields), ["Element Name!"]);
    assert_eq!(soap(ask).action, "");
}

#[test]
fn rpc_wraps_parts_in_the_operations_name() {
    let messages = r#"<wsdl:message name="In"><wsdl:part name="a" type="xs:int"/><wsdl:part name="o" type="tns:Order"/></wsdl:message><wsdl:message name="Out"><wsdl:part name="return" type="xs:int"/></wsdl:message>"#;
    let operations =
        r#"<wsdl:operation name="Add"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/></wsdl:operation>"#;
    let bound = r#"<wsdl:operation name="Add"><soap:operation soapAction="add"/><wsdl:input><soap:body use="literal" namespace="urn:rpc"/></wsdl:input><wsdl:output><soap:body use="literal" namespace="urn:rpc"/></wsdl:output></wsdl:operation>"#;
    let api = sound(&document(ORDER, messages, operations, "rpc", bound));
    let operation = &api.services[0].operations[0];
    assert!(matches!(&soap(operation).request, SoapBody::Wrapped(name) if name.to_string() == "{urn:rpc}Add"));
    assert!(
        matches!(&soap(operation).response, Some(SoapBody::Wrapped(name)) if name.to_string() == "{urn:rpc}AddResponse")
    );
    assert_eq!(outline(input(&api)), ["Element a", "Element o"]);
    assert!(input(&api).iter().all(|field| field.name.namespace.is_none()));
    assert!(matches!(operation.output, Some(Message::Unwrapped(_))));
}

#[test]
fn faults_headers_and_header_faults_are_typed() {
    let messages = r#"<wsdl:message name="In"><wsdl:part name="p" element="tns:Place"/><wsdl:part name="h" element="tns:Name"/></wsdl:message><wsdl:message name="Out"><wsdl:part name="p" element="tns:PlaceResponse"/></wsdl:message>
    <wsdl:message name="Bad"><wsdl:part name="detail" element="tns:Oops"/></wsdl:message><wsdl:message name="Heads"><wsdl:part name="token" element="tns:Order"/></wsdl:message>"#;
    let operations = r#"<wsdl:operation name="Place"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/><wsdl:fault name="Bad" message="tns:Bad"/></wsdl:operation>"#;
    let bound = r#"<wsdl:operation name="Place"><wsdl:input><soap:body use="literal"/><soap:header message="tns:In" part="h" use="literal"/>
    <soap:header message="tns:Heads" part="token" use="literal" wsdl:required="true"><soap:headerfault message="tns:Bad" part="detail" use="literal"/></soap:header></wsdl:input>
    <wsdl:output><soap:body use="literal"/></wsdl:output><wsdl:fault name="Bad"><soap:fault name="Bad" use="literal"/></wsdl:fault></wsdl:operation>"#;
    let api = sound(&document(ORDER, messages, operations, "document", bound));
    let operation = &api.services[0].operations[0];
    // The part that is a header is none of the body.
    assert!(matches!(&soap(operation).request, SoapBody::Wrapped(name) if name.local == "Place"));
    let fault = &operation.faults[0];
    assert_eq!((&*fault.name, &*fault.parts[0].element.local), ("Bad", "Oops"));
    let blocks: Vec<_> = api.request_headers.iter().map(|it| (&*it.name.local, it.nillable)).collect();
    assert_eq!(blocks, [("Name", true), ("Order", false)]);
    let uses: Vec<_> = soap(operation).request_headers.iter().map(|it| (it.block, it.required)).collect();
    assert_eq!(uses, [(0, false), (1, true)]);
    assert_eq!(api.response_headers[soap(operation).response_headers[0].block].name.local, "Oops");
    assert_eq!(api.request_headers[0].ty, TypeRef::Primitive(bindery_codegen::model::Primitive::String));
}

#[test]
fn faults_of_several_parts_or_none_are_named() {
    let messages = r#"<wsdl:message name="In"><wsdl:part name="p" element="tns:Place"/></wsdl:message><wsdl:message name="Out"><wsdl:part name="p" element="tns:PlaceResponse"/></wsdl:message>
    <wsdl:message name="Bad"><wsdl:part name="a" element="tns:Oops"/><wsdl:part name="b" element="tns:Order"/></wsdl:message><wsdl:message name="Hollow"/>"#;
    let operations = r#"<wsdl:operation name="Place"><wsdl:input message="tns:In"/><wsdl:output message="tns:Out"/><wsdl:fault name="Bad" message="tns:Bad"/><wsdl:fault name="Hollow" message="tns:Hollow"/></wsdl:operation>"#;
    let bound = r#"<wsdl:operation name="Place"><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>
    <wsdl:fault name="Bad"><soap:fault name="Bad" use="literal"/></wsdl:fault><wsdl:fault name="Hollow"><soap:fault name="Hollow" use="literal"/></wsdl:fault></wsdl:operation>"#;
    let reading = read_text(&document(ORDER, messages, operations, "document", bound));
    assert_eq!(reading.diagnostics, []);
    let [bad] = reading.api.services[0].operations[0].faults.as_slice() else { panic!() };
    assert!(matches!(bad.parts.as_slice(), [part] if part.element.local == "Oops"));
    let losses: Vec<_> = reading.ledger.losses.iter().map(|it| (it.kind, &*it.subject)).collect();
    let named = [
        (LossKind::FaultUntyped, "fault Hollow of operation T.Place"),
        (LossKind::Ignored, "fault Bad of operation T.Place"),
    ];
    assert!(losses.len() == 2 && named.iter().all(|it| losses.contains(it)), "{losses:?}");
}

#[test]
fn directions_that_http_cannot_carry_are_named() {
    let messages = r#"<wsdl:message name="In"><wsdl:part name="p" element="tns:Place"/></wsdl:message>"#;
    let operations = r#"<wsdl:operation name="Place"><wsdl:input message="tns:In"/></wsdl:operation><wsdl:operation name="Notify"><wsdl:output message="tns:In"/></wsdl:operation>
    <wsdl:operation name="Solicit"><wsdl:output message="tns:In"/><wsdl:input message="tns:In"/></wsdl:operation>"#;
    let bound = r#"<wsdl:operation name="Place"><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation><wsdl:operation name="Notify"/><wsdl:operation name="Solicit"/>"#;
    let reading = read_text(&document(ORDER, messages, operations, "document", bound));
    assert_eq!(reading.diagnostics, []);
    let [place] = reading.api.services[0].operations.as_slice() else { panic!() };
    assert!(place.output.is_none() && soap(place).response.is_none());
    let losses: Vec<_> = reading.ledger.losses.iter().map(|it| (it.kind, &*it.subject)).collect();
    let omitted = LossKind::OperationOmitted;
    assert_eq!(losses, [(omitted, "operation T.Notify"), (omitted, "operation T.Solicit")]);
    assert_eq!(reading.ledger.operations.read, 3);
}

#[test]
fn two_soap_versions_of_one_port_type_are_one_operation() {
    let both = |text: String, action: &str| {
        let again = format!(
            r#"<wsdl:binding name="B12" type="tns:T"><soap12:binding transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Do"><soap12:operation soapAction="{action}"/><wsdl:input><soap12:body use="literal"/></wsdl:input><wsdl:output><soap12:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding><wsdl:service name="S">
            <wsdl:port name="P12" binding="tns:B12"><soap12:address location="http://localhost/t12"/></wsdl:port>"#
        );
        text.replace(r#"<wsdl:service name="S">"#, &again)
    };
    let text = service("<xs:sequence/>", "");
    let api = sound(&both(text.clone(), "urn:t/Do"));
    let operation = &api.services[0].operations[0];
    // The port of SOAP 1.2 comes first.
    assert_eq!(soap(operation).versions, [SoapVersion::V12, SoapVersion::V11]);
    let ports: Vec<_> = api.services[0].endpoints.iter().map(|it| &*it.name).collect();
    assert_eq!(ports, ["P12", "P"]);
    let reading = read_text(&both(text, "another"));
    assert_eq!(soap(&reading.api.services[0].operations[0]).versions, [SoapVersion::V12]);
    assert_eq!(reading.ledger.losses[0].kind, LossKind::Ignored);
}

#[test]
fn bindings_that_cannot_be_generated_cost_nothing_else() {
    let encoded = service("<xs:sequence/>", "").replacen(r#"use="literal""#, r#"use="encoded""#, 1);
    let reading = read_text(&encoded);
    assert_eq!((reading.diagnostics.len(), reading.api.services.len()), (0, 0));
    let loss = &reading.ledger.losses[0];
    assert_eq!((loss.kind, &*loss.subject), (LossKind::OperationOmitted, "operation T.Do"));
    assert!(loss.reason.contains("encoded") && loss.origin.line == 10, "{loss:?}");
    let http = service("<xs:sequence/>", "").replace(
        "</wsdl:portType>",
        r#"</wsdl:portType><wsdl:binding name="H" type="tns:T"><http:binding verb="GET" xmlns:http="http://schemas.xmlsoap.org/wsdl/http/"/></wsdl:binding>"#,
    );
    let reading = read_text(&http);
    assert_eq!(reading.api.operations().count(), 1);
    assert_eq!((reading.ledger.losses.len(), &*reading.ledger.losses[0].subject), (1, "binding H"));
}

#[test]
fn overloaded_operations_get_names_that_last() {
    let messages = r#"<wsdl:message name="In"><wsdl:part name="p" element="tns:Place"/></wsdl:message><wsdl:message name="Other"><wsdl:part name="p" element="tns:Oops"/></wsdl:message>"#;
    let operations = r#"<wsdl:operation name="Place"><wsdl:input message="tns:In"/></wsdl:operation><wsdl:operation name="Place"><wsdl:input name="PlaceOther" message="tns:Other"/></wsdl:operation>
    <wsdl:operation name="Place"><wsdl:input message="tns:Other"/></wsdl:operation>"#;
    let bound = r#"<wsdl:operation name="Place"><soap:operation soapAction="1"/><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>
    <wsdl:operation name="Place"><soap:operation soapAction="2"/><wsdl:input name="PlaceOther"><soap:body use="literal"/></wsdl:input></wsdl:operation>
    <wsdl:operation name="Place"><soap:operation soapAction="3"/><wsdl:input><soap:body use="literal"/></wsdl:input></wsdl:operation>"#;
    let api = sound(&document(ORDER, messages, operations, "document", bound));
    let found: Vec<_> = api.services[0].operations.iter().map(|it| (&*it.name, &*soap(it).action)).collect();
    assert_eq!(found, [("Place", "1"), ("PlaceOther", "2"), ("Place2", "3")]);
}

#[test]
fn descriptions_that_differ_are_told_apart_and_what_is_the_same_stands_once() {
    let text = |service_name: &str, field: &str| {
        let globals = format!(
            r#"<xs:complexType name="Own"><xs:sequence><xs:element name="{field}" type="xs:int"/></xs:sequence></xs:complexType>
            <xs:complexType name="Uses"><xs:sequence><xs:element name="own" type="tns:Own"/></xs:sequence></xs:complexType>
            <xs:complexType name="Same"><xs:sequence><xs:element name="self" type="tns:Same" minOccurs="0"/></xs:sequence></xs:complexType>"#
        );
        let content = r#"<xs:sequence><xs:element name="u" type="tns:Uses"/><xs:element name="s" type="tns:Same"/></xs:sequence>"#;
        service(content, &globals)
            .replace(r#"portType name="T""#, &format!(r#"portType name="{service_name}""#))
            .replace(r#"type="tns:T""#, &format!(r#"type="tns:{service_name}""#))
    };
    let reading = read_texts(&[
        ("a.wsdl", text("A", "x")),
        ("b.wsdl", text("B", "x")),
        ("c.wsdl", text("C", "y")),
        ("d.wsdl", text("A", "x")),
    ]);
    assert_eq!(reading.diagnostics, []);
    let api = reading.api;
    // The fourth describes the first service again.
    assert_eq!(api.services.iter().map(|it| &*it.name).collect::<Vec<_>>(), ["A", "B", "C"]);
    let types: Vec<_> = api.types.iter().filter(|ty| !ty.anonymous).map(|ty| (ty.scope, &*ty.name.local)).collect();
    assert_eq!(types, [(None, "Own"), (None, "Same"), (None, "Uses"), (Some(2), "Own"), (Some(2), "Uses")]);
    assert_eq!(api.types.iter().filter(|ty| ty.name.local == "Do").count(), 3);
}

#[test]
fn a_description_may_stand_in_several_files() {
    let whole = service(r#"<xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence>"#, "");
    let (head, tail) = whole.split_once(r#"<wsdl:binding"#).unwrap();
    let part = format!("{head}</wsdl:definitions>");
    let root = format!(
        r#"<wsdl:definitions name="Root" targetNamespace="urn:t" {NAMESPACES}><wsdl:import namespace="urn:t" location="part.wsdl"/><wsdl:binding{tail}"#
    );
    // Each imports the other: that ends, and the first is the one that counts.
    let part = part.replace("<wsdl:types>", r#"<wsdl:import namespace="urn:t" location="a.wsdl"/><wsdl:types>"#);
    let reading = read_texts(&[("a.wsdl", root), ("part.wsdl", part)]);
    assert_eq!((reading.diagnostics, reading.ledger.losses), (vec![], vec![]));
    assert_eq!((&*reading.api.title, reading.api.operations().count()), ("Root", 1));
}
