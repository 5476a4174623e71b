//! Simple types, and the types that become lists, maps and enumerations: one test per construct.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod front_support;

use bindery_codegen::model::{Enum, Primitive, TypeKind, TypeRef, UnionTag};
use front_support::{around, body, input, model, named, outline, read_texts, service, sound, target};

fn enumeration<'a>(api: &'a bindery_codegen::model::Api, name: &str) -> &'a Enum {
    match &named(api, name).kind {
        TypeKind::Enum(found) => found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn enumerations_keep_their_values_and_numbers() {
    let api = model(
        r#"<xs:sequence><xs:element name="c" type="tns:Color"/><xs:element name="f" type="tns:Flags"/><xs:element name="inline"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="on"/></xs:restriction></xs:simpleType></xs:element></xs:sequence>"#,
        r#"<xs:simpleType name="Color"><xs:annotation><xs:documentation>Colours.</xs:documentation><xs:appinfo><ser:ActualType Name="short" Namespace="http://www.w3.org/2001/XMLSchema"/></xs:appinfo></xs:annotation>
        <xs:restriction base="xs:string"><xs:enumeration value="Red"/><xs:enumeration value="Dark blue"><xs:annotation><xs:appinfo><ser:EnumerationValue>7</ser:EnumerationValue></xs:appinfo></xs:annotation></xs:enumeration></xs:restriction></xs:simpleType>
        <xs:simpleType name="Flags"><xs:list><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="Read"/><xs:enumeration value="Write"/></xs:restriction></xs:simpleType></xs:list></xs:simpleType>"#,
    );
    let color = enumeration(&api, "Color");
    let values: Vec<_> = color.variants.iter().map(|it| (&*it.name.local, it.number)).collect();
    assert_eq!((values, color.set), (vec![("Red", None), ("Dark blue", Some(7))], false));
    assert_eq!(named(&api, "Color").docs.text.as_deref(), Some("Colours."));
    assert!(enumeration(&api, "Flags").set);
    assert_eq!(enumeration(&api, "Do.inline").variants.len(), 1);
}

#[test]
fn facets_become_constraints_where_they_stand() {
    let api = model(
        r#"<xs:sequence><xs:element name="code" type="tns:Code"/><xs:element name="n"><xs:simpleType><xs:restriction base="xs:decimal"><xs:minExclusive value="0"/><xs:totalDigits value="5"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="p" type="xs:positiveInteger"/><xs:element name="t"><xs:simpleType><xs:restriction base="xs:string"><xs:whiteSpace value="collapse"/></xs:restriction></xs:simpleType></xs:element></xs:sequence>"#,
        r#"<xs:simpleType name="Code"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]+"/><xs:pattern value="\d+"/><xs:length value="3"/></xs:restriction></xs:simpleType>"#,
    );
    let TypeKind::Alias { target, constraints } = &named(&api, "Code").kind else { panic!() };
    assert_eq!(*target, TypeRef::Primitive(Primitive::String));
    assert_eq!(constraints.patterns, ["[A-Z]+", r"\d+"]);
    assert_eq!((constraints.min_length, constraints.max_length), (Some(3), Some(3)));
    let fields = input(&api);
    assert_eq!(fields[1].constraints.minimum, Some(("0".into(), true)));
    assert_eq!((fields[1].constraints.total_digits, fields[1].constraints.fraction_digits), (Some(5), Some(2)));
    assert_eq!(fields[2].constraints.minimum, Some(("1".into(), false)));
    assert_eq!(fields[3].ty, TypeRef::Primitive(Primitive::Token));
}

#[test]
fn lists_and_unions() {
    let api = model(
        r#"<xs:sequence><xs:element name="l" type="tns:Ints"/><xs:element name="u" type="tns:Either"/><xs:element name="o" type="tns:Open"/><xs:element name="nm" type="xs:NMTOKENS"/></xs:sequence>"#,
        r#"<xs:simpleType name="Ints"><xs:list itemType="xs:int"/></xs:simpleType>
        <xs:simpleType name="Either"><xs:union memberTypes="xs:int xs:date"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="never"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
        <xs:simpleType name="Open"><xs:union memberTypes="tns:Known xs:string"/></xs:simpleType>
        <xs:simpleType name="Known"><xs:restriction base="xs:string"><xs:enumeration value="a"/><xs:enumeration value="b"/></xs:restriction></xs:simpleType>"#,
    );
    let TypeKind::Alias { target: TypeRef::List(item), .. } = &named(&api, "Ints").kind else { panic!() };
    assert_eq!((&item.name, &item.ty), (&None, &TypeRef::Primitive(Primitive::I32)));
    let TypeKind::Union(either) = &named(&api, "Either").kind else { panic!() };
    assert_eq!((&either.tag, either.variants.len()), (&UnionTag::Untagged, 3));
    assert_eq!(enumeration(&api, "Open").variants.len(), 2);
    assert!(matches!(&input(&api)[3].ty, TypeRef::List(item) if item.name.is_none()));
}

#[test]
fn list_wrappers_become_lists_unless_they_are_more() {
    let api = model(
        r#"<xs:sequence><xs:element name="a" type="tns:ArrayOfPoint" nillable="true"/><xs:element name="anonymous"><xs:complexType><xs:sequence><xs:element name="x" type="xs:int" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="named" type="tns:Basket"/><xs:element name="marked" type="tns:ArrayOfMarked"/><xs:element name="tree" type="tns:ArrayOfTree"/></xs:sequence>"#,
        r#"<xs:complexType name="ArrayOfPoint"><xs:sequence><xs:element name="Point" type="tns:Point" nillable="true" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
        <xs:complexType name="Point"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
        <xs:complexType name="Basket"><xs:sequence><xs:element name="Fruit" type="xs:string" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
        <xs:complexType name="ArrayOfMarked"><xs:sequence><xs:element name="m" type="xs:int" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="mark" type="xs:int"/></xs:complexType>
        <xs:complexType name="ArrayOfTree"><xs:sequence><xs:element name="Tree" type="tns:ArrayOfTree" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>"#,
    );
    let fields = input(&api);
    let TypeRef::List(points) = &fields[0].ty else { panic!("{:?}", fields[0].ty) };
    assert_eq!(points.list_name.as_ref().unwrap().local, "ArrayOfPoint");
    assert_eq!(points.name.as_ref().unwrap().to_string(), "{urn:t}Point");
    assert!(points.nillable);
    assert!(matches!(&fields[1].ty, TypeRef::List(item) if item.list_name.is_none()));
    assert_eq!(outline(&body(target(&api, &fields[2].ty)).fields), ["Element Fruit+"]);
    assert_eq!(target(&api, &fields[3].ty).name.local, "ArrayOfMarked");
    // A list of itself has no end: it stays a struct.
    let tree = target(&api, &fields[4].ty);
    assert_eq!(target(&api, &body(tree).fields[0].ty).name, tree.name);
}

#[test]
fn dictionaries_become_maps() {
    let dictionary = |info: &str| {
        format!(
            r#"<xs:complexType name="Words">{info}<xs:sequence><xs:element name="Pair" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence><xs:element name="Key" nillable="true" type="xs:string"/><xs:element name="Value" nillable="true" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:complexType>"#
        )
    };
    let content = r#"<xs:sequence><xs:element name="w" type="tns:Words"/></xs:sequence>"#;
    let info = "<xs:annotation><xs:appinfo><ser:IsDictionary>true</ser:IsDictionary></xs:appinfo></xs:annotation>";
    let api = model(content, &dictionary(info));
    let TypeRef::Map(map) = &input(&api)[0].ty else { panic!() };
    assert_eq!(map.map_name.as_ref().unwrap().local, "Words");
    assert_eq!(map.entry.as_ref().unwrap().to_string(), "{urn:t}Pair");
    assert_eq!((&*map.key.0.local, &map.value.1), ("Key", &TypeRef::Primitive(Primitive::I32)));
    assert!(map.value_nillable);
    let api = model(content, &dictionary(""));
    assert_eq!(outline(&body(target(&api, &input(&api)[0].ty)).fields), ["Element Pair*"]);
}

#[test]
fn serialization_types_are_primitives_with_and_without_their_schema() {
    let content = r#"<xs:sequence><xs:element name="g" type="ser:guid"/><xs:element name="d" type="ser:duration"/><xs:element name="c" type="ser:char"/></xs:sequence>"#;
    let api = model(content, "");
    let types: Vec<_> = input(&api).iter().map(|field| field.ty.clone()).collect();
    assert_eq!(types, [Primitive::Guid, Primitive::Duration, Primitive::Char].map(TypeRef::Primitive));
}

#[test]
fn imports_without_locations_are_resolved_among_all_schemas() {
    let api = sound(&around(
        r#"<xs:schema targetNamespace="urn:t" elementFormDefault="qualified"><xs:import namespace="urn:o"/>
        <xs:element name="Do"><xs:complexType><xs:sequence><xs:element name="p" type="q1:Point" xmlns:q1="urn:o"/></xs:sequence></xs:complexType></xs:element></xs:schema>
        <xs:schema targetNamespace="urn:t"><xs:element name="DoResponse"><xs:complexType/></xs:element></xs:schema>
        <xs:schema targetNamespace="urn:o"><xs:complexType name="Point"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType></xs:schema>"#,
    ));
    let point = target(&api, &input(&api)[0].ty);
    assert_eq!(point.name.to_string(), "{urn:o}Point");
    assert_eq!(body(point).fields[0].name.to_string(), "x");
}

#[test]
fn chameleons_take_the_namespace_of_who_includes_them_and_redefinitions_count() {
    let includes = r#"<xs:include schemaLocation="parts/common.xsd"/>"#;
    let content = r#"<xs:sequence><xs:element name="p" type="tns:Point"/></xs:sequence>"#;
    let common = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"><xs:complexType name="Point"><xs:sequence><xs:element name="x" type="Number"/></xs:sequence></xs:complexType><xs:simpleType name="Number"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#;
    let text = service(content, "")
        .replace(r#"elementFormDefault="qualified">"#, &format!(r#"elementFormDefault="qualified">{includes}"#));
    let reading = read_texts(&[("a/t.wsdl", text.clone()), ("a/parts/common.xsd", common.to_owned())]);
    assert_eq!(reading.diagnostics, []);
    let point = target(&reading.api, &input(&reading.api)[0].ty);
    assert_eq!(point.name.to_string(), "{urn:t}Point");
    assert_eq!(body(point).fields[0].name.to_string(), "{urn:t}x");
    let redefines = r#"<xs:redefine schemaLocation="parts/common.xsd"><xs:complexType name="Point"><xs:complexContent><xs:extension base="tns:Point"><xs:sequence><xs:element name="y" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType></xs:redefine>"#;
    let reading =
        read_texts(&[("a/t.wsdl", text.replace(includes, redefines)), ("a/parts/common.xsd", common.to_owned())]);
    assert_eq!((reading.diagnostics, reading.ledger.losses), (vec![], vec![]));
    let api = &reading.api;
    let point = body(target(api, &input(api)[0].ty));
    assert_eq!(outline(&point.fields), ["Element y"]);
    assert_eq!(outline(&body(api.ty(point.base.unwrap())).fields), ["Element x"]);
}

#[test]
fn recursion_through_types_elements_and_groups_ends() {
    let api = model(
        r#"<xs:sequence><xs:element name="n" type="tns:Node"/><xs:element ref="tns:part"/></xs:sequence>"#,
        r#"<xs:complexType name="Node"><xs:sequence><xs:element name="next" type="tns:Node" minOccurs="0"/><xs:element name="kids" type="tns:ArrayOfNode"/></xs:sequence></xs:complexType>
        <xs:complexType name="ArrayOfNode"><xs:sequence><xs:element name="Node" type="tns:Node" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
        <xs:element name="part"><xs:complexType><xs:group ref="tns:Inner"/></xs:complexType></xs:element>
        <xs:group name="Inner"><xs:sequence><xs:element ref="tns:part" minOccurs="0"/><xs:element name="x" type="xs:int"/></xs:sequence></xs:group>"#,
    );
    let node = named(&api, "Node");
    assert_eq!(target(&api, &body(node).fields[0].ty).name, node.name);
    let part = named(&api, "part");
    assert_eq!(target(&api, &body(part).fields[0].ty).name, part.name);
    assert!(part.anonymous && part.scope.is_none());
}
