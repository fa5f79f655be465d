//! What a valid paper is.

use crate::domain::paper::{BlankRows, Grade, Shape};
use crate::domain::profile::explain::scored;
use crate::domain::profile::explain::words::label;
use crate::domain::profile::explain::{Point, Sentence, point, say};
use crate::domain::profile::{PickLimit, Profile, ProfilePaper, RowCount};
use crate::domain::sheet::Secrecy;
use crate::domain::text::Key;

impl Profile {
    pub(super) fn explain_paper(&self) -> Point {
        let mut sentences = match &self.paper {
            ProfilePaper::Marks { rows, blank_rows, grades, paper_quota } => {
                marks(*rows, *blank_rows, grades, paper_quota.as_ref())
            }
            ProfilePaper::Picks { limit } => picks(*limit),
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
        sentences.push(say(
            "在场而没有提交的，单列为“未按”，不算弃权。",
            "Who is present and submits nothing is listed as not voting, never as abstaining.",
        ));
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
        RowCount::Many => say(
            format!("逐项选择，每项选一个：{zh}。"),
            format!("Row by row, one choice in each: {en}."),
        ),
    }];
    sentences.push(match (blank_rows, rows) {
        (BlankRows::Refused, RowCount::One) => {
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
