//! Refusals around elections: names written in, ties, ballots that follow.

use crate::domain::refusal::Refusal;

impl Refusal {
    pub(super) fn election_row(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::PicksContradict => (
                "picks_contradict",
                "对同一候选人不能既赞成又反对",
                "Nobody can be voted for and against on one paper.",
            ),
            Self::WriteInsTooMany { .. } => (
                "write_ins_too_many",
                "最多可另选 {bound} 人，您已写 {given} 人",
                "You may write in at most {bound} names. You have written {given}.",
            ),
            Self::WriteInNeedsAgainst => (
                "write_in_needs_against",
                "另选他人须先对一名候选人表示反对，弃权的不能另选他人",
                "To write a name in, vote against a candidate first; who abstains cannot.",
            ),
            Self::WriteInRepeated => {
                ("write_in_repeated", "同一姓名写了两次", "The same name is written twice.")
            }
            Self::WriteInName => (
                "write_in_name",
                "姓名不能为空，且不超过 40 字",
                "A name is not empty and has at most 40 characters.",
            ),
            Self::RulingNotAsked => (
                "ruling_not_asked",
                "该姓名不需要认定，或已认定",
                "This name needs no ruling, or has one.",
            ),
            Self::RulingsMissing { .. } => (
                "rulings_missing",
                "还有 {missing} 个另选姓名未认定",
                "{missing} of the names written in are without a ruling.",
            ),
            Self::RulingListed => (
                "ruling_listed",
                "该姓名与票上候选人相同，请认定为该候选人",
                "A candidate on the paper has this name: rule it as that candidate.",
            ),
            _ => self.after_the_count(),
        }
    }

    fn after_the_count(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::RulingElected => (
                "ruling_elected",
                "该人已经当选，请认定为无效",
                "This person is elected already: rule the name invalid.",
            ),
            Self::TieNone => {
                ("tie_none", "没有需要决定的得票相等", "There is no tie to be decided.")
            }
            Self::TieItems { .. } => (
                "tie_items",
                "应从得票相等的各项中确定 {bound} 项，不多不少",
                "Name exactly {bound} of the tied.",
            ),
            Self::TieRuleOther => (
                "tie_rule_other",
                "本项表决的规则不允许这样处理得票相等",
                "The rule of this ballot does not let a tie be decided this way.",
            ),
            Self::RunOffPrepared => (
                "run_off_prepared",
                "该得票相等已准备再次投票；如改为其他办法，请先取消该次投票",
                "A run-off for this tie is prepared. Cancel it first to decide in another way.",
            ),
            Self::TieUndecided => (
                "tie_undecided",
                "得票相等尚未决定，不能宣布结果",
                "A tie is still to be decided; the result cannot be declared.",
            ),
            Self::SeedMissing => (
                "seed_missing",
                "请填写会场当场报出的数字或文字，作为抽签的种子",
                "Enter what was called out in the hall as the seed of the lot.",
            ),
            Self::FollowUpNone => (
                "follow_up_none",
                "该结果不需要这样的后续表决",
                "The outcome asks for no such ballot.",
            ),
            Self::LinkVoided => (
                "link_voided",
                "所接续的表决没有有效的计票结果，不能开始",
                "The ballot that this one follows has no valid count any more.",
            ),
            _ => unreachable!("asked for refusals of elections only"),
        }
    }
}
