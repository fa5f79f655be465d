//! Killed in the middle of a secret ballot: its key outlives the process and not the machine.

use std::sync::Arc;
use std::time::Duration;

use plenum::client::Client;
use plenum::client::sealing::sealed;
use plenum::domain::command::ChairCommand;
use plenum::domain::ids::DelegateId;
use plenum::engine::{Failure, Reply};
use plenum::ledger::Ledger;
use serde_json::{Value, json};

use super::SITTING;
use crate::support::hall::{Hall, mark};
use crate::support::keys::{KeyRoom, cast_sealed, secret_motion};
use crate::support::place::{Place, Serving, Tokens, empty};
use crate::support::postgres::Postgres;
use crate::support::server::{code, marked, next, until};

/// A server in the middle of a secret ballot: two votes are recorded, a third is on its way.
struct Middle {
    place: Place,
    serving: Serving,
    tokens: Tokens,
    ballot: Value,
    /// The second vote, as it was sent, and its receipt.
    vote: Value,
    receipt: Value,
    /// What may or may not be recorded when the server dies.
    lost: Value,
}

fn document() -> String {
    SITTING.replace("secrecy = \"recorded\"", "secrecy = \"secret\"")
}

/// A vote of the person at this tablet in the first ballot of the snapshot.
fn seal(client: &Client, snapshot: &Value, revision: u32, grade: &str) -> Value {
    let person = &client.welcome["actor"]["person"]["id"];
    let delegate: DelegateId = serde_json::from_value(person.clone()).unwrap();
    let ballot = &snapshot["data"]["ballots"][0];
    let cast_id = uuid::Uuid::now_v7();
    sealed(ballot, delegate, revision, &marked(grade), cast_id).expect("a view to seal by")
}

/// A tablet, and what it is told first.
async fn tablet(tokens: &Tokens, serving: &Serving, number: &str) -> (Client, Value) {
    let mut client = tokens.connect(&serving.base, "vote", number).await;
    let snapshot = next(&mut client, "snapshot").await;
    (client, snapshot)
}

async fn vote(client: &mut Client, vote: Value) -> Value {
    let answer = client.request("cast_sealed", vote).await.unwrap();
    assert_eq!(answer["ok"], true, "{answer}");
    answer["receipt"].clone()
}

async fn ask(client: &mut Client, what: &str, fields: Value) {
    let answer = client.request(what, fields).await.unwrap();
    assert_eq!(answer["ok"], true, "{what}: {answer}");
}

impl Middle {
    async fn new(postgres: Option<String>) -> Self {
        let place = Place::new(postgres);
        place.import(&document());
        let serving = Serving::start(&place);
        let tokens = Tokens::of(&place, &serving.base).await;
        let mut chair = tokens.connect(&serving.base, "chair", "chair").await;
        let agenda = next(&mut chair, "snapshot").await["data"]["agenda"].clone();
        let ballot = agenda[0]["id"].clone();
        for number in ["0001", "0002", "0003", "0004"] {
            let (mut client, _) = tablet(&tokens, &serving, number).await;
            ask(&mut client, "check_in", json!({})).await;
        }
        ask(&mut chair, "open", json!({"ballot": ballot})).await;
        assert_eq!(place.room.files().len(), 1);
        let (mut first, told) = tablet(&tokens, &serving, "0001").await;
        let replaced = seal(&first, &told, 1, "no");
        vote(&mut first, replaced).await;
        let kept = seal(&first, &told, 2, "yes");
        let receipt = vote(&mut first, kept.clone()).await;
        let (mut second, told) = tablet(&tokens, &serving, "0002").await;
        let lost = seal(&second, &told, 1, "no");
        second.send("cast_sealed", lost.clone()).await.unwrap();
        Self { place, serving, tokens, ballot, vote: kept, receipt, lost }
    }
}

