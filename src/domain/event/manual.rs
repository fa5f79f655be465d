//! Records of what people count and enter by hand.

use serde::{Deserialize, Serialize};

use crate::domain::count::Count;
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::manual::{Difference, Entry, Figures};
use crate::domain::sheet::Sheet;
use crate::domain::text::Text;

/// A person and a ballot: a paper handed out, one given back unused, help with voting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfPerson {
    /// Which ballot.
    pub ballot: BallotId,
    /// Whose.
    pub delegate: DelegateId,
}

/// A vote of a tablet without effect from here on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoteAnnulled {
    /// Which ballot.
    pub ballot: BallotId,
    /// Whose.
    pub delegate: DelegateId,
    /// The act that counted until now.
    pub cast_id: CastId,
}

/// 发出, before the papers are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueReported {
    /// Which ballot.
    pub ballot: BallotId,
    /// Papers handed out.
    pub issued: u32,
}

/// Why papers and voters are not the same number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DifferenceExplained {
    /// Which ballot.
    pub ballot: BallotId,
    /// Which difference.
    pub about: Difference,
    /// Why.
    pub text: Text,
}

/// Figures as one person entered them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresEntered {
    /// Which ballot.
    pub ballot: BallotId,
    /// What was typed in.
    pub entry: Entry,
}

/// Other figures for a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionProposed {
    /// Which ballot.
    pub ballot: BallotId,
    /// All of them anew.
    pub figures: Figures,
    /// Why.
    pub reason: Text,
}

/// The count with other figures; the one before stays where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountCorrected {
    /// Which ballot.
    pub ballot: BallotId,
    /// The figures as the scrutineer entered them.
    pub figures: Figures,
    /// The count that follows.
    pub count: Box<Count>,
}

/// What was said aloud, and what it should have been.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclarationNoted {
    /// Which ballot.
    pub ballot: BallotId,
    /// In words.
    pub text: Text,
}

/// The tablets failed: the question goes to another ballot, by hands or on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CastingChanged {
    /// Which ballot ends: void where it was open, else withdrawn.
    pub ballot: BallotId,
    /// Which one takes its place, ready to be opened.
    pub to_ballot: BallotId,
    /// Why.
    pub reason: Text,
    /// Paper and rules of the other.
    pub sheet: Box<Sheet>,
}
