//! Random halls, papers, changes and orders, held against a naive model of the same rules.

mod forged;
mod forms;
mod hall;
mod lengths;
mod model;
mod replay;
mod sealed;
mod weights;

use plenum::domain::outcome::ladder::{LadderRule, LadderStep};
use plenum::domain::outcome::places::{ShortfallRule, TieRule, WithdrawalRule};
use plenum::domain::outcome::quota::{Graded, QuotaRule, RankingKey};
use plenum::domain::outcome::selection::{Selected, SelectionRule};
use plenum::domain::outcome::threshold::ThresholdRule;
use plenum::domain::outcome::{Outcome, OutcomeRule};
use plenum::domain::threshold::{Base, Comparator, Fraction, Threshold, hundredths, needed};
use proptest::prelude::*;

use self::hall::{Figures, Form, Run, acts, columns, motion_columns, run};
use self::model::{Share, Verdict};
use crate::support::ballots::key;

/// Cases of each property in one run of the tests.
const CASES: u32 = 700;

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { CASES };
    ProptestConfig { cases, failure_persistence: None, ..asked }
}

fn comparator() -> impl Strategy<Value = Comparator> {
    prop_oneof![Just(Comparator::Gt), Just(Comparator::Ge)]
}

/// Halves and thirds most of all, since halls are full of exact halves.
fn share() -> impl Strategy<Value = Share> {
    let fraction = prop_oneof![
        4 => Just((1, 2)),
        2 => Just((2, 3)),
        1 => Just((1, 3)),
        1 => Just((1, 1)),
        2 => (1u32..=9, 1u32..=9).prop_map(|(a, b)| (a.min(b), a.max(b))),
    ];
    (fraction, comparator()).prop_map(|((numerator, denominator), comparator)| Share {
        numerator,
        denominator,
        comparator,
    })
}

fn threshold(share: Share, base: Base) -> Threshold {
    Threshold {
        fraction: Fraction::new(share.numerator, share.denominator).expect("lawful"),
        comparator: share.comparator,
        base,
    }
}

fn any_base() -> impl Strategy<Value = Base> {
    prop_oneof![
        Just(Base::TotalMembership),
        Just(Base::Present),
        Just(Base::PapersIssued),
        Just(Base::PapersReturned),
        Just(Base::ValidPapers),
        Just(Base::ValidRows),
        Just(Base::ForPlusAgainst),
        Just(Base::Expressed),
    ]
}

fn hall_of(run: &Run) -> model::Hall {
    let turnout = &run.count.turnout;
    let [members, present, voted] =
        [turnout.members, turnout.present_at_open, turnout.voted].map(u64::from);
    model::Hall { members, present, voted }
}

fn verdict_of(graded: &Graded) -> Verdict {
    match graded {
        Graded::Graded { grade } => {
            let place: usize = grade.as_str()[1..].parse().expect("g0, g1, …");
            Verdict::Grade(place)
        }
        Graded::Tied {} => Verdict::Tied,
        Graded::Ranked {} | Graded::NoResult {} => Verdict::Nothing,
    }
}

