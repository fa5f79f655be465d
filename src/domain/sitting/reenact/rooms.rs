//! The commands behind events about who is there.

use crate::domain::command::rooms::{RoomsChair, RoomsDelegate, RoomsDesk, RoomsSystem};
use crate::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand, SystemCommand};
use crate::domain::event::Event;
use crate::domain::event::rooms::{ElectorateGrowth, GrowthCause, RoomAct, RoomHost};
use crate::domain::ids::DelegateId;
use crate::domain::roster::{CheckInBy, Via};

pub(super) fn check_in_of(delegate: DelegateId, by: CheckInBy, via: Via) -> Command {
    match (by, via) {
        (CheckInBy::Own, Via::Hall) => Command::Delegate(delegate, DelegateCommand::CheckIn),
        (CheckInBy::Own, Via::Video) => {
            Command::Delegate(delegate, DelegateCommand::Rooms(RoomsDelegate::CheckInVideo))
        }
        (CheckInBy::Desk, Via::Hall) => Command::Desk(DeskCommand::CheckIn { delegate }),
        (CheckInBy::Desk, Via::Video) => desk(RoomsDesk::CheckInVideo { delegate }),
    }
}

fn desk(command: RoomsDesk) -> Command {
    Command::Desk(DeskCommand::Rooms(command))
}

fn chair(command: RoomsChair) -> Command {
    Command::Chair(ChairCommand::Rooms(command))
}

fn system(command: RoomsSystem) -> Command {
    Command::System(SystemCommand::Rooms(command))
}

/// For the events of `event::rooms` alone.
pub(super) fn command_of(event: Event) -> Command {
    match event {
        Event::SittingOpened(_) => chair(RoomsChair::OpenSitting),
        Event::QuorumLost(mark) | Event::QuorumRegained(mark) => {
            system(RoomsSystem::MarkQuorum { ballot: mark.ballot })
        }
        Event::RoomsSet(set) => desk(RoomsDesk::SetRooms { rooms: set.rooms }),
        Event::RoomOpened(RoomAct { ballot, room, by, .. }) => match by {
            RoomHost::Chair => chair(RoomsChair::OpenRoom { ballot, room }),
            RoomHost::Desk => desk(RoomsDesk::OpenRoom { ballot, room }),
        },
        Event::RoomClosed(RoomAct { ballot, room, by, .. }) => match by {
            RoomHost::Chair => chair(RoomsChair::CloseRoom { ballot, room }),
            RoomHost::Desk => desk(RoomsDesk::CloseRoom { ballot, room }),
        },
        Event::PersonMoved(moved) => desk(RoomsDesk::Move(moved)),
        Event::ElectorateGrown(ElectorateGrowth { ballot, cause, joined }) => match cause {
            GrowthCause::Enrolled => system(RoomsSystem::Grow { ballot }),
            GrowthCause::Invited => desk(RoomsDesk::Invite { ballot, delegates: joined }),
        },
        other => unreachable!("not about who is there: {other:?}"),
    }
}
