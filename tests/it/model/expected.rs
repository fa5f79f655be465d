//! The law a second time, in rational numbers: every paper is looked at again for every question,
//! every verdict is found by asking how many are better, and nothing is shared with the code under
//! test.

mod numbers;
mod quota;

use std::collections::BTreeMap;

use num_rational::Ratio;

use super::case::{Case, Filled, Form, Grade, Quota, Rule, Share, grade, item};

/// An exact fraction; figures of a hall are far from its bounds.
pub(super) type Exact = Ratio<i128>;

/// What the law makes of a ballot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Expected {
    /// Papers that fit the form.
    pub(super) valid: usize,
    /// Papers for each thing that can be chosen, `row/grade` or `option`.
    pub(super) figures: BTreeMap<String, usize>,
    /// None: no result at all.
    pub(super) verdicts: Option<BTreeMap<String, Verdict>>,
    /// Who is tied across the cut, for how many places.
    pub(super) tie: Option<(Vec<String>, usize)>,
    /// Places that nobody may have.
    pub(super) shortfall: usize,
}

/// On one row or option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) rank: Option<usize>,
    pub(super) word: String,
}

/// Applies the law.
pub(super) fn expected(case: &Case) -> Expected {
    let papers: Vec<&Filled> = case.papers.iter().filter(|p| lawful(&case.form, p)).collect();
    let court = Court { case, papers };
    let mut found = Expected { valid: court.papers.len(), ..Expected::default() };
    found.figures = court.figures();
    if found.valid > 0 {
        court.judge(&mut found);
    }
    found
}

/// Whether the paper is one of this form.
pub(super) fn lawful(form: &Form, paper: &Filled) -> bool {
    match (form, paper) {
        (Form::Marks { blank, quotas, unequal, .. }, Filled::Marks(marks)) => {
            let width = form.width();
            // In every criterion by itself.
            let of = |quota: &Quota, column: usize| {
                let given = (0..marks.len()).filter(|cell| cell % width == column);
                given.filter(|cell| marks[*cell] == Some(quota.grade)).count()
            };
            let kept = |quota: &Quota| {
                (0..width).all(|column| (quota.min..=quota.max).contains(&of(quota, column)))
            };
            (*blank != "refused" || marks.iter().all(Option::is_some))
                && quotas.iter().all(kept)
                && !(*unequal && marks.iter().all(|m| m.is_some() && *m == marks[0]))
        }
        (Form::Picks { min, max, .. }, Filled::Picks(named))
        | (Form::Ranks { min, max, .. }, Filled::Ranks(named)) => {
            (*min..=*max).contains(&named.len())
        }
        (Form::Scores { min, max, step, blank, .. }, Filled::Scores(scores)) => {
            let on_a_step = |score: &u32| score <= max && (score - min).is_multiple_of(*step);
            scores.iter().flatten().all(on_a_step)
                && (*blank != "refused" || scores.iter().all(Option::is_some))
        }
        _ => false,
    }
}

struct Court<'a> {
    case: &'a Case,
    papers: Vec<&'a Filled>,
}

