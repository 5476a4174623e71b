//! What a command costs: wall time, processor time and peak memory of the command and all that it starts.
//!
//! The peak of memory that the system accounts for children never falls, so each command is run by a process of its own.

use std::{
    io,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// Run a command and print what it cost.
#[derive(clap::Args)]
pub struct Arguments {
    #[arg(trailing_var_arg = true, required = true)]
    command: Vec<String>,
}

/// What a command cost.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// From start to end.
    pub wall: Duration,
    /// Of all processors, in user and system mode.
    pub cpu: Duration,
    /// The largest resident set of any one process, in bytes.
    pub peak: u64,
}

/// Prints the cost of a command in a form that [`of`] reads.
pub fn run(arguments: &Arguments) -> io::Result<()> {
    let (program, rest) = arguments.command.split_first().ok_or_else(|| io::Error::other("no command"))?;
    let start = Instant::now();
    let status = Command::new(program).args(rest).stdout(Stdio::null()).status()?;
    let wall = start.elapsed();
    if !status.success() {
        return Err(io::Error::other(format!("{program} failed: {status}")));
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(io::Error::from)?;
    let cpu = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    println!("{} {cpu} {}", wall.as_micros(), usage.max_rss() * 1024);
    Ok(())
}

/// Runs a command in a process of its own and tells what it cost.
pub fn of(command: &[&str]) -> io::Result<Cost> {
    let output = Command::new(std::env::current_exe()?)
        .args(["bench", "measure", "--"])
        .args(command)
        .env("CARGO_INCREMENTAL", "0")
        .stderr(Stdio::piped())
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [wall, cpu, peak] => Ok(Cost { wall: Duration::from_micros(wall), cpu: Duration::from_micros(cpu), peak }),
        _ => Err(io::Error::other(format!("not a measurement: {text}"))),
    }
}
