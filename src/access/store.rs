//! Links and tokens in SQLite or Postgres: the same statements for both, hashes only.

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ColumnIndex, Decode, Row, Type};

use crate::access::codes::SecretHash;
use crate::access::{AccessError, Grant, GrantRole};
use crate::ledger::postgres::{self, SCHEMA};
use crate::ledger::sql::StartError;

/// Own table for the migrations of this room, so that other rooms may keep theirs in the same
/// database.
const MIGRATIONS_TABLE: &str = "access_migrations";
/// Connections at once; further requests wait for one, at most [`TIMEOUT`].
const CONNECTIONS_MAX: u32 = 8;
/// How long the store may take for one request.
const TIMEOUT: Duration = Duration::from_secs(5);

const ADD_LINK: &str =
    "insert into access_links (code_hash, sitting, role, valid_until_ms) values ($1, $2, $3, $4)";
const USE_LINK: &str = "update access_links set redeemed_at_ms = $1 \
     where code_hash = $2 and redeemed_at_ms is null and valid_until_ms > $1 \
     returning sitting, role";
const ADD_TOKEN: &str = "insert into access_tokens (token_hash, sitting, role, valid_until_ms) \
     values ($1, $2, $3, $4)";
const GRANT_OF: &str = "select sitting, role, valid_until_ms from access_tokens \
     where token_hash = $1 and valid_until_ms > $2";
const REMOVE_TOKEN: &str = "delete from access_tokens where token_hash = $1";
const REMOVE_TOKENS_OF: &str = "delete from access_tokens where sitting = $1 and role = $2";
const REMOVE_LINKS_OF: &str = "delete from access_links where sitting = $1 and role = $2";
const EXPIRE_TOKENS: &str = "delete from access_tokens where valid_until_ms <= $1";
const EXPIRE_LINKS: &str = "delete from access_links where valid_until_ms <= $1";

/// Where links and tokens are kept.
#[derive(Clone, Debug)]
pub enum Store {
    /// Embedded.
    Sqlite(SqlitePool),
    /// Production.
    Postgres(PgPool),
}

/// The same expression over either pool.
macro_rules! with_pool {
    ($store:expr, $pool:ident => $body:expr) => {
        match $store {
            Store::Sqlite($pool) => within($body).await,
            Store::Postgres($pool) => within($body).await,
        }
    };
}

impl Store {
    /// A file, made if it is not there and brought up to date. It may be the ledger's own.
    ///
    /// # Errors
    /// [`AccessError::Away`].
    pub async fn sqlite(path: &Path) -> Result<Self, AccessError> {
        // `NORMAL` keeps the file sound. What a power loss takes are the last sign-ins, whose links
        // are then valid again.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(TIMEOUT);
        let pool =
            SqlitePoolOptions::new().max_connections(CONNECTIONS_MAX).acquire_timeout(TIMEOUT);
        Self::over_sqlite(pool.connect_with(options).await?).await
    }

    /// In memory, with its tables, for a demo or a test.
    ///
    /// # Errors
    /// [`AccessError::Away`].
    pub async fn memory() -> Result<Self, AccessError> {
        // Another connection would be another, empty database.
        let pool =
            SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let options = SqliteConnectOptions::new().in_memory(true);
        Self::over_sqlite(pool.connect_with(options).await?).await
    }

    async fn over_sqlite(pool: SqlitePool) -> Result<Self, AccessError> {
        let mut migrations = sqlx::migrate!("migrations/sqlite-access");
        migrations.dangerous_set_table_name(MIGRATIONS_TABLE);
        migrations.run(&pool).await?;
        Ok(Self::Sqlite(pool))
    }

