//! One generated ballot in plain numbers: the hall, the form, the rule and the papers, lawful and
//! unlawful ones. Rows, options and grades are numbered from 0 and called by their number.

use serde_json::{Value, json};

/// How many there were.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hall {
    pub(super) members: u32,
    pub(super) present: u32,
    pub(super) issued: u32,
}

#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) hall: Hall,
    pub(super) form: Form,
    pub(super) rule: Rule,
    pub(super) papers: Vec<Filled>,
    /// Weighted groups; with them each paper is of one of them.
    pub(super) groups: Option<Groups>,
}

/// Weighted groups of the papers.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    pub(super) weights: Vec<u32>,
    /// A group without a vote leaves a row without a score.
    pub(super) refuse: bool,
    /// The group of each paper.
    pub(super) of: Vec<usize>,
}

/// Scores from elsewhere: weight in per cent, decimals, a score for each row.
#[derive(Clone, Debug)]
pub(super) struct Mixed {
    pub(super) own: u32,
    pub(super) sources: Vec<(u32, u32, Vec<u32>)>,
    pub(super) exact: bool,
}

#[derive(Clone, Debug)]
pub(super) enum Form {
    Marks {
        rows: usize,
        grades: Vec<Grade>,
        blank: &'static str,
        quotas: Vec<Quota>,
        /// Weights of the criteria; none: one grade for the row.
        criteria: Vec<u32>,
        /// A paper of one grade is refused.
        unequal: bool,
    },
    Picks {
        options: usize,
        min: usize,
        max: usize,
    },
    Ranks {
        options: usize,
        min: usize,
        max: usize,
    },
    /// Scores in units of 10^-decimals.
    Scores {
        rows: usize,
        min: u32,
        max: u32,
        step: u32,
        decimals: u32,
        blank: &'static str,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Grade {
    pub(super) role: &'static str,
    pub(super) weight: Option<u32>,
    pub(super) counts: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Quota {
    pub(super) grade: usize,
    pub(super) min: usize,
    pub(super) max: usize,
}

/// A paper as somebody filled it, right or wrong.
#[derive(Clone, Debug)]
pub(super) enum Filled {
    Marks(Vec<Option<usize>>),
    Picks(Vec<usize>),
    /// Best first.
    Ranks(Vec<usize>),
    /// In units.
    Scores(Vec<Option<u32>>),
}

/// A share of a base.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    pub(super) numerator: u32,
    pub(super) denominator: u32,
    pub(super) strict: bool,
    pub(super) base: &'static str,
}

#[derive(Clone, Debug)]
pub(super) enum Rule {
    Threshold { grades: Vec<usize>, share: Share },
    Ladder { steps: Vec<Step>, otherwise: Option<usize> },
    Quota(QuotaRule),
    Selection { places: usize, majority: Option<Share> },
    Points { places: usize, weighted: bool },
    Mean { trim: Option<Trim>, places: Option<usize> },
    Counts,
}

#[derive(Clone, Debug)]
pub(super) struct QuotaRule {
    pub(super) grade: usize,
    pub(super) places: usize,
    pub(super) percent: Option<usize>,
    pub(super) ranking: Vec<Ranking>,
    pub(super) floor: Option<Share>,
    pub(super) others: Option<Share>,
    pub(super) mixed: Option<Mixed>,
}

/// Scores that are left out where more than `above` were given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trim {
    pub(super) above: usize,
    pub(super) highest: usize,
    pub(super) lowest: usize,
}

/// The votes for `sum` together give `grade` when they meet the share.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) grade: usize,
    pub(super) sum: Vec<usize>,
    pub(super) share: Share,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Ranking {
    Votes(usize),
    Score,
    Composite,
}

/// Name of a row or option.
pub(super) fn item(place: usize) -> String {
    format!("i{place}")
}

/// Name of a grade.
pub(super) fn grade(place: usize) -> String {
    format!("g{place}")
}

fn items(n: usize) -> Value {
    let one = |place| json!({"id": item(place), "title": "t", "note": "", "details": []});
    (0..n).map(one).collect()
}

fn grades(places: &[usize]) -> Value {
    places.iter().map(|place| json!(grade(*place))).collect()
}

impl Mixed {
    fn json(&self) -> Value {
        let source = |(place, (weight, decimals, scores)): (usize, &(u32, u32, Vec<u32>))| {
            json!({"id": format!("s{place}"), "zh": "一", "en": "a", "weight": weight,
                "decimals": decimals, "scores": scores})
        };
        json!({"ballot_weight": self.own, "ranked": if self.exact { "exact" } else { "four_decimals" },
            "sources": self.sources.iter().enumerate().map(source).collect::<Value>()})
    }
}

impl Form {
    /// Grades that a paper gives to one row.
    pub(super) fn width(&self) -> usize {
        match self {
            Self::Marks { criteria, .. } => criteria.len().max(1),
            _ => 1,
        }
    }

