//! What is asked for: one enum per role, so that a delegate's socket cannot spell "close".

pub mod draw;
pub mod election;
pub mod manual;
pub mod people;
pub mod rooms;
pub mod weights;

use crate::crypto::envelope::{Envelope, SealPublicKey};
use crate::crypto::hash::Hash;
use crate::crypto::sign::{Signature, VerifyKey};
use crate::domain::command::draw::DrawCommand;
use crate::domain::command::election::{ChairElection, ScrutineerElection, SystemElection};
use crate::domain::command::rooms::{RoomsChair, RoomsDelegate, RoomsDesk, RoomsSystem};
use crate::domain::command::weights::{MandateCommand, WeightsCommand};
use crate::domain::event::{Role, SittingHead};
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::paper::RawPaper;
use crate::domain::roster::Person;
use crate::domain::seal::OpenedBox;
use crate::domain::sheet::Sheet;
use crate::domain::text::Text;

/// A command with the role that gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// From a delegate's or attendee's own device; the id comes from the token.
    Delegate(DelegateId, DelegateCommand),
    /// From the chair.
    Chair(ChairCommand),
    /// From the desk.
    Desk(DeskCommand),
    /// From a scrutineer.
    Scrutineer(ScrutineerCommand),
    /// From the engine itself.
    System(SystemCommand),
}

/// What a delegate may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DelegateCommand {
    /// About where he or she is.
    Rooms(RoomsDelegate),
    /// 签到.
    CheckIn,
    /// Vote, or change the vote.
    Cast {
        /// In which ballot.
        ballot: BallotId,
        /// Id of the act, made by the client.
        cast_id: CastId,
        /// The paper as filled.
        paper: RawPaper,
    },
    /// Vote in a secret ballot, or change the vote. That the envelope opens to a paper of the form
    /// is checked by whoever holds the key, besides the rules here.
    CastSealed {
        /// In which ballot.
        ballot: BallotId,
        /// Id of the act, made by the client.
        cast_id: CastId,
        /// Which revision the envelope was sealed as; the next one.
        revision: u32,
        /// The sealed paper.
        envelope: Envelope,
    },
    /// About proxies: as a holder, or about the own one.
    Mandate(MandateCommand),
    /// About the own person.
    People(people::DelegatePeople),
}

/// What the chair may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChairCommand {
    /// About the sitting's opening, its rooms, and people who are waited for.
    Rooms(RoomsChair),
    /// Open; `duration_s` none: the rule's own, 0: no deadline.
    Open {
        /// Which.
        ballot: BallotId,
        /// Seconds.
        duration_s: Option<u32>,
    },
    /// Open a secret ballot, with the key that the vault has made for it.
    OpenSealed {
        /// Which.
        ballot: BallotId,
        /// Seconds.
        duration_s: Option<u32>,
        /// Papers are sealed to it.
        key: SealPublicKey,
    },
    /// Announce the end in so many seconds.
    LastCall {
        /// Which.
        ballot: BallotId,
        /// Seconds.
        seconds: u32,
    },
    /// Move the deadline.
    Extend {
        /// Which.
        ballot: BallotId,
        /// Seconds.
        seconds: u32,
    },
    /// Stop taking votes for now.
    Suspend {
        /// Which.
        ballot: BallotId,
        /// Why; may be empty.
        reason: Text,
    },
    /// Go on.
    Resume {
        /// Which.
        ballot: BallotId,
    },
    /// Make the cut.
    Close {
        /// Which.
        ballot: BallotId,
    },
    /// Make the result official.
    Declare {
        /// Which.
        ballot: BallotId,
    },
    /// Take all effect from it.
    Void {
        /// Which.
        ballot: BallotId,
        /// Why; must not be empty.
        reason: Text,
    },
    /// Places that a count leaves open.
    Election(ChairElection),
    /// About persons.
    People(people::ChairPeople),
    /// Hands and papers.
    Manual(manual::ManualChair),
}

