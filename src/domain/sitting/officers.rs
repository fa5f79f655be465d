//! Scrutineers and the chair as persons.

use crate::domain::ballot::Phase;
use crate::domain::event::{Event, people};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::officers::{Chairperson, SCRUTINEERS_MAX};
use crate::domain::refusal::Refusal;
use crate::domain::roster::Standing;
use crate::domain::sitting::people::names;
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    pub(super) fn name_scrutineers(
        &self,
        named: &[DelegateId],
        chief: Option<DelegateId>,
    ) -> Result<Decision, Refusal> {
        let distinct: std::collections::BTreeSet<_> = named.iter().collect();
        let of_them = chief.is_none_or(|chief| distinct.contains(&chief));
        if distinct.len() != named.len() || named.len() > SCRUTINEERS_MAX || !of_them {
            return Err(Refusal::ScrutineersInvalid);
        }
        for id in named {
            let person = self.roster.person(*id).ok_or(Refusal::DelegateUnknown)?;
            if person.standing != Standing::Member {
                return Err(Refusal::ScrutineersInvalid);
            }
            let unfinished = self.ballots.values().filter(|ballot| {
                let phase = &ballot.phase;
                let counted = matches!(phase, Phase::Closed(..) | Phase::Counted(..));
                counted || phase.is_running() || *phase == Phase::Ready
            });
            if unfinished.into_iter().any(|ballot| names(&ballot.sheet, *id)) {
                return Err(Refusal::ScrutineerIsCandidate { name: person.name.clone() });
            }
        }
        let now = &self.officers;
        if (now.scrutineers.as_slice(), now.chief) == (named, chief) {
            return Err(Refusal::AlreadyDone);
        }
        let event = people::ScrutineersNamed { people: named.to_vec(), chief };
        Ok(Decision::event(Event::ScrutineersNamed(event)))
    }

    pub(super) fn new_chair(&self, chair: &Chairperson) -> Result<(), Refusal> {
        match chair {
            Chairperson::Person(id) if self.roster.person(*id).is_none() => {
                Err(Refusal::DelegateUnknown)
            }
            Chairperson::Name(name) if name.is_empty() => Err(Refusal::NameMissing),
            _ if self.officers.chair.as_ref() == Some(chair) => Err(Refusal::AlreadyDone),
            _ => Ok(()),
        }
    }

    pub(super) fn hand_over(
        &self,
        to: &Chairperson,
        reason: &Text,
        ballot: Option<BallotId>,
    ) -> Result<Decision, Refusal> {
        if let Some(ballot) = ballot {
            self.find(ballot)?;
        }
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        self.new_chair(to)?;
        let (to, reason) = (to.clone(), reason.clone());
        let event = people::ChairHandedOver { to, reason, ballot };
        Ok(Decision::event(Event::ChairHandedOver(event)))
    }

    pub(super) fn apply_scrutineers(&mut self, event: &people::ScrutineersNamed) {
        self.officers.scrutineers.clone_from(&event.people);
        self.officers.chief = event.chief;
        self.tell_officers();
    }

    pub(super) fn apply_chair(&mut self, chair: &Chairperson) {
        self.officers.chair = Some(chair.clone());
        self.tell_officers();
    }

    /// A ballot keeps the names of those who were there when it was certified and declared.
    fn tell_officers(&mut self) {
        for ballot in self.ballots.values_mut() {
            let declared = matches!(ballot.phase, Phase::Declared(..) | Phase::Voided { .. });
            let certified = matches!(ballot.phase, Phase::Certified(..));
            if let Some(poll) = ballot.phase.poll_mut().filter(|_| !declared) {
                poll.officers.chair.clone_from(&self.officers.chair);
                if !certified {
                    poll.officers.scrutineers.clone_from(&self.officers.scrutineers);
                    poll.officers.chief = self.officers.chief;
                }
            }
        }
    }
}
