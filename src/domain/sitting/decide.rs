//! What each role may do, and when.

use crate::crypto::hash::Hash;
use crate::domain::ballot::Phase;
use crate::domain::command::rooms::RoomsDelegate;
use crate::domain::command::{
    ChairCommand, Command, DelegateCommand, DeskCommand, ScrutineerCommand, SystemCommand,
};
use crate::domain::event::{CloseCause, Event, SuspendCause, VoidCause};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::refusal::Refusal;
use crate::domain::roster::{CheckInBy, Via};
use crate::domain::sheet::{CALL_S, Sheet, SheetError};
use crate::domain::sitting::vote::Offered;
use crate::domain::sitting::{BALLOTS_MAX, Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    /// What `command` leads to at `at_ms` (UTC ms, never running backwards within one server
    /// start). Changes nothing.
    ///
    /// # Errors
    /// The refusal to show to whoever gave the command.
    pub fn decide(&self, command: &Command, at_ms: u64) -> Result<Decision, Refusal> {
        match command {
            Command::System(SystemCommand::Create { head }) => match &self.head {
                Some(_) => Err(Refusal::SittingExists),
                None => Ok(Decision::event(Event::SittingCreated { head: head.clone() })),
            },
            _ if self.head.is_none() => Err(Refusal::SittingUnknown),
            Command::Delegate(delegate, command) => self.decide_delegate(*delegate, command, at_ms),
            Command::Chair(command) => self.decide_chair(command, at_ms),
            Command::Desk(command) => self.decide_desk(command, at_ms),
            Command::Scrutineer(ScrutineerCommand::Certify { ballot }) => self.certify(*ballot),
            Command::Scrutineer(ScrutineerCommand::Election(command)) => {
                self.scrutineer_election(command)
            }
            Command::Scrutineer(ScrutineerCommand::Manual(command)) => {
                self.decide_manual_scrutineer(command)
            }
            Command::System(command) => self.decide_system(command, at_ms),
        }
    }

    fn decide_delegate(
        &self,
        delegate: DelegateId,
        command: &DelegateCommand,
        at_ms: u64,
    ) -> Result<Decision, Refusal> {
        match command {
            DelegateCommand::Rooms(RoomsDelegate::CheckInVideo) => {
                self.check_in(delegate, CheckInBy::Own, Via::Video)
            }
            DelegateCommand::CheckIn => self.check_in(delegate, CheckInBy::Own, Via::Hall),
            DelegateCommand::Cast { ballot, cast_id, paper } => {
                self.cast(delegate, None, *ballot, *cast_id, &Offered::Paper(paper), at_ms)
            }
            DelegateCommand::CastSealed { ballot, cast_id, revision, envelope } => {
                let offered = Offered::Sealed { revision: *revision, envelope };
                self.cast(delegate, None, *ballot, *cast_id, &offered, at_ms)
            }
            DelegateCommand::Mandate(command) => self.decide_mandate(delegate, command, at_ms),
            DelegateCommand::People(command) => self.by_delegate(delegate, command, at_ms),
        }
    }

    fn decide_chair(&self, command: &ChairCommand, at_ms: u64) -> Result<Decision, Refusal> {
        match command {
            ChairCommand::Rooms(command) => self.decide_rooms_chair(command, at_ms),
            ChairCommand::Open { ballot, duration_s } => {
                self.open(*ballot, *duration_s, None, at_ms)
            }
            ChairCommand::OpenSealed { ballot, duration_s, key } => {
                self.open(*ballot, *duration_s, Some(*key), at_ms)
            }
            ChairCommand::LastCall { ballot, seconds } => self.last_call(*ballot, *seconds, at_ms),
            ChairCommand::Extend { ballot, seconds } => self.extend(*ballot, *seconds, at_ms),
            ChairCommand::Suspend { ballot, reason } => {
                self.suspend(*ballot, SuspendCause::Chair, reason, at_ms)
            }
            ChairCommand::Resume { ballot } => self.resume(*ballot, at_ms),
            ChairCommand::Close { ballot } => self.close(*ballot, CloseCause::Chair, at_ms),
            ChairCommand::Declare { ballot } => self.declare(*ballot),
            ChairCommand::Void { ballot, reason } => self.void(*ballot, reason),
            ChairCommand::Election(command) => self.chair_election(command),
            ChairCommand::People(command) => self.by_chair(command, at_ms),
            ChairCommand::Manual(command) => self.decide_manual_chair(command),
        }
    }

    fn decide_desk(&self, command: &DeskCommand, at_ms: u64) -> Result<Decision, Refusal> {
        match command {
            DeskCommand::Rooms(command) => self.decide_rooms_desk(command),
            DeskCommand::Enrol { people } => self.enrol(people),
            DeskCommand::CheckIn { delegate } => {
                self.check_in(*delegate, CheckInBy::Desk, Via::Hall)
            }
            DeskCommand::CheckOut { delegate } => self.check_out(*delegate),
            DeskCommand::SetLeave { delegate, on_leave } => self.set_leave(*delegate, *on_leave),
            DeskCommand::Weights(command) => self.decide_weights(command),
            DeskCommand::Draft { ballot, sheet } => self.draft(*ballot, sheet),
            DeskCommand::Ready { ballot } => self.ready(*ballot),
            DeskCommand::Unready { ballot } => self.unready(*ballot),
            DeskCommand::Cancel { ballot, reason } => self.cancel(*ballot, reason),
            DeskCommand::Draw(command) => self.decide_draw(command),
            DeskCommand::People(command) => self.by_desk(command, at_ms),
            DeskCommand::Manual(command) => self.decide_manual_desk(command),
        }
    }

    fn decide_system(&self, command: &SystemCommand, at_ms: u64) -> Result<Decision, Refusal> {
        match command {
            SystemCommand::Create { .. } => Err(Refusal::SittingExists),
            SystemCommand::Rooms(command) => self.decide_rooms_system(*command),
            SystemCommand::CloseDue { ballot } => self.close(*ballot, CloseCause::Deadline, at_ms),
            SystemCommand::CloseAllVoted { ballot } => {
                self.close(*ballot, CloseCause::AllVoted, at_ms)
            }
            SystemCommand::SuspendForQuorum { ballot } => {
                self.suspend(*ballot, SuspendCause::QuorumLost, &Text::default(), at_ms)
            }
            SystemCommand::SuspendAfterRestart { ballot } => {
                self.suspend(*ballot, SuspendCause::Restart, &Text::default(), at_ms)
            }
            SystemCommand::Count { ballot } => self.count(*ballot, None),
            SystemCommand::CountOpened { ballot, opened } => self.count(*ballot, Some(opened)),
            SystemCommand::VoidOverReturn { ballot } => self.void_over_return(*ballot),
            SystemCommand::DestroyKey { ballot } => self.destroy_key(*ballot),
            SystemCommand::LoseKey { ballot } => self.lose_key(*ballot),
            SystemCommand::SetSigningKey { key, by_previous, by_key } => {
                self.set_signing_key(*key, *by_previous, *by_key)
            }
            SystemCommand::Checkpoint { root, key, signature } => {
                self.checkpoint(*root, *key, *signature)
            }
            SystemCommand::Election(command) => self.system_election(command),
        }
    }

    pub(super) fn draft(&self, id: BallotId, sheet: &Sheet) -> Result<Decision, Refusal> {
        match self.ballots.get(&id).map(|ballot| &ballot.phase) {
            Some(Phase::Draft) => {}
            Some(_) => return Err(Refusal::BallotExists),
            None if self.ballots.len() >= BALLOTS_MAX => {
                return Err(Refusal::SheetInvalid {
                    detail: SheetError {
                        zh: "本次会议的表决项数超过上限",
                        en: "too many ballots in one sitting",
                    },
                });
            }
            None => {}
        }
        sheet.check()?;
        self.check_agenda(id, sheet)?;
        self.check_drawn(sheet)?;
        self.people_known(sheet)?;
        self.check_link(id, sheet)?;
        let same_place = |other: &&crate::domain::ballot::Ballot| {
            other.id != id && (other.sheet.number, other.sheet.round) == (sheet.number, sheet.round)
        };
        if self.ballots.values().any(|other| same_place(&other)) {
            return Err(Refusal::SheetInvalid {
                detail: SheetError {
                    zh: "该议程序号已被占用",
                    en: "the place on the agenda is taken",
                },
            });
        }
        Ok(Decision::event(Event::BallotDrafted { ballot: id, sheet: Box::new(sheet.clone()) }))
    }

    fn ready(&self, ballot: BallotId) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        match &found.phase {
            Phase::Draft => {
                self.no_scrutineer_in(&found.sheet)?;
                Ok(Decision::event(Event::BallotReadied { ballot }))
            }
            Phase::Ready => Err(Refusal::AlreadyDone),
            other => Err(other.wrong()),
        }
    }

    fn unready(&self, ballot: BallotId) -> Result<Decision, Refusal> {
        match &self.find(ballot)?.phase {
            Phase::Ready => Ok(Decision::event(Event::BallotUnreadied { ballot })),
            Phase::Draft => Err(Refusal::AlreadyDone),
            other => Err(other.wrong()),
        }
    }

    fn cancel(&self, ballot: BallotId, reason: &Text) -> Result<Decision, Refusal> {
        match &self.find(ballot)?.phase {
            _ if reason.is_empty() => Err(Refusal::ReasonMissing),
            Phase::Draft | Phase::Ready => {
                Ok(Decision::event(Event::BallotCancelled { ballot, reason: reason.clone() }))
            }
            Phase::Cancelled { .. } => Err(Refusal::AlreadyDone),
            other => Err(other.wrong()),
        }
    }

    fn certify(&self, ballot: BallotId) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        match &found.phase {
            Phase::Counted(..) if !found.sheet.rules.certification => {
                Err(Refusal::CertificationNotNeeded)
            }
            Phase::Counted(.., counting) => {
                let counted = Hash(counting.counted.hash);
                Ok(Decision::event(Event::BallotCertified { ballot, counted }))
            }
            Phase::Certified(..) => Err(Refusal::AlreadyDone),
            other => Err(other.wrong()),
        }
    }

    fn declare(&self, ballot: BallotId) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        match &found.phase {
            Phase::Counted(..) if found.sheet.rules.certification => Err(Refusal::NotCertified),
            Phase::Counted(..) | Phase::Certified(..) if self.tie_undecided(found) => {
                Err(Refusal::TieUndecided)
            }
            Phase::Counted(.., counting) | Phase::Certified(.., counting) => {
                let counted = Hash(counting.counted.hash);
                Ok(Decision::event(Event::BallotDeclared { ballot, counted }))
            }
            Phase::Declared(..) => Err(Refusal::AlreadyDone),
            other => Err(other.wrong()),
        }
    }

    fn void(&self, ballot: BallotId, reason: &Text) -> Result<Decision, Refusal> {
        match &self.find(ballot)?.phase {
            _ if reason.is_empty() => Err(Refusal::ReasonMissing),
            Phase::Voided { .. } => Err(Refusal::AlreadyDone),
            phase if phase.poll().is_some() => {
                let (cause, reason) = (VoidCause::Chair, reason.clone());
                Ok(Decision::event(Event::BallotVoided { ballot, cause, reason }))
            }
            other => Err(other.wrong()),
        }
    }

    pub(super) fn seconds(seconds: u32) -> Result<u64, Refusal> {
        match CALL_S.contains(&seconds) {
            true => Ok(u64::from(seconds) * 1_000),
            false => Err(Refusal::SecondsOutOfRange),
        }
    }
}
