//! The ballot paper as it will be pushed: question, form and every rule, frozen at opening.

mod weights;

use serde::{Deserialize, Serialize};

use crate::domain::agenda::{PinnedDocument, check_documents};
use crate::domain::casting::Casting;
use crate::domain::group::GroupRule;
use crate::domain::ids::{BallotId, DrawId};
use crate::domain::outcome::OutcomeRule;
use crate::domain::paper::PaperForm;
use crate::domain::proxy::ProxyRule;
use crate::domain::recusal::RecusalRule;
use crate::domain::roll_call::CallOrder;
use crate::domain::text::{Bilingual, Key, Text};
use crate::domain::threshold::QuorumRule;

mod attendance;

pub use self::attendance::{NotVoted, Remote};
use crate::domain::weight::WeightRule;

/// Shortest and longest duration of a ballot in seconds (a poll of a week is the longest).
pub const DURATION_S: std::ops::RangeInclusive<u32> = 5..=604_800;
/// Longest last call and longest single extension in seconds.
pub const CALL_S: std::ops::RangeInclusive<u32> = 1..=3_600;

/// Everything about a ballot that may not change once it is open. It stands whole in the record,
/// so that a verifier needs no other file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Place on the agenda, from 1; unique in the sitting among first rounds.
    pub number: u32,
    /// 第几次表决: 1, or more for a re-run.
    pub round: u32,
    /// The ballot this one follows from.
    pub link: Option<Link>,
    /// 修正案: the motion that it amends, which cannot be opened before.
    pub amends: Option<BallotId>,
    /// The draw whose people are its rows.
    pub draw: Option<DrawId>,
    /// The texts it is about, each in one version.
    pub documents: Vec<PinnedDocument>,
    /// What is decided.
    pub title: Text,
    /// Kind of ballot, for wording and layout only; the rules below decide.
    pub kind: BallotKind,
    /// Rule profile it was made from.
    pub profile: Key,
    /// In a joint sitting: whose ballot it is. None: of the sitting's own body.
    pub body: Option<Key>,
    /// Shape of the paper.
    pub form: PaperForm,
    /// How it is run and decided.
    pub rules: Rules,
}

/// What a ballot follows from. The one before stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// The ballot before.
    pub ballot: BallotId,
    /// Why there is another.
    pub why: LinkWhy,
}

/// Why one ballot follows from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkWhy {
    /// 重新表决: the same again, as after a void.
    Rerun,
    /// 再次投票: exactly the tied, for exactly the places left for them.
    RunOff,
    /// 第二轮: exactly those who are not in, for exactly the open places.
    SecondRound,
    /// 另行选举: exactly the open places.
    FurtherElection,
    /// The one before was the 预选: exactly those whom it selected.
    Primary,
}

impl LinkWhy {
    /// Whether the outcome before says everything that stands on the ballot.
    #[must_use]
    pub fn is_exact(self) -> bool {
        matches!(self, Self::RunOff | Self::SecondRound)
    }
}

/// Rule parameters of one ballot (rules.md §0).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The rule in words, as printed and shown.
    pub wording: Bilingual,
    /// Members that must be present at opening; none for a poll.
    pub quorum: Option<QuorumRule>,
    /// Who may vote.
    pub electorate: ElectorateRule,
    /// Whether whoever attends by video may vote.
    pub remote: Remote,
    /// False in a poll that is answered from anywhere: nobody has to be signed in.
    pub presence_needed: bool,
    /// What it means that somebody present does not vote.
    pub not_voted: NotVoted,
    /// One ballot in several rooms, each opened and closed for itself.
    pub rooms: bool,
    /// A poll whose electorate grows while it is open.
    pub growing: bool,
    /// A poll that runs beside the ballots of the hall.
    pub background: bool,
    /// On tablets, by hands, on paper.
    pub casting: Casting,
    /// What the chair may change over to when the tablets fail.
    pub fallback: Vec<Casting>,
    /// 无记名 or 记名.
    pub secrecy: Secrecy,
    /// 以最后一次为准 or 以第一次为准.
    pub change_of_vote: ChangeOfVote,
    /// How the tally becomes an outcome.
    pub outcome: OutcomeRule,
    /// What the hall sees while the ballot is open.
    pub show_while_open: ShowWhileOpen,
    /// When the hall sees the result.
    pub show_result: ShowResult,
    /// Whether a scrutineer certifies the count before it is declared.
    pub certification: bool,
    /// Duration; none: the chair closes.
    pub duration_s: Option<u32>,
    /// Close by itself once everybody eligible and present has voted.
    pub close_when_all_voted: bool,
    /// False for an opinion poll: 非约束性.
    pub binding: bool,
    /// A secret ballot shows running totals (with `show_while_open` tally). The chair is warned.
    pub live_tally_in_secret: bool,
    /// The papers of a secret ballot are published after the count, sorted, without names.
    pub publish_papers: bool,
    /// Votes are weighed; none: one head, one vote. Recorded ballots of members only.
    pub weights: Option<WeightRule>,
    /// Members may vote through the holder of their proxy. Recorded ballots of members only.
    pub proxies: Option<ProxyRule>,
    /// Weighted groups of the electorate; none: one person is as good as another.
    pub groups: Option<GroupRule>,
    /// Who takes no part in a question, and what follows for the bases.
    pub recusal: RecusalRule,
    /// In which order people are called; with roll call and only there.
    pub call_order: Option<CallOrder>,
    /// The votes of a recorded ballot are published by name once it is declared (表决名册, form D7);
    /// else only chair and desk have them.
    pub publish_names: bool,
}

