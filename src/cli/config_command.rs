//! `plenum config`: what is in force.

use crate::cli::args::ConfigCommand;
use crate::config::{Config, DEFAULT_TOML};

pub(crate) fn run(args: &ConfigCommand, config: &Config) -> anyhow::Result<()> {
    match args.defaults {
        true => print!("{}", DEFAULT_TOML),
        false => print!("{}", config.redacted()),
    }
    Ok(())
}
