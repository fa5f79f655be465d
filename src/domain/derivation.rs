//! The written derivation (计算过程): how the figures of a count lead to its outcome, line by line,
//! as a careful clerk writes it. Whole numbers decide; percentages and means are rounded for the eye
//! (rules.md §0.3, reading 16).
//!
//! It is worked out from sheet and figures alone and never looks at the outcome: places in a ranking
//! are found by counting who is better, not by sorting and cutting. So it is a second way to the
//! same end, and the tests hold the two against each other.

mod attendance;
mod counts;
mod cut;
mod ladder;
mod manual;
mod mean;
mod places;
mod points;
mod quota;
mod ranking;
mod score;
mod selection;
pub mod settled;
mod share;
pub mod still_needed;
pub mod terms;
mod threshold;
mod weights;
mod words;

use serde::Serialize;

use crate::domain::count::{Bases, Count};
use crate::domain::outcome::OutcomeRule;
use crate::domain::outcome::score::Figures;
use crate::domain::paper::{MarksForm, PaperForm};
use crate::domain::sheet::Sheet;
use crate::domain::tally::{RowTally, Tally};
use crate::domain::threshold::{Base, Comparator, Fraction, Threshold};
use crate::domain::weight::Scale;

use self::words::{Noun, base_noun, both, figures, heads_noun, join};

/// One line in both languages, a whole sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// zh-CN.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A base as this body calls it: 全体代表, 全体组成人员, 全体参评人员; also where a share is written.
#[must_use]
pub fn base_words(sheet: &Sheet, base: Base) -> Line {
    the(base_noun(sheet, base), base)
}

/// The same where people or papers are counted, whatever their votes weigh.
#[must_use]
pub fn heads_words(sheet: &Sheet, base: Base) -> Line {
    the(heads_noun(sheet, base), base)
}

fn the(noun: Noun, base: Base) -> Line {
    let en = match base {
        // All members, but the weight of all members.
        Base::TotalMembership if noun.en.starts_with("all ") => noun.en,
        _ => format!("the {}", noun.en),
    };
    both(noun.zh, en)
}

/// 半数, 三分之二.
#[must_use]
pub fn part_words(fraction: Fraction) -> Line {
    share::part(fraction)
}

/// What is said of an option that the majority of the rule keeps out: 未过半数, 未达到三分之二; without
/// a majority nobody chose it.
#[must_use]
pub fn below_words(majority: Option<&Threshold>) -> Line {
    let Some(majority) = majority else {
        return both("没有得票", "No votes");
    };
    let part = part_words(majority.fraction);
    match majority.comparator {
        Comparator::Gt => both(format!("未过{}", part.zh), format!("Not more than {}", part.en)),
        Comparator::Ge => both(format!("未达到{}", part.zh), format!("Less than {}", part.en)),
    }
}

/// The derivation of a count: quorum, turnout, papers, then the rule of the sheet on each row. The
/// last line is the conclusion. One line for each row and each step of a ladder, and up to seven more.
#[must_use]
pub fn derive(sheet: &Sheet, count: &Count) -> Vec<Line> {
    let mut lines = Vec::new();
    if !sheet.rules.binding {
        lines.push(both(
            "意见征询，不作为表决结果，不具约束力。",
            "An opinion poll: not a formal result; it binds nobody.",
        ));
    }
    lines.extend(quorum(sheet, count));
    lines.extend(attendance::kept(sheet, count));
    match &count.channels {
        None => lines.extend(turnout(sheet, count)),
        Some(channels) => lines.extend(manual::lines(count, channels)),
    }
    lines.extend(weights::line(sheet, count));
    lines.extend(attendance::silence(count));
    if count.papers.valid == 0 {
        lines.push(both(
            "有效票 0 张：不计算得票率 → 未产生结果。",
            "No valid paper: no rate is computed → no result.",
        ));
        return lines;
    }
    let bases = Bases::of(sheet, count);
    match (&sheet.rules.outcome, &sheet.form, &count.tally) {
        (OutcomeRule::Threshold(rule), PaperForm::Marks(form), Tally::Marks { rows }) => {
            lines.extend(identities(form, rows, &bases));
            lines.extend(threshold::lines(sheet, form, rule, rows, &bases));
        }
        (OutcomeRule::Selection(rule), PaperForm::Picks(form), Tally::Picks(tally)) => {
            lines.extend(selection::lines(sheet, form, rule, tally, &bases));
        }
        (OutcomeRule::Quota(rule), PaperForm::Marks(form), Tally::Marks { rows }) => {
            lines.extend(identities(form, rows, &bases));
            let figures = Figures::new(&count.tally, count.grouped(sheet));
            lines.extend(quota::lines(sheet, form, rule, figures, &bases));
        }
        (OutcomeRule::Ladder(rule), PaperForm::Marks(form), Tally::Marks { rows }) => {
            lines.extend(identities(form, rows, &bases));
            lines.extend(ladder::lines(sheet, form, rule, rows, &bases));
        }
        (OutcomeRule::Points(rule), PaperForm::Ranks(form), Tally::Ranks { rows }) => {
            lines.extend(points::lines(form, rule, rows, &bases));
        }
        (OutcomeRule::Mean(rule), PaperForm::Scores(form), Tally::Scores { rows }) => {
            lines.extend(mean::lines(form, rule, rows, &bases));
        }
        (OutcomeRule::Counts {}, form, tally) => {
            lines.extend(counts::lines(form, tally, &bases));
        }
        // A count that does not belong to its sheet cannot come out of `decide`.
        _ => {}
    }
    lines
}

