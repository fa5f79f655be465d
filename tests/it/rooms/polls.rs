//! Polls that grow, and polls that run for days beside the ballots of the hall.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::domain::command::{ChairCommand, DeskCommand};
use plenum::domain::profile::BallotRequest;
use plenum::domain::text::Key;
use plenum::engine::Options;
use plenum::ledger::memory::MemoryLedger;
use serde_json::json;

use crate::support::ballots::profile;
use crate::support::hall::{Hall, motion, people, text};
use crate::support::server::{TestServer, cast, code, marked, next, until};
use crate::support::world::world;

fn opinion() -> BallotRequest {
    let item = |title: &str| plenum::domain::profile::RequestedItem {
        title: text(title),
        note: text(""),
        details: Vec::new(),
        person: None,
    };
    BallotRequest {
        profile: Key::new("opinion-poll").unwrap(),
        title: text("关于条例草案第八条的意见征询"),
        items: ["同意", "修改"].map(item).to_vec(),
        places: Some(1),
        ..motion("")
    }
}

#[test]
fn people_join_a_poll_while_it_is_open_and_a_formal_ballot_never() {
    let mut world = world()
        .members(3)
        .attendees(1)
        .ballot("poll", &profile("opinion-poll").numbered(2).places(1))
        .opened("poll");
    world.run(
        "desk enrol 2 members
         settle
         desk enrol 1 attendees
         settle
         d4 cast poll 1
         a2 cast poll 2",
    );
    let poll = world.ballot_named("poll").phase.poll().expect("open");
    assert_eq!(poll.electorate.len(), 7);
    assert!(poll.electorate.is_sorted());
    let mut world = world.closed("poll").present(5).ballot("motion", &profile("congress-motion"));
    world.run("chair open motion\n desk enrol 1 members => roster_frozen\n desk enrol 1 attendees");
    world.settle();
    let poll = world.ballot_named("motion").phase.poll().expect("open");
    assert_eq!(poll.electorate.len(), 5);
}

/// The rules admit members; the desk invites an attendee who is on the roster already.
#[test]
fn an_attendee_is_invited_by_a_recorded_act() {
    let poll = profile("opinion-poll").numbered(2).places(1).with(|sheet| {
        sheet.rules.electorate = plenum::domain::sheet::ElectorateRule::Members;
    });
    let mut world = world().members(2).attendees(2).ballot("poll", &poll).opened("poll");
    world.run(
        "a1 cast poll 1 => nonvoting
         desk invite poll a1
         a1 cast poll 1
         a2 cast poll 1 => nonvoting",
    );
    let joined = world.record().iter().filter_map(|(event, role, _)| match event {
        plenum::domain::event::Event::ElectorateGrown(growth) => Some((growth.joined.len(), *role)),
        _ => None,
    });
    assert_eq!(joined.collect::<Vec<_>>(), [(1, plenum::domain::event::Role::Operator)]);
}

#[test]
fn a_week_is_the_longest_poll() {
    let opinion = profile("opinion-poll").numbered(2).places(1);
    let world = world().members(2).ballot("poll", &opinion);
    let mut world = world;
    world.run(
        "chair open poll 604801 => seconds_out_of_range
         chair open poll 604800
         wait 604799
         d1 cast poll 1
         wait 1
         d2 cast poll 1 => ballot_closed
         settle",
    );
    assert_eq!(world.phase("poll"), "counted");
}

