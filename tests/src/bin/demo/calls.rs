//! The calls that are shown.

use std::{
    error::Error,
    fmt::Debug,
    time::{Duration, Instant},
};

use bindery_runtime::{
    client::{Call, Caller as _, Reply, Session},
    operation::{Api, Operation},
    rest::Credentials,
    transport::HttpTransport,
};
use bindery_services::superoffice::{services86, services88};
use bindery_tests::embedded;

use super::{presence, recorder::Recorder, show::Show};

/// How many calls the average is taken over.
const ROUNDS: u32 = 200;

pub async fn run() -> Result<(), Box<dyn Error>> {
    let show = Show::new();
    let (server, examples) = embedded::server()?;
    let operations: usize = embedded::apis().iter().map(|api| api.catalogue.entries().count()).sum();
    let running = server.start(0)?;
    show.note(&format!(
        "The embedded server answers {operations} operations at {}, {examples} from examples.",
        running.url()
    ));
    let recorder = Recorder::new(HttpTransport::builder().no_proxy().build()?);

    let base = format!("{}/Remote/Services88", running.url());
    let headers = services88::RequestHeaders {
        application_token: Some("demo-application".into()),
        credentials: Some(services88::types::SoCredentials { ticket: Some("7T:demo".into()) }),
        ..Default::default()
    };
    let session = Session::<services88::Services88>::builder(base).headers(headers).build_with(recorder.clone())?;
    let stage = Stage { show, recorder: &recorder };
    newest(&stage, &session).await?;
    let newest = session;

    show.note("\nThe same call with the same types, the session being over REST:");
    let rest = Session::<services88::Services88>::builder(format!("{}/Remote/Services88", running.url()))
        .over_rest()
        .credentials(Credentials::new().ticket("7T:demo"))
        .http_header("SO-AppToken", "demo-application")
        .build_with(recorder.clone())?;
    presence_status(&stage, &rest).await?;

    let base = format!("{}/Remote/Services86", running.url());
    let session = Session::<services86::Services86>::builder(base).build_with(recorder.clone())?;
    older(&stage, &session).await?;

    presence::one_person(show, &running.url(), &newest).await?;
    running.shutdown();
    Ok(())
}

async fn newest(stage: &Stage<'_>, session: &Session<services88::Services88>) -> Result<(), Box<dyn Error>> {
    use services88::chat;
    presence_status(stage, session).await?;

    let chats = chat::ChatClient::new(session);
    let present = stage.shown(chats.get_chat_presence(&chat::GetChatPresence {})).await?.into_inner();
    let mut everybody = present.unwrap_or_default();
    for user in &mut everybody {
        user.present = Some(false);
    }
    stage.shown(chats.save_chat_presence(&chat::SaveChatPresence { chat_presence: Some(everybody) })).await?;

    stage.show.note(&format!("\n{ROUNDS} times GetChatPresence, one after the other:"));
    let begun = Instant::now();
    for _ in 0..ROUNDS {
        session.call(&chat::GetChatPresence {}).await?;
    }
    stage.show.note(&format!("{:.2} ms each, over a real socket", (begun.elapsed() / ROUNDS).as_secs_f64() * 1_000.0));
    Ok(())
}

async fn presence_status(stage: &Stage<'_>, session: &Session<services88::Services88>) -> Result<(), Box<dyn Error>> {
    use services88::user::{GetUserPresenceStatus, UserClient};
    let request = GetUserPresenceStatus { associate_id: Some(23) };
    stage.shown(UserClient::new(session).get_user_presence_status(&request)).await?;
    Ok(())
}

async fn older(stage: &Stage<'_>, session: &Session<services86::Services86>) -> Result<(), Box<dyn Error>> {
    use services86::chat;
    let chats = chat::ChatClient::new(session);
    let present = stage.shown(chats.get_chat_presence(&chat::GetChatPresence {})).await?.into_inner();
    stage.shown(chats.save_chat_presence(&chat::SaveChatPresence { chat_presence: present })).await?;
    stage.shown(chats.is_within_opening_hours(&chat::IsWithinOpeningHours { chat_topic_id: Some(9) })).await?;
    Ok(())
}

/// Where calls are shown.
struct Stage<'a> {
    show: Show,
    recorder: &'a Recorder,
}

impl Stage<'_> {
    /// Makes a call and shows what went over the wire and what it means.
    async fn shown<O: Operation>(&self, call: Call<'_, O>) -> Result<Reply<O>, Box<dyn Error>>
    where
        O::Output: Debug,
    {
        self.show.heading(O::Api::INFO.title, O::info().service.name, O::info().name);
        let begun = Instant::now();
        let answered = call.await;
        let whole: Duration = begun.elapsed();
        let reply = answered?;
        if let Some(exchange) = self.recorder.take() {
            self.show.call(&exchange, &*reply, whole);
        }
        Ok(reply)
    }
}
