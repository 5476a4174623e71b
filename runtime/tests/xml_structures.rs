//! Attributes, text content, choices, groups, unions, raw content, required and default values.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_runtime::{
    record::{Field, Flags, Form, Kind, ListSchema, Map, MapSchema, Maybe, Name, Schema, Shape, Tag, UnionSchema},
    value::{Element, QName},
    xml::Tolerance,
};
use support::{NS, XSI, leniencies, read, refused, refused_under, row, unwritable, write};

const TEXT: Shape = Shape::Scalar(Kind::String);
const INT: Shape = Shape::Scalar(Kind::I32);

/// An amount: simple content with attributes.
#[derive(Clone, Default)]
struct Amount {
    currency: String,
    scale: i32,
    rest: Map<String, String>,
    value: i32,
}

static REST: MapSchema = MapSchema {
    name: Name::NONE,
    entry: Name::NONE,
    key: row("key", TEXT, Flags::REQUIRED),
    value: row("value", TEXT, Flags::NONE),
};

static AMOUNT: Schema = Schema {
    name: Name::new(NS, "Amount"),
    fields: &[
        Field { name: Name::new("", "currency"), ..row("", TEXT, Flags::REQUIRED) }.form(Form::Attribute),
        Field { name: Name::new("", "scale"), ..row("", INT, Flags::REQUIRED) }.form(Form::Attribute).default("2"),
        row("rest", Shape::map(&REST), Flags::NONE).form(Form::Rest),
        row("value", INT, Flags::REQUIRED).form(Form::Text),
    ],
    flags: Flags::NONE,
};

bindery_runtime::record!(Amount, &AMOUNT, 0 currency, 1 scale, 2 rest, 3 value);

#[test]
fn attributes_and_text() {
    let xml = "<Root xmlns='urn:test' currency='N&amp;&quot;&#10;K' x='1' xmlns:o='urn:o' o:y='2'> 7 </Root>";
    let amount: Amount = read(xml);
    assert_eq!(amount.currency, "N&\"\nK");
    assert_eq!(amount.scale, 2);
    assert_eq!(amount.value, 7);
    assert_eq!(amount.rest.get("{urn:o}y").map(String::as_str), Some("2"));
    let written = write(&amount);
    assert_eq!(
        written,
        "<Root xmlns:n1=\"urn:o\" xmlns=\"urn:test\" currency=\"N&amp;&quot;&#10;K\" scale=\"2\" x=\"1\" n1:y=\"2\">7</Root>"
    );
    assert_eq!(read::<Amount>(&written), amount);
    assert_eq!(
        refused::<Amount>("<Root xmlns='urn:test'>7</Root>"),
        "Root: expected the required attribute `currency`, found none (line 1, column 25)"
    );
    assert_eq!(
        refused::<Amount>("<Root xmlns='urn:test' currency='a' scale='b'>7</Root>"),
        "Root/@scale: expected an integer from -2147483648 to 2147483647, found `b` (line 1, column 1)"
    );
}

/// A choice of two elements and a group.
#[derive(Clone)]
enum Contact {
    Mail(String),
    Phones(Vec<i32>),
    Place(Place),
}

#[derive(Clone, Default)]
struct Place {
    city: Option<String>,
    street: String,
}

static PLACE: Schema = Schema {
    name: Name::NONE,
    fields: &[row("City", TEXT, Flags::NONE), row("Street", TEXT, Flags::REQUIRED)],
    flags: Flags::NONE,
};

static CONTACT: UnionSchema = UnionSchema {
    name: Name::NONE,
    tag: Tag::Element,
    variants: &[
        row("Mail", TEXT, Flags::REQUIRED),
        row("Phone", INT, Flags::REPEATED),
        row("Place", Shape::record(&PLACE), Flags::REQUIRED).form(Form::Group),
    ],
    open: false,
};

bindery_runtime::record!(Place, &PLACE, 0 city, 1 street);
bindery_runtime::union!(Contact, &CONTACT, 0 Mail, 1 Phones, 2 Place);

/// A sequence with a choice, a group that repeats, an element that repeats, and what no field takes.
#[derive(Clone, Default)]
struct Card {
    name: String,
    contact: Option<Contact>,
    places: Vec<Place>,
    tags: Vec<String>,
    any: Vec<Element>,
}

static CARD: Schema = Schema {
    name: Name::new(NS, "Card"),
    fields: &[
        row("Name", TEXT, Flags::REQUIRED),
        row("contact", Shape::union(&CONTACT), Flags::NONE).form(Form::Choice),
        row("places", Shape::record(&PLACE), Flags::REPEATED).form(Form::Group),
        row("Tag", TEXT, Flags::REPEATED),
        row("any", Shape::Any, Flags::REPEATED).form(Form::AnyElement),
    ],
    flags: Flags::NONE,
};

