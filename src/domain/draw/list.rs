//! The frozen list: who may be drawn, and who may not and why.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::crypto::canonical;
use crate::crypto::hash::Hash;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::Text;

/// Most entries of a list: all officers of a large city.
pub const LIST_MAX: usize = 20_000;
/// Longest field of an entry in characters: the longest names and units in use have 40.
pub const CELL_CHARS_MAX: usize = 100;
/// Most bytes of a list in canonical form, so that its record stays below the longest line that
/// verifiers read.
pub const LIST_BYTES_MAX: usize = 8 * 1024 * 1024;

/// One person on the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// 编号, once in the list.
    pub number: Text,
    /// 姓名; may be empty where a list has numbers only.
    pub name: Text,
    /// 单位.
    pub unit: Text,
    /// 层级: leaders, middle, front line.
    pub level: Text,
    /// 符合条件: only these are drawn.
    pub eligible: bool,
    /// Why not eligible; empty for the others.
    pub reason: Text,
}

impl Entry {
    /// What to call the person on a paper: the name, else `label` and the number.
    #[must_use]
    pub fn called(&self, label: &Text) -> Text {
        called(&self.name, label, &self.number)
    }

    /// Unit and level as one remark.
    #[must_use]
    pub fn place(&self) -> Text {
        place(&self.unit, &self.level)
    }
}

/// The name, else `label` and the number.
#[must_use]
pub fn called(name: &Text, label: &Text, number: &Text) -> Text {
    if !name.is_empty() {
        return name.clone();
    }
    // A label too long to be set before a number is left out: it is only a label.
    Text::new(&format!("{label} {number}")).unwrap_or_else(|_| number.clone())
}

/// Unit and level as one remark.
#[must_use]
pub fn place(unit: &Text, level: &Text) -> Text {
    Text::new(&format!("{unit} {level}")).unwrap_or_else(|_| unit.clone())
}

/// SHA-256 of the list in canonical JSON.
///
/// # Panics
/// Never: entries are texts in NFC and booleans.
#[must_use]
pub fn list_hash(list: &[Entry]) -> Hash {
    Hash::of(&list_bytes(list))
}

/// The list in canonical JSON, the bytes that are hashed.
///
/// # Panics
/// Never: entries are texts in NFC and booleans.
#[must_use]
pub fn list_bytes(list: &[Entry]) -> Vec<u8> {
    canonical::to_bytes(&list).expect("texts are NFC")
}

/// Checks a list.
///
/// # Errors
/// What is wrong with it.
pub fn check_list(list: &[Entry]) -> Result<(), DrawRefusal> {
    let wrong = |zh, en| Err(DrawRefusal::ListInvalid { detail: SheetError { zh, en } });
    if list.is_empty() {
        return wrong("名单为空", "the list is empty");
    }
    if list.len() > LIST_MAX {
        return wrong("名单超过 20000 人", "the list has more than 20,000 people");
    }
    let mut numbers = BTreeSet::new();
    for entry in list {
        let texts = [&entry.number, &entry.name, &entry.unit, &entry.level, &entry.reason];
        if texts.iter().any(|text| text.as_str().chars().count() > CELL_CHARS_MAX) {
            return wrong("名单中有过长的文字", "a field of the list is too long");
        }
        if entry.number.is_empty() || !numbers.insert(&entry.number) {
            return wrong("编号为空或重复", "a number is missing or stands twice");
        }
        if entry.eligible != entry.reason.is_empty() {
            return wrong(
                "不符合条件的人员须写明原因，符合条件的不写",
                "who is not eligible has a reason, and nobody else",
            );
        }
    }
    match list_bytes(list).len() > LIST_BYTES_MAX {
        true => wrong("名单过大", "the list is too large"),
        false => Ok(()),
    }
}
