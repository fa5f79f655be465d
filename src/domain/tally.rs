//! Counting papers. Every fold is a sum, so the order of papers cannot matter. A figure is a number
//! of papers; where the rule has vote weights, a sum of weights in units of 10^-decimals.

use serde::{Deserialize, Serialize};

use crate::domain::paper::{BlankRows, GradeQuota, GradeRole, MarksForm, Paper, PaperForm};

/// Running or final figures of one ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Tally {
    /// Per row of the paper.
    Marks {
        /// In paper order.
        rows: Vec<RowTally>,
    },
    /// Per option of the paper.
    Picks {
        /// Ticks, in paper order.
        votes: Vec<u64>,
    },
}

/// Figures of one row. `papers = Σ votes + blank + invalid`, for every row the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowTally {
    /// Per grade, in paper order.
    pub votes: Vec<u64>,
    /// 本项弃权: papers that left the row blank where blank means abstention.
    pub blank: u64,
    /// 本项无效: papers that left the row blank where blank means invalid.
    pub invalid: u64,
}

impl Tally {
    /// All zero, for a form.
    #[must_use]
    pub fn zero(form: &PaperForm) -> Self {
        match form {
            PaperForm::Marks(form) => {
                let row = RowTally { votes: vec![0; form.grades.len()], blank: 0, invalid: 0 };
                Self::Marks { rows: vec![row; form.rows.len()] }
            }
            PaperForm::Picks(form) => Self::Picks { votes: vec![0; form.options.len()] },
        }
    }

    /// Whether the figures have the shape of this form.
    #[must_use]
    pub fn fits(&self, form: &PaperForm) -> bool {
        match (self, form) {
            (Self::Marks { rows }, PaperForm::Marks(form)) => {
                rows.len() == form.rows.len()
                    && rows.iter().all(|row| row.votes.len() == form.grades.len())
            }
            (Self::Picks { votes }, PaperForm::Picks(form)) => votes.len() == form.options.len(),
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
            (Self::Marks { rows }, PaperForm::Marks(form)) => {
                let blanks_fit = |row: &RowTally| match form.blank_rows {
                    BlankRows::Refused => row.blank == 0 && row.invalid == 0,
                    BlankRows::Abstain => row.invalid == 0,
                    BlankRows::Invalid => row.blank == 0,
                };
                let quota_kept = |quota: &GradeQuota| {
                    let grade = form.grade_index(&quota.grade).expect("checked with the sheet");
                    sum(rows.iter().map(|row| row.votes[grade])) <= u64::from(quota.max) * papers
                };
                rows.iter().all(|row| row.papers() == papers && blanks_fit(row))
                    && form.quotas.iter().all(quota_kept)
            }
            (Self::Picks { votes }, PaperForm::Picks(form)) => {
                let ticks = u64::from(form.min) * papers..=u64::from(form.max) * papers;
                ticks.contains(&sum(votes.iter().copied()))
                    && votes.iter().all(|votes| *votes <= papers)
            }
            _ => false,
        }
    }

    /// Adds one paper of this form; `weight` is 1 where the rule has no weights. Sums stay far below
    /// the bound of the number, because an opening bounds the weights of its electorate together.
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
                for (row, mark) in rows.iter_mut().zip(marks) {
                    change(match mark {
                        Some(grade) => &mut row.votes[usize::from(*grade)],
                        None if form.blank_rows == BlankRows::Invalid => &mut row.invalid,
                        None => &mut row.blank,
                    });
                }
            }
            (Self::Picks { votes }, PaperForm::Picks(_), Paper::Picks { picks }) => {
                picks.iter().for_each(|pick| change(&mut votes[usize::from(*pick)]));
            }
            _ => panic!("a paper of another form in the ballot box"),
        }
    }

    /// Counts a whole box from nothing, one head one vote.
    pub fn recount<'a>(form: &PaperForm, papers: impl Iterator<Item = &'a Paper>) -> Self {
        Self::weigh(form, papers.map(|paper| (paper, 1)))
    }

    /// Counts a whole box from nothing, each paper with its weight.
    pub fn weigh<'a>(form: &PaperForm, papers: impl Iterator<Item = (&'a Paper, u64)>) -> Self {
        let mut tally = Self::zero(form);
        papers.for_each(|(paper, weight)| tally.add(form, paper, weight));
        tally
    }
}

impl RowTally {
    /// Papers valid in this row: those with a grade that counts in the base.
    #[must_use]
    pub fn valid(&self, form: &MarksForm) -> u64 {
        let counted = form.grades.iter().zip(&self.votes).filter(|(grade, _)| grade.counts_in_base);
        counted.map(|(_, votes)| votes).sum()
    }

    /// Papers that grade this row: valid ones without the abstentions. A row without a single one
    /// has no result (rules.md §0.3, reading 2).
    #[must_use]
    pub fn graded(&self, form: &MarksForm) -> u64 {
        let cells = form.grades.iter().zip(&self.votes);
        let graded = cells.filter(|(g, _)| g.counts_in_base && g.role != GradeRole::Abstain);
        graded.map(|(_, votes)| votes).sum()
    }

    /// All papers that reached this row.
    #[must_use]
    pub fn papers(&self) -> u64 {
        sum(self.votes.iter().copied().chain([self.blank, self.invalid]))
    }

    /// Σ weight × votes and Σ votes over the grades that carry a weight and count in the base.
    #[must_use]
    pub fn score(&self, form: &MarksForm) -> (u64, u64) {
        let mut score = (0, 0);
        for (grade, votes) in form.grades.iter().zip(&self.votes) {
            if let (Some(weight), true) = (grade.weight, grade.counts_in_base) {
                score.0 += u64::from(weight) * votes;
                score.1 += votes;
            }
        }
        score
    }
}

/// Stops at the largest number: a record may claim any figures, and none is lawful there.
fn sum(figures: impl Iterator<Item = u64>) -> u64 {
    figures.fold(0, u64::saturating_add)
}
