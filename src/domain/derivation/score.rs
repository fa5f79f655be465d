//! A score written out: cell by cell, then criteria, groups and scores from outside with their
//! weights. Found here by its own way, from the figures, and held against the outcome by the tests.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::domain::derivation::Line;
use crate::domain::derivation::share::mean;
use crate::domain::derivation::words::{both, join};
use crate::domain::display::{self, SCORE_DECIMALS, decimal, is_exact};
use crate::domain::group::{EmptyGroup, GroupRule, GroupShare, GroupTally};
use crate::domain::outcome::quota::{QuotaRule, RankingKey};
use crate::domain::outcome::score::{Composite, Figures, Grouped, Precision};
use crate::domain::paper::{Criterion, MarksForm};
use crate::domain::tally::{RowTally, Tally};
use crate::domain::weight::Scale;

/// Decimals that a composite is shown and, unless exactly, ranked with.
const COMPOSITE_DECIMALS: u32 = 4;

/// The scores of all rows, with what is shown of them.
pub(super) struct Scores {
    values: Vec<Option<BigRational>>,
    decimals: Vec<u32>,
    ranked: Vec<Option<BigRational>>,
    ranked_decimals: Vec<u32>,
    scale: Scale,
}

impl Scores {
    pub(super) fn new(
        form: &MarksForm,
        rule: &QuotaRule,
        figures: Figures<'_>,
        scale: Scale,
    ) -> Self {
        let rows = 0..form.rows.len();
        let values: Vec<_> = match rule.scores() {
            true => rows.map(|row| value(form, figures, row)).collect(),
            false => rows.map(|_| None).collect(),
        };
        let composite = rule.composite.as_ref();
        let ranked = |(row, value): (usize, &Option<BigRational>)| {
            composite.and_then(|composite| Some(put_together(composite, row, value.as_ref()?)))
        };
        let ranked: Vec<_> = values.iter().enumerate().map(ranked).collect();
        let decimals = display::decimals_apart(&values, SCORE_DECIMALS);
        let ranked_decimals = display::decimals_apart(&ranked, COMPOSITE_DECIMALS);
        Self { values, decimals, ranked, ranked_decimals, scale }
    }

    /// What ranks a row by its score or composite.
    pub(super) fn of(&self, key: &RankingKey, row: usize) -> Option<&BigRational> {
        match key {
            RankingKey::Composite {} => self.ranked[row].as_ref(),
            RankingKey::Score {} | RankingKey::Votes { .. } => self.values[row].as_ref(),
        }
    }

    /// 平均得分 2640÷30=88.00, or how it comes from its parts.
    pub(super) fn written(&self, form: &MarksForm, figures: Figures<'_>, row: usize) -> Line {
        let said = match figures.groups {
            Some(groups) => self.of_groups(form, groups, row),
            None => of_cells(form, cells(form, figures.cells, row), self.scale),
        };
        let Some(value) = &self.values[row] else {
            return said;
        };
        let (decimals, total) = (self.decimals[row], shown(value, self.decimals[row]));
        match (figures.groups, form.criteria.is_empty()) {
            (Some(groups), _) => {
                let by = counted_weights(form, groups, row);
                both(
                    format!("{}；{}{total}", said.zh, by.zh),
                    format!("{}; {}{total}", said.en, by.en),
                )
            }
            (None, false) => both(
                format!("{}；按指标权数加权{total}", said.zh),
                format!("{}; weighted by criteria {total}", said.en),
            ),
            (None, true) if decimals == SCORE_DECIMALS => {
                both(format!("平均得分 {}", said.zh), format!("mean score {}", said.en))
            }
            (None, true) => both(
                format!("平均得分 {}（{total}）", said.zh),
                format!("mean score {} ({total})", said.en),
            ),
        }
    }

    /// 代表（权数 40）380÷4=95.00、公众（权数 30）没有有效评分，不按 0 分计.
    fn of_groups(&self, form: &MarksForm, groups: Grouped<'_>, row: usize) -> Line {
        let part = |(share, group): (&GroupShare, &GroupTally)| {
            let cells = cells(form, rows_of(&group.tally), row);
            let (name, weight) = (&share.group, share.weight);
            let (zh, en) = match of_group(form, cells) {
                Some(_) if form.criteria.is_empty() => {
                    let said = of_cells(form, cells, self.scale);
                    (said.zh, said.en)
                }
                Some(mean) => {
                    let mean = shown(&mean, SCORE_DECIMALS);
                    (format!("加权{mean}"), format!("weighted {mean}"))
                }
                None => (
                    "没有有效评分，不按 0 分计".to_owned(),
                    "no counted vote, which is not 0".to_owned(),
                ),
            };
            both(format!("{name}（权数 {weight}）{zh}"), format!("{name} (weight {weight}) {en}"))
        };
        let parts: Vec<Line> = groups.rule.shares.iter().zip(groups.tallies).map(part).collect();
        join(&parts, "、", ", ")
    }

