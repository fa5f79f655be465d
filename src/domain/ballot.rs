//! A ballot and its phases. Each phase holds only what exists in it.
//!
//! ```text
//! draft ⇄ ready → open ⇄ suspended
//!                  └→ closed → counted → certified → declared
//!                              counted → declared          (no certification asked for)
//! counted, certified, declared → counted       (a count of people corrected)
//! draft, ready → cancelled
//! open, suspended, closed, counted, certified, declared → voided
//! ```

mod attending;
mod phase;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::crypto::envelope::Envelope;
use crate::domain::casting::Casting;
use crate::domain::count::{Count, Turnout};
use crate::domain::event::{CloseCause, SuspendCause, VoidCause};
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::manual::Manual;
use crate::domain::officers::Officers;
use crate::domain::paper::excused::{Excused, NOBODY};
use crate::domain::paper::{Paper, PaperForm, count};
use crate::domain::proxy::Mandates;
use crate::domain::recusal::{ItemRecused, Recusal};
use crate::domain::roll_call::RollCall;
use crate::domain::seal::{EnvelopeCut, Opened, PollSeal};
use crate::domain::settled::Settled;
use crate::domain::sheet::Sheet;
use crate::domain::tally::Tally;
use crate::domain::text::Text;
use crate::domain::weight::Weighing;

pub use self::attending::{Attending, RoomLife};

/// Most recorded revisions of one person's vote in one ballot.
pub const REVISIONS_MAX: usize = 100;

/// Where in the record something stands. `hash` is opaque here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Sequence number in the sitting's record, from 0.
    pub seq: u64,
    /// UTC milliseconds.
    pub at_ms: u64,
    /// SHA-256 of the record.
    pub hash: [u8; 32],
}

/// One ballot of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Its id.
    pub id: BallotId,
    /// Paper and rules; replaced only while a draft.
    pub sheet: Arc<Sheet>,
    /// Where it is in its life.
    pub phase: Phase,
    /// Persons whose late vote was refused and noted, once each.
    pub late: BTreeSet<DelegateId>,
    /// What was settled after the cut.
    pub settled: Settled,
    /// An amendment to it was adopted since it was drafted.
    pub amended: bool,
    /// Declared before the opening; from then on those of the poll count.
    pub recusals: BTreeMap<DelegateId, Recusal>,
}

/// Phase of a ballot, with what exists in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// May be edited.
    Draft,
    /// Checked by the desk, may be opened.
    Ready,
    /// Votes are taken.
    Open(Box<Poll>),
    /// Votes are kept, none are taken.
    Suspended(Box<Poll>, Suspension),
    /// The cut is made.
    Closed(Box<Poll>, Closing),
    /// Counted, known to chair and scrutineers.
    Counted(Box<Poll>, Closing, Box<Counting>),
    /// Certified by a scrutineer.
    Certified(Box<Poll>, Closing, Box<Counting>),
    /// Declared by the chair: official.
    Declared(Box<Poll>, Closing, Box<Counting>),
    /// Withdrawn before it was opened.
    Cancelled {
        /// Why.
        reason: Text,
    },
    /// Without effect, kept whole.
    Voided {
        /// Who or what.
        cause: VoidCause,
        /// Why.
        reason: Text,
        /// What had been cast.
        poll: Box<Poll>,
    },
}

/// The ballot box and what froze at opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Stamp of the opening.
    pub opened: Stamp,
    /// 全体代表 at opening.
    pub members: u32,
    /// Members present at opening, in person or represented.
    pub present_at_open: u32,
    /// Of those, members present through the holder of their proxy alone.
    pub represented: u32,
    /// Persons who may vote, ascending.
    pub electorate: Arc<[DelegateId]>,
    /// Of those, everybody who was in the room, or represented, at any time since opening.
    pub been_present: BTreeSet<DelegateId>,
    /// When it closes by itself, UTC ms.
    pub deadline_ms: Option<u64>,
    /// A last call has been announced.
    pub last_call: bool,
    /// Votes by person; the last revision counts.
    pub votes: BTreeMap<DelegateId, Vote>,
    /// Running figures, equal to a recount of `votes` at any time; zero in a secret ballot.
    pub tally: Tally,
    /// What papers are sealed with; none for a recorded ballot.
    pub seal: Option<PollSeal>,
    /// What each vote counts; none where each counts one.
    pub weighing: Option<Weighing>,
    /// Who casts for whom; nobody where the rule has no proxies.
    pub mandates: Mandates,
    /// Quorum, rooms, and who is about to join.
    pub attending: Attending,
    /// How votes are given.
    pub casting: Casting,
    /// What people did and counted by hand.
    pub manual: Manual,
    /// Who is recused, and from what.
    pub recused: BTreeMap<DelegateId, Recusal>,
    /// Members recused from each row or option; empty while nobody is.
    pub item_recused: Vec<ItemRecused>,
    /// Who came in after the opening for the first time.
    pub came_later: BTreeSet<DelegateId>,
    /// Whose turn it is, in a roll call.
    pub roll: Option<RollCall>,
    /// Who is in the chair and who are the scrutineers.
    pub officers: Officers,
}

