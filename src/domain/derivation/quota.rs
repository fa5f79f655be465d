//! A grade for the first n: the ranking key by key, the cut, and the cumulative majority for those
//! who are not given it.

mod cut;

use std::cmp::Ordering;

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::ladder::{conclusion, label};
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::score::{self, Scores};
use crate::domain::derivation::share::{against, needed_words, words};
use crate::domain::derivation::words::{base_noun, both, join, of_the_row, row_base, votes_for};
use crate::domain::outcome::places::{TieKey, TieRule};
use crate::domain::outcome::quota::{Graded, QuotaRule, RankingKey};
use crate::domain::outcome::score::Figures;
use crate::domain::outcome::sum;
use crate::domain::paper::MarksForm;
use crate::domain::sheet::Sheet;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::Base;
use crate::domain::weight::Scale;

pub(super) fn lines(
    sheet: &Sheet,
    form: &MarksForm,
    rule: &QuotaRule,
    figures: Figures<'_>,
    bases: &Bases,
) -> Vec<Line> {
    let scores = Scores::new(form, rule, figures, bases.scale);
    let ranks = |row: usize| ranks(form, rule, &scores, figures.cells, row);
    let ranked: Vec<bool> = (0..form.rows.len()).map(ranks).collect();
    let may: Vec<bool> = (0..form.rows.len())
        .map(|row| ranked[row] && may(form, rule, figures.cells, row, &bases.of_item(row)))
        .collect();
    let mut ranking = Ranking::new(&ranked, &may, rule.places, |i, j| {
        compare(form, rule, &scores, figures.cells, (i, j)) == Ordering::Greater
    });
    if rule.tie_rule == TieRule::AllTiedIn {
        ranking.admit_tied();
    }
    let mut lines = vec![standard(form, rule, form.rows.len())];
    lines.extend(more(sheet, form, rule, bases));
    let mut given = Vec::new();
    for &row in &ranking.order {
        let (said, graded) = subject(form, rule, (&ranking, &scores), (figures, row), bases);
        given.push(graded);
        let named = ranking.named(row, &form.rows[row]);
        lines
            .push(both(format!("{}：{}", named.zh, said.zh), format!("{}: {}", named.en, said.en)));
    }
    lines.push(cut::cut(form, rule, &ranking));
    lines.push(conclusion(form, &given, "名"));
    lines
}

/// What a score is made of, and the floor, each in a line of its own.
fn more(sheet: &Sheet, form: &MarksForm, rule: &QuotaRule, bases: &Bases) -> Vec<Line> {
    let mut lines = Vec::new();
    if rule.scores() && !form.criteria.is_empty() {
        lines.push(score::criteria_line(&form.criteria));
    }
    lines.extend(sheet.rules.groups.as_ref().map(score::groups_line));
    lines.extend(rule.composite.as_ref().map(score::composite_line));
    if let Some(floor) = &rule.floor {
        let (noun, grade) = (base_noun(sheet, floor.base), label(form, &rule.grade));
        let share = match of_the_row(floor.base) || !bases.alike(floor.base) {
            true => words(floor.fraction, floor.comparator),
            false => needed_words(floor, bases.of_item(0).of_papers(floor.base), bases.scale),
        };
        lines.push(both(
            format!(
                "底线：{}票以{}为基数，须{}；排在名额之内而未达到的不评“{}”，名额空缺，不递补。",
                grade.zh, noun.zh, share.zh, grade.zh
            ),
            format!(
                "Floor: votes for “{}”, out of {}, must be {}; who is within the places and below \
                 it is not given it, and the place stays open.",
                grade.en, noun.en, share.en
            ),
        ));
    }
    lines
}

/// Whether a row has a rank: a counted grade in it, and every key that ranks.
fn ranks(
    form: &MarksForm,
    rule: &QuotaRule,
    scores: &Scores,
    cells: &[RowTally],
    row: usize,
) -> bool {
    let counted = form.by_row(cells).nth(row).is_some_and(|c| c.iter().any(|c| c.valid(form) > 0));
    let has =
        |key: &RankingKey| matches!(key, RankingKey::Votes { .. }) || scores.of(key, row).is_some();
    counted && rule.ranking.iter().all(has)
}

/// Nobody is 优秀 whom no paper called so, where those votes rank first (rules.md §0.3, reading 13).
fn asks_for_a_vote(rule: &QuotaRule) -> bool {
    matches!(rule.ranking.first(), Some(RankingKey::Votes { grade }) if *grade == rule.grade)
}

