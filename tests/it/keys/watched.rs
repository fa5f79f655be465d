//! A ledger in memory that keeps every attempt to append, and goes wrong where it is told to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use plenum::audit::record::{Head, Sealed};
use plenum::domain::event::Event;
use plenum::domain::ids::SittingId;
use plenum::ledger::memory::{Fault, MemoryLedger};
use plenum::ledger::{Ledger, LedgerError, Weakness};
use tokio_util::task::TaskTracker;

#[derive(Debug, Default)]
pub(super) struct Watched {
    inner: Arc<MemoryLedger>,
    state: Arc<Mutex<State>>,
    tracker: TaskTracker,
}

#[derive(Debug, Default)]
struct State {
    /// What goes wrong with the next append that holds an event of this type.
    faults: Vec<(&'static str, Fault)>,
    /// How long the next append that holds an event of this type is on its way.
    delay: Option<(&'static str, Duration)>,
    attempts: Vec<Vec<Arc<Sealed>>>,
    commits: Vec<Vec<Arc<Sealed>>>,
    weaknesses: Vec<Weakness>,
    checks: u32,
}

impl Watched {
    /// The next append that holds an event of `kind` fails so.
    pub(super) fn fail_at(&self, kind: &'static str, fault: Fault) {
        self.state().faults.push((kind, fault));
    }

    /// The next append that holds an event of `kind` takes so long, and is written even when nobody
    /// waits for it any more.
    pub(super) fn delay_at(&self, kind: &'static str, delay: Duration) {
        self.state().delay = Some((kind, delay));
    }

    /// What the store finds wrong with itself from now on.
    pub(super) fn weaken(&self, weaknesses: Vec<Weakness>) {
        self.state().weaknesses = weaknesses;
    }

    /// How often the store was asked.
    pub(super) fn checks(&self) -> u32 {
        self.state().checks
    }

    /// Every append that was tried, in its order.
    pub(super) fn attempts(&self) -> Vec<Vec<Arc<Sealed>>> {
        self.state().attempts.clone()
    }

    /// Every append that was written, in its order.
    pub(super) fn commits(&self) -> Vec<Vec<Arc<Sealed>>> {
        self.state().commits.clone()
    }

    /// Every record.
    pub(super) fn records(&self) -> Vec<Arc<Sealed>> {
        self.commits().concat()
    }

    /// The events of `kind`, as they are recorded.
    pub(super) fn events(&self, kind: &str) -> Vec<Event> {
        let records = self.records().into_iter().filter(|sealed| is(sealed, kind));
        records.map(|sealed| sealed.record.event.clone()).collect()
    }

    pub(super) fn has_faults(&self) -> bool {
        !self.state().faults.is_empty()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a record holds an event of this type.
pub(super) fn is(sealed: &Sealed, kind: &str) -> bool {
    serde_json::to_value(&sealed.record.event).unwrap()["type"] == kind
}

#[async_trait::async_trait]
impl Ledger for Watched {
    async fn append(
        &self,
        sitting: SittingId,
        expected: Option<Head>,
        records: &[Arc<Sealed>],
    ) -> Result<(), LedgerError> {
        let hit = |kind: &str| records.iter().any(|sealed| is(sealed, kind));
        let delay = {
            let mut state = self.state();
            state.attempts.push(records.to_vec());
            if let Some(place) = state.faults.iter().position(|(kind, _)| hit(kind)) {
                let (_, fault) = state.faults.remove(place);
                self.inner.fail_next(fault);
            }
            state.delay.take_if(|(kind, _)| hit(kind)).map(|(_, delay)| delay)
        };
        let (inner, state) = (Arc::clone(&self.inner), Arc::clone(&self.state));
        let records = records.to_vec();
        let writing = async move {
            tokio::time::sleep(delay.unwrap_or_default()).await;
            let appended = inner.append(sitting, expected, &records).await;
            if inner.head(sitting).await? == records.last().map(|last| last.head()) {
                state.lock().unwrap_or_else(PoisonError::into_inner).commits.push(records);
            }
            appended
        };
        match delay {
            Some(_) => self.tracker.spawn(writing).await.unwrap(),
            None => writing.await,
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

    async fn self_check(&self) -> Result<Vec<Weakness>, LedgerError> {
        let mut state = self.state();
        state.checks += 1;
        Ok(state.weaknesses.clone())
    }
}
