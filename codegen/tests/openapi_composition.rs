//! Schemas composed of others: inheritance, alternatives, discriminators, recursion.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod openapi_support;

use bindery_codegen::{
    ledger::LossKind,
    model::{Primitive, UnionTag},
};
use openapi_support::*;

#[test]
fn all_of_inherits_where_members_only_add() {
    let reading = schemas(
        "Animal: {type: object, required: [name], properties: {name: {type: string}}}
Named: {type: object, properties: {label: {type: string}}}
Dog:
  allOf:
    - $ref: '#/components/schemas/Animal'
    - $ref: '#/components/schemas/Named'
    - type: object
      required: [bark]
      properties: {bark: {type: integer, format: int32}}
Strict:
  allOf:
    - $ref: '#/components/schemas/Named'
    - required: [label]
Only:
  description: Nothing of its own.
  allOf: [{$ref: '#/components/schemas/Animal'}]
",
    );
    let api = &reading.api;
    let dog = structure(api, "Dog");
    let base = dog.base.map(|id| api.ty(id).name.local.as_str());
    assert_eq!((base, field_names(dog)), (Some("Animal"), vec!["label", "bark"]));
    assert_eq!(occurs(field(api, "Dog", "bark").cardinality), (1, false));
    let strict = structure(api, "Strict");
    assert_eq!(strict.base, None, "the base says that the field is optional, so it is merged");
    assert_eq!(occurs(field(api, "Strict", "label").cardinality), (1, false));
    assert_eq!(named(api, alias(api, "Only")), "Animal");
    assert_eq!(reading.ledger.losses, []);
}

#[test]
fn all_of_with_one_reference_only_annotates() {
    for (version, schema) in [
        ("3.0.3", "{allOf: [{$ref: '#/components/schemas/B'}], nullable: true, description: Mine}"),
        ("3.1.0", "{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}], description: Mine}"),
        ("3.1.0", "{oneOf: [{type: 'null'}, {$ref: '#/components/schemas/B'}], description: Mine}"),
    ] {
        let reading = schemas_of(
            version,
            &format!(
                "A:\n  type: object\n  properties:\n    b: {schema}\nB: {{type: object, properties: {{x: {{type: string}}}}}}\n"
            ),
        );
        let found = field(&reading.api, "A", "b");
        assert_eq!(named(&reading.api, &found.ty), "B", "{schema}");
        assert_eq!(occurs(found.cardinality), (0, true), "{schema}");
        assert_eq!(found.docs.text.as_deref(), Some("Mine"));
    }
}

#[test]
fn null_of_a_named_schema_reaches_its_users() {
    let reading = schemas(
        "A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}
B: {$ref: '#/components/schemas/C'}
C: {type: string, nullable: true, maxLength: 3}
",
    );
    assert_eq!(occurs(field(&reading.api, "A", "b").cardinality), (0, true));
    assert_eq!(occurs(field(&reading.api, "A", "c").cardinality), (0, true));
}

#[test]
fn one_of_with_a_discriminator() {
    let reading = schemas(
        "Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
Mapped:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator:
    propertyName: kind
    mapping: {cat: '#/components/schemas/Cat', lion: Cat, dog: Dog}
Plain:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind}
",
    );
    let api = &reading.api;
    let mapped = union(api, "Mapped");
    assert_eq!(mapped.tag, UnionTag::Property("kind".to_owned()));
    let variants: Vec<_> = mapped
        .variants
        .iter()
        .map(|variant| (variant.name.local.as_str(), named(api, variant.ty.as_ref().unwrap())))
        .collect();
    assert_eq!(variants, [("cat", "Cat"), ("lion", "Cat"), ("dog", "Dog")]);
    let plain: Vec<&str> = union(api, "Plain").variants.iter().map(|variant| variant.name.local.as_str()).collect();
    assert_eq!(plain, ["Cat", "Dog"]);
}

#[test]
fn a_base_with_a_discriminator_is_one_of_what_extends_it() {
    for (head, discriminator, place) in [
        (
            "openapi: 3.0.3",
            "discriminator: {propertyName: petType, mapping: {kitty: Cat, Dog: Dog, Pet: Pet}}",
            "components: {schemas: ",
        ),
        ("swagger: '2.0'", "discriminator: petType", "definitions: {unused: "),
    ] {
        let swagger = head.starts_with("swagger");
        let prefix = if swagger { "#/definitions/" } else { "#/components/schemas/" };
        let _ = place;
        let body = format!(
            "Pet:
  type: object
  required: [petType]
  {discriminator}
  properties: {{petType: {{type: string}}}}
Cat: {{allOf: [{{$ref: '{prefix}Pet'}}, {{type: object, properties: {{lives: {{type: integer}}}}}}]}}
Dog: {{allOf: [{{$ref: '{prefix}Pet'}}, {{type: object, properties: {{size: {{type: string}}}}}}]}}
Home: {{type: object, properties: {{pet: {{$ref: '{prefix}Pet'}}}}}}
"
        );
        let indent = if swagger { "  " } else { "    " };
        let body: String = body.lines().map(|line| format!("{indent}{line}\n")).collect();
        let container = if swagger { "definitions:\n" } else { "components:\n  schemas:\n" };
        let reading = reading(&format!("{head}\ninfo: {{title: T, version: 1.0.0}}\npaths: {{}}\n{container}{body}"));
        let api = &reading.api;
        let pet = union(api, "Pet");
        assert_eq!(pet.tag, UnionTag::Property("petType".to_owned()));
        let tags: Vec<&str> = pet.variants.iter().map(|variant| variant.name.local.as_str()).collect();
        assert_eq!(tags, [if swagger { "Cat" } else { "kitty" }, "Dog", "Pet"]);
        let base = structure(api, "Cat").base.map(|id| api.ty(id));
        assert_eq!(base.map(|base| base.name.local.as_str()), Some("Pet_base"));
        assert_eq!(field_names(structure(api, "Pet_base")), ["petType"]);
        assert_eq!(named(api, &field(api, "Home", "pet").ty), "Pet");
        assert_eq!(reading.ledger.losses, []);
    }
}

