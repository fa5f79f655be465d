//! A grade for the first n of a ranking: 优秀 for 10 of 20 (rules.md §5.5, E1, E2, E4 and E5).

use std::cmp::Ordering;

use num_rational::BigRational;
use serde::{Deserialize, Serialize};

use crate::domain::count::Bases;
use crate::domain::outcome::places::{ShortfallRule, TieKey, TieRule};
use crate::domain::outcome::score::{Composite, Figures};
use crate::domain::outcome::{Outcome, Tie, cut, grades_exist, shared_ranks, sum, votes_fit};
use crate::domain::paper::{MarksForm, count};
use crate::domain::sheet::SheetError;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::{Base, Threshold};

/// At most the first `places` in the ranking get `grade`; the others the best lower grade that the
/// cumulative majority of their row carries (rules.md §0.3, reading 10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRule {
    /// The limited grade.
    pub grade: Key,
    /// How many get it at most.
    pub places: u32,
    /// The share of the rows that `places` is, floored; none where it was named as a number
    /// (rules.md §0.3, reading 17).
    pub percent: Option<u32>,
    /// Votes for `grade` that a row needs besides its rank. A place that nobody of that rank may have
    /// stays open (rules.md §11, case 54); none: the rank alone.
    pub floor: Option<Threshold>,
    /// Keys in order of weight; equal in all of them means tied.
    pub ranking: Vec<RankingKey>,
    /// Cumulative majority for the other grades; none: the others are ranked and not graded.
    pub others: Option<Threshold>,
    /// What [`RankingKey::Composite`] is made of; none without that key.
    pub composite: Option<Composite>,
    /// Equal in every key across the last place.
    pub tie_rule: TieRule,
    /// Fewer than the places may have the grade.
    pub shortfall_rule: ShortfallRule,
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
    /// Mean of the weights, over criteria and groups, compared exactly.
    Score {},
    /// The score together with scores from elsewhere.
    Composite {},
}

/// One row in rank order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRow {
    /// The row.
    pub item: Key,
    /// Shared rank; none without a single grade in the row, or without the score that ranks it.
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
    /// Behind the cut of a rule that grades nobody there: the rank is all that follows.
    Ranked {},
    /// No grade was given in this row, or no grade has a majority.
    NoResult {},
}

/// What ranks one row: its keys in order; none where one of them cannot be found.
type Standing = Option<Vec<BigRational>>;

impl QuotaRule {
    pub(super) fn check(&self, form: &MarksForm) -> Result<(), SheetError> {
        let rows = count(form.rows.len());
        let share = self.percent.is_none_or(|percent| share_of(percent, rows) == self.places);
        if self.places == 0 || self.places > rows || !share {
            return Err(SheetError {
                zh: "等次名额与评议对象数不符",
                en: "the quota does not fit the number of rows",
            });
        }
        self.check_ranking(form)?;
        if let Some(floor) = &self.floor {
            votes_fit(form, std::slice::from_ref(&self.grade), floor.base)?;
        }
        if !form.criteria.is_empty() && (self.floor.is_some() || self.others.is_some()) {
            return Err(SheetError {
                zh: "分指标评分时，只按得分排名，不按票数另定等次",
                en: "with criteria the score ranks, and no votes of a row decide besides",
            });
        }
        if self.others.is_some_and(|others| others.base != Base::ValidRows) {
            return Err(SheetError {
                zh: "累计过半数应以本项有效票为基数",
                en: "the cumulative majority counts the row's own valid papers",
            });
        }
        votes_fit(form, std::slice::from_ref(&self.grade), Base::ValidRows)
    }

    fn check_ranking(&self, form: &MarksForm) -> Result<(), SheetError> {
        if self.ranking.is_empty() {
            return Err(SheetError { zh: "未规定排序依据", en: "the ranking has no key" });
        }
        for key in &self.ranking {
            match key {
                RankingKey::Votes { .. } if !form.criteria.is_empty() => {
                    return Err(SheetError {
                        zh: "分指标评分时，只能按得分排名",
                        en: "with criteria only the score ranks",
                    });
                }
                RankingKey::Votes { grade } => grades_exist(form, std::slice::from_ref(grade))?,
                RankingKey::Score {} | RankingKey::Composite {}
                    if form.grades.iter().any(|g| g.counts_in_base && g.weight.is_none()) =>
                {
                    return Err(SheetError {
                        zh: "计分须为每个计入基数的等次规定分值",
                        en: "a score needs a weight on every grade that counts",
                    });
                }
                RankingKey::Score {} | RankingKey::Composite {} => {}
            }
        }
        self.check_tie_key(form)?;
        match (&self.composite, self.ranking.contains(&RankingKey::Composite {})) {
            (None, false) => Ok(()),
            (Some(composite), true) => composite.check(form),
            (None, true) | (Some(_), false) => Err(SheetError {
                zh: "综合得分须同时规定其构成并作为排序依据",
                en: "a composite is ranked by where it is defined, and only there",
            }),
        }
    }

    fn check_tie_key(&self, form: &MarksForm) -> Result<(), SheetError> {
        match &self.tie_rule {
            TieRule::SecondaryKey(TieKey::FewerAgainst) => Err(SheetError {
                zh: "得票相等时比较的选项须写明",
                en: "a tie decided by another grade must name the grade",
            }),
            TieRule::SecondaryKey(_) if !form.criteria.is_empty() => Err(SheetError {
                zh: "分指标评分时，只能按得分排名",
                en: "with criteria only the score ranks",
            }),
            TieRule::SecondaryKey(TieKey::More(grade) | TieKey::Fewer(grade)) => {
                grades_exist(form, std::slice::from_ref(grade))
            }
            _ => Ok(()),
        }
    }

