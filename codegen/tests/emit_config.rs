//! Overrides, determinism and files on disk.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_codegen::{
    Generation, Reading,
    config::Config,
    emit::Runtime,
    generate,
    model::{Api, TypeRef},
    output::Difference,
};
use support::{chat, generated};

fn with(settings: &str) -> Generation {
    let text = format!("[crate]\nname = \"chat\"\n[[module]]\npath = \"example::chat\"\n{settings}");
    let config = Config::parse("bindings.toml", &text).unwrap();
    generate(&config, vec![Reading { api: chat(), ..Reading::default() }], &Runtime::Workspace, "cargo xtask generate")
}

#[test]
fn what_matches_nothing_is_an_error_at_its_place() {
    for (settings, code, place) in [
        ("secrets = [\"Nope\"]", "config::unmatched-secret", "bindings.toml:5:12"),
        (
            "[[module.override]]\nat = \"operation Chat.Nope\"\nskip = true",
            "config::unmatched-override",
            "bindings.toml:6:6",
        ),
        ("prefixes = [\"Nope\"]", "config::unmatched-prefix", "bindings.toml:5:13"),
        ("[[module.override]]\nat = \"type Nope\"\nrename = \"X\"", "config::unmatched-override", "bindings.toml:6:6"),
        (
            "[[module.override]]\nat = \"field ChatPresence.Nope\"\nsecret = true",
            "config::unmatched-override",
            "bindings.toml:6:6",
        ),
        ("[[module.override]]\nat = \"rubbish\"", "config::address", "bindings.toml:6:6"),
        (
            "[[module.override]]\nat = \"type ChatPresence\"\ntreat-as = \"float\"",
            "config::unknown-type",
            "bindings.toml:7:12",
        ),
        (
            "[[module.override]]\nat = \"type SplitResponse\"\ntreat-as = \"any\"",
            "config::response",
            "folder/Chat.wsdl:44:3",
        ),
        (
            "outcome = { succeeded = \"Nope\", exception = \"ExceptionInfo\", message = \"Message\" }",
            "config::unmatched-outcome",
            "bindings.toml:5:11",
        ),
    ] {
        let generation = with(settings);
        let codes: Vec<_> = generation.diagnostics.iter().map(|found| (found.code, found.origin.to_string())).collect();
        assert!(codes.contains(&(code, place.to_owned())), "{settings}: {codes:?}");
        assert!(generation.diagnostics.iter().all(|found| found.help.is_some()), "{settings}");
        assert_eq!(generation.files.iter().count(), 0, "nothing is emitted beside an error");
    }
}

