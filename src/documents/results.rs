//! Results as CSV: the figures of one ballot, and the overview of a sitting (form D10). Every cell
//! is made harmless; the files begin with a byte order mark, without which spreadsheets in common
//! use read Chinese text wrongly.

mod forms;
mod marks;
mod picks;

use std::collections::BTreeMap;

use crate::documents::csv_lines::{Csv, beijing_time};
use crate::documents::manual;
use crate::domain::ballot::{Ballot, Phase};
use crate::domain::count::{Bases, Count};
use crate::domain::derivation::terms::Terms;
use crate::domain::derivation::{below_words, derive, heads_words};
use crate::domain::display::rounding_shows;
use crate::domain::outcome::mean::Placed;
use crate::domain::outcome::places::TieRule;
use crate::domain::outcome::quota::Graded;
use crate::domain::outcome::selection::Selected;
use crate::domain::outcome::{Outcome, OutcomeRule};
use crate::domain::paper::{Answer, GradeRole, Item, PaperForm};
use crate::domain::sheet::{BallotKind, Sheet};
use crate::domain::sitting::Sitting;
use crate::domain::tally::Tally;
use crate::domain::text::Key;
use crate::domain::threshold::Base;

/// The figures of one counted ballot: first a block of `label,figure` lines (forms D2 and D4), then
/// an empty line and a table with one line per row or option, in paper order (forms D4 and D6),
/// then an empty line and the derivation of the result. `answers` are those of a poll with free
/// text, [`Ballot::answers`].
#[must_use]
pub fn ballot_csv(sheet: &Sheet, count: &Count, answers: &[Vec<&Answer>]) -> String {
    let (mut csv, scale) = (Csv::new(), sheet.rules.scale());
    figures(&mut csv, sheet, count);
    csv.line([""]);
    let verdicts = verdicts(sheet, &count.outcome);
    match (&sheet.form, &count.tally) {
        (PaperForm::Marks(form), Tally::Marks { rows }) => {
            marks::table(&mut csv, sheet, (form, rows), count, &verdicts);
        }
        (PaperForm::Picks(form), Tally::Picks(tally)) => {
            let valid = Bases::of(sheet, count).valid_papers;
            picks::table(&mut csv, form, (tally, scale), valid, &verdicts);
            // Of several choices on one paper the shares are no parts of a whole.
            let votes = &tally.votes;
            let whole = votes.iter().sum::<u64>() == valid;
            if form.max == 1 && whole && rounding_shows(votes) {
                csv.line(["备注", marks::ROUNDED]);
            }
        }
        (PaperForm::Ranks(form), Tally::Ranks { rows }) => {
            forms::ranks(&mut csv, form, rows, &sheet.rules.outcome, &verdicts);
        }
        (PaperForm::Scores(form), Tally::Scores { rows }) => {
            forms::scores(&mut csv, form, rows, &count.outcome, &verdicts);
        }
        (PaperForm::Text(form), Tally::Text { answered }) => {
            forms::text(&mut csv, form, answered, answers);
        }
        // A count that does not belong to its sheet cannot come out of `decide`.
        _ => {}
    }
    manual::side_by_side(&mut csv, sheet, count);
    csv.line([""]);
    csv.line(["序号", "计算过程", "Derivation"]);
    for (number, line) in (1_u32..).zip(derive(sheet, count)) {
        csv.line([number.to_string(), line.zh, line.en]);
    }
    csv.finish()
}

/// 会议表决情况汇总表: one line per ballot in agenda order, repeats, withdrawn and voided ones too.
/// Figures stand there as soon as a ballot is counted: it is for those who may see them then.
#[must_use]
pub fn overview_csv(sitting: &Sitting) -> String {
    let mut csv = Csv::new();
    if sitting.head().is_some_and(|head| head.rehearsal) {
        csv.line(["演练", "不是表决结果", "REHEARSAL", "no result"]);
    }
    csv.line([
        "序号",
        "轮次",
        "表决事项",
        "方式",
        "应到",
        "实到",
        "赞成",
        "反对",
        "弃权",
        "未按",
        "结果",
        "状态",
        "开始时间",
        "结束时间",
        "备注",
    ]);
    for ballot in sitting.agenda() {
        csv.line(overview_line(ballot));
    }
    csv.finish()
}

