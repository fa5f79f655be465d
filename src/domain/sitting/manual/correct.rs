//! A count corrected after it was made: figures that people entered may be wrong, figures that the
//! record itself adds up may not. The old count stays where it is.

use crate::domain::ballot::{Ballot, Closing, Counting, Phase, Poll};
use crate::domain::event::Event;
use crate::domain::event::manual::{CorrectionProposed, CountCorrected, DeclarationNoted};
use crate::domain::ids::BallotId;
use crate::domain::manual::{Channels, Figures, NOTES_MAX};
use crate::domain::refusal::Refusal;
use crate::domain::sitting::count::make;
use crate::domain::sitting::manual::entries::hall;
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    pub(super) fn propose_correction(
        &self,
        ballot: BallotId,
        figures: &Figures,
        reason: &Text,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (poll, closing, counting) = counted(found)?;
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let channels = corrigible(poll, counting)?;
        figures.check(hall(found, poll, closing))?;
        if channels.manual == *figures {
            return Err(Refusal::AlreadyDone);
        }
        let (figures, reason) = (figures.clone(), reason.clone());
        Ok(Decision::event(Event::CorrectionProposed(CorrectionProposed {
            ballot,
            figures,
            reason,
        })))
    }

    pub(super) fn correct_count(
        &self,
        ballot: BallotId,
        figures: &Figures,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (poll, closing, counting) = counted(found)?;
        let before = corrigible(poll, counting)?;
        let proposal = poll.manual.proposal.as_ref().ok_or(Refusal::EntryMissing)?;
        let hall = hall(found, poll, closing);
        figures.check(hall)?;
        if let Some(field) = proposal.figures.differs(figures, &found.sheet.form) {
            return Err(Refusal::EntriesDiffer { field });
        }
        let channels = Channels { tablet: before.tablet.clone(), manual: figures.clone() };
        let part = channels.sum(hall);
        // A ballot with weighted groups has no channel beside the tablets.
        let count = make(&found.sheet, poll, closing.turnout, part, None, Some(channels));
        count
            .check_identities(found.sheet.form.named_max())
            .map_err(|_| Refusal::CountContradicts)?;
        let (figures, count) = (figures.clone(), Box::new(count));
        Ok(Decision::event(Event::CountCorrected(CountCorrected { ballot, figures, count })))
    }

    pub(super) fn note_declaration(
        &self,
        ballot: BallotId,
        text: &Text,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let Phase::Declared(poll, ..) = &found.phase else {
            return Err(found.phase.wrong());
        };
        if text.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        if poll.manual.notes.len() >= NOTES_MAX {
            return Err(Refusal::TooManyNotes);
        }
        let text = text.clone();
        Ok(Decision::event(Event::DeclarationNoted(DeclarationNoted { ballot, text })))
    }
}

fn counted(found: &Ballot) -> Result<(&Poll, &Closing, &Counting), Refusal> {
    match &found.phase {
        Phase::Counted(poll, closing, counting)
        | Phase::Certified(poll, closing, counting)
        | Phase::Declared(poll, closing, counting) => Ok((poll, closing, counting)),
        other => Err(other.wrong()),
    }
}

/// The channels of a count with figures that people entered.
fn corrigible<'a>(poll: &Poll, counting: &'a Counting) -> Result<&'a Channels, Refusal> {
    let channels = counting.count.channels.as_ref().ok_or(Refusal::NotCorrigible)?;
    if poll.manual.superseded.len() >= NOTES_MAX {
        return Err(Refusal::TooManyNotes);
    }
    Ok(channels)
}
