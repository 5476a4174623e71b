//! The naming obstacle course: what each name on the wire is called in Rust.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_codegen::model::{Api, Primitive, TypeRef};
use support::{enumeration, field, generated, int, operation, service, structure, text};

/// The names of the items of a file, by kind.
fn declared(source: &str) -> Vec<String> {
    let file = syn::parse_file(source).expect("emitted files are Rust");
    file.items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Struct(item) => Some(item.ident.to_string()),
            syn::Item::Enum(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect()
}

/// The names of the fields or variants of a type.
fn members(source: &str, ty: &str) -> Vec<String> {
    let file = syn::parse_file(source).expect("emitted files are Rust");
    let found = file.items.iter().find_map(|item| match item {
        syn::Item::Struct(item) if item.ident == ty => {
            Some(item.fields.iter().filter_map(|field| field.ident.as_ref().map(ToString::to_string)).collect())
        }
        syn::Item::Enum(item) if item.ident == ty => Some(item.variants.iter().map(|v| v.ident.to_string()).collect()),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{ty} is not declared"))
}

/// A service with one operation that takes a value of each type.
fn api_of(types: Vec<bindery_codegen::model::Type>) -> Api {
    let mut api = Api::default();
    let mut input = Vec::new();
    for (index, ty) in types.into_iter().enumerate() {
        let id = api.add(ty);
        input.push(field(&format!("V{index}"), TypeRef::Named(id), bindery_codegen::model::Cardinality::OPTIONAL));
    }
    let chat = service(&mut api, "Chat");
    operation(&mut api, chat, "Take", input, vec![]);
    api
}

#[test]
fn types_that_differ_in_case_only_or_shadow_the_prelude_coexist() {
    let names = [
        "Option", "Vec", "Result", "Box", "String", "Default", "Record", "Schema", "Value", "Self", "abc", "ABC",
        "Abc", "A-B", "A_B", "3D", "", "Clone", "Größe",
    ];
    let api = api_of(names.iter().map(|name| structure(name, vec![text("A"), int("B")])).collect());
    let generation = generated(api);
    assert_eq!(generation.diagnostics, []);
    let mut types = declared(generation.files.get("src/types/common.rs").unwrap());
    types.sort();
    let expected = [
        "AB", "AB2", "Abc", "Abc2", "Abc3", "Box", "Clone", "Default", "Empty", "Groesse", "N3d", "Option", "Record",
        "Result", "Schema", "Self_", "String", "Value", "Vec",
    ];
    assert_eq!(types, expected);
    let source = generation.files.get("src/types/common.rs").unwrap();
    assert!(
        source.contains("pub a: ::bindery_runtime::record::Maybe<::std::string::String>"),
        "the prelude's is told apart"
    );
    assert!(source.contains("pub b: ::std::option::Option<i32>"), "the prelude's is told apart");
}

#[test]
fn fields_are_raw_where_they_are_keywords_and_never_clash() {
    let wire = [
        "type",
        "self",
        "Self",
        "crate",
        "super",
        "match",
        "clone",
        "default",
        "view",
        "slot",
        "schema",
        "",
        "2nd",
        "ab",
        "AB",
        "Ab",
        "Credentials",
        "credentials",
        "日本",
    ];
    let api = api_of(vec![structure("Course", wire.iter().map(|name| text(name)).collect())]);
    let generation = generated(api);
    let fields = members(generation.files.get("src/types/common.rs").unwrap(), "Course");
    let expected = [
        "r#type",
        "self2",
        "self_",
        "crate_",
        "super_",
        "r#match",
        "clone",
        "default",
        "view",
        "slot",
        "schema",
        "empty",
        "n2nd",
        "ab",
        "ab2",
        "ab3",
        "credentials2",
        "credentials",
        "u65e5_u672c",
    ];
    assert_eq!(fields, expected);
}

#[test]
fn values_keep_what_is_not_a_word_apart() {
    let values = ["", "+1", "-1", "A-B", "A_B", "a", "A", "*", ">=", "Self", "Unknown"];
    let generation = generated(api_of(vec![enumeration("Course", &values, false)]));
    let source = generation.files.get("src/types/common.rs").unwrap();
    let expected = [
        "Empty",
        "Plus1",
        "Minus1",
        "AB",
        "AB2",
        "A2",
        "A",
        "Star",
        "GreaterEqual",
        "Self_",
        "Unknown",
        "Unrecognized",
    ];
    assert_eq!(members(source, "Course"), expected);
}

#[test]
fn operations_and_clients_coexist() {
    let mut api = Api::default();
    let chat = service(&mut api, "Import");
    for name in ["Import", "new", "ImportClient", "call", "clone", "cmp", "type", "SERVICE"] {
        operation(
            &mut api,
            chat,
            name,
            vec![],
            vec![field("Response", TypeRef::Primitive(Primitive::I32), support::NILLABLE)],
        );
    }
    let generation = generated(api);
    let source = generation.files.get("src/import.rs").unwrap();
    let mut types = declared(source);
    types.sort();
    assert_eq!(types, ["Call", "Clone", "Cmp", "Import", "ImportClient", "ImportClient2", "New", "Service", "Type"]);
    for method in ["fn import<", "fn new2<", "fn import_client<", "fn call<", "fn clone<", "fn cmp2<", "fn r#type<"] {
        assert!(source.contains(method), "{method} is missing");
    }
}

#[test]
fn modules_are_files_on_every_system() {
    let mut api = Api::default();
    for name in ["CON", "types", "lib", "mod", "crate", "../x", "Chat", "chat"] {
        let index = service(&mut api, name);
        operation(&mut api, index, "Go", vec![int("A")], vec![]);
    }
    let files = generated(api).files;
    let paths: Vec<&str> = files.iter().map(|(path, _)| path).filter(|path| path.ends_with(".rs")).collect();
    let expected = [
        "src/chat.rs",
        "src/chat2.rs",
        "src/con_.rs",
        "src/crate_.rs",
        "src/lib.rs",
        "src/lib2.rs",
        "src/mod_.rs",
        "src/types2.rs",
        "src/x.rs",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn one_more_service_renames_nothing() {
    let few = support::chat();
    let mut more = few.clone();
    let extra = service(&mut more, "Archive");
    let status = more.types.iter().position(|ty| ty.name.local == "EJUserStatus").unwrap();
    let status = TypeRef::Named(bindery_codegen::model::TypeId(u32::try_from(status).unwrap()));
    operation(&mut more, extra, "Find", vec![field("Status", status, support::NILLABLE)], vec![]);
    more.add(structure("Aaa", vec![]));
    let (few, more) = (generated(few).files, generated(more).files);
    for file in ["src/chat.rs", "src/user.rs"] {
        assert_eq!(few.get(file), more.get(file), "{file}");
    }
    assert!(matches!(few.get("src/types/chat.rs"), Some(text) if more.get("src/types/chat.rs") == Some(text)));
}
