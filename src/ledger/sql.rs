//! What the two SQL stores share: errors and the types of their columns.

use sqlx::migrate::MigrateError;

use crate::audit::record::Head;
use crate::crypto::hash::Hash;
use crate::ledger::LedgerError;

/// Why a store cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no such store, or it does not let us in.
    #[error("failed to connect to the store ({})", self.code())]
    Connect(#[source] sqlx::Error),
    /// It answers, but a commit could be lost with the power.
    #[error(
        "the store runs with {setting} = {value}, a committed vote could be lost: set it on ({})",
        self.code()
    )]
    NotDurable {
        /// Name of the setting.
        setting: &'static str,
        /// Its value.
        value: String,
    },
    /// Its tables are missing or of an older version.
    #[error(
        "the store is not in this version's form: let an administrator run `plenum migrate` ({})",
        self.code()
    )]
    NotMigrated,
    /// Its tables are of a newer version, or of none that we know.
    #[error("the store is in the form of another version: run the newest one ({})", self.code())]
    OtherVersion,
    /// The login may connect, but not use the tables.
    #[error(
        "the login {login} may not use the store: let an administrator run \
         `grant plenum_service to {login}` ({})",
        self.code()
    )]
    NoAccess {
        /// Name of the login.
        login: String,
    },
    /// Roles and schema could not be made.
    #[error("failed to make the roles and the schema of the store ({})", self.code())]
    Roles(#[source] sqlx::Error),
    /// Its tables could not be brought up to date.
    #[error("failed to migrate the store ({})", self.code())]
    Migrate(#[source] MigrateError),
}

impl StartError {
    /// Stable code; never changes once published.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Connect(_) => "store_unreachable",
            Self::NotDurable { .. } => "store_not_durable",
            Self::NotMigrated => "store_not_migrated",
            Self::OtherVersion => "store_other_version",
            Self::NoAccess { .. } => "store_no_access",
            Self::Roles(_) => "store_roles_failed",
            Self::Migrate(_) => "store_migration_failed",
        }
    }
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
