//! What a rule says no to: a stable code, and a sentence a person understands in both languages.

use crate::domain::sheet::SheetError;
use crate::domain::text::{Bilingual, Text};

/// Why a command was not carried out. Expected, shown to a person, never logged as an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No ballot with this id in the sitting.
    BallotUnknown,
    /// The ballot has not been opened.
    BallotNotOpen,
    /// Closed, counted, certified or declared: too late.
    BallotClosed,
    /// Suspended: not now.
    BallotSuspended,
    /// Voided.
    BallotVoided,
    /// Cancelled.
    BallotCancelled,
    /// The act does not fit the phase the ballot is in.
    WrongPhase {
        /// Chinese name of the phase.
        zh: &'static str,
        /// English name of the phase.
        en: &'static str,
    },
    /// It has already been done; nothing changed.
    AlreadyDone,
    /// Only one ballot at a time.
    AnotherBallotOpen,
    /// 未达到法定人数.
    NoQuorum {
        /// Present members.
        present: u32,
        /// Members needed.
        needed: u32,
    },
    /// Members left an open ballot, and the quorum with them.
    QuorumLost {
        /// Present members.
        present: u32,
        /// Members needed.
        needed: u32,
    },
    /// Secret ballots cannot be held by this version.
    SecretNotAvailable,
    /// The scrutineers have not certified the count.
    NotCertified,
    /// This ballot needs no certification.
    CertificationNotNeeded,
    /// The ballot has no deadline to move.
    NoDeadline,
    /// Seconds out of range.
    SecondsOutOfRange,
    /// Not in the frozen electorate.
    NotInElectorate,
    /// 列席: no vote in formal ballots.
    Nonvoting,
    /// Not signed in.
    NotPresent,
    /// first_wins and a vote is recorded.
    VoteAlreadyCast,
    /// More changes than the bound.
    TooManyChanges,
    /// The same cast_id with another content.
    CastIdConflict,
    /// Marks where picks are due, or the reverse.
    PaperWrongForm,
    /// A row that is not on the paper.
    PaperUnknownRow,
    /// A grade that is not on the paper.
    PaperUnknownGrade,
    /// Rows without a grade where the rule asks for all.
    PaperIncomplete {
        /// How many.
        missing: u32,
    },
    /// More of a grade than one paper may carry.
    PaperOverQuota {
        /// Labels of the grade.
        grade: Bilingual,
        /// Allowed.
        max: u32,
        /// Given.
        given: u32,
    },
    /// More picks than K.
    PicksTooMany {
        /// K.
        max: u32,
        /// Given.
        given: u32,
    },
    /// Fewer picks than the rule asks for.
    PicksTooFew {
        /// Asked for.
        min: u32,
        /// Given.
        given: u32,
    },
    /// An option that is not on the paper.
    PicksUnknown,
    /// The same option twice.
    PicksRepeated,
    /// No person with this id on the roster.
    DelegateUnknown,
    /// Already signed in.
    AlreadyPresent,
    /// A number that is on the roster already.
    NumberTaken {
        /// The number.
        number: Text,
    },
    /// 全体代表 never changes during a formal ballot.
    RosterFrozen,
    /// More people than a roster holds.
    RosterFull,
    /// A reason must be given.
    ReasonMissing,
    /// Form and rules do not fit each other.
    SheetInvalid {
        /// Which part.
        detail: SheetError,
    },
    /// The sitting exists already.
    SittingExists,
    /// The sitting has not been created.
    SittingUnknown,
    /// Not due: a system act that the state does not ask for.
    NotDue,
    /// The ballot id is taken.
    BallotExists,
}

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
            Self::PaperOverQuota { grade, max, given } => text
                .replace("{grade}", if chinese { &grade.zh } else { &grade.en }.as_str())
                .replace("{max}", &max.to_string())
                .replace("{given}", &given.to_string()),
            Self::PicksTooMany { max: bound, given } | Self::PicksTooFew { min: bound, given } => {
                text.replace("{bound}", &bound.to_string()).replace("{given}", &given.to_string())
            }
            Self::NumberTaken { number } => text.replace("{number}", number.as_str()),
            Self::SheetInvalid { detail } => {
                text.replace("{detail}", if chinese { detail.zh } else { detail.en })
            }
            _ => text,
        }
    }

    #[expect(clippy::too_many_lines, reason = "one table, one line per refusal")]
    fn row(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::BallotUnknown => ("ballot_unknown", "没有这项表决", "There is no such ballot."),
            Self::BallotNotOpen => {
                ("ballot_not_open", "表决尚未开始", "Voting has not been opened.")
            }
            Self::BallotClosed => (
                "ballot_closed",
                "表决已结束，您的本次操作未计入",
                "Voting has closed. This vote was not counted.",
            ),
            Self::BallotSuspended => (
                "ballot_suspended",
                "表决暂停，请等待主持人恢复，您的选择请保留",
                "Voting is suspended. Keep your choice and wait for the chair.",
            ),
            Self::BallotVoided => (
                "ballot_voided",
                "本次表决已作废，未计入",
                "This ballot is void. Nothing was counted.",
            ),
            Self::BallotCancelled => {
                ("ballot_cancelled", "本项表决已取消", "This ballot was cancelled.")
            }
            Self::WrongPhase { .. } => (
                "wrong_phase",
                "本项表决处于“{phase}”状态，不能进行此操作",
                "The ballot is {phase}; this cannot be done now.",
            ),
            Self::AlreadyDone => {
                ("already_done", "该操作已完成，无需重复", "This has already been done.")
            }
            Self::AnotherBallotOpen => (
                "another_ballot_open",
                "另一项表决正在进行，请先结束",
                "Another ballot is open. Close it first.",
            ),
            Self::NoQuorum { .. } => (
                "no_quorum",
                "实到人数未达到法定人数，不能开始表决（实到 {present} 人，法定 {needed} 人）",
                "No quorum. The ballot cannot be opened ({present} present, {needed} needed).",
            ),
            Self::QuorumLost { .. } => (
                "quorum_lost",
                "实到人数已低于法定人数，表决不能继续，也不产生结果（实到 {present} 人，法定 {needed} 人）",
                "The quorum is lost. The ballot can neither go on nor come to a result ({present} present, {needed} needed).",
            ),
            Self::SecretNotAvailable => (
                "secret_not_available",
                "本版本尚不能进行无记名表决，请改用记名方式或纸质票",
                "Secret ballots are not available in this version. Use a recorded ballot or paper.",
            ),
            Self::NotCertified => (
                "not_certified",
                "监票人尚未确认计票结果",
                "The scrutineers have not certified the count.",
            ),
            Self::CertificationNotNeeded => (
                "certification_not_needed",
                "本项表决不需要监票人确认",
                "This ballot needs no certification.",
            ),
            Self::NoDeadline => (
                "no_deadline",
                "本项表决没有时限，无需延长",
                "This ballot has no deadline to extend.",
            ),
            Self::SecondsOutOfRange => {
                ("seconds_out_of_range", "时间超出允许范围", "The time is out of range.")
            }
            Self::NotInElectorate => (
                "not_in_electorate",
                "您不在本次表决的有表决权人员名单内",
                "You are not an eligible voter in this ballot.",
            ),
            Self::Nonvoting => (
                "nonvoting",
                "您为列席人员，不参加本项表决",
                "You attend without a vote in this ballot.",
            ),
            Self::NotPresent => ("not_present", "您尚未签到，请先签到", "Please sign in first."),
            Self::VoteAlreadyCast => (
                "vote_already_cast",
                "您已投票，本项表决以第一次为准，不能更改",
                "You have voted; in this ballot the first vote counts.",
            ),
            Self::TooManyChanges => (
                "too_many_changes",
                "更改次数过多，以已记录的最后一次为准",
                "Too many changes. The last recorded vote counts.",
            ),
            Self::CastIdConflict => (
                "cast_id_conflict",
                "提交编号重复而内容不同，请刷新页面后重试",
                "The same cast id came with another paper. Reload and try again.",
            ),
            Self::PaperWrongForm => {
                ("paper_wrong_form", "票面形式不符", "The paper is of another form.")
            }
            Self::PaperUnknownRow => {
                ("paper_unknown_row", "票上没有这一项", "There is no such row on the paper.")
            }
            Self::PaperUnknownGrade => {
                ("paper_unknown_grade", "票上没有这个选项", "There is no such choice on the paper.")
            }
            Self::PaperIncomplete { .. } => (
                "paper_incomplete",
                "还有 {missing} 项未选择，请全部选择后提交",
                "{missing} items are not marked. Mark all of them.",
            ),
            Self::PaperOverQuota { .. } => (
                "paper_over_quota",
                "“{grade}”最多可评 {max} 项，您已评 {given} 项",
                "At most {max} may be graded “{grade}”. You have graded {given}.",
            ),
            Self::PicksTooMany { .. } => (
                "picks_too_many",
                "最多可选 {bound} 项，您已选 {given} 项",
                "You may choose at most {bound}. You have chosen {given}.",
            ),
            Self::PicksTooFew { .. } => (
                "picks_too_few",
                "至少应选 {bound} 项，您已选 {given} 项",
                "Choose at least {bound}. You have chosen {given}.",
            ),
            Self::PicksUnknown => {
                ("picks_unknown", "票上没有这个候选项", "There is no such option on the paper.")
            }
            Self::PicksRepeated => {
                ("picks_repeated", "同一候选项选了两次", "The same option was chosen twice.")
            }
            Self::DelegateUnknown => {
                ("delegate_unknown", "名册中没有此人", "There is no such person on the roster.")
            }
            Self::AlreadyPresent => ("already_present", "已签到", "Already signed in."),
            Self::NumberTaken { .. } => (
                "number_taken",
                "代表证号 {number} 已在名册中",
                "Number {number} is on the roster already.",
            ),
            Self::RosterFrozen => (
                "roster_frozen",
                "表决进行中，代表名册不能变动",
                "The roll of members cannot change while a ballot is open.",
            ),
            Self::RosterFull => ("roster_full", "名册人数超过上限", "The roster is full."),
            Self::ReasonMissing => ("reason_missing", "请填写原因", "Please give a reason."),
            Self::SheetInvalid { .. } => (
                "sheet_invalid",
                "票面设置有误：{detail}",
                "The ballot paper is not consistent: {detail}.",
            ),
            Self::SittingExists => {
                ("sitting_exists", "该会议已建立", "The sitting exists already.")
            }
            Self::SittingUnknown => {
                ("sitting_unknown", "没有这次会议", "There is no such sitting.")
            }
            Self::NotDue => ("not_due", "尚未到时", "This is not due."),
            Self::BallotExists => {
                ("ballot_exists", "该表决编号已存在", "The ballot exists already.")
            }
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Refusal {}

impl From<SheetError> for Refusal {
    fn from(detail: SheetError) -> Self {
        Self::SheetInvalid { detail }
    }
}
