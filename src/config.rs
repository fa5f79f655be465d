//! What an installation sets: one struct, defaults that run the demo, units in the names.
//! Precedence: flag, environment, file, default. A bad value stops the start.
//!
//! `config/default.toml` says for each key what its field says here; a test compares them.

mod check;
pub mod secret;
mod source;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::config::secret::Secret;

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address to listen on. Loopback only by default; a hall sets its own address.
    pub listen: SocketAddr,
    /// How people reach the server; stands before sign-in links. Empty: `http://` and `listen`.
    pub public_url: String,
    /// Folder with rule profiles besides the built-in ones; one of the same id replaces a built-in
    /// one. Empty: the built-in ones only.
    pub profiles_folder: PathBuf,
    /// Origins besides the server's own whose pages may act: scheme and host, as `https://a.example`.
    /// In the environment separated by commas.
    pub allowed_origins: Vec<String>,
    /// How long a sign-in lasts, hours, 1 to 720.
    pub token_valid_h: u64,
    /// Where the record is kept.
    pub store: StoreConfig,
    /// Keys of secret ballots, and the key that signs.
    pub keys: KeysConfig,
    /// The task of each sitting.
    pub engine: EngineConfig,
    /// Fan-out.
    pub hub: HubConfig,
    /// Limits of sockets and requests.
    pub limits: LimitsConfig,
}

/// `[store]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// SQLite file, the embedded default; created when it is not there. Tokens lie beside it.
    pub sqlite: PathBuf,
    /// Postgres URL; `sqlite` is not used then. A secret: it is refused in this file and comes from
    /// the environment, `PLENUM_STORE_URL`, or from `url_file`.
    pub url: Secret,
    /// File that holds the Postgres URL. Read when `url` is empty.
    pub url_file: PathBuf,
}

/// `[keys]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeysConfig {
    /// Folder for the private keys of open secret ballots, on a filesystem in memory that is never
    /// swapped out. Empty: `/dev/shm/plenum-` and the user id.
    pub vault_folder: PathBuf,
    /// Whether the vault may be used although the machine swaps. Only for trying things out: a key
    /// that reached a disk can be found there.
    pub allow_swap: bool,
    /// File of the key that signs checkpoints and receipts; created when it is not there. Every
    /// server of one store needs the same.
    pub signing_key: PathBuf,
}

/// `[engine]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EngineConfig {
    /// Commands that may wait for one sitting, 1 to 1000000; a further one is answered "please
    /// wait".
    pub mailbox_max: usize,
    /// Commands decided and committed together, 1 to 900.
    pub batch_max: usize,
    /// How often the store is read for what other nodes appended, milliseconds, at most 60000.
    /// 0: never, there is one node only.
    pub follow_ms: u64,
}

/// `[hub]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HubConfig {
    /// Conflation of turnout, tally, attendance and presence, milliseconds, 20 to 10000.
    pub tick_ms: u64,
}

/// `[limits]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Sockets at once, 1 to 1000000.
    pub sockets_max: usize,
    /// Sockets of one address at once, 1 to 1000000; a hall is often behind one.
    pub sockets_per_address_max: usize,
    /// Longest message and frame of a client, bytes, 1024 to 1048576.
    pub frame_bytes_max: usize,
    /// Frames of one socket in a second, 10 to 100000.
    pub frames_per_s_max: u32,
    /// Messages of one socket in a second, 1 to 10000.
    pub messages_per_s_max: u32,
    /// Read buffer of a socket, bytes, 512 to 1048576.
    pub read_buffer_bytes: usize,
    /// Most bytes that wait to be written to one socket, 65536 to 16777216.
    pub write_buffer_bytes_max: usize,
    /// WebSocket pings, seconds, 1 to 300; a peer is dropped after two misses.
    pub ping_s: u64,
    /// Time for a whole request header, milliseconds, 100 to 120000.
    pub header_timeout_ms: u64,
    /// Most header fields, 16 to 1024.
    pub headers_max: usize,
    /// Longest request header, bytes, 8192 to 1048576.
    pub header_bytes_max: usize,
}

