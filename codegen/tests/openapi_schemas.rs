//! Schemas, construct by construct: what the model holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod openapi_support;

use bindery_codegen::{
    ledger::LossKind,
    model::{Access, Extra, Place, Primitive, TypeRef},
};
use openapi_support::*;

#[test]
fn objects_keep_order_requirement_and_null() {
    let reading = schemas(
        "User:
  type: object
  description: A person.
  required: [id, name]
  properties:
    name: {type: string, maxLength: 80}
    id: {type: integer, format: int64, readOnly: true, description: The number.}
    nick: {type: string, nullable: true}
    secret: {type: string, format: password, writeOnly: true}
    old: {type: string, deprecated: true}
",
    );
    let api = &reading.api;
    let user = structure(api, "User");
    assert_eq!(field_names(user), ["name", "id", "nick", "secret", "old"]);
    assert_eq!(ty(api, "User").docs.text.as_deref(), Some("A person."));
    assert_eq!(ty(api, "User").origin.to_string(), "api.yaml:6:5");
    assert_eq!(occurs(field(api, "User", "name").cardinality), (1, false));
    assert_eq!(field(api, "User", "name").constraints.max_length, Some(80));
    let id = field(api, "User", "id");
    assert_eq!(
        (primitive(&id.ty), id.access, id.origin.to_string()),
        (Primitive::I64, Access::ReadOnly, "api.yaml:12:9".to_owned())
    );
    assert_eq!(id.docs.text.as_deref(), Some("The number."));
    assert_eq!(occurs(field(api, "User", "nick").cardinality), (0, true));
    let secret = field(api, "User", "secret");
    assert!(secret.secret && secret.access == Access::WriteOnly);
    assert!(field(api, "User", "old").deprecated);
    assert_eq!(reading.ledger.losses, []);
}

#[test]
fn formats_become_primitives() {
    let reading = schemas(
        "Formats:
  type: object
  properties:
    a: {type: string, format: date}
    b: {type: string, format: date-time}
    c: {type: string, format: duration}
    d: {type: string, format: uuid}
    e: {type: string, format: uri}
    f: {type: string, format: byte}
    g: {type: string, format: binary}
    h: {type: integer, format: int32}
    i: {type: integer, format: int64}
    j: {type: integer}
    k: {type: number}
    l: {type: number, format: float}
    m: {type: number, format: decimal}
    n: {type: boolean}
    o: {type: string, format: email}
    p: {type: integer, minimum: 0, maximum: 100}
    q: {type: string, format: made-up}
    r: {type: integer, format: uint64}
",
    );
    let found: Vec<Primitive> =
        structure(&reading.api, "Formats").fields.iter().map(|field| primitive(&field.ty)).collect();
    assert_eq!(
        found,
        [
            Primitive::Date,
            Primitive::DateTime,
            Primitive::Duration,
            Primitive::Guid,
            Primitive::Uri,
            Primitive::Base64,
            Primitive::Binary,
            Primitive::I32,
            Primitive::I64,
            Primitive::Integer,
            Primitive::F64,
            Primitive::F32,
            Primitive::Decimal,
            Primitive::Bool,
            Primitive::String,
            Primitive::I64,
            Primitive::String,
            Primitive::U64,
        ]
    );
    assert_eq!(reading.ledger.losses.len(), 1);
    assert_loss(&reading, LossKind::FacetIgnored, "the format `made-up` is not known at api.yaml:25:12");
}

#[test]
fn numbers_out_of_range_widen_the_type() {
    let reading = schemas(
        "Wide:
  type: object
  properties:
    a: {type: integer, format: int32, maximum: 4294967295}
    b: {type: integer, format: int64, maximum: 18446744073709551615, minimum: 0}
    c: {type: integer, format: int64, maximum: 99999999999999999999999}
    d: {type: integer, format: int32, default: 12}
",
    );
    let found: Vec<Primitive> =
        structure(&reading.api, "Wide").fields.iter().map(|field| primitive(&field.ty)).collect();
    assert_eq!(found, [Primitive::I64, Primitive::U64, Primitive::Integer, Primitive::I32]);
    assert_loss(&reading, LossKind::Repaired, "4294967295 is out of the range of `int32`; widened to I64");
    let kept = field(&reading.api, "Wide", "c").constraints.maximum.clone();
    assert_eq!(kept, Some(("99999999999999999999999".to_owned(), false)), "never truncated");
    assert_eq!(field(&reading.api, "Wide", "d").default.as_deref(), Some("12"));
}

