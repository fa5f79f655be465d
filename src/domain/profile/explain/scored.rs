//! Ranked, scored and written papers, and what follows from them.

use crate::domain::outcome::mean::Trim;
use crate::domain::outcome::points::PointsMethod;
use crate::domain::paper::{BlankRows, ScoresForm};
use crate::domain::profile::explain::{Sentence, say};
use crate::domain::profile::{PickLimit, RowCount};

pub(super) fn ranks(limit: PickLimit) -> Vec<Sentence> {
    let least = match limit {
        PickLimit::AtMost => say(
            "少排有效；一名不排的票也有效，视为弃权。",
            "Fewer are valid; so is a paper without a rank, which abstains.",
        ),
        PickLimit::OneToMost => say(
            "少排有效；一名不排的不接收。",
            "Fewer are valid; a paper without a rank is not taken.",
        ),
        PickLimit::Exactly => say(
            "须恰好排满 K 名，少排的不合规定。",
            "Exactly K ranks; a paper with fewer is not taken.",
        ),
    };
    vec![
        say(
            "从候选项中按顺序排出第 1 名至第 K 名，名次不重复、不跳空；K 随每次表决填写。",
            "Options in order, from rank 1 to at most rank K, no rank twice and none left out; K \
             comes with the ballot.",
        ),
        least,
    ]
}

pub(super) fn scores(rows: RowCount, form: &ScoresForm) -> Vec<Sentence> {
    let (least, most) = (form.written(form.min), form.written(form.max));
    let step = form.written(form.step);
    let mut sentences = vec![match rows {
        RowCount::One => say(
            format!("一个问题，即标题；打 {least} 至 {most} 分，间隔 {step} 分。"),
            format!("One question, the title: {least} to {most} in steps of {step}."),
        ),
        RowCount::Many | RowCount::EnBloc => say(
            format!("逐项打分，{least} 至 {most} 分，间隔 {step} 分。"),
            format!("Row by row, {least} to {most} in steps of {step}."),
        ),
    }];
    if let Some(labels) = &form.labels {
        sentences.push(say(
            format!("{least} 表示“{}”，{most} 表示“{}”。", labels.low.zh, labels.high.zh),
            format!("{least} stands for “{}”, {most} for “{}”.", labels.low.en, labels.high.en),
        ));
    }
    sentences.push(match form.blank_rows {
        BlankRows::Refused => {
            say("每项都打了分才能提交。", "It can be submitted once every row has a score.")
        }
        BlankRows::Abstain => say(
            "未打分的项按弃权，不计入该项评分；这张票的其他项照常计。",
            "A row left blank abstains and is not among the scores of that row; the other rows of \
             the paper stand.",
        ),
        BlankRows::Invalid => say(
            "未打分的项，该项无效、不予计算；这张票的其他项照常计。",
            "A row left blank is invalid in that row and not counted; the other rows of the paper \
             stand.",
        ),
    });
    if !form.bands.is_empty() {
        let zh: Vec<String> = form
            .bands
            .iter()
            .map(|band| {
                format!("{} {}–{}", band.zh, form.written(band.from), form.written(band.to))
            })
            .collect();
        let en: Vec<String> = form
            .bands
            .iter()
            .map(|band| {
                format!("{} {}–{}", band.en, form.written(band.from), form.written(band.to))
            })
            .collect();
        sentences.push(say(
            format!("分数段：{}。", zh.join("、")),
            format!("Bands: {}.", en.join(", ")),
        ));
    }
    sentences
}

pub(super) fn text(rows: RowCount, max_chars: u32) -> Vec<Sentence> {
    let asked = match rows {
        RowCount::One => {
            say("一个问题，即标题，用文字回答。", "One question, the title, in words.")
        }
        RowCount::Many | RowCount::EnBloc => {
            say("逐题用文字回答。", "Question by question, in words.")
        }
    };
    vec![
        asked,
        say(
            format!("每个回答至多 {max_chars} 字，不换行；可以不答。"),
            format!(
                "At most {max_chars} characters each, on one line; a question may be left open."
            ),
        ),
        say(
            "回答在计票后按内容排序公布，不带姓名；计票前谁也看不到。",
            "After the count the answers are published without names, sorted by content; before it \
             nobody sees them.",
        ),
    ]
}

