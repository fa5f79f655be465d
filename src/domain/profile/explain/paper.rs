//! What a valid paper is.

use crate::domain::paper::{AllEqual, BlankRows, Criterion, Grade, Shape};
use crate::domain::profile::explain::places;
use crate::domain::profile::explain::scored;
use crate::domain::profile::explain::words::label;
use crate::domain::profile::explain::{Point, Sentence, point, say};
use crate::domain::profile::{FixedQuota, PickLimit, Profile, ProfilePaper, RowCount};
use crate::domain::sheet::{NotVoted, Secrecy};
use crate::domain::text::Key;

impl Profile {
    pub(super) fn explain_paper(&self) -> Point {
        let mut sentences = match &self.paper {
            ProfilePaper::Marks {
                rows,
                blank_rows,
                grades,
                paper_quota,
                criteria,
                quotas,
                all_equal,
            } => {
                let mut sentences = marks(*rows, *blank_rows, grades, paper_quota.as_ref());
                if !criteria.is_empty() {
                    // What a blank means is said of the criteria.
                    sentences.remove(1);
                    sentences.extend(cells(criteria, *blank_rows));
                }
                sentences.extend(quotas.iter().map(|quota| fixed(grades, quota, criteria)));
                sentences.extend((*all_equal == AllEqual::Refused).then(|| {
                    say(
                        "各项评价全部相同的票无效。",
                        "A paper that gives everything the same grade is not valid.",
                    )
                }));
                sentences
            }
            ProfilePaper::Picks { limit, crosses, write_ins, contest } => {
                let mut sentences = picks(*limit);
                sentences.extend(places::paper(*crosses, write_ins.as_ref(), *contest));
                sentences
            }
            ProfilePaper::Ranks { limit } => scored::ranks(*limit),
            ProfilePaper::Scores { rows, form } => scored::scores(*rows, form),
            ProfilePaper::Text { rows, max_chars } => scored::text(*rows, *max_chars),
        };
        sentences.push(say(
            "不合这些规定的票，平板不接收，先前提交的不变。",
            "A paper against these rules is not taken by the tablet, and an earlier one stands.",
        ));
        if self.secrecy.contains(&Secrecy::Secret) {
            sentences.push(say(
                "无记名时，开启密封后才发现不合规定的票，整张无效。",
                "In a secret ballot, a paper found against the rules only when the seal is opened \
                 is invalid as a whole.",
            ));
        }
        if self.attendance.not_voted != NotVoted::CountAsAbstain {
            sentences.push(say(
                "在场而没有提交的，单列为“未按”，不算弃权。",
                "Who is present and submits nothing is listed as not voting, never as abstaining.",
            ));
        }
        point("什么是有效票", "What a valid paper is", sentences)
    }
}

fn marks(
    rows: RowCount,
    blank_rows: BlankRows,
    grades: &[Grade],
    paper_quota: Option<&Key>,
) -> Vec<Sentence> {
    let zh: Vec<String> = grades.iter().map(|g| format!("{}{}", mark(g.shape), g.zh)).collect();
    let en: Vec<String> = grades.iter().map(|g| format!("{}{}", mark(g.shape), g.en)).collect();
    let (zh, en) = (zh.join("、"), en.join(", "));
    let mut sentences = vec![match rows {
        RowCount::One => say(
            format!("一个问题，即标题；选一个：{zh}。"),
            format!("One question, the title; one choice: {en}."),
        ),
        RowCount::EnBloc => say(
            format!("所列各事项合并表决，只选一次：{zh}。"),
            format!("All that is listed is decided by one choice: {en}."),
        ),
        RowCount::Many => say(
            format!("逐项选择，每项选一个：{zh}。"),
            format!("Row by row, one choice in each: {en}."),
        ),
    }];
    sentences.push(match (blank_rows, rows) {
        (BlankRows::Refused, RowCount::One | RowCount::EnBloc) => {
            say("不选不能提交。", "Without a choice it cannot be submitted.")
        }
        (BlankRows::Refused, RowCount::Many) => {
            say("每项都选了才能提交。", "It can be submitted once every row has a choice.")
        }
        (BlankRows::Abstain, _) => say(
            "未选的项按弃权，不计入该项有效票；这张票的其他项照常计。",
            "A row left blank abstains and is not among the valid votes of that row; the other \
             rows of the paper stand.",
        ),
        (BlankRows::Invalid, _) => say(
            "未选的项，该项无效、不予计算；这张票的其他项照常计。",
            "A row left blank is invalid in that row and not counted; the other rows of the paper \
             stand.",
        ),
    });
    let outside: Vec<&Grade> = grades.iter().filter(|grade| !grade.counts_in_base).collect();
    for grade in outside {
        sentences.push(say(
            format!("选“{}”的不计入该项有效票。", grade.zh),
            format!("“{}” is not among the valid votes of the row.", grade.en),
        ));
    }
    if grades.iter().any(|grade| grade.weight.is_some()) {
        let points =
            |label: &str, grade: &Grade| grade.weight.map(|weight| format!("{label} {weight}"));
        let zh: Vec<String> = grades.iter().filter_map(|g| points(g.zh.as_str(), g)).collect();
        let en: Vec<String> = grades.iter().filter_map(|g| points(g.en.as_str(), g)).collect();
        sentences
            .push(say(format!("分值：{}。", zh.join("、")), format!("Points: {}.", en.join(", "))));
    }
    if let Some(grade) = paper_quota {
        let Sentence { zh, en } = label(grades, grade);
        sentences.push(say(
            format!("一张票至多给出 n 个{zh}；n 随每次表决填写。"),
            format!("At most n rows of one paper may have {en}; n comes with the ballot."),
        ));
    }
    sentences
}

