//! The command line of bindery.

use std::process::ExitCode;

fn main() -> ExitCode {
    bindery_codegen::cli::main()
}
