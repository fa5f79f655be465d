//! From figures to an outcome. One rule, one file; every decision in integers, every tie reported
//! as a tie and never broken by order.

pub mod ladder;
pub mod mean;
pub mod places;
pub mod points;
pub mod quota;
pub mod score;
pub mod selection;
pub mod threshold;

use serde::{Deserialize, Serialize};

use crate::domain::count::Bases;
use crate::domain::outcome::ladder::{LadderRow, LadderRule};
use crate::domain::outcome::mean::{MeanRow, MeanRule};
use crate::domain::outcome::points::{PointsRow, PointsRule};
use crate::domain::outcome::quota::{QuotaRow, QuotaRule};
use crate::domain::outcome::score::{Figures, Grouped};
use crate::domain::outcome::selection::{SelectionRow, SelectionRule};
use crate::domain::outcome::threshold::{ThresholdRow, ThresholdRule};
use crate::domain::paper::{Grade, GradeRole, MarksForm, PaperForm};
use crate::domain::sheet::SheetError;
use crate::domain::tally::{RowTally, Tally};
use crate::domain::text::Key;
use crate::domain::threshold::Base;

/// How a tally becomes an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum OutcomeRule {
    /// Each row is adopted or not.
    Threshold(ThresholdRule),
    /// The first K, with or without a majority.
    Selection(SelectionRule),
    /// A grade for the first n in a ranking.
    Quota(QuotaRule),
    /// The first step of a ladder that a row reaches.
    Ladder(LadderRule),
    /// The first K by ranked papers.
    Points(PointsRule),
    /// Rows ranked by their mean score.
    Mean(MeanRule),
    /// Figures only: a poll.
    Counts {},
}

/// What the figures mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// In paper order.
    Threshold {
        /// One per row.
        rows: Vec<ThresholdRow>,
    },
    /// In rank order, equal votes in paper order with the same rank.
    Selection {
        /// One per option and per person written in.
        rows: Vec<SelectionRow>,
        /// The block of equal votes across the cut.
        tie: Option<Tie>,
        /// Places that nobody reached the majority for; never filled silently.
        shortfall: u32,
    },
    /// In rank order.
    Quota {
        /// One per row.
        rows: Vec<QuotaRow>,
        /// The block of equals across the cut.
        tie: Option<Tie>,
    },
    /// In paper order.
    Ladder {
        /// One per row.
        rows: Vec<LadderRow>,
    },
    /// In rank order, equal points in paper order with the same rank.
    Points {
        /// One per option.
        rows: Vec<PointsRow>,
        /// The block of equal points across the cut.
        tie: Option<Tie>,
        /// Places that no ranked option was left for.
        shortfall: u32,
    },
    /// In rank order.
    Mean {
        /// One per row.
        rows: Vec<MeanRow>,
        /// The block of equal means across the cut.
        tie: Option<Tie>,
        /// Places that no scored row was left for.
        shortfall: u32,
    },
    /// Figures only.
    Counts {},
    /// 未产生结果: no valid paper came in (rules.md §0.3, reading 1, and §11, case 45).
    NoResult {},
}

/// A tie at the cut: exactly who, for exactly how many places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// Tied rows or options, in paper order.
    pub items: Vec<Key>,
    /// Places left for them; at least 1 and fewer than `items`.
    pub open_places: u32,
}

impl OutcomeRule {
    pub(crate) fn check(&self, form: &PaperForm) -> Result<(), SheetError> {
        if let (Self::Threshold(_) | Self::Ladder(_), PaperForm::Marks(form)) = (self, form)
            && !form.criteria.is_empty()
        {
            return Err(SheetError {
                zh: "分指标评分只能按得分排名或只公布票数",
                en: "rows with criteria are ranked by their score, or only counted",
            });
        }
        match (self, form) {
            (Self::Threshold(rule), PaperForm::Marks(form)) => rule.check(form),
            (Self::Selection(rule), PaperForm::Picks(form)) => rule.check(form),
            (Self::Quota(rule), PaperForm::Marks(form)) => rule.check(form),
            (Self::Ladder(rule), PaperForm::Marks(form)) => rule.check(form),
            (Self::Points(rule), PaperForm::Ranks(form)) => rule.check(form),
            (Self::Mean(rule), PaperForm::Scores(form)) => rule.check(form),
            (Self::Counts {}, _) => Ok(()),
            _ => Err(SheetError {
                zh: "结果规则与票面形式不符",
                en: "the outcome rule does not fit the form of the paper",
            }),
        }
    }

    /// Whether a score is part of what decides.
    #[must_use]
    pub fn scores(&self) -> bool {
        matches!(self, Self::Quota(rule) if rule.scores())
    }

