//! Nothing recorded is edited or deleted by hand: not by the server's login, not by the owner, not
//! by a session that claims to be a replica.

use plenum::ledger::Ledger;
use sqlx::{AssertSqlSafe, PgConnection};

use super::laws::all;
use super::*;
use crate::support::postgres::database::Database;

/// insufficient_privilege: no such right, or a row against the policies.
const NOT_ALLOWED: &str = "42501";
/// restrict_violation: what our trigger raises.
const NEVER_CHANGED: &str = "23001";

const CHANGES: [&str; 8] = [
    "update plenum.records set body = ''",
    "update plenum.records set assembly = '另一会议' where seq = 1",
    "delete from plenum.records where seq = 2",
    "truncate plenum.records",
    "update plenum.sittings set assembly = '另一会议'",
    "delete from plenum.sittings",
    "truncate plenum.sittings",
    "truncate plenum.records, plenum.sittings",
];

/// A database with one sitting of three records, and a ledger on it.
async fn recorded() -> (Database, PostgresLedger, Vec<Arc<Sealed>>) {
    let database = Postgres::shared().migrated_database().await;
    let ledger = database.ledger().await;
    let records = chain(sitting(1), None, 3, 1);
    ledger.append(sitting(1), None, &records).await.unwrap();
    (database, ledger, records)
}

pub(super) async fn run(session: &mut PgConnection, statement: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(session).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error}"));
}

/// The SQLSTATE that a statement is refused with.
pub(super) async fn refused(session: &mut PgConnection, statement: &str) -> String {
    let done = sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(session).await;
    let error = done.err().unwrap_or_else(|| panic!("{statement}: done"));
    let code = error.as_database_error().and_then(|error| error.code());
    code.unwrap_or_else(|| panic!("{statement}: {error}")).into_owned()
}

#[tokio::test]
async fn the_login_of_a_server_may_append_and_nothing_else() {
    let (database, ledger, records) = recorded().await;
    let mut server = database.as_server().await;
    run(&mut server, &format!("set plenum.assembly = '{ASSEMBLY}'")).await;
    let others = [
        "insert into plenum.records select * from plenum.records where seq = 2
        on conflict on constraint records_sitting_seq_key do update set body = ''",
        "alter table plenum.records disable trigger records_never_change",
        "drop trigger records_never_change on plenum.records",
        "alter table plenum.records no force row level security",
        "create policy more on plenum.records to plenum_service using (true)",
        "create or replace function plenum.refuse_change() returns trigger language plpgsql
        as 'begin return null; end'",
        "create table plenum.more (id int)",
        "drop schema plenum cascade",
        "insert into plenum.auditors values ('hall_server', 'x')",
        "delete from plenum.migrations",
        "select * from plenum.acts",
        "set session_replication_role = replica",
        "set role plenum_owner",
        "set role postgres",
    ];
    for attempt in CHANGES.into_iter().chain(others) {
        assert_eq!(refused(&mut server, attempt).await, NOT_ALLOWED, "{attempt}");
    }
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
}

#[tokio::test]
async fn the_owner_is_stopped_by_triggers_and_has_no_policy_to_write_by() {
    let (database, ledger, records) = recorded().await;
    let mut owner = database.as_admin().await;
    run(&mut owner, "set role plenum_owner").await;
    run(&mut owner, &format!("set plenum.assembly = '{ASSEMBLY}'")).await;
    for attempt in CHANGES {
        assert_eq!(refused(&mut owner, attempt).await, NEVER_CHANGED, "{attempt}");
    }
    let id = sitting(1);
    for attempt in [
        format!("insert into plenum.sittings values (gen_random_uuid(), '{ASSEMBLY}')"),
        format!("insert into plenum.records values ('{id}', 3, '{ASSEMBLY}', sha256('x'), 'x')"),
    ] {
        assert_eq!(refused(&mut owner, &attempt).await, NOT_ALLOWED, "{attempt}");
    }
    let seen = "select count(*) from plenum.records";
    let seen: i64 = sqlx::query_scalar(seen).fetch_one(&mut owner).await.unwrap();
    assert_eq!(seen, 0, "the owner reads on behalf of auditors only");
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
}

#[tokio::test]
async fn a_superuser_who_claims_to_be_a_replica_meets_the_triggers_too() {
    let (database, ledger, records) = recorded().await;
    let mut intruder = database.as_admin().await;
    for role in ["origin", "local", "replica"] {
        run(&mut intruder, &format!("set session_replication_role = {role}")).await;
        for attempt in CHANGES {
            assert_eq!(refused(&mut intruder, attempt).await, NEVER_CHANGED, "{attempt}");
        }
        let upsert = "insert into plenum.records select * from plenum.records where seq = 2
            on conflict on constraint records_sitting_seq_key do update set body = ''";
        assert_eq!(refused(&mut intruder, upsert).await, NEVER_CHANGED);
    }
    // check_violation: bytes that are not those of the hash.
    let forged = "insert into plenum.records
        select sitting, 3, assembly, hash, body || 'x' from plenum.records where seq = 2";
    assert_eq!(refused(&mut intruder, forged).await, "23514");
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
}

/// A plan made while a sitting was small must not read all of it once it is large.
#[tokio::test]
async fn the_head_of_a_grown_sitting_is_found_without_reading_the_rest() {
    let (database, ledger, records) = recorded().await;
    let mut server = database.as_server().await;
    let id = sitting(1);
    for _ in 0..8 {
        run(&mut server, &format!("select * from plenum.head_of('{id}')")).await;
    }
    let mut last = head(&records);
    for _ in 0..5 {
        let more = chain(id, last, 1_000, 1);
        ledger.append(id, last, &more).await.unwrap();
        last = head(&more);
    }
    run(&mut server, "begin").await;
    let before = rows_read(&mut server).await;
    run(&mut server, &format!("select * from plenum.head_of('{id}')")).await;
    assert_eq!(rows_read(&mut server).await - before, 1);
}

/// Rows of the record that this session has read; a few of them may be told already.
async fn rows_read(session: &mut PgConnection) -> i64 {
    let read = "select (seq_tup_read + idx_tup_fetch)::bigint
        from pg_catalog.pg_stat_xact_user_tables where relname = 'records'";
    sqlx::query_scalar(read).fetch_one(session).await.unwrap()
}
