//! The first K of N by ranked papers (rules.md §4.5, V5).

use serde::{Deserialize, Serialize};

use crate::domain::outcome::selection::Selected;
use crate::domain::outcome::{Outcome, Tie, cut, shared_ranks};
use crate::domain::paper::{RanksForm, count};
use crate::domain::sheet::SheetError;
use crate::domain::tally::RanksTally;
use crate::domain::text::Key;

/// Top K by points, without a majority. Equal points across the cut are a tie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsRule {
    /// K, 应定项数: as many as one paper may rank.
    pub places: u32,
    /// What a rank is worth.
    pub method: PointsMethod,
}

/// What a rank is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointsMethod {
    /// K + 1 − rank: K points for the first, 1 for the K-th.
    Weighted,
    /// One point, whichever of the K ranks it is.
    Mentions,
}

/// One option in rank order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsRow {
    /// The option.
    pub item: Key,
    /// Points.
    pub points: u64,
    /// Shared rank: 1, 2, 2, 4.
    pub rank: u32,
    /// What follows; below the majority means that no paper ranked it.
    pub verdict: Selected,
}

impl PointsRule {
    pub(super) fn check(&self, form: &RanksForm) -> Result<(), SheetError> {
        if self.places == 0 || self.places != form.max {
            return Err(SheetError {
                zh: "应定项数与应排名次数不符",
                en: "the number of places is not the number of ranks on the paper",
            });
        }
        Ok(())
    }

    /// Points of one option.
    #[must_use]
    pub fn points(&self, row: &RanksTally) -> u64 {
        match self.method {
            PointsMethod::Weighted => row.points(),
            PointsMethod::Mentions => row.ranked(),
        }
    }

    pub(super) fn decide(&self, form: &RanksForm, rows: &[RanksTally]) -> Outcome {
        let points: Vec<u64> = rows.iter().map(|row| self.points(row)).collect();
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(points[i]));
        let equal = |a: usize, b: usize| points[order[a]] == points[order[b]];
        let ranks = shared_ranks(order.len(), equal);

        // An option that nobody ranked is never selected (rules.md §0.3, reading 13).
        let named = order.iter().take_while(|&&i| points[i] > 0).count();
        let places = usize::try_from(self.places).expect("at most 200 places");
        let (above, tied) = cut(named, places, equal);
        let verdict = |place: usize| match place {
            p if p < above => Selected::Selected,
            p if p < above + tied => Selected::Tied,
            p if p < named => Selected::NotSelected,
            _ => Selected::BelowMajority,
        };
        let listed = order.iter().enumerate().map(|(place, &i)| PointsRow {
            item: form.options[i].id.clone(),
            points: points[i],
            rank: ranks[place],
            verdict: verdict(place),
        });
        let tie = (tied > 0).then(|| Tie {
            items: order[above..above + tied].iter().map(|&i| form.options[i].id.clone()).collect(),
            open_places: count(places - above),
        });
        let filled = if tie.is_some() { places } else { above };
        Outcome::Points { rows: listed.collect(), tie, shortfall: count(places - filled) }
    }
}
