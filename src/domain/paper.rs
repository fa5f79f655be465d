//! Paper forms and filled papers. A raw paper from the wire is parsed once into a [`Paper`] for
//! *this* form; nothing later checks again.

pub mod excused;
mod kept;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::ids::DelegateId;
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Key, Text};

/// Most rows or options on one paper.
pub const ITEMS_MAX: usize = 200;
/// Most grades in one row.
pub const GRADES_MAX: usize = 10;
/// Most lines of detail behind one option.
pub const DETAILS_MAX: usize = 12;

/// Highest weight of a grade.
pub const WEIGHT_MAX: u32 = 1_000;

/// Shape of the ballot paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum PaperForm {
    /// One grade per row of a matrix; a motion is one row of 赞成/反对/弃权.
    Marks(MarksForm),
    /// At most, or exactly, K of N.
    Picks(PicksForm),
}

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

/// K of N.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicksForm {
    /// 1 to [`ITEMS_MAX`] options.
    pub options: Vec<Item>,
    /// Fewest picks on a valid paper; `min == max` means exactly so many.
    pub min: u32,
    /// Most picks on a valid paper (K).
    pub max: u32,
}

/// A row or an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Stable in papers and tallies; labels may be translated, keys never.
    pub id: Key,
    /// Name as printed.
    pub title: Text,
    /// Unit or a short remark.
    pub note: Text,
    /// Labelled lines: content, investment, responsible unit, completion standard.
    pub details: Vec<Detail>,
    /// The candidate or subject, where it is somebody on the roster.
    pub person: Option<DelegateId>,
}

/// One labelled line about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    /// What it is about.
    pub label: Text,
    /// What it says.
    pub text: Text,
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

/// `blank_line_policy` for papers cast on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlankRows {
    /// The paper is not taken until every row is graded.
    Refused,
    /// An ungraded row counts as abstention in that row.
    Abstain,
    /// An ungraded row is invalid in that row, other rows stand.
    Invalid,
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

/// A paper as it came from a device: keys, unchecked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum RawPaper {
    /// Row key → grade key; rows may be missing.
    Marks {
        /// Row key → grade key.
        marks: BTreeMap<Key, Key>,
    },
    /// Option keys in any order.
    Picks {
        /// Chosen options.
        picks: Vec<Key>,
    },
}

/// A filled paper that fits its form: indices into rows, grades and options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Paper {
    /// One entry per row; none where the row was left blank.
    Marks {
        /// Index of the grade per row.
        marks: Vec<Option<u8>>,
    },
    /// Ascending, no repeats.
    Picks {
        /// Indices of the chosen options.
        picks: Vec<u16>,
    },
}

impl PaperForm {
    /// Rows or options, in paper order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        match self {
            Self::Marks(form) => &form.rows,
            Self::Picks(form) => &form.options,
        }
    }

    pub(crate) fn check(&self) -> Result<(), SheetError> {
        let items = self.items();
        if items.is_empty() || items.len() > ITEMS_MAX {
            return Err(SheetError {
                zh: "一张票应有 1 至 200 项",
                en: "a paper has 1 to 200 rows or options",
            });
        }
        if items.iter().any(|item| item.title.is_empty() || item.details.len() > DETAILS_MAX) {
            return Err(SheetError {
                zh: "每一项须有名称，说明不超过 12 条",
                en: "every row needs a title and at most 12 details",
            });
        }
        if repeats(items.iter().map(|item| &item.id)) {
            return Err(SheetError {
                zh: "有两项编号相同", en: "two rows have the same key"
            });
        }
        match self {
            Self::Marks(form) => form.check(),
            Self::Picks(form) => form.check(),
        }
    }

    /// Parses a raw paper for this form.
    ///
    /// # Errors
    /// The refusal to show to the person who filled it.
    pub fn parse(&self, raw: &RawPaper) -> Result<Paper, Refusal> {
        match (self, raw) {
            (Self::Marks(form), RawPaper::Marks { marks }) => form.parse(marks),
            (Self::Picks(form), RawPaper::Picks { picks }) => form.parse(picks),
            (Self::Marks(_), RawPaper::Picks { .. }) | (Self::Picks(_), RawPaper::Marks { .. }) => {
                Err(Refusal::PaperWrongForm)
            }
        }
    }

    /// The same paper with keys again, for screens and for checking a record.
    #[must_use]
    pub fn spell(&self, paper: &Paper) -> Option<RawPaper> {
        match (self, paper) {
            (Self::Marks(form), Paper::Marks { marks }) if marks.len() == form.rows.len() => {
                let mut spelt = BTreeMap::new();
                for (row, mark) in form.rows.iter().zip(marks) {
                    if let Some(mark) = mark {
                        spelt.insert(
                            row.id.clone(),
                            form.grades.get(usize::from(*mark))?.id.clone(),
                        );
                    }
                }
                Some(RawPaper::Marks { marks: spelt })
            }
            (Self::Picks(form), Paper::Picks { picks }) => {
                let key = |pick: &u16| form.options.get(usize::from(*pick)).map(|o| o.id.clone());
                Some(RawPaper::Picks { picks: picks.iter().map(key).collect::<Option<_>>()? })
            }
            _ => None,
        }
    }
}

impl MarksForm {
    /// Index of a grade by key.
    #[must_use]
    pub fn grade_index(&self, key: &Key) -> Option<usize> {
        self.grades.iter().position(|grade| grade.id == *key)
    }

    fn check(&self) -> Result<(), SheetError> {
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

    fn parse(&self, raw: &BTreeMap<Key, Key>) -> Result<Paper, Refusal> {
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
}

impl PicksForm {
    fn check(&self) -> Result<(), SheetError> {
        if self.max == 0 || self.min > self.max || self.max > count(self.options.len()) {
            return Err(SheetError {
                zh: "应选项数与候选项数不符",
                en: "the number to choose does not fit the options",
            });
        }
        Ok(())
    }

    fn parse(&self, raw: &[Key]) -> Result<Paper, Refusal> {
        let given = count(raw.len());
        if given > self.max {
            return Err(Refusal::PicksTooMany { max: self.max, given });
        }
        let mut picks = Vec::with_capacity(raw.len());
        for key in raw {
            let index = self.options.iter().position(|option| option.id == *key);
            let index = index.ok_or(Refusal::PicksUnknown)?;
            picks.push(u16::try_from(index).expect("at most 200 options"));
        }
        picks.sort_unstable();
        if picks.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Refusal::PicksRepeated);
        }
        self.admits(&picks)?;
        Ok(Paper::Picks { picks })
    }
}

/// A count of things in a hall, which always fits.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).expect("counts in a sitting stay below four thousand million")
}

fn repeats<'a>(keys: impl Iterator<Item = &'a Key>) -> bool {
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}
