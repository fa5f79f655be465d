//! The first n: ranks among all who have one, a floor that moves no ranks, and scores over criteria,
//! groups and sources.

use super::{Case, Court, Exact, Expected, Filled, Form, grade, item, whole};
use crate::model::case::{Mixed, QuotaRule, Ranking, Share};

impl Court<'_> {
    pub(super) fn quota(&self, found: &mut Expected, rule: &QuotaRule) {
        let Form::Marks { rows, .. } = self.case.form else { unreachable!("a matrix") };
        let standings: Vec<Option<Vec<Exact>>> =
            (0..rows).map(|row| self.standing(rule, row)).collect();
        let those = || (0..rows).filter(|row| standings[*row].is_some());
        let better = |row: usize| those().filter(|o| standings[*o] > standings[row]).count();
        let as_good = |row: usize| those().filter(|o| standings[*o] >= standings[row]).count();
        let may = |row: usize| self.may(rule, row);
        let equals =
            |row: usize| those().filter(|o| standings[*o] == standings[row] && may(*o)).count();
        let open = |row: usize| rule.places - better(row);
        let word = |row: usize| match () {
            () if standings[row].is_none() => "no_result".to_owned(),
            () if may(row) && as_good(row) <= rule.places => grade(rule.grade),
            () if !may(row) || better(row) >= rule.places => self.lower(rule, row),
            () if equals(row) <= open(row) => grade(rule.grade),
            () => "tied".to_owned(),
        };
        let rank = |row: usize| standings[row].is_some().then(|| better(row) + 1);
        found.verdicts = Some(self.each_row(|row| (rank(row), word(row))));
        let tied: Vec<usize> = (0..rows).filter(|row| word(*row) == "tied").collect();
        found.tie =
            tied.first().map(|one| (tied.iter().map(|row| item(*row)).collect(), open(*one)));
    }

    fn lower(&self, rule: &QuotaRule, row: usize) -> String {
        match rule.others {
            None => "ranked".to_owned(),
            Some(share) => {
                self.carried(row, rule.grade, share).map_or("no_result".to_owned(), grade)
            }
        }
    }

    fn may(&self, rule: &QuotaRule, row: usize) -> bool {
        if self.case.form.width() > 1 {
            return true;
        }
        let votes = self.votes(row, &[rule.grade]);
        let asks_votes = matches!(rule.ranking[0], Ranking::Votes(grade) if grade == rule.grade);
        let floor = rule.floor.is_none_or(|floor| floor.met(votes, self.base(floor, row)));
        floor && (!asks_votes || votes > 0)
    }

    /// What ranks a row, key by key.
    fn standing(&self, rule: &QuotaRule, row: usize) -> Option<Vec<Exact>> {
        let width = self.case.form.width();
        if (row * width..(row + 1) * width).all(|cell| self.counted(cell) == 0) {
            return None;
        }
        let key = |key: &Ranking| match key {
            Ranking::Votes(grade) => Some(Exact::from(whole(self.votes(row, &[*grade])))),
            Ranking::Score => self.score(row),
            Ranking::Composite => {
                Some(mixed(rule.mixed.as_ref().expect("composite"), row, self.score(row)?))
            }
        };
        rule.ranking.iter().map(key).collect()
    }

    /// The mean of each group by itself, then the weights.
    fn score(&self, row: usize) -> Option<Exact> {
        let Some(groups) = &self.case.groups else {
            return self.mean(row, None);
        };
        let means: Vec<Option<Exact>> =
            (0..groups.weights.len()).map(|group| self.mean(row, Some(group))).collect();
        if groups.refuse && means.contains(&None) {
            return None;
        }
        let counted = || groups.weights.iter().zip(&means).filter(|(_, mean)| mean.is_some());
        let all: i128 = counted().map(|(weight, _)| i128::from(*weight)).sum();
        let part = |(weight, mean): (&u32, &Option<Exact>)| {
            mean.expect("counted") * Exact::from(i128::from(*weight))
        };
        (all > 0).then(|| counted().map(part).sum::<Exact>() / Exact::from(all))
    }

    /// Mean of the weights over the criteria; none where one of them has nothing that counts.
    fn mean(&self, row: usize, group: Option<usize>) -> Option<Exact> {
        let Form::Marks { criteria, .. } = &self.case.form else { unreachable!("a matrix") };
        let weights = if criteria.is_empty() { vec![1] } else { criteria.clone() };
        let papers = || self.papers_of(group);
        let mut sum = Exact::from(0);
        for (place, weight) in weights.iter().enumerate() {
            let cell = row * weights.len() + place;
            let marks = papers().filter_map(|paper| self.mark(paper, cell));
            let counting: Vec<usize> = marks.filter(|mark| self.columns()[*mark].counts).collect();
            if counting.is_empty() {
                return None;
            }
            let points = |mark: &usize| self.columns()[*mark].weight.map_or(0, i128::from);
            let points: i128 = counting.iter().map(points).sum();
            sum += Exact::new(points * i128::from(*weight), whole(counting.len()));
        }
        Some(sum / Exact::from(weights.iter().map(|weight| i128::from(*weight)).sum::<i128>()))
    }

    fn papers_of(&self, group: Option<usize>) -> impl Iterator<Item = &Filled> {
        let Case { papers, groups, form, .. } = self.case;
        papers.iter().enumerate().filter_map(move |(place, paper)| {
            let of = groups.as_ref().map(|groups| groups.of[place]);
            (super::lawful(form, paper) && (group.is_none() || of == group)).then_some(paper)
        })
    }

    /// The best grade below `best` that the votes added from the top carry.
    fn carried(&self, row: usize, best: usize, share: Share) -> Option<usize> {
        let columns = self.columns();
        let lower = (best + 1..columns.len()).filter(|place| columns[*place].counts);
        lower.clone().find(|last| {
            let sum: Vec<usize> = (0..=*last).filter(|place| columns[*place].counts).collect();
            share.met(self.votes(row, &sum), Exact::from(whole(self.counted(row))))
        })
    }
}

fn mixed(mixed: &Mixed, row: usize, own: Exact) -> Exact {
    let percent = |weight: u32| Exact::new(i128::from(weight), 100);
    let source = |(weight, decimals, scores): &(u32, u32, Vec<u32>)| {
        percent(*weight) * Exact::new(i128::from(scores[row]), 10_i128.pow(*decimals))
    };
    let exact = own * percent(mixed.own) + mixed.sources.iter().map(source).sum::<Exact>();
    match mixed.exact {
        true => exact,
        // Half up at the fourth decimal.
        false => {
            let units = exact * Exact::from(10_000);
            let whole = units.to_integer();
            let up = units - Exact::from(whole) >= Exact::new(1, 2);
            Exact::new(whole + i128::from(up), 10_000)
        }
    }
}
