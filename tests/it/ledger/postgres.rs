//! What Postgres promises besides the laws, also while it fails.

use plenum::ledger::sql::StartError;
use plenum::ledger::{Ledger, LedgerError};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::laws::all;
use super::*;

#[tokio::test]
async fn a_record_is_never_changed() {
    let url = Postgres::shared().fresh_database().await;
    let ledger = postgres(&url).await;
    let records = chain(sitting(1), None, 3, 1);
    ledger.append(sitting(1), None, &records).await.unwrap();
    let mut intruder = PgConnection::connect(&url).await.unwrap();
    // A superuser here, and one who claims to be a replica.
    for role in ["origin", "replica"] {
        let claim = AssertSqlSafe(format!("set session_replication_role = {role}"));
        sqlx::query(claim).execute(&mut intruder).await.unwrap();
        for attempt in [
            "update plenum.records set body = ''",
            "delete from plenum.records where seq = 2",
            "truncate plenum.records",
            "insert into plenum.records select * from plenum.records where seq = 2
            on conflict on constraint records_sitting_seq_key do update set body = ''",
        ] {
            let refused = sqlx::query(attempt).execute(&mut intruder).await;
            let refused = refused.expect_err(attempt).to_string();
            assert!(refused.contains("never changed or deleted"), "{refused}");
        }
    }
    let forged = "insert into plenum.records
        select sitting, 3, hash, body || 'x' from plenum.records where seq = 2";
    assert!(sqlx::query(forged).execute(&mut intruder).await.is_err());
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
}

#[tokio::test]
async fn migrating_again_does_no_harm() {
    let url = Postgres::shared().fresh_database().await;
    let ledger = postgres(&url).await;
    let records = chain(sitting(1), None, 3, 1);
    ledger.append(sitting(1), None, &records).await.unwrap();
    let rival = PostgresLedger::connect(&url).await.unwrap();
    let (one, other) = tokio::join!(ledger.migrate(), rival.migrate());
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
}

/// The default of the database yields to the session; what a session cannot set is refused.
#[tokio::test]
async fn a_server_that_could_lose_a_commit_is_refused() {
    for setting in ["fsync", "full_page_writes"] {
        let postgres = Postgres::start_with(vec![format!("{setting}=off")]);
        let url = postgres.fresh_database().await;
        let refused = PostgresLedger::connect(&url).await.unwrap_err();
        assert!(
            matches!(&refused, StartError::NotDurable { setting: s, .. } if *s == setting),
            "{refused}"
        );
    }
    let postgres = Postgres::start_with(vec!["synchronous_commit=off".to_owned()]);
    let url = postgres.fresh_database().await;
    PostgresLedger::connect(&url).await.unwrap();
}

#[tokio::test]
async fn a_killed_server_is_away_and_comes_back_with_everything() {
    let postgres = Postgres::start();
    let url = postgres.fresh_database().await;
    let ledger = self::postgres(&url).await;
    let mut records = chain(sitting(1), None, 40, 1);
    ledger.append(sitting(1), None, &records).await.unwrap();

    postgres.kill9();
    let next = chain(sitting(1), head(&records), 10, 1);
    let away = ledger.append(sitting(1), head(&records), &next).await;
    assert!(matches!(away, Err(LedgerError::Away(_))), "{away:?}");
    let away = ledger.head(sitting(1)).await;
    assert!(matches!(away, Err(LedgerError::Away(_))), "{away:?}");

    postgres.restart();
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
    ledger.append(sitting(1), head(&records), &next).await.unwrap();
    records.extend(next);
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
}

/// Takes as long as Postgres may work on one statement.
#[tokio::test]
async fn a_locked_table_is_away_until_it_is_free() {
    let url = Postgres::shared().fresh_database().await;
    let ledger = postgres(&url).await;
    let records = chain(sitting(1), None, 3, 1);
    let mut other = PgConnection::connect(&url).await.unwrap();
    let mut lock = other.begin().await.unwrap();
    sqlx::query("lock table plenum.records").execute(&mut *lock).await.unwrap();
    let away = ledger.append(sitting(1), None, &records).await;
    assert!(matches!(away, Err(LedgerError::Away(_))), "{away:?}");
    lock.rollback().await.unwrap();
    ledger.append(sitting(1), None, &records).await.unwrap();
}
