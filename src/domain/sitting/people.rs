//! Persons: who is recused from what, who the scrutineers are, who is in the chair.

use std::collections::BTreeMap;

use crate::domain::ballot::{Ballot, Phase, Poll};
use crate::domain::command::people::{ChairPeople, DelegatePeople, DeskPeople};
use crate::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use crate::domain::event::{Event, Role, people};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::officers::Chairperson;
use crate::domain::paper::PaperForm;
use crate::domain::paper::excused::Excused;
use crate::domain::recusal::{ItemRecused, OpeningRecusal, Recusal};
use crate::domain::refusal::Refusal;
use crate::domain::refusal::rooms::RoomsRefusal;
use crate::domain::roster::{Roster, Standing};
use crate::domain::sheet::{NotVoted, Secrecy, Sheet, SheetError};
use crate::domain::sitting::open::admits;
use crate::domain::sitting::{Decision, Sitting, Unlawful};
use crate::domain::text::{Key, Text};

impl Sitting {
    pub(super) fn by_delegate(
        &self,
        delegate: DelegateId,
        command: &DelegatePeople,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        match command {
            DelegatePeople::Recuse { ballot, rows, reason } => {
                let poll = self.find(*ballot)?.phase.poll();
                if poll.is_some_and(|poll| poll.votes.contains_key(&delegate)) {
                    return Err(Refusal::RecusalAfterVote);
                }
                self.recuse(*ballot, delegate, rows.as_deref(), reason, at_ms)
            }
            DelegatePeople::Pass { ballot } => self.pass(*ballot, delegate, at_ms),
        }
    }

    pub(super) fn by_chair(&self, command: &ChairPeople, at_ms: u64) -> Result<Decision, Refusal> {
        match command {
            ChairPeople::HandOver { to, reason, ballot } => self.hand_over(to, reason, *ballot),
            ChairPeople::Pass { ballot, delegate } => self.pass(*ballot, *delegate, at_ms),
        }
    }

    pub(super) fn by_desk(&self, command: &DeskPeople, at_ms: u64) -> Result<Decision, Refusal> {
        match command {
            DeskPeople::Recuse { ballot, delegate, rows, reason } => {
                self.recuse(*ballot, *delegate, rows.as_deref(), reason, at_ms)
            }
            DeskPeople::WithdrawRecusal { ballot, delegate } => {
                self.withdraw_recusal(*ballot, *delegate)
            }
            DeskPeople::NameScrutineers { people, chief } => self.name_scrutineers(people, *chief),
            DeskPeople::NameChair { chair } => {
                if self.running().is_some() {
                    return Err(Refusal::AnotherBallotOpen);
                }
                self.new_chair(chair)?;
                Ok(Decision::event(Event::ChairNamed(people::ChairNamed { chair: chair.clone() })))
            }
        }
    }

    /// A recusal adds up: what is declared now joins what was declared before.
    fn recuse(
        &self,
        ballot: BallotId,
        delegate: DelegateId,
        rows: Option<&[Key]>,
        reason: &Text,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (sheet, form) = (&found.sheet, &found.sheet.form);
        let poll = match &found.phase {
            Phase::Ready => None,
            Phase::Open(poll) if !poll.due(at_ms) => Some(poll),
            Phase::Suspended(poll, _) => Some(poll),
            Phase::Draft => return Err(found.phase.wrong()),
            Phase::Cancelled { .. } => return Err(Refusal::BallotCancelled),
            Phase::Voided { .. } => return Err(Refusal::BallotVoided),
            // Nobody can find one paper in a closed box (rules.md §11, case 65).
            _ => return Err(Refusal::RecusalTooLate),
        };
        if !sheet.rules.recusal.allowed {
            return Err(Refusal::RecusalNotAllowed);
        }
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let person = self.roster.person(delegate).ok_or(Refusal::DelegateUnknown)?;
        let before = match poll {
            None => found.recusals.get(&delegate),
            Some(poll) => poll.recused.get(&delegate),
        };
        let frozen = poll.is_none_or(|poll| poll.froze(delegate) || before.is_some());
        if !admits(sheet, person) || !frozen {
            return Err(Refusal::NotOfBallot);
        }
        let asked = rows.map_or_else(|| Ok(Excused::all(form)), |rows| Excused::of(form, rows))?;
        let items = before.map_or_else(|| asked.clone(), |before| before.items.and(&asked));
        let (items, whole) = rounded(form, items);
        if before.is_some_and(|before| before.items == items) {
            return Err(Refusal::AlreadyDone);
        }
        // The silent must be the same in every row.
        if !whole && sheet.rules.not_voted == NotVoted::CountAsAbstain {
            return Err(RoomsRefusal::RowRecusalNotTaken.into());
        }
        if !whole && sheet.rules.secrecy == Secrecy::Secret && sheet.rules.publish_papers {
            return Err(Refusal::RecusalReveals);
        }
        // The paper is taken back first: it would still come into the box.
        if poll.is_some_and(|poll| poll.manual.on_paper.contains(&delegate)) {
            return Err(Refusal::PaperInHand);
        }
        let annuls = poll.is_some_and(|poll| poll.votes.contains_key(&delegate));
        let rows = (!whole).then(|| items.keys(form));
        let reason = reason.clone();
        let event = people::Recused { ballot, delegate, rows, reason, annuls };
        Ok(Decision::event(Event::Recused(event)))
    }