fn overview_line(ballot: &Ballot) -> Vec<String> {
    let (sheet, phase) = (&ballot.sheet, &ballot.phase);
    let count = phase.counting().map(|counting| &counting.count);
    let poll = phase.poll();
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    let figures = count.map_or([None; 3], |count| motion_votes(sheet, &count.tally));
    let scale = sheet.rules.scale();
    let [votes_for, against, abstained] =
        figures.map(|votes| votes.map(|n| scale.say(n).to_string()).unwrap_or_default());
    let time = |at_ms: Option<u64>| at_ms.map(beijing_time).unwrap_or_default();
    let remark = match phase {
        Phase::Cancelled { reason } | Phase::Voided { reason, .. } => reason.to_string(),
        _ if !sheet.rules.binding => "非约束性".to_owned(),
        _ => String::new(),
    };
    let remarks = std::iter::once(remark).chain(manual::remarks(ballot));
    let remark = remarks.filter(|remark| !remark.is_empty()).collect::<Vec<_>>().join("；");
    vec![
        sheet.number.to_string(),
        sheet.round.to_string(),
        sheet.title.to_string(),
        manual::method(sheet),
        number(poll.map(|poll| poll.members.into())),
        number(poll.map(|poll| poll.present_at_open.into())),
        votes_for,
        against,
        abstained,
        number(count.map(|count| count.turnout.did_not_vote.into())),
        count.map(|count| summary(sheet, &count.outcome)).unwrap_or_default(),
        phase.zh().to_owned(),
        time(poll.map(|poll| poll.opened.at_ms)),
        time(phase.closing().map(|closing| closing.closed.at_ms)),
        remark,
    ]
}

fn figures(csv: &mut Csv, sheet: &Sheet, count: &Count) {
    let (turnout, papers, scale) = (&count.turnout, &count.papers, sheet.rules.scale());
    csv.line(["表决事项", sheet.title.as_str()]);
    csv.line(["表决方式", &manual::method(sheet)]);
    csv.line(["规则", sheet.rules.wording.zh.as_str()]);
    if !sheet.rules.binding {
        csv.line(["性质", "非约束性"]);
    }
    for (label, figure) in [
        ("序号", sheet.number),
        ("第几次表决", sheet.round),
        (&format!("应到（{}）", heads_words(sheet, Base::TotalMembership).zh), turnout.members),
        ("实到", turnout.present_at_open),
        ("期间最少实到", turnout.present_least),
        ("结束时实到", turnout.present_at_close),
        ("有表决权人员", turnout.electorate),
        ("发出票", papers.issued),
        ("收回票", papers.returned),
        ("有效票", papers.valid),
        ("无效票", papers.invalid),
        ("未按", turnout.did_not_vote),
        ("未按计为弃权", turnout.auto_abstained),
        ("中途退场", turnout.left_early),
    ] {
        csv.line([label, &figure.to_string()]);
    }
    if sheet.rules.proxies.is_some() {
        csv.line(["实到中由受托人代表", &turnout.represented.to_string()]);
    }
    for (label, units) in weight_lines(count) {
        csv.line([label, &scale.say(units).to_string()]);
    }
    if turnout.recused > 0 {
        csv.line(["回避", &turnout.recused.to_string()]);
    }
    manual::channels(csv, count);
    let places = match &sheet.rules.outcome {
        OutcomeRule::Points(rule) => Some(rule.places),
        OutcomeRule::Mean(rule) => rule.places,
        _ => None,
    };
    if let Some(places) = places {
        csv.line(["应定项数", &places.to_string()]);
    }
    if let OutcomeRule::Selection(rule) = &sheet.rules.outcome {
        let (seats, needed_label) = match sheet.kind {
            BallotKind::Election => ("应选名额", "当选所需票数"),
            _ => ("应定项数", "入选所需票数"),
        };
        csv.line([seats, &rule.places.to_string()]);
        let bases = Bases::of(sheet, count);
        let alike = rule.majority.is_some_and(|majority| bases.alike(majority.base));
        if let Some((needed, base)) = rule.needed(&bases.of_item(0)).filter(|_| alike) {
            csv.line([needed_label, &scale.say(needed).to_string()]);
            csv.line(["计票基数", &scale.say(base).to_string()]);
        }
    }
    csv.line(["结果", &summary(sheet, &count.outcome)]);
}

