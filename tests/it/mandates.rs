//! Weights and proxies over real sockets: set at the desk, frozen at the opening, several principals
//! on one tablet, one act for all of them, figures in weights and heads, the register, the verifier.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::client::Client;
use plenum::documents::register::register_csv;
use plenum::documents::results::ballot_csv;
use plenum::domain::event::Event;
use plenum::domain::ids::BallotId;
use plenum::domain::profile::BallotRequest;
use plenum::domain::sitting::Sitting;
use plenum::ledger::memory::MemoryLedger;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::hall::motion;
use crate::support::server::{TestServer, cast, code, marked, next, until};

async fn server(members: usize) -> TestServer {
    TestServer::start(Arc::new(MemoryLedger::default()), members).await
}

fn association() -> BallotRequest {
    let profile = plenum::domain::text::Key::new("association-motion").unwrap();
    BallotRequest { profile, ..motion("关于修改章程的议案") }
}

/// The desk says something that must be done.
async fn desk(client: &mut Client, kind: &str, fields: Value) {
    let answer = client.request(kind, fields.clone()).await.unwrap();
    assert_eq!(answer["ok"], true, "{kind} {fields}: {answer}");
}

/// A server with an association of `members`, all but the last two signed in: the last two have
/// given the first their proxies, and the second weighs 2.5, the last 10.25.
async fn association_hall(members: usize) -> (TestServer, BallotId) {
    let server = server(members).await;
    let ballot = server.hall.ready(&association(), 1).await;
    let id = |n: usize| json!(server.hall.people[n].id);
    let mut client = server.client("desk", GrantRole::Operator).await;
    desk(&mut client, "set_weight", json!({"delegate": id(1), "weight": "2.50"})).await;
    desk(&mut client, "set_weight", json!({"delegate": id(members - 1), "weight": "10.25"})).await;
    for n in [members - 2, members - 1] {
        desk(&mut client, "check_out_delegate", json!({"delegate": id(n)})).await;
        desk(&mut client, "give_proxy", json!({"principal": id(n), "holder": id(0)})).await;
    }
    let refused = client
        .request("give_proxy", json!({"principal": id(1), "holder": id(members - 1)}))
        .await
        .unwrap();
    assert_eq!(code(&refused), "proxy_chain");
    let refused =
        client.request("set_weight", json!({"delegate": id(1), "weight": "a lot"})).await.unwrap();
    assert_eq!(code(&refused), "weight_invalid");
    server.hall.open_ready(ballot, 0).await;
    (server, ballot)
}

/// The register and the figures of a counted ballot, as files.
fn files(sitting: &Sitting, ballot: BallotId) -> (String, String) {
    let found = sitting.ballot(ballot).unwrap();
    let count = &found.phase.counting().unwrap().count;
    (register_csv(sitting, found), ballot_csv(&found.sheet, count, &[]))
}

