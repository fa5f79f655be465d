//! Weights of the roster and what an opening freezes of them.

use crate::domain::command::weights::WeightsCommand;
use crate::domain::event::Event;
use crate::domain::event::weights::{ProxyBy, WeightSet};
use crate::domain::ids::DelegateId;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::weights::MandateRefusal;
use crate::domain::roster::{Person, Standing};
use crate::domain::sheet::Sheet;
use crate::domain::sitting::open::admits;
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::text::Text;
use crate::domain::weight::{WEIGHT_SUM_MAX, Weight};

impl Sitting {
    pub(super) fn decide_weights(&self, command: &WeightsCommand) -> Result<Decision, Refusal> {
        match command {
            WeightsCommand::SetWeight { delegate, weight } => {
                self.set_weight(*delegate, weight.as_ref())
            }
            WeightsCommand::GiveProxy { principal, holder } => {
                self.give_proxy(*principal, *holder, ProxyBy::Desk)
            }
            WeightsCommand::EndProxy { principal } => self.end_proxy(*principal, ProxyBy::Desk),
        }
    }

    fn set_weight(&self, delegate: DelegateId, weight: Option<&Text>) -> Result<Decision, Refusal> {
        let person = self.member(delegate)?;
        self.mandates_may_change()?;
        let read = |text: &Text| Weight::read(text.as_str()).ok_or(MandateRefusal::WeightInvalid);
        let weight = weight.map(read).transpose()?;
        // One vote has one spelling, so that a record says the same of equal weights.
        let weight = weight.filter(|weight| *weight != Weight::ONE);
        if person.weight == weight {
            return Err(Refusal::AlreadyDone);
        }
        Ok(Decision::event(Event::WeightSet(WeightSet { delegate, weight })))
    }

    /// A member on the roster: nobody else has a vote to weigh or to give away.
    pub(super) fn member(&self, delegate: DelegateId) -> Result<&Person, Refusal> {
        let person = self.roster.person(delegate).ok_or(Refusal::DelegateUnknown)?;
        match person.standing {
            Standing::NonvotingAttendee => Err(Refusal::Nonvoting),
            // Weights and proxies are of the sitting's own body.
            Standing::Member if !person.bodies.belong_to(None) => Err(Refusal::NotInElectorate),
            Standing::Member => Ok(person),
        }
    }

    pub(super) fn mandates_may_change(&self) -> Result<(), Refusal> {
        let rules = self.running().map(|ballot| &ballot.sheet.rules);
        let frozen = rules.is_some_and(|r| r.binding || r.weights.is_some() || r.proxies.is_some());
        if frozen { Err(MandateRefusal::Frozen.into()) } else { Ok(()) }
    }

    /// Weight of all members and of those present or represented as they are now, in units of the
    /// rule; a weight with more decimals is cut off, as no ballot opens with it.
    #[must_use]
    pub fn weights_now(&self, sheet: &Sheet) -> [u64; 2] {
        let (rules, scale) = (&sheet.rules, sheet.rules.scale());
        let units =
            |person: &Person| person.weight.unwrap_or(Weight::ONE).units(scale).unwrap_or_default();
        let members = self.roster.people().map(|(person, _)| person);
        let mut sums = [0_u64; 2];
        for person in members.filter(|person| admits(sheet, person)) {
            let proxies = rules.proxies.is_some();
            let here = self.roster.is_counted(person.id)
                || (proxies && self.roster.is_represented(person.id));
            sums[0] = sums[0].saturating_add(units(person));
            sums[1] = sums[1].saturating_add(if here { units(person) } else { 0 });
        }
        sums
    }

    /// The weights of an electorate in units of the rule, in its order; none where the rule has none.
    pub(super) fn frozen_weights(
        &self,
        sheet: &Sheet,
        electorate: &[DelegateId],
    ) -> Result<Option<Vec<u64>>, Refusal> {
        let Some(rule) = sheet.rules.weights else {
            return Ok(None);
        };
        let mut weights = Vec::with_capacity(electorate.len());
        let mut sum = 0_u64;
        for person in electorate.iter().filter_map(|id| self.roster.person(*id)) {
            let weight = person.weight.unwrap_or(Weight::ONE);
            let units = weight.units(rule.decimals).ok_or_else(|| {
                let (number, decimals) = (person.number.clone(), rule.decimals.decimals());
                MandateRefusal::WeightTooFine { number, decimals }
            })?;
            sum = sum.saturating_add(units);
            weights.push(units);
        }
        if sum > WEIGHT_SUM_MAX {
            return Err(MandateRefusal::WeightsTooLarge.into());
        }
        Ok(Some(weights))
    }
}
