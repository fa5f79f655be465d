//! The table of a matrix (forms D4 and D6): votes, shares that are never adjusted, scores with as
//! many decimals as tell them apart; criteria, groups and scores from outside below it.

use std::collections::BTreeMap;

use crate::documents::csv_lines::Csv;
use crate::documents::results::item_cells;
use crate::domain::count::{Bases, Count};
use crate::domain::display::{SCORE_DECIMALS, ShareNote, decimal, rounding_shows, scores, share};
use crate::domain::outcome::score::{Composite, Figures, Precision};
use crate::domain::outcome::threshold::ThresholdRow;
use crate::domain::outcome::{Outcome, OutcomeRule, sum};
use crate::domain::paper::MarksForm;
use crate::domain::sheet::Sheet;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::hundredths;
use crate::domain::weight::Scale;

/// What is said where shares, rounded and never adjusted, do not come to 100.
pub(super) const ROUNDED: &str = "因四舍五入，各项比例之和不等于100%";

/// What stands behind the votes of every row.
struct Extras<'a> {
    scores: Vec<Option<String>>,
    composites: Option<Vec<Option<String>>>,
    thresholds: &'a [ThresholdRow],
    scored: bool,
    recused: bool,
    scale: Scale,
}

/// One line for each row; with criteria one for each of them before it.
pub(super) fn table(
    csv: &mut Csv,
    sheet: &Sheet,
    (form, cells): (&MarksForm, &[RowTally]),
    count: &Count,
    verdicts: &BTreeMap<Key, [String; 2]>,
) {
    let extras = Extras::new(sheet, form, count);
    let counted = || form.grades.iter().filter(|grade| grade.has_share());
    let mut header: Vec<String> = ["序号", "项目", "说明"].map(str::to_owned).into();
    if !form.criteria.is_empty() {
        header.extend(["指标", "权数"].map(str::to_owned));
    }
    header.extend(form.grades.iter().map(|grade| grade.zh.to_string()));
    header.extend(["本项弃权", "本项无效"].map(str::to_owned));
    header.extend(extras.recused.then(|| "本项回避".to_owned()));
    header.push("本项有效".to_owned());
    header.extend(counted().map(|grade| format!("{}（%）", grade.zh)));
    header.extend(extras.scored.then(|| "得分".to_owned()));
    header.extend(extras.composites.as_ref().map(|_| "综合得分".to_owned()));
    if !extras.thresholds.is_empty() {
        header.extend(["基数", "所需票数"].map(str::to_owned));
    }
    header.extend(["名次", "结果", "备注"].map(str::to_owned));
    csv.line(header);
    for (place, (item, cells)) in form.rows.iter().zip(form.by_row(cells)).enumerate() {
        let number = u32::try_from(place + 1).expect("at most 200 rows");
        for (criterion, cell) in form.criteria.iter().zip(cells) {
            let mut line = item_cells(number, item);
            line.extend([criterion.zh.to_string(), criterion.weight.to_string()]);
            line.extend(figures(form, cell, &extras));
            let (points, votes) = cell.score(form);
            line.extend(extras.scored.then(|| hundredths(points, votes).unwrap_or_default()));
            csv.line(line);
        }
        let mut line = item_cells(number, item);
        if form.criteria.is_empty() {
            line.extend(figures(form, &cells[0], &extras));
        } else {
            line.extend(["合计".to_owned(), String::new()]);
            line.extend(vec![
                String::new();
                form.grades.len()
                    + 3
                    + usize::from(extras.recused)
                    + counted().count()
            ]);
        }
        line.extend(extras.of_row(place, &item.id));
        line.extend(verdicts.get(&item.id).cloned().unwrap_or_default());
        line.push(notes(sheet, form, (place, cells), count, extras.thresholds.get(place)));
        csv.line(line);
    }
    groups(csv, sheet, form, count);
    outside(csv, sheet, form);
}

impl<'a> Extras<'a> {
    fn new(sheet: &Sheet, form: &MarksForm, count: &'a Count) -> Self {
        let weighed = form.grades.iter().any(|grade| grade.weight.is_some());
        let figures = Figures::new(&count.tally, count.grouped(sheet));
        let rows = 0..form.rows.len();
        let values: Vec<_> = match weighed {
            true => rows.map(|row| figures.score(form, row)).collect(),
            false => vec![None; form.rows.len()],
        };
        let composites = composite(sheet).map(|composite| {
            let value =
                |(row, own): (usize, &Option<_>)| Some(composite.rank_value(row, own.as_ref()?));
            let values: Vec<_> = values.iter().enumerate().map(value).collect();
            scores(&values, if composite.ranked == Precision::Exact { SCORE_DECIMALS } else { 4 })
        });
        let thresholds: &[_] = match &count.outcome {
            Outcome::Threshold { rows } => rows,
            _ => &[],
        };
        let scores = scores(&values, SCORE_DECIMALS);
        let recused = figures.cells.iter().any(|cell| cell.recused > 0);
        Self {
            scores,
            composites,
            thresholds,
            scored: weighed,
            recused,
            scale: sheet.rules.scale(),
        }
    }

