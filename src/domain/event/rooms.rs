//! Events about who is there: the sitting's opening, the quorum as it comes and goes, rooms, people
//! who are moved, and polls that grow.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::roster::Room;
use crate::domain::text::{Key, Text};

/// 宣布开会: the chair opens the sitting, with a quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SittingOpening {
    /// 全体代表.
    pub members: u32,
    /// Members present.
    pub present: u32,
    /// Members needed.
    pub needed: u32,
}

/// The quorum was lost, or is met again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumMark {
    /// Of this ballot; none: of the sitting.
    pub ballot: Option<BallotId>,
    /// Members present.
    pub present: u32,
    /// Members needed.
    pub needed: u32,
}

/// The rooms of the sitting, instead of those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomsSet {
    /// At most `ROOMS_MAX`; none: one hall again.
    pub rooms: Vec<Room>,
}

/// Who opened or closed a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomHost {
    /// The chair.
    Chair,
    /// The desk of the room.
    Desk,
}

/// One room of a running ballot was opened or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoomAct {
    /// Which ballot.
    pub ballot: BallotId,
    /// Which room.
    pub room: Key,
    /// By whom.
    pub by: RoomHost,
    /// People of the electorate who are in the room.
    pub present: u32,
}

/// A person sits elsewhere from here on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonMove {
    /// Who.
    pub delegate: DelegateId,
    /// 代表团 now.
    pub delegation: Text,
    /// 座位 now.
    pub seat: Text,
    /// The room, by name; none: that of the delegation.
    pub room: Option<Key>,
}

/// Why people came into the electorate of an open poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrowthCause {
    /// They were put on the roster, and the rules admit them.
    Enrolled,
    /// The desk invited them.
    Invited,
}

/// The electorate of an open poll grew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectorateGrowth {
    /// Which poll.
    pub ballot: BallotId,
    /// Why.
    pub cause: GrowthCause,
    /// Who came in, ascending.
    pub joined: Vec<DelegateId>,
}
