//! Content models of XML Schema: one test per construct.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod front_support;

use bindery_codegen::model::{Content, Place, Primitive, TypeKind, TypeRef, UnionTag};
use front_support::{around, body, input, model, named, outline, read_text, service, sound, target, union};

#[test]
fn a_sequence_keeps_order_bounds_and_nil() {
    let api = model(
        r#"<xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:string" minOccurs="0" nillable="true"/>
        <xs:element name="c" type="xs:date" minOccurs="2" maxOccurs="5"/><xs:element name="d" type="xs:boolean" maxOccurs="unbounded"/>
        <xs:element name="gone" type="xs:int" minOccurs="0" maxOccurs="0"/></xs:sequence>"#,
        "",
    );
    assert_eq!(outline(input(&api)), ["Element a", "Element b?!", "Element c{2,5}", "Element d+"]);
    assert_eq!(input(&api)[0].name.to_string(), "{urn:t}a");
    assert_eq!(input(&api)[2].ty, TypeRef::Primitive(Primitive::Date));
    assert_eq!(input(&api)[0].origin.to_string(), "t.wsdl:3:52");
}

#[test]
fn nested_sequences_are_groups_only_where_they_occur_otherwise_than_once() {
    let api = model(
        r#"<xs:sequence><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence>
        <xs:sequence minOccurs="0" maxOccurs="unbounded"><xs:element name="x" type="xs:int"/><xs:element name="y" type="xs:int"/></xs:sequence>
        <xs:sequence minOccurs="0"><xs:element name="z" type="xs:int"/></xs:sequence></xs:sequence>"#,
        "",
    );
    let fields = input(&api);
    assert_eq!(outline(fields), ["Element a", "Group x_and_y*", "Element z?"]);
    let group = target(&api, &fields[1].ty);
    assert!(group.anonymous);
    assert_eq!(group.name.local, "Do.x_and_y");
    assert_eq!(outline(&body(group).fields), ["Element x", "Element y"]);
}

#[test]
fn a_sequence_of_three_at_a_time_stays_a_group() {
    let api = model(
        r#"<xs:sequence maxOccurs="unbounded"><xs:element name="x" type="xs:int" minOccurs="3" maxOccurs="3"/></xs:sequence>"#,
        "",
    );
    assert_eq!(outline(input(&api)), ["Group x_group+"]);
}

#[test]
fn a_choice_is_a_union_by_element() {
    let api = model(
        r#"<xs:choice><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:string" nillable="true"/>
        <xs:sequence><xs:element name="c" type="xs:int"/><xs:element name="d" type="xs:int"/></xs:sequence>
        <xs:choice><xs:element name="e" type="xs:int" maxOccurs="unbounded"/><xs:any processContents="lax"/></xs:choice></xs:choice>"#,
        "",
    );
    let fields = input(&api);
    assert_eq!(outline(fields), ["Choice choice"]);
    let union = union(&api, &fields[0].ty);
    assert_eq!(union.tag, UnionTag::Element);
    let variants: Vec<_> = union.variants.iter().map(|it| (&*it.name.local, it.place, it.cardinality.max)).collect();
    let once = Some(1);
    assert_eq!(
        variants,
        [
            ("a", Place::Element, once),
            ("b", Place::Element, once),
            ("c_and_d", Place::Group, once),
            ("e", Place::Element, None),
            ("any", Place::AnyElement, once)
        ]
    );
    assert!(union.variants[1].cardinality.nillable);
}

#[test]
fn a_choice_that_may_be_empty_is_optional_and_one_that_repeats_is_a_list() {
    let api = model(
        r#"<xs:sequence><xs:choice><xs:element name="a" type="xs:int" minOccurs="0"/><xs:element name="b" type="xs:int"/></xs:choice>
        <xs:choice minOccurs="0" maxOccurs="unbounded"><xs:element name="c" type="xs:int"/><xs:element name="d" type="xs:int"/></xs:choice>
        <xs:choice maxOccurs="3"><xs:element name="only" type="xs:int"/></xs:choice></xs:sequence>"#,
        "",
    );
    assert_eq!(outline(input(&api)), ["Choice choice?", "Choice choice*", "Element only{1,3}"]);
    let names: Vec<_> =
        api.types.iter().filter(|ty| matches!(ty.kind, TypeKind::Union(_))).map(|ty| &ty.name).collect();
    assert_eq!(names.iter().map(|it| &*it.local).collect::<Vec<_>>(), ["Do.choice", "Do.choice.2"]);
}

