//! Paper forms and filled papers. A raw paper from the wire is parsed once into a [`Paper`] for
//! *this* form; nothing later checks again. One form, one file below.

mod item;
mod kept;
mod marks;
mod picks;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::Key;

pub use self::item::{BlankRows, DETAILS_MAX, Detail, ITEMS_MAX, Item};
pub use self::marks::{GRADES_MAX, Grade, GradeQuota, GradeRole, MarksForm, Shape, WEIGHT_MAX};
pub use self::picks::PicksForm;

/// Shape of the ballot paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum PaperForm {
    /// One grade per row of a matrix; a motion is one row of 赞成/反对/弃权.
    Marks(MarksForm),
    /// At most, or exactly, K of N.
    Picks(PicksForm),
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
    /// Rows, options or questions, in paper order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        match self {
            Self::Marks(form) => &form.rows,
            Self::Picks(form) => &form.options,
        }
    }

    /// Most options that one paper may name; none where it names no options.
    #[must_use]
    pub fn named_max(&self) -> Option<u32> {
        match self {
            Self::Picks(form) => Some(form.max),
            Self::Marks(_) => None,
        }
    }

    pub(crate) fn check(&self) -> Result<(), SheetError> {
        item::check(self.items())?;
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
            _ => Err(Refusal::PaperWrongForm),
        }
    }

    /// The same paper with keys again, for screens and for checking a record.
    #[must_use]
    pub fn spell(&self, paper: &Paper) -> Option<RawPaper> {
        match (self, paper) {
            (Self::Marks(form), Paper::Marks { marks }) => form.spell(marks),
            (Self::Picks(form), Paper::Picks { picks }) => form.spell(picks),
            _ => None,
        }
    }

    /// Bytes of the longest canonical text that a paper of this form has.
    pub(crate) fn text_max(&self) -> usize {
        match self {
            Self::Marks(form) => form.text_max(),
            Self::Picks(form) => form.text_max(),
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