/// The mandates of the newest own view.
async fn mandates(tablet: &mut Client) -> Vec<Value> {
    let own = until(tablet, |push| push["topic"] == "own").await;
    own["data"]["mandates"].as_array().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_holder_votes_for_each_principal_with_a_receipt_each() {
    let (server, ballot) = association_hall(5).await;
    let (mut holder, mut chair) = (server.tablet(0).await, server.chair().await);
    let snapshot = next(&mut holder, "snapshot").await;
    let own = &snapshot["data"]["own"];
    assert_eq!(own["weight"], "1.00", "{own}");
    let held = own["mandates"].as_array().unwrap();
    let told = |n: usize| (held[n]["weight"].clone(), held[n]["vote"].clone());
    assert_eq!([told(0), told(1)], [(json!("1.00"), Value::Null), (json!("10.25"), Value::Null)]);

    let mut receipts = Vec::new();
    for (mandate, grade) in held.iter().zip(["yes", "no"]) {
        let mut fields = cast(ballot, marked(grade));
        fields["principal"] = mandate["principal"]["id"].clone();
        let answer = holder.request("cast_for", fields.clone()).await.unwrap();
        assert_eq!(answer["receipt"]["revision"], 1, "{answer}");
        let again = holder.request("cast_for", fields).await.unwrap();
        assert_eq!(again["receipt"], answer["receipt"], "the same act, the same receipt");
        receipts.push(answer["receipt"]["seq"].clone());
    }
    assert_ne!(receipts[0], receipts[1]);
    let held = mandates(&mut holder).await;
    assert_eq!(held[0]["vote"]["by_holder"], true, "{held:?}");
    let own = holder.request("cast", cast(ballot, marked("yes"))).await.unwrap();
    assert_eq!(own["ok"], true, "{own}");

    // The last one comes after all: the own vote stands, and the holder learns of it.
    let late = server.hall.people[4].id;
    let mut principal = server.tablet(4).await;
    principal.request("check_in", json!({})).await.unwrap();
    let answer = principal.request("cast", cast(ballot, marked("abstain"))).await.unwrap();
    assert_eq!(answer["receipt"]["revision"], 2, "{answer}");
    let told = until(&mut holder, |push| {
        push["topic"] == "own" && push["data"]["mandates"][1]["reason"] == "principal_has_voted"
    })
    .await;
    assert_eq!(told["data"]["mandates"][1]["vote"]["by_holder"], false);
    let mut fields = cast(ballot, marked("no"));
    fields["principal"] = json!(late);
    let refused = holder.request("cast_for", fields.clone()).await.unwrap();
    assert_eq!(code(&refused), "principal_has_voted");
    fields["principal"] = json!(server.hall.people[1].id);
    let refused = holder.request("cast_for", fields).await.unwrap();
    assert_eq!(code(&refused), "proxy_unknown");

    chair.request("close", json!({"ballot": ballot})).await.unwrap();
    let counted =
        until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["phase"] == "counted").await;
    let count = &counted["data"]["count"];
    assert_eq!(count["turnout"]["represented"], 2, "{count}");
    assert_eq!(count["weights"]["total_membership"], 1_575);
    assert_eq!(count["rows"][0]["votes"], json!({"yes": 200, "no": 0, "abstain": 1_025}));
    assert_eq!(counted["data"]["weights"], json!({"decimals": 2}));
    server.finish().await;
}

#[tokio::test]
async fn one_act_for_all_mandates_is_one_record_and_one_repeat() {
    let (server, ballot) = association_hall(5).await;
    let mut holder = server.tablet(0).await;
    let shares = json!([
        {"paper": marked("yes"), "count": 1}, {"paper": marked("no"), "count": 2},
    ]);
    let split = json!({"ballot": ballot, "cast_id": Uuid::now_v7(), "shares": shares});
    let answer = holder.request("cast_split", split.clone()).await.unwrap();
    assert_eq!(answer["ok"], true, "{answer}");
    let again = holder.request("cast_split", split.clone()).await.unwrap();
    assert_eq!(again["receipt"], answer["receipt"]);
    let mut other = split.clone();
    other["shares"][0]["count"] = 2.into();
    other["shares"][1]["count"] = 1.into();
    let conflict = holder.request("cast_split", other.clone()).await.unwrap();
    assert_eq!(code(&conflict), "cast_id_conflict");
    other["cast_id"] = json!(Uuid::now_v7());
    other["shares"][1]["count"] = 5.into();
    let refused = holder.request("cast_split", other).await.unwrap();
    assert_eq!(code(&refused), "split_counts");
    let held =
        until(&mut holder, |push| push["topic"] == "own" && push["data"]["vote"] != Value::Null)
            .await;
    let papers = held["data"]["mandates"].as_array().unwrap().iter();
    let papers: Vec<_> = papers.map(|mandate| mandate["vote"]["paper"].clone()).collect();
    assert_eq!(papers, [marked("yes"), marked("no")]);
    assert_eq!(held["data"]["vote"]["paper"], marked("no"), "the own mandate comes last");

    // The proof of the act is asked for by its id, as of any vote.
    let (seq, act) = (&answer["receipt"]["seq"], &split["cast_id"]);
    let path = format!(
        "{}/api/sittings/{}/record/{seq}?cast_id={}",
        server.base,
        server.hall.sitting,
        act.as_str().unwrap()
    );
    let proof: Value = reqwest::get(&path).await.unwrap().json().await.unwrap();
    assert!(proof["record"].as_str().unwrap().contains("\"type\":\"split_cast\""), "{proof}");

    let report = server.finish().await;
    let poll = report.sitting.ballot(ballot).unwrap().phase.poll().unwrap();
    assert_eq!(poll.votes.len(), 3);
}

