//! What happened. Events are the record: they are stored, replayed, verified, and nothing else is.

mod about;
mod causes;
pub mod draw;
pub mod election;
pub mod manual;
pub mod people;
pub mod rooms;
pub mod weights;

use serde::{Deserialize, Serialize};

use crate::crypto::envelope::Envelope;
use crate::crypto::hash::Hash;
use crate::crypto::sign::{Signature, VerifyKey};
use crate::domain::count::{Count, Turnout};
use crate::domain::event::draw::{DrawCommitted, DrawMade, DrawReplaced};
use crate::domain::event::election::{ItemWithdrawn, TieDecided, WriteInsRead, WriteInsRuled};
use crate::domain::event::rooms::{
    ElectorateGrowth, PersonMove, QuorumMark, RoomAct, RoomsSet, SittingOpening,
};
use crate::domain::event::weights::{ProxyEnded, ProxyGiven, SplitCast, WeightSet};
use crate::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use crate::domain::paper::Paper;
use crate::domain::proxy::Mandate;
use crate::domain::recusal::OpeningRecusal;
use crate::domain::roster::{CheckInBy, Person, Via, VideoAttendance};
use crate::domain::seal::{EnvelopeCut, Opened, Seal};
use crate::domain::sheet::Sheet;
use crate::domain::text::Text;
use crate::domain::threshold::Quorum;

pub use self::causes::{CloseCause, SuspendCause, VoidCause};

/// What a sitting is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SittingHead {
    /// Its id.
    pub id: SittingId,
    /// The assembly (tenant) that owns it.
    pub assembly: Text,
    /// 会议名称.
    pub title: Text,
    /// 会议场次.
    pub name: Text,
    /// 地点.
    pub venue: Text,
    /// 演练: never a result.
    pub rehearsal: bool,
    /// Quorum of the sitting itself.
    pub quorum: Quorum,
    /// Whether people may attend by video.
    pub video: VideoAttendance,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 代表, for acts about himself or herself.
    Delegate,
    /// 主持人.
    Chair,
    /// 操作员.
    Operator,
    /// 监票人.
    Scrutineer,
    /// The engine: deadlines, counting, recovery.
    System,
}

