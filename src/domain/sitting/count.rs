//! The count of a closed ballot, in the clear or out of envelopes.

use crate::domain::ballot::{Closing, Content, Phase, Poll};
use crate::domain::count::{Bases, Count, Papers};
use crate::domain::event::Event;
use crate::domain::ids::BallotId;
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::seal::{Opened, OpenedBox, paper_text};
use crate::domain::sheet::Sheet;
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::tally::Tally;
use crate::domain::weight::Weights;

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
        let sheet = &found.sheet;
        let (count, opened) = match (poll.seal, opened) {
            (None, None) => (recount(ballot, sheet, poll, closing), None),
            (Some(seal), _) if seal.is_lost() => return Err(Refusal::KeyLost),
            (Some(_), Some(opened)) => {
                let (count, opened) = count_opened(sheet, closing, opened)?;
                (count, Some(opened))
            }
            (Some(_), None) | (None, Some(_)) => return Err(Refusal::NotDue),
        };
        Ok(Decision::event(Event::BallotCounted { ballot, count: Box::new(count), opened }))
    }
}

/// Recounts a recorded box; the running figures must agree, or the task stops here.
fn recount(ballot: BallotId, sheet: &Sheet, poll: &Poll, closing: &Closing) -> Count {
    let papers = poll.votes.iter().filter_map(|(id, vote)| match &vote.content {
        Content::Paper(paper) => Some((paper, poll.weight_of(*id))),
        Content::Sealed(_) => None,
    });
    let tally = Tally::weigh(&sheet.form, papers);
    assert_eq!(tally, poll.tally, "running tally differs from the recount of {ballot}");
    let made = make(sheet, closing, poll.weights(), tally, 0);
    made.check_identities(sheet.form.named_max())
        .expect("identities follow from how figures are made");
    made
}

/// Checks what an opened box came to, before anything is made of it: a record may claim any figures.
/// The papers themselves are known only where they are published; then they must add up to the
/// tally.
fn count_opened(
    sheet: &Sheet,
    closing: &Closing,
    opened: &OpenedBox,
) -> Result<(Count, Opened), Refusal> {
    let cut = closing.envelopes.ok_or(Refusal::NotDue)?;
    let valid = cut.count.checked_sub(opened.invalid).ok_or(Refusal::CountContradicts)?;
    let fits = cut.count == closing.turnout.voted
        && opened.tally.fits(&sheet.form)
        && opened.tally.comes_from(&sheet.form, valid)
        && opened.papers.is_some() == sheet.rules.publish_papers;
    if !fits {
        return Err(Refusal::CountContradicts);
    }
    let made = make(sheet, closing, None, opened.tally.clone(), opened.invalid);
    made.check_identities(sheet.form.named_max()).map_err(|_| Refusal::CountContradicts)?;
    if let Some(papers) = &opened.papers {
        let lawful = |paper| sheet.form.read(&paper_text(paper)).is_ok();
        let sorted = papers.is_sorted_by_key(paper_text);
        if count(papers.len()) != made.papers.valid
            || !sorted
            || !papers.iter().all(lawful)
            || Tally::recount(&sheet.form, papers.iter()) != opened.tally
        {
            return Err(Refusal::CountContradicts);
        }
    }
    Ok((made, Opened { root: cut.root, papers: opened.papers.clone() }))
}

fn make(
    sheet: &Sheet,
    closing: &Closing,
    weights: Option<Weights>,
    tally: Tally,
    invalid: u32,
) -> Count {
    let turnout = closing.turnout;
    let papers = Papers {
        issued: turnout.eligible,
        returned: turnout.voted,
        valid: turnout.voted - invalid,
        invalid,
    };
    let bases = match &weights {
        Some(weights) => Bases::weighed(weights, sheet.rules.scale()),
        None => Bases::new(&turnout, &papers),
    };
    let outcome = sheet.rules.outcome.decide(&sheet.form, &tally, &bases);
    Count { turnout, papers, weights, tally, outcome }
}
