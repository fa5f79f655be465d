//! A poll: figures, and nothing follows from them.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::share;
use crate::domain::derivation::words::{both, figures, join, numbered, votes_en};
use crate::domain::paper::{Item, MarksForm, PaperForm, ScoresForm};
use crate::domain::tally::{RanksTally, RowTally, ScoresTally, Tally};
use crate::domain::weight::Scale;

pub(super) fn lines(form: &PaperForm, tally: &Tally, bases: &Bases) -> Vec<Line> {
    let (valid, scale) = (bases.valid_papers, bases.scale);
    let mut lines = match (form, tally) {
        (PaperForm::Picks(form), Tally::Picks(tally)) => {
            let said = |votes: &u64| {
                let share = share::percent(*votes, valid);
                let votes = scale.say(*votes);
                both(
                    format!("{votes} 票（得票率 {share}）。"),
                    format!("{} ({share} of the valid papers).", votes_en(votes)),
                )
            };
            each(&form.options, &tally.votes, said)
        }
        (PaperForm::Marks(form), Tally::Marks { rows }) => {
            each(&form.rows, rows, |row| marks(form, row, scale))
        }
        (PaperForm::Ranks(form), Tally::Ranks { rows }) => {
            each(&form.options, rows, |row| ranks(row, scale))
        }
        (PaperForm::Scores(form), Tally::Scores { rows }) => {
            each(&form.rows, rows, |row| scores(form, row, scale))
        }
        (PaperForm::Text(form), Tally::Text { answered }) => {
            let said = |answered: &u64| {
                let (answered, valid) = (scale.say(*answered), scale.say(valid));
                both(
                    format!("{answered} 份回答。"),
                    format!("{answered} of {valid} papers answered."),
                )
            };
            each(&form.questions, answered, said)
        }
        // A count that does not belong to its sheet cannot come out of `decide`.
        _ => Vec::new(),
    };
    lines.push(both(
        "结论：只公布各项票数，不据以作出决定。",
        "Conclusion: figures only; nothing is decided by them.",
    ));
    lines
}

fn each<T>(items: &[Item], figures: &[T], said: impl Fn(&T) -> Line) -> Vec<Line> {
    let cells = (1..).zip(items).zip(figures);
    cells.map(|((number, item), figure)| numbered(number, item, &said(figure))).collect()
}

fn marks(form: &MarksForm, row: &RowTally, scale: Scale) -> Line {
    let parts = join(&figures(form, row, scale), "、", ", ");
    let (mean_zh, mean_en) = match share::mean(row.score(form), scale) {
        Some(mean) => (format!("；平均得分 {mean}"), format!("; mean {mean}")),
        None => Default::default(),
    };
    both(format!("{}{mean_zh}。", parts.zh), format!("{}{mean_en}.", parts.en))
}

/// 第 1 位 12 票、第 2 位 7 票.
fn ranks(row: &RanksTally, scale: Scale) -> Line {
    let places = (1..).zip(&row.ranks);
    let parts: Vec<Line> = places
        .map(|(place, papers)| {
            let papers = scale.say(*papers);
            both(format!("第 {place} 位 {papers} 票"), format!("rank {place}: {papers}"))
        })
        .collect();
    let said = join(&parts, "、", ", ");
    both(format!("{}。", said.zh), format!("{}.", said.en))
}

/// 5 分 12 人、4 分 7 人, best first.
fn scores(form: &ScoresForm, row: &ScoresTally, scale: Scale) -> Line {
    let mut parts: Vec<Line> = row
        .scores
        .iter()
        .rev()
        .map(|(score, papers)| {
            let (score, papers) = (form.written(*score), scale.say(*papers));
            both(format!("{score} 分 {papers} 人"), format!("{score}: {papers}"))
        })
        .collect();
    let more = [
        (row.blank, "本项弃权", "row abstentions"),
        (row.invalid, "本项无效", "invalid rows"),
        (row.recused, "回避", "recused"),
    ];
    for (papers, zh, en) in more.into_iter().filter(|(papers, ..)| *papers > 0) {
        let papers = scale.say(papers);
        parts.push(both(format!("{zh} {papers}"), format!("{en} {papers}")));
    }
    if parts.is_empty() {
        parts.push(both("无人评分", "no score"));
    }
    let said = join(&parts, "、", ", ");
    both(format!("{}。", said.zh), format!("{}.", said.en))
}
