//! The ballot view: paper, rules, times, and the count once this audience may see it.

use serde_json::{Value, json};

use crate::crypto::canonical;
use crate::crypto::hash::Hash;
use crate::domain::ballot::{Ballot, Counting, Phase, Poll, Suspension};
use crate::domain::count::Bases;
use crate::domain::derivation::still_needed::{self, StillNeeded};
use crate::domain::event::VoidCause;
use crate::domain::ids::BallotId;
use crate::domain::outcome::OutcomeRule;
use crate::domain::recusal::ItemRecused;
use crate::domain::sheet::Sheet;
use crate::domain::sitting::{Attendance, Sitting};
use crate::domain::threshold::{Base, Threshold};
use crate::hub::actor::Audience;
use crate::hub::views::{
    count, election, form, mandates, manual, people, rooms, secret, sees_count,
};

/// One ballot, whole.
#[must_use]
pub fn ballot(sitting: &Sitting, ballot: &Ballot, audience: Audience) -> Value {
    let (sheet, rules, poll) = (&ballot.sheet, &ballot.sheet.rules, ballot.phase.poll());
    let (members, present) = match poll {
        Some(poll) => (poll.members, poll.present_at_open),
        None => {
            let Attendance { members, present, .. } = sitting.attendance(sheet);
            (members, present)
        }
    };
    let quorum = rooms::quorum(ballot, members, present);
    let rehearsal = sitting.head().is_some_and(|head| head.rehearsal);
    let counting = ballot.phase.counting().filter(|_| sees_count(ballot, audience));
    let closing = ballot.phase.closing();
    let mut view = json!({
        "id": ballot.id, "number": sheet.number, "round": sheet.round, "title": sheet.title,
        "kind": sheet.kind, "binding": rules.binding, "profile": sheet.profile,
        "phase": ballot.phase.name(), "secrecy": rules.secrecy,
        "casting": rules.casting, "fallback": rules.fallback,
        "manual": manual::manual(ballot, poll, audience),
        "change_of_vote": rules.change_of_vote, "rule": rules.wording,
        "form": form::form(&sheet.form), "electorate": poll.map(Poll::electorate_now),
        "members": members, "quorum": quorum,
        "needed": match counting {
            Some(counting) => needed_of(sheet, counting),
            None => match mandates::weights_now(sitting, sheet, poll) {
                Some(weights) => needed(&rules.outcome, weights.map(Some)),
                None => needed(&rules.outcome, bases_now(ballot, members, present)),
            },
        },
        "opened_at_ms": poll.map(|poll| poll.opened.at_ms),
        "deadline_ms": deadline(&ballot.phase, poll), "duration_s": rules.duration_s,
        "last_call": poll.is_some_and(|poll| poll.last_call),
        "suspension": suspension(&ballot.phase),
        "closed_at_ms": closing.map(|closing| closing.closed.at_ms),
        "close_cause": closing.map(|closing| closing.cause),
        "show_while_open": rules.show_while_open, "certification": rules.certification,
        "seal": secret::seal(sitting, ballot, poll, audience), "key": secret::key(poll),
        "key_seq": secret::key_seq(poll),
        "warnings": secret::warnings(sitting, ballot, audience),
        "live_tally_in_secret": rules.live_tally_in_secret,
        "publish_papers": rules.publish_papers,
        "publish_names": rules.publish_names,
        "count": counting.map(|counting| count::count(sitting, ballot, counting, rehearsal)),
        "still_needed": still_needed(ballot, audience),
        "papers": counting.map_or(Value::Null, |counting| secret::papers(ballot, counting)),
        "void_reason": reason(&ballot.phase), "void_cause": void_cause(&ballot.phase),
        "hash": poll.and_then(|_| sheet_hash(ballot)),
    });
    mandates::of_ballot(rules, &mut view);
    view["link"] = json!(election::link(sitting, ballot));
    view["write_ins"] = json!(election::write_ins(ballot, audience));
    view["groups"] = json!(rules.groups);
    // More fields than one macro takes.
    view["documents"] = json!(sheet.documents);
    view["draw"] = json!(sheet.draw);
    view["amends"] = json!(sheet.amends.map(|motion| amended(sitting, motion)));
    people::add(&mut view, sitting, ballot, audience);
    rooms::describe(&mut view, sitting, ballot);
    view
}

