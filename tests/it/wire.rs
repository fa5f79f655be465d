//! The wire, over real sockets: snapshot, push, vote, receipt, projector, roles, bad input.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::client::{Client, ClientError};
use plenum::ledger::memory::{Fault, MemoryLedger};
use serde_json::json;

use crate::support::hall::{check_house, motion};
use crate::support::server::{TestServer, cast, code, marked, next, until};

async fn server(members: usize) -> TestServer {
    TestServer::start(Arc::new(MemoryLedger::default()), members).await
}

#[tokio::test]
async fn a_ballot_is_pushed_voted_and_shown() {
    let server = server(4).await;
    let (mut tablet, mut screen, mut chair) =
        (server.tablet(0).await, server.screen().await, server.chair().await);
    let snapshot = next(&mut tablet, "snapshot").await;
    assert_eq!(snapshot["data"]["own"]["present"], true);
    assert_eq!(snapshot["data"]["stage"], json!(null));
    assert_eq!(snapshot["data"]["attendance"]["present"], 4);

    let ballot = server.hall.ready(&motion("关于示例的决议（草案）"), 1).await;
    let opened = chair.request("open", json!({"ballot": ballot, "duration_s": 60})).await.unwrap();
    assert_eq!(opened["ok"], true, "{opened}");
    let pushed =
        until(&mut tablet, |p| p["topic"] == "ballot" && p["data"]["phase"] == "open").await;
    assert_eq!(pushed["data"]["title"], "关于示例的决议（草案）");
    assert_eq!(pushed["data"]["needed"]["votes"], 3);
    let own = next(&mut tablet, "own").await;
    assert_eq!((&own["data"]["may_vote"], &own["data"]["vote"]), (&json!(true), &json!(null)));

    let vote = cast(ballot, marked("yes"));
    let answer = tablet.request("cast", vote.clone()).await.unwrap();
    assert_eq!(answer["receipt"]["revision"], 1, "{answer}");
    let again = tablet.request("cast", vote).await.unwrap();
    assert_eq!(again["receipt"], answer["receipt"], "the same act, the same receipt");
    let turnout = until(&mut screen, |p| p["topic"] == "turnout" && p["data"]["voted"] == 1).await;
    assert_eq!(turnout["data"]["eligible"], 4);
    assert_eq!(turnout["data"].get("still_needed"), None, "not for the hall");
    let told = until(&mut chair, |p| p["topic"] == "turnout" && p["data"]["voted"] == 1).await;
    assert_eq!(told["data"]["still_needed"]["more"], 2, "moving with the votes: {told}");

    for member in 1..4 {
        server.hall.vote(member, ballot, "yes").await;
    }
    chair.request("close", json!({"ballot": ballot})).await.unwrap();
    // The chair sees the count first; the hall sees it once it is declared.
    let counted =
        until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["phase"] == "counted").await;
    assert_eq!(counted["data"]["count"]["outcome"]["rows"][0]["verdict"], "adopted");
    let hidden =
        until(&mut screen, |p| p["topic"] == "ballot" && p["data"]["phase"] == "counted").await;
    assert_eq!(hidden["data"]["count"], json!(null));
    chair.request("declare", json!({"ballot": ballot})).await.unwrap();
    let shown =
        until(&mut screen, |p| p["topic"] == "ballot" && p["data"]["phase"] == "declared").await;
    assert_eq!(shown["data"]["count"]["rows"][0]["votes"]["yes"], 4);
    assert_eq!(shown["data"]["count"]["derivation"], counted["data"]["count"]["derivation"]);
    server.finish().await;
}