    /// A Postgres database by URL, with the rights of a server; everything is in the schema
    /// [`SCHEMA`]. Its tables are there after [`Store::migrate_postgres`], which is another login's
    /// work.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn postgres(url: &str) -> Result<Self, StartError> {
        let connect = async {
            let options = postgres::service_options(url).await?.options([("search_path", SCHEMA)]);
            let pool =
                PgPoolOptions::new().max_connections(CONNECTIONS_MAX).acquire_timeout(TIMEOUT);
            let pool = pool.connect_with(options).await?;
            let connection = pool.acquire().await?;
            Ok((pool, connection))
        };
        let (pool, mut connection) = connect.await.map_err(StartError::Connect)?;
        postgres::check_form(&mut connection, MIGRATIONS_TABLE, &postgres_migrations()).await?;
        drop(connection);
        Ok(Self::Postgres(pool))
    }

    /// Brings the tables in Postgres up to date, as an administrator.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn migrate_postgres(url: &str) -> Result<(), StartError> {
        postgres::install(url, MIGRATIONS_TABLE, postgres_migrations()).await
    }

    pub(super) async fn add_links(
        &self,
        links: impl Iterator<Item = (SecretHash, &Grant)>,
        valid_until_ms: u64,
    ) -> Result<(), AccessError> {
        let links: Vec<(SecretHash, &Grant)> = links.collect();
        with_pool!(self, pool => async {
            let mut transaction = pool.begin().await?;
            for (hash, grant) in &links {
                sqlx::query(ADD_LINK)
                    .bind(&hash[..])
                    .bind(grant.sitting.to_string())
                    .bind(grant.role.stored())
                    .bind(stored_ms(valid_until_ms))
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await
        })
    }

    /// Uses a link up and adds the token, both or neither. `None` when there is no such link.
    pub(super) async fn redeem(
        &self,
        code: SecretHash,
        token: SecretHash,
        now_ms: u64,
        valid_until_ms: u64,
    ) -> Result<Option<Grant>, AccessError> {
        with_pool!(self, pool => async {
            let mut transaction = pool.begin().await?;
            let link = sqlx::query(USE_LINK)
                .bind(stored_ms(now_ms))
                .bind(&code[..])
                .fetch_optional(&mut *transaction)
                .await?;
            let Some(link) = link else { return Ok(None) };
            let grant = read_grant(&link)?;
            sqlx::query(ADD_TOKEN)
                .bind(&token[..])
                .bind(grant.sitting.to_string())
                .bind(grant.role.stored())
                .bind(stored_ms(valid_until_ms))
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await?;
            Ok(Some(grant))
        })
    }

    /// The grant of a token and until when it is valid.
    pub(super) async fn grant_of(
        &self,
        token: SecretHash,
        now_ms: u64,
    ) -> Result<Option<(Grant, u64)>, AccessError> {
        with_pool!(self, pool => async {
            let row = sqlx::query(GRANT_OF)
                .bind(&token[..])
                .bind(stored_ms(now_ms))
                .fetch_optional(pool)
                .await?;
            let Some(row) = row else { return Ok(None) };
            let valid_until_ms: i64 = row.try_get(2)?;
            let valid_until_ms = u64::try_from(valid_until_ms).unwrap_or_default();
            Ok(Some((read_grant(&row)?, valid_until_ms)))
        })
    }

    pub(super) async fn remove_token(&self, token: SecretHash) -> Result<(), AccessError> {
        with_pool!(self, pool => async {
            sqlx::query(REMOVE_TOKEN).bind(&token[..]).execute(pool).await?;
            Ok(())
        })
    }

    pub(super) async fn remove_grants(&self, grant: &Grant) -> Result<(), AccessError> {
        // Links first: a link exchanged in between leaves a token that the second statement finds.
        with_pool!(self, pool => async {
            for statement in [REMOVE_LINKS_OF, REMOVE_TOKENS_OF] {
                sqlx::query(statement)
                    .bind(grant.sitting.to_string())
                    .bind(grant.role.stored())
                    .execute(pool)
                    .await?;
            }
            Ok(())
        })
    }

    pub(super) async fn remove_expired(&self, now_ms: u64) -> Result<(), AccessError> {
        with_pool!(self, pool => async {
            for statement in [EXPIRE_LINKS, EXPIRE_TOKENS] {
                sqlx::query(statement).bind(stored_ms(now_ms)).execute(pool).await?;
            }
            Ok(())
        })
    }
}

async fn within<T>(
    request: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, AccessError> {
    let answer = tokio::time::timeout(TIMEOUT, request).await;
    let answer = answer.map_err(|late| AccessError::Away(Box::new(late)))?;
    Ok(answer?)
}

fn postgres_migrations() -> Migrator {
    sqlx::migrate!("migrations/postgres-access")
}

/// Times beyond what a database holds are for ever.
fn stored_ms(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}

fn read_grant<'r, R>(row: &'r R) -> Result<Grant, sqlx::Error>
where
    R: Row,
    usize: ColumnIndex<R>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    let (sitting, role): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    let grant = sitting.parse().ok().zip(GrantRole::from_stored(&role));
    let (sitting, role) =
        grant.ok_or_else(|| sqlx::Error::Decode("a grant of an unknown form".into()))?;
    Ok(Grant { sitting, role })
}
