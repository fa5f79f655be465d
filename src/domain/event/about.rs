//! What an event is about.

use crate::domain::event::election::{ItemWithdrawn, TieDecided, WriteInsRead, WriteInsRuled};
use crate::domain::event::{Event, people};
use crate::domain::ids::BallotId;

impl Event {
    /// The ballot it is about.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one line for each event, so that none is forgotten")]
    pub fn ballot(&self) -> Option<BallotId> {
        match self {
            Self::SittingCreated { .. }
            | Self::PeopleEnrolled { .. }
            | Self::CheckedIn { .. }
            | Self::CheckedOut { .. }
            | Self::LeaveSet { .. }
            | Self::WeightSet(_)
            | Self::ProxyGiven(_)
            | Self::ProxyEnded(_)
            | Self::SittingOpened(_)
            | Self::RoomsSet(_)
            | Self::PersonMoved(_)
            | Self::ScrutineersNamed(_)
            | Self::ChairNamed(_)
            | Self::ChairHandedOver(_)
            | Self::DrawCommitted(_)
            | Self::DrawMade(_)
            | Self::DrawReplaced(_)
            | Self::SigningKeySet { .. }
            | Self::CheckpointSigned { .. } => None,
            Self::Recused(people::Recused { ballot, .. })
            | Self::RecusalWithdrawn(people::RecusalWithdrawn { ballot, .. })
            | Self::RollPassed(people::RollPassed { ballot, .. })
            | Self::WriteInsRead(WriteInsRead { ballot, .. })
            | Self::WriteInsRuled(WriteInsRuled { ballot, .. })
            | Self::TieDecided(TieDecided { ballot, .. })
            | Self::ItemWithdrawn(ItemWithdrawn { ballot, .. }) => Some(*ballot),
            Self::QuorumLost(mark) | Self::QuorumRegained(mark) => mark.ballot,
            Self::RoomOpened(act) | Self::RoomClosed(act) => Some(act.ballot),
            Self::ElectorateGrown(growth) => Some(growth.ballot),
            Self::BallotDrafted { ballot, .. }
            | Self::BallotReadied { ballot }
            | Self::BallotUnreadied { ballot }
            | Self::BallotCancelled { ballot, .. }
            | Self::BallotOpened { ballot, .. }
            | Self::VoteCast { ballot, .. }
            | Self::EnvelopeCast { ballot, .. }
            | Self::KeyDestroyed { ballot, .. }
            | Self::KeyLost { ballot, .. }
            | Self::LateVoteRefused { ballot, .. }
            | Self::LastCallMade { ballot, .. }
            | Self::BallotExtended { ballot, .. }
            | Self::BallotSuspended { ballot, .. }
            | Self::BallotResumed { ballot, .. }
            | Self::BallotClosed { ballot, .. }
            | Self::BallotCounted { ballot, .. }
            | Self::BallotCertified { ballot, .. }
            | Self::BallotDeclared { ballot, .. }
            | Self::BallotVoided { ballot, .. } => Some(*ballot),
            Self::SplitCast(split) => Some(split.ballot),
            Self::PaperIssued(of) | Self::PaperTakenBack(of) => Some(of.ballot),
            Self::AssistanceNoted(of) => Some(of.ballot),
            Self::VoteAnnulled(of) => Some(of.ballot),
            Self::IssueReported(of) => Some(of.ballot),
            Self::DifferenceExplained(of) => Some(of.ballot),
            Self::FiguresEntered(of) | Self::FiguresConfirmed(of) => Some(of.ballot),
            Self::CorrectionProposed(of) => Some(of.ballot),
            Self::CountCorrected(of) => Some(of.ballot),
            Self::DeclarationNoted(of) => Some(of.ballot),
            Self::CastingChanged(of) => Some(of.ballot),
        }
    }
}
