//! The rules asked again: V8, V10, V12 to V16, V19 to V21. Each event is turned back into the command
//! that could have caused it, and the rules must lead to exactly that event in that state.
//!
//! After an unlawful record the state follows the rules and not the record, where the rules lead
//! anywhere; otherwise the record is passed over, and with it whatever else is said of its ballot.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::Check;
use super::explain::explain;
use super::report::{Notes, Place, State, counted};
use crate::audit::record::Record;
use crate::domain::ballot::{Ballot, Stamp};
use crate::domain::event::{Event, Role};
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::refusal::Refusal;
use crate::domain::sitting::{Sitting, Unlawful};

const ROLES: [Role; 5] =
    [Role::Delegate, Role::Chair, Role::Operator, Role::Scrutineer, Role::System];

/// The state as the rules see it, and what is not judged any more.
#[derive(Default)]
pub(super) struct Law {
    pub(super) sitting: Sitting,
    /// Empty boxes of finished ballots instead of keeping every vote.
    clears_boxes: bool,
    /// Acts of ballots whose boxes are empty.
    acts: BTreeMap<BallotId, Vec<(DelegateId, CastId)>>,
    /// From here on nothing is known of the state.
    lost: Option<Place>,
    /// Ballots that the rules and the record tell differently.
    strayed: BTreeSet<BallotId>,
    pub(super) unjudged: u64,
    /// Finished secret ballots that something followed on, before or without the end of their key.
    moved_on: BTreeSet<BallotId>,
    seen: Seen,
}

/// What there was to check.
#[derive(Default)]
struct Seen {
    opened: u64,
    secret: u64,
    votes: u64,
    envelopes: u64,
    counted: u64,
    declared: u64,
    draws: u64,
}

impl Law {
    pub(super) fn new(clears_boxes: bool) -> Self {
        Self { clears_boxes, ..Self::default() }
    }

    /// A line that is no record: what it changed is not known.
    pub(super) fn lose(&mut self, place: Place) {
        self.unjudged += 1;
        self.lost.get_or_insert(place);
    }

    pub(super) fn record(
        &mut self,
        record: &Record,
        stamp: Stamp,
        place: Place,
        notes: &mut Notes,
    ) {
        let event = &record.event;
        self.seen.event(event);
        let strayed = event.ballot().is_some_and(|ballot| self.strayed.contains(&ballot));
        if self.lost.is_some() || strayed {
            self.unjudged += 1;
            return;
        }
        match self.ask(event, record.by, record.at_ms) {
            Ok(()) => self.apply(event, stamp),
            Err(unlawful) => {
                for (check, what) in explain(event, &unlawful) {
                    notes.find(check, place, what);
                }
                self.go_on(record, unlawful, stamp, place, notes);
            }
        }
    }

    fn ask(&self, event: &Event, role: Role, at_ms: u64) -> Result<(), Unlawful> {
        if let Event::LateVoteRefused { ballot, delegate, cast_id } = event
            && let Some(acts) = self.acts.get(ballot)
            && acts.binary_search(&(*delegate, *cast_id)).is_ok()
        {
            // What the rules would have said, had the box been kept.
            return Err(Unlawful::Different(None));
        }
        self.sitting.reenact(event, role, at_ms)
    }

    /// What the state becomes after an unlawful record.
    fn go_on(
        &mut self,
        record: &Record,
        unlawful: Unlawful,
        stamp: Stamp,
        place: Place,
        notes: &mut Notes,
    ) {
        let event = &record.event;
        match unlawful {
            Unlawful::Different(Some(lawful)) => self.apply(&lawful, stamp),
            Unlawful::WrongRole => self.as_another(record, stamp, place, notes),
            Unlawful::Refused(Refusal::AlreadyDone) => {}
            Unlawful::Refused(_) | Unlawful::Different(None) => match event {
                Event::SittingCreated { .. } | Event::PeopleEnrolled { .. } => {
                    self.lost.get_or_insert(place);
                }
                Event::VoteCast { .. }
                | Event::EnvelopeCast { .. }
                | Event::SplitCast(_)
                | Event::LateVoteRefused { .. }
                | Event::KeyDestroyed { .. }
                | Event::KeyLost { .. } => {}
                other => self.strayed.extend(other.ballot()),
            },
        }
    }

