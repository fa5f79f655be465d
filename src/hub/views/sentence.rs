//! The sentence that the chair reads out after the figures (rules.md §12.5).

use crate::domain::derivation::terms::Terms;
use crate::domain::derivation::{Line, base_words, part_words};
use crate::domain::outcome::ladder::LadderRow;
use crate::domain::outcome::places::TieRule;
use crate::domain::outcome::quota::{Graded, QuotaRow};
use crate::domain::outcome::selection::{Selected, SelectionRow};
use crate::domain::outcome::threshold::ThresholdRow;
use crate::domain::outcome::{Outcome, OutcomeRule, Tie};
use crate::domain::paper::{Grade, PaperForm};
use crate::domain::sheet::Sheet;
use crate::domain::text::Key;
use crate::domain::threshold::{Comparator, Threshold};
use crate::hub::views::scored;

/// zh-CN and English.
#[must_use]
pub fn sentence(sheet: &Sheet, outcome: &Outcome) -> (String, String) {
    match (outcome, &sheet.rules.outcome) {
        (Outcome::NoResult {}, _) => both(
            "没有收回有效的表决票，未产生结果",
            "No valid paper was returned. There is no result.",
        ),
        (Outcome::Threshold { rows }, OutcomeRule::Threshold(rule)) => match rows.as_slice() {
            [row] => verdict(sheet, row, &rule.threshold),
            rows => adopted(rows),
        },
        (Outcome::Selection { rows, tie, shortfall }, _) => {
            selected(sheet, rows, tie.as_ref(), *shortfall)
        }
        (Outcome::Quota { rows, tie }, OutcomeRule::Quota(rule)) => {
            graded(sheet, &rule.grade, rows, tie.as_ref())
        }
        (Outcome::Ladder { rows }, _) => ladder(sheet, rows),
        (Outcome::Counts {}, _) if !sheet.rules.binding => {
            both("本次投票仅供参考，不具约束力", "This poll is for information and binds nobody.")
        }
        (other, _) => {
            scored::sentence(other).unwrap_or_else(|| both("计票结束", "The count is complete."))
        }
    }
}

fn both(zh: &str, en: &str) -> (String, String) {
    (zh.to_owned(), en.to_owned())
}

fn verdict(sheet: &Sheet, row: &ThresholdRow, threshold: &Threshold) -> (String, String) {
    let Line { zh: base_zh, en: base_en } = base_words(sheet, threshold.base);
    let Line { zh: share_zh, en: share_en } = part_words(threshold.fraction);
    let [votes, needed] = [row.votes, row.needed].map(|units| sheet.rules.scale().say(units));
    let (passes, reaches, passes_en) = match threshold.comparator {
        Comparator::Gt => ("超过", "未超过", "exceed"),
        Comparator::Ge => ("达到", "未达到", "reach"),
    };
    if row.adopted {
        (
            format!("赞成票{passes}{base_zh}的{share_zh}，通过"),
            format!("Votes in favour {passes_en} {share_en} of {base_en}. Adopted."),
        )
    } else {
        (
            format!(
                "赞成票{reaches}{base_zh}的{share_zh}（赞成 {votes} 票，需 {needed} 票），未通过"
            ),
            format!(
                "Votes in favour do not {passes_en} {share_en} of {base_en} \
                 ({votes} in favour, {needed} needed). Not adopted."
            ),
        )
    }
}

fn adopted(rows: &[ThresholdRow]) -> (String, String) {
    let (all, adopted) = (rows.len(), rows.iter().filter(|row| row.adopted).count());
    (format!("{all} 项中通过 {adopted} 项"), format!("{adopted} of {all} adopted."))
}

fn tied(sheet: &Sheet, tie: &Tie) -> (String, String) {
    let (items, places) = (tie.items.len(), tie.open_places);
    let Terms { unit, again, .. } = Terms::of(sheet.kind);
    let (next, next_en) = match sheet.rules.outcome.tie_rule() {
        Some(TieRule::ChairDecides) => ("待主持人决定".to_owned(), "the chair is to decide"),
        Some(TieRule::Lot) => ("待抽签决定".to_owned(), "a lot is to decide"),
        Some(TieRule::SharedRank) => ("名次并列".to_owned(), "they share the rank"),
        _ => (format!("需再次{again}"), "a run-off is required"),
    };
    (
        format!("{items} {unit}得票相等，余 {places} 个名额，{next}"),
        format!("{items} are tied for the {places} places left; {next_en}."),
    )
}

fn selected(
    sheet: &Sheet,
    rows: &[SelectionRow],
    tie: Option<&Tie>,
    shortfall: u32,
) -> (String, String) {
    let Terms { unit, selected: word, selected_en: word_en, .. } = Terms::of(sheet.kind);
    let selected = rows.iter().filter(|row| row.verdict == Selected::Selected).count();
    let (mut zh, mut en) = (format!("{word} {selected} {unit}"), format!("{selected} {word_en}"));
    if shortfall > 0 {
        zh.push_str(&format!("，缺额 {shortfall} {unit}"));
        en.push_str(&format!(", {shortfall} places not filled"));
    }
    en.push('.');
    with_tie(sheet, zh, en, tie)
}

fn with_tie(sheet: &Sheet, mut zh: String, mut en: String, tie: Option<&Tie>) -> (String, String) {
    if let Some(tie) = tie {
        let more = tied(sheet, tie);
        zh.push('；');
        zh.push_str(&more.0);
        en.push(' ');
        en.push_str(&more.1);
    }
    (zh, en)
}

fn graded(sheet: &Sheet, grade: &Key, rows: &[QuotaRow], tie: Option<&Tie>) -> (String, String) {
    let count = rows
        .iter()
        .filter(|row| matches!(&row.verdict, Graded::Graded { grade: given } if given == grade))
        .count();
    let (zh, en) = label(sheet, grade);
    with_tie(sheet, format!("评出{zh} {count} 名"), format!("{count} graded “{en}”."), tie)
}

/// Best grade first, only grades that were given.
fn ladder(sheet: &Sheet, rows: &[LadderRow]) -> (String, String) {
    let PaperForm::Marks(form) = &sheet.form else {
        return both("计票结束", "The count is complete.");
    };
    let given = |grade: &Grade| {
        let of_grade = |row: &&LadderRow| matches!(&row.verdict, Graded::Graded { grade: given } if *given == grade.id);
        rows.iter().filter(of_grade).count()
    };
    let counts: Vec<_> =
        form.grades.iter().map(|g| (g, given(g))).filter(|(_, n)| *n > 0).collect();
    let zh: Vec<_> = counts.iter().map(|(grade, n)| format!("{} {n} 项", grade.zh)).collect();
    let en: Vec<_> = counts.iter().map(|(grade, n)| format!("{n} “{}”", grade.en)).collect();
    match counts.is_empty() {
        true => both("各项均未产生结果", "No row has a result."),
        false => (zh.join("，"), format!("{}.", en.join(", "))),
    }
}

fn label(sheet: &Sheet, grade: &Key) -> (String, String) {
    let PaperForm::Marks(form) = &sheet.form else {
        return (grade.to_string(), grade.to_string());
    };
    let found = form.grades.iter().find(|found| found.id == *grade);
    found.map_or_else(
        || (grade.to_string(), grade.to_string()),
        |found| (found.zh.to_string(), found.en.to_string()),
    )
}
