//! What a value may be.

use std::fmt;
use std::ops::RangeInclusive;
use std::path::Path;

use crate::config::secret::Secret;
use crate::config::{Config, ConfigError};

impl Config {
    /// Whether every value can be used; to be asked again after a flag has changed one.
    ///
    /// # Errors
    /// [`ConfigError::Value`] with key, value and what it must be.
    pub fn check(&self) -> Result<(), ConfigError> {
        let (engine, limits) = (&self.engine, &self.limits);
        range("token_valid_h", self.token_valid_h, 1..=720)?;
        range("engine.mailbox_max", engine.mailbox_max, 1..=1_000_000)?;
        range("engine.batch_max", engine.batch_max, 1..=900)?;
        range("engine.follow_ms", engine.follow_ms, 0..=60_000)?;
        range("hub.tick_ms", self.hub.tick_ms, 20..=10_000)?;
        range("limits.sockets_max", limits.sockets_max, 1..=1_000_000)?;
        let per_address = limits.sockets_per_address_max;
        range("limits.sockets_per_address_max", per_address, 1..=1_000_000)?;
        range("limits.frame_bytes_max", limits.frame_bytes_max, 1_024..=1_048_576)?;
        range("limits.frames_per_s_max", limits.frames_per_s_max, 10..=100_000)?;
        range("limits.messages_per_s_max", limits.messages_per_s_max, 1..=10_000)?;
        range("limits.read_buffer_bytes", limits.read_buffer_bytes, 512..=1_048_576)?;
        let write_buffer = limits.write_buffer_bytes_max;
        range("limits.write_buffer_bytes_max", write_buffer, 65_536..=16_777_216)?;
        range("limits.ping_s", limits.ping_s, 1..=300)?;
        range("limits.header_timeout_ms", limits.header_timeout_ms, 100..=120_000)?;
        range("limits.headers_max", limits.headers_max, 16..=1_024)?;
        range("limits.header_bytes_max", limits.header_bytes_max, 8_192..=1_048_576)?;
        self.check_addresses()
    }

    fn check_addresses(&self) -> Result<(), ConfigError> {
        let wrong = |message: String| Err(ConfigError::Value(message));
        let url = self.public_url.trim_end_matches('/');
        if !url.is_empty() && host_of(url).is_none() {
            return wrong(format!("public_url is {url:?}; it must begin with http:// or https://"));
        }
        // Browsers send an origin without path or slash, and it is compared as it stands.
        let is_origin = |origin: &str| host_of(origin).is_some_and(|host| !host.contains('/'));
        if let Some(origin) = self.allowed_origins.iter().find(|origin| !is_origin(origin)) {
            return wrong(format!(
                "allowed_origins has {origin:?}; one looks like https://a.example"
            ));
        }
        if self.store.sqlite == Path::new("") {
            return wrong("store.sqlite is empty; it must name a file".to_owned());
        }
        if !self.store.url.is_empty() {
            store_url("store.url", &self.store.url)?;
        }
        Ok(())
    }
}

fn range<N>(key: &str, value: N, lawful: RangeInclusive<u64>) -> Result<(), ConfigError>
where
    N: Copy + fmt::Display + TryInto<u64>,
{
    if value.try_into().is_ok_and(|value| lawful.contains(&value)) {
        return Ok(());
    }
    let (least, most) = lawful.into_inner();
    let message = format!("{key} is {value}; it must be {least} to {most}");
    Err(ConfigError::Value(message))
}

/// What stands behind the scheme, when it is a scheme of the web and something does.
fn host_of(url: &str) -> Option<&str> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let lawful = host.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '@' | '"'));
    (lawful && !host.is_empty() && !host.starts_with('/')).then_some(host)
}

pub(super) fn store_url(what: &str, url: &Secret) -> Result<(), ConfigError> {
    let lawful = ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
    // The text itself is not told: it may hold a password.
    let message = || format!("{what} must begin with postgres:// or postgresql://");
    if lawful { Ok(()) } else { Err(ConfigError::Value(message())) }
}