/// 法定人数: the integer needed and who was there at the opening.
fn quorum(sheet: &Sheet, count: &Count) -> Option<Line> {
    let rule = sheet.rules.quorum?;
    let (members, present) = (count.turnout.members, count.turnout.present_at_open);
    let (noun, share) =
        (heads_noun(sheet, Base::TotalMembership), share::words(rule.fraction, rule.comparator));
    let formula = share::formula(rule.fraction, members.into(), Scale::WHOLE);
    let needed = rule.needed(members);
    let (met, met_en) = match rule.met(present, members) {
        true => ("符合法定人数", "a quorum"),
        false => ("不符合法定人数", "no quorum"),
    };
    let (represented, represented_en) = weights::represented(&count.turnout);
    Some(both(
        format!(
            "法定人数：{} {members} 人，{}即 {}，至少 {needed} 人；开始表决时实到 {present} 人{represented} → {met}。",
            noun.zh, share.zh, formula.zh
        ),
        format!(
            "Quorum: {} {members}, {}: {}, so at least {needed}; present at the opening \
             {present}{represented_en} → {met_en}.",
            noun.en, share.en, formula.en
        ),
    ))
}

/// 发出 = 收回 + 未按 + 中途退场, and 收回 = 有效 + 无效.
fn turnout(sheet: &Sheet, count: &Count) -> Vec<Line> {
    let (turnout, papers) = (&count.turnout, &count.papers);
    let mut lines = Vec::new();
    let late = turnout.eligible.saturating_sub(turnout.eligible_at_open);
    // Those who are recused may have been there at the opening or have come later; the count says
    // only how many they are, so they are told apart where the sum does not come out with them.
    let all_first = turnout.eligible_at_open.checked_add(turnout.recused);
    let together = turnout.recused > 0 && all_first == Some(turnout.present_at_open);
    let first = if together { turnout.present_at_open } else { turnout.eligible_at_open };
    let off = if together { turnout.recused } else { 0 };
    if late + off > 0 {
        let (came, came_en) = match sheet.rules.growing {
            true => ("其后加入或签到", "signed in or joined later"),
            false => ("其后签到", "signed in later"),
        };
        // Attendees, and those who attend by video, are not 实到, or have no vote.
        let (were, were_en) = match first == turnout.present_at_open {
            _ if !sheet.rules.presence_needed => ("名单上", "On the list"),
            true => ("实到", "Present"),
            false => ("在场可投票", "Able to vote"),
        };
        let mut parts = vec![both(
            format!("开始表决时{were} {first} 人"),
            format!("{were_en} at the opening {first}"),
        )];
        if late > 0 {
            parts.push(both(format!(" + {came} {late} 人"), format!(" + {came_en} {late}")));
        }
        if off > 0 {
            parts.push(both(format!(" - 回避 {off} 人"), format!(" - recused {off}")));
        }
        let said = join(&parts, "", "");
        lines.push(both(
            format!("{} = 发出 {}。", said.zh, papers.issued),
            format!("{} = issued {}.", said.en, papers.issued),
        ));
    }
    if turnout.recused > off {
        lines.push(both(
            format!("回避 {} 人，不计入发出。", turnout.recused),
            format!("Recused {}, not among those issued a paper.", turnout.recused),
        ));
    }
    lines.push(both(
        format!(
            "发出 {} = 收回 {} + 未按 {} + 中途退场 {}。",
            papers.issued, papers.returned, turnout.did_not_vote, turnout.left_early
        ),
        format!(
            "Issued {} = returned {} + did not vote {} + left early {}.",
            papers.issued, papers.returned, turnout.did_not_vote, turnout.left_early
        ),
    ));
    lines.push(both(
        format!("收回 {} = 有效 {} + 无效 {}。", papers.returned, papers.valid, papers.invalid),
        format!(
            "Returned {} = valid {} + invalid {}.",
            papers.returned, papers.valid, papers.invalid
        ),
    ));
    lines
}

/// 有效 = Σ 各等次 + 本项弃权 + 本项无效: written out for one row, checked for many.
fn identities(form: &MarksForm, rows: &[RowTally], bases: &Bases) -> Option<Line> {
    let (papers, scale) = (bases.valid_papers, bases.scale);
    let valid = scale.say(papers);
    let (of, of_en) =
        if scale.is_weighed() { ("有效票权", "Valid weight") } else { ("有效", "Valid") };
    match rows {
        [row] => {
            let parts = join(&figures(form, row, scale), " + ", " + ");
            Some(both(
                format!("{of} {valid} = {}。", parts.zh),
                format!("{of_en} {valid} = {}.", parts.en),
            ))
        }
        rows => rows.iter().all(|row| row.papers() == papers).then(|| {
            let (recused, recused_en) = match rows.iter().any(|row| row.recused > 0) {
                true => (" + 本项回避", " + recused from the row"),
                false => ("", ""),
            };
            both(
                format!("每项{of} {valid} = 各选项票数 + 本项弃权 + 本项无效{recused}，各项相符。"),
                format!(
                    "In every row {} {valid} = votes of all grades + row abstentions + \
                     invalid rows{recused_en}.",
                    of_en.to_lowercase()
                ),
            )
        }),
    }
}
