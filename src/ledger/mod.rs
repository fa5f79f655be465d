//! Where the record is kept. The ledger alone decides order: an append names the head it was
//! decided on, and any other is a conflict. Nothing is ever changed or deleted.

mod batch;
pub mod memory;
pub mod postgres;
pub mod sql;
pub mod sqlite;
mod weakness;

use std::sync::Arc;

use crate::audit::record::{Head, Sealed};
use crate::domain::ids::SittingId;
pub use crate::ledger::weakness::Weakness;

/// Most records in one append.
pub const APPEND_RECORDS_MAX: usize = 1_000;
/// Most records in one read.
pub const READ_RECORDS_MAX: u32 = 5_000;

/// Why an append or a read did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The head has moved: read what was missed and decide again. Nothing was written.
    #[error("the head of the record has moved")]
    Conflict,
    /// The store did not answer, or refused. Whether something was written is unknown.
    #[error("the store is away: {0}")]
    Away(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A store of records. One conformance suite holds for every implementation
/// (`tests/it/ledger.rs`).
#[async_trait::async_trait]
pub trait Ledger: Send + Sync + std::fmt::Debug {
    /// Appends all of `records` or none, after the head they were decided on (`None`: the sitting
    /// has no record yet). Returns only after the commit is durable. `records` is not empty, at
    /// most [`APPEND_RECORDS_MAX`], consecutive, of one sitting.
    ///
    /// Not cancel-safe: when the future is dropped, the outcome is unknown.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] or [`LedgerError::Away`].
    async fn append(
        &self,
        sitting: SittingId,
        expected: Option<Head>,
        records: &[Arc<Sealed>],
    ) -> Result<(), LedgerError>;

    /// The stored bytes of records from `seq` on, in order, at most `limit`
    /// (and [`READ_RECORDS_MAX`]).
    ///
    /// # Errors
    /// [`LedgerError::Away`].
    async fn read_from(
        &self,
        sitting: SittingId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, LedgerError>;

    /// Where the record of a sitting ends; `None` when it has none.
    ///
    /// # Errors
    /// [`LedgerError::Away`].
    async fn head(&self, sitting: SittingId) -> Result<Option<Head>, LedgerError>;

    /// Every sitting that has a record, in the order of their ids.
    ///
    /// # Errors
    /// [`LedgerError::Away`].
    async fn sittings(&self) -> Result<Vec<SittingId>, LedgerError>;

    /// What makes the store less trustworthy than it should be, asked of it as it is now; nothing
    /// where the store has no guards to lose. Reads only.
    ///
    /// # Errors
    /// [`LedgerError::Away`].
    async fn self_check(&self) -> Result<Vec<Weakness>, LedgerError> {
        Ok(Vec::new())
    }
}
