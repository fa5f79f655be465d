//! A grade for the first n: the ranking key by key, the cut, and the cumulative majority for those
//! who are not given it.

use std::cmp::Ordering;

use crate::domain::derivation::Line;
use crate::domain::derivation::ladder::{conclusion, label};
use crate::domain::derivation::ranking::{Place, Ranking};
use crate::domain::derivation::share::{against, mean, needed_words};
use crate::domain::derivation::words::{both, join, places_en, row_base, votes_for};
use crate::domain::outcome::quota::{Graded, QuotaRule, RankingKey};
use crate::domain::outcome::sum;
use crate::domain::paper::{MarksForm, count};
use crate::domain::tally::RowTally;
use crate::domain::text::Key;
use crate::domain::threshold::{Base, wide};
use crate::domain::weight::Scale;

pub(super) fn lines(
    form: &MarksForm,
    rule: &QuotaRule,
    rows: &[RowTally],
    scale: Scale,
) -> Vec<Line> {
    let ranked: Vec<bool> = rows.iter().map(|row| row.valid(form) > 0).collect();
    let may: Vec<bool> =
        rows.iter().zip(&ranked).map(|(row, ranked)| *ranked && may(form, rule, row)).collect();
    let ranking = Ranking::new(&ranked, &may, rule.places, |i, j| {
        compare(form, rule, &rows[i], &rows[j]) == Ordering::Greater
    });
    let mut lines = vec![standard(form, rule, rows.len())];
    let mut given = Vec::new();
    for &row in &ranking.order {
        let (said, graded) = subject(form, rule, &ranking, (row, &rows[row]), scale);
        given.push(graded);
        let named = ranking.named(row, &form.rows[row]);
        lines
            .push(both(format!("{}：{}", named.zh, said.zh), format!("{}: {}", named.en, said.en)));
    }
    lines.push(cut(form, rule, &ranking));
    lines.push(conclusion(form, &given, "名"));
    lines
}

/// Nobody is 优秀 whom no paper called so, where those votes rank first (rules.md §0.3, reading 13).
fn asks_for_a_vote(rule: &QuotaRule) -> bool {
    matches!(rule.ranking.first(), Some(RankingKey::Votes { grade }) if *grade == rule.grade)
}

fn may(form: &MarksForm, rule: &QuotaRule, row: &RowTally) -> bool {
    !asks_for_a_vote(rule) || sum(form, row, std::slice::from_ref(&rule.grade)) > 0
}

