//! Which types over SOAP are held by which types of REST, in requests and in answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_codegen::{
    migrate::{Routes, routes},
    pass::Plan,
    read,
    source::{Options, Source},
};

fn plan(path: &str, text: &str) -> Plan {
    let source = Source { path: path.into(), text: text.into(), location: None };
    let reading = read(vec![source], &Options::default());
    let errors: Vec<String> = reading.diagnostics.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    Plan::plain(reading.api)
}

/// `Put` asks for a field, `Get` answers it.
fn wsdl(element: &str, types: &str) -> String {
    let wrapper = |name: &str, content: &str| {
        format!(
            "<xs:element name='{name}'><xs:complexType><xs:sequence>{content}</xs:sequence></xs:complexType></xs:element>"
        )
    };
    let (mut elements, mut messages, mut port, mut binding) = Default::default();
    for (operation, request, response) in [("Put", element, ""), ("Get", "", element)] {
        elements =
            format!("{elements}{}{}", wrapper(operation, request), wrapper(&format!("{operation}Response"), response));
        for way in ["", "Response"] {
            messages = format!(
                "{messages}<message name='{operation}{way}'><part name='p' element='tns:{operation}{way}'/></message>"
            );
        }
        port = format!(
            "{port}<operation name='{operation}'><input message='tns:{operation}'/><output message='tns:{operation}Response'/></operation>"
        );
        binding = format!(
            "{binding}<operation name='{operation}'><soap:operation soapAction='{operation}'/><input><soap:body use='literal'/></input><output><soap:body use='literal'/></output></operation>"
        );
    }
    format!(
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/'
            xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:tns='urn:x' targetNamespace='urn:x'>
          <types><xs:schema targetNamespace='urn:x' elementFormDefault='qualified'>{elements}{types}</xs:schema></types>{messages}
          <portType name='Shop'>{port}</portType>
          <binding name='Shop' type='tns:Shop'><soap:binding transport='http://schemas.xmlsoap.org/soap/http'/>{binding}</binding>
          <service name='Shop'><port name='Shop' binding='tns:Shop'><soap:address location='http://x/'/></port></service>
        </definitions>"
    )
}

fn yaml(schema: &str, types: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Shop, version: '1'}}
paths:
  /Shop/Put:
    post:
      operationId: Put
      tags: [Shop]
      requestBody: {{required: true, content: {{application/json: {{schema: {{type: object, properties: {{F: {schema}}}}}}}}}}}
      responses: {{'204': {{description: done}}}}
  /Shop/Get:
    post:
      operationId: Get
      tags: [Shop]
      responses: {{'200': {{description: done, content: {{application/json: {{schema: {schema}}}}}}}}}
components:
  schemas: {{{types}}}
"
    )
}

/// Why the field is not held in a request, and why not in an answer.
fn reasons(soap: (&str, &str), rest: (&str, &str)) -> [Option<String>; 2] {
    let Routes { both, alone } =
        routes(&plan("shop.wsdl", &wsdl(soap.0, soap.1)), &plan("shop.yaml", &yaml(rest.0, rest.1)));
    assert_eq!(both.len() + alone.len(), 2);
    ["Put", "Get"].map(|name| {
        let found = alone.iter().find(|alone| alone.subject == format!("operation Shop.{name}"));
        found.map(|alone| alone.reason.clone())
    })
}

/// The same for a field of a built-in type.
fn plain(soap: &str, rest: &str) -> [bool; 2] {
    let element = format!("<xs:element name='F' type='xs:{soap}' minOccurs='0'/>");
    reasons((&element, ""), (rest, "")).map(|reason| reason.is_none())
}

#[test]
fn built_in_types_must_be_written_alike() {
    let integer = "{type: integer, format: int32}";
    let long = "{type: integer, format: int64}";
    let double = "{type: number, format: double}";
    for (soap, rest, held) in [
        ("int", integer, [true, true]),
        // What the reader refuses isn't lost in silence; a request must be sayable.
        ("short", integer, [true, true]),
        ("long", integer, [false, true]),
        ("unsignedInt", integer, [false, true]),
        ("int", long, [true, true]),
        ("int", "{type: integer}", [true, true]),
        ("int", double, [false, false]),
        ("float", double, [false, false]),
        ("double", double, [true, true]),
        ("decimal", double, [false, false]),
        ("decimal", "{type: number, format: decimal}", [true, true]),
        ("int", "{type: string}", [false, false]),
        ("boolean", "{type: boolean}", [true, true]),
        ("boolean", integer, [false, false]),
        ("string", "{type: string}", [true, true]),
        ("token", "{type: string}", [true, true]),
        ("anyURI", "{type: string, format: uri}", [true, true]),
        // What form the text has, nothing says.
        ("duration", "{type: string}", [false, false]),
        ("duration", "{type: string, format: duration}", [true, true]),
        ("dateTime", "{type: string, format: date-time}", [true, true]),
        ("dateTime", "{type: string}", [false, false]),
        ("base64Binary", "{type: string, format: byte}", [true, true]),
        ("hexBinary", "{type: string, format: byte}", [false, false]),
        ("anyType", "{}", [false, false]),
        ("string", "{type: array, items: {type: string}}", [false, false]),
    ] {
        assert_eq!(plain(soap, rest), held, "{soap} as {rest}");
    }
}