    /// As the sheet writes it.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Marks { rows, grades, blank, quotas, criteria, unequal } => {
                let columns = grades.iter().enumerate().map(|(place, column)| {
                    json!({"id": grade(place), "zh": "一", "en": "a", "shape": "none",
                        "role": column.role, "weight": column.weight,
                        "counts_in_base": column.counts})
                });
                let quota =
                    |q: &Quota| json!({"grade": grade(q.grade), "min": q.min, "max": q.max});
                let criterion = |(place, weight): (usize, &u32)| json!({"id": format!("c{place}"), "zh": "一", "en": "a", "weight": weight});
                json!({"form": "marks", "rows": items(*rows),
                    "grades": columns.collect::<Value>(), "blank_rows": blank,
                    "criteria": criteria.iter().enumerate().map(criterion).collect::<Value>(),
                    "all_equal": if *unequal { "refused" } else { "allowed" },
                    "quotas": quotas.iter().map(quota).collect::<Value>()})
            }
            Self::Picks { options, min, max } => {
                json!({"form": "picks", "options": items(*options), "min": min, "max": max,
                    "crosses": false, "write_ins": null})
            }
            Self::Ranks { options, min, max } => {
                json!({"form": "ranks", "options": items(*options), "min": min, "max": max})
            }
            Self::Scores { rows, min, max, step, decimals, blank } => {
                json!({"form": "scores", "rows": items(*rows), "min": min, "max": max,
                    "step": step, "decimals": decimals, "blank_rows": blank, "bands": [],
                    "labels": null})
            }
        }
    }
}

impl Filled {
    /// As a tablet sends it.
    pub(super) fn json(&self, form: &Form) -> Value {
        match self {
            Self::Marks(marks) => {
                let width = form.width();
                let name = |cell: usize| match width {
                    1 => item(cell),
                    _ => format!("{}_c{}", item(cell / width), cell % width),
                };
                let mark = |(cell, mark): (usize, &Option<usize>)| {
                    mark.map(|mark| (name(cell), json!(grade(mark))))
                };
                let given = marks.iter().enumerate();
                let marks: serde_json::Map<String, Value> = given.filter_map(mark).collect();
                json!({"form": "marks", "marks": marks})
            }
            Self::Picks(picks) => {
                let picks: Value = picks.iter().map(|pick| json!(item(*pick))).collect();
                json!({"form": "picks", "picks": picks})
            }
            Self::Ranks(ranks) => {
                let ranks: Value = ranks.iter().map(|option| json!(item(*option))).collect();
                json!({"form": "ranks", "ranks": ranks})
            }
            Self::Scores(scores) => {
                let Form::Scores { decimals, .. } = form else { unreachable!("scores") };
                let cell = |(row, score): (usize, &Option<u32>)| {
                    score.map(|score| (item(row), json!(written(score, *decimals))))
                };
                let scores = scores.iter().enumerate().filter_map(cell);
                let scores: serde_json::Map<String, Value> = scores.collect();
                json!({"form": "scores", "scores": scores})
            }
        }
    }
}

/// As somebody types a score.
fn written(score: u32, decimals: u32) -> String {
    match decimals {
        0 => score.to_string(),
        _ => format!("{}.{}", score / 10, score % 10),
    }
}

impl Share {
    fn json(&self) -> Value {
        json!({"fraction": format!("{}/{}", self.numerator, self.denominator),
            "comparator": if self.strict { "gt" } else { "ge" }, "base": self.base})
    }
}

impl Step {
    fn json(&self) -> Value {
        let (given, sum) = (grade(self.grade), grades(&self.sum));
        json!({"grade": given, "sum": sum, "threshold": self.share.json()})
    }
}

impl Rule {
    /// As the sheet writes it.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Threshold { grades: named, share } => {
                json!({"kind": "threshold", "grades": grades(named), "threshold": share.json()})
            }
            Self::Ladder { steps, otherwise } => {
                let steps = steps.iter().map(Step::json).collect::<Value>();
                json!({"kind": "ladder", "steps": steps, "otherwise": otherwise.map(grade)})
            }
            Self::Quota(rule) => {
                let key = |key: &Ranking| match key {
                    Ranking::Votes(place) => json!({"key": "votes", "grade": grade(*place)}),
                    Ranking::Score => json!({"key": "score"}),
                    Ranking::Composite => json!({"key": "composite"}),
                };
                let share = |share: &Option<Share>| share.as_ref().map(Share::json);
                json!({"kind": "quota", "grade": grade(rule.grade), "places": rule.places,
                    "tie_rule": "revote_among_tied", "shortfall_rule": "accept_fewer",
                    "ranking": rule.ranking.iter().map(key).collect::<Value>(),
                    "percent": rule.percent, "floor": share(&rule.floor),
                    "composite": rule.mixed.as_ref().map(Mixed::json),
                    "others": share(&rule.others)})
            }
            Self::Selection { places, majority } => {
                json!({"kind": "selection", "places": places,
                    "tie_rule": "revote_among_tied", "run_off_majority": null,
                    "shortfall_rule": "accept_fewer", "withdrawal": "vacancy",
                    "majority": majority.as_ref().map(Share::json)})
            }
            Self::Points { places, weighted } => {
                let method = if *weighted { "weighted" } else { "mentions" };
                json!({"kind": "points", "places": places, "method": method})
            }
            Self::Mean { trim, places } => {
                let trim = trim.map(|trim| {
                    json!({"above": trim.above, "drop_max": trim.highest,
                        "drop_min": trim.lowest})
                });
                json!({"kind": "mean", "trim": trim, "places": places})
            }
            Self::Counts => json!({"kind": "counts"}),
        }
    }
}
