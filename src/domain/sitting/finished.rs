//! Finished ballots for a reader that goes through a long record and has little memory: what was in
//! the box is of no use to the rules any more, but for the ids of the acts.

use std::sync::Arc;

use crate::domain::ballot::Phase;
use crate::domain::ids::{BallotId, CastId, DelegateId};
use crate::domain::sitting::Sitting;

impl Sitting {
    /// Takes the votes out of a ballot that is counted or voided, and returns their acts in
    /// ascending order. The rules need them for one question only: whether a late vote repeats an
    /// act that was taken; the caller has to ask it. Never called on a live state.
    pub fn clear_box(&mut self, ballot: BallotId) -> Vec<(DelegateId, CastId)> {
        let electorates: Vec<_> = self.ballots.values().filter_map(|b| b.phase.poll()).collect();
        let shared = electorates.first().map(|poll| Arc::clone(&poll.electorate));
        let poll = match self.ballots.get_mut(&ballot).map(|found| &mut found.phase) {
            Some(
                Phase::Counted(poll, ..)
                | Phase::Certified(poll, ..)
                | Phase::Declared(poll, ..)
                | Phase::Voided { poll, .. },
            ) => poll,
            _ => return Vec::new(),
        };
        // Most ballots of a sitting have the same electorate; one copy serves.
        if let Some(shared) = shared.filter(|shared| *shared == poll.electorate) {
            poll.electorate = shared;
        }
        poll.been_present.clear();
        let votes = std::mem::take(&mut poll.votes).into_iter();
        let annulled = std::mem::take(&mut poll.manual.annulled).into_iter();
        let mut acts: Vec<_> = votes
            .map(|(delegate, vote)| (delegate, vote.casts))
            .chain(annulled)
            .flat_map(|(delegate, casts)| casts.into_iter().map(move |(act, _)| (delegate, act)))
            .collect();
        acts.sort_unstable();
        acts.shrink_to_fit();
        acts
    }
}
