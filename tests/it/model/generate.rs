//! Small halls, since ties and exact halves live there; some large ones; papers that lean to few
//! choices, and now and then one that breaks its form.

use super::case::{
    Case, Filled, Form, Grade, Groups, Hall, Mixed, Quota, QuotaRule, Ranking, Rule, Share, Step,
    Trim,
};
use super::dice::Dice;

/// Most papers of one ballot.
const PAPERS_MAX: usize = 24;
const BASES_OF_PAPERS: [&str; 5] =
    ["total_membership", "present", "papers_issued", "papers_returned", "valid_papers"];

pub(super) fn case(seed: u64) -> Case {
    let dice = &mut Dice::new(seed);
    let (form, rule) = match dice.between(0, 13) {
        0 | 1 => motion(dice),
        2 | 3 => ladder(dice),
        4 | 5 => quota(dice),
        6 => (grades(dice, false), Rule::Counts),
        7 | 8 => points(dice),
        9 | 10 => mean(dice),
        _ => selection(dice),
    };
    let returned = if dice.once_in(20) { 0 } else { dice.between(1, PAPERS_MAX) };
    let number = |n: usize| u32::try_from(n).expect("small");
    let issued = returned + dice.between(0, 4);
    let present = issued.saturating_sub(dice.between(0, 2)).max(1);
    let members = present + dice.between(0, 8);
    let hall = Hall { members: number(members), present: number(present), issued: number(issued) };
    // A few habits, shared by many: without them there are no ties.
    let habits: Vec<Filled> = (0..dice.between(1, 4)).map(|_| filled(dice, &form)).collect();
    let one = |dice: &mut Dice| match dice.once_in(3) {
        true => filled(dice, &form),
        false => dice.of(&habits),
    };
    let papers: Vec<Filled> = (0..returned).map(|_| one(dice)).collect();
    let groups = groups(dice, &rule, papers.len());
    Case { hall, form, rule, papers, groups }
}

/// Weighted groups, where a score ranks; one of them has no paper now and then.
fn groups(dice: &mut Dice, rule: &Rule, papers: usize) -> Option<Groups> {
    let Rule::Quota(rule) = rule else { return None };
    let scored = rule.ranking.iter().any(|key| !matches!(key, Ranking::Votes(_)));
    if !scored || !dice.once_in(3) {
        return None;
    }
    let weights: Vec<u32> = (0..dice.between(2, 3)).map(|_| weight_of(dice)).collect();
    let used = weights.len() - usize::from(dice.once_in(4));
    let of = (0..papers).map(|_| dice.between(0, used - 1)).collect();
    Some(Groups { weights, refuse: dice.once_in(2), of })
}

