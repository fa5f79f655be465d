//! Folding events about who is there.

use crate::domain::ballot::{Phase, Poll, Stamp};
use crate::domain::event::Event;
use crate::domain::event::rooms::{ElectorateGrowth, QuorumMark, RoomAct};
use crate::domain::ids::BallotId;
use crate::domain::roster::Person;
use crate::domain::sitting::open::admits;
use crate::domain::sitting::{Sitting, SittingOpen};

impl Sitting {
    /// Folds one event of `event::rooms`.
    pub(super) fn apply_rooms(&mut self, event: &Event, stamp: Stamp) {
        match event {
            Event::SittingOpened(_) => {
                self.opened = Some(SittingOpen { opened: stamp, quorum_lost: None });
            }
            Event::QuorumLost(mark) => self.set_quorum(mark, Some(stamp)),
            Event::QuorumRegained(mark) => self.set_quorum(mark, None),
            Event::RoomsSet(set) => self.roster.set_rooms(&set.rooms),
            Event::RoomOpened(RoomAct { ballot, room, .. }) => {
                let life = self.running_poll_mut(*ballot).attending.room_mut(room);
                life.expect("decided on this room").opened = Some(stamp);
            }
            Event::RoomClosed(RoomAct { ballot, room, .. }) => {
                let life = self.running_poll_mut(*ballot).attending.room_mut(room);
                life.expect("decided on this room").closed = Some(stamp);
            }
            Event::PersonMoved(moved) => self.roster.move_person(moved),
            Event::ElectorateGrown(ElectorateGrowth { ballot, joined, .. }) => {
                self.running_poll_mut(*ballot).grow(joined);
                for delegate in joined {
                    self.note_presence(*delegate, true);
                }
            }
            other => unreachable!("not about who is there: {other:?}"),
        }
    }

    fn set_quorum(&mut self, mark: &QuorumMark, lost: Option<Stamp>) {
        match mark.ballot {
            None => {
                let opened = self.opened.as_mut().expect("decided on an opened sitting");
                opened.quorum_lost = lost;
            }
            Some(ballot) => self.running_poll_mut(ballot).attending.quorum_lost = lost,
        }
    }

    fn running_poll_mut(&mut self, ballot: BallotId) -> &mut Poll {
        match self.phase_mut(ballot) {
            Phase::Open(poll) | Phase::Suspended(poll, _) => poll,
            other => panic!("a running ballot was decided on, found {}", other.name()),
        }
    }

    /// People on the roster; those whom the rules of a growing poll admit are to join it.
    pub(super) fn take_in(&mut self, people: &[Person]) {
        self.roster.enrol(people);
        for ballot in self.ballots.values_mut().filter(|b| b.sheet.rules.growing) {
            let sheet = std::sync::Arc::clone(&ballot.sheet);
            if let Phase::Open(poll) | Phase::Suspended(poll, _) = &mut ballot.phase {
                let new = people.iter().filter(|person| admits(&sheet, person));
                let new: Vec<_> = new.map(|p| p.id).filter(|id| !poll.froze(*id)).collect();
                poll.attending.joining.extend(new);
                poll.attending.joining.sort_unstable();
                poll.attending.joining.dedup();
            }
        }
    }
}
