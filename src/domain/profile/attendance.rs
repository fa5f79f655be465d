//! The rules of a profile about who is there: read, held against the others, told in words.

use crate::domain::paper::GradeRole;
use crate::domain::profile::explain::{Point, Sentence, point, say};
use crate::domain::profile::fields::Fields;
use crate::domain::profile::reading::Reading;
use crate::domain::profile::{Profile, ProfilePaper};
use crate::domain::sheet::{NotVoted, Remote, Secrecy, ShowWhileOpen};
use crate::domain::threshold::QuorumRule;

/// Who has to be there, and what silence means. What a profile does not say is the ordinary hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttendanceRules {
    /// Whether whoever attends by video may vote on the device.
    pub remote: Remote,
    /// False in a poll that is answered from anywhere.
    pub presence_needed: bool,
    /// What it means that somebody present does not vote.
    pub not_voted: NotVoted,
    /// One ballot in several rooms.
    pub rooms: bool,
    /// A poll whose electorate grows while it is open.
    pub growing: bool,
    /// A poll that runs beside the ballots of the hall.
    pub background: bool,
}

pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<AttendanceRules> {
    let remote = fields.word_or("remote", Remote::Refused);
    let presence_needed = fields.flag_or("presence_needed", true);
    let not_voted = fields.word_or("not_voted", NotVoted::Report);
    let rooms = fields.flag_or("rooms", false);
    let growing = fields.flag_or("growing", false);
    let background = fields.flag_or("background", false);
    Some(AttendanceRules {
        remote: remote?,
        presence_needed: presence_needed?,
        not_voted: not_voted?,
        rooms: rooms?,
        growing: growing?,
        background: background?,
    })
}

/// `[quorum]`: asked for during the ballot and at its close unless the file says otherwise.
pub(super) fn quorum(mut fields: Fields<'_, '_>) -> Option<QuorumRule> {
    let (fraction, comparator) = (fields.fraction("fraction"), fields.word("comparator"));
    let (during, at_close) = (fields.flag_or("during", true), fields.flag_or("at_close", true));
    fields.done();
    Some(QuorumRule {
        fraction: fraction?,
        comparator: comparator?,
        during: during?,
        at_close: at_close?,
    })
}

impl Profile {
    pub(super) fn check_attendance(&self, reading: &mut Reading) {
        let rules = &self.attendance;
        let of_polls = [
            (rules.growing, "growing"),
            (rules.background, "background"),
            (!rules.presence_needed, "presence_needed"),
        ];
        for (_, key) in of_polls.iter().filter(|(set, _)| *set && self.binding) {
            let zh = "只适用于意见征询（binding = false）".into();
            reading.flaw(key, "poll_only", zh, "it is for polls (binding = false)".into());
        }
        for (_, key) in of_polls.iter().filter(|(set, _)| *set && rules.rooms && !self.binding) {
            let zh = "分会场表决须签到，名单固定，不与其他表决并行".into();
            let en = "a ballot in rooms needs people signed in, and runs alone and frozen";
            reading.flaw(key, "rooms_poll", zh, en.into());
        }
        self.check_places(reading, &of_polls);
        let of_tablets = [
            (rules.not_voted != NotVoted::Report, "not_voted"),
            (rules.rooms, "rooms"),
            (!rules.presence_needed, "presence_needed"),
            (rules.growing, "growing"),
            (rules.background, "background"),
        ];
        let none = self.casting.first().is_some_and(|casting| !casting.takes_tablets());
        for (_, key) in of_tablets.iter().filter(|(set, _)| *set && none) {
            let zh = "只适用于电子表决，而本模板以举手或纸质票为先".into();
            let en = "it is for tablets, and the first way of voting here is hands or paper";
            reading.flaw(key, "tablets_only", zh, en.into());
        }
        let waits = rules.rooms || rules.not_voted == NotVoted::BlockClose;
        if waits && self.duration_s.is_some() {
            let zh = "分会场表决和须等待未按人员的表决由主持人结束，不设时长".into();
            let en = "a ballot in rooms, or one that waits for people, is closed by the chair";
            reading.flaw("duration_s", "duration_waits", zh, en.into());
        }
        let shows = self.show_while_open == ShowWhileOpen::Tally;
        if (rules.rooms || rules.background) && shows {
            let zh = "分会场表决和并行的意见征询在结束前不显示票数".into();
            let en = "a ballot in rooms and a poll beside others show no totals before their close";
            reading.flaw("show_while_open", "tally_early", zh, en.into());
        }
        let abstains = matches!(&self.paper, ProfilePaper::Marks { grades, .. }
            if grades.iter().any(|grade| grade.role == GradeRole::Abstain));
        if rules.not_voted == NotVoted::CountAsAbstain && !abstains {
            let zh = "票上没有弃权一项，未按不能计为弃权".into();
            let en = "the paper has no abstention that silence could count as";
            reading.flaw("not_voted", "abstain_missing", zh, en.into());
        }
    }

