//! `plenum config`: what is in force.

use crate::cli::args::ConfigCommand;
use crate::config::Config;

pub(crate) fn run(args: ConfigCommand, config: &Config) -> anyhow::Result<()> {
    match args.defaults {
        true => print!("{}", Config::default_toml()),
        false => print!("{}", config.redacted()),
    }
    Ok(())
}
