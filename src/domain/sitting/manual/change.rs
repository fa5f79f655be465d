//! The tablets failed: the same question by hands or on paper, in one act (rules.md §11, case 26).

use crate::domain::ballot::Phase;
use crate::domain::casting::Casting;
use crate::domain::event::Event;
use crate::domain::event::manual::CastingChanged;
use crate::domain::ids::BallotId;
use crate::domain::refusal::Refusal;
use crate::domain::sheet::{Link, LinkWhy};
use crate::domain::sitting::{BALLOTS_MAX, Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    pub(super) fn change_casting(
        &self,
        ballot: BallotId,
        to_ballot: BallotId,
        casting: Casting,
        reason: &Text,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        if let Some(other) = self.ballot(to_ballot) {
            // The same act again, or an id that is taken.
            let repeats = Some(Link { ballot, why: LinkWhy::Rerun });
            let done = other.sheet.link == repeats && other.sheet.rules.casting == casting;
            return Err(if done { Refusal::AlreadyDone } else { Refusal::BallotExists });
        }
        match &found.phase {
            Phase::Ready | Phase::Open(_) | Phase::Suspended(..) => {}
            other => return Err(other.wrong()),
        }
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        if !found.sheet.rules.fallback.contains(&casting) || self.ballots.len() >= BALLOTS_MAX {
            return Err(Refusal::CastingNotAllowed);
        }
        let rounds = self.ballots.values().filter(|b| b.sheet.number == found.sheet.number);
        let last = rounds.map(|b| b.sheet.round).max().unwrap_or_default();
        // A record may claim any number of rounds.
        let round = last.checked_add(1).ok_or(Refusal::CastingNotAllowed)?;
        let sheet = Box::new(found.sheet.change_over(ballot, round, casting)?);
        let reason = reason.clone();
        Ok(Decision::event(Event::CastingChanged(CastingChanged {
            ballot,
            to_ballot,
            reason,
            sheet,
        })))
    }
}
