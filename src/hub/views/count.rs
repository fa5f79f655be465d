//! The count view: figures, outcome, and the sentence the chair reads.

use serde_json::{Value, json};

use crate::crypto::hash::Hash;
use crate::domain::ballot::{Ballot, Counting};
use crate::domain::count::{Bases, Count};
use crate::domain::derivation::{Line, below_words, derive, settled};
use crate::domain::display::{ShareNote, share};
use crate::domain::outcome::selection::{SelectionRow, SelectionRule};
use crate::domain::outcome::{Outcome, OutcomeRule, Tie};
use crate::domain::paper::PaperForm;
use crate::domain::sheet::Sheet;
use crate::domain::sitting::Sitting;
use crate::domain::tally::Tally;
use crate::domain::threshold::Base;
use crate::hub::views::ballot::threshold_view;
use crate::hub::views::election;
use crate::hub::views::manual;
use crate::hub::views::marks;
use crate::hub::views::scored;
use crate::hub::views::sentence::sentence;

/// What stands above the figures of a rehearsal, zh-CN and English.
pub const REHEARSAL: (&str, &str) =
    ("演练，不是表决结果。", "A rehearsal: these figures are no result.");

/// Everything that is declared; in a rehearsal marked as such.
#[must_use]
pub fn count(sitting: &Sitting, ballot: &Ballot, counting: &Counting, rehearsal: bool) -> Value {
    let (sheet, count) = (&ballot.sheet, &counting.count);
    let (mut zh, mut en) = match settled::settled(ballot).pop() {
        Some(Line { zh, en }) => (zh, en),
        None => sentence(sheet, &count.outcome),
    };
    let mut derivation = derivation(ballot, count);
    if rehearsal {
        // What is read out and printed must never pass for a result (rules.md §11, case 72).
        (zh, en) = (format!("【演练】{zh}"), format!("[Rehearsal] {en}"));
        let line = Line { zh: REHEARSAL.0.to_owned(), en: REHEARSAL.1.to_owned() };
        derivation.insert(0, line);
    }
    json!({
        "turnout": count.turnout, "papers": count.papers, "weights": count.weights,
        "rows": rows(&sheet.form, &count.tally), "outcome": outcome(sheet, count),
        "sentence": {"zh": zh, "en": en}, "derivation": derivation,
        "standing": election::standing(sitting, ballot), "groups": marks::groups(sheet, count),
        "channels": manual::channels(sheet, count),
        "counted": {
            "seq": counting.counted.seq, "hash": Hash(counting.counted.hash).short(),
        },
    })
}

/// Running figures: as [`rows`], without names, which nobody has ruled on yet.
#[must_use]
pub fn running(form: &PaperForm, tally: &Tally) -> Value {
    match (form, tally) {
        (PaperForm::Picks(form), Tally::Picks(tally)) => election::running_rows(form, tally),
        _ => rows(form, tally),
    }
}

/// From the rulings on names to what stands now.
fn derivation(ballot: &Ballot, count: &Count) -> Vec<Line> {
    let mut lines = settled::rulings(ballot);
    lines.extend(derive(&ballot.sheet, count));
    lines.extend(settled::settled(ballot));
    lines
}

/// Figures per row or option, by key.
#[must_use]
pub fn rows(form: &PaperForm, tally: &Tally) -> Value {
    match (form, tally) {
        (PaperForm::Marks(form), Tally::Marks { rows }) => marks::rows(form, rows),
        (PaperForm::Picks(form), Tally::Picks(tally)) => election::rows(form, tally),
        (PaperForm::Ranks(form), Tally::Ranks { rows }) => scored::ranks(form, rows),
        (PaperForm::Scores(form), Tally::Scores { rows }) => scored::scores(form, rows),
        (PaperForm::Text(form), Tally::Text { answered }) => scored::text(form, answered),
        _ => Value::Null,
    }
}

fn outcome(sheet: &Sheet, count: &Count) -> Value {
    let bases = Bases::of(sheet, count);
    match (&count.outcome, &sheet.rules.outcome) {
        (Outcome::Threshold { rows }, OutcomeRule::Threshold(rule)) => {
            let row = |row: &crate::domain::outcome::threshold::ThresholdRow| {
                json!({
                    "item": row.item, "votes": row.votes, "base_count": row.base_count,
                    "needed": row.needed,
                    "share": share(row.votes, row.base_count),
                    "share_note": ShareNote::of(&rule.threshold, row.votes, row.base_count)
                        .map(ShareNote::code),
                    "verdict": if row.adopted { "adopted" } else { "not_adopted" },
                })
            };
            json!({"kind": "threshold", "rows": rows.iter().map(row).collect::<Vec<_>>()})
        }
        (Outcome::Selection { rows, tie, shortfall }, OutcomeRule::Selection(rule)) => {
            selection(rule, rows, tie.as_ref(), *shortfall, &bases)
        }
        (Outcome::Quota { rows, tie }, OutcomeRule::Quota(rule)) => {
            json!({
                "kind": "quota", "grade": rule.grade, "places": rule.places, "floor": rule.floor,
                "composite": rule.composite, "tie": tie,
                "rows": marks::quota(sheet, count, rule, rows),
            })
        }
        (Outcome::Ladder { rows }, OutcomeRule::Ladder(rule)) => {
            json!({"kind": "ladder", "rows": marks::ladder(sheet, count, rule, rows)})
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
    let below = below_words(rule.majority.as_ref());
    // A share of the valid papers says nothing of a majority over another base.
    let own = rule.majority.filter(|majority| majority.base == Base::ValidPapers);
    let note = |votes| own.and_then(|rule| ShareNote::of(&rule, votes, bases.valid_papers));
    // 得票率 on form D4: votes ÷ valid papers (rules.md §0.3, reading 4).
    let row = |row: &SelectionRow| {
        json!({
            "item": row.item, "votes": row.votes, "rank": row.rank,
            "share": share(row.votes, bases.valid_papers), "verdict": row.verdict,
            "share_note": note(row.votes).map(ShareNote::code),
        })
    };
    json!({
        "kind": "selection", "places": rule.places, "needed": needed,
        "below": {"zh": below.zh, "en": below.en},
        "rows": rows.iter().map(row).collect::<Vec<_>>(), "tie": tie, "shortfall": shortfall,
    })
}
