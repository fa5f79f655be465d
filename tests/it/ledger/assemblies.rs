//! Many assemblies in one database: a session sees and writes the one that it has named.

use plenum::ledger::Ledger;
use sqlx::PgConnection;

use super::guards::{refused, run};
use super::laws::all;
use super::*;
use crate::support::postgres::database::Database;

const OTHER: &str = "示例县人民代表大会";
/// insufficient_privilege: a row against the policies.
const NOT_ALLOWED: &str = "42501";

/// Sitting 1 of the one assembly and sitting 2 of the other.
async fn two() -> (Database, PostgresLedger) {
    let database = Postgres::shared().migrated_database().await;
    let ledger = database.ledger().await;
    for (assembly, n) in [(ASSEMBLY, 1), (OTHER, 2)] {
        let records = chain_of(assembly, sitting(n), None, 3, n);
        ledger.append(sitting(n), None, &records).await.unwrap();
    }
    (database, ledger)
}

/// Which sittings the records are of that this session sees.
async fn seen(session: &mut PgConnection) -> Vec<String> {
    let seen = "select distinct sitting::text from plenum.records order by 1";
    sqlx::query_scalar(seen).fetch_all(session).await.unwrap()
}

fn ids(numbers: &[u128]) -> Vec<String> {
    numbers.iter().map(|n| sitting(*n).to_string()).collect()
}

#[tokio::test]
async fn one_ledger_serves_the_sittings_of_every_assembly() {
    let (_database, ledger) = two().await;
    assert_eq!(ledger.sittings().await.unwrap(), [1, 2].map(sitting));
    for (assembly, n) in [(ASSEMBLY, 1), (OTHER, 2)] {
        let records = chain_of(assembly, sitting(n), None, 3, n);
        assert_eq!(all(&ledger, sitting(n)).await, bytes(&records));
        let more = chain_of(assembly, sitting(n), head(&records), 2, n);
        ledger.append(sitting(n), head(&records), &more).await.unwrap();
        assert_eq!(ledger.head(sitting(n)).await.unwrap(), head(&more));
    }
}

#[tokio::test]
async fn a_session_that_names_no_assembly_sees_no_record() {
    let (database, _ledger) = two().await;
    let mut server = database.as_server().await;
    assert_eq!(seen(&mut server).await, ids(&[]));
    for (named, sittings) in
        [(ASSEMBLY, &[1][..]), (OTHER, &[2]), ("", &[]), ("承德市", &[]), ("%", &[])]
    {
        run(&mut server, &format!("set plenum.assembly = '{named}'")).await;
        assert_eq!(seen(&mut server).await, ids(sittings), "{named}");
    }
    run(&mut server, "reset plenum.assembly").await;
    assert_eq!(seen(&mut server).await, ids(&[]));
}

#[tokio::test]
async fn what_a_server_calls_names_the_assembly_for_that_call_only() {
    let (database, _ledger) = two().await;
    let mut server = database.as_server().await;
    let id = sitting(2);
    for call in ["read_records($1::text::uuid, 0, 9)", "head_of($1::text::uuid)"] {
        let rows = format!("select count(*) from plenum.{call}");
        let rows = sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(rows)).bind(id.to_string());
        assert!(rows.fetch_one(&mut server).await.unwrap() > 0, "{call}");
        assert_eq!(seen(&mut server).await, ids(&[]), "after {call}");
    }
    // A session that has named one assembly gets its own back.
    run(&mut server, &format!("set plenum.assembly = '{ASSEMBLY}'")).await;
    run(&mut server, &format!("select plenum.head_of('{id}')")).await;
    assert_eq!(seen(&mut server).await, ids(&[1]));
}

#[tokio::test]
async fn a_record_for_another_assembly_is_refused() {
    let (database, ledger) = two().await;
    let mut server = database.as_server().await;
    let insert = |n: u128, assembly: &str| {
        let id = sitting(n);
        format!("insert into plenum.records values ('{id}', 3, '{assembly}', sha256('x'), 'x')")
    };
    let begin = |assembly: &str| {
        format!("insert into plenum.sittings values (gen_random_uuid(), '{assembly}')")
    };
    for named in [None, Some(OTHER)] {
        if let Some(named) = named {
            run(&mut server, &format!("set plenum.assembly = '{named}'")).await;
        }
        // Into the other assembly's sitting, in its name or in that of the session.
        for attempt in [insert(1, ASSEMBLY), insert(1, OTHER), begin(ASSEMBLY)] {
            assert_eq!(refused(&mut server, &attempt).await, NOT_ALLOWED, "{attempt}");
        }
        // Nor a sitting that the directory does not name.
        assert_eq!(refused(&mut server, &insert(7, OTHER)).await, NOT_ALLOWED);
    }
    // check_violation: the first record says which assembly it is of.
    run(&mut server, &begin(OTHER).replace("gen_random_uuid()", &format!("'{}'", sitting(8))))
        .await;
    let first = insert(8, OTHER)
        .replace(", 3,", ", 0,")
        .replace("'x'", &format!("'{}'", r#"{"event":{"head":{"assembly":"x"}}}"#));
    assert_eq!(refused(&mut server, &first).await, "23514");
    // check_violation: an assembly without a name would be seen by sessions that name none.
    run(&mut server, "set plenum.assembly = ''").await;
    assert_eq!(refused(&mut server, &begin("")).await, "23514");
    for n in [1, 2] {
        assert_eq!(all(&ledger, sitting(n)).await.len(), 3);
    }
}

#[tokio::test]
async fn an_auditor_reads_views_of_the_assemblies_named_for_the_login() {
    let (database, _ledger) = two().await;
    let mut auditor = database.let_audit(OTHER).await;
    let sittings = "select distinct sitting::text from plenum.acts order by 1";
    let sees = async |session: &mut PgConnection| -> Vec<String> {
        sqlx::query_scalar(sittings).fetch_all(session).await.unwrap()
    };
    assert_eq!(sees(&mut auditor).await, ids(&[2]));
    // The setting of a server changes nothing here.
    run(&mut auditor, &format!("set plenum.assembly = '{ASSEMBLY}'")).await;
    assert_eq!(sees(&mut auditor).await, ids(&[2]));
    run(&mut auditor, "set role plenum_auditor").await;
    assert_eq!(sees(&mut auditor).await, ids(&[2]));
    for table in ["records", "sittings", "auditors", "migrations", "access_tokens", "access_links"]
    {
        let read = format!("select * from plenum.{table}");
        assert_eq!(refused(&mut auditor, &read).await, NOT_ALLOWED, "{table}");
    }
    for call in [
        "select plenum.head_of('00000000-0000-0000-0000-000000000001')",
        "delete from plenum.acts",
        "create table plenum.more (id int)",
        "set role plenum_owner",
    ] {
        assert_ne!(refused(&mut auditor, call).await, "", "{call}");
    }
    assert_eq!(sees(&mut database.let_audit(ASSEMBLY).await).await, ids(&[1, 2]));
    // Nobody named the administrator.
    assert_eq!(sees(&mut database.as_admin().await).await, ids(&[]));
}