fn may(form: &MarksForm, rule: &QuotaRule, cells: &[RowTally], row: usize, bases: &Bases) -> bool {
    if !form.criteria.is_empty() {
        return true;
    }
    let row = &cells[row];
    let votes = sum(form, row, std::slice::from_ref(&rule.grade));
    let floor = rule.floor.is_none_or(|f| f.met(votes, bases.count(f.base, form, row)));
    floor && (!asks_for_a_vote(rule) || votes > 0)
}

fn compare(
    form: &MarksForm,
    rule: &QuotaRule,
    scores: &Scores,
    cells: &[RowTally],
    (a, b): (usize, usize),
) -> Ordering {
    let votes = |grade: &Key, row: usize| sum(form, &cells[row], std::slice::from_ref(grade));
    let by_key = |key: &RankingKey| match key {
        RankingKey::Votes { grade } => votes(grade, a).cmp(&votes(grade, b)),
        RankingKey::Score {} | RankingKey::Composite {} => {
            scores.of(key, a).cmp(&scores.of(key, b))
        }
    };
    let ranked = rule.ranking.iter().map(by_key).find(|order| order.is_ne());
    ranked.unwrap_or_else(|| match &rule.tie_rule {
        TieRule::SecondaryKey(TieKey::More(grade)) => votes(grade, a).cmp(&votes(grade, b)),
        TieRule::SecondaryKey(TieKey::Fewer(grade)) => votes(grade, b).cmp(&votes(grade, a)),
        _ => Ordering::Equal,
    })
}

fn standard(form: &MarksForm, rule: &QuotaRule, subjects: usize) -> Line {
    let mut keys: Vec<Line> = rule.ranking.iter().map(|key| key_words(form, key)).collect();
    keys.extend(match &rule.tie_rule {
        TieRule::SecondaryKey(TieKey::More(grade)) => {
            let grade = label(form, grade);
            Some(both(format!("{}票多的", grade.zh), format!("more votes for “{}”", grade.en)))
        }
        TieRule::SecondaryKey(TieKey::Fewer(grade)) => {
            let grade = label(form, grade);
            Some(both(format!("{}票少的", grade.zh), format!("fewer votes for “{}”", grade.en)))
        }
        _ => None,
    });
    let (keys, grade) = (join(&keys, "，再按", ", then "), label(form, &rule.grade));
    let (vote, vote_en) = match asks_for_a_vote(rule) {
        true => (
            format!("；没有{}票的不评“{}”", grade.zh, grade.zh),
            format!("; nobody without a vote for “{}” is given it", grade.en),
        ),
        false => Default::default(),
    };
    let places = rule.places;
    let (share, share_en) = match rule.percent {
        Some(percent) => (
            format!("（{subjects} 名的 {percent}%，只取整数）"),
            format!(" ({percent}% of {subjects}, rounded down)"),
        ),
        None => Default::default(),
    };
    both(
        format!(
            "“{}”名额 {places} 名{share}，评议对象 {subjects} 名；先按{}排名，全部相等的名次并列{vote}。",
            grade.zh, keys.zh
        ),
        format!(
            "“{}” for at most {places} of {subjects}{share_en}; ranked by {}; equal in all of them shares a \
             rank{vote_en}.",
            grade.en, keys.en
        ),
    )
}

fn key_words(form: &MarksForm, key: &RankingKey) -> Line {
    match key {
        RankingKey::Votes { grade } => {
            let grade = label(form, grade);
            both(format!("{}票数", grade.zh), format!("votes for “{}”", grade.en))
        }
        RankingKey::Score {} => {
            let weights: Vec<Line> = form
                .grades
                .iter()
                .filter(|grade| grade.counts_in_base)
                .filter_map(|grade| {
                    let weight = grade.weight?;
                    Some(both(format!("{} {weight}", grade.zh), format!("{} {weight}", grade.en)))
                })
                .collect();
            let weights = join(&weights, "、", ", ");
            both(
                format!("平均得分（{}，以本项有效票计）", weights.zh),
                format!("mean score ({}, over the papers valid in the row)", weights.en),
            )
        }
        RankingKey::Composite {} => both("综合得分", "the composite"),
    }
}

