//! Between the cut and the declaration: names written in, ties decided without a vote, withdrawals.

use std::collections::BTreeSet;

use crate::crypto::hash::Hash;
use crate::domain::ballot::{Ballot, Content, Counting, Phase};
use crate::domain::command::election::{ChairElection, ScrutineerElection, SystemElection};
use crate::domain::command::{ChairCommand, Command, ScrutineerCommand, SystemCommand};
use crate::domain::event::Event;
use crate::domain::event::election::{ItemWithdrawn, TieDecided, WriteInsRead, WriteInsRuled};
use crate::domain::ids::BallotId;
use crate::domain::outcome::Tie;
use crate::domain::outcome::places::{DecidedBy, TieRule};
use crate::domain::paper::{Name, Paper, PicksForm, count};
use crate::domain::refusal::Refusal;
use crate::domain::settled::{Settled, lot};
use crate::domain::sheet::LinkWhy;
use crate::domain::sitting::{Decision, Sitting, Unlawful};
use crate::domain::tally::PicksTally;
use crate::domain::text::{Key, Text};
use crate::domain::write_ins::{ReadName, RuledAs, Ruling, read_names, to_rule};

impl Sitting {
    pub(super) fn chair_election(&self, command: &ChairElection) -> Result<Decision, Refusal> {
        match command {
            ChairElection::DecideTie { ballot, items, reason } => {
                self.decide_tie(*ballot, items, reason)
            }
            ChairElection::DrawLot { ballot, seed } => self.draw_lot(*ballot, seed),
            ChairElection::Withdraw { ballot, item, reason } => {
                self.withdraw(*ballot, item, reason)
            }
            ChairElection::FollowUp { ballot, of, why } => self.follow_up(*ballot, *of, *why),
        }
    }

    pub(super) fn scrutineer_election(
        &self,
        ScrutineerElection::RuleWriteIns { ballot, rulings }: &ScrutineerElection,
    ) -> Result<Decision, Refusal> {
        self.rule_write_ins(*ballot, rulings)
    }

    pub(super) fn system_election(
        &self,
        SystemElection::ReadWriteIns { ballot, names }: &SystemElection,
    ) -> Result<Decision, Refusal> {
        self.read_write_ins(*ballot, names.as_deref())
    }

