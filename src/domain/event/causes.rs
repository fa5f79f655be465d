//! Why a ballot was suspended, closed or voided.

use serde::{Deserialize, Serialize};

/// Why a ballot was suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuspendCause {
    /// By the chair.
    Chair,
    /// The server came back after a stop; never resumed by itself.
    Restart,
    /// Members left and the quorum with them.
    QuorumLost,
}

/// Why a ballot was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseCause {
    /// By the chair.
    Chair,
    /// Time was up.
    Deadline,
    /// Everybody eligible and present had voted.
    AllVoted,
    /// By the chair, who had been told that people were waited for.
    ChairConfirmed,
}

/// Why a ballot is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidCause {
    /// By the chair.
    Chair,
    /// More papers came back than went out.
    OverReturn,
}
