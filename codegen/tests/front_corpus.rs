//! The reference corpus: every WSDL alone, and each version as a whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::HashSet, path::PathBuf, time::Instant};

use bindery_codegen::{
    Reading,
    model::{Binding, Message, SoapBody, SoapVersion, TypeKind, TypeRef},
    read,
    source::{Options, Source, load},
};

fn sources(version: &str) -> Option<Vec<Source>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/superoffice"))
        .join(version)
        .join("wsdl");
    if !folder.is_dir() {
        eprintln!("skipped: the reference corpus is not here");
        return None;
    }
    let (sources, diagnostics) = load(&[folder], &Options::default());
    assert_eq!(diagnostics, []);
    Some(sources)
}

fn is_lossless(reading: &Reading) {
    assert_eq!(reading.diagnostics, []);
    assert_eq!(reading.ledger.losses, []);
}

#[test]
fn every_description_alone_is_read_without_loss() {
    for (version, files, operations) in [("services86", 56, 1461), ("services88", 60, 2029)] {
        let Some(sources) = sources(version) else { return };
        assert_eq!(sources.len(), files);
        let mut found = 0;
        for source in sources {
            let declared = source.text.matches("<soap:operation ").count();
            let reading = read(vec![source.clone()], &Options::default());
            is_lossless(&reading);
            assert_eq!(reading.api.services.len(), 1, "{}", source.path);
            assert_eq!(reading.api.operations().count(), declared, "{}", source.path);
            found += declared;
        }
        assert_eq!(found, operations);
    }
}

#[test]
fn a_version_is_one_api() {
    for (version, files, operations) in [("services86", 56, 1461), ("services88", 60, 2029)] {
        let Some(sources) = sources(version) else { return };
        let start = Instant::now();
        let reading = read(sources, &Options::default());
        eprintln!("{version}: read in {:?}", start.elapsed());
        is_lossless(&reading);
        let api = &reading.api;
        assert_eq!(api.services.len(), files);
        assert_eq!(api.operations().count(), operations);
        assert!(api.services.is_sorted_by(|a, b| a.name < b.name));
        assert!(api.types.is_sorted_by_key(|ty| (ty.scope, &ty.name)));
        let mut names = HashSet::new();
        for ty in &api.types {
            assert!(names.insert((ty.scope, &ty.name, ty.anonymous)), "{} stands twice", ty.name);
        }
        let shared = api.types.iter().filter(|ty| ty.scope.is_none()).count();
        let scoped: Vec<_> = api.types.iter().filter(|ty| ty.scope.is_some() && !ty.anonymous).collect();
        eprintln!("{version}: {} types, {shared} shared, {} named ones scoped", api.types.len(), scoped.len());
        for ty in &scoped {
            eprintln!("  {:?} {}", ty.scope.map(|it| &api.services[it].name), ty.name);
        }
        assert_eq!(api.request_headers.len(), 3);
        assert_eq!(api.response_headers.len(), 4);
        for (service, operation) in api.operations() {
            let Binding::Soap(binding) = &operation.binding else { panic!("{} is no SOAP", operation.name) };
            assert_eq!(binding.versions, [SoapVersion::V11]);
            assert!(binding.action.ends_with(&format!("/{}", operation.name)));
            assert_eq!(service.endpoints.len(), 1);
            let SoapBody::Wrapped(name) = &binding.request else { panic!("{} is bare", operation.name) };
            assert_eq!(name.local, operation.name);
            assert!(matches!(api.ty(operation.input).kind, TypeKind::Struct(_)));
            let output = match operation.output {
                Some(Message::Unwrapped(id) | Message::Empty(Some(id)) | Message::Whole(TypeRef::Named(id))) => id,
                ref other => panic!("{} has the output {other:?}", operation.name),
            };
            let Some(SoapBody::Wrapped(name)) = &binding.response else { panic!("{} answers bare", operation.name) };
            assert_eq!(api.ty(output).name.local, name.local);
            assert!(name.local.ends_with("Response"), "{} answers {name}", operation.name);
            assert!(matches!(api.ty(output).kind, TypeKind::Struct(_)));
        }
    }
}

#[test]
fn the_order_of_the_inputs_changes_nothing() {
    let Some(mut sources) = sources("services86") else { return };
    let once = read(sources.clone(), &Options::default());
    sources.reverse();
    let middle = sources.len() / 3;
    sources.rotate_left(middle);
    let again = read(sources, &Options::default());
    assert_eq!(once.api, again.api);
    assert_eq!(once.ledger, again.ledger);
}

#[test]
fn one_more_description_renames_nothing() {
    let Some(sources) = sources("services88") else { return };
    let all = read(sources.clone(), &Options::default());
    let few = sources.into_iter().filter(|source| !source.path.ends_with("/User.wsdl")).collect();
    let few = read(few, &Options::default());
    let names: HashSet<_> = all.api.types.iter().filter(|ty| ty.scope.is_none()).map(|ty| &ty.name).collect();
    for ty in few.api.types.iter().filter(|ty| ty.scope.is_none()) {
        assert!(names.contains(&ty.name), "{} is renamed", ty.name);
    }
}

#[test]
fn idioms_are_recognised() {
    let Some(sources) = sources("services88") else { return };
    let chat: Vec<_> = sources.into_iter().filter(|source| source.path.ends_with("/Chat.wsdl")).collect();
    let api = read(chat, &Options::default()).api;
    let presence = api.operations().find(|(_, it)| it.name == "GetChatPresence").unwrap().1;
    let Some(Message::Unwrapped(output)) = presence.output else { panic!("{:?}", presence.output) };
    let TypeKind::Struct(body) = &api.ty(output).kind else { panic!() };
    let TypeRef::List(item) = &body.fields[0].ty else { panic!("{:?}", body.fields[0]) };
    assert_eq!(item.list_name.as_ref().unwrap().local, "ArrayOfChatPresence");
    let save = api.operations().find(|(_, it)| it.name == "SaveChatPresence").unwrap().1;
    assert!(matches!(save.output, Some(Message::Empty(Some(_)) | Message::Unwrapped(_))));
    let rights = api.types.iter().find(|ty| ty.name.local == "ETableRight").unwrap();
    assert!(matches!(&rights.kind, TypeKind::Enum(it) if it.set && it.variants.len() >= 6), "{rights:?}");
    let carrier = api.types.iter().find(|ty| ty.name.local == "Carrier").unwrap();
    let TypeKind::Struct(carrier) = &carrier.kind else { panic!() };
    let TypeRef::Map(map) = &carrier.fields[1].ty else { panic!("{:?}", carrier.fields[1]) };
    assert_eq!(map.map_name.as_ref().unwrap().local, "FieldPropertyDictionary");
}
