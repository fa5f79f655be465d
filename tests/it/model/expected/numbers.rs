//! Points of ranks, and means of scores.

use super::{Court, Cut, Exact, Expected, Verdict, item, whole};
use crate::model::case::{Filled, Form, Trim};

const WORDS: [&str; 4] = ["selected", "tied", "not_selected", "below_majority"];

impl Court<'_> {
    pub(super) fn ranked(&self, option: usize, rank: usize) -> usize {
        let holds = |paper: &&&Filled| match paper {
            Filled::Ranks(ranks) => ranks.get(rank) == Some(&option),
            _ => false,
        };
        self.papers.iter().filter(holds).count()
    }

    pub(super) fn points(&self, found: &mut Expected, places: usize, weighted: bool) {
        let Form::Ranks { options, max, .. } = self.case.form else { unreachable!("ranks") };
        let worth = |rank: usize| if weighted { max - rank } else { 1 };
        let points = |option: usize| -> usize {
            (0..max).map(|rank| worth(rank) * self.ranked(option, rank)).sum()
        };
        let may = |option| points(option) > 0;
        let better = |a, b| points(a) > points(b);
        let cut = Cut { len: options, places, may: &may, better: &better };
        let verdict = |option| {
            let rank = (0..options).filter(|other| better(*other, option)).count() + 1;
            Verdict { rank: Some(rank), word: WORDS[cut.side(option)].to_owned() }
        };
        found.verdicts = Some((0..options).map(|o| (item(o), verdict(o))).collect());
        (found.tie, found.shortfall) = cut.tie();
    }

    pub(super) fn scores(&self, row: usize) -> Vec<u32> {
        let score = |paper: &&Filled| match paper {
            Filled::Scores(scores) => scores[row],
            _ => None,
        };
        self.papers.iter().filter_map(score).collect()
    }

    /// The highest and the lowest scores are taken away one by one.
    fn trimmed(&self, row: usize, trim: Option<Trim>) -> Option<Exact> {
        let mut scores = self.scores(row);
        if let Some(trim) = trim.filter(|trim| scores.len() > trim.above) {
            for _ in 0..trim.highest {
                let highest = *scores.iter().max().expect("more than are left out");
                remove(&mut scores, highest);
            }
            for _ in 0..trim.lowest {
                let lowest = *scores.iter().min().expect("more than are left out");
                remove(&mut scores, lowest);
            }
        }
        let sum: i128 = scores.iter().copied().map(i128::from).sum();
        (!scores.is_empty()).then(|| Exact::new(sum, whole(scores.len())))
    }

    pub(super) fn means(&self, found: &mut Expected, trim: Option<Trim>, places: Option<usize>) {
        let Form::Scores { rows, .. } = self.case.form else { unreachable!("scores") };
        let mean = |row| self.trimmed(row, trim);
        let may = |row| mean(row).is_some();
        let better = |a, b| mean(a) > mean(b);
        let cut = Cut { len: rows, places: places.unwrap_or(0), may: &may, better: &better };
        let verdict = |row| {
            let rank = (0..rows).filter(|other| better(*other, row)).count() + 1;
            let word = match places {
                _ if !may(row) => "no_result",
                None => "ranked",
                Some(_) => WORDS[cut.side(row)],
            };
            (may(row).then_some(rank), word.to_owned())
        };
        found.verdicts = Some(self.each_row(verdict));
        if places.is_some() {
            (found.tie, found.shortfall) = cut.tie();
        }
    }
}

fn remove(scores: &mut Vec<u32>, score: u32) {
    let place = scores.iter().position(|one| *one == score).expect("it is there");
    scores.swap_remove(place);
}
