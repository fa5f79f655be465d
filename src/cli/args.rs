//! The command line; `--help` is the reference.

mod draw;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::{Config, ConfigError};

pub(crate) use draw::{Draw, DrawCheck, DrawCommand, Equal, StrataBy};

/// A live voting and polling engine for congress sessions.
#[derive(Debug, Parser)]
#[command(name = "plenum", version, max_term_width = 100)]
pub(crate) struct Args {
    /// Configuration file; every key with its default is in config/default.toml.
    #[arg(long, global = true, env = "PLENUM_CONFIG")]
    pub(crate) config: Option<PathBuf>,
    /// Log filter, e.g. `info` or `plenum::engine=debug`.
    #[arg(long, global = true, env = "PLENUM_LOG", default_value = "warn")]
    pub(crate) log: String,
    /// Log format, to standard error.
    #[arg(long, global = true, env = "PLENUM_LOG_FORMAT", value_enum, default_value = "text")]
    pub(crate) log_format: LogFormat,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl From<LogFormat> for crate::telemetry::Format {
    fn from(format: LogFormat) -> Self {
        match format {
            LogFormat::Text => Self::Text,
            LogFormat::Json => Self::Json,
        }
    }
}

impl Args {
    /// The configuration in force: file, then environment.
    pub(crate) fn load_config(&self) -> Result<Config, ConfigError> {
        Config::load(self.config.as_deref(), std::env::vars())
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a whole fictional sitting with simulated delegates; needs nothing installed.
    Demo(Demo),
    /// Serve sittings.
    Serve(Serve),
    /// Bring the store to this version's form: in Postgres roles, schema and tables.
    Migrate(Migrate),
    /// Create a sitting from a sitting document (TOML) and print its sign-in links.
    Import(Import),
    /// Issue one-time sign-in links for a sitting.
    Credentials(Credentials),
    /// Write the bundle of a sitting, for `verify`.
    Export(Export),
    /// Check a bundle. Exit code 0: it holds and meets the anchors given; 1: something is wrong; 2:
    /// nothing wrong was found, but no anchor was given or the record goes on; 4: nothing wrong was
    /// found, but it is a rehearsal; 64: wrong usage.
    Verify(Verify),
    /// The key that signs, and where the keys of secret ballots lie.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Print the configuration in force, secrets hidden.
    Config(ConfigCommand),
    /// Look at rule profiles.
    #[command(subcommand)]
    Profile(ProfileCommand),
    /// Draw people from a list by strata (分层随机抽取), or check such a draw; needs no server.
    /// Without --digits it shows the plan: hash of the list, strata and seats, and the commitment.
    Draw(Box<Draw>),
}

/// Look at rule profiles.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Check profile files: a good one is explained in words, with the votes it needs; of a bad one
    /// everything that is wrong is told, each with line, key and code. Exit code 0: all are good;
    /// 1: one is not.
    Check(ProfileCheck),
    /// List the profiles that a server would offer.
    List,
}

/// Check profile files.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ProfileCheck {
    /// Profile files (TOML), each called after its id.
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Members of the body in the worked example (全体).
    #[arg(long, default_value_t = 327, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub(crate) members: u32,
    /// Those of them who are present (实到); each hands in a paper. Default: 300, or all members
    /// where they are fewer.
    #[arg(long)]
    pub(crate) present: Option<u32>,
    /// Valid papers among those (有效票). Default: 296, or as many as are present.
    #[arg(long)]
    pub(crate) valid: Option<u32>,
    /// Explain in one language only.
    #[arg(long, value_enum)]
    pub(crate) lang: Option<Language>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    Zh,
    En,
}

