//! Ranked, scored and written papers: their order cannot matter, a paper that is taken out leaves
//! no trace, the figures are those of a plain count, and one choice has one text.

use std::collections::BTreeMap;

use plenum::domain::count::Bases;
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::outcome::mean::{MeanRule, Trim};
use plenum::domain::outcome::points::{PointsMethod, PointsRule};
use plenum::domain::paper::{Paper, PaperForm};
use plenum::domain::seal::paper_text;
use plenum::domain::tally::Tally;
use plenum::domain::weight::Scale;
use proptest::prelude::*;
use serde_json::json;

use crate::support::forms::{ranks, scores, text};

const OPTIONS: usize = 6;
const ROWS: usize = 3;

fn paper(value: serde_json::Value) -> Paper {
    serde_json::from_value(value).expect("a paper")
}

fn ranked(max: usize) -> impl Strategy<Value = Paper> {
    let order = Just((0..OPTIONS).collect::<Vec<_>>()).prop_shuffle();
    (order, 0..=max).prop_map(|(order, n)| paper(json!({"form": "ranks", "ranks": order[..n]})))
}

fn scored(max: u32) -> impl Strategy<Value = Paper> {
    let cell = prop::option::weighted(0.8, 0..=max / 5);
    prop::collection::vec(cell, ROWS).prop_map(|cells| {
        let cells: Vec<Option<u32>> = cells.into_iter().map(|cell| cell.map(|n| n * 5)).collect();
        paper(json!({"form": "scores", "scores": cells}))
    })
}

fn written() -> impl Strategy<Value = Paper> {
    let answer = prop::option::of(prop::sample::select(vec!["同意", "a\"\\b", "🗳", "é"]));
    prop::collection::vec(answer, 2)
        .prop_map(|answers| paper(json!({"form": "text", "answers": answers})))
}

/// Papers of one form.
fn boxes() -> impl Strategy<Value = (PaperForm, Vec<Paper>)> {
    let of = |form: PaperForm, papers: BoxedStrategy<Paper>| {
        (Just(form), prop::collection::vec(papers, 0..20))
    };
    prop_oneof![
        of(ranks(OPTIONS, 0, 3), ranked(3).boxed()),
        of(scores(ROWS, 50, 5, 1), scored(50).boxed()),
        of(text(2, 10), written().boxed()),
    ]
}

fn rules(form: &PaperForm) -> Vec<OutcomeRule> {
    let trims = [None, Some(Trim { above: 5, drop_max: 1, drop_min: 1 })];
    match form {
        PaperForm::Ranks(_) => [PointsMethod::Weighted, PointsMethod::Mentions]
            .map(|method| OutcomeRule::Points(PointsRule { places: 3, method }))
            .into(),
        PaperForm::Scores(_) => trims
            .into_iter()
            .flat_map(|trim| [None, Some(2)].map(|places| MeanRule { trim, places }))
            .map(OutcomeRule::Mean)
            .collect(),
        _ => vec![OutcomeRule::Counts {}],
    }
}

fn bases(papers: usize) -> Bases {
    let n = u64::try_from(papers).expect("few");
    Bases {
        total_membership: n,
        present: n,
        papers_issued: n,
        papers_returned: n,
        valid_papers: n,
        auto_abstained: 0,
        scale: Scale::WHOLE,
        shrinks: Vec::new(),
    }
}

/// Counted cell by cell: (row or option, what stands there) and how often.
fn plain(papers: &[Paper]) -> BTreeMap<(usize, String), u64> {
    let mut cells = BTreeMap::new();
    let mut add = |at: usize, said: String| *cells.entry((at, said)).or_default() += 1;
    for paper in papers {
        match paper {
            Paper::Ranks { ranks } => {
                let each = ranks.iter().enumerate();
                each.for_each(|(place, option)| add((*option).into(), place.to_string()));
            }
            Paper::Scores { scores } => {
                let each = scores.iter().enumerate();
                each.for_each(|(row, score)| add(row, format!("{score:?}")));
            }
            Paper::Text { answers } => {
                let each = answers.iter().enumerate().filter(|(_, answer)| answer.is_some());
                each.for_each(|(question, _)| add(question, "answered".to_owned()));
            }
            other => unreachable!("{other:?}"),
        }
    }
    cells
}

/// The same of a tally.
fn told(tally: &Tally) -> BTreeMap<(usize, String), u64> {
    let mut cells = BTreeMap::new();
    let mut add = |at: usize, said: String, papers: u64| {
        if papers > 0 {
            cells.insert((at, said), papers);
        }
    };
    match tally {
        Tally::Ranks { rows } => {
            for (at, row) in rows.iter().enumerate() {
                let each = row.ranks.iter().enumerate();
                each.for_each(|(place, papers)| add(at, place.to_string(), *papers));
            }
        }
        Tally::Scores { rows } => {
            for (at, row) in rows.iter().enumerate() {
                let each = row.scores.iter();
                each.for_each(|(score, papers)| add(at, format!("{:?}", Some(score)), *papers));
                add(at, "None".to_owned(), row.blank);
            }
        }
        Tally::Text { answered } => {
            let each = answered.iter().enumerate();
            each.for_each(|(at, papers)| add(at, "answered".to_owned(), *papers));
        }
        other => unreachable!("{other:?}"),
    }
    cells
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn the_order_of_ranked_scored_and_written_papers_cannot_matter(
        (form, papers) in boxes(), turn in 0..20usize,
    ) {
        let tally = Tally::recount(&form, papers.iter());
        prop_assert_eq!(told(&tally), plain(&papers));
        let n = u32::try_from(papers.len()).expect("few");
        prop_assert!(tally.fits(&form) && tally.comes_from(&form, n));

        let mut dealt: Vec<&Paper> = papers.iter().rev().collect();
        let turn = turn.checked_rem(dealt.len()).unwrap_or_default();
        dealt.rotate_left(turn);
        let again = Tally::recount(&form, dealt.into_iter());
        prop_assert_eq!(&again, &tally);
        for rule in rules(&form) {
            let outcome = rule.decide(&form, &tally, &bases(papers.len()), None);
            prop_assert_eq!(rule.decide(&form, &again, &bases(papers.len()), None), outcome);
        }
        let mut left = tally;
        papers.iter().for_each(|paper| left.take(&form, paper, 1));
        prop_assert_eq!(left, Tally::zero(&form));
    }

    #[test]
    fn one_choice_has_one_text_and_room_in_every_form((form, papers) in boxes()) {
        for paper in papers {
            let text = paper_text(&paper);
            prop_assert!(text.len() + 2 <= usize::try_from(form.pad_len()).expect("short"));
            prop_assert_eq!(form.read(&text), Ok(paper.clone()));
            let raw = form.spell(&paper).expect("of the form");
            prop_assert_eq!(form.parse(&raw), Ok(paper));
        }
    }
}
