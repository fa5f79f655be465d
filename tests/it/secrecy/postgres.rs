//! B-01 to B-04 on Postgres: 2,000 sealed votes, and everything that the database, its WAL, its
//! backups and its log at full volume hold afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use data_encoding::HEXLOWER;
use plenum::ledger::postgres::PostgresLedger;
use sqlx::{Connection, PgConnection};
use uuid::Uuid;

use super::election::{Election, Held};
use super::link::{Attacks, Row, Truth, attack, ordered};
use super::markers::{Found, Markers};
use super::rows;
use crate::support::hall::{check_house, export};
use crate::support::postgres::Postgres;

const VOTERS: usize = 2_000;

/// Everything is logged, with the parameters of every statement.
const LOUD: [&str; 7] = [
    "log_statement=all",
    "log_min_messages=debug1",
    "log_min_duration_statement=0",
    "log_connections=on",
    "log_line_prefix=%m [%p] %x ",
    "track_activity_query_size=65536",
    // All of the WAL is kept.
    "wal_keep_size=4GB",
];

/// Tables as they must not be: each links its two columns in one more way.
const LEAKY: &str = "
    create schema leaky;
    create table leaky.truth (n serial, delegate uuid, paper text);
    create table leaky.took_part_1 (delegate uuid);
    create table leaky.box_1 (paper text);
    create table leaky.took_part_2 (delegate uuid);
    create table leaky.box_2 (paper text);
    create table leaky.took_part_3 (delegate uuid);
    create table leaky.box_3 (paper text);
    create table leaky.sizes (delegate uuid, padding text);";

