//! How a session with Postgres begins: who it is, and that it takes the least rights it can.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection};
use tokio::time::timeout;

/// Owns schema, tables, views and functions. Nobody logs in as it.
pub const OWNER_ROLE: &str = "plenum_owner";
/// What a server may do: read and append. The login of a server is its member and nothing else.
pub const SERVICE_ROLE: &str = "plenum_service";
/// Reads the views. The login of an auditor is its member.
pub const AUDITOR_ROLE: &str = "plenum_auditor";

/// How long the first connection and the question whose rights to take may last.
const PROBE_TIMEOUT: Duration = Duration::from_secs(5);
/// insufficient_privilege, and invalid_parameter_value: there is no such role.
const MAY_NOT: [&str; 2] = ["42501", "22023"];

/// Options for the sessions of a server: every one of them runs with the rights of
/// [`SERVICE_ROLE`] alone when the login may take them, also when the login is a superuser.
///
/// # Errors
/// When the URL cannot be read, or the server does not answer.
pub async fn service_options(url: &str) -> Result<PgConnectOptions, sqlx::Error> {
    let options = PgConnectOptions::from_str(url)?.application_name("plenum");
    let probe = timeout(PROBE_TIMEOUT, may_take_role(&options)).await;
    Ok(match probe.map_err(|_| sqlx::Error::PoolTimedOut)?? {
        true => options.options([("role", SERVICE_ROLE)]),
        false => options,
    })
}

/// Tried, because from version 16 on not every member may: the catalogue tells it in other words
/// in each version.
async fn may_take_role(options: &PgConnectOptions) -> Result<bool, sqlx::Error> {
    let mut connection = PgConnection::connect_with(options).await?;
    let take = AssertSqlSafe(format!("set role {SERVICE_ROLE}"));
    let taken = sqlx::query(take).execute(&mut connection).await;
    connection.close().await?;
    match taken {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(error))
            if error.code().is_some_and(|code| MAY_NOT.contains(&code.as_ref())) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
