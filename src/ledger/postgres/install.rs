//! Roles, schema, tables: made by an administrator, looked at by a server.

use std::str::FromStr;

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::ledger::postgres::session::OWNER_ROLE;
use crate::ledger::sql::StartError;

/// Everything of ours stands in this schema, the lists of migrations too.
pub const SCHEMA: &str = "plenum";
/// The list of migrations of the record, without its schema.
pub(super) const MIGRATIONS_TABLE: &str = "migrations";

const ROLES: &str = include_str!("../../../migrations/postgres-roles.sql");
/// undefined_table
const NO_TABLE: &str = "42P01";
/// insufficient_privilege
const NOT_ALLOWED: &str = "42501";

/// Roles, schema and tables of the record.
pub(super) fn migrations() -> Migrator {
    sqlx::migrate!("migrations/postgres")
}

/// Makes the roles and the schema that are missing, and runs `migrations` as the owner, noting them
/// in `table`. Does nothing where everything is there. `url` is that of an administrator: a
/// superuser, or a login that may create roles and owns the database.
///
/// # Errors
/// [`StartError::Connect`], [`StartError::Roles`], [`StartError::Migrate`].
pub async fn install(url: &str, table: &str, mut migrations: Migrator) -> Result<(), StartError> {
    // Its own connection, because a migration may work for longer than a statement of a server may.
    let options = PgConnectOptions::from_str(url).map_err(StartError::Connect)?;
    let options = options.application_name("plenum-migrate").options([("search_path", SCHEMA)]);
    let connection = PgConnection::connect_with(&options).await;
    let mut connection = connection.map_err(StartError::Connect)?;
    sqlx::raw_sql(ROLES).execute(&mut connection).await.map_err(StartError::Roles)?;
    let become_owner = AssertSqlSafe(format!("set role {OWNER_ROLE}"));
    sqlx::query(become_owner).execute(&mut connection).await.map_err(StartError::Roles)?;
    migrations.dangerous_set_table_name(format!("{SCHEMA}.{table}"));
    migrations.run(&mut connection).await.map_err(StartError::Migrate)?;
    connection.close().await.map_err(StartError::Connect)
}

/// Whether exactly `migrations` have been run, asked with the rights of a server.
///
/// # Errors
/// [`StartError::NotMigrated`], [`StartError::OtherVersion`], [`StartError::NoAccess`],
/// [`StartError::Connect`].
pub async fn check_form(
    connection: &mut PgConnection,
    table: &str,
    migrations: &Migrator,
) -> Result<(), StartError> {
    let list = format!("select version, checksum, success from {SCHEMA}.{table} order by version");
    let run = sqlx::query_as::<_, (i64, Vec<u8>, bool)>(AssertSqlSafe(list));
    let run = match run.fetch_all(&mut *connection).await {
        Ok(run) => run,
        Err(error) => return Err(unreadable(connection, error).await),
    };
    let expected: Vec<_> = migrations.iter().collect();
    let ours = run.iter().zip(&expected).all(|((version, checksum, success), migration)| {
        *success && *version == migration.version && **checksum == *migration.checksum
    });
    match (ours, run.len().cmp(&expected.len())) {
        (true, std::cmp::Ordering::Equal) => Ok(()),
        (true, std::cmp::Ordering::Less) => Err(StartError::NotMigrated),
        _ => Err(StartError::OtherVersion),
    }
}

async fn unreadable(connection: &mut PgConnection, error: sqlx::Error) -> StartError {
    let code = error.as_database_error().and_then(|error| error.code());
    match code.as_deref() {
        Some(NO_TABLE) => StartError::NotMigrated,
        Some(NOT_ALLOWED) => {
            let login = sqlx::query_scalar("select session_user::text").fetch_one(connection).await;
            login.map_or_else(StartError::Connect, |login| StartError::NoAccess { login })
        }
        _ => StartError::Connect(error),
    }
}
