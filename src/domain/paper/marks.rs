//! A matrix of rows × grades; a motion is one row of 赞成/反对/弃权. With criteria (德能勤绩廉) a
//! row has one cell for each of them, and a paper, a tally and a count list the cells row by row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::paper::{BlankRows, Item, Paper, RawPaper, count, repeats};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Bilingual, Key, Text};

/// Most grades in one row.
pub const GRADES_MAX: usize = 10;
/// Highest weight of a grade or a criterion.
pub const WEIGHT_MAX: u32 = 1_000;
/// Most criteria of one row.
pub const CRITERIA_MAX: usize = 10;
/// Most cells of a paper with criteria: its longest raw paper stays below the bound of a message.
pub const CELLS_MAX: usize = 300;

/// A matrix of rows × grades.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarksForm {
    /// 1 to [`crate::domain::paper::ITEMS_MAX`] rows.
    pub rows: Vec<Item>,
    /// 2 to [`GRADES_MAX`] grades, best first.
    pub grades: Vec<Grade>,
    /// Criteria that each row is graded in; empty: one grade for the row as a whole.
    pub criteria: Vec<Criterion>,
    /// What an ungraded cell means.
    pub blank_rows: BlankRows,
    /// How many of a grade one paper may and must have.
    pub quotas: Vec<GradeQuota>,
    /// Whether a paper may give every cell the same grade.
    pub all_equal: AllEqual,
}

/// One criterion of an evaluation: 德, 能, 勤, 绩, 廉.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable in papers and tallies.
    pub id: Key,
    /// Label zh-CN.
    pub zh: Text,
    /// Label English.
    pub en: Text,
    /// Its part in the score of the row, 1 to [`WEIGHT_MAX`].
    pub weight: u32,
}

/// Whether a paper of more than one row may give them all the same grade (rules.md §5.4, §11 case
/// 38).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllEqual {
    /// It may.
    Allowed,
    /// The whole paper is not taken, or invalid under the seal.
    Refused,
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

/// At least `min` and at most `max` rows of one paper carry `grade`; with criteria, in each of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeQuota {
    /// The limited grade.
    pub grade: Key,
    /// Fewest rows with it; 0 where only the most is limited.
    pub min: u32,
    /// Most rows with it; the number of rows where only the fewest is.
    pub max: u32,
}

impl Grade {
    /// Whether the share of this grade in the papers valid in its row says something: of a grade of
    /// an evaluation it does, while the votes on a motion are held against their own base.
    #[must_use]
    pub fn has_share(&self) -> bool {
        self.counts_in_base && self.role == GradeRole::Grade
    }
}

impl MarksForm {
    /// Index of a grade by key.
    #[must_use]
    pub fn grade_index(&self, key: &Key) -> Option<usize> {
        self.grades.iter().position(|grade| grade.id == *key)
    }

