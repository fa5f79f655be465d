//! One ballot in several rooms: each opened and closed for itself, nothing known before the last.

use std::sync::Arc;

use plenum::access::GrantRole;
use plenum::ledger::memory::MemoryLedger;
use serde_json::{Value, json};

use crate::support::ballots::profile as of_profile;
use crate::support::hall::{motion, profile};
use crate::support::server::{TestServer, cast, code, marked, until};
use crate::support::world::world;

/// Members 0 and 3 sit in 第1代表团, 1 in 第2, 2 in 第3.
async fn hall() -> (TestServer, plenum::domain::ids::BallotId) {
    let server = TestServer::start(Arc::new(MemoryLedger::default()), 4).await;
    let mut sheet = profile("congress-motion").sheet(&motion("关于示例的决议"), 1, 1).unwrap();
    sheet.rules.rooms = true;
    let ballot = server.hall.ready_sheet(sheet).await;
    (server, ballot)
}

/// Whether anything of a view names how many have voted in a room.
fn tells_of_votes(rooms: &Value) -> bool {
    let known = ["id", "title", "phase", "opened_at_ms", "closed_at_ms", "expected", "present"];
    let rooms = rooms.as_array().expect("rooms");
    rooms.iter().any(|room| {
        room.as_object().expect("a room").keys().any(|key| !known.contains(&key.as_str()))
    })
}

#[tokio::test]
async fn each_room_votes_for_itself_and_no_face_sees_a_part_of_the_result() {
    let (server, ballot) = hall().await;
    let (mut east, mut west) = (server.tablet(0).await, server.tablet(1).await);
    let (mut chair, mut screen) = (server.chair().await, server.screen().await);
    let mut desk = server.client("desk", GrantRole::Operator).await;
    let ok = |answer: Value| assert_eq!(answer["ok"], true, "{answer}");
    let rooms = json!({"rooms": [
        {"id": "east", "title": "东会场", "delegations": ["第1代表团"]},
        {"id": "west", "title": "西会场", "delegations": ["第2代表团", "第3代表团"]},
    ]});
    ok(desk.request("set_rooms", rooms).await.unwrap());
    let told = until(&mut screen, |p| p["topic"] == "sitting").await;
    assert_eq!(told["data"]["rooms"][1]["title"], "西会场");
    ok(chair.request("open", json!({"ballot": ballot})).await.unwrap());
    let own = until(&mut east, |p| p["topic"] == "own" && p["data"]["ballot"] != json!(null)).await;
    assert_eq!(own["data"]["room"], json!({"id": "east", "title": "东会场", "phase": "waiting"}));
    assert_eq!(
        (&own["data"]["may_vote"], &own["data"]["reason"]),
        (&json!(false), &json!("room_not_open"))
    );

    let east_room = json!({"ballot": ballot, "room": "east"});
    ok(desk.request("open_room", east_room.clone()).await.unwrap());
    let own = until(&mut east, |p| p["topic"] == "own" && p["data"]["may_vote"] == true).await;
    assert_eq!(own["data"]["room"]["phase"], "open");
    ok(east.request("cast", cast(ballot, marked("yes"))).await.unwrap());
    let early = west.request("cast", cast(ballot, marked("no"))).await.unwrap();
    assert_eq!(code(&early), "room_not_open");
    let told = until(&mut chair, |p| p["topic"] == "turnout" && p["data"]["voted"] == 1).await;
    assert_eq!(told["data"]["still_needed"], json!(null), "nothing of the result: {told}");
    let attendance = until(&mut chair, |p| p["topic"] == "attendance").await;
    assert!(!tells_of_votes(&attendance["data"]["rooms"]), "{attendance}");

    ok(desk.request("close_room", east_room).await.unwrap());
    let late = east.request("cast", cast(ballot, marked("no"))).await.unwrap();
    assert_eq!(code(&late), "room_closed");
    let answer = chair.request("close", json!({"ballot": ballot})).await.unwrap();
    assert_eq!(code(&answer), "rooms_open");
    let shown = until(&mut screen, |p| {
        p["topic"] == "ballot" && p["data"]["rooms"][0]["phase"] == "closed"
    });
    let shown = shown.await;
    assert!(!tells_of_votes(&shown["data"]["rooms"]), "{shown}");
    assert_eq!(
        (&shown["data"]["count"], &shown["data"]["needed"]["votes"]),
        (&json!(null), &json!(3))
    );

    let west_room = json!({"ballot": ballot, "room": "west"});
    ok(chair.request("open_room", west_room.clone()).await.unwrap());
    ok(west.request("cast", cast(ballot, marked("yes"))).await.unwrap());
    ok(chair.request("close_room", west_room).await.unwrap());
    ok(chair.request("close", json!({"ballot": ballot})).await.unwrap());
    let counted =
        until(&mut chair, |p| p["topic"] == "ballot" && p["data"]["count"] != json!(null));
    assert_eq!(counted.await["data"]["count"]["rows"][0]["votes"]["yes"], 2);
    let report = server.finish().await;
    assert_eq!(report.sitting.ballot(ballot).expect("held").late.len(), 1);
}

#[tokio::test]
async fn what_the_chair_and_the_desk_may_ask_for_is_not_for_others() {
    let (server, ballot) = hall().await;
    let room = json!({"ballot": ballot, "room": "east"});
    let moved =
        json!({"delegate": server.hall.people[0].id, "delegation": "甲", "seat": "", "room": null});
    for (kind, fields, chairs, desks) in [
        ("open_sitting", json!({}), true, false),
        ("close_confirmed", json!({"ballot": ballot}), true, false),
        ("open_room", room.clone(), true, true),
        ("close_room", room, true, true),
        ("set_rooms", json!({"rooms": []}), false, true),
        ("move_person", moved, false, true),
        ("check_in_video", json!({"delegate": server.hall.people[0].id}), false, true),
        ("invite", json!({"ballot": ballot, "delegates": []}), false, true),
    ] {
        let roles = [
            ("vote", GrantRole::Delegate(server.hall.people[0].id), false),
            ("chair", GrantRole::Chair, chairs),
            ("desk", GrantRole::Operator, desks),
            ("desk", GrantRole::Scrutineer, false),
        ];
        for (face, role, may) in roles {
            let mut client = server.client(face, role).await;
            let answer = client.request(kind, fields.clone()).await.unwrap();
            let refused = answer["refusal"]["code"] == "not_allowed";
            assert_eq!(refused, !may, "{kind} at {face}: {answer}");
        }
    }
    server.finish().await;
}

#[test]
fn nobody_changes_rooms_while_a_ballot_is_held_in_them() {
    let mut world = world()
        .members(2)
        .present(2)
        .ballot("motion", &of_profile("congress-motion").with(|s| s.rules.rooms = true));
    world.run(
        "desk rooms east=第2代表团 west=第3代表团
         chair open motion
         desk rooms => rooms_frozen
         desk move d1 第3代表团 - - => rooms_frozen
         chair void motion wrong draft
         desk move d1 第3代表团 - -
         desk move d1 第3代表团 - east
         desk rooms west=第3代表团",
    );
    // A room that is there no more: the delegation's it is again.
    let room = world.sitting.roster().room_of(crate::support::world::member(1));
    assert_eq!(room.map(|room| room.id.as_str()), Some("west"));
}
