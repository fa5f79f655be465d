//! A profile in words, with the numbers of an example: what a clerk checks before the sitting. Every
//! sentence comes from the data that decides, so that it cannot say something else than the count.

mod outcome;
mod paper;
mod people;
mod places;
mod quota;
mod scored;
mod weights;
mod words;

use crate::domain::ballot::REVISIONS_MAX;
use crate::domain::profile::Profile;
use crate::domain::profile::explain::words::Body;
use crate::domain::sheet::{
    BallotKind, ChangeOfVote, DURATION_S, ElectorateRule, Secrecy, ShowResult, ShowWhileOpen,
};

/// The example that the needed numbers are worked out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    members: u32,
    present: u32,
    valid: u32,
}

/// The same sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// zh-CN.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What is said about one thing: a heading and its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// What it is about.
    pub heading: Sentence,
    /// At least one.
    pub sentences: Vec<Sentence>,
}

/// A sentence of two texts.
pub(super) fn say(zh: impl Into<String>, en: impl Into<String>) -> Sentence {
    Sentence { zh: zh.into(), en: en.into() }
}

pub(super) fn point(zh: &str, en: &str, sentences: Vec<Sentence>) -> Point {
    Point { heading: say(zh, en), sentences }
}

impl Sentence {
    /// zh-CN.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// English.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }
}

impl Example {
    /// `None` unless `0 < valid <= present <= members`.
    #[must_use]
    pub fn new(members: u32, present: u32, valid: u32) -> Option<Self> {
        let lawful = 0 < valid && valid <= present && present <= members;
        lawful.then_some(Self { members, present, valid })
    }
}

impl Profile {
    /// Explains every rule of the profile, with the votes needed in `example`. In the example
    /// everybody present votes, so that as many papers are issued and returned as people are
    /// present.
    #[must_use]
    pub fn explain(&self, example: Example) -> Vec<Point> {
        let body = Body::of(&self.wording);
        vec![
            self.explain_kind(),
            explain_example(example, body),
            self.explain_electorate(),
            self.explain_attendance(),
            self.explain_quorum(example, body),
            self.explain_secrecy(),
            self.explain_casting(),
            self.explain_change(),
            self.explain_recusal(),
            self.explain_paper(),
            self.explain_passing(example, body),
            self.explain_ties(example, body),
            self.explain_no_result(),
            self.explain_screens(),
            self.explain_certification(),
            self.explain_duration(),
            point("出处", "Source", vec![say(self.source.as_str(), self.source.as_str())]),
            point(
                "会场上的说法",
                "As the hall reads it",
                vec![say(self.wording.zh.as_str(), self.wording.en.as_str())],
            ),
        ]
    }

    /// The explanation as lines of text in one language: [`Sentence::zh`] or [`Sentence::en`].
    #[must_use]
    pub fn explanation(&self, example: Example, language: fn(&Sentence) -> &str) -> String {
        let name = say(self.name.zh.as_str(), self.name.en.as_str());
        let mut lines = vec![format!("{}  {}", self.id, language(&name))];
        for point in self.explain(example) {
            lines.push(language(&point.heading).to_owned());
            lines.extend(point.sentences.iter().map(|said| format!("  {}", language(said))));
        }
        lines.join("\n")
    }

    fn explain_kind(&self) -> Point {
        let (zh, en) = match self.kind {
            BallotKind::MotionVote => ("表决", "A motion"),
            BallotKind::SelectionBallot => ("票决", "A selection"),
            BallotKind::Evaluation => ("民主测评", "An evaluation"),
            BallotKind::SatisfactionVote => ("满意度测评", "A satisfaction vote"),
            BallotKind::Election => ("选举", "An election"),
            BallotKind::Scoring => ("打分", "A scoring"),
            BallotKind::QuickPoll => ("即时投票", "A quick poll"),
            BallotKind::OpinionPoll => ("意见征询", "An opinion poll"),
        };
        let formal = match self.binding {
            true => say(format!("{zh}：正式投票。"), format!("{en}: a formal ballot.")),
            false => say(
                format!("{zh}：只是意见征询，不作为表决结果。"),
                format!("{en}: an opinion only, no formal result."),
            ),
        };
        point("种类", "Kind", vec![formal])
    }

    fn explain_electorate(&self) -> Point {
        let who = match self.electorate {
            ElectorateRule::Members => say(
                "有表决权的成员；列席人员不参加。",
                "Members with the right to vote; non-voting attendees do not take part.",
            ),
            ElectorateRule::Everyone => say(
                "名册上的所有人，包括列席人员。",
                "Everybody on the roster, non-voting attendees included.",
            ),
        };
        let mut sentences = vec![who];
        if !self.attendance.growing {
            sentences
                .push(say("名单在开始表决时固定。", "The list is fixed when the ballot opens."));
        }
        if self.attendance.presence_needed {
            sentences.push(say(
                "须已签到，迟到的人在结束前补签到后也可投票。",
                "One must have signed in; whoever comes late may sign in and vote until it closes.",
            ));
        }
        sentences.push(self.explain_weights());
        sentences.extend(self.explain_proxies());
        point("谁投票", "Who votes", sentences)
    }

