//! Where values come from: a file, and variables of the environment.

use std::path::Path;

use crate::config::{Config, ConfigError};

/// Names of environment variables begin with this; `PLENUM_STORE_URL` is `store.url`.
const ENV_PREFIX: &str = "PLENUM_";
/// Variables that the command line or the tests read. They are no configuration.
const ENV_OTHER: [&str; 7] = [
    "PLENUM_CONFIG",
    "PLENUM_LOG",
    "PLENUM_LOG_FORMAT",
    "PLENUM_BIN",
    "PLENUM_BLESS",
    "PLENUM_CHROMIUM",
    "PLENUM_WRITE_DOCS",
];
/// Container platforms set variables that begin so for a service that is called `plenum`.
const ENV_PLATFORM: [&str; 2] = ["PLENUM_PORT", "PLENUM_SERVICE_"];
/// Longest file read here: the largest configuration in use has a few thousand bytes.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

pub(super) fn text_of(path: &Path) -> Result<String, ConfigError> {
    let read = || {
        let mut text = String::new();
        let file = std::fs::File::open(path)?;
        let limited = &mut std::io::Read::take(file, FILE_BYTES_MAX + 1);
        std::io::Read::read_to_string(limited, &mut text)?;
        Ok(text)
    };
    let text = read().map_err(|error| ConfigError::Read(path.to_owned(), error))?;
    match u64::try_from(text.len()) {
        Ok(0..=FILE_BYTES_MAX) => Ok(text),
        _ => Err(ConfigError::Value(format!("{}: too large", path.display()))),
    }
}

pub(super) fn table_of(file: &Path) -> Result<toml::Table, ConfigError> {
    let text = text_of(file)?;
    let form = |error| ConfigError::Form(file.to_owned(), Box::new(error));
    // Read once as it stands, so that an error names the line.
    let config: Config = toml::from_str(&text).map_err(form)?;
    if !config.store.url.is_empty() {
        let advice =
            "store.url is a secret: give it by PLENUM_STORE_URL or in a file, store.url_file";
        return Err(ConfigError::Value(format!("{}: {advice}", file.display())));
    }
    toml::from_str(&text).map_err(form)
}

/// Puts one variable into its place: `PLENUM_STORE_URL` is `store.url`, `PLENUM_LISTEN` stands alone.
/// Variables of others are passed over.
pub(super) fn set(table: &mut toml::Table, name: &str, value: &str) -> Result<(), ConfigError> {
    let is_other =
        ENV_OTHER.contains(&name) || ENV_PLATFORM.iter().any(|prefix| name.starts_with(prefix));
    let Some(key) = name.strip_prefix(ENV_PREFIX).filter(|_| !is_other) else {
        return Ok(());
    };
    let key = key.to_lowercase();
    let unknown = || ConfigError::Value(format!("{name} is no configuration of this version"));
    let defaults = toml::Table::try_from(Config::default()).expect("the defaults are plain data");
    let in_section = |(section, field): &(&str, &str)| {
        let section = defaults.get(*section).and_then(toml::Value::as_table);
        section.is_some_and(|section| section.contains_key(*field))
    };
    let (section, field) = match key.split_once('_').filter(in_section) {
        Some((section, field)) => (Some(section), field),
        None => (None, key.as_str()),
    };
    let kind = section.map_or(defaults.get(field), |section| defaults[section].get(field));
    let wrong = |_| ConfigError::Value(format!("{name} is not a whole number"));
    let neither = |_| ConfigError::Value(format!("{name} is neither true nor false"));
    let value: toml::Value = match kind {
        None | Some(toml::Value::Table(_)) => return Err(unknown()),
        Some(toml::Value::Integer(_)) => value.parse::<i64>().map_err(wrong)?.into(),
        Some(toml::Value::Boolean(_)) => value.parse::<bool>().map_err(neither)?.into(),
        Some(toml::Value::Array(_)) => {
            let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
            items.map(toml::Value::from).collect::<Vec<_>>().into()
        }
        Some(_) => value.into(),
    };
    let place = match section {
        Some(section) => {
            let section = table.entry(section).or_insert_with(|| toml::Table::new().into());
            section.as_table_mut().expect("a section of a file that was read")
        }
        None => table,
    };
    place.insert(field.to_owned(), value);
    // At once, so that an error names the variable.
    let read: Result<Config, _> = table.clone().try_into();
    read.map_err(|error| ConfigError::Value(format!("{name}: {}", error.message())))?;
    Ok(())
}
