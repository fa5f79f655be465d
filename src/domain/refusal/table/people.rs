//! Refusals about persons: recusal, scrutineers, the chair, roll call.

use crate::domain::refusal::Refusal;

impl Refusal {
    #[expect(clippy::too_many_lines, reason = "one table, one line per refusal")]
    pub(super) fn row_of_people(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::RecusalNotAllowed => (
                "recusal_not_allowed",
                "本项表决的规则不设回避",
                "The rules of this ballot have no recusal.",
            ),
            Self::RecusalTooLate => (
                "recusal_too_late",
                "表决已结束，不能再申报回避；确有必要的，由主持人宣布作废后重新表决",
                "Voting has closed; nobody can be recused any more. If it must be, the chair voids the ballot and it is held again.",
            ),
            Self::RecusalAfterVote => (
                "recusal_after_vote",
                "您已投票，需要回避的请告知会务人员",
                "You have voted already. To be recused now, tell the desk.",
            ),
            Self::RecusalReveals => (
                "recusal_reveals",
                "本次无记名表决将公布选票，逐项回避会暴露选票，只能整票回避",
                "The papers of this secret ballot are published: a row left out would show whose paper it is. Only the whole ballot can be left out.",
            ),
            Self::RecusalStands => (
                "recusal_stands",
                "表决已开始，回避不能撤回",
                "The ballot has been opened; a recusal cannot be taken back.",
            ),
            Self::NotRecused => ("not_recused", "此人没有申报回避", "This person is not recused."),
            Self::Recused => {
                ("recused", "您对本项应当回避，不参加本项表决", "You are recused from this item.")
            }
            Self::RowRecused => (
                "row_recused",
                "您对其中一项应当回避，该项不能填写",
                "You are recused from one of the rows; leave it blank.",
            ),
            Self::NotOfBallot => (
                "not_of_ballot",
                "此人不在本次表决的有表决权人员名单内",
                "This person is not an eligible voter in this ballot.",
            ),
            Self::ScrutineersInvalid => (
                "scrutineers_invalid",
                "监票人名单有误：监票人须为代表，不得重复，总监票人须在名单之中",
                "The list of scrutineers is wrong: each is a member, named once, and the chief scrutineer is one of them.",
            ),
            Self::ScrutineerIsCandidate { .. } => (
                "scrutineer_is_candidate",
                "{name}是候选人或评议对象，不能担任监票人",
                "{name} is a candidate or subject and cannot be a scrutineer.",
            ),
            Self::ChairIsSubject => (
                "chair_is_subject",
                "主持人是本项的当事人，请先移交主持",
                "The chair is the subject of this item. Hand the chair over first.",
            ),
            Self::NameMissing => ("name_missing", "请填写姓名", "Please give a name."),
            Self::BodyUnknown => (
                "body_unknown",
                "名册中没有这一机关的代表",
                "Nobody on the roster has a mandate in this body.",
            ),
            Self::NotCalled => (
                "not_called",
                "尚未点到您的姓名，请等待",
                "It is not your turn. Please wait until you are called.",
            ),
            _ => unreachable!("a refusal of the other table"),
        }
    }
}
