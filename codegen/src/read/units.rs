//! What stands together: a WSDL document with all that it imports.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use crate::{
    diagnostic::{Diagnostic, Severity},
    ledger::LossKind,
    source::{FileId, Files, Options, Pos},
    wsdl::{self, Unit, tree::Definitions},
    xml::{SERIALIZATION, XML, XSD},
    xsd::{SOAP_ENCODING, SchemaSet, check_derivations, tree::Schema},
};

use super::{
    documents::Document,
    links::{Documents, Key, Namespace, read_all},
    parallel,
};

/// Reads XML documents into units, one per WSDL document that no other one imports.
pub(super) fn read_xml(files: &mut Files, given: &[FileId], options: &Options) -> Vec<Unit> {
    let documents = read_all(files, given, options);
    let roots = roots(&documents, given);
    let shared = &*files;
    let mut units = parallel::map(&roots, |root| read_unit(&documents, root, given, shared, options));
    let mut loose = Unit::default();
    for parsed in documents.parsed.values() {
        loose.diagnostics.extend(parsed.diagnostics.iter().cloned());
    }
    let is_sound = loose.diagnostics.iter().all(|it| it.severity != Severity::Error);
    if roots.is_empty()
        && is_sound
        && let Some(first) = given.first()
    {
        let origin = files.origin(Pos { file: *first, offset: 0 });
        let error = Diagnostic::error("wsdl::no-services", origin, "expected a WSDL, found schemas only");
        loose.diagnostics.push(error.help("give the generator the WSDL document that imports them"));
    }
    units.push(loose);
    units
}

fn definitions<'a>(documents: &'a Documents, key: &Key) -> Option<&'a Definitions> {
    match &documents.parsed.get(key)?.document {
        Some(Document::Wsdl(definitions)) => Some(definitions),
        _ => None,
    }
}

/// The WSDL documents given that no other one imports; of those that import one another, the first.
fn roots(documents: &Documents, given: &[FileId]) -> Vec<Key> {
    let keys: Vec<Key> = given.iter().map(|file| (*file, None)).collect();
    let wsdl = || keys.iter().filter(|key| definitions(documents, key).is_some());
    let imported: HashSet<&Key> =
        wsdl().flat_map(|key| targets(documents, key).filter(move |target| target != &key)).collect();
    let mut roots: Vec<Key> = wsdl().filter(|key| !imported.contains(key)).cloned().collect();
    let mut reached: BTreeSet<Key> = roots.iter().flat_map(|root| closure(documents, root)).collect();
    for key in wsdl() {
        if !reached.contains(key) {
            reached.extend(closure(documents, key));
            roots.push(key.clone());
        }
    }
    roots.sort();
    roots
}

fn targets<'a>(documents: &'a Documents, key: &Key) -> impl Iterator<Item = &'a Key> {
    let links = documents.links.get(key).into_iter().flatten();
    links.filter_map(|link| link.target.as_ref()?.as_ref().ok())
}

/// A document and all that it refers to, nearest first.
fn closure(documents: &Documents, root: &Key) -> Vec<Key> {
    let mut found = vec![root.clone()];
    let mut seen: HashSet<Key> = found.iter().cloned().collect();
    let mut next = 0;
    while let Some(key) = found.get(next).cloned() {
        next += 1;
        for target in targets(documents, &key) {
            if seen.insert(target.clone()) {
                found.push(target.clone());
            }
        }
    }
    found
}

fn schemas<'a>(documents: &'a Documents, keys: &'a [Key]) -> impl Iterator<Item = &'a Arc<Schema>> {
    keys.iter().filter_map(|key| documents.parsed.get(key)?.document.as_ref()).flat_map(|document| match document {
        Document::Wsdl(definitions) => definitions.schemas.as_slice(),
        Document::Schema(schema) => std::slice::from_ref(schema),
    })
}

