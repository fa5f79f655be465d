//! Who belongs to the sitting, and who is in the room: roster and attendance.

mod proxies;

mod bodies;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::event::rooms::PersonMove;
use crate::domain::ids::DelegateId;
use crate::domain::text::{Key, Text};
use crate::domain::weight::Weight;

pub use self::bodies::{BODIES_MAX, BadBodies, Bodies};

/// Most people on one roster: a national congress with its attendees, or a city at five levels.
pub const PEOPLE_MAX: usize = 20_000;

/// Most rooms of one sitting: a room for each delegation of a large congress.
pub const ROOMS_MAX: usize = 100;
/// Most delegations that sit in one room.
pub const ROOM_DELEGATIONS_MAX: usize = 200;

/// One of the rooms that a sitting is held in: 分会场, a meeting of one or more delegations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Stable name.
    pub id: Key,
    /// As shown.
    pub title: Text,
    /// The delegations that sit here; people may be placed elsewhere by name.
    pub delegations: Vec<Text>,
}

/// One person on the roster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Stable across the whole record.
    pub id: DelegateId,
    /// 代表证号, unique in the sitting.
    pub number: Text,
    /// Name as shown.
    pub name: Text,
    /// 代表团, may be empty.
    pub delegation: Text,
    /// 组别 of ballots with weighted groups, may be empty.
    pub group: Text,
    /// 座位, may be empty.
    pub seat: Text,
    /// Member with a vote, or 列席.
    pub standing: Standing,
    /// 票权 in ballots with weights; none: one vote. Members only.
    pub weight: Option<Weight>,
    /// Where a joint sitting of several bodies is held: those that the person has a mandate in.
    pub bodies: Bodies,
}

/// Whether a person has a vote in formal ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// 代表 / 组成人员, counted in 全体代表.
    Member,
    /// 列席, 特邀, 旁听: never in the electorate of a formal ballot.
    NonvotingAttendee,
}

/// Who put a person in or out of the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckInBy {
    /// On the own device.
    Own,
    /// 补签到 or sign-in at the desk.
    Desk,
}

/// Where a person takes part from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Via {
    /// In the room.
    #[default]
    Hall,
    /// By video (rules.md §11, case 10).
    Video,
}

/// Whether people may attend the sitting by video, and what that is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VideoAttendance {
    /// Nobody signs in by video.
    #[default]
    Refused,
    /// They are recorded as attending, and are not counted as 实到.
    Recorded,
    /// They are 实到 as everybody in the hall, for the quorum too.
    Counted,
}

/// One line of the timed attendance log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttendanceMark {
    /// 签到; `late` when a ballot had already been opened in the sitting.
    CheckedIn {
        /// UTC milliseconds.
        at_ms: u64,
        /// By whom.
        by: CheckInBy,
        /// From where.
        via: Via,
        /// 补签到.
        late: bool,
    },
    /// 签退 / 中途退场.
    CheckedOut {
        /// UTC milliseconds.
        at_ms: u64,
    },
}

/// Presence of one person now, with the log that led there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// Signed in and not signed out.
    pub present: bool,
    /// From where, as long as present.
    pub via: Via,
    /// 请假.
    pub on_leave: bool,
    /// Every sign-in and sign-out, in order.
    pub log: Vec<AttendanceMark>,
}

/// Roster and attendance of one sitting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    people: BTreeMap<DelegateId, (Person, Presence)>,
    /// Who has which number.
    numbers: BTreeMap<Text, DelegateId>,
    enrolled: Vec<DelegateId>,
    /// Members of every body.
    members: Seats,
    /// Members of each body that has members of its own; none stands for the sitting's own body.
    of_bodies: BTreeMap<Option<Key>, Seats>,
    /// Whether who attends by video is 实到.
    video_counts: bool,
    rooms: Vec<Room>,
    /// Rooms given to people by name; of all others the delegation says it.
    placed: BTreeMap<DelegateId, Key>,
    /// Proxies among members of the sitting's own body.
    proxies: proxies::Proxies,
}