#[test]
fn all_has_no_order() {
    let api = model(
        r#"<xs:all minOccurs="0"><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int" minOccurs="0"/></xs:all>"#,
        "",
    );
    assert_eq!(outline(input(&api)), ["Element a?", "Element b?"]);
    assert_eq!(body(named(&api, "Do")).content, Content::All);
}

#[test]
fn groups_stand_in_place_or_as_types_of_their_own() {
    let api = model(
        r#"<xs:sequence><xs:group ref="tns:Name"/><xs:group ref="tns:Line" maxOccurs="unbounded"/></xs:sequence>
        <xs:attributeGroup ref="tns:Marks"/>"#,
        r#"<xs:group name="Name"><xs:sequence><xs:element name="first" type="xs:string"/><xs:element name="last" type="xs:string"/></xs:sequence></xs:group>
        <xs:group name="Line"><xs:sequence><xs:element name="item" type="xs:string"/><xs:element name="count" type="xs:int"/></xs:sequence></xs:group>
        <xs:attributeGroup name="Marks"><xs:attribute name="id" type="xs:ID" use="required"/><xs:attributeGroup ref="tns:More"/></xs:attributeGroup>
        <xs:attributeGroup name="More"><xs:attribute name="lang" type="xs:language" default="en"/><xs:anyAttribute/></xs:attributeGroup>"#,
    );
    let fields = input(&api);
    let wanted =
        ["Element first", "Element last", "Group Line+", "Attribute id", "Attribute lang?", "Rest attributes?"];
    assert_eq!(outline(fields), wanted);
    assert_eq!(target(&api, &fields[2].ty).name.local, "Line");
    assert_eq!(fields[4].default.as_deref(), Some("en"));
    assert_eq!(fields[4].name.namespace, None);
}

#[test]
fn wildcards_and_mixed_content_are_kept_as_they_stand() {
    let reading = read_text(&service(
        r#"<xs:sequence><xs:element name="doc" type="tns:Doc"/><xs:any minOccurs="0" maxOccurs="unbounded"/><xs:element name="t" type="xs:anyType"/></xs:sequence>"#,
        r#"<xs:complexType name="Doc" mixed="true"><xs:sequence><xs:element name="b" type="xs:string" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>"#,
    ));
    assert_eq!(reading.diagnostics, []);
    let losses: Vec<_> =
        reading.ledger.losses.iter().map(|loss| (loss.subject.as_str(), loss.reason.as_str())).collect();
    let reason = "its content is mixed: the element is kept as it stands, text and all";
    assert_eq!(losses, [("type {urn:t}Doc", reason)]);
    let api = reading.api;
    let fields = input(&api);
    assert_eq!(outline(fields), ["Element doc", "AnyElement any*", "Element t"]);
    assert_eq!(fields[2].ty, TypeRef::Any);
    assert_eq!(fields[0].ty, TypeRef::Any);
}

#[test]
fn simple_content_is_text_with_attributes() {
    let api = model(
        r#"<xs:sequence><xs:element name="price" type="tns:Price"/><xs:element name="cheap" type="tns:Cheap"/></xs:sequence>"#,
        r#"<xs:complexType name="Price"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="currency" type="xs:string" use="required"/></xs:extension></xs:simpleContent></xs:complexType>
        <xs:complexType name="Cheap"><xs:simpleContent><xs:restriction base="tns:Price"><xs:maxInclusive value="10"/></xs:restriction></xs:simpleContent></xs:complexType>
        <xs:complexType name="Dated"><xs:simpleContent><xs:extension base="tns:Price"><xs:attribute name="day" type="xs:date"/></xs:extension></xs:simpleContent></xs:complexType>"#,
    );
    let price = body(named(&api, "Price"));
    assert_eq!(outline(&price.fields), ["Text value", "Attribute currency"]);
    let cheap = body(named(&api, "Cheap"));
    assert_eq!(cheap.base, None);
    assert_eq!(api.ty(cheap.restricts.unwrap()).name.local, "Price");
    assert_eq!(outline(&cheap.fields), ["Text value", "Attribute currency"]);
    assert_eq!(cheap.fields[0].ty, TypeRef::Primitive(Primitive::Decimal));
    assert_eq!(cheap.fields[0].constraints.maximum, Some(("10".to_owned(), false)));
    // Price is used as a value, so what derives from it can stand there.
    let dated = body(named(&api, "Dated"));
    assert_eq!(api.ty(dated.base.unwrap()).name.local, "Price");
    assert_eq!(outline(&dated.fields), ["Attribute day?"]);
}

