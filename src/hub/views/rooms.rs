//! Views about who is there: the quorum of the sitting, its rooms, the rooms of a ballot, and polls
//! that run beside it. Of a room no face is told how many have voted: that would be part of a result.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::ballot::{Ballot, Phase, Poll};
use crate::domain::ids::DelegateId;
use crate::domain::roster::{Room, Standing};
use crate::domain::sheet::ShowWhileOpen;
use crate::domain::sitting::Sitting;
use crate::domain::text::Key;

/// The rooms of the sitting.
pub(super) fn of_sitting(sitting: &Sitting) -> Value {
    let room =
        |room: &Room| json!({"id": room.id, "title": room.title, "delegations": room.delegations});
    sitting.roster().rooms().iter().map(room).collect()
}

/// Members of each room, and how many of them are there.
pub(super) fn attendance(sitting: &Sitting) -> Value {
    let roster = sitting.roster();
    if roster.rooms().is_empty() {
        return json!([]);
    }
    let mut figures: BTreeMap<&Key, (u32, u32)> = BTreeMap::new();
    for (person, presence) in roster.people() {
        if person.standing == Standing::Member
            && let Some(room) = roster.room_of(person.id)
        {
            let (expected, present) = figures.entry(&room.id).or_default();
            *expected += 1;
            *present += u32::from(presence.present);
        }
    }
    let line = |room: &Room| {
        let (expected, present) = figures.get(&room.id).copied().unwrap_or_default();
        json!({"id": room.id, "title": room.title, "expected": expected, "present": present})
    };
    roster.rooms().iter().map(line).collect()
}

/// What the ballot view says of rooms and attendance.
pub(super) fn describe(view: &mut Value, sitting: &Sitting, ballot: &Ballot) {
    let rules = &ballot.sheet.rules;
    view["rooms"] = of_ballot(sitting, ballot.phase.poll());
    view["in_rooms"] = rules.rooms.into();
    view["not_voted"] = json!(rules.not_voted);
    view["remote"] = json!(rules.remote);
    view["presence_needed"] = rules.presence_needed.into();
    view["growing"] = rules.growing.into();
    view["background"] = rules.background.into();
}

/// The rooms of a ballot and where each stands; null where it is held in one hall.
fn of_ballot(sitting: &Sitting, poll: Option<&Poll>) -> Value {
    let Some(rooms) = poll.and_then(|poll| poll.attending.rooms.as_ref()) else {
        return Value::Null;
    };
    let line = |life: &crate::domain::ballot::RoomLife| {
        json!({
            "id": life.room, "title": title(sitting, &life.room), "phase": life.phase(),
            "opened_at_ms": life.opened.map(|stamp| stamp.at_ms),
            "closed_at_ms": life.closed.map(|stamp| stamp.at_ms),
        })
    };
    rooms.iter().map(line).collect()
}

/// The name of a room, or its id where it was renamed since.
fn title(sitting: &Sitting, room: &Key) -> String {
    let known = sitting.roster().rooms().iter().find(|known| known.id == *room);
    known.map_or_else(|| room.to_string(), |known| known.title.to_string())
}

/// The person's own room, and where it stands in the ballot on stage.
pub(super) fn own_room(sitting: &Sitting, poll: Option<&Poll>, delegate: DelegateId) -> Value {
    let Some(room) = sitting.roster().room_of(delegate) else {
        return Value::Null;
    };
    let life = poll.and_then(|poll| poll.attending.room(&room.id));
    let phase = life.map(crate::domain::ballot::RoomLife::phase);
    json!({"id": room.id, "title": room.title, "phase": phase})
}

/// Open polls beside the hall that this person may answer, or has answered.
pub(super) fn own_polls(sitting: &Sitting, delegate: DelegateId) -> Value {
    let beside = sitting.all_running().filter(|ballot| ballot.sheet.rules.background);
    let own = |ballot: &Ballot| {
        let poll = ballot.phase.poll().filter(|poll| poll.admits(delegate))?;
        Some(super::own_in(sitting, ballot, poll, delegate))
    };
    beside.filter_map(own).collect()
}

/// How far the polls beside the hall have come, for staff.
pub(super) fn polls(sitting: &Sitting) -> Value {
    let beside = sitting.all_running().filter(|ballot| {
        let rules = &ballot.sheet.rules;
        rules.background && rules.show_while_open != ShowWhileOpen::Nothing
    });
    let line = |ballot: &Ballot| {
        let poll = ballot.phase.poll()?;
        Some(json!({
            "ballot": ballot.id, "voted": poll.voted(), "electorate": poll.electorate_now(),
        }))
    };
    beside.filter_map(line).collect()
}

/// The quorum of a ballot: what is asked, and since when it is lost.
pub(super) fn quorum(ballot: &Ballot, members: u32, present: u32) -> Value {
    // No rule of quorum is one that nobody is needed for.
    let Some(rule) = ballot.sheet.rules.quorum else {
        return json!({
            "needed": 0, "met": true, "during": false, "at_close": false, "lost_at_ms": null,
        });
    };
    let running = matches!(ballot.phase, Phase::Open(_) | Phase::Suspended(..));
    let poll = ballot.phase.poll().filter(|_| running);
    let lost = poll.and_then(|poll| poll.attending.quorum_lost).map(|stamp| stamp.at_ms);
    json!({
        "needed": rule.needed(members), "met": rule.met(present, members),
        "during": rule.during, "at_close": rule.at_close, "lost_at_ms": lost,
    })
}
