//! Refusals of a draw.

use crate::domain::refusal::Refusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::Text;

/// Why a draw was not made, or nobody replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawRefusal {
    /// No draw with this id in the sitting.
    Unknown,
    /// The id is taken.
    Exists,
    /// More draws than a sitting may have.
    TooMany,
    /// The list contradicts itself.
    ListInvalid {
        /// What is wrong.
        detail: SheetError,
    },
    /// The rules contradict themselves or the list.
    RulesInvalid {
        /// What is wrong.
        detail: SheetError,
    },
    /// The same matter was drawn already: a new draw names the old one and a reason.
    Repeats {
        /// Number of the old one.
        number: u32,
    },
    /// Another draw has taken its place.
    Superseded {
        /// Its number.
        number: u32,
    },
    /// Nobody has been drawn yet.
    NotMade,
    /// No digits, too few, too many, or other characters.
    DigitsInvalid,
    /// The secret is not the one that was committed to.
    SecretWrong,
    /// This server has not the secret that was committed to.
    SecretLost,
    /// This server can keep no secret.
    SecretUnavailable,
    /// Not among those drawn.
    PersonUnknown,
    /// A substitute of another stratum.
    SubstituteOtherStratum,
    /// Not the turn of this substitute.
    SubstituteNotNext {
        /// Whose turn it is.
        next: Text,
    },
    /// No substitute at all.
    SubstituteUnknown,
    /// No substitutes are left in this stratum.
    SubstitutesExhausted,
    /// The rows of a ballot are not those who were drawn.
    RowsDiffer,
}

impl DrawRefusal {
    /// Code, zh-CN, English.
    #[expect(clippy::too_many_lines, reason = "one table, one line per refusal")]
    pub(super) fn row(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Unknown => ("draw_unknown", "没有这次抽取", "There is no such draw."),
            Self::Exists => ("draw_exists", "该抽取编号已存在", "The draw exists already."),
            Self::TooMany => (
                "draws_too_many",
                "本次会议的抽取次数超过上限",
                "There are too many draws in one sitting.",
            ),
            Self::ListInvalid { .. } => (
                "draw_list_invalid",
                "抽取名单有误：{detail}",
                "The list cannot be drawn from: {detail}.",
            ),
            Self::RulesInvalid { .. } => (
                "draw_rules_invalid",
                "抽取规则有误：{detail}",
                "The draw cannot be made so: {detail}.",
            ),
            Self::Repeats { .. } => (
                "draw_repeats",
                "该事项已有第 {number} 次抽取；重新抽取须指明原抽取并说明原因",
                "Draw {number} was of this matter already. A new one names it and gives a reason.",
            ),
            Self::Superseded { .. } => (
                "draw_superseded",
                "该抽取已由第 {number} 次抽取代替",
                "Draw {number} has taken the place of this one.",
            ),
            Self::NotMade => ("draw_not_made", "尚未抽取", "Nobody has been drawn yet."),
            Self::DigitsInvalid => (
                "draw_digits_invalid",
                "现场数字须为 6 位以上的数字，可用空格分开",
                "Enter at least 6 digits as called out, with spaces between groups.",
            ),
            Self::SecretWrong => (
                "draw_secret_wrong",
                "公开的随机数与事先承诺的不符",
                "The secret is not the one that was committed to.",
            ),
            Self::SecretLost => (
                "draw_secret_lost",
                "服务器已没有事先承诺的随机数，只能说明原因后重新抽取",
                "The server no longer has the secret it committed to. Draw anew and give the reason.",
            ),
            Self::SecretUnavailable => (
                "draw_secret_unavailable",
                "服务器没有签名密钥，不能承诺随机数，请联系技术人员",
                "The server has no signing key and cannot commit to a secret; call the technician.",
            ),
            Self::PersonUnknown => (
                "draw_person_unknown",
                "此人不在抽取结果中",
                "This person is not among those drawn.",
            ),
            Self::SubstituteOtherStratum => (
                "substitute_other_stratum",
                "此人属于另一层，只能由同一层的候补依次递补",
                "This person is of another stratum. Only a substitute of the same stratum comes in.",
            ),
            Self::SubstituteNotNext { .. } => (
                "substitute_not_next",
                "候补须依次递补，下一名为 {next}",
                "Substitutes come in by their order; {next} is next.",
            ),
            Self::SubstituteUnknown => {
                ("substitute_unknown", "此人不是候补", "This person is not a substitute.")
            }
            Self::SubstitutesExhausted => (
                "substitutes_exhausted",
                "本层候补已用完，只能重新抽取",
                "This stratum has no substitute left. Only a new draw helps.",
            ),
            Self::RowsDiffer => (
                "draw_rows_differ",
                "票上的人员与抽取结果不一致",
                "The rows of the paper are not those who were drawn.",
            ),
        }
    }

    /// The template with its fields filled in.
    pub(super) fn fill(&self, text: String, chinese: bool) -> String {
        match self {
            Self::ListInvalid { detail } | Self::RulesInvalid { detail } => {
                text.replace("{detail}", if chinese { detail.zh } else { detail.en })
            }
            Self::Repeats { number } | Self::Superseded { number } => {
                text.replace("{number}", &number.to_string())
            }
            Self::SubstituteNotNext { next } => text.replace("{next}", next.as_str()),
            Self::Unknown
            | Self::Exists
            | Self::TooMany
            | Self::NotMade
            | Self::DigitsInvalid
            | Self::SecretWrong
            | Self::SecretLost
            | Self::SecretUnavailable
            | Self::PersonUnknown
            | Self::SubstituteOtherStratum
            | Self::SubstituteUnknown
            | Self::SubstitutesExhausted
            | Self::RowsDiffer => text,
        }
    }
}

impl From<DrawRefusal> for Refusal {
    fn from(refusal: DrawRefusal) -> Self {
        Self::Draw(refusal)
    }
}
