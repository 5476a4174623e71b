//! The documents of the corpus, each alone and those of one product together.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod openapi_support;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use bindery_codegen::{
    Reading,
    ledger::LossKind,
    model::{Api, Binding, TypeKind, TypeRef},
    openapi::{Document, Limits, read, read_each},
};
use openapi_support::{Memory, document, http, losses};

fn corpus() -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus"));
    if !path.is_dir() {
        eprintln!("skipped: no corpus beside the repository");
        return None;
    }
    Some(path.to_owned())
}

fn documents(folder: &Path, ending: &str) -> Vec<Document> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let files = files.into_iter().filter(|file| file.extension().is_some_and(|found| found == ending));
    files
        .map(|file| document(file.file_name().unwrap().to_str().unwrap(), &std::fs::read_to_string(&file).unwrap()))
        .collect()
}

fn super_office(corpus: &Path) -> Vec<Document> {
    let found = documents(&corpus.join("superoffice/rest/openapi"), "json");
    assert_eq!(found.len(), 16);
    found
}

fn all(corpus: &Path) -> Vec<Document> {
    let mut found = super_office(corpus);
    found.extend(documents(&corpus.join("graph"), "json"));
    found.extend(documents(&corpus.join("symphony"), "yaml"));
    assert_eq!(found.len(), 16 + 2 + 3);
    found
}

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Method and path of every operation, counted without the code under test: JSON by `serde_json`, YAML by its lines.
fn counted(document: &Document) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    if document.path.ends_with(".json") {
        let json: serde_json::Value = serde_json::from_str(&document.text).unwrap();
        for (path, item) in json["paths"].as_object().unwrap() {
            for method in item.as_object().unwrap().keys().filter(|key| METHODS.contains(&key.as_str())) {
                found.insert((method.to_uppercase(), path.clone()));
            }
        }
        return found;
    }
    let mut path = String::new();
    let lines = document.text.lines().skip_while(|line| *line != "paths:").skip(1);
    for line in lines.take_while(|line| line.is_empty() || line.starts_with([' ', '#'])) {
        if let Some(key) = line.strip_prefix("  ").filter(|rest| rest.starts_with(['/', '\'', '"'])) {
            path = key.trim_end().trim_end_matches(':').trim_matches(['\'', '"']).to_owned();
        } else if let Some(key) = line.strip_prefix("    ").and_then(|rest| rest.trim_end().strip_suffix(':'))
            && METHODS.contains(&key.trim_start())
            && key.len() - key.trim_start().len() <= 2
        {
            found.insert((key.trim().to_uppercase(), path.clone()));
        }
    }
    found
}

fn routes(api: &Api) -> BTreeSet<(String, String)> {
    api.operations().map(|(_, operation)| (http(operation).method.clone(), http(operation).path.clone())).collect()
}

/// Fails where a reference leads out of the arena, or a parameter out of the input.
fn assert_whole(api: &Api) {
    let check = |id: bindery_codegen::model::TypeId| assert!((id.0 as usize) < api.types.len(), "{id:?}");
    for (_, operation) in api.operations() {
        check(operation.input);
        let TypeKind::Struct(input) = &api.ty(operation.input).kind else { panic!("{}", operation.name) };
        let Binding::Http(binding) = &operation.binding else { panic!("{}", operation.name) };
        let mut fields: Vec<usize> = binding.parameters.iter().map(|parameter| parameter.field).collect();
        fields.extend(binding.request.iter().filter_map(|body| body.field));
        fields.sort_unstable();
        assert_eq!(fields, (0..input.fields.len()).collect::<Vec<_>>(), "{}: every field is sent", operation.name);
        let names: BTreeSet<&str> = input.fields.iter().map(|field| field.name.local.as_str()).collect();
        assert_eq!(names.len(), input.fields.len(), "{}: no two fields of one name", operation.name);
    }
}