pub(super) fn points(method: PointsMethod) -> Vec<Sentence> {
    let worth = match method {
        PointsMethod::Weighted => say(
            "计分：第 1 名得 K 分，名次每降一位少 1 分，第 K 名得 1 分；未排的不得分。",
            "Points: K for rank 1, one less for each rank below, 1 for rank K; none without a rank.",
        ),
        PointsMethod::Mentions => say(
            "计分：列入前 K 名的，每张票得 1 分，不论名次。",
            "Points: 1 from each paper that ranks the option among its first K, whichever the rank.",
        ),
    };
    let (example, example_en) = match method {
        PointsMethod::Weighted => ("一张票依次给出 3、2、1 分", "a paper gives 3, 2 and 1"),
        PointsMethod::Mentions => {
            ("一张票至多给出 3 个 1 分", "a paper gives at most three times 1")
        }
    };
    let selected = say(
        format!(
            "按得分取前 K 项入选，不要求过半数；没有得分的不入选。算例：K 为 3 时，{example}。"
        ),
        format!(
            "The first K by points are selected, no majority is needed; an option without points \
             never is. Example: with K = 3 {example_en}."
        ),
    );
    vec![worth, selected]
}

pub(super) fn mean(trim: Option<&Trim>, places: bool, form: Option<&ScoresForm>) -> Vec<Sentence> {
    let mut sentences = vec![match trim {
        None => say(
            "各项得分为评分之和除以评分个数。",
            "The mean of a row is the sum of its scores over their number.",
        ),
        Some(Trim { above, drop_max, drop_min }) => {
            let more = above + 1;
            let rest = more - drop_max - drop_min;
            say(
                format!(
                    "一项的评分多于 {above} 个的，去掉 {drop_max} 个最高分和 {drop_min} 个最低分后求平均\
                     （同分的也只去掉这么多）；{above} 个及以下的直接求平均。算例：{more} 个评分，去掉后\
                     余 {rest} 个；{above} 个评分不去。"
                ),
                format!(
                    "With more than {above} scores in a row, {drop_max} highest and {drop_min} \
                     lowest are left out before the mean (of equal ones no more than that); with \
                     {above} or fewer it is the plain mean. Example: of {more} scores {rest} are \
                     left; of {above} all."
                ),
            )
        }
    }];
    sentences.push(say(
        "名次按准确值比较，小数只供显示，不足以区分时多显示几位。",
        "Ranks go by the exact value; decimals are for the eye, and more of them are shown where two \
         would look equal.",
    ));
    sentences.push(match places {
        true => say(
            "按得分取前 K 项入选；K 随每次表决填写。",
            "The first K by their means are selected; K comes with the ballot.",
        ),
        false => say("只排名次，不取舍。", "Rows are ranked; nothing is selected."),
    });
    if form.is_some_and(|form| !form.bands.is_empty()) {
        sentences.push(say(
            "得分达到一段的最低分，即属该段。",
            "A mean belongs to the band whose lowest score it reaches.",
        ));
    }
    sentences
}

pub(super) fn ties(selects: bool) -> Vec<Sentence> {
    let shared = say("得分相等的名次并列（1、2、2、4）。", "Equals share the rank (1, 2, 2, 4).");
    if !selects {
        return vec![shared];
    }
    vec![
        say(
            "第 K 位得分相等、超过名额时，得分在前的入选，相等的都列为“得分相等”，由再次投票决定\
             余下的名额；不按排列次序取舍。",
            "Equal across place K: those clearly above are selected, the equal ones are listed as \
             tied, and a run-off decides the places left; the order on the paper never does.",
        ),
        shared,
        say(
            "有得分的不足 K 项时，其余名额空缺。",
            "If fewer than K have a score, the other places stay open.",
        ),
    ]
}
