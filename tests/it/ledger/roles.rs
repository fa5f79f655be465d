//! Who sets a database up, and with which rights a server runs on it.

use plenum::access::store::Store;
use plenum::ledger::postgres::{AUDITOR_ROLE, OWNER_ROLE, SERVICE_ROLE, service_options};
use plenum::ledger::sql::StartError;
use sqlx::{Connection, PgConnection};

use super::*;
use crate::support::postgres::database::SERVER;

/// Another login in the URL of a superuser.
pub(super) fn as_login(url: &str, login: &str) -> String {
    url.replacen("postgres@", &format!("{login}@"), 1)
}

async fn starting(url: &str) -> StartError {
    PostgresLedger::connect(url).await.expect_err("a store that is not ready")
}

#[tokio::test]
async fn nobody_logs_in_as_a_role_of_ours() {
    let database = Postgres::shared().migrated_database().await;
    let roles = "select rolname::text from pg_catalog.pg_roles
        where rolname like 'plenum\\_%'
        and not (rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls)
        order by 1";
    let roles: Vec<String> =
        sqlx::query_scalar(roles).fetch_all(&mut database.as_admin().await).await.unwrap();
    assert_eq!(roles, [AUDITOR_ROLE, OWNER_ROLE, SERVICE_ROLE]);
    let foreign = "select count(*) from pg_catalog.pg_class
        where relnamespace = 'plenum'::regnamespace and relowner <> 'plenum_owner'::regrole";
    let foreign: i64 =
        sqlx::query_scalar(foreign).fetch_one(&mut database.as_admin().await).await.unwrap();
    assert_eq!(foreign, 0, "everything is the owner's");
}

#[tokio::test]
async fn every_session_of_a_server_takes_the_least_rights() {
    let database = Postgres::shared().migrated_database().await;
    for url in [&database.admin, &database.server] {
        let options = service_options(url).await.unwrap();
        let mut session = PgConnection::connect_with(&options).await.unwrap();
        let role: String =
            sqlx::query_scalar("select current_user::text").fetch_one(&mut session).await.unwrap();
        assert_eq!(role, SERVICE_ROLE);
        let superuser: String =
            sqlx::query_scalar("show is_superuser").fetch_one(&mut session).await.unwrap();
        assert_eq!(superuser, "off");
    }
    // Before there are such roles, and for a login that is no member, it is the login's own.
    let options = service_options(&database.auditor).await.unwrap();
    let mut session = PgConnection::connect_with(&options).await.unwrap();
    let role: String =
        sqlx::query_scalar("select current_user::text").fetch_one(&mut session).await.unwrap();
    assert_eq!(role, "hall_auditor");
    let bare = Postgres::start();
    assert!(service_options(&bare.fresh_database().await).await.is_ok());
}

#[tokio::test]
async fn a_login_that_may_create_roles_and_owns_the_database_can_set_it_up() {
    let postgres = Postgres::start();
    let url = postgres.fresh_database().await;
    let mut admin = PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(
        "create role keeper login createrole;
        do $$ begin
            execute format('alter database %I owner to keeper', current_database());
        end $$",
    )
    .execute(&mut admin)
    .await
    .unwrap();
    let keeper = as_login(&url, "keeper");
    for _ in 0..2 {
        PostgresLedger::migrate(&keeper).await.unwrap();
        Store::migrate_postgres(&keeper).await.unwrap();
    }
    // Roles of the cluster are found again in its next database.
    PostgresLedger::migrate(&postgres.fresh_database().await).await.unwrap();
    sqlx::raw_sql("create role hall login in role plenum_service")
        .execute(&mut admin)
        .await
        .unwrap();
    let ledger = PostgresLedger::connect(&as_login(&url, "hall")).await.unwrap();
    assert_eq!(ledger.self_check().await.unwrap(), []);
}

#[tokio::test]
async fn a_store_that_is_not_ready_is_told_apart() {
    let postgres = Postgres::shared();
    let database = postgres.migrated_database().await;
    let bare = postgres.fresh_database().await;
    for login in ["postgres", SERVER] {
        let error = starting(&as_login(&bare, login)).await;
        assert_eq!(error.code(), "store_not_migrated");
        assert!(error.to_string().contains("plenum migrate"), "{error}");
    }
    let refused = PostgresLedger::migrate(&as_login(&bare, SERVER)).await.unwrap_err();
    assert_eq!(refused.code(), "store_roles_failed");
    let refused = starting(&database.auditor).await;
    assert_eq!(refused.code(), "store_no_access");
    assert!(refused.to_string().contains("grant plenum_service to hall_auditor"), "{refused}");

    let forms = [
        (
            "insert into plenum.migrations values (99, 'x', now(), true, 'x', 0)",
            "store_other_version",
        ),
        ("delete from plenum.migrations where version > 1", "store_not_migrated"),
        ("update plenum.migrations set checksum = 'x'", "store_other_version"),
        ("drop table plenum.migrations", "store_not_migrated"),
    ];
    for (change, code) in forms {
        database.administer(change).await;
        assert_eq!(starting(&database.server).await.code(), code, "{change}");
    }
    database.administer("delete from plenum.access_migrations").await;
    let refused = Store::postgres(&database.server).await.unwrap_err();
    assert_eq!(refused.code(), "store_not_migrated");
}