#[test]
fn enumerations_of_texts_and_integers() {
    let reading = schemas(
        "Color: {type: string, enum: [red, 'on', \"\", null]}
Level:
  type: integer
  enum: [0, 1, -5]
  x-enum-varnames: [None, Low, Negative]
  x-enum-descriptions: [Nothing at all, A little, Below]
Kind:
  type: string
  enum: [a, b]
  x-ms-enum:
    name: Kind
    values: [{value: b, name: Second, description: The second}, {value: a, name: First}]
Only: {type: boolean, enum: [true]}
Open: {type: string, x-extensible-enum: [near, far]}
",
    );
    let api = &reading.api;
    let open: Vec<&str> = enumeration(api, "Open").variants.iter().map(|value| value.name.local.as_str()).collect();
    assert_eq!(open, ["near", "far"], "any other value may stand, as in every enumeration");
    let values: Vec<&str> = enumeration(api, "Color").variants.iter().map(|value| value.name.local.as_str()).collect();
    assert_eq!(values, ["red", "on", ""]);
    let level = enumeration(api, "Level");
    assert!(level.integer);
    let values: Vec<_> = level
        .variants
        .iter()
        .map(|value| (value.name.local.as_str(), value.number, value.label.as_deref(), value.docs.text.as_deref()))
        .collect();
    assert_eq!(
        values,
        [
            ("0", Some(0), Some("None"), Some("Nothing at all")),
            ("1", Some(1), Some("Low"), Some("A little")),
            ("-5", Some(-5), Some("Negative"), Some("Below")),
        ]
    );
    let kinds: Vec<_> = enumeration(api, "Kind")
        .variants
        .iter()
        .map(|value| (value.name.local.as_str(), value.label.as_deref()))
        .collect();
    assert_eq!(kinds, [("a", Some("First")), ("b", Some("Second"))]);
    assert_eq!(primitive(alias(api, "Only")), Primitive::Bool);
    assert_loss(&reading, LossKind::FacetIgnored, "the values of the enumeration are not checked");
}

#[test]
fn arrays_maps_sets_and_free_values() {
    let reading = schemas(
        "Bag:
  type: object
  properties:
    list: {type: array, minItems: 1, items: {type: string, maxLength: 3, nullable: true}}
    set: {type: array, uniqueItems: true, items: {type: integer, format: int32}}
    map: {type: object, additionalProperties: {type: integer, format: int64, nullable: true}}
    open: {type: object, additionalProperties: true}
    bare: {type: object}
    nothing: {}
",
    );
    let api = &reading.api;
    let list = field(api, "Bag", "list");
    let TypeRef::List(item) = &list.ty else { panic!("{:?}", list.ty) };
    assert!(item.nillable && item.constraints.max_length == Some(3));
    assert_eq!(list.constraints.min_length, Some(1));
    assert!(field(api, "Bag", "set").constraints.unique);
    let TypeRef::Map(map) = &field(api, "Bag", "map").ty else { panic!("no map") };
    assert!(map.value_nillable && primitive(&map.value.1) == Primitive::I64 && map.entry.is_none());
    assert!(matches!(&field(api, "Bag", "open").ty, TypeRef::Map(map) if map.value.1 == TypeRef::Any));
    assert_eq!(field(api, "Bag", "bare").ty, TypeRef::Any);
    assert_eq!(field(api, "Bag", "nothing").ty, TypeRef::Any);
}

#[test]
fn additional_properties_beside_properties() {
    let reading = schemas(
        "Open:
  type: object
  properties: {a: {type: string}}
  additionalProperties: {type: boolean}
Closed:
  type: object
  properties: {a: {type: string}}
  additionalProperties: false
Unsaid:
  type: object
  properties: {a: {type: string}}
",
    );
    let api = &reading.api;
    let rest = structure(api, "Open").fields.last().unwrap();
    assert_eq!(rest.place, Place::Rest);
    assert!(matches!(&rest.ty, TypeRef::Map(map) if primitive(&map.value.1) == Primitive::Bool));
    assert_eq!(structure(api, "Closed").extra, Extra::Forbidden);
    assert_eq!(structure(api, "Unsaid").extra, Extra::Unknown);
    assert_eq!(structure(api, "Unsaid").fields.len(), 1);
}

