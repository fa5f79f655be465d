//! The same of ranks, scores and answers.

use plenum::domain::paper::BlankRows;
use plenum::domain::paper::PaperForm;
use plenum::domain::seal::OpenedBox;
use plenum::domain::tally::{RanksTally, ScoresTally, Tally};

use super::refused;
use crate::support::ballots::profile;

fn ranks(opened: &mut OpenedBox) -> &mut Vec<RanksTally> {
    match &mut opened.tally {
        Tally::Ranks { rows } => rows,
        other => panic!("{other:?}"),
    }
}

fn scores(opened: &mut OpenedBox) -> &mut ScoresTally {
    match &mut opened.tally {
        Tally::Scores { rows } => &mut rows[0],
        other => panic!("{other:?}"),
    }
}

fn answered(opened: &mut OpenedBox) -> &mut Vec<u64> {
    match &mut opened.tally {
        Tally::Text { answered } => answered,
        other => panic!("{other:?}"),
    }
}

#[test]
fn ranks_fit_the_papers_that_gave_them() {
    refused(
        &profile("opinion-rank").numbered(3).places(2),
        ["1 2", "2"],
        &[
            ("an option ranked by more papers than there are", |opened| {
                ranks(opened)[0].ranks[0] = 2
            }),
            ("a first rank fewer than papers", |opened| ranks(opened)[0].ranks[0] = 0),
            ("more second ranks than first ones", |opened| {
                ranks(opened)[0].ranks[1] = 1;
                ranks(opened)[2].ranks[1] = 1;
            }),
            ("sums that wrap round", |opened| ranks(opened)[0].ranks[0] = u64::MAX),
            ("a rank more", |opened| ranks(opened)[0].ranks.push(0)),
            ("an option fewer", |opened| drop(ranks(opened).pop())),
            ("picks", |opened| opened.tally = Tally::Picks(vec![1, 2, 0].into())),
        ],
    );
}

#[test]
fn scores_add_up_in_every_row_and_lie_on_the_paper() {
    refused(
        &profile("score-trimmed").numbered(2),
        ["1=90 2=80", "1=95"],
        &[
            ("a score more", |opened| scores(opened).scores[0].1 = 2),
            ("a score fewer", |opened| {
                scores(opened).scores.pop();
            }),
            ("a score that is not on the paper", |opened| scores(opened).scores[1].0 = 101),
            ("scores out of their order", |opened| scores(opened).scores.swap(0, 1)),
            ("the same score twice", |opened| scores(opened).scores[0].0 = 95),
            ("a score that nobody gave", |opened| scores(opened).scores.insert(0, (1, 0))),
            ("an invalid row where blanks abstain", |opened| {
                scores(opened).scores.pop();
                scores(opened).invalid = 1;
            }),
            ("a recusal of nobody", |opened| {
                scores(opened).scores.pop();
                scores(opened).recused = 1;
            }),
            ("sums that wrap round", |opened| scores(opened).scores[0].1 = u64::MAX),
        ],
    );
    let strict = profile("score-trimmed").numbered(2).with(|sheet| {
        if let PaperForm::Scores(form) = &mut sheet.form {
            form.blank_rows = BlankRows::Refused;
        }
    });
    refused(
        &strict,
        ["1=90 2=80", "1=95 2=80"],
        &[("a blank where none is taken", |opened| {
            scores(opened).scores.pop();
            scores(opened).blank = 1;
        })],
    );
}

#[test]
fn answers_are_those_of_the_published_papers() {
    refused(
        &profile("opinion-text").numbered(2),
        ["1=同意 2=无", "1=同意"],
        &[
            ("an answer more", |opened| answered(opened)[1] = 2),
            ("more answers than papers", |opened| answered(opened)[0] = 3),
            ("a question more", |opened| answered(opened).push(0)),
            ("no papers", |opened| opened.papers = None),
            ("papers in another order", |opened| {
                opened.papers.as_mut().expect("published").reverse();
            }),
            ("another paper", |opened| {
                let papers = opened.papers.as_mut().expect("published");
                papers[0] = papers[1].clone();
            }),
        ],
    );
}
