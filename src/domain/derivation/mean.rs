//! Means: what is left out, the sum of the rest, the division, the ranking, the cut.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::cut;
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::words::{both, join};
use crate::domain::outcome::mean::{Kept, MeanRule, Trim, shown};
use crate::domain::paper::{Item, ScoresForm};
use crate::domain::tally::ScoresTally;

/// Scores left out of a row, best first, and what is made of the others.
struct Worked {
    left_out: Vec<u32>,
    kept: Kept,
}

pub(super) fn lines(
    form: &ScoresForm,
    rule: &MeanRule,
    rows: &[ScoresTally],
    bases: &Bases,
) -> Vec<Line> {
    let worked: Vec<Worked> = rows.iter().map(|row| work(rule, row)).collect();
    let kept: Vec<Kept> = worked.iter().map(|row| row.kept).collect();
    let means = shown(form, &kept);
    let scored: Vec<bool> = kept.iter().map(|row| row.raters > 0).collect();
    let places = rule.places.unwrap_or_default();
    let better = |i: usize, j: usize| {
        let cross = |a: usize, b: usize| u128::from(kept[a].total) * u128::from(kept[b].raters);
        cross(i, j) > cross(j, i)
    };
    let ranking = Ranking::new(&scored, &scored, places, better);
    let mut lines: Vec<Line> =
        rule.places.map(|places| of(places, &form.rows)).into_iter().collect();
    lines.push(standard(rule));
    lines.extend(form.bands.first().map(|_| bands(form)));
    for &row in &ranking.order {
        let named = ranking.named(row, &form.rows[row]);
        let (Some((mean, exact)), worked) = (&means[row], &worked[row]) else {
            lines.push(both(
                format!("{}：没有评分 → 未产生结果。", named.zh),
                format!("{}: no score → no result.", named.en),
            ));
            continue;
        };
        let sum = sum(form, worked, bases);
        let sign = if *exact { '=' } else { '≈' };
        let verdict = verdict(form, rule, &ranking, row, &kept[row]);
        lines.push(both(
            format!("{}：{}{sign}{mean}{}。", named.zh, sum.zh, verdict.zh),
            format!("{}: {}{sign}{mean}{}.", named.en, sum.en, verdict.en),
        ));
    }
    if rule.places.is_some() {
        let those = both("有评分的", "were scored");
        let mean = |row: usize| means[row].clone().unwrap_or_default().0;
        let said = |row: usize| both(format!("{} 分", mean(row)), mean(row));
        lines.extend(cut::lines(&form.rows, places, &ranking, &those, said));
    } else {
        let ranked = ranking.ranks.iter().flatten().count();
        lines.push(both(
            format!("结论：{ranked} 项按得分排出名次。"),
            format!("Conclusion: {ranked} ranked by their means."),
        ));
    }
    lines
}

/// One score after the other, taken off the ends as a clerk strikes them out.
fn work(rule: &MeanRule, row: &ScoresTally) -> Worked {
    let given = row.scores.iter().map(|(_, papers)| papers).sum();
    let mut rest = row.scores.clone();
    let mut left_out = Vec::new();
    if let Some(Trim { above, drop_max, drop_min }) = rule.trim
        && given > u64::from(above)
    {
        for (times, highest) in [(drop_max, true), (drop_min, false)] {
            for _ in 0..times {
                let end = if highest { rest.last_mut() } else { rest.first_mut() };
                let Some((score, papers)) = end else { break };
                left_out.push(*score);
                *papers -= 1;
                rest.retain(|(_, papers)| *papers > 0);
            }
        }
    }
    let total = rest.iter().map(|(score, papers)| u64::from(*score) * papers).sum();
    let raters = rest.iter().map(|(_, papers)| papers).sum();
    Worked { left_out, kept: Kept { total, raters, given } }
}

fn of(places: u32, rows: &[Item]) -> Line {
    both(
        format!("应定 {places} 项，评分 {} 项。", rows.len()),
        format!("Places {places}, rows {}.", rows.len()),
    )
}

fn standard(rule: &MeanRule) -> Line {
    let Some(Trim { above, drop_max, drop_min }) = rule.trim else {
        return both(
            "得分 = 评分之和 ÷ 评分个数；名次按准确值，小数只供显示。",
            "Mean = sum of the scores ÷ their number; ranks go by the exact value, decimals are for \
             the eye.",
        );
    };
    both(
        format!(
            "一项的评分多于 {above} 个的，去掉 {drop_max} 个最高分和 {drop_min} 个最低分（同分的也只去掉\
             这么多），其余之和 ÷ 其余个数；{above} 个及以下的直接求平均。名次按准确值，小数只供显示。"
        ),
        format!(
            "A row with more than {above} scores: {drop_max} highest and {drop_min} lowest left out \
             (of equal ones no more than that), sum of the rest ÷ their number; with {above} or \
             fewer the plain mean. Ranks go by the exact value, decimals are for the eye."
        ),
    )
}

/// 分数段：优秀 90–100、称职 70–89.
fn bands(form: &ScoresForm) -> Line {
    let bands: Vec<Line> = form
        .bands
        .iter()
        .map(|band| {
            let (from, to) = (form.written(band.from), form.written(band.to));
            both(format!("{} {from}–{to}", band.zh), format!("“{}” {from}–{to}", band.en))
        })
        .collect();
    let said = join(&bands, "、", ", ");
    both(
        format!("分数段：{}；得分达到一段的最低分即属该段。", said.zh),
        format!("Bands: {}; a mean belongs to the band whose lowest score it reaches.", said.en),
    )
}

/// `评分 7 个，去掉 99、70，其余 5 个之和 461，461÷5`.
fn sum(form: &ScoresForm, row: &Worked, bases: &Bases) -> Line {
    let decimals = usize::from(form.decimals) + usize::from(bases.scale.decimals());
    let one = 10_u64.pow(u32::from(form.decimals) + u32::from(bases.scale.decimals()));
    let (whole, rest) = (row.kept.total / one, row.kept.total % one);
    let total = match decimals {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:0decimals$}"),
    };
    let (given, raters) = (bases.scale.say(row.kept.given), bases.scale.say(row.kept.raters));
    if row.left_out.is_empty() {
        return both(
            format!("评分 {given} 个，之和 {total}，{total}÷{raters}"),
            format!("{given} scores, sum {total}, {total}÷{raters}"),
        );
    }
    let out: Vec<String> = row.left_out.iter().map(|score| form.written(*score)).collect();
    both(
        format!(
            "评分 {given} 个，去掉 {}，其余 {raters} 个之和 {total}，{total}÷{raters}",
            out.join("、")
        ),
        format!(
            "{given} scores, without {}: {raters} with the sum {total}, {total}÷{raters}",
            out.join(", ")
        ),
    )
}

fn verdict(form: &ScoresForm, rule: &MeanRule, ranking: &Ranking, row: usize, kept: &Kept) -> Line {
    let band = kept.band(form).and_then(|id| form.bands.iter().find(|band| band.id == id));
    let band = band.map(|band| both(format!("，{}", band.zh), format!(", “{}”", band.en)));
    let Line { zh, en } = band.unwrap_or_else(|| both("", ""));
    let (place, place_en) = match (rule.places, ranking.places[row]) {
        (None, _) => ("", ""),
        (_, Place::Above) => (" → 入选", " → selected"),
        (_, Place::Tied) => (" → 得分相等", " → tied"),
        (_, Place::Behind | Place::Out) => (" → 未入选", " → not selected"),
    };
    both(format!("{zh}{place}"), format!("{en}{place_en}"))
}
