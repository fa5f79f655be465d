//! What the rules of weights and proxies say no to.

use crate::domain::refusal::Refusal;
use crate::domain::text::Text;

/// Why an act about a weight, a proxy or a mandate was not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MandateRefusal {
    /// Weights and proxies never change while a ballot runs that is decided with them, nor the
    /// bodies of whoever has given or holds a proxy.
    Frozen,
    /// No exact decimal within the bounds of a weight.
    WeightInvalid,
    /// A weight with more decimals than the rule of the ballot.
    WeightTooFine {
        /// Whose, by number.
        number: Text,
        /// Decimals of the rule.
        decimals: u8,
    },
    /// All weights together are more than a ballot can add exactly.
    WeightsTooLarge,
    /// No ballot on the agenda allows proxies, or this one does not.
    NotAllowed,
    /// Principal and holder are the same person.
    Oneself,
    /// The principal has given a proxy already.
    Exists,
    /// The holder has given a proxy, or the principal holds one: only one level.
    Chain,
    /// More principals than a holder may stand for.
    TooMany {
        /// The limit.
        max: u32,
    },
    /// There is no such proxy.
    Unknown,
    /// The principal has given the vote away, and the rule does not let him or her vote.
    PrincipalMayNotVote,
    /// The principal has voted in person; that vote stands.
    PrincipalHasVoted,
    /// The counts of a split are not the mandates held.
    SplitCounts {
        /// Mandates held, the own one included.
        held: u32,
        /// Sum of the counts.
        given: u32,
    },
    /// No share, too many shares, or a share of none.
    SplitShares,
}

impl MandateRefusal {
    #[expect(clippy::too_many_lines, reason = "one table, one line per refusal")]
    pub(super) fn row(&self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Frozen => (
                "mandates_frozen",
                "表决进行中，票权和委托不能变动；有委托关系的人，所属机关不能变动",
                "Weights and proxies cannot change while a ballot is open, nor the body of a person who \
                 has given or holds a proxy.",
            ),
            Self::WeightInvalid => (
                "weight_invalid",
                "票权应大于 0、不超过 10 亿，至多 6 位小数，如 1.5",
                "A weight is above 0, at most a thousand million, with at most 6 decimals, as in 1.5.",
            ),
            Self::WeightTooFine { .. } => (
                "weight_too_fine",
                "{number} 号的票权小数超过本项规则的 {decimals} 位，不能开始表决",
                "The weight of number {number} has more than the {decimals} decimals of this rule. The ballot cannot be opened.",
            ),
            Self::WeightsTooLarge => (
                "weights_too_large",
                "票权合计超过可精确计算的上限，不能开始表决",
                "The weights together are too large to be added exactly. The ballot cannot be opened.",
            ),
            Self::NotAllowed => (
                "proxy_not_allowed",
                "本次会议的表决规则不允许委托投票",
                "The rules of this sitting's ballots allow no proxies.",
            ),
            Self::Oneself => {
                ("proxy_self", "不能委托自己", "Nobody can be the holder of the own proxy.")
            }
            Self::Exists => (
                "proxy_exists",
                "该委托人已有受托人，请先终止原委托",
                "This principal has given a proxy already. End it first.",
            ),
            Self::Chain => (
                "proxy_chain",
                "委托只限一层：已委托他人的不能受托，受托人不能再委托他人",
                "Proxies are one level deep: who has given one cannot hold one, and a holder cannot give one.",
            ),
            Self::TooMany { .. } => (
                "proxy_too_many",
                "每名受托人至多接受 {max} 份委托",
                "A holder may stand for at most {max} principals.",
            ),
            Self::Unknown => ("proxy_unknown", "没有这项委托", "There is no such proxy."),
            Self::PrincipalMayNotVote => (
                "principal_may_not_vote",
                "您已委托他人投票，由受托人代为表决",
                "You have given your proxy; the holder votes for you.",
            ),
            Self::PrincipalHasVoted => (
                "principal_has_voted",
                "委托人已亲自投票，以本人所投为准",
                "The principal has voted in person, and that vote stands.",
            ),
            Self::SplitCounts { .. } => (
                "split_counts",
                "各份合计 {given} 票，与所持 {held} 票不符",
                "The shares add up to {given}; {held} mandates are held.",
            ),
            Self::SplitShares => (
                "split_shares",
                "请至少分出一份，至多 20 份，每份至少 1 票",
                "Give 1 to 20 shares, each of at least one mandate.",
            ),
        }
    }

    pub(super) fn fill(&self, text: String) -> String {
        match self {
            Self::WeightTooFine { number, decimals } => text
                .replace("{number}", number.as_str())
                .replace("{decimals}", &decimals.to_string()),
            Self::TooMany { max } => text.replace("{max}", &max.to_string()),
            Self::SplitCounts { held, given } => {
                text.replace("{held}", &held.to_string()).replace("{given}", &given.to_string())
            }
            _ => text,
        }
    }
}

impl From<MandateRefusal> for Refusal {
    fn from(refusal: MandateRefusal) -> Self {
        Self::Mandate(refusal)
    }
}
