//! Requests about places and names written in.

use serde::Deserialize;

use crate::domain::command::election::{ChairElection, ScrutineerElection};
use crate::domain::ids::BallotId;
use crate::domain::text::{Key, Text};
use crate::domain::write_ins::Ruling;

/// What the chair may ask for.
pub(super) const CHAIR_TYPES: [&str; 3] = ["decide_tie", "draw_lot", "withdraw_item"];
/// What a scrutineer may ask for.
pub(super) const SCRUTINEER_TYPES: [&str; 1] = ["rule_write_ins"];

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ChairFrame {
    DecideTie {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        items: Vec<Key>,
        reason: Text,
    },
    DrawLot {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        seed: Text,
    },
    WithdrawItem {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        item: Key,
        reason: Text,
    },
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum ScrutineerFrame {
    RuleWriteIns {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        rulings: Vec<Ruling>,
    },
}

impl From<ChairFrame> for ChairElection {
    fn from(frame: ChairFrame) -> Self {
        match frame {
            ChairFrame::DecideTie { ballot, items, reason, .. } => {
                Self::DecideTie { ballot, items, reason }
            }
            ChairFrame::DrawLot { ballot, seed, .. } => Self::DrawLot { ballot, seed },
            ChairFrame::WithdrawItem { ballot, item, reason, .. } => {
                Self::Withdraw { ballot, item, reason }
            }
        }
    }
}

impl From<ScrutineerFrame> for ScrutineerElection {
    fn from(frame: ScrutineerFrame) -> Self {
        let ScrutineerFrame::RuleWriteIns { ballot, rulings, .. } = frame;
        Self::RuleWriteIns { ballot, rulings }
    }
}
