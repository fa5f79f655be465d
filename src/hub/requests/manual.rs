//! Requests around hands and papers. Figures come by REST: they may be larger than a frame.

use serde::Deserialize;

use crate::domain::casting::Casting;
use crate::domain::command::manual::{ManualChair, ManualDesk};
use crate::domain::command::{ChairCommand, Command, DeskCommand};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::manual::Difference;
use crate::domain::text::Text;
use crate::hub::actor::ActorRole;
use crate::hub::problem::Problem;
use crate::hub::requests::{need, parse};

const CHAIR_TYPES: [&str; 2] = ["explain", "change_casting"];
const DESK_TYPES: [&str; 6] = [
    "issue_paper",
    "take_back_paper",
    "annul_vote",
    "report_issued",
    "note_declaration",
    "note_assistance",
];

/// Fields that these requests share; each takes what it names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManualFrame {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "ref")]
    _ref: u32,
    ballot: BallotId,
    delegate: Option<DelegateId>,
    issued: Option<u32>,
    about: Option<Difference>,
    text: Option<Text>,
    to_ballot: Option<BallotId>,
    casting: Option<Casting>,
    reason: Option<Text>,
}

/// Whether a request is one of these.
pub(super) fn is(kind: &str) -> bool {
    CHAIR_TYPES.contains(&kind) || DESK_TYPES.contains(&kind)
}

/// The command of one of these requests.
pub(super) fn command(role: &ActorRole, kind: &str, text: &str) -> Result<Command, Problem> {
    match role {
        ActorRole::Chair if CHAIR_TYPES.contains(&kind) => {
            Ok(Command::Chair(ChairCommand::Manual(chair(parse(text)?)?)))
        }
        ActorRole::Operator if DESK_TYPES.contains(&kind) => {
            Ok(Command::Desk(DeskCommand::Manual(desk(parse(text)?)?)))
        }
        _ => Err(Problem::not_allowed()),
    }
}

fn chair(frame: ManualFrame) -> Result<ManualChair, Problem> {
    let ballot = frame.ballot;
    Ok(match frame.kind.as_str() {
        "explain" => ManualChair::Explain {
            ballot,
            about: need(frame.about)?,
            text: frame.text.unwrap_or_default(),
        },
        "change_casting" => ManualChair::ChangeCasting {
            ballot,
            to_ballot: need(frame.to_ballot)?,
            casting: need(frame.casting)?,
            reason: frame.reason.unwrap_or_default(),
        },
        _ => return Err(Problem::unknown_type()),
    })
}

fn desk(frame: ManualFrame) -> Result<ManualDesk, Problem> {
    let ballot = frame.ballot;
    let delegate = || need(frame.delegate);
    Ok(match frame.kind.as_str() {
        "issue_paper" => ManualDesk::IssuePaper { ballot, delegate: delegate()? },
        "take_back_paper" => ManualDesk::TakeBackPaper { ballot, delegate: delegate()? },
        "annul_vote" => ManualDesk::AnnulVote { ballot, delegate: delegate()? },
        "note_assistance" => ManualDesk::NoteAssistance { ballot, delegate: delegate()? },
        "report_issued" => ManualDesk::ReportIssued { ballot, issued: need(frame.issued)? },
        "note_declaration" => {
            ManualDesk::NoteDeclaration { ballot, text: frame.text.unwrap_or_default() }
        }
        _ => return Err(Problem::unknown_type()),
    })
}