    /// Grades that a paper gives to one row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.criteria.len().max(1)
    }

    /// Grades that a paper gives in all: rows × criteria.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.rows.len() * self.width()
    }

    /// What one cell is called in a raw paper: the row's id, with criteria `row_criterion`. Cells
    /// count row by row.
    ///
    /// # Panics
    /// When there is no such cell.
    #[must_use]
    pub fn cell_name(&self, cell: usize) -> String {
        let row = &self.rows[cell / self.width()].id;
        match self.criteria.get(cell % self.width()) {
            None => row.to_string(),
            Some(criterion) => format!("{row}_{}", criterion.id),
        }
    }

    fn cell_key(&self, cell: usize) -> Key {
        Key::new(&self.cell_name(cell)).expect("checked with the sheet")
    }

    /// The cells of each row, of a list that has one entry for every cell.
    pub fn by_row<'a, T>(&self, cells: &'a [T]) -> std::slice::Chunks<'a, T> {
        cells.chunks(self.width())
    }

    pub(super) fn check(&self) -> Result<(), SheetError> {
        self.check_grades()?;
        self.check_criteria()?;
        let rows = count(self.rows.len());
        let fits = |quota: &GradeQuota| quota.min <= quota.max && quota.min <= rows;
        if !self.quotas.iter().all(fits)
            || self.quotas.iter().map(|quota| quota.min).fold(0, u32::saturating_add) > rows
            || repeats(self.quotas.iter().map(|quota| &quota.grade))
        {
            return Err(SheetError {
                zh: "每张票的限额互相矛盾，或超过项数",
                en: "the quotas of a paper contradict each other or the number of rows",
            });
        }
        if self.all_equal == AllEqual::Refused && self.cells() < 2 {
            return Err(SheetError {
                zh: "只有一项时，不能规定“全部相同无效”",
                en: "with one row a paper cannot be refused for equal grades",
            });
        }
        Ok(())
    }

    fn check_grades(&self) -> Result<(), SheetError> {
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

    fn check_criteria(&self) -> Result<(), SheetError> {
        let lawful = |criterion: &Criterion| {
            (1..=WEIGHT_MAX).contains(&criterion.weight)
                && !criterion.zh.is_empty()
                && !criterion.en.is_empty()
        };
        if self.criteria.len() == 1
            || self.criteria.len() > CRITERIA_MAX
            || !self.criteria.iter().all(lawful)
            || repeats(self.criteria.iter().map(|criterion| &criterion.id))
        {
            return Err(SheetError {
                zh: "评价指标应为 2 至 10 个，标识不重复，权数为 1 至 1000",
                en: "criteria are 2 to 10, each with its own key and a weight of 1 to 1,000",
            });
        }
        if self.criteria.is_empty() {
            return Ok(());
        }
        if self.cells() > CELLS_MAX {
            return Err(SheetError {
                zh: "项数与评价指标数之积不超过 300",
                en: "rows times criteria are at most 300",
            });
        }
        let names: Vec<String> = (0..self.cells()).map(|cell| self.cell_name(cell)).collect();
        if names.iter().any(|name| Key::new(name).is_err()) || repeats(names.iter()) {
            return Err(SheetError {
                zh: "项目与评价指标的标识合在一起过长或重复",
                en: "the keys of a row and a criterion together are too long or repeat",
            });
        }
        Ok(())
    }

    pub(super) fn parse(&self, raw: &BTreeMap<Key, Key>) -> Result<Paper, Refusal> {
        let mut marks = vec![None; self.cells()];
        let mut known = 0;
        for (cell, mark) in marks.iter_mut().enumerate() {
            if let Some(grade) = raw.get(&self.cell_key(cell)) {
                let grade = self.grade_index(grade).ok_or(Refusal::PaperUnknownGrade)?;
                *mark = Some(u8::try_from(grade).expect("at most ten grades"));
                known += 1;
            }
        }
        if known < raw.len() {
            return Err(Refusal::PaperUnknownRow);
        }
        self.admits(&marks)?;
        Ok(Paper::Marks { marks })
    }

    pub(super) fn admits(&self, marks: &[Option<u8>]) -> Result<(), Refusal> {
        let is_grade = |mark: &u8| usize::from(*mark) < self.grades.len();
        if marks.len() != self.cells() || !marks.iter().flatten().all(is_grade) {
            return Err(Refusal::PaperWrongForm);
        }
        let missing = marks.iter().filter(|mark| mark.is_none()).count();
        if missing > 0 && self.blank_rows == BlankRows::Refused {
            return Err(Refusal::PaperIncomplete { missing: count(missing) });
        }
        for column in 0..self.width() {
            let column: Vec<_> = marks.iter().skip(column).step_by(self.width()).collect();
            self.quotas.iter().try_for_each(|quota| self.keeps(quota, &column))?;
        }
        let equal = marks.iter().all(|mark| mark.is_some() && *mark == marks[0]);
        if self.all_equal == AllEqual::Refused && marks.len() > 1 && equal {
            return Err(Refusal::PaperAllEqual);
        }
        Ok(())
    }

    fn keeps(&self, quota: &GradeQuota, column: &[&Option<u8>]) -> Result<(), Refusal> {
        let grade = self.grade_index(&quota.grade).expect("checked with the sheet");
        let has = |mark: &&&Option<u8>| mark.is_some_and(|mark| usize::from(mark) == grade);
        let given = count(column.iter().filter(has).count());
        let label = || {
            let Grade { zh, en, .. } = self.grades[grade].clone();
            Bilingual { zh, en }
        };
        let (min, max) = (quota.min, quota.max);
        match given {
            _ if given > max => Err(Refusal::PaperOverQuota { grade: label(), max, given }),
            _ if given < min => Err(Refusal::PaperUnderQuota { grade: label(), min, given }),
            _ => Ok(()),
        }
    }

    pub(super) fn spell(&self, marks: &[Option<u8>]) -> Option<RawPaper> {
        if marks.len() != self.cells() {
            return None;
        }
        let mut spelt = BTreeMap::new();
        for (cell, mark) in marks.iter().enumerate() {
            if let Some(mark) = mark {
                spelt.insert(self.cell_key(cell), self.grades.get(usize::from(*mark))?.id.clone());
            }
        }
        Some(RawPaper::Marks { marks: spelt })
    }

    /// Bytes of the longest text of a paper: `null,` is the longest entry of a cell.
    pub(super) fn text_max(&self) -> usize {
        br#"{"form":"marks","marks":[]}"#.len() + 5 * self.cells()
    }
}
