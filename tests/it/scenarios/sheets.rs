//! The papers of a scenario, as they stand in its `papers.csv`.

use std::collections::BTreeMap;

use plenum::domain::paper::{PaperForm, RawPaper};

use super::follow;
use crate::support::ballots::key;

/// The papers in the box, each as often as it lies there.
pub(super) fn papers(form: &PaperForm, csv: &str) -> Vec<RawPaper> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = reader.headers().expect("a head").iter().map(str::to_owned).collect();
    assert_eq!(head[1..], columns(form), "papers.csv has the columns of the paper");
    let mut papers = Vec::new();
    for line in reader.records() {
        let line = line.expect("as many cells as columns");
        let cells: Vec<&str> = line.iter().skip(1).collect();
        let count = line[0].parse().expect("a number of papers");
        papers.extend(std::iter::repeat_n(fill(form, &cells), count));
    }
    papers
}

/// One for each item, or for each criterion of each: `甲同志·德`.
fn columns(form: &PaperForm) -> Vec<String> {
    let titles = form.items().iter().map(|item| item.title.to_string());
    match form {
        PaperForm::Marks(form) if !form.criteria.is_empty() => titles
            .flat_map(|title| form.criteria.iter().map(move |c| format!("{title}·{}", c.zh)))
            .collect(),
        PaperForm::Picks(form) if form.write_ins.is_some() => {
            titles.chain([follow::NAMES.to_owned()]).collect()
        }
        _ => titles.collect(),
    }
}

fn fill(form: &PaperForm, cells: &[&str]) -> RawPaper {
    let filled = form.items().iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    match form {
        PaperForm::Marks(form) => {
            let grade = |cell: &str| {
                let found = form.grades.iter().find(|grade| grade.zh.as_str() == cell);
                found.unwrap_or_else(|| panic!("no grade {cell}")).id.clone()
            };
            let given = cells.iter().enumerate().filter(|(_, grade)| !grade.is_empty());
            let marks: BTreeMap<_, _> =
                given.map(|(cell, id)| (key(&form.cell_name(cell)), grade(id))).collect();
            RawPaper::Marks { marks }
        }
        PaperForm::Picks(form) => RawPaper::Picks(follow::picks(form, cells)),
        PaperForm::Ranks(_) => {
            let rank = |cell: &str| cell.parse::<u32>().expect("a rank");
            let mut ranked: Vec<_> =
                filled.map(|(option, cell)| (rank(cell), option.id.clone())).collect();
            ranked.sort();
            assert!(ranked.iter().zip(1..).all(|((rank, _), place)| *rank == place), "{cells:?}");
            RawPaper::Ranks { ranks: ranked.into_iter().map(|(_, option)| option).collect() }
        }
        PaperForm::Scores(_) => {
            let scores = filled.map(|(row, cell)| (row.id.clone(), (*cell).to_owned()));
            RawPaper::Scores { scores: scores.collect() }
        }
        PaperForm::Text(_) => {
            let answer = |cell: &str| plenum::domain::paper::RawAnswer(cell.to_owned());
            let answers = filled.map(|(question, cell)| (question.id.clone(), answer(cell)));
            RawPaper::Text { answers: answers.collect() }
        }
    }
}
