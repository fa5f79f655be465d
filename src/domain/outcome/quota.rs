//! A grade for the first n of a ranking: 优秀 for 10 of 20 (rules.md §5.5, E1, E2 and E4).

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::domain::outcome::{Outcome, Tie, cut, grades_exist, shared_ranks, sum, votes_fit};
use crate::domain::paper::{MarksForm, count};
use crate::domain::sheet::SheetError;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::{Base, Threshold, wide};

/// At most the first `places` in the ranking get `grade`; the others the best lower grade that the
/// cumulative majority of their row carries (rules.md §0.3, reading 10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRule {
    /// The limited grade.
    pub grade: Key,
    /// How many get it at most.
    pub places: u32,
    /// Keys in order of weight; equal in all of them means tied.
    pub ranking: Vec<RankingKey>,
    /// Cumulative majority for the other grades.
    pub others: Threshold,
}

/// One key of a ranking, more is better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "key", rename_all = "snake_case", deny_unknown_fields)]
pub enum RankingKey {
    /// Votes for one grade.
    Votes {
        /// Which grade.
        grade: Key,
    },
    /// Mean of the weights, compared exactly.
    Score {},
}

/// One row in rank order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRow {
    /// The row.
    pub item: Key,
    /// Shared rank; none without a single grade in the row.
    pub rank: Option<u32>,
    /// What follows.
    pub verdict: Graded,
}

/// Grade of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case", deny_unknown_fields)]
pub enum Graded {
    /// 评定等次.
    Graded {
        /// Which grade.
        grade: Key,
    },
    /// Equal across the cut: a run-off decides.
    Tied {},
    /// No grade was given in this row, or no grade has a majority.
    NoResult {},
}

impl QuotaRule {
    pub(super) fn check(&self, form: &MarksForm) -> Result<(), SheetError> {
        if self.places == 0 || self.places > count(form.rows.len()) {
            return Err(SheetError {
                zh: "等次名额与评议对象数不符",
                en: "the quota does not fit the number of rows",
            });
        }
        if self.ranking.is_empty() {
            return Err(SheetError { zh: "未规定排序依据", en: "the ranking has no key" });
        }
        for key in &self.ranking {
            match key {
                RankingKey::Votes { grade } => grades_exist(form, std::slice::from_ref(grade))?,
                RankingKey::Score {}
                    if form.grades.iter().any(|g| g.counts_in_base && g.weight.is_none()) =>
                {
                    return Err(SheetError {
                        zh: "计分须为每个计入基数的等次规定分值",
                        en: "a score needs a weight on every grade that counts",
                    });
                }
                RankingKey::Score {} => {}
            }
        }
        if self.others.base != Base::ValidRows {
            return Err(SheetError {
                zh: "累计过半数应以本项有效票为基数",
                en: "the cumulative majority counts the row's own valid papers",
            });
        }
        votes_fit(form, std::slice::from_ref(&self.grade), self.others.base)
    }

    pub(super) fn decide(&self, form: &MarksForm, rows: &[RowTally]) -> Outcome {
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&a, &b| self.compare(form, &rows[b], &rows[a]));
        let ranked = order.iter().take_while(|&&i| rows[i].valid(form) > 0).count();
        let equal = |a: usize, b: usize| {
            self.compare(form, &rows[order[a]], &rows[order[b]]) == Ordering::Equal
        };
        let ranks = shared_ranks(ranked, equal);
        let places = usize::try_from(self.places).expect("at most 200 places");
        let named = order[..ranked].iter().take_while(|&&i| self.may_have_it(form, &rows[i]));
        let (above, tied) = cut(named.count(), places, equal);

        let verdict = |place: usize, i: usize| match place {
            p if p < above => Graded::Graded { grade: self.grade.clone() },
            p if p < above + tied => Graded::Tied {},
            p if p < ranked => self.other_grade(form, &rows[i]),
            _ => Graded::NoResult {},
        };
        let listed = order.iter().enumerate().map(|(place, &i)| QuotaRow {
            item: form.rows[i].id.clone(),
            rank: ranks.get(place).copied(),
            verdict: verdict(place, i),
        });
        let tie = (tied > 0).then(|| Tie {
            items: order[above..above + tied].iter().map(|&i| form.rows[i].id.clone()).collect(),
            open_places: count(places - above),
        });
        Outcome::Quota { rows: listed.collect(), tie }
    }

    /// Where the votes for the grade rank first, a row without a single one is not given it, even
    /// if a place stays free: nobody is 优秀 whom no paper called so (rules.md §0.3, reading 13).
    fn may_have_it(&self, form: &MarksForm, row: &RowTally) -> bool {
        match self.ranking.first() {
            Some(RankingKey::Votes { grade }) if *grade == self.grade => {
                sum(form, row, std::slice::from_ref(grade)) > 0
            }
            _ => true,
        }
    }

    /// Rows without any grade come last; then key by key.
    fn compare(&self, form: &MarksForm, a: &RowTally, b: &RowTally) -> Ordering {
        let graded = (a.valid(form) > 0).cmp(&(b.valid(form) > 0));
        self.ranking.iter().fold(graded, |order, key| {
            order.then_with(|| match key {
                RankingKey::Votes { grade } => {
                    let grade = std::slice::from_ref(grade);
                    sum(form, a, grade).cmp(&sum(form, b, grade))
                }
                RankingKey::Score {} => {
                    let ((points_a, votes_a), (points_b, votes_b)) = (a.score(form), b.score(form));
                    wide(points_a, votes_b).cmp(&wide(points_b, votes_a))
                }
            })
        })
    }

    fn other_grade(&self, form: &MarksForm, row: &RowTally) -> Graded {
        let valid = row.valid(form);
        let mut cumulative = 0;
        let mut below = false;
        for (grade, votes) in form.grades.iter().zip(&row.votes).filter(|(g, _)| g.counts_in_base) {
            cumulative += votes;
            if below && self.others.met(cumulative, valid) {
                return Graded::Graded { grade: grade.id.clone() };
            }
            below |= grade.id == self.grade;
        }
        Graded::NoResult {}
    }
}
