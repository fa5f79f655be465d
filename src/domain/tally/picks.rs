//! Ticks per option.

use crate::domain::paper::PicksForm;
use crate::domain::tally::{Tally, sum};

pub(super) fn zero(form: &PicksForm) -> Tally {
    Tally::Picks { votes: vec![0; form.options.len()] }
}

pub(super) fn fits(votes: &[u64], form: &PicksForm) -> bool {
    votes.len() == form.options.len()
}

pub(super) fn comes_from(votes: &[u64], form: &PicksForm, papers: u64) -> bool {
    let ticks = u64::from(form.min) * papers..=u64::from(form.max) * papers;
    ticks.contains(&sum(votes.iter().copied())) && votes.iter().all(|votes| *votes <= papers)
}

pub(super) fn fold(votes: &mut [u64], picks: &[u16], change: impl Fn(&mut u64)) {
    picks.iter().for_each(|pick| change(&mut votes[usize::from(*pick)]));
}
