//! Who voted how, over HTTP: for whom, from when on, and what a secret ballot gives of it.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::domain::command::ChairCommand;
use plenum::domain::ids::BallotId;
use plenum::domain::sheet::Sheet;
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::memory::MemoryLedger;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::ballots::profile;
use crate::support::hall::Hall;
use crate::support::keys::KeyRoom;
use crate::support::server::TestServer;

/// Three members, of whom the first votes for and the second does not vote.
async fn closed(sheet: Sheet) -> (TestServer, BallotId) {
    let server = TestServer::start(Arc::new(MemoryLedger::default()), 3).await;
    let ballot = server.hall.ready_sheet(sheet).await;
    server.hall.open_ready(ballot, 0).await;
    server.hall.vote(0, ballot, "yes").await;
    (server, ballot)
}

async fn get(server: &TestServer, role: GrantRole, path: &str) -> (StatusCode, String) {
    let url = format!("{}/api/sittings/{}/ballots/{path}", server.base, server.hall.sitting);
    let token = server.token(role).await;
    let answer = reqwest::Client::new().get(url).bearer_auth(token).send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

async fn seen(server: &TestServer, ballot: BallotId) -> [u16; 4] {
    let delegate = GrantRole::Delegate(server.hall.people[2].id);
    let mut seen = [0; 4];
    let roles = [GrantRole::Chair, GrantRole::Operator, GrantRole::Display, delegate];
    for (place, role) in roles.into_iter().enumerate() {
        seen[place] = get(server, role, &format!("{ballot}/votes")).await.0.as_u16();
    }
    seen
}

#[tokio::test]
async fn names_are_for_the_staff_until_the_rule_lets_the_declaration_publish_them() {
    for (published, hall) in [(true, 200), (false, 404)] {
        let mut sheet = profile("congress-motion").sheet(1);
        sheet.rules.publish_names = published;
        let (server, ballot) = closed(sheet).await;
        assert_eq!(seen(&server, ballot).await, [404; 4], "open");
        server.hall.chair(ChairCommand::Close { ballot }).await.unwrap();
        assert_eq!(seen(&server, ballot).await, [200, 200, 404, 404], "counted");
        server.hall.chair(ChairCommand::Declare { ballot }).await.unwrap();
        assert_eq!(seen(&server, ballot).await, [200, 200, hall, hall], "declared");

        let (_, list) = get(&server, GrantRole::Chair, &format!("{ballot}/votes")).await;
        let list: Value = serde_json::from_str(&list).unwrap();
        assert_eq!(list[0]["paper"], json!({"form": "marks", "marks": {"1": "yes"}}));
        assert!(list[0]["at_ms"].is_u64());
        assert_eq!([&list[1]["part"], &list[2]["part"]], ["did_not_vote"; 2]);
        assert_eq!(list[1]["paper"], Value::Null);
        let (_, csv) = get(&server, GrantRole::Operator, &format!("{ballot}/votes.csv")).await;
        let line = csv.lines().find(|line| line.starts_with("1,")).expect("the first person");
        assert!(line.contains("已参加,赞成,"), "{line}");
        server.finish().await;
    }
}

#[tokio::test]
async fn the_register_of_a_secret_ballot_says_who_took_part_and_nothing_else() {
    let mut sheet = profile("congress-motion").secret().sheet(1);
    sheet.rules.publish_names = true;
    assert!(sheet.check().is_err(), "there are no names to publish");
    sheet.rules.publish_names = false;
    let room = KeyRoom::new();
    let hall = Hall::with_keys(Arc::new(MemoryLedger::default()), 3, room.keys()).await;
    let server = TestServer::over(hall, hub::Options::default(), Limits::default()).await;
    let ballot = server.hall.ready_sheet(sheet).await;
    server.hall.open_ready(ballot, 0).await;
    let sealing = server.hall.sealing(ballot).await;
    server.hall.vote_sealed(&sealing, 1, "yes").await;
    server.hall.chair(ChairCommand::Close { ballot }).await.unwrap();
    let (status, list) = get(&server, GrantRole::Operator, &format!("{ballot}/votes")).await;
    assert_eq!(status, StatusCode::OK);
    let list: Vec<Value> = serde_json::from_str(&list).unwrap();
    let parts: Vec<&Value> = list.iter().map(|line| &line["part"]).collect();
    assert_eq!(parts, ["did_not_vote", "voted", "did_not_vote"]);
    assert!(list.iter().all(|line| line["paper"].is_null() && line["at_ms"].is_null()));
    let (_, csv) = get(&server, GrantRole::Operator, &format!("{ballot}/votes.csv")).await;
    assert!(csv.contains("无记名") && !csv.contains("表决意见") && !csv.contains("时间"));
    server.finish().await;
}