/// Members of a body, and those of them that are 实到. Counted as they come and go: an open ballot
/// asks for them with every vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Seats {
    all: u32,
    present: u32,
}

/// 应到 / 实到 / 缺席 in one place; `expected = present + absent` by construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceFigures {
    /// 应到: all members.
    pub expected: u32,
    /// 实到: members present now.
    pub present: u32,
    /// 请假 among the absent.
    pub on_leave: u32,
    /// 列席 present now, not counted above.
    pub nonvoting_present: u32,
    /// Members who attend by video now; whether they are among `present` the sitting says.
    pub by_video: u32,
    /// Per delegation, in the order of enrolment: name, expected, present.
    pub delegations: Vec<(Text, u32, u32)>,
}

impl Roster {
    /// Adds people, or says anew what is known of them; the caller has checked numbers and ids.
    pub(crate) fn enrol(&mut self, people: &[Person]) {
        for person in people {
            if self.people.contains_key(&person.id) {
                self.weigh(person.id, false);
                self.people.get_mut(&person.id).expect("just found").0 = person.clone();
                self.weigh(person.id, true);
                continue;
            }
            self.numbers.insert(person.number.clone(), person.id);
            self.enrolled.push(person.id);
            self.people.insert(person.id, (person.clone(), Presence::default()));
            self.weigh(person.id, true);
        }
    }

    /// Adds one person to the figures of the roster, or takes him or her off them.
    fn weigh(&mut self, id: DelegateId, adds: bool) {
        self.weigh_represented(id, adds);
        let (person, _) = &self.people[&id];
        if person.standing != Standing::Member {
            return;
        }
        let present = u32::from(self.is_counted(id));
        let bodies: Vec<Option<Key>> = match person.bodies.keys() {
            [] => vec![None],
            keys => keys.iter().cloned().map(Some).collect(),
        };
        let change = |figure: u32, by: u32| if adds { figure + by } else { figure - by };
        let changed = |seats: Seats| Seats {
            all: change(seats.all, 1),
            present: change(seats.present, present),
        };
        self.members = changed(self.members);
        for body in bodies {
            let seats = self.of_bodies.entry(body).or_default();
            *seats = changed(*seats);
        }
    }

    pub(crate) fn mark(&mut self, delegate: DelegateId, mark: AttendanceMark) {
        self.weigh(delegate, false);
        let (_, presence) = self.people.get_mut(&delegate).expect("decided on this roster");
        match mark {
            AttendanceMark::CheckedIn { via, .. } => {
                (presence.present, presence.via, presence.on_leave) = (true, via, false);
            }
            AttendanceMark::CheckedOut { .. } => presence.present = false,
        }
        presence.log.push(mark);
        self.weigh(delegate, true);
    }

    pub(crate) fn set_video(&mut self, video: VideoAttendance) {
        self.video_counts = video == VideoAttendance::Counted;
    }

    pub(crate) fn set_rooms(&mut self, rooms: &[Room]) {
        self.rooms = rooms.to_vec();
    }

    pub(crate) fn move_person(&mut self, moved: &PersonMove) {
        let (person, _) = self.people.get_mut(&moved.delegate).expect("decided on this roster");
        person.delegation = moved.delegation.clone();
        person.seat = moved.seat.clone();
        match &moved.room {
            Some(room) => self.placed.insert(moved.delegate, room.clone()),
            None => self.placed.remove(&moved.delegate),
        };
    }

    pub(crate) fn set_leave(&mut self, delegate: DelegateId, on_leave: bool) {
        self.people.get_mut(&delegate).expect("decided on this roster").1.on_leave = on_leave;
    }

    /// The person with this id.
    #[must_use]
    pub fn person(&self, id: DelegateId) -> Option<&Person> {
        self.people.get(&id).map(|(person, _)| person)
    }