    fn withdraw_recusal(
        &self,
        ballot: BallotId,
        delegate: DelegateId,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        match &found.phase {
            Phase::Draft | Phase::Ready if found.recusals.contains_key(&delegate) => {
                let event = people::RecusalWithdrawn { ballot, delegate };
                Ok(Decision::event(Event::RecusalWithdrawn(event)))
            }
            Phase::Draft | Phase::Ready => Err(Refusal::NotRecused),
            Phase::Cancelled { .. } => Err(Refusal::BallotCancelled),
            _ => Err(Refusal::RecusalStands),
        }
    }

    /// Whoever a row is about is on the roster.
    pub(super) fn people_known(&self, sheet: &Sheet) -> Result<(), Refusal> {
        let mut people = sheet.form.items().iter().filter_map(|item| item.person);
        match people.all(|id| self.roster.person(id).is_some()) {
            true => Ok(()),
            false => Err(Refusal::from(SheetError {
                zh: "票上某项所指的人不在名册中",
                en: "a row is about somebody who is not on the roster",
            })),
        }
    }

    /// No scrutineer of the sitting stands on this paper (rules.md §11, case 66).
    pub(super) fn no_scrutineer_in(&self, sheet: &Sheet) -> Result<(), Refusal> {
        let scrutineers = self.officers.scrutineers.iter();
        match scrutineers.into_iter().find(|id| names(sheet, **id)) {
            None => Ok(()),
            Some(id) => {
                let name = self.roster.person(*id).map(|person| person.name.clone());
                Err(Refusal::ScrutineerIsCandidate { name: name.unwrap_or_default() })
            }
        }
    }

    /// Whether the named chair is the subject of a row of this paper.
    #[must_use]
    pub fn chair_is_subject(&self, sheet: &Sheet) -> bool {
        matches!(&self.officers.chair, Some(Chairperson::Person(id)) if names(sheet, *id))
    }

    /// What must hold of persons before a ballot is opened.
    pub(super) fn may_be_asked(&self, sheet: &Sheet) -> Result<(), Refusal> {
        self.no_scrutineer_in(sheet)?;
        if sheet.rules.recusal.chair_hands_over && self.chair_is_subject(sheet) {
            return Err(Refusal::ChairIsSubject);
        }
        match &sheet.body {
            Some(body) if self.roster.members_of(Some(body)).0 == 0 => Err(Refusal::BodyUnknown),
            _ => Ok(()),
        }
    }

    /// Who would be in the electorate now, ascending, and everybody recused, by declaration or as
    /// the subject of a row.
    pub(in crate::domain) fn electorate_and_recused(
        &self,
        ballot: &Ballot,
    ) -> (Vec<DelegateId>, Vec<OpeningRecusal>) {
        let (sheet, form) = (&ballot.sheet, &ballot.sheet.form);
        let mut items: BTreeMap<DelegateId, Excused> = BTreeMap::new();
        if sheet.rules.recusal.subject_recused {
            for (place, item) in (0..).zip(form.items()) {
                if let Some(person) = item.person {
                    let one = Excused::new(vec![place]);
                    let before = items.remove(&person).unwrap_or_default();
                    items.insert(person, before.and(&one));
                }
            }
        }
        for (delegate, recusal) in &ballot.recusals {
            let before = items.remove(delegate).unwrap_or_default();
            items.insert(*delegate, before.and(&recusal.items));
        }
        let (mut electorate, mut recused) = (self.admitted(sheet), Vec::new());
        items.retain(|delegate, _| electorate.binary_search(delegate).is_ok());
        for (delegate, items) in items {
            let (items, whole) = rounded(form, items);
            if whole {
                electorate.retain(|id| *id != delegate);
            }
            let rows = (!whole).then(|| items.keys(form));
            recused.push(OpeningRecusal { delegate, rows });
        }
        (electorate, recused)
    }

    pub(super) fn opening_recusals(
        &self,
        ballot: &Ballot,
        frozen: &[OpeningRecusal],
    ) -> BTreeMap<DelegateId, Recusal> {
        let recusal = |one: &OpeningRecusal| {
            let reason = ballot.recusals.get(&one.delegate).map(|r| r.reason.clone());
            let in_room = self.roster.is_counted(one.delegate);
            let reason = reason.unwrap_or_default();
            (one.delegate, made(&ballot.sheet.form, one.rows.as_deref(), reason, in_room))
        };
        frozen.iter().map(recusal).collect()
    }

