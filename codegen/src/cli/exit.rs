//! How a command ends.

use std::{fmt::Write as _, io::Write as _, process::ExitCode};

use super::{Renderer, terminal};

/// What `--help` says about exit codes.
pub(super) const HELP: &str = "Exit codes:
  0  done
  1  a description has errors, or a configuration does not fit it
  2  the command line or a configuration is wrong: an unknown option, file, key, service or operation
  3  --strict was given and something was degraded
  4  a file could not be read or written
  5  `diff` found a change that --fail-on names
  6  --locked was given and bindings.lock would change
  7  a description could not be fetched";

/// The exit codes of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Success = 0,
    /// A description has errors, or a configuration does not fit it.
    Description = 1,
    /// The command line or a configuration is wrong.
    Usage = 2,
    /// `--strict` was given and something was degraded.
    Degraded = 3,
    /// A file could not be read or written.
    Files = 4,
    /// `diff` found a change that `--fail-on` names.
    Changes = 5,
    /// `--locked` was given and the lock file would change.
    Locked = 6,
    /// A description could not be fetched.
    Fetch = 7,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not be carried out, and what to do about it.
#[derive(Debug)]
pub struct Failure {
    exit: Exit,
    message: String,
    help: Option<String>,
}

impl Failure {
    /// A failure that ends the process with this code; an empty message for one that has been reported already.
    pub fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), help: None }
    }

    /// Something on the command line that is not there or not possible.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// A file that could not be read or written.
    pub fn file(verb: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(Exit::Files, format!("{} cannot be {verb}: {error}", path.display()))
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Writes it to stderr and gives the exit code.
    pub fn report(&self) -> ExitCode {
        if !self.message.is_empty() {
            let style = Renderer::for_stderr().style();
            let mut text = String::new();
            let _ = write!(text, "{}: {}", style.error("error"), self.message);
            if let Some(help) = &self.help {
                let _ = write!(text, "\n{}: {help}", style.help("help"));
            }
            let _ = writeln!(std::io::stderr(), "{text}");
        }
        self.exit.into()
    }
}

/// Writes to stdout; a reader that has gone away (`| head`) is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Files, format!("stdout cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

impl terminal::Style {
    fn error(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    fn help(self, text: &str) -> String {
        self.paint("36", text)
    }
}