/// The server's process, killed and started again.
async fn killed_and_resumed(postgres: Option<String>) {
    let mut middle = Middle::new(postgres).await;
    middle.serving.kill();
    let Middle { place, tokens, ballot, receipt, lost, .. } = middle;
    assert_eq!(place.room.files().len(), 1, "the key outlives the process");

    let serving = Serving::start(&place);
    let (mut first, told) = tablet(&tokens, &serving, "0001").await;
    let view = &told["data"]["ballots"][0];
    assert_eq!((&view["phase"], &view["key"]), (&json!("suspended"), &json!("held")));
    assert_eq!(view["suspension"]["cause"], "restart");
    assert_eq!(told["data"]["own"]["vote"]["seq"], receipt["seq"]);
    let again = vote(&mut first, middle.vote).await;
    assert_eq!(again, receipt, "signed by the same key, with the same words");

    let mut chair = tokens.connect(&serving.base, "chair", "chair").await;
    ask(&mut chair, "resume", json!({"ballot": ballot})).await;
    let (mut second, _) = tablet(&tokens, &serving, "0002").await;
    let found = vote(&mut second, lost).await;
    assert_eq!(found["revision"], 1, "recorded before or now, and once");
    let (mut third, told) = tablet(&tokens, &serving, "0003").await;
    let fresh = seal(&third, &told, 1, "yes");
    vote(&mut third, fresh).await;
    ask(&mut chair, "close", json!({"ballot": ballot})).await;
    let counted =
        until(&mut chair, |push| push["topic"] == "ballot" && push["data"]["key"] == "destroyed");
    let count = counted.await["data"]["count"].clone();
    assert_eq!(count["turnout"]["voted"], 3, "{count}");
    assert_eq!(count["rows"][0]["votes"], json!({"yes": 2, "no": 1, "abstain": 0}), "{count}");
    assert!(place.room.files().is_empty(), "the key is gone");
    place.verified();
}

#[tokio::test]
async fn a_server_killed_in_a_secret_ballot_goes_on_with_its_key() {
    killed_and_resumed(None).await;
}

#[tokio::test]
async fn a_server_over_postgres_killed_in_a_secret_ballot_goes_on_with_its_key() {
    let database = Postgres::shared().migrated_database().await;
    killed_and_resumed(Some(database.server)).await;
}

#[tokio::test]
async fn a_machine_that_loses_its_memory_loses_the_ballot_and_keeps_the_secret() {
    let mut middle = Middle::new(None).await;
    middle.serving.kill();
    let Middle { place, tokens, ballot, .. } = middle;
    empty(place.room.folder());

    let serving = Serving::start(&place);
    let mut chair = tokens.connect(&serving.base, "chair", "chair").await;
    let told = next(&mut chair, "snapshot").await;
    let view = &told["data"]["ballots"][0];
    assert_eq!((&view["phase"], &view["key"]), (&json!("suspended"), &json!("lost")));
    for (what, refusal) in [("resume", "key_lost"), ("close", "wrong_phase")] {
        let answer = chair.request(what, json!({"ballot": ballot})).await.unwrap();
        assert_eq!(code(&answer), refusal, "{what}");
    }
    let reason = json!({"ballot": ballot, "reason": "密钥丢失，重新表决"});
    ask(&mut chair, "void", reason).await;
    let voided =
        until(&mut chair, |push| push["topic"] == "ballot" && push["data"]["phase"] == "voided");
    assert!(voided.await["data"]["count"].is_null(), "no figures, not even partial ones");
    assert!(place.room.files().is_empty());
    place.verified();
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_killed_under_a_secret_ballot_loses_nothing() {
    let (postgres, room) = (Postgres::start(), KeyRoom::new());
    let database = postgres.migrated_database().await;
    let ledger: Arc<dyn Ledger> = Arc::new(database.ledger().await);
    let hall = Hall::with_keys(ledger, 6, room.keys()).await;
    let ballot = hall.open(&secret_motion("a"), 1, 0).await;
    let sealing = hall.sealing(ballot).await;
    for member in 0..3 {
        hall.vote_sealed(&sealing, member, "yes").await;
    }
    let delegate = hall.people[3].id;
    let envelope = sealing.envelope(delegate, 1, &sealing.text(&mark("no")));
    let cast = cast_sealed(ballot, delegate, 1, envelope);
    postgres.kill9();
    assert_eq!(hall.handle.submit(cast.clone()).await, Err(Failure::Unavailable));
    postgres.restart();
    let recorded = async {
        loop {
            match hall.handle.submit(cast.clone()).await {
                Ok(Reply::Recorded(receipt)) => return receipt,
                Err(Failure::Unavailable) => tokio::time::sleep(Duration::from_millis(100)).await,
                other => panic!("no definite answer: {other:?}"),
            }
        }
    };
    let recorded = tokio::time::timeout(crate::support::server::PATIENCE, recorded).await.unwrap();
    assert_eq!(recorded.revision, 1);
    assert_eq!(hall.chair(ChairCommand::Close { ballot }).await, Ok(Reply::Done));
    let report = hall.finish().await;
    let counting = report.sitting.ballot(ballot).unwrap().phase.counting().unwrap();
    assert_eq!((counting.count.turnout.voted, counting.count.papers.invalid), (4, 0));
    assert!(room.files().is_empty());
}