    /// The act itself may be lawful, only not for this role.
    fn as_another(&mut self, record: &Record, stamp: Stamp, place: Place, notes: &mut Notes) {
        let event = &record.event;
        let asked = ROLES.map(|role| self.ask(event, role, record.at_ms));
        let answer = asked.into_iter().find(|answer| *answer != Err(Unlawful::WrongRole));
        match answer {
            Some(Ok(())) => self.apply(event, stamp),
            Some(Err(unlawful)) => {
                for (check, what) in explain(event, &unlawful) {
                    notes.find(check, place, what);
                }
                self.go_on(record, unlawful, stamp, place, notes);
            }
            None => self.strayed.extend(event.ballot()),
        }
    }

    /// Only ever what the rules lead to, so that it fits the state.
    fn apply(&mut self, event: &Event, stamp: Stamp) {
        self.sitting.apply(event, stamp);
        match event {
            Event::BallotOpened { ballot, .. } => {
                let finished = self.keys_held().filter(|id| id != ballot);
                let finished: Vec<_> = finished.collect();
                self.moved_on.extend(finished);
            }
            Event::BallotCertified { ballot, .. } | Event::BallotDeclared { ballot, .. } => {
                self.moved_on.insert(*ballot);
            }
            Event::BallotCounted { ballot, .. } | Event::BallotVoided { ballot, .. }
                if self.clears_boxes =>
            {
                let acts = self.sitting.clear_box(*ballot);
                self.acts.entry(*ballot).or_insert(acts);
            }
            _ => {}
        }
    }

    /// Finished secret ballots whose key is not destroyed.
    fn keys_held(&self) -> impl Iterator<Item = BallotId> {
        let held = self.sitting.keys_held();
        held.into_iter().map(|(ballot, _)| ballot).filter(|ballot| {
            let phase = self.sitting.ballot(*ballot).map(|found| &found.phase);
            phase.is_some_and(|phase| phase.counting().is_some() || phase.is_voided())
        })
    }

    pub(super) fn finish(&self, end: Place, notes: &mut Notes) {
        for ballot in self.keys_held().filter(|ballot| !self.strayed.contains(ballot)) {
            let named = name(&self.sitting, ballot);
            if self.lost.is_some() {
                continue;
            }
            if self.moved_on.contains(&ballot) {
                let what = format!("the key of {named} was not destroyed after its count");
                notes.find(Check::V16, end, what);
            } else {
                notes.say(
                    Check::V16,
                    State::Open,
                    format!("the key of {named} is to be destroyed"),
                );
                notes.leave_open(format!(
                    "{named} was just counted; its key is still to be destroyed"
                ));
            }
        }
        self.seen.finish(notes);
        if let Some(place) = self.lost {
            let from = place.seq.unwrap_or_default();
            notes.say(
                Check::V8,
                State::Ok,
                format!("the rules were not asked from record {from} on"),
            );
        }
    }
}

fn name(sitting: &Sitting, ballot: BallotId) -> String {
    let number = |found: &Ballot| format!("ballot {} ({ballot})", found.sheet.number);
    sitting.ballot(ballot).map_or_else(|| ballot.to_string(), number)
}

impl Seen {
    fn event(&mut self, event: &Event) {
        let place = match event {
            Event::BallotOpened { seal, .. } => {
                self.secret += u64::from(seal.is_some());
                &mut self.opened
            }
            Event::VoteCast { .. } | Event::SplitCast(_) => &mut self.votes,
            Event::EnvelopeCast { .. } => &mut self.envelopes,
            Event::BallotCounted { .. } | Event::CountCorrected(_) => &mut self.counted,
            Event::BallotCertified { .. } | Event::BallotDeclared { .. } => &mut self.declared,
            Event::DrawCommitted(_) => &mut self.draws,
            _ => return,
        };
        *place += 1;
    }

    fn finish(&self, notes: &mut Notes) {
        let mut say = |check, count: u64, some: &str, none: &str| match count {
            0 => notes.say(check, State::Absent, none),
            count => notes.say(check, State::Ok, counted(count, some)),
        };
        let Self { opened, secret, votes, envelopes, counted, declared, draws } = *self;
        say(Check::V10, votes + envelopes, "vote", "no vote in this bundle");
        say(Check::V12, envelopes, "envelope", "no envelope in this bundle");
        say(Check::V13, votes, "recorded vote", "no recorded vote in this bundle");
        say(Check::V14, secret, "secret ballot", "no secret ballot in this bundle");
        say(Check::V15, opened, "opened ballot", "no ballot was opened in this bundle");
        say(Check::V19, declared, "act", "nothing was declared in this bundle");
        say(Check::V20, counted, "count", "nothing was counted in this bundle");
        say(Check::V21, draws, "draw", "no draw in this bundle");
        if secret == 0 {
            notes.say(Check::V16, State::Absent, "no secret ballot in this bundle");
        }
    }
}
