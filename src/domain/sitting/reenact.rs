//! Checking a record against the rules: each event is turned back into the command that could have
//! caused it, and `decide` is asked again. One rule book serves the live hall and the verifier.

mod rooms;

use crate::domain::command::election::ChairElection;
use crate::domain::command::rooms::RoomsChair;
use crate::domain::command::{
    ChairCommand, Command, DelegateCommand, DeskCommand, ScrutineerCommand, SystemCommand,
};
use crate::domain::count::Count;
use crate::domain::event::{CloseCause, Event, Role, SuspendCause, VoidCause};
use crate::domain::ids::BallotId;
use crate::domain::refusal::Refusal;
use crate::domain::seal::OpenedBox;
use crate::domain::sitting::Sitting;
use crate::domain::sitting::draw::command_of as draw_command_of;
use crate::domain::sitting::vote::Offered;

/// What is wrong with an event at its place in the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unlawful {
    /// The rules refuse it here.
    Refused(Refusal),
    /// The rules lead to something else here: another figure, electorate, deadline or outcome.
    /// With what they lead to, where that could be found out.
    Different(Option<Box<Event>>),
    /// It was not for this role to do.
    WrongRole,
}

impl std::fmt::Display for Unlawful {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "the rules refuse it: {refusal}"),
            Self::Different(_) => f.write_str("the rules lead to another event here"),
            Self::WrongRole => f.write_str("not an act of this role"),
        }
    }
}

impl std::error::Error for Unlawful {}