#[tokio::test]
async fn the_register_and_the_figures_tell_weights_and_holders() {
    let (server, ballot) = association_hall(4).await;
    let mut holder = server.tablet(0).await;
    let shares = json!([{"paper": marked("yes"), "count": 3}]);
    let split = json!({"ballot": ballot, "cast_id": Uuid::now_v7(), "shares": shares});
    let answer = holder.request("cast_split", split).await.unwrap();
    assert_eq!(answer["ok"], true, "{answer}");
    let mut chair = server.chair().await;
    chair.request("close", json!({"ballot": ballot})).await.unwrap();
    until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["phase"] == "counted").await;
    let place = server.app.hub.place(server.hall.sitting).await.unwrap().unwrap();
    let (csv, figures) = files(&place.feed.replica().sitting, ballot);
    let lines: Vec<&str> = csv.lines().skip(3).collect();
    assert!(lines[0].contains("参加情况,票权,受托人,表决意见"), "{csv}");
    assert!(lines[1].contains("已参加,1.00,,赞成"), "{csv}");
    assert!(lines[2].contains("未按,2.50,"), "{csv}");
    let by = &server.hall.people[0].name;
    assert!(lines[4].contains(&format!("已参加,10.25,{by},赞成")), "{csv}");
    for line in ["实到中由受托人代表,2", "票权：全体,14.75", "票权：收回,12.25", "收回票,3"]
    {
        assert!(figures.contains(line), "{line}: {figures}");
    }
    drop(place);
    server.finish().await;
}

#[tokio::test]
async fn a_proxy_is_given_and_ended_on_the_own_device() {
    let server = server(3).await;
    server.hall.ready(&association(), 1).await;
    let mut tablet = server.tablet(1).await;
    let number = server.hall.people[0].number.clone();
    let answer = tablet.request("give_proxy", json!({"holder": number})).await.unwrap();
    assert_eq!(answer["ok"], true, "{answer}");
    let answer = tablet.request("give_proxy", json!({"holder": number})).await.unwrap();
    assert_eq!(code(&answer), "proxy_exists");
    let answer = tablet.request("end_proxy", json!({})).await.unwrap();
    assert_eq!(answer["ok"], true, "{answer}");
    // Nobody does it for another from a tablet.
    let id = server.hall.people[2].id;
    let answer = tablet.request("end_proxy", json!({"principal": id})).await.unwrap();
    assert_eq!(code(&answer), "bad_frame");
    let answer =
        tablet.request("set_weight", json!({"delegate": id, "weight": "9"})).await.unwrap();
    assert_eq!(code(&answer), "not_allowed");
    let report = server.finish().await;
    assert_eq!(report.sitting.roster().proxies().count(), 0);
}

#[tokio::test]
async fn a_record_with_a_moved_mandate_does_not_verify() {
    let (server, ballot) = association_hall(4).await;
    let mut holder = server.tablet(0).await;
    let shares = json!([
        {"paper": marked("yes"), "count": 1}, {"paper": marked("no"), "count": 2},
    ]);
    let split = json!({"ballot": ballot, "cast_id": Uuid::now_v7(), "shares": shares});
    holder.request("cast_split", split).await.unwrap();
    let sitting = server.app.hub.place(server.hall.sitting).await.unwrap().unwrap();
    let mut replayed = Sitting::default();
    let mut forged = 0;
    for bytes in server.hall.ledger.read_from(server.hall.sitting, 0, 1_000).await.unwrap() {
        let sealed = plenum::audit::record::Sealed::read(bytes).unwrap();
        let record = &sealed.record;
        if let Event::SplitCast(split) = &record.event {
            let mut moved = split.clone();
            let (first, second) = (moved.shares[0].votes[0], moved.shares[1].votes[0]);
            moved.shares[0].votes[0] = second;
            moved.shares[1].votes[0] = first;
            let lawful = replayed.reenact(&Event::SplitCast(moved), record.by, record.at_ms);
            assert!(lawful.is_err(), "another deal than the rule's");
            forged += 1;
        }
        if let Event::BallotOpened { .. } = &record.event {
            let mut heavier = record.event.clone();
            let Event::BallotOpened { weights: Some(weights), .. } = &mut heavier else {
                panic!("weighed")
            };
            weights[0] += 1;
            assert!(replayed.reenact(&heavier, record.by, record.at_ms).is_err());
            let mut unheld = record.event.clone();
            let Event::BallotOpened { proxies: Some(proxies), .. } = &mut unheld else {
                panic!("with proxies")
            };
            proxies.pop();
            assert!(replayed.reenact(&unheld, record.by, record.at_ms).is_err());
            forged += 1;
        }
        replayed.apply(&record.event, sealed.stamp());
    }
    assert_eq!(forged, 2);
    drop(sitting);
    server.finish().await;
}
