//! OpenAPI documents that refer to other files of their server.

use std::fs;

use bindery_codegen::{
    Reading, read,
    source::{Options, load},
};

use crate::{
    error, get,
    server::{Reply, Server, answer, html, not_found, redirect},
    store,
};

/// An operation that answers with what stands at a reference.
pub fn api(reference: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Staff, version: 1.0.0}}
paths:
  /boss:
    get: {{operationId: boss, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}}}}}
components:
  schemas:
    Team: {{type: object, properties: {{name: {{type: string}}}}}}
"
    )
}

pub fn yaml(text: &str) -> Reply {
    answer("200 OK", "Content-Type: application/yaml\r\n", text.as_bytes())
}

/// What a folder gives, and the field names of its type `User`.
fn generated_from(folder: &std::path::Path) -> (Reading, Vec<String>) {
    let (sources, found) = load(&[folder.to_owned()], &Options::default());
    assert_eq!(found, []);
    assert_eq!(sources.len(), 1, "the parts are no descriptions of their own");
    let reading = read(sources, &Options::default());
    assert_eq!((reading.diagnostics.as_slice(), reading.ledger.losses.as_slice()), ([].as_slice(), [].as_slice()));
    let user = reading.api.types.iter().find(|ty| ty.name.local == "User").expect("User");
    let bindery_codegen::model::TypeKind::Struct(user) = &user.kind else { panic!("{user:?}") };
    let fields = user.fields.iter().map(|field| field.name.local.clone()).collect();
    (reading, fields)
}

const USER: &str = "{\"User\": {\"type\": \"object\", \"properties\": {
  \"team\": {\"$ref\": \"../v1/api.yaml#/components/schemas/Team\"},
  \"pet\": {\"$ref\": \"pet.yaml?part=1\"}, \"other\": {\"$ref\": \"pet.yaml?part=2\"}}}}";

const PET: &str = "type: object
properties:
  owner:
    $ref: \"user.json#/User\"
  kind: {type: string}
";

#[test]
fn references_are_followed_once_each_and_rewritten() {
    let server = Server::start(|target| match target {
        "/v1/api.yaml" => yaml(&api("../types/user.json#/User").replace('\n', "\r\n")),
        "/types/user.json" => yaml(USER),
        "/types/pet.yaml?part=1" => yaml(PET),
        "/types/pet.yaml?part=2" => yaml("type: integer\nformat: int32\n"),
        _ => not_found(),
    });
    let fetched = get(&server.url("/v1/api.yaml")).unwrap();
    let paths: Vec<&str> = fetched.descriptions.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["api.yaml", "api/pet-2.yaml", "api/pet.yaml", "api/user.json"]);
    assert_eq!(server.heads().len(), 4, "each document once, though they refer to one another in a circle");
    let text = |path: &str| fetched.descriptions.iter().find(|it| it.path == path).unwrap().text.as_str();
    assert_eq!(text("api.yaml"), api("X").replace("'X'", "\"api/user.json#/User\""));
    assert!(text("api/user.json").contains("{\"$ref\": \"../api.yaml#/components/schemas/Team\"}"), "back again");
    assert!(text("api/user.json").contains("{\"$ref\": \"pet.yaml\"}, \"other\": {\"$ref\": \"pet-2.yaml\"}"));
    assert_eq!(text("api/pet.yaml"), PET, "what leads to the same place stays as it is");
    let folder = tempfile::tempdir().unwrap();
    store(&fetched, folder.path()).unwrap();
    assert_eq!(generated_from(folder.path()).1, ["team", "pet", "other"]);
    let again = store(&get(&server.url("/v1/api.yaml")).unwrap(), folder.path()).unwrap();
    assert_eq!((again.added.len(), again.changed.len(), again.unchanged), (0, 0, 4));
}

