//! What a vote weighs, and who may cast it for another.

use crate::domain::profile::Profile;
use crate::domain::profile::explain::{Sentence, say};

impl Profile {
    pub(super) fn explain_weights(&self) -> Sentence {
        match self.weights.map(|rule| rule.decimals.decimals()) {
            None => say("每人一票。", "One person, one vote."),
            Some(0) => say(
                "每人的票按其票权计，票权为整数，未另定的为 1；开始表决时固定，票数和基数都是票权之和，\
                 人数另列。算例中每人的票权为 1。",
                "Each vote counts its weight, a whole number, 1 where none was set; weights are \
                 fixed when the ballot opens. Votes and bases are sums of weights; heads stand \
                 beside them. In the example everybody weighs 1.",
            ),
            Some(decimals) => say(
                format!(
                    "每人的票按其票权计，至多 {decimals} 位小数，未另定的为 1；开始表决时固定，票数和\
                     基数都是票权之和，精确相加，人数另列。算例中每人的票权为 1，所需票数按整票写出。"
                ),
                format!(
                    "Each vote counts its weight, with at most {decimals} decimals, 1 where none was \
                     set; weights are fixed when the ballot opens. Votes and bases are sums of \
                     weights, added exactly; heads stand beside them. In the example everybody \
                     weighs 1, and the votes needed are written in whole votes."
                ),
            ),
        }
    }

    pub(super) fn explain_proxies(&self) -> Vec<Sentence> {
        let Some(rule) = self.proxies else {
            return Vec::new();
        };
        let most = rule.max_per_holder;
        vec![
            say(
                format!(
                    "可以委托另一名成员代为投票：每名受托人至多接受 {most} 份委托，不得转委托；委托在\
                     表决进行中不能变动。受托人在场时，不在场的委托人计入实到（注明由受托人代表的人数）。"
                ),
                format!(
                    "A member may give a proxy to another member: at most {most} per holder, one \
                     level deep, unchanged while a ballot is open. While the holder is in the room, \
                     a principal who is away counts as present; how many are represented is said."
                ),
            ),
            match rule.principal_may_vote {
                true => say(
                    "委托人到场后可以亲自投票，以亲自所投为准：受托人已投的被替换，此后不能再代投。",
                    "A principal who comes may vote in person, and that vote stands: it takes the \
                     place of what the holder cast, who cannot cast it again.",
                ),
                false => say(
                    "委托后只能由受托人投票，委托人本人不能再投。",
                    "After giving a proxy only the holder casts that vote; the principal cannot.",
                ),
            },
        ]
    }
}
