//! B-01 and B-03 on SQLite: the file, its WAL and its index, with the store open and closed.

use std::sync::Arc;

use plenum::ledger::sqlite::SqliteLedger;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row as _, SqliteConnection};

use super::election::Election;
use super::link::{Row, Truth, attack};
use super::markers::Found;
use crate::support::hall::{check_house, export};

const VOTERS: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn secret_votes_leave_no_choice_and_no_link_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plenum.sqlite");
    let ledger = Arc::new(SqliteLedger::open(&path).await.unwrap());
    let mut election = Election::new(ledger.clone(), VOTERS).await;
    let silent = election.hold(false).await;
    let markers = silent.markers();
    let mut found = Found::default();
    markers.path(folder.path(), &mut found);
    let bundle = export(ledger.as_ref(), election.hall.sitting).await;
    markers.bytes("the bundle", &bundle, &mut found);
    println!("{} markers, {} bytes in {} files", markers.len(), found.bytes, found.files);
    assert!(found.files >= 3, "the file, its WAL and its index");
    found.assert_nothing("SQLite, open");

    let published = [election.hold(true).await, election.hold(true).await];
    let options = SqliteConnectOptions::new().filename(&path).read_only(true);
    let mut database = options.connect().await.unwrap();
    let rows = all(&mut database).await;
    assert!(rows.len() > 4 * VOTERS);
    let tried: Vec<_> = published
        .iter()
        .map(|held| {
            let of_ballot = held.ballot.to_string();
            let about =
                |row: &&Row| !row.text.contains(r#""ballot":""#) || row.text.contains(&of_ballot);
            let rows: Vec<Row> = rows.iter().filter(about).cloned().collect();
            attack(&rows, &Truth::new(&held.texts()))
        })
        .collect();
    super::postgres::judge(&tried);

    let sitting = election.hall.sitting;
    election.hall.engine.shutdown().await;
    check_house(ledger.as_ref(), sitting).await;
    drop((election, ledger));
    // The last ballots published theirs; the first one did not.
    let mut found = Found::default();
    markers.path(folder.path(), &mut found);
    found.assert_nothing("SQLite, closed");
    let mut found = Found::default();
    published[1].markers().path(folder.path(), &mut found);
    assert!(found.of("text as bytes") > 0, "published papers stand in the record, and are found");
}

/// Every row of every table, found through the catalog.
async fn all(database: &mut SqliteConnection) -> Vec<Row> {
    let tables = "select m.name, group_concat('cast(\"' || c.name || '\" as text)', ', ')
        from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' group by m.name";
    let tables: Vec<(String, String)> =
        sqlx::query_as(tables).fetch_all(&mut *database).await.unwrap();
    let mut rows = Vec::new();
    for (table, columns) in tables {
        let columns = columns.replace(", ", " || char(10) || ");
        let select = format!("select cast({columns} as blob) from \"{table}\"");
        let read = sqlx::query(AssertSqlSafe(select)).fetch_all(&mut *database).await.unwrap();
        for (place, row) in (0..).zip(read) {
            let bytes: Option<Vec<u8>> = row.get(0);
            let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
            let kind = super::rows::kind(&table, &text);
            rows.push(Row { kind, transaction: 0, place, written: 0, text });
        }
    }
    rows
}
