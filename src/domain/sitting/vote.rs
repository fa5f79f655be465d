//! One vote: who, when, what, and what a repeat or a change means.

use crate::crypto::envelope::Envelope;
use crate::domain::ballot::{Ballot, Content, Phase, Poll, REVISIONS_MAX};
use crate::domain::casting::Casting;
use crate::domain::event::Event;
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::paper::excused::Excused;
use crate::domain::paper::{Paper, PaperForm, RawPaper, count};
use crate::domain::refusal::Refusal;
use crate::domain::refusal::rooms::RoomsRefusal;
use crate::domain::refusal::weights::MandateRefusal;
use crate::domain::roster::Standing;
use crate::domain::sheet::ChangeOfVote;
use crate::domain::sitting::{Answer, Decision, Sitting};

/// A paper as offered: filled in the clear, or sealed.
pub(super) enum Offered<'a> {
    /// For a recorded ballot.
    Paper(&'a RawPaper),
    /// For a recorded ballot, as its record keeps it: nothing has to be spelt out again.
    Kept(&'a Paper),
    /// For a secret one.
    Sealed {
        /// Which revision it was sealed as.
        revision: u32,
        /// The sealed paper.
        envelope: &'a Envelope,
    },
}

impl Sitting {
    /// A vote of `delegate`, cast by himself or herself, or by the holder of the proxy.
    pub(super) fn cast(
        &self,
        delegate: DelegateId,
        by: Option<DelegateId>,
        ballot: BallotId,
        cast_id: CastId,
        offered: &Offered<'_>,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        if let (Some(holder), Some(poll)) = (by, found.phase.poll())
            && poll.mandates.holder_of(delegate) != Some(holder)
        {
            // Asked before a repeat is answered: nobody learns of a vote that is not theirs to cast.
            return Err(MandateRefusal::Unknown.into());
        }
        if let Some(repeat) = repeated(found, delegate, cast_id, offered) {
            return repeat;
        }
        if let Some(poll) = found.phase.poll().filter(|_| !found.phase.is_voided()) {
            on_tablet(poll, delegate)?;
        }
        if let (Some(_), Some(poll)) = (found.phase.closing(), found.phase.poll()) {
            let person = by.unwrap_or(delegate);
            return late(found, poll, person, cast_id, Refusal::BallotClosed);
        }
        let poll = taking(&found.phase, at_ms)?;
        let may = match by {
            None => self.may_vote_now(poll, delegate),
            Some(holder) => self.may_cast_for(poll, holder, delegate),
        };
        match may {
            // The room was closed before the ballot: as late as after the cut.
            Err(refusal @ Refusal::Rooms(RoomsRefusal::RoomClosed)) => {
                return late(found, poll, delegate, cast_id, refusal);
            }
            permission => permission?,
        }
        let (form, excused) = (&found.sheet.form, poll.excused(delegate));
        let event = match (poll.seal, offered) {
            (None, Offered::Paper(_) | Offered::Kept(_)) => {
                let paper = offered.recorded(form, excused)?;
                let revision = next_revision(found, poll, delegate, by)?;
                Event::VoteCast { ballot, delegate, by, cast_id, revision, paper }
            }
            (Some(seal), Offered::Sealed { revision, envelope }) => {
                // The length says nothing of the choice, because every envelope has the same.
                if envelope.len() != seal.seal.envelope_len() {
                    return Err(Refusal::EnvelopeWrongLength);
                }
                let expected = next_revision(found, poll, delegate, None)?;
                if *revision != expected {
                    return Err(Refusal::RevisionStale { expected });
                }
                let envelope = (*envelope).clone();
                Event::EnvelopeCast { ballot, delegate, cast_id, revision: expected, envelope }
            }
            (Some(_), Offered::Paper(_) | Offered::Kept(_)) => return Err(Refusal::EnvelopeNeeded),
            (None, Offered::Sealed { .. }) => return Err(Refusal::EnvelopeNotAsked),
        };
        Ok(Decision { event: Some(event), answer: Answer::Recorded { ballot, cast_id } })
    }

    /// Whether the person may vote in this poll now.
    ///
    /// # Errors
    /// [`Refusal::Nonvoting`], [`Refusal::NotInElectorate`], [`Refusal::NotPresent`], one about the
    /// room or attendance by video, or, after giving a proxy that excludes it,
    /// [`MandateRefusal::PrincipalMayNotVote`].
    pub fn may_vote(&self, poll: &Poll, delegate: DelegateId) -> Result<(), Refusal> {
        if poll.is_recused(delegate) {
            return Err(Refusal::Recused);
        }
        if !poll.admits(delegate) {
            let attendee = self
                .roster
                .person(delegate)
                .is_some_and(|person| person.standing == Standing::NonvotingAttendee);
            return Err(if attendee { Refusal::Nonvoting } else { Refusal::NotInElectorate });
        }
        self.room_votes(poll, delegate)?;
        if self.takes_part(poll, delegate) {
            let given = poll.mandates.holder_of(delegate).is_some();
            return match given && !poll.mandates.principal_may_vote() {
                true => Err(MandateRefusal::PrincipalMayNotVote.into()),
                false => Ok(()),
            };
        }
        Err(match self.roster.is_present(delegate) {
            true => RoomsRefusal::RemoteRefused.into(),
            false => Refusal::NotPresent,
        })
    }

    /// Whether the person may vote in this poll now on the own device.
    ///
    /// # Errors
    /// As [`Sitting::may_vote`]; [`Refusal::ByHands`], [`Refusal::OnPaper`].
    pub fn may_vote_on_tablet(&self, poll: &Poll, delegate: DelegateId) -> Result<(), Refusal> {
        self.may_vote(poll, delegate)?;
        on_tablet(poll, delegate)
    }
}

/// One channel for each person (rules.md §11, case 27).
fn on_tablet(poll: &Poll, delegate: DelegateId) -> Result<(), Refusal> {
    match poll.casting {
        Casting::Tablet => Ok(()),
        Casting::Mixed if !poll.manual.on_paper.contains(&delegate) => Ok(()),
        Casting::Hands => Err(Refusal::ByHands),
        Casting::Paper => Err(Refusal::OnPaper),
        Casting::Mixed => Err(Refusal::PaperInHand),
    }
}

impl Offered<'_> {
    /// The paper of a recorded ballot.
    pub(super) fn recorded(&self, form: &PaperForm, excused: &Excused) -> Result<Paper, Refusal> {
        match self {
            Offered::Paper(raw) => form.parse_for(raw, excused),
            Offered::Kept(paper) => form.admits_for(paper, excused).map(|()| (*paper).clone()),
            Offered::Sealed { .. } => Err(Refusal::EnvelopeNotAsked),
        }
    }
}

