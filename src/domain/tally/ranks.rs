//! Ranks per option.

use serde::{Deserialize, Serialize};

use crate::domain::paper::RanksForm;
use crate::domain::tally::{Tally, sum};

/// Figures of one ranked option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RanksTally {
    /// Papers that put it first, second, … K-th.
    pub ranks: Vec<u64>,
}

impl RanksTally {
    /// Papers that ranked it at all.
    #[must_use]
    pub fn ranked(&self) -> u64 {
        sum(self.ranks.iter().copied())
    }

    /// Σ papers × (K + 1 − rank).
    #[must_use]
    pub fn points(&self) -> u64 {
        let worth = (1_u64..).zip(self.ranks.iter().rev());
        sum(worth.map(|(worth, papers)| papers.saturating_mul(worth)))
    }
}

pub(super) fn zero(form: &RanksForm) -> Tally {
    let most = usize::try_from(form.max).expect("at most 200 ranks");
    Tally::Ranks { rows: vec![RanksTally { ranks: vec![0; most] }; form.options.len()] }
}

pub(super) fn fits(rows: &[RanksTally], form: &RanksForm) -> bool {
    let most = usize::try_from(form.max).expect("at most 200 ranks");
    rows.len() == form.options.len() && rows.iter().all(|row| row.ranks.len() == most)
}

/// Whoever gave a rank gave every better one, so that each rank was given by no more papers than
/// the one before it; and the ranks that must be given were given by all.
pub(super) fn comes_from(rows: &[RanksTally], form: &RanksForm, papers: u64) -> bool {
    let given = |rank: u32| {
        let at = usize::try_from(rank - 1).expect("at most 200 ranks");
        sum(rows.iter().map(|row| row.ranks[at]))
    };
    let mut before = papers;
    let falling = (1..=form.max).all(|rank| {
        let given = given(rank);
        let holds = given <= before && (rank > form.min || given == papers);
        before = given;
        holds
    });
    falling && rows.iter().all(|row| row.ranked() <= papers)
}

pub(super) fn fold(rows: &mut [RanksTally], ranks: &[u16], change: impl Fn(&mut u64)) {
    for (place, option) in ranks.iter().enumerate() {
        change(&mut rows[usize::from(*option)].ranks[place]);
    }
}
