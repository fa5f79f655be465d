//! What happens between the cut of a ballot and its declaration, besides the count.

use serde::{Deserialize, Serialize};

use crate::domain::ids::BallotId;
use crate::domain::outcome::places::DecidedBy;
use crate::domain::text::{Key, Text};
use crate::domain::write_ins::{ReadName, Ruling};

/// Names that stand on the valid papers, ascending, each once. Which of them stood together on one
/// paper is not told. Without a name there is no such event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteInsRead {
    /// Which ballot.
    pub ballot: BallotId,
    /// At least one.
    pub names: Vec<ReadName>,
}

/// A ruling for every name that is not the title of exactly one listed candidate, ascending by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteInsRuled {
    /// Which ballot.
    pub ballot: BallotId,
    /// What each name stands for.
    pub rulings: Vec<Ruling>,
}

/// Who of the tied are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TieDecided {
    /// Which ballot.
    pub ballot: BallotId,
    /// As many of the tied as there are places for them, in the order of the outcome.
    pub items: Vec<Key>,
    /// By whom.
    pub by: DecidedBy,
    /// Why; never empty where the chair decides, always where the lot does.
    pub reason: Text,
    /// What was called out in the hall for the lot; none where the chair decides.
    pub seed: Option<Text>,
}

/// A withdrawal after the close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemWithdrawn {
    /// Which ballot.
    pub ballot: BallotId,
    /// Candidate or project, as in the outcome.
    pub item: Key,
    /// Why; never empty.
    pub reason: Text,
}