#[tokio::test]
async fn bad_input_is_answered_with_a_code_and_nothing_is_counted() {
    let server = server(3).await;
    let mut tablet = server.tablet(0).await;
    let ready = server.hall.ready(&motion("ready"), 1).await;
    let request =
        async |tablet: &mut Client, kind: &str, fields| tablet.request(kind, fields).await.unwrap();
    let unknown = plenum::domain::ids::BallotId(uuid::Uuid::now_v7());
    let answer = request(&mut tablet, "cast", cast(unknown, marked("yes"))).await;
    assert_eq!(code(&answer), "ballot_unknown");
    let answer = request(&mut tablet, "cast", cast(ready, marked("yes"))).await;
    assert_eq!(code(&answer), "ballot_not_open");
    let ballot = server.open(&motion("open"), 2).await;
    for (paper, expected) in [
        (json!({"form": "picks", "picks": ["1"]}), "paper_wrong_form"),
        (json!({"form": "marks", "marks": {"9": "yes"}}), "paper_unknown_row"),
        (json!({"form": "marks", "marks": {"1": "maybe"}}), "paper_unknown_grade"),
        (json!({"form": "marks", "marks": {}}), "paper_incomplete"),
        (json!({"form": "marks", "marks": {"1": "<script>"}}), "bad_frame"),
        (json!({"form": "marks", "marks": {"1": 1}}), "bad_frame"),
        (json!({"form": "marks", "marks": [["1", "yes"]]}), "bad_frame"),
        (json!({"form": "marks"}), "bad_frame"),
        (json!("yes"), "bad_frame"),
    ] {
        let answer = request(&mut tablet, "cast", cast(ballot, paper.clone())).await;
        assert_eq!(code(&answer), expected, "{paper}");
        if expected == "bad_frame" {
            // Strikes end a socket; a person's tablet never makes them.
            tablet = server.tablet(0).await;
        }
    }
    server.hall.chair(plenum::domain::command::ChairCommand::Close { ballot }).await.unwrap();
    let answer = request(&mut tablet, "cast", cast(ballot, marked("yes"))).await;
    assert_eq!(code(&answer), "ballot_closed");
    let report = server.finish().await;
    let closed = report.sitting.ballot(ballot).unwrap();
    assert_eq!(closed.phase.poll().unwrap().votes.len(), 0);
    assert_eq!(closed.late.len(), 1, "the late vote is noted");
}

#[tokio::test]
async fn frames_that_are_no_requests_are_answered_and_then_end_the_socket() {
    let server = server(2).await;
    let deep =
        format!("{{\"type\":\"ping\",\"ref\":1,\"x\":{}{}}}", "[".repeat(40), "]".repeat(40));
    for (text, expected) in [
        ("not json", "bad_frame"),
        ("[]", "bad_frame"),
        ("{\"type\":\"ping\"}", "bad_frame"),
        ("{\"type\":\"ping\",\"ref\":-1}", "bad_frame"),
        ("{\"type\":\"ping\",\"ref\":4294967295}", "bad_frame"),
        ("{\"type\":\"ping\",\"ref\":1,\"ref\":2}", "bad_frame"),
        ("{\"type\":\"ping\",\"ref\":1,\"more\":1}", "bad_frame"),
        ("{\"type\":\"fly\",\"ref\":1}", "unknown_type"),
        ("{\"type\":\"close\",\"ref\":1,\"ballot\":\"0\"}", "not_allowed"),
        (&deep, "bad_frame"),
    ] {
        let mut tablet = server.tablet(0).await;
        tablet.send_text(text.to_owned()).await.unwrap();
        let answer = loop {
            let frame = tablet.frame().await.unwrap();
            if frame["type"] == "answer" {
                break frame;
            }
        };
        assert_eq!(code(&answer), expected, "{text}");
    }
    let mut tablet = server.tablet(0).await;
    for _ in 0..10 {
        drop(tablet.send_text("nonsense".to_owned()).await);
    }
    assert!(matches!(ended(&mut tablet).await, ClientError::Gone(Some(1008))));
    server.finish().await;
}

async fn ended(client: &mut Client) -> ClientError {
    let wait = async {
        loop {
            if let Err(error) = client.frame().await {
                return error;
            }
        }
    };
    tokio::time::timeout(crate::support::server::PATIENCE, wait).await.expect("the socket ends")
}

