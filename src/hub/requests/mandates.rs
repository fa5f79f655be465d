//! Requests around weights and proxies. A delegate's and the desk's have the same names where they
//! do the same thing; each role reads its own fields.

use serde::Deserialize;

use crate::domain::command::weights::{MandateCommand, RawShare, WeightsCommand};
use crate::domain::command::{Command, DelegateCommand, DeskCommand};
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::paper::RawPaper;
use crate::domain::text::Text;
use crate::hub::actor::ActorRole;
use crate::hub::problem::Problem;
use crate::hub::requests::parse;

const TYPES: [&str; 5] = ["cast_for", "cast_split", "give_proxy", "end_proxy", "set_weight"];

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum DelegateFrame {
    CastFor {
        #[serde(rename = "ref")]
        _ref: u32,
        principal: DelegateId,
        ballot: BallotId,
        cast_id: CastId,
        paper: RawPaper,
    },
    CastSplit {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        cast_id: CastId,
        shares: Vec<Share>,
    },
    GiveProxy {
        #[serde(rename = "ref")]
        _ref: u32,
        holder: Text,
    },
    EndProxy {
        #[serde(rename = "ref")]
        _ref: u32,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Share {
    paper: RawPaper,
    count: u32,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum DeskFrame {
    SetWeight {
        #[serde(rename = "ref")]
        _ref: u32,
        delegate: DelegateId,
        weight: Option<Text>,
    },
    GiveProxy {
        #[serde(rename = "ref")]
        _ref: u32,
        principal: DelegateId,
        holder: DelegateId,
    },
    EndProxy {
        #[serde(rename = "ref")]
        _ref: u32,
        principal: DelegateId,
    },
}

/// Whether a request is one of these.
pub(super) fn is(kind: &str) -> bool {
    TYPES.contains(&kind)
}

/// The command of one of these requests.
pub(super) fn command(role: &ActorRole, kind: &str, text: &str) -> Result<Command, Problem> {
    let voting = matches!(kind, "cast_for" | "cast_split");
    match role {
        ActorRole::Delegate(person) if kind != "set_weight" => {
            let command = DelegateCommand::Mandate(delegate(parse(text)?));
            Ok(Command::Delegate(person.id, command))
        }
        ActorRole::Operator if !voting => {
            Ok(Command::Desk(DeskCommand::Weights(desk(parse(text)?))))
        }
        _ => Err(Problem::not_allowed()),
    }
}

fn delegate(frame: DelegateFrame) -> MandateCommand {
    match frame {
        DelegateFrame::CastFor { principal, ballot, cast_id, paper, .. } => {
            MandateCommand::CastFor { principal, ballot, cast_id, paper }
        }
        DelegateFrame::CastSplit { ballot, cast_id, shares, .. } => {
            let share = |Share { paper, count }| RawShare { paper, count };
            let shares = shares.into_iter().map(share).collect();
            MandateCommand::CastSplit { ballot, cast_id, shares }
        }
        DelegateFrame::GiveProxy { holder, .. } => MandateCommand::GiveProxy { holder },
        DelegateFrame::EndProxy { .. } => MandateCommand::EndProxy,
    }
}

fn desk(frame: DeskFrame) -> WeightsCommand {
    match frame {
        DeskFrame::SetWeight { delegate, weight, .. } => {
            WeightsCommand::SetWeight { delegate, weight }
        }
        DeskFrame::GiveProxy { principal, holder, .. } => {
            WeightsCommand::GiveProxy { principal, holder }
        }
        DeskFrame::EndProxy { principal, .. } => WeightsCommand::EndProxy { principal },
    }
}
