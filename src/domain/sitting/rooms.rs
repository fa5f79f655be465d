//! The opening of the sitting, the quorum as it comes and goes, one ballot in several rooms, and
//! polls that grow.

use std::collections::BTreeSet;

use crate::domain::ballot::{Ballot, Phase, Poll};
use crate::domain::command::SystemCommand;
use crate::domain::command::rooms::{RoomsChair, RoomsDesk, RoomsSystem};
use crate::domain::event::rooms::{
    ElectorateGrowth, GrowthCause, QuorumMark, RoomAct, RoomHost, RoomsSet, SittingOpening,
};
use crate::domain::event::{CloseCause, Event};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::rooms::RoomsRefusal;
use crate::domain::roster::{CheckInBy, ROOM_DELEGATIONS_MAX, ROOMS_MAX, Room, Via};
use crate::domain::sheet::{NotVoted, Sheet};
use crate::domain::sitting::proxies::Attendance;
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::text::Key;

/// Most polls that run at a time beside the ballots of the hall.
pub(super) const POLLS_AT_ONCE_MAX: usize = 10;

impl Sitting {
    pub(super) fn decide_rooms_chair(
        &self,
        command: &RoomsChair,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        match command {
            RoomsChair::OpenSitting => self.open_sitting(),
            RoomsChair::CloseConfirmed { ballot } => {
                self.close(*ballot, CloseCause::ChairConfirmed, at_ms)
            }
            RoomsChair::OpenRoom { ballot, room } => self.open_room(*ballot, room, RoomHost::Chair),
            RoomsChair::CloseRoom { ballot, room } => {
                self.close_room(*ballot, room, RoomHost::Chair)
            }
        }
    }

    pub(super) fn decide_rooms_desk(&self, command: &RoomsDesk) -> Result<Decision, Refusal> {
        match command {
            RoomsDesk::SetRooms { rooms } => self.set_rooms(rooms),
            RoomsDesk::OpenRoom { ballot, room } => self.open_room(*ballot, room, RoomHost::Desk),
            RoomsDesk::CloseRoom { ballot, room } => self.close_room(*ballot, room, RoomHost::Desk),
            RoomsDesk::Move(moved) => self.move_person(moved),
            RoomsDesk::CheckInVideo { delegate } => {
                self.check_in(*delegate, CheckInBy::Desk, Via::Video)
            }
            RoomsDesk::Invite { ballot, delegates } => self.invite(*ballot, delegates),
        }
    }

    pub(super) fn decide_rooms_system(&self, command: RoomsSystem) -> Result<Decision, Refusal> {
        match command {
            RoomsSystem::MarkQuorum { ballot } => self.mark_quorum(ballot),
            RoomsSystem::Grow { ballot } => {
                let joined = self.running_poll(ballot)?.attending.joining.clone();
                self.growth(ballot, GrowthCause::Enrolled, joined)
            }
        }
    }

    /// Whether results of this sitting may be taken away as files (rules.md §11, case 72).
    ///
    /// # Errors
    /// [`RoomsRefusal::RehearsalNoResult`] in a rehearsal, which has none.
    pub fn gives_results(&self) -> Result<(), Refusal> {
        match self.head.as_ref().is_some_and(|head| head.rehearsal) {
            true => Err(RoomsRefusal::RehearsalNoResult.into()),
            false => Ok(()),
        }
    }

    fn open_sitting(&self) -> Result<Decision, Refusal> {
        let head = self.head.as_ref().ok_or(Refusal::SittingUnknown)?;
        if self.opened.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        let (members, present) = (self.roster.members(), self.roster.members_present());
        let needed = head.quorum.needed(members);
        if !head.quorum.met(present, members) {
            return Err(RoomsRefusal::SittingNoQuorum { present, needed }.into());
        }
        Ok(Decision::event(Event::SittingOpened(SittingOpening { members, present, needed })))
    }

    /// What the record says of the quorum of an opened sitting is not so any more.
    pub(super) fn sitting_quorum_moved(&self) -> bool {
        let (Some(head), Some(opened)) = (&self.head, &self.opened) else {
            return false;
        };
        let met = head.quorum.met(self.roster.members_present(), self.roster.members());
        met == opened.quorum_lost.is_some()
    }

    /// The same of a running ballot.
    fn ballot_quorum_moved(&self, found: &Ballot) -> bool {
        let running = found.phase.is_running().then(|| found.phase.poll()).flatten();
        let lost = running.map(|poll| poll.attending.quorum_lost.is_some());
        lost.is_some_and(|lost| lost != self.short_of_quorum(&found.sheet).is_some())
    }

