//! Acts about persons: recusal, scrutineers, the chair, roll call.

use serde::{Deserialize, Serialize};

use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::officers::Chairperson;
use crate::domain::text::{Key, Text};

/// 回避, by the desk or on the own device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recused {
    /// Which.
    pub ballot: BallotId,
    /// Who.
    pub delegate: DelegateId,
    /// Everything that the person is recused from now, in paper order; none: the whole ballot.
    pub rows: Option<Vec<Key>>,
    /// Why.
    pub reason: Text,
    /// A vote of this person was in the box and is taken out; it can be given anew for the rest.
    pub annuls: bool,
}

/// Taken back, before the opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecusalWithdrawn {
    /// Which.
    pub ballot: BallotId,
    /// Who.
    pub delegate: DelegateId,
}

/// 监票人名单: all of them, in place of those before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScrutineersNamed {
    /// Who.
    pub people: Vec<DelegateId>,
    /// 总监票人, one of them.
    pub chief: Option<DelegateId>,
}

/// Who is in the chair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChairNamed {
    /// Who.
    pub chair: Chairperson,
}

/// The chair is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChairHandedOver {
    /// To whom.
    pub to: Chairperson,
    /// Why.
    pub reason: Text,
    /// For which ballot, if for one.
    pub ballot: Option<BallotId>,
}

/// The person called does not answer, or passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RollPassed {
    /// Which.
    pub ballot: BallotId,
    /// Who.
    pub delegate: DelegateId,
}
