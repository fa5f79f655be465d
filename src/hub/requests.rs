//! Frames from clients, bounded and decoded once. One request type per role: what a role may not
//! do, its socket cannot spell.

mod election;
mod mandates;
mod manual;
mod people;
mod rooms;

use serde::Deserialize;

use crate::crypto::envelope::Envelope as SealedPaper;
use crate::domain::command::rooms::RoomsDelegate;
use crate::domain::command::{
    ChairCommand, Command, DelegateCommand, DeskCommand, ScrutineerCommand,
};
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::paper::RawPaper;
use crate::domain::roster::Via;
use crate::domain::text::Text;
use crate::hub::actor::{Actor, ActorRole};
use crate::hub::problem::Problem;

/// Deepest nesting of a frame.
pub const DEPTH_MAX: u32 = 32;
/// Version of the protocol.
pub const PROTOCOL: u32 = 1;

/// A decoded frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// First frame of a client.
    Hello(Hello),
    /// Are you there, and what time is it.
    Ping,
    /// Something for the sitting.
    Command(Command),
}

/// Version and place to go on from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// Last position the client applied.
    #[serde(default)]
    pub resume: Option<Position>,
}

/// A place in the stream of pushes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Opaque.
    pub epoch: String,
    /// Last record reflected.
    pub seq: u64,
}

/// What every frame has.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "type")]
    kind: String,
    r#ref: u32,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum CommonFrame {
    Hello {
        #[serde(rename = "ref")]
        _ref: u32,
        protocol: u32,
        #[serde(default)]
        resume: Option<Position>,
    },
    Ping {
        #[serde(rename = "ref")]
        _ref: u32,
    },
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum DelegateFrame {
    CheckIn {
        #[serde(rename = "ref")]
        _ref: u32,
        #[serde(default)]
        via: Via,
    },
    Cast {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        cast_id: CastId,
        paper: RawPaper,
    },
    CastSealed {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        cast_id: CastId,
        revision: u32,
        envelope: SealedPaper,
    },
}

/// Fields that the chair's and the desk's requests share; each request takes what it names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffFrame {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "ref")]
    _ref: u32,
    ballot: Option<BallotId>,
    delegate: Option<DelegateId>,
    seconds: Option<u32>,
    duration_s: Option<u32>,
    reason: Option<Text>,
    on_leave: Option<bool>,
}

const DELEGATE_TYPES: [&str; 3] = ["check_in", "cast", "cast_sealed"];
const CHAIR_TYPES: [&str; 8] =
    ["open", "last_call", "extend", "suspend", "resume", "close", "declare", "void"];
const DESK_TYPES: [&str; 6] =
    ["check_in_delegate", "check_out_delegate", "leave", "ready", "unready", "cancel"];
const SCRUTINEER_TYPES: [&str; 1] = ["certify"];

/// Decodes one frame for the role of its socket: the `ref` (0 when there is none to be read) with
/// the request, or with what to answer instead.
pub fn decode(actor: &Actor, text: &str) -> (u32, Result<Request, Problem>) {
    if depth(text) > DEPTH_MAX {
        return (0, Err(Problem::bad_frame()));
    }
    match serde_json::from_str::<Envelope>(text) {
        Ok(envelope) if envelope.r#ref < 1 << 31 => {
            (envelope.r#ref, decode_body(actor, &envelope.kind, text))
        }
        Ok(_) | Err(_) => (0, Err(Problem::bad_frame())),
    }
}