/// Kind of ballot (rules.md §0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BallotKind {
    /// 表决.
    MotionVote,
    /// 票决.
    SelectionBallot,
    /// 民主测评.
    Evaluation,
    /// 满意度测评.
    SatisfactionVote,
    /// 选举.
    Election,
    /// 打分.
    Scoring,
    /// 即时投票.
    QuickPoll,
    /// 意见征询: a poll that stays open for hours or days.
    OpinionPoll,
}

/// Who is in the electorate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectorateRule {
    /// Members only.
    Members,
    /// Members and non-voting attendees: polls only.
    Everyone,
}

/// 无记名 or 记名.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// 无记名.
    Secret,
    /// 记名.
    Recorded,
    /// 唱名: recorded, one after the other in a fixed order.
    RollCall,
}

/// Both are required by GB 50799-2012 §6.2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeOfVote {
    /// 以最后一次为准.
    LastWins,
    /// 以第一次为准.
    FirstWins,
}

/// What chair's table, desk and hall may see while the ballot is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowWhileOpen {
    /// No figures.
    Nothing,
    /// How many have voted.
    Turnout,
    /// Turnout and running totals; in a secret ballot only where the rule says so by name.
    Tally,
}

/// When delegates and the hall see the result (直接显示 / 延时显示).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShowResult {
    /// As soon as it is counted.
    OnCount,
    /// When the chair declares it.
    OnDeclaration,
}

impl Sheet {
    /// Checks what the types cannot: that form, rules and outcome fit each other.
    ///
    /// # Errors
    /// A sentence naming the part that does not fit.
    pub fn check(&self) -> Result<(), SheetError> {
        if self.title.is_empty() {
            return Err(SheetError { zh: "未填写标题", en: "the ballot has no title" });
        }
        if self.number == 0 || self.round == 0 {
            return Err(SheetError {
                zh: "序号和次数从 1 开始",
                en: "number and round start at 1",
            });
        }
        check_documents(&self.documents)?;
        self.form.check()?;
        self.check_weighed_form()?;
        self.rules.outcome.check(&self.form)?;
        self.check_attendance()?;
        self.rules.check_write_ins(&self.form)?;
        self.rules.recusal.check(&self.rules, &self.form)?;
        self.rules.check_casting(&self.form)?;
        self.check_text()?;
        self.rules.check_groups()?;
        self.rules.check()
    }
}

impl Sheet {
    /// Free text decides nothing, and what nobody may read need not be asked.
    fn check_text(&self) -> Result<(), SheetError> {
        if !matches!(self.form, PaperForm::Text(_)) {
            return Ok(());
        }
        if self.rules.binding || self.rules.outcome != (OutcomeRule::Counts {}) {
            return Err(SheetError {
                zh: "开放题只用于意见征询，只公布回答",
                en: "free text is for opinion polls, and its answers are published only",
            });
        }
        if self.rules.secrecy == Secrecy::Secret && !self.rules.publish_papers {
            return Err(SheetError {
                zh: "无记名的开放题须公布选票，否则无人能看到回答",
                en: "a secret poll with free text publishes its papers, else nobody could read them",
            });
        }
        Ok(())
    }
}

