//! Descriptions that were made to hurt: each ends in a diagnostic that names the limit, in bounded time, and never in a
//! panic or an overflown stack. What is long but legal is read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fmt::Write as _, time::Instant};

use bindery_codegen::{
    diagnostic::Severity,
    read,
    source::{Options, Source},
};
use bindery_tests::descriptions::{NAMESPACE, wsdl, wsdl_around};

/// The errors that reading a description gives, rendered.
fn errors(text: &str) -> Vec<String> {
    // A small stack: what recurses by the depth of its input dies here.
    let text = text.to_owned();
    std::thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let reading = read(vec![Source::new("made.wsdl", text)], &Options::default());
            let errors = reading.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
            errors.map(ToString::to_string).collect()
        })
        .expect("a thread")
        .join()
        .expect("reading does not panic")
}

/// Asserts that a description is refused, and that the refusal names the limit and a place.
fn refused(text: &str, limit: &str) {
    let start = Instant::now();
    let errors = errors(text);
    let all = errors.join("\n");
    assert!(errors.iter().any(|error| error.contains(limit)), "no error names `{limit}`: {all}");
    assert!(errors.iter().all(|error| error.contains("made.wsdl:")), "an error has no place: {all}");
    assert!(errors.len() < 50, "{} errors for one cause", errors.len());
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}

fn read_without_error(text: &str) {
    let start = Instant::now();
    let errors = errors(text);
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}

#[test]
fn elements_nested_without_end_are_refused() {
    let deep = format!("<xs:annotation>{}{}</xs:annotation>", "<d>".repeat(100_000), "</d>".repeat(100_000));
    refused(&wsdl(&deep), "element_depth");
}

#[test]
fn an_element_with_thousands_of_attributes_is_refused() {
    let attributes: String = (0..50_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, " a{n}='{n}'");
        text
    });
    refused(&wsdl(&format!("<xs:annotation{attributes}/>")), "attributes");
}

#[test]
fn thousands_of_namespace_declarations_are_refused() {
    let declarations: String = (0..900).fold(String::new(), |mut text, n| {
        let _ = write!(text, " xmlns:n{n}='urn:n{n}'");
        text
    });
    refused(&wsdl(&format!("<xs:annotation{declarations}/>")), "namespaces");
}

