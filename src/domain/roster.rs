//! Who belongs to the sitting, and who is in the room: roster and attendance.

mod proxies;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::ids::DelegateId;
use crate::domain::text::{Key, Text};
use crate::domain::weight::Weight;

/// Most people on one roster: a national congress with its attendees, or a city at five levels.
pub const PEOPLE_MAX: usize = 20_000;
/// Most bodies that one person has a mandate in: there are congresses at five levels.
pub const BODIES_MAX: usize = 5;

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

/// Bodies of one person, ascending, no repeats, at most [`BODIES_MAX`]. Empty: the body whose
/// sitting it is, which needs no key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Key>")]
pub struct Bodies(Vec<Key>);

/// Bodies that are too many, repeated or out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bodies are at most {BODIES_MAX} keys, ascending, without repeats")]
pub struct BadBodies;

impl TryFrom<Vec<Key>> for Bodies {
    type Error = BadBodies;

    fn try_from(keys: Vec<Key>) -> Result<Self, BadBodies> {
        let lawful = keys.len() <= BODIES_MAX && keys.is_sorted_by(|a, b| a < b);
        lawful.then_some(Self(keys)).ok_or(BadBodies)
    }
}

impl Bodies {
    /// Their keys.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether a ballot of this body asks for this mandate; none: the sitting's own body.
    #[must_use]
    pub fn belong_to(&self, body: Option<&Key>) -> bool {
        body.map_or(self.0.is_empty(), |body| self.0.contains(body))
    }
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

/// One line of the timed attendance log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttendanceMark {
    /// 签到; `late` when a ballot had already been opened in the sitting.
    CheckedIn {
        /// UTC milliseconds.
        at_ms: u64,
        /// By whom.
        by: CheckInBy,
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
    /// 请假.
    pub on_leave: bool,
    /// Every sign-in and sign-out, in order.
    pub log: Vec<AttendanceMark>,
}

/// Roster and attendance of one sitting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    people: BTreeMap<DelegateId, (Person, Presence)>,
    enrolled: Vec<DelegateId>,
    /// Members of every body.
    members: Seats,
    /// Members of the sitting's own body.
    own: Seats,
    /// Members of each body of a joint sitting.
    bodies: BTreeMap<Key, Seats>,
    /// Proxies among members of the sitting's own body.
    proxies: proxies::Proxies,
}

/// Members of a body, and those of them in the room. Counted as they come and go: an open ballot
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
    /// Per delegation, in the order of enrolment: name, expected, present.
    pub delegations: Vec<(Text, u32, u32)>,
}

impl Roster {
    /// Adds people; the caller has checked numbers and ids for repeats.
    pub(crate) fn enrol(&mut self, people: &[Person]) {
        for person in people {
            if person.standing == Standing::Member {
                self.seats_of(person, |seats| seats.all += 1);
            }
            self.enrolled.push(person.id);
            self.people.insert(person.id, (person.clone(), Presence::default()));
        }
    }

    pub(crate) fn mark(&mut self, delegate: DelegateId, mark: AttendanceMark) {
        let (person, presence) = self.people.get_mut(&delegate).expect("decided on this roster");
        let present = matches!(mark, AttendanceMark::CheckedIn { .. });
        let moved = person.standing == Standing::Member && presence.present != present;
        presence.present = present;
        presence.log.push(mark);
        if present {
            presence.on_leave = false;
        }
        if moved {
            let person = person.clone();
            self.seats_of(&person, |seats| match present {
                true => seats.present += 1,
                false => seats.present -= 1,
            });
            self.note_represented(delegate, present);
        }
    }

    /// Changes the figures of every body that a member belongs to.
    fn seats_of(&mut self, member: &Person, change: impl Fn(&mut Seats)) {
        change(&mut self.members);
        if member.bodies.belong_to(None) {
            change(&mut self.own);
        }
        for body in member.bodies.keys() {
            change(self.bodies.entry(body.clone()).or_default());
        }
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
        let seats = match body {
            None => self.own,
            Some(body) => self.bodies.get(body).copied().unwrap_or_default(),
        };
        (seats.all, seats.present)
    }

    /// Everybody, in the order of enrolment.
    #[must_use]
    pub fn enrolled(&self) -> &[DelegateId] {
        &self.enrolled
    }

    /// The person with this 代表证号.
    #[must_use]
    pub fn numbered(&self, number: &Text) -> Option<DelegateId> {
        self.people().find(|(person, _)| person.number == *number).map(|(person, _)| person.id)
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
        let (mut on_leave, mut nonvoting_present) = (0, 0);
        for (person, presence) in self.people() {
            if person.standing == Standing::NonvotingAttendee {
                nonvoting_present += u32::from(presence.present);
                continue;
            }
            on_leave += u32::from(presence.on_leave && !presence.present);
            let place = *places.entry(&person.delegation).or_insert_with(|| {
                delegations.push((person.delegation.clone(), 0, 0));
                delegations.len() - 1
            });
            delegations[place].1 += 1;
            delegations[place].2 += u32::from(presence.present);
        }
        AttendanceFigures {
            expected: self.members.all,
            present: self.members.present,
            on_leave,
            nonvoting_present,
            delegations,
        }
    }
}
