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

/// One for each row of the paper. With criteria the figures are those of all of them together, and
/// each stands below `criteria`.
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
        }
        view
    };
    form.rows.iter().zip(form.by_row(cells)).map(row).collect()
}

fn together(cells: &[RowTally]) -> RowTally {
    let mut sum = cells[0].clone();
    for cell in &cells[1..] {
        sum.votes.iter_mut().zip(&cell.votes).for_each(|(sum, votes)| *sum += votes);
        sum.blank += cell.blank;
        sum.invalid += cell.invalid;
        sum.recused += cell.recused;
    }
    sum
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
