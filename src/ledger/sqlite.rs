//! The ledger in one SQLite file: the embedded default, for one node.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Connection, Sqlite};
use uuid::Uuid;

use crate::audit::record::{Head, Sealed};
use crate::domain::ids::SittingId;
use crate::ledger::sql::{self, StartError, away};
use crate::ledger::{Ledger, LedgerError, READ_RECORDS_MAX, batch};

/// Readers beside the one writer; a further one waits for `ACQUIRE_TIMEOUT`.
const READERS_MAX: u32 = 4;
/// How long an append or a read waits for a connection before the store counts as away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long it waits for another process that writes to the file, a backup for example.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// A ledger in one file.
pub struct SqliteLedger {
    /// One connection: SQLite has one writer at a time, and waiting here is fair.
    writer: SqlitePool,
    readers: SqlitePool,
    /// In memory the connection is the store, and closing it would lose everything.
    in_memory: bool,
}

impl SqliteLedger {
    /// Opens the file, makes it when there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open(path: &Path) -> Result<Self, StartError> {
        let file = SqliteConnectOptions::new().filename(path).busy_timeout(BUSY_TIMEOUT);
        let writing = file
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit is on the disk before it is answered; WAL alone would leave it to the kernel.
            .synchronous(SqliteSynchronous::Full);
        let writer = pool(1).connect_with(writing).await;
        let ledger = Self {
            writer: writer.map_err(StartError::Connect)?,
            readers: pool(READERS_MAX).connect_lazy_with(file.read_only(true)),
            in_memory: false,
        };
        ledger.migrate().await?;
        Ok(ledger)
    }

    /// A ledger that ends with its last handle, by the same SQL as a file.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn open_in_memory() -> Result<Self, StartError> {
        let options = SqliteConnectOptions::new().in_memory(true);
        let writer = pool(1).connect_with(options).await;
        let writer = writer.map_err(StartError::Connect)?;
        let ledger = Self { readers: writer.clone(), writer, in_memory: true };
        ledger.migrate().await?;
        Ok(ledger)
    }

    /// Brings the tables up to date; does nothing when they are. Opening has done it.
    ///
    /// # Errors
    /// [`StartError::Migrate`].
    pub async fn migrate(&self) -> Result<(), StartError> {
        MIGRATIONS.run(&self.writer).await.map_err(StartError::Migrate)
    }

    /// After an error SQLite may have ended the transaction by itself, and the connection would
    /// count one that is no more and refuse every later one: the next append opens the file anew.
    fn give_up(&self, connection: PoolConnection<Sqlite>) {
        if !self.in_memory {
            drop(connection.detach());
        }
    }
}

impl std::fmt::Debug for SqliteLedger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteLedger").finish_non_exhaustive()
    }
}

#[async_trait::async_trait]
impl Ledger for SqliteLedger {
    async fn append(
        &self,
        sitting: SittingId,
        expected: Option<Head>,
        records: &[Arc<Sealed>],
    ) -> Result<(), LedgerError> {
        batch::assert_lawful(sitting, expected, records);
        let mut connection = self.writer.acquire().await.map_err(away)?;
        let written = write(&mut connection, sitting, expected, records).await;
        if let Err(LedgerError::Away(_)) = &written {
            self.give_up(connection);
        }
        written
    }

    async fn read_from(
        &self,
        sitting: SittingId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        let bodies = sqlx::query_scalar(
            "select body from records where sitting = ? and seq >= ? order by seq limit ?",
        )
        .bind(key(sitting))
        .bind(sql::seq_column(seq))
        .bind(limit.min(READ_RECORDS_MAX));
        bodies.fetch_all(&self.readers).await.map_err(away)
    }

    async fn head(&self, sitting: SittingId) -> Result<Option<Head>, LedgerError> {
        let mut connection = self.readers.acquire().await.map_err(away)?;
        head(&mut connection, sitting).await
    }

    async fn sittings(&self) -> Result<Vec<SittingId>, LedgerError> {
        let keys: Vec<Vec<u8>> =
            sqlx::query_scalar("select sitting from records where seq = 0 order by sitting")
                .fetch_all(&self.readers)
                .await
                .map_err(away)?;
        let id = |key: Vec<u8>| Uuid::from_slice(&key).map(SittingId).map_err(away);
        keys.into_iter().map(id).collect()
    }
}

async fn write(
    connection: &mut SqliteConnection,
    sitting: SittingId,
    expected: Option<Head>,
    records: &[Arc<Sealed>],
) -> Result<(), LedgerError> {
    // Immediate: the head that is compared is the head that is appended to.
    let begun = connection.begin_with("begin immediate").await;
    let mut transaction = begun.map_err(away)?;
    if head(&mut transaction, sitting).await? != expected {
        transaction.rollback().await.map_err(away)?;
        return Err(LedgerError::Conflict);
    }
    for sealed in records {
        sqlx::query("insert into records (sitting, seq, hash, body) values (?, ?, ?, ?)")
            .bind(key(sitting))
            .bind(sql::seq_column(sealed.record.seq))
            .bind(sealed.hash.0.as_slice())
            .bind(sealed.bytes.as_slice())
            .execute(&mut *transaction)
            .await
            .map_err(away)?;
    }
    transaction.commit().await.map_err(away)
}

async fn head(
    connection: &mut SqliteConnection,
    sitting: SittingId,
) -> Result<Option<Head>, LedgerError> {
    let last =
        sqlx::query_as("select seq, hash from records where sitting = ? order by seq desc limit 1")
            .bind(key(sitting))
            .fetch_optional(connection)
            .await
            .map_err(away)?;
    last.map(sql::head).transpose()
}

fn key(sitting: SittingId) -> Vec<u8> {
    sitting.0.as_bytes().to_vec()
}

fn pool(connections_max: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A file does not go stale, and in memory the connection is the store.
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::record::{RECORD_VERSION, Record};
    use crate::crypto::hash::Hash;
    use crate::domain::event::{Event, Role};
    use crate::domain::ids::DelegateId;

    fn record(sitting: SittingId, head: Option<Head>) -> Arc<Sealed> {
        let record = Record {
            v: RECORD_VERSION,
            sitting,
            seq: head.map_or(0, |head| head.seq + 1),
            prev: head.map_or(Hash::ZERO, |head| head.hash),
            at_ms: 0,
            wall_ms: 0,
            boot: Uuid::nil(),
            by: Role::Operator,
            event: Event::CheckedOut { delegate: DelegateId(Uuid::nil()) },
        };
        Arc::new(Sealed::new(record).unwrap())
    }

    /// As a full disk does: the commit fails, and SQLite ends the transaction by itself.
    #[tokio::test]
    async fn a_transaction_that_the_store_ended_stops_no_later_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.sqlite");
        let ledger = SqliteLedger::open(&path).await.unwrap();
        let full = "create temp trigger full before insert on records begin
            select raise(rollback, 'the disk is full');
        end";
        sqlx::query(full).execute(&ledger.writer).await.unwrap();
        let sitting = SittingId(Uuid::nil());
        let batch = [record(sitting, None)];
        let away = ledger.append(sitting, None, &batch).await;
        assert!(matches!(away, Err(LedgerError::Away(_))), "{away:?}");
        assert_eq!(ledger.head(sitting).await.unwrap(), None);

        let room = "drop trigger if exists full";
        sqlx::query(room).execute(&ledger.writer).await.unwrap();
        ledger.append(sitting, None, &batch).await.unwrap();
        assert_eq!(ledger.head(sitting).await.unwrap(), Some(batch[0].head()));
    }
}
