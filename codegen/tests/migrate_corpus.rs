//! SOAP to REST on the reference corpus: every operation of an agent that REST describes too is found there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::PathBuf;

use bindery_codegen::{
    migrate::{self, Going, Migration, ParameterPlace},
    pass::Plan,
    read,
    source::{Options, load},
};

fn plan(folder: &str) -> Option<Plan> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/superoffice")).join(folder);
    if !folder.is_dir() {
        eprintln!("skipped: the reference corpus is not here");
        return None;
    }
    let (sources, findings) = load(&[folder], &Options::default());
    assert_eq!(findings, []);
    Some(Plan::plain(read(sources, &Options::default()).api))
}

fn migration() -> Option<Migration> {
    Some(migrate::compare(&plan("services88/wsdl")?, &plan("rest/openapi")?))
}

#[test]
fn every_operation_of_a_described_agent_has_its_counterpart() {
    let Some(migration) = migration() else { return };
    let agents = [
        ("Appointment", 113),
        ("Archive", 31),
        ("Associate", 8),
        ("Chat", 31),
        ("Contact", 37),
        ("Person", 64),
        ("Preference", 41),
        ("TimeZone", 12),
        ("User", 97),
        ("Webhook", 8),
    ];
    for (name, counts) in migration.services() {
        let expected = agents.iter().find(|(agent, _)| *agent == name).map_or(0, |(_, operations)| *operations);
        assert_eq!(counts.paired, expected, "{name}");
        if expected > 0 {
            assert_eq!(counts.old, expected, "{name}");
        }
    }
    for pair in &migration.operations {
        // The agents of REST say the name of agent and operation in their paths.
        let path = format!("POST /api/v1/Agents/{}/{}", pair.old.service, pair.old.name);
        assert_eq!(pair.new.wire, path, "{}", pair.new.name);
        assert_ne!(pair.ways.forth, Going::Never, "{path}");
        assert_ne!(pair.ways.back, Going::Never, "{path}");
    }
    let counts = migration.counts();
    assert_eq!((counts.old, counts.paired, counts.new), (2029, 442, 550));
    assert_eq!(migration.old_only.len(), 1587);
    // What REST has beside its agents: resources such as `GET /api/v1/User/{id}`.
    assert_eq!(migration.new_only.len(), 108);
    assert!(migration.new_only.iter().all(|operation| !operation.wire.contains("/Agents/")));
}

#[test]
fn parameters_are_found_wherever_they_stand() {
    let Some(migration) = migration() else { return };
    let parameters = |service: &str, name: &str| {
        let pair =
            migration.operations.iter().find(|pair| pair.old.service == service && pair.old.name == name).unwrap();
        let row = |it: &migrate::ParameterPair| (it.old.clone(), it.new.clone(), it.new_place);
        pair.parameters.iter().map(row).collect::<Vec<_>>()
    };
    let row = |old: &str, new: &str, place| (old.to_owned(), new.to_owned(), place);
    assert_eq!(
        parameters("User", "SetUserPresenceStatus"),
        [
            row("AssociateId", "AssociateId", ParameterPlace::Property),
            row("UserPresenceStatus", "UserPresenceStatus", ParameterPlace::Property)
        ]
    );
    assert_eq!(parameters("User", "SaveUser"), [row("User", "body", ParameterPlace::Body)]);
    assert_eq!(parameters("User", "GetUserInfoList"), [row("UserInfoIds", "body", ParameterPlace::Body)]);
    assert_eq!(parameters("User", "GetUser"), [row("UserId", "userId", ParameterPlace::Query)]);
    let renamed = row("CommandActionResult", "ActionResult", ParameterPlace::Property);
    assert!(parameters("User", "ExecuteUserCommand").contains(&renamed));
    // No operation has a parameter that its counterpart lacks, or the other way round.
    for pair in &migration.operations {
        let lacking = |it: &&migrate::Difference| {
            matches!(it.kind, migrate::DifferenceKind::OnlyOld | migrate::DifferenceKind::OnlyNew)
        };
        assert_eq!(pair.differences.iter().find(lacking), None, "{}", pair.new.wire);
    }
}

/// How many operations of each agent carry both bindings, of how many.
#[test]
fn most_operations_are_bound_to_both_wires() {
    let (Some(soap), Some(rest)) = (plan("services88/wsdl"), plan("rest/openapi")) else { return };
    let routes = migrate::routes(&soap, &rest);
    let mut counts: Vec<(&str, usize, usize)> = Vec::new();
    for (index, service) in soap.api.services.iter().enumerate() {
        let both = routes.both.keys().filter(|(place, _)| *place == index).count();
        if both > 0 {
            counts.push((service.name.as_str(), both, service.operations.len()));
        }
    }
    assert_eq!(
        counts,
        [
            ("Appointment", 47, 113),
            ("Archive", 31, 31),
            ("Associate", 8, 8),
            ("Chat", 27, 31),
            ("Contact", 35, 37),
            ("Person", 62, 64),
            ("Preference", 41, 41),
            ("TimeZone", 12, 12),
            ("User", 95, 97),
            ("Webhook", 2, 8),
        ]
    );
    let alone = |name: &str| {
        let found = routes.alone.iter().find(|alone| alone.subject == format!("operation {name}"));
        found.map(|alone| alone.reason.as_str()).unwrap_or_default()
    };
    assert_eq!(alone("Webhook.SignalEvent"), "`Data` holds any content, which is XML over SOAP, and JSON over REST");
    let lead = "`Appointment.AlarmLeadTime` is duration over SOAP, and string over REST";
    assert_eq!(alone("Appointment.GetMyTasks"), lead);
    assert!(alone("Person.GetPersonImage").starts_with("REST does not answer JSON"));
    assert_eq!(alone("Sale.GetSale"), "REST has no such operation");
}

#[test]
fn versions_of_one_protocol_compare_too() {
    let (Some(old), Some(new)) = (plan("services86/wsdl"), plan("services88/wsdl")) else { return };
    let counts = migrate::compare(&old, &new).counts();
    assert_eq!((counts.old - counts.paired, counts.new - counts.paired), (74, 642));
}

#[test]
fn the_way_back_is_the_way_forth_turned_around() {
    let (Some(soap), Some(rest)) = (plan("services88/wsdl"), plan("rest/openapi")) else { return };
    let (forth, back) = (migrate::compare(&soap, &rest), migrate::compare(&rest, &soap));
    let names = |migration: &Migration, turn: bool| {
        let pair = |it: &migrate::OperationPair| {
            let names = (it.old.name.clone(), it.new.name.clone());
            if turn { (names.1, names.0) } else { names }
        };
        let mut names: Vec<_> = migration.operations.iter().map(pair).collect();
        names.sort();
        names
    };
    assert_eq!(names(&forth, false), names(&back, true));
    let ways = |migration: &Migration, turn: bool| {
        let pair = |it: &migrate::TypePair| {
            let (forth, back) = (it.ways.forth, it.ways.back);
            let (old, new) = (it.old.clone(), it.new.clone());
            if turn { (new, old, back, forth) } else { (old, new, forth, back) }
        };
        let mut ways: Vec<_> = migration.types.iter().map(pair).collect();
        ways.sort();
        ways.dedup();
        ways
    };
    assert_eq!(ways(&forth, false), ways(&back, true));
}
