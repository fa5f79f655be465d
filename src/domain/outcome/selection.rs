//! The first K of N by votes, each also above a majority where the rule asks for one.

use serde::{Deserialize, Serialize};

use crate::domain::count::Bases;
use crate::domain::outcome::{Outcome, Tie, cut, shared_ranks};
use crate::domain::paper::{PicksForm, count};
use crate::domain::sheet::SheetError;
use crate::domain::text::Key;
use crate::domain::threshold::{Base, Threshold};

/// Top K with or without a majority (rules.md §4.5, V1 to V3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionRule {
    /// K, 应定项数.
    pub places: u32,
    /// Majority each of them needs too; none: plurality.
    pub majority: Option<Threshold>,
}

/// One option in rank order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelectionRow {
    /// The option.
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

impl SelectionRule {
    pub(super) fn check(&self, form: &PicksForm) -> Result<(), SheetError> {
        if self.places == 0 || self.places > count(form.options.len()) || form.max != self.places {
            return Err(SheetError {
                zh: "应定项数与票面不符",
                en: "the number of places does not fit the paper",
            });
        }
        let base = self.majority.map(|majority| majority.base);
        if matches!(base, Some(Base::ValidRows | Base::ForPlusAgainst | Base::Expressed)) {
            return Err(SheetError {
                zh: "该计票基数只适用于逐项选择的票面",
                en: "this base needs a matrix paper",
            });
        }
        Ok(())
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

    pub(super) fn decide(&self, form: &PicksForm, votes: &[u64], bases: &Bases) -> Outcome {
        let mut order: Vec<usize> = (0..votes.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(votes[i]));
        let equal = |a: usize, b: usize| votes[order[a]] == votes[order[b]];
        let ranks = shared_ranks(order.len(), equal);

        // Each by its own number: a base may shrink for some of them and not for others.
        let reaches = |i: &usize| votes[*i] >= self.needed_by(bases, *i);
        let reached: Vec<usize> = order.iter().copied().filter(reaches).collect();
        let places = usize::try_from(self.places).expect("at most 200 places");
        let level = |a: usize, b: usize| votes[reached[a]] == votes[reached[b]];
        let (above, tied) = cut(reached.len(), places, level);

        let verdict = |option: usize| match reached.iter().position(|i| *i == option) {
            Some(p) if p < above => Selected::Selected,
            Some(p) if p < above + tied => Selected::Tied,
            Some(_) => Selected::NotSelected,
            None => Selected::BelowMajority,
        };
        let rows = order.iter().enumerate().map(|(place, &i)| SelectionRow {
            item: form.options[i].id.clone(),
            votes: votes[i],
            rank: ranks[place],
            verdict: verdict(i),
        });
        let tie = (tied > 0).then(|| Tie {
            items: reached[above..above + tied]
                .iter()
                .map(|&i| form.options[i].id.clone())
                .collect(),
            open_places: count(places - above),
        });
        let filled = if tie.is_some() { places } else { above };
        Outcome::Selection { rows: rows.collect(), tie, shortfall: count(places - filled) }
    }
}
