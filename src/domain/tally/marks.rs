//! Figures of a matrix.

use serde::{Deserialize, Serialize};

use crate::domain::paper::{BlankRows, GradeQuota, GradeRole, MarksForm};
use crate::domain::tally::{Tally, sum};

/// Figures of one row. `papers = Σ votes + blank + invalid + recused`, for every row the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowTally {
    /// Per grade, in paper order.
    pub votes: Vec<u64>,
    /// 本项弃权: papers that left the row blank where blank means abstention.
    pub blank: u64,
    /// 本项无效: papers that left the row blank where blank means invalid.
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

pub(super) fn zero(form: &MarksForm) -> Tally {
    let votes = vec![0; form.grades.len()];
    let row = RowTally { votes, blank: 0, invalid: 0, recused: 0 };
    Tally::Marks { rows: vec![row; form.rows.len()] }
}

pub(super) fn fits(rows: &[RowTally], form: &MarksForm) -> bool {
    rows.len() == form.rows.len() && rows.iter().all(|row| row.votes.len() == form.grades.len())
}

pub(super) fn comes_from(rows: &[RowTally], form: &MarksForm, papers: u64) -> bool {
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

pub(super) fn fold(
    rows: &mut [RowTally],
    form: &MarksForm,
    marks: &[Option<u8>],
    change: impl Fn(&mut u64),
) {
    for (row, mark) in rows.iter_mut().zip(marks) {
        change(match mark {
            Some(grade) => &mut row.votes[usize::from(*grade)],
            None if form.blank_rows == BlankRows::Invalid => &mut row.invalid,
            None => &mut row.blank,
        });
    }
}
