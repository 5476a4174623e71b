//! The embedded server against requests that Schemathesis makes from the descriptions: it shares no code with us.
//!
//! The test makes a virtual environment of its own. Where Python is missing, or nothing can be installed, it says so and goes on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use bindery_tests::embedded;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, installed once.
fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM
        .get_or_init(|| {
            let home = folder().join("../target/schemathesis");
            let program = home.join("bin/st");
            let run = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
            let works = || run(Command::new(&program).arg("--version"));
            let installed = works()
                || run(Command::new("python3").args(["-m", "venv"]).arg(&home))
                    && run(Command::new(home.join("bin/pip"))
                        .args(["install", "--quiet", "--requirement"])
                        .arg(folder().join("schemathesis/requirements.txt")))
                    && works();
            if !installed {
                eprintln!("left out: Schemathesis cannot be installed here (it needs python3 with venv)");
            }
            installed.then_some(program)
        })
        .as_deref()
}

/// Lets Schemathesis make requests from a description and judge the answers of the embedded server.
fn judged(description: &str, prefix: &str, headers: &[&str], checks: &str, effort: Effort) {
    let Some(program) = program() else { return };
    let (server, _) = embedded::server().unwrap();
    let running = server.start(0).unwrap();
    let mut command = Command::new(program);
    command
        .arg("run")
        .arg(folder().join("../schemas").join(description))
        .arg("--url")
        .arg(format!("{}{prefix}", running.url()))
        .args(["--phases", effort.phases, "--max-examples", effort.examples, "--seed", "1"])
        .args(["--checks", checks, "--max-response-time", "10", "--workers", "1", "--no-color"])
        .args(["--generation-database", "none", "--suppress-health-check", "all"])
        .env("NO_PROXY", "127.0.0.1")
        .current_dir(folder().join("../target"));
    for header in headers {
        command.args(["--header", header]);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{description}:\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("passed"), "{description}: nothing was tried:\n{said}");
}

/// How much is tried.
#[derive(Clone, Copy)]
struct Effort {
    phases: &'static str,
    /// Requests to each operation.
    examples: &'static str,
}

const THOROUGH: Effort = Effort { phases: "examples,coverage,fuzzing", examples: "20" };
/// For descriptions of a hundred operations.
const BRIEF: Effort = Effort { phases: "fuzzing", examples: "2" };

/// What holds for every server.
const CHECKS: &str = "not_a_server_error,response_headers_conformance,missing_required_header";

/// What holds where a description names its errors and says which media type an answer has.
const STRICT: &str = "not_a_server_error,response_headers_conformance,response_schema_conformance,missing_required_header,\
                      negative_data_rejection,content_type_conformance,status_code_conformance";

#[test]
fn answers_for_graph_are_what_its_description_says() {
    judged("graph/presence.yaml", "/v1.0", &["Authorization: Bearer token"], STRICT, THOROUGH);
}

#[test]
fn answers_for_symphony_are_what_its_description_says() {
    judged("symphony/presence.yaml", "/pod", &["sessionToken: token"], STRICT, THOROUGH);
}

#[test]
fn answers_for_superoffice_are_what_its_descriptions_say() {
    // The published descriptions name no error; their media types stand for the whole document, so that Schemathesis
    // wants one for answers without content too; null, which means absent here, is taken everywhere; and the dates that
    // the service documents have no offset, which `date-time` wants.
    let headers = ["Authorization: SOTicket token", "SO-AppToken: token"];
    for (description, effort) in [("presence", THOROUGH), ("chat", BRIEF), ("user", BRIEF)] {
        judged(&format!("superoffice/rest/{description}.yaml"), "/Cust12345", &headers, CHECKS, effort);
    }
}