    fn read_write_ins(
        &self,
        ballot: BallotId,
        names: Option<&[ReadName]>,
    ) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (Phase::Closed(poll, closing), Some(form), None) =
            (&found.phase, found.takes_write_ins(), &found.settled.read)
        else {
            return Err(Refusal::NotDue);
        };
        let names = match (closing.envelopes, names) {
            (None, None) => written(found),
            (Some(_), Some(_)) if poll.seal.is_some_and(|seal| seal.is_lost()) => {
                return Err(Refusal::KeyLost);
            }
            (Some(cut), Some(names)) if lawful(form, names, cut.count) => names.to_vec(),
            (Some(_), Some(_)) => return Err(Refusal::CountContradicts),
            (None, Some(_)) | (Some(_), None) => return Err(Refusal::NotDue),
        };
        if names.is_empty() {
            return Err(Refusal::NotDue);
        }
        Ok(Decision::event(Event::WriteInsRead(WriteInsRead { ballot, names })))
    }

    fn rule_write_ins(&self, ballot: BallotId, given: &[Ruling]) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let (Phase::Closed(..), Some(form)) = (&found.phase, found.takes_write_ins()) else {
            return Err(found.phase.wrong());
        };
        if found.settled.rulings.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        if !found.awaits_rulings() {
            return Err(Refusal::NotDue);
        }
        let read = found.settled.read.as_deref().unwrap_or_default();
        let mut missing: BTreeSet<&Name> = to_rule(form, read).collect();
        let elected = self.elected_before(&found.sheet);
        let mut rulings = Vec::with_capacity(given.len());
        for ruling in given {
            if !missing.remove(&ruling.name) {
                return Err(Refusal::RulingNotAsked);
            }
            check_ruling(form, &ruling.ruled)?;
            if let RuledAs::Person(name) = &ruling.ruled
                && elected.iter().any(|item| item.title == *name.text())
            {
                return Err(Refusal::RulingElected);
            }
            rulings.push(ruling.clone());
        }
        if !missing.is_empty() {
            return Err(Refusal::RulingsMissing { missing: count(missing.len()) });
        }
        rulings.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Decision::event(Event::WriteInsRuled(WriteInsRuled { ballot, rulings })))
    }

    /// The tie of a counted ballot that is neither declared nor decided.
    fn undecided(&self, ballot: BallotId) -> Result<(&Ballot, &Counting, Tie, &TieRule), Refusal> {
        let found = self.find(ballot)?;
        let (Phase::Counted(.., counting) | Phase::Certified(.., counting)) = &found.phase else {
            return Err(found.phase.wrong());
        };
        let tie = found.open_tie().ok_or(match found.settled.ties.is_empty() {
            true => Refusal::TieNone,
            false => Refusal::AlreadyDone,
        })?;
        // Two ways at once could name two people for one place.
        if self.following(ballot, LinkWhy::RunOff).is_some() {
            return Err(Refusal::RunOffPrepared);
        }
        let rule = found.sheet.rules.outcome.tie_rule().ok_or(Refusal::TieNone)?;
        Ok((found, counting, tie, rule))
    }

    fn decide_tie(
        &self,
        ballot: BallotId,
        items: &[Key],
        reason: &Text,
    ) -> Result<Decision, Refusal> {
        let (_, _, tie, rule) = self.undecided(ballot)?;
        if *rule != TieRule::ChairDecides {
            return Err(Refusal::TieRuleOther);
        }
        let named: BTreeSet<&Key> = items.iter().collect();
        if named.len() != items.len()
            || count(items.len()) != tie.open_places
            || !items.iter().all(|item| tie.items.contains(item))
        {
            return Err(Refusal::TieItems { places: tie.open_places });
        }
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let items = tie.items.iter().filter(|item| named.contains(item)).cloned().collect();
        let (by, reason) = (DecidedBy::Chair, reason.clone());
        let decided = TieDecided { ballot, items, by, reason, seed: None };
        Ok(Decision::event(Event::TieDecided(decided)))
    }

    fn draw_lot(&self, ballot: BallotId, seed: &Text) -> Result<Decision, Refusal> {
        let (found, counting, tie, _) = self.undecided(ballot)?;
        if !self.may_draw_lot(found) {
            return Err(Refusal::TieRuleOther);
        }
        if seed.is_empty() {
            return Err(Refusal::SeedMissing);
        }
        let items = lot(ballot, Hash(counting.counted.hash), seed, &tie);
        let (by, reason, seed) = (DecidedBy::Lot, Text::default(), Some(seed.clone()));
        let decided = TieDecided { ballot, items, by, reason, seed };
        Ok(Decision::event(Event::TieDecided(decided)))
    }

    /// Whether the rule lets a lot decide a tie of this ballot. In a run-off that ties again the next
    /// step is another one, or the lot (rules.md §11, case 49).
    #[must_use]
    pub fn may_draw_lot(&self, ballot: &Ballot) -> bool {
        let again = self.origin(&ballot.sheet).is_some_and(|link| link.why == LinkWhy::RunOff);
        let rule = ballot.sheet.rules.outcome.tie_rule();
        rule.is_some_and(|rule| rule.awaits_decision() || again && rule.allows_run_off())
    }

    /// Whether the tie of a counted ballot keeps it from being declared: the rule asks for a
    /// decision, there is none, and no run-off is prepared in its place.
    pub(super) fn tie_undecided(&self, ballot: &Ballot) -> bool {
        let rule = ballot.sheet.rules.outcome.tie_rule();
        rule.is_some_and(TieRule::awaits_decision)
            && ballot.open_tie().is_some()
            && self.following(ballot.id, LinkWhy::RunOff).is_none()
    }

    fn withdraw(&self, ballot: BallotId, item: &Key, reason: &Text) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        if found.phase.closing().is_none() {
            return Err(found.phase.wrong());
        }
        if found.settled.withdrawn.iter().any(|withdrawn| withdrawn.item == *item) {
            return Err(Refusal::AlreadyDone);
        }
        if !found.candidates().contains(item) {
            return Err(Refusal::PicksUnknown);
        }
        if reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let (item, reason) = (item.clone(), reason.clone());
        Ok(Decision::event(Event::ItemWithdrawn(ItemWithdrawn { ballot, item, reason })))
    }

    /// The command that could have led to one of these events.
    pub(super) fn election_command_of(&self, event: &Event) -> Result<Command, Unlawful> {
        Ok(match event.clone() {
            Event::WriteInsRead(WriteInsRead { ballot, names }) => {
                let poll = self.find(ballot).map_err(Unlawful::Refused)?.phase.poll();
                let sealed = poll.is_some_and(|poll| poll.seal.is_some());
                let names = sealed.then_some(names);
                let read = SystemElection::ReadWriteIns { ballot, names };
                Command::System(SystemCommand::Election(read))
            }
            Event::WriteInsRuled(WriteInsRuled { ballot, rulings }) => {
                let rule = ScrutineerElection::RuleWriteIns { ballot, rulings };
                Command::Scrutineer(ScrutineerCommand::Election(rule))
            }
            Event::TieDecided(TieDecided { ballot, items, reason, by, seed }) => {
                let decide = match (by, seed) {
                    (DecidedBy::Lot, Some(seed)) => ChairElection::DrawLot { ballot, seed },
                    _ => ChairElection::DecideTie { ballot, items, reason },
                };
                Command::Chair(ChairCommand::Election(decide))
            }
            Event::ItemWithdrawn(ItemWithdrawn { ballot, item, reason }) => {
                let withdraw = ChairElection::Withdraw { ballot, item, reason };
                Command::Chair(ChairCommand::Election(withdraw))
            }
            _ => return Err(Unlawful::WrongRole),
        })
    }

    pub(super) fn settle(&mut self, ballot: BallotId) -> &mut Settled {
        &mut self.ballots.get_mut(&ballot).expect("decided on this ballot").settled
    }
}

