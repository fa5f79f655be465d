//! Text that people typed, cleaned once at the edge: NFC, bounded, without control characters.

use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Longest text in Unicode scalar values: a long motion title or a reason of a few sentences.
pub const TEXT_CHARS_MAX: usize = 1_000;
/// Longest key of a row, an option, a grade or a profile.
pub const KEY_CHARS_MAX: usize = 40;

/// A line of human text: NFC (RFC 8785 data), trimmed, at most [`TEXT_CHARS_MAX`] characters,
/// no control, bidirectional-override or zero-width characters. May be empty.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text(Box<str>);

/// Why a text or key was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// More than the allowed number of characters.
    #[error("text longer than {0} characters")]
    TooLong(usize),
    /// A control, direction-override or invisible character.
    #[error("text with a control or invisible character")]
    Forbidden,
    /// A key that is empty or has other characters than `a-z 0-9 _ -`.
    #[error("key must be 1 to {KEY_CHARS_MAX} characters of a-z, 0-9, _ or -")]
    BadKey,
}

impl Text {
    /// Cleans and bounds `raw`.
    ///
    /// # Errors
    /// [`TextError::TooLong`] or [`TextError::Forbidden`].
    pub fn new(raw: &str) -> Result<Self, TextError> {
        let clean: String = raw.trim().nfc().collect();
        if clean.chars().count() > TEXT_CHARS_MAX {
            return Err(TextError::TooLong(TEXT_CHARS_MAX));
        }
        if clean.chars().any(forbidden) {
            return Err(TextError::Forbidden);
        }
        Ok(Self(clean.into()))
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when nothing is left after trimming.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Characters that could hide or reverse what a screen shows.
fn forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// A short machine name: `a-z 0-9 _ -`, 1 to [`KEY_CHARS_MAX`] characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Key(Box<str>);

impl Key {
    /// Checks `raw`.
    ///
    /// # Errors
    /// [`TextError::BadKey`].
    pub fn new(raw: &str) -> Result<Self, TextError> {
        let lawful = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if raw.is_empty() || raw.len() > KEY_CHARS_MAX || !raw.chars().all(lawful) {
            return Err(TextError::BadKey);
        }
        Ok(Self(raw.into()))
    }

    /// The key for the n-th row or option of a paper, counted from 1.
    #[must_use]
    pub fn ordinal(n: usize) -> Self {
        Self(n.to_string().into())
    }

    /// The key itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

/// The same words in Chinese and English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// zh-CN.
    pub zh: Text,
    /// English.
    pub en: Text,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_composed_and_trimmed() {
        assert_eq!(Text::new(" Cafe\u{301} ").unwrap().as_str(), "Café");
    }

    #[test]
    fn invisible_and_reversing_characters_are_refused() {
        for raw in ["a\u{202e}b", "a\u{200b}b", "a\nb", "a\0b", "\u{feff}a\u{feff}b"] {
            assert_eq!(Text::new(raw), Err(TextError::Forbidden), "{raw:?}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(Text::new(&"汉".repeat(TEXT_CHARS_MAX)).is_ok());
        assert!(Text::new(&"汉".repeat(TEXT_CHARS_MAX + 1)).is_err());
    }

    #[test]
    fn keys_are_plain() {
        for raw in ["", "A", "a b", "优秀", &"a".repeat(KEY_CHARS_MAX + 1)] {
            assert_eq!(Key::new(raw), Err(TextError::BadKey), "{raw:?}");
        }
        assert!(Key::new("basically_competent-2").is_ok());
    }
}
