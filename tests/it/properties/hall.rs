//! A generated hall: who is there, what is cast in which order, and what must then be in the box.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use plenum::domain::command::{Command, DelegateCommand};
use plenum::domain::count::Count;
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::paper::{BlankRows, Grade, GradeRole, PaperForm, RawPaper};
use plenum::domain::sheet::Sheet;
use plenum::domain::tally::Tally;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::model::{Column, Row};
use crate::support::ballots::{key, profile, text_of};
use crate::support::world::{World, member, world};

const ROWS_MAX: usize = 6;
const GRADES_MAX: usize = 5;
pub(super) const BALLOT: &str = "ballot";

/// Shape of a generated paper.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Marks {
        rows: usize,
        grades: usize,
        /// A blank row is refused.
        complete: bool,
    },
    Picks {
        options: usize,
        min: usize,
        max: usize,
    },
}

/// What happens while the ballot is open.
#[derive(Clone, Debug)]
pub(super) struct Acts {
    pub(super) members: usize,
    pub(super) present: usize,
    /// Who, and what stands in each cell: 0 nothing, else the n-th grade or a tick.
    pub(super) casts: Vec<(usize, Vec<usize>)>,
    /// By how many places the papers are dealt on to others for the second count.
    pub(super) turn: usize,
}

/// Figures counted by the test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Figures {
    Rows(Vec<Row>),
    Votes(Vec<u64>),
}

/// What came out.
pub(super) struct Run {
    pub(super) figures: Figures,
    pub(super) count: Count,
}

static MARKS: LazyLock<Sheet> =
    LazyLock::new(|| profile("livelihood-all").numbered(ROWS_MAX).sheet(1));
static PICKS: LazyLock<Sheet> = LazyLock::new(|| {
    let wanted = profile("livelihood-plurality").numbered(ROWS_MAX);
    wanted.places(1).sheet(1)
});

impl Form {
    /// 赞成, 反对, 弃权 for one or several rows.
    pub(super) fn motions() -> impl Strategy<Value = Self> {
        (1..=3usize, any::<bool>()).prop_map(|(rows, complete)| Self::Marks {
            rows,
            grades: 3,
            complete,
        })
    }

    pub(super) fn grades() -> impl Strategy<Value = Self> {
        (1..=ROWS_MAX, 2..=GRADES_MAX).prop_map(|(rows, grades)| Self::Marks {
            rows,
            grades,
            complete: false,
        })
    }

    pub(super) fn picks() -> impl Strategy<Value = Self> {
        (1..=ROWS_MAX)
            .prop_flat_map(|options| (Just(options), 1..=options))
            .prop_flat_map(|(options, max)| (Just(options), 0..=max, Just(max)))
            .prop_map(|(options, min, max)| Self::Picks { options, min, max })
    }

    fn cells(&self) -> usize {
        match self {
            Self::Marks { rows, .. } => *rows,
            Self::Picks { options, .. } => *options,
        }
    }

    /// Whether a device may cast this paper.
    pub(super) fn takes(&self, cells: &[usize]) -> bool {
        let filled = cells.iter().filter(|cell| **cell > 0).count();
        match self {
            Self::Marks { complete, rows, .. } => !complete || filled == *rows,
            Self::Picks { min, max, .. } => (*min..=*max).contains(&filled),
        }
    }

    pub(super) fn raw(&self, cells: &[usize]) -> RawPaper {
        let filled = cells.iter().enumerate().filter(|(_, cell)| **cell > 0);
        let ordinal = |place: usize| key(&(place + 1).to_string());
        match self {
            Self::Marks { .. } => RawPaper::Marks {
                marks: filled
                    .map(|(place, cell)| (ordinal(place), key(&format!("g{}", cell - 1))))
                    .collect(),
            },
            // Backwards, since the order of ticks must not matter.
            Self::Picks { .. } => RawPaper::Picks(
                filled.rev().map(|(place, _)| ordinal(place)).collect::<Vec<_>>().into(),
            ),
        }
    }

    fn count<'a>(&self, papers: impl Iterator<Item = &'a Vec<usize>>) -> Figures {
        match self {
            Self::Marks { rows, grades, .. } => {
                let mut figures = vec![vec![0; *grades]; *rows];
                for cells in papers {
                    for (row, cell) in cells.iter().enumerate().filter(|(_, cell)| **cell > 0) {
                        figures[row][cell - 1] += 1;
                    }
                }
                Figures::Rows(figures)
            }
            Self::Picks { options, .. } => {
                let mut figures = vec![0; *options];
                papers.for_each(|cells| {
                    let ticks = cells.iter().enumerate().filter(|(_, cell)| **cell > 0);
                    ticks.for_each(|(option, _)| figures[option] += 1);
                });
                Figures::Votes(figures)
            }
        }
    }
}

/// A form with acts that fit it, or nearly.
pub(super) fn acts(forms: impl Strategy<Value = Form>) -> impl Strategy<Value = (Form, Acts)> {
    let hall = (1..=12usize).prop_flat_map(|members| (Just(members), 0..=members));
    (forms, hall).prop_flat_map(|(form, (members, present))| {
        let most = match form {
            Form::Marks { grades, .. } => grades,
            Form::Picks { .. } => 1,
        };
        // Nobody has the number above the last member's.
        let cast = (1..=members + 1, prop::collection::vec(0..=most, form.cells()));
        let casts = prop::collection::vec(cast, 0..30);
        (Just(form), casts, 0..12usize).prop_map(move |(form, casts, turn)| {
            let acts = Acts { members, present, casts, turn };
            (form, acts)
        })
    })
}

