//! What the two SQL stores share: errors and the types of their columns.

use sqlx::migrate::MigrateError;

use crate::audit::record::Head;
use crate::crypto::hash::Hash;
use crate::ledger::LedgerError;

/// Why a store cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no such store, or it does not let us in.
    #[error("failed to connect to the store")]
    Connect(#[source] sqlx::Error),
    /// It answers, but a commit could be lost with the power.
    #[error("the store runs with {setting} = {value}, a committed vote could be lost: set it on")]
    NotDurable {
        /// Name of the setting.
        setting: &'static str,
        /// Its value.
        value: String,
    },
    /// Its tables could not be brought up to date.
    #[error("failed to migrate the store")]
    Migrate(#[source] MigrateError),
}

pub(super) fn away(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> LedgerError {
    LedgerError::Away(error.into())
}

/// Both stores have signed integers only. A `seq` beyond them is behind every record.
pub(super) fn seq_column(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// The head in its two columns.
pub(super) fn head((seq, hash): (i64, Vec<u8>)) -> Result<Head, LedgerError> {
    // Checked by the table; a table without its checks is not our store.
    let seq = u64::try_from(seq).map_err(away)?;
    let hash = <[u8; 32]>::try_from(hash).map_err(|_| away("a hash that has not 32 bytes"))?;
    Ok(Head { seq, hash: Hash(hash) })
}
