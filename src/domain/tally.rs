//! Counting papers. Every fold is a sum, so the order of papers cannot matter. A figure is a number
//! of papers. One form, one file below.

mod marks;
mod picks;
mod ranks;
mod recused;
mod scores;
mod text;

use serde::{Deserialize, Serialize};

use crate::domain::paper::{Paper, PaperForm};

pub use self::marks::RowTally;
pub use self::picks::{PicksTally, WriteInVotes};
pub use self::ranks::RanksTally;
pub use self::scores::ScoresTally;

/// Running or final figures of one ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Tally {
    /// Per cell of the paper: rows, or rows × criteria.
    Marks {
        /// In paper order, row by row.
        rows: Vec<RowTally>,
    },
    /// Per option of the paper.
    Picks(PicksTally),
    /// Per option of the paper.
    Ranks {
        /// In paper order.
        rows: Vec<RanksTally>,
    },
    /// Per row of the paper.
    Scores {
        /// In paper order.
        rows: Vec<ScoresTally>,
    },
    /// Per question of the paper.
    Text {
        /// Papers with an answer, in paper order.
        answered: Vec<u64>,
    },
}

impl Tally {
    /// All zero, for a form.
    #[must_use]
    pub fn zero(form: &PaperForm) -> Self {
        match form {
            PaperForm::Marks(form) => marks::zero(form),
            PaperForm::Picks(form) => Self::Picks(PicksTally::zero(form)),
            PaperForm::Ranks(form) => ranks::zero(form),
            PaperForm::Scores(form) => scores::zero(form),
            PaperForm::Text(form) => text::zero(form),
        }
    }

    /// Whether the figures have the shape of this form.
    #[must_use]
    pub fn fits(&self, form: &PaperForm) -> bool {
        match (self, form) {
            (Self::Marks { rows }, PaperForm::Marks(form)) => marks::fits(rows, form),
            (Self::Picks(tally), PaperForm::Picks(form)) => tally.fits(form),
            (Self::Ranks { rows }, PaperForm::Ranks(form)) => ranks::fits(rows, form),
            (Self::Scores { rows }, PaperForm::Scores(form)) => scores::fits(rows, form),
            (Self::Text { answered }, PaperForm::Text(form)) => text::fits(answered, form),
            _ => false,
        }
    }

    /// Whether the figures, which have the shape of this form, can be those of so many of its
    /// papers: rows add up, and no bound of a paper is broken on the whole. Figures may be any
    /// numbers, as they come from a record.
    #[must_use]
    pub fn comes_from(&self, form: &PaperForm, papers: u32) -> bool {
        let papers = u64::from(papers);
        match (self, form) {
            (Self::Marks { rows }, PaperForm::Marks(form)) => marks::comes_from(rows, form, papers),
            (Self::Picks(tally), PaperForm::Picks(form)) => tally.comes_from(form, papers),
            (Self::Ranks { rows }, PaperForm::Ranks(form)) => ranks::comes_from(rows, form, papers),
            (Self::Scores { rows }, PaperForm::Scores(form)) => {
                scores::comes_from(rows, form, papers)
            }
            (Self::Text { answered }, PaperForm::Text(_)) => text::comes_from(answered, papers),
            _ => false,
        }
    }

    /// Adds one paper of this form, `weight` times; every rule has one head, one vote.
    pub fn add(&mut self, form: &PaperForm, paper: &Paper, weight: u64) {
        self.fold(form, paper, |cell| *cell += weight);
    }

    /// Takes one paper out again, when its owner changed it.
    pub fn take(&mut self, form: &PaperForm, paper: &Paper, weight: u64) {
        self.fold(form, paper, |cell| *cell -= weight);
    }

    fn fold(&mut self, form: &PaperForm, paper: &Paper, change: impl Fn(&mut u64)) {
        match (self, form, paper) {
            (Self::Marks { rows }, PaperForm::Marks(form), Paper::Marks { marks }) => {
                marks::fold(rows, form, marks, change);
            }
            (Self::Picks(tally), PaperForm::Picks(_), Paper::Picks(paper)) => {
                tally.fold(paper, change);
            }
            (Self::Ranks { rows }, PaperForm::Ranks(_), Paper::Ranks { ranks }) => {
                ranks::fold(rows, ranks, change);
            }
            (Self::Scores { rows }, PaperForm::Scores(form), Paper::Scores { scores }) => {
                scores::fold(rows, form, scores, change);
            }
            (Self::Text { answered }, PaperForm::Text(_), Paper::Text { answers }) => {
                text::fold(answered, answers, change);
            }
            _ => panic!("a paper of another form in the ballot box"),
        }
    }

    /// Adds the figures of another tally of the same form, as of another group. False: it is of
    /// another form, or the sum is beyond any hall.
    #[must_use]
    pub fn add_all(&mut self, other: &Self) -> bool {
        match (self, other) {
            (Self::Marks { rows }, Self::Marks { rows: more }) => marks::add_all(rows, more),
            // Only a matrix has weighted groups.
            _ => false,
        }
    }

    /// Counts a whole box from nothing, one head one vote.
    pub fn recount<'a>(form: &PaperForm, papers: impl Iterator<Item = &'a Paper>) -> Self {
        let mut tally = Self::zero(form);
        papers.for_each(|paper| tally.add(form, paper, 1));
        tally
    }
}

/// Stops at the largest number: a record may claim any figures, and none is lawful there.
fn sum(figures: impl Iterator<Item = u64>) -> u64 {
    figures.fold(0, u64::saturating_add)
}
