//! The same over real sockets and REST: who may enter what, and who is told.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::client::Client;
use plenum::domain::casting::Casting;
use plenum::domain::ids::BallotId;
use plenum::domain::profile::BallotRequest;
use plenum::ledger::memory::MemoryLedger;
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::hall::motion;
use crate::support::server::{TestServer, cast, code, marked, until};

async fn server(members: usize) -> TestServer {
    TestServer::start(Arc::new(MemoryLedger::default()), members).await
}

fn by(casting: Casting) -> BallotRequest {
    BallotRequest { casting: Some(casting), ..motion("关于示例的决议（草案）") }
}

/// Enters or corrects by REST.
async fn post(
    server: &TestServer,
    token: &str,
    ballot: BallotId,
    what: &str,
    body: &Value,
) -> (StatusCode, Value) {
    let path =
        format!("{}/api/sittings/{}/ballots/{ballot}/{what}", server.base, server.hall.sitting);
    let request = reqwest::Client::new().post(path).bearer_auth(token).json(body);
    let response = request.send().await.unwrap();
    (response.status(), response.json().await.unwrap())
}

fn rows(votes: [u32; 3]) -> Value {
    json!({"form": "marks", "rows": [{"votes": votes, "blank": 0, "invalid": 0, "recused": 0}]})
}

fn hands(votes: [u32; 3]) -> Value {
    json!({"kind": "hands", "tally": rows(votes)})
}

async fn ok(client: &mut Client, kind: &str, fields: Value) {
    let answer = client.request(kind, fields).await.unwrap();
    assert_eq!(answer["ok"], true, "{kind}: {answer}");
}

#[tokio::test]
async fn hands_are_entered_twice_and_the_first_entry_is_shown_to_nobody() {
    let server = server(4).await;
    let (mut chair, mut desk) =
        (server.chair().await, server.client("desk", GrantRole::Scrutineer).await);
    let (operator, scrutineer) =
        (server.token(GrantRole::Operator).await, server.token(GrantRole::Scrutineer).await);
    let ballot = server.hall.ready(&by(Casting::Hands), 1).await;
    ok(&mut chair, "open", json!({"ballot": ballot})).await;
    let mut tablet = server.tablet(0).await;
    let refused = tablet.request("cast", cast(ballot, marked("yes"))).await.unwrap();
    assert_eq!(code(&refused), "by_hands");
    ok(&mut chair, "close", json!({"ballot": ballot})).await;

    let (status, body) = post(&server, &scrutineer, ballot, "figures", &hands([3, 1, 0])).await;
    assert_eq!((status, &body["refusal"]["code"]), (StatusCode::CONFLICT, &json!("entry_missing")));
    let (status, _) = post(&server, &operator, ballot, "figures", &hands([3, 1, 0])).await;
    assert_eq!(status, StatusCode::OK);
    let entered = until(&mut desk, |p| {
        p["topic"] == "ballot" && p["data"]["manual"]["counted"]["entered"] == true
    });
    let entered = entered.await;
    assert_eq!(entered["data"]["manual"]["counted"]["entry"], json!(null));
    assert!(!entered.to_string().contains("[3,1,0]"), "{entered}");
    let (status, body) = post(&server, &scrutineer, ballot, "figures", &hands([2, 2, 0])).await;
    assert_eq!(
        (status, &body["refusal"]["code"]),
        (StatusCode::CONFLICT, &json!("entries_differ"))
    );
    assert!(body["refusal"]["zh"].as_str().unwrap().contains("赞成"), "{body}");
    let (status, _) = post(&server, &scrutineer, ballot, "figures", &hands([3, 1, 0])).await;
    assert_eq!(status, StatusCode::OK);
    let counted = until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["phase"] == "counted");
    let counted = counted.await;
    assert_eq!(counted["data"]["count"]["channels"]["manual"]["kind"], "hands");
    ok(&mut chair, "declare", json!({"ballot": ballot})).await;
    let csv =
        format!("{}/api/sittings/{}/ballots/{ballot}/result.csv", server.base, server.hall.sitting);
    let csv = reqwest::Client::new().get(csv).bearer_auth(&operator).send().await.unwrap();
    let csv = csv.text().await.unwrap();
    assert!(csv.contains("表决方式,举手"), "{csv}");
    server.finish().await;
}

#[tokio::test]
async fn nobody_but_operator_and_scrutineer_enters_figures() {
    let server = server(2).await;
    let ballot = server.hall.ready(&by(Casting::Hands), 1).await;
    let delegate = GrantRole::Delegate(server.hall.people[0].id);
    for role in [delegate, GrantRole::Chair, GrantRole::Display] {
        let token = server.token(role).await;
        for (what, body) in [("figures", json!({"no": 1})), ("correction", json!({}))] {
            let (status, answer) = post(&server, &token, ballot, what, &body).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{answer}");
        }
    }
    let operator = server.token(GrantRole::Operator).await;
    let (status, _) = post(&server, &operator, ballot, "figures", &json!({"kind": "hands"})).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    server.finish().await;
}

