//! The first K of N by votes, each also above a majority where the rule asks for one.

use serde::{Deserialize, Serialize};

use crate::domain::count::Bases;
use crate::domain::outcome::places::{ShortfallRule, TieKey, TieRule, WithdrawalRule};
use crate::domain::outcome::{Outcome, Tie, cut, shared_ranks};
use crate::domain::paper::{PicksForm, count};
use crate::domain::sheet::SheetError;
use crate::domain::tally::PicksTally;
use crate::domain::text::Key;
use crate::domain::threshold::{Base, Threshold};
use crate::domain::write_ins;

/// Top K with or without a majority (rules.md §4.5, V1 to V3, and §6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionRule {
    /// K, 应定项数.
    pub places: u32,
    /// Majority each of them needs too; none: plurality.
    pub majority: Option<Threshold>,
    /// Equal votes across the last place.
    pub tie_rule: TieRule,
    /// Majority that a run-off asks for; none: the most votes win it (rules.md §0.3, reading 13).
    pub run_off_majority: Option<Threshold>,
    /// Fewer than K reach the majority.
    pub shortfall_rule: ShortfallRule,
    /// Somebody who is in withdraws after the close.
    pub withdrawal: WithdrawalRule,
}

/// One option in rank order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionRow {
    /// The option, or the key of a person written in ([`write_ins::keys`]).
    pub item: Key,
    /// Votes.
    pub votes: u64,
    /// Shared rank: 1, 2, 2, 4.
    pub rank: u32,
    /// What follows.
    pub verdict: Selected,
}

/// Verdict on one option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selected {
    /// 入选.
    Selected,
    /// 得票相等, across the cut: a run-off decides.
    Tied,
    /// 未入选, behind the cut.
    NotSelected,
    /// 未过半: below the majority (or no vote at all under plurality).
    BelowMajority,
}

/// Everybody who may be selected: the options, then the persons written in.
pub(crate) struct Candidates {
    pub(crate) items: Vec<Key>,
    pub(crate) votes: Vec<u64>,
    /// 反对; 0 for persons written in, and where the form has no crosses.
    pub(crate) against: Vec<u64>,
}

impl Candidates {
    pub(crate) fn of(form: &PicksForm, tally: &PicksTally) -> Self {
        let written = tally.written();
        let mut items: Vec<Key> = form.options.iter().map(|option| option.id.clone()).collect();
        items.extend(write_ins::keys(form, written.len()));
        let votes = tally.votes.iter().copied().chain(written.iter().map(|name| name.votes));
        let mut against = tally.crossed().to_vec();
        against.resize(items.len(), 0);
        Self { votes: votes.collect(), items, against }
    }
}

impl SelectionRule {
    pub(super) fn check(&self, form: &PicksForm) -> Result<(), SheetError> {
        if self.places == 0 || self.places > count(form.options.len()) || form.max != self.places {
            return Err(SheetError {
                zh: "应定项数与票面不符",
                en: "the number of places does not fit the paper",
            });
        }
        let of_rows = |threshold: &Threshold| {
            matches!(threshold.base, Base::ValidRows | Base::ForPlusAgainst | Base::Expressed)
        };
        if [&self.majority, &self.run_off_majority].into_iter().flatten().any(of_rows) {
            return Err(SheetError {
                zh: "该计票基数只适用于逐项选择的票面",
                en: "this base needs a matrix paper",
            });
        }
        match &self.tie_rule {
            TieRule::SecondaryKey(TieKey::FewerAgainst) if form.crosses => Ok(()),
            TieRule::SecondaryKey(_) => Err(SheetError {
                zh: "得票相等时比较反对票，票上须能选反对",
                en: "a tie decided by votes against needs a paper that can say against",
            }),
            _ => Ok(()),
        }
    }

    /// Votes that one option needs besides the rank; a row without a single vote is never selected
    /// (rules.md §0.3, reading 13).
    #[must_use]
    pub fn needed_by(&self, bases: &Bases, option: usize) -> u64 {
        self.needed(&bases.of_item(option)).map_or(1, |(needed, _)| needed)
    }

    /// Votes needed besides the rank, with their base; `None` under plurality.
    #[must_use]
    pub fn needed(&self, bases: &Bases) -> Option<(u64, u64)> {
        self.majority.map(|majority| {
            let base_count = bases.of_papers(majority.base);
            (majority.needed(base_count), base_count)
        })
    }

    /// What comes second among equal votes: fewer is better; the same for all without such a rule.
    pub(crate) fn second(&self, against: u64) -> u64 {
        match &self.tie_rule {
            TieRule::SecondaryKey(TieKey::FewerAgainst) => against,
            _ => 0,
        }
    }

    pub(super) fn decide(&self, form: &PicksForm, tally: &PicksTally, bases: &Bases) -> Outcome {
        let Candidates { items, votes, against } = Candidates::of(form, tally);
        let mut order: Vec<usize> = (0..votes.len()).collect();
        let key = |i: usize| (std::cmp::Reverse(votes[i]), self.second(against[i]));
        order.sort_by_key(|&i| key(i));
        let equal = |a: usize, b: usize| key(order[a]) == key(order[b]);
        let ranks = shared_ranks(order.len(), equal);

        // Each by its own number: a base may shrink for some of them and not for others.
        let reaches = |i: &usize| votes[*i] >= self.needed_by(bases, *i);
        let reached: Vec<usize> = order.iter().copied().filter(reaches).collect();
        let level = |a: usize, b: usize| key(reached[a]) == key(reached[b]);
        let places = usize::try_from(self.places).expect("at most 200 places");
        let (above, tied) = self.tie_rule.settle(cut(reached.len(), places, level));

        let verdict = |option: usize| match reached.iter().position(|i| *i == option) {
            Some(p) if p < above => Selected::Selected,
            Some(p) if p < above + tied => Selected::Tied,
            Some(_) => Selected::NotSelected,
            None => Selected::BelowMajority,
        };
        let rows = order.iter().enumerate().map(|(place, &i)| SelectionRow {
            item: items[i].clone(),
            votes: votes[i],
            rank: ranks[place],
            verdict: verdict(i),
        });
        let tie = (tied > 0).then(|| Tie {
            items: reached[above..above + tied].iter().map(|&i| items[i].clone()).collect(),
            open_places: count(places - above),
        });
        let filled = if tie.is_some() { places } else { above };
        let shortfall = count(places.saturating_sub(filled));
        Outcome::Selection { rows: rows.collect(), tie, shortfall }
    }
}
