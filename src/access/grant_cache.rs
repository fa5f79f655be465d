//! Grants looked up a moment ago, so that a hall that reconnects at once does not ask the store
//! about each request of each tablet.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::access::Grant;
use crate::access::codes::SecretHash;

/// How long a grant is believed without asking again, ms. A token revoked on another node is
/// believed no longer than this.
pub(super) const FRESH_MS: u64 = 1_000;
/// Grants kept at once; when full the cache is emptied, which costs one look-up each.
const GRANTS_MAX: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct GrantCache(Mutex<HashMap<SecretHash, Known>>);

#[derive(Debug)]
struct Known {
    grant: Grant,
    until_ms: u64,
}

impl GrantCache {
    pub(super) fn get(&self, hash: &SecretHash, now_ms: u64) -> Option<Grant> {
        let known = self.lock();
        let known = known.get(hash).filter(|known| now_ms < known.until_ms);
        known.map(|known| known.grant.clone())
    }

    pub(super) fn put(&self, hash: SecretHash, grant: Grant, valid_until_ms: u64, now_ms: u64) {
        let mut known = self.lock();
        if known.len() >= GRANTS_MAX {
            known.clear();
        }
        let until_ms = valid_until_ms.min(now_ms.saturating_add(FRESH_MS));
        known.insert(hash, Known { grant, until_ms });
    }

    pub(super) fn forget(&self, hash: &SecretHash) {
        self.lock().remove(hash);
    }

    pub(super) fn forget_grants(&self, grant: &Grant) {
        self.lock().retain(|_, known| known.grant != *grant);
    }

    /// Never held across an await.
    fn lock(&self) -> MutexGuard<'_, HashMap<SecretHash, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
