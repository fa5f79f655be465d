//! Requests about places.

use serde::Deserialize;

use crate::domain::command::election::ChairElection;
use crate::domain::ids::BallotId;
use crate::domain::text::{Key, Text};

/// What the chair may ask for.
pub(super) const CHAIR_TYPES: [&str; 3] = ["decide_tie", "draw_lot", "withdraw_item"];

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
