//! Why a sitting document was not taken, for whoever wrote it.

use crate::documents::cell::CellError;
use crate::domain::refusal::Refusal;
use crate::domain::roster::PEOPLE_MAX;
use crate::domain::text::Key;

/// Why a sitting document was not taken.
#[derive(Debug)]
pub enum DocumentError {
    /// Larger than a document may be.
    TooLarge,
    /// Not of the form; the message of the parser names line and key.
    Form(Box<toml::de::Error>),
    /// The assembly has no name: it is what keeps the records of many assemblies apart.
    AssemblyMissing,
    /// A file name that is not a plain name.
    FileName {
        /// The name.
        file: String,
    },
    /// A file that is not there.
    FileMissing {
        /// The name.
        file: String,
    },
    /// A file with errors.
    Cells {
        /// The name.
        file: String,
        /// Each at its place.
        errors: Vec<CellError>,
    },
    /// No members, or more people than a roster holds.
    PeopleOutOfRange {
        /// How many were asked for.
        people: u64,
    },
    /// Nothing can be drawn so.
    Draw {
        /// Why.
        refusal: Refusal,
    },
    /// Both `items` and `items_from`.
    ItemsTwice {
        /// Place of the ballot, from 1.
        number: usize,
    },
    /// `items_from = "draw"` without a draw.
    NoDraw {
        /// Place of the ballot, from 1.
        number: usize,
    },
    /// `amends` names no ballot, or ballots amend each other.
    AmendsNothing {
        /// Place of the ballot, from 1.
        number: usize,
    },
    /// No such profile.
    ProfileUnknown {
        /// Place of the ballot, from 1.
        number: u32,
        /// The profile.
        profile: Key,
    },
    /// The profile makes no sheet of this ballot.
    Ballot {
        /// Place of the ballot, from 1.
        number: u32,
        /// Why.
        refusal: Refusal,
    },
}

impl DocumentError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.row().0
    }

    /// Sentence in zh-CN; one line for each cell that is wrong.
    #[must_use]
    pub fn zh(&self) -> String {
        self.row().1
    }

    /// Sentence in English; one line for each cell that is wrong.
    #[must_use]
    pub fn en(&self) -> String {
        self.row().2
    }

    #[expect(clippy::too_many_lines, reason = "one table, one line per error")]
    fn row(&self) -> (&'static str, String, String) {
        match self {
            Self::TooLarge => {
                ("document_too_large", "会议文件过大".into(), "the document is too large".into())
            }
            Self::Form(error) => (
                "document_form",
                format!("会议文件格式有误：{error}"),
                format!("the document is not of the expected form: {error}"),
            ),
            Self::AssemblyMissing => (
                "assembly_missing",
                "未填写会议所属的代表大会（assembly）".into(),
                "the sitting does not say of which assembly it is".into(),
            ),
            Self::FileName { file } => (
                "file_name",
                format!("文件名“{file}”不可用，只能是同一文件夹中的文件名"),
                format!("“{file}” is not the plain name of a file beside the document"),
            ),
            Self::FileMissing { file } => (
                "file_missing",
                format!("找不到文件“{file}”"),
                format!("there is no file “{file}”"),
            ),
            Self::Cells { file, errors } => (
                "cells",
                lines(file, errors.iter().map(|error| &error.zh)),
                lines(file, errors.iter().map(|error| &error.en)),
            ),
            Self::PeopleOutOfRange { people } => (
                "people_out_of_range",
                format!("名册人数应为 1 至 {PEOPLE_MAX} 人，且至少有一名代表；现为 {people} 人"),
                format!("a roster has 1 to {PEOPLE_MAX} people and a member; this has {people}"),
            ),
            Self::Draw { refusal } => ("draw_invalid", refusal.zh(), refusal.en()),
            Self::ItemsTwice { number } => (
                "items_twice",
                format!("第 {number} 项表决同时写了 items 和 items_from"),
                format!("ballot {number} has both items and items_from"),
            ),
            Self::NoDraw { number } => (
                "draw_missing",
                format!("第 {number} 项表决引用抽取结果，但文件中没有 [draw]"),
                format!("ballot {number} takes its rows from a draw, but there is no [draw]"),
            ),
            Self::AmendsNothing { number } => (
                "amends_nothing",
                format!("第 {number} 项表决所修正的议案不存在，或修正案互相修正"),
                format!("ballot {number} amends no ballot, or ballots amend each other"),
            ),
            Self::ProfileUnknown { number, profile } => (
                "profile_unknown",
                format!("第 {number} 项表决的规则模板“{profile}”不存在"),
                format!("ballot {number}: there is no profile “{profile}”"),
            ),
            Self::Ballot { number, refusal } => (
                "ballot_invalid",
                format!("第 {number} 项表决：{}", refusal.zh()),
                format!("ballot {number}: {}", refusal.en()),
            ),
        }
    }
}

fn lines<'a>(file: &str, sentences: impl Iterator<Item = &'a String>) -> String {
    let lines: Vec<String> = sentences.map(|text| format!("{file}: {text}")).collect();
    lines.join("\n")
}

impl From<toml::de::Error> for DocumentError {
    fn from(error: toml::de::Error) -> Self {
        Self::Form(Box::new(error))
    }
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for DocumentError {}