#[test]
fn keywords_of_3_1() {
    let reading = schemas_of(
        "3.1.0",
        "Thing:
  type: object
  properties:
    a: {type: [string, 'null'], format: date}
    b: {type: [integer, string]}
    c: {const: fixed}
    d: {const: 7, type: integer}
    e: {type: integer, exclusiveMinimum: 3, maximum: 9}
    f: {$ref: '#/components/schemas/Local', description: Mine, default: x}
    g: {type: string, examples: [a, b]}
    h: true
    i: {type: [object, 'null'], properties: {x: {type: string}}}
    j: {type: array, prefixItems: [{type: string}]}
    k: {$ref: '#/components/schemas/Base', properties: {extra: {type: string}}}
Local: {type: string, $defs: {Inner: {type: integer, format: int32}}}
Deep: {$ref: '#/components/schemas/Local/$defs/Inner'}
Base: {type: object, properties: {base: {type: string}}}
",
    );
    let api = &reading.api;
    let a = field(api, "Thing", "a");
    assert_eq!((primitive(&a.ty), occurs(a.cardinality)), (Primitive::Date, (0, true)));
    let b = union(api, named(api, &field(api, "Thing", "b").ty));
    assert_eq!(b.variants.len(), 2);
    let c = enumeration(api, named(api, &field(api, "Thing", "c").ty));
    assert_eq!(c.variants[0].name.local, "fixed");
    assert_eq!(field(api, "Thing", "d").fixed.as_deref(), Some("7"));
    let e = &field(api, "Thing", "e").constraints;
    assert_eq!((e.minimum.clone(), e.maximum.clone()), (Some(("3".to_owned(), true)), Some(("9".to_owned(), false))));
    let f = field(api, "Thing", "f");
    assert_eq!((f.docs.text.as_deref(), f.default.as_deref()), (Some("Mine"), Some("x")));
    assert_eq!(field(api, "Thing", "h").ty, TypeRef::Any);
    assert!(field(api, "Thing", "i").cardinality.nillable);
    assert!(matches!(field(api, "Thing", "j").ty, TypeRef::List(_)));
    let k = named(api, &field(api, "Thing", "k").ty);
    let merged = structure(api, k);
    assert!(merged.base.is_some() || field_names(merged).contains(&"base"), "{:?}", field_names(merged));
    assert!(field_names(merged).contains(&"extra"));
    assert_eq!(primitive(alias(api, "Inner")), Primitive::I32);
    assert_eq!(named(api, alias(api, "Deep")), "Inner");
    assert_loss(&reading, LossKind::FacetIgnored, "`prefixItems` is not checked");
}

#[test]
fn not_is_documented() {
    let reading = schemas("A: {type: string, description: A name., not: {enum: [root, admin]}}");
    let text = ty(&reading.api, "A").docs.text.clone().unwrap();
    assert_eq!(text, "A name.\n\nMust not be: one of `root`, `admin`");
    assert_loss(&reading, LossKind::FacetIgnored, "`not` is documented, not checked");
}

#[test]
fn defects_with_a_clear_intent_are_repaired_and_named() {
    let reading = schemas(
        "A:
  type: object
  required: [a, ghost]
  properties:
    a: {$ref: '#/components/schemas/Missing'}
    b: {type: strin}
    c: {type: int}
    d: {type: integer, default: none}
    e: {type: string, maxLength: -4}
    f: {type: boolean, required: true}
    g: {type: string, enum: [x, x]}
    h: 17
    i: {maxLength: 4}
    j: {type: array}
",
    );
    let api = &reading.api;
    assert_eq!(field(api, "A", "a").ty, TypeRef::Any);
    assert_eq!(field(api, "A", "b").ty, TypeRef::Any);
    assert_eq!(primitive(&field(api, "A", "c").ty), Primitive::Integer);
    assert_eq!(field(api, "A", "d").default, None);
    assert_eq!(field(api, "A", "e").constraints.max_length, None);
    assert_eq!(field(api, "A", "f").cardinality.min, 1);
    assert_eq!(enumeration(api, named(api, &field(api, "A", "g").ty)).variants.len(), 1);
    assert_eq!(primitive(&field(api, "A", "i").ty), Primitive::String);
    assert_eq!(occurs(field(api, "A", "ghost").cardinality), (1, true));
    for (kind, text) in [
        (
            LossKind::Repaired,
            "dangling reference taken as any value: nothing stands at `#/components/schemas/Missing` at api.yaml:10:19",
        ),
        (LossKind::Repaired, "`strin` is no type; taken as any value at api.yaml:11:19"),
        (LossKind::Repaired, "`int` is no type; taken as `Integer` at api.yaml:12:19"),
        (LossKind::Repaired, "the default `none` is no value of the type; dropped at api.yaml:13:37"),
        (LossKind::Repaired, "`maxLength` is no count; ignored at api.yaml:14:38"),
        (LossKind::Repaired, "`required: true` stands at the property; read as required at api.yaml:15:12"),
        (LossKind::Repaired, "the value `x` stands twice at api.yaml:16:37"),
        (LossKind::Repaired, "a schema is a number; taken as any value at api.yaml:17:12"),
        (LossKind::Repaired, "no `type` is given; other keywords say `String` at api.yaml:18:12"),
        (LossKind::TypeAsAny, "`items` is missing: items are any values at api.yaml:19:12"),
        (LossKind::Repaired, "`ghost` is required but not declared; read as any value at api.yaml:8:17"),
    ] {
        assert_loss(&reading, kind, text);
    }
    assert_eq!(reading.ledger.losses.len(), 11, "{:#?}", reading.ledger.losses);
}
