//! What an installation sets: one struct, defaults that run the demo, units in the names.
//! Precedence: flag, environment, file, default. A bad value stops the start.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Everything that can be set; `config/default.toml` is made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Address to listen on.
    pub listen: SocketAddr,
    /// How people reach the server; printed before sign-in links. Empty: `http://` and `listen`.
    pub public_url: String,
    /// Folder with rule profiles besides the built-in ones. Empty: none.
    pub profiles_folder: PathBuf,
    /// Origins besides the server's own whose pages may act.
    pub allowed_origins: Vec<String>,
    /// How long a sign-in lasts, hours.
    pub token_valid_h: u64,
    /// Where the record is kept.
    pub store: StoreConfig,
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
    /// SQLite file, the embedded default; created when it is not there.
    pub sqlite: PathBuf,
    /// Postgres URL. A secret: set it by `PLENUM_STORE_URL` or `url_file` rather than in the file.
    pub url: String,
    /// File that holds the Postgres URL.
    pub url_file: PathBuf,
}

/// `[engine]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EngineConfig {
    /// Commands that may wait for one sitting.
    pub mailbox_max: usize,
    /// Commands committed together, 1 to 900.
    pub batch_max: usize,
    /// How often the store is read for what other nodes appended, ms. 0: never, one node only.
    pub follow_ms: u64,
}

/// `[hub]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HubConfig {
    /// Conflation of turnout, tally, attendance and presence, ms.
    pub tick_ms: u64,
}

/// `[limits]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitsConfig {
    /// Sockets at once.
    pub sockets_max: usize,
    /// Sockets of one address at once; a hall is often behind one.
    pub sockets_per_address_max: usize,
    /// Longest message and frame of a client, bytes.
    pub frame_bytes_max: usize,
    /// Frames of one socket in a second.
    pub frames_per_s_max: u32,
    /// Messages of one socket in a second.
    pub messages_per_s_max: u32,
    /// Read buffer of a socket, bytes.
    pub read_buffer_bytes: usize,
    /// Most bytes that wait to be written to one socket.
    pub write_buffer_bytes_max: usize,
    /// WebSocket pings, seconds; a peer is dropped after two misses.
    pub ping_s: u64,
    /// Time for a whole request header, ms.
    pub header_timeout_ms: u64,
    /// Most header fields.
    pub headers_max: usize,
    /// Longest request header, bytes.
    pub header_bytes_max: usize,
}

/// The store that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Store {
    /// Embedded.
    Sqlite(PathBuf),
    /// Production.
    Postgres(String),
}

/// A configuration that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("read {0}")]
    Read(PathBuf, #[source] std::io::Error),
    /// The file is not of the form; line and key are in the message.
    #[error("{0}: {1}")]
    Form(PathBuf, toml::de::Error),
    /// A value is out of its range.
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
            engine: EngineConfig::default(),
            hub: HubConfig::default(),
            limits: LimitsConfig::default(),
        }
    }
}

