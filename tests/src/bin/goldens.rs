//! Rewrites the golden crate from the cases.
//!
//! `BINDERY_BLESS=1 cargo test -p bindery-tests --test goldens` does the same; this also works while the golden crate
//! does not compile, because it does not depend on it.

use std::process::ExitCode;

use bindery_tests::goldens::{failing, folder, generation};

fn main() -> ExitCode {
    let failing = failing();
    for (module, errors) in &failing {
        eprintln!("{module}:\n{errors}\n");
    }
    let whole = generation(|path| failing.iter().all(|(failed, _)| failed != path));
    match whole.files.write(&folder("golden")) {
        Ok(differences) => {
            for difference in differences {
                println!("{difference:?}");
            }
            if failing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
