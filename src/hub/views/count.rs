//! The count view: figures, outcome, and the sentence the chair reads.

use serde_json::{Value, json};

use crate::crypto::hash::Hash;
use crate::domain::ballot::{Ballot, Counting};
use crate::domain::count::{Bases, Count};
use crate::domain::derivation::derive;
use crate::domain::outcome::quota::Graded;
use crate::domain::outcome::selection::{SelectionRow, SelectionRule};
use crate::domain::outcome::{Outcome, OutcomeRule, Tie};
use crate::domain::paper::PaperForm;
use crate::domain::sheet::Sheet;
use crate::domain::tally::Tally;
use crate::domain::text::Key;
use crate::domain::threshold::{hundredths, percent};
use crate::hub::views::ballot::threshold_view;
use crate::hub::views::manual;
use crate::hub::views::scored;
use crate::hub::views::sentence::sentence;

/// Everything that is declared.
#[must_use]
pub fn count(ballot: &Ballot, counting: &Counting) -> Value {
    let (sheet, count) = (&ballot.sheet, &counting.count);
    let (zh, en) = sentence(sheet, &count.outcome);
    json!({
        "turnout": count.turnout, "papers": count.papers, "weights": count.weights,
        "rows": rows(&sheet.form, &count.tally), "outcome": outcome(sheet, count),
        "sentence": {"zh": zh, "en": en}, "derivation": derive(sheet, count),
        "channels": manual::channels(sheet, count),
        "counted": {
            "seq": counting.counted.seq, "hash": Hash(counting.counted.hash).short(),
        },
    })
}

/// Figures per row or option, by key.
#[must_use]
pub fn rows(form: &PaperForm, tally: &Tally) -> Value {
    match (form, tally) {
        (PaperForm::Marks(form), Tally::Marks { rows }) => {
            let row =
                |(item, row): (&crate::domain::paper::Item, &crate::domain::tally::RowTally)| {
                    let votes: serde_json::Map<String, Value> = form
                        .grades
                        .iter()
                        .zip(&row.votes)
                        .map(|(grade, votes)| (grade.id.to_string(), (*votes).into()))
                        .collect();
                    json!({
                        "item": item.id, "votes": votes, "blank": row.blank, "invalid": row.invalid,
                        "recused": row.recused, "valid": row.valid(form),
                    })
                };
            form.rows.iter().zip(rows).map(row).collect()
        }
        (PaperForm::Picks(form), Tally::Picks { votes }) => form
            .options
            .iter()
            .zip(votes)
            .map(|(item, votes)| json!({"item": item.id, "votes": votes}))
            .collect(),
        (PaperForm::Ranks(form), Tally::Ranks { rows }) => scored::ranks(form, rows),
        (PaperForm::Scores(form), Tally::Scores { rows }) => scored::scores(form, rows),
        (PaperForm::Text(form), Tally::Text { answered }) => scored::text(form, answered),
        _ => Value::Null,
    }
}

fn outcome(sheet: &Sheet, count: &Count) -> Value {
    let bases = Bases::of(sheet, count);
    match (&count.outcome, &sheet.rules.outcome) {
        (Outcome::Threshold { rows }, _) => {
            let row = |row: &crate::domain::outcome::threshold::ThresholdRow| {
                json!({
                    "item": row.item, "votes": row.votes, "base_count": row.base_count,
                    "needed": row.needed,
                    "share": percent(row.votes, row.base_count),
                    "verdict": if row.adopted { "adopted" } else { "not_adopted" },
                })
            };
            json!({"kind": "threshold", "rows": rows.iter().map(row).collect::<Vec<_>>()})
        }
        (Outcome::Selection { rows, tie, shortfall }, OutcomeRule::Selection(rule)) => {
            selection(rule, rows, tie.as_ref(), *shortfall, &bases)
        }
        (Outcome::Quota { rows, tie }, OutcomeRule::Quota(rule)) => {
            let row = |row: &crate::domain::outcome::quota::QuotaRow| {
                let mut view = graded(&row.item, &row.verdict);
                let (score, share) = score_and_share(sheet, count, &row.item, &rule.grade);
                view["rank"] = row.rank.into();
                view["score"] = score.into();
                view["share"] = share.into();
                view
            };
            json!({
                "kind": "quota", "grade": rule.grade, "places": rule.places,
                "rows": rows.iter().map(row).collect::<Vec<_>>(), "tie": tie,
            })
        }
        (Outcome::Ladder { rows }, OutcomeRule::Ladder(rule)) => {
            let row = |row: &crate::domain::outcome::ladder::LadderRow| {
                let mut view = graded(&row.item, &row.verdict);
                let first = &rule.steps.first().expect("checked with the sheet").grade;
                view["share"] = score_and_share(sheet, count, &row.item, first).1.into();
                view
            };
            json!({"kind": "ladder", "rows": rows.iter().map(row).collect::<Vec<_>>()})
        }
        (Outcome::Points { rows, tie, shortfall }, OutcomeRule::Points(rule)) => {
            scored::points_outcome(rule, rows, tie.as_ref(), *shortfall)
        }
        (Outcome::Mean { rows, tie, shortfall }, OutcomeRule::Mean(rule)) => {
            scored::mean_outcome(&sheet.form, rule, rows, tie.as_ref(), *shortfall)
        }
        (Outcome::Counts {}, _) => json!({"kind": "counts"}),
        (Outcome::NoResult {}, _) => json!({"kind": "no_result", "reason": "no_papers"}),
        // A count that does not belong to its sheet cannot come out of `decide`.
        _ => Value::Null,
    }
}

fn selection(
    rule: &SelectionRule,
    rows: &[SelectionRow],
    tie: Option<&Tie>,
    shortfall: u32,
    bases: &Bases,
) -> Value {
    let needed =
        rule.majority.map(|majority| threshold_view(&majority, bases.of_papers(majority.base)));
    // 得票率 on form D4: votes ÷ valid papers (rules.md §0.3, reading 4).
    let row = |row: &SelectionRow| {
        json!({
            "item": row.item, "votes": row.votes, "rank": row.rank,
            "share": percent(row.votes, bases.valid_papers), "verdict": row.verdict,
        })
    };
    json!({
        "kind": "selection", "places": rule.places, "needed": needed,
        "rows": rows.iter().map(row).collect::<Vec<_>>(), "tie": tie, "shortfall": shortfall,
    })
}

fn graded(item: &Key, verdict: &Graded) -> Value {
    let (name, grade) = match verdict {
        Graded::Graded { grade } => ("graded", Some(grade)),
        Graded::Tied {} => ("tied", None),
        Graded::NoResult {} => ("no_result", None),
    };
    json!({"item": item, "verdict": name, "grade": grade})
}

/// Mean weight and share of one grade in a row, for display.
fn score_and_share(
    sheet: &Sheet,
    count: &Count,
    item: &Key,
    grade: &Key,
) -> (Option<String>, Option<String>) {
    let (PaperForm::Marks(form), Tally::Marks { rows }) = (&sheet.form, &count.tally) else {
        return (None, None);
    };
    let place = form.rows.iter().position(|row| row.id == *item);
    let Some(row) = place.and_then(|place| rows.get(place)) else {
        return (None, None);
    };
    let (points, votes) = row.score(form);
    let share =
        form.grade_index(grade).and_then(|grade| percent(row.votes[grade], row.valid(form)));
    (hundredths(points, votes), share)
}