    /// Whoever is recused from this ballot, for another that takes its place.
    pub(super) fn recusals_of(&self, ballot: BallotId) -> BTreeMap<DelegateId, Recusal> {
        let found = self.ballots.get(&ballot).expect("decided on this ballot");
        found.phase.poll().map_or_else(|| found.recusals.clone(), |poll| poll.recused.clone())
    }

    pub(super) fn apply_recused(&mut self, event: &people::Recused) {
        let Self { ballots, roster, .. } = self;
        let found = ballots.get_mut(&event.ballot).expect("decided on this ballot");
        let (form, delegate) = (&found.sheet.form, event.delegate);
        let in_room = roster.is_counted(delegate);
        let mut recusal = made(form, event.rows.as_deref(), event.reason.clone(), in_room);
        let Some(poll) = found.phase.poll_mut() else {
            found.recusals.insert(delegate, recusal);
            return;
        };
        recusal.in_room |= poll.attending.seen.contains(&delegate);
        poll.take_out(form, delegate);
        if recusal.whole {
            poll.been_present.remove(&delegate);
            poll.attending.later.remove(&delegate);
        }
        poll.recused.insert(delegate, recusal);
        poll.item_recused = item_recused(roster, form, poll);
        self.call_next(event.ballot, delegate);
    }

    pub(super) fn apply_withdrawn(&mut self, event: &people::RecusalWithdrawn) {
        let found = self.ballots.get_mut(&event.ballot).expect("decided on this ballot");
        found.recusals.remove(&event.delegate);
    }
}

/// Whether a row of this paper is about the person.
pub(super) fn names(sheet: &Sheet, person: DelegateId) -> bool {
    sheet.form.items().iter().any(|item| item.person == Some(person))
}

/// Where nothing lawful is left on the paper, the recusal is from the whole ballot.
fn rounded(form: &PaperForm, items: Excused) -> (Excused, bool) {
    match form.without(&items) {
        None => (Excused::all(form), true),
        Some(_) => (items, false),
    }
}

fn made(form: &PaperForm, rows: Option<&[Key]>, reason: Text, in_room: bool) -> Recusal {
    let items = rows.map_or_else(
        || Excused::all(form),
        |rows| Excused::of(form, rows).expect("decided on rows of this paper"),
    );
    Recusal { items, whole: rows.is_none(), reason, in_room }
}

/// How many members are recused from each item; empty when nobody is.
pub(super) fn item_recused(roster: &Roster, form: &PaperForm, poll: &Poll) -> Vec<ItemRecused> {
    let mut figures = vec![ItemRecused::default(); form.items().len()];
    for (delegate, recusal) in &poll.recused {
        let member = |person: &crate::domain::roster::Person| person.standing == Standing::Member;
        if !roster.person(*delegate).is_some_and(member) {
            continue;
        }
        let at_opening = recusal.in_room && !poll.came_later.contains(delegate);
        for item in recusal.items.items() {
            figures[item].members += 1;
            figures[item].present += u32::from(at_opening);
        }
    }
    match figures.iter().any(|item| item.members > 0) {
        true => figures,
        false => Vec::new(),
    }
}

/// The command behind an event about persons.
pub(super) fn command_of(event: &Event, role: Role) -> Result<Command, Unlawful> {
    Ok(match event.clone() {
        Event::Recused(people::Recused { ballot, delegate, rows, reason, .. }) => match role {
            Role::Delegate => Command::Delegate(
                delegate,
                DelegateCommand::People(DelegatePeople::Recuse { ballot, rows, reason }),
            ),
            _ => desk(DeskPeople::Recuse { ballot, delegate, rows, reason }),
        },
        Event::RecusalWithdrawn(people::RecusalWithdrawn { ballot, delegate }) => {
            desk(DeskPeople::WithdrawRecusal { ballot, delegate })
        }
        Event::ScrutineersNamed(people::ScrutineersNamed { people, chief }) => {
            desk(DeskPeople::NameScrutineers { people, chief })
        }
        Event::ChairNamed(people::ChairNamed { chair }) => desk(DeskPeople::NameChair { chair }),
        Event::ChairHandedOver(people::ChairHandedOver { to, reason, ballot }) => {
            let over = ChairPeople::HandOver { to, reason, ballot };
            Command::Chair(ChairCommand::People(over))
        }
        Event::RollPassed(people::RollPassed { ballot, delegate }) => match role {
            Role::Delegate => Command::Delegate(
                delegate,
                DelegateCommand::People(DelegatePeople::Pass { ballot }),
            ),
            _ => Command::Chair(ChairCommand::People(ChairPeople::Pass { ballot, delegate })),
        },
        _ => return Err(Unlawful::WrongRole),
    })
}

fn desk(command: DeskPeople) -> Command {
    Command::Desk(DeskCommand::People(command))
}