#[test]
fn what_leads_out_of_the_folder_is_brought_into_it() {
    let server = Server::start(|target| match target {
        "/a/b/api.yaml" => yaml(&api("../../../../etc/user.yaml#/User")),
        "/etc/user.yaml" => yaml("User: {type: object, properties: {name: {type: string}}}\n"),
        _ => not_found(),
    });
    let fetched = get(&server.url("/a/b/api.yaml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("schemas");
    store(&fetched, &inside).unwrap();
    assert_eq!(generated_from(&inside).1, ["name"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(inside.join("api/user.yaml").is_file());
}

#[test]
fn references_begin_where_a_redirect_led() {
    let server = Server::start(|target| match target {
        "/latest" => redirect("/v2/api.yaml"),
        "/v2/api.yaml" => yaml(&api("user.yaml#/User")),
        "/v2/user.yaml" => {
            yaml("User: {type: object, properties: {name: {$ref: 'api.yaml#/components/schemas/Team'}}}\n")
        }
        _ => not_found(),
    });
    let fetched = get(&server.url("/latest")).unwrap();
    let paths: Vec<&str> = fetched.descriptions.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["latest.yaml", "latest/user.yaml"]);
    assert!(fetched.descriptions[1].text.contains("\"../latest.yaml#/components/schemas/Team\""));
}

#[test]
fn values_of_a_mapping_follow_their_targets() {
    let pets = "Pet:
  oneOf: [{$ref: 'dog.yaml#/Dog'}, {$ref: 'cat.yaml#/Cat'}]
  discriminator: {propertyName: kind, mapping: {d: 'dog.yaml#/Dog', c: Cat}}
";
    let server = Server::start(move |target| match target {
        "/api.yaml" => yaml(&api("pets.yaml#/Pet")),
        "/pets.yaml" => yaml(pets),
        "/dog.yaml" => yaml("Dog: {type: object, properties: {kind: {type: string}, bone: {type: string}}}\n"),
        "/cat.yaml" => yaml("Cat: {type: object, properties: {kind: {type: string}, mouse: {type: string}}}\n"),
        _ => not_found(),
    });
    let fetched = get(&server.url("/api.yaml")).unwrap();
    let pets = &fetched.descriptions[3];
    assert_eq!(pets.path, "api/pets.yaml");
    assert!(pets.text.contains("mapping: {d: \"dog.yaml#/Dog\", c: Cat}"), "{}", pets.text);
    let folder = tempfile::tempdir().unwrap();
    store(&fetched, folder.path()).unwrap();
    let (sources, _) = load(&[folder.path().join("api.yaml")], &Options::default());
    let reading = read(sources, &Options::default());
    let pet = reading.api.types.iter().find(|ty| ty.name.local == "Pet").expect("Pet");
    let bindery_codegen::model::TypeKind::Union(pet) = &pet.kind else { panic!("{pet:?}") };
    assert_eq!(pet.variants.iter().map(|it| it.name.local.as_str()).collect::<Vec<_>>(), ["d", "c"]);
}

#[test]
fn other_servers_are_not_asked_and_noted() {
    let other = Server::start(|_| yaml("User: {type: string}\n"));
    let there = other.url("/user.yaml?token=s3cret");
    let reference = format!("{there}#/User");
    let server = Server::start(move |_| yaml(&api(&reference)));
    let fetched = get(&server.url("/api.yaml")).unwrap();
    assert_eq!(other.heads(), [] as [String; 0]);
    assert_eq!(
        fetched.notes,
        [format!(
            "{} is on another server and stays there: `bindery generate --allow-remote` reads it",
            other.url("/user.yaml")
        )]
    );
    assert!(fetched.descriptions[0].text.contains(&format!("$ref: \"{there}#/User\"")), "the reference stays");
}

#[test]
fn faults_of_references_leave_nothing() {
    let server = Server::start(|target| match target {
        "/gone.yaml" => yaml(&api("nowhere.yaml#/User")),
        "/page.yaml" => yaml(&api("login.html#/User")),
        "/login.html" => html("<html><form>Log in</form></html>"),
        "/file.yaml" => yaml(&api("file:///etc/passwd")),
        "/broken.yaml" => yaml(&api("broken/part.json#/User")),
        "/broken/part.json" => yaml("{\"User\": {]}"),
        "/block.yaml" => yaml(
            &api("X")
                .replace("{schema: {$ref: 'X'}}", "{schema: {type: string}}")
                .replace("Team: {", "Other:\n      $ref: >-\n        other.yaml\n    Team: {"),
        ),
        "/endless.yaml" => yaml(&api("chain/1.yaml")),
        "/empty.yaml" => yaml(&api("empty")),
        "/empty" => yaml(""),
        _ => match target.strip_prefix("/chain/").and_then(|rest| rest.split('.').next()?.parse::<u32>().ok()) {
            Some(number) => yaml(&format!("$ref: '{}.yaml'\n", number + 1)),
            None => not_found(),
        },
    });
    for (target, code, part) in [
        ("/gone.yaml", "fetch::status", "the server answered 404"),
        ("/page.yaml", "fetch::unexpected", "expected an OpenAPI document or a part of one, got text/html (a web page"),
        ("/file.yaml", "fetch::address", "the server leads to `file`: only http and https are fetched"),
        ("/broken.yaml", "fetch::reference", "expected the name of a property"),
        ("/block.yaml", "fetch::reference", "`other.yaml` is written in a form that cannot be rewritten"),
        ("/endless.yaml", "fetch::limit", "`files` of 20"),
        ("/empty.yaml", "fetch::unexpected", "(it is empty)"),
    ] {
        let (found, text) = error(&server.url(target));
        assert!(found == code && text.contains(part), "{target}: {found}: {text}");
    }
    let placed = get(&server.url("/file.yaml")).unwrap_err();
    assert_eq!(placed.origin.to_string(), format!("{}:5:111", server.url("/file.yaml")));
}

#[test]
fn texts_in_utf_16_are_kept_in_utf_8() {
    let utf16 = |text: &str, mark: bool| -> Vec<u8> {
        mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let (json, named) = ("{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"Grüße\"}, \"paths\": {}}", "é");
    let wsdl = crate::SHOP.replacen("UTF-8", "utf-16", 1);
    let wsdl =
        if wsdl.starts_with("<?xml") { wsdl } else { format!("<?xml version='1.0' encoding='utf-16'?>\n{wsdl}") };
    let bodies = [utf16(json, true), utf16(json, false), utf16(&wsdl, true)];
    let server = Server::start(move |target| match target {
        "/a.json" => answer("200 OK", "", &bodies[0]),
        "/b.json" => answer("200 OK", "", &bodies[1]),
        "/Shop.wsdl" => answer("200 OK", "", &bodies[2]),
        "/utf32" => answer("200 OK", "", b"\xff\xfe\0\0{\0\0\0"),
        "/latin1" => {
            answer("200 OK", "", "openapi: 3.0.0 # \u{e9}".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice())
        }
        _ => not_found(),
    });
    for target in ["/a.json", "/b.json"] {
        assert_eq!(get(&server.url(target)).unwrap().descriptions[0].text, json, "{named}");
    }
    let shop = get(&server.url("/Shop.wsdl")).unwrap();
    assert!(
        shop.descriptions[0].text.to_lowercase().starts_with("<?xml version='1.0' encoding='utf-8'?>")
            || shop.descriptions[0].text.contains("encoding=\"UTF-8\"")
    );
    let folder = tempfile::tempdir().unwrap();
    store(&shop, folder.path()).unwrap();
    let (sources, found) = load(&[folder.path().join("Shop.wsdl")], &Options::default());
    assert_eq!((found, sources.len()), (vec![], 1), "what was stored can be read");
    assert!(error(&server.url("/utf32")).1.contains("(no text: the text is in UTF-32)"));
    assert!(error(&server.url("/latin1")).1.contains("(no text: byte 17 begins no UTF-8 character)"));
}