    /// Whether a score is part of the ranking: then weighted groups have a meaning.
    #[must_use]
    pub fn scores(&self) -> bool {
        self.ranking.iter().any(|key| !matches!(key, RankingKey::Votes { .. }))
    }

    pub(super) fn decide(&self, form: &MarksForm, figures: Figures<'_>, bases: &Bases) -> Outcome {
        let standings: Vec<Standing> =
            (0..form.rows.len()).map(|row| self.standing(form, figures, row)).collect();
        let mut order: Vec<usize> = (0..form.rows.len()).collect();
        // Rows without a standing come last, in paper order; None is below Some.
        order.sort_by(|&a, &b| standings[b].cmp(&standings[a]));
        let ranked = order.iter().take_while(|&&i| standings[i].is_some()).count();
        let equal =
            |a: usize, b: usize| standings[order[a]].cmp(&standings[order[b]]) == Ordering::Equal;
        let ranks = shared_ranks(ranked, equal);
        let places = usize::try_from(self.places).expect("at most 200 places");
        let (above, tied) = cut(ranked, places, equal);
        let may = |i: usize| {
            let cells = form.by_row(figures.cells).nth(i).expect("as many rows as the paper");
            self.may_have_it(form, cells, &bases.of_item(i))
        };
        // Of those equal across the cut only who may have the grade can be given a place.
        let block: Vec<usize> = (above..above + tied).filter(|&p| may(order[p])).collect();
        let open = places.saturating_sub(above);
        let decided = block.len() <= open || self.tie_rule == TieRule::AllTiedIn;
        let verdict = |place: usize, i: usize| match place {
            p if p >= ranked => Graded::NoResult {},
            p if p < above && may(i) || decided && block.contains(&p) => {
                Graded::Graded { grade: self.grade.clone() }
            }
            p if block.contains(&p) => Graded::Tied {},
            _ => self.other_grade(form, &figures.cells[i * form.width()]),
        };
        let listed = order.iter().enumerate().map(|(place, &i)| QuotaRow {
            item: form.rows[i].id.clone(),
            rank: ranks.get(place).copied(),
            verdict: verdict(place, i),
        });
        let tie = (!decided).then(|| Tie {
            items: block.iter().map(|&p| form.rows[order[p]].id.clone()).collect(),
            open_places: count(open),
        });
        Outcome::Quota { rows: listed.collect(), tie }
    }

    /// Where the votes for the grade rank first, a row without a single one is not given it, even
    /// if a place stays free: nobody is 优秀 whom no paper called so (rules.md §0.3, reading 13).
    fn may_have_it(&self, form: &MarksForm, cells: &[RowTally], bases: &Bases) -> bool {
        let [row] = cells else {
            return true;
        };
        let votes = sum(form, row, std::slice::from_ref(&self.grade));
        let voted = match self.ranking.first() {
            Some(RankingKey::Votes { grade }) if *grade == self.grade => votes > 0,
            _ => true,
        };
        voted && self.floor.is_none_or(|floor| floor.met(votes, bases.count(floor.base, form, row)))
    }

    /// The ranking keys of a row; none without a counted grade in it.
    fn standing(&self, form: &MarksForm, figures: Figures<'_>, row: usize) -> Standing {
        let cells = form.by_row(figures.cells).nth(row)?;
        if cells.iter().all(|cell| cell.valid(form) == 0) {
            return None;
        }
        let value = |key: &RankingKey| match key {
            RankingKey::Votes { grade } => {
                let votes = sum(form, &cells[0], std::slice::from_ref(grade));
                Some(BigRational::from(num_bigint::BigInt::from(votes)))
            }
            RankingKey::Score {} => figures.score(form, row),
            RankingKey::Composite {} => {
                let composite = self.composite.as_ref().expect("checked with the sheet");
                Some(composite.rank_value(row, &figures.score(form, row)?))
            }
        };
        let second = match &self.tie_rule {
            TieRule::SecondaryKey(TieKey::More(grade)) => Some((grade, 1)),
            TieRule::SecondaryKey(TieKey::Fewer(grade)) => Some((grade, -1)),
            _ => None,
        };
        let second = second.map(|(grade, sign)| {
            let votes = sum(form, &cells[0], std::slice::from_ref(grade));
            Some(BigRational::from(num_bigint::BigInt::from(votes) * sign))
        });
        self.ranking.iter().map(value).chain(second).collect()
    }

    fn other_grade(&self, form: &MarksForm, row: &RowTally) -> Graded {
        let Some(others) = &self.others else {
            return Graded::Ranked {};
        };
        let valid = row.valid(form);
        let mut cumulative = 0;
        let mut below = false;
        for (grade, votes) in form.grades.iter().zip(&row.votes).filter(|(g, _)| g.counts_in_base) {
            cumulative += votes;
            if below && others.met(cumulative, valid) {
                return Graded::Graded { grade: grade.id.clone() };
            }
            below |= grade.id == self.grade;
        }
        Graded::NoResult {}
    }
}

/// So many rows are a percentage of them, floored.
#[must_use]
pub fn share_of(percent: u32, rows: u32) -> u32 {
    let share = u64::from(percent.min(100)) * u64::from(rows) / 100;
    u32::try_from(share).expect("at most the number of rows")
}
