//! What Postgres promises besides the laws, also while it fails.

use plenum::ledger::sql::StartError;
use plenum::ledger::{Ledger, LedgerError};
use sqlx::Connection;

use super::laws::all;
use super::*;

#[tokio::test]
async fn migrating_again_does_no_harm() {
    let database = Postgres::shared().migrated_database().await;
    let ledger = database.ledger().await;
    let records = chain(sitting(1), None, 3, 1);
    ledger.append(sitting(1), None, &records).await.unwrap();
    let again = || PostgresLedger::migrate(&database.admin);
    let (one, other) = tokio::join!(again(), again());
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
    let database = postgres.migrated_database().await;
    assert_eq!(database.ledger().await.self_check().await.unwrap(), []);
}

#[tokio::test]
async fn a_killed_server_is_away_and_comes_back_with_everything() {
    let postgres = Postgres::start();
    let database = postgres.migrated_database().await;
    let ledger = database.ledger().await;
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
    let database = Postgres::shared().migrated_database().await;
    let ledger = database.ledger().await;
    let records = chain(sitting(1), None, 3, 1);
    let mut other = database.as_admin().await;
    let mut lock = other.begin().await.unwrap();
    sqlx::query("lock table plenum.records").execute(&mut *lock).await.unwrap();
    let away = ledger.append(sitting(1), None, &records).await;
    assert!(matches!(away, Err(LedgerError::Away(_))), "{away:?}");
    lock.rollback().await.unwrap();
    ledger.append(sitting(1), None, &records).await.unwrap();
}
