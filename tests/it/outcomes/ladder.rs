//! The first step that a row reaches.

use plenum::domain::outcome::ladder::LadderRule;
use plenum::domain::outcome::{Outcome, OutcomeRule};
use plenum::domain::paper::{GradeRole, PaperForm};

use super::{decide, graded};
use crate::support::ballots::{key, profile};

/// The verdict on each row.
fn ladder(id: &str, members: u32, rows: &[&[u32]]) -> String {
    let sheet = profile(id).numbered(rows.len()).sheet(1);
    let Outcome::Ladder { rows } = decide(&sheet, members, rows) else {
        panic!("a ladder");
    };
    let verdicts: Vec<String> = rows.iter().map(|row| graded(&row.verdict)).collect();
    verdicts.join(" ")
}

#[test]
fn ladders_count_cumulatively() {
    // A plurality of 35 % names nobody 优秀 (§5.5, E3).
    assert_eq!(
        ladder(
            "eval-threshold",
            100,
            &[
                &[35, 30, 20, 15],
                &[51, 0, 0, 49],
                &[50, 0, 0, 50],
                &[50, 1, 0, 49],
                &[0, 0, 50, 50],
                &[0, 0, 51, 49],
                // Blank papers are not in the row's own base: 2 of 3 are more than half.
                &[2, 1, 0, 0],
                &[0, 0, 0, 1],
                &[0, 0, 0, 0],
            ],
        ),
        "competent outstanding incompetent competent incompetent basically_competent \
         outstanding incompetent none"
    );
}

#[test]
fn ladders_over_all_members_count_the_silent_ones() {
    assert_eq!(
        ladder(
            "satisfaction-all-ladder",
            34,
            &[&[17, 11, 1], &[16, 1, 0], &[10, 7, 12], &[10, 6, 12], &[1, 0, 0], &[0, 0, 0]],
        ),
        "satisfied basically_satisfied basically_satisfied dissatisfied dissatisfied none"
    );
}

#[test]
fn a_row_of_abstentions_has_no_result_whether_they_are_blank_or_marked() {
    let mut sheet = profile("satisfaction-all-ladder").numbered(1).sheet(1);
    let PaperForm::Marks(form) = &mut sheet.form else {
        panic!("a matrix");
    };
    let mut abstain = form.grades[2].clone();
    abstain.id = key("abstain");
    abstain.role = GradeRole::Abstain;
    form.grades.push(abstain);
    assert!(sheet.check().is_ok());
    let verdict = |row: &[u32]| match decide(&sheet, 10, &[row]) {
        Outcome::Ladder { rows } => graded(&rows[0].verdict),
        other => panic!("{other:?}"),
    };
    assert_eq!(verdict(&[0, 0, 0, 10]), "none");
    assert_eq!(verdict(&[0, 0, 1, 9]), "dissatisfied");
}

#[test]
fn a_grade_outside_the_base_is_not_among_the_valid_votes() {
    let mut sheet = profile("eval-threshold").numbered(1).sheet(1);
    let PaperForm::Marks(form) = &mut sheet.form else {
        panic!("a matrix");
    };
    // 不了解 is the last column and counts nowhere (§0.3, no. 3).
    form.grades[3].id = key("no_opinion");
    form.grades[3].counts_in_base = false;
    let OutcomeRule::Ladder(LadderRule { otherwise, .. }) = &mut sheet.rules.outcome else {
        panic!("a ladder");
    };
    *otherwise = None;
    assert!(sheet.check().is_ok());
    let verdict = |row: &[u32]| match decide(&sheet, 100, &[row]) {
        Outcome::Ladder { rows } => graded(&rows[0].verdict),
        other => panic!("{other:?}"),
    };
    assert_eq!(verdict(&[2, 1, 0, 97]), "outstanding");
    assert_eq!(verdict(&[0, 0, 0, 100]), "none");
}