/// What criteria make of a row.
fn cells(criteria: &[Criterion], blank_rows: BlankRows) -> Vec<Sentence> {
    let zh: Vec<String> = criteria.iter().map(|c| format!("{} {}", c.zh, c.weight)).collect();
    let en: Vec<String> = criteria.iter().map(|c| format!("{} {}", c.en, c.weight)).collect();
    let each = say(
        format!("每项按 {} 个指标分别评定，得分按权数加权：{}。", criteria.len(), zh.join("、")),
        format!(
            "Each row is graded in {} criteria, and its score is weighted: {}.",
            criteria.len(),
            en.join(", ")
        ),
    );
    let blank = match blank_rows {
        BlankRows::Refused => say(
            "每项的每个指标都评了才能提交。",
            "It can be submitted once every row has a choice in every criterion.",
        ),
        BlankRows::Abstain => say(
            "某项的某个指标没有评的，只在这个指标上弃权。",
            "A criterion left blank abstains in that criterion alone.",
        ),
        BlankRows::Invalid => say(
            "某项有一个指标没有评的，该项整行无效。",
            "A row with one criterion left blank is invalid as a whole.",
        ),
    };
    vec![each, blank]
}

fn fixed(grades: &[Grade], quota: &FixedQuota, criteria: &[Criterion]) -> Sentence {
    let Sentence { zh, en } = label(grades, &quota.grade);
    let (each, each_en) = match criteria.is_empty() {
        true => ("一张票", "on one paper"),
        false => ("一张票在每个指标上", "on one paper, in each criterion"),
    };
    let (bounds, bounds_en) = match (quota.min, quota.max) {
        (min, Some(max)) if min == max => (format!("正好 {min} 个"), format!("exactly {min}")),
        (0, Some(max)) => (format!("至多 {max} 个"), format!("at most {max}")),
        (min, Some(max)) => (format!("{min} 至 {max} 个"), format!("{min} to {max}")),
        (min, None) => (format!("至少 {min} 个"), format!("at least {min}")),
    };
    say(
        format!("{each}给出{zh}{bounds}，不合的整张票无效。"),
        format!("{en} {each_en}: {bounds_en}; a paper against it is invalid as a whole."),
    )
}

fn mark(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "○",
        Shape::Cross => "×",
        Shape::Triangle => "△",
        Shape::Square => "□",
        Shape::Dot | Shape::None => "",
    }
}

fn picks(limit: PickLimit) -> Vec<Sentence> {
    let sentence = match limit {
        PickLimit::AtMost => say(
            "从候选项中至多选 K 项；K 随每次表决填写。少选有效；一项不选的票也有效，视为弃权。",
            "At most K of the options; K comes with the ballot. Fewer are valid; so is a paper \
             without a choice, which abstains.",
        ),
        PickLimit::OneToMost => say(
            "从选项中选 1 至 K 项；K 随每次表决填写。一项不选的不接收。",
            "1 to K of the options; K comes with the ballot. A paper without a choice is not \
             taken.",
        ),
        PickLimit::Exactly => say(
            "从候选项中恰好选 K 项，多选、少选、不选的都不合规定；K 随每次表决填写。",
            "Exactly K of the options, neither more nor fewer nor none; K comes with the ballot.",
        ),
    };
    vec![sentence]
}
