//! Whatever a description holds, it reaches the output as a literal, as documentation, or as a sanitised name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_codegen::model::{Api, Binding, Docs, SoapBody, TypeKind, TypeRef, WireName};
use support::{chat, generated};

const EVIL: &str =
    "a\"; } pub fn evil() { std::process::abort() } /* \\ ``` */ // \n#[no_mangle] pub fn evil2() {} '\u{202e}\r\0";

/// Plants a text wherever a description may hold one.
fn plant(api: &mut Api, text: &str) {
    let docs = || Docs::new(text);
    api.title = text.to_owned();
    api.version = Some(text.to_owned());
    api.docs = docs();
    for (index, service) in api.services.iter_mut().enumerate() {
        service.name = format!("{text}{index}");
        service.docs = docs();
        service.endpoints[0].address = text.to_owned();
        service.endpoints[0].name = text.to_owned();
        for (index, operation) in service.operations.iter_mut().enumerate() {
            operation.name = format!("{text}{index}");
            operation.docs = docs();
            operation.origin.file = text.into();
            if let Binding::Soap(soap) = &mut operation.binding {
                soap.action = text.to_owned();
                soap.request = SoapBody::Wrapped(WireName::qualified(text, text));
                soap.response = Some(SoapBody::Wrapped(WireName::qualified(text, text)));
            }
        }
    }
    for block in api.request_headers.iter_mut().chain(&mut api.response_headers) {
        block.name.local = text.to_owned();
        block.name.namespace = Some(text.to_owned());
    }
    for ty in &mut api.types {
        ty.name.local = text.to_owned();
        ty.name.namespace = Some(text.to_owned());
        ty.docs = docs();
        ty.origin.file = text.into();
        match &mut ty.kind {
            TypeKind::Struct(structure) => {
                for field in &mut structure.fields {
                    if let TypeRef::List(item) = &mut field.ty {
                        item.list_name = Some(WireName::qualified(text, text));
                        item.name = Some(WireName::qualified(text, text));
                    }
                    field.name.namespace = Some(text.to_owned());
                    field.name.local = text.to_owned();
                    field.default = Some(text.to_owned());
                    field.constraints.patterns = vec![text.to_owned()];
                    field.docs = docs();
                }
            }
            TypeKind::Enum(values) => {
                for value in &mut values.variants {
                    value.name.local = text.to_owned();
                    value.docs = docs();
                }
            }
            TypeKind::Union(_) | TypeKind::Alias { .. } => {}
        }
    }
}

/// How many items of each kind stand in a file, at any depth.
fn census(source: &str) -> Vec<(&'static str, usize)> {
    let file = syn::parse_file(source).expect("emitted files are Rust");
    let mut counts = std::collections::BTreeMap::new();
    let mut open: Vec<syn::Item> = file.items;
    while let Some(item) = open.pop() {
        let kind = match item {
            syn::Item::Struct(_) => "struct",
            syn::Item::Enum(_) => "enum",
            syn::Item::Impl(item) => {
                *counts.entry("associated").or_insert(0) += item.items.len();
                "impl"
            }
            syn::Item::Static(_) => "static",
            syn::Item::Const(_) => "const",
            syn::Item::Macro(_) => "macro",
            syn::Item::Mod(_) => "mod",
            syn::Item::Use(_) => "use",
            syn::Item::Fn(_) => "fn",
            syn::Item::Type(_) => "type",
            _ => panic!("an item that nothing emits"),
        };
        *counts.entry(kind).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

#[test]
fn hostile_texts_add_no_item_and_leave_no_folder() {
    let tame = generated(chat());
    let mut api = chat();
    plant(&mut api, EVIL);
    let hostile = generated(api);
    assert_eq!(hostile.diagnostics, []);
    let tally = |files: &bindery_codegen::output::FileSet| {
        let mut all: Vec<_> =
            files.iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| census(text)).collect();
        all.sort();
        all
    };
    assert_eq!(tally(&tame.files), tally(&hostile.files));
    for (path, text) in hostile.files.iter() {
        assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/.".contains(&byte)), "{path}");
        assert!(!path.contains(".."), "{path}");
        assert!(!text.contains('\u{202e}'), "{path} turns the direction of text");
        assert!(!text.contains('\0') && !text.contains('\r'), "{path} holds control characters");
    }
}

#[test]
fn the_manifest_is_toml_whatever_the_description_holds() {
    for evil in
        ["x\"\n[dependencies]\nevil = \"1\"", "x\"]\n[patch.crates-io]\na = { path = \"../x\" }\n#", "'\u{7}\\\r\n"]
    {
        let mut api = chat();
        plant(&mut api, evil);
        let files = generated(api).files;
        let manifest: toml::Table = files.get("Cargo.toml").unwrap().parse().unwrap();
        let keys = |table: &toml::Table| table.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&manifest), ["dependencies", "features", "package"], "{evil}");
        assert_eq!(keys(manifest["dependencies"].as_table().unwrap()), ["bindery-runtime"]);
        let package = manifest["package"].as_table().unwrap();
        assert_eq!(keys(package), ["description", "edition", "name", "rust-version", "version"]);
        assert_eq!((package["name"].as_str(), package["version"].as_str()), (Some("chat"), Some("0.1.0")));
        let mut names = keys(manifest["features"].as_table().unwrap()).concat();
        names.retain(|c| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        assert_eq!(names, "", "{evil}");
    }
}

#[test]
fn descriptions_are_never_run_as_doctests() {
    let mut api = chat();
    for ty in &mut api.types {
        ty.docs =
            Docs::new("```\npanic!()\n```\n\n    indented();\n\n~~~rust\nfn main() {}\n~~~\n\n[link]: http://x\n\n<b>");
    }
    for (path, text) in generated(api).files.iter() {
        for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("///")) {
            assert!(!line.trim_start().starts_with("```") && !line.trim_start().starts_with("~~~"), "{path}: {line}");
            assert!(!line.starts_with("     "), "{path}: {line}");
        }
    }
}