/// The motion that a ballot amends, as people name it.
fn amended(sitting: &Sitting, motion: BallotId) -> Value {
    let sheet = sitting.ballot(motion).map(|found| &found.sheet);
    json!({
        "id": motion, "number": sheet.map(|sheet| sheet.number),
        "title": sheet.map(|sheet| &sheet.title),
    })
}

/// What an open recorded motion needs at this moment, for chair and desk.
pub(super) fn still_needed(ballot: &Ballot, audience: Audience) -> Option<StillNeeded> {
    match &ballot.phase {
        Phase::Open(poll) if audience.is_staff() => still_needed::of(&ballot.sheet, poll),
        _ => None,
    }
}

fn deadline(phase: &Phase, poll: Option<&Poll>) -> Option<u64> {
    matches!(phase, Phase::Open(_)).then(|| poll.and_then(|poll| poll.deadline_ms)).flatten()
}

/// 票面校验: the same on every tablet, for a delegate who wants to compare.
fn sheet_hash(ballot: &Ballot) -> Option<String> {
    canonical::to_bytes(ballot.sheet.as_ref()).ok().map(|bytes| Hash::of(&bytes).short())
}

fn suspension(phase: &Phase) -> Option<Value> {
    let Phase::Suspended(_, Suspension { cause, reason, at_ms, remaining_ms }) = phase else {
        return None;
    };
    Some(json!({
        "cause": cause, "reason": reason, "at_ms": at_ms, "remaining_ms": remaining_ms,
    }))
}

fn reason(phase: &Phase) -> Option<&str> {
    match phase {
        Phase::Voided { reason, .. } | Phase::Cancelled { reason } => Some(reason.as_str()),
        _ => None,
    }
}

fn void_cause(phase: &Phase) -> Option<VoidCause> {
    match phase {
        Phase::Voided { cause, .. } => Some(*cause),
        _ => None,
    }
}

/// The needed number before the count, where it is one number and its base is known by then.
fn needed(rule: &OutcomeRule, [members, present]: [Option<u64>; 2]) -> Option<Value> {
    let threshold = threshold_of(rule)?;
    match threshold.base {
        Base::TotalMembership => Some(threshold_view(&threshold, members?)),
        Base::Present => Some(threshold_view(&threshold, present?)),
        _ => None,
    }
}

/// 全体代表 and 实到 less those recused, as far as the rule says so; none where rows differ.
fn bases_now(ballot: &Ballot, members: u32, present: u32) -> [Option<u64>; 2] {
    let rule = ballot.sheet.rules.recusal;
    let items = ballot.phase.poll().map_or(&[][..], |poll| &poll.item_recused);
    let left = |all: u32, shrinks: bool, of: fn(&ItemRecused) -> u32| {
        let mut off = items.iter().map(|item| if shrinks { of(item) } else { 0 });
        let first = off.next().unwrap_or_default();
        off.all(|other| other == first).then(|| u64::from(all - first))
    };
    [
        left(members, rule.base_shrinks, |item| item.members),
        left(present, rule.present_shrinks, |item| item.present),
    ]
}

/// The needed number after the count, unless each row has its own.
fn needed_of(sheet: &Sheet, counting: &Counting) -> Option<Value> {
    let threshold = threshold_of(&sheet.rules.outcome)?;
    let of_rows =
        matches!(threshold.base, Base::ValidRows | Base::ForPlusAgainst | Base::Expressed);
    let bases = Bases::of(sheet, &counting.count);
    let one = !of_rows && bases.alike(threshold.base);
    one.then(|| threshold_view(&threshold, bases.of_item(0).of_papers(threshold.base)))
}

fn threshold_of(rule: &OutcomeRule) -> Option<Threshold> {
    match rule {
        OutcomeRule::Threshold(rule) => Some(rule.threshold),
        OutcomeRule::Selection(rule) => rule.majority,
        OutcomeRule::Quota(_)
        | OutcomeRule::Ladder(_)
        | OutcomeRule::Points(_)
        | OutcomeRule::Mean(_)
        | OutcomeRule::Counts {} => None,
    }
}

/// A threshold with its numbers.
#[must_use]
pub fn threshold_view(threshold: &Threshold, base_count: u64) -> Value {
    json!({
        "votes": threshold.needed(base_count), "base": threshold.base, "base_count": base_count,
        "comparator": threshold.comparator, "fraction": threshold.fraction,
    })
}