bindery_runtime::record!(Card, &CARD, 0 name, 1 contact, 2 places, 3 tags, 4 any);

fn card(content: &str) -> String {
    format!("<Root xmlns=\"urn:test\"><Name>n</Name>{content}</Root>")
}

#[test]
fn a_choice_of_elements() {
    let xml = card("<Mail>m</Mail>");
    let read_card: Card = read(&xml);
    assert!(matches!(&read_card.contact, Some(Contact::Mail(mail)) if mail == "m"));
    assert_eq!(write(&read_card), xml);

    let xml = card("<Phone>1</Phone><Phone>2</Phone><Tag>t</Tag><Tag>u</Tag>");
    let read_card: Card = read(&xml);
    assert!(matches!(&read_card.contact, Some(Contact::Phones(phones)) if phones == &[1, 2]));
    assert_eq!(read_card.tags, ["t", "u"]);
    assert_eq!(write(&read_card), xml);

    assert_eq!(
        refused::<Card>(&card("<Mail>m</Mail><Phone>1</Phone>")),
        "Root/Phone: expected `Phone` once, found it stands again (line 1, column 52)"
    );
}

#[test]
fn groups_stand_among_the_fields_of_their_parent_and_repeat() {
    let xml = card("<City>a</City><Street>b</Street><Street>c</Street><City>d</City><Street>e</Street><Tag>t</Tag>");
    let read_card: Card = read(&xml);
    // The choice comes first in the table: it takes the first group.
    assert!(matches!(&read_card.contact, Some(Contact::Place(place)) if place.street == "b"));
    assert_eq!(read_card.places.len(), 2);
    assert_eq!(read_card.places[0], Place { city: None, street: "c".to_owned() });
    assert_eq!(read_card.places[1], Place { city: Some("d".to_owned()), street: "e".to_owned() });
    assert_eq!(read_card.tags, ["t"]);
    assert_eq!(write(&read_card), xml);
    assert_eq!(
        refused::<Card>(&card("<City>a</City><Tag>t</Tag>")),
        "Root: expected the required element `Street`, found none (line 1, column 57)"
    );
}

#[test]
fn what_no_field_takes_is_kept_as_it_is() {
    let xml = card(
        "<o:Extra xmlns:o=\"urn:o\" o:a=\"1&quot;\"><o:b xmlns:p=\"urn:p\" p:c=\"p:name\">t &amp; u</o:b>text<Name/></o:Extra>",
    );
    let read_card: Card = read(&xml);
    assert_eq!(read_card.any.len(), 1);
    let extra = read_card.any[0].get();
    assert_eq!(extra.namespace.as_deref(), Some("urn:o"));
    let written = write(&read_card);
    assert_eq!(
        written,
        card(
            "<Extra xmlns=\"urn:o\" xmlns:o=\"urn:o\" o:a=\"1&quot;\"><b xmlns:p=\"urn:p\" p:c=\"p:name\">t &amp; u</b>text\
             <Name xmlns=\"urn:test\"/></Extra>"
        )
    );
    assert_eq!(read::<Card>(&written).any[0].get().children.len(), 3);
}

#[test]
fn order_doubles_and_absence() {
    let (found, notes) = leniencies::<Card>("<Root xmlns='urn:test'><Tag>t</Tag><Name>n</Name></Root>");
    assert_eq!((found.name.as_str(), found.tags.as_slice()), ("n", ["t".to_owned()].as_slice()));
    assert_eq!(notes, ["Root/Name: `Name` out of order"]);
    assert_eq!(
        refused_under::<Card>("<Root xmlns='urn:test'><Tag>t</Tag><Name>n</Name></Root>", Tolerance::Strict),
        "Root/Name: expected the elements in the order of the description, found `Name` out of order (line 1, column 36)"
    );
    assert_eq!(
        refused::<Card>(&card("<Name>n</Name>")),
        "Root/Name: expected `Name` once, found it stands again (line 1, column 38)"
    );
    assert_eq!(
        refused::<Card>("<Root xmlns='urn:test'><Tag>t</Tag></Root>"),
        "Root: expected the required element `Name`, found none (line 1, column 36)"
    );
    let missing: Card = support::read_as("<Root xmlns='urn:test'/>", Tolerance::Lenient).unwrap().0;
    assert_eq!(missing, Card::default());
}

#[test]
fn an_element_in_another_namespace_is_never_the_right_one() {
    assert_eq!(
        refused::<Place>("<Root xmlns='urn:test'><o:Street xmlns:o='urn:other'>s</o:Street></Root>"),
        "Root/Street: expected `Street` in the namespace `urn:test`, found `Street` in the namespace `urn:other` \
         (line 1, column 24)"
    );
    assert_eq!(
        refused::<Place>("<Root><Street>s</Street></Root>"),
        "Root: expected `Root` in the namespace `urn:test`, found `Root` in no namespace (line 1, column 1)"
    );
}