impl Sitting {
    /// Whether `event`, done by `role` at `at_ms`, is exactly what the rules allow in this state.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn reenact(&self, event: &Event, role: Role, at_ms: u64) -> Result<(), Unlawful> {
        let decision = match event {
            // By far the most records are votes: no copy of them is made to ask about them.
            Event::VoteCast { ballot, delegate, by, cast_id, paper, .. }
                if role == Role::Delegate =>
            {
                self.cast(*delegate, *by, *ballot, *cast_id, &Offered::Kept(paper), at_ms)
            }
            Event::SplitCast(split) if role == Role::Delegate => self.split_again(split, at_ms),
            // The chair drafts nothing but what follows from an outcome.
            Event::BallotDrafted { ballot, sheet } if role == Role::Chair => {
                let link = sheet.link.ok_or(Unlawful::WrongRole)?;
                let (ballot, of, why) = (*ballot, link.ballot, link.why);
                let command = ChairElection::FollowUp { ballot, of, why };
                self.decide(&Command::Chair(ChairCommand::Election(command)), at_ms)
            }
            Event::EnvelopeCast { ballot, delegate, cast_id, revision, envelope }
                if role == Role::Delegate =>
            {
                let offered = Offered::Sealed { revision: *revision, envelope };
                self.cast(*delegate, None, *ballot, *cast_id, &offered, at_ms)
            }
            _ => {
                let command = self.command_of(event, role, at_ms)?;
                if command.role() != role {
                    return Err(Unlawful::WrongRole);
                }
                self.decide(&command, at_ms)
            }
        };
        let decision = decision.map_err(Unlawful::Refused)?;
        match decision.event.as_ref() == Some(event) {
            true => Ok(()),
            false => Err(Unlawful::Different(decision.event.map(Box::new))),
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per event, each a line or two")]
    fn command_of(&self, event: &Event, role: Role, at_ms: u64) -> Result<Command, Unlawful> {
        if let Some(command) = Self::manual_command_of(event) {
            return Ok(command);
        }
        Ok(match event.clone() {
            Event::SittingCreated { head } => Command::System(SystemCommand::Create { head }),
            Event::PeopleEnrolled { people } => Command::Desk(DeskCommand::Enrol { people }),
            Event::CheckedIn { delegate, by, via } => rooms::check_in_of(delegate, by, via),
            event @ (Event::SittingOpened(_)
            | Event::QuorumLost(_)
            | Event::QuorumRegained(_)
            | Event::RoomsSet(_)
            | Event::RoomOpened(_)
            | Event::RoomClosed(_)
            | Event::PersonMoved(_)
            | Event::ElectorateGrown(_)) => rooms::command_of(event),
            Event::CheckedOut { delegate } => Command::Desk(DeskCommand::CheckOut { delegate }),
            Event::LeaveSet { delegate, on_leave } => {
                Command::Desk(DeskCommand::SetLeave { delegate, on_leave })
            }
            Event::BallotDrafted { ballot, sheet } => {
                Command::Desk(DeskCommand::Draft { ballot, sheet })
            }
            Event::BallotReadied { ballot } => Command::Desk(DeskCommand::Ready { ballot }),
            Event::BallotUnreadied { ballot } => Command::Desk(DeskCommand::Unready { ballot }),
            Event::BallotCancelled { ballot, reason } => {
                Command::Desk(DeskCommand::Cancel { ballot, reason })
            }
            Event::BallotOpened { ballot, deadline_ms, seal, .. } => {
                let duration_s = Some(seconds_until(deadline_ms, at_ms)?);
                Command::Chair(match seal.map(|seal| seal.public_key) {
                    None => ChairCommand::Open { ballot, duration_s },
                    Some(key) => ChairCommand::OpenSealed { ballot, duration_s, key },
                })
            }
            // Of the right role they are asked about without a command.
            Event::VoteCast { .. } | Event::EnvelopeCast { .. } | Event::SplitCast(_) => {
                return Err(Unlawful::WrongRole);
            }
            Event::WeightSet(_) | Event::ProxyGiven(_) | Event::ProxyEnded(_) => {
                self.weights_command_of(event)?
            }
            Event::LateVoteRefused { ballot, delegate, cast_id } => {
                // Any paper: a late one is refused before it is read.
                let paper = crate::domain::paper::RawPaper::Picks(Default::default());
                Command::Delegate(delegate, DelegateCommand::Cast { ballot, cast_id, paper })
            }
            Event::LastCallMade { ballot, deadline_ms } => {
                self.last_call_of(ballot, deadline_ms, at_ms)?
            }
            Event::BallotExtended { ballot, deadline_ms } => {
                let before = self.find(ballot).map_err(Unlawful::Refused)?.phase.poll();
                let before = before.and_then(|poll| poll.deadline_ms).unwrap_or(deadline_ms);
                let seconds = seconds_until(Some(deadline_ms), before)?;
                Command::Chair(ChairCommand::Extend { ballot, seconds })
            }
            Event::BallotSuspended { ballot, cause: SuspendCause::Chair, reason, .. } => {
                Command::Chair(ChairCommand::Suspend { ballot, reason })
            }
            Event::BallotSuspended { ballot, cause: SuspendCause::Restart, .. } => {
                Command::System(SystemCommand::SuspendAfterRestart { ballot })
            }
            Event::BallotSuspended { ballot, cause: SuspendCause::QuorumLost, .. } => {
                Command::System(SystemCommand::SuspendForQuorum { ballot })
            }
            Event::BallotResumed { ballot, .. } => Command::Chair(ChairCommand::Resume { ballot }),
            Event::BallotClosed { ballot, cause: CloseCause::Chair, .. } => {
                Command::Chair(ChairCommand::Close { ballot })
            }
            Event::BallotClosed { ballot, cause: CloseCause::ChairConfirmed, .. } => {
                Command::Chair(ChairCommand::Rooms(RoomsChair::CloseConfirmed { ballot }))
            }
            Event::BallotClosed { ballot, cause: CloseCause::Deadline, .. } => {
                Command::System(SystemCommand::CloseDue { ballot })
            }
            Event::BallotClosed { ballot, cause: CloseCause::AllVoted, .. } => {
                Command::System(SystemCommand::CloseAllVoted { ballot })
            }
            Event::BallotCounted { ballot, opened: None, .. } => {
                Command::System(SystemCommand::Count { ballot })
            }
            // Nobody can open the box again; what it came to must fit the cut and itself.
            Event::BallotCounted { ballot, count, opened: Some(opened) } => {
                let Count { papers, tally, groups, channels, .. } = *count;
                // Beside papers only the tablets' part came out of the box.
                let (papers, tally) = match channels.and_then(|channels| channels.tablet) {
                    Some(tablet) => (tablet.papers, tablet.tally),
                    None => (papers, tally),
                };
                let (invalid, papers) = (papers.invalid, opened.papers);
                let opened = Box::new(OpenedBox { tally, groups, invalid, papers });
                Command::System(SystemCommand::CountOpened { ballot, opened })
            }
            Event::WriteInsRead(_)
            | Event::WriteInsRuled(_)
            | Event::TieDecided(_)
            | Event::ItemWithdrawn(_) => self.election_command_of(event)?,
            Event::KeyDestroyed { ballot, .. } => {
                Command::System(SystemCommand::DestroyKey { ballot })
            }
            Event::KeyLost { ballot, .. } => Command::System(SystemCommand::LoseKey { ballot }),
            Event::SigningKeySet { key, by_previous, by_key, .. } => {
                Command::System(SystemCommand::SetSigningKey { key, by_previous, by_key })
            }
            Event::CheckpointSigned { root, key, signature, .. } => {
                Command::System(SystemCommand::Checkpoint { root, key, signature })
            }
            event @ (Event::DrawCommitted(_) | Event::DrawMade(_) | Event::DrawReplaced(_)) => {
                let command = draw_command_of(event).expect("an event of a draw");
                Command::Desk(DeskCommand::Draw(command))
            }
            Event::BallotCertified { ballot, .. } => {
                Command::Scrutineer(ScrutineerCommand::Certify { ballot })
            }
            Event::BallotDeclared { ballot, .. } => {
                Command::Chair(ChairCommand::Declare { ballot })
            }
            Event::BallotVoided { ballot, cause: VoidCause::Chair, reason } => {
                Command::Chair(ChairCommand::Void { ballot, reason })
            }
            Event::Recused(_)
            | Event::RecusalWithdrawn(_)
            | Event::ScrutineersNamed(_)
            | Event::ChairNamed(_)
            | Event::ChairHandedOver(_)
            | Event::RollPassed(_) => super::people::command_of(event, role)?,
            Event::BallotVoided { ballot, cause: VoidCause::OverReturn, .. } => {
                Command::System(SystemCommand::VoidOverReturn { ballot })
            }
            Event::PaperIssued(_)
            | Event::PaperTakenBack(_)
            | Event::VoteAnnulled(_)
            | Event::IssueReported(_)
            | Event::DifferenceExplained(_)
            | Event::FiguresEntered(_)
            | Event::FiguresConfirmed(_)
            | Event::CorrectionProposed(_)
            | Event::CountCorrected(_)
            | Event::DeclarationNoted(_)
            | Event::AssistanceNoted(_)
            | Event::CastingChanged(_) => unreachable!("asked about above"),
        })
    }

    /// A last call may leave an earlier deadline where it was; then any longer call explains it.
    fn last_call_of(
        &self,
        ballot: BallotId,
        deadline_ms: u64,
        at_ms: u64,
    ) -> Result<Command, Unlawful> {
        let poll = self.find(ballot).map_err(Unlawful::Refused)?.phase.poll();
        let unmoved = poll.is_some_and(|poll| poll.deadline_ms == Some(deadline_ms));
        let seconds = match unmoved {
            true => *crate::domain::sheet::CALL_S.end(),
            false => seconds_until(Some(deadline_ms), at_ms)?,
        };
        Ok(Command::Chair(ChairCommand::LastCall { ballot, seconds }))
    }
}

/// Whole seconds from `from_ms` to the deadline; 0 stands for no deadline.
fn seconds_until(deadline_ms: Option<u64>, from_ms: u64) -> Result<u32, Unlawful> {
    let Some(deadline_ms) = deadline_ms else {
        return Ok(0);
    };
    let ms = deadline_ms.checked_sub(from_ms).ok_or(Unlawful::Different(None))?;
    match (ms % 1_000, u32::try_from(ms / 1_000)) {
        (0, Ok(seconds)) if seconds > 0 => Ok(seconds),
        _ => Err(Unlawful::Different(None)),
    }
}