    fn explain_secrecy(&self) -> Point {
        let name = |secrecy: &Secrecy| match secrecy {
            Secrecy::Secret => ("无记名", "secret"),
            Secrecy::Recorded => ("记名", "recorded (by name)"),
            Secrecy::RollCall => ("唱名", "by roll call"),
        };
        let (zh, en) = name(&self.secrecy[0]);
        let (others, others_en): (Vec<_>, Vec<_>) = self.secrecy[1..].iter().map(name).unzip();
        let mut sentences = vec![match others.is_empty() {
            true => say(format!("只能{zh}。"), format!("Only {en}.")),
            false => say(
                format!("{zh}；准备表决时可改为{}。", others.join("或")),
                format!(
                    "By default {en}; {} may be chosen when the ballot is prepared.",
                    others_en.join(" or ")
                ),
            ),
        }];
        if self.secrecy.contains(&Secrecy::Secret) {
            sentences.push(say(
                "无记名时选票在平板上密封，记录中有谁投了票，没有谁选了什么。",
                "In a secret ballot papers are sealed on the tablet: the record says who voted, \
                 not what anybody chose.",
            ));
            sentences.push(match self.publish_papers {
                true => say(
                    "计票后，无记名的选票不带姓名、按内容排序全部公布，供任何人重新计票。",
                    "After the count the papers of a secret ballot are published without names, \
                     sorted by content, for anybody to count again.",
                ),
                false => say(
                    "无记名的选票不公布，只公布合计。",
                    "The papers of a secret ballot are not published, only the totals.",
                ),
            });
        }
        if self.secrecy.contains(&Secrecy::Recorded) {
            sentences.push(say(
                "记名时每人的选择连同姓名存入会议记录。",
                "In a recorded ballot the record holds each choice with the name.",
            ));
            sentences.push(match self.publish_names {
                true => say(
                    "宣布结果后，记名的表决名册向会场和代表公布。",
                    "Once the result is declared, delegates and hall can see who voted how in a \
                     recorded ballot.",
                ),
                false => say(
                    "记名的表决名册只供主持人和工作人员查看，不公布。",
                    "The list of who voted how in a recorded ballot is for chair and desk alone.",
                ),
            });
        }
        sentences.extend(self.explain_roll_call());
        point("记名方式", "Secrecy", sentences)
    }

    fn explain_change(&self) -> Point {
        let sentence = match self.change_of_vote {
            ChangeOfVote::LastWins => say(
                format!("结束前可以更改，以最后一次为准；每人至多提交 {REVISIONS_MAX} 次。"),
                format!(
                    "A vote may be changed until the ballot closes and the last one counts; at \
                     most {REVISIONS_MAX} submissions each."
                ),
            ),
            ChangeOfVote::FirstWins => say(
                "提交后不能更改，以第一次为准。",
                "The first vote counts and cannot be changed.",
            ),
        };
        point("更改", "Change of vote", vec![sentence])
    }

    fn explain_screens(&self) -> Point {
        let secret = self.secrecy.contains(&Secrecy::Secret);
        let mut sentences = vec![match self.show_while_open {
            ShowWhileOpen::Nothing => {
                say("表决进行中不显示任何数字。", "While the ballot is open no figures are shown.")
            }
            ShowWhileOpen::Turnout => say(
                "表决进行中只显示已投票人数，不显示各选项票数。",
                "While the ballot is open only the number of voters is shown, no totals.",
            ),
            ShowWhileOpen::Tally => say(
                "表决进行中显示各选项的实时票数。",
                "While the ballot is open running totals are shown.",
            ),
        }];
        if secret && self.show_while_open == ShowWhileOpen::Tally {
            sentences.push(match self.live_tally_in_secret {
                true => say(
                    "无记名时也显示实时票数，主持人在开始前会看到提醒。",
                    "So they are in a secret ballot; the chair is warned before opening it.",
                ),
                false => say(
                    "无记名时只显示已投票人数。",
                    "In a secret ballot only the number of voters is shown.",
                ),
            });
        }
        sentences.push(match self.show_result {
            ShowResult::OnCount => {
                say("计票完成即显示结果。", "The result is shown as soon as it is counted.")
            }
            ShowResult::OnDeclaration => say(
                "主持人宣布时，代表和大屏才看到结果。",
                "Delegates and the projector see the result when the chair declares it.",
            ),
        });
        point("会场看到什么", "What the hall sees", sentences)
    }

    fn explain_certification(&self) -> Point {
        let sentence = match self.certification {
            true => say(
                "计票后须由监票人确认，主持人才能宣布。",
                "A scrutineer certifies the count before the chair can declare it.",
            ),
            false => say(
                "不需监票人确认，计票后由主持人宣布。",
                "No scrutineer certifies; the chair declares after the count.",
            ),
        };
        point("确认", "Certification", vec![sentence])
    }

    fn explain_duration(&self) -> Point {
        let (least, most) = DURATION_S.into_inner();
        let days = most / 86_400;
        let mut sentences = vec![match self.duration_s {
            Some(seconds) => say(
                format!("{seconds} 秒后自动结束，主持人也可提前结束或延长。"),
                format!(
                    "It closes by itself after {seconds} seconds; the chair may close it earlier \
                     or extend it."
                ),
            ),
            None => say("没有时限，由主持人结束。", "No time limit: the chair closes it."),
        }];
        sentences.push(say(
            format!("每次表决可另定时长，{least} 秒至 {days} 天。"),
            format!("A ballot may be given a duration of its own, {least} seconds to {days} days."),
        ));
        if self.close_when_all_voted {
            sentences.push(say(
                "在场的人都投票后自动结束。",
                "It closes by itself once everybody in the room has voted.",
            ));
        }
        point("时长", "Duration", sentences)
    }
}

fn explain_example(example: Example, body: Body) -> Point {
    let Example { members, present, valid } = example;
    let sentence = say(
        format!(
            "{} {members} 人，{} {present} 人；到场的都投票：发出、收回各 {present} 张，有效 \
             {valid} 张。下面的票数按此算出。",
            body.all_zh, body.present_zh
        ),
        format!(
            "{members} in all ({}), {present} of them present. Everybody present votes: {present} \
             papers issued and returned, {valid} of them valid. The numbers below follow from it.",
            body.all_en
        ),
    );
    point("算例", "Example", vec![sentence])
}
