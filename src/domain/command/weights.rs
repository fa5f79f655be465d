//! What is asked for about vote weights and proxies.

use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::paper::RawPaper;
use crate::domain::text::Text;

/// What a delegate may do with mandates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MandateCommand {
    /// Vote for a principal, or change the vote cast for him or her.
    CastFor {
        /// Whose vote it is.
        principal: DelegateId,
        /// In which ballot.
        ballot: BallotId,
        /// Id of the act, made by the client.
        cast_id: CastId,
        /// The paper as filled.
        paper: RawPaper,
    },
    /// Vote for every mandate at once: so many of one paper, so many of another.
    CastSplit {
        /// In which ballot.
        ballot: BallotId,
        /// Id of the act, made by the client.
        cast_id: CastId,
        /// Papers with their counts.
        shares: Vec<RawShare>,
    },
    /// Give one's own proxy.
    GiveProxy {
        /// Number of the holder on the roster.
        holder: Text,
    },
    /// Take one's own proxy back.
    EndProxy,
}

/// So many of one paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawShare {
    /// The paper as filled.
    pub paper: RawPaper,
    /// How many mandates, at least one.
    pub count: u32,
}

/// What the desk may do about weights and proxies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeightsCommand {
    /// Set a person's weight.
    SetWeight {
        /// Whose.
        delegate: DelegateId,
        /// An exact decimal as people write it; none: one vote.
        weight: Option<Text>,
    },
    /// Record a proxy.
    GiveProxy {
        /// 委托人.
        principal: DelegateId,
        /// 受托人.
        holder: DelegateId,
    },
    /// Record its end.
    EndProxy {
        /// 委托人.
        principal: DelegateId,
    },
}
