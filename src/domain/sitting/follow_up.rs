//! Ballots that follow from another: a repeat, a run-off, a second round, a further election, the
//! election after a primary. Each is a new ballot that names the one before; what may stand on it
//! follows from the outcome of that one.

use crate::domain::ballot::{Ballot, Phase};
use crate::domain::ids::BallotId;
use crate::domain::outcome::OutcomeRule;
use crate::domain::outcome::places::{ShortfallRule, Standing};
use crate::domain::paper::{AllEqual, Item, PaperForm, count};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::{BallotKind, Link, LinkWhy, Sheet, SheetError};
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::tally::Tally;
use crate::domain::text::{Key, Text};
use crate::domain::threshold::Threshold;
use crate::domain::write_ins;

/// A ballot that an outcome asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Which kind.
    pub why: LinkWhy,
    /// Who or what stands on it, in rank order.
    pub items: Vec<Item>,
    /// How many places it has.
    pub places: u32,
    /// The ballot that is there for it already.
    pub prepared: Option<BallotId>,
}

impl Ballot {
    /// An item of the outcome as it stands on papers: a row or an option, or a person written in.
    #[must_use]
    pub fn item(&self, key: &Key) -> Option<Item> {
        if let Some(item) = self.sheet.form.items().iter().find(|item| item.id == *key) {
            return Some(item.clone());
        }
        let (PaperForm::Picks(form), Tally::Picks(tally)) =
            (&self.sheet.form, &self.phase.counting()?.count.tally)
        else {
            return None;
        };
        let written = tally.written();
        let place = write_ins::keys(form, written.len()).iter().position(|id| id == key)?;
        let (note, details) = (Text::default(), Vec::new());
        Some(Item {
            id: key.clone(),
            title: written[place].name.text().clone(),
            note,
            details,
            person: None,
        })
    }

    fn items(&self, keys: &[Key]) -> Vec<Item> {
        keys.iter().filter_map(|key| self.item(key)).collect()
    }
}

impl Sitting {
    /// The ballots that the outcome of a counted ballot asks for, each exactly as it has to be.
    #[must_use]
    pub fn follow_ups(&self, ballot: &Ballot) -> Vec<FollowUp> {
        let Some(standing) = ballot.standing() else {
            return Vec::new();
        };
        let rule = &ballot.sheet.rules.outcome;
        let mut found = Vec::new();
        let run_off = rule.tie_rule().is_some_and(|rule| rule.allows_run_off());
        if let Some(tie) = standing.tie.as_ref().filter(|_| run_off) {
            found.push((LinkWhy::RunOff, ballot.items(&tie.items), tie.open_places));
        }
        if standing.open > 0 && rule.shortfall_rule() == Some(ShortfallRule::SecondRound) {
            let why = match ballot.sheet.kind {
                BallotKind::Election => LinkWhy::FurtherElection,
                _ => LinkWhy::SecondRound,
            };
            // With fewer than there are places nobody could lose; that is not a vote.
            if count(standing.others.len()) >= standing.open {
                found.push((why, ballot.items(&standing.others), standing.open));
            }
        }
        let follow_up = |(why, items, places)| {
            let prepared = self.following(ballot.id, why);
            FollowUp { why, items, places, prepared }
        };
        found.into_iter().map(follow_up).collect()
    }

    /// What a ballot follows, whether it is held again or changed over or not; none where it only
    /// repeats.
    #[must_use]
    pub fn origin(&self, sheet: &Sheet) -> Option<Link> {
        let mut link = sheet.link?;
        // No ballot comes before itself, and there are no more than these.
        for _ in 0..self.ballots.len() {
            if link.why != LinkWhy::Rerun {
                return Some(link);
            }
            link = self.ballots.get(&link.ballot)?.sheet.link?;
        }
        None
    }

    /// The ballot that follows from another for this reason, unless it was given up.
    #[must_use]
    pub fn following(&self, of: BallotId, why: LinkWhy) -> Option<BallotId> {
        let follows = |ballot: &&Ballot| {
            self.origin(&ballot.sheet) == Some(Link { ballot: of, why })
                && !matches!(ballot.phase, Phase::Cancelled { .. } | Phase::Voided { .. })
        };
        self.ballots.values().find(follows).map(|ballot| ballot.id)
    }

    /// The sheet of a ballot that follows from the outcome of `of`.
    ///
    /// # Errors
    /// [`Refusal::FollowUpNone`] where the outcome asks for none of this kind,
    /// [`Refusal::AlreadyDone`] where it is prepared.
    pub fn follow_up_draft(&self, of: BallotId, why: LinkWhy) -> Result<Sheet, Refusal> {
        let first = self.find(of)?;
        if self.following(of, why).is_some() {
            return Err(Refusal::AlreadyDone);
        }
        let mut found = self.follow_ups(first).into_iter();
        let follow_up = found.find(|found| found.why == why).ok_or(Refusal::FollowUpNone)?;
        let mut sheet = first.sheet.as_ref().clone();
        let rounds = self.ballots.values().filter(|b| b.sheet.number == sheet.number);
        let round = rounds.map(|ballot| ballot.sheet.round).max().unwrap_or_default();
        sheet.round = round.checked_add(1).ok_or(Refusal::FollowUpNone)?;
        sheet.link = Some(Link { ballot: of, why });
        fill(&mut sheet, &follow_up);
        sheet.check()?;
        Ok(sheet)
    }

