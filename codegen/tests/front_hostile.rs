//! Descriptions that are made to hurt: each ends, in time and memory in proportion to its size, with what was met.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod front_support;

use std::{fmt::Write as _, fs, time::Instant};

use bindery_codegen::{
    Reading,
    diagnostic::Diagnostic,
    read,
    source::{Access, Limits, Options, Source, load},
};
use front_support::{read_text, read_texts, service};

/// The finding of a code.
fn finding<'a>(reading: &'a Reading, code: &str) -> &'a Diagnostic {
    reading.diagnostics.iter().find(|it| it.code == code).unwrap_or_else(|| panic!("{:?}", reading.diagnostics))
}

fn names_limit(reading: &Reading, limit: &str) {
    let found = reading.diagnostics.iter().find(|it| it.code.ends_with("::limit"));
    let found = found.unwrap_or_else(|| panic!("{:?}", reading.diagnostics));
    assert!(found.message.contains(&format!("`{limit}`")), "{found}");
    assert!(found.origin.line > 0 && found.help.is_some(), "{found}");
}

/// The content that uses a global type `T0`.
const USES: &str = r#"<xs:sequence><xs:element name="x" type="tns:T0"/></xs:sequence>"#;

#[test]
fn dtds_and_entities_are_refused_with_their_place() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
    let reading = read_text(bomb);
    assert_eq!(finding(&reading, "xml::dtd").origin.to_string(), "t.wsdl:2:1");
    assert_eq!(finding(&read_text("<a>&undefined;</a>"), "xml::malformed").origin.to_string(), "t.wsdl:1:4");
}

