//! The count of a closed ballot, in the clear or out of envelopes.

use crate::domain::ballot::{Ballot, Closing, Content, Phase, Poll};
use crate::domain::count::{Bases, Count, Papers, Turnout};
use crate::domain::event::Event;
use crate::domain::group::GroupTally;
use crate::domain::ids::BallotId;
use crate::domain::manual::{Channels, TabletPart};
use crate::domain::outcome::score::Grouped;
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::seal::{Opened, OpenedBox, paper_text};
use crate::domain::sheet::Sheet;
use crate::domain::sitting::election::{persons_fit, written};
use crate::domain::sitting::manual::entries::{figures, hall, is_entered};
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::tally::Tally;
use crate::domain::write_ins::as_ruled;

impl Sitting {
    /// Counts a closed ballot: a recorded one from its papers, a secret one from what its opened
    /// box came to.
    pub(super) fn count(
        &self,
        ballot: BallotId,
        opened: Option<&OpenedBox>,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (poll, closing) = match &found.phase {
            Phase::Closed(poll, closing) => (poll, closing),
            Phase::Counted(..) => return Err(Refusal::AlreadyDone),
            other => return Err(other.wrong()),
        };
        if !is_entered(found) {
            return Err(Refusal::NotDue);
        }
        if found.awaits_rulings() {
            return Err(Refusal::NotDue);
        }
        let sheet = &found.sheet;
        let (tablet, opened, groups) = match (poll.seal, opened) {
            (None, None) if found.settled.read.is_none() && !written(found).is_empty() => {
                return Err(Refusal::NotDue);
            }
            (None, None) => {
                let part = recount(found, poll, closing);
                (part, None, self.group_tallies(sheet, poll))
            }
            (Some(seal), _) if seal.is_lost() => return Err(Refusal::KeyLost),
            (Some(_), Some(opened)) => {
                if !self.groups_fit(sheet, poll, opened.groups.as_deref(), &opened.tally) {
                    return Err(Refusal::CountContradicts);
                }
                let groups = opened.groups.clone();
                let (tablet, opened) = count_opened(found, poll, closing, opened)?;
                (tablet, Some(opened), groups)
            }
            (Some(_), None) | (None, Some(_)) => return Err(Refusal::NotDue),
        };
        let (part, channels) = match figures(found) {
            None => (tablet, None),
            Some(manual) => {
                let tablet = sheet.rules.casting.takes_tablets().then_some(tablet);
                let channels = Channels { tablet, manual };
                (channels.sum(hall(found, poll, closing)), Some(channels))
            }
        };
        let count = make(sheet, poll, closing.turnout, part, groups, channels);
        count.check_identities(sheet.form.named_max()).map_err(|_| Refusal::CountContradicts)?;
        Ok(Decision::event(Event::BallotCounted { ballot, count: Box::new(count), opened }))
    }
}

/// Recounts a recorded box; the running figures must agree, or the task stops here.
fn recount(ballot: &Ballot, poll: &Poll, closing: &Closing) -> TabletPart {
    let form = &ballot.sheet.form;
    let papers = poll.votes.iter().filter_map(|(voter, vote)| match &vote.content {
        Content::Paper(paper) => Some((paper, poll.excused(*voter), poll.weight_of(*voter))),
        Content::Sealed(_) => None,
    });
    let tally = Tally::recount_with(form, papers.clone());
    assert_eq!(tally, poll.tally, "running tally differs from the recount of {}", ballot.id);
    let tally = match ballot.takes_write_ins() {
        None => tally,
        Some(_) => {
            let rulings = ballot.rulings();
            let ruled: Vec<_> = papers
                .map(|(paper, excused, weight)| {
                    (as_ruled(form, paper, &rulings, excused), excused, weight)
                })
                .collect();
            let ruled = ruled.iter().map(|(paper, excused, weight)| (paper, *excused, *weight));
            Tally::recount_with(form, ruled)
        }
    };
    tablet_part(poll, closing, tally, 0)
}

