//! Tables of ranked, scored and written papers.

use std::collections::BTreeMap;

use crate::documents::csv_lines::Csv;
use crate::documents::results::item_cells;
use crate::domain::outcome::mean::{Kept, MeanRow, Placed, shown};
use crate::domain::outcome::points::PointsRow;
use crate::domain::outcome::selection::Selected;
use crate::domain::outcome::{Outcome, OutcomeRule};
use crate::domain::paper::{Answer, RanksForm, SCALE_VALUES_MAX, ScoresForm, TextForm};
use crate::domain::tally::{RanksTally, ScoresTally};
use crate::domain::text::Key;

/// Rank and verdict by row.
pub(super) type Verdicts = BTreeMap<Key, [String; 2]>;

pub(super) fn ranks(
    csv: &mut Csv,
    form: &RanksForm,
    rows: &[RanksTally],
    rule: &OutcomeRule,
    verdicts: &Verdicts,
) {
    let places = (1..=form.max).map(|place| format!("第 {place} 名票数"));
    let mut header: Vec<String> = ["序号", "项目", "说明"].map(str::to_owned).into();
    header.extend(places);
    let points = match rule {
        OutcomeRule::Points(rule) => Some(rule),
        _ => None,
    };
    header.extend(points.map(|_| "得分".to_owned()));
    csv.line(header.into_iter().chain(["名次", "结果"].map(str::to_owned)));
    for ((number, item), row) in (1..).zip(&form.options).zip(rows) {
        let mut line = item_cells(number, item);
        line.extend(row.ranks.iter().map(u64::to_string));
        line.extend(points.map(|rule| rule.points(row).to_string()));
        csv.line(line.into_iter().chain(verdicts.get(&item.id).cloned().unwrap_or_default()));
    }
}

/// The mean over the scores kept and the band stand there where the rule makes a mean; a short
/// scale has a column for each of its values.
pub(super) fn scores(
    csv: &mut Csv,
    form: &ScoresForm,
    rows: &[ScoresTally],
    outcome: &Outcome,
    verdicts: &Verdicts,
) {
    let means: &[MeanRow] = match outcome {
        Outcome::Mean { rows, .. } => rows,
        _ => &[],
    };
    let kept: Vec<Kept> = means.iter().map(MeanRow::kept).collect();
    let shown = shown(form, &kept);
    let values: Vec<u32> = match (form.max - form.min) / form.step < SCALE_VALUES_MAX {
        true => (form.min..=form.max).filter(|score| form.has(*score)).collect(),
        false => Vec::new(),
    };
    let mut header: Vec<String> = ["序号", "项目", "说明"].map(str::to_owned).into();
    header.extend(values.iter().map(|value| format!("{} 分", form.written(*value))));
    header.extend(["评分个数", "本项弃权", "本项无效"].map(str::to_owned));
    if !means.is_empty() {
        header.extend(["计入个数", "计入总分", "平均分", "分数段"].map(str::to_owned));
    }
    csv.line(header.into_iter().chain(["名次", "结果"].map(str::to_owned)));
    for ((number, item), row) in (1..).zip(&form.rows).zip(rows) {
        let mut line = item_cells(number, item);
        let given = |value: &u32| row.scores.iter().find(|(score, _)| score == value);
        line.extend(values.iter().map(|value| given(value).map_or(0, |(_, n)| *n).to_string()));
        line.extend([row.raters(), row.blank, row.invalid].map(|n| n.to_string()));
        if let Some(at) = means.iter().position(|row| row.item == item.id) {
            line.extend(mean(form, &means[at], shown[at].as_ref().map(|(mean, _)| mean)));
        }
        csv.line(line.into_iter().chain(verdicts.get(&item.id).cloned().unwrap_or_default()));
    }
}

fn mean(form: &ScoresForm, row: &MeanRow, shown: Option<&String>) -> [String; 4] {
    let unit = u64::from(form.unit());
    let total = match usize::from(form.decimals) {
        0 => row.total.to_string(),
        decimals => format!("{}.{:0decimals$}", row.total / unit, row.total % unit),
    };
    let band = row.band.as_ref().and_then(|id| form.bands.iter().find(|band| band.id == *id));
    let band = band.map(|band| band.zh.to_string()).unwrap_or_default();
    [row.raters.to_string(), total, shown.cloned().unwrap_or_default(), band]
}

/// How many answered, then every answer, sorted and without names.
pub(super) fn text(csv: &mut Csv, form: &TextForm, answered: &[u64], answers: &[Vec<&Answer>]) {
    csv.line(["序号", "项目", "说明", "回答数"]);
    for ((number, item), answered) in (1..).zip(&form.questions).zip(answered) {
        csv.line(item_cells(number, item).into_iter().chain([answered.to_string()]));
    }
    csv.line([""]);
    csv.line(["序号", "项目", "回答"]);
    for ((number, item), answers) in (1_u32..).zip(&form.questions).zip(answers) {
        for answer in answers {
            csv.line([number.to_string().as_str(), item.title.as_str(), answer.as_str()]);
        }
    }
}

pub(super) fn points_verdict(row: &PointsRow) -> (Key, [String; 2]) {
    let verdict = match row.verdict {
        Selected::Selected => "入选",
        Selected::Tied => "得分相等",
        Selected::NotSelected | Selected::BelowMajority => "未入选",
    };
    (row.item.clone(), [row.rank.to_string(), verdict.to_owned()])
}

pub(super) fn mean_verdict(row: &MeanRow) -> (Key, [String; 2]) {
    let verdict = match row.verdict {
        Placed::Ranked => "",
        Placed::Selected => "入选",
        Placed::Tied => "得分相等",
        Placed::NotSelected => "未入选",
        Placed::NoResult => "未产生结果",
    };
    let rank = row.rank.map(|rank| rank.to_string()).unwrap_or_default();
    (row.item.clone(), [rank, verdict.to_owned()])
}

/// The outcome of points or means in a few words.
pub(super) fn summary(selected: usize, shortfall: u32) -> String {
    match shortfall {
        0 => format!("入选 {selected} 项"),
        _ => format!("入选 {selected} 项，缺额 {shortfall} 项"),
    }
}
