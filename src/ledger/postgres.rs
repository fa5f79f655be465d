//! The ledger in Postgres: for production, and for any number of nodes.
//!
//! A node talks to Postgres itself or through a pooler in session mode: the settings that make a
//! commit durable are those of the session.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Connection, PgConnection, Postgres};
use tokio::time::error::Elapsed;
use tokio::time::timeout;

use crate::audit::record::{Head, Sealed};
use crate::domain::ids::SittingId;
use crate::ledger::sql::{self, StartError, away};
use crate::ledger::{Ledger, LedgerError, READ_RECORDS_MAX, batch};

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

/// The key that two nodes with the same head meet at.
const ORDER_KEY: &str = "records_sitting_seq_key";

/// One statement is one transaction: the whole batch or nothing, on this head or not at all.
/// A rival that commits between the look at the head and the insert is caught by the key.
const APPEND: &str = "
    with head as (
        select seq, hash
        from plenum.records
        where sitting = $1::text::uuid
        order by seq desc
        limit 1
    )
    insert into plenum.records (sitting, seq, hash, body)
    select $1::text::uuid, batch.seq, batch.hash, batch.body
    from unnest($2::bigint[], $3::bytea[], $4::bytea[]) as batch (seq, hash, body)
    where (select seq from head) is not distinct from $5::bigint
      and (select hash from head) is not distinct from $6::bytea";

/// A ledger in the schema `plenum` of a Postgres database.
pub struct PostgresLedger {
    pool: PgPool,
    options: PgConnectOptions,
}

impl PostgresLedger {
    /// Connects, and refuses a server that could lose a commit. The tables are not touched:
    /// [`PostgresLedger::migrate`] belongs to the owner of the schema.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn connect(url: &str) -> Result<Self, StartError> {
        let options = PgConnectOptions::from_str(url).map_err(StartError::Connect)?;
        let options = options.application_name("plenum").options([
            // Whatever the defaults of server, database and role: an answered vote is on the disk.
            ("synchronous_commit", "on"),
            // A stricter level would answer a lost race with another error than the key does.
            ("default_transaction_isolation", "read committed"),
        ]);
        let statement_timeout_ms = STATEMENT_TIMEOUT.as_millis().to_string();
        let pooled = options.clone().options([("statement_timeout", statement_timeout_ms)]);
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(pooled)
            .await
            .map_err(StartError::Connect)?;
        let ledger = Self { pool, options };
        ledger.check_durability().await?;
        Ok(ledger)
    }

    /// Whether a commit outlives a loss of power, asked of the server as it runs now.
    ///
    /// # Errors
    /// [`StartError::NotDurable`] with the setting that is off.
    pub async fn check_durability(&self) -> Result<(), StartError> {
        const SETTINGS: [&str; 3] = ["fsync", "full_page_writes", "synchronous_commit"];
        for setting in SETTINGS {
            let value: String = sqlx::query_scalar("select current_setting($1)")
                .bind(setting)
                .fetch_one(&self.pool)
                .await
                .map_err(StartError::Connect)?;
            if value != "on" {
                return Err(StartError::NotDurable { setting, value });
            }
        }
        Ok(())
    }

    /// Brings schema, tables and views up to date; does nothing when they are.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn migrate(&self) -> Result<(), StartError> {
        // Its own connection, because a migration may work for longer than a statement may.
        let connection = PgConnection::connect_with(&self.options).await;
        let mut connection = connection.map_err(StartError::Connect)?;
        let migrated = migrations().run(&mut connection).await;
        migrated.map_err(StartError::Migrate)?;
        connection.close().await.map_err(StartError::Connect)
    }

    async fn acquire(&self) -> Result<PoolConnection<Postgres>, LedgerError> {
        self.pool.acquire().await.map_err(away)
    }
}

impl std::fmt::Debug for PostgresLedger {
    /// Without the options: they hold the password.
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
        let append = sqlx::query(APPEND)
            .bind(sitting.to_string())
            .bind(seqs.collect::<Vec<_>>())
            .bind(hashes.collect::<Vec<_>>())
            .bind(bodies.collect::<Vec<_>>())
            .bind(expected.map(|head| sql::seq_column(head.seq)))
            .bind(expected.map(|head| head.hash.0.to_vec()));
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, append.execute(&mut *connection)).await;
        match settle(connection, answer)?.rows_affected() {
            0 => Err(LedgerError::Conflict),
            _ => Ok(()),
        }
    }

    async fn read_from(
        &self,
        sitting: SittingId,
        seq: u64,
        limit: u32,
    ) -> Result<Vec<Vec<u8>>, LedgerError> {
        let bodies = sqlx::query_scalar(
            "select body from plenum.records
            where sitting = $1::text::uuid and seq >= $2
            order by seq
            limit $3",
        )
        .bind(sitting.to_string())
        .bind(sql::seq_column(seq))
        .bind(i64::from(limit.min(READ_RECORDS_MAX)));
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, bodies.fetch_all(&mut *connection)).await;
        settle(connection, answer)
    }

    async fn head(&self, sitting: SittingId) -> Result<Option<Head>, LedgerError> {
        let last = sqlx::query_as(
            "select seq, hash from plenum.records
            where sitting = $1::text::uuid
            order by seq desc
            limit 1",
        )
        .bind(sitting.to_string());
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, last.fetch_optional(&mut *connection)).await;
        settle(connection, answer)?.map(sql::head).transpose()
    }

    async fn sittings(&self) -> Result<Vec<SittingId>, LedgerError> {
        let ids = sqlx::query_scalar::<_, String>(
            "select sitting::text from plenum.records where seq = 0 order by sitting",
        );
        let mut connection = self.acquire().await?;
        let answer = timeout(ANSWER_TIMEOUT, ids.fetch_all(&mut *connection)).await;
        let ids = settle(connection, answer)?;
        ids.iter().map(|id| id.parse().map_err(away)).collect()
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
        Ok(Err(sqlx::Error::Database(error))) if error.constraint() == Some(ORDER_KEY) => {
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

/// Everything of ours stands in our schema, the list of migrations too.
fn migrations() -> Migrator {
    let mut migrations = sqlx::migrate!("migrations/postgres");
    migrations.create_schema("plenum");
    migrations.dangerous_set_table_name("plenum.migrations");
    migrations
}