/// A row without a place among the others.
fn unranked(
    form: &MarksForm,
    scores: &Scores,
    (figures, row): (Figures<'_>, usize),
    cells: &[RowTally],
) -> Line {
    if cells.iter().all(|cell| cell.valid(form) == 0) {
        return both("本项有效票 0 张 → 未产生结果。", "0 papers valid in the row → no result.");
    }
    let said = scores.written(form, figures, row);
    both(
        format!("{}，不能计算得分 → 未产生结果。", said.zh),
        format!("{}, so it has no score → no result.", said.en),
    )
}

/// Ranking keys with their values, then what follows.
fn subject(
    form: &MarksForm,
    rule: &QuotaRule,
    (ranking, scores): (&Ranking, &Scores),
    (figures, row): (Figures<'_>, usize),
    bases: &Bases,
) -> (Line, Graded) {
    let cells = &figures.cells[row * form.width()..(row + 1) * form.width()];
    if ranking.ranks[row].is_none() {
        return (unranked(form, scores, (figures, row), cells), Graded::NoResult {});
    }
    let mut parts: Vec<Line> = Vec::new();
    for key in &rule.ranking {
        match (key, &rule.composite) {
            (RankingKey::Votes { grade }, _) => {
                parts.push(votes_for(form, &cells[0], std::slice::from_ref(grade), bases.scale));
            }
            (RankingKey::Composite {}, Some(composite)) => {
                parts.push(scores.written(form, figures, row));
                parts.push(scores.composite(composite, row));
            }
            (RankingKey::Score {} | RankingKey::Composite {}, _) => {
                parts.push(scores.written(form, figures, row));
            }
        }
    }
    if let TieRule::SecondaryKey(TieKey::More(grade) | TieKey::Fewer(grade)) = &rule.tie_rule {
        parts.push(votes_for(form, &cells[0], std::slice::from_ref(grade), bases.scale));
    }
    let graded = match ranking.places[row] {
        Place::Above => Graded::Graded { grade: rule.grade.clone() },
        Place::Tied => Graded::Tied {},
        Place::Behind | Place::Out => {
            if let ([cell], Some(floor)) = (cells, &rule.floor) {
                let votes = sum(form, cell, std::slice::from_ref(&rule.grade));
                let base = bases.of_item(row).count(floor.base, form, cell);
                let (said, gap) = (
                    votes_for(form, cell, std::slice::from_ref(&rule.grade), bases.scale),
                    against(floor, votes, base, bases.scale),
                );
                parts.push(both(
                    format!("底线：{}{}", said.zh, gap.zh),
                    format!("floor: {}{}", said.en, gap.en),
                ));
            }
            cumulative(form, rule, &cells[0], bases.scale, &mut parts)
        }
    };
    let (word, word_en) = match &graded {
        Graded::Graded { grade } => {
            let grade = label(form, grade);
            (grade.zh, grade.en)
        }
        Graded::Tied {} => ("得票相等".to_owned(), "tied".to_owned()),
        Graded::Ranked {} => ("只列名次".to_owned(), "ranked only".to_owned()),
        Graded::NoResult {} => ("未产生结果".to_owned(), "no result".to_owned()),
    };
    let said = join(&parts, "；", "; ");
    (both(format!("{} → {word}。", said.zh), format!("{} → {word_en}.", said.en)), graded)
}

/// From the top, grade by grade: the first below the limited one at which the votes together meet
/// the threshold (rules.md §0.3, reading 10).
fn cumulative(
    form: &MarksForm,
    rule: &QuotaRule,
    row: &RowTally,
    scale: Scale,
    parts: &mut Vec<Line>,
) -> Graded {
    let Some(others) = &rule.others else {
        return Graded::Ranked {};
    };
    let valid = row.valid(form);
    let base = row_base(form, row, Base::ValidRows, valid, scale);
    let needed = needed_words(others, valid, scale);
    parts.push(both(
        format!("逐等累加，{}，{}", base.zh, needed.zh),
        format!("added from the top, {}, {}", base.en, needed.en),
    ));
    let counted: Vec<&Key> =
        form.grades.iter().filter(|grade| grade.counts_in_base).map(|grade| &grade.id).collect();
    let limited = counted.iter().position(|grade| **grade == rule.grade);
    let below = limited.map_or(counted.len(), |place| place + 1);
    for last in below..counted.len() {
        let grades: Vec<Key> = counted[..=last].iter().map(|grade| (*grade).clone()).collect();
        let votes = sum(form, row, &grades);
        let said = votes_for(form, row, &grades, scale);
        let gap = against(others, votes, valid, scale);
        parts.push(both(format!("{}{}", said.zh, gap.zh), format!("{}{}", said.en, gap.en)));
        if others.met(votes, valid) {
            return Graded::Graded { grade: counted[last].clone() };
        }
    }
    parts.push(both("各等均未达到", "no grade reached"));
    Graded::NoResult {}
}