impl Court<'_> {
    fn judge(&self, found: &mut Expected) {
        match &self.case.rule {
            Rule::Threshold { grades, share } => {
                let word = |row| match share.met(self.votes(row, grades), self.base(*share, row)) {
                    true => "adopted",
                    false => "not_adopted",
                };
                found.verdicts = Some(self.each_row(|row| (None, word(row).to_owned())));
            }
            Rule::Ladder { steps, otherwise } => {
                let word = |row| {
                    let step = steps.iter().find(|step| {
                        step.share.met(self.votes(row, &step.sum), self.base(step.share, row))
                    });
                    let given = step.map(|step| step.grade).or(*otherwise);
                    given.filter(|_| self.graded(row) > 0).map_or("no_result".to_owned(), grade)
                };
                found.verdicts = Some(self.each_row(|row| (None, word(row))));
            }
            Rule::Quota(rule) => self.quota(found, rule),
            Rule::Selection { places, majority } => self.selection(found, *places, *majority),
            Rule::Points { places, weighted } => self.points(found, *places, *weighted),
            Rule::Mean { trim, places } => self.means(found, *trim, *places),
            Rule::Counts => found.verdicts = Some(BTreeMap::new()),
        }
    }

    fn selection(&self, found: &mut Expected, places: usize, majority: Option<Share>) {
        let Form::Picks { options, .. } = self.case.form else { unreachable!("picks") };
        let votes = |option| self.picked(option);
        let may = |option| match majority {
            Some(share) => share.met(votes(option), self.base(share, 0)),
            None => votes(option) > 0,
        };
        let better = |a, b| votes(a) > votes(b);
        let cut = Cut { len: options, places, may: &may, better: &better };
        let words = ["selected", "tied", "not_selected", "below_majority"];
        let verdict = |option| {
            let rank = (0..options).filter(|other| better(*other, option)).count() + 1;
            Verdict { rank: Some(rank), word: words[cut.side(option)].to_owned() }
        };
        found.verdicts = Some((0..options).map(|o| (item(o), verdict(o))).collect());
        (found.tie, found.shortfall) = cut.tie();
    }

    fn each_row(
        &self,
        verdict: impl Fn(usize) -> (Option<usize>, String),
    ) -> BTreeMap<String, Verdict> {
        let (Form::Marks { rows, .. } | Form::Scores { rows, .. }) = self.case.form else {
            unreachable!("rows")
        };
        let one = |row| {
            let (rank, word) = verdict(row);
            (item(row), Verdict { rank, word })
        };
        (0..rows).map(one).collect()
    }

    fn columns(&self) -> &[Grade] {
        match &self.case.form {
            Form::Marks { grades, .. } => grades,
            _ => &[],
        }
    }

    fn mark(&self, paper: &Filled, row: usize) -> Option<usize> {
        match paper {
            Filled::Marks(marks) => {
                let width = self.case.form.width();
                let line = row / width * width;
                // A line with a blank is void as a whole, where a blank is invalid.
                let blank = marks[line..line + width].contains(&None);
                let void = matches!(self.case.form, Form::Marks { blank: "invalid", .. });
                if void && blank { None } else { marks[row] }
            }
            _ => None,
        }
    }

    fn papers_where(&self, row: usize, holds: impl Fn(usize) -> bool) -> usize {
        let marks = self.papers.iter().filter_map(|paper| self.mark(paper, row));
        marks.filter(|mark| holds(*mark)).count()
    }

    fn votes(&self, row: usize, grades: &[usize]) -> usize {
        self.papers_where(row, |mark| grades.contains(&mark))
    }

    fn counted(&self, row: usize) -> usize {
        self.papers_where(row, |mark| self.columns()[mark].counts)
    }

    fn graded(&self, row: usize) -> usize {
        let grades = self.columns();
        self.papers_where(row, |mark| grades[mark].counts && grades[mark].role != "abstain")
    }

    fn picked(&self, option: usize) -> usize {
        let holds = |paper: &&&Filled| match paper {
            Filled::Picks(picks) => picks.contains(&option),
            _ => false,
        };
        self.papers.iter().filter(holds).count()
    }

    fn base(&self, share: Share, row: usize) -> Exact {
        let role = |roles: &[&str]| {
            self.papers_where(row, |mark| roles.contains(&self.columns()[mark].role))
        };
        let hall = self.case.hall;
        Exact::from(match share.base {
            "total_membership" => i128::from(hall.members),
            "present" => i128::from(hall.present),
            "papers_issued" => i128::from(hall.issued),
            "papers_returned" => whole(self.case.papers.len()),
            "valid_papers" => whole(self.papers.len()),
            "valid_rows" => whole(self.counted(row)),
            "for_plus_against" => whole(role(&["for", "against"])),
            "expressed" => whole(role(&["for", "against", "abstain"])),
            other => unreachable!("{other}"),
        })
    }

    fn figures(&self) -> BTreeMap<String, usize> {
        match &self.case.form {
            Form::Marks { rows, grades, .. } => {
                let all = 0..rows * self.case.form.width();
                let cells = all.flat_map(|row| (0..grades.len()).map(move |g| (row, g)));
                let figure = |(row, g)| (format!("{}/{}", item(row), grade(g)), [g], row);
                cells.map(figure).map(|(name, g, row)| (name, self.votes(row, &g))).collect()
            }
            Form::Picks { options, .. } => {
                (0..*options).map(|option| (item(option), self.picked(option))).collect()
            }
            Form::Ranks { options, max, .. } => {
                let cells = (0..*options).flat_map(|o| (0..*max).map(move |rank| (o, rank)));
                let name = |(o, rank)| (format!("{}/{rank}", item(o)), self.ranked(o, rank));
                cells.map(name).collect()
            }
            Form::Scores { rows, .. } => {
                let mut figures = BTreeMap::new();
                for row in 0..*rows {
                    for score in self.scores(row) {
                        *figures.entry(format!("{}={score}", item(row))).or_insert(0) += 1;
                    }
                }
                figures
            }
        }
    }
}

impl Share {
    /// Nobody's votes are never enough.
    fn met(&self, votes: usize, base: Exact) -> bool {
        let asked = Exact::new(i128::from(self.numerator), i128::from(self.denominator)) * base;
        let votes = Exact::from(whole(votes));
        votes > Exact::from(0) && (votes > asked || (votes == asked && !self.strict))
    }
}

/// The first `places` of those who may.
struct Cut<'a> {
    len: usize,
    places: usize,
    may: &'a dyn Fn(usize) -> bool,
    better: &'a dyn Fn(usize, usize) -> bool,
}

impl Cut<'_> {
    /// 0: clearly in; 1: tied across the cut; 2: behind it; 3: may not.
    fn side(&self, one: usize) -> usize {
        let those = || (0..self.len).filter(|other| (self.may)(*other));
        let above = those().filter(|other| (self.better)(*other, one)).count();
        let as_good = those().filter(|other| !(self.better)(one, *other)).count();
        match () {
            () if !(self.may)(one) => 3,
            () if as_good <= self.places => 0,
            () if above < self.places => 1,
            () => 2,
        }
    }

    /// Who is tied for how many places, and how many stay free because too few may.
    fn tie(&self) -> (Option<(Vec<String>, usize)>, usize) {
        let on = |side| (0..self.len).filter(move |one| self.side(*one) == side);
        let open = self.places - on(0).count();
        match on(1).count() {
            0 => (None, open),
            _ => (Some((on(1).map(item).collect(), open)), 0),
        }
    }
}

fn whole(n: usize) -> i128 {
    i128::try_from(n).expect("small")
}