/// Weights and whether a grade counts; the first always does.
pub(super) fn columns() -> impl Strategy<Value = Vec<Column>> {
    let column = (0u32..=4, prop::bool::weighted(0.8))
        .prop_map(|(weight, counts)| Column { weight: weight * 25, counts });
    prop::collection::vec(column, GRADES_MAX).prop_map(|mut columns| {
        columns[0].counts = true;
        columns
    })
}

/// 赞成 and 反对 count in a row's own base, 弃权 does not.
pub(super) fn motion_columns() -> Vec<Column> {
    let column = |counts| Column { weight: 0, counts };
    vec![column(true), column(true), column(false)]
}

/// Casts everything, counts, and has the same papers counted in another order.
pub(super) fn run(
    form: &Form,
    columns: &[Column],
    rule: &OutcomeRule,
    acts: &Acts,
) -> Result<Run, TestCaseError> {
    let sheet = sheet(form, columns, rule);
    prop_assert_eq!(sheet.check(), Ok(()));
    let mut world = opened(&sheet, acts);
    let mut papers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (who, cells) in &acts.casts {
        let taken = cast(&mut world, form, *who, cells);
        prop_assert_eq!(taken, *who <= acts.present && form.takes(cells));
        if taken {
            papers.insert(*who, cells.clone());
        }
        let running = &world.ballot_named(BALLOT).phase.poll().expect("open").tally;
        prop_assert_eq!(figures(running), form.count(papers.values()));
    }
    let world = world.closed(BALLOT);
    let count = world.count(BALLOT).clone();
    let turnout = &count.turnout;
    prop_assert_eq!(turnout.voted, size(papers.len()));
    prop_assert_eq!(turnout.did_not_vote, size(acts.present - papers.len()));
    prop_assert_eq!(turnout.left_early, 0);

    let again = dealt_again(&sheet, form, acts, papers.values());
    prop_assert_eq!(&again, &count, "the order of papers matters");
    Ok(Run { figures: form.count(papers.values()), count })
}

pub(super) fn opened(sheet: &Sheet, acts: &Acts) -> World {
    let mut world = world().members(acts.members).present(acts.present);
    world.add_sheet(BALLOT, sheet.clone());
    world.run("desk draft ballot\n desk ready ballot");
    world.opened(BALLOT)
}

fn cast(world: &mut World, form: &Form, who: usize, cells: &[usize]) -> bool {
    let cast = DelegateCommand::Cast {
        ballot: world.id(BALLOT),
        cast_id: world.fresh_cast(),
        paper: form.raw(cells),
    };
    world.give(&Command::Delegate(member(who), cast)).is_ok()
}

/// The same papers, from other people and in another order.
fn dealt_again<'a>(
    sheet: &Sheet,
    form: &Form,
    acts: &Acts,
    papers: impl Iterator<Item = &'a Vec<usize>>,
) -> Count {
    let mut papers: Vec<&Vec<usize>> = papers.collect();
    papers.reverse();
    if !papers.is_empty() {
        let turn = acts.turn % papers.len();
        papers.rotate_left(turn);
    }
    let mut world = opened(sheet, acts);
    for (place, cells) in papers.into_iter().enumerate() {
        assert!(cast(&mut world, form, place + 1, cells));
    }
    world.closed(BALLOT).count(BALLOT).clone()
}

fn figures(tally: &Tally) -> Figures {
    match tally {
        Tally::Marks { rows } => Figures::Rows(rows.iter().map(|row| row.votes.clone()).collect()),
        Tally::Picks(tally) => Figures::Votes(tally.votes.clone()),
        other => unreachable!("no form of this test has {other:?}"),
    }
}

pub(super) fn sheet(form: &Form, columns: &[Column], rule: &OutcomeRule) -> Sheet {
    let mut sheet = match form {
        Form::Marks { .. } => MARKS.clone(),
        Form::Picks { .. } => PICKS.clone(),
    };
    sheet.rules.quorum = None;
    sheet.rules.outcome = rule.clone();
    match (form, &mut sheet.form) {
        (Form::Marks { rows, grades, complete }, PaperForm::Marks(paper)) => {
            paper.rows.truncate(*rows);
            let motion = matches!(rule, OutcomeRule::Threshold(_));
            paper.grades = (0..*grades).map(|n| grade(n, &columns[n], motion)).collect();
            paper.blank_rows = match complete {
                true => BlankRows::Refused,
                false => BlankRows::Abstain,
            };
        }
        (Form::Picks { options, min, max }, PaperForm::Picks(paper)) => {
            paper.options.truncate(*options);
            (paper.min, paper.max) = (size(*min), size(*max));
        }
        _ => unreachable!("the form of the sheet was chosen above"),
    }
    sheet
}

fn grade(n: usize, column: &Column, motion: bool) -> Grade {
    let PaperForm::Marks(paper) = &MARKS.form else {
        unreachable!("a matrix");
    };
    let role = match (motion, n) {
        (false, _) => GradeRole::Grade,
        (true, 0) => GradeRole::For,
        (true, 1) => GradeRole::Against,
        (true, _) => GradeRole::Abstain,
    };
    Grade {
        id: key(&format!("g{n}")),
        zh: text_of(&format!("第{n}等")),
        role,
        weight: Some(column.weight),
        counts_in_base: column.counts,
        ..paper.grades[0].clone()
    }
}

fn size(n: usize) -> u32 {
    u32::try_from(n).expect("a small hall")
}
