//! Scores as exact fractions: the weighted mean of a row, over criteria and groups, and the composite
//! with scores from outside the ballot (rules.md §5.4, §5.5, §7.4). Nothing here is rounded, but a
//! composite that its rule ranks at four decimals.

use num_bigint::BigInt;
use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::domain::group::{EmptyGroup, GroupRule, GroupTally};
use crate::domain::paper::MarksForm;
use crate::domain::sheet::SheetError;
use crate::domain::tally::{RowTally, Tally};
use crate::domain::text::{Key, Text};

/// Most sources of scores besides the ballot.
pub const SOURCES_MAX: usize = 8;
/// Most decimals of a score from outside.
pub const SOURCE_DECIMALS_MAX: u32 = 4;
/// Highest score from outside.
pub const SOURCE_SCORE_MAX: u32 = 1_000;
/// What the weights of ballot and sources come to: they are percentages.
pub const COMPOSITE_WEIGHTS: u32 = 100;
/// 10^4: a composite is ranked at four decimals.
const RANKED_AT: u32 = 10_000;

/// 综合得分: the score of the ballot and scores from elsewhere, each with its weight (E5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Composite {
    /// Weight of the score of the ballot; with those of the sources [`COMPOSITE_WEIGHTS`].
    pub ballot_weight: u32,
    /// 1 to [`SOURCES_MAX`] sources.
    pub sources: Vec<Source>,
    /// What ranks: the value at four decimals, or exactly (rules.md §0.3, reading 11).
    pub ranked: Precision,
}

/// A source of scores from outside the ballot: an examination, a survey, an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable.
    pub id: Key,
    /// Label zh-CN.
    pub zh: Text,
    /// Label English.
    pub en: Text,
    /// At least 1.
    pub weight: u32,
    /// Decimals of its scores, at most [`SOURCE_DECIMALS_MAX`].
    pub decimals: u32,
    /// Score of each row, in units of the last decimal, at most [`SOURCE_SCORE_MAX`].
    pub scores: Vec<u32>,
}

/// What ranks a composite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Half up.
    FourDecimals,
    /// As it is.
    Exact,
}

/// The figures of a matrix, and of its groups where the rule has weights for them.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// Cells of the paper, row by row.
    pub cells: &'a [RowTally],
    /// Rule and tallies of the groups, in the order of the rule.
    pub groups: Option<Grouped<'a>>,
}

/// Groups of a count.
#[derive(Clone, Copy, Debug)]
pub struct Grouped<'a> {
    /// Their weights.
    pub rule: &'a GroupRule,
    /// Their figures, in the same order.
    pub tallies: &'a [GroupTally],
}

impl Composite {
    pub(super) fn check(&self, form: &MarksForm) -> Result<(), SheetError> {
        let weights = self.sources.iter().map(|source| source.weight);
        let whole = weights.fold(self.ballot_weight, u32::saturating_add);
        let lawful = |source: &Source| {
            let most = u64::from(SOURCE_SCORE_MAX) * 10_u64.pow(source.decimals.min(9));
            source.weight > 0
                && source.decimals <= SOURCE_DECIMALS_MAX
                && source.scores.len() == form.rows.len()
                && source.scores.iter().all(|score| u64::from(*score) <= most)
        };
        let repeats = |n: usize| self.sources[..n].iter().any(|s| s.id == self.sources[n].id);
        if self.ballot_weight == 0
            || whole != COMPOSITE_WEIGHTS
            || !(1..=SOURCES_MAX).contains(&self.sources.len())
            || !self.sources.iter().all(lawful)
            || (0..self.sources.len()).any(repeats)
        {
            return Err(SheetError {
                zh: "综合得分的权数之和应为 100，每个来源须有每一项的得分",
                en: "the weights of a composite come to 100, and every source has every row's score",
            });
        }
        Ok(())
    }

    /// The composite of a row whose score in the ballot is `ballot`.
    #[must_use]
    pub fn value(&self, row: usize, ballot: &BigRational) -> BigRational {
        let own = ballot * BigInt::from(self.ballot_weight);
        let parts =
            self.sources.iter().map(|source| source.score(row) * BigInt::from(source.weight));
        parts.fold(own, |sum, part| sum + part) / BigInt::from(COMPOSITE_WEIGHTS)
    }

    /// What ranks the row: its composite, at four decimals unless the rule says exactly.
    #[must_use]
    pub fn rank_value(&self, row: usize, ballot: &BigRational) -> BigRational {
        let value = self.value(row, ballot);
        match self.ranked {
            Precision::Exact => value,
            Precision::FourDecimals => {
                let half = BigRational::new(BigInt::from(1), BigInt::from(2));
                let unit = BigInt::from(RANKED_AT);
                (value * unit.clone() + half).floor() / unit
            }
        }
    }
}

impl Source {
    /// The score of a row.
    ///
    /// # Panics
    /// When the source has no score for it, which the check of the sheet excludes.
    #[must_use]
    pub fn score(&self, row: usize) -> BigRational {
        let unit = BigInt::from(10_u32).pow(self.decimals);
        BigRational::new(BigInt::from(self.scores[row]), unit)
    }
}

impl<'a> Figures<'a> {
    /// Of a tally of a matrix.
    ///
    /// # Panics
    /// When it is another tally.
    #[must_use]
    pub fn new(tally: &'a Tally, groups: Option<Grouped<'a>>) -> Self {
        Self { cells: cells(tally), groups }
    }

    /// The score of a row; none where nobody gave it a counted grade, in one of its criteria or, under
    /// [`EmptyGroup::Refuse`], in one of the groups.
    #[must_use]
    pub fn score(&self, form: &MarksForm, row: usize) -> Option<BigRational> {
        let Some(Grouped { rule, tallies }) = self.groups else {
            return mean(form, self.cells, row);
        };
        let (mut sum, mut whole) = (BigRational::from(BigInt::from(0)), 0_u32);
        for (share, group) in rule.shares.iter().zip(tallies) {
            match mean(form, cells(&group.tally), row) {
                Some(mean) => {
                    sum += mean * BigInt::from(share.weight);
                    whole += share.weight;
                }
                None if rule.empty == EmptyGroup::Refuse => return None,
                None => {}
            }
        }
        (whole > 0).then(|| sum / BigInt::from(whole))
    }
}

/// The weighted mean of a row over its criteria; none where one of them has no counted vote.
pub(crate) fn mean(form: &MarksForm, cells: &[RowTally], row: usize) -> Option<BigRational> {
    let cells = form.by_row(cells).nth(row)?;
    let weights = (0..form.width()).map(|c| form.criteria.get(c).map_or(1, |c| c.weight));
    let (mut sum, mut whole) = (BigRational::from(BigInt::from(0)), 0);
    for (cell, weight) in cells.iter().zip(weights) {
        let (points, votes) = cell.score(form);
        if votes == 0 {
            return None;
        }
        sum += BigRational::new(BigInt::from(points), BigInt::from(votes)) * BigInt::from(weight);
        whole += weight;
    }
    Some(sum / BigInt::from(whole))
}

fn cells(tally: &Tally) -> &[RowTally] {
    match tally {
        Tally::Marks { rows } => rows,
        _ => panic!("a score is made of the tally of a matrix"),
    }
}
