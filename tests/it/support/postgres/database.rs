//! A database as an administrator sets it up, with one login for each of those who use it.

use plenum::access::store::Store;
use plenum::ledger::postgres::PostgresLedger;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::Postgres;

/// The login of a server: a member of `plenum_service` and of nothing else.
pub(crate) const SERVER: &str = "hall_server";
/// The login of an auditor: a member of `plenum_auditor` and of nothing else.
pub(crate) const AUDITOR: &str = "hall_auditor";

/// Logins are of the whole cluster, and another test may make them at the same moment.
const LOGINS: &str = "
    do $$ begin
        create role hall_server login in role plenum_service;
        create role hall_auditor login in role plenum_auditor;
        alter role hall_auditor set jit = off;
    exception when duplicate_object or unique_violation then null;
    end $$";

/// URLs of one database in this version's form, by who logs in.
pub(crate) struct Database {
    /// A superuser.
    pub(crate) admin: String,
    /// [`SERVER`].
    pub(crate) server: String,
    /// [`AUDITOR`]; it sees the assemblies named to [`Database::let_audit`].
    pub(crate) auditor: String,
}

impl Postgres {
    /// A fresh database in this version's form, with its logins.
    pub(crate) async fn migrated_database(&self) -> Database {
        let admin = self.fresh_database().await;
        PostgresLedger::migrate(&admin).await.expect("migrate the record");
        Store::migrate_postgres(&admin).await.expect("migrate links and tokens");
        let login = |name: &str| admin.replacen("postgres@", &format!("{name}@"), 1);
        let (server, auditor) = (login(SERVER), login(AUDITOR));
        let database = Database { admin, server, auditor };
        sqlx::raw_sql(LOGINS).execute(&mut database.as_admin().await).await.expect("logins");
        database
    }
}

impl Database {
    /// A session of a superuser.
    pub(crate) async fn as_admin(&self) -> PgConnection {
        PgConnection::connect(&self.admin).await.expect("connect as a superuser")
    }

    /// A session of a login that the administrator makes first.
    pub(crate) async fn as_server(&self) -> PgConnection {
        PgConnection::connect(&self.server).await.expect("connect as a server")
    }

    /// What a server gets.
    pub(crate) async fn ledger(&self) -> PostgresLedger {
        PostgresLedger::connect(&self.server).await.expect("a ledger")
    }

    /// One statement of an administrator.
    pub(crate) async fn administer(&self, statement: &str) {
        let mut admin = self.as_admin().await;
        let done = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut admin).await;
        done.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }

    /// Lets the auditor see an assembly, and logs in as the auditor.
    pub(crate) async fn let_audit(&self, assembly: &str) -> PgConnection {
        let mut admin = self.as_admin().await;
        let assign = sqlx::query("insert into plenum.auditors values ($1, $2)");
        assign.bind(AUDITOR).bind(assembly).execute(&mut admin).await.expect("assign");
        PgConnection::connect(&self.auditor).await.expect("connect as an auditor")
    }
}
