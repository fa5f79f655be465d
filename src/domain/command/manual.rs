//! What is asked for around figures that people count.

use crate::domain::casting::Casting;
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::manual::{Difference, Entry, Figures};
use crate::domain::text::Text;

/// What the desk does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManualDesk {
    /// Hand a person a paper.
    IssuePaper {
        /// Which ballot.
        ballot: BallotId,
        /// To whom.
        delegate: DelegateId,
    },
    /// Take an unused paper back.
    TakeBackPaper {
        /// Which ballot.
        ballot: BallotId,
        /// From whom.
        delegate: DelegateId,
    },
    /// Take all effect from the vote of a tablet, before its owner is given a paper.
    AnnulVote {
        /// Which ballot.
        ballot: BallotId,
        /// Whose.
        delegate: DelegateId,
    },
    /// Report how many papers went out.
    ReportIssued {
        /// Which ballot.
        ballot: BallotId,
        /// 发出.
        issued: u32,
    },
    /// Enter figures, the first time.
    Enter {
        /// Which ballot.
        ballot: BallotId,
        /// What was counted.
        entry: Box<Entry>,
    },
    /// Propose other figures for a count.
    Propose {
        /// Which ballot.
        ballot: BallotId,
        /// All of them anew.
        figures: Box<Figures>,
        /// Why; must not be empty.
        reason: Text,
    },
    /// Note what was said aloud.
    NoteDeclaration {
        /// Which ballot.
        ballot: BallotId,
        /// In words; must not be empty.
        text: Text,
    },
    /// Note that a person was helped to vote.
    NoteAssistance {
        /// Which ballot.
        ballot: BallotId,
        /// Who.
        delegate: DelegateId,
    },
}

/// What a scrutineer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManualScrutineer {
    /// Enter the same figures, without having seen the first entry.
    Confirm {
        /// Which ballot.
        ballot: BallotId,
        /// What was counted.
        entry: Box<Entry>,
    },
    /// Enter the same figures as the proposed correction.
    Correct {
        /// Which ballot.
        ballot: BallotId,
        /// All of them.
        figures: Box<Figures>,
    },
}

/// What the chair does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManualChair {
    /// Say why papers and voters are not the same number.
    Explain {
        /// Which ballot.
        ballot: BallotId,
        /// Which difference.
        about: Difference,
        /// Why; must not be empty.
        text: Text,
    },
    /// Put the same question by hands or on paper.
    ChangeCasting {
        /// Which ballot ends.
        ballot: BallotId,
        /// Id of the one that takes its place.
        to_ballot: BallotId,
        /// How.
        casting: Casting,
        /// Why; must not be empty.
        reason: Text,
    },
}
