//! One example of each frame, in `tests/golden/frames/`, read by these tests and by those of the
//! faces (`web/shared/golden.test.js`). `PLENUM_BLESS=1` writes them anew; read the difference.

use std::path::PathBuf;
use std::sync::Arc;

use plenum::bus::Snapshot;
use plenum::crypto::hash::Hash;
use plenum::crypto::sign::{Signature, VerifyKey};
use plenum::domain::command::draw::DrawCommand;
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use plenum::domain::draw::DrawRules;
use plenum::engine::{Receipt, Signed};
use plenum::hub::Options;
use plenum::hub::actor::{Actor, ActorRole, Audience};
use plenum::hub::problem::Problem;
use plenum::hub::push::{self, push};
use plenum::hub::replica::Replica;
use plenum::hub::requests::{Request, decode};
use plenum::hub::views;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::ballots::{profile, text_of};
use crate::support::draws::{draw_id, fixture, plan_of, secret};
use crate::support::hall::mark;
use crate::support::world::{World, cast_id, head, member, world};

const NOW_MS: u64 = 1_764_000_000_000;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/frames"))
}

#[track_caller]
fn check(name: &str, frame: &str) {
    let path = folder().join(format!("{name}.json"));
    let frame: Value = serde_json::from_str(frame).expect("a frame is JSON");
    if std::env::var_os("PLENUM_BLESS").is_some() {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&path, format!("{frame:#}\n")).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let golden: Value = serde_json::from_str(&golden).unwrap();
    assert_eq!(frame, golden, "{name} is other than its golden file");
}

/// Five members, four present, a motion declared and a selection open with one vote.
fn hall() -> World {
    let mut world = world().members(5).attendees(1).present(4);
    world = world.ballot("motion", &profile("congress-motion")).opened("motion");
    for (n, grade) in [(1, "yes"), (2, "yes"), (3, "yes")] {
        let cast = DelegateCommand::Cast {
            ballot: world.id("motion"),
            cast_id: cast_id(u128::try_from(n).unwrap()),
            paper: mark(grade),
        };
        world.give(&Command::Delegate(member(n), cast)).unwrap();
    }
    world = world.closed("motion");
    let ballot = world.id("motion");
    world.give(&Command::Chair(ChairCommand::Declare { ballot })).unwrap();
    let selection = profile("livelihood-majority-all").numbered(3).places(2);
    world = world.ballot("selection", &selection).opened("selection");
    let picks =
        plenum::domain::paper::RawPaper::Picks(vec![crate::support::ballots::key("2")].into());
    let ballot = world.id("selection");
    let cast = DelegateCommand::Cast { ballot, cast_id: cast_id(9), paper: picks };
    world.give(&Command::Delegate(member(1), cast)).unwrap();
    world
}

fn replica(world: &World) -> Replica {
    Replica::new(&Snapshot {
        sitting: Arc::new(world.sitting.clone()),
        head: None,
        epoch: Uuid::nil(),
        healthy: true,
        live_tally: None,
    })
}

fn delegate(world: &World) -> Actor {
    let person = world.sitting.roster().person(member(1)).expect("on the roster").clone();
    Actor { sitting: head().id, role: ActorRole::Delegate(Box::new(person)) }
}

#[test]
fn snapshots_of_every_audience() {
    let world = hall();
    let replica = replica(&world);
    let connected = [member(1), member(2)].into_iter().collect();
    for audience in Audience::ALL {
        let own = match audience {
            Audience::Delegate => views::own(&world.sitting, member(1)),
            Audience::Screen | Audience::Chair | Audience::Desk => Value::Null,
        };
        let name = format!("push-snapshot-{audience:?}").to_lowercase();
        check(&name, replica.snapshot(audience, NOW_MS, &own, &connected).as_str());
    }
}

#[test]
fn pushes_of_every_topic() {
    let world = hall();
    let sitting = &world.sitting;
    let connected = [member(1), member(2)].into_iter().collect();
    let ballot = |name, audience| {
        views::ballot::ballot(sitting, sitting.ballot(world.id(name)).unwrap(), audience)
    };
    for (name, topic, data) in [
        ("push-sitting", "sitting", views::sitting(sitting)),
        ("push-agenda", "agenda", views::agenda(sitting, Audience::Screen)),
        ("push-ballot-declared", "ballot", ballot("motion", Audience::Screen)),
        ("push-ballot-open", "ballot", ballot("selection", Audience::Screen)),
        ("push-own", "own", views::own(sitting, member(1))),
        ("push-attendance", "attendance", views::attendance(sitting)),
        ("push-turnout", "turnout", views::turnout(sitting, Audience::Chair)),
        ("push-presence", "presence", views::presence(sitting, &connected)),
        ("push-record", "record", views::record(sitting, true)),
        ("push-roster", "roster", views::roster(sitting, &connected)),
    ] {
        check(name, push(topic, "0", 40, &data).as_str());
    }
}

