//! 另选他人: names of people who do not stand on the paper.

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::refusal::Refusal;
use crate::domain::text::Text;

/// Longest name, Unicode scalar values.
pub const NAME_CHARS_MAX: usize = 40;
/// Most names on one paper, so that a sealed paper fits into one message.
pub const WRITE_INS_MAX: u32 = 50;
/// Longest canonical JSON of one name with its quotes and comma: four bytes a character, which are
/// more than the two of an escaped one.
pub(super) const NAME_TEXT_MAX: usize = 4 * NAME_CHARS_MAX + 3;

/// Whether and when names may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteIns {
    /// Most names on one paper, 1 to [`WRITE_INS_MAX`].
    pub max: u32,
    /// What must stand on the paper besides.
    pub after: WriteInsAfter,
}

/// When a name may be written in (rules.md §0, `write_in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WriteInsAfter {
    /// Always.
    Any,
    /// Only beside 反对 on a listed candidate: who abstains from all of them writes nobody in
    /// (rules.md §0.3, reading 9).
    Against,
}

/// The name of a person: NFC, trimmed, 1 to [`NAME_CHARS_MAX`] characters. Ordered by code points,
/// which is the order of its UTF-8 bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Name(Text);

impl std::fmt::Debug for Name {
    /// Without the name: papers of secret ballots hold some.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Name(…)")
    }
}

impl Name {
    /// Takes a text as a name.
    ///
    /// # Errors
    /// [`Refusal::WriteInName`] for an empty or too long one.
    pub fn new(text: &Text) -> Result<Self, Refusal> {
        let lawful = !text.is_empty() && text.as_str().chars().count() <= NAME_CHARS_MAX;
        if lawful { Ok(Self(text.clone())) } else { Err(Refusal::WriteInName) }
    }

    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name as a text.
    #[must_use]
    pub fn text(&self) -> &Text {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&Text::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
