//! The sitting: the one aggregate of the domain. `decide` may refuse and never changes anything;
//! `apply` changes and never refuses; `reenact` asks `decide` again about what a record claims.

mod agenda;
mod apply;
mod apply_rooms;
mod attendance;
mod count;
mod decide;
mod draw;
mod due;
mod election;
mod finished;
mod follow_up;
mod groups;
mod keys;
mod manual;
mod officers;
mod open;
mod people;
mod proxies;
mod reenact;
mod roll;
mod rooms;
mod split;
mod vote;
mod weights;

use std::collections::BTreeMap;

use crate::crypto::hash::Hash;
use crate::crypto::sign::{Signature, VerifyKey};
use crate::domain::ballot::{Ballot, Phase, Stamp};
use crate::domain::draw::Draw;
use crate::domain::event::{Event, SittingHead};
use crate::domain::ids::{BallotId, CastId, DrawId};
use crate::domain::officers::Officers;
use crate::domain::refusal::Refusal;
use crate::domain::roster::Roster;
use crate::domain::text::Text;

pub use follow_up::FollowUp;
pub use proxies::Attendance;
pub use reenact::Unlawful;

/// Most ballots in one sitting.
pub const BALLOTS_MAX: usize = 1_000;

/// State of one sitting, a fold of its record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sitting {
    head: Option<SittingHead>,
    roster: Roster,
    ballots: BTreeMap<BallotId, Ballot>,
    /// The ballot the hall is looking at: the one opened last, polls beside it left out.
    stage: Option<BallotId>,
    /// Stamp of the last record applied.
    last: Option<Stamp>,
    /// The key that signs checkpoints now.
    signing_key: Option<VerifyKey>,
    /// The last checkpoint.
    checkpoint: Option<Checkpointed>,
    /// Since the chair opened the sitting.
    opened: Option<SittingOpen>,
    /// Draws, those that another one has taken the place of among them.
    draws: BTreeMap<DrawId, Draw>,
    /// Hash of every version of a document that a draft has ever pinned, by title and version.
    documents: BTreeMap<(Text, Text), Hash>,
    /// Chair and scrutineers as persons.
    officers: Officers,
}

/// The sitting since its opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SittingOpen {
    /// Stamp of the opening.
    pub opened: Stamp,
    /// Since when there is no quorum; none while it is met.
    pub quorum_lost: Option<Stamp>,
}

/// A checkpoint as it stands in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpointed {
    /// Records covered.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Hash,
    /// Who signed.
    pub key: VerifyKey,
    /// Over the body of the checkpoint.
    pub signature: Signature,
    /// Where the record has it.
    pub stamp: Stamp,
}

/// What a command leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// At most one event; none for a repeated act.
    pub event: Option<Event>,
    /// What to answer once the event is committed.
    pub answer: Answer,
}

/// Answer to the one who asked, given after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Carried out.
    Done,
    /// A vote is in the record; look its stamp up by `cast_id` after applying.
    Recorded {
        /// In which ballot.
        ballot: BallotId,
        /// Which act.
        cast_id: CastId,
    },
    /// Not counted, and the record says so.
    Refused(Refusal),
}

impl Sitting {
    /// Name and quorum; none before the first record.
    #[must_use]
    pub fn head(&self) -> Option<&SittingHead> {
        self.head.as_ref()
    }

    /// Roster and attendance.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// One ballot.
    #[must_use]
    pub fn ballot(&self, id: BallotId) -> Option<&Ballot> {
        self.ballots.get(&id)
    }

    /// All ballots in agenda order: number, then round.
    #[must_use]
    pub fn agenda(&self) -> Vec<&Ballot> {
        let mut agenda: Vec<_> = self.ballots.values().collect();
        agenda.sort_by_key(|ballot| (ballot.sheet.number, ballot.sheet.round, ballot.id));
        agenda
    }

    /// The ballot opened last.
    #[must_use]
    pub fn stage(&self) -> Option<&Ballot> {
        self.stage.and_then(|id| self.ballots.get(&id))
    }

    /// The ballot of the hall that is open or suspended; at most one. A poll that runs beside it is
    /// none: see [`Sitting::all_running`].
    #[must_use]
    pub fn running(&self) -> Option<&Ballot> {
        self.all_running().find(|ballot| !ballot.sheet.rules.background)
    }

    /// Every ballot that is open or suspended: that of the hall and polls beside it.
    pub fn all_running(&self) -> impl Iterator<Item = &Ballot> {
        self.ballots.values().filter(|ballot| ballot.phase.is_running())
    }

    /// The opening of the sitting; none before it, or where the chair does without.
    #[must_use]
    pub fn opened(&self) -> Option<&SittingOpen> {
        self.opened.as_ref()
    }

    /// Chair and scrutineers as persons, now.
    #[must_use]
    pub fn officers(&self) -> &Officers {
        &self.officers
    }

    /// Stamp of the last record applied.
    #[must_use]
    pub fn last(&self) -> Option<Stamp> {
        self.last
    }

    /// The key that signs checkpoints now; none before the first.
    #[must_use]
    pub fn signing_key(&self) -> Option<VerifyKey> {
        self.signing_key
    }

    /// The last checkpoint; none before the first.
    #[must_use]
    pub fn checkpointed(&self) -> Option<&Checkpointed> {
        self.checkpoint.as_ref()
    }

    /// Whether any ballot has been opened yet: sign-ins after that are late ones.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.stage.is_some()
    }

    fn find(&self, id: BallotId) -> Result<&Ballot, Refusal> {
        self.ballots.get(&id).ok_or(Refusal::BallotUnknown)
    }

    fn phase_mut(&mut self, id: BallotId) -> &mut Phase {
        &mut self.ballots.get_mut(&id).expect("decided on this ballot").phase
    }
}

impl Decision {
    fn event(event: Event) -> Self {
        Self { event: Some(event), answer: Answer::Done }
    }
}