#[test]
fn extension_has_a_base_and_restriction_restates() {
    let api = model(
        r#"<xs:sequence><xs:element name="x" type="tns:Base"/></xs:sequence>"#,
        r#"<xs:complexType name="Base" abstract="true"><xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b" type="xs:int" minOccurs="0"/></xs:sequence><xs:attribute name="m" type="xs:int"/><xs:attribute name="n" type="xs:int"/></xs:complexType>
        <xs:complexType name="More"><xs:complexContent><xs:extension base="tns:Base"><xs:sequence><xs:element name="c" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
        <xs:complexType name="Less"><xs:complexContent><xs:restriction base="tns:Base"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence><xs:attribute name="n" use="prohibited"/></xs:restriction></xs:complexContent></xs:complexType>
        <xs:complexType name="Unused"><xs:sequence><xs:element name="more" type="tns:More"/></xs:sequence></xs:complexType>"#,
    );
    assert!(body(named(&api, "Base")).is_abstract);
    let more = body(named(&api, "More"));
    assert_eq!(
        (api.ty(more.base.unwrap()).name.local.as_str(), outline(&more.fields)),
        ("Base", vec!["Element c".into()])
    );
    let less = body(named(&api, "Less"));
    assert_eq!((less.base, api.ty(less.restricts.unwrap()).name.local.as_str()), (None, "Base"));
    assert_eq!(outline(&less.fields), ["Element a", "Attribute m?"]);
    assert!(!api.types.iter().any(|ty| ty.name.local == "Unused"));
}

#[test]
fn substitution_groups_are_unions_of_what_may_stand() {
    let api = model(
        r#"<xs:sequence><xs:element ref="tns:vehicle" maxOccurs="unbounded"/></xs:sequence>"#,
        r#"<xs:element name="vehicle" type="tns:V" abstract="true"/>
        <xs:element name="car" type="tns:V" substitutionGroup="tns:vehicle"/><xs:element name="bike" substitutionGroup="tns:vehicle"/>
        <xs:element name="van" type="tns:V" substitutionGroup="tns:car"/>
        <xs:complexType name="V"><xs:sequence><xs:element name="wheels" type="xs:int"/></xs:sequence></xs:complexType>"#,
    );
    let fields = input(&api);
    assert_eq!(outline(fields), ["Choice vehicle+"]);
    let variants = &union(&api, &fields[0].ty).variants;
    assert_eq!(variants.iter().map(|it| &*it.name.local).collect::<Vec<_>>(), ["car", "van", "bike"]);
    assert!(variants.iter().all(|it| target(&api, it.ty.as_ref().unwrap()).name.local == "V"));
}

#[test]
fn forms_and_references_decide_namespaces() {
    let api = sound(&around(
        r#"<xs:schema targetNamespace="urn:t" attributeFormDefault="qualified" xmlns:o="urn:o"><xs:import namespace="urn:o"/>
        <xs:element name="Do"><xs:complexType><xs:sequence><xs:element name="plain" type="xs:int"/><xs:element name="own" form="qualified" type="xs:int"/><xs:element ref="o:other"/></xs:sequence>
        <xs:attribute name="a" type="xs:int"/><xs:attribute name="b" form="unqualified" type="xs:int"/><xs:attribute ref="xml:lang"/><xs:attribute ref="o:mark" use="required"/></xs:complexType></xs:element>
        <xs:element name="DoResponse"><xs:complexType/></xs:element></xs:schema>
        <xs:schema targetNamespace="urn:o"><xs:element name="other" nillable="true" type="xs:int"/><xs:attribute name="mark" type="xs:int"/></xs:schema>"#,
    ));
    let names: Vec<_> = input(&api).iter().map(|field| field.name.to_string()).collect();
    let xml = "{http://www.w3.org/XML/1998/namespace}lang";
    assert_eq!(names, ["plain", "{urn:t}own", "{urn:o}other", "{urn:t}a", "b", xml, "{urn:o}mark"]);
    assert!(input(&api)[2].cardinality.nillable);
}

#[test]
fn anonymous_types_are_named_after_their_path() {
    let api = model(
        r#"<xs:sequence><xs:element name="order"><xs:complexType><xs:sequence><xs:element name="line"><xs:complexType><xs:attribute name="n" type="xs:int"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element></xs:sequence>"#,
        "",
    );
    let order = target(&api, &input(&api)[0].ty);
    assert_eq!((&*order.name.local, order.anonymous, order.scope), ("Do.order", true, Some(0)));
    assert_eq!(target(&api, &body(order).fields[0].ty).name.local, "Do.order.line");
}
