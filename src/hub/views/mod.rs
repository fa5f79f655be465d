//! The state as faces see it: JSON views of `docs/protocol.md`. Views are whole, never deltas, so
//! that the newest one is always enough.

pub mod ballot;
pub mod count;
pub mod draw;
mod election;
mod form;
mod mandates;
mod manual;
mod marks;
pub mod people;
mod rooms;
mod scored;
mod secret;
pub mod sentence;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::bus::LiveTally;
use crate::crypto::hash::Hash;
use crate::domain::ballot::{Ballot, Content, Phase, Poll};
use crate::domain::ids::DelegateId;
use crate::domain::outcome::Outcome;
use crate::domain::roster::{Person, Standing};
use crate::domain::sheet::{ShowResult, ShowWhileOpen};
use crate::domain::sitting::Sitting;
use crate::hub::actor::Audience;

/// One person.
#[must_use]
pub fn person(person: &Person) -> Value {
    json!({
        "id": person.id, "number": person.number, "name": person.name,
        "delegation": person.delegation, "seat": person.seat,
        "voting": person.standing == Standing::Member, "bodies": person.bodies,
    })
}

/// Name of the sitting; null before the first record.
#[must_use]
pub fn sitting(sitting: &Sitting) -> Value {
    sitting.head().map_or(Value::Null, |head| {
        json!({
            "id": head.id, "assembly": head.assembly, "title": head.title, "name": head.name,
            "venue": head.venue, "rehearsal": head.rehearsal, "video": head.video,
            "opened_at_ms": sitting.opened().map(|open| open.opened.at_ms),
            "rooms": rooms::of_sitting(sitting),
            "officers": people::officers(sitting, sitting.officers()),
        })
    })
}

/// The agenda, in order.
#[must_use]
pub fn agenda(sitting: &Sitting, audience: Audience) -> Value {
    let entry = |ballot: &&Ballot| {
        json!({
            "id": ballot.id, "number": ballot.sheet.number, "round": ballot.sheet.round,
            "title": ballot.sheet.title, "kind": ballot.sheet.kind,
            "phase": ballot.phase.name(), "verdict": verdict(sitting, ballot, audience),
            "link": ballot.sheet.link.map(|link| link.why),
            "proxies": ballot.sheet.rules.proxies.is_some(),
        })
    };
    sitting.agenda().iter().map(entry).collect()
}

fn verdict(sitting: &Sitting, ballot: &Ballot, audience: Audience) -> Option<&'static str> {
    if matches!(ballot.phase, Phase::Voided { .. }) {
        return Some("voided");
    }
    let counting = ballot.phase.counting().filter(|_| sees_count(ballot, audience))?;
    Some(match &counting.count.outcome {
        Outcome::Threshold { rows } if rows.len() > 1 => "decided",
        Outcome::Threshold { rows } if rows.iter().all(|row| row.adopted) => "adopted",
        Outcome::Threshold { .. } => "not_adopted",
        Outcome::Selection { .. } | Outcome::Quota { .. } => election::verdict(sitting, ballot),
        Outcome::Points { tie: Some(_), .. } | Outcome::Mean { tie: Some(_), .. } => {
            "runoff_required"
        }
        Outcome::NoResult {} => "no_result",
        Outcome::Points { .. }
        | Outcome::Mean { .. }
        | Outcome::Ladder { .. }
        | Outcome::Counts {} => "decided",
    })
}

/// Whether this audience may see the count of a counted ballot now.
#[must_use]
pub fn sees_count(ballot: &Ballot, audience: Audience) -> bool {
    audience.is_staff()
        || matches!(ballot.phase, Phase::Declared(..))
        || (ballot.phase.counting().is_some()
            && ballot.sheet.rules.show_result == ShowResult::OnCount)
}