/// What a recorded vote holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The paper, in a recorded ballot.
    Paper(Paper),
    /// The envelope, in a secret one.
    Sealed(Envelope),
}

/// One person's vote with its revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// What counts.
    pub content: Content,
    /// The holder of the proxy who cast it; none: the person himself or herself.
    pub by: Option<DelegateId>,
    /// Every accepted act, oldest first, at most [`REVISIONS_MAX`].
    pub casts: Vec<(CastId, Stamp)>,
    /// Acts of the same person that were annulled before the first of these.
    pub before: u32,
}

/// Why and when it was suspended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    /// Who or what.
    pub cause: SuspendCause,
    /// Words of the chair, may be empty.
    pub reason: Text,
    /// UTC ms.
    pub at_ms: u64,
    /// Time left, ms; none without a deadline.
    pub remaining_ms: Option<u64>,
}

/// The cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Stamp of the closing record.
    pub closed: Stamp,
    /// Who or what.
    pub cause: CloseCause,
    /// Figures at the cut.
    pub turnout: Turnout,
    /// The envelopes that count; none for a recorded ballot.
    pub envelopes: Option<EnvelopeCut>,
}

/// The count and where it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting {
    /// Stamp of the counting record.
    pub counted: Stamp,
    /// The count.
    pub count: Count,
    /// What was in the envelopes; none for a recorded ballot.
    pub opened: Option<Opened>,
}

impl Vote {
    /// Stamp of the revision that counts.
    #[must_use]
    pub fn last(&self) -> (CastId, Stamp) {
        *self.casts.last().expect("a vote has at least one cast")
    }

    /// Revision that counts, from 1.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.before + count(self.casts.len())
    }

    /// Revision number of a cast, from 1.
    #[must_use]
    pub fn revision_of(&self, cast: CastId) -> Option<(u32, Stamp)> {
        let place = self.casts.iter().position(|(id, _)| *id == cast)?;
        Some((self.before + count(place + 1), self.casts[place].1))
    }
}

impl Poll {
    /// Whether the person is in the frozen electorate, and not recused from the ballot since.
    #[must_use]
    pub fn admits(&self, delegate: DelegateId) -> bool {
        self.froze(delegate) && !self.is_recused(delegate)
    }

    /// Whether the person was in the electorate at the opening.
    #[must_use]
    pub fn froze(&self, delegate: DelegateId) -> bool {
        self.electorate.binary_search(&delegate).is_ok()
    }

    /// Whether the person is recused from the whole ballot.
    #[must_use]
    pub fn is_recused(&self, delegate: DelegateId) -> bool {
        self.recused.get(&delegate).is_some_and(|recusal| recusal.whole)
    }

    /// The rows or options that the person takes no part in.
    #[must_use]
    pub fn excused(&self, delegate: DelegateId) -> &Excused {
        self.recused.get(&delegate).map_or(&NOBODY, |recusal| &recusal.items)
    }

    /// How many of the electorate at the opening may still vote or have voted.
    #[must_use]
    pub fn electorate_now(&self) -> u32 {
        let gone = self.recused.keys().filter(|id| self.froze(**id) && self.is_recused(**id));
        count(self.electorate.len() - gone.count())
    }

    /// The person's vote goes, if there is one; its acts stay known.
    pub(super) fn take_out(&mut self, form: &PaperForm, delegate: DelegateId) {
        let Some(vote) = self.votes.remove(&delegate) else {
            return;
        };
        if let Content::Paper(paper) = &vote.content {
            let excused = self.excused(delegate).clone();
            self.tally.unexcuse(form, &excused, 1);
            self.tally.take(form, paper, 1);
        }
        self.manual.annulled.entry(delegate).or_default().extend(vote.casts);
    }

    /// Whether the deadline has come.
    #[must_use]
    pub fn due(&self, at_ms: u64) -> bool {
        self.deadline_ms.is_some_and(|deadline| at_ms >= deadline)
    }

    /// 已表决.
    #[must_use]
    pub fn voted(&self) -> u32 {
        count(self.votes.len())
    }
}
