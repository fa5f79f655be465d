//! Proxies: who may give one, who stands for whom in a ballot, and a holder's act for one principal.

use crate::domain::ballot::{Phase, Poll};
use crate::domain::command::weights::{MandateCommand, WeightsCommand};
use crate::domain::command::{Command, DelegateCommand, DeskCommand};
use crate::domain::event::Event;
use crate::domain::event::weights::{ProxyBy, ProxyEnded, ProxyGiven, WeightSet};
use crate::domain::ids::DelegateId;
use crate::domain::paper::count;
use crate::domain::proxy::Mandate;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::weights::MandateRefusal;
use crate::domain::roster::Roster;
use crate::domain::sheet::Sheet;
use crate::domain::sitting::split::OfferedShare;
use crate::domain::sitting::vote::Offered;
use crate::domain::sitting::{Decision, Sitting, Unlawful};
use crate::domain::text::Text;
use crate::domain::weight::Weight;

impl Sitting {
    pub(super) fn decide_mandate(
        &self,
        delegate: DelegateId,
        command: &MandateCommand,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        match command {
            MandateCommand::CastFor { principal, ballot, cast_id, paper } => {
                let offered = Offered::Paper(paper);
                self.cast(*principal, Some(delegate), *ballot, *cast_id, &offered, at_ms)
            }
            MandateCommand::CastSplit { ballot, cast_id, shares } => {
                let shares: Vec<_> = shares.iter().map(OfferedShare::of).collect();
                self.cast_split(delegate, *ballot, *cast_id, &shares, at_ms)
            }
            MandateCommand::GiveProxy { holder } => self.give_proxy_to(delegate, holder),
            MandateCommand::EndProxy => self.end_proxy(delegate, ProxyBy::Own),
        }
    }

    pub(super) fn give_proxy_to(
        &self,
        principal: DelegateId,
        number: &Text,
    ) -> Result<Decision, Refusal> {
        let holder = self.roster.people().find(|(person, _)| person.number == *number);
        let (holder, _) = holder.ok_or(Refusal::DelegateUnknown)?;
        self.give_proxy(principal, holder.id, ProxyBy::Own)
    }

    pub(super) fn give_proxy(
        &self,
        principal: DelegateId,
        holder: DelegateId,
        by: ProxyBy,
    ) -> Result<Decision, Refusal> {
        self.member(principal)?;
        self.member(holder)?;
        self.mandates_may_change()?;
        let max = self.proxy_limit().ok_or(MandateRefusal::NotAllowed)?;
        if principal == holder {
            return Err(MandateRefusal::Oneself.into());
        }
        if self.roster.holder_of(principal).is_some() {
            return Err(MandateRefusal::Exists.into());
        }
        let chained = self.roster.holder_of(holder).is_some();
        if chained || self.roster.mandates_held(principal) > 0 {
            return Err(MandateRefusal::Chain.into());
        }
        if count(self.roster.mandates_held(holder)) >= max {
            return Err(MandateRefusal::TooMany { max }.into());
        }
        Ok(Decision::event(Event::ProxyGiven(ProxyGiven { principal, holder, by })))
    }

    pub(super) fn end_proxy(
        &self,
        principal: DelegateId,
        by: ProxyBy,
    ) -> Result<Decision, Refusal> {
        self.member(principal)?;
        self.mandates_may_change()?;
        if self.roster.holder_of(principal).is_none() {
            return Err(MandateRefusal::Unknown.into());
        }
        Ok(Decision::event(Event::ProxyEnded(ProxyEnded { principal, by })))
    }

    /// The smallest limit among the ballots still to be opened that allow proxies, so that none of
    /// them is refused at its opening; none where no such ballot is on the agenda.
    fn proxy_limit(&self) -> Option<u32> {
        let coming = self
            .ballots
            .values()
            .filter(|ballot| matches!(ballot.phase, Phase::Draft | Phase::Ready));
        let rules = coming.filter_map(|ballot| ballot.sheet.rules.proxies);
        rules.map(|rule| rule.max_per_holder).min()
    }