#[tokio::test]
async fn a_frame_that_is_too_long_is_closed_with_1009() {
    let server = server(2).await;
    let mut tablet = server.tablet(0).await;
    tablet.send_text("x".repeat(20_000)).await.unwrap();
    assert!(matches!(ended(&mut tablet).await, ClientError::Gone(Some(1009))));
    server.finish().await;
}

#[tokio::test]
async fn a_flood_of_messages_is_cut_off_and_others_go_on() {
    let server = server(2).await;
    let (mut flooder, mut other) = (server.tablet(0).await, server.tablet(1).await);
    for n in 0..200 {
        if flooder.send_text(format!("{{\"type\":\"ping\",\"ref\":{n}}}")).await.is_err() {
            break;
        }
    }
    assert!(matches!(ended(&mut flooder).await, ClientError::Gone(Some(4003))));
    assert_eq!(other.request("ping", json!({})).await.unwrap()["ok"], true);
    server.finish().await;
}

#[tokio::test]
async fn each_role_may_send_its_own_requests_only() {
    let server = server(2).await;
    let ballot = server.hall.ready(&motion("a"), 1).await;
    let delegate = server.hall.people[0].id;
    let requests = [
        ("vote", "check_in", json!({})),
        ("vote", "cast", cast(ballot, marked("yes"))),
        ("chair", "open", json!({"ballot": ballot})),
        ("chair", "last_call", json!({"ballot": ballot, "seconds": 5})),
        ("chair", "extend", json!({"ballot": ballot, "seconds": 5})),
        ("chair", "suspend", json!({"ballot": ballot, "reason": ""})),
        ("chair", "resume", json!({"ballot": ballot})),
        ("chair", "close", json!({"ballot": ballot})),
        ("chair", "declare", json!({"ballot": ballot})),
        ("chair", "void", json!({"ballot": ballot, "reason": "r"})),
        ("desk", "check_in_delegate", json!({"delegate": delegate})),
        ("desk", "check_out_delegate", json!({"delegate": delegate})),
        ("desk", "leave", json!({"delegate": delegate, "on_leave": false})),
        ("desk", "ready", json!({"ballot": ballot})),
        ("desk", "unready", json!({"ballot": ballot})),
        ("desk", "cancel", json!({"ballot": ballot, "reason": ""})),
        ("scrutineer", "certify", json!({"ballot": ballot})),
    ];
    let roles = [
        ("vote", "vote", GrantRole::Delegate(delegate)),
        ("chair", "chair", GrantRole::Chair),
        ("desk", "desk", GrantRole::Operator),
        ("scrutineer", "desk", GrantRole::Scrutineer),
        ("screen", "screen", GrantRole::Display),
    ];
    for (role, face, grant) in &roles {
        for (owner, kind, fields) in &requests {
            if role == owner {
                continue;
            }
            // A new socket each: refused requests count as strikes.
            let mut client = server.client(face, *grant).await;
            let answer = client.request(kind, fields.clone()).await.unwrap();
            assert_eq!(code(&answer), "not_allowed", "{role} sends {kind}");
        }
    }
    let report = server.finish().await;
    assert_eq!(report.sitting.ballot(ballot).unwrap().phase.name(), "ready", "nothing happened");
}

#[tokio::test]
async fn the_newer_device_takes_over_and_the_vote_stands() {
    let server = server(3).await;
    let ballot = server.open(&motion("a"), 1).await;
    let mut first = server.tablet(0).await;
    let vote = cast(ballot, marked("yes"));
    let receipt = first.request("cast", vote.clone()).await.unwrap()["receipt"].clone();
    let mut second = server.tablet(0).await;
    assert!(matches!(ended(&mut first).await, ClientError::Gone(Some(4501))));
    let snapshot = next(&mut second, "snapshot").await;
    assert_eq!(snapshot["data"]["own"]["vote"]["seq"], receipt["seq"]);
    assert_eq!(second.request("cast", vote).await.unwrap()["receipt"], receipt);
    // A change from the second device is one voter all the same.
    let changed = second.request("cast", cast(ballot, marked("no"))).await.unwrap();
    assert_eq!(changed["receipt"]["revision"], 2);
    let report = server.finish().await;
    assert_eq!(report.sitting.ballot(ballot).unwrap().phase.poll().unwrap().votes.len(), 1);
}

