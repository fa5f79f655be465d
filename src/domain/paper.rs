//! Paper forms and filled papers. A raw paper from the wire is parsed once into a [`Paper`] for
//! *this* form; nothing later checks again. One form, one file below.

pub mod excused;
mod item;
mod kept;
mod marks;
mod picks;
mod ranks;
mod scores;
mod text;
mod write_ins;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::Key;

pub use self::item::{BlankRows, DETAILS_MAX, Detail, ITEMS_MAX, Item};
pub use self::marks::{
    AllEqual, CELLS_MAX, CRITERIA_MAX, Criterion, GRADES_MAX, Grade, GradeQuota, GradeRole,
    MarksForm, Shape, WEIGHT_MAX,
};
pub use self::picks::{PicksForm, PicksPaper, RawPicks};
pub use self::ranks::RanksForm;
pub(crate) use self::scores::points;
pub use self::scores::{
    BANDS_MAX, Band, DECIMALS_MAX, SCALE_VALUES_MAX, SCORE_MAX, ScaleLabels, ScoresForm,
};
pub use self::text::{ANSWER_CHARS_MAX, ANSWERS_BYTES_MAX, Answer, RawAnswer, TextForm};
pub use self::write_ins::{NAME_CHARS_MAX, Name, WRITE_INS_MAX, WriteIns, WriteInsAfter};

/// Shape of the ballot paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum PaperForm {
    /// One grade per row of a matrix; a motion is one row of 赞成/反对/弃权.
    Marks(MarksForm),
    /// At most, or exactly, K of N.
    Picks(PicksForm),
    /// The first K of N in an order.
    Ranks(RanksForm),
    /// A number per row.
    Scores(ScoresForm),
    /// Free text per question: polls only.
    Text(TextForm),
}

/// A paper as it came from a device: keys, unchecked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum RawPaper {
    /// Cell → grade key; cells may be missing.
    Marks {
        /// [`MarksForm::cell_name`] → grade key.
        marks: BTreeMap<Key, Key>,
    },
    /// Options and names in any order.
    Picks(RawPicks),
    /// Option keys, rank 1 first.
    Ranks {
        /// Ranked options.
        ranks: Vec<Key>,
    },
    /// Row key → decimal number; rows may be missing.
    Scores {
        /// Row key → number as typed, such as `93.5`.
        scores: BTreeMap<Key, String>,
    },
    /// Question key → text; questions may be missing.
    Text {
        /// Question key → text as typed.
        answers: BTreeMap<Key, RawAnswer>,
    },
}

/// A filled paper that fits its form: indices into rows, grades and options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Paper {
    /// One entry per cell, row by row; none where it was left blank.
    Marks {
        /// Index of the grade per cell.
        marks: Vec<Option<u8>>,
    },
    /// Indices of options, and names.
    Picks(PicksPaper),
    /// Rank 1 first, no repeats.
    Ranks {
        /// Indices of the ranked options.
        ranks: Vec<u16>,
    },
    /// One entry per row; none where the row was left blank.
    Scores {
        /// Scores in units of the form's last decimal.
        scores: Vec<Option<u32>>,
    },
    /// One entry per question; none where it was left open.
    Text {
        /// The answers.
        answers: Vec<Option<Answer>>,
    },
}

impl PaperForm {
    /// Rows, options or questions, in paper order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        match self {
            Self::Marks(form) => &form.rows,
            Self::Picks(form) => &form.options,
            Self::Ranks(form) => &form.options,
            Self::Scores(form) => &form.rows,
            Self::Text(form) => &form.questions,
        }
    }

    /// Most options that one paper may name; none where it names no options.
    #[must_use]
    pub fn named_max(&self) -> Option<u32> {
        match self {
            Self::Picks(form) => Some(form.max),
            Self::Ranks(form) => Some(form.max),
            Self::Marks(_) | Self::Scores(_) | Self::Text(_) => None,
        }
    }

    pub(crate) fn check(&self) -> Result<(), SheetError> {
        item::check(self.items())?;
        match self {
            Self::Marks(form) => form.check(),
            Self::Picks(form) => form.check(),
            Self::Ranks(form) => form.check(),
            Self::Scores(form) => form.check(),
            Self::Text(form) => form.check(),
        }
    }

    /// Parses a raw paper for this form.
    ///
    /// # Errors
    /// The refusal to show to the person who filled it.
    pub fn parse(&self, raw: &RawPaper) -> Result<Paper, Refusal> {
        match (self, raw) {
            (Self::Marks(form), RawPaper::Marks { marks }) => form.parse(marks),
            (Self::Picks(form), RawPaper::Picks(raw)) => form.parse(raw).map(Paper::Picks),
            (Self::Ranks(form), RawPaper::Ranks { ranks }) => form.parse(ranks),
            (Self::Scores(form), RawPaper::Scores { scores }) => form.parse(scores),
            (Self::Text(form), RawPaper::Text { answers }) => form.parse(answers),
            _ => Err(Refusal::PaperWrongForm),
        }
    }

    /// The same paper with keys again, for screens and for checking a record.
    #[must_use]
    pub fn spell(&self, paper: &Paper) -> Option<RawPaper> {
        match (self, paper) {
            (Self::Marks(form), Paper::Marks { marks }) => form.spell(marks),
            (Self::Picks(form), Paper::Picks(paper)) => form.spell(paper).map(RawPaper::Picks),
            (Self::Ranks(form), Paper::Ranks { ranks }) => form.spell(ranks),
            (Self::Scores(form), Paper::Scores { scores }) => form.spell(scores),
            (Self::Text(form), Paper::Text { answers }) => form.spell(answers),
            _ => None,
        }
    }

    /// Bytes of the longest canonical text that a paper of this form has.
    pub(crate) fn text_max(&self) -> usize {
        match self {
            Self::Marks(form) => form.text_max(),
            Self::Picks(form) => form.text_max(),
            Self::Ranks(form) => form.text_max(),
            Self::Scores(form) => form.text_max(),
            Self::Text(form) => form.text_max(),
        }
    }
}

/// A count of things in a hall, which always fits.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).expect("counts in a sitting stay below four thousand million")
}

fn repeats<T: Ord>(keys: impl Iterator<Item = T>) -> bool {
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable();
    keys.windows(2).any(|pair| pair[0] == pair[1])
}