#[test]
fn types_derived_ten_thousand_times_are_refused() {
    let mut chain = r#"<xs:complexType name="T0"><xs:sequence/></xs:complexType>"#.to_owned();
    for n in 1..10_000 {
        let _ = write!(
            chain,
            r#"<xs:complexType name="T{n}"><xs:complexContent><xs:extension base="tns:T{}"/></xs:complexContent></xs:complexType>"#,
            n - 1
        );
    }
    chain.push_str(r#"<xs:complexType name="Thing"><xs:sequence><xs:element name="Last" type="tns:T9999"/></xs:sequence></xs:complexType>"#);
    refused(&wsdl(&chain), "derivation_depth");
}

#[test]
fn simple_types_derived_ten_thousand_times_are_refused() {
    let mut chain = r#"<xs:simpleType name="T0"><xs:restriction base="xs:string"/></xs:simpleType>"#.to_owned();
    for n in 1..10_000 {
        let _ = write!(chain, r#"<xs:simpleType name="T{n}"><xs:restriction base="tns:T{}"/></xs:simpleType>"#, n - 1);
    }
    chain.push_str(r#"<xs:complexType name="Thing"><xs:sequence><xs:element name="Last" type="tns:T9999"/></xs:sequence></xs:complexType>"#);
    refused(&wsdl(&chain), "derivation_depth");
}

#[test]
fn groups_that_double_at_every_step_are_refused() {
    let mut groups =
        r#"<xs:group name="G0"><xs:sequence><xs:element name="E" type="xs:int"/></xs:sequence></xs:group>"#.to_owned();
    for n in 1..40 {
        let below = n - 1;
        let _ = write!(
            groups,
            r#"<xs:group name="G{n}"><xs:sequence><xs:group ref="tns:G{below}"/><xs:group ref="tns:G{below}"/></xs:sequence></xs:group>"#
        );
    }
    groups.push_str(r#"<xs:complexType name="Thing"><xs:group ref="tns:G39"/></xs:complexType>"#);
    refused(&wsdl(&groups), "particles");
}

#[test]
fn a_million_enumeration_values_are_refused() {
    let mut values = String::new();
    for n in 0..1_000_000 {
        let _ = write!(values, r#"<xs:enumeration value="{n}"/>"#);
    }
    let types = format!(
        r#"<xs:simpleType name="Much"><xs:restriction base="xs:string">{values}</xs:restriction></xs:simpleType>
        <xs:complexType name="Thing"><xs:attribute name="much" type="tns:Much"/></xs:complexType>"#
    );
    refused(&wsdl(&types), "enumeration_values");
}

#[test]
fn occurrences_beyond_any_memory_are_refused_and_large_ones_are_not_expanded() {
    let thing = |occurs: &str| {
        wsdl(&format!(
            r#"<xs:complexType name="Thing"><xs:sequence><xs:element name="E" type="xs:int" minOccurs="0" maxOccurs="{occurs}"/></xs:sequence></xs:complexType>"#
        ))
    };
    refused(&thing("1000000000"), "occurrences");
    refused(&thing("99999999999999999999999"), "occurrences");
    read_without_error(&thing("1000000"));
}

#[test]
fn long_but_flat_input_is_read() {
    let mut elements = String::new();
    for n in 0..20_000 {
        let _ = write!(elements, r#"<xs:element name="E{n}" type="xs:string" minOccurs="0"/>"#);
    }
    read_without_error(&wsdl(&format!(
        r#"<xs:complexType name="Thing"><xs:sequence>{elements}</xs:sequence></xs:complexType>"#
    )));
}

#[test]
fn a_thousand_types_that_contain_each_other_are_read() {
    let mut types = String::new();
    for n in 0..1_000 {
        let _ = write!(
            types,
            r#"<xs:complexType name="T{n}"><xs:sequence><xs:element name="Next" type="tns:T{}" minOccurs="0"/></xs:sequence></xs:complexType>"#,
            (n + 1) % 1_000
        );
    }
    types.push_str(r#"<xs:complexType name="Thing"><xs:sequence><xs:element name="First" type="tns:T0"/></xs:sequence></xs:complexType>"#);
    read_without_error(&wsdl(&types));
}

#[test]
fn imports_in_a_circle_end() {
    let schema = |own: &str, other: &str, extra: &str| {
        format!(
            r#"<xs:schema targetNamespace="{own}" elementFormDefault="qualified" xmlns:o="{other}" xmlns:xs="http://www.w3.org/2001/XMLSchema">
              <xs:import namespace="{other}" schemaLocation="{}.xsd"/>{extra}</xs:schema>"#,
            other.replace(':', "-")
        )
    };
    let sources = [
        Source::new(
            "made.wsdl",
            wsdl_around(&format!(
                r#"<xs:schema targetNamespace="{NAMESPACE}" elementFormDefault="qualified" xmlns:a="urn:a">
                  <xs:import namespace="urn:a" schemaLocation="urn-a.xsd"/>
                  <xs:element name="Do"><xs:complexType><xs:sequence><xs:element name="A" type="a:A"/></xs:sequence></xs:complexType></xs:element>
                  <xs:element name="DoResponse"><xs:complexType/></xs:element>
                </xs:schema>"#
            )),
        ),
        Source::new(
            "urn-a.xsd",
            schema(
                "urn:a",
                "urn:b",
                r#"<xs:complexType name="A"><xs:sequence><xs:element name="B" type="o:B" minOccurs="0"/></xs:sequence></xs:complexType>"#,
            ),
        ),
        Source::new(
            "urn-b.xsd",
            schema(
                "urn:b",
                "urn:a",
                r#"<xs:complexType name="B"><xs:sequence><xs:element name="A" type="o:A" minOccurs="0"/></xs:sequence></xs:complexType>"#,
            ),
        ),
    ];
    let reading = read(sources.to_vec(), &Options::default());
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    assert!(reading.api.types.iter().any(|ty| ty.name.local == "B"));
}

#[test]
fn mutations_of_a_description_never_panic() {
    let text = wsdl(
        r#"<xs:complexType name="Thing"><xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element name="E" type="xs:int"/><xs:group ref="tns:G"/><xs:any/></xs:choice><xs:attribute name="a" type="tns:S" default="x"/></xs:complexType>
        <xs:group name="G"><xs:sequence><xs:element ref="tns:Do"/></xs:sequence></xs:group>
        <xs:simpleType name="S"><xs:list><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="x"/></xs:restriction></xs:simpleType></xs:list></xs:simpleType>"#,
    );
    let pieces = [
        "xs:",
        "tns:",
        "name=",
        "type=",
        "ref=",
        "base=",
        "<",
        ">",
        "/>",
        "\"",
        "element",
        "sequence",
        "complexType",
        "unbounded",
        "0",
    ];
    let mut state = 88_u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    for _ in 0..1_500 {
        let mut mutated = text.clone();
        for _ in 0..=next(3) {
            let piece = pieces[next(pieces.len())];
            let places: Vec<_> = mutated.match_indices(piece).map(|(at, _)| at).collect();
            if !places.is_empty() {
                let at = places[next(places.len())];
                let with = match next(4) {
                    0 => "",
                    1 => "tns:Thing",
                    2 => pieces[next(pieces.len())],
                    _ => "\u{fffd}&",
                };
                mutated.replace_range(at..at + piece.len(), with);
            }
        }
        let _ = read(vec![Source::new("made.wsdl", mutated)], &Options::default());
    }
}
