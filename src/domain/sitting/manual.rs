//! Hands and papers: who has a paper, what was counted by people, what follows from it.

mod apply;
mod change;
mod correct;
pub(super) mod entries;
mod reenact;

use crate::domain::ballot::{Ballot, Phase, Poll};
use crate::domain::casting::Casting;
use crate::domain::command::manual::{ManualChair, ManualDesk, ManualScrutineer};
use crate::domain::event::Event;
use crate::domain::event::manual::{IssueReported, OfPerson, VoteAnnulled};
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::refusal::Refusal;
use crate::domain::sitting::{Decision, Sitting};

impl Sitting {
    pub(super) fn decide_manual_desk(&self, command: &ManualDesk) -> Result<Decision, Refusal> {
        match command {
            ManualDesk::IssuePaper { ballot, delegate } => self.issue_paper(*ballot, *delegate),
            ManualDesk::TakeBackPaper { ballot, delegate } => {
                self.take_back_paper(*ballot, *delegate)
            }
            ManualDesk::AnnulVote { ballot, delegate } => self.annul_vote(*ballot, *delegate),
            ManualDesk::ReportIssued { ballot, issued } => self.report_issued(*ballot, *issued),
            ManualDesk::Enter { ballot, entry } => self.enter_figures(*ballot, entry),
            ManualDesk::Propose { ballot, figures, reason } => {
                self.propose_correction(*ballot, figures, reason)
            }
            ManualDesk::NoteDeclaration { ballot, text } => self.note_declaration(*ballot, text),
            ManualDesk::NoteAssistance { ballot, delegate } => {
                self.note_assistance(*ballot, *delegate)
            }
        }
    }

    pub(super) fn decide_manual_scrutineer(
        &self,
        command: &ManualScrutineer,
    ) -> Result<Decision, Refusal> {
        match command {
            ManualScrutineer::Confirm { ballot, entry } => self.confirm_figures(*ballot, entry),
            ManualScrutineer::Correct { ballot, figures } => self.correct_count(*ballot, figures),
        }
    }

    pub(super) fn decide_manual_chair(&self, command: &ManualChair) -> Result<Decision, Refusal> {
        match command {
            ManualChair::Explain { ballot, about, text } => {
                self.explain_difference(*ballot, *about, text)
            }
            ManualChair::ChangeCasting { ballot, to_ballot, casting, reason } => {
                self.change_casting(*ballot, *to_ballot, *casting, reason)
            }
        }
    }

    /// An open ballot in which papers go to people by name.
    fn mixed_poll(&self, ballot: BallotId) -> Result<&Poll, Refusal> {
        let found = self.find(ballot)?;
        let poll = running_poll(found)?;
        match found.sheet.rules.casting {
            Casting::Mixed => Ok(poll),
            _ => Err(Refusal::PapersNotByName),
        }
    }

    /// One channel for each person: a paper only where no vote of the tablet stands.
    fn issue_paper(&self, ballot: BallotId, delegate: DelegateId) -> Result<Decision, Refusal> {
        let poll = self.mixed_poll(ballot)?;
        if poll.manual.on_paper.contains(&delegate) {
            return Err(Refusal::AlreadyDone);
        }
        self.may_vote(poll, delegate)?;
        if poll.votes.contains_key(&delegate) {
            return Err(Refusal::VoteToAnnul);
        }
        Ok(Decision::event(Event::PaperIssued(OfPerson { ballot, delegate })))
    }

    fn take_back_paper(&self, ballot: BallotId, delegate: DelegateId) -> Result<Decision, Refusal> {
        let poll = self.mixed_poll(ballot)?;
        if !poll.manual.on_paper.contains(&delegate) {
            return Err(Refusal::NoPaperInHand);
        }
        Ok(Decision::event(Event::PaperTakenBack(OfPerson { ballot, delegate })))
    }

    fn annul_vote(&self, ballot: BallotId, delegate: DelegateId) -> Result<Decision, Refusal> {
        let poll = self.mixed_poll(ballot)?;
        let vote = poll.votes.get(&delegate).ok_or(Refusal::NoVoteToAnnul)?;
        let (cast_id, _) = vote.last();
        Ok(Decision::event(Event::VoteAnnulled(VoteAnnulled { ballot, delegate, cast_id })))
    }

    fn report_issued(&self, ballot: BallotId, issued: u32) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let poll = running_poll(found)?;
        if found.sheet.rules.casting != Casting::Paper {
            return Err(Refusal::EntryNotAsked);
        }
        if poll.manual.reported == Some(issued) {
            return Err(Refusal::AlreadyDone);
        }
        Ok(Decision::event(Event::IssueReported(IssueReported { ballot, issued })))
    }

    fn note_assistance(&self, ballot: BallotId, delegate: DelegateId) -> Result<Decision, Refusal> {
        let poll = running_poll(self.find(ballot)?)?;
        if !poll.admits(delegate) {
            return Err(Refusal::NotInElectorate);
        }
        if poll.manual.assisted.contains(&delegate) {
            return Err(Refusal::AlreadyDone);
        }
        Ok(Decision::event(Event::AssistanceNoted(OfPerson { ballot, delegate })))
    }
}

fn running_poll(found: &Ballot) -> Result<&Poll, Refusal> {
    match &found.phase {
        Phase::Open(poll) | Phase::Suspended(poll, _) => Ok(poll),
        other => Err(other.wrong()),
    }
}