    fn mark_quorum(&self, ballot: Option<BallotId>) -> Result<Decision, Refusal> {
        let (members, mut present) = (self.roster.members(), self.roster.members_present());
        let (moved, needed, met) = match ballot {
            None => {
                let quorum = self.head.as_ref().ok_or(Refusal::SittingUnknown)?.quorum;
                let met = quorum.met(present, members);
                (self.sitting_quorum_moved(), quorum.needed(members), met)
            }
            Some(ballot) => {
                let found = self.find(ballot)?;
                let rule = found.sheet.rules.quorum.ok_or(Refusal::NotDue)?;
                let Attendance { members, present: now, .. } = self.attendance(&found.sheet);
                present = now;
                let met = rule.met(present, members);
                (self.ballot_quorum_moved(found), rule.needed(members), met)
            }
        };
        if !moved {
            return Err(Refusal::NotDue);
        }
        let mark = QuorumMark { ballot, present, needed };
        Ok(Decision::event(match met {
            true => Event::QuorumRegained(mark),
            false => Event::QuorumLost(mark),
        }))
    }

    /// What attendance asks for in one ballot: the quorum moved, or a poll is to grow.
    pub(super) fn due_of_attendance(&self, found: &Ballot) -> Option<SystemCommand> {
        let ballot = found.id;
        if self.ballot_quorum_moved(found) {
            let ballot = Some(ballot);
            return Some(SystemCommand::Rooms(RoomsSystem::MarkQuorum { ballot }));
        }
        let poll = found.phase.poll().filter(|_| found.phase.is_running())?;
        let grows = !poll.attending.joining.is_empty();
        grows.then_some(SystemCommand::Rooms(RoomsSystem::Grow { ballot }))
    }

    /// An open ballot has lost its quorum, and the rule wants it suspended: at once, or when it
    /// would close.
    pub(super) fn must_suspend(&self, found: &Ballot, at_ms: u64) -> bool {
        let Phase::Open(poll) = &found.phase else {
            return false;
        };
        let lost = poll.attending.quorum_lost.is_some();
        let rule = found.sheet.rules.quorum;
        lost && rule.is_some_and(|rule| rule.during || (rule.at_close && poll.due(at_ms)))
    }

    /// Everybody has voted, and nothing else keeps the ballot open.
    pub(super) fn may_close_all_voted(&self, found: &Ballot, poll: &Poll) -> bool {
        let rules = &found.sheet.rules;
        rules.close_when_all_voted
            && poll.attending.rooms_left() == 0
            && self.bars_close(found).is_none()
            && self.all_voted(poll)
    }

    /// Without a quorum there is no result, even if enough have voted (rules.md §11, case 6): the
    /// ballot neither goes on nor closes, unless the rule asks for a quorum at the opening alone.
    pub(super) fn bars_close(&self, found: &Ballot) -> Option<Refusal> {
        let rule = found.sheet.rules.quorum.filter(|rule| rule.during || rule.at_close)?;
        let Attendance { members, present, .. } = self.attendance(&found.sheet);
        let needed = rule.needed(members);
        (!rule.met(present, members)).then_some(Refusal::QuorumLost { present, needed })
    }

    /// What the chair must hear before closing: rooms that vote, people who are waited for. The
    /// cause as the record has it.
    pub(super) fn close_cause(
        &self,
        found: &Ballot,
        poll: &Poll,
        cause: CloseCause,
    ) -> Result<CloseCause, Refusal> {
        let rooms = count(poll.attending.rooms_left());
        if rooms > 0 {
            return Err(RoomsRefusal::RoomsOpen { rooms }.into());
        }
        let waiting = self.turnout(&found.sheet, poll).did_not_vote;
        let asks = found.sheet.rules.not_voted == NotVoted::BlockClose && waiting > 0;
        match cause {
            CloseCause::Chair if asks => Err(RoomsRefusal::StillWaiting { waiting }.into()),
            // Nobody is waited for any more: a close like any other.
            CloseCause::ChairConfirmed if !asks => Ok(CloseCause::Chair),
            cause => Ok(cause),
        }
    }

    /// Whether everybody who may vote has a room.
    pub(super) fn rooms_suffice(
        &self,
        sheet: &Sheet,
        electorate: &[DelegateId],
    ) -> Result<(), Refusal> {
        if !sheet.rules.rooms {
            return Ok(());
        }
        if self.roster.rooms().is_empty() {
            return Err(RoomsRefusal::RoomsNotSet.into());
        }
        let lost = electorate.iter().filter(|id| self.roster.room_of(**id).is_none()).count();
        match count(lost) {
            0 => Ok(()),
            people => Err(RoomsRefusal::RoomMissing { people }.into()),
        }
    }

    /// Whether the hall is free for this ballot.
    pub(super) fn hall_is_free(&self, sheet: &Sheet) -> Result<(), Refusal> {
        if !sheet.rules.background {
            return match self.running() {
                Some(_) => Err(Refusal::AnotherBallotOpen),
                None => Ok(()),
            };
        }
        let polls = self.all_running().filter(|ballot| ballot.sheet.rules.background);
        match polls.count() >= POLLS_AT_ONCE_MAX {
            true => Err(RoomsRefusal::TooManyPolls.into()),
            false => Ok(()),
        }
    }