/// Types told apart by `xsi:type`.
#[derive(Clone)]
enum Shapes {
    Place(Place),
    Amount(Amount),
    Unknown(Element),
}

static SHAPES: UnionSchema = UnionSchema {
    name: Name::new(NS, "PlaceBase"),
    tag: Tag::XsiType,
    variants: &[
        row("PlaceBase", Shape::record(&PLACE), Flags::NONE),
        row("Amount", Shape::record(&AMOUNT), Flags::NONE),
    ],
    open: true,
};

bindery_runtime::union!(Shapes, &SHAPES, 0 Place, 1 Amount, 2 Unknown);

#[derive(Clone, Default)]
struct Drawing {
    shape: Option<Shapes>,
    number: Maybe<i32>,
    kind: Option<QName>,
    words: Option<Vec<QName>>,
}

static WORDS: ListSchema = ListSchema {
    name: Name::new(NS, "Words"),
    item: Field { name: Name::NONE, ..row("", Shape::Scalar(Kind::QName), Flags::NONE) },
};

static DRAWING: Schema = Schema {
    name: Name::new(NS, "Drawing"),
    fields: &[
        row("Shape", Shape::union(&SHAPES), Flags::NILLABLE),
        row("Number", INT, Flags::NILLABLE).default("5"),
        row("Kind", Shape::Scalar(Kind::QName), Flags::NONE),
        row("Words", Shape::list(&WORDS), Flags::NONE),
    ],
    flags: Flags::NONE,
};

bindery_runtime::record!(Drawing, &DRAWING, 0 shape, 1 number, 2 kind, 3 words);

#[test]
fn types_are_told_apart_and_unknown_ones_kept() {
    let base: Drawing = read("<Root xmlns='urn:test'><Shape><Street>s</Street></Shape></Root>");
    assert!(matches!(&base.shape, Some(Shapes::Place(place)) if place.street == "s"));
    assert_eq!(write(&base), "<Root xmlns=\"urn:test\"><Shape><Street>s</Street></Shape></Root>");

    let xml =
        format!("<p:Root xmlns:p='urn:test' {XSI}><p:Shape xsi:type='p:Amount' currency='c'>3</p:Shape></p:Root>");
    let derived: Drawing = read(&xml);
    assert!(matches!(&derived.shape, Some(Shapes::Amount(amount)) if amount.value == 3));
    let written = write(&derived);
    assert_eq!(
        written,
        format!(
            "<Root {XSI} xmlns=\"urn:test\"><Shape xsi:type=\"Amount\" currency=\"c\" scale=\"2\">3</Shape></Root>"
        )
    );
    assert_eq!(read::<Drawing>(&written), derived);

    let xml =
        format!("<Root xmlns='urn:test' {XSI} xmlns:o='urn:o'><Shape xsi:type='o:New'><o:X>1</o:X></Shape></Root>");
    let (unknown, notes) = leniencies::<Drawing>(&xml);
    assert!(matches!(&unknown.shape, Some(Shapes::Unknown(_))));
    assert_eq!(notes, ["Root/Shape: unknown `xsi:type` of `Shape`, kept as it is"]);
    let written = write(&unknown);
    let (again, _) = leniencies::<Drawing>(&written);
    assert!(matches!(&again.shape, Some(Shapes::Unknown(element))
        if element.get().attributes.get("xsi:type").map(String::as_str) == Some("o:New")
            && element.get().get_child("X").and_then(|x| x.get_text()).as_deref() == Some("1")));
}

#[test]
fn an_xsi_type_that_names_nothing_is_an_error() {
    let cases = [
        ("p:", "the name of a type in `xsi:type`, found `p:`"),
        ("", "the name of a type in `xsi:type`, found ``"),
        (":Amount", "the name of a type in `xsi:type`, found `:Amount`"),
        ("p:a:b", "the name of a type in `xsi:type`, found `p:a:b`"),
        ("p:1", "the name of a type in `xsi:type`, found `p:1`"),
        ("q:Amount", "an `xsi:type` whose prefix is bound, found `q:Amount`"),
        ("q:", "an `xsi:type` whose prefix is bound, found `q:`"),
    ];
    for (name, message) in cases {
        for element in ["Shape", "Number"] {
            let xml = format!("<Root xmlns='urn:test' xmlns:p='urn:test' {XSI}><{element} xsi:type='{name}'/></Root>");
            let found = refused::<Drawing>(&xml);
            assert!(found.starts_with(&format!("Root/{element}: expected {message} (line 1")), "{found}");
        }
    }
}

