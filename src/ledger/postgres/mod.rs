//! The ledger in Postgres: for production, and for any number of nodes.
//!
//! A node talks to Postgres itself or through a pooler in session mode: the settings that make a
//! commit durable, and the role, are those of the session.

mod install;
mod self_check;
mod session;

use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{PgConnection, Postgres};
use tokio::time::error::Elapsed;
use tokio::time::timeout;

use crate::audit::record::{Head, Sealed};
use crate::domain::ids::SittingId;
pub use crate::ledger::postgres::install::{SCHEMA, check_form, install};
pub use crate::ledger::postgres::session::{
    AUDITOR_ROLE, OWNER_ROLE, SERVICE_ROLE, service_options,
};
use crate::ledger::sql::{self, StartError, away};
use crate::ledger::{Ledger, LedgerError, READ_RECORDS_MAX, Weakness, batch};

/// Connections of one node. A sitting appends one batch at a time, so this many sittings commit at
/// once; a further one waits for `ACQUIRE_TIMEOUT`. More writers make each commit slower.
const CONNECTIONS_MAX: u32 = 8;
/// How long an append or a read waits for a connection before the store counts as away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long Postgres may work on one statement, waiting for locks included.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long we wait for the answer: longer than Postgres may work, because neither a commit that
/// hangs in the disk nor a cut cable counts as work.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(12);

/// The keys that two nodes with the same head meet at: of the order, and of a sitting's first record.
const ORDER_KEYS: [&str; 2] = ["records_sitting_seq_key", "sittings_sitting_key"];

/// A ledger in the schema `plenum` of a Postgres database.
pub struct PostgresLedger {
    pool: PgPool,
}

impl PostgresLedger {
    /// Connects as a server, with the rights of `plenum_service` alone when the login may take
    /// them. Refuses a database that could lose a commit, and one that is not in this version's
    /// form: [`PostgresLedger::migrate`] is another login's work.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn connect(url: &str) -> Result<Self, StartError> {
        let options = service_options(url).await.map_err(StartError::Connect)?.options([
            // Whatever the defaults of server, database and role: an answered vote is on the disk.
            ("synchronous_commit", "on"),
            // A stricter level would answer a lost race with another error than the key does.
            ("default_transaction_isolation", "read committed"),
            ("statement_timeout", &STATEMENT_TIMEOUT.as_millis().to_string()),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await
            .map_err(StartError::Connect)?;
        let mut connection = pool.acquire().await.map_err(StartError::Connect)?;
        refuse_volatile(&mut connection).await?;
        check_form(&mut connection, install::MIGRATIONS_TABLE, &install::migrations()).await?;
        drop(connection);
        Ok(Self { pool })
    }

    /// Brings roles, schema, tables and views up to date; does nothing when they are. `url` is that
    /// of an administrator: a superuser, or a login that may create roles and owns the database.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn migrate(url: &str) -> Result<(), StartError> {
        install(url, install::MIGRATIONS_TABLE, install::migrations()).await
    }

    async fn acquire(&self) -> Result<PoolConnection<Postgres>, LedgerError> {
        self.pool.acquire().await.map_err(away)
    }
}

impl std::fmt::Debug for PostgresLedger {
    /// Without the pool: its options hold the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresLedger").finish_non_exhaustive()
    }
}

#[async_trait::async_trait]
impl Ledger for PostgresLedger {
    async fn append(
        &self,
        sitting: SittingId,
        expected: Option<Head>,
        records: &[Arc<Sealed>],
    ) -> Result<(), LedgerError> {
        batch::assert_lawful(sitting, expected, records);
        let seqs = records.iter().map(|r| sql::seq_column(r.record.seq));
        let hashes = records.iter().map(|r| r.hash.0.as_slice());
        let bodies = records.iter().map(|r| r.bytes.as_slice());
        let append =
            sqlx::query_scalar("select plenum.append_records($1::text::uuid, $2, $3, $4, $5, $6)")
                .bind(sitting.to_string())
                .bind(seqs.collect::<Vec<_>>())
                .bind(hashes.collect::<Vec<_>>())
                .bind(bodies.collect::<Vec<_>>())
                .bind(expected.map(|head| sql::seq_column(head.seq)))
                .bind(expected.map(|head| head.hash.0.to_vec()));
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, append.fetch_one(&mut *connection)).await;
        match settle(connection, answer)? {
            true => Ok(()),
            false => Err(LedgerError::Conflict),
        }
    }

    async fn read_from(
        &self,
        sitting: SittingId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        let bodies = sqlx::query_scalar("select plenum.read_records($1::text::uuid, $2, $3)")
            .bind(sitting.to_string())
            .bind(sql::seq_column(seq))
            .bind(i64::from(limit.min(READ_RECORDS_MAX)));
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, bodies.fetch_all(&mut *connection)).await;
        settle(connection, answer)
    }

    async fn head(&self, sitting: SittingId) -> Result<Option<Head>, LedgerError> {
        let last = sqlx::query_as("select head_seq, head_hash from plenum.head_of($1::text::uuid)")
            .bind(sitting.to_string());
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, last.fetch_optional(&mut *connection)).await;
        settle(connection, answer)?.map(sql::head).transpose()
    }

    async fn sittings(&self) -> Result<Vec<SittingId>, LedgerError> {
        let ids = sqlx::query_scalar::<_, String>(
            "select sitting::text from plenum.sittings order by sitting",
        );
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, ids.fetch_all(&mut *connection)).await;
        let ids = settle(connection, answer)?;
        ids.iter().map(|id| id.parse().map_err(away)).collect()
    }

    async fn self_check(&self) -> Result<Vec<Weakness>, LedgerError> {
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, self_check::weaknesses(&mut connection)).await;
        settle(connection, answer)
    }
}

/// Whether a commit outlives a loss of power, asked of the server as it runs now.
async fn refuse_volatile(connection: &mut PgConnection) -> Result<(), StartError> {
    let volatile = self_check::volatile(connection).await.map_err(StartError::Connect)?;
    match volatile.into_iter().next() {
        Some((setting, value)) => Err(StartError::NotDurable { setting, value }),
        None => Ok(()),
    }
}

/// What an answer, or none, means. After anything but a clear answer the connection is dropped
/// without a word: whoever got it next would wait for the same answer.
fn settle<T>(
    connection: PoolConnection<Postgres>,
    answer: Result<Result<T, sqlx::Error>, Elapsed>,
) -> Result<T, LedgerError> {
    match answer {
        Ok(Ok(rows)) => Ok(rows),
        Ok(Err(sqlx::Error::Database(error)))
            if error.constraint().is_some_and(|key| ORDER_KEYS.contains(&key)) =>
        {
            Err(LedgerError::Conflict)
        }
        Ok(Err(error)) => {
            drop(connection.detach());
            Err(away(error))
        }
        Err(elapsed) => {
            drop(connection.detach());
            Err(away(elapsed))
        }
    }
}
