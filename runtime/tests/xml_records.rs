//! Records, scalars, options, lists and maps, read and written.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_runtime::{record::Map, xml::Tolerance};
use support::{Presence, Presences, XSD, XSI, leniencies, read, refused, refused_under, write};

fn sample() -> Presence {
    Presence {
        rights: Some(Map::from_iter([("a".to_owned(), Some(1)), ("b".to_owned(), None)])),
        user_id: Some(-7),
        name: Some("A & B <c> \"d\"\r\n e".to_owned()),
        present: Some(true),
        topics: Some(vec![1, 2, 3]),
    }
}

#[test]
fn writes_the_first_namespace_as_the_default_and_others_by_prefixes_on_the_root() {
    let expected = "<Root xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:n2=\"urn:arrays\" xmlns=\"urn:test\">\
        <Rights><Pair><Key>a</Key><Value>1</Value></Pair><Pair><Key>b</Key><Value xsi:nil=\"true\"/></Pair></Rights>\
        <UserId>-7</UserId><Name>A &amp; B &lt;c&gt; \"d\"&#13;\n e</Name><Present>true</Present>\
        <Topics><n2:int>1</n2:int><n2:int>2</n2:int><n2:int>3</n2:int></Topics></Root>";
    assert_eq!(write(&sample()), expected);
    assert_eq!(read::<Presence>(expected), sample());
}

#[test]
fn attributes_of_a_key_are_told() {
    let xml = "<Root xmlns=\"urn:test\"><Rights><Pair><Key odd=\"1\">a</Key><Value>1</Value></Pair></Rights></Root>";
    let (read, told) = leniencies::<Presence>(xml);
    assert_eq!(read.rights, Some(Map::from_iter([("a".to_owned(), Some(1))])));
    assert_eq!(told, ["Root/Rights/Pair[0]/Key: unknown attribute `odd`"]);
    assert!(refused_under::<Presence>(xml, Tolerance::Strict).contains("unknown attribute `odd`"));
}

#[test]
fn reads_any_prefix_with_redundant_types_and_white_space() {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c --><p:Root xmlns:p=\"urn:test\" xmlns:q='urn:arrays' {XSI} {XSD}>
  <p:Response xsi:type=\"p:ArrayOfPresence\">
    <p:Presence xsi:type='p:Presence'>
      <p:UserId xsi:type=\"xsd:int\"> 5 </p:UserId><?pi?>
      <p:Name xsi:type=\"xsd:string\"><![CDATA[<x>]]> &#x41;&amp;</p:Name>
      <p:Present>1</p:Present>
      <p:Topics xsi:type=\"q:ArrayOfint\"><q:int xsi:type=\"xsd:short\">0</q:int><!-- c --></p:Topics>
    </p:Presence>
    <p:Presence/>
    <p:Presence><p:Name/></p:Presence>
  </p:Response>
</p:Root>\n<!-- end -->\n"
    );
    let expected = Presences {
        presence: Some(vec![
            Presence {
                user_id: Some(5),
                name: Some("<x> A&".to_owned()),
                present: Some(true),
                topics: Some(vec![0]),
                ..Presence::default()
            },
            Presence::default(),
            Presence { name: Some(String::new()), ..Presence::default() },
        ]),
    };
    assert_eq!(read::<Presences>(&xml), expected);
}

#[test]
fn errors_tell_path_expectation_finding_and_place() {
    let xml = "<Root xmlns='urn:test'><Response><Presence/><Presence>\n<UserId>x</UserId></Presence></Response></Root>";
    assert_eq!(
        refused::<Presences>(xml),
        "Root/Response/Presence[1]/UserId: expected an integer from -2147483648 to 2147483647, found `x` (line 2, column 1)"
    );
}

#[test]
fn a_wrong_type_is_an_error() {
    let xml = format!("<Root xmlns='urn:test' {XSI} {XSD}><UserId xsi:type='xsd:string'>1</UserId></Root>");
    assert_eq!(
        refused::<Presence>(&xml),
        "Root/UserId: expected the type `int` in the namespace `http://www.w3.org/2001/XMLSchema`, found `xsi:type` \
         `string` in the namespace `http://www.w3.org/2001/XMLSchema` (line 1, column 123)"
    );
}

#[test]
fn unknown_elements_are_reported_or_refused() {
    let xml = "<Root xmlns='urn:test'><UserId>1</UserId><Extra><deep>x</deep></Extra><Present>true</Present></Root>";
    let (record, found) = leniencies::<Presence>(xml);
    assert_eq!(record, Presence { user_id: Some(1), present: Some(true), ..Presence::default() });
    assert_eq!(found, ["Root/Extra: unknown element `Extra` in the namespace `urn:test`"]);
    assert_eq!(
        refused_under::<Presence>(xml, Tolerance::Strict),
        "Root/Extra: expected one of the elements `Rights`, `UserId`, `Name`, `Present`, `Topics`, found unknown element \
         `Extra` in the namespace `urn:test` (line 1, column 42)"
    );
}

#[test]
fn a_nil_item_is_dropped_and_reported() {
    let xml = format!("<Root xmlns='urn:test' {XSI}><Response><Presence xsi:nil='true'/><Presence/></Response></Root>");
    let (record, found) = leniencies::<Presences>(&xml);
    assert_eq!(record.presence.map(|list| list.len()), Some(1));
    assert_eq!(found, ["Root/Response/Presence[0]: nil item dropped"]);
}

/// Services that write an element for each field write those without a value as nothing.
#[test]
fn an_empty_value_of_a_type_that_has_none_is_no_value_and_reported() {
    let xml = r#"<Root xmlns="urn:test"><UserId/><Name/><Present> </Present></Root>"#;
    let (presence, told) = leniencies::<Presence>(xml);
    assert_eq!((presence.user_id, presence.present), (None, None));
    assert_eq!(presence.name.as_deref(), Some(""), "a text may be empty");
    assert_eq!(told, ["Root/UserId: an empty value", "Root/Present: an empty value"],);
    assert_eq!(
        refused_under::<Presence>(xml, Tolerance::Strict),
        "Root/UserId: expected a value, found an empty value (line 1, column 24)",
    );
    let item = r#"<Root xmlns="urn:test"><Topics><int xmlns="urn:arrays"/></Topics></Root>"#;
    assert_eq!(
        refused::<Presence>(item),
        "Root/Topics/int[0]: expected an integer from -2147483648 to 2147483647, found an empty value (line 1, column 32)",
    );
}

#[derive(Clone, Default)]
struct Needed {
    id: Option<i32>,
}

static NEEDED: bindery_runtime::record::Schema = bindery_runtime::record::Schema {
    name: bindery_runtime::record::Name::NONE,
    fields: &[bindery_runtime::record::field(
        "urn:test",
        "Id",
        bindery_runtime::record::Shape::Scalar(bindery_runtime::record::Kind::I32),
        bindery_runtime::record::Flags::REQUIRED.and(bindery_runtime::record::Flags::NILLABLE),
    )],
    flags: bindery_runtime::record::Flags::NONE,
};

bindery_runtime::record!(Needed, &NEEDED, 0 id);

#[test]
fn a_required_element_is_not_empty_although_it_may_be_nil() {
    assert_eq!(
        refused::<Needed>(r#"<Root xmlns="urn:test"><Id/></Root>"#),
        "Root/Id: expected an integer from -2147483648 to 2147483647, found an empty value (line 1, column 24)",
    );
}
