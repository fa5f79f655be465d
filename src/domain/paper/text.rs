//! Free text per question, for polls. What people write is shown after the count and nowhere
//! before: not in a log, not in a `Debug` line.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::paper::{Item, Paper, RawPaper, count};
use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Key, Text};

/// Longest answer in Unicode scalar values.
pub const ANSWER_CHARS_MAX: u32 = 500;
/// Longest paper in bytes, so that a sealed one fits one message of the wire.
pub const ANSWERS_BYTES_MAX: usize = 11_000;

/// Questions that are answered in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextForm {
    /// The questions; as many as fit [`ANSWERS_BYTES_MAX`].
    pub questions: Vec<Item>,
    /// Longest answer in Unicode scalar values, 1 to [`ANSWER_CHARS_MAX`].
    pub max_chars: u32,
}

/// An answer: NFC, trimmed, not empty, one line without control or invisible characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Answer(Text);

/// An answer as it came from a device: unchecked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RawAnswer(pub String);

impl Answer {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    fn chars(&self) -> u32 {
        count(self.as_str().chars().count())
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({} characters)", self.chars())
    }
}

impl fmt::Debug for RawAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawAnswer({} bytes)", self.0.len())
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = String::deserialize(deserializer)?;
        let text = Text::new(&raw).map_err(serde::de::Error::custom)?;
        // One answer has one text: cleaning it may change nothing.
        if text.is_empty() || text.as_str() != raw {
            return Err(serde::de::Error::custom("an answer is neither empty nor untrimmed"));
        }
        Ok(Self(text))
    }
}

impl TextForm {
    pub(super) fn check(&self) -> Result<(), SheetError> {
        if !(1..=ANSWER_CHARS_MAX).contains(&self.max_chars) {
            return Err(SheetError {
                zh: "每个回答应限 1 至 500 字",
                en: "an answer is limited to 1 to 500 characters",
            });
        }
        if self.text_max() > ANSWERS_BYTES_MAX {
            return Err(SheetError {
                zh: "问题太多或字数太多：五个问题各 500 字是上限",
                en: "too many questions or characters: five questions of 500 characters are the \
                     most",
            });
        }
        Ok(())
    }

    pub(super) fn parse(&self, raw: &BTreeMap<Key, RawAnswer>) -> Result<Paper, Refusal> {
        let mut answers = vec![None; self.questions.len()];
        for (key, RawAnswer(raw)) in raw {
            let question = self.questions.iter().position(|question| question.id == *key);
            let question = question.ok_or(Refusal::PaperUnknownRow)?;
            let text = Text::new(raw).map_err(|error| match error {
                crate::domain::text::TextError::TooLong(_) => self.too_long(raw.chars().count()),
                _ => Refusal::AnswerForbidden,
            })?;
            answers[question] = (!text.is_empty()).then_some(Answer(text));
        }
        self.admits(&answers)?;
        Ok(Paper::Text { answers })
    }

    fn too_long(&self, given: usize) -> Refusal {
        Refusal::AnswerTooLong { max: self.max_chars, given: count(given) }
    }

    pub(super) fn admits(&self, answers: &[Option<Answer>]) -> Result<(), Refusal> {
        if answers.len() != self.questions.len() {
            return Err(Refusal::PaperWrongForm);
        }
        match answers.iter().flatten().map(Answer::chars).find(|chars| *chars > self.max_chars) {
            Some(given) => Err(Refusal::AnswerTooLong { max: self.max_chars, given }),
            None => Ok(()),
        }
    }

    pub(super) fn spell(&self, answers: &[Option<Answer>]) -> Option<RawPaper> {
        let cells = self.questions.iter().zip(answers);
        let spelt = cells.filter_map(|(question, answer)| {
            let answer = answer.as_ref()?.as_str().to_owned();
            Some((question.id.clone(), RawAnswer(answer)))
        });
        (answers.len() == self.questions.len()).then(|| RawPaper::Text { answers: spelt.collect() })
    }

    /// Bytes of the longest text of a paper: four for each character (an escaped quote has two),
    /// quotes and a comma for each question.
    pub(super) fn text_max(&self) -> usize {
        let chars = usize::try_from(self.max_chars).unwrap_or(usize::MAX);
        let entry = chars.saturating_mul(4).saturating_add(3).max("null,".len());
        br#"{"answers":[],"form":"text"}"#.len() + entry.saturating_mul(self.questions.len())
    }
}
