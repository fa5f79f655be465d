//! The figures of two channels together, cell by cell.

use crate::domain::tally::{RanksTally, RowTally, ScoresTally, Tally};

/// Two tallies of one form.
///
/// # Panics
/// For tallies of different forms.
pub(super) fn of(one: &Tally, two: &Tally) -> Tally {
    match (one, two) {
        (Tally::Marks { rows: one }, Tally::Marks { rows: two }) => {
            Tally::Marks { rows: each(one, two, marks) }
        }
        (Tally::Picks(one), Tally::Picks(two)) => Tally::Picks(one.plus(two)),
        (Tally::Ranks { rows: one }, Tally::Ranks { rows: two }) => {
            let row = |one: &RanksTally, two: &RanksTally| RanksTally {
                ranks: cells(&one.ranks, &two.ranks),
            };
            Tally::Ranks { rows: each(one, two, row) }
        }
        (Tally::Scores { rows: one }, Tally::Scores { rows: two }) => {
            Tally::Scores { rows: each(one, two, scores) }
        }
        _ => panic!("tallies of different forms"),
    }
}

fn each<T>(one: &[T], two: &[T], row: impl Fn(&T, &T) -> T) -> Vec<T> {
    one.iter().zip(two).map(|(one, two)| row(one, two)).collect()
}

fn cells(one: &[u64], two: &[u64]) -> Vec<u64> {
    each(one, two, |one, two| one + two)
}

fn marks(one: &RowTally, two: &RowTally) -> RowTally {
    RowTally {
        votes: cells(&one.votes, &two.votes),
        blank: one.blank + two.blank,
        invalid: one.invalid + two.invalid,
        recused: one.recused + two.recused,
    }
}

/// The histograms of both, ascending, each score once.
fn scores(one: &ScoresTally, two: &ScoresTally) -> ScoresTally {
    let mut scores = std::collections::BTreeMap::new();
    for (score, papers) in one.scores.iter().chain(&two.scores) {
        *scores.entry(*score).or_default() += papers;
    }
    ScoresTally {
        scores: scores.into_iter().collect(),
        blank: one.blank + two.blank,
        invalid: one.invalid + two.invalid,
        recused: one.recused + two.recused,
    }
}
