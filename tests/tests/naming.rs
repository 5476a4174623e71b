//! The names that the obstacle course became, held by using them; and hostile text, which became no code.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeSet, fs};

use bindery_golden::naming::{
    self, Naming,
    obstacles::{self, ObstaclesClient},
    types::{All, Choice, ChoiceChoice, Fields, Set, Values},
};
use bindery_runtime::{client::Caller, record::Record as _};
use bindery_tests::goldens::folder;

#[test]
fn fields_have_the_names_that_are_expected() {
    let fields = Fields {
        // Keywords stay what they are, but for those that cannot.
        r#match: Some(1),
        r#async: Some(1),
        r#gen: Some(1),
        union: Some(1),
        self_: Some(1),
        super_: Some(1),
        crate_: Some(1),
        // What has no letters is spelled out; what begins with a digit is not begun with it.
        underscore: Some(1),
        underscore_underscore: Some(1),
        n1: Some(1),
        // Whose name on the wire is the name itself keeps it; the others are numbered in the order of their names.
        a_b: Some(1),
        a_b2: Some(1),
        a_b3: Some(1),
        name: Some(1),
        name2: Some(1),
        name3: Some(1),
        r#type: Some("the attribute".to_owned()),
        type2: Some(1),
        // Letters that Rust's style has no case for are spelled in ASCII.
        naive: Some(1),
        groesse: Some(1),
        u540d_u524d: Some(1),
        http_status: Some(1),
        i_phone: Some(1),
        // Names that emitted code uses itself.
        view: Some(1),
        slot: Some(1),
        schema: Some(1),
        fmt: Some(1),
        f: Some(1),
        ..Fields::default()
    };
    let on_the_wire: Vec<&str> = fields.schema().fields.iter().map(|field| field.name.local).collect();
    for name in ["match", "self", "Self", "_", "__", "_1", "a-b", "a.b", "a_b", "naïve", "名前", "x-", "HTTPStatus"]
    {
        assert!(on_the_wire.contains(&name), "{name} is lost");
    }
}

#[test]
fn types_may_be_called_like_those_of_the_prelude_and_the_runtime() {
    use naming::types::{Box, Clone, Default, Err, Maybe, None, Ok, Option, Record, Result, Self_, Some, String, Vec};
    let text = "v".to_owned();
    let all = All { string: Some(String { value: Some(text) }), ..all() };
    let _: (Box, Clone, Default, Err, Maybe, None) = std::default::Default::default();
    let _: (Ok, Option, Record, Result, Self_, Some, Vec) = std::default::Default::default();
    assert_eq!(all.schema().fields.len(), 52);
}

fn all() -> All {
    All::default()
}

#[test]
fn values_are_told_apart_and_written_as_they_were() {
    let named = [
        (Values::Empty, ""),
        (Values::Space, " "),
        (Values::N1, "1"),
        (Values::Plus1, "+1"),
        (Values::Minus1, "-1"),
        (Values::StarSlash, "*/"),
        (Values::Quote, "\""),
        (Values::Self_, "Self"),
        (Values::Unknown, "Unknown"),
        (Values::Unknown2, "unknown"),
        (Values::Unrecognized("new".to_owned()), "new"),
    ];
    for (value, text) in named {
        assert_eq!(value.to_string(), text);
    }
    assert_ne!(Set::SELF | Set::NEW, Set::SELF);
    let choice = Choice { choice: ChoiceChoice::default() };
    assert_eq!(choice.schema().fields.len(), 1);
}

/// Compiles or does not: methods of the client are called like the operations, and `new` is still its constructor.
#[allow(dead_code, reason = "what is held is that it compiles")]
fn methods<C: Caller<Api = Naming>>(caller: C) {
    let client = ObstaclesClient::new(caller);
    let _ = client.run(&obstacles::Run::default());
    let _ = client.new2(&obstacles::New::default());
    let _ = client.r#type(&obstacles::Type::default());
    let _ = client.self_(&obstacles::Self_::default());
    let _ = client.self2(&obstacles::Self2::default());
    let _ = client.string(&obstacles::String::default());
}

/// The items of the files of a case, by kind and name.
fn items(case: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut open = vec![folder("golden/src").join(case)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().flatten().map(|entry| entry.path()));
            continue;
        }
        let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
        assert!(file.attrs.iter().all(|attribute| attribute.path().is_ident("doc")), "{path:?} has attributes");
        for item in file.items {
            names.insert(match item {
                syn::Item::Struct(item) => format!("struct {}", item.ident),
                syn::Item::Enum(item) => format!("enum {}", item.ident),
                syn::Item::Static(item) => format!("static {}", item.ident),
                syn::Item::Const(item) => format!("const {}", item.ident),
                syn::Item::Fn(item) => format!("fn {}", item.sig.ident),
                syn::Item::Mod(item) => format!("mod {}", item.ident),
                syn::Item::Type(item) => format!("type {}", item.ident),
                syn::Item::Macro(item) => format!("{}!", item.mac.path.segments.last().unwrap().ident),
                syn::Item::Impl(_) => "impl".to_owned(),
                syn::Item::Use(_) => "use".to_owned(),
                _ => "another item".to_owned(),
            });
        }
    }
    names
}

#[test]
fn hostile_text_becomes_no_item() {
    let expected: BTreeSet<String> = [
        "enum Pick",
        "enumeration!",
        "fn catalogue",
        "impl",
        "mod common",
        "mod hostile",
        "mod types",
        "record!",
        "static OPERATIONS",
        "static PICK",
        "static SERVICE",
        "static TABLES",
        "struct HostileClient",
        "struct HostileText",
        "struct RequestHeaders",
        "struct ResponseHeaders",
        "struct Try",
        "type Session",
        "use",
    ]
    .map(str::to_owned)
    .into();
    assert_eq!(items("hostile_text"), expected);
}

/// Documentation is text: nothing in it is a code block that rustdoc would compile.
#[test]
fn hostile_documentation_becomes_no_code_block() {
    for file in ["hostile.rs", "mod.rs", "types/common.rs"] {
        let text = fs::read_to_string(folder("golden/src/hostile_text").join(file)).unwrap();
        for line in text.lines().map(str::trim_start).filter(|line| line.starts_with("//")) {
            let said = line.trim_start_matches(['/', '!']);
            assert!(!said.trim_start().starts_with("```") && !said.trim_start().starts_with("~~~"), "{file}: {line}");
            assert!(!said.starts_with("     "), "{file}: an indented block: {line}");
        }
    }
}