#[test]
fn a_running_tally_is_pushed_where_the_rules_show_it() {
    let world = world().members(3).present(3);
    let world = world.ballot("poll", &profile("quick-poll").numbered(2).places(1)).opened("poll");
    check("push-tally", push("tally", "0", 40, &views::tally(&world.sitting, None)).as_str());
    // And nowhere else: the selection shows turnout only.
    assert_eq!(views::tally(&hall().sitting, None), Value::Null);
}

#[test]
fn a_draw_is_pushed_without_its_list() {
    let rules = DrawRules { seats: 3, substitutes: 1, ..fixture().rules };
    let plan = plan_of(&[("甲局", 6), ("乙局", 4)], rules);
    let mut world = world().members(3).present(3);
    let commitment = Hash::of(&secret().0);
    let commit = DrawCommand::Commit { draw: draw_id(1), plan: Box::new(plan), commitment };
    let mut draw = |command| world.give(&Command::Desk(DeskCommand::Draw(command))).unwrap();
    draw(commit);
    let digits = text_of("3 5 1 6 2 4");
    draw(DrawCommand::Make { draw: draw_id(1), secret: secret(), digits });
    let made = world.sitting.draw(draw_id(1)).unwrap().made.clone().unwrap().made;
    let mut draw = |command| world.give(&Command::Desk(DeskCommand::Draw(command))).unwrap();
    draw(DrawCommand::Replace {
        draw: draw_id(1),
        out: made.result[0][0].clone(),
        incoming: made.substitutes[0][0].clone(),
        reason: text_of("请假"),
    });
    let view = views::draw::draws(&world.sitting, true);
    check("push-draws", push("draws", "0", 40, &view).as_str());
    assert_eq!(views::draw::draws(&world.sitting, false), view, "nothing was opened since");
    world = world.ballot("motion", &profile("congress-motion")).opened("motion");
    assert_eq!(views::draw::draws(&world.sitting, false), json!([]), "the hall looks elsewhere");
}

#[test]
fn welcome_and_answers() {
    let world = hall();
    check("welcome", push::welcome(&delegate(&world), &Options::default(), NOW_MS).as_str());
    check("answer-done", push::done(7, &Value::Null).as_str());
    check("answer-hello", push::done(1, &json!({"recovered": false})).as_str());
    check("answer-ping", push::done(2, &json!({"now_ms": NOW_MS})).as_str());
    let receipt = Receipt {
        ballot: world.id("motion"),
        cast_id: cast_id(1),
        revision: 1,
        seq: 1_843,
        at_ms: NOW_MS,
        hash: Hash([0x7f; 32]),
        content: Some(Hash([3; 32])),
        signed: Some(Signed { key: VerifyKey([4; 32]), signature: Signature([5; 64]) }),
    };
    check("answer-receipt", push::done(8, &push::receipt(&receipt)).as_str());
    let refusal = plenum::domain::refusal::Refusal::BallotClosed;
    check("answer-refused", push::refused(8, &Problem::from(&refusal)).as_str());
    let away = Problem::from(plenum::engine::Failure::Unavailable);
    check("answer-unavailable", push::refused(8, &away).as_str());
}

#[test]
fn every_request_of_the_protocol_page_is_understood() {
    let page = include_str!("../../docs/protocol.md");
    let section = page.split("## Frames from the client").nth(1).expect("the section");
    let block = section.split("```json").nth(1).and_then(|rest| rest.split("```").next());
    let world = hall();
    let id = "01920000-0000-7000-8000-000000000001";
    let mut understood = 0;
    for line in block.expect("the examples").lines().filter(|line| !line.is_empty()) {
        let frame = line.replace("0193…", id);
        let roles =
            [delegate(&world).role, ActorRole::Chair, ActorRole::Operator, ActorRole::Scrutineer];
        let takes = |role: &ActorRole| {
            let actor = Actor { sitting: head().id, role: role.clone() };
            matches!(decode(&actor, &frame), (r#ref, Ok(_)) if r#ref > 0)
        };
        let taken = roles.iter().filter(|role| takes(role)).count();
        let common = line.contains("\"hello\"") || line.contains("\"ping\"");
        // Rooms are opened and closed by the chair or by the desk of the room.
        let rooms = line.contains("_room\"");
        let expected = if common { 4 } else { 1 + usize::from(rooms) };
        assert_eq!(taken, expected, "{line}");
        understood += 1;
    }
    assert!(understood > 20, "{understood}");
    let hello = r#"{"type":"hello","ref":1,"protocol":1,"resume":{"epoch":"b3f1","seq":120}}"#;
    let (_, decoded) = decode(&delegate(&world), hello);
    assert!(matches!(decoded, Ok(Request::Hello(hello)) if hello.resume.is_some()));
}
