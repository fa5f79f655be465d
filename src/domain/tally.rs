//! Counting papers. Every fold is a sum, so the order of papers cannot matter.

use serde::{Deserialize, Serialize};

use crate::domain::paper::{
    AllEqual, BlankRows, GradeQuota, GradeRole, MarksForm, Paper, PaperForm,
};

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
    Picks {
        /// Ticks, in paper order.
        votes: Vec<u32>,
    },
}

/// Figures of one cell, which is a row where there are no criteria. `papers = Σ votes + blank + invalid`, for every row the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowTally {
    /// Per grade, in paper order.
    pub votes: Vec<u32>,
    /// 本项弃权: papers that left the row blank where blank means abstention.
    pub blank: u32,
    /// 本项无效: papers that left the row blank, wholly or in one criterion, where that makes it
    /// invalid.
    pub invalid: u32,
}

impl Tally {
    /// All zero, for a form.
    #[must_use]
    pub fn zero(form: &PaperForm) -> Self {
        match form {
            PaperForm::Marks(form) => {
                let row = RowTally { votes: vec![0; form.grades.len()], blank: 0, invalid: 0 };
                Self::Marks { rows: vec![row; form.cells()] }
            }
            PaperForm::Picks(form) => Self::Picks { votes: vec![0; form.options.len()] },
        }
    }

    /// Whether the figures have the shape of this form.
    #[must_use]
    pub fn fits(&self, form: &PaperForm) -> bool {
        match (self, form) {
            (Self::Marks { rows }, PaperForm::Marks(form)) => {
                rows.len() == form.cells()
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
                rows.iter().all(|row| row.papers() == papers && row.blanks_fit(form))
                    && form.by_row(rows).all(|row| row.iter().all(|c| c.invalid == row[0].invalid))
                    && keeps_quotas(form, rows, papers)
            }
            (Self::Picks { votes }, PaperForm::Picks(form)) => {
                let ticks = u64::from(form.min) * papers..=u64::from(form.max) * papers;
                ticks.contains(&sum(votes.iter().copied()))
                    && votes.iter().all(|votes| u64::from(*votes) <= papers)
            }
            _ => false,
        }
    }

    /// Adds one paper of this form.
    pub fn add(&mut self, form: &PaperForm, paper: &Paper) {
        self.fold(form, paper, |cell| *cell += 1);
    }

    /// Takes one paper out again, when its owner changed it.
    pub fn take(&mut self, form: &PaperForm, paper: &Paper) {
        self.fold(form, paper, |cell| *cell -= 1);
    }

    fn fold(&mut self, form: &PaperForm, paper: &Paper, change: impl Fn(&mut u32)) {
        match (self, form, paper) {
            (Self::Marks { rows }, PaperForm::Marks(form), Paper::Marks { marks }) => {
                let marks = form.by_row(marks);
                for (cells, marks) in rows.chunks_mut(form.width()).zip(marks) {
                    // An incomplete row is invalid as a whole: one line of the paper.
                    let void = form.blank_rows == BlankRows::Invalid && marks.contains(&None);
                    for (cell, mark) in cells.iter_mut().zip(marks) {
                        change(match mark {
                            _ if void => &mut cell.invalid,
                            Some(grade) => &mut cell.votes[usize::from(*grade)],
                            None => &mut cell.blank,
                        });
                    }
                }
            }
            (Self::Picks { votes }, PaperForm::Picks(_), Paper::Picks { picks }) => {
                picks.iter().for_each(|pick| change(&mut votes[usize::from(*pick)]));
            }
            _ => panic!("a paper of another form in the ballot box"),
        }
    }

