//! Figures of a matrix.

use serde::{Deserialize, Serialize};

use crate::domain::paper::{AllEqual, BlankRows, GradeQuota, GradeRole, MarksForm};
use crate::domain::tally::{Tally, sum};

/// Figures of one cell, which is a row where there are no criteria.
/// `papers = Σ votes + blank + invalid + recused`, for every cell the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowTally {
    /// Per grade, in paper order.
    pub votes: Vec<u64>,
    /// 本项弃权: papers that left the row blank where blank means abstention.
    pub blank: u64,
    /// 本项无效: papers that left the row blank, wholly or in one criterion, where that makes it
    /// invalid.
    pub invalid: u64,
    /// 本项回避: papers of those who are recused from the row.
    pub recused: u64,
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
        let others = [self.blank, self.invalid, self.recused];
        sum(self.votes.iter().copied().chain(others))
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

impl RowTally {
    fn blanks_fit(&self, form: &MarksForm) -> bool {
        match form.blank_rows {
            BlankRows::Refused => self.blank == 0 && self.invalid == 0,
            BlankRows::Abstain => self.invalid == 0,
            BlankRows::Invalid => self.blank == 0,
        }
    }
}

pub(super) fn zero(form: &MarksForm) -> Tally {
    let votes = vec![0; form.grades.len()];
    let row = RowTally { votes, blank: 0, invalid: 0, recused: 0 };
    Tally::Marks { rows: vec![row; form.cells()] }
}

pub(super) fn fits(rows: &[RowTally], form: &MarksForm) -> bool {
    rows.len() == form.cells() && rows.iter().all(|row| row.votes.len() == form.grades.len())
}

pub(super) fn comes_from(rows: &[RowTally], form: &MarksForm, papers: u64) -> bool {
    // A line is invalid, and a person recused from it, in all of its criteria.
    let alike = |a: &RowTally, b: &RowTally| (a.invalid, a.recused) == (b.invalid, b.recused);
    rows.iter().all(|row| row.papers() == papers && row.blanks_fit(form))
        && form.by_row(rows).all(|row| row.iter().all(|cell| alike(cell, &row[0])))
        && keeps_quotas(form, rows, papers)
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
            // What stood in an invalid row is not known any more, and who is recused has fewer rows.
            let column = cells.iter().skip(column).step_by(width);
            let void = sum(column.map(|cell| cell.invalid + cell.recused));
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

pub(super) fn fold(
    rows: &mut [RowTally],
    form: &MarksForm,
    marks: &[Option<u8>],
    change: impl Fn(&mut u64),
) {
    for (cells, marks) in rows.chunks_mut(form.width()).zip(form.by_row(marks)) {
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

/// False: of another shape, or beyond any hall.
pub(super) fn add_all(rows: &mut [RowTally], more: &[RowTally]) -> bool {
    let put = |cell: &mut u64, more: u64| match cell.checked_add(more) {
        Some(sum) => {
            *cell = sum;
            true
        }
        None => false,
    };
    rows.len() == more.len()
        && rows.iter_mut().zip(more).all(|(row, more)| {
            row.votes.len() == more.votes.len()
                && row.votes.iter_mut().zip(&more.votes).all(|(cell, n)| put(cell, *n))
                && put(&mut row.blank, more.blank)
                && put(&mut row.invalid, more.invalid)
                && put(&mut row.recused, more.recused)
        })
}