/// One thing that happened in a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Always the first record.
    SittingCreated {
        /// What it is called.
        head: SittingHead,
    },
    /// People were put on the roster.
    PeopleEnrolled {
        /// Who.
        people: Vec<Person>,
    },
    /// 签到, 补签到.
    CheckedIn {
        /// Who.
        delegate: DelegateId,
        /// On the own device or at the desk.
        by: CheckInBy,
        /// In the hall or by video.
        via: Via,
    },
    /// 签退, 中途退场.
    CheckedOut {
        /// Who.
        delegate: DelegateId,
    },
    /// 请假, or taken back.
    LeaveSet {
        /// Who.
        delegate: DelegateId,
        /// On leave or not.
        on_leave: bool,
    },
    /// 票权 of one person.
    WeightSet(WeightSet),
    /// 委托.
    ProxyGiven(ProxyGiven),
    /// 委托终止.
    ProxyEnded(ProxyEnded),
    /// A ballot was drafted, or a draft replaced.
    BallotDrafted {
        /// Which.
        ballot: BallotId,
        /// Paper and rules.
        sheet: Box<Sheet>,
    },
    /// The desk found it in order.
    BallotReadied {
        /// Which.
        ballot: BallotId,
    },
    /// Back to draft.
    BallotUnreadied {
        /// Which.
        ballot: BallotId,
    },
    /// Withdrawn before opening.
    BallotCancelled {
        /// Which.
        ballot: BallotId,
        /// Why.
        reason: Text,
    },
    /// 现在付表决.
    BallotOpened {
        /// Which.
        ballot: BallotId,
        /// 全体代表.
        members: u32,
        /// Members present, in person or represented.
        present: u32,
        /// Of those, members present through the holder of their proxy alone.
        represented: u32,
        /// Frozen electorate, ascending.
        electorate: Vec<DelegateId>,
        /// Weights of the electorate, in its order, in units of 10^-decimals of the rule; none
        /// without weights.
        weights: Option<Vec<u64>>,
        /// Frozen proxies, ascending by principal; none where the rule has no proxies.
        proxies: Option<Vec<Mandate>>,
        /// When it closes by itself, UTC ms.
        deadline_ms: Option<u64>,
        /// What papers are sealed with; none for a recorded ballot.
        seal: Option<Seal>,
        /// Everybody recused at the opening, ascending.
        recused: Vec<OpeningRecusal>,
        /// The electorate in calling order; none without roll call.
        roll: Option<Vec<DelegateId>>,
    },
    /// 回避, declared.
    Recused(people::Recused),
    /// 回避, taken back before the opening.
    RecusalWithdrawn(people::RecusalWithdrawn),
    /// 监票人.
    ScrutineersNamed(people::ScrutineersNamed),
    /// 主持人.
    ChairNamed(people::ChairNamed),
    /// 主持人 changed.
    ChairHandedOver(people::ChairHandedOver),
    /// Called in a roll call, and no answer.
    RollPassed(people::RollPassed),
    /// One vote, or one change of a vote.
    VoteCast {
        /// Which ballot.
        ballot: BallotId,
        /// Whose vote it is.
        delegate: DelegateId,
        /// The holder of the proxy who cast it; none: the person himself or herself.
        by: Option<DelegateId>,
        /// Id of the act.
        cast_id: CastId,
        /// 1 for the first.
        revision: u32,
        /// The paper.
        paper: Paper,
    },
    /// One act of a holder for every mandate held.
    SplitCast(SplitCast),
    /// One vote of a secret ballot, or one change of it, sealed.
    EnvelopeCast {
        /// Which ballot.
        ballot: BallotId,
        /// Whose.
        delegate: DelegateId,
        /// Id of the act.
        cast_id: CastId,
        /// 1 for the first; inside the seal too.
        revision: u32,
        /// The sealed paper.
        envelope: Envelope,
    },
    /// A vote that came after the cut: noted once per person, never counted.
    LateVoteRefused {
        /// Which ballot.
        ballot: BallotId,
        /// Whose.
        delegate: DelegateId,
        /// Id of the act.
        cast_id: CastId,
    },
    /// 最后提醒.
    LastCallMade {
        /// Which.
        ballot: BallotId,
        /// When it closes, UTC ms.
        deadline_ms: u64,
    },
    /// 延长.
    BallotExtended {
        /// Which.
        ballot: BallotId,
        /// When it closes now, UTC ms.
        deadline_ms: u64,
    },
    /// 暂停.
    BallotSuspended {
        /// Which.
        ballot: BallotId,
        /// Why.
        cause: SuspendCause,
        /// Words of the chair, may be empty.
        reason: Text,
        /// Time left.
        remaining_ms: Option<u64>,
    },
    /// 恢复.
    BallotResumed {
        /// Which.
        ballot: BallotId,
        /// When it closes now, UTC ms.
        deadline_ms: Option<u64>,
    },
    /// The cut: every vote before this record counts, none after it.
    BallotClosed {
        /// Which.
        ballot: BallotId,
        /// Why.
        cause: CloseCause,
        /// Figures at the cut.
        turnout: Turnout,
        /// The envelopes that count; none for a recorded ballot.
        envelopes: Option<EnvelopeCut>,
    },
    /// 计票.
    BallotCounted {
        /// Which.
        ballot: BallotId,
        /// The count.
        count: Box<Count>,
        /// What was in the envelopes; none for a recorded ballot.
        opened: Option<Opened>,
    },
    /// Names written in were read off the papers.
    WriteInsRead(WriteInsRead),
    /// 总监票人 ruled on the names.
    WriteInsRuled(WriteInsRuled),
    /// A tie was decided without a vote.
    TieDecided(TieDecided),
    /// A candidate or project withdrew after the close.
    ItemWithdrawn(ItemWithdrawn),
    /// The private key of a counted or voided secret ballot does not exist any more.
    KeyDestroyed {
        /// Which.
        ballot: BallotId,
        /// SHA-256 of the public key.
        key_hash: Hash,
    },
    /// The private key was gone before the count: the ballot can only be voided.
    KeyLost {
        /// Which.
        ballot: BallotId,
        /// SHA-256 of the public key.
        key_hash: Hash,
    },
    /// 监票人确认.
    BallotCertified {
        /// Which.
        ballot: BallotId,
        /// Hash of the record of the count that is certified.
        counted: Hash,
    },
    /// 宣布结果.
    BallotDeclared {
        /// Which.
        ballot: BallotId,
        /// Hash of the record of the count that is declared.
        counted: Hash,
    },
    /// 作废.
    BallotVoided {
        /// Which.
        ballot: BallotId,
        /// Who or what.
        cause: VoidCause,
        /// Why.
        reason: Text,
    },
    /// 宣布开会.
    SittingOpened(SittingOpening),
    /// Members left, and the quorum with them.
    QuorumLost(QuorumMark),
    /// The quorum is met again.
    QuorumRegained(QuorumMark),
    /// Which rooms there are.
    RoomsSet(RoomsSet),
    /// A room of a running ballot votes.
    RoomOpened(RoomAct),
    /// A room of a running ballot has voted.
    RoomClosed(RoomAct),
    /// Another delegation, seat or room.
    PersonMoved(PersonMove),
    /// More people may answer an open poll.
    ElectorateGrown(ElectorateGrowth),
    /// A paper handed to one voter, whose tablet is refused from here on.
    PaperIssued(manual::OfPerson),
    /// The same paper, unused, back at the desk.
    PaperTakenBack(manual::OfPerson),
    /// A vote of a tablet declared null, before its owner is given a paper.
    VoteAnnulled(manual::VoteAnnulled),
    /// 发出, before the papers are filled.
    IssueReported(manual::IssueReported),
    /// Why papers and voters are not the same number.
    DifferenceExplained(manual::DifferenceExplained),
    /// Figures as the operator entered them.
    FiguresEntered(manual::FiguresEntered),
    /// The same figures as a scrutineer entered them.
    FiguresConfirmed(manual::FiguresEntered),
    /// Other figures for a count.
    CorrectionProposed(manual::CorrectionProposed),
    /// The count with other figures, as a scrutineer entered them too.
    CountCorrected(manual::CountCorrected),
    /// What was said aloud and is not what was counted.
    DeclarationNoted(manual::DeclarationNoted),
    /// A voter was helped to vote; not with what.
    AssistanceNoted(manual::OfPerson),
    /// The tablets failed: the question goes to another ballot, by hands or on paper.
    CastingChanged(manual::CastingChanged),
    /// The key that signs checkpoints from here on.
    SigningKeySet {
        /// The key.
        key: VerifyKey,
        /// The one before; none for the first.
        previous: Option<VerifyKey>,
        /// Signature of the one before over the statement of the change.
        by_previous: Option<Signature>,
        /// Signature of the new key over the same statement.
        by_key: Signature,
    },
    /// A list was frozen to be drawn from.
    DrawCommitted(Box<DrawCommitted>),
    /// 随机抽取.
    DrawMade(Box<DrawMade>),
    /// 递补.
    DrawReplaced(DrawReplaced),
    /// The server stands by the record so far: size and Merkle root, signed.
    CheckpointSigned {
        /// Records before this one.
        size: u64,
        /// RFC 6962 root over their bytes.
        root: Hash,
        /// Which key signed.
        key: VerifyKey,
        /// Over the body of the checkpoint.
        signature: Signature,
    },
}