#[test]
fn depth_attributes_and_namespaces_are_bounded_before_anything_is_built() {
    let start = Instant::now();
    names_limit(&read_text(&"<a>".repeat(1_000_000)), "element_depth");
    let attributes = (0..200_000).fold(String::from("<a"), |mut text, n| {
        write!(text, " a{n}=\"\"").unwrap();
        text
    });
    names_limit(&read_text(&(attributes + "/>")), "attributes");
    let namespaces = (0..255).fold(String::new(), |mut text, n| {
        write!(text, "<a xmlns:p{n}=\"u{n}\" xmlns:q{n}=\"v{n}\">").unwrap();
        text
    });
    names_limit(&read_text(&namespaces), "namespaces");
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn derivations_ten_thousand_deep_end() {
    let mut complex = String::new();
    let mut simple = String::new();
    for n in 0..10_000 {
        let next = n + 1;
        write!(complex, r#"<xs:complexType name="T{n}"><xs:complexContent><xs:extension base="tns:T{next}"><xs:sequence><xs:element name="e{n}" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>"#).unwrap();
        write!(simple, r#"<xs:simpleType name="T{n}"><xs:restriction base="tns:T{next}"/></xs:simpleType>"#).unwrap();
    }
    complex.push_str(r#"<xs:complexType name="T10000"><xs:sequence/></xs:complexType>"#);
    simple.push_str(r#"<xs:simpleType name="T10000"><xs:restriction base="xs:int"/></xs:simpleType>"#);
    names_limit(&read_text(&service(USES, &complex)), "derivation_depth");
    names_limit(&read_text(&service(USES, &simple)), "derivation_depth");
}

#[test]
fn lists_of_lists_ten_thousand_deep_end() {
    let mut lists = String::new();
    for n in 0..10_000 {
        let next = n + 1;
        write!(lists, r#"<xs:complexType name="ArrayOf{n}"><xs:sequence><xs:element name="x" maxOccurs="unbounded" type="tns:ArrayOf{next}"/></xs:sequence></xs:complexType>"#).unwrap();
    }
    lists.push_str(r#"<xs:complexType name="ArrayOf10000"><xs:sequence><xs:element name="x" maxOccurs="unbounded" type="xs:int"/></xs:sequence></xs:complexType>"#);
    let content = r#"<xs:sequence><xs:element name="x" type="tns:ArrayOf0"/></xs:sequence>"#;
    let reading = read_text(&service(content, &lists));
    assert_eq!(reading.diagnostics, []);
    assert!(reading.api.types.len() > 9_000);
}

#[test]
fn circular_definitions_end() {
    let globals = r#"<xs:complexType name="T0"><xs:complexContent><xs:extension base="tns:T1"/></xs:complexContent></xs:complexType>
        <xs:complexType name="T1"><xs:complexContent><xs:extension base="tns:T0"/></xs:complexContent></xs:complexType>"#;
    let found = read_text(&service(USES, globals));
    assert_eq!(finding(&found, "xsd::circular-derivation").labels.len(), 1);
    let globals = r#"<xs:simpleType name="T0"><xs:union memberTypes="tns:T1 xs:int"/></xs:simpleType><xs:simpleType name="T1"><xs:list itemType="tns:T0"/></xs:simpleType>"#;
    finding(&read_text(&service(USES, globals)), "xsd::circular-derivation");
    let globals = r#"<xs:complexType name="T0"><xs:group ref="tns:G"/></xs:complexType>
        <xs:group name="G"><xs:choice><xs:element name="a" type="xs:int"/><xs:sequence><xs:group ref="tns:G"/></xs:sequence></xs:choice></xs:group>"#;
    finding(&read_text(&service(USES, globals)), "xsd::circular-group");
    let globals = r#"<xs:element name="h" substitutionGroup="tns:i"/><xs:element name="i" substitutionGroup="tns:h"/>
        <xs:complexType name="T0"><xs:sequence><xs:element ref="tns:h"/></xs:sequence></xs:complexType>"#;
    assert_eq!(read_text(&service(USES, globals)).diagnostics, []);
}

#[test]
fn groups_that_double_at_every_step_are_bounded() {
    let start = Instant::now();
    for (leaf, kind) in [(r#"<xs:element name="e" type="xs:int"/>"#, "sequence"), ("", "sequence"), ("", "choice")] {
        let mut groups = String::from(r#"<xs:complexType name="T0"><xs:group ref="tns:G0"/></xs:complexType>"#);
        for n in 0..60 {
            let next = n + 1;
            write!(groups, r#"<xs:group name="G{n}"><xs:{kind}><xs:group ref="tns:G{next}"/><xs:group ref="tns:G{next}"/></xs:{kind}></xs:group>"#).unwrap();
        }
        write!(groups, r#"<xs:group name="G60"><xs:{kind}>{leaf}</xs:{kind}></xs:group>"#).unwrap();
        names_limit(&read_text(&service(USES, &groups)), "particles");
    }
    let mut groups = String::from(r#"<xs:complexType name="T0"><xs:attributeGroup ref="tns:G0"/></xs:complexType>"#);
    for n in 0..60 {
        let next = n + 1;
        write!(groups, r#"<xs:attributeGroup name="G{n}"><xs:attributeGroup ref="tns:G{next}"/><xs:attributeGroup ref="tns:G{next}"/></xs:attributeGroup>"#).unwrap();
    }
    groups.push_str(r#"<xs:attributeGroup name="G60"/>"#);
    names_limit(&read_text(&service(USES, &groups)), "particles");
    assert!(start.elapsed().as_secs() < 20);
}

#[test]
fn occurrences_and_enumerations_are_bounded() {
    let content = r#"<xs:sequence><xs:element name="x" maxOccurs="1000000000" type="xs:int"/><xs:element name="y" minOccurs="99999999999999999999" maxOccurs="unbounded" type="xs:int"/></xs:sequence>"#;
    let reading = read_text(&service(content, ""));
    names_limit(&reading, "occurrences");
    assert_eq!(reading.diagnostics.len(), 2);
    let values = (0..250_000).fold(String::new(), |mut text, n| {
        write!(text, r#"<xs:enumeration value="{n}"/>"#).unwrap();
        text
    });
    let globals = format!(
        r#"<xs:simpleType name="T0"><xs:restriction base="xs:string">{values}</xs:restriction></xs:simpleType>"#
    );
    let reading = read_text(&service(USES, &globals));
    names_limit(&reading, "enumeration_values");
    assert_eq!(reading.diagnostics.len(), 1);
}

#[test]
fn import_cycles_end() {
    let schema = |namespace: &str, imported: &str, file: &str| {
        format!(
            r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}"><xs:import namespace="{imported}" schemaLocation="{file}"/><xs:include schemaLocation="self.xsd"/></xs:schema>"#
        )
    };
    let chameleon = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="self.xsd"/><xs:simpleType name="T0"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#;
    let content = r#"<xs:sequence><xs:element name="x" type="a:T0" xmlns:a="urn:a"/></xs:sequence>"#;
    let text = service(content, "").replace(
        r#"elementFormDefault="qualified">"#,
        r#"elementFormDefault="qualified"><xs:import namespace="urn:a" schemaLocation="a.xsd"/>"#,
    );
    let reading = read_texts(&[
        ("t.wsdl", text),
        ("a.xsd", schema("urn:a", "urn:b", "b.xsd")),
        ("b.xsd", schema("urn:b", "urn:a", "a.xsd")),
        ("self.xsd", chameleon.to_owned()),
    ]);
    assert_eq!(reading.diagnostics, []);
}

#[test]
fn nothing_outside_the_folder_is_read_unless_allowed() {
    let root = std::env::temp_dir().join(format!("bindery-front-{}", std::process::id()));
    let inner = root.join("inner");
    fs::create_dir_all(&inner).unwrap();
    let secret = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:s"><xs:simpleType name="S"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#;
    fs::write(root.join("outside.xsd"), secret).unwrap();
    fs::write(inner.join("inside.xsd"), secret).unwrap();
    let importing = |location: &str| {
        let content = r#"<xs:sequence><xs:element name="x" type="s:S" xmlns:s="urn:s"/></xs:sequence>"#;
        let import =
            format!(r#"elementFormDefault="qualified"><xs:import namespace="urn:s" schemaLocation="{location}"/>"#);
        let text = service(content, "").replace(r#"elementFormDefault="qualified">"#, &import);
        fs::write(inner.join("t.wsdl"), text).unwrap();
    };
    let reading = |options: &Options| {
        let (sources, errors) = load(&[inner.join("t.wsdl")], options);
        assert_eq!(errors, []);
        read(sources, options)
    };
    let absolute = root.join("outside.xsd").to_string_lossy().into_owned();
    let refused = [
        "../outside.xsd",
        "%2e%2e/outside.xsd",
        "x/../../outside.xsd",
        &absolute,
        "file:///etc/passwd",
        "http://host/x.xsd",
        "//host/x.xsd",
    ];
    for location in refused {
        importing(location);
        let reading = reading(&Options::default());
        let found = finding(&reading, "source::refused");
        assert!(found.origin.line > 0 && found.help.is_some(), "{found}");
    }
    importing("../outside.xsd");
    let allowed = Options { access: Access { allow_paths: vec![root.clone()] }, ..Options::default() };
    assert_eq!(reading(&allowed).diagnostics, []);
    importing("./inside.xsd");
    assert_eq!(reading(&Options::default()).diagnostics, []);
    #[cfg(unix)]
    {
        // A link inside that leads outside is outside.
        std::os::unix::fs::symlink(root.join("outside.xsd"), inner.join("link.xsd")).unwrap();
        importing("link.xsd");
        finding(&reading(&Options::default()), "source::refused");
    }
    fs::remove_dir_all(&root).unwrap();
}

#[test]
fn files_are_bounded_and_decoded() {
    let root = std::env::temp_dir().join(format!("bindery-files-{}", std::process::id()));
    fs::create_dir_all(&root).unwrap();
    let path = root.join("t.wsdl");
    let text = service("<xs:sequence/>", "");
    let options = Options { limits: Limits { file_bytes: 100, ..Limits::default() }, ..Options::default() };
    fs::write(&path, &text).unwrap();
    let (sources, errors) = load(std::slice::from_ref(&path), &options);
    assert!(sources.is_empty() && errors[0].help.as_ref().unwrap().contains("`file_bytes`"));
    // Larger than any file may be: no more than the limit is read.
    fs::File::create(&path).unwrap().set_len(Limits::default().file_bytes * 2).unwrap();
    let (sources, errors) = load(std::slice::from_ref(&path), &Options::default());
    assert!(sources.is_empty() && errors[0].help.as_ref().unwrap().contains("`file_bytes`"), "{errors:?}");
    let load_bytes = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        load(std::slice::from_ref(&path), &Options::default())
    };
    let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let with_bom = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
    let little = [vec![0xFF, 0xFE], utf16(u16::to_le_bytes)].concat();
    for bytes in [text.as_bytes(), &with_bom, &little, &utf16(u16::to_be_bytes)] {
        let (sources, errors) = load_bytes(bytes);
        assert_eq!((errors, &*sources[0].text), (vec![], text.as_str()));
    }
    for (bytes, says) in [
        (&b"<a>\xff</a>"[..], "byte 3"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "ISO-8859-1"),
        (b"\xFF\xFE\x00\xD8<\x00", "surrogate"),
        (b"\xFF\xFE\x00\x00", "UTF-32"),
    ] {
        let (_, errors) = load_bytes(bytes);
        assert_eq!(errors[0].code, "source::encoding");
        assert!(errors[0].message.contains(says), "{}", errors[0]);
    }
    fs::remove_dir_all(&root).unwrap();
}

#[test]
fn what_is_no_description_is_called_by_its_name() {
    let says = |text: &str| read(vec![Source::new("t.wsdl", text)], &Options::default()).diagnostics[0].to_string();
    assert!(
        says("<!DOCTYPE html><html><body>Log in</body></html>")
            .contains("expected a WSDL, found an HTML page (<html>)")
    );
    assert!(says("  <html/>").contains("<html>"));
    assert!(says("<description xmlns=\"http://www.w3.org/ns/wsdl\"/>").contains("WSDL 2.0"));
    assert!(says("<definitions/>").contains("expected a WSDL, found <definitions>"));
    assert!(says(" \n ").contains("an empty file"));
    assert!(says("hello").contains("plain text"));
    assert!(says("<a><b></a>").contains("malformed"));
    let truncated = service("<xs:sequence/>", "");
    let truncated = &truncated[..truncated.len() / 2];
    assert!(says(truncated).contains("t.wsdl:"), "{}", says(truncated));
}
