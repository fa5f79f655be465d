//! The roster and who is in the room.

use std::collections::BTreeSet;

use crate::domain::event::Event;
use crate::domain::event::rooms::PersonMove;
use crate::domain::ids::DelegateId;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::rooms::RoomsRefusal;
use crate::domain::refusal::weights::MandateRefusal;
use crate::domain::roster::{CheckInBy, PEOPLE_MAX, Person, Standing, Via, VideoAttendance};
use crate::domain::sitting::{Answer, Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    /// Takes people onto the roster. Somebody whose number, name and standing are there already is
    /// that same person (rules.md §11, case 12): what else is known of him or her is said anew, and
    /// nothing new is nothing at all.
    pub(super) fn enrol(&self, people: &[Person]) -> Result<Decision, Refusal> {
        let mut listed: (BTreeSet<&Text>, BTreeSet<DelegateId>) = Default::default();
        let (mut taken, mut added) = (Vec::new(), 0);
        for person in people {
            let repeated = !listed.0.insert(&person.number) || !listed.1.insert(person.id);
            let known = self.roster.numbered(&person.number);
            let strange = match known {
                None => self.roster.person(person.id).is_some(),
                Some(known) => (&known.name, known.standing) != (&person.name, person.standing),
            };
            if repeated || strange || person.number.is_empty() {
                return Err(Refusal::NumberTaken { number: person.number.clone() });
            }
            if person.standing != Standing::Member && person.weight.is_some() {
                return Err(Refusal::Nonvoting);
            }
            let id = known.map_or(person.id, |known| known.id);
            let person = Person { id, ..person.clone() };
            if known.is_some_and(|known| known.delegation != person.delegation) {
                self.rooms_may_change()?;
            }
            // The figures of a body stand still while somebody votes.
            if known.is_some_and(|known| known.bodies != person.bodies)
                && self.all_running().next().is_some()
            {
                return Err(Refusal::RosterFrozen);
            }
            // Proxies are of members of the sitting's own body.
            if known.is_some_and(|known| {
                known.bodies != person.bodies && self.roster.is_in_proxy(known.id)
            }) {
                return Err(MandateRefusal::Frozen.into());
            }
            // So do weighted groups, until their papers are counted.
            if known.is_some_and(|known| known.group != person.group) && self.groups_are_asked() {
                return Err(Refusal::RosterFrozen);
            }
            if known.is_some_and(|known| known.weight != person.weight) {
                self.mandates_may_change()?;
            }
            if known.is_none() {
                added += 1;
                self.roll_may_grow(&person)?;
            }
            if known != Some(&person) {
                taken.push(person);
            }
        }
        if self.roster.len() + added > PEOPLE_MAX {
            return Err(Refusal::RosterFull);
        }
        if taken.is_empty() {
            return Ok(Decision { event: None, answer: Answer::Done });
        }
        Ok(Decision::event(Event::PeopleEnrolled { people: taken }))
    }

    /// 全体代表 never changes during a formal ballot.
    fn roll_may_grow(&self, person: &Person) -> Result<(), Refusal> {
        let formal = self.running().is_some_and(|ballot| ballot.sheet.rules.binding);
        match formal && person.standing == Standing::Member {
            true => Err(Refusal::RosterFrozen),
            false => Ok(()),
        }
    }

    /// A repeat is answered as done: two taps on 签到 are one sign-in. Who signs in from elsewhere
    /// is there from now on.
    pub(super) fn check_in(
        &self,
        delegate: DelegateId,
        by: CheckInBy,
        via: Via,
    ) -> Result<Decision, Refusal> {
        let presence = self.roster.presence(delegate).ok_or(Refusal::DelegateUnknown)?;
        let video = self.head.as_ref().map_or(VideoAttendance::Refused, |head| head.video);
        if via == Via::Video && video == VideoAttendance::Refused {
            return Err(RoomsRefusal::VideoRefused.into());
        }
        if presence.present && presence.via == via {
            return match by {
                CheckInBy::Own => Ok(Decision { event: None, answer: Answer::Done }),
                CheckInBy::Desk => Err(Refusal::AlreadyPresent),
            };
        }
        Ok(Decision::event(Event::CheckedIn { delegate, by, via }))
    }

    pub(super) fn check_out(&self, delegate: DelegateId) -> Result<Decision, Refusal> {
        let presence = self.roster.presence(delegate).ok_or(Refusal::DelegateUnknown)?;
        if !presence.present {
            return Err(Refusal::NotPresent);
        }
        Ok(Decision::event(Event::CheckedOut { delegate }))
    }

    pub(super) fn set_leave(
        &self,
        delegate: DelegateId,
        on_leave: bool,
    ) -> Result<Decision, Refusal> {
        let presence = self.roster.presence(delegate).ok_or(Refusal::DelegateUnknown)?;
        if presence.present && on_leave {
            return Err(Refusal::AlreadyPresent);
        }
        if presence.on_leave == on_leave {
            return Err(Refusal::AlreadyDone);
        }
        Ok(Decision::event(Event::LeaveSet { delegate, on_leave }))
    }

    /// Another delegation, seat or room for one person.
    pub(super) fn move_person(&self, moved: &PersonMove) -> Result<Decision, Refusal> {
        let person = self.roster.person(moved.delegate).ok_or(Refusal::DelegateUnknown)?;
        if let Some(room) = &moved.room
            && !self.roster.rooms().iter().any(|known| known.id == *room)
        {
            return Err(RoomsRefusal::RoomUnknown.into());
        }
        let same_room = self.roster.placed(moved.delegate) == moved.room.as_ref();
        let same_delegation = person.delegation == moved.delegation;
        if same_room && same_delegation && person.seat == moved.seat {
            return Err(Refusal::AlreadyDone);
        }
        if !same_room || !same_delegation {
            self.rooms_may_change()?;
        }
        Ok(Decision::event(Event::PersonMoved(moved.clone())))
    }
}
