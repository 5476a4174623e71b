//! All agents of a version, from the reference corpus where it stands beside the checkout.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use bindery_codegen::{
    config::Config,
    emit::Runtime,
    fetch::{Agents, Request, Settings, fetch},
    generate,
    lock::{FILE, Lock},
    output::FileSet,
    read,
    source::{Options, load},
};

use crate::{
    server::{Server, not_found, xml},
    store,
};

fn generated(folder: &Path) -> FileSet {
    let (sources, found) = load(&[folder.to_owned()], &Options::default());
    assert_eq!(found, []);
    let generation =
        generate(&Config::for_crate("services88"), vec![read(sources, &Options::default())], &Runtime::Version, "test");
    assert_eq!(generation.ledger.operations.emitted, 2029);
    generation.files
}

#[test]
fn all_agents_of_services88_come_as_they_stand_in_the_folder() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/superoffice/services88/wsdl");
    if !corpus.is_dir() {
        eprintln!("no corpus beside the checkout");
        return;
    }
    let texts: BTreeMap<String, String> = fs::read_dir(&corpus)
        .unwrap()
        .flatten()
        .map(|entry| {
            let name = entry.path().file_stem().unwrap().to_str().unwrap().to_owned();
            (format!("/Remote/Services88/{name}.svc?singleWsdl"), fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    let texts = Arc::new(texts);
    let server = Server::start(move |target| texts.get(target).map_or_else(not_found, |text| xml(text)));
    let request = Request { url: server.url("/Remote/Services88"), agents: Agents::All };
    let folder = tempfile::tempdir().unwrap();
    let fetch_all =
        || store(&fetch(&request, &Settings::default(), &mut |_, _, _| {}).unwrap(), folder.path()).unwrap();
    assert_eq!(fetch_all().added.len(), 60);
    let times = |folder: &Path| -> BTreeMap<PathBuf, std::time::SystemTime> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        entries.map(|entry| (entry.path(), entry.metadata().unwrap().modified().unwrap())).collect()
    };
    let before = times(folder.path());
    assert_eq!(before.len(), 61);
    let again = fetch_all();
    assert_eq!((again.added.len(), again.changed.len(), again.unchanged), (0, 0, 60));
    assert_eq!(times(folder.path()), before);
    assert_eq!(Lock::load(&folder.path().join(FILE)).unwrap().unwrap().inputs.len(), 60);
    assert!(generated(folder.path()) == generated(&corpus), "the same bytes, from the folder and from the server");
}
