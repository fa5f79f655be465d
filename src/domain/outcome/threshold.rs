//! Adopted or not, row by row: motions, appointments one by one, projects with as many places.

use serde::{Deserialize, Serialize};

use crate::domain::count::Bases;
use crate::domain::outcome::{sum, votes_fit};
use crate::domain::paper::{GradeRole, MarksForm};
use crate::domain::sheet::SheetError;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::Threshold;

/// A row is adopted when the votes for `grades` meet the threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdRule {
    /// Grades that count as votes for.
    pub grades: Vec<Key>,
    /// Share of which base.
    pub threshold: Threshold,
}

/// Verdict on one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdRow {
    /// The row.
    pub item: Key,
    /// Votes for.
    pub votes: u64,
    /// The base as a number.
    pub base_count: u64,
    /// Smallest number that is adopted.
    pub needed: u64,
    /// `votes >= needed`.
    pub adopted: bool,
}

impl ThresholdRule {
    pub(super) fn check(&self, form: &MarksForm) -> Result<(), SheetError> {
        votes_fit(form, &self.grades, self.threshold.base)?;
        let mut named = form.grades.iter().filter(|grade| self.grades.contains(&grade.id));
        if named.any(|grade| matches!(grade.role, GradeRole::Against | GradeRole::Abstain)) {
            return Err(SheetError {
                zh: "反对和弃权不能计为赞成",
                en: "votes against and abstentions are not votes for",
            });
        }
        Ok(())
    }

    pub(super) fn decide(
        &self,
        form: &MarksForm,
        rows: &[RowTally],
        bases: &Bases,
    ) -> Vec<ThresholdRow> {
        let verdict = |(place, (item, row)): (usize, (&crate::domain::paper::Item, &RowTally))| {
            let votes = sum(form, row, &self.grades);
            let base_count = bases.of_item(place).count(self.threshold.base, form, row);
            ThresholdRow {
                item: item.id.clone(),
                votes,
                base_count,
                needed: self.threshold.needed(base_count),
                adopted: self.threshold.met(votes, base_count),
            }
        };
        form.rows.iter().zip(rows).enumerate().map(verdict).collect()
    }
}