fn compare(form: &MarksForm, rule: &QuotaRule, a: &RowTally, b: &RowTally) -> Ordering {
    let by_key = |key: &RankingKey| match key {
        RankingKey::Votes { grade } => {
            let votes = |row| sum(form, row, std::slice::from_ref(grade));
            votes(a).cmp(&votes(b))
        }
        // Exactly: a/b > c/d where a·d > c·b.
        RankingKey::Score {} => {
            let ((points, papers), (other_points, other_papers)) = (a.score(form), b.score(form));
            wide(points, other_papers).cmp(&wide(other_points, papers))
        }
    };
    rule.ranking.iter().map(by_key).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

fn standard(form: &MarksForm, rule: &QuotaRule, subjects: usize) -> Line {
    let keys: Vec<Line> = rule.ranking.iter().map(|key| key_words(form, key)).collect();
    let (keys, grade) = (join(&keys, "，再按", ", then "), label(form, &rule.grade));
    let (vote, vote_en) = match asks_for_a_vote(rule) {
        true => (
            format!("；没有{}票的不评“{}”", grade.zh, grade.zh),
            format!("; nobody without a vote for “{}” is given it", grade.en),
        ),
        false => Default::default(),
    };
    let places = rule.places;
    both(
        format!(
            "“{}”名额 {places} 名，评议对象 {subjects} 名；先按{}排名，全部相等的名次并列{vote}。",
            grade.zh, keys.zh
        ),
        format!(
            "“{}” for at most {places} of {subjects}; ranked by {}; equal in all of them shares a \
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
    }
}

/// Ranking keys with their values, then what follows.
fn subject(
    form: &MarksForm,
    rule: &QuotaRule,
    ranking: &Ranking,
    (row, votes): (usize, &RowTally),
    scale: Scale,
) -> (Line, Graded) {
    if ranking.ranks[row].is_none() {
        let said = both("本项有效票 0 张 → 未产生结果。", "0 papers valid in the row → no result.");
        return (said, Graded::NoResult {});
    }
    let mut parts: Vec<Line> =
        rule.ranking.iter().map(|key| value(form, key, votes, scale)).collect();
    let graded = match ranking.places[row] {
        Place::Above => Graded::Graded { grade: rule.grade.clone() },
        Place::Tied => Graded::Tied {},
        Place::Behind | Place::Out => cumulative(form, rule, votes, scale, &mut parts),
    };
    let (word, word_en) = match &graded {
        Graded::Graded { grade } => {
            let grade = label(form, grade);
            (grade.zh, grade.en)
        }
        Graded::Tied {} => ("得票相等".to_owned(), "tied".to_owned()),
        Graded::NoResult {} => ("未产生结果".to_owned(), "no result".to_owned()),
    };
    let said = join(&parts, "；", "; ");
    (both(format!("{} → {word}。", said.zh), format!("{} → {word_en}.", said.en)), graded)
}

fn value(form: &MarksForm, key: &RankingKey, row: &RowTally, scale: Scale) -> Line {
    match key {
        RankingKey::Votes { grade } => votes_for(form, row, std::slice::from_ref(grade), scale),
        RankingKey::Score {} => {
            let mean = mean(row.score(form), scale).unwrap_or_else(|| "—".to_owned());
            both(format!("平均得分 {mean}"), format!("mean score {mean}"))
        }
    }
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
    let valid = row.valid(form);
    let base = row_base(form, row, Base::ValidRows, valid, scale);
    let needed = needed_words(&rule.others, valid, scale);
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
        let gap = against(&rule.others, votes, valid, scale);
        parts.push(both(format!("{}{}", said.zh, gap.zh), format!("{}{}", said.en, gap.en)));
        if rule.others.met(votes, valid) {
            return Graded::Graded { grade: counted[last].clone() };
        }
    }
    parts.push(both("各等均未达到", "no grade reached"));
    Graded::NoResult {}
}

fn cut(form: &MarksForm, rule: &QuotaRule, ranking: &Ranking) -> Line {
    let (places, above, tied) = (rule.places, ranking.at(Place::Above), ranking.at(Place::Tied));
    let candidates = count(form.rows.len()) - ranking.at(Place::Out);
    let grade = label(form, &rule.grade);
    if candidates == 0 {
        return both(
            format!("没有可评“{}”的对象，{places} 个名额空缺。", grade.zh),
            format!("Nobody may be given “{}”: {} left open.", grade.en, places_en(places)),
        );
    }
    if candidates <= places {
        let (free, free_en) = match places - candidates {
            0 => Default::default(),
            n => (format!("，余 {n} 名空缺"), format!("; {} left open", places_en(n))),
        };
        return both(
            format!(
                "可评“{}”的 {candidates} 名，不超过名额 {places} 名，全部评为“{}”{free}。",
                grade.zh, grade.zh
            ),
            format!(
                "{candidates} may be given “{}”, no more than {}: all are{free_en}.",
                grade.en,
                places_en(places)
            ),
        );
    }
    let (head, head_en) = (
        format!("可评“{}”的 {candidates} 名，超过名额 {places} 名", grade.zh),
        format!("{candidates} may be given “{}”, more than {}", grade.en, places_en(places)),
    );
    let next = places + 1;
    if tied == 0 {
        return both(
            format!(
                "{head}；第 {places} 位与第 {next} 位不相等，前 {places} 名评为“{}”。",
                grade.zh
            ),
            format!(
                "{head_en}; places {places} and {next} are not equal: the first {places} are given it."
            ),
        );
    }
    let (open, names) = (places - above, ranking.tied(&form.rows));
    both(
        format!(
            "{head}；第 {places} 位与第 {next} 位各项依据全部相等；在前的 {above} 名评为“{}”，余 {open} 个名额，仅就相等的 {tied} 名再次投票：{}。",
            grade.zh, names.zh
        ),
        format!(
            "{head_en}; places {places} and {next} are equal in every key; the {above} before them are given it, {} left, and a run-off is held among exactly these {tied}: {}.",
            places_en(open),
            names.en
        ),
    )
}
