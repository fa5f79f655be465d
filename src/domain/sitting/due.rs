//! What the state itself asks for: the engine carries it out and nobody else can.

use crate::domain::ballot::{Ballot, Phase};
use crate::domain::command::SystemCommand;
use crate::domain::command::election::SystemElection;
use crate::domain::command::rooms::RoomsSystem;
use crate::domain::sitting::Sitting;
use crate::domain::sitting::election::written;
use crate::domain::sitting::manual::entries::{is_entered, is_over_returned};

impl Sitting {
    /// The next act that is due at `at_ms`, if any. Call again after each one.
    #[must_use]
    pub fn due(&self, at_ms: u64) -> Option<SystemCommand> {
        if self.sitting_quorum_moved() {
            return Some(SystemCommand::Rooms(RoomsSystem::MarkQuorum { ballot: None }));
        }
        self.ballots.values().find_map(|found| {
            let ballot = found.id;
            if let Some(command) = self.due_of_attendance(found) {
                return Some(command);
            }
            match &found.phase {
                Phase::Open(_) if self.must_suspend(found, at_ms) => {
                    Some(SystemCommand::SuspendForQuorum { ballot })
                }
                Phase::Open(poll) if poll.due(at_ms) => Some(SystemCommand::CloseDue { ballot }),
                Phase::Open(poll) if self.may_close_all_voted(found, poll) => {
                    Some(SystemCommand::CloseAllVoted { ballot })
                }
                Phase::Closed(..) if is_over_returned(found) => {
                    Some(SystemCommand::VoidOverReturn { ballot })
                }
                Phase::Closed(poll, _) if poll.seal.is_none() && self.names_to_read(found) => {
                    let read = SystemElection::ReadWriteIns { ballot, names: None };
                    Some(SystemCommand::Election(read))
                }
                Phase::Closed(..) if found.awaits_rulings() => None,
                // An envelope is opened only after its cut is committed: see `box_to_open`.
                Phase::Closed(poll, _) if poll.seal.is_none() && is_entered(found) => {
                    Some(SystemCommand::Count { ballot })
                }
                _ => None,
            }
        })
    }

    /// Whether a closed recorded ballot has names on its papers that nobody has read.
    fn names_to_read(&self, ballot: &Ballot) -> bool {
        ballot.takes_write_ins().is_some()
            && ballot.settled.read.is_none()
            && !written(ballot).is_empty()
    }

    /// A closed secret ballot whose box is to be opened, for the names written in or for the count,
    /// unless its key is lost or people still count papers beside it.
    #[must_use]
    pub fn box_to_open(&self) -> Option<&Ballot> {
        self.ballots.values().find(|found| match &found.phase {
            Phase::Closed(poll, _) => {
                poll.seal.is_some_and(|seal| seal.is_held())
                    && is_entered(found)
                    && !found.awaits_rulings()
            }
            _ => false,
        })
    }

    /// When the next open ballot closes by itself, UTC ms.
    #[must_use]
    pub fn next_deadline_ms(&self) -> Option<u64> {
        let deadlines = self.ballots.values().filter_map(|found| match &found.phase {
            Phase::Open(poll) => poll.deadline_ms,
            _ => None,
        });
        deadlines.min()
    }

    /// After a stop of the server: an open ballot is suspended, never closed and never resumed. That
    /// of the hall first: its clock stood still at the last record before.
    #[must_use]
    pub fn due_after_restart(&self) -> Vec<SystemCommand> {
        let mut open: Vec<_> = self.ballots.values().collect();
        open.retain(|found| matches!(found.phase, Phase::Open(_)));
        open.sort_by_key(|found| found.sheet.rules.background);
        open.into_iter()
            .map(|found| SystemCommand::SuspendAfterRestart { ballot: found.id })
            .collect()
    }
}
