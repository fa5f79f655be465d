//! What is asked for about persons: recusal, scrutineers, the chair, roll call.

use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::officers::Chairperson;
use crate::domain::text::{Key, Text};

/// From the own device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DelegatePeople {
    /// 申报回避, before voting.
    Recuse {
        /// Which.
        ballot: BallotId,
        /// Rows or options; none: the whole ballot.
        rows: Option<Vec<Key>>,
        /// Why; must not be empty.
        reason: Text,
    },
    /// When called: not now.
    Pass {
        /// Which.
        ballot: BallotId,
    },
}

/// From the chair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChairPeople {
    /// Hand the chair over.
    HandOver {
        /// To whom.
        to: Chairperson,
        /// Why; must not be empty.
        reason: Text,
        /// For which ballot, if for one.
        ballot: Option<BallotId>,
    },
    /// The person called does not answer.
    Pass {
        /// Which.
        ballot: BallotId,
        /// Who was called.
        delegate: DelegateId,
    },
}

/// From the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskPeople {
    /// Record a recusal.
    Recuse {
        /// Which.
        ballot: BallotId,
        /// Who.
        delegate: DelegateId,
        /// Rows or options; none: the whole ballot.
        rows: Option<Vec<Key>>,
        /// Why; must not be empty.
        reason: Text,
    },
    /// Take it back, before the opening.
    WithdrawRecusal {
        /// Which.
        ballot: BallotId,
        /// Who.
        delegate: DelegateId,
    },
    /// Name the scrutineers.
    NameScrutineers {
        /// Who.
        people: Vec<DelegateId>,
        /// 总监票人.
        chief: Option<DelegateId>,
    },
    /// Say who is in the chair.
    NameChair {
        /// Who.
        chair: Chairperson,
    },
}