#[tokio::test]
async fn a_poll_runs_beside_a_motion_and_is_answered_on_the_same_tablet() {
    let server = TestServer::start(Arc::new(MemoryLedger::default()), 3).await;
    let (mut tablet, mut chair) = (server.tablet(0).await, server.chair().await);
    next(&mut tablet, "snapshot").await;
    let poll = server.hall.ready(&opinion(), 1).await;
    let formal = server.hall.ready(&motion("关于示例的决议（草案）"), 2).await;
    let open = async |chair: &mut plenum::client::Client, ballot| {
        let answer = chair.request("open", json!({"ballot": ballot})).await.unwrap();
        assert_eq!(answer["ok"], true, "{answer}");
    };
    open(&mut chair, poll).await;
    let own = until(&mut tablet, |p| p["topic"] == "own" && p["data"]["polls"][0] != json!(null));
    let own = own.await;
    assert_eq!(own["data"]["ballot"], json!(null), "a poll is not on stage");
    assert_eq!(own["data"]["polls"][0]["ballot"], json!(poll));
    assert_eq!(own["data"]["polls"][0]["may_vote"], true);
    open(&mut chair, formal).await;
    let own =
        until(&mut tablet, |p| p["topic"] == "own" && p["data"]["ballot"] == json!(formal)).await;
    assert_eq!(own["data"]["polls"].as_array().map(Vec::len), Some(1));

    let picks = json!({"form": "picks", "picks": ["1"]});
    let answered = tablet.request("cast", cast(poll, picks)).await.unwrap();
    assert_eq!(answered["receipt"]["revision"], 1, "{answered}");
    let voted = tablet.request("cast", cast(formal, marked("yes"))).await.unwrap();
    assert_eq!(voted["receipt"]["revision"], 1, "{voted}");
    let told =
        until(&mut chair, |p| p["topic"] == "presence" && p["data"]["polls"][0]["voted"] == 1);
    let told = told.await;
    assert_eq!(told["data"]["polls"][0]["electorate"], 3);
    chair.request("close", json!({"ballot": formal})).await.unwrap();
    assert_eq!(
        server.hall.chair(ChairCommand::Close { ballot: poll }).await,
        Ok(plenum::engine::Reply::Done)
    );
    server.finish().await;
}

#[tokio::test]
async fn a_person_who_is_enrolled_joins_the_open_poll_and_is_pushed_the_paper() {
    let server = TestServer::start(Arc::new(MemoryLedger::default()), 2).await;
    let mut desk = server.client("desk", GrantRole::Operator).await;
    let poll = server.open(&opinion(), 1).await;
    let mut joined = people(3, 0);
    let newcomer = joined.pop().unwrap();
    let enrol = DeskCommand::Enrol { people: vec![newcomer.clone()] };
    assert_eq!(server.hall.desk(enrol).await, Ok(plenum::engine::Reply::Done));
    let pushed = until(&mut desk, |p| p["topic"] == "ballot" && p["data"]["electorate"] == 3).await;
    assert_eq!(pushed["data"]["growing"], true);
    let mut tablet = server.client("vote", GrantRole::Delegate(newcomer.id)).await;
    let snapshot = next(&mut tablet, "snapshot").await;
    // Not signed in, and admitted all the same.
    assert_eq!(snapshot["data"]["own"]["present"], false);
    assert_eq!(snapshot["data"]["own"]["polls"][0]["may_vote"], true);
    let picks = json!({"form": "picks", "picks": ["2"]});
    let answered = tablet.request("cast", cast(poll, picks)).await.unwrap();
    assert_eq!(answered["receipt"]["revision"], 1, "{answered}");
    let invited = json!({"ballot": poll, "delegates": [newcomer.id]});
    let answer = desk.request("invite", invited).await.unwrap();
    assert_eq!(code(&answer), "already_done");
    server.finish().await;
}

#[tokio::test]
async fn after_a_restart_the_ballot_of_the_hall_and_every_poll_beside_it_are_suspended() {
    let hall = Hall::new(Arc::new(MemoryLedger::default()), 2).await;
    let poll = hall.open(&opinion(), 1, 3_600).await;
    let formal = hall.open(&motion("a"), 2, 60).await;
    hall.engine.shutdown().await;
    let again = hall.again(Options::default()).await;
    let report = again.finish().await;
    for ballot in [poll, formal] {
        let phase = report.sitting.ballot(ballot).expect("drafted").phase.name();
        assert_eq!(phase, "suspended");
    }
}
