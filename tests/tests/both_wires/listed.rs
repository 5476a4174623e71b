//! Which operations carry both bindings, and why the others don't.

use std::{collections::BTreeMap, path::Path};

use bindery_codegen::{
    config::Config, diagnostic::SourceMap, emit::Runtime, generate, ledger::Ledger, project::Project, source::Options,
};
use bindery_services::superoffice::{rest, services86, services88};

/// The account of the project's own descriptions, perhaps with another configuration.
fn ledger(change: impl FnOnce(&str) -> String) -> Result<Ledger, String> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas"));
    let text = std::fs::read_to_string(folder.join("bindings.toml")).unwrap();
    let config = Config::parse("bindings.toml", &change(&text)).unwrap();
    let project = Project::new(config, folder.to_owned(), None).unwrap();
    let readings = project.read(&Options::default(), &mut SourceMap::default());
    let generation = generate(&project.config, readings, &Runtime::Workspace, "a test");
    match generation.diagnostics.first() {
        None => Ok(generation.ledger),
        Some(finding) => Err(finding.to_string()),
    }
}

#[test]
fn the_ledger_names_each_operation_that_is_bound_to_soap_alone() {
    let ledger = ledger(str::to_owned).unwrap();
    let alone: Vec<(&str, &str)> =
        ledger.soap_alone.iter().map(|it| (it.subject.as_str(), it.reason.as_str())).collect();
    let hours = "`ChatOpeningHours.MonStart` is duration over SOAP, and string over REST; \
                 `ChatOpeningHours.MonStop` is duration over SOAP, and string over REST; \
                 `ChatOpeningHours.TueStart` is duration over SOAP, and string over REST; and 13 more";
    let none = "REST has no such operation";
    assert_eq!(
        alone,
        [
            ("operation Chat.ChatTopicsForUser", hours),
            ("operation Chat.CreateDefaultChatTopicEntity", hours),
            ("operation Chat.GetChatTopicEntity", hours),
            ("operation Chat.SaveChatTopicEntity", hours),
            ("operation SoPrincipal.AuthenticateGeneric", none),
            ("operation SoPrincipal.AuthenticateImplicit", none),
            ("operation SoPrincipal.AuthenticateUsernamePassword", none),
            ("operation SoPrincipal.AuthenticateWithAccessToken", none),
            ("operation SoPrincipal.GetSystemInfo", none),
            ("operation User.ExecuteUserCommand", "`CommandActionResult` is called `ActionResult` over REST"),
            (
                "operation User.SetExternalUserInfo",
                "REST does not know `UndefinedValue16` of `ExternalUserInfoModification`"
            ),
        ]
    );
    assert_eq!(ledger.rest, 122);
    assert_eq!(ledger.losses, [], "that an operation has one binding is no loss");
}

#[test]
fn the_catalogue_tells_what_is_bound_to_both() {
    let mut both: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for entry in services88::catalogue().entries() {
        let counts = both.entry(entry.info().service.name).or_default();
        counts.0 += usize::from(entry.info().http().is_some());
        counts.1 += 1;
    }
    assert_eq!(both, BTreeMap::from([("Chat", (27, 31)), ("SoPrincipal", (0, 5)), ("User", (95, 97))]));
    // Over REST they go where the operations of the other module go.
    let route = |entry: &bindery_runtime::catalogue::Entry| entry.info().http().map(|it| (it.method, it.path));
    let described: Vec<_> = rest::catalogue().entries().filter_map(route).collect();
    for entry in services88::catalogue().entries() {
        assert!(route(entry).is_none_or(|route| described.contains(&route)), "{entry:?}");
    }
    assert!(services86::catalogue().entries().all(|entry| entry.info().http().is_none()));
}

#[test]
fn a_module_that_is_not_there_or_not_the_same_is_an_error_at_its_place() {
    let named = |name: &str| {
        let name = format!("rest = \"{name}\"");
        ledger(|text| text.replace("rest = \"superoffice::rest\"", &name)).unwrap_err()
    };
    let unknown = named("superoffice::soap");
    assert!(unknown.contains("at bindings.toml:40:8"), "{unknown}");
    assert!(unknown.contains("there is no other module `superoffice::soap`"), "{unknown}");
    assert!(unknown.contains("modules are: `superoffice::services86`, `superoffice::rest`, `graph`"), "{unknown}");
    assert!(named("superoffice::services88").contains("there is no other module"), "its own");
    let unmatched = named("graph");
    assert!(unmatched.contains("no operation of `graph` is one of `superoffice::services88`, too"), "{unmatched}");
}