    /// What does not go with recusal or a roll call.
    fn check_places(&self, reading: &mut Reading, of_polls: &[(bool, &'static str)]) {
        let rules = &self.attendance;
        let open = rules.growing || !rules.presence_needed;
        if open && self.recusal.allowed && !self.binding {
            let zh = "增补名单或不要求签到的意见征询不设回避，应为 false".into();
            let en = "a poll that grows or needs nobody signed in has no recusal; it must be false";
            reading.flaw("recusal.allowed", "recusal_of_poll", zh, en.into());
        }
        let silent = rules.not_voted == NotVoted::CountAsAbstain;
        if silent && self.recusal.subject_recused && self.asks_items() {
            let zh = "“未按计为弃权”时各项的未按人数须相同，应为 false".into();
            let en = "where silence counts as an abstention, the silent are the same in every row; \
                      it must be false";
            reading.flaw("recusal.subject_recused", "recusal_silence", zh, en.into());
        }
        if self.secrecy.contains(&Secrecy::RollCall) {
            let apart = of_polls.iter().copied().chain([(rules.rooms, "rooms")]);
            for (_, key) in apart.filter(|(set, _)| *set) {
                let zh = "唱名表决在一个会场进行，不分会场，不与其他表决并行，名单固定并须签到";
                let en = "a roll call is held in one hall, alone, of a frozen list";
                reading.flaw(key, "roll_call_apart", zh.into(), en.into());
            }
        }
    }

    pub(super) fn explain_attendance(&self) -> Point {
        let rules = &self.attendance;
        let mut sentences = vec![match (rules.presence_needed, rules.remote) {
            (false, _) => say(
                "不要求签到，名单上的人在任何地方都可以回答。",
                "Nobody has to be signed in: whoever is on the list may answer from anywhere.",
            ),
            (true, Remote::Refused) => say(
                "视频参会人员不能用终端投票。",
                "Who attends by video does not vote on a device.",
            ),
            (true, Remote::Allowed) => say(
                "视频参会人员与会场人员一样用终端投票；是否计入实到，由会议设定。",
                "Who attends by video votes on a device as those in the hall; whether they count \
                 as present the sitting says.",
            ),
        }];
        sentences.push(match rules.not_voted {
            NotVoted::Report => say(
                "在场未按的单独列出，不计为任何意见。",
                "Who is present and does not vote is listed apart and counts as no opinion.",
            ),
            NotVoted::CountAsAbstain => say(
                "在场未按的计为弃权，只进入“赞成、反对、弃权之和”这一基数，不计入收回票和有效票。",
                "Who is present and does not vote counts as abstaining: in the base of votes \
                 expressed, not among the papers returned or valid.",
            ),
            NotVoted::BlockClose => say(
                "在场还有人未按时，主持人须再次确认才能结束。",
                "While somebody present has not voted, the chair closes only by confirming it.",
            ),
        });
        sentences.extend(self.explain_places());
        point("在场与未按", "Presence and silence", sentences)
    }

    fn explain_places(&self) -> Vec<Sentence> {
        let rules = &self.attendance;
        let said = [
            (
                rules.rooms,
                "分会场进行：各会场分别开始和结束，全部结束后才能结束表决；此前任何地方都没有部分结果。",
                "Held in rooms: each is opened and closed for itself, and the ballot closes after \
                 the last of them. Before that there is no partial result anywhere.",
            ),
            (
                rules.growing,
                "进行期间名单可以增补：新登记的和受邀请的人加入，每次都有记录。",
                "The list may grow while it is open: people enrolled or invited join it, each time \
                 on the record.",
            ),
            (
                rules.background,
                "与会场的其他表决并行，不占用大屏。",
                "It runs beside the ballots of the hall and is not on the projector.",
            ),
        ];
        said.into_iter().filter(|(set, ..)| *set).map(|(_, zh, en)| say(zh, en)).collect()
    }
}
