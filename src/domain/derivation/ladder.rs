//! The first step that a row reaches: each step with its cumulative votes, from the top.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::share::{against, needed_words, words};
use crate::domain::derivation::words::{
    base_noun, both, counted, join, numbered, of_the_row, row_base, sized, votes_for,
};
use crate::domain::outcome::ladder::{LadderRule, LadderStep};
use crate::domain::outcome::quota::Graded;
use crate::domain::outcome::sum;
use crate::domain::paper::MarksForm;
use crate::domain::sheet::Sheet;
use crate::domain::tally::RowTally;
use crate::domain::text::Key;

pub(super) fn lines(
    sheet: &Sheet,
    form: &MarksForm,
    rule: &LadderRule,
    rows: &[RowTally],
    bases: &Bases,
) -> Vec<Line> {
    let mut lines: Vec<Line> =
        (1..).zip(&rule.steps).map(|(n, s)| step(n, s, sheet, form, bases)).collect();
    lines.push(otherwise(form, rule));
    let mut given = Vec::new();
    for (place, ((number, item), row)) in (1..).zip(&form.rows).zip(rows).enumerate() {
        let (said, graded) = verdict(sheet, form, rule, (place, row), bases);
        given.push(graded);
        lines.push(numbered(number, item, &said));
    }
    lines.push(conclusion(form, &given, "项"));
    lines
}

/// 第 1 档 满意：满意票须达到全体组成人员 33 人的半数（含半数），即 33÷2=16.5，至少 17 票.
fn step(number: u32, step: &LadderStep, sheet: &Sheet, form: &MarksForm, bases: &Bases) -> Line {
    let threshold = &step.threshold;
    let (grade, votes) = (label(form, &step.grade), counted(form, &step.sum));
    let noun = base_noun(sheet, threshold.base);
    let of_rows = of_the_row(threshold.base) || !bases.alike(threshold.base);
    let (base, share) = if of_rows {
        (both(noun.zh, noun.en), words(threshold.fraction, threshold.comparator))
    } else {
        let base_count = bases.of_item(0).of_papers(threshold.base);
        let needed = needed_words(threshold, base_count, bases.scale);
        (sized(sheet, threshold.base, bases, 0), needed)
    };
    both(
        format!("第 {number} 档“{}”：{}以{}为基数，须{}。", grade.zh, votes.zh, base.zh, share.zh),
        format!(
            "Step {number} “{}”: {}, out of {}, must be {}.",
            grade.en, votes.en, base.en, share.en
        ),
    )
}

fn otherwise(form: &MarksForm, rule: &LadderRule) -> Line {
    let last = rule.otherwise.as_ref().map(|grade| label(form, grade));
    let (zh, en) = match &last {
        Some(grade) => (format!("为“{}”", grade.zh), format!("“{}”", grade.en)),
        None => ("未产生结果".to_owned(), "no result".to_owned()),
    };
    both(
        format!("自第 1 档起依次比较，最先达到的一档为等次；各档均未达到的{zh}。"),
        format!("The first step reached, from step 1 on, is the grade; none reached: {en}."),
    )
}

fn verdict(
    sheet: &Sheet,
    form: &MarksForm,
    rule: &LadderRule,
    (place, row): (usize, &RowTally),
    bases: &Bases,
) -> (Line, Graded) {
    if row.graded(form) == 0 {
        // rules.md §0.3, reading 2.
        let said = both(
            "没有评等次的有效票，不作最低等次 → 未产生结果。",
            "no valid vote for any grade, which is not the lowest grade → no result.",
        );
        return (said, Graded::NoResult {});
    }
    let (mut parts, mut before, scale) = (Vec::new(), None, bases.scale);
    for step in &rule.steps {
        let threshold = &step.threshold;
        let base_count = bases.of_item(place).count(threshold.base, form, row);
        let own = match of_the_row(threshold.base) {
            true => Some(row_base(form, row, threshold.base, base_count, scale)),
            false => {
                let differ = !bases.alike(threshold.base);
                differ.then(|| sized(sheet, threshold.base, bases, place))
            }
        };
        if let Some(base) = own.filter(|_| before != Some(threshold)) {
            let needed = needed_words(threshold, base_count, scale);
            parts.push(both(
                format!("{}，{}", base.zh, needed.zh),
                format!("{}, {}", base.en, needed.en),
            ));
        }
        before = Some(threshold);
        let votes = sum(form, row, &step.sum);
        let said = votes_for(form, row, &step.sum, scale);
        let gap = against(threshold, votes, base_count, scale);
        parts.push(both(format!("{}{}", said.zh, gap.zh), format!("{}{}", said.en, gap.en)));
        if threshold.met(votes, base_count) {
            return (ended(&parts, form, Some(&step.grade)), graded(Some(&step.grade)));
        }
    }
    parts.push(both("各档均未达到", "no step reached"));
    (ended(&parts, form, rule.otherwise.as_ref()), graded(rule.otherwise.as_ref()))
}

fn ended(parts: &[Line], form: &MarksForm, grade: Option<&Key>) -> Line {
    let said = join(parts, "；", "; ");
    match grade.map(|grade| label(form, grade)) {
        Some(grade) => {
            both(format!("{} → {}。", said.zh, grade.zh), format!("{} → {}.", said.en, grade.en))
        }
        None => both(format!("{} → 未产生结果。", said.zh), format!("{} → no result.", said.en)),
    }
}

fn graded(grade: Option<&Key>) -> Graded {
    grade.map_or(Graded::NoResult {}, |grade| Graded::Graded { grade: grade.clone() })
}

/// The label of one grade; its key where the paper has no such grade, which the sheet excludes.
pub(super) fn label(form: &MarksForm, grade: &Key) -> Line {
    match form.grade_index(grade) {
        Some(place) => both(form.grades[place].zh.as_str(), form.grades[place].en.as_str()),
        None => both(grade.as_str(), grade.as_str()),
    }
}

/// 结论：满意 6 项，基本满意 2 项, best grade first, then what is tied and what has no result.
pub(super) fn conclusion(form: &MarksForm, given: &[Graded], unit: &str) -> Line {
    let count = |wanted: &dyn Fn(&Graded) -> bool| given.iter().filter(|g| wanted(g)).count();
    let mut parts: Vec<Line> = Vec::new();
    for grade in &form.grades {
        let n = count(&|given| matches!(given, Graded::Graded { grade: g } if *g == grade.id));
        if n > 0 {
            parts.push(both(format!("{} {n} {unit}", grade.zh), format!("{} {n}", grade.en)));
        }
    }
    let others = [
        (count(&|given| *given == Graded::Ranked {}), "只列名次的", "ranked only"),
        (count(&|given| *given == Graded::Tied {}), "得票相等、需再次投票的", "tied for a run-off"),
        (count(&|given| *given == Graded::NoResult {}), "未产生结果", "no result"),
    ];
    for (n, zh, en) in others.into_iter().filter(|(n, ..)| *n > 0) {
        parts.push(both(format!("{zh} {n} {unit}"), format!("{en} {n}")));
    }
    let said = join(&parts, "，", ", ");
    both(format!("结论：{}。", said.zh), format!("Conclusion: {}.", said.en))
}
