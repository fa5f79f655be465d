//! Papers of a form that a test wants, with rows or options numbered from 1.

use plenum::domain::paper::PaperForm;
use plenum::domain::sheet::Sheet;
use serde_json::{Value, json};

use crate::support::ballots::{Wanted, profile};

fn items(n: usize) -> Value {
    let item = |n: usize| json!({"id": n.to_string(), "title": format!("第{n}项"), "note": "", "details": []});
    (1..=n).map(item).collect()
}

fn form(json: Value) -> PaperForm {
    serde_json::from_value(json).expect("a form")
}

/// `min` to `max` of so many options, ranked.
pub(crate) fn ranks(options: usize, min: u32, max: u32) -> PaperForm {
    form(json!({"form": "ranks", "options": items(options), "min": min, "max": max}))
}

/// Rows with a score from 0 to `max` units in steps of `step`; a blank row abstains.
pub(crate) fn scores(rows: usize, max: u32, step: u32, decimals: u8) -> PaperForm {
    form(json!({
        "form": "scores", "rows": items(rows), "min": 0, "max": max, "step": step,
        "decimals": decimals, "blank_rows": "abstain", "bands": [], "labels": null,
    }))
}

/// So many questions with answers of at most `max_chars` characters.
pub(crate) fn text(questions: usize, max_chars: u32) -> PaperForm {
    form(json!({"form": "text", "questions": items(questions), "max_chars": max_chars}))
}

/// A poll with one of these papers.
pub(crate) fn poll(edit: fn(&mut Sheet)) -> Wanted {
    profile("quick-poll").numbered(3).places(1).with(edit)
}
