//! Requests about persons: recusal, scrutineers, the chair, roll call.

use serde::Deserialize;

use crate::domain::command::people::{ChairPeople, DelegatePeople, DeskPeople};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::officers::Chairperson;
use crate::domain::text::{Key, Text};

/// Types of a delegate.
pub(super) const DELEGATE_TYPES: [&str; 2] = ["recuse_self", "pass"];
/// Types of the chair.
pub(super) const CHAIR_TYPES: [&str; 2] = ["hand_over", "pass_delegate"];
/// Types of the desk.
pub(super) const DESK_TYPES: [&str; 4] =
    ["recuse", "withdraw_recusal", "name_scrutineers", "name_chair"];

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum DelegateFrame {
    RecuseSelf {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        rows: Option<Vec<Key>>,
        reason: Text,
    },
    Pass {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
    },
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ChairFrame {
    HandOver {
        #[serde(rename = "ref")]
        _ref: u32,
        to: Chairperson,
        reason: Text,
        ballot: Option<BallotId>,
    },
    PassDelegate {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        delegate: DelegateId,
    },
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum DeskFrame {
    Recuse {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        delegate: DelegateId,
        rows: Option<Vec<Key>>,
        reason: Text,
    },
    WithdrawRecusal {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        delegate: DelegateId,
    },
    NameScrutineers {
        #[serde(rename = "ref")]
        _ref: u32,
        people: Vec<DelegateId>,
        chief: Option<DelegateId>,
    },
    NameChair {
        #[serde(rename = "ref")]
        _ref: u32,
        chair: Chairperson,
    },
}

impl From<DelegateFrame> for DelegatePeople {
    fn from(frame: DelegateFrame) -> Self {
        match frame {
            DelegateFrame::RecuseSelf { ballot, rows, reason, .. } => {
                Self::Recuse { ballot, rows, reason }
            }
            DelegateFrame::Pass { ballot, .. } => Self::Pass { ballot },
        }
    }
}

impl From<ChairFrame> for ChairPeople {
    fn from(frame: ChairFrame) -> Self {
        match frame {
            ChairFrame::HandOver { to, reason, ballot, .. } => {
                Self::HandOver { to, reason, ballot }
            }
            ChairFrame::PassDelegate { ballot, delegate, .. } => Self::Pass { ballot, delegate },
        }
    }
}

impl From<DeskFrame> for DeskPeople {
    fn from(frame: DeskFrame) -> Self {
        match frame {
            DeskFrame::Recuse { ballot, delegate, rows, reason, .. } => {
                Self::Recuse { ballot, delegate, rows, reason }
            }
            DeskFrame::WithdrawRecusal { ballot, delegate, .. } => {
                Self::WithdrawRecusal { ballot, delegate }
            }
            DeskFrame::NameScrutineers { people, chief, .. } => {
                Self::NameScrutineers { people, chief }
            }
            DeskFrame::NameChair { chair, .. } => Self::NameChair { chair },
        }
    }
}
