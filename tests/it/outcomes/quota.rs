//! A grade for the first n of a ranking.

use plenum::domain::outcome::{Outcome, Tie};

use super::{decide, graded, keys};
use crate::support::ballots::{Wanted, profile};

/// Verdicts in paper order, with ranks, then the tie.
fn quota(wanted: &Wanted, members: u32, rows: &[&[u32]]) -> String {
    let sheet = wanted.clone().numbered(rows.len()).sheet(1);
    let Outcome::Quota { rows: found, tie } = decide(&sheet, members, rows) else {
        panic!("a quota");
    };
    let word = |n: usize| {
        let row = found.iter().find(|row| row.item.as_str() == n.to_string());
        let row = row.expect("every row is in the outcome");
        let rank = row.rank.map_or("-".to_owned(), |rank| rank.to_string());
        let grade = graded(&row.verdict);
        let short = grade.split('_').map(|part| &part[..1]).collect::<String>();
        match grade.as_str() {
            "tied" | "none" => format!("{grade}{rank}"),
            _ => format!("{short}{rank}"),
        }
    };
    let mut words: Vec<String> = (1..=rows.len()).map(word).collect();
    if let Some(Tie { items, open_places }) = tie {
        words.push(format!("tie {}/{open_places}", keys(&items).join("+")));
    }
    words.join(" ")
}

/// In the tables below: o 优秀, c 称职, bc 基本称职, i 不称职, with the rank.
#[test]
fn quotas_by_votes_then_score() {
    let two = profile("eval-quota-rank").quota(2);
    let table: &[(u32, &[&[u32]], &str)] = &[
        // 优秀 votes rank; the others get the cumulative majority below 优秀 (§0.3, no. 10).
        (10, &[&[3, 2, 4, 1], &[9, 1, 0, 0], &[7, 0, 3, 0]], "bc3 o1 o2"),
        (10, &[&[6, 4, 0, 0], &[9, 1, 0, 0], &[7, 3, 0, 0]], "c3 o1 o2"),
        (10, &[&[0, 0, 4, 6], &[9, 1, 0, 0], &[7, 3, 0, 0]], "i3 o1 o2"),
        // Exactly half does not carry a grade: 5 of 10 are 称职 or better.
        (10, &[&[2, 3, 1, 4], &[9, 1, 0, 0], &[7, 3, 0, 0]], "bc3 o1 o2"),
        // Equal 优秀 votes: the score decides, over the row's own valid papers.
        (10, &[&[5, 5, 0, 0], &[5, 0, 5, 0], &[8, 0, 0, 2]], "o2 bc3 o1"),
        (10, &[&[5, 1, 0, 0], &[5, 5, 0, 0], &[8, 0, 0, 2]], "o2 c3 o1"),
        // Equal in both across the cut: a tie, for exactly the places left (case 53).
        (10, &[&[8, 2, 0, 0], &[5, 5, 0, 0], &[5, 5, 0, 0]], "o1 tied2 tied2 tie 2+3/1"),
        (10, &[&[5, 5, 0, 0], &[5, 5, 0, 0], &[5, 5, 0, 0]], "tied1 tied1 tied1 tie 1+2+3/2"),
        // Equal in both inside the places: shared rank, no tie (case 52).
        (10, &[&[8, 2, 0, 0], &[8, 2, 0, 0], &[5, 5, 0, 0]], "o1 o1 c3"),
        // Equal 优秀 votes of unequal turnout: means 90, 86.67 and 93.33.
        (10, &[&[8, 2, 0, 0], &[2, 2, 0, 0], &[2, 0, 1, 0], &[2, 1, 0, 0]], "o1 c3 c4 o2"),
        // A row that nobody graded has no rank and no grade, even if places stay free (no. 2).
        (10, &[&[1, 0, 0, 0], &[0, 0, 0, 0], &[0, 0, 0, 0]], "o1 none- none-"),
        // Without one vote for 优秀 nobody is 优秀, and there is no tie of nothing (no. 13).
        (10, &[&[4, 6, 0, 0], &[0, 9, 1, 0], &[0, 9, 1, 0]], "o1 c2 c2"),
    ];
    for (members, rows, expected) in table {
        assert_eq!(quota(&two, *members, rows), *expected, "{rows:?}");
    }
}

#[test]
fn quotas_by_score_then_votes() {
    let one = profile("eval-score").quota(1);
    let table: &[(u32, &[&[u32]], &str)] = &[
        // 88.00 before 84.67, although the other has more 优秀.
        (30, &[&[18, 9, 2, 1], &[21, 4, 2, 3]], "o1 c2"),
        // Equal means (80): more 优秀 first.
        (10, &[&[0, 10, 0, 0], &[5, 0, 5, 0]], "c2 o1"),
        // 86.6666… against 86.67: both show as 86.67, and the exact mean ranks before the number
        // of 优秀 does (case 60).
        (2001, &[&[1334, 0, 667, 0], &[1333, 1, 666, 0]], "c2 o1"),
        // Equal mean and equal 优秀: a tie.
        (10, &[&[2, 0, 2, 0], &[2, 0, 2, 0], &[0, 3, 1, 0]], "tied1 tied1 c3 tie 1+2/1"),
    ];
    for (members, rows, expected) in table {
        assert_eq!(quota(&one, *members, rows), *expected, "{rows:?}");
    }
}
