//! Presence and turns while a ballot runs: who came, who left, and who is called in a roll call.

use crate::domain::ballot::{Phase, Poll};
use crate::domain::event::{Event, people};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::refusal::Refusal;
use crate::domain::roster::Roster;
use crate::domain::sitting::proxies::Attendance;
use crate::domain::sitting::{Decision, Sitting};

impl Sitting {
    /// As [`Sitting::may_vote`], and in a roll call: whether it is this person's turn.
    ///
    /// # Errors
    /// As there; [`Refusal::VoteAlreadyCast`] or [`Refusal::NotCalled`] in a roll call.
    pub fn may_vote_now(&self, poll: &Poll, delegate: DelegateId) -> Result<(), Refusal> {
        self.may_vote_on_tablet(poll, delegate)?;
        match &poll.roll {
            None => Ok(()),
            Some(_) if poll.votes.contains_key(&delegate) => Err(Refusal::VoteAlreadyCast),
            Some(roll) if roll.called == Some(delegate) => Ok(()),
            Some(_) => Err(Refusal::NotCalled),
        }
    }

    /// The person called does not answer, or passes.
    pub(super) fn pass(
        &self,
        ballot: BallotId,
        delegate: DelegateId,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let poll = match &found.phase {
            Phase::Open(poll) if poll.due(at_ms) => return Err(Refusal::BallotClosed),
            Phase::Open(poll) => poll,
            Phase::Suspended(..) => return Err(Refusal::BallotSuspended),
            other => return Err(other.wrong()),
        };
        let called = poll.roll.as_ref().and_then(|roll| roll.called);
        match called == Some(delegate) {
            true => Ok(Decision::event(Event::RollPassed(people::RollPassed { ballot, delegate }))),
            false => Err(Refusal::NotCalled),
        }
    }

    /// Whoever comes in while a ballot runs may still vote in it. `before`: the person was 实到
    /// already.
    pub(super) fn note_presence(&mut self, delegate: DelegateId, before: bool) {
        self.note_least();
        let Self { ballots, roster, .. } = self;
        for ballot in ballots.values_mut() {
            let (Phase::Open(poll) | Phase::Suspended(poll, _)) = &mut ballot.phase else {
                continue;
            };
            let counted = roster.is_counted(delegate);
            if counted && poll.attending.seen.insert(delegate) && !before {
                poll.came_later.insert(delegate);
            }
            if let Some(recusal) = poll.recused.get_mut(&delegate) {
                recusal.in_room |= counted;
            }
            // A holder brings the votes of those who are represented.
            let brought = poll.mandates.of(delegate).to_vec();
            for id in brought.into_iter().chain([delegate]) {
                if poll.admits(id) && poll.attends(roster, id) && poll.been_present.insert(id) {
                    poll.attending.later.insert(id);
                }
            }
            let may = may_be_called(poll, roster, delegate);
            if let Some(roll) = &mut poll.roll {
                roll.came(delegate, may);
            }
        }
    }

    /// Fewer people may be there than ever since the opening.
    fn note_least(&mut self) {
        let Self { ballots, roster, .. } = self;
        for ballot in ballots.values_mut() {
            if let Phase::Open(poll) | Phase::Suspended(poll, _) = &mut ballot.phase {
                let present = Attendance::of(roster, &ballot.sheet).present;
                poll.attending.present_least = poll.attending.present_least.min(present);
            }
        }
    }

    /// Whoever leaves when called is called again at the end.
    pub(super) fn note_absence(&mut self, delegate: DelegateId) {
        self.note_least();
        if let Some(ballot) = self.running().map(|ballot| ballot.id) {
            self.call_next(ballot, delegate);
        }
    }

    pub(super) fn call_first(&mut self, ballot: BallotId) {
        self.call(ballot, |_| true);
    }

    /// Goes on when it was this person's turn.
    pub(super) fn call_next(&mut self, ballot: BallotId, after: DelegateId) {
        self.call(ballot, |called| called == Some(after));
    }

    pub(super) fn apply_passed(&mut self, event: &people::RollPassed) {
        let poll = self.phase_mut(event.ballot).poll_mut().expect("decided on an open ballot");
        let roll = poll.roll.as_mut().expect("decided on a roll call");
        roll.passed.insert(event.delegate);
        self.call_next(event.ballot, event.delegate);
    }

    fn call(&mut self, ballot: BallotId, moves: impl Fn(Option<DelegateId>) -> bool) {
        let Self { ballots, roster, .. } = self;
        let found = ballots.get_mut(&ballot).expect("decided on this ballot");
        let Some(poll) = found.phase.poll_mut() else {
            return;
        };
        let Some(mut roll) = poll.roll.take() else {
            return;
        };
        if moves(roll.called) {
            roll.advance(|id| may_be_called(poll, roster, id));
        }
        poll.roll = Some(roll);
    }
}

fn may_be_called(poll: &Poll, roster: &Roster, delegate: DelegateId) -> bool {
    let there = roster.takes_part(delegate, poll.attending.video);
    there && poll.admits(delegate) && !poll.votes.contains_key(&delegate)
}