impl Rules {
    fn check_groups(&self) -> Result<(), SheetError> {
        let Some(groups) = &self.groups else {
            return Ok(());
        };
        groups.check()?;
        if !self.outcome.scores() {
            return Err(SheetError {
                zh: "分组权数只用于按得分排名的表决",
                en: "weighted groups are for ballots that are ranked by a score",
            });
        }
        // Of a paper in a box nobody knows whose group it is.
        if self.casting != Casting::Tablet || !self.fallback.is_empty() {
            return Err(SheetError {
                zh: "有分组权数的表决只能在平板上投票",
                en: "a ballot with weighted groups is cast on tablets only",
            });
        }
        if self.growing {
            return Err(SheetError {
                zh: "有分组权数的表决名单在开始时固定",
                en: "a ballot with weighted groups has a frozen list: nobody joins it",
            });
        }
        if groups.in_secret != (self.secrecy == Secrecy::Secret) {
            return Err(SheetError {
                zh: "无记名表决须写明公布各组合计，记名表决没有这项设置",
                en: "a secret ballot has groups only where the rule says so by name, a recorded one always",
            });
        }
        Ok(())
    }

    fn check(&self) -> Result<(), SheetError> {
        if self.duration_s.is_some_and(|seconds| !DURATION_S.contains(&seconds)) {
            return Err(SheetError {
                zh: "时长超出允许范围", en: "the duration is out of range"
            });
        }
        if self.binding && self.electorate == ElectorateRule::Everyone {
            return Err(SheetError {
                zh: "列席人员只能参加意见征询",
                en: "non-voting attendees may take part in polls only",
            });
        }
        if (self.secrecy == Secrecy::RollCall) != self.call_order.is_some() {
            return Err(SheetError {
                zh: "唱名表决须规定唱名次序，其他表决没有唱名次序",
                en: "a roll call needs a calling order, and no other ballot has one",
            });
        }
        if self.secrecy == Secrecy::RollCall && self.casting != Casting::Tablet {
            return Err(SheetError {
                zh: "唱名表决在平板上进行",
                en: "a roll call is held on tablets",
            });
        }
        let secret = self.secrecy == Secrecy::Secret;
        let shows_tally = self.show_while_open == ShowWhileOpen::Tally;
        if !secret && (self.live_tally_in_secret || self.publish_papers) {
            return Err(SheetError {
                zh: "记名表决没有“无记名实时票数”和“公布选票”两项设置",
                en: "a recorded ballot has neither live secret totals nor published papers",
            });
        }
        if secret && self.publish_names {
            return Err(SheetError {
                zh: "无记名表决没有可公布的姓名",
                en: "a secret ballot has no names to publish",
            });
        }
        if secret && shows_tally && !self.live_tally_in_secret {
            return Err(SheetError {
                zh: "无记名表决进行中不得显示票数",
                en: "a secret ballot shows no totals while it is open",
            });
        }
        if secret && self.live_tally_in_secret && !shows_tally {
            return Err(SheetError {
                zh: "“无记名实时票数”须与“进行中显示票数”一并设置",
                en: "live totals of a secret ballot need totals to be shown while it is open",
            });
        }
        self.check_weights()?;
        if self.certification && self.show_result == ShowResult::OnCount {
            return Err(SheetError {
                zh: "须经监票人确认的结果应在宣布时显示",
                en: "a count that must be certified is shown on declaration",
            });
        }
        Ok(())
    }

    /// Names written in are read one by one and ruled on before anything is told of them.
    fn check_write_ins(&self, form: &PaperForm) -> Result<(), SheetError> {
        let written = matches!(form, PaperForm::Picks(form) if form.write_ins.is_some());
        match written && (self.publish_papers || self.live_tally_in_secret) {
            true => Err(SheetError {
                zh: "可另选他人的无记名选举不公布选票，也不显示实时票数",
                en: "a secret ballot with names written in publishes no papers and shows no totals",
            }),
            false => Ok(()),
        }
    }
}

/// A ballot paper whose parts contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{en}")]
pub struct SheetError {
    /// What does not fit, zh-CN.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}
