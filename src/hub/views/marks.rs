//! Figures of a matrix as a face draws them: rows with their criteria, shares that are never
//! adjusted, scores with as many decimals as tell them apart, and groups.

use serde_json::{Map, Value, json};

use crate::domain::count::{Bases, Count};
use crate::domain::display::{ShareNote, rounding_shows, scores, share};
use crate::domain::outcome::ladder::{LadderRow, LadderRule};
use crate::domain::outcome::quota::{Graded, QuotaRow, QuotaRule};
use crate::domain::outcome::score::{Figures, Precision};
use crate::domain::outcome::sum;
use crate::domain::paper::{Criterion, Item, MarksForm, PaperForm};
use crate::domain::sheet::Sheet;
use crate::domain::tally::{RowTally, Tally};
use crate::domain::text::Key;
use crate::domain::threshold::{Base, Threshold, hundredths};

/// One for each row of the paper. With criteria votes are the marks of all of them together, while
/// the lines that count papers are never added up, and each criterion stands below `criteria`.
pub(super) fn rows(form: &MarksForm, cells: &[RowTally]) -> Value {
    let row = |(item, cells): (&Item, &[RowTally])| {
        let mut view = figures(form, &together(cells));
        view["item"] = json!(item.id);
        if !form.criteria.is_empty() {
            let one = |(criterion, cell): (&Criterion, &RowTally)| {
                let mut view = figures(form, cell);
                let (points, votes) = cell.score(form);
                view["id"] = json!(criterion.id);
                view["score"] = hundredths(points, votes).into();
                view
            };
            view["criteria"] = form.criteria.iter().zip(cells).map(one).collect();
            view["blank"] = in_every(cells, |cell| cell.blank).filter(|n| *n == 0).into();
            view["invalid"] = in_every(cells, |cell| cell.invalid).into();
            view["recused"] = in_every(cells, |cell| cell.recused).into();
        }
        view
    };
    form.rows.iter().zip(form.by_row(cells)).map(row).collect()
}

/// Papers in a line of the row: the same in each of its cells. Where they differ, as blanks may, or
/// what people read off papers by hand, nobody knows of how many papers they come.
fn in_every(cells: &[RowTally], papers: impl Fn(&RowTally) -> u64) -> Option<u64> {
    let first = papers(&cells[0]);
    cells.iter().all(|cell| papers(cell) == first).then_some(first)
}

/// Votes of all cells.
fn together(cells: &[RowTally]) -> RowTally {
    let mut row = cells[0].clone();
    for cell in &cells[1..] {
        row.votes.iter_mut().zip(&cell.votes).for_each(|(sum, votes)| *sum += votes);
    }
    row
}

/// Votes by grade, with the share of each in the row's own valid papers; `rounded` where these
/// shares, none of them adjusted, do not come to 100 (rules.md §11, case 56).
fn figures(form: &MarksForm, row: &RowTally) -> Value {
    let valid = row.valid(form);
    let (mut votes, mut shares, mut parts) = (Map::new(), Map::new(), Vec::new());
    for (grade, n) in form.grades.iter().zip(&row.votes) {
        votes.insert(grade.id.to_string(), (*n).into());
        if grade.has_share() {
            shares.insert(grade.id.to_string(), share(*n, valid).into());
            parts.push(*n);
        }
    }
    json!({
        "votes": votes, "blank": row.blank, "invalid": row.invalid, "recused": row.recused,
        "valid": valid,
        "shares": shares, "rounded": rounding_shows(&parts),
    })
}

/// The rows of a quota in rank order.
pub(super) fn quota(sheet: &Sheet, count: &Count, rule: &QuotaRule, rows: &[QuotaRow]) -> Value {
    let (PaperForm::Marks(form), Tally::Marks { rows: cells }) = (&sheet.form, &count.tally) else {
        return Value::Null;
    };
    let figures = Figures::new(&count.tally, count.grouped(sheet));
    let values: Vec<_> = (0..form.rows.len()).map(|row| figures.score(form, row)).collect();
    let shown = scores(&values, crate::domain::display::SCORE_DECIMALS);
    let composites = rule.composite.as_ref().map(|composite| {
        let value =
            |(row, own): (usize, &Option<_>)| Some(composite.rank_value(row, own.as_ref()?));
        let values: Vec<_> = values.iter().enumerate().map(value).collect();
        scores(&values, if composite.ranked == Precision::Exact { 2 } else { 4 })
    });
    let bases = Bases::of(sheet, count);
    let weighed = form.grades.iter().any(|grade| grade.weight.is_some());
    let row = |row: &QuotaRow| {
        let mut view = graded(&row.item, &row.verdict);
        let place = form.rows.iter().position(|item| item.id == row.item);
        let place = place.expect("an outcome names rows of its paper");
        view["rank"] = row.rank.into();
        view["score"] = shown[place].clone().filter(|_| weighed).into();
        view["composite"] = composites.as_ref().and_then(|all| all[place].clone()).into();
        if form.criteria.is_empty() {
            let votes = sum(form, &cells[place], std::slice::from_ref(&rule.grade));
            view["share"] = share(votes, cells[place].valid(form)).into();
            let floor = rule.floor.filter(|floor| floor.base == Base::ValidRows);
            let note = |floor: Threshold| {
                let base = bases.of_item(place).count(floor.base, form, &cells[place]);
                ShareNote::of(&floor, votes, base)
            };
            view["share_note"] = floor.and_then(note).map(ShareNote::code).into();
        }
        view
    };
    rows.iter().map(row).collect()
}