/// Run a whole fictional sitting with simulated delegates.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Demo {
    /// Simulated delegates in the room.
    #[arg(long, default_value_t = 209, value_parser = clap::value_parser!(u32).range(3..=15_000))]
    pub(crate) delegates: u32,
    /// Run the agenda by itself; without it a person takes the chair, or presses Enter to have the
    /// agenda run by itself.
    #[arg(long)]
    pub(crate) headless: bool,
    /// Exit when the agenda is done and the bundle is verified.
    #[arg(long)]
    pub(crate) once: bool,
    /// One JSON object per line on standard output: `ready`, `declared`, `verified`.
    #[arg(long)]
    pub(crate) json: bool,
    /// Longest time a simulated delegate thinks about one ballot, milliseconds.
    #[arg(long, default_value_t = 4_000)]
    pub(crate) think_ms: u32,
    /// Seed of the simulated choices: the same seed gives the same result.
    #[arg(long, default_value_t = 2023)]
    pub(crate) seed: u64,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long)]
    pub(crate) listen: Option<std::net::SocketAddr>,
    /// Where store and bundle go; a new folder in the system's temporary one by default.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// Use the store of the configuration instead of an embedded SQLite file. A Postgres store is
    /// brought to this version's form first if it is not; a weak one is put up with.
    #[arg(long)]
    pub(crate) configured_store: bool,
}

/// Serve sittings.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Serve {
    /// Address to listen on, instead of the configured one.
    #[arg(long)]
    pub(crate) listen: Option<std::net::SocketAddr>,
    /// Open ballots also over a store that did not pass its self-check. Each weakness is logged.
    #[arg(long)]
    pub(crate) allow_weak_store: bool,
}

/// Bring the store to this version's form. In Postgres it needs a superuser, or a login that may
/// create roles and owns the database; it may be run any number of times.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Migrate {
    /// Postgres URL of the administrator, instead of the configured store. With a password in it,
    /// set `PLENUM_STORE_URL` instead: other people of the machine see a command line.
    #[arg(long)]
    pub(crate) store: Option<String>,
}

/// Create a sitting.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Import {
    /// The sitting document; files it names are read beside it.
    pub(crate) document: PathBuf,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Issue one-time sign-in links.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Credentials {
    /// Which sitting; may be left out when there is only one.
    #[arg(long)]
    pub(crate) sitting: Option<uuid::Uuid>,
    /// For whom; every role and every person by default.
    #[arg(long, value_enum)]
    pub(crate) role: Option<LinkFor>,
    /// How long a link may wait to be used, hours.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u64).range(1..=720))]
    pub(crate) valid_h: u64,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LinkFor {
    Chair,
    Operator,
    Scrutineer,
    Display,
    Delegates,
}

/// Write a bundle.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Export {
    /// Which sitting; may be left out when there is only one.
    #[arg(long)]
    pub(crate) sitting: Option<uuid::Uuid>,
    /// Where to; standard output by default.
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
    /// The sitting is a rehearsal, and its record is wanted all the same. It is no result.
    #[arg(long)]
    pub(crate) rehearsal: bool,
}

/// Check a bundle.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Verify {
    /// The bundle.
    pub(crate) bundle: PathBuf,
    /// A checkpoint that was kept outside, from the screen or a signed form: the text that begins
    /// with `plenum1:`, or the size and the eight words in quotes. May be given several times.
    #[arg(long = "anchor", value_name = "ANCHOR")]
    pub(crate) anchors: Vec<String>,
    /// A bundle of an earlier day; this one must begin with the same records.
    #[arg(long, value_name = "BUNDLE")]
    pub(crate) extends: Option<PathBuf>,
    /// Public key in hex that must be the first or the last one that signs. May be given several
    /// times.
    #[arg(long = "key", value_name = "HEX")]
    pub(crate) keys: Vec<String>,
    /// Print the report as JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Keys of a server. No command shows a private one.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Print the public signing key and what is in the vault's folder; makes nothing.
    Show {
        /// Print also the keys that signed the record of this sitting, in the form that tools for
        /// signed notes read (C2SP vkey).
        #[arg(long)]
        sitting: Option<uuid::Uuid>,
    },
    /// Put a new signing key in the place of the present one, which is kept beside it until
    /// `forget-old`. Takes effect when the servers are started again.
    Rotate,
    /// Remove the signing key before the present one; refused while a sitting of the store still
    /// stands under it.
    ForgetOld,
}

/// Print the configuration.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ConfigCommand {
    /// Print the defaults with their meaning instead.
    #[arg(long)]
    pub(crate) defaults: bool,
}