fn check_ruling(form: &PicksForm, ruled: &RuledAs) -> Result<(), Refusal> {
    match ruled {
        RuledAs::Person(name) if form.options.iter().any(|o| o.title == *name.text()) => {
            Err(Refusal::RulingListed)
        }
        RuledAs::Listed(key) if form.option_index(key).is_none() => Err(Refusal::PicksUnknown),
        RuledAs::Invalid(reason) if reason.is_empty() => Err(Refusal::ReasonMissing),
        RuledAs::Person(_) | RuledAs::Listed(_) | RuledAs::Invalid(_) => Ok(()),
    }
}

/// Names on the papers of a closed recorded ballot.
pub(super) fn written(ballot: &Ballot) -> Vec<ReadName> {
    let papers = |poll: &'_ crate::domain::ballot::Poll| -> Vec<Paper> {
        let paper = |vote: &crate::domain::ballot::Vote| match &vote.content {
            Content::Paper(paper) => Some(paper.clone()),
            Content::Sealed(_) => None,
        };
        poll.votes.values().filter_map(paper).collect()
    };
    ballot.phase.poll().map_or_else(Vec::new, |poll| read_names(papers(poll).iter()))
}

/// Whether names that nobody here has read can stand on so many papers.
fn lawful(form: &PicksForm, names: &[ReadName], papers: u32) -> bool {
    let most = u64::from(form.write_ins.map_or(0, |write_ins| write_ins.max)) * u64::from(papers);
    names.is_sorted_by(|a, b| a.name < b.name)
        && names.iter().all(|read| (1..=papers).contains(&read.papers))
        && names.iter().map(|read| u64::from(read.papers)).sum::<u64>() <= most
}

/// Whether the persons of a tally are those of the rulings, and each has as many votes as the papers
/// with their names allow: a paper with two names of one person counts once.
pub(super) fn persons_fit(ballot: &Ballot, tally: &PicksTally) -> bool {
    let rulings = ballot.rulings();
    let mut bounds: std::collections::BTreeMap<&Name, (u64, u64)> = Default::default();
    for read in ballot.settled.read.iter().flatten() {
        if let Some(RuledAs::Person(person)) = rulings.get(&read.name) {
            let (least, most) = bounds.entry(person).or_default();
            *least = (*least).max(read.papers.into());
            *most += u64::from(read.papers);
        }
    }
    let within = |votes, (least, most)| (least..=most).contains(&votes);
    let written = tally.written();
    written.len() == bounds.len()
        && written.iter().all(|person| {
            bounds.get(&person.name).is_some_and(|bounds| within(person.votes, *bounds))
        })
}

impl Ballot {
    /// Everybody and everything that may withdraw: rows and options, and persons written in once
    /// they are counted.
    fn candidates(&self) -> Vec<Key> {
        let mut keys: Vec<Key> =
            self.sheet.form.items().iter().map(|item| item.id.clone()).collect();
        if let Some(form) = self.takes_write_ins()
            && let Some(counting) = self.phase.counting()
            && let crate::domain::tally::Tally::Picks(tally) = &counting.count.tally
        {
            keys.extend(crate::domain::write_ins::keys(form, tally.written().len()));
        }
        keys
    }
}