    /// Presence of the person with this id.
    #[must_use]
    pub fn presence(&self, id: DelegateId) -> Option<&Presence> {
        self.people.get(&id).map(|(_, presence)| presence)
    }

    /// Whether the person is on the roster and in the room.
    #[must_use]
    pub fn is_present(&self, id: DelegateId) -> bool {
        self.presence(id).is_some_and(|presence| presence.present)
    }

    /// Whether the person is there as 实到 understands it: in the room, or by video where the
    /// sitting counts that.
    #[must_use]
    pub fn is_counted(&self, id: DelegateId) -> bool {
        self.takes_part(id, self.video_counts)
    }

    /// Whether the person is there and may vote from there: in the hall, or by video where that is
    /// allowed.
    #[must_use]
    pub fn takes_part(&self, id: DelegateId, video: bool) -> bool {
        self.presence(id).is_some_and(|p| p.present && (video || p.via == Via::Hall))
    }

    /// The person with this number.
    #[must_use]
    pub fn numbered(&self, number: &Text) -> Option<&Person> {
        self.numbers.get(number).and_then(|id| self.person(*id))
    }

    /// The rooms of the sitting, in the order of the desk; none where it has one hall.
    #[must_use]
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// The room that was given to the person by name, whether it is still there or not.
    #[must_use]
    pub fn placed(&self, id: DelegateId) -> Option<&Key> {
        self.placed.get(&id)
    }

    /// The one room of a person: the one given by name, else that of the delegation.
    #[must_use]
    pub fn room_of(&self, id: DelegateId) -> Option<&Room> {
        let by_name = self.placed.get(&id);
        let by_name = by_name.and_then(|key| self.rooms.iter().find(|room| room.id == *key));
        by_name.or_else(|| {
            let person = self.person(id)?;
            self.rooms.iter().find(|room| room.delegations.contains(&person.delegation))
        })
    }

    /// Everybody, by id.
    pub fn people(&self) -> impl Iterator<Item = (&Person, &Presence)> {
        self.people.values().map(|(person, presence)| (person, presence))
    }

    /// 全体代表: members on the roster.
    #[must_use]
    pub fn members(&self) -> u32 {
        self.members.all
    }

    /// 实到: members in the room.
    #[must_use]
    pub fn members_present(&self) -> u32 {
        self.members.present
    }

    /// Members of one body, and those of them in the room; none: the sitting's own body.
    #[must_use]
    pub fn members_of(&self, body: Option<&Key>) -> (u32, u32) {
        let seats = self.of_bodies.get(&body.cloned()).copied().unwrap_or_default();
        (seats.all, seats.present)
    }

    /// Everybody, in the order of enrolment.
    #[must_use]
    pub fn enrolled(&self) -> &[DelegateId] {
        &self.enrolled
    }

    /// Number of people of any standing.
    #[must_use]
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// True before the first enrolment.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// The figures of form D1.
    #[must_use]
    pub fn figures(&self) -> AttendanceFigures {
        let mut delegations: Vec<(Text, u32, u32)> = Vec::new();
        let mut places: BTreeMap<&Text, usize> = BTreeMap::new();
        let (mut on_leave, mut nonvoting_present, mut by_video) = (0, 0, 0);
        for (person, presence) in self.people() {
            if person.standing == Standing::NonvotingAttendee {
                nonvoting_present += u32::from(presence.present);
                continue;
            }
            on_leave += u32::from(presence.on_leave && !presence.present);
            by_video += u32::from(presence.present && presence.via == Via::Video);
            let place = *places.entry(&person.delegation).or_insert_with(|| {
                delegations.push((person.delegation.clone(), 0, 0));
                delegations.len() - 1
            });
            delegations[place].1 += 1;
            let counted = presence.via == Via::Hall || self.video_counts;
            delegations[place].2 += u32::from(presence.present && counted);
        }
        AttendanceFigures {
            expected: self.members.all,
            present: self.members.present,
            on_leave,
            nonvoting_present,
            by_video,
            delegations,
        }
    }
}
