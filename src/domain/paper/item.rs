//! Rows, options and questions: what stands on every paper.

use serde::{Deserialize, Serialize};

use crate::domain::ids::DelegateId;
use crate::domain::paper::repeats;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Key, Text};

/// Most rows or options on one paper.
pub const ITEMS_MAX: usize = 200;
/// Most lines of detail behind one option.
pub const DETAILS_MAX: usize = 50;

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

pub(super) fn check(items: &[Item]) -> Result<(), SheetError> {
    if items.is_empty() || items.len() > ITEMS_MAX {
        return Err(SheetError {
            zh: "一张票应有 1 至 200 项",
            en: "a paper has 1 to 200 rows or options",
        });
    }
    if items.iter().any(|item| item.title.is_empty() || item.details.len() > DETAILS_MAX) {
        return Err(SheetError {
            zh: "每一项须有名称，说明不超过 50 条",
            en: "every row needs a title and at most 50 details",
        });
    }
    if repeats(items.iter().map(|item| &item.id)) {
        return Err(SheetError { zh: "有两项编号相同", en: "two rows have the same key" });
    }
    Ok(())
}
