//! What is recorded of vote weights and proxies.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::paper::Paper;
use crate::domain::weight::Weight;

/// A person's weight was set, or taken back to one vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightSet {
    /// Whose.
    pub delegate: DelegateId,
    /// The weight; none: one vote, as everybody has.
    pub weight: Option<Weight>,
}

/// 委托: the principal's votes are cast by the holder from here on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxyGiven {
    /// 委托人.
    pub principal: DelegateId,
    /// 受托人.
    pub holder: DelegateId,
    /// By whom it was recorded.
    pub by: ProxyBy,
}

/// The proxy of this principal is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProxyEnded {
    /// 委托人.
    pub principal: DelegateId,
    /// By whom it was recorded.
    pub by: ProxyBy,
}

/// Who recorded a proxy or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProxyBy {
    /// The principal, on the own device.
    Own,
    /// The desk.
    Desk,
}

/// One act of a holder for every mandate held, the own one last: 70 for, 30 against. It lists whose
/// vote it became, so that each of them is a recorded vote of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitCast {
    /// Which ballot.
    pub ballot: BallotId,
    /// Who acted.
    pub holder: DelegateId,
    /// Id of the act, the same for each vote.
    pub cast_id: CastId,
    /// In the order of the request; the mandates are dealt out in ascending order of the number on
    /// the roster.
    pub shares: Vec<SplitShare>,
}

/// One paper of a split, with the votes it became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitShare {
    /// The paper.
    pub paper: Paper,
    /// Whose vote, at least one.
    pub votes: Vec<SplitVote>,
}

/// One vote of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitVote {
    /// Whose.
    pub delegate: DelegateId,
    /// 1 for the first of this person.
    pub revision: u32,
}