    /// The proxies that an opening freezes, ascending by principal; none where the rule has none.
    pub(super) fn frozen_proxies(&self, sheet: &Sheet) -> Result<Option<Vec<Mandate>>, Refusal> {
        let Some(rule) = sheet.rules.proxies else {
            return Ok(None);
        };
        let max = rule.max_per_holder;
        if count(self.roster.most_mandates_held()) > max {
            return Err(MandateRefusal::TooMany { max }.into());
        }
        Ok(Some(self.roster.proxies().collect()))
    }

    /// 全体 and 实到 of a ballot, with those who are present through a holder alone: a principal who is
    /// away is represented while the holder is in the room.
    #[must_use]
    pub fn attendance(&self, sheet: &Sheet) -> Attendance {
        Attendance::of(&self.roster, sheet)
    }

    /// Whether a holder may cast for this principal now.
    ///
    /// # Errors
    /// [`MandateRefusal::Unknown`] without such a proxy, [`Refusal::NotInElectorate`] of the
    /// principal, [`Refusal::NotPresent`] of the holder,
    /// [`MandateRefusal::PrincipalHasVoted`].
    pub fn may_cast_for(
        &self,
        poll: &Poll,
        holder: DelegateId,
        principal: DelegateId,
    ) -> Result<(), Refusal> {
        if poll.mandates.holder_of(principal) != Some(holder) {
            return Err(MandateRefusal::Unknown.into());
        }
        if !poll.admits(principal) {
            return Err(Refusal::NotInElectorate);
        }
        if !self.takes_part(poll, holder) {
            return Err(Refusal::NotPresent);
        }
        if poll.votes.get(&principal).is_some_and(|vote| vote.by.is_none()) {
            return Err(MandateRefusal::PrincipalHasVoted.into());
        }
        Ok(())
    }
}

/// Members of the body that is asked, and how many of them are present, in person or represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// 全体.
    pub members: u32,
    /// Present, in person or represented.
    pub present: u32,
    /// Of those, members who are away and whose holder is there.
    pub represented: u32,
}

impl Attendance {
    /// As the roster is now.
    #[must_use]
    pub fn of(roster: &Roster, sheet: &Sheet) -> Self {
        let (members, present) = roster.members_of(sheet.body.as_ref());
        let represented = sheet.rules.proxies.map_or(0, |_| roster.represented());
        Self { members, present: present + represented, represented }
    }
}

impl Sitting {
    /// The command that could have caused an event about weights or proxies.
    pub(super) fn weights_command_of(&self, event: &Event) -> Result<Command, Unlawful> {
        let desk = |command| Command::Desk(DeskCommand::Weights(command));
        let own = |who, command| Command::Delegate(who, DelegateCommand::Mandate(command));
        Ok(match *event {
            Event::WeightSet(WeightSet { delegate, weight }) => {
                let text = |weight: Weight| Text::new(&weight.to_string()).expect("digits");
                let weight = weight.map(text);
                desk(WeightsCommand::SetWeight { delegate, weight })
            }
            Event::ProxyGiven(ProxyGiven { principal, holder, by: ProxyBy::Desk }) => {
                desk(WeightsCommand::GiveProxy { principal, holder })
            }
            Event::ProxyGiven(ProxyGiven { principal, holder, by: ProxyBy::Own }) => {
                let holder = self.roster.person(holder).map(|person| person.number.clone());
                let holder = holder.ok_or(Unlawful::Refused(Refusal::DelegateUnknown))?;
                own(principal, MandateCommand::GiveProxy { holder })
            }
            Event::ProxyEnded(ProxyEnded { principal, by: ProxyBy::Desk }) => {
                desk(WeightsCommand::EndProxy { principal })
            }
            Event::ProxyEnded(ProxyEnded { principal, by: ProxyBy::Own }) => {
                own(principal, MandateCommand::EndProxy)
            }
            _ => return Err(Unlawful::Different(None)),
        })
    }
}
