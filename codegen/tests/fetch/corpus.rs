//! All agents of a version, from the reference corpus where it stands beside the checkout.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use bindery_codegen::{
    Reading,
    config::Config,
    diff::compare,
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

fn reading(folder: &Path) -> Reading {
    let (sources, found) = load(&[folder.to_owned()], &Options::default());
    assert_eq!(found, []);
    read(sources, &Options::default())
}

fn generated(reading: Reading) -> FileSet {
    let generation = generate(&Config::for_crate("services88"), vec![reading], &Runtime::Version, "test");
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
    let texts = Arc::new(Mutex::new(texts));
    let offered = Arc::clone(&texts);
    let server =
        Server::start(move |target| offered.lock().unwrap().get(target).map_or_else(not_found, |text| xml(text)));
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
    let stood = reading(&corpus);
    assert!(
        generated(reading(folder.path())) == generated(stood.clone()),
        "the same bytes, from the folder and from the server"
    );

    // One field more on the server, and nothing else, is what the difference says.
    let added = "<xs:element minOccurs=\"0\" name=\"AddedLater\" type=\"xs:int\"/>";
    let chat = "/Remote/Services88/Chat.svc?singleWsdl";
    let mut changed = texts.lock().unwrap()[chat].clone();
    let presence = changed.find("<xs:complexType name=\"ChatPresence\">").unwrap();
    let end = presence + changed[presence..].find("</xs:sequence>").unwrap();
    changed.insert_str(end, added);
    texts.lock().unwrap().insert(chat.to_owned(), changed);
    assert_eq!(fetch_all().changed, ["Chat.wsdl"]);
    let comparison = compare(&stood, &reading(folder.path()));
    let [change] = comparison.changes.as_slice() else { panic!("{:?}", comparison.changes) };
    assert!(change.subject.contains("ChatPresence") && change.subject.contains("AddedLater"), "{change:?}");
}