/// 票权 of every base, where votes are weighed; the heads stand above them.
fn weight_lines(count: &Count) -> Vec<(&'static str, u64)> {
    let lines = count.weights.map(|weights| {
        [
            ("票权：全体", weights.total_membership),
            ("票权：实到", weights.present),
            ("票权：发出", weights.papers_issued),
            ("票权：收回", weights.papers_returned),
            ("票权：有效", weights.valid_papers),
        ]
    });
    lines.into_iter().flatten().collect()
}

fn item_cells(number: u32, item: &Item) -> Vec<String> {
    vec![number.to_string(), item.title.to_string(), item.note.to_string()]
}

/// Rank and verdict by row, each empty where there is none.
fn verdicts(sheet: &Sheet, outcome: &Outcome) -> BTreeMap<Key, [String; 2]> {
    let (form, terms) = (&sheet.form, Terms::of(sheet.kind));
    let words = |verdict: &Graded| match verdict {
        Graded::Graded { grade } => grade_label(form, grade),
        Graded::Tied {} => "得票相等".to_owned(),
        Graded::Ranked {} => "只列名次".to_owned(),
        Graded::NoResult {} => "未产生结果".to_owned(),
    };
    let rank = |rank: Option<u32>| rank.map(|rank| rank.to_string()).unwrap_or_default();
    match outcome {
        Outcome::Threshold { rows } => {
            let verdict = |adopted| if adopted { "通过" } else { "未通过" };
            let row = |row: &crate::domain::outcome::threshold::ThresholdRow| {
                (row.item.clone(), [String::new(), verdict(row.adopted).to_owned()])
            };
            rows.iter().map(row).collect()
        }
        Outcome::Selection { rows, .. } => {
            let majority = match &sheet.rules.outcome {
                OutcomeRule::Selection(rule) => rule.majority,
                _ => None,
            };
            let below = below_words(majority.as_ref()).zh;
            let verdict = |verdict| match verdict {
                Selected::Selected => terms.selected,
                Selected::Tied => "得票相等",
                Selected::NotSelected => terms.not_selected,
                Selected::BelowMajority => below.as_str(),
            };
            let row = |row: &crate::domain::outcome::selection::SelectionRow| {
                (row.item.clone(), [rank(Some(row.rank)), verdict(row.verdict).to_owned()])
            };
            rows.iter().map(row).collect()
        }
        Outcome::Quota { rows, .. } => rows
            .iter()
            .map(|row| (row.item.clone(), [rank(row.rank), words(&row.verdict)]))
            .collect(),
        Outcome::Ladder { rows } => rows
            .iter()
            .map(|row| (row.item.clone(), [String::new(), words(&row.verdict)]))
            .collect(),
        Outcome::Points { rows, .. } => rows.iter().map(forms::points_verdict).collect(),
        Outcome::Mean { rows, .. } => rows.iter().map(forms::mean_verdict).collect(),
        Outcome::Counts {} | Outcome::NoResult {} => BTreeMap::new(),
    }
}

