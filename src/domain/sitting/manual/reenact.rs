//! From a record of hands or papers to the command that could have caused it.

use crate::domain::command::manual::{ManualChair, ManualDesk, ManualScrutineer};
use crate::domain::command::{ChairCommand, Command, DeskCommand, ScrutineerCommand};
use crate::domain::event::Event;
use crate::domain::sitting::Sitting;

impl Sitting {
    /// None for an event that is not of this kind.
    pub(in crate::domain::sitting) fn manual_command_of(event: &Event) -> Option<Command> {
        let desk = |command| Command::Desk(DeskCommand::Manual(command));
        let chair = |command| Command::Chair(ChairCommand::Manual(command));
        let scrutineer = |command| Command::Scrutineer(ScrutineerCommand::Manual(command));
        Some(match event.clone() {
            Event::PaperIssued(of) => {
                desk(ManualDesk::IssuePaper { ballot: of.ballot, delegate: of.delegate })
            }
            Event::PaperTakenBack(of) => {
                desk(ManualDesk::TakeBackPaper { ballot: of.ballot, delegate: of.delegate })
            }
            Event::VoteAnnulled(of) => {
                desk(ManualDesk::AnnulVote { ballot: of.ballot, delegate: of.delegate })
            }
            Event::IssueReported(of) => {
                desk(ManualDesk::ReportIssued { ballot: of.ballot, issued: of.issued })
            }
            Event::DifferenceExplained(of) => {
                let (ballot, about, text) = (of.ballot, of.about, of.text);
                chair(ManualChair::Explain { ballot, about, text })
            }
            Event::FiguresEntered(of) => {
                desk(ManualDesk::Enter { ballot: of.ballot, entry: Box::new(of.entry) })
            }
            Event::FiguresConfirmed(of) => {
                let (ballot, entry) = (of.ballot, Box::new(of.entry));
                scrutineer(ManualScrutineer::Confirm { ballot, entry })
            }
            Event::CorrectionProposed(of) => {
                let (ballot, figures, reason) = (of.ballot, Box::new(of.figures), of.reason);
                desk(ManualDesk::Propose { ballot, figures, reason })
            }
            Event::CountCorrected(of) => {
                let (ballot, figures) = (of.ballot, Box::new(of.figures));
                scrutineer(ManualScrutineer::Correct { ballot, figures })
            }
            Event::DeclarationNoted(of) => {
                desk(ManualDesk::NoteDeclaration { ballot: of.ballot, text: of.text })
            }
            Event::AssistanceNoted(of) => {
                desk(ManualDesk::NoteAssistance { ballot: of.ballot, delegate: of.delegate })
            }
            Event::CastingChanged(of) => {
                let (ballot, to_ballot, reason) = (of.ballot, of.to_ballot, of.reason);
                let casting = of.sheet.rules.casting;
                chair(ManualChair::ChangeCasting { ballot, to_ballot, casting, reason })
            }
            _ => return None,
        })
    }
}