/// The box, if it takes votes at this moment.
pub(super) fn taking(phase: &Phase, at_ms: u64) -> Result<&Poll, Refusal> {
    match phase {
        Phase::Open(poll) if !poll.due(at_ms) => Ok(poll),
        // Past the deadline but not yet cut: too late all the same; the cut follows at once.
        Phase::Open(_)
        | Phase::Closed(..)
        | Phase::Counted(..)
        | Phase::Certified(..)
        | Phase::Declared(..) => Err(Refusal::BallotClosed),
        Phase::Draft | Phase::Ready => Err(Refusal::BallotNotOpen),
        Phase::Suspended(..) => Err(Refusal::BallotSuspended),
        Phase::Cancelled { .. } => Err(Refusal::BallotCancelled),
        Phase::Voided { .. } => Err(Refusal::BallotVoided),
    }
}

/// The same act again: the same answer, whatever has happened since.
fn repeated(
    ballot: &Ballot,
    delegate: DelegateId,
    cast_id: CastId,
    offered: &Offered<'_>,
) -> Option<Result<Decision, Refusal>> {
    let poll = ballot.phase.poll()?;
    if poll.manual.annulled_of(delegate).iter().any(|(act, _)| *act == cast_id) {
        return Some(Err(Refusal::VoteAnnulled));
    }
    let vote = poll.votes.get(&delegate)?;
    vote.revision_of(cast_id)?;
    // Only the paper of the revision that counts is kept; an older act cannot be compared.
    let (last, _) = vote.last();
    let same = match (&vote.content, offered) {
        (Content::Paper(paper), Offered::Paper(raw)) => {
            ballot.sheet.form.spells_for(raw, paper, poll.excused(delegate))
        }
        (Content::Paper(paper), Offered::Kept(kept)) => paper == *kept,
        (Content::Sealed(kept), Offered::Sealed { envelope, .. }) => kept == *envelope,
        _ => false,
    };
    if last == cast_id && !same {
        return Some(Err(Refusal::CastIdConflict));
    }
    let answer = Answer::Recorded { ballot: ballot.id, cast_id };
    Some(Ok(Decision { event: None, answer }))
}

/// Which revision a vote would be. The principal's own vote takes the place of the holder's even
/// where the first vote counts: it is the first of his or her own.
pub(super) fn next_revision(
    ballot: &Ballot,
    poll: &Poll,
    delegate: DelegateId,
    by: Option<DelegateId>,
) -> Result<u32, Refusal> {
    let annulled = poll.manual.annulled_of(delegate).len();
    let Some(vote) = poll.votes.get(&delegate) else {
        return match annulled {
            annulled if annulled >= REVISIONS_MAX => Err(Refusal::TooManyChanges),
            // An envelope that was annulled stays bound to its revision for ever.
            annulled => Ok(count(annulled + 1)),
        };
    };
    let takes_over = by.is_none() && vote.by.is_some();
    match ballot.sheet.rules.change_of_vote {
        ChangeOfVote::FirstWins if takes_over => Ok(vote.revision() + 1),
        ChangeOfVote::FirstWins => Err(Refusal::VoteAlreadyCast),
        ChangeOfVote::LastWins if annulled + vote.casts.len() >= REVISIONS_MAX => {
            Err(Refusal::TooManyChanges)
        }
        ChangeOfVote::LastWins => Ok(vote.revision() + 1),
    }
}

/// After the cut: refused, and noted once per person so that the record can answer for it.
pub(super) fn late(
    ballot: &Ballot,
    poll: &Poll,
    delegate: DelegateId,
    cast_id: CastId,
    refusal: Refusal,
) -> Result<Decision, Refusal> {
    // An act that was taken is no late one, whomever else it is claimed for.
    let taken = poll.votes.get(&delegate).is_some_and(|vote| vote.revision_of(cast_id).is_some())
        || poll.manual.annulled_of(delegate).iter().any(|(act, _)| *act == cast_id);
    if taken || !poll.admits(delegate) || ballot.late.contains(&delegate) {
        return Err(refusal);
    }
    let event = Event::LateVoteRefused { ballot: ballot.id, delegate, cast_id };
    Ok(Decision { event: Some(event), answer: Answer::Refused(refusal) })
}
