//! Means of scores, plain or trimmed, as exact fractions (rules.md §7.4).

mod shown;

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::domain::outcome::{Outcome, Tie, cut, shared_ranks};
use crate::domain::paper::{ScoresForm, count};
use crate::domain::sheet::SheetError;
use crate::domain::tally::ScoresTally;
use crate::domain::text::Key;

pub use self::shown::shown;

/// Rows ranked by their mean; where there are places, the first of them are selected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeanRule {
    /// Which scores are left out; none: every score counts.
    pub trim: Option<Trim>,
    /// How many rows are selected; none: they are ranked only.
    pub places: Option<u32>,
}

/// 去掉最高分和最低分. A score given more than once is left out once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trim {
    /// Only where more scores than this were given in the row (rules.md §0.3, reading 12).
    pub above: u32,
    /// How many of the highest scores are left out.
    pub drop_max: u32,
    /// How many of the lowest scores are left out.
    pub drop_min: u32,
}

/// The scores of a row that its mean is made of. `total / raters` is the mean, in units of the
/// last decimal of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Sum of the scores kept, in units.
    pub total: u64,
    /// How many were kept; 0 when none was given.
    pub raters: u64,
    /// How many were given.
    pub given: u64,
}

/// One row in rank order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeanRow {
    /// The row.
    pub item: Key,
    /// Sum of the scores kept, in units of the last decimal.
    pub total: u64,
    /// How many scores were kept.
    pub raters: u64,
    /// How many scores were given; more than `raters` where the row was trimmed.
    pub given: u64,
    /// Shared rank; none without a single score.
    pub rank: Option<u32>,
    /// The band that the mean reaches, where the form has bands.
    pub band: Option<Key>,
    /// What follows.
    pub verdict: Placed,
}

/// Verdict on a row of a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placed {
    /// 有名次: nothing is selected by this rule.
    Ranked,
    /// 入选.
    Selected,
    /// 得分相等, across the cut: a run-off decides.
    Tied,
    /// 未入选.
    NotSelected,
    /// 本项未产生结果: no score was given in this row.
    NoResult,
}

impl Trim {
    pub(crate) fn check(&self) -> Result<(), SheetError> {
        let dropped = self.drop_max.checked_add(self.drop_min);
        if dropped.is_none_or(|dropped| dropped == 0 || dropped > self.above) {
            return Err(SheetError {
                zh: "去掉的分数应至少一个，且不多于 above 所写的人数",
                en: "at least one score is left out, and no more than the number in `above`",
            });
        }
        Ok(())
    }
}

impl MeanRule {
    pub(super) fn check(&self, form: &ScoresForm) -> Result<(), SheetError> {
        if self.places.is_some_and(|places| places == 0 || places > count(form.rows.len())) {
            return Err(SheetError {
                zh: "应定项数与评分项数不符",
                en: "the number of places does not fit the rows",
            });
        }
        self.trim.as_ref().map_or(Ok(()), Trim::check)
    }

    /// What the mean of a row is made of: of equal scores, as many are left out as the rule says
    /// and no more.
    #[must_use]
    pub fn kept(&self, row: &ScoresTally) -> Kept {
        let given = row.raters();
        let (mut low, mut high) = match self.trim {
            Some(trim) if given > u64::from(trim.above) => {
                (u64::from(trim.drop_min), u64::from(trim.drop_max))
            }
            _ => (0, 0),
        };
        let mut scores = row.scores.clone();
        let drop = |entry: &mut (u32, u64), left: &mut u64| {
            let out = entry.1.min(*left);
            entry.1 -= out;
            *left -= out;
        };
        scores.iter_mut().for_each(|entry| drop(entry, &mut low));
        scores.iter_mut().rev().for_each(|entry| drop(entry, &mut high));
        let total = scores.iter().map(|(score, papers)| papers.saturating_mul((*score).into()));
        let raters = scores.iter().map(|(_, papers)| *papers);
        Kept {
            total: total.fold(0, u64::saturating_add),
            raters: raters.fold(0, u64::saturating_add),
            given,
        }
    }

    pub(super) fn decide(&self, form: &ScoresForm, rows: &[ScoresTally]) -> Outcome {
        let kept: Vec<Kept> = rows.iter().map(|row| self.kept(row)).collect();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&a, &b| kept[b].compare(&kept[a]));
        let equal = |a: usize, b: usize| kept[order[a]].compare(&kept[order[b]]).is_eq();
        let scored = order.iter().take_while(|&&i| kept[i].raters > 0).count();
        let ranks = shared_ranks(scored, equal);
        let places = self.places.map(|p| usize::try_from(p).expect("at most 200 places"));
        let (above, tied) = places.map_or((0, 0), |places| cut(scored, places, equal));

        let verdict = |place: usize| match (places, place) {
            (_, p) if p >= scored => Placed::NoResult,
            (None, _) => Placed::Ranked,
            (_, p) if p < above => Placed::Selected,
            (_, p) if p < above + tied => Placed::Tied,
            _ => Placed::NotSelected,
        };
        let listed = order.iter().enumerate().map(|(place, &i)| MeanRow {
            item: form.rows[i].id.clone(),
            total: kept[i].total,
            raters: kept[i].raters,
            given: kept[i].given,
            rank: ranks.get(place).copied(),
            band: kept[i].band(form),
            verdict: verdict(place),
        });
        let open = places.unwrap_or_default().saturating_sub(above);
        let tie = (tied > 0).then(|| Tie {
            items: order[above..above + tied].iter().map(|&i| form.rows[i].id.clone()).collect(),
            open_places: count(open),
        });
        let shortfall = if tie.is_some() { 0 } else { count(open) };
        Outcome::Mean { rows: listed.collect(), tie, shortfall }
    }
}

impl MeanRow {
    /// What the mean of this row is made of.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept { total: self.total, raters: self.raters, given: self.given }
    }
}

impl Kept {
    /// By mean, exactly; a row without a score comes below every other.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        let scored = (self.raters > 0).cmp(&(other.raters > 0));
        let cross = |a: u64, b: u64| u128::from(a) * u128::from(b);
        scored.then(cross(self.total, other.raters).cmp(&cross(other.total, self.raters)))
    }

    /// The best band whose lowest score the mean reaches: what lies between two bands has not
    /// reached the upper one.
    #[must_use]
    pub fn band(&self, form: &ScoresForm) -> Option<Key> {
        let reached =
            |from: u32| u128::from(self.total) >= u128::from(from) * u128::from(self.raters);
        let band = form.bands.iter().find(|band| self.raters > 0 && reached(band.from))?;
        Some(band.id.clone())
    }
}
