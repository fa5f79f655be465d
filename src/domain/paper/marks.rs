//! A matrix of rows × grades; a motion is one row of 赞成/反对/弃权.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::paper::{BlankRows, Item, Paper, RawPaper, count, repeats};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Bilingual, Key, Text};

/// Most grades in one row.
pub const GRADES_MAX: usize = 10;
/// Highest weight of a grade.
pub const WEIGHT_MAX: u32 = 1_000;

/// A matrix of rows × grades.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarksForm {
    /// 1 to [`ITEMS_MAX`] rows.
    pub rows: Vec<Item>,
    /// 2 to [`GRADES_MAX`] grades, best first.
    pub grades: Vec<Grade>,
    /// What an ungraded row means.
    pub blank_rows: BlankRows,
    /// At most so many of a grade on one paper.
    pub quotas: Vec<GradeQuota>,
}

/// One column of a matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    /// Glossary identifier: `yes`, `outstanding`, …
    pub id: Key,
    /// Label zh-CN.
    pub zh: Text,
    /// Label English.
    pub en: Text,
    /// Drawn mark, so that colour never stands alone.
    pub shape: Shape,
    /// Meaning for bases.
    pub role: GradeRole,
    /// Points for a score, 0 to [`WEIGHT_MAX`]; none where the rule has no score.
    pub weight: Option<u32>,
    /// Whether a paper with this grade counts in the row's valid base (不了解 may not).
    pub counts_in_base: bool,
}

/// Drawn mark of a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// ○
    Circle,
    /// ×
    Cross,
    /// △
    Triangle,
    /// □
    Square,
    /// ●
    Dot,
    /// No mark, label only.
    None,
}

/// Meaning of a grade for the bases 赞成+反对 and 赞成+反对+弃权.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeRole {
    /// 赞成.
    For,
    /// 反对.
    Against,
    /// 弃权.
    Abstain,
    /// A grade of an evaluation.
    Grade,
}

/// At most `max` rows of one paper may carry `grade`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeQuota {
    /// The limited grade.
    pub grade: Key,
    /// Most rows with it.
    pub max: u32,
}

impl MarksForm {
    /// Index of a grade by key.
    #[must_use]
    pub fn grade_index(&self, key: &Key) -> Option<usize> {
        self.grades.iter().position(|grade| grade.id == *key)
    }

    pub(super) fn check(&self) -> Result<(), SheetError> {
        if !(2..=GRADES_MAX).contains(&self.grades.len()) {
            return Err(SheetError {
                zh: "每一项应有 2 至 10 个选项",
                en: "a row has 2 to 10 grades",
            });
        }
        if repeats(self.grades.iter().map(|grade| &grade.id)) {
            return Err(SheetError {
                zh: "有两个选项标识相同",
                en: "two grades have the same key",
            });
        }
        if self.grades.iter().any(|grade| grade.weight.is_some_and(|weight| weight > WEIGHT_MAX)) {
            return Err(SheetError { zh: "分值应为 0 至 1000", en: "a weight is 0 to 1,000" });
        }
        if self.quotas.iter().any(|quota| self.grade_index(&quota.grade).is_none()) {
            return Err(SheetError {
                zh: "限额所指的选项不在票上",
                en: "a quota names a grade that is not on the paper",
            });
        }
        Ok(())
    }

    pub(super) fn parse(&self, raw: &BTreeMap<Key, Key>) -> Result<Paper, Refusal> {
        let mut marks = vec![None; self.rows.len()];
        for (row, grade) in raw {
            let row =
                self.rows.iter().position(|r| r.id == *row).ok_or(Refusal::PaperUnknownRow)?;
            let grade = self.grade_index(grade).ok_or(Refusal::PaperUnknownGrade)?;
            marks[row] = Some(u8::try_from(grade).expect("at most ten grades"));
        }
        self.admits(&marks)?;
        Ok(Paper::Marks { marks })
    }

    pub(super) fn admits(&self, marks: &[Option<u8>]) -> Result<(), Refusal> {
        let is_grade = |mark: &u8| usize::from(*mark) < self.grades.len();
        if marks.len() != self.rows.len() || !marks.iter().flatten().all(is_grade) {
            return Err(Refusal::PaperWrongForm);
        }
        let missing = marks.iter().filter(|mark| mark.is_none()).count();
        if missing > 0 && self.blank_rows == BlankRows::Refused {
            return Err(Refusal::PaperIncomplete { missing: count(missing) });
        }
        for quota in &self.quotas {
            let grade = self.grade_index(&quota.grade).expect("checked with the sheet");
            let given = marks.iter().flatten().filter(|mark| usize::from(**mark) == grade).count();
            if count(given) > quota.max {
                let Grade { zh, en, .. } = self.grades[grade].clone();
                let grade = Bilingual { zh, en };
                return Err(Refusal::PaperOverQuota { grade, max: quota.max, given: count(given) });
            }
        }
        Ok(())
    }

    pub(super) fn spell(&self, marks: &[Option<u8>]) -> Option<RawPaper> {
        let mut spelt = BTreeMap::new();
        for (row, mark) in self.rows.iter().zip(marks) {
            if let Some(mark) = mark {
                spelt.insert(row.id.clone(), self.grades.get(usize::from(*mark))?.id.clone());
            }
        }
        (marks.len() == self.rows.len()).then_some(RawPaper::Marks { marks: spelt })
    }

    /// Bytes of the longest text of a paper: `null,` is the longest entry of a row.
    pub(super) fn text_max(&self) -> usize {
        br#"{"form":"marks","marks":[]}"#.len() + 5 * self.rows.len()
    }
}
