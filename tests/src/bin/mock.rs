//! `cargo xtask mock`: the embedded server, until it is interrupted.

use std::process::ExitCode;

use bindery_runtime::{catalogue::Entry, operation::Binding};
use bindery_tests::embedded;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let port = port(std::env::args().skip(1))?;
    let (server, examples) = embedded::server()?;
    let operations: usize = embedded::apis().iter().map(|api| api.catalogue.entries().count()).sum();
    let running = server.start(port).map_err(|error| {
        format!("port {port} cannot be listened on: {error}; another one is given by `--port`, 0 for any that is free")
    })?;
    println!("{operations} operations, {examples} of them answered from examples, the others from the description:\n");
    for api in embedded::apis() {
        let mut addresses: Vec<String> = api
            .catalogue
            .services
            .iter()
            .filter_map(|service| Some(address(api.prefix, service.first()?.info().service.path)))
            .collect();
        // The services of a REST API share one address.
        addresses.dedup();
        for address in addresses {
            println!("  {}{address}", running.url());
        }
        let over_soap = |entry: &&Entry| matches!(entry.info().binding, Binding::Soap(_));
        let both = api.catalogue.entries().filter(over_soap).filter(|entry| entry.info().http().is_some()).count();
        if both > 0 {
            println!("  {}{} for {both} of them over REST", running.url(), api.prefix);
        }
    }
    println!("\nTry:\n");
    println!("  curl -s {}/Remote/Services88/Chat.svc \\", running.url());
    println!("    -H 'Content-Type: text/xml; charset=utf-8' \\");
    println!("    -H 'SOAPAction: \"http://www.superoffice.net/ws/crm/NetServer/Services88/Chat/GetChatPresence\"' \\");
    println!("    --data-binary @schemas/superoffice/services88/examples/Chat/GetChatPresence.request.xml");
    println!(
        "\n  curl -s {}/v1.0/users/66825e03-7ef5-42da-9069-724602c31f6b/presence -H 'Authorization: Bearer any'",
        running.url()
    );
    println!(
        "  curl -s {}/pod/v3/user/14568529068038/presence -H 'sessionToken: any' -H 'Prefer: code=404'",
        running.url()
    );
    println!("\nCtrl-C ends it.");
    running.wait();
    Ok(())
}

fn address(prefix: &str, path: &str) -> String {
    format!("{prefix}/{}", path.trim_start_matches('/')).trim_end_matches('/').to_owned()
}

fn port(mut arguments: impl Iterator<Item = String>) -> Result<u16, String> {
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Ok(8080),
        (Some("--port"), Some(port)) => port.parse().map_err(|_| format!("`{port}` is no port")),
        (Some(other), _) => Err(format!("`{other}` is not understood; only `--port NUMBER` is")),
    }
}
