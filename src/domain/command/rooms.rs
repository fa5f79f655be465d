//! Commands about who is there: rooms, people who are moved, attendance by video, polls that grow.

use crate::domain::event::rooms::PersonMove;
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::roster::Room;
use crate::domain::text::Key;

/// Of the chair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomsChair {
    /// 宣布开会.
    OpenSitting,
    /// Close although people are waited for.
    CloseConfirmed {
        /// Which.
        ballot: BallotId,
    },
    /// Let a room vote.
    OpenRoom {
        /// In which ballot.
        ballot: BallotId,
        /// Which room.
        room: Key,
    },
    /// Take no more votes of a room.
    CloseRoom {
        /// In which ballot.
        ballot: BallotId,
        /// Which room.
        room: Key,
    },
}

/// Of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomsDesk {
    /// Say which rooms there are.
    SetRooms {
        /// All of them.
        rooms: Vec<Room>,
    },
    /// Let a room vote.
    OpenRoom {
        /// In which ballot.
        ballot: BallotId,
        /// Which room.
        room: Key,
    },
    /// Take no more votes of a room.
    CloseRoom {
        /// In which ballot.
        ballot: BallotId,
        /// Which room.
        room: Key,
    },
    /// Another delegation, seat or room.
    Move(PersonMove),
    /// Sign a person in who attends by video.
    CheckInVideo {
        /// Who.
        delegate: DelegateId,
    },
    /// Take people of the roster into an open poll.
    Invite {
        /// Which poll.
        ballot: BallotId,
        /// Who.
        delegates: Vec<DelegateId>,
    },
}

/// Of a delegate's own device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomsDelegate {
    /// 签到 by video.
    CheckInVideo,
}

/// Of the engine, each only when the state asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomsSystem {
    /// Note that the quorum was lost, or is met again.
    MarkQuorum {
        /// Of which ballot; none: of the sitting.
        ballot: Option<BallotId>,
    },
    /// Take those into a growing poll who were enrolled since.
    Grow {
        /// Which poll.
        ballot: BallotId,
    },
}
