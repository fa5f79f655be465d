//! What a rule says no to: a stable code, and a sentence a person understands in both languages.

pub mod draw;
mod election;
mod manual;
pub mod rooms;
mod said;
mod table;
pub mod weights;

use crate::domain::manual::{Difference, FieldName};
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::refusal::rooms::RoomsRefusal;
use crate::domain::refusal::weights::MandateRefusal;
use crate::domain::sheet::SheetError;
use crate::domain::text::{Bilingual, Text};

/// Why a command was not carried out. Expected, shown to a person, never logged as an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No ballot with this id in the sitting.
    BallotUnknown,
    /// The ballot has not been opened.
    BallotNotOpen,
    /// Closed, counted, certified or declared: too late.
    BallotClosed,
    /// Suspended: not now.
    BallotSuspended,
    /// Voided.
    BallotVoided,
    /// Cancelled.
    BallotCancelled,
    /// The act does not fit the phase the ballot is in.
    WrongPhase {
        /// Chinese name of the phase.
        zh: &'static str,
        /// English name of the phase.
        en: &'static str,
    },
    /// It has already been done; nothing changed.
    AlreadyDone,
    /// Only one ballot at a time.
    AnotherBallotOpen,
    /// 未达到法定人数.
    NoQuorum {
        /// Present members.
        present: u32,
        /// Members needed.
        needed: u32,
    },
    /// Members left an open ballot, and the quorum with them.
    QuorumLost {
        /// Present members.
        present: u32,
        /// Members needed.
        needed: u32,
    },
    /// There is no place for the key of a secret ballot.
    SecretNotAvailable,
    /// The store could be changed behind the record, or nobody could prove that it was not.
    StoreNotTrusted,
    /// The key of a secret ballot is gone: it can only be voided.
    KeyLost,
    /// A paper in the clear where it must be sealed.
    EnvelopeNeeded,
    /// A sealed paper in a recorded ballot.
    EnvelopeNotAsked,
    /// An envelope of another length than every envelope of this ballot has.
    EnvelopeWrongLength,
    /// An envelope that does not open: another key, ballot, person or revision, or damaged.
    EnvelopeUnreadable,
    /// Sealed as another revision than the next one.
    RevisionStale {
        /// The next one.
        expected: u32,
    },
    /// A count that contradicts the envelopes or itself.
    CountContradicts,
    /// The scrutineers have not certified the count.
    NotCertified,
    /// This ballot needs no certification.
    CertificationNotNeeded,
    /// The ballot has no deadline to move.
    NoDeadline,
    /// Seconds out of range.
    SecondsOutOfRange,
    /// Not in the frozen electorate.
    NotInElectorate,
    /// 列席: no vote in formal ballots.
    Nonvoting,
    /// Not signed in.
    NotPresent,
    /// first_wins and a vote is recorded.
    VoteAlreadyCast,
    /// More changes than the bound.
    TooManyChanges,
    /// The same cast_id with another content.
    CastIdConflict,
    /// Marks where picks are due, or the reverse.
    PaperWrongForm,
    /// A row that is not on the paper.
    PaperUnknownRow,
    /// A grade that is not on the paper.
    PaperUnknownGrade,
    /// Rows without a grade where the rule asks for all.
    PaperIncomplete {
        /// How many.
        missing: u32,
    },
    /// More of a grade than one paper may carry.
    PaperOverQuota {
        /// Labels of the grade.
        grade: Bilingual,
        /// Allowed.
        max: u32,
        /// Given.
        given: u32,
    },
    /// Fewer of a grade than one paper must carry.
    PaperUnderQuota {
        /// Labels of the grade.
        grade: Bilingual,
        /// Asked for.
        min: u32,
        /// Given.
        given: u32,
    },
    /// The same grade for every row where the rule says no to it.
    PaperAllEqual,
    /// A score from outside the ballot that is not there or no number of its source.
    ExternalScoreMissing {
        /// Labels of the source.
        of: Bilingual,
        /// The row.
        item: Text,
    },
    /// A weighted group that nobody of the electorate is in, where the rule refuses empty groups.
    GroupEmpty {
        /// Its name.
        group: Text,
    },
    /// Somebody of the electorate is in no group that the rule has a weight for.
    GroupUnknown {
        /// Number of the first such person.
        number: Text,
    },
    /// More picks than K.
    PicksTooMany {
        /// K.
        max: u32,
        /// Given.
        given: u32,
    },
    /// Fewer picks than the rule asks for.
    PicksTooFew {
        /// Asked for.
        min: u32,
        /// Given.
        given: u32,
    },
    /// An option that is not on the paper.
    PicksUnknown,
    /// The same option twice.
    PicksRepeated,
    /// More ranks than K.
    RanksTooMany {
        /// K.
        max: u32,
        /// Given.
        given: u32,
    },
    /// Fewer ranks than the rule asks for.
    RanksTooFew {
        /// Asked for.
        min: u32,
        /// Given.
        given: u32,
    },
    /// An option that is not on the paper.
    RanksUnknown,
    /// The same option at two ranks.
    RanksRepeated,
    /// A score below the lowest or above the highest.
    ScoreOutOfRange {
        /// The row.
        item: Text,
        /// Lowest, as written.
        least: String,
        /// Highest, as written.
        most: String,
    },
    /// A score between the steps, or no number at all.
    ScoreOffStep {
        /// The row.
        item: Text,
        /// The step, as written.
        step: String,
    },
    /// An answer with too many characters.
    AnswerTooLong {
        /// Allowed.
        max: u32,
        /// Given.
        given: u32,
    },
    /// An answer with control or invisible characters.
    AnswerForbidden,
    /// 赞成 and 反对 for the same candidate.
    PicksContradict,
    /// More names written in than one paper may carry.
    WriteInsTooMany {
        /// Allowed.
        max: u32,
        /// Given.
        given: u32,
    },
    /// A name written in without a vote against anybody.
    WriteInNeedsAgainst,
    /// The same name twice.
    WriteInRepeated,
    /// A name that is empty or too long.
    WriteInName,
    /// A ruling on a name that needs none, or two on one.
    RulingNotAsked,
    /// Names without a ruling.
    RulingsMissing {
        /// How many.
        missing: u32,
    },
    /// A person with the name of a listed candidate is to be ruled as that candidate.
    RulingListed,
    /// Nobody is tied, or no longer.
    TieNone,
    /// Not exactly as many of the tied as there are places.
    TieItems {
        /// Places.
        places: u32,
    },
    /// The rule of the ballot lets nobody decide a tie this way.
    TieRuleOther,
    /// A name written in is that of somebody elected.
    RulingElected,
    /// A run-off for this tie is on the agenda: it decides, unless it is cancelled.
    RunOffPrepared,
    /// The rule asks for a decision before the declaration.
    TieUndecided,
    /// Nothing was called out for the lot.
    SeedMissing,
    /// The outcome asks for no such ballot.
    FollowUpNone,
    /// The count that this ballot follows from is void.
    LinkVoided,
    /// Papers that are published would be too long together for one record.
    PapersTooLong,
    /// No person with this id on the roster.
    DelegateUnknown,
    /// Already signed in.
    AlreadyPresent,
    /// A number that is on the roster already.
    NumberTaken {
        /// The number.
        number: Text,
    },
    /// 全体代表 never changes during a formal ballot.
    RosterFrozen,
    /// More people than a roster holds.
    RosterFull,
    /// A reason must be given.
    ReasonMissing,
    /// Form and rules do not fit each other.
    SheetInvalid {
        /// Which part.
        detail: SheetError,
    },
    /// The sitting exists already.
    SittingExists,
    /// The sitting has not been created.
    SittingUnknown,
    /// A vote on a tablet in a show of hands.
    ByHands,
    /// A vote on a tablet in a paper ballot.
    OnPaper,
    /// A vote on a tablet by somebody who has a paper in hand.
    PaperInHand,
    /// An act that was annulled before its owner was given a paper.
    VoteAnnulled,
    /// A paper for somebody whose vote of the tablet stands.
    VoteToAnnul,
    /// There is no vote of the tablet to be annulled.
    NoVoteToAnnul,
    /// Papers go to people by name in a mixed ballot alone.
    PapersNotByName,
    /// The person has no paper in hand.
    NoPaperInHand,
    /// Figures that this ballot does not ask for.
    EntryNotAsked,
    /// The operator has not entered these figures yet.
    EntryMissing,
    /// Form D3 comes before the papers are counted.
    AccountsFirst,
    /// Papers and voters differ, and nobody has explained it.
    Unreconciled {
        /// Which difference.
        about: Difference,
    },
    /// Entered figures that contradict each other or the hall.
    FiguresContradict {
        /// Which field.
        field: FieldName,
    },
    /// The two entries are not the same.
    EntriesDiffer {
        /// The first field that differs.
        field: FieldName,
    },
    /// Papers and voters do not differ in this.
    NothingToExplain,
    /// A count that the record itself adds up.
    NotCorrigible,
    /// More corrections or notes than a ballot holds.
    TooManyNotes,
    /// The rule of this ballot does not allow this way of voting instead.
    CastingNotAllowed,
    /// Not due: a system act that the state does not ask for.
    NotDue,
    /// The ballot id is taken.
    BallotExists,
    /// About weights and proxies.
    Mandate(MandateRefusal),
    /// An amendment to this motion is not decided yet.
    AmendmentUndecided {
        /// Its place on the agenda.
        number: u32,
        /// Its title.
        title: Text,
    },
    /// An amendment was adopted, and the motion still has its old text.
    AmendedTextNeeded,
    /// This version of a document has another text in the record.
    DocumentVersionTaken {
        /// The document.
        title: Text,
        /// The version.
        version: Text,
    },
    /// Something about a draw.
    Draw(DrawRefusal),
    /// The rule knows no recusal.
    RecusalNotAllowed,
    /// After the close: nobody can take one paper out of the box.
    RecusalTooLate,
    /// On the own device after having voted.
    RecusalAfterVote,
    /// A recusal from single rows would show whose published paper it is.
    RecusalReveals,
    /// A recusal cannot be taken back once the ballot was opened.
    RecusalStands,
    /// There is no recusal to take back.
    NotRecused,
    /// Recused from the whole ballot.
    Recused,
    /// Something stands in a row that the person is recused from.
    RowRecused,
    /// Somebody else than the person acting has no vote in this ballot.
    NotOfBallot,
    /// A list of scrutineers that cannot be.
    ScrutineersInvalid,
    /// A scrutineer who stands on the paper.
    ScrutineerIsCandidate {
        /// Whose name.
        name: Text,
    },
    /// The chair is the subject, and the rule asks for another chair.
    ChairIsSubject,
    /// A person without a name.
    NameMissing,
    /// No member of the roster has a mandate in the body of the ballot.
    BodyUnknown,
    /// In a roll call: not this person's turn.
    NotCalled,
    /// About who is there.
    Rooms(RoomsRefusal),
}

impl From<SheetError> for Refusal {
    fn from(detail: SheetError) -> Self {
        Self::SheetInvalid { detail }
    }
}
