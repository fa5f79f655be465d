//! A store that goes away at a chosen record.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use plenum::audit::record::{Head, Sealed};
use plenum::domain::event::Event;
use plenum::domain::ids::SittingId;
use plenum::ledger::memory::MemoryLedger;
use plenum::ledger::{Ledger, LedgerError};

/// A ledger that is away from the first record of some kind on, until it is told otherwise: for
/// the record, that is where the process died.
#[derive(Debug, Default)]
pub(super) struct Cut {
    pub(super) inner: MemoryLedger,
    before: Mutex<Option<Kind>>,
    dead: AtomicBool,
    /// What could not be written, on its way all the same.
    lost: Mutex<Option<Append>>,
}

/// Picks out one kind of event.
type Kind = fn(&Event) -> bool;

/// One append.
type Append = (SittingId, Option<Head>, Vec<Arc<Sealed>>);

impl Cut {
    /// Away from the first append with such an event on.
    pub(super) fn before(&self, event: Kind) {
        *self.before.lock().unwrap() = Some(event);
    }

    /// Back again.
    pub(super) fn mend(&self) {
        *self.before.lock().unwrap() = None;
        self.dead.store(false, Ordering::SeqCst);
    }

    /// The append that was cut reaches the store after all.
    pub(super) async fn deliver(&self) {
        let lost = self.lost.lock().unwrap().take();
        if let Some((sitting, expected, records)) = lost {
            self.inner.append(sitting, expected, &records).await.unwrap();
        }
    }
}

#[async_trait::async_trait]
impl Ledger for Cut {
    async fn append(
        &self,
        sitting: SittingId,
        expected: Option<Head>,
        records: &[Arc<Sealed>],
    ) -> Result<(), LedgerError> {
        let before = *self.before.lock().unwrap();
        let is_cut = |event: Kind| records.iter().any(|one| event(&one.record.event));
        if before.is_some_and(is_cut) {
            self.dead.store(true, Ordering::SeqCst);
            *self.lost.lock().unwrap() = Some((sitting, expected, records.to_vec()));
        }
        match self.dead.load(Ordering::SeqCst) {
            true => Err(LedgerError::Away("cut".into())),
            false => self.inner.append(sitting, expected, records).await,
        }
    }

    async fn read_from(
        &self,
        sitting: SittingId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        self.inner.read_from(sitting, seq, limit).await
    }

    async fn head(&self, sitting: SittingId) -> Result<Option<Head>, LedgerError> {
        self.inner.head(sitting).await
    }

    async fn sittings(&self) -> Result<Vec<SittingId>, LedgerError> {
        self.inner.sittings().await
    }
}