    pub(super) fn follow_up(
        &self,
        ballot: BallotId,
        of: BallotId,
        why: LinkWhy,
    ) -> Result<Decision, Refusal> {
        if self.ballots.contains_key(&ballot) {
            return Err(Refusal::BallotExists);
        }
        let sheet = self.follow_up_draft(of, why)?;
        self.draft(ballot, &sheet)
    }

    /// Whether a sheet is what its link says it is.
    pub(super) fn check_link(&self, id: BallotId, sheet: &Sheet) -> Result<(), Refusal> {
        let Some(Link { ballot, why }) = sheet.link else {
            return Ok(());
        };
        let first = self.ballots.get(&ballot).filter(|_| ballot != id).ok_or(SheetError {
            zh: "所接续的原表决不在本次会议中",
            en: "the ballot that this one follows is not in this sitting",
        })?;
        if why == LinkWhy::Rerun {
            return Ok(());
        }
        if self.following(ballot, why).is_some_and(|other| other != id) {
            return Err(SheetError {
                zh: "这样的后续表决已经准备",
                en: "such a ballot is prepared already",
            }
            .into());
        }
        let standing = first.standing().ok_or(SheetError {
            zh: "所接续的原表决没有可以接续的计票结果",
            en: "the ballot that this one follows has no count to follow from",
        })?;
        Ok(match why {
            LinkWhy::Rerun => Ok(()),
            LinkWhy::Primary => after_primary(first, sheet, &standing),
            LinkWhy::FurtherElection => {
                further_election(first, sheet, &standing, &self.elected_before(sheet))
            }
            LinkWhy::RunOff | LinkWhy::SecondRound => {
                let mut found = self.follow_ups(first).into_iter();
                let found = found.find(|found| found.why == why);
                found.ok_or(NOT_ASKED).and_then(|follow_up| exactly(first, sheet, &follow_up))
            }
        }?)
    }

    /// Everybody who is in by a ballot that this one comes after.
    pub(super) fn elected_before(&self, sheet: &Sheet) -> Vec<Item> {
        let elected = |ballot: &Ballot| {
            let standing = ballot.standing();
            standing.map_or_else(Vec::new, |standing| ballot.items(&standing.selected))
        };
        let further =
            |sheet: &Sheet| self.origin(sheet).filter(|link| link.why == LinkWhy::FurtherElection);
        let mut found = Vec::new();
        let mut next = further(sheet);
        for _ in 0..self.ballots.len() {
            let Some(first) = next.and_then(|link| self.ballots.get(&link.ballot)) else { break };
            found.extend(elected(first));
            next = further(&first.sheet);
        }
        found
    }

    /// Whether the ballot that this one follows still has the outcome that it follows from.
    pub(super) fn link_stands(&self, id: BallotId, sheet: &Sheet) -> bool {
        let Some(Link { ballot, .. }) = self.origin(sheet) else {
            return true;
        };
        let counted = |first: &Ballot| first.phase.counting().is_some();
        self.ballots.get(&ballot).is_some_and(counted) && self.check_link(id, sheet).is_ok()
    }
}

const NOT_ASKED: SheetError = SheetError {
    zh: "原表决的结果不需要这样的后续表决",
    en: "the outcome of the ballot before asks for no such ballot",
};

/// Only the followed-up items, for the open places, under the rule that the first ballot names.
fn fill(sheet: &mut Sheet, follow_up: &FollowUp) {
    // Not all who were drawn are left.
    sheet.draw = None;
    let (places, run_off) = (follow_up.places, follow_up.why == LinkWhy::RunOff);
    let limited = match &mut sheet.rules.outcome {
        OutcomeRule::Selection(rule) => {
            rule.places = places;
            rule.majority = if run_off { rule.run_off_majority } else { rule.majority };
            None
        }
        OutcomeRule::Quota(rule) => {
            rule.places = places;
            // The share was one of all the rows.
            rule.percent = None;
            let places = places_of(&sheet.form, &follow_up.items);
            for source in rule.composite.iter_mut().flat_map(|composite| &mut composite.sources) {
                source.scores = places.iter().map(|place| source.scores[*place]).collect();
            }
            Some(rule.grade.clone())
        }
        _ => None,
    };
    match &mut sheet.form {
        PaperForm::Picks(form) => {
            form.options.clone_from(&follow_up.items);
            form.min = if form.min == form.max { places } else { form.min.min(places) };
            form.max = places;
            match follow_up.why {
                LinkWhy::FurtherElection => {
                    if let Some(write_ins) = &mut form.write_ins {
                        write_ins.max = write_ins.max.min(places);
                    }
                }
                // Nobody else may win it.
                _ => form.write_ins = None,
            }
        }
        PaperForm::Marks(form) => {
            form.rows.clone_from(&follow_up.items);
            let quotas = form.quotas.iter_mut();
            let quotas = quotas.filter(|quota| Some(&quota.grade) == limited.as_ref());
            quotas.for_each(|quota| quota.max = quota.max.min(places));
            // What a paper owed to all the rows it does not owe to the few that are left.
            form.quotas.iter_mut().for_each(|quota| quota.min = 0);
            if form.cells() < 2 {
                form.all_equal = AllEqual::Allowed;
            }
        }
        // No outcome with places has such a paper.
        PaperForm::Ranks(_) | PaperForm::Scores(_) | PaperForm::Text(_) => {}
    }
}