/// One transaction for both; one for each; one after the other in the same order; a size.
const LEAK: [&str; 5] = [
    "do $$ declare one record; begin
        for one in select * from leaky.truth order by n loop
            insert into leaky.took_part_1 values (one.delegate);
            insert into leaky.box_1 values (one.paper);
            commit;
            insert into leaky.took_part_2 values (one.delegate);
            commit;
            insert into leaky.box_2 values (one.paper);
            commit;
        end loop;
    end $$",
    "insert into leaky.took_part_3 select delegate from leaky.truth order by n",
    "insert into leaky.box_3 select paper from leaky.truth order by n",
    "insert into leaky.sizes
        select delegate, repeat('x', substring(paper from 28 for 1)::integer) from leaky.truth",
    "drop table leaky.truth",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_secret_votes_leave_no_choice_and_no_link_in_postgres() {
    let postgres = Postgres::start_with(LOUD.map(str::to_owned).to_vec());
    let url = postgres.fresh_database().await;
    PostgresLedger::migrate(&url).await.unwrap();
    let ledger = Arc::new(PostgresLedger::connect(&url).await.unwrap());
    let mut election = Election::new(ledger.clone(), VOTERS).await;
    // First, so that its papers could be anywhere by the end.
    let silent = election.hold(false).await;
    let published = [election.hold(true).await, election.hold(true).await];

    let mut database = PgConnection::connect(&url).await.unwrap();
    for sql in ["vacuum analyze", "select pg_switch_wal()", "checkpoint"] {
        sqlx::raw_sql(sql).execute(&mut database).await.unwrap();
    }
    nothing_is_stored(&postgres, &mut database, &silent).await;
    let mut found = Found::default();
    let bundle = export(ledger.as_ref(), election.hall.sitting).await;
    silent.markers().bytes("the bundle", &bundle, &mut found);
    found.assert_nothing("the exported bundle");

    let orders = orders_outside(&postgres, published.iter().chain([&silent]));
    let mut rows = rows::all(&mut database).await;
    let wal = waldump(&postgres, &postgres.data().join("pg_wal"));
    let written = rows::find_in_wal(&mut database, &mut rows, &wal).await;
    assert!(written > 3 * VOTERS, "{written} rows in the WAL");
    let attacked = published.iter().chain([&silent]).zip(orders);
    let attacked: Vec<_> = std::thread::scope(|scope| {
        let tried = |(held, orders): (_, Orders)| {
            let rows = rows.as_slice();
            scope.spawn(move || attack_ballot(rows, held, &orders))
        };
        let all: Vec<_> = attacked.map(tried).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    judge(&attacked);
    election.hall.engine.shutdown().await;
    check_house(ledger.as_ref(), election.hall.sitting).await;

    control(&postgres, &mut database, &silent).await;
}

/// B-02, B-03, and the log of B-04: no paper of a ballot that publishes none stands anywhere.
async fn nothing_is_stored(postgres: &Postgres, database: &mut PgConnection, held: &Held) {
    let markers = held.markers();
    println!("{} markers", markers.len());
    for (what, path) in [
        ("the files of the database with its WAL", postgres.data()),
        ("the log of the database", postgres.log()),
        ("a base backup", base_backup(postgres)),
    ] {
        search(&markers, what, &path);
    }
    let wal = waldump(postgres, &postgres.data().join("pg_wal"));
    let url = postgres.url("plenum_0");
    let dump = run(postgres.tool("pg_dump").args(["--inserts", "-d", &url]));
    let hints = rows::hints(database).await;
    for (what, text) in [("WAL as text", &wal), ("a dump", &dump), ("statistics", &hints)] {
        let mut found = Found::default();
        markers.bytes(what, text.as_bytes(), &mut found);
        println!("{what}: {} bytes, {} hits", found.bytes, found.hits.len());
        found.assert_nothing(what);
    }
}

fn search(markers: &Markers, what: &str, path: &Path) {
    let mut found = Found::default();
    markers.path(path, &mut found);
    println!("{what}: {} bytes in {} files, {} hits", found.bytes, found.files, found.hits.len());
    found.assert_nothing(what);
}

fn base_backup(postgres: &Postgres) -> PathBuf {
    let folder = postgres.folder("backup");
    let mut backup = postgres.tool("pg_basebackup");
    run(backup.args(["-c", "fast", "-X", "stream", "-D"]).arg(&folder));
    folder
}

/// Every record of the WAL that is there, described.
fn waldump(postgres: &Postgres, folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut segments: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
    segments.retain(|name| name.len() == 24);
    segments.sort();
    let mut text = String::new();
    for segment in segments {
        // The newest one ends in the middle, which is an error to the program, and a segment that
        // waits to be used again holds older records or none.
        let output = postgres.tool("pg_waldump").arg(folder.join(segment)).output().unwrap();
        text.push_str(&String::from_utf8_lossy(&output.stdout));
    }
    text
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Orders of delegates that stand outside the tables, by name.
type Orders = BTreeMap<String, BTreeMap<Uuid, Vec<u8>>>;

/// For each ballot the order of its votes in the log of the database; the log has the records as
/// parameters in hex.
fn orders_outside<'a>(postgres: &Postgres, ballots: impl Iterator<Item = &'a Held>) -> Vec<Orders> {
    let log = std::fs::read(postgres.log()).unwrap();
    let order = |held: &Held| {
        let delegates: Vec<&Uuid> = held.truth.keys().collect();
        let cast =
            |delegate: &&Uuid| HEXLOWER.encode(format!(r#""delegate":"{delegate}""#).as_bytes());
        let machine = AhoCorasick::new(delegates.iter().map(cast)).unwrap();
        let ballot = HEXLOWER.encode(format!(r#""ballot":"{}""#, held.ballot).as_bytes());
        let ballot = AhoCorasick::new([ballot]).unwrap();
        let mut places = BTreeMap::new();
        for hit in machine.find_iter(&log) {
            // A record of this ballot names it close by.
            let around = &log[hit.start().saturating_sub(600)..(hit.end() + 200).min(log.len())];
            if ballot.is_match(around) {
                let place = hit.start().to_be_bytes().to_vec();
                places.insert(*delegates[hit.pattern().as_usize()], place);
            }
        }
        assert!(places.len() * 10 > held.truth.len() * 9, "{} in the log", places.len());
        Orders::from([("order in the log".into(), places)])
    };
    ballots.map(order).collect()
}

/// B-01 on one ballot.
fn attack_ballot(rows: &[Row], held: &Held, orders: &Orders) -> Attacks {
    let of_ballot = held.ballot.to_string();
    // What is about another ballot only says nothing of this one.
    let about = |row: &&Row| !row.text.contains(r#""ballot":""#) || row.text.contains(&of_ballot);
    let rows: Vec<Row> = rows.iter().filter(about).cloned().collect();
    let truth = Truth::new(&held.texts());
    let mut attacks = attack(&rows, &truth);
    for (name, values) in orders {
        ordered(name, values, &truth, &mut attacks);
    }
    attacks
}

/// An attack succeeds when it beats chance by three standard deviations in every ballot it can be
/// tried on; in one of them it does so by luck once in 370 times.
pub(super) fn judge(ballots: &[Attacks]) {
    let mut by_name: BTreeMap<&String, Vec<_>> = BTreeMap::new();
    for (name, guess) in ballots.iter().flatten() {
        by_name.entry(name).or_default().push(guess);
    }
    assert!(by_name.len() > 300, "only {} attacks", by_name.len());
    assert!(by_name.values().any(|guesses| guesses.len() == 2), "no published list was attacked");
    for (name, guesses) in &by_name {
        let all: Vec<_> = guesses.iter().map(ToString::to_string).collect();
        if !name.contains("learned from") {
            println!("{name}: {}", all.join(" | "));
        }
        assert!(guesses.iter().any(|guess| guess.is_chance()), "{name}: {all:?}");
    }
    let lucky = ballots.iter().flat_map(Attacks::values).filter(|guess| !guess.is_chance()).count();
    let tried: usize = ballots.iter().map(Attacks::len).sum();
    println!("{lucky} of {tried} attacks beat chance once; {} different ones", by_name.len());
}

/// The same attacks and searches on tables that do leak: a test that cannot fail is none.
async fn control(postgres: &Postgres, database: &mut PgConnection, held: &Held) {
    sqlx::raw_sql(LEAKY).execute(&mut *database).await.unwrap();
    sqlx::raw_sql("set synchronous_commit = off").execute(&mut *database).await.unwrap();
    // In the order of the ids, as good as any other for tables that must leak.
    let (delegates, papers): (Vec<Uuid>, Vec<String>) = held.texts().into_iter().unzip();
    let fill = "insert into leaky.truth (delegate, paper)
        select delegate::uuid, paper from unnest($1::text[], $2::text[]) as t (delegate, paper)";
    let delegates: Vec<String> = delegates.iter().map(ToString::to_string).collect();
    sqlx::query(fill).bind(delegates).bind(papers).execute(&mut *database).await.unwrap();
    for statement in LEAK {
        sqlx::raw_sql(statement).execute(&mut *database).await.unwrap();
    }
    let rows = rows::all(database).await;
    let rows: Vec<Row> = rows.into_iter().filter(|row| row.kind.contains("leaky")).collect();
    let attacks = attack(&rows, &Truth::new(&held.texts()));
    for name in [
        "leaky.took_part_1 × leaky.box_1: same transaction, paper",
        "leaky.took_part_2 × leaky.box_2: next transaction, paper",
        "leaky.took_part_3 × leaky.box_3: order of storage, paper",
        "leaky.sizes: length, learned",
    ] {
        let guess = attacks[name];
        println!("control, {name}: {guess}");
        assert!(guess.matches * 100 >= guess.n * 99, "{name}: {guess}");
        assert!(!guess.is_chance());
    }
    sqlx::raw_sql("checkpoint").execute(database).await.unwrap();
    let (markers, mut found) = (held.markers(), Found::default());
    markers.path(&postgres.data().join("base"), &mut found);
    markers.path(&postgres.data().join("pg_wal"), &mut found);
    markers.path(&postgres.log(), &mut found);
    for place in ["/base/", "/pg_wal/", "postgres.log"] {
        println!("control, {place}: {} hits", found.of(place));
        assert!(found.of(place) > 0, "what leaks into {place} is not found");
    }
}
