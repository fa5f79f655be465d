//! Places, ties and names written in, as faces see them.

use serde_json::{Value, json};

use crate::domain::ballot::{Ballot, Phase};
use crate::domain::outcome::places::TieRule;
use crate::domain::paper::PicksForm;
use crate::domain::sheet::LinkWhy;
use crate::domain::sitting::{FollowUp, Sitting};
use crate::domain::tally::PicksTally;
use crate::domain::write_ins::{self, listed};
use crate::hub::actor::Audience;
use crate::hub::views::sees_count;

/// Figures per option, then per person written in.
pub(super) fn rows(form: &PicksForm, tally: &PicksTally) -> Value {
    let against = tally.crossed();
    let option = |(place, item): (usize, &crate::domain::paper::Item)| {
        let mut row = json!({"item": item.id, "votes": tally.votes[place]});
        if form.crosses {
            row["against"] = against[place].into();
        }
        row
    };
    let written = tally.written();
    let person = |(key, person): (
        crate::domain::text::Key,
        &crate::domain::tally::WriteInVotes,
    )| { json!({"item": key, "votes": person.votes, "name": person.name}) };
    let options = form.options.iter().enumerate().map(option);
    let persons = write_ins::keys(form, written.len()).into_iter().zip(written).map(person);
    options.chain(persons).collect()
}

/// Running figures: names as they were written are not shown to a hall.
pub(super) fn running_rows(form: &PicksForm, tally: &PicksTally) -> Value {
    rows(form, &PicksTally { write_ins: None, ..tally.clone() })
}

/// The ballot that this one follows from.
pub(super) fn link(sitting: &Sitting, ballot: &Ballot) -> Option<Value> {
    let link = ballot.sheet.link?;
    let first = sitting.ballot(link.ballot)?;
    let (number, round) = (first.sheet.number, first.sheet.round);
    Some(json!({
        "ballot": link.ballot, "why": link.why, "number": number, "round": round,
        "title": first.sheet.title,
    }))
}

/// Names written in: that they wait for a ruling is told to everybody, the names themselves to the
/// staff until they are ruled on, and to all who see the count from then on.
pub(super) fn write_ins(ballot: &Ballot, audience: Audience) -> Option<Value> {
    let form = ballot.takes_write_ins()?;
    let read = ballot.settled.read.as_ref()?;
    let waiting = ballot.awaits_rulings();
    let shown = audience.is_staff() || sees_count(ballot, audience);
    let rulings = ballot.rulings();
    let name = |read: &write_ins::ReadName| {
        let automatic = listed(form, &read.name).is_some();
        json!({
            "name": read.name, "papers": read.papers, "automatic": automatic,
            "as": rulings.get(&read.name),
        })
    };
    let names = shown.then(|| read.iter().map(name).collect::<Vec<_>>());
    Some(json!({"waiting": waiting, "names": names}))
}

/// What stands after everything that was settled; null for an outcome without places.
pub(super) fn standing(sitting: &Sitting, ballot: &Ballot) -> Option<Value> {
    let standing = ballot.standing()?;
    let (settled, rule) = (&ballot.settled, &ballot.sheet.rules.outcome);
    let withdrawn: Vec<Value> = settled
        .withdrawn
        .iter()
        .map(|withdrawn| json!({"item": withdrawn.item, "reason": withdrawn.reason}))
        .collect();
    let decided = settled.ties.last().map(
        |tie| json!({"items": tie.items, "by": tie.by, "reason": tie.reason, "seed": tie.seed}),
    );
    let follow_ups: Vec<Value> = sitting.follow_ups(ballot).iter().map(follow_up).collect();
    let undeclared = matches!(ballot.phase, Phase::Counted(..) | Phase::Certified(..));
    let prepared = sitting.following(ballot.id, LinkWhy::RunOff).is_some();
    let awaits = undeclared && !prepared && standing.tie.is_some();
    Some(json!({
        "selected": standing.selected, "tie": standing.tie, "open": standing.open,
        "withdrawn": withdrawn, "decided": decided, "follow_ups": follow_ups,
        "tie_rule": tie_rule(rule.tie_rule()), "shortfall_rule": rule.shortfall_rule(),
        "decide": awaits && rule.tie_rule() == Some(&TieRule::ChairDecides),
        "lot": awaits && sitting.may_draw_lot(ballot),
    }))
}

fn tie_rule(rule: Option<&TieRule>) -> Option<&'static str> {
    Some(match rule? {
        TieRule::RevoteAmongTied => "revote_among_tied",
        TieRule::AllTiedIn => "all_tied_in",
        TieRule::ChairDecides => "chair_decides",
        TieRule::Lot => "lot",
        TieRule::SharedRank => "shared_rank",
        TieRule::SecondaryKey(_) => "secondary_key",
    })
}

fn follow_up(found: &FollowUp) -> Value {
    let item = |item: &crate::domain::paper::Item| json!({"id": item.id, "title": item.title});
    json!({
        "why": found.why, "places": found.places, "prepared": found.prepared,
        "items": found.items.iter().map(item).collect::<Vec<_>>(),
    })
}

/// What the agenda says of a counted ballot with places.
pub(super) fn verdict(sitting: &Sitting, ballot: &Ballot) -> &'static str {
    let rule = ballot.sheet.rules.outcome.tie_rule();
    let tied = ballot.open_tie().is_some();
    let asked = sitting.follow_ups(ballot).into_iter().map(|found| found.why).next();
    match asked {
        _ if tied && rule.is_some_and(TieRule::awaits_decision) => "tie_undecided",
        Some(LinkWhy::RunOff) => "runoff_required",
        Some(LinkWhy::SecondRound) => "second_round_required",
        Some(LinkWhy::FurtherElection) => "further_election_required",
        _ => "decided",
    }
}