/// What the desk may do. It cannot vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskCommand {
    /// About rooms and where people are.
    Rooms(RoomsDesk),
    /// Put people on the roster.
    Enrol {
        /// Who.
        people: Vec<Person>,
    },
    /// Sign a person in.
    CheckIn {
        /// Who.
        delegate: DelegateId,
    },
    /// Sign a person out.
    CheckOut {
        /// Who.
        delegate: DelegateId,
    },
    /// Mark or unmark leave.
    SetLeave {
        /// Who.
        delegate: DelegateId,
        /// On leave or not.
        on_leave: bool,
    },
    /// Weights and proxies.
    Weights(WeightsCommand),
    /// Draft a ballot, or replace a draft.
    Draft {
        /// Which.
        ballot: BallotId,
        /// Paper and rules.
        sheet: Box<Sheet>,
    },
    /// Mark it ready.
    Ready {
        /// Which.
        ballot: BallotId,
    },
    /// Back to draft.
    Unready {
        /// Which.
        ballot: BallotId,
    },
    /// Withdraw it before opening.
    Cancel {
        /// Which.
        ballot: BallotId,
        /// Why; must not be empty.
        reason: Text,
    },
    /// 随机抽取.
    Draw(DrawCommand),
    /// About persons.
    People(people::DeskPeople),
    /// Hands and papers.
    Manual(manual::ManualDesk),
}

/// What a scrutineer may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScrutineerCommand {
    /// Confirm the count.
    Certify {
        /// Which.
        ballot: BallotId,
    },
    /// Names written in.
    Election(ScrutineerElection),
    /// Hands and papers.
    Manual(manual::ManualScrutineer),
}

/// What the engine does by itself, each only when the state asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SystemCommand {
    /// About the quorum and growing polls.
    Rooms(RoomsSystem),
    /// Begin the record.
    Create {
        /// What it is called.
        head: SittingHead,
    },
    /// Time is up.
    CloseDue {
        /// Which.
        ballot: BallotId,
    },
    /// Everybody has voted.
    CloseAllVoted {
        /// Which.
        ballot: BallotId,
    },
    /// Members left and the quorum with them.
    SuspendForQuorum {
        /// Which.
        ballot: BallotId,
    },
    /// The server came back and found an open ballot.
    SuspendAfterRestart {
        /// Which.
        ballot: BallotId,
    },
    /// Count a closed ballot.
    Count {
        /// Which.
        ballot: BallotId,
    },
    /// Count a closed secret ballot, whose box was emptied by whoever holds the key.
    CountOpened {
        /// Which.
        ballot: BallotId,
        /// What was in it.
        opened: Box<OpenedBox>,
    },
    /// More papers came back than went out.
    VoidOverReturn {
        /// Which.
        ballot: BallotId,
    },
    /// The key was destroyed.
    DestroyKey {
        /// Which.
        ballot: BallotId,
    },
    /// The key is not there any more.
    LoseKey {
        /// Which.
        ballot: BallotId,
    },
    /// Set the key that signs checkpoints.
    SetSigningKey {
        /// The key.
        key: VerifyKey,
        /// Signature of the one before; none for the first.
        by_previous: Option<Signature>,
        /// Signature of the new one.
        by_key: Signature,
    },
    /// Sign the record so far.
    Checkpoint {
        /// Merkle root over every record so far.
        root: Hash,
        /// Which key signed.
        key: VerifyKey,
        /// Over the body of the checkpoint.
        signature: Signature,
    },
    /// Names written in.
    Election(SystemElection),
}

impl Command {
    /// The role that stands in the record.
    #[must_use]
    pub fn role(&self) -> Role {
        match self {
            Self::Delegate(..) => Role::Delegate,
            Self::Chair(_) => Role::Chair,
            Self::Desk(_) => Role::Operator,
            Self::Scrutineer(_) => Role::Scrutineer,
            Self::System(_) => Role::System,
        }
    }
}