    fn of_row(&self, place: usize, item: &Key) -> Vec<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut cells = Vec::new();
        cells.extend(self.scored.then(|| text(&self.scores[place])));
        cells.extend(self.composites.as_ref().map(|all| text(&all[place])));
        if let Some(row) = self.thresholds.iter().find(|row| row.item == *item) {
            cells.extend([row.base_count, row.needed].map(|n| self.scale.say(n).to_string()));
        }
        cells
    }
}

fn composite(sheet: &Sheet) -> Option<&Composite> {
    match &sheet.rules.outcome {
        OutcomeRule::Quota(rule) => rule.composite.as_ref(),
        _ => None,
    }
}

/// Votes, blanks, invalid lines, the valid papers of the row, and the shares of it.
fn figures(form: &MarksForm, row: &RowTally, extras: &Extras<'_>) -> Vec<String> {
    let valid = row.valid(form);
    let said = |units: u64| extras.scale.say(units).to_string();
    let mut cells: Vec<String> = row.votes.iter().map(|votes| said(*votes)).collect();
    let recused = extras.recused.then_some(row.recused);
    let left = [Some(row.blank), Some(row.invalid), recused, Some(valid)];
    cells.extend(left.into_iter().flatten().map(said));
    let counted = form.grades.iter().zip(&row.votes).filter(|(grade, _)| grade.has_share());
    cells.extend(counted.map(|(_, votes)| share(*votes, valid).unwrap_or_default()));
    cells
}

/// What a reader of the percentages must know (rules.md §11, case 56).
fn notes(
    sheet: &Sheet,
    form: &MarksForm,
    (place, cells): (usize, &[RowTally]),
    count: &Count,
    threshold: Option<&ThresholdRow>,
) -> String {
    let mut notes = Vec::new();
    for cell in cells {
        let counted = form.grades.iter().zip(&cell.votes).filter(|(grade, _)| grade.has_share());
        let parts: Vec<u64> = counted.map(|(_, votes)| *votes).collect();
        if rounding_shows(&parts) && !notes.contains(&ROUNDED) {
            notes.push(ROUNDED);
        }
    }
    let bases = Bases::of(sheet, count).of_item(place);
    let note = match (&sheet.rules.outcome, threshold, cells) {
        (OutcomeRule::Threshold(rule), Some(row), _) => {
            ShareNote::of(&rule.threshold, row.votes, row.base_count)
        }
        (OutcomeRule::Quota(rule), _, [cell]) => rule.floor.and_then(|floor| {
            let votes = sum(form, cell, std::slice::from_ref(&rule.grade));
            ShareNote::of(&floor, votes, bases.count(floor.base, form, cell))
        }),
        (OutcomeRule::Ladder(rule), _, [cell]) => rule.steps.iter().find_map(|step| {
            let base = bases.count(step.threshold.base, form, cell);
            ShareNote::of(&step.threshold, sum(form, cell, &step.sum), base)
        }),
        _ => None,
    };
    notes.extend(note.map(ShareNote::zh));
    notes.join("；")
}

/// What each weighted group gave.
fn groups(csv: &mut Csv, sheet: &Sheet, form: &MarksForm, count: &Count) {
    let Some(groups) = count.grouped(sheet) else {
        return;
    };
    csv.line([""]);
    let header = ["组别", "权数", "有效票"].map(str::to_owned).into_iter();
    csv.line(header.chain(form.rows.iter().map(|item| format!("{}得分", item.title))));
    for (share, group) in groups.rule.shares.iter().zip(groups.tallies) {
        let own = Figures::new(&group.tally, None);
        let values: Vec<_> = (0..form.rows.len()).map(|row| own.score(form, row)).collect();
        let line = [share.group.to_string(), share.weight.to_string(), group.papers.to_string()];
        let shown = scores(&values, SCORE_DECIMALS).into_iter().map(Option::unwrap_or_default);
        csv.line(line.into_iter().chain(shown));
    }
}

/// Scores that came from outside the ballot.
fn outside(csv: &mut Csv, sheet: &Sheet, form: &MarksForm) {
    let Some(composite) = composite(sheet) else {
        return;
    };
    csv.line([""]);
    let header = ["得分来源", "权数（%）"].map(str::to_owned).into_iter();
    csv.line(header.chain(form.rows.iter().map(|item| item.title.to_string())));
    csv.line(["本次测评".to_owned(), composite.ballot_weight.to_string()]);
    for source in &composite.sources {
        let line = [source.zh.to_string(), source.weight.to_string()].into_iter();
        let scores = (0..form.rows.len()).map(|row| decimal(&source.score(row), source.decimals));
        csv.line(line.chain(scores));
    }
}
