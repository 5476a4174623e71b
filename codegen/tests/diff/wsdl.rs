//! SOAP. `Thing` stands in the request and in the response of `Do`, `Asked` only in the request, `Answered` only in the
//! response.

use bindery_codegen::diff::{Kind, compare};

use super::{between, expect, lines, reading};

/// What a description is made of.
struct Made<'a> {
    namespace: &'a str,
    types: &'a str,
    operations: &'a [&'a str],
    soap: &'a str,
    style: &'a str,
    action: &'a str,
    headers: &'a str,
    address: &'a str,
    response: &'a str,
}

impl Default for Made<'_> {
    fn default() -> Self {
        Self {
            namespace: "urn:t",
            types: r#"<xs:complexType name="Thing"><xs:sequence><xs:element name="A" type="xs:int"/></xs:sequence></xs:complexType>"#,
            operations: &["Do"],
            soap: "http://schemas.xmlsoap.org/wsdl/soap/",
            style: "qualified",
            action: "urn:t",
            headers: "",
            address: "http://localhost/t",
            response: "tns:Thing",
        }
    }
}

impl Made<'_> {
    fn text(&self) -> String {
        let Self { namespace, types, soap, style, action, headers, address, response, .. } = self;
        let asked = if types.contains("\"Asked\"") { r#"<xs:element name="Asked" type="tns:Asked"/>"# } else { "" };
        let answered =
            if types.contains("\"Answered\"") { r#"<xs:element name="Answered" type="tns:Answered"/>"# } else { "" };
        let each = |make: &dyn Fn(&str) -> String| self.operations.iter().map(|name| make(name)).collect::<String>();
        let elements = each(&|name| {
            format!(
                r#"<xs:element name="{name}"><xs:complexType><xs:sequence><xs:element name="Thing" type="tns:Thing"/>{asked}</xs:sequence></xs:complexType></xs:element>
<xs:element name="{name}Response"><xs:complexType><xs:sequence><xs:element name="Thing" type="{response}"/>{answered}</xs:sequence></xs:complexType></xs:element>"#
            )
        });
        let messages = each(&|name| {
            format!(
                r#"<wsdl:message name="{name}In"><wsdl:part name="p" element="tns:{name}"/></wsdl:message>
<wsdl:message name="{name}Out"><wsdl:part name="p" element="tns:{name}Response"/></wsdl:message>"#
            )
        });
        let ports = each(&|name| {
            format!(
                r#"<wsdl:operation name="{name}"><wsdl:input message="tns:{name}In"/><wsdl:output message="tns:{name}Out"/></wsdl:operation>"#
            )
        });
        let bound = each(&|name| {
            format!(
                r#"<wsdl:operation name="{name}"><soap:operation soapAction="{action}/{name}"/><wsdl:input><soap:body use="literal"/>{headers}</wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>"#
            )
        });
        format!(
            r#"<wsdl:definitions name="T" targetNamespace="{namespace}" xmlns:tns="{namespace}" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="{soap}" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<wsdl:types><xs:schema targetNamespace="{namespace}" elementFormDefault="{style}">{elements}{types}</xs:schema></wsdl:types>
{messages}<wsdl:message name="H"><wsdl:part name="Key" element="tns:Key"/></wsdl:message>
<wsdl:portType name="S">{ports}</wsdl:portType>
<wsdl:binding name="B" type="tns:S"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>{bound}</wsdl:binding>
<wsdl:service name="S"><wsdl:port name="P" binding="tns:B"><soap:address location="{address}"/></wsdl:port></wsdl:service>
</wsdl:definitions>"#
        )
    }
}

fn types(types: &str) -> String {
    Made { types, ..Made::default() }.text()
}

/// `Thing` with this content.
fn thing(content: &str) -> String {
    types(&format!(r#"<xs:complexType name="Thing">{content}</xs:complexType>"#))
}

/// `Thing` with these elements in a sequence.
fn sequence(elements: &str) -> String {
    thing(&format!("<xs:sequence>{elements}</xs:sequence>"))
}

const A: &str = r#"<xs:element name="A" type="xs:int"/>"#;
const B: &str = r#"<xs:element name="B" type="xs:string"/>"#;

#[test]
fn operations_come_and_go() {
    let (one, two) = (Made::default().text(), Made { operations: &["Do", "Undo"], ..Made::default() }.text());
    expect(&one, &two, &["operation-added S.Undo: compatible/compatible/compatible"]);
    expect(&two, &one, &["operation-removed S.Undo: breaking/breaking/breaking"]);
}

#[test]
fn what_binds_an_operation_breaks_it() {
    let old = Made::default().text();
    let both = |kind: &str| format!("{kind}: breaking/breaking/–");
    let moved = Made { address: "http://localhost/u", ..Made::default() }.text();
    expect(&old, &moved, &[&both("endpoint-moved S P")]);
    let action = Made { action: "urn:u", ..Made::default() }.text();
    expect(&old, &action, &[&both("soap-action-changed S.Do")]);
    let soap12 = Made { soap: "http://schemas.xmlsoap.org/wsdl/soap12/", ..Made::default() }.text();
    expect(&old, &soap12, &[&both("soap-version-removed S.Do"), "soap-version-added S.Do: compatible/compatible/–"]);
    let unqualified = Made { style: "unqualified", ..Made::default() }.text();
    expect(
        &old,
        &unqualified,
        &[
            "qualification-changed S.Do(Thing): breaking/–/–",
            "qualification-changed S.Do → Thing: –/breaking/–",
            "qualification-changed Thing.A: breaking/breaking/–",
        ],
    );
}

#[test]
fn a_namespace_that_moves_is_told_of_once() {
    let new = Made { namespace: "urn:u", action: "urn:u", ..Made::default() }.text();
    expect(&Made::default().text(), &new, &["namespace-changed namespace urn:t: breaking/breaking/–"]);
}

#[test]
fn an_operation_of_another_name_and_the_same_action_is_renamed() {
    let old = Made { operations: &["Do"], ..Made::default() }.text();
    let new = old.replace(r#"<wsdl:operation name="Do">"#, r#"<wsdl:operation name="Perform">"#);
    let told = lines(&between(&old, &new));
    assert_eq!(told, ["operation-renamed S.Do: information/information/breaking"]);
}

#[test]
fn fields_come() {
    let optional = sequence(&format!(r#"{A}<xs:element name="B" type="xs:string" minOccurs="0"/>"#));
    expect(
        &sequence(A),
        &sequence(&format!("{A}{B}")),
        &["required-field-added Thing.B: breaking/compatible/breaking"],
    );
    expect(&sequence(A), &optional, &["optional-field-added Thing.B: compatible/compatible/breaking"]);
    let defaulted = sequence(&format!(r#"{A}<xs:element name="B" type="xs:string" default="b"/>"#));
    expect(&sequence(A), &defaulted, &["required-field-added Thing.B: breaking/compatible/breaking"]);
}

#[test]
fn fields_go() {
    expect(&sequence(&format!("{A}{B}")), &sequence(A), &["field-removed Thing.B: compatible/breaking/breaking"]);
}

#[test]
fn directions_are_judged_apart() {
    let of = |name: &str, elements: &str| {
        let ty = format!(r#"<xs:complexType name="{name}"><xs:sequence>{elements}</xs:sequence></xs:complexType>"#);
        types(&format!(r#"<xs:complexType name="Thing"/>{ty}"#))
    };
    let added = |name: &str| lines(&between(&of(name, A), &of(name, &format!("{A}{B}"))));
    assert_eq!(added("Asked"), ["required-field-added Asked.B: breaking/–/breaking"]);
    assert_eq!(added("Answered"), ["required-field-added Answered.B: –/compatible/breaking"]);
}

#[test]
fn occurrence() {
    let with = |attributes: &str| sequence(&format!(r#"<xs:element name="A" type="xs:int" {attributes}/>"#));
    let (once, optional, many, nil) =
        (with(""), with(r#"minOccurs="0""#), with(r#"maxOccurs="3""#), with(r#"nillable="true""#));
    expect(&optional, &once, &["field-made-required Thing.A: breaking/compatible/breaking"]);
    expect(&once, &optional, &["field-made-optional Thing.A: compatible/breaking/breaking"]);
    expect(&once, &many, &["cardinality-widened Thing.A: compatible/breaking/breaking"]);
    expect(&many, &once, &["cardinality-narrowed Thing.A: breaking/compatible/breaking"]);
    expect(&once, &nil, &["nillability-widened Thing.A: compatible/breaking/breaking"]);
    expect(&nil, &once, &["nillability-narrowed Thing.A: breaking/compatible/breaking"]);
    expect(&many, &with(r#"maxOccurs="unbounded""#), &["cardinality-widened Thing.A: compatible/breaking/–"]);
}

#[test]
fn order_and_model() {
    expect(
        &sequence(&format!("{A}{B}")),
        &sequence(&format!("{B}{A}")),
        &["sequence-reordered Thing: breaking/breaking/–"],
    );
    let all = thing(&format!("<xs:all>{A}{B}</xs:all>"));
    expect(&sequence(&format!("{A}{B}")), &all, &["content-model-changed Thing: breaking/breaking/–"]);
    let choice = thing(&format!("<xs:sequence><xs:choice>{A}{B}</xs:choice></xs:sequence>"));
    let told = lines(&between(&choice, &all));
    assert_eq!(told[0], "content-model-changed Thing: breaking/breaking/–", "{told:?}");
}

#[test]
fn enumerations() {
    let of = |values: &[&str]| {
        let values: String = values.iter().map(|value| format!(r#"<xs:enumeration value="{value}"/>"#)).collect();
        types(&format!(
            r#"<xs:complexType name="Thing"><xs:sequence><xs:element name="A" type="tns:Size"/></xs:sequence></xs:complexType>
<xs:simpleType name="Size"><xs:restriction base="xs:string">{values}</xs:restriction></xs:simpleType>"#
        ))
    };
    let (two, three) = (of(&["S", "M"]), of(&["S", "M", "L"]));
    expect(&two, &three, &["value-added Size.L: compatible/breaking/compatible"]);
    expect(&three, &two, &["value-removed Size.L: breaking/compatible/breaking"]);
}

#[test]
fn alternatives_of_a_choice() {
    let of = |elements: &str| thing(&format!("<xs:sequence><xs:choice>{elements}</xs:choice></xs:sequence>"));
    let c = r#"<xs:element name="C" type="xs:date"/>"#;
    let (two, three) = (of(&format!("{A}{B}")), of(&format!("{A}{B}{c}")));
    let told = lines(&between(&two, &three));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("alternative-added") && told[0].ends_with(".C: compatible/breaking/compatible"),
        "{told:?}"
    );
    let told = lines(&between(&three, &two));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("alternative-removed") && told[0].ends_with(".C: breaking/compatible/breaking"),
        "{told:?}"
    );
}

#[test]
fn facets() {
    let of = |facets: &str| {
        sequence(&format!(
            r#"<xs:element name="A"><xs:simpleType><xs:restriction base="xs:string">{facets}</xs:restriction></xs:simpleType></xs:element>"#
        ))
    };
    let (short, long) = (of(r#"<xs:maxLength value="5"/>"#), of(r#"<xs:maxLength value="9"/>"#));
    expect(&long, &short, &["facets-tightened Thing.A: breaking/compatible/–"]);
    expect(&short, &long, &["facets-loosened Thing.A: compatible/breaking/–"]);
    expect(&of(r#"<xs:pattern value="a+"/>"#), &of(""), &["facets-loosened Thing.A: compatible/breaking/–"]);
    expect(
        &of(r#"<xs:pattern value="a+"/>"#),
        &of(r#"<xs:pattern value="b+"/>"#),
        &["facets-tightened Thing.A: breaking/compatible/–", "facets-loosened Thing.A: compatible/breaking/–"],
    );
}

#[test]
fn types_places_and_values() {
    let a = |ty: &str| sequence(&format!(r#"<xs:element name="A" type="xs:{ty}"/>"#));
    expect(&a("int"), &a("string"), &["type-changed Thing.A: breaking/breaking/breaking"]);
    let element = thing(&format!("<xs:sequence>{A}</xs:sequence>"));
    let attribute = thing(r#"<xs:sequence/><xs:attribute name="A" type="xs:int" use="required"/>"#);
    let told = lines(&between(&element, &attribute));
    assert_eq!(told, ["encoding-changed Thing.A: breaking/breaking/–"]);
    let fixed = |value: &str| sequence(&format!(r#"<xs:element name="A" type="xs:int" minOccurs="0" {value}/>"#));
    expect(&fixed(r#"fixed="1""#), &fixed(r#"fixed="2""#), &["fixed-changed Thing.A: breaking/breaking/–"]);
    expect(&fixed(r#"default="1""#), &fixed(r#"default="2""#), &["default-changed Thing.A: warning/warning/–"]);
}

#[test]
fn derived_types_and_abstraction() {
    let of = |is_abstract: bool, derived: &[&str]| {
        let derived: String = derived
            .iter()
            .map(|name| format!(r#"<xs:complexType name="{name}"><xs:complexContent><xs:extension base="tns:Thing"/></xs:complexContent></xs:complexType>"#))
            .collect();
        types(&format!(
            r#"<xs:complexType name="Thing" abstract="{is_abstract}"><xs:sequence>{A}</xs:sequence></xs:complexType>{derived}"#
        ))
    };
    let (one, two) = (of(false, &["Cup"]), of(false, &["Cup", "Pot"]));
    expect(&one, &two, &["derived-type-added Thing: compatible/breaking/compatible", "type-added Pot: –/–/compatible"]);
    expect(&two, &one, &["type-removed Pot: –/–/breaking", "derived-type-removed Thing: breaking/compatible/breaking"]);
    let made_abstract = lines(&between(&of(false, &["Cup"]), &of(true, &["Cup"])));
    assert_eq!(made_abstract[0], "type-made-abstract Thing: breaking/compatible/–", "{made_abstract:?}");
}

#[test]
fn wildcards_and_mixed_text() {
    let any = sequence(&format!(r###"{A}<xs:any minOccurs="0" namespace="##other" processContents="lax"/>"###));
    let told = |old: &str, new: &str| lines(&between(old, new));
    let closed = told(&any, &sequence(A));
    assert!(
        closed[0].starts_with("wildcard-removed Thing.") && closed[0].ends_with(": breaking/compatible/breaking"),
        "{closed:?}"
    );
    let opened = told(&sequence(A), &any);
    assert!(
        opened[0].starts_with("wildcard-added Thing.") && opened[0].ends_with(": compatible/warning/breaking"),
        "{opened:?}"
    );
}

#[test]
fn headers() {
    let key = r#"<xs:element name="Key" type="xs:string"/><xs:complexType name="Thing"/>"#;
    let made = |headers: &str| Made { headers, types: key, ..Made::default() }.text();
    let none = made("");
    let optional = made(r#"<soap:header message="tns:H" part="Key" use="literal"/>"#);
    let required = made(r#"<soap:header wsdl:required="true" message="tns:H" part="Key" use="literal"/>"#);
    expect(&none, &optional, &["header-added request header Key: compatible/–/breaking"]);
    expect(&none, &required, &["required-header-added request header Key: breaking/–/breaking"]);
    expect(&optional, &none, &["header-removed request header Key: compatible/–/breaking"]);
    expect(&optional, &required, &["header-made-required request header Key: breaking/–/–"]);
    expect(&required, &optional, &["header-made-optional request header Key: compatible/–/–"]);
}

#[test]
fn documentation_is_information() {
    let of = |text: &str| {
        types(&format!(
            r#"<xs:complexType name="Thing"><xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation></xs:complexType>"#
        ))
    };
    expect(&of("One."), &of("Two."), &["documentation-changed Thing: information/information/–"]);
}

#[test]
fn a_type_of_another_name_is_renamed() {
    let new = types(r#"<xs:complexType name="Gadget"><xs:sequence><xs:element name="A" type="xs:int"/></xs:sequence></xs:complexType>"#)
        .replace("tns:Thing", "tns:Gadget");
    let told = lines(&between(&Made::default().text(), &new.replace(r#"type="tns:Thing""#, r#"type="tns:Gadget""#)));
    assert_eq!(told, ["type-renamed Thing: information/information/breaking"]);
    let other = Made {
        response: "tns:Other",
        types: r#"<xs:complexType name="Thing"/><xs:complexType name="Other"/>"#,
        ..Made::default()
    };
    let same = Made { types: r#"<xs:complexType name="Thing"/><xs:complexType name="Other"/>"#, ..Made::default() };
    let told = lines(&between(&same.text(), &other.text()));
    assert_eq!(told[0], "type-changed S.Do → Thing: –/breaking/breaking", "{told:?}");
}

#[test]
fn what_does_not_resolve_is_never_unchanged() {
    let broken = sequence(r#"<xs:element name="A" type="tns:Gone"/>"#);
    let comparison = compare(&reading("old", &broken), &reading("new", &broken));
    let gaps: Vec<_> = comparison.changes.iter().filter(|change| change.kind == Kind::NotComparable).collect();
    assert_eq!(gaps.len(), 2, "{:?}", lines(&comparison));
    assert!(gaps.iter().all(|gap| gap.subject.contains("Gone")), "{gaps:?}");
    assert!(lines(&comparison)[0].ends_with(": warning/warning/–"), "{:?}", lines(&comparison));
    assert!(comparison.bump().is_some());
}

#[test]
fn circles_end() {
    let of = |extra: &str| sequence(&format!(r#"<xs:element name="Inner" type="tns:Thing" minOccurs="0"/>{extra}"#));
    expect(&of(""), &of(B), &["required-field-added Thing.B: breaking/compatible/breaking"]);
}

#[test]
fn a_shared_type_is_told_of_once_with_all_that_it_reaches() {
    let of = |elements: &str| {
        let types = format!(r#"<xs:complexType name="Thing"><xs:sequence>{elements}</xs:sequence></xs:complexType>"#);
        Made { operations: &["Do", "Redo", "Undo"], types: &types, ..Made::default() }.text()
    };
    let comparison = between(&of(A), &of(&format!("{A}{B}")));
    assert_eq!(lines(&comparison), ["required-field-added Thing.B: breaking/compatible/breaking"]);
    let reach = &comparison.changes[0].operations;
    assert_eq!((reach.count, reach.first.as_slice()), (3, &["S.Do", "S.Redo", "S.Undo"].map(str::to_owned)[..]));
    assert_eq!(reach.services, ["S"]);
}

#[test]
fn fingerprints_depend_on_what_changed_alone() {
    let change = |old: &str, new: &str| between(old, new).changes[0].fingerprint.clone();
    let (old, new) = (sequence(A), sequence(&format!("{A}{B}")));
    let print = change(&old, &new);
    assert_eq!(print.len(), 16);
    let spaced = |text: &str| text.replace("<wsdl:types>", "\n\n\n<wsdl:types>");
    assert_eq!(change(&spaced(&old), &spaced(&new)), print);
    assert_ne!(change(&old, &sequence(&format!(r#"{A}<xs:element name="B" type="xs:date"/>"#))), print);
}