    /// 综合得分：本次测评 88.00×60%、考试 93.5×40% → 90.2000.
    pub(super) fn composite(&self, composite: &Composite, row: usize) -> Line {
        let (Some(value), Some(ranked)) = (&self.values[row], &self.ranked[row]) else {
            return both("综合得分 —", "composite —");
        };
        let (own, own_en) = match is_exact(value, self.decimals[row]) {
            true => (decimal(value, self.decimals[row]), decimal(value, self.decimals[row])),
            false => {
                let own = decimal(value, self.decimals[row]);
                (format!("≈{own}（按准确值）"), format!("≈{own} (taken exactly)"))
            }
        };
        let weight = composite.ballot_weight;
        let mut parts = vec![both(
            format!("本次测评 {own}×{weight}%"),
            format!("this ballot {own_en}×{weight}%"),
        )];
        for source in &composite.sources {
            let (score, weight) = (decimal(&source.score(row), source.decimals), source.weight);
            parts.push(both(
                format!("{} {score}×{weight}%", source.zh),
                format!("{} {score}×{weight}%", source.en),
            ));
        }
        let said = join(&parts, " + ", " + ");
        let exactly = is_exact(&exactly(composite, row, value), self.ranked_decimals[row]);
        let sign = if exactly { '=' } else { '≈' };
        let total = decimal(ranked, self.ranked_decimals[row]);
        both(
            format!("综合得分 {} {sign} {total}", said.zh),
            format!("composite {} {sign} {total}", said.en),
        )
    }
}

/// 代表（40）、公众（30）, and what becomes of a group without a vote.
pub(super) fn groups_line(rule: &GroupRule) -> Line {
    let shares: Vec<Line> = rule
        .shares
        .iter()
        .map(|share| {
            both(
                format!("{} {}", share.group, share.weight),
                format!("{} {}", share.group, share.weight),
            )
        })
        .collect();
    let shares = join(&shares, "、", ", ");
    let (empty, empty_en) = match rule.empty {
        EmptyGroup::Renormalise => (
            "某项没有有效评分的组不按 0 分计，其余各组的权数按其和折算",
            "a group without a counted vote in a row is not 0: the weights of the others are taken for the whole",
        ),
        EmptyGroup::Refuse => (
            "某项有一组没有有效评分的，该项不计得分",
            "a row that one group gave no counted vote has no score",
        ),
    };
    both(
        format!("先算各组得分，再按分组权数加权：{}；{empty}。", shares.zh),
        format!("First the score of each group, then their weights: {}; {empty_en}.", shares.en),
    )
}

/// 德 30、能 20.
pub(super) fn criteria_line(criteria: &[Criterion]) -> Line {
    let weights: Vec<Line> = criteria
        .iter()
        .map(|c| both(format!("{} {}", c.zh, c.weight), format!("{} {}", c.en, c.weight)))
        .collect();
    let weights = join(&weights, "、", ", ");
    both(
        format!(
            "各指标先算平均分，再按权数加权：{}；有一个指标没有有效评分的项不计得分。",
            weights.zh
        ),
        format!(
            "First the mean of each criterion, then their weights: {}; a row without a counted vote in one of them has no score.",
            weights.en
        ),
    )
}

/// What a composite is made of.
pub(super) fn composite_line(composite: &Composite) -> Line {
    let mut parts = vec![both(
        format!("本次测评得分 {}%", composite.ballot_weight),
        format!("score of this ballot {}%", composite.ballot_weight),
    )];
    for source in &composite.sources {
        parts.push(both(
            format!("{} {}%", source.zh, source.weight),
            format!("{} {}%", source.en, source.weight),
        ));
    }
    let parts = join(&parts, " + ", " + ");
    let (ranked, ranked_en) = match composite.ranked {
        Precision::FourDecimals => {
            ("四舍五入到小数点后四位排名", "ranked at four decimals, half up")
        }
        Precision::Exact => ("按准确值排名", "ranked exactly"),
    };
    both(
        format!("综合得分 = {}，{ranked}。", parts.zh),
        format!("Composite = {}, {ranked_en}.", parts.en),
    )
}

fn shown(value: &BigRational, decimals: u32) -> String {
    let sign = if is_exact(value, decimals) { '=' } else { '≈' };
    format!("{sign}{}", decimal(value, decimals))
}

fn rows_of(tally: &Tally) -> &[RowTally] {
    match tally {
        Tally::Marks { rows } => rows,
        _ => &[],
    }
}

