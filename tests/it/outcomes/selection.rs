//! The first K of N.

use plenum::domain::outcome::selection::{Selected, SelectionRow};
use plenum::domain::outcome::{Outcome, Tie};
use plenum::domain::tally::Tally;

use super::{decided, keys};
use crate::support::ballots::profile;

/// Votes in paper order, in a hall of `members`, for `places`: verdict and rank per option in
/// paper order, then `tie n/m` for n tied over m places, then `open n` for places left open.
fn selection(members: u32, places: u32, majority: bool, votes: &[u64]) -> String {
    let id = if majority { "livelihood-majority-all" } else { "livelihood-plurality" };
    let sheet = profile(id).numbered(votes.len()).places(places).sheet(1);
    let tally = Tally::Picks(votes.to_vec().into());
    let Outcome::Selection { rows, tie, shortfall } = decided(&sheet, members, tally) else {
        panic!("a selection");
    };
    let mut words: Vec<String> = (1..=votes.len())
        .map(|n| selected(rows.iter().find(|row| row.item.as_str() == n.to_string())))
        .collect();
    if let Some(Tie { items, open_places }) = &tie {
        assert!(*open_places >= 1 && (items.len() as u64) > u64::from(*open_places));
        words.push(format!("tie {}/{open_places}", keys(items).join("+")));
    }
    if shortfall > 0 {
        words.push(format!("open {shortfall}"));
    }
    words.join(" ")
}

fn selected(row: Option<&SelectionRow>) -> String {
    let row = row.expect("every option is in the outcome");
    let verdict = match row.verdict {
        Selected::Selected => "in",
        Selected::Tied => "tied",
        Selected::NotSelected => "out",
        Selected::BelowMajority => "below",
    };
    format!("{verdict}{}", row.rank)
}

#[test]
fn selections_of_a_majority() {
    // Hall, places, votes => verdict with rank per option. In a hall of 10 six are needed.
    let table: &[(u32, u32, &[u64], &str)] = &[
        // More than K reach it: the first K (case 51).
        (10, 2, &[6, 9, 8, 7], "out4 in1 in2 out3"),
        // Exactly half is not a majority.
        (10, 2, &[5, 6, 7], "below3 in2 in1"),
        (11, 2, &[5, 6, 7], "below3 in2 in1"),
        // Ties inside the first K and among the losers need no run-off (case 52).
        (10, 3, &[9, 8, 8, 7, 7], "in1 in2 in2 out4 out4"),
        (10, 4, &[9, 8, 8, 7, 1, 1], "in1 in2 in2 in4 below5 below5"),
        // A block across the cut: those above are in, the block is for the rest (case 48).
        (10, 3, &[9, 8, 8, 8, 7], "in1 tied2 tied2 tied2 out5 tie 2+3+4/2"),
        (10, 1, &[7, 7], "tied1 tied1 tie 1+2/1"),
        (10, 2, &[7, 9, 7, 7], "tied2 in1 tied2 tied2 tie 1+3+4/1"),
        // A tie below the majority does not matter: the place stays open (case 50).
        (10, 2, &[9, 5, 5], "in1 below2 below2 open 1"),
        (10, 3, &[9, 6, 5, 5], "in1 in2 below3 below3 open 1"),
        // Equal votes for exactly the places there are.
        (10, 2, &[7, 7, 6], "in1 in1 out3"),
        (10, 3, &[0, 0, 0], "below1 below1 below1 open 3"),
        // As many options as places.
        (10, 3, &[6, 10, 5], "in2 in1 below3 open 1"),
    ];
    for (members, places, votes, expected) in table {
        assert_eq!(selection(*members, *places, true, votes), *expected, "{votes:?}");
    }
}

#[test]
fn selections_by_most_votes() {
    let table: &[(u32, &[u64], &str)] = &[
        (2, &[1, 3, 2], "out3 in1 in2"),
        (2, &[3, 1, 1, 1], "in1 tied2 tied2 tied2 tie 2+3+4/1"),
        // A row without a vote is never selected (§0.3, no. 13), not even into a free place,
        // and not by a tie of nothing.
        (3, &[4, 2, 0, 0], "in1 in2 below3 below3 open 1"),
        (2, &[4, 0, 0], "in1 below2 below2 open 1"),
        (1, &[0, 0], "below1 below1 open 1"),
    ];
    for (places, votes, expected) in table {
        assert_eq!(selection(10, *places, false, votes), *expected, "{votes:?}");
    }
}