#[test]
fn every_document_alone_keeps_every_operation() {
    let Some(corpus) = corpus() else { return };
    let mut total = 0;
    for document in all(&corpus) {
        let reading = read(std::slice::from_ref(&document), &mut Memory::default(), &Limits::default());
        assert_eq!(reading.diagnostics, [], "{}", document.path);
        let expected = counted(&document);
        assert_eq!(routes(&reading.api), expected, "{}", document.path);
        assert_eq!(reading.api.operations().count(), expected.len(), "{}", document.path);
        assert_eq!(reading.ledger.operations.read, expected.len(), "{}", document.path);
        assert_eq!(losses(&reading, LossKind::OperationOmitted), [""; 0], "{}", document.path);
        assert_whole(&reading.api);
        total += expected.len();
    }
    assert_eq!(total, 550 + 2 * 185 + 57 + 116 + 3);
}

#[test]
fn repairs_are_named_with_their_place() {
    let Some(corpus) = corpus() else { return };
    let mut by_file = BTreeMap::new();
    for document in all(&corpus) {
        let reading = read(std::slice::from_ref(&document), &mut Memory::default(), &Limits::default());
        for loss in &reading.ledger.losses {
            assert!(loss.origin.line > 0 && loss.origin.column > 0, "{loss:?}");
            assert_eq!(loss.origin.file, document.path);
        }
        by_file.insert(document.path.to_string(), reading);
    }
    let count = |file: &str, kind: LossKind, text: &str| {
        losses(&by_file[file], kind).iter().filter(|reason| reason.contains(text)).count()
    };
    let repaired = LossKind::Repaired;
    assert_eq!(count("Swagger-v1-Presence.json", repaired, "`v1-REST`, no semantic version"), 1);
    assert_eq!(count("Swagger-v1-Presence.json", repaired, "a URL belongs where `You must be an authorized"), 1);
    assert_eq!(count("Swagger-v1-Presence.json", repaired, "`SuperOffice Password` is not declared; `Password`"), 2);
    assert_eq!(count("communications.json", repaired, "`operationId` is missing"), 185);
    assert_eq!(count("pod-api-public.yaml", repaired, "`operationId` is missing"), 113);
    assert_eq!(count("agent-api-public.yaml", repaired, "`operationId` is missing"), 50);
    assert_eq!(count("agent-api-public.yaml", repaired, "the end of a flow collection is not indented"), 1);
    assert_eq!(count("pod-api-public.yaml", repaired, "`paging` is required but not declared"), 1);
    assert_eq!(count("pod-api-public.yaml", repaired, "dangling"), 0);
}

#[test]
fn all_of_super_office_is_one_api() {
    let Some(corpus) = corpus() else { return };
    let documents = super_office(&corpus);
    let expected: BTreeSet<_> = documents.iter().flat_map(counted).collect();
    let count: usize = documents.iter().map(|document| counted(document).len()).sum();
    let each = read_each(&documents, &mut Memory::default(), &Limits::default());
    let apart: usize = each.iter().map(|reading| reading.api.types.len()).sum();
    let one = read(&documents, &mut Memory::default(), &Limits::default());
    assert_eq!(one.diagnostics, []);
    assert_eq!(routes(&one.api), expected);
    assert_eq!(one.api.operations().count(), count);
    assert_eq!(one.api.services.len(), 16, "a service for each tag");
    assert!(one.api.types.len() < apart, "{} of {apart} types: what documents share stands once", one.api.types.len());
    let shared = one.api.types.iter().filter(|ty| ty.name.local == "SuperOffice.CRM.Services.Associate");
    let scopes: Vec<Option<usize>> = shared.map(|ty| ty.scope).collect();
    assert_eq!(scopes.iter().filter(|scope| scope.is_none()).count(), 1, "{scopes:?}");
    let titles: BTreeSet<&str> = each.iter().map(|reading| reading.api.title.as_str()).collect();
    assert_eq!(titles.into_iter().collect::<Vec<_>>(), ["SuperOffice Agent API v1", "SuperOffice REST API v1"]);
    assert_eq!(one.api.title, "", "they do not agree on one");
    let schemes: Vec<&str> = one.api.security.iter().map(|scheme| scheme.name.as_str()).collect();
    assert_eq!(schemes, ["Password", "SuperId"]);
    assert_whole(&one.api);
}