#[test]
fn answers_of_operations_over_plain_http_may_be_secrets() {
    let document = "openapi: 3.0.3
info: {title: T, version: 1.0.0}
paths:
  /token:
    get: {operationId: GetToken, responses: {'200': {description: ok, content: {application/json: {schema: {type: string}}}}, '404': {description: no, content: {application/json: {schema: {type: string}}}}}}
  /name:
    get: {operationId: GetName, responses: {'200': {description: ok, content: {application/json: {schema: {type: string}}}}}}
  /nothing:
    get: {operationId: GetNothing, responses: {'204': {description: ok}}}
";
    let with = |secret: &str| {
        let text = format!("[crate]\nname = \"t\"\n[[module]]\nsecrets = [\"{secret}\"]\n");
        let reading = bindery_codegen::read(
            vec![bindery_codegen::source::Source::new("api.yaml", document)],
            &Default::default(),
        );
        assert_eq!(reading.diagnostics, []);
        generate(&Config::parse("bindings.toml", &text).unwrap(), vec![reading], &Runtime::Version, "test")
    };
    let generation = with("GetToken.Response");
    assert_eq!(generation.diagnostics, []);
    let service = generation.files.get("src/t.rs").unwrap();
    assert_eq!(service.matches(r#"[[0,"","String","qs"],["#).count(), 1, "one success of one operation: {service}");
    for unmatched in ["GetNothing.Response", "GetNowhere.Response", "GetToken.Answer"] {
        assert_eq!(with(unmatched).diagnostics[0].code, "config::unmatched-secret", "{unmatched}");
    }
}

/// A service may be called as the module that holds it, over SOAP as over plain HTTP: Clippy would complain of that.
#[test]
fn a_service_in_a_module_of_its_name_is_allowed() {
    let generation = with("");
    let root = generation.files.get("src/example/chat/mod.rs").unwrap();
    assert!(root.contains("#[allow(clippy::module_inception)]\npub mod chat;"), "{root}");
    assert_eq!(root.matches("module_inception").count(), 1);
}

#[test]
fn prefixes_are_left_out_of_names() {
    let generation = with(
        "prefixes = [\"Get\", \"Chat\"]\n\
         [[module.override]]\nat = \"type ChatPresence\"\nrename = \"ChatPresence\"\n",
    );
    assert_eq!(generation.diagnostics, []);
    let types = generation.files.get("src/example/chat/types/chat.rs").unwrap();
    assert!(types.contains("pub struct ChatPresence {"), "a name that is given stays");
    let service = generation.files.get("src/example/chat/chat.rs").unwrap();
    assert!(service.contains("pub struct ChatPresence {") && service.contains("pub fn chat_presence<"));
    assert!(service.contains(r#"{"name":"GetChatPresence","soap":"#), "the name in the description stays");
}

#[test]
fn overrides_rename_replace_hide_and_leave_out() {
    let generation = with(
        "secrets = [\"ApplicationToken\"]\n\
         outcome = { succeeded = \"Succeeded\", exception = \"ExceptionInfo\", message = \"Message\" }\n\
         [[module.override]]\nat = \"type ChatPresence\"\nrename = \"Presence\"\n\
         [[module.override]]\nat = \"field FieldInfoBase.DisplayName\"\nrename = \"label\"\nsecret = true\n\
         [[module.override]]\nat = \"field ChatPresence.UserId\"\ntreat-as = \"i64\"\n\
         [[module.override]]\nat = \"operation Chat.Split\"\nskip = true\n\
         [[module.override]]\nat = \"operation Chat.GetChatPresence\"\nrename = \"Presences\"\n",
    );
    assert_eq!(generation.diagnostics, []);
    let types = generation.files.get("src/example/chat/types/chat.rs").unwrap();
    assert!(types.contains("pub struct Presence {"));
    assert!(types.contains("pub user_id: Option<i64>"));
    assert_eq!(types.matches("pub label: ").count(), 2, "the base and what extends it");
    assert_eq!(types.matches(r#","DisplayName","String","ns"]"#).count(), 2);
    let service = generation.files.get("src/example/chat/chat.rs").unwrap();
    assert!(service.contains("pub fn presences<"));
    assert!(!service.contains("Split"));
    assert_eq!(generation.ledger.losses.len(), 1, "what is left out is named");
    let root = generation.files.get("src/example/chat/mod.rs").unwrap();
    assert!(root.contains("success: 0") && root.contains("exception: 1") && root.contains("message: \"Message\""));
    let manifest = generation.files.get("Cargo.toml").unwrap();
    assert!(manifest.contains("example-chat-chat = []"));
}

/// The same model with its arena the other way round.
fn reversed(api: Api) -> Api {
    let count = u32::try_from(api.types.len()).unwrap();
    let mut api = api;
    let turn = |id: &mut bindery_codegen::model::TypeId| id.0 = count - 1 - id.0;
    fn visit(ty: &mut TypeRef, turn: &dyn Fn(&mut bindery_codegen::model::TypeId)) {
        match ty {
            TypeRef::Named(id) => turn(id),
            TypeRef::List(item) => visit(&mut item.ty, turn),
            _ => {}
        }
    }
    for ty in &mut api.types {
        if let bindery_codegen::model::TypeKind::Struct(structure) = &mut ty.kind {
            structure.base.iter_mut().for_each(&turn);
            structure.fields.iter_mut().for_each(|field| visit(&mut field.ty, &turn));
        }
    }
    for operation in api.services.iter_mut().flat_map(|service| &mut service.operations) {
        turn(&mut operation.input);
        if let Some(bindery_codegen::model::Message::Whole(ty)) = &mut operation.output {
            visit(ty, &turn);
        }
    }
    api.response_headers.iter_mut().for_each(|block| visit(&mut block.ty, &turn));
    api.types.reverse();
    api
}

#[test]
fn the_same_model_gives_the_same_bytes_in_whatever_order_it_stands() {
    let first = generated(chat()).files;
    assert_eq!(first, generated(chat()).files);
    assert_eq!(first, generated(reversed(chat())).files);
}

#[test]
fn files_are_written_compared_and_removed_but_never_those_of_others() {
    let folder = std::env::temp_dir().join(format!("bindery-emit-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let files = generated(chat()).files;
    assert!(files.check(&folder).unwrap().iter().all(|found| matches!(found, Difference::Missing(_))));
    files.write(&folder).unwrap();
    assert_eq!(files.check(&folder).unwrap(), []);
    assert_eq!(files.write(&folder).unwrap(), [], "what is the same is not written");

    std::fs::write(folder.join("src/old.rs"), "// @generated by bindery 0.0.1; remake with: x\n").unwrap();
    std::fs::write(folder.join("src/own.rs"), "// mine\n").unwrap();
    let touched = std::fs::read_to_string(folder.join("src/chat.rs")).unwrap() + "\n";
    std::fs::write(folder.join("src/chat.rs"), touched).unwrap();
    let expected = [Difference::Changed("src/chat.rs".to_owned()), Difference::Stale("src/old.rs".to_owned())];
    assert_eq!(files.check(&folder).unwrap(), expected);
    files.write(&folder).unwrap();
    assert!(!folder.join("src/old.rs").exists());
    assert!(folder.join("src/own.rs").exists());

    std::fs::write(folder.join("src/chat.rs"), "// mine\n").unwrap();
    assert!(files.write(&folder).unwrap_err().to_string().contains("src/chat.rs is not generated"));
    std::fs::remove_dir_all(&folder).unwrap();
}
