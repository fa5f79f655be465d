//! Scores per row, as a histogram: it is all that a mean or a trimmed mean needs, and exact.

use serde::{Deserialize, Serialize};

use crate::domain::paper::{BlankRows, ScoresForm};
use crate::domain::tally::{Tally, sum};

/// Figures of one scored row. `papers = Σ scores + blank + invalid + recused`, for every row the
/// same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoresTally {
    /// Score in units and papers that gave it, ascending, none with no paper.
    pub scores: Vec<(u32, u64)>,
    /// 本项弃权: papers that left the row blank where blank means abstention.
    pub blank: u64,
    /// 本项无效: papers that left the row blank where blank means invalid.
    pub invalid: u64,
    /// 回避: papers of people recused from the row.
    pub recused: u64,
}

impl ScoresTally {
    /// How many scored the row.
    #[must_use]
    pub fn raters(&self) -> u64 {
        sum(self.scores.iter().map(|(_, papers)| *papers))
    }

    /// Sum of all scores, in units.
    #[must_use]
    pub fn total(&self) -> u64 {
        sum(self.scores.iter().map(|(score, papers)| papers.saturating_mul((*score).into())))
    }

    /// All papers that reached this row.
    #[must_use]
    pub fn papers(&self) -> u64 {
        sum([self.raters(), self.blank, self.invalid, self.recused].into_iter())
    }
}

pub(super) fn zero(form: &ScoresForm) -> Tally {
    let row = ScoresTally { scores: Vec::new(), blank: 0, invalid: 0, recused: 0 };
    Tally::Scores { rows: vec![row; form.rows.len()] }
}

pub(super) fn fits(rows: &[ScoresTally], form: &ScoresForm) -> bool {
    let row_fits = |row: &ScoresTally| {
        row.scores.iter().all(|(score, papers)| form.has(*score) && *papers > 0)
            && row.scores.is_sorted_by(|a, b| a.0 < b.0)
    };
    rows.len() == form.rows.len() && rows.iter().all(row_fits)
}

pub(super) fn comes_from(rows: &[ScoresTally], form: &ScoresForm, papers: u64) -> bool {
    let blanks_fit = |row: &ScoresTally| match form.blank_rows {
        BlankRows::Refused => row.blank == 0 && row.invalid == 0,
        BlankRows::Abstain => row.invalid == 0,
        BlankRows::Invalid => row.blank == 0,
    };
    rows.iter().all(|row| row.papers() == papers && blanks_fit(row))
}

pub(super) fn fold(
    rows: &mut [ScoresTally],
    form: &ScoresForm,
    scores: &[Option<u32>],
    change: impl Fn(&mut u64),
) {
    for (row, score) in rows.iter_mut().zip(scores) {
        match score {
            Some(score) => {
                let found = row.scores.binary_search_by_key(score, |(score, _)| *score);
                let at = found.unwrap_or_else(|at| {
                    row.scores.insert(at, (*score, 0));
                    at
                });
                change(&mut row.scores[at].1);
                // A score that nobody gives any more leaves no trace.
                if row.scores[at].1 == 0 {
                    row.scores.remove(at);
                }
            }
            None if form.blank_rows == BlankRows::Invalid => change(&mut row.invalid),
            None => change(&mut row.blank),
        }
    }
}