fn read_unit(documents: &Documents, root: &Key, given: &[FileId], files: &Files, options: &Options) -> Unit {
    let mut keys = closure(documents, root);
    add_by_namespace(documents, given, &mut keys);
    let mut diagnostics = Vec::new();
    let mut all: Vec<Arc<Schema>> = Vec::new();
    for schema in schemas(documents, &keys) {
        if !all.iter().any(|known| Arc::ptr_eq(known, schema)) {
            all.push(Arc::clone(schema));
        }
    }
    check_links(documents, &keys, &all, files, &mut diagnostics);
    let mut set = SchemaSet::new(&all, files, &mut diagnostics);
    check_derivations(&mut set, files, &options.limits, &mut diagnostics);
    let parts: Vec<&Definitions> = keys.iter().filter_map(|key| definitions(documents, key)).collect();
    let mut unit = wsdl::lower(&parts, &set, files, &options.limits);
    if parts.iter().all(|part| part.port_types.is_empty())
        && let Some(document) = parts.first()
    {
        let error = Diagnostic::error("wsdl::no-services", files.origin(document.pos), "the WSDL offers no operations");
        unit.diagnostics.push(error.help("it declares no `portType` and imports none: give the document that does"));
    }
    for (what, pos) in all.iter().flat_map(|schema| &schema.ignored) {
        let reason = format!("`{what}` is not checked");
        unit.ledger.lose(LossKind::Ignored, format!("schema construct {what}"), reason, files.origin(*pos));
    }
    unit.diagnostics.extend(diagnostics);
    unit
}

/// Adds schemas that were given and that imports without a location ask for by namespace.
fn add_by_namespace(documents: &Documents, given: &[FileId], keys: &mut Vec<Key>) {
    loop {
        let known: HashSet<Option<Arc<str>>> = schemas(documents, keys).map(|schema| schema.target.clone()).collect();
        let links = keys.iter().filter_map(|key| documents.links.get(key)).flatten();
        let missing: HashSet<&Option<Arc<str>>> = links
            .filter_map(|link| match (&link.namespace, &link.target) {
                (Namespace::Imported(namespace), None | Some(Err(_))) => Some(namespace),
                _ => None,
            })
            .filter(|namespace| !known.contains(*namespace))
            .collect();
        let mut found = Vec::new();
        for key in given.iter().map(|file| (*file, None)) {
            let document = documents.parsed.get(&key).and_then(|parsed| parsed.document.as_ref());
            if let Some(Document::Schema(schema)) = document
                && missing.contains(&schema.target)
                && !keys.contains(&key)
            {
                found.extend(closure(documents, &key));
            }
        }
        found.retain(|key| !keys.contains(key));
        if found.is_empty() {
            return;
        }
        found.dedup();
        keys.extend(found);
    }
}

/// Whether a namespace is one that the standards define, whose schema nobody needs to read.
pub(super) fn is_standard(namespace: &str) -> bool {
    matches!(namespace, XSD | XML | SERIALIZATION | SOAP_ENCODING)
}

/// Reports links that lead nowhere though they are needed, or to another namespace than they say.
fn check_links(
    documents: &Documents,
    keys: &[Key],
    schemas: &[Arc<Schema>],
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_known = |namespace: &Option<Arc<str>>| {
        schemas.iter().any(|schema| schema.target == *namespace) || namespace.as_deref().is_some_and(is_standard)
    };
    for link in keys.iter().filter_map(|key| documents.links.get(key)).flatten() {
        match (&link.target, &link.namespace) {
            (Some(Err(_)), Namespace::Imported(namespace)) if is_known(namespace) => {}
            (Some(Err(error)), _) => diagnostics.push(error.clone()),
            (Some(Ok(key)), asked) => {
                let Some(Document::Schema(schema)) = documents.parsed.get(key).and_then(|it| it.document.as_ref())
                else {
                    continue;
                };
                let (verb, wanted) = match asked {
                    Namespace::Imported(namespace) => ("imports", namespace),
                    Namespace::Included(namespace) => ("includes", namespace),
                    Namespace::Any => continue,
                };
                if schema.target != *wanted {
                    let name = |namespace: &Option<Arc<str>>| match namespace {
                        Some(namespace) => format!("the namespace `{namespace}`"),
                        None => "no namespace".to_owned(),
                    };
                    let text = format!(
                        "the schema {verb} {} from `{}`, which is in {}",
                        name(wanted),
                        files.get(key.0).path,
                        name(&schema.target)
                    );
                    diagnostics.push(
                        Diagnostic::error("xsd::wrong-namespace", files.origin(link.pos), text)
                            .help("make the two namespaces the same, or use `import` for another namespace"),
                    );
                }
            }
            (None, _) => {}
        }
    }
}