/// Checks what an opened box came to, before anything is made of it: a record may claim any figures.
/// The papers themselves are known only where they are published; then they must add up to the
/// tally.
fn count_opened(
    ballot: &Ballot,
    poll: &Poll,
    closing: &Closing,
    opened: &OpenedBox,
) -> Result<(TabletPart, Opened), Refusal> {
    let sheet = &ballot.sheet;
    let cut = closing.envelopes.ok_or(Refusal::NotDue)?;
    let valid = cut.count.checked_sub(opened.invalid).ok_or(Refusal::CountContradicts)?;
    let fits = cut.count == closing.turnout.voted
        && opened.tally.fits(&sheet.form)
        && opened.tally.comes_from(&sheet.form, valid)
        && recusals_fit(sheet, poll, opened)
        && opened.papers.is_some() == sheet.rules.publish_papers
        && match &opened.tally {
            Tally::Picks(tally) => persons_fit(ballot, tally),
            _ => true,
        };
    if !fits {
        return Err(Refusal::CountContradicts);
    }
    let part = tablet_part(poll, closing, opened.tally.clone(), opened.invalid);
    if let Some(papers) = &opened.papers {
        let lawful = |paper| sheet.form.read(&paper_text(paper)).is_ok();
        let sorted = papers.is_sorted_by_key(paper_text);
        if count(papers.len()) != part.papers.valid
            || !sorted
            || !papers.iter().all(lawful)
            || Tally::recount(&sheet.form, papers.iter()) != opened.tally
        {
            return Err(Refusal::CountContradicts);
        }
    }
    Ok((part, Opened { root: cut.root, papers: opened.papers.clone() }))
}

/// Whose papers were invalid is not known; so a row has as many recusals as people recused from it
/// have voted, or fewer by at most the number of invalid papers.
fn recusals_fit(sheet: &Sheet, poll: &Poll, opened: &OpenedBox) -> bool {
    (0..sheet.form.items().len()).all(|item| {
        let voters = poll.votes.keys().filter(|voter| poll.excused(**voter).holds(item));
        let most = u64::from(count(voters.count()));
        let told = opened.tally.recused_from(&sheet.form, item);
        told.is_none_or(|told| (most.saturating_sub(opened.invalid.into())..=most).contains(&told))
    })
}

/// The votes of the tablets; who has a paper in hand is not among those that had a tablet.
fn tablet_part(poll: &Poll, closing: &Closing, tally: Tally, invalid: u32) -> TabletPart {
    let turnout = closing.turnout;
    let papers = Papers {
        issued: turnout.eligible - count(poll.manual.on_paper.len()),
        returned: turnout.voted,
        valid: turnout.voted - invalid,
        invalid,
    };
    TabletPart { papers, tally }
}

/// The count that follows from the figures of all channels together, or from the weights of tablets
/// alone.
pub(super) fn make(
    sheet: &Sheet,
    poll: &Poll,
    cut: Turnout,
    part: TabletPart,
    groups: Option<Vec<GroupTally>>,
    channels: Option<Channels>,
) -> Count {
    let TabletPart { papers, tally } = part;
    let turnout = match channels {
        None => cut,
        Some(_) => with_voters(cut, papers.returned),
    };
    // Hands and papers have no weights.
    let weights = if channels.is_none() { poll.weights() } else { None };
    let bases = match &weights {
        Some(weights) => Bases::weighed(weights, sheet.rules.scale()),
        None => Bases::new(&turnout, &papers),
    };
    let recused = (!poll.item_recused.is_empty()).then(|| poll.item_recused.clone());
    let bases = bases.shrunk(sheet.rules.recusal, recused.as_deref());
    let grouped = sheet.rules.groups.as_ref().zip(groups.as_deref());
    let grouped = grouped.map(|(rule, tallies)| Grouped { rule, tallies });
    let outcome = sheet.rules.outcome.decide(&sheet.form, &tally, &bases, grouped);
    Count { turnout, papers, weights, tally, groups, outcome, channels, recused }
}

/// The turnout with those who voted by hand or on paper. Who of the silent ones had left is known by
/// name, but not which of them had handed in a paper before: as many as possible had left.
fn with_voters(cut: Turnout, returned: u32) -> Turnout {
    let voted = returned.min(cut.eligible);
    let left_early = cut.left_early.min(cut.eligible - voted);
    Turnout { voted, left_early, did_not_vote: cut.eligible - voted - left_early, ..cut }
}
