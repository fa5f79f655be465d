//! What a refusal says: its code, and its sentence with the figures of the case.

use crate::domain::refusal::Refusal;

impl Refusal {
    /// Stable code; never changes once published.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.row().0
    }

    /// Sentence in zh-CN.
    #[must_use]
    pub fn zh(&self) -> String {
        self.fill(self.row().1, true)
    }

    /// Sentence in English.
    #[must_use]
    pub fn en(&self) -> String {
        self.fill(self.row().2, false)
    }

    fn fill(&self, template: &str, chinese: bool) -> String {
        let text = template.to_owned();
        match self {
            Self::WrongPhase { zh, en } => text.replace("{phase}", if chinese { zh } else { en }),
            Self::NoQuorum { present, needed } | Self::QuorumLost { present, needed } => text
                .replace("{present}", &present.to_string())
                .replace("{needed}", &needed.to_string()),
            Self::PaperIncomplete { missing } => text.replace("{missing}", &missing.to_string()),
            Self::PaperOverQuota { grade, max: bound, given }
            | Self::PaperUnderQuota { grade, min: bound, given } => text
                .replace("{grade}", if chinese { &grade.zh } else { &grade.en }.as_str())
                .replace("{max}", &bound.to_string())
                .replace("{min}", &bound.to_string())
                .replace("{given}", &given.to_string()),
            Self::ExternalScoreMissing { of, item } => text
                .replace("{source}", if chinese { &of.zh } else { &of.en }.as_str())
                .replace("{item}", item.as_str()),
            Self::GroupEmpty { group } => text.replace("{group}", group.as_str()),
            Self::PicksTooMany { max: bound, given }
            | Self::PicksTooFew { min: bound, given }
            | Self::RanksTooMany { max: bound, given }
            | Self::RanksTooFew { min: bound, given }
            | Self::WriteInsTooMany { max: bound, given }
            | Self::AnswerTooLong { max: bound, given } => {
                text.replace("{bound}", &bound.to_string()).replace("{given}", &given.to_string())
            }
            Self::ScrutineerIsCandidate { name } => text.replace("{name}", name.as_str()),
            Self::ScoreOutOfRange { item, least, most } => text
                .replace("{least}", least)
                .replace("{most}", most)
                .replace("{item}", item.as_str()),
            Self::ScoreOffStep { item, step } => {
                text.replace("{step}", step).replace("{item}", item.as_str())
            }
            Self::RulingsMissing { missing } => text.replace("{missing}", &missing.to_string()),
            Self::TieItems { places } => text.replace("{bound}", &places.to_string()),
            Self::GroupUnknown { number } | Self::NumberTaken { number } => {
                text.replace("{number}", number.as_str())
            }
            Self::Mandate(refusal) => refusal.fill(text),
            Self::RevisionStale { expected } => text.replace("{given}", &expected.to_string()),
            Self::FiguresContradict { field } | Self::EntriesDiffer { field } => {
                text.replace("{field}", if chinese { &field.zh } else { &field.en })
            }
            Self::Unreconciled { about } => {
                let (zh, en) = about.words();
                text.replace("{difference}", if chinese { zh } else { en })
            }
            Self::SheetInvalid { detail } => {
                text.replace("{detail}", if chinese { detail.zh } else { detail.en })
            }
            Self::AmendmentUndecided { number, title } => {
                text.replace("{number}", &number.to_string()).replace("{title}", title.as_str())
            }
            Self::DocumentVersionTaken { title, version } => {
                text.replace("{version}", version.as_str()).replace("{title}", title.as_str())
            }
            Self::Draw(refusal) => refusal.fill(text, chinese),
            Self::Rooms(refusal) => refusal.fill(&text),
            _ => text,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}
