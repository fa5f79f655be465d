//! Acts about weights and proxies.

use plenum::domain::command::weights::{MandateCommand, RawShare, WeightsCommand};
use plenum::domain::command::{Command, DelegateCommand, DeskCommand};
use plenum::domain::ids::{BallotId, CastId};
use plenum::domain::paper::RawPaper;
use uuid::Uuid;

use super::{Author, member};
use crate::support::ballots::text_of;

impl Author {
    fn weights(&mut self, command: WeightsCommand) {
        self.desk(DeskCommand::Weights(command));
    }

    fn mandate(&mut self, n: u128, command: MandateCommand) {
        self.give(&Command::Delegate(member(n), DelegateCommand::Mandate(command)));
    }

    fn act(&mut self) -> CastId {
        self.acts += 1;
        CastId(Uuid::from_u128(0xCA << 64 | self.acts))
    }

    pub(crate) fn weigh(&mut self, n: u128, weight: &str) {
        let weight = Some(text_of(weight));
        self.weights(WeightsCommand::SetWeight { delegate: member(n), weight });
    }

    pub(crate) fn weigh_one(&mut self, n: u128) {
        self.weights(WeightsCommand::SetWeight { delegate: member(n), weight: None });
    }

    pub(crate) fn give_proxy(&mut self, principal: u128, holder: u128) {
        let (principal, holder) = (member(principal), member(holder));
        self.weights(WeightsCommand::GiveProxy { principal, holder });
    }

    pub(crate) fn end_proxy(&mut self, principal: u128) {
        self.weights(WeightsCommand::EndProxy { principal: member(principal) });
    }

    pub(crate) fn give_proxy_from_tablet(&mut self, principal: u128, holder: u128) {
        let holder = text_of(&format!("{holder:03}"));
        self.mandate(principal, MandateCommand::GiveProxy { holder });
    }

    pub(crate) fn end_proxy_from_tablet(&mut self, principal: u128) {
        self.mandate(principal, MandateCommand::EndProxy);
    }

    pub(crate) fn cast_for(
        &mut self,
        ballot: BallotId,
        holder: u128,
        principal: u128,
        paper: RawPaper,
    ) {
        let (cast_id, principal) = (self.act(), member(principal));
        self.mandate(holder, MandateCommand::CastFor { principal, ballot, cast_id, paper });
    }

    pub(crate) fn split(&mut self, ballot: BallotId, holder: u128, shares: &[(u32, RawPaper)]) {
        let share =
            |(count, paper): &(u32, RawPaper)| RawShare { paper: paper.clone(), count: *count };
        let (cast_id, shares) = (self.act(), shares.iter().map(share).collect());
        self.mandate(holder, MandateCommand::CastSplit { ballot, cast_id, shares });
    }
}
