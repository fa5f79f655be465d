//! What the file promises besides the laws.

use plenum::ledger::Ledger;
use sqlx::{Connection, SqliteConnection};

use super::laws::all;
use super::*;

#[tokio::test]
async fn bytes_are_kept_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let records = chain(sitting(1), None, 20, 1);
    let ledger = SqliteLedger::open(&path).await.unwrap();
    ledger.append(sitting(1), None, &records).await.unwrap();
    drop(ledger);
    let ledger = SqliteLedger::open(&path).await.unwrap();
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
    let next = chain(sitting(1), head(&records), 1, 1);
    ledger.append(sitting(1), head(&records), &next).await.unwrap();
}

#[tokio::test]
async fn a_record_is_never_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let ledger = SqliteLedger::open(&path).await.unwrap();
    let records = chain(sitting(1), None, 3, 1);
    ledger.append(sitting(1), None, &records).await.unwrap();
    let url = format!("sqlite:{}", path.display());
    let mut intruder = SqliteConnection::connect(&url).await.unwrap();
    for attempt in [
        "update records set body = x'00'",
        "delete from records where seq = 2",
        "insert or replace into records select sitting, 2, hash, x'00' from records where seq = 2",
        "insert into records select sitting, 4, hash, body from records where seq = 2",
        "insert into records select x'00', 0, hash, body from records where seq = 2",
    ] {
        let refused = sqlx::query(attempt).execute(&mut intruder).await;
        assert!(refused.is_err(), "{attempt}");
    }
    assert_eq!(all(&ledger, sitting(1)).await, bytes(&records));
}
