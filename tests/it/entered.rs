//! Ranked, scored and written papers over real sockets, in the clear and under seal: the paper is
//! pushed, filled, recorded, counted, shown, and told in the results file.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::client::Client;
use plenum::client::papers::Mind;
use plenum::client::sealing::sealed;
use plenum::domain::ids::{BallotId, DelegateId};
use plenum::domain::profile::BallotRequest;
use plenum::http::accept::Limits;
use plenum::hub;
use plenum::ledger::memory::MemoryLedger;
use serde_json::{Value, json};

use crate::support::hall::Hall;
use crate::support::keys::KeyRoom;
use crate::support::server::{TestServer, cast, code, next, until};

const MEMBERS: usize = 7;

/// Profile, places, and the outcome.
const BALLOTS: [(&str, Option<u32>, &str); 5] = [
    ("livelihood-rank", Some(2), "points"),
    ("score-trimmed", None, "mean"),
    ("opinion-rank", Some(2), "counts"),
    ("opinion-scale", None, "counts"),
    ("opinion-text", None, "counts"),
];

fn request(profile: &str, places: Option<u32>, secrecy: &str) -> BallotRequest {
    let items: Vec<Value> = (1..=4).map(|n| json!({"title": format!("第{n}项")})).collect();
    let request = json!({
        "profile": profile, "title": profile, "items": items, "places": places, "secrecy": secrecy,
    });
    serde_json::from_value(request).expect("a request")
}

async fn ask(client: &mut Client, what: &str, ballot: BallotId) {
    let answer = client.request(what, json!({"ballot": ballot})).await.unwrap();
    assert_eq!(answer["ok"], true, "{what}: {answer}");
}

async fn phase(client: &mut Client, ballot: BallotId, phase: &str) -> Value {
    let wanted = json!(ballot);
    let told = until(client, |push| {
        push["topic"] == "ballot" && push["data"]["id"] == wanted && push["data"]["phase"] == phase
    });
    told.await["data"].clone()
}

/// The paper of a mind, in the clear or sealed; and first one that is refused, where it is not
/// sealed.
async fn vote(tablet: &mut Client, view: &Value, mind: &mut Mind, member: usize) {
    let paper = mind.fill(&view["form"]);
    let ballot: BallotId = serde_json::from_value(view["id"].clone()).unwrap();
    if view["seal"].is_null() {
        let wrong = match view["form"]["kind"].as_str() {
            Some("ranks") => json!({"form": "ranks", "ranks": ["1", "1"]}),
            Some("scores") => json!({"form": "scores", "scores": {"1": "1000.5"}}),
            _ => json!({"form": "text", "answers": {"1": "长".repeat(201)}}),
        };
        let refused = tablet.request("cast", cast(ballot, wrong)).await.unwrap();
        let wanted = ["ranks_repeated", "score_off_step", "answer_too_long"];
        assert!(wanted.contains(&code(&refused)), "{refused}");
        let answer = tablet.request("cast", cast(ballot, paper)).await.unwrap();
        assert_eq!(answer["receipt"]["revision"], 1, "{answer}");
        return;
    }
    let person = tablet.welcome["actor"]["person"]["id"].clone();
    let delegate: DelegateId = serde_json::from_value(person).unwrap();
    let act = uuid::Uuid::now_v7();
    let fields = sealed(view, delegate, 1, &paper, act).expect("a view to seal by");
    let answer = tablet.request("cast_sealed", fields).await.unwrap();
    assert_eq!(answer["receipt"]["revision"], 1, "{member}: {answer}");
}

async fn run(secrecy: &str) {
    let room = KeyRoom::new();
    let ledger = Arc::new(MemoryLedger::default());
    let hall = Hall::with_keys(ledger, MEMBERS, room.keys()).await;
    let server = TestServer::over(hall, hub::Options::default(), Limits::default()).await;
    let (mut chair, mut screen) = (server.chair().await, server.screen().await);
    let mut scrutineer = server.client("desk", GrantRole::Scrutineer).await;
    let mut tablets = Vec::new();
    for member in 0..MEMBERS {
        let mut tablet = server.tablet(member).await;
        next(&mut tablet, "snapshot").await;
        tablets.push(tablet);
    }
    for (number, (profile, places, outcome)) in (1..).zip(BALLOTS) {
        let ballot = server.hall.ready(&request(profile, places, secrecy), number).await;
        ask(&mut chair, "open", ballot).await;
        for (member, tablet) in tablets.iter_mut().enumerate() {
            let view = phase(tablet, ballot, "open").await;
            let mut mind = Mind::new(number.into(), u64::try_from(member).unwrap());
            vote(tablet, &view, &mut mind, member).await;
        }
        // A poll closes by itself once everybody has voted.
        if profile == "livelihood-rank" || profile == "score-trimmed" {
            ask(&mut chair, "close", ballot).await;
        }
        let counted = phase(&mut chair, ballot, "counted").await;
        if counted["certification"] == true {
            ask(&mut scrutineer, "certify", ballot).await;
        }
        ask(&mut chair, "declare", ballot).await;
        let shown = phase(&mut screen, ballot, "declared").await;
        check(&shown, outcome, secrecy);
        let url = format!("{}/api/sittings/{}/ballots", server.base, server.hall.sitting);
        let token = server.token(GrantRole::Operator).await;
        let file = reqwest::Client::new().get(format!("{url}/{ballot}/result.csv"));
        let file = file.bearer_auth(token).send().await.unwrap().text().await.unwrap();
        assert!(file.contains("第4项") && file.contains("计算过程"), "{file}");
        if profile == "opinion-text" {
            assert!(file.contains("建议") || file.contains("意见"), "{file}");
        }
    }
    server.finish().await;
}

fn check(shown: &Value, outcome: &str, secrecy: &str) {
    let count = &shown["count"];
    assert_eq!(count["outcome"]["kind"], outcome, "{shown}");
    assert_eq!(count["papers"]["valid"], MEMBERS, "{shown}");
    assert_eq!(count["rows"].as_array().map(Vec::len), Some(4), "{shown}");
    assert!(count["derivation"].as_array().is_some_and(|lines| lines.len() > 4), "{shown}");
    let papers = shown["papers"].as_array();
    match shown["form"]["kind"].as_str() {
        Some("text") => {
            let counts = papers.expect("published").iter().map(|line| line["count"].as_u64());
            assert_eq!(counts.flatten().sum::<u64>(), 7, "{shown}");
        }
        _ => assert!(papers.is_none(), "{secrecy}: {shown}"),
    }
}

#[tokio::test]
async fn recorded_ballots_are_ranked_scored_and_written() {
    run("recorded").await;
}

#[tokio::test]
async fn secret_ballots_are_ranked_scored_and_written() {
    run("secret").await;
}
