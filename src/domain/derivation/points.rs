//! Ranked papers: what a rank is worth, the points of each option, the ranking, the cut.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::cut;
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::words::{both, join};
use crate::domain::outcome::points::{PointsMethod, PointsRule};
use crate::domain::paper::RanksForm;
use crate::domain::tally::RanksTally;
use crate::domain::weight::Scale;

pub(super) fn lines(
    form: &RanksForm,
    rule: &PointsRule,
    rows: &[RanksTally],
    bases: &Bases,
) -> Vec<Line> {
    let scale = bases.scale;
    let worth: Vec<u64> = (1..=u64::from(rule.places)).rev().collect();
    let points = |row: &RanksTally| match rule.method {
        PointsMethod::Weighted => row.ranks.iter().zip(&worth).map(|(n, worth)| n * worth).sum(),
        PointsMethod::Mentions => row.ranks.iter().sum::<u64>(),
    };
    let totals: Vec<u64> = rows.iter().map(points).collect();
    // An option that nobody ranked is never selected (rules.md §0.3, reading 13).
    let may: Vec<bool> = totals.iter().map(|total| *total > 0).collect();
    let everyone = vec![true; rows.len()];
    let ranking = Ranking::new(&everyone, &may, rule.places, |i, j| totals[i] > totals[j]);
    let mut lines = vec![
        both(
            format!("应定 {} 项，候选 {} 项。", rule.places, form.options.len()),
            format!("Places {}, candidates {}.", rule.places, form.options.len()),
        ),
        standard(rule),
    ];
    for &row in &ranking.order {
        let named = ranking.named(row, &form.options[row]);
        let sum = sum(rule, &rows[row], &worth, scale);
        let (zh, en) = verdict(ranking.places[row], totals[row]);
        let total = scale.say(totals[row]);
        lines.push(both(
            format!("{}：{}{total} 分 → {zh}。", named.zh, sum.zh),
            format!("{}: {}{} → {en}.", named.en, sum.en, points_en(totals[row], scale)),
        ));
    }
    let those = both("有得分的", "received points");
    let said =
        |row: usize| both(format!("{} 分", scale.say(totals[row])), points_en(totals[row], scale));
    lines.extend(cut::lines(&form.options, rule.places, &ranking, &those, said));
    lines
}

fn standard(rule: &PointsRule) -> Line {
    let places = rule.places;
    match (rule.method, places) {
        (PointsMethod::Weighted, 1) => both(
            "计分：列为第 1 名得 1 分；不要求过半数，没有得分的不入选。",
            "Points: 1 for rank 1; no majority is asked for, and nobody is selected without points.",
        ),
        (PointsMethod::Weighted, _) => both(
            format!(
                "计分：第 1 名得 {places} 分，名次每降一位少 1 分，第 {places} 名得 1 分；不要求过半数，\
                 没有得分的不入选。"
            ),
            format!(
                "Points: {places} for rank 1, one less for each rank below, 1 for rank {places}; no \
                 majority is asked for, and nobody is selected without points."
            ),
        ),
        (PointsMethod::Mentions, _) => both(
            format!(
                "计分：列入前 {places} 名的，每张票得 1 分，不论名次；不要求过半数，没有得分的不入选。"
            ),
            format!(
                "Points: 1 from each paper that ranks the option among its first {places}, \
                 whichever the rank; no majority is asked for, and nobody is selected without points."
            ),
        ),
    }
}

/// `3分×5 + 2分×2 + 1分×1 = `, or `5 + 2 + 1 = ` where every rank is worth one.
fn sum(rule: &PointsRule, row: &RanksTally, worth: &[u64], scale: Scale) -> Line {
    let parts: Vec<Line> = (1..)
        .zip(&row.ranks)
        .zip(worth)
        .map(|((place, papers), worth): ((u32, &u64), &u64)| {
            let papers = scale.say(*papers);
            match rule.method {
                PointsMethod::Weighted => both(
                    format!("第 {place} 名 {papers} 票×{worth} 分"),
                    format!("rank {place}: {papers}×{worth}"),
                ),
                PointsMethod::Mentions => {
                    both(format!("第 {place} 名 {papers} 票"), format!("rank {place}: {papers}"))
                }
            }
        })
        .collect();
    let said = join(&parts, " + ", " + ");
    both(format!("{} = ", said.zh), format!("{} = ", said.en))
}

fn verdict(place: Place, points: u64) -> (&'static str, &'static str) {
    match place {
        Place::Above => ("入选", "selected"),
        Place::Tied => ("得分相等", "tied"),
        Place::Out if points == 0 => ("没有得分，未入选", "no points, not selected"),
        Place::Behind | Place::Out => ("未入选", "not selected"),
    }
}

fn points_en(points: u64, scale: Scale) -> String {
    let said = scale.say(points);
    if said.is_one() { format!("{said} point") } else { format!("{said} points") }
}