fn share(dice: &mut Dice, bases: &[&'static str]) -> Share {
    let (numerator, denominator) = match dice.between(0, 9) {
        0..=4 => (1, 2),
        5 | 6 => (2, 3),
        7 => (1, 3),
        8 => (1, 1),
        _ => {
            let (a, b) = (dice.between(1, 9), dice.between(1, 9));
            (a.min(b), a.max(b))
        }
    };
    let number = |n: usize| u32::try_from(n).expect("small");
    Share {
        numerator: number(numerator),
        denominator: number(denominator),
        strict: dice.once_in(2),
        base: dice.of(bases),
    }
}

/// 赞成, 反对, 弃权 in one row or several.
fn motion(dice: &mut Dice) -> (Form, Rule) {
    let column = |role, counts| Grade { role, weight: None, counts };
    let mut bases = BASES_OF_PAPERS.to_vec();
    bases.extend(["for_plus_against", "expressed"]);
    // Abstentions count in no row's own base.
    let own = dice.once_in(4);
    if own {
        bases.push("valid_rows");
    }
    let share = share(dice, &bases);
    let counts = share.base != "valid_rows";
    let form = Form::Marks {
        rows: if dice.once_in(2) { 1 } else { dice.between(2, 5) },
        grades: vec![column("for", true), column("against", true), column("abstain", counts)],
        blank: dice.of(&["refused", "abstain", "invalid"]),
        quotas: Vec::new(),
        criteria: Vec::new(),
        unequal: false,
    };
    (form, Rule::Threshold { grades: vec![0], share })
}

/// A matrix of grades, best first; the last may be 不了解, which does not count.
fn grades(dice: &mut Dice, weighted: bool) -> Form {
    let count = dice.between(2, 5);
    let unknown = count > 2 && dice.once_in(3);
    let mut weight = 100;
    let mut column = |dice: &mut Dice, place: usize| {
        weight -= dice.between(0, 30).min(weight);
        let counts = !(unknown && place == count - 1);
        let points = u32::try_from(weight).expect("small");
        Grade { role: "grade", weight: (weighted && counts).then_some(points), counts }
    };
    let grades = (0..count).map(|place| column(dice, place)).collect();
    let rows = dice.between(1, 6);
    let quotas = match dice.once_in(3) {
        true => {
            let max = dice.between(0, rows);
            let min = if dice.once_in(2) { dice.between(0, max.min(2)) } else { 0 };
            vec![Quota { grade: dice.between(0, count - 1), min, max }]
        }
        false => Vec::new(),
    };
    let criteria = match weighted && dice.once_in(3) {
        true => (0..dice.between(2, 3)).map(|_| weight_of(dice)).collect(),
        false => Vec::new(),
    };
    let unequal = rows > 1 && dice.once_in(4);
    let blank = dice.of(&["refused", "abstain", "invalid"]);
    Form::Marks { rows, grades, blank, quotas, criteria, unequal }
}

fn weight_of(dice: &mut Dice) -> u32 {
    u32::try_from(dice.between(1, 5)).expect("small")
}

fn counting(form: &Form) -> Vec<usize> {
    let Form::Marks { grades, .. } = form else { unreachable!("a matrix") };
    (0..grades.len()).filter(|place| grades[*place].counts).collect()
}

fn ladder(dice: &mut Dice) -> (Form, Rule) {
    let form = grades(dice, false);
    let counting = counting(&form);
    let mut bases = BASES_OF_PAPERS.to_vec();
    bases.extend(["valid_rows", "valid_rows", "valid_rows"]);
    let same = share(dice, &bases);
    let step = |last: usize| Step {
        grade: counting[last - 1],
        sum: counting[..last].to_vec(),
        share: same,
    };
    let steps = (1..=counting.len().min(dice.between(1, 4))).map(step).collect();
    let otherwise = dice.once_in(2).then(|| *counting.last().expect("two at least"));
    (form, Rule::Ladder { steps, otherwise })
}

fn quota(dice: &mut Dice) -> (Form, Rule) {
    let form = grades(dice, true);
    let Form::Marks { rows, .. } = form else { unreachable!("a matrix") };
    let best = counting(&form)[0];
    let criteria = form.width() > 1;
    let mut ranking = vec![Ranking::Votes(best), Ranking::Score];
    dice.shuffle(&mut ranking);
    if dice.once_in(3) {
        ranking.truncate(1);
    }
    if criteria {
        ranking = vec![Ranking::Score];
    }
    let mixed = dice.once_in(3).then(|| mixed(dice, rows));
    if mixed.is_some() {
        ranking.insert(0, Ranking::Composite);
    }
    let floor = (!criteria && dice.once_in(3)).then(|| share(dice, &["valid_rows", "present"]));
    let others = (!criteria && !dice.once_in(5)).then(|| share(dice, &["valid_rows"]));
    let percent = dice.once_in(4).then(|| dice.between(100_usize.div_ceil(rows), 100));
    let places = percent.map_or_else(|| dice.between(1, rows), |percent| percent * rows / 100);
    let grade = best;
    (form, Rule::Quota(QuotaRule { grade, places, percent, ranking, floor, others, mixed }))
}

/// Few scores and coarse weights, so that composites are equal now and then.
fn mixed(dice: &mut Dice, rows: usize) -> Mixed {
    let own = dice.of(&[20, 50, 60, 97]);
    let first = dice.of(&[1, 2, 3]);
    let (one, two) = (first, 100 - own - first);
    let scores = |dice: &mut Dice, decimals: u32| {
        let score = |dice: &mut Dice| dice.of(&[60_u32, 80, 80, 100]) * 10_u32.pow(decimals);
        (0..rows).map(|_| score(dice) + dice.of(&[0, 0, 0, 1])).collect::<Vec<_>>()
    };
    let decimals = dice.of(&[0, 2, 4]);
    let mut sources = vec![(one, decimals, scores(dice, decimals))];
    if two > 0 {
        sources.push((two, 0, scores(dice, 0)));
    }
    Mixed { own, sources, exact: dice.once_in(3) }
}

fn selection(dice: &mut Dice) -> (Form, Rule) {
    let options = dice.between(1, 7);
    let max = dice.between(1, options);
    let min = dice.of(&[0, 0, 1, max]);
    let majority = if dice.once_in(3) { None } else { Some(share(dice, &BASES_OF_PAPERS)) };
    (Form::Picks { options, min, max }, Rule::Selection { places: max, majority })
}

fn points(dice: &mut Dice) -> (Form, Rule) {
    let options = dice.between(1, 6);
    let max = dice.between(1, options);
    let form = Form::Ranks { options, min: dice.of(&[0, 0, 1, max]), max };
    (form, Rule::Points { places: max, weighted: !dice.once_in(3) })
}

fn mean(dice: &mut Dice) -> (Form, Rule) {
    let rows = dice.between(1, 5);
    let (min, max, step, decimals) =
        dice.of(&[(0, 100, 1, 0), (0, 1_000, 5, 1), (1, 5, 1, 0), (60, 100, 10, 0)]);
    let blank = dice.of(&["refused", "abstain", "invalid"]);
    let trim = |dice: &mut Dice| match dice.once_in(2) {
        true => Trim { above: 5, highest: 1, lowest: 1 },
        false => {
            let (highest, lowest) = (dice.between(0, 2), dice.between(1, 2));
            Trim { above: dice.between(highest + lowest, 8), highest, lowest }
        }
    };
    let trim = (!dice.once_in(3)).then(|| trim(dice));
    let places = dice.once_in(2).then(|| dice.between(1, rows));
    (Form::Scores { rows, min, max, step, decimals, blank }, Rule::Mean { trim, places })
}

fn filled(dice: &mut Dice, form: &Form) -> Filled {
    match form {
        Form::Marks { rows, grades, blank, unequal, .. } => {
            if *unequal && dice.once_in(6) {
                let same = dice.between(0, grades.len() - 1);
                return Filled::Marks(vec![Some(same); rows * form.width()]);
            }
            let blanks = if *blank == "refused" { 40 } else { 5 };
            let mark = |dice: &mut Dice| match dice.once_in(blanks) {
                true => None,
                false => Some(dice.between(0, grades.len() - 1)),
            };
            Filled::Marks((0..rows * form.width()).map(|_| mark(dice)).collect())
        }
        Form::Picks { options, min, max } => {
            let count = match dice.once_in(12) {
                true => dice.between(0, *options),
                false => dice.between(*min, *max),
            };
            Filled::Picks(dice.some(count, *options))
        }
        Form::Ranks { options, min, max } => {
            let count = match dice.once_in(12) {
                true => dice.between(0, *options),
                false => dice.between(*min, *max),
            };
            Filled::Ranks(dice.some(count, *options))
        }
        Form::Scores { rows, min, max, step, blank, .. } => {
            let blanks = if *blank == "refused" { 40 } else { 5 };
            let steps = usize::try_from((max - min) / step).expect("small");
            let score = |dice: &mut Dice| {
                let taken = u32::try_from(dice.between(0, steps)).expect("small");
                // Now and then between two steps, or beyond the end.
                let slip = if dice.once_in(60) { 1 } else { 0 };
                (!dice.once_in(blanks)).then_some(min + taken * step + slip)
            };
            Filled::Scores((0..*rows).map(|_| score(dice)).collect())
        }
    }
}
