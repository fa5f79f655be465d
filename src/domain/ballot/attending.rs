//! Who is there while a ballot runs: the quorum as it came and went, rooms, and people who are about
//! to join a growing poll.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::ballot::{Poll, Stamp};
use crate::domain::ids::DelegateId;
use crate::domain::sheet::{Remote, Rules};
use crate::domain::text::Key;

/// What a running ballot knows of attendance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attending {
    /// Nobody has to be signed in otherwise.
    pub presence_needed: bool,
    /// Whether who attends by video may vote.
    pub video: bool,
    /// Those among the eligible who could not vote at the opening yet.
    pub later: BTreeSet<DelegateId>,
    /// Everybody who was there as 实到 understands it, at the opening or since.
    pub seen: BTreeSet<DelegateId>,
    /// Fewest members present since the opening.
    pub present_least: u32,
    /// Since when there is no quorum; none while it is met.
    pub quorum_lost: Option<Stamp>,
    /// The rooms in the order of the sitting; none where the ballot is held in one hall.
    pub rooms: Option<Vec<RoomLife>>,
    /// People of a growing poll who are not in its electorate yet, ascending.
    pub joining: Vec<DelegateId>,
}

/// One room of a ballot, from the opening of the ballot on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomLife {
    /// Which room.
    pub room: Key,
    /// When it was opened.
    pub opened: Option<Stamp>,
    /// When it was closed; a room that does not vote at all is closed without having been opened.
    pub closed: Option<Stamp>,
}

impl Attending {
    /// At the opening, with so many members present.
    #[must_use]
    pub fn new(rules: &Rules, present: u32, rooms: impl Iterator<Item = Key>) -> Self {
        let waiting = |room| RoomLife { room, opened: None, closed: None };
        Self {
            presence_needed: rules.presence_needed,
            video: rules.remote == Remote::Allowed,
            later: BTreeSet::new(),
            seen: BTreeSet::new(),
            present_least: present,
            quorum_lost: None,
            rooms: rules.rooms.then(|| rooms.map(waiting).collect()),
            joining: Vec::new(),
        }
    }

    /// One room; none where the ballot has no such room.
    #[must_use]
    pub fn room(&self, room: &Key) -> Option<&RoomLife> {
        self.rooms.as_ref()?.iter().find(|life| life.room == *room)
    }

    pub(crate) fn room_mut(&mut self, room: &Key) -> Option<&mut RoomLife> {
        self.rooms.as_mut()?.iter_mut().find(|life| life.room == *room)
    }

    /// Rooms that have not been closed.
    pub fn rooms_left(&self) -> usize {
        self.rooms.iter().flatten().filter(|life| life.closed.is_none()).count()
    }
}

impl RoomLife {
    /// Name on the wire: `waiting`, `open`, `closed`.
    #[must_use]
    pub fn phase(&self) -> &'static str {
        match (self.opened, self.closed) {
            (_, Some(_)) => "closed",
            (Some(_), None) => "open",
            (None, None) => "waiting",
        }
    }
}

impl Poll {
    /// Takes people into the electorate of a growing poll.
    pub(crate) fn grow(&mut self, joined: &[DelegateId]) {
        let mut electorate = self.electorate.to_vec();
        electorate.extend(joined);
        electorate.sort_unstable();
        self.electorate = Arc::from(electorate);
        self.attending.joining.retain(|id| !joined.contains(id));
    }
}
