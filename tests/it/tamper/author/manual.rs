//! What the author writes about hands and papers.

use plenum::domain::casting::Casting;
use plenum::domain::command::manual::{ManualChair, ManualDesk, ManualScrutineer};
use plenum::domain::command::{ChairCommand, Command, DeskCommand, ScrutineerCommand};
use plenum::domain::ids::BallotId;
use plenum::domain::manual::{Difference, Entry, Figures};
use serde_json::{Value, json};

use super::super::good::accounts;
use super::{Author, member};
use crate::support::ballots::text_of;

impl Author {
    pub(crate) fn manual(&mut self, command: ManualDesk) {
        self.desk(DeskCommand::Manual(command));
    }

    /// Both people enter the same.
    pub(crate) fn enter(&mut self, ballot: BallotId, entry: &Entry) {
        self.manual(ManualDesk::Enter { ballot, entry: Box::new(entry.clone()) });
        let confirm = ManualScrutineer::Confirm { ballot, entry: Box::new(entry.clone()) };
        self.give(&Command::Scrutineer(ScrutineerCommand::Manual(confirm)));
    }

    pub(crate) fn correct(&mut self, ballot: BallotId, figures: &Figures, reason: &str) {
        let (reason, figures) = (text_of(reason), Box::new(figures.clone()));
        self.manual(ManualDesk::Propose { ballot, figures: figures.clone(), reason });
        let correct = ManualScrutineer::Correct { ballot, figures };
        self.give(&Command::Scrutineer(ScrutineerCommand::Manual(correct)));
        self.checkpoint();
    }

    pub(crate) fn explain(&mut self, ballot: BallotId, about: Difference, text: &str) {
        let text = text_of(text);
        self.chair(ChairCommand::Manual(ManualChair::Explain { ballot, about, text }));
    }

    pub(crate) fn change_casting(
        &mut self,
        ballot: BallotId,
        to_ballot: BallotId,
        casting: Casting,
        reason: &str,
    ) {
        let reason = text_of(reason);
        let change = ManualChair::ChangeCasting { ballot, to_ballot, casting, reason };
        self.chair(ChairCommand::Manual(change));
        self.checkpoint();
    }

    /// One person votes on paper in a mixed ballot, which is closed, counted and declared.
    pub(crate) fn mixed(&mut self, ballot: BallotId, n: u128, tally: &Value) {
        self.manual(ManualDesk::IssuePaper { ballot, delegate: member(n) });
        self.close(ballot);
        self.enter(ballot, &accounts([1, 1, 0, 1]));
        let counted = json!({"kind": "papers", "valid": 1, "invalid": {
            "over_selected": 0, "illegible": 0, "not_as_instructed": 0, "other": 0},
            "tally": tally});
        self.enter(ballot, &serde_json::from_value(counted).expect("an entry"));
        self.settle();
        self.declare(ballot);
    }
}