/// 应到 实到 法定人数, with delegations.
#[must_use]
pub fn attendance(sitting: &Sitting) -> Value {
    let figures = sitting.roster().figures();
    let quorum = sitting.head().map(|head| {
        json!({
            "needed": head.quorum.needed(figures.expected),
            "met": head.quorum.met(figures.present, figures.expected),
            "lost_at_ms": sitting.opened().and_then(|open| open.quorum_lost).map(|s| s.at_ms),
        })
    });
    let delegation = |(name, expected, present): &(crate::domain::text::Text, u32, u32)| json!({"name": name, "expected": expected, "present": present});
    json!({
        "expected": figures.expected, "present": figures.present,
        "absent": figures.expected - figures.present, "on_leave": figures.on_leave,
        "represented": sitting.roster().represented(),
        "nonvoting_present": figures.nonvoting_present, "by_video": figures.by_video,
        "quorum": quorum, "rooms": rooms::attendance(sitting),
        "delegations": figures.delegations.iter().map(delegation).collect::<Vec<_>>(),
    })
}

/// Turnout of the ballot on stage while it runs or waits for its count; null where the rules show
/// nothing.
#[must_use]
pub fn turnout(sitting: &Sitting, audience: Audience) -> Value {
    let Some(ballot) = sitting.stage() else {
        return Value::Null;
    };
    let Some(poll) = ballot.phase.poll() else {
        return Value::Null;
    };
    let hidden = ballot.sheet.rules.show_while_open == ShowWhileOpen::Nothing;
    // Running totals of a secret ballot stand alone: beside a live turnout they would tell more.
    let totals = ballot.phase.is_running() && ballot.sheet.rules.live_tally_in_secret;
    let by_hand = !poll.casting.takes_tablets();
    if ballot.phase.is_voided() || totals || by_hand || (hidden && !audience.is_staff()) {
        return Value::Null;
    }
    let mut view = json!({
        "ballot": ballot.id, "voted": poll.voted(),
        "eligible": poll.been_present.len(), "electorate": poll.electorate_now(),
        "on_paper": manual::on_paper(poll),
    });
    // It moves with every vote, and votes push no ballot.
    if audience.is_staff() {
        view["still_needed"] = json!(ballot::still_needed(ballot, audience));
    }
    view
}

/// Running totals of the open ballot, where its rules show them; those of a secret one come from
/// whoever has its key.
#[must_use]
pub fn tally(sitting: &Sitting, live: Option<&LiveTally>) -> Value {
    let Some(ballot) = sitting.running() else {
        return Value::Null;
    };
    let Some(poll) = ballot.phase.poll() else {
        return Value::Null;
    };
    if ballot.sheet.rules.show_while_open != ShowWhileOpen::Tally {
        return Value::Null;
    }
    let (voted, tally) = match (poll.seal, live) {
        (None, _) => (poll.voted(), &poll.tally),
        (Some(_), Some(live)) if live.ballot == ballot.id => (live.voted, &live.tally),
        (Some(_), _) => return Value::Null,
    };
    json!({"ballot": ballot.id, "voted": voted, "rows": count::running(&ballot.sheet.form, tally)})
}

/// What one person may do in the ballot on stage, and what is recorded of him or her.
#[must_use]
pub fn own(sitting: &Sitting, delegate: DelegateId) -> Value {
    let presence = sitting.roster().presence(delegate);
    let staged = sitting.stage().and_then(|ballot| Some((ballot, ballot.phase.poll()?)));
    let mut view = match staged {
        Some((ballot, poll)) => own_in(sitting, ballot, poll, delegate),
        None => {
            json!({
                "ballot": null, "may_vote": false, "reason": null, "vote": null, "recused": null,
                "annulled": 0, "weight": null, "holder": null, "mandates": [],
            })
        }
    };
    view["present"] = presence.is_some_and(|presence| presence.present).into();
    view["proxy"] = mandates::proxy(sitting, delegate);
    view["via"] = json!(presence.filter(|presence| presence.present).map(|p| p.via));
    view["room"] = rooms::own_room(sitting, staged.map(|(_, poll)| poll), delegate);
    view["polls"] = rooms::own_polls(sitting, delegate);
    view
}

