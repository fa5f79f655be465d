//! Ladders and rankings that cannot mean what they say.

use crate::domain::outcome::ladder::{LadderRule, LadderStep, STEPS_MAX};
use crate::domain::outcome::quota::RankingKey;
use crate::domain::paper::{Grade, GradeRole, MarksForm};
use crate::domain::profile::check::{check_votes, known, repeat};
use crate::domain::profile::reading::Reading;
use crate::domain::text::Key;
use crate::domain::threshold::{Comparator, by_size};

pub(super) fn check(reading: &mut Reading, form: &MarksForm, rule: &LadderRule) {
    if rule.steps.is_empty() {
        let (zh, en) = ("分档至少有一档", "a ladder has at least one step");
        reading.flaw("outcome.steps", "ladder_empty", zh.into(), en.into());
        return;
    }
    if rule.steps.len() > STEPS_MAX {
        let zh = format!("分档至多 {STEPS_MAX} 档");
        reading.flaw("outcome.steps", "ladder_long", zh, format!("at most {STEPS_MAX} steps"));
        return;
    }
    let before = reading.flaws.len();
    for (n, step) in rule.steps.iter().enumerate() {
        check_step(reading, form, n, step);
    }
    if let Some(grade) = &rule.otherwise {
        known(reading, form, "outcome.otherwise", grade);
    }
    for (n, step) in rule.steps.iter().enumerate() {
        if rule.steps[..n].iter().any(|earlier| is_behind(step, earlier)) {
            let zh = "这一档永远轮不到：凡达到这一档的，必已达到前面的一档".into();
            let en = "this step is never reached: whatever reaches it has reached one before it";
            let place = format!("outcome.steps[{}]", n + 1);
            reading.flaw(&place, "ladder_step_dead", zh, en.into());
        }
    }
    // A gap is looked for only where every part is known to mean something.
    if reading.flaws.len() == before {
        check_gaps(reading, form, rule);
    }
}

fn check_step(reading: &mut Reading, form: &MarksForm, n: usize, step: &LadderStep) {
    let place = format!("outcome.steps[{}]", n + 1);
    let (sum_at, threshold_at) = (format!("{place}.sum"), format!("{place}.threshold"));
    check_votes(reading, form, &sum_at, &threshold_at, &step.sum, &step.threshold);
    let known = known(reading, form, &format!("{place}.grade"), &step.grade);
    if known && !step.sum.is_empty() && !step.sum.contains(&step.grade) {
        let zh = format!("这一档给出“{}”，却没有计“{}”的票", step.grade, step.grade);
        let en = format!("the step gives {:?} without counting its votes", step.grade);
        reading.flaw(&sum_at, "ladder_sum_without_grade", zh, en);
    }
}

/// Whether a row that reaches `step` has always reached `earlier`.
fn is_behind(step: &LadderStep, earlier: &LadderStep) -> bool {
    let (late, early) = (&step.threshold, &earlier.threshold);
    let as_easy = match by_size(late.fraction, early.fraction) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => {
            early.comparator == Comparator::Ge || late.comparator == Comparator::Gt
        }
        std::cmp::Ordering::Greater => true,
    };
    late.base == early.base && as_easy && step.sum.iter().all(|grade| earlier.sum.contains(grade))
}

/// A row on which every paper gives the same grade gets that grade or a better one. Else there is a
/// hole in the ladder: 称职 of everyone would come to 不称职.
fn check_gaps(reading: &mut Reading, form: &MarksForm, rule: &LadderRule) {
    let at = |grade: &Key| form.grade_index(grade);
    for (place, grade) in form.grades.iter().enumerate().filter(|(_, grade)| is_grade(grade)) {
        let reached = rule.steps.iter().find(|step| step.sum.contains(&grade.id));
        let given = reached.map(|step| &step.grade).or(rule.otherwise.as_ref());
        let worse = given.filter(|given| at(given).is_some_and(|given| given > place));
        if let Some(given) = worse {
            let (id, zh, en) = (&grade.id, &grade.zh, &grade.en);
            let hole = format!("全部评为“{zh}”（{id}）的项只能得到更低的“{given}”：分档有缺口");
            let en = format!(
                "a row of {en:?} ({id}) from everyone would get the lower {given:?}: the ladder \
                 has a gap"
            );
            reading.flaw("outcome.steps", "ladder_gap", hole, en);
        }
    }
}

fn is_grade(grade: &Grade) -> bool {
    grade.counts_in_base && matches!(grade.role, GradeRole::Grade | GradeRole::For)
}

pub(super) fn check_ranking(reading: &mut Reading, form: &MarksForm, ranking: &[RankingKey]) {
    if ranking.is_empty() {
        let (zh, en) = ("未规定排序依据", "the ranking has no key");
        reading.flaw("outcome.ranking", "ranking_empty", zh.into(), en.into());
    }
    if let Some(n) = repeat(ranking) {
        let (zh, en) = ("同一排序依据写了两次", "the same ranking key stands twice");
        let place = format!("outcome.ranking[{n}]");
        reading.flaw(&place, "ranking_repeated", zh.into(), en.into());
    }
    for (n, key) in ranking.iter().enumerate() {
        let place = format!("outcome.ranking[{}]", n + 1);
        match key {
            RankingKey::Votes { grade } => {
                known(reading, form, &format!("{place}.grade"), grade);
            }
            RankingKey::Score {} | RankingKey::Composite {} => check_weights(reading, form),
        }
    }
}

fn check_weights(reading: &mut Reading, form: &MarksForm) {
    for (n, grade) in form.grades.iter().enumerate() {
        if grade.counts_in_base && grade.weight.is_none() {
            let zh = format!("按得分排序，“{}”须有分值", grade.zh);
            let en = format!(
                "a score needs a weight on every grade that counts; {:?} has none",
                grade.en
            );
            let place = format!("paper.grades[{}].weight", n + 1);
            reading.flaw(&place, "weight_missing", zh, en);
        }
    }
}
