//! Who is connected, and the one live socket of each delegate. A guard takes a socket off the list
//! when it ends, however it ends.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

use crate::domain::ids::DelegateId;

/// Sockets of the delegates of one sitting on this node.
#[derive(Debug, Default)]
pub struct Presence {
    live: Mutex<BTreeMap<DelegateId, (u64, CancellationToken)>>,
    next: AtomicU64,
    changed: AtomicBool,
}

/// One delegate's place on the list.
#[derive(Debug)]
pub struct Seat {
    presence: Arc<Presence>,
    delegate: DelegateId,
    ticket: u64,
    superseded: CancellationToken,
}

impl Presence {
    fn live(&self) -> MutexGuard<'_, BTreeMap<DelegateId, (u64, CancellationToken)>> {
        // A panic while the map was held cannot leave it half changed.
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the seat; an earlier socket of the same delegate is told that it was superseded.
    #[must_use]
    pub fn sit(self: &Arc<Self>, delegate: DelegateId) -> Seat {
        let ticket = self.next.fetch_add(1, Ordering::Relaxed);
        let superseded = CancellationToken::new();
        let earlier = self.live().insert(delegate, (ticket, superseded.clone()));
        if let Some((_, token)) = earlier {
            token.cancel();
        }
        self.changed.store(true, Ordering::Release);
        Seat { presence: Arc::clone(self), delegate, ticket, superseded }
    }

    /// Everybody connected.
    #[must_use]
    pub fn connected(&self) -> BTreeSet<DelegateId> {
        self.live().keys().copied().collect()
    }

    /// Whether anybody came or went since the last call.
    pub fn take_changed(&self) -> bool {
        self.changed.swap(false, Ordering::AcqRel)
    }
}

impl Seat {
    /// Resolves when a newer socket of the same delegate has taken over. Cancel-safe.
    pub async fn superseded(&self) {
        self.superseded.cancelled().await;
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut live = self.presence.live();
        if live.get(&self.delegate).is_some_and(|(ticket, _)| *ticket == self.ticket) {
            live.remove(&self.delegate);
            self.presence.changed.store(true, Ordering::Release);
        }
    }
}