    /// Applies the rule to final figures; `groups` where the ballot has weighted groups.
    ///
    /// # Panics
    /// When form, tally and rule do not belong together, which the sheet's check excludes.
    #[must_use]
    pub fn decide(
        &self,
        form: &PaperForm,
        tally: &Tally,
        bases: &Bases,
        groups: Option<Grouped<'_>>,
    ) -> Outcome {
        if bases.valid_papers == 0 {
            return Outcome::NoResult {};
        }
        match (self, form, tally) {
            (Self::Threshold(rule), PaperForm::Marks(form), Tally::Marks { rows }) => {
                Outcome::Threshold { rows: rule.decide(form, rows, bases) }
            }
            (Self::Selection(rule), PaperForm::Picks(form), Tally::Picks(tally)) => {
                rule.decide(form, tally, bases)
            }
            (Self::Quota(rule), PaperForm::Marks(form), Tally::Marks { .. }) => {
                rule.decide(form, Figures::new(tally, groups), bases)
            }
            (Self::Ladder(rule), PaperForm::Marks(form), Tally::Marks { rows }) => {
                Outcome::Ladder { rows: rule.decide(form, rows, bases) }
            }
            (Self::Points(rule), PaperForm::Ranks(form), Tally::Ranks { rows }) => {
                rule.decide(form, rows)
            }
            (Self::Mean(rule), PaperForm::Scores(form), Tally::Scores { rows }) => {
                rule.decide(form, rows)
            }
            (Self::Counts {}, _, _) => Outcome::Counts {},
            _ => panic!("rule, form and tally of different ballots"),
        }
    }
}

/// Votes for any of `grades` in a row.
pub(crate) fn sum(form: &MarksForm, row: &RowTally, grades: &[Key]) -> u64 {
    let named = form.grades.iter().zip(&row.votes).filter(|(grade, _)| grades.contains(&grade.id));
    named.map(|(_, votes)| votes).sum()
}

/// Every grade in `grades` stands on the paper.
pub(crate) fn grades_exist(form: &MarksForm, grades: &[Key]) -> Result<(), SheetError> {
    if grades.is_empty() || grades.iter().any(|grade| form.grade_index(grade).is_none()) {
        return Err(SheetError {
            zh: "结果规则所指的选项不在票上",
            en: "the outcome rule names a grade that is not on the paper",
        });
    }
    Ok(())
}

/// The votes for `grades` may be held against `base`: they are part of it, so that they can never
/// exceed it, and a row's own base has no abstentions in it (rules.md §0.3, reading 3).
pub(crate) fn votes_fit(form: &MarksForm, grades: &[Key], base: Base) -> Result<(), SheetError> {
    grades_exist(form, grades)?;
    let in_base = |grade: &&Grade| match base {
        Base::ValidRows => grade.counts_in_base,
        Base::ForPlusAgainst => matches!(grade.role, GradeRole::For | GradeRole::Against),
        Base::Expressed => grade.role != GradeRole::Grade,
        Base::TotalMembership
        | Base::Present
        | Base::PapersIssued
        | Base::PapersReturned
        | Base::ValidPapers => true,
    };
    let mut named = form.grades.iter().filter(|grade| grades.contains(&grade.id));
    if !named.all(|grade| in_base(&grade)) {
        return Err(SheetError {
            zh: "计票基数不包含所计的选项",
            en: "the votes of a threshold must be part of its base",
        });
    }
    let mut abstentions = form.grades.iter().filter(|grade| grade.role == GradeRole::Abstain);
    if base == Base::ValidRows && abstentions.any(|grade| grade.counts_in_base) {
        return Err(SheetError {
            zh: "本项有效票不包含弃权",
            en: "abstentions do not count in the row's own base",
        });
    }
    Ok(())
}

/// Where the cut falls in a list sorted best first: how many are clearly above it, and how many
/// behind them are equal to each other across it (0 when nobody is tied).
///
/// `equal(i, j)` says whether two places of the sorted list are equal in every ranking key.
pub(crate) fn cut(
    len: usize,
    places: usize,
    equal: impl Fn(usize, usize) -> bool,
) -> (usize, usize) {
    if len <= places || !equal(places - 1, places) {
        return (len.min(places), 0);
    }
    let first =
        (0..places).find(|&i| equal(i, places)).expect("the last place is equal to the cut");
    let behind = (places..len).take_while(|&i| equal(first, i)).count();
    (first, places - first + behind)
}

/// Ranks 1, 2, 2, 4 for a list sorted best first.
pub(crate) fn shared_ranks(len: usize, equal: impl Fn(usize, usize) -> bool) -> Vec<u32> {
    let mut ranks: Vec<u32> = Vec::with_capacity(len);
    for place in 0..len {
        let rank = match place.checked_sub(1) {
            Some(before) if equal(before, place) => ranks[before],
            _ => crate::domain::paper::count(place + 1),
        };
        ranks.push(rank);
    }
    ranks
}
