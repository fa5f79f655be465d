//! The open ballot: opening, time, suspension and the cut.

use crate::crypto::envelope::SealPublicKey;
use crate::domain::ballot::{Phase, Poll};
use crate::domain::count::Turnout;
use crate::domain::event::{CloseCause, Event, SuspendCause};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::rooms::RoomsRefusal;
use crate::domain::roster::{PEOPLE_MAX, Person, Standing};
use crate::domain::seal::Seal;
use crate::domain::sheet::{DURATION_S, ElectorateRule, NotVoted, Secrecy, Sheet};
use crate::domain::sitting::{Attendance, Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    pub(super) fn open(
        &self,
        ballot: BallotId,
        duration_s: Option<u32>,
        key: Option<SealPublicKey>,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        match &found.phase {
            Phase::Ready => {}
            Phase::Open(_) => return Err(Refusal::AlreadyDone),
            other => return Err(other.wrong()),
        }
        self.hall_is_free(&found.sheet)?;
        if !self.link_stands(found.id, &found.sheet) {
            return Err(Refusal::LinkVoided);
        }
        self.check_order(found)?;
        let rules = &found.sheet.rules;
        self.may_be_asked(&found.sheet)?;
        if let Some((present, needed)) = self.short_of_quorum(&found.sheet) {
            return Err(Refusal::NoQuorum { present, needed });
        }
        let duration_s = match duration_s {
            None => rules.duration_s,
            Some(0) => None,
            Some(seconds) if DURATION_S.contains(&seconds) => Some(seconds),
            Some(_) => return Err(Refusal::SecondsOutOfRange),
        };
        if duration_s.is_some() && !rules.takes_deadline() {
            return Err(RoomsRefusal::DeadlineNotTaken.into());
        }
        let (electorate, recused) = self.electorate_and_recused(found);
        let weights = self.frozen_weights(&found.sheet, &electorate)?;
        let proxies = self.frozen_proxies(&found.sheet)?;
        self.rooms_suffice(&found.sheet, &electorate)?;
        self.group_sizes(&found.sheet, &electorate)?;
        let most = if rules.growing { PEOPLE_MAX } else { electorate.len() };
        if found.sheet.publishes_too_much(most) {
            return Err(Refusal::PapersTooLong);
        }
        let call_order = rules.call_order;
        let roll = call_order.map(|order| order.sort(&self.roster, &electorate));
        let Attendance { members, present, represented } = self.attendance(&found.sheet);
        let head = self.head.as_ref().ok_or(Refusal::SittingUnknown)?;
        let sealed = rules.secrecy == Secrecy::Secret && rules.casting.takes_tablets();
        let seal = match (sealed, key) {
            (false, None) => None,
            (false, Some(_)) => return Err(Refusal::EnvelopeNotAsked),
            // Nothing may ever store a secret choice in the clear. Asked last, so that this answer
            // means: everything else is in order, only the key is missing.
            (true, None) => return Err(Refusal::SecretNotAvailable),
            (true, Some(key)) => Some(Seal::new(head, ballot, &found.sheet, &electorate, key)),
        };
        Ok(Decision::event(Event::BallotOpened {
            ballot,
            members,
            present,
            represented,
            electorate,
            weights,
            proxies,
            deadline_ms: duration_s.map(|seconds| at_ms + u64::from(seconds) * 1_000),
            seal,
            recused,
            roll,
        }))
    }

    /// Ascending by id, because the roster is.
    pub(in crate::domain) fn admitted(&self, sheet: &Sheet) -> Vec<DelegateId> {
        let admitted = self.roster.people().filter(|(person, _)| admits(sheet, person));
        admitted.map(|(person, _)| person.id).collect()
    }

    fn open_poll(&self, ballot: BallotId) -> Result<&Poll, Refusal> {
        match &self.find(ballot)?.phase {
            Phase::Open(poll) => Ok(poll),
            other => Err(other.wrong()),
        }
    }

    pub(super) fn last_call(
        &self,
        ballot: BallotId,
        seconds: u32,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let poll = self.open_poll(ballot)?;
        if !self.find(ballot)?.sheet.rules.takes_deadline() {
            return Err(RoomsRefusal::DeadlineNotTaken.into());
        }
        let end_ms = at_ms + Self::seconds(seconds)?;
        // A last call announces the end; it never moves an earlier deadline further away.
        let deadline_ms = poll.deadline_ms.map_or(end_ms, |deadline| deadline.min(end_ms));
        Ok(Decision::event(Event::LastCallMade { ballot, deadline_ms }))
    }

    pub(super) fn extend(
        &self,
        ballot: BallotId,
        seconds: u32,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let poll = self.open_poll(ballot)?;
        let deadline_ms = poll.deadline_ms.ok_or(Refusal::NoDeadline)?;
        if poll.due(at_ms) {
            return Err(Refusal::BallotClosed);
        }
        let deadline_ms = deadline_ms + Self::seconds(seconds)?;
        Ok(Decision::event(Event::BallotExtended { ballot, deadline_ms }))
    }

    pub(super) fn suspend(
        &self,
        ballot: BallotId,
        cause: SuspendCause,
        reason: &Text,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let poll = match &found.phase {
            Phase::Open(poll) => poll,
            Phase::Suspended(..) => return Err(Refusal::AlreadyDone),
            other => return Err(other.wrong()),
        };
        if cause == SuspendCause::QuorumLost && !self.must_suspend(found, at_ms) {
            return Err(Refusal::NotDue);
        }
        // After a stop of the server the clock of the ballot stood still at the last record.
        let now_ms = match cause {
            SuspendCause::Restart => self.last.map_or(at_ms, |last| last.at_ms.min(at_ms)),
            SuspendCause::Chair | SuspendCause::QuorumLost => at_ms,
        };
        let remaining_ms = poll.deadline_ms.map(|deadline| deadline.saturating_sub(now_ms));
        let reason = reason.clone();
        Ok(Decision::event(Event::BallotSuspended { ballot, cause, reason, remaining_ms }))
    }

    /// Members present and members needed, when they do not suffice now.
    pub(super) fn short_of_quorum(&self, sheet: &Sheet) -> Option<(u32, u32)> {
        let quorum = sheet.rules.quorum?;
        let Attendance { members, present, .. } = self.attendance(sheet);
        (!quorum.met(present, members)).then(|| (present, quorum.needed(members)))
    }

    pub(super) fn resume(&self, ballot: BallotId, at_ms: u64) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (poll, suspension) = match &found.phase {
            Phase::Suspended(poll, suspension) => (poll, suspension),
            Phase::Open(_) => return Err(Refusal::AlreadyDone),
            other => return Err(other.wrong()),
        };
        if poll.seal.is_some_and(|seal| seal.is_lost()) {
            return Err(Refusal::KeyLost);
        }
        if let Some(refusal) = self.bars_close(found) {
            return Err(refusal);
        }
        let deadline_ms = suspension.remaining_ms.map(|remaining| at_ms + remaining);
        Ok(Decision::event(Event::BallotResumed { ballot, deadline_ms }))
    }

    pub(super) fn close(
        &self,
        ballot: BallotId,
        cause: CloseCause,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let poll = match &found.phase {
            Phase::Open(poll) => poll,
            Phase::Closed(..) | Phase::Counted(..) | Phase::Certified(..) | Phase::Declared(..) => {
                return Err(Refusal::AlreadyDone);
            }
            other => return Err(other.wrong()),
        };
        if let Some(refusal) = self.bars_close(found) {
            return Err(refusal);
        }
        let due = match cause {
            CloseCause::Chair | CloseCause::ChairConfirmed => true,
            CloseCause::Deadline => poll.due(at_ms),
            CloseCause::AllVoted => self.may_close_all_voted(found, poll),
        };
        if !due {
            return Err(Refusal::NotDue);
        }
        let cause = self.close_cause(found, poll, cause)?;
        let (turnout, envelopes) = (self.turnout(&found.sheet, poll), poll.envelope_cut());
        Ok(Decision::event(Event::BallotClosed { ballot, cause, turnout, envelopes }))
    }

    /// Whether the person may vote from where he or she is now.
    pub(super) fn takes_part(&self, poll: &Poll, delegate: DelegateId) -> bool {
        poll.takes_part(&self.roster, delegate)
    }

    /// Everybody of the electorate whose vote can be cast in the room has voted, and somebody has.
    pub(super) fn all_voted(&self, poll: &Poll) -> bool {
        let waiting =
            |id: &&DelegateId| poll.attends(&self.roster, **id) && !poll.votes.contains_key(id);
        !poll.votes.is_empty() && !poll.been_present.iter().any(|id| waiting(&id))
    }

    /// Figures at this instant.
    #[must_use]
    pub fn turnout(&self, sheet: &Sheet, poll: &Poll) -> Turnout {
        let silent = || poll.been_present.iter().filter(|id| !poll.votes.contains_key(id));
        let staying = silent().filter(|id| poll.attends(&self.roster, **id)).count();
        let abstains = sheet.rules.not_voted == NotVoted::CountAsAbstain;
        let gone = silent().count() - staying;
        Turnout {
            members: poll.members,
            present_at_open: poll.present_at_open,
            represented: poll.represented,
            electorate: poll.electorate_now(),
            eligible: count(poll.been_present.len()),
            voted: poll.voted(),
            did_not_vote: count(staying),
            left_early: count(gone),
            eligible_at_open: count(poll.been_present.len() - poll.attending.later.len()),
            present_at_close: self.attendance(sheet).present,
            present_least: poll.attending.present_least,
            auto_abstained: if abstains { count(staying) } else { 0 },
            recused: count(poll.recused.values().filter(|r| r.whole && r.in_room).count()),
        }
    }
}

/// Whether somebody is asked by this paper: members of its body, and in a poll for everyone the
/// attendees too.
pub(super) fn admits(sheet: &Sheet, person: &Person) -> bool {
    match person.standing {
        Standing::Member => person.bodies.belong_to(sheet.body.as_ref()),
        Standing::NonvotingAttendee => sheet.rules.electorate == ElectorateRule::Everyone,
    }
}
