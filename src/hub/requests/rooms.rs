//! Requests about who is there.

use serde::Deserialize;

use crate::domain::command::rooms::{RoomsChair, RoomsDesk};
use crate::domain::command::{ChairCommand, Command, DeskCommand};
use crate::domain::event::rooms::PersonMove;
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::roster::Room;
use crate::domain::text::{Key, Text};
use crate::hub::actor::ActorRole;
use crate::hub::problem::Problem;
use crate::hub::requests::parse;

/// What the chair may ask for here.
pub(super) const CHAIR_TYPES: [&str; 4] =
    ["open_sitting", "close_confirmed", "open_room", "close_room"];
/// What the desk may ask for here.
pub(super) const DESK_TYPES: [&str; 6] =
    ["open_room", "close_room", "set_rooms", "move_person", "check_in_video", "invite"];

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Frame {
    OpenSitting {
        #[serde(rename = "ref")]
        _ref: u32,
    },
    CloseConfirmed {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
    },
    OpenRoom {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        room: Key,
    },
    CloseRoom {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        room: Key,
    },
    SetRooms {
        #[serde(rename = "ref")]
        _ref: u32,
        rooms: Vec<Room>,
    },
    MovePerson {
        #[serde(rename = "ref")]
        _ref: u32,
        delegate: DelegateId,
        delegation: Text,
        seat: Text,
        room: Option<Key>,
    },
    CheckInVideo {
        #[serde(rename = "ref")]
        _ref: u32,
        delegate: DelegateId,
    },
    Invite {
        #[serde(rename = "ref")]
        _ref: u32,
        ballot: BallotId,
        delegates: Vec<DelegateId>,
    },
}

/// Whether it is a request of this kind at all, for whichever role.
pub(super) fn knows(kind: &str) -> bool {
    CHAIR_TYPES.contains(&kind) || DESK_TYPES.contains(&kind)
}

/// The command, for those roles that may give it.
pub(super) fn command(role: &ActorRole, kind: &str, text: &str) -> Result<Command, Problem> {
    match role {
        ActorRole::Chair if CHAIR_TYPES.contains(&kind) => {
            Ok(Command::Chair(ChairCommand::Rooms(chair(parse(text)?)?)))
        }
        ActorRole::Operator if DESK_TYPES.contains(&kind) => {
            Ok(Command::Desk(DeskCommand::Rooms(desk(parse(text)?)?)))
        }
        _ => Err(Problem::not_allowed()),
    }
}

fn chair(frame: Frame) -> Result<RoomsChair, Problem> {
    Ok(match frame {
        Frame::OpenSitting { .. } => RoomsChair::OpenSitting,
        Frame::CloseConfirmed { ballot, .. } => RoomsChair::CloseConfirmed { ballot },
        Frame::OpenRoom { ballot, room, .. } => RoomsChair::OpenRoom { ballot, room },
        Frame::CloseRoom { ballot, room, .. } => RoomsChair::CloseRoom { ballot, room },
        _ => return Err(Problem::not_allowed()),
    })
}

fn desk(frame: Frame) -> Result<RoomsDesk, Problem> {
    Ok(match frame {
        Frame::OpenRoom { ballot, room, .. } => RoomsDesk::OpenRoom { ballot, room },
        Frame::CloseRoom { ballot, room, .. } => RoomsDesk::CloseRoom { ballot, room },
        Frame::SetRooms { rooms, .. } => RoomsDesk::SetRooms { rooms },
        Frame::MovePerson { delegate, delegation, seat, room, .. } => {
            RoomsDesk::Move(PersonMove { delegate, delegation, seat, room })
        }
        Frame::CheckInVideo { delegate, .. } => RoomsDesk::CheckInVideo { delegate },
        Frame::Invite { ballot, delegates, .. } => RoomsDesk::Invite { ballot, delegates },
        Frame::OpenSitting { .. } | Frame::CloseConfirmed { .. } => {
            return Err(Problem::not_allowed());
        }
    })
}
