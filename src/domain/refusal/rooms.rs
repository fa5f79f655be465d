//! Refusals about who is there: rooms, video, silence, polls that grow, rehearsals.

use crate::domain::refusal::Refusal;

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomsRefusal {
    /// Too few members for the sitting to be opened.
    SittingNoQuorum {
        /// Present members.
        present: u32,
        /// Members needed.
        needed: u32,
    },
    /// Nobody attends this sitting by video.
    VideoRefused,
    /// Who attends by video does not vote in this ballot.
    RemoteRefused,
    /// People are waited for, and the chair has not said that it knows.
    StillWaiting {
        /// How many are present and have not voted.
        waiting: u32,
    },
    /// The ballot is closed by the chair, never by a deadline.
    DeadlineNotTaken,
    /// The sitting has no rooms.
    RoomsNotSet,
    /// Voters without a room.
    RoomMissing {
        /// How many.
        people: u32,
    },
    /// No room of this name in the sitting or in the ballot.
    RoomUnknown,
    /// The ballot is not one of rooms.
    RoomsNotAsked,
    /// The own room does not vote yet.
    RoomNotOpen,
    /// The own room has voted.
    RoomClosed,
    /// Rooms that have not finished.
    RoomsOpen {
        /// How many.
        rooms: u32,
    },
    /// While a ballot of several rooms runs nobody changes rooms.
    RoomsFrozen,
    /// Rooms that contradict each other.
    RoomsInvalid,
    /// The electorate of this ballot does not grow.
    NotGrowing,
    /// As many polls run beside the hall as there may be.
    TooManyPolls,
    /// Recused from some rows only, where silence counts as an abstention.
    RowRecusalNotTaken,
    /// A rehearsal has no result to take away.
    RehearsalNoResult,
}

impl RoomsRefusal {
    #[expect(clippy::too_many_lines, reason = "one table, one line per refusal")]
    pub(super) fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::SittingNoQuorum { .. } => (
                "sitting_no_quorum",
                "实到人数未达到法定人数，不能开会（实到 {present} 人，法定 {needed} 人）",
                "No quorum. The sitting cannot be opened ({present} present, {needed} needed).",
            ),
            Self::VideoRefused => (
                "video_refused",
                "本次会议不接受视频参会签到，请到会场签到",
                "Nobody attends this sitting by video. Please sign in at the hall.",
            ),
            Self::RemoteRefused => (
                "remote_refused",
                "本项表决不接受视频参会人员在终端上投票",
                "Who attends by video does not vote on a device in this ballot.",
            ),
            Self::StillWaiting { .. } => (
                "still_waiting",
                "在场还有 {waiting} 人未按，确认后方可结束",
                "{waiting} present have not voted. Confirm to close all the same.",
            ),
            Self::DeadlineNotTaken => (
                "deadline_not_taken",
                "本项表决由主持人结束，不设时限",
                "This ballot is closed by the chair and has no deadline.",
            ),
            Self::RoomsNotSet => (
                "rooms_not_set",
                "本次会议未设分会场，不能进行分会场表决",
                "The sitting has no rooms, so no ballot can be held in rooms.",
            ),
            Self::RoomMissing { .. } => (
                "room_missing",
                "有 {people} 名有表决权的人员未分配会场，不能开始",
                "{people} voters have no room. The ballot cannot be opened.",
            ),
            Self::RoomUnknown => ("room_unknown", "没有这个会场", "There is no such room."),
            Self::RoomsNotAsked => {
                ("rooms_not_asked", "本项表决不分会场进行", "This ballot is not held in rooms.")
            }
            Self::RoomNotOpen => (
                "room_not_open",
                "您所在的会场尚未开始表决",
                "Voting has not been opened in your room.",
            ),
            Self::RoomClosed => (
                "room_closed",
                "您所在的会场表决已结束，您的本次操作未计入",
                "Voting has closed in your room. This vote was not counted.",
            ),
            Self::RoomsOpen { .. } => (
                "rooms_open",
                "还有 {rooms} 个会场未结束，全部会场结束后方可结束表决",
                "{rooms} rooms have not closed. The ballot closes after the last of them.",
            ),
            Self::RoomsFrozen => (
                "rooms_frozen",
                "分会场表决进行中，会场和人员分配不能变动",
                "While a ballot is held in rooms nobody changes rooms.",
            ),
            Self::RoomsInvalid => (
                "rooms_invalid",
                "会场设置有误：名称、代表团不能重复或为空，数量不能超过上限",
                "The rooms are not consistent: an empty or repeated name or delegation, or too many.",
            ),
            Self::NotGrowing => (
                "not_growing",
                "本项表决的名单在开始时固定，不能增补",
                "The electorate of this ballot was fixed when it was opened.",
            ),
            Self::TooManyPolls => (
                "too_many_polls",
                "同时进行的意见征询已达上限，请先结束一项",
                "As many polls run as there may be at a time. Close one first.",
            ),
            Self::RowRecusalNotTaken => (
                "row_recusal_not_taken",
                "本项表决将未按计为弃权，只能整票回避",
                "Silence counts as an abstention in this ballot. Only the whole ballot can be left out.",
            ),
            Self::RehearsalNoResult => (
                "rehearsal_no_result",
                "本次会议为演练，不能导出表决结果",
                "This sitting is a rehearsal. It has no result to export.",
            ),
        }
    }

    pub(super) fn fill(self, text: &str) -> String {
        let figure = |name: &str, number: u32| text.replace(name, &number.to_string());
        match self {
            Self::SittingNoQuorum { present, needed } => {
                figure("{present}", present).replace("{needed}", &needed.to_string())
            }
            Self::StillWaiting { waiting } => figure("{waiting}", waiting),
            Self::RoomMissing { people } => figure("{people}", people),
            Self::RoomsOpen { rooms } => figure("{rooms}", rooms),
            _ => text.to_owned(),
        }
    }
}

impl From<RoomsRefusal> for Refusal {
    fn from(refusal: RoomsRefusal) -> Self {
        Self::Rooms(refusal)
    }
}