/// Where the items, which may be in rank order, stand on the form.
fn places_of(form: &PaperForm, items: &[Item]) -> Vec<usize> {
    let place = |item: &Item| form.items().iter().position(|row| row.id == item.id);
    items.iter().filter_map(place).collect()
}

/// The same candidates in any order.
fn same(listed: &[Item], due: &[Item]) -> bool {
    let named =
        |item: &Item| due.iter().any(|due| (&due.id, &due.title) == (&item.id, &item.title));
    listed.len() == due.len() && listed.iter().all(named)
}

fn takes_names(form: &PaperForm) -> bool {
    matches!(form, PaperForm::Picks(form) if form.write_ins.is_some())
}

fn exactly(first: &Ballot, sheet: &Sheet, follow_up: &FollowUp) -> Result<(), SheetError> {
    if !same(sheet.form.items(), &follow_up.items) || takes_names(&sheet.form) {
        return Err(SheetError {
            zh: "后续表决的候选项须恰好是原结果所定的各项",
            en: "a ballot that follows has exactly the items that the outcome before names",
        });
    }
    if sheet.rules.outcome.places() != Some(follow_up.places) {
        return Err(PLACES);
    }
    let run_off = follow_up.why == LinkWhy::RunOff;
    let (majority, run_off_majority) = majorities(&first.sheet.rules.outcome);
    let due = if run_off { run_off_majority } else { majority };
    same_majority(sheet, due)
}

const PLACES: SheetError = SheetError {
    zh: "后续表决的名额须恰好是空缺的名额",
    en: "a ballot that follows has exactly the places that are open",
};

fn majorities(rule: &OutcomeRule) -> (Option<Threshold>, Option<Threshold>) {
    match rule {
        OutcomeRule::Selection(rule) => (rule.majority, rule.run_off_majority),
        _ => (None, None),
    }
}

fn same_majority(sheet: &Sheet, due: Option<Threshold>) -> Result<(), SheetError> {
    match majorities(&sheet.rules.outcome).0 == due {
        true => Ok(()),
        false => Err(SheetError {
            zh: "后续表决的多数须与原表决的规则一致",
            en: "the majority of a ballot that follows is the one that the rule before names",
        }),
    }
}

/// Two candidates are one: the same person on the roster, else the same name.
fn same_person(one: &Item, other: &Item) -> bool {
    match (one.person, other.person) {
        (Some(one), Some(other)) => one == other,
        _ => one.title == other.title,
    }
}

/// 另行选举: people may be nominated anew, but not those who are in.
fn further_election(
    first: &Ballot,
    sheet: &Sheet,
    standing: &Standing,
    elected: &[Item],
) -> Result<(), SheetError> {
    let rule = &first.sheet.rules.outcome;
    let asked = rule.shortfall_rule() == Some(ShortfallRule::SecondRound) && standing.open > 0;
    if !asked || first.sheet.kind != BallotKind::Election {
        return Err(NOT_ASKED);
    }
    if sheet.rules.outcome.places() != Some(standing.open) {
        return Err(PLACES);
    }
    let is_elected = |item: &Item| elected.iter().any(|one| same_person(one, item));
    if sheet.form.items().iter().any(is_elected) {
        return Err(SheetError {
            zh: "已当选的人不能再列入另行选举",
            en: "nobody who is elected stands in the further election",
        });
    }
    same_majority(sheet, majorities(rule).0)
}

/// 预选: those whom it selected, and no others, stand in the election.
fn after_primary(first: &Ballot, sheet: &Sheet, standing: &Standing) -> Result<(), SheetError> {
    let settled = standing.tie.is_none();
    // Another list numbers its candidates anew.
    let (listed, due) = (sheet.form.items(), first.items(&standing.selected));
    let is_due = |item: &Item| due.iter().any(|due| same_person(due, item));
    let stands = |due: &Item| listed.iter().any(|item| same_person(due, item));
    let all = listed.len() == due.len() && listed.iter().all(is_due) && due.iter().all(stands);
    match settled && all {
        true => Ok(()),
        false => Err(SheetError {
            zh: "正式候选人须恰好是预选所定的人选",
            en: "the candidates are exactly those whom the primary selected",
        }),
    }
}