#[tokio::test]
async fn a_paper_beside_tablets_takes_the_place_of_a_vote_and_the_tablet_is_told() {
    let server = server(3).await;
    let (mut chair, mut desk) =
        (server.chair().await, server.client("desk", GrantRole::Operator).await);
    let (operator, scrutineer) =
        (server.token(GrantRole::Operator).await, server.token(GrantRole::Scrutineer).await);
    let ballot = server.hall.ready(&by(Casting::Mixed), 1).await;
    ok(&mut chair, "open", json!({"ballot": ballot})).await;
    let (mut first, mut second) = (server.tablet(0).await, server.tablet(1).await);
    let of_first = json!({"ballot": ballot, "delegate": server.hall.people[0].id});
    ok(&mut first, "cast", cast(ballot, marked("no"))).await;
    ok(&mut second, "cast", cast(ballot, marked("yes"))).await;
    let refused = desk.request("issue_paper", of_first.clone()).await.unwrap();
    assert_eq!(code(&refused), "vote_to_annul");
    ok(&mut desk, "annul_vote", of_first.clone()).await;
    ok(&mut desk, "issue_paper", of_first).await;
    let own = until(&mut first, |p| p["topic"] == "own" && p["data"]["reason"] == "paper_in_hand");
    let own = own.await;
    assert_eq!((&own["data"]["vote"], &own["data"]["annulled"]), (&json!(null), &json!(1)));
    let refused = first.request("cast", cast(ballot, marked("no"))).await.unwrap();
    assert_eq!(code(&refused), "paper_in_hand");
    ok(&mut chair, "close", json!({"ballot": ballot})).await;
    let accounts =
        json!({"kind": "accounts", "printed": 2, "issued": 1, "replaced": 0, "returned": 1});
    let papers = json!({"kind": "papers", "valid": 1, "tally": rows([1, 0, 0]), "invalid":
        {"over_selected": 0, "illegible": 0, "not_as_instructed": 0, "other": 0}});
    for entry in [&accounts, &papers] {
        for token in [&operator, &scrutineer] {
            let (status, answer) = post(&server, token, ballot, "figures", entry).await;
            assert_eq!(status, StatusCode::OK, "{answer}");
        }
    }
    let counted = until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["phase"] == "counted");
    let counted = counted.await;
    let count = &counted["data"]["count"];
    assert_eq!(count["rows"][0]["votes"]["yes"], 2);
    assert_eq!(count["channels"]["tablet"]["papers"]["returned"], 1);
    assert_eq!(count["channels"]["manual"]["left_over"], 1);
    ok(&mut chair, "declare", json!({"ballot": ballot})).await;
    server.finish().await;
}

#[tokio::test]
async fn the_chair_changes_over_in_one_act_and_the_desk_corrects_with_a_second_person() {
    let server = server(4).await;
    let mut chair = server.chair().await;
    let (operator, scrutineer) =
        (server.token(GrantRole::Operator).await, server.token(GrantRole::Scrutineer).await);
    let ballot = server.open(&motion("关于示例的决议（草案）"), 1).await;
    let next = BallotId(Uuid::now_v7());
    let change =
        json!({"ballot": ballot, "to_ballot": next, "casting": "hands", "reason": "系统故障"});
    ok(&mut chair, "change_casting", change).await;
    let mut screen = server.screen().await;
    ok(&mut chair, "open", json!({"ballot": next})).await;
    let opened =
        until(&mut screen, |p| p["topic"] == "ballot" && p["data"]["phase"] == "open").await;
    assert_eq!(
        (&opened["data"]["casting"], &opened["data"]["round"]),
        (&json!("hands"), &json!(2))
    );
    ok(&mut chair, "close", json!({"ballot": next})).await;
    for token in [&operator, &scrutineer] {
        post(&server, token, next, "figures", &hands([2, 2, 0])).await;
    }
    until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["phase"] == "counted").await;
    ok(&mut chair, "declare", json!({"ballot": next})).await;
    let correction = json!({"figures": hands([3, 1, 0]), "reason": "重新清点"});
    let (status, answer) = post(&server, &operator, next, "correction", &correction).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let confirmed = json!({"figures": hands([3, 1, 0])});
    let (status, answer) = post(&server, &scrutineer, next, "correction", &confirmed).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let corrected =
        until(&mut screen, |p| p["topic"] == "ballot" && p["data"]["manual"]["corrected"] == 1);
    let corrected = corrected.await;
    assert_eq!(corrected["data"]["count"], json!(null), "not before it is declared anew");
    ok(&mut chair, "declare", json!({"ballot": next})).await;
    let shown =
        until(&mut screen, |p| p["topic"] == "ballot" && p["data"]["phase"] == "declared").await;
    assert_eq!(shown["data"]["count"]["rows"][0]["votes"]["yes"], 3);
    let old = &shown["data"]["manual"]["corrections"][0];
    assert_eq!(old["rows"][0]["votes"]["yes"], 2, "the old count stays beside it: {old}");
    server.finish().await;
}