#[test]
fn enumerations_keep_what_they_do_not_know_but_requests_say_what_is_known() {
    let values = |name: &str, list: bool| {
        let values =
            "<xs:restriction base='xs:string'><xs:enumeration value='A'/><xs:enumeration value='B'/></xs:restriction>";
        match list {
            true => format!(
                "<xs:simpleType name='{name}'><xs:list><xs:simpleType>{values}</xs:simpleType></xs:list></xs:simpleType>"
            ),
            false => format!("<xs:simpleType name='{name}'>{values}</xs:simpleType>"),
        }
    };
    let element = "<xs:element name='F' type='tns:E' minOccurs='0'/>";
    for (list, rest, request, answer) in [
        (false, "{type: string, enum: [A, B]}", None, None),
        (false, "{type: string, enum: [A, B, C]}", None, None),
        (false, "{type: string, enum: [A]}", Some("REST does not know `B` of `E`"), None),
        (false, "{type: string}", None, None),
        (true, "{type: string, enum: [None, A, B]}", None, None),
        (true, "{type: string, enum: [B]}", Some("REST does not know `A` of `E`"), None),
        (true, "{type: string}", None, None),
    ] {
        let reasons = reasons((element, &values("E", list)), (rest, ""));
        assert_eq!(reasons, [request, answer].map(|reason| reason.map(str::to_owned)), "{list} {rest}");
    }
    let numbers = reasons((element, &values("E", false)), ("{type: integer, enum: [1, 2]}", ""));
    assert!(
        numbers.iter().all(|reason| reason.as_deref().unwrap().contains("`E` is numbers on one side")),
        "{numbers:?}"
    );
    // Any text over SOAP is more than REST knows.
    assert_eq!(plain("string", "{type: string, enum: [A, B]}"), [false, true]);
}

/// Why a record of SOAP's fields is not held by one of REST's properties.
fn records(fields: &str, properties: &str) -> [Option<String>; 2] {
    let soap = format!("<xs:complexType name='R'>{fields}</xs:complexType>");
    let rest = format!("R: {{type: object, {properties}}}");
    reasons(("<xs:element name='F' type='tns:R' minOccurs='0'/>", &soap), ("{$ref: '#/components/schemas/R'}", &rest))
}

#[test]
fn records_must_hold_the_same_fields() {
    let sequence = |fields: &str| format!("<xs:sequence>{fields}</xs:sequence>");
    let a = "<xs:element name='A' type='xs:int' minOccurs='0'/>";
    let b = "<xs:element name='B' type='xs:string' minOccurs='0'/>";
    let own = "<xs:element name='Own' type='tns:R' minOccurs='0'/>";
    let list = "<xs:element name='L' type='xs:string' minOccurs='0' maxOccurs='unbounded'/>";
    let needed = "<xs:element name='A' type='xs:int'/>";
    let int = "{type: integer, format: int32}";
    for (fields, properties, request, answer) in [
        (sequence(a), format!("properties: {{A: {int}}}"), None, None),
        // A type that holds itself.
        (sequence(own), "properties: {Own: {$ref: '#/components/schemas/R'}}".to_owned(), None, None),
        (sequence(list), "properties: {L: {type: array, items: {type: string}}}".to_owned(), None, None),
        ("<xs:attribute name='A' type='xs:int'/>".to_owned(), format!("properties: {{A: {int}}}"), None, None),
        (
            sequence(&format!("{a}{b}")),
            format!("properties: {{A: {int}}}"),
            Some("`R.B` is not there over REST"),
            Some("`R.B` is not there over REST"),
        ),
        // A request need not say what REST alone can be told.
        (
            sequence(a),
            format!("properties: {{A: {int}, B: {{type: string}}}}"),
            None,
            Some("`R.B` is there over REST alone"),
        ),
        (
            sequence(a),
            format!("required: [B], properties: {{A: {int}, B: {{type: string}}}}"),
            Some("`R.B` is there over REST alone"),
            Some("`R.B` is there over REST alone"),
        ),
        (sequence(a), format!("required: [A], properties: {{A: {int}}}"), Some("`R.A` is required over REST"), None),
        (sequence(needed), format!("properties: {{A: {int}}}"), None, Some("`R.A` may be left out over REST")),
        (
            sequence(a),
            format!("properties: {{a: {int}}}"),
            Some("`R.A` is not there over REST"),
            Some("`R.A` is not there over REST; `R.a` is there over REST alone"),
        ),
        (
            format!("<xs:choice>{a}{b}</xs:choice>"),
            format!("properties: {{A: {int}, B: {{type: string}}}}"),
            Some("stands under no name of its own"),
            Some("stands under no name of its own"),
        ),
    ] {
        for (reason, expected) in records(&fields, &properties).into_iter().zip([request, answer]) {
            match (&reason, expected) {
                (None, None) => {}
                (Some(reason), Some(expected)) => assert!(reason.contains(expected), "{fields} {properties}: {reason}"),
                _ => panic!("{fields} {properties}: {reason:?}, expected {expected:?}"),
            }
        }
    }
}

#[test]
fn what_stands_for_several_types_is_left_to_soap() {
    let types = "<xs:complexType name='R'><xs:sequence/></xs:complexType>
        <xs:complexType name='S'><xs:complexContent><xs:extension base='tns:R'><xs:sequence>
          <xs:element name='A' type='xs:int' minOccurs='0'/>
        </xs:sequence></xs:extension></xs:complexContent></xs:complexType>";
    let element = "<xs:element name='F' type='tns:R' minOccurs='0'/>";
    let rest = "R: {type: object, properties: {B: {type: string}}}";
    for reason in reasons((element, types), ("{$ref: '#/components/schemas/R'}", rest)) {
        assert_eq!(reason.as_deref(), Some("`AnyR` is one of several types over SOAP"));
    }
}
