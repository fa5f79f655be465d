//! Killed for real: the server's process in the middle of a ballot, and Postgres under a server.

mod secret;

use std::sync::Arc;
use std::time::Duration;

use plenum::ledger::Ledger;
use serde_json::json;

use crate::support::hall::motion;
use crate::support::place::{Place, Serving, Tokens};
use crate::support::postgres::Postgres;
use crate::support::server::{TestServer, cast, code, marked, next, until};

const SITTING: &str = r#"
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十五届人民代表大会第四次会议"
name = "第三次全体会议"
venue = "县会议中心"
quorum = { fraction = "2/3", comparator = "ge" }

[roster.generated]
members = 5
delegations = ["第一代表团"]

[[ballots]]
profile = "congress-motion"
title = "关于示例的决议（草案）"
secrecy = "recorded"
duration_s = 600
"#;

#[tokio::test]
async fn a_server_killed_in_a_ballot_comes_back_suspended_with_every_recorded_vote() {
    let place = Place::new(None);
    place.import(SITTING);
    let mut serving = Serving::start(&place);
    let tokens = Tokens::of(&place, &serving.base).await;
    let connect = async |base: &str, face: &str, owner| tokens.connect(base, face, owner).await;
    let mut chair = connect(&serving.base, "chair", "chair").await;
    let snapshot = next(&mut chair, "snapshot").await;
    let ballot: plenum::domain::ids::BallotId =
        serde_json::from_value(snapshot["data"]["agenda"][0]["id"].clone()).unwrap();
    let mut tablets = Vec::new();
    for number in ["0001", "0002", "0003", "0004"] {
        let mut tablet = connect(&serving.base, "vote", number).await;
        tablet.request("check_in", json!({})).await.unwrap();
        tablets.push(tablet);
    }
    let opened = chair.request("open", json!({"ballot": ballot})).await.unwrap();
    assert_eq!(opened["ok"], true, "{opened}");
    let vote = cast(ballot, marked("yes"));
    let answer = tablets[0].request("cast", vote.clone()).await.unwrap();
    let receipt = answer["receipt"].clone();
    assert_eq!(receipt["revision"], 1, "{answer}");
    // This one may or may not be recorded when the server dies.
    let lost = cast(ballot, marked("no"));
    tablets[1].send("cast", lost.clone()).await.unwrap();
    serving.kill();
    drop(tablets);

    let serving = Serving::start(&place);
    let mut first = connect(&serving.base, "vote", "0001").await;
    let snapshot = next(&mut first, "snapshot").await;
    assert_eq!(snapshot["data"]["ballots"][0]["phase"], "suspended");
    assert_eq!(snapshot["data"]["ballots"][0]["suspension"]["cause"], "restart");
    assert_eq!(snapshot["data"]["own"]["vote"]["seq"], receipt["seq"]);
    assert_eq!(first.request("cast", vote).await.unwrap()["receipt"], receipt);
    let mut chair = connect(&serving.base, "chair", "chair").await;
    let resumed = chair.request("resume", json!({"ballot": ballot})).await.unwrap();
    assert_eq!(resumed["ok"], true, "{resumed}");
    let mut second = connect(&serving.base, "vote", "0002").await;
    let found = second.request("cast", lost).await.unwrap();
    assert_eq!(found["receipt"]["revision"], 1, "recorded before or now, and once: {found}");
    chair.request("close", json!({"ballot": ballot})).await.unwrap();
    let counted = until(&mut chair, |p| p["topic"] == "ballot" && !p["data"]["count"].is_null());
    assert_eq!(counted.await["data"]["count"]["turnout"]["voted"], 2);

    let said = place.verified();
    assert!(said.contains("收回 2 = 有效 2 + 无效 0。"), "the derivation of the result: {said}");
    let mut broken = std::fs::read_to_string(place.path("bundle.jsonl")).unwrap();
    broken = broken.replace("\"voted\":2", "\"voted\":3");
    std::fs::write(place.path("bundle.jsonl"), broken).unwrap();
    let refused = place.output(&["verify", "bundle.jsonl"]);
    assert_eq!(refused.status.code(), Some(1), "{}", String::from_utf8_lossy(&refused.stdout));
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_killed_under_a_ballot_loses_nothing_and_nothing_is_restarted() {
    let postgres = Postgres::start();
    let database = postgres.migrated_database().await;
    let ledger: Arc<dyn Ledger> = Arc::new(database.ledger().await);
    let server = TestServer::start(Arc::clone(&ledger), 6).await;
    let ballot = server.open(&motion("a"), 1).await;
    let mut receipts = Vec::new();
    for member in 0..3 {
        receipts.push(server.hall.vote(member, ballot, "yes").await);
    }
    let mut tablet = server.tablet(3).await;
    let mut screen = server.screen().await;
    let vote = cast(ballot, marked("no"));
    postgres.kill9();
    let away = tablet.request("cast", vote.clone()).await.unwrap();
    assert_eq!((code(&away), &away["refusal"]["retry"]), ("unavailable", &json!(true)));
    until(&mut screen, |p| p["topic"] == "record" && p["data"]["healthy"] == false).await;
    postgres.restart();
    let recorded = loop {
        let answer = tablet.request("cast", vote.clone()).await.unwrap();
        if answer["ok"] == true {
            break answer;
        }
        assert_eq!(answer["refusal"]["retry"], true, "{answer}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert_eq!(recorded["receipt"]["revision"], 1);
    let seq = recorded["receipt"]["seq"].as_u64().unwrap();
    assert!(receipts.iter().all(|receipt| receipt.seq < seq));
    server.hall.chair(plenum::domain::command::ChairCommand::Close { ballot }).await.unwrap();
    until(&mut screen, |p| p["topic"] == "record" && p["data"]["healthy"] == true).await;
    let report = server.finish().await;
    let counting = report.sitting.ballot(ballot).unwrap().phase.counting().unwrap();
    assert_eq!(counting.count.turnout.voted, 4);
}
