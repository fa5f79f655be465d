//! The first step that a row reaches: 满意, else 基本满意, else 不满意 (rules.md §7.1), and the
//! cumulative majority grade (rules.md §5.5, E3).

use serde::{Deserialize, Serialize};

use crate::domain::count::Bases;
use crate::domain::outcome::quota::Graded;
use crate::domain::outcome::{grades_exist, sum, votes_fit};
use crate::domain::paper::{GRADES_MAX, MarksForm};
use crate::domain::sheet::SheetError;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::Threshold;

/// Most steps: two for each grade of the longest row.
pub const STEPS_MAX: usize = 2 * GRADES_MAX;

/// Steps, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderRule {
    /// 1 to [`STEPS_MAX`].
    pub steps: Vec<LadderStep>,
    /// Grade of a row that reaches no step; none: no result.
    pub otherwise: Option<Key>,
}

/// One step: the votes for `sum` together meet the threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderStep {
    /// Grade given when the step is reached.
    pub grade: Key,
    /// Grades added together.
    pub sum: Vec<Key>,
    /// Share of which base.
    pub threshold: Threshold,
}

/// Verdict on one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LadderRow {
    /// The row.
    pub item: Key,
    /// What follows. A row with abstentions only has no result, not the lowest grade
    /// (rules.md §0.3, reading 2).
    pub verdict: Graded,
}

impl LadderRule {
    pub(super) fn check(&self, form: &MarksForm) -> Result<(), SheetError> {
        if self.steps.is_empty() || self.steps.len() > STEPS_MAX {
            return Err(SheetError {
                zh: "分档应有 1 至 20 档", en: "a ladder has 1 to 20 steps"
            });
        }
        for step in &self.steps {
            votes_fit(form, &step.sum, step.threshold.base)?;
            grades_exist(form, std::slice::from_ref(&step.grade))?;
        }
        self.otherwise.as_ref().map_or(Ok(()), |g| grades_exist(form, std::slice::from_ref(g)))
    }

    pub(super) fn decide(
        &self,
        form: &MarksForm,
        rows: &[RowTally],
        bases: &Bases,
    ) -> Vec<LadderRow> {
        let rows = form.rows.iter().zip(rows).enumerate();
        rows.map(|(place, (item, row))| LadderRow {
            item: item.id.clone(),
            verdict: self.grade(form, row, &bases.of_item(place)),
        })
        .collect()
    }

    fn grade(&self, form: &MarksForm, row: &RowTally, bases: &Bases) -> Graded {
        if row.graded(form) == 0 {
            return Graded::NoResult {};
        }
        let reached = self.steps.iter().find(|step| {
            let base_count = bases.count(step.threshold.base, form, row);
            step.threshold.met(sum(form, row, &step.sum), base_count)
        });
        match reached.map(|step| &step.grade).or(self.otherwise.as_ref()) {
            Some(grade) => Graded::Graded { grade: grade.clone() },
            None => Graded::NoResult {},
        }
    }
}
