//! The `plenum` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    match plenum::cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("plenum: {error:#}");
            ExitCode::from(plenum::cli::EXIT_FAILED)
        }
    }
}