/// Verdicts in paper order from rows in any order, keyed `1`, `2`, ….
fn in_paper_order<T>(rows: impl Iterator<Item = (String, T)>) -> Vec<T> {
    let mut rows: Vec<(usize, T)> =
        rows.map(|(item, verdict)| (item.parse().expect("an ordinal"), verdict)).collect();
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, verdict)| verdict).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn needed_is_the_smallest_number_that_meets_the_share(
        share in share(), base in 0u64..20_000, votes in 0u64..20_000,
    ) {
        let threshold = threshold(share, Base::TotalMembership);
        prop_assert_eq!(threshold.met(votes, base), share.met(votes, base));
        let least = threshold.needed(base);
        prop_assert!(share.met(least, base) || least > base);
        prop_assert!(!share.met(least - 1, base));
        let quorum = needed(threshold.fraction, share.comparator, base);
        prop_assert_eq!(quorum.max(1), least);
    }

    #[test]
    fn shown_numbers_are_the_nearest_hundredth(part in 0u64..1_000_000, whole in 1u64..10_000) {
        let shown = hundredths(part, whole).expect("not zero");
        let (units, cents) = shown.split_once('.').expect("two decimals");
        prop_assert_eq!(cents.len(), 2);
        let shown: i128 = format!("{units}{cents}").parse().expect("digits");
        // 100 × part / whole − shown is within half a hundredth, the upper half included.
        let twice_error = 2 * (100 * i128::from(part) - shown * i128::from(whole));
        prop_assert!(-i128::from(whole) <= twice_error && twice_error < i128::from(whole));
    }

    #[test]
    fn motions_are_adopted_as_the_fractions_say(
        share in share(), base in any_base(), (form, acts) in acts(Form::motions()),
    ) {
        let rule = OutcomeRule::Threshold(ThresholdRule {
            grades: vec![key("g0")],
            threshold: threshold(share, base),
        });
        let run = run(&form, &motion_columns(), &rule, &acts)?;
        let Figures::Rows(rows) = &run.figures else { unreachable!("a matrix") };
        match &run.count.outcome {
            Outcome::NoResult {} => prop_assert_eq!(run.count.turnout.voted, 0),
            Outcome::Threshold { rows: found } => {
                for (found, row) in found.iter().zip(rows) {
                    let base = model::motion_base(base, hall_of(&run), row);
                    prop_assert_eq!(found.base_count, base);
                    prop_assert_eq!(found.votes, row[0]);
                    prop_assert_eq!(found.adopted, share.met(row[0], base));
                    prop_assert_eq!(found.adopted, found.votes >= found.needed);
                }
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn selections_cut_and_tie_as_counting_says(
        share in share(), base in prop_oneof![
            3 => Just(None),
            2 => Just(Some(Base::TotalMembership)),
            1 => Just(Some(Base::Present)),
            1 => Just(Some(Base::PapersReturned)),
            1 => Just(Some(Base::ValidPapers)),
        ],
        (form, acts) in acts(Form::picks()),
    ) {
        let Form::Picks { max: places, .. } = form else { unreachable!("picks") };
        let rule = OutcomeRule::Selection(SelectionRule {
            places: u32::try_from(places).expect("few"),
            majority: base.map(|base| threshold(share, base)),
            tie_rule: TieRule::default(),
            run_off_majority: None,
            shortfall_rule: ShortfallRule::default(),
            withdrawal: WithdrawalRule::default(),
        });
        let run = run(&form, &motion_columns(), &rule, &acts)?;
        let Figures::Votes(votes) = &run.figures else { unreachable!("picks") };
        let Outcome::Selection { rows, tie, shortfall } = &run.count.outcome else {
            prop_assert_eq!(&run.count.outcome, &Outcome::NoResult {});
            return Ok(());
        };
        let hall = hall_of(&run);
        let majority = base.map(|base| (share, match base {
            Base::TotalMembership => hall.members,
            Base::Present => hall.present,
            _ => hall.voted,
        }));
        let (verdicts, tied_for, open) = model::selection(votes, places, majority);
        let found = in_paper_order(rows.iter().map(|row| (row.item.to_string(), row)));
        let word = |selected: &Selected| match selected {
            Selected::Selected => Verdict::Yes,
            Selected::Tied => Verdict::Tied,
            Selected::NotSelected => Verdict::Behind,
            Selected::BelowMajority => Verdict::Below,
        };
        let found_verdicts: Vec<Verdict> = found.iter().map(|row| word(&row.verdict)).collect();
        prop_assert_eq!(&found_verdicts, &verdicts);
        let ranks: Vec<u32> = found.iter().map(|row| row.rank).collect();
        prop_assert_eq!(ranks, model::ranks(votes));
        prop_assert_eq!(*shortfall, u32::try_from(open).expect("few"));
        let tied = verdicts.iter().filter(|verdict| **verdict == Verdict::Tied).count();
        prop_assert_eq!(tie.as_ref().map_or(0, |tie| tie.items.len()), tied);
        let open_places = tie.as_ref().map(|tie| tie.open_places);
        prop_assert_eq!(open_places, tied_for.map(|open| u32::try_from(open).expect("few")));
        prop_assert!(rows.windows(2).all(|pair| pair[0].votes >= pair[1].votes));
    }

    #[test]
    fn quotas_rank_and_grade_as_counting_says(
        others in share(), votes_first: bool, places in 1usize..=5,
        columns in columns(), (form, acts) in acts(Form::grades()),
    ) {
        let Form::Marks { rows: row_count, grades, .. } = form else { unreachable!("a matrix") };
        let columns = &columns[..grades];
        let places = places.min(row_count);
        let (votes, score) = (RankingKey::Votes { grade: key("g0") }, RankingKey::Score {});
        let rule = OutcomeRule::Quota(QuotaRule {
            grade: key("g0"),
            places: u32::try_from(places).expect("few"),
            percent: None,
            floor: None,
            ranking: if votes_first { vec![votes, score] } else { vec![score, votes] },
            others: Some(threshold(others, Base::ValidRows)),
            composite: None,
            tie_rule: TieRule::default(),
            shortfall_rule: ShortfallRule::default(),
        });
        let run = run(&form, columns, &rule, &acts)?;
        let Figures::Rows(rows) = &run.figures else { unreachable!("a matrix") };
        let Outcome::Quota { rows: found, tie } = &run.count.outcome else {
            prop_assert_eq!(&run.count.outcome, &Outcome::NoResult {});
            return Ok(());
        };
        let (verdicts, tied_for) = model::quota(columns, rows, places, votes_first, others);
        let found = in_paper_order(
            found.iter().map(|row| (row.item.to_string(), verdict_of(&row.verdict))),
        );
        prop_assert_eq!(found, verdicts);
        let open_places = tie.as_ref().map(|tie| tie.open_places);
        prop_assert_eq!(open_places, tied_for.map(|open| u32::try_from(open).expect("few")));
    }

    #[test]
    fn ladders_reach_the_step_that_adding_says(
        share in share(), columns in columns(), (form, acts) in acts(Form::grades()),
    ) {
        let Form::Marks { grades, .. } = form else { unreachable!("a matrix") };
        let columns = &columns[..grades];
        let counted = (0..grades).filter(|place| columns[*place].counts);
        let step = |last: usize| LadderStep {
            grade: key(&format!("g{last}")),
            sum: (0..=last)
                .filter(|place| columns[*place].counts)
                .map(|place| key(&format!("g{place}")))
                .collect(),
            threshold: threshold(share, Base::ValidRows),
        };
        let rule = OutcomeRule::Ladder(LadderRule {
            steps: counted.map(step).collect(),
            otherwise: None,
        });
        let run = run(&form, columns, &rule, &acts)?;
        let Figures::Rows(rows) = &run.figures else { unreachable!("a matrix") };
        let Outcome::Ladder { rows: found } = &run.count.outcome else {
            prop_assert_eq!(&run.count.outcome, &Outcome::NoResult {});
            return Ok(());
        };
        for (found, row) in found.iter().zip(rows) {
            let expected = model::majority_grade(columns, row, 0, share);
            prop_assert_eq!(verdict_of(&found.verdict), expected);
        }
    }
}