#[test]
fn null_absence_defaults_and_qualified_names() {
    let xml = format!("<Root xmlns='urn:test' {XSI}><Number xsi:nil='true'/></Root>");
    assert_eq!(read::<Drawing>(&xml).number, Maybe::Null);
    assert_eq!(read::<Drawing>("<Root xmlns='urn:test'/>").number, Maybe::Absent);
    assert_eq!(read::<Drawing>("<Root xmlns='urn:test'><Number/></Root>").number, Maybe::Value(5));
    assert_eq!(
        write(&read::<Drawing>(&xml)),
        format!("<Root {XSI} xmlns=\"urn:test\"><Number xsi:nil=\"true\"/></Root>")
    );

    let names: Drawing = read("<Root xmlns='urn:test' xmlns:o='urn:o'><Kind> o:a </Kind><Words>b  o:c</Words></Root>");
    assert_eq!(names.kind, Some(QName::new("urn:o", "a")));
    assert_eq!(names.words, Some(vec![QName::new("urn:test", "b"), QName::new("urn:o", "c")]));
    let written = write(&names);
    assert_eq!(read::<Drawing>(&written), names);
    assert_eq!(
        refused::<Drawing>("<Root xmlns='urn:test'><Kind>x:a</Kind></Root>"),
        "Root/Kind: expected a qualified name whose prefix is bound, found `x:a` (line 1, column 24)"
    );
}

#[test]
fn nil_where_the_description_has_none_is_reported() {
    let xml = format!("<Root xmlns='urn:test' {XSI}><City xsi:nil='1'/><Street>s</Street></Root>");
    let (place, notes) = leniencies::<Place>(&xml);
    assert_eq!(place, Place { city: None, street: "s".to_owned() });
    assert_eq!(notes, ["Root/City: `xsi:nil` on an element that is not nillable"]);
    let xml = format!("<Root xmlns='urn:test' {XSI}><Street xsi:nil='true'/></Root>");
    assert_eq!(refused::<Place>(&xml), "Root/Street: expected a value, found `xsi:nil` (line 1, column 78)");
    let xml = format!("<Root xmlns='urn:test' {XSI}><City xsi:nil='true'>x</City></Root>");
    assert_eq!(
        refused::<Drawing>(&xml.replace("City", "Number")),
        "Root/Number: expected elements only, found the text `x` (line 1, column 102)"
    );
}

/// A record with required fields and a secret.
#[derive(Clone, Default)]
struct Login {
    user: Option<String>,
    password: Option<String>,
    note: Option<String>,
    inner: Option<Box<Login>>,
}

static LOGIN: Schema = Schema {
    name: Name::new(NS, "Login"),
    fields: &[
        row("User", TEXT, Flags::REQUIRED),
        row("Password", INT, Flags::SECRET),
        row("Note", TEXT, Flags::REQUIRED.and(Flags::NILLABLE)),
        row("Inner", Shape::record(&LOGIN), Flags::NONE),
    ],
    flags: Flags::NONE,
};

bindery_runtime::record!(Login, &LOGIN, 0 user, 1 password, 2 note, 3 inner);

#[test]
fn required_fields_are_written_or_refused() {
    let mut login = Login { user: Some("u".to_owned()), ..Login::default() };
    assert_eq!(write(&login), format!("<Root {XSI} xmlns=\"urn:test\"><User>u</User><Note xsi:nil=\"true\"/></Root>"));
    login.inner = Some(Box::default());
    assert_eq!(unwritable(&login), "Root/Inner: required field `User` is not set");
    login.inner = None;
    login.user = Some("a\u{1}".to_owned());
    assert_eq!(unwritable(&login), "Root/User: XML cannot carry the character U+0001");
}

#[test]
fn secrets_are_not_shown() {
    let secret = Login { user: Some("u".to_owned()), password: Some("hidden".to_owned()), ..Login::default() };
    let outer = Login { inner: Some(Box::new(secret)), ..Login::default() };
    assert_eq!(format!("{outer:?}"), "Login { Inner: Login { User: \"u\", Password: … } }");
}

#[test]
fn deep_values_are_refused_and_dropped() {
    let mut deep = Login { user: Some("u".to_owned()), ..Login::default() };
    for _ in 0..200 {
        deep = Login { user: Some("u".to_owned()), inner: Some(Box::new(deep)), ..Login::default() };
    }
    assert!(unwritable(&deep).ends_with(": values nest deeper than 128 (`Limits::depth`)"));
    let xml = format!("<Root xmlns='urn:test'>{}", "<Inner>".repeat(1_000_000));
    let error = refused::<Login>(&xml);
    assert!(
        error.contains("expected elements nested at most 128 deep (`Limits::depth`), found a deeper one"),
        "{error}"
    );
    let mut element = xmltree::Element::new("a");
    for _ in 0..100_000 {
        let mut outer = xmltree::Element::new("a");
        outer.children.push(xmltree::XMLNode::Element(element));
        element = outer;
    }
    drop(Element::from(element));
}