fn decode_body(actor: &Actor, kind: &str, text: &str) -> Result<Request, Problem> {
    let (delegate, chair, desk, scrutineer) = (
        DELEGATE_TYPES.contains(&kind),
        CHAIR_TYPES.contains(&kind) || election::CHAIR_TYPES.contains(&kind),
        DESK_TYPES.contains(&kind),
        SCRUTINEER_TYPES.contains(&kind),
    );
    let (delegate_people, chair_people, desk_people) = (
        people::DELEGATE_TYPES.contains(&kind),
        people::CHAIR_TYPES.contains(&kind),
        people::DESK_TYPES.contains(&kind),
    );
    if matches!(kind, "hello" | "ping") {
        return Ok(match parse(text)? {
            CommonFrame::Hello { protocol, resume, .. } => {
                Request::Hello(Hello { protocol, resume })
            }
            CommonFrame::Ping { .. } => Request::Ping,
        });
    }
    if mandates::is(kind) {
        return mandates::command(&actor.role, kind, text).map(Request::Command);
    }
    if rooms::knows(kind) {
        return rooms::command(&actor.role, kind, text).map(Request::Command);
    }
    if manual::is(kind) {
        return manual::command(&actor.role, kind, text).map(Request::Command);
    }
    let command = match &actor.role {
        ActorRole::Delegate(person) if delegate => {
            Command::Delegate(person.id, delegate_command(parse(text)?))
        }
        ActorRole::Chair if election::CHAIR_TYPES.contains(&kind) => {
            Command::Chair(ChairCommand::Election(parse::<election::ChairFrame>(text)?.into()))
        }
        ActorRole::Delegate(person) if delegate_people => {
            let frame: people::DelegateFrame = parse(text)?;
            Command::Delegate(person.id, DelegateCommand::People(frame.into()))
        }
        ActorRole::Chair if chair_people => {
            Command::Chair(ChairCommand::People(parse::<people::ChairFrame>(text)?.into()))
        }
        ActorRole::Operator if desk_people => {
            Command::Desk(DeskCommand::People(parse::<people::DeskFrame>(text)?.into()))
        }
        ActorRole::Chair if chair => Command::Chair(chair_command(parse(text)?)?),
        ActorRole::Operator if desk => Command::Desk(desk_command(parse(text)?)?),
        ActorRole::Scrutineer if scrutineer => {
            let frame: StaffFrame = parse(text)?;
            Command::Scrutineer(ScrutineerCommand::Certify { ballot: need(frame.ballot)? })
        }
        _ if delegate_people || chair_people || desk_people => return Err(Problem::not_allowed()),
        _ if delegate || chair || desk || scrutineer => return Err(Problem::not_allowed()),
        _ => return Err(Problem::unknown_type()),
    };
    Ok(Request::Command(command))
}

fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, Problem> {
    serde_json::from_str(text).map_err(|_| Problem::bad_frame())
}

fn need<T>(field: Option<T>) -> Result<T, Problem> {
    field.ok_or_else(Problem::bad_frame)
}

fn delegate_command(frame: DelegateFrame) -> DelegateCommand {
    match frame {
        DelegateFrame::CheckIn { via: Via::Hall, .. } => DelegateCommand::CheckIn,
        DelegateFrame::CheckIn { via: Via::Video, .. } => {
            DelegateCommand::Rooms(RoomsDelegate::CheckInVideo)
        }
        DelegateFrame::Cast { ballot, cast_id, paper, .. } => {
            DelegateCommand::Cast { ballot, cast_id, paper }
        }
        DelegateFrame::CastSealed { ballot, cast_id, revision, envelope, .. } => {
            DelegateCommand::CastSealed { ballot, cast_id, revision, envelope }
        }
    }
}

fn chair_command(frame: StaffFrame) -> Result<ChairCommand, Problem> {
    let ballot = need(frame.ballot)?;
    let seconds = || need(frame.seconds);
    Ok(match frame.kind.as_str() {
        "open" => ChairCommand::Open { ballot, duration_s: frame.duration_s },
        "last_call" => ChairCommand::LastCall { ballot, seconds: seconds()? },
        "extend" => ChairCommand::Extend { ballot, seconds: seconds()? },
        "suspend" => ChairCommand::Suspend { ballot, reason: frame.reason.unwrap_or_default() },
        "resume" => ChairCommand::Resume { ballot },
        "close" => ChairCommand::Close { ballot },
        "declare" => ChairCommand::Declare { ballot },
        "void" => ChairCommand::Void { ballot, reason: frame.reason.unwrap_or_default() },
        _ => return Err(Problem::unknown_type()),
    })
}

fn desk_command(frame: StaffFrame) -> Result<DeskCommand, Problem> {
    let delegate = || need(frame.delegate);
    let ballot = || need(frame.ballot);
    Ok(match frame.kind.as_str() {
        "check_in_delegate" => DeskCommand::CheckIn { delegate: delegate()? },
        "check_out_delegate" => DeskCommand::CheckOut { delegate: delegate()? },
        "leave" => DeskCommand::SetLeave { delegate: delegate()?, on_leave: need(frame.on_leave)? },
        "ready" => DeskCommand::Ready { ballot: ballot()? },
        "unready" => DeskCommand::Unready { ballot: ballot()? },
        "cancel" => {
            DeskCommand::Cancel { ballot: ballot()?, reason: frame.reason.unwrap_or_default() }
        }
        _ => return Err(Problem::unknown_type()),
    })
}

/// Nesting of brackets outside strings, without parsing.
#[must_use]
pub fn depth(text: &str) -> u32 {
    let (mut deepest, mut depth, mut in_string, mut escaped) = (0_u32, 0_u32, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