/// The rows of a ladder in paper order, each with the share that its first step looks at.
pub(super) fn ladder(sheet: &Sheet, count: &Count, rule: &LadderRule, rows: &[LadderRow]) -> Value {
    let (PaperForm::Marks(form), Tally::Marks { rows: cells }) = (&sheet.form, &count.tally) else {
        return Value::Null;
    };
    let first = rule.steps.first().expect("checked with the sheet");
    let row = |(row, cell): (&LadderRow, &RowTally)| {
        let mut view = graded(&row.item, &row.verdict);
        let votes = sum(form, cell, std::slice::from_ref(&first.grade));
        view["share"] = share(votes, cell.valid(form)).into();
        // Only where the share shown is the one that is held against the step.
        let same = first.threshold.base == Base::ValidRows && first.sum == [first.grade.clone()];
        let note = ShareNote::of(&first.threshold, votes, cell.valid(form)).filter(|_| same);
        view["share_note"] = note.map(ShareNote::code).into();
        view
    };
    rows.iter().zip(cells).map(row).collect()
}

fn graded(item: &Key, verdict: &Graded) -> Value {
    let (name, grade) = match verdict {
        Graded::Graded { grade } => ("graded", Some(grade)),
        Graded::Tied {} => ("tied", None),
        Graded::Ranked {} => ("ranked", None),
        Graded::NoResult {} => ("no_result", None),
    };
    json!({"item": item, "verdict": name, "grade": grade})
}

/// What each weighted group voted, with the score it gave each row; null without groups.
pub(super) fn groups(sheet: &Sheet, count: &Count) -> Value {
    let (PaperForm::Marks(form), Some(groups)) = (&sheet.form, count.grouped(sheet)) else {
        return Value::Null;
    };
    let view =
        |(share, group): (&crate::domain::group::GroupShare, &crate::domain::group::GroupTally)| {
            let own = Figures::new(&group.tally, None);
            let values: Vec<_> = (0..form.rows.len()).map(|row| own.score(form, row)).collect();
            let shown = scores(&values, crate::domain::display::SCORE_DECIMALS);
            let row =
                |(item, score): (&Item, Option<String>)| json!({"item": item.id, "score": score});
            json!({
                "group": share.group, "weight": share.weight, "papers": group.papers,
                "rows": form.rows.iter().zip(shown).map(row).collect::<Vec<_>>(),
            })
        };
    groups.rule.shares.iter().zip(groups.tallies).map(view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(criteria: &[&str]) -> MarksForm {
        let criterion = |id: &&str| json!({"id": id, "zh": id, "en": id, "weight": 1});
        let grade = |(id, weight): (&str, u32)| {
            json!({"id": id, "zh": id, "en": id, "shape": "none", "role": "grade",
                "weight": weight, "counts_in_base": true})
        };
        let grades = [("good", 100), ("fair", 0)].map(grade);
        let form = json!({
            "rows": [{"id": "1", "title": "1", "note": "", "details": [], "person": null}],
            "grades": grades, "blank_rows": "invalid",
            "criteria": criteria.iter().map(criterion).collect::<Value>(),
            "quotas": [], "all_equal": "allowed",
        });
        serde_json::from_value(form).unwrap()
    }

    fn cell(good: u64, fair: u64, blank: u64, invalid: u64) -> RowTally {
        RowTally { votes: vec![good, fair], blank, invalid, recused: 2 }
    }

    #[test]
    fn papers_of_a_row_with_criteria_are_counted_once() {
        let view = rows(&form(&["ability", "probity"]), &[cell(5, 1, 0, 3), cell(4, 2, 0, 3)]);
        assert_eq!(view[0]["votes"], json!({"good": 9, "fair": 3}));
        assert_eq!((&view[0]["invalid"], &view[0]["recused"]), (&json!(3), &json!(2)));
        assert_eq!((&view[0]["blank"], &view[0]["valid"]), (&json!(0), &json!(12)));
        assert_eq!(view[0]["criteria"][1]["votes"], json!({"good": 4, "fair": 2}));
    }

    #[test]
    fn papers_that_differ_between_criteria_are_told_of_each_alone() {
        let view = rows(&form(&["ability", "probity"]), &[cell(5, 1, 2, 1), cell(5, 2, 2, 0)]);
        assert_eq!((&view[0]["blank"], &view[0]["invalid"]), (&Value::Null, &Value::Null));
        let each = |key: &str| [&view[0]["criteria"][0][key], &view[0]["criteria"][1][key]];
        assert_eq!((each("blank"), each("invalid")), ([&json!(2); 2], [&json!(1), &json!(0)]));
    }

    #[test]
    fn a_row_without_criteria_has_its_own_figures() {
        let view = rows(&form(&[]), &[cell(5, 1, 2, 3)]);
        let row = [&view[0]["blank"], &view[0]["invalid"], &view[0]["recused"], &view[0]["valid"]];
        assert_eq!(row, [&json!(2), &json!(3), &json!(2), &json!(6)]);
    }
}
