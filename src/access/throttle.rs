//! Counts wrong codes. Only failed attempts count, so a hall that signs in behind one address is
//! never slowed down by being a hall.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::access::AccessError;

/// Wrong codes from one address in a minute; further ones are told to wait.
pub const FAILED_PER_ADDRESS_MAX: u32 = 300;
/// Wrong codes with one beginning in a minute; further ones are not even looked up.
pub const FAILED_PER_PREFIX_MAX: u32 = 10;
/// Length of a count, ms, from its first failure on.
const WINDOW_MS: u64 = 60_000;
/// Counts of one kind kept at once. When that many are running a further address or beginning is
/// not counted: memory stays bounded, and the codes are long enough by themselves.
const COUNTS_MAX: usize = 10_000;

/// Failed attempts by address and by beginning of the code.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    addresses: Mutex<Counts>,
    prefixes: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts(HashMap<String, Count>);

#[derive(Clone, Copy, Debug)]
struct Count {
    since_ms: u64,
    failed: u32,
}

impl Throttle {
    /// Whether codes with this beginning are being guessed.
    pub(super) fn is_guessed(&self, prefix: &str, now_ms: u64) -> bool {
        let prefixes = self.prefixes.lock().unwrap_or_else(PoisonError::into_inner);
        prefixes.failed(prefix, now_ms) >= FAILED_PER_PREFIX_MAX
    }

    /// Notes a failed attempt.
    pub(super) fn note(&self, prefix: Option<&str>, address_key: &str, now_ms: u64) {
        if let Some(prefix) = prefix {
            let mut prefixes = self.prefixes.lock().unwrap_or_else(PoisonError::into_inner);
            prefixes.add(prefix, now_ms);
        }
        let mut addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        addresses.add(address_key, now_ms);
    }

    /// What to answer to a wrong code.
    pub(super) fn answer(&self, address_key: &str, now_ms: u64) -> AccessError {
        let addresses = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        match addresses.failed(address_key, now_ms) {
            0..=FAILED_PER_ADDRESS_MAX => AccessError::LinkInvalid,
            _ => AccessError::TooManyAttempts,
        }
    }
}

impl Counts {
    fn failed(&self, key: &str, now_ms: u64) -> u32 {
        let running = self.0.get(key).filter(|count| count.is_running(now_ms));
        running.map_or(0, |count| count.failed)
    }

    fn add(&mut self, key: &str, now_ms: u64) {
        if let Some(count) = self.0.get_mut(key) {
            if !count.is_running(now_ms) {
                *count = Count { since_ms: now_ms, failed: 0 };
            }
            count.failed = count.failed.saturating_add(1);
            return;
        }
        if self.0.len() >= COUNTS_MAX {
            self.0.retain(|_, count| count.is_running(now_ms));
        }
        if self.0.len() < COUNTS_MAX {
            let count = Count { since_ms: now_ms, failed: 1 };
            self.0.insert(key.to_owned(), count);
        }
    }
}

impl Count {
    fn is_running(self, now_ms: u64) -> bool {
        now_ms < self.since_ms + WINDOW_MS
    }
}