#[test]
fn the_order_of_the_documents_changes_nothing() {
    let Some(corpus) = corpus() else { return };
    let documents = super_office(&corpus);
    let reversed: Vec<Document> = documents.iter().rev().cloned().collect();
    let names = |reading: &Reading| -> Vec<(String, Option<usize>)> {
        reading.api.types.iter().map(|ty| (ty.name.local.clone(), ty.scope)).collect()
    };
    let one = read(&documents, &mut Memory::default(), &Limits::default());
    let other = read(&reversed, &mut Memory::default(), &Limits::default());
    assert_eq!(names(&one), names(&other));
    assert_eq!(one.ledger.losses, other.ledger.losses);
}

/// The model as text, without where it was declared and without documentation.
fn public(api: &Api) -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    for ty in &api.types {
        let text = match &ty.kind {
            TypeKind::Struct(structure) => structure
                .fields
                .iter()
                .map(|field| {
                    format!(
                        "{}: {} {:?} {:?}\n",
                        field.name,
                        shape(api, &field.ty),
                        field.cardinality,
                        field.constraints
                    )
                })
                .collect(),
            TypeKind::Enum(values) => {
                values.variants.iter().map(|value| format!("{} {:?}\n", value.name, value.number)).collect()
            }
            TypeKind::Union(union) => union
                .variants
                .iter()
                .map(|arm| format!("{} {:?} {:?}\n", arm.name, arm.ty.as_ref().map(|ty| shape(api, ty)), union.tag))
                .collect(),
            TypeKind::Alias { target, .. } => shape(api, target),
        };
        let known = shown.insert(format!("{} {:?}", ty.name, ty.scope), text);
        assert_eq!(known, None, "{} stands twice", ty.name);
    }
    for (service, operation) in api.operations() {
        let binding = http(operation);
        let answers: Vec<String> = binding
            .responses
            .iter()
            .map(|response| {
                let media = response.body.iter().flat_map(|body| &body.media);
                let media: Vec<String> =
                    media.map(|media| format!("{} {}", media.media_type, shape(api, &media.ty))).collect();
                format!("{:?} {media:?}", response.status)
            })
            .collect();
        let text = format!("{} {} {:?} {answers:?}", binding.method, binding.path, binding.parameters);
        shown.insert(format!("{}.{}", service.name, operation.name), text);
    }
    shown
}

fn shape(api: &Api, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => api.ty(*id).name.local.clone(),
        TypeRef::Primitive(primitive) => format!("{primitive:?}"),
        TypeRef::List(item) => format!("[{} {} {:?}]", shape(api, &item.ty), item.nillable, item.constraints),
        TypeRef::Map(map) => format!("{{{} {}}}", shape(api, &map.value.1), map.value_nillable),
        TypeRef::Any => "any".to_owned(),
    }
}

#[test]
fn graph_in_3_0_and_3_1_is_the_same() {
    let Some(corpus) = corpus() else { return };
    let found = documents(&corpus.join("graph"), "json");
    let public: Vec<BTreeMap<String, String>> = found
        .iter()
        .map(|document| {
            let reading = read(std::slice::from_ref(document), &mut Memory::default(), &Limits::default());
            public(&reading.api)
        })
        .collect();
    let [old, new] = public.as_slice() else { panic!("{} documents", public.len()) };
    assert!(old.len() > 443, "{}", old.len());
    for (name, text) in old {
        assert_eq!(Some(text), new.get(name), "{name}");
    }
    assert_eq!(old.len(), new.len());
}
