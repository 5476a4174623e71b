//! What is wrong with descriptions is said with its place and what to do, and costs nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod front_support;

use bindery_codegen::{ledger::LossKind, model::TypeRef};
use front_support::{input, outline, read_text, service};

/// The findings of a text: code, place, message and help.
fn says(text: &str) -> Vec<(&'static str, String, String)> {
    let found = read_text(text).diagnostics.into_iter();
    let one_line = |it: &bindery_codegen::diagnostic::Diagnostic| {
        format!("{}; {}", it.message, it.help.as_deref().unwrap_or_default())
    };
    found.map(|it| (it.code, it.origin.to_string(), one_line(&it))).collect()
}

fn only(text: &str, code: &str, parts: &[&str]) {
    let found = says(text);
    let [(found_code, place, message)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(*found_code, code);
    assert!(place.starts_with("t.wsdl:") && !place.ends_with(":0"), "{place}");
    for part in parts {
        assert!(message.contains(part), "{message}");
    }
}

const POINT: &str =
    r#"<xs:complexType name="Point"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>"#;

#[test]
fn unresolved_names_are_all_reported_with_what_was_meant() {
    let content = r#"<xs:sequence><xs:element name="a" type="tns:Piont"/><xs:element name="b" type="xs:sting"/><xs:element ref="tns:Doo"/><xs:element name="c" type="Point"/><xs:element name="ok" type="xs:int"/></xs:sequence>"#;
    let reading = read_text(&service(content, POINT));
    let help: Vec<_> = reading.diagnostics.iter().map(|it| (it.code, it.help.as_deref().unwrap())).collect();
    assert_eq!(
        help,
        [
            ("xsd::unresolved-type", "did you mean `Point`?"),
            ("xsd::unresolved-type", "did you mean `string`?"),
            ("xsd::unresolved-element", "did you mean `Do`?"),
            ("xsd::unresolved-type", "the type `{urn:t}Point` has this name in another namespace: check the prefix"),
        ]
    );
    // The place is that of the name itself.
    assert_eq!(reading.diagnostics[0].origin.to_string(), "t.wsdl:3:79");
    assert_eq!(input(&reading.api)[0].ty, TypeRef::Any);
    assert_eq!(outline(input(&reading.api)).len(), 5);
    assert!(reading.ledger.losses.iter().all(|it| it.kind == LossKind::TypeAsAny));
}

#[test]
fn wsdl_references_are_checked() {
    let text = service("<xs:sequence/>", "");
    only(
        &text.replace(r#"message="tns:In""#, r#"message="tns:Inn""#),
        "wsdl::unresolved-message",
        &["did you mean `In`?"],
    );
    only(
        &text.replace(r#"binding="tns:B""#, r#"binding="tns:Bx""#),
        "wsdl::unresolved-binding",
        &["did you mean `B`?"],
    );
    only(&text.replace(r#"type="tns:T""#, r#"type="tns:Tt""#), "wsdl::unresolved-port-type", &["did you mean `T`?"]);
    only(
        &text.replace(r#"element="tns:Do""#, r#"element="tns:Dio""#),
        "xsd::unresolved-element",
        &["did you mean `Do`?"],
    );
    let other = text.replacen(r#"<wsdl:operation name="Do"><soap"#, r#"<wsdl:operation name="Doo"><soap"#, 1);
    only(&other, "wsdl::unresolved-operation", &["did you mean `Do`?"]);
    only(&text.replace(r#" element="tns:Do"/>"#, "/>"), "wsdl::untyped-part", &["`parameters`"]);
    let header = text.replacen(
        "<wsdl:input><soap:body",
        r#"<wsdl:input><soap:header message="tns:In" part="parameter" use="literal"/><soap:body"#,
        1,
    );
    only(&header, "wsdl::unresolved-part", &["did you mean `parameters`?"]);
}

#[test]
fn schemas_are_checked() {
    let around = |content: &str| service(&format!("<xs:sequence>{content}</xs:sequence>"), "");
    only(&around(r#"<xs:elemnt name="x"/>"#), "xsd::unexpected-element", &["`elemnt`", "`sequence`"]);
    only(&around(r#"<xs:element type="xs:int"/>"#), "xml::missing-name", &["`element`"]);
    only(&around(r#"<xs:element name="two words" type="xs:int"/>"#), "xml::invalid-name", &["`two words`"]);
    only(&around(r#"<xs:element name="x" ref="tns:Do"/>"#), "xsd::ref-and-name", &["`ref`"]);
    only(&around(r#"<xs:element name="x" type="nope:int"/>"#), "xml::unbound-prefix", &["`nope`"]);
    only(&around(r#"<xs:element name="x" nillable="perhaps" type="xs:int"/>"#), "xml::invalid-value", &["`perhaps`"]);
    only(&around(r#"<xs:element name="x" minOccurs="-1" type="xs:int"/>"#), "xml::invalid-value", &["`-1`"]);
    only(
        &around(r#"<xs:element name="x" minOccurs="3" maxOccurs="2" type="xs:int"/>"#),
        "xsd::occurrences",
        &["3", "2"],
    );
    only(&around(r#"<xs:group ref="tns:Nowhere"/>"#), "xsd::unresolved-group", &["`{urn:t}Nowhere`"]);
}

#[test]
fn duplicates_are_pointed_at_with_both_places() {
    let reading = read_text(&service("<xs:sequence/>", &format!("{POINT}\n{POINT}")));
    let [twice] = reading.diagnostics.as_slice() else { panic!("{:?}", reading.diagnostics) };
    assert_eq!((twice.code, twice.origin.line, twice.labels[0].origin.line), ("xsd::duplicate-definition", 6, 5));
}

#[test]
fn schemas_alone_and_documents_without_operations_are_no_service() {
    only("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>", "wsdl::no-services", &["schemas only"]);
    only("<d:definitions xmlns:d='http://schemas.xmlsoap.org/wsdl/'/>", "wsdl::no-services", &["portType"]);
}

#[test]
fn identity_constraints_are_named_in_the_ledger() {
    let globals = r#"<xs:element name="E" type="xs:int"><xs:key name="k"><xs:selector xpath="."/><xs:field xpath="@a"/></xs:key></xs:element>"#;
    let reading = read_text(&service("<xs:sequence/>", globals));
    assert_eq!(reading.diagnostics, []);
    assert_eq!((reading.ledger.losses.len(), reading.ledger.losses[0].kind), (1, LossKind::Ignored));
}