/// The store that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Store {
    /// Embedded.
    Sqlite(PathBuf),
    /// Production, by URL.
    Postgres(Secret),
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("read {0}")]
    Read(PathBuf, #[source] std::io::Error),
    /// The file is not of the form; line and key are in the message.
    #[error("{0}: {1}")]
    Form(PathBuf, Box<toml::de::Error>),
    /// A value that cannot be used, by its key or variable.
    #[error("{0}")]
    Value(String),
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8470)),
            public_url: String::new(),
            profiles_folder: PathBuf::new(),
            allowed_origins: Vec::new(),
            token_valid_h: 16,
            store: StoreConfig::default(),
            keys: KeysConfig::default(),
            engine: EngineConfig::default(),
            hub: HubConfig::default(),
            limits: LimitsConfig::default(),
        }
    }
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            sqlite: PathBuf::from("data/plenum.sqlite"),
            url: Secret::default(),
            url_file: PathBuf::new(),
        }
    }
}

impl Default for KeysConfig {
    fn default() -> Self {
        Self {
            vault_folder: PathBuf::new(),
            allow_swap: false,
            signing_key: PathBuf::from("data/signing.key"),
        }
    }
}

impl Default for EngineConfig {
    fn default() -> Self {
        Self { mailbox_max: 10_000, batch_max: 900, follow_ms: 1_000 }
    }
}

impl Default for HubConfig {
    fn default() -> Self {
        Self { tick_ms: 250 }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        // Figures from the limits to set from day one, quality.md §2.9.
        Self {
            sockets_max: 15_000,
            sockets_per_address_max: 200,
            frame_bytes_max: 16_384,
            frames_per_s_max: 200,
            messages_per_s_max: 20,
            read_buffer_bytes: 4_096,
            write_buffer_bytes_max: 65_536,
            ping_s: 15,
            header_timeout_ms: 5_000,
            headers_max: 64,
            header_bytes_max: 16_384,
        }
    }
}

/// Every key with its meaning and default.
pub const DEFAULT_TOML: &str = include_str!("../config/default.toml");
impl Config {
    /// The configuration of `file`, overridden by `env`, checked. Later variables win, so a flag
    /// may be handed on as the variable it stands for, behind the others.
    ///
    /// # Errors
    /// [`ConfigError`] naming file, line and key, or the variable.
    pub fn load(
        file: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = file.map(source::table_of).transpose()?.unwrap_or_default();
        for (name, value) in env {
            source::set(&mut table, &name, &value)?;
        }
        let config: Self = table.try_into().expect("each part was read once by itself");
        config.check()?;
        Ok(config)
    }

    /// The store in force: Postgres when a URL is given, else the embedded file.
    ///
    /// # Errors
    /// [`ConfigError`] when the file with the URL cannot be read or holds none.
    pub fn store(&self) -> Result<Store, ConfigError> {
        if !self.store.url.is_empty() {
            return Ok(Store::Postgres(self.store.url.clone()));
        }
        if self.store.url_file == Path::new("") {
            return Ok(Store::Sqlite(self.store.sqlite.clone()));
        }
        let url = Secret::new(source::text_of(&self.store.url_file)?.trim());
        check::store_url("the text in store.url_file", &url)?;
        Ok(Store::Postgres(url))
    }

    /// Uses an embedded file, whatever was configured.
    pub fn use_sqlite(&mut self, path: PathBuf) {
        self.store = StoreConfig { sqlite: path, ..StoreConfig::default() };
    }

    /// What stands before sign-in links, without a slash at its end.
    #[must_use]
    pub fn public_url(&self) -> String {
        match self.public_url.trim_end_matches('/') {
            "" => format!("http://{}", self.listen),
            url => url.to_owned(),
        }
    }

    /// How long a sign-in lasts, ms.
    #[must_use]
    pub fn token_valid_ms(&self) -> u64 {
        self.token_valid_h * 3_600_000
    }

    /// As TOML, secrets hidden.
    #[must_use]
    pub fn redacted(&self) -> String {
        toml::to_string(self).expect("a configuration is plain data")
    }
}
