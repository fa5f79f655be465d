//! Commands between the cut of a ballot and its declaration.

use crate::domain::ids::BallotId;
use crate::domain::sheet::LinkWhy;
use crate::domain::text::{Key, Text};
use crate::domain::write_ins::{ReadName, Ruling};

/// What the chair may do about places that a count leaves open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChairElection {
    /// Say who of the tied are in.
    DecideTie {
        /// Which.
        ballot: BallotId,
        /// As many of the tied as there are places for them.
        items: Vec<Key>,
        /// Why; must not be empty.
        reason: Text,
    },
    /// Let the lot say it.
    DrawLot {
        /// Which.
        ballot: BallotId,
        /// What was called out in the hall; must not be empty.
        seed: Text,
    },
    /// Note that somebody withdrew after the close.
    Withdraw {
        /// Which.
        ballot: BallotId,
        /// Candidate or project.
        item: Key,
        /// Why; must not be empty.
        reason: Text,
    },
    /// Draft the ballot that follows from an outcome.
    FollowUp {
        /// Id of the new ballot.
        ballot: BallotId,
        /// The counted ballot.
        of: BallotId,
        /// Which kind of ballot.
        why: LinkWhy,
    },
}

/// What the chief scrutineer may do about names written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScrutineerElection {
    /// Rule on every name.
    RuleWriteIns {
        /// Which.
        ballot: BallotId,
        /// In any order.
        rulings: Vec<Ruling>,
    },
}

/// What the engine does about names written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemElection {
    /// Read the names.
    ReadWriteIns {
        /// Which.
        ballot: BallotId,
        /// Of a secret ballot, as read by whoever holds the key.
        names: Option<Vec<ReadName>>,
    },
}
