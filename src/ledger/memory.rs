//! The ledger in memory: for tests, and for a rehearsal that nobody keeps.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::audit::record::{Head, Sealed};
use crate::domain::ids::SittingId;
use crate::ledger::sql::away;
use crate::ledger::{Ledger, LedgerError, READ_RECORDS_MAX, batch};

/// A ledger that ends with the process.
#[derive(Default)]
pub struct MemoryLedger {
    shelves: Mutex<Shelves>,
}

#[derive(Default)]
struct Shelves {
    records: BTreeMap<SittingId, Vec<Arc<Sealed>>>,
    faults: VecDeque<Fault>,
}

/// What goes wrong with one append, for tests of those who append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Answered as if another node had been faster; nothing is written.
    Conflict,
    /// The store went away before it wrote.
    AwayBefore,
    /// The store wrote, then went away: the answer is lost.
    AwayAfter,
    /// An invariant of the caller turns out to be broken: the append panics.
    Panic,
}

impl MemoryLedger {
    /// Makes the next append fail so. Called twice, it is the next two, in this order.
    pub fn fail_next(&self, fault: Fault) {
        self.shelves().faults.push_back(fault);
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        // Nothing panics between two changes that belong together.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for MemoryLedger {
    /// Without the records: they hold votes, and this may end in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryLedger").finish_non_exhaustive()
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
        batch::assert_lawful(sitting, expected, records);
        let mut shelves = self.shelves();
        let fault = shelves.faults.pop_front();
        match fault {
            Some(Fault::Conflict) => return Err(LedgerError::Conflict),
            Some(Fault::AwayBefore) => return Err(away("a fault before the commit")),
            Some(Fault::Panic) => panic!("an injected broken invariant"),
            Some(Fault::AwayAfter) | None => {}
        }
        if shelves.head(sitting) != expected {
            return Err(LedgerError::Conflict);
        }
        let shelf = shelves.records.entry(sitting).or_default();
        shelf.extend_from_slice(records);
        match fault {
            Some(_) => Err(away("a fault after the commit")),
            None => Ok(()),
        }
    }

    async fn read_from(
        &self,
        sitting: SittingId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        let shelves = self.shelves();
        let Some(shelf) = shelves.records.get(&sitting) else {
            return Ok(Vec::new());
        };
        let from = usize::try_from(seq).map_or(shelf.len(), |seq| seq.min(shelf.len()));
        let most = usize::try_from(limit.min(READ_RECORDS_MAX)).expect("32 bits fit");
        let page = shelf[from..].iter().take(most);
        Ok(page.map(|sealed| sealed.bytes.clone()).collect())
    }

    async fn head(&self, sitting: SittingId) -> Result<Option<Head>, LedgerError> {
        Ok(self.shelves().head(sitting))
    }

    async fn sittings(&self) -> Result<Vec<SittingId>, LedgerError> {
        Ok(self.shelves().records.keys().copied().collect())
    }
}

impl Shelves {
    fn head(&self, sitting: SittingId) -> Option<Head> {
        let last = self.records.get(&sitting)?.last()?;
        Some(last.head())
    }
}
