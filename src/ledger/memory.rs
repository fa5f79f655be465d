//! A ledger in memory, for tests and simulations; it can be told to fail.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::audit::record::{Head, Sealed};
use crate::domain::ids::SittingId;
use crate::ledger::{Ledger, LedgerError, READ_RECORDS_MAX};

/// A failure to inject into an append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// As if another node had appended first.
    Conflict,
    /// Nothing is written, and the caller cannot know.
    AwayBefore,
    /// Everything is written, and the caller cannot know.
    AwayAfter,
}

#[derive(Debug, Default)]
struct Store {
    records: BTreeMap<SittingId, Vec<Arc<Sealed>>>,
    faults: VecDeque<Fault>,
}

/// Records in memory.
#[derive(Debug, Default)]
pub struct MemoryLedger(Mutex<Store>);

impl MemoryLedger {
    /// Makes the next append fail; several wait in line.
    pub fn fail_next(&self, fault: Fault) {
        self.store().faults.push_back(fault);
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        // Every change is one insertion, so a panic elsewhere cannot leave half of one.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl Ledger for MemoryLedger {
    async fn append(
        &self,
        sitting: SittingId,
        expected: Option<Head>,
        records: &[Arc<Sealed>],
    ) -> Result<(), LedgerError> {
        let mut store = self.store();
        let fault = store.faults.pop_front();
        let kept = store.records.entry(sitting).or_default();
        if fault == Some(Fault::AwayBefore) {
            return Err(LedgerError::Away("injected before the write".into()));
        }
        if fault == Some(Fault::Conflict) || kept.last().map(|last| last.head()) != expected {
            return Err(LedgerError::Conflict);
        }
        kept.extend_from_slice(records);
        match fault {
            Some(Fault::AwayAfter) => Err(LedgerError::Away("injected after the write".into())),
            _ => Ok(()),
        }
    }

    async fn read_from(
        &self,
        sitting: SittingId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        let store = self.store();
        let kept = store.records.get(&sitting).map_or(&[][..], Vec::as_slice);
        let from = usize::try_from(seq).unwrap_or(usize::MAX).min(kept.len());
        let limit = usize::try_from(limit.min(READ_RECORDS_MAX)).expect("a small number");
        Ok(kept[from..].iter().take(limit).map(|sealed| sealed.bytes.clone()).collect())
    }

    async fn head(&self, sitting: SittingId) -> Result<Option<Head>, LedgerError> {
        let store = self.store();
        Ok(store.records.get(&sitting).and_then(|kept| kept.last()).map(|last| last.head()))
    }

    async fn sittings(&self) -> Result<Vec<SittingId>, LedgerError> {
        let store = self.store();
        Ok(store.records.iter().filter(|(_, kept)| !kept.is_empty()).map(|(id, _)| *id).collect())
    }
}
