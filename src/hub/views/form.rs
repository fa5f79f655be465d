//! The form view: the paper as a face draws it.

use serde_json::{Value, json};

use crate::domain::paper::{Grade, Item, PaperForm};

/// One form. Scores stand in units of the last decimal, as everywhere; `decimals` says which.
pub(super) fn form(form: &PaperForm) -> Value {
    match form {
        PaperForm::Marks(marks) => json!({
            "kind": "marks", "rows": items(&marks.rows),
            "grades": marks.grades.iter().map(grade).collect::<Vec<_>>(),
            "criteria": marks.criteria, "blank_rows": marks.blank_rows,
            "quotas": marks.quotas, "all_equal": marks.all_equal,
        }),
        PaperForm::Picks(picks) => json!({
            "kind": "picks", "options": items(&picks.options),
            "min": picks.min, "max": picks.max, "crosses": picks.crosses,
            "write_ins": picks.write_ins,
        }),
        PaperForm::Ranks(ranks) => json!({
            "kind": "ranks", "options": items(&ranks.options),
            "min": ranks.min, "max": ranks.max,
        }),
        PaperForm::Scores(scores) => json!({
            "kind": "scores", "rows": items(&scores.rows),
            "min": scores.min, "max": scores.max, "step": scores.step,
            "decimals": scores.decimals, "blank_rows": scores.blank_rows,
            "bands": scores.bands, "labels": scores.labels,
        }),
        PaperForm::Text(text) => json!({
            "kind": "text", "questions": items(&text.questions), "max_chars": text.max_chars,
        }),
    }
}

fn items(items: &[Item]) -> Value {
    serde_json::to_value(items).expect("items are plain data")
}

fn grade(grade: &Grade) -> Value {
    json!({
        "id": grade.id, "zh": grade.zh, "en": grade.en, "shape": grade.shape, "role": grade.role,
    })
}
