//! Lines about who is there:
//!
//! ```text
//! chair open-sitting
//! desk rooms east=第1代表团,第2代表团 west=第3代表团
//! desk move d1 第2代表团 - west
//! chair open-room motion east
//! desk close-room motion east
//! desk check-in-video d1
//! desk invite poll a1 a2
//! system mark-quorum motion
//! ```

use plenum::domain::command::rooms::{RoomsChair, RoomsDelegate, RoomsDesk, RoomsSystem};
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand, SystemCommand};
use plenum::domain::event::rooms::PersonMove;
use plenum::domain::roster::Room;

use super::person;
use crate::support::ballots::{key, text_of};
use crate::support::world::World;

impl World {
    /// The command that a line about attendance stands for; none for any other line.
    pub(super) fn rooms_command(&self, words: &[&str]) -> Option<Command> {
        let chair = |command| Some(Command::Chair(ChairCommand::Rooms(command)));
        let desk = |command| Some(Command::Desk(DeskCommand::Rooms(command)));
        let system = |command| Some(Command::System(SystemCommand::Rooms(command)));
        let ballot = |name: &str| self.id(name);
        match *words {
            ["chair", "open-sitting"] => chair(RoomsChair::OpenSitting),
            ["chair", "close-confirmed", name] => {
                chair(RoomsChair::CloseConfirmed { ballot: ballot(name) })
            }
            ["chair", "open-room", name, room] => {
                chair(RoomsChair::OpenRoom { ballot: ballot(name), room: key(room) })
            }
            ["chair", "close-room", name, room] => {
                chair(RoomsChair::CloseRoom { ballot: ballot(name), room: key(room) })
            }
            ["desk", "open-room", name, room] => {
                desk(RoomsDesk::OpenRoom { ballot: ballot(name), room: key(room) })
            }
            ["desk", "close-room", name, room] => {
                desk(RoomsDesk::CloseRoom { ballot: ballot(name), room: key(room) })
            }
            ["desk", "rooms", ref rooms @ ..] => desk(RoomsDesk::SetRooms {
                rooms: rooms.iter().map(|room| self::room(room)).collect(),
            }),
            ["desk", "move", who, delegation, seat, room] => desk(RoomsDesk::Move(PersonMove {
                delegate: person(who),
                delegation: text_of(delegation.trim_matches('-')),
                seat: text_of(seat.trim_matches('-')),
                room: (room != "-").then(|| key(room)),
            })),
            ["desk", "check-in-video", who] => {
                desk(RoomsDesk::CheckInVideo { delegate: person(who) })
            }
            ["desk", "invite", name, ref people @ ..] => {
                let delegates = people.iter().map(|who| person(who)).collect();
                desk(RoomsDesk::Invite { ballot: ballot(name), delegates })
            }
            ["system", "mark-quorum"] => system(RoomsSystem::MarkQuorum { ballot: None }),
            ["system", "mark-quorum", name] => {
                system(RoomsSystem::MarkQuorum { ballot: Some(ballot(name)) })
            }
            ["system", "grow", name] => system(RoomsSystem::Grow { ballot: ballot(name) }),
            [who, "check-in-video"] => {
                let command = DelegateCommand::Rooms(RoomsDelegate::CheckInVideo);
                Some(Command::Delegate(person(who), command))
            }
            _ => None,
        }
    }
}

/// `east=第1代表团,第2代表团`, or `east` without any; the title is the name.
fn room(word: &str) -> Room {
    let (id, delegations) = word.split_once('=').unwrap_or((word, ""));
    let delegations = delegations.split(',').filter(|name| !name.is_empty());
    Room { id: key(id), title: text_of(id), delegations: delegations.map(text_of).collect() }
}