/// The outcome in a few words.
fn summary(sheet: &Sheet, outcome: &Outcome) -> String {
    let (form, terms) = (&sheet.form, Terms::of(sheet.kind));
    match outcome {
        Outcome::NoResult {} => "未产生结果".to_owned(),
        Outcome::Counts {} => "仅公布票数".to_owned(),
        Outcome::Threshold { rows } => match rows.as_slice() {
            [row] => if row.adopted { "通过" } else { "未通过" }.to_owned(),
            rows => format!("通过 {} 项", rows.iter().filter(|row| row.adopted).count()),
        },
        Outcome::Points { tie: Some(tie), .. } | Outcome::Mean { tie: Some(tie), .. } => {
            format!("{} 项得分相等，余 {} 个名额，需再次票决", tie.items.len(), tie.open_places)
        }
        Outcome::Points { rows, shortfall, .. } => {
            let selected = rows.iter().filter(|row| row.verdict == Selected::Selected).count();
            forms::summary(selected, *shortfall)
        }
        Outcome::Mean { rows, .. } if rows.iter().all(|row| row.verdict == Placed::NoResult) => {
            "未产生结果".to_owned()
        }
        Outcome::Mean { rows, shortfall, .. } => {
            let of = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
            match of(Placed::Ranked) {
                0 => forms::summary(of(Placed::Selected), *shortfall),
                ranked => format!("{ranked} 项按得分排名"),
            }
        }
        Outcome::Selection { tie: Some(tie), .. } | Outcome::Quota { tie: Some(tie), .. } => {
            let next = match sheet.rules.outcome.tie_rule() {
                Some(TieRule::ChairDecides) => "待主持人决定".to_owned(),
                Some(TieRule::Lot) => "待抽签决定".to_owned(),
                Some(TieRule::SharedRank) => "名次并列".to_owned(),
                _ => format!("需再次{}", terms.again),
            };
            let (tied, open) = (tie.items.len(), tie.open_places);
            format!("{tied} {}得票相等，余 {open} 个名额，{next}", terms.unit)
        }
        Outcome::Selection { rows, shortfall, .. } => {
            let selected = rows.iter().filter(|row| row.verdict == Selected::Selected).count();
            match shortfall {
                0 => format!("{} {selected} {}", terms.selected, terms.unit),
                _ => {
                    let Terms { unit, selected: word, .. } = terms;
                    format!("{word} {selected} {unit}，缺额 {shortfall} {unit}")
                }
            }
        }
        Outcome::Quota { rows, .. } => grade_counts(form, rows.iter().map(|row| &row.verdict)),
        Outcome::Ladder { rows } => grade_counts(form, rows.iter().map(|row| &row.verdict)),
    }
}

/// 优秀 10，称职 9, in the order of the grades.
fn grade_counts<'a>(form: &PaperForm, verdicts: impl Iterator<Item = &'a Graded>) -> String {
    let PaperForm::Marks(marks) = form else {
        return String::new();
    };
    let mut counts: BTreeMap<Option<&Key>, u32> = BTreeMap::new();
    for verdict in verdicts {
        let grade = match verdict {
            Graded::Graded { grade } => Some(grade),
            Graded::Tied {} | Graded::Ranked {} | Graded::NoResult {} => None,
        };
        *counts.entry(grade).or_default() += 1;
    }
    let graded = marks.grades.iter().filter_map(|grade| {
        counts.get(&Some(&grade.id)).map(|count| format!("{} {count}", grade.zh))
    });
    let none = counts.get(&None).map(|count| format!("未产生结果 {count}"));
    graded.chain(none).collect::<Vec<_>>().join("，")
}

fn grade_label(form: &PaperForm, key: &Key) -> String {
    let PaperForm::Marks(marks) = form else {
        return key.to_string();
    };
    marks.grade_index(key).map_or(key.to_string(), |index| marks.grades[index].zh.to_string())
}

/// 赞成, 反对 and 弃权 of a ballot with one such row; a row left blank is an abstention where the
/// rule says so.
fn motion_votes(sheet: &Sheet, tally: &Tally) -> [Option<u64>; 3] {
    let (PaperForm::Marks(form), Tally::Marks { rows }) = (&sheet.form, tally) else {
        return [None; 3];
    };
    let ([row], true) =
        (rows.as_slice(), form.grades.iter().any(|grade| grade.role == GradeRole::For))
    else {
        return [None; 3];
    };
    let of_role = |role| {
        let cells = form.grades.iter().zip(&row.votes);
        cells.filter(|(grade, _)| grade.role == role).map(|(_, votes)| votes).sum::<u64>()
    };
    [
        Some(of_role(GradeRole::For)),
        Some(of_role(GradeRole::Against)),
        Some(of_role(GradeRole::Abstain) + row.blank),
    ]
}