fn cells<'a>(form: &MarksForm, cells: &'a [RowTally], row: usize) -> &'a [RowTally] {
    let width = form.width();
    cells.get(row * width..(row + 1) * width).unwrap_or_default()
}

/// 2640÷30=88.00, with the criterion in front where there are several.
fn of_cells(form: &MarksForm, cells: &[RowTally], scale: Scale) -> Line {
    let mean = |cell: &RowTally| mean(cell.score(form), scale).unwrap_or_else(|| "—".to_owned());
    if form.criteria.is_empty() {
        let said: String = cells.iter().map(mean).collect();
        return both(said.clone(), said);
    }
    let parts: Vec<Line> = form
        .criteria
        .iter()
        .zip(cells)
        .map(|(c, cell)| {
            let mean = mean(cell);
            both(format!("{} {mean}", c.zh), format!("{} {mean}", c.en))
        })
        .collect();
    join(&parts, "、", ", ")
}

/// Σ weight × points ÷ votes over the criteria, over the weights; none where one has no vote.
fn of_group(form: &MarksForm, cells: &[RowTally]) -> Option<BigRational> {
    let weights: Vec<u32> = match form.criteria.is_empty() {
        true => vec![1],
        false => form.criteria.iter().map(|criterion| criterion.weight).collect(),
    };
    let whole: u64 = weights.iter().copied().map(u64::from).sum();
    let part = |(cell, weight): (&RowTally, &u32)| {
        let (points, votes) = cell.score(form);
        let points = BigInt::from(points) * BigInt::from(*weight);
        (votes > 0).then(|| BigRational::new(points, BigInt::from(votes) * BigInt::from(whole)))
    };
    let parts: Option<Vec<BigRational>> = cells.iter().zip(&weights).map(part).collect();
    parts.filter(|parts| !parts.is_empty()).map(|parts| parts.into_iter().sum())
}

fn value(form: &MarksForm, figures: Figures<'_>, row: usize) -> Option<BigRational> {
    let Some(groups) = figures.groups else {
        return of_group(form, cells(form, figures.cells, row));
    };
    let of = |tally| of_group(form, cells(form, rows_of(tally), row));
    let means: Vec<Option<BigRational>> = groups.tallies.iter().map(|g| of(&g.tally)).collect();
    if groups.rule.empty == EmptyGroup::Refuse && means.iter().any(Option::is_none) {
        return None;
    }
    let counted = groups
        .rule
        .shares
        .iter()
        .zip(&means)
        .filter_map(|(s, mean)| Some((s.weight, mean.as_ref()?)));
    let whole: u32 = counted.clone().map(|(weight, _)| weight).sum();
    let weighted = |(weight, mean): (u32, &BigRational)| {
        mean * BigRational::new(BigInt::from(weight), BigInt::from(whole))
    };
    (whole > 0).then(|| counted.map(weighted).sum())
}

/// 其余各组的权数 40、30 之和为 70: what the weights are taken of, where a group was left out.
fn counted_weights(form: &MarksForm, groups: Grouped<'_>, row: usize) -> Line {
    let of = |tally| of_group(form, cells(form, rows_of(tally), row)).is_some();
    let pairs = groups.rule.shares.iter().zip(groups.tallies);
    let counted: Vec<u32> = pairs.filter(|(_, g)| of(&g.tally)).map(|(s, _)| s.weight).collect();
    let whole: u32 = counted.iter().sum();
    let weights: Vec<String> = counted.iter().map(u32::to_string).collect();
    match counted.len() == groups.rule.shares.len() {
        true => both("按分组权数加权", "weighted by groups "),
        false => both(
            format!("其余各组的权数 {} 之和为 {whole}，按此折算后加权", weights.join("、")),
            format!(
                "the weights {} of the others come to {whole} and are taken for the whole, \
                 weighted ",
                weights.join(", ")
            ),
        ),
    }
}

fn exactly(composite: &Composite, row: usize, own: &BigRational) -> BigRational {
    let percent = |weight: u32| BigRational::new(BigInt::from(weight), BigInt::from(100));
    let own = own * percent(composite.ballot_weight);
    let others = composite.sources.iter().map(|source| source.score(row) * percent(source.weight));
    others.fold(own, |sum, part| sum + part)
}

/// What ranks: exactly, or the number that stands there at four decimals.
fn put_together(composite: &Composite, row: usize, own: &BigRational) -> BigRational {
    let value = exactly(composite, row, own);
    match composite.ranked {
        Precision::Exact => value,
        Precision::FourDecimals => {
            let twice: BigInt =
                (value * BigInt::from(20_000) + BigInt::from(1)).floor().to_integer();
            BigRational::new(twice / BigInt::from(2), BigInt::from(10_000))
        }
    }
}
