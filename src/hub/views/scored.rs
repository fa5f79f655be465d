//! Figures and outcomes of ranked, scored and written papers.

use serde_json::{Value, json};

use crate::domain::outcome::mean::{Kept, MeanRow, MeanRule, Placed, shown};
use crate::domain::outcome::points::{PointsRow, PointsRule};
use crate::domain::outcome::selection::Selected;
use crate::domain::outcome::{Outcome, Tie};
use crate::domain::paper::{Item, PaperForm, RanksForm, ScoresForm, TextForm};
use crate::domain::tally::{RanksTally, ScoresTally};

pub(super) fn ranks(form: &RanksForm, rows: &[RanksTally]) -> Value {
    let row = |(item, row): (&Item, &RanksTally)| json!({"item": item.id, "ranks": row.ranks, "ranked": row.ranked()});
    form.options.iter().zip(rows).map(row).collect()
}

/// Scores as they are written, lowest first, with the plain mean of all of them.
pub(super) fn scores(form: &ScoresForm, rows: &[ScoresTally]) -> Value {
    let whole =
        |row: &ScoresTally| Kept { total: row.total(), raters: row.raters(), given: row.raters() };
    let means = shown(form, &rows.iter().map(whole).collect::<Vec<_>>());
    let row = |((item, row), mean): ((&Item, &ScoresTally), Option<(String, bool)>)| {
        let scores: Vec<Value> =
            row.scores.iter().map(|(score, n)| json!([form.written(*score), n])).collect();
        json!({
            "item": item.id, "scores": scores, "blank": row.blank, "invalid": row.invalid,
            "recused": row.recused, "raters": row.raters(), "mean": mean.map(|(mean, _)| mean),
        })
    };
    form.rows.iter().zip(rows).zip(means).map(row).collect()
}

pub(super) fn text(form: &TextForm, answered: &[u64]) -> Value {
    let row = |(item, answered): (&Item, &u64)| json!({"item": item.id, "answered": answered});
    form.questions.iter().zip(answered).map(row).collect()
}

pub(super) fn points_outcome(
    rule: &PointsRule,
    rows: &[PointsRow],
    tie: Option<&Tie>,
    shortfall: u32,
) -> Value {
    let row = |row: &PointsRow| {
        // There is no majority here: what nobody ranked is not selected.
        let verdict = match row.verdict {
            Selected::BelowMajority => Selected::NotSelected,
            other => other,
        };
        json!({"item": row.item, "points": row.points, "rank": row.rank, "verdict": verdict})
    };
    json!({
        "kind": "points", "places": rule.places, "method": rule.method,
        "rows": rows.iter().map(row).collect::<Vec<_>>(), "tie": tie, "shortfall": shortfall,
    })
}

pub(super) fn mean_outcome(
    form: &PaperForm,
    rule: &MeanRule,
    rows: &[MeanRow],
    tie: Option<&Tie>,
    shortfall: u32,
) -> Value {
    let PaperForm::Scores(form) = form else {
        return Value::Null;
    };
    let means = shown(form, &rows.iter().map(MeanRow::kept).collect::<Vec<_>>());
    let row = |(row, mean): (&MeanRow, Option<(String, bool)>)| {
        let (mean, exact) = mean.unzip();
        json!({
            "item": row.item, "mean": mean, "exact": exact.unwrap_or_default(),
            "raters": row.raters, "given": row.given, "rank": row.rank, "band": row.band,
            "verdict": row.verdict,
        })
    };
    json!({
        "kind": "mean", "places": rule.places, "trim": rule.trim,
        "rows": rows.iter().zip(means).map(row).collect::<Vec<_>>(), "tie": tie,
        "shortfall": shortfall,
    })
}

/// zh-CN and English; none for the outcomes of other papers.
pub(super) fn sentence(outcome: &Outcome) -> Option<(String, String)> {
    let (selected, ranked, tie, shortfall) = match outcome {
        Outcome::Points { rows, tie, shortfall } => {
            let selected = rows.iter().filter(|row| row.verdict == Selected::Selected).count();
            (selected, 0, tie, *shortfall)
        }
        Outcome::Mean { rows, tie, shortfall } => {
            let of = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
            if of(Placed::NoResult) == rows.len() {
                let none = ("各项均未产生结果", "No row has a result.");
                return Some((none.0.to_owned(), none.1.to_owned()));
            }
            (of(Placed::Selected), of(Placed::Ranked), tie, *shortfall)
        }
        _ => return None,
    };
    if ranked > 0 {
        return Some((
            format!("{ranked} 项按得分排出名次"),
            format!("{ranked} ranked by their means."),
        ));
    }
    let (mut zh, mut en) = (format!("入选 {selected} 项"), format!("{selected} selected"));
    if shortfall > 0 {
        zh.push_str(&format!("，缺额 {shortfall} 项"));
        en.push_str(&format!(", {shortfall} places not filled"));
    }
    en.push('.');
    if let Some(Tie { items, open_places }) = tie {
        let n = items.len();
        zh.push_str(&format!("；{n} 项得分相等，余 {open_places} 个名额，需再次票决"));
        en.push_str(&format!(
            " {n} are tied for the {open_places} places left; a run-off is required."
        ));
    }
    Some((zh, en))
}