#[test]
fn one_of_two_objects_without_a_discriminator() {
    let reading = schemas(
        "Presence: {type: object, required: [id], properties: {id: {type: string}}}
Answer:
  oneOf:
    - $ref: '#/components/schemas/Presence'
    - type: object
      title: presences
      required: [value]
      properties: {value: {type: array, items: {$ref: '#/components/schemas/Presence'}}}
",
    );
    let api = &reading.api;
    let answer = union(api, "Answer");
    assert_eq!(answer.tag, UnionTag::Untagged);
    let names: Vec<&str> = answer.variants.iter().map(|variant| variant.name.local.as_str()).collect();
    assert_eq!(names, ["Presence", "presences"]);
    let inline = named(api, answer.variants[1].ty.as_ref().unwrap());
    assert_eq!(inline, "Answer_presences");
    assert!(ty(api, inline).anonymous);
    assert_eq!(occurs(field(api, inline, "value").cardinality), (1, false));
}

#[test]
fn alternatives_with_properties_beside_them() {
    let reading = schemas(
        "Shape:
  type: object
  required: [id]
  properties: {id: {type: string}}
  oneOf:
    - {title: circle, type: object, required: [radius], properties: {radius: {type: number}}}
    - {title: square, type: object, properties: {side: {type: number}}}
Endpoint:
  type: object
  properties: {agent: {type: string}}
  anyOf: [{$ref: '#/components/schemas/Service'}, {$ref: '#/components/schemas/Person'}]
Service: {allOf: [{$ref: '#/components/schemas/Endpoint'}, {type: object, properties: {host: {type: string}}}]}
Person: {allOf: [{$ref: '#/components/schemas/Endpoint'}, {type: object, properties: {name: {type: string}}}]}
Contact:
  type: object
  properties: {mail: {type: string}, phone: {type: string}}
  anyOf: [{required: [mail]}, {required: [phone]}]
",
    );
    let api = &reading.api;
    let circle = named(api, union(api, "Shape").variants[0].ty.as_ref().unwrap());
    assert_eq!(field_names(structure(api, circle)), ["radius", "id"]);
    assert_eq!(occurs(field(api, circle, "id").cardinality), (1, false));
    let endpoint = union(api, "Endpoint");
    let arms: Vec<&str> = endpoint.variants.iter().map(|variant| named(api, variant.ty.as_ref().unwrap())).collect();
    assert_eq!(arms, ["Service", "Person"], "what extends the schema that lists it is taken as it is");
    assert_eq!(field_names(structure(api, "Endpoint_base")), ["agent"]);
    assert_eq!(field_names(structure(api, "Contact")), ["mail", "phone"]);
    assert_eq!(losses(&reading, LossKind::FacetIgnored).len(), 2, "which of both must stand is not checked");
}

#[test]
fn alternatives_that_are_no_objects() {
    let reading = schemas(
        "Number: {anyOf: [{type: integer}, {type: string}], format: int64}
Open: {anyOf: [{type: string}, {type: string, enum: [a, b]}]}
Same: {oneOf: [{type: string}, {type: string}]}
",
    );
    let api = &reading.api;
    let number = union(api, "Number");
    let arms: Vec<_> = number
        .variants
        .iter()
        .map(|variant| (variant.name.local.as_str(), primitive(variant.ty.as_ref().unwrap())))
        .collect();
    assert_eq!(arms, [("integer", Primitive::I64), ("string", Primitive::String)]);
    assert_eq!(enumeration(api, "Open").variants.len(), 2, "enumerations keep unknown values anyway");
    assert_eq!(primitive(alias(api, "Same")), Primitive::String);
}

#[test]
fn types_that_contain_themselves() {
    let reading = schemas(
        "Node: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Node'}}, next: {$ref: '#/components/schemas/Node'}}}
A: {$ref: '#/components/schemas/B'}
B: {$ref: '#/components/schemas/A'}
C: {allOf: [{$ref: '#/components/schemas/D'}, {type: object, properties: {c: {type: string}}}]}
D: {allOf: [{$ref: '#/components/schemas/C'}, {type: object, properties: {d: {type: string}}}]}
E: {oneOf: [{$ref: '#/components/schemas/E'}, {type: string}]}
",
    );
    let api = &reading.api;
    assert_eq!(named(api, &field(api, "Node", "next").ty), "Node");
    assert_eq!(named(api, alias(api, "A")), "B");
    for name in ["C", "D"] {
        let names = field_names(structure(api, name));
        assert!(
            names.contains(&"c") && names.contains(&"d") || structure(api, name).base.is_some(),
            "{name}: {names:?}"
        );
    }
}