    /// Adds the figures of another tally of the same form, as of another group. False: it is of
    /// another form, or the sum is beyond any hall.
    #[must_use]
    pub fn add_all(&mut self, other: &Self) -> bool {
        let put = |cell: &mut u32, more: u32| match cell.checked_add(more) {
            Some(sum) => {
                *cell = sum;
                true
            }
            None => false,
        };
        match (self, other) {
            (Self::Marks { rows }, Self::Marks { rows: more }) if rows.len() == more.len() => {
                rows.iter_mut().zip(more).all(|(row, more)| {
                    row.votes.len() == more.votes.len()
                        && row.votes.iter_mut().zip(&more.votes).all(|(cell, n)| put(cell, *n))
                        && put(&mut row.blank, more.blank)
                        && put(&mut row.invalid, more.invalid)
                })
            }
            (Self::Picks { votes }, Self::Picks { votes: more }) if votes.len() == more.len() => {
                votes.iter_mut().zip(more).all(|(cell, n)| put(cell, *n))
            }
            _ => false,
        }
    }

    /// Counts a whole box from nothing.
    pub fn recount<'a>(form: &PaperForm, papers: impl Iterator<Item = &'a Paper>) -> Self {
        let mut tally = Self::zero(form);
        papers.for_each(|paper| tally.add(form, paper));
        tally
    }
}

/// Whether papers that each keep quotas and unequal grades can come to these cells.
fn keeps_quotas(form: &MarksForm, cells: &[RowTally], papers: u64) -> bool {
    let votes_for = |grade: usize, column: usize, step: usize| {
        sum(cells.iter().skip(column).step_by(step).map(|cell| cell.votes[grade]))
    };
    let width = form.width();
    let quota_kept = |quota: &GradeQuota| {
        let grade = form.grade_index(&quota.grade).expect("checked with the sheet");
        (0..width).all(|column| {
            let votes = votes_for(grade, column, width);
            // What stood in an invalid row is not known any more.
            let void = sum(cells.iter().skip(column).step_by(width).map(|cell| cell.invalid));
            let (least, most) = (u64::from(quota.min) * papers, u64::from(quota.max) * papers);
            (least.saturating_sub(void)..=most).contains(&votes)
        })
    };
    // Nobody gave one grade to all cells: at most all but one of a paper's cells have it.
    let all_but_one = (form.cells() as u64).saturating_sub(1) * papers;
    let unequal = |grade: usize| votes_for(grade, 0, 1) <= all_but_one;
    form.quotas.iter().all(quota_kept)
        && (form.all_equal == AllEqual::Allowed || (0..form.grades.len()).all(unequal))
}

impl RowTally {
    fn blanks_fit(&self, form: &MarksForm) -> bool {
        match form.blank_rows {
            BlankRows::Refused => self.blank == 0 && self.invalid == 0,
            BlankRows::Abstain => self.invalid == 0,
            BlankRows::Invalid => self.blank == 0,
        }
    }

    /// Papers valid in this row: those with a grade that counts in the base.
    #[must_use]
    pub fn valid(&self, form: &MarksForm) -> u32 {
        let counted = form.grades.iter().zip(&self.votes).filter(|(grade, _)| grade.counts_in_base);
        counted.map(|(_, votes)| votes).sum()
    }

    /// Papers that grade this row: valid ones without the abstentions. A row without a single one
    /// has no result (rules.md §0.3, reading 2).
    #[must_use]
    pub fn graded(&self, form: &MarksForm) -> u32 {
        let cells = form.grades.iter().zip(&self.votes);
        let graded = cells.filter(|(g, _)| g.counts_in_base && g.role != GradeRole::Abstain);
        graded.map(|(_, votes)| votes).sum()
    }

    /// All papers that reached this row. Wide, since a record may claim any figures.
    #[must_use]
    pub fn papers(&self) -> u64 {
        sum(self.votes.iter().copied()) + u64::from(self.blank) + u64::from(self.invalid)
    }

    /// Σ weight × votes and Σ votes over the grades that carry a weight and count in the base.
    #[must_use]
    pub fn score(&self, form: &MarksForm) -> (u64, u64) {
        let mut score = (0, 0);
        for (grade, votes) in form.grades.iter().zip(&self.votes) {
            if let (Some(weight), true) = (grade.weight, grade.counts_in_base) {
                score.0 += u64::from(weight) * u64::from(*votes);
                score.1 += u64::from(*votes);
            }
        }
        score
    }
}

fn sum(figures: impl Iterator<Item = u32>) -> u64 {
    figures.map(u64::from).sum()
}
