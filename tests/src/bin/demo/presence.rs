//! One person, four services: who says what.

use std::{
    error::Error,
    fmt::Display,
    time::{Duration, Instant},
};

use bindery_runtime::{client::Session, rest::Credentials};
use bindery_services::{
    graph,
    superoffice::{rest, services88},
    symphony,
};

use super::show::Show;

/// What a service says about the person.
struct Row {
    service: &'static str,
    operation: &'static str,
    presence: String,
    more: String,
    took: Duration,
}

/// Asks all services that are served at an address for the presence of one person, and shows the answers in a table.
pub async fn one_person(
    show: Show,
    address: &str,
    soap: &Session<services88::Services88>,
) -> Result<(), Box<dyn Error>> {
    let mut rows = Vec::new();

    let begun = Instant::now();
    let request = services88::user::GetUserPresenceStatus { associate_id: Some(23) };
    let status = services88::user::UserClient::new(soap).get_user_presence_status(&request).await?.into_inner();
    let status = status.unwrap_or_default();
    rows.push(Row {
        service: "SuperOffice SOAP",
        operation: "User.GetUserPresenceStatus",
        presence: shown(status.status.as_ref()),
        more: status.message.unwrap_or_default(),
        took: begun.elapsed(),
    });

    let session = rest::Session::builder(format!("{address}/Cust12345"))
        .credentials(Credentials::new().ticket("7T:demo"))
        .http_header("SO-AppToken", "demo-application")
        .no_proxy()
        .build()?;
    let begun = Instant::now();
    let body = rest::types::GetUserPresenceStatusRequest { associate_id: Some(23) };
    let request = rest::user_agent::GetUserPresenceStatus { body, ..Default::default() };
    let status =
        rest::user_agent::UserAgentClient::new(&session).get_user_presence_status(&request).await?.into_inner();
    rows.push(Row {
        service: "SuperOffice REST",
        operation: "POST /api/v1/Agents/User/GetUserPresenceStatus",
        presence: shown(status.status.as_ref()),
        more: status.message.unwrap_or_default(),
        took: begun.elapsed(),
    });

    let session = graph::Session::builder(format!("{address}/v1.0"))
        .credentials(Credentials::new().bearer("demo"))
        .no_proxy()
        .build()?;
    let begun = Instant::now();
    let request = graph::presence::GetUserPresence { id: "66825e03-7ef5-42da-9069-724602c31f6b".to_owned() };
    let presence = graph::presence::PresenceClient::new(&session).get_user_presence(&request).await?.into_inner();
    rows.push(Row {
        service: "Microsoft Graph",
        operation: "GET /users/{id}/presence",
        presence: shown(presence.availability.as_option()),
        more: shown(presence.activity.as_option()),
        took: begun.elapsed(),
    });

    let session = symphony::Session::builder(format!("{address}/pod"))
        .credentials(Credentials::new().key(symphony::security::SESSION_TOKEN.name, "demo"))
        .no_proxy()
        .build()?;
    let begun = Instant::now();
    let request = symphony::presence::GetUserPresence { uid: 14_568_529_068_038, ..Default::default() };
    let presence = symphony::presence::PresenceClient::new(&session).get_user_presence(&request).await?.into_inner();
    rows.push(Row {
        service: "Symphony",
        operation: "GET /v3/user/{uid}/presence",
        presence: presence.category.to_string(),
        more: presence.timestamp.map(|at| format!("since {} s after 1970", at / 1_000)).unwrap_or_default(),
        took: begun.elapsed(),
    });

    show.table(
        "One person, four services",
        ["service", "operation", "presence", "more", "took"],
        rows.into_iter().map(|row| {
            let took = format!("{:.2} ms", row.took.as_secs_f64() * 1_000.0);
            [row.service.to_owned(), row.operation.to_owned(), row.presence, row.more, took]
        }),
    );
    Ok(())
}

fn shown(value: Option<&impl Display>) -> String {
    value.map_or_else(|| "–".to_owned(), ToString::to_string)
}
