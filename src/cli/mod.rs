//! The commands. Wiring only: arguments, configuration, and which room is given to which.

mod agenda;
mod args;
mod config_command;
mod credentials;
mod demo;
mod demo_files;
mod demo_report;
mod draw;
mod export;
mod import;
mod keys;
mod migrate;
mod node;
mod profile_command;
mod profiles;
mod results;
mod serve;
mod simulation;
mod verify;

use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;

use crate::cli::args::{Args, Command, ProfileCommand};

/// Done.
pub const EXIT_OK: u8 = 0;
/// A check found something wrong: `verify`, `profile check`.
pub const EXIT_BROKEN: u8 = 1;
/// Nothing wrong was found, but the record may go on: `verify`.
pub const EXIT_INCOMPLETE: u8 = 2;
/// Nothing wrong was found, but it is the record of a rehearsal: `verify`.
pub const EXIT_REHEARSAL: u8 = 4;
/// Wrong usage, or a file that cannot be read: `verify`. As in BSD's sysexits.
pub const EXIT_USAGE: u8 = 64;
/// The command could not be carried out.
pub const EXIT_FAILED: u8 = 3;

/// Parses the command line and runs the command.
///
/// # Errors
/// What went wrong, with its context; exit code [`EXIT_FAILED`].
pub fn run() -> anyhow::Result<ExitCode> {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) if error.use_stderr() && asks_to_verify(std::env::args().skip(1)) => {
            error.print()?;
            return Ok(ExitCode::from(EXIT_USAGE));
        }
        Err(error) => error.exit(),
    };
    // Commands that need no server and no configuration.
    match &args.command {
        Command::Verify(verify) => return verify::run(verify),
        Command::Profile(ProfileCommand::Check(check)) => return profile_command::check(check),
        Command::Draw(draw) => return draw::run(draw),
        Command::Config(_)
        | Command::Profile(ProfileCommand::List)
        | Command::Demo(_)
        | Command::Serve(_)
        | Command::Migrate(_)
        | Command::Import(_)
        | Command::Credentials(_)
        | Command::Export(_)
        | Command::Keys(_) => {}
    }
    let config = args.load_config()?;
    crate::telemetry::init(args.log_format.into(), &args.log).context("read the log filter")?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match args.command {
            Command::Demo(demo) => demo::run(demo, config).await,
            Command::Serve(serve) => serve::run(serve, config).await,
            Command::Migrate(migrate) => migrate::run(migrate, config).await,
            Command::Import(import) => import::run(import, config).await,
            Command::Credentials(credentials) => credentials::run(credentials, config).await,
            Command::Export(export) => export::run(export, config).await,
            Command::Keys(command) => keys::run(command, config).await,
            Command::Config(command) => config_command::run(&command, &config),
            Command::Profile(ProfileCommand::List) => profile_command::list(&config),
            Command::Verify(_) | Command::Draw(_) | Command::Profile(ProfileCommand::Check(_)) => {
                unreachable!("ran without a runtime")
            }
        }
    })?;
    Ok(ExitCode::from(EXIT_OK))
}

/// Whether a command line that could not be read was one of `verify`, whose exit codes are its own.
fn asks_to_verify(mut arguments: impl Iterator<Item = String>) -> bool {
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--config" | "--log" | "--log-format" => drop(arguments.next()),
            option if option.starts_with('-') => {}
            command => return command == "verify",
        }
    }
    false
}