#[tokio::test]
async fn a_client_that_comes_back_goes_on_or_takes_a_snapshot() {
    let server = server(3).await;
    let mut screen = server.screen().await;
    let at = next(&mut screen, "snapshot").await["at"].clone();
    let ballot = server.open(&motion("a"), 1).await;
    let answer = screen.request("ping", json!({})).await.unwrap();
    assert!(answer["now_ms"].as_u64().is_some());

    let token = server.token(GrantRole::Display).await;
    let resumed = Client::resume(&server.base, "screen", &token, &at).await;
    let (mut resumed, recovered) = resumed.unwrap();
    assert!(recovered);
    let missed =
        until(&mut resumed, |p| p["topic"] == "ballot" && p["data"]["phase"] == "open").await;
    assert_eq!(missed["data"]["id"], json!(ballot));

    let other = json!({"epoch": "another", "seq": at["seq"]});
    let (mut fresh, recovered) =
        Client::resume(&server.base, "screen", &token, &other).await.unwrap();
    assert!(!recovered);
    assert_eq!(next(&mut fresh, "snapshot").await["data"]["stage"], json!(ballot));
    server.finish().await;
}

#[tokio::test]
async fn while_the_store_is_away_the_tablet_is_told_to_keep_the_page_open() {
    let ledger = Arc::new(MemoryLedger::default());
    let server = TestServer::start(ledger.clone(), 3).await;
    let ballot = server.open(&motion("a"), 1).await;
    let (mut tablet, mut screen) = (server.tablet(0).await, server.screen().await);
    ledger.fail_next(Fault::AwayBefore);
    let vote = cast(ballot, marked("yes"));
    let answer = tablet.request("cast", vote.clone()).await.unwrap();
    assert_eq!((code(&answer), &answer["refusal"]["retry"]), ("unavailable", &json!(true)));
    let answer = tablet.request("cast", vote).await.unwrap();
    assert_eq!(answer["receipt"]["revision"], 1, "the same act is recorded once the store is back");
    until(&mut screen, |p| p["topic"] == "turnout" && p["data"]["voted"] == 1).await;
    server.finish().await;
}

#[tokio::test]
async fn names_with_markup_stay_text_and_come_back_as_they_were() {
    let server = server(2).await;
    let title = "<img src=x onerror=alert(1)>关于<b>示例</b>&amp;的决议";
    server.open(&motion(title), 1).await;
    let mut tablet = server.tablet(0).await;
    let snapshot = next(&mut tablet, "snapshot").await;
    assert_eq!(snapshot["data"]["ballots"][0]["title"], title);
    server.finish().await;
}

#[tokio::test]
async fn a_roster_larger_than_the_write_buffer_reaches_the_desk_whole() {
    let server = server(1_500).await;
    let mut desk = server.client("desk", GrantRole::Operator).await;
    let snapshot = next(&mut desk, "snapshot").await;
    assert_eq!(snapshot["data"]["roster"].as_array().map(Vec::len), Some(1_500));
    assert!(snapshot.to_string().len() > 4 * server.app.hub.options().write_buffer_bytes_max);
    assert_eq!(desk.request("ping", json!({})).await.unwrap()["ok"], true);
    server.finish().await;
}

#[tokio::test]
async fn sockets_of_a_feed_that_has_ended_are_told_to_come_back() {
    let server = server(2).await;
    let mut tablet = server.tablet(0).await;
    server.hall.engine.shutdown().await;
    assert!(matches!(ended(&mut tablet).await, ClientError::Gone(Some(4004))));
    server.stop_serving().await;
    check_house(server.hall.ledger.as_ref(), server.hall.sitting).await;
}