impl Default for StoreConfig {
    fn default() -> Self {
        let sqlite = PathBuf::from("data/plenum.sqlite");
        Self { sqlite, url: String::new(), url_file: PathBuf::new() }
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
/// Names of environment variables begin with this; `PLENUM_STORE_URL` is `store.url`.
const ENV_PREFIX: &str = "PLENUM_";
/// Variables that the command line reads, or that are no configuration.
const ENV_OTHER: [&str; 4] = ["PLENUM_CONFIG", "PLENUM_LOG", "PLENUM_LOG_FORMAT", "PLENUM_BIN"];

impl Config {
    /// The configuration of `file`, overridden by `env`, checked.
    ///
    /// # Errors
    /// [`ConfigError`] naming file, line and key, or the variable.
    pub fn load(
        file: Option<&Path>,
        env: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = toml::Table::new();
        let path = file.unwrap_or(Path::new("environment")).to_owned();
        if let Some(file) = file {
            let text = std::fs::read_to_string(file);
            let text = text.map_err(|error| ConfigError::Read(path.clone(), error))?;
            // Read once as it stands, so that an error names the line.
            let _: Self = toml::from_str(&text).map_err(|e| ConfigError::Form(path.clone(), e))?;
            table = toml::from_str(&text).map_err(|e| ConfigError::Form(path.clone(), e))?;
        }
        for (name, value) in env {
            if let Some(key) = name.strip_prefix(ENV_PREFIX)
                && !ENV_OTHER.contains(&name.as_str())
            {
                set(&mut table, &key.to_lowercase(), &name, value)?;
            }
        }
        let config: Self = table.try_into().map_err(|error| ConfigError::Form(path, error))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let (engine, limits) = (&self.engine, &self.limits);
        let ranges = [
            ("token_valid_h", self.token_valid_h, 1, 720),
            ("engine.mailbox_max", number(engine.mailbox_max), 1, 1_000_000),
            ("engine.batch_max", number(engine.batch_max), 1, 900),
            ("engine.follow_ms", engine.follow_ms, 0, 60_000),
            ("hub.tick_ms", self.hub.tick_ms, 20, 10_000),
            ("limits.sockets_max", number(limits.sockets_max), 1, 1_000_000),
            (
                "limits.sockets_per_address_max",
                number(limits.sockets_per_address_max),
                1,
                1_000_000,
            ),
            ("limits.frame_bytes_max", number(limits.frame_bytes_max), 1_024, 1_048_576),
            ("limits.frames_per_s_max", limits.frames_per_s_max.into(), 10, 100_000),
            ("limits.messages_per_s_max", limits.messages_per_s_max.into(), 1, 10_000),
            ("limits.read_buffer_bytes", number(limits.read_buffer_bytes), 512, 1_048_576),
            (
                "limits.write_buffer_bytes_max",
                number(limits.write_buffer_bytes_max),
                4_096,
                16_777_216,
            ),
            ("limits.ping_s", limits.ping_s, 1, 300),
            ("limits.header_timeout_ms", limits.header_timeout_ms, 100, 120_000),
            ("limits.headers_max", number(limits.headers_max), 16, 1_024),
            ("limits.header_bytes_max", number(limits.header_bytes_max), 8_192, 1_048_576),
        ];
        for (key, value, least, most) in ranges {
            if value < least || value > most {
                let message = format!("{key} is {value}; it must be {least} to {most}");
                return Err(ConfigError::Value(message));
            }
        }
        Ok(())
    }

    /// The store in force: Postgres when a URL is given, else the embedded file.
    ///
    /// # Errors
    /// [`ConfigError::Read`] when the file with the URL cannot be read.
    pub fn store(&self) -> Result<Store, ConfigError> {
        if !self.store.url.is_empty() {
            return Ok(Store::Postgres(self.store.url.clone()));
        }
        if self.store.url_file != Path::new("") {
            let path = self.store.url_file.clone();
            let url = std::fs::read_to_string(&path);
            let url = url.map_err(|error| ConfigError::Read(path, error))?;
            return Ok(Store::Postgres(url.trim().to_owned()));
        }
        Ok(Store::Sqlite(self.store.sqlite.clone()))
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
        let mut shown = self.clone();
        if !shown.store.url.is_empty() {
            shown.store.url = "(hidden)".to_owned();
        }
        toml::to_string(&shown).unwrap_or_else(|error| error.to_string())
    }
}

/// Puts one variable into its place: `store_url` is `store.url`, `listen` stands alone.
fn set(table: &mut toml::Table, key: &str, name: &str, value: String) -> Result<(), ConfigError> {
    let defaults = toml::Table::try_from(Config::default()).expect("the defaults are plain data");
    let unknown = || ConfigError::Value(format!("{name} is no configuration of this version"));
    let section = key.split_once('_').filter(|(section, rest)| {
        defaults.get(*section).and_then(|s| s.as_table()).is_some_and(|s| s.contains_key(*rest))
    });
    let (place, field, kind) = match section {
        Some((section, field)) => {
            let kind = defaults[section][field].clone();
            let entry = table.entry(section).or_insert_with(|| toml::Table::new().into());
            (entry.as_table_mut().ok_or_else(unknown)?, field, kind)
        }
        None => (table, key, defaults.get(key).cloned().ok_or_else(unknown)?),
    };
    let wrong = |_| ConfigError::Value(format!("{name} is not a whole number"));
    let value = match kind {
        toml::Value::Integer(_) => value.parse::<i64>().map_err(wrong)?.into(),
        toml::Value::Array(_) => {
            let items = value.split(',').filter(|item| !item.is_empty());
            items.map(|item| item.trim().to_owned().into()).collect::<Vec<toml::Value>>().into()
        }
        _ => value.into(),
    };
    place.insert(field.to_owned(), value);
    Ok(())
}

fn number(size: usize) -> u64 {
    u64::try_from(size).unwrap_or(u64::MAX)
}
