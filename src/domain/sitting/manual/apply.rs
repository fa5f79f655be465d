//! Folding the records of hands and papers into the state.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::ballot::{Ballot, Counting, Phase, Poll, Stamp};
use crate::domain::event::manual::{CastingChanged, CountCorrected, FiguresEntered, VoteAnnulled};
use crate::domain::event::{Event, VoidCause};
use crate::domain::ids::BallotId;
use crate::domain::manual::{Entered, Entry, Manual, Proposal};
use crate::domain::settled::Settled;
use crate::domain::sitting::Sitting;
use crate::domain::text::{Key, Text};

impl Sitting {
    pub(in crate::domain::sitting) fn apply_manual(&mut self, event: &Event, stamp: Stamp) {
        match event {
            Event::PaperIssued(of) => {
                self.manual_mut(of.ballot).on_paper.insert(of.delegate);
            }
            Event::PaperTakenBack(of) => {
                self.manual_mut(of.ballot).on_paper.remove(&of.delegate);
            }
            Event::VoteAnnulled(VoteAnnulled { ballot, delegate, .. }) => {
                let found = self.ballots.get(ballot).expect("decided on this ballot");
                let sheet = Arc::clone(&found.sheet);
                self.poll_mut(*ballot).take_out(&sheet.form, *delegate);
            }
            Event::IssueReported(report) => {
                self.manual_mut(report.ballot).reported = Some(report.issued);
            }
            Event::DifferenceExplained(told) => {
                self.manual_mut(told.ballot).explained.insert(told.about, told.text.clone());
            }
            Event::FiguresEntered(FiguresEntered { ballot, entry }) => {
                let entered = Entered { entry: entry.clone(), confirmed: false };
                *place(self.manual_mut(*ballot), entry) = Some(entered);
            }
            Event::FiguresConfirmed(FiguresEntered { ballot, entry }) => {
                let entered = Entered { entry: entry.clone(), confirmed: true };
                *place(self.manual_mut(*ballot), entry) = Some(entered);
            }
            Event::CorrectionProposed(proposed) => {
                let (figures, reason) = (proposed.figures.clone(), proposed.reason.clone());
                self.manual_mut(proposed.ballot).proposal = Some(Proposal { figures, reason });
            }
            Event::CountCorrected(corrected) => self.correct(corrected, stamp),
            Event::DeclarationNoted(noted) => {
                self.manual_mut(noted.ballot).notes.push((noted.text.clone(), stamp));
            }
            Event::AssistanceNoted(of) => {
                self.manual_mut(of.ballot).assisted.insert(of.delegate);
            }
            Event::CastingChanged(changed) => self.change_over(changed),
            other => unreachable!("not an act of hands or papers: {other:?}"),
        }
    }

    fn poll_mut(&mut self, ballot: BallotId) -> &mut Poll {
        self.phase_mut(ballot).poll_mut().expect("decided on a ballot with a box")
    }

    fn manual_mut(&mut self, ballot: BallotId) -> &mut Manual {
        &mut self.poll_mut(ballot).manual
    }

    /// Back to a count that waits for the scrutineers or the chair; the old one is kept beside it.
    fn correct(&mut self, corrected: &CountCorrected, stamp: Stamp) {
        let phase = self.phase_mut(corrected.ballot);
        *phase = match std::mem::replace(phase, Phase::Draft) {
            Phase::Counted(mut poll, closing, old)
            | Phase::Certified(mut poll, closing, old)
            | Phase::Declared(mut poll, closing, old) => {
                let (count, opened) = (corrected.count.as_ref().clone(), old.opened.clone());
                let new = Counting { counted: stamp, count, opened };
                let proposal = poll.manual.proposal.take();
                poll.manual.reasons.push(proposal.map_or_else(Text::default, |p| p.reason));
                poll.manual.superseded.push(*old);
                Phase::Counted(poll, closing, Box::new(new))
            }
            other => panic!("a count was to be corrected, found {}", other.name()),
        };
        // It was decided on the figures that no longer stand, which also gave the persons written in
        // their keys.
        let found = self.ballots.get(&corrected.ballot).expect("decided on this ballot");
        let sheet = Arc::clone(&found.sheet);
        let listed = |key: &Key| sheet.form.items().iter().any(|item| item.id == *key);
        let settled = self.settle(corrected.ballot);
        settled.ties.clear();
        settled.withdrawn.retain(|withdrawn| listed(&withdrawn.item));
    }

    fn change_over(&mut self, changed: &CastingChanged) {
        let reason = changed.reason.clone();
        let recusals = self.recusals_of(changed.ballot);
        let phase = self.phase_mut(changed.ballot);
        *phase = match std::mem::replace(phase, Phase::Draft) {
            Phase::Ready => Phase::Cancelled { reason },
            Phase::Open(poll) | Phase::Suspended(poll, _) => {
                Phase::Voided { cause: VoidCause::Chair, reason, poll }
            }
            other => panic!("a ballot was to change over, found {}", other.name()),
        };
        let (id, sheet) = (changed.to_ballot, Arc::new(changed.sheet.as_ref().clone()));
        let amended = self.ballots.get(&changed.ballot).is_some_and(|old| old.amended);
        let (phase, late) = (Phase::Ready, BTreeSet::new());
        self.ballots.insert(
            id,
            Ballot { id, sheet, phase, late, amended, settled: Settled::default(), recusals },
        );
    }
}

fn place<'a>(manual: &'a mut Manual, entry: &Entry) -> &'a mut Option<Entered> {
    match entry {
        Entry::Accounts(_) => &mut manual.accounts,
        Entry::Hands(_) | Entry::Consent(_) | Entry::Papers(_) => &mut manual.counted,
    }
}