    fn set_rooms(&self, rooms: &[Room]) -> Result<Decision, Refusal> {
        let delegations = || rooms.iter().flat_map(|room| &room.delegations);
        let (mut ids, mut named, mut seated) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let lawful = rooms.len() <= ROOMS_MAX
            && rooms.iter().all(|room| {
                !room.title.is_empty()
                    && room.delegations.len() <= ROOM_DELEGATIONS_MAX
                    && ids.insert(&room.id)
                    && named.insert(&room.title)
            })
            && delegations().all(|name| !name.is_empty() && seated.insert(name));
        if !lawful {
            return Err(RoomsRefusal::RoomsInvalid.into());
        }
        self.rooms_may_change()?;
        if rooms == self.roster.rooms() {
            return Err(Refusal::AlreadyDone);
        }
        Ok(Decision::event(Event::RoomsSet(RoomsSet { rooms: rooms.to_vec() })))
    }

    /// Nobody changes rooms while a ballot is held in them.
    pub(super) fn rooms_may_change(&self) -> Result<(), Refusal> {
        match self.running().is_some_and(|ballot| ballot.sheet.rules.rooms) {
            true => Err(RoomsRefusal::RoomsFrozen.into()),
            false => Ok(()),
        }
    }

    fn open_room(&self, ballot: BallotId, room: &Key, by: RoomHost) -> Result<Decision, Refusal> {
        let (poll, life) = self.room_of_open(ballot, room)?;
        match (life.opened, life.closed) {
            (None, None) => {}
            (Some(_), None) => return Err(Refusal::AlreadyDone),
            (_, Some(_)) => return Err(RoomsRefusal::RoomClosed.into()),
        }
        let present = self.present_in_room(poll, room);
        Ok(Decision::event(Event::RoomOpened(RoomAct { ballot, room: room.clone(), by, present })))
    }

    fn close_room(&self, ballot: BallotId, room: &Key, by: RoomHost) -> Result<Decision, Refusal> {
        let (poll, life) = self.room_of_open(ballot, room)?;
        if life.closed.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        let present = self.present_in_room(poll, room);
        Ok(Decision::event(Event::RoomClosed(RoomAct { ballot, room: room.clone(), by, present })))
    }

    fn room_of_open(
        &self,
        ballot: BallotId,
        room: &Key,
    ) -> Result<(&Poll, &crate::domain::ballot::RoomLife), Refusal> {
        let found = self.find(ballot)?;
        let poll = match &found.phase {
            Phase::Open(poll) => poll,
            other => return Err(other.wrong()),
        };
        if poll.attending.rooms.is_none() {
            return Err(RoomsRefusal::RoomsNotAsked.into());
        }
        let life = poll.attending.room(room).ok_or(RoomsRefusal::RoomUnknown)?;
        Ok((poll, life))
    }

    fn present_in_room(&self, poll: &Poll, room: &Key) -> u32 {
        let here = |id: &&DelegateId| {
            self.roster.is_present(**id)
                && self.roster.room_of(**id).is_some_and(|known| known.id == *room)
        };
        count(poll.electorate.iter().filter(here).count())
    }

    /// Whether the person's room votes now; always so where there is one hall.
    pub(super) fn room_votes(&self, poll: &Poll, delegate: DelegateId) -> Result<(), Refusal> {
        if poll.attending.rooms.is_none() {
            return Ok(());
        }
        let room = self.roster.room_of(delegate).ok_or(RoomsRefusal::RoomUnknown)?;
        let life = poll.attending.room(&room.id).ok_or(RoomsRefusal::RoomUnknown)?;
        match (life.opened, life.closed) {
            (_, Some(_)) => Err(RoomsRefusal::RoomClosed.into()),
            (None, None) => Err(RoomsRefusal::RoomNotOpen.into()),
            (Some(_), None) => Ok(()),
        }
    }

    fn running_poll(&self, ballot: BallotId) -> Result<&Poll, Refusal> {
        let found = self.find(ballot)?;
        match &found.phase {
            Phase::Open(poll) | Phase::Suspended(poll, _) => Ok(poll),
            other => Err(other.wrong()),
        }
    }

    fn invite(&self, ballot: BallotId, delegates: &[DelegateId]) -> Result<Decision, Refusal> {
        let poll = self.running_poll(ballot)?;
        if !self.find(ballot)?.sheet.rules.growing {
            return Err(RoomsRefusal::NotGrowing.into());
        }
        let joined: BTreeSet<DelegateId> = delegates.iter().copied().collect();
        if joined.iter().any(|id| self.roster.person(*id).is_none()) {
            return Err(Refusal::DelegateUnknown);
        }
        let joined = joined.into_iter().filter(|id| !poll.froze(*id)).collect();
        self.growth(ballot, GrowthCause::Invited, joined)
    }

    fn growth(
        &self,
        ballot: BallotId,
        cause: GrowthCause,
        joined: Vec<DelegateId>,
    ) -> Result<Decision, Refusal> {
        match (joined.is_empty(), cause) {
            (true, GrowthCause::Invited) => Err(Refusal::AlreadyDone),
            (true, GrowthCause::Enrolled) => Err(Refusal::NotDue),
            (false, _) => {
                let growth = ElectorateGrowth { ballot, cause, joined };
                Ok(Decision::event(Event::ElectorateGrown(growth)))
            }
        }
    }
}