/// The same for one ballot.
fn own_in(sitting: &Sitting, ballot: &Ballot, poll: &Poll, delegate: DelegateId) -> Value {
    let permission = sitting.may_vote_now(poll, delegate);
    let holder = poll.mandates.holder_of(delegate).and_then(|id| sitting.roster().person(id));
    json!({
        "ballot": ballot.id, "may_vote": permission.is_ok(),
        "reason": permission.err().map(|refusal| refusal.code()),
        "vote": vote(ballot, poll, delegate, delegate),
        "recused": people::own_recusal(ballot, poll, delegate),
        "annulled": poll.manual.annulled_of(delegate).len(),
        "weight": mandates::weight(ballot, poll, delegate),
        "holder": holder.map(person),
        "mandates": mandates::held(sitting, (ballot, poll), delegate),
    })
}

/// What is recorded of one person in this ballot, for that person or the holder of the proxy. Whose
/// act it was not gets no `cast_id`, which opens the record of the act: a split tells what others
/// have. How a principal voted in person is not for the holder either.
fn vote(ballot: &Ballot, poll: &Poll, delegate: DelegateId, viewer: DelegateId) -> Option<Value> {
    let vote = poll.votes.get(&delegate)?;
    let (cast_id, stamp) = vote.last();
    let by_viewer = vote.by.unwrap_or(delegate) == viewer;
    let cast_id = by_viewer.then_some(cast_id);
    // Of a sealed paper the server knows, and tells, only the envelope.
    let (paper, envelope) = match &vote.content {
        Content::Paper(_) if !by_viewer && delegate != viewer => (None, None),
        Content::Paper(paper) => (ballot.sheet.form.spell(paper), None),
        Content::Sealed(envelope) => (None, Some(envelope.hash())),
    };
    Some(json!({
        "paper": paper, "envelope_hash": envelope, "cast_id": cast_id,
        "revision": vote.revision(), "seq": stamp.seq, "at_ms": stamp.at_ms,
        "hash": Hash(stamp.hash), "by_holder": vote.by.is_some(),
    }))
}

/// How many delegates are connected, and how many of those are still to vote.
#[must_use]
pub fn presence(sitting: &Sitting, connected: &BTreeSet<DelegateId>) -> Value {
    let running = sitting.running().and_then(|ballot| Some((ballot.id, ballot.phase.poll()?)));
    let waiting = running.map_or(0, |(_, poll)| {
        let to_vote = |id: &&DelegateId| {
            !poll.votes.contains_key(id) && sitting.may_vote_on_tablet(poll, **id).is_ok()
        };
        connected.iter().filter(to_vote).count()
    });
    let totals = sitting.running().is_some_and(|found| found.sheet.rules.live_tally_in_secret);
    let waiting = (!totals).then_some(waiting);
    json!({
        "ballot": running.map(|(id, _)| id), "connected": connected.len(), "waiting": waiting,
        "polls": rooms::polls(sitting),
    })
}

/// The roster for the desk.
#[must_use]
pub fn roster(sitting: &Sitting, connected: &BTreeSet<DelegateId>) -> Value {
    let poll = sitting.running().and_then(|ballot| ballot.phase.poll());
    let people = sitting.roster().people().map(|(who, presence)| {
        let mut view = person(who);
        view["present"] = presence.present.into();
        view["on_leave"] = presence.on_leave.into();
        view["via"] = json!(presence.present.then_some(presence.via));
        view["room"] = json!(sitting.roster().room_of(who.id).map(|room| &room.id));
        let on_paper = poll.is_some_and(|poll| poll.manual.on_paper.contains(&who.id));
        view["on_paper"] = on_paper.into();
        view["connected"] = connected.contains(&who.id).into();
        mandates::of_roster(sitting, &mut view, who.id);
        view
    });
    people.collect()
}

/// Where the record ends and whether the store answers.
#[must_use]
pub fn record(sitting: &Sitting, healthy: bool) -> Value {
    let last = sitting.last();
    json!({
        "healthy": healthy, "seq": last.map(|stamp| stamp.seq),
        "hash": last.map(|stamp| Hash(stamp.hash).short()), "anchor": secret::anchor(sitting),
    })
}
