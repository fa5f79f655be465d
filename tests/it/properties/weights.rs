//! Weighted figures are sums over mandates, whoever cast them and in whatever order; exactly, however
//! many decimals a weight has.

use std::collections::BTreeMap;

use plenum::domain::command::weights::{MandateCommand, RawShare, WeightsCommand};
use plenum::domain::command::{Command, DelegateCommand, DeskCommand};
use plenum::domain::outcome::Outcome;
use plenum::domain::paper::RawPaper;
use plenum::domain::sheet::Sheet;
use plenum::domain::tally::Tally;
use plenum::domain::weight::{Scale, WeightRule};
use proptest::prelude::*;

use super::config;
use crate::support::ballots::{key, profile, text_of};
use crate::support::world::{World, member, world};

const GRADES: [&str; 3] = ["yes", "no", "abstain"];

/// One act: of a person for himself or herself, of a holder for a principal, or of a holder for all
/// mandates, with the grades to be taken in turn.
#[derive(Clone, Copy, Debug)]
enum Act {
    Own { who: usize, grade: usize },
    For { principal: usize, grade: usize },
    Split { holder: usize, first: usize, grades: [usize; 2] },
}

#[derive(Clone, Debug)]
struct Case {
    decimals: u8,
    /// In units of 10^-decimals, by member.
    weights: Vec<u64>,
    /// Holder of each member from the third on, if any; the first two hold.
    holders: Vec<Option<usize>>,
    present: Vec<bool>,
    acts: Vec<Act>,
}

fn act(members: usize) -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..members, 0usize..3).prop_map(|(who, grade)| Act::Own { who, grade }),
        4 => (2..members, 0usize..3).prop_map(|(principal, grade)| Act::For { principal, grade }),
        1 => (0usize..2, 0usize..20, [0usize..3, 0usize..3])
            .prop_map(|(holder, first, grades)| Act::Split { holder, first, grades }),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    (4usize..12, 0u8..=6).prop_flat_map(|(members, decimals)| {
        (
            prop::collection::vec(1u64..2_000_000, members),
            prop::collection::vec(prop::option::of(0usize..2), members - 2),
            prop::collection::vec(prop::bool::weighted(0.7), members - 2),
            prop::collection::vec(act(members), 0..40),
        )
            .prop_map(move |(weights, holders, present, acts)| Case {
                decimals,
                weights,
                holders,
                present,
                acts,
            })
    })
}

/// Units as people write them: an exact decimal.
fn spelt(units: u64, decimals: u8) -> String {
    let one = 10_u64.pow(decimals.into());
    match decimals {
        0 => units.to_string(),
        _ => format!("{}.{:0width$}", units / one, units % one, width = usize::from(decimals)),
    }
}

fn paper(grade: usize) -> RawPaper {
    RawPaper::Marks { marks: BTreeMap::from([(key("1"), key(GRADES[grade]))]) }
}

/// A hall with these weights and proxies, and the ballot open in it.
fn hall(case: &Case) -> World {
    let decimals = Scale::new(case.decimals).expect("at most six");
    let members = case.weights.len();
    let mut world = world().members(members).present(2).ballot("b", &profile("association-motion"));
    let mut sheet: Sheet = world.sheet("b").expect("named").clone();
    sheet.rules.weights = Some(WeightRule { decimals });
    sheet.rules.quorum = None;
    let ballot = world.id("b");
    let mut desk = |command| world.give(&Command::Desk(command)).map(drop);
    desk(DeskCommand::Unready { ballot }).expect("ready");
    desk(DeskCommand::Draft { ballot, sheet: Box::new(sheet) }).expect("a draft");
    desk(DeskCommand::Ready { ballot }).expect("a draft");
    for (n, units) in (1..).zip(&case.weights) {
        let weight = Some(text_of(&spelt(*units, case.decimals)));
        let set = WeightsCommand::SetWeight { delegate: member(n), weight };
        // A weight of exactly one vote is what everybody has.
        drop(desk(DeskCommand::Weights(set)));
    }
    for (n, holder) in (3..).zip(&case.holders) {
        if let Some(holder) = holder {
            let (principal, holder) = (member(n), member(holder + 1));
            let give = WeightsCommand::GiveProxy { principal, holder };
            desk(DeskCommand::Weights(give)).expect("one level");
        }
    }
    for (n, present) in (3..).zip(&case.present) {
        if *present {
            desk(DeskCommand::CheckIn { delegate: member(n) }).expect("not in yet");
        }
    }
    world.opened("b")
}

/// The same by hand: who voted what last, and whether the principal did so in person.
#[derive(Default)]
struct Box_ {
    votes: BTreeMap<usize, (usize, bool)>,
}

impl Box_ {
    /// Whether the act is lawful, and its effect.
    fn take(&mut self, case: &Case, act: Act) -> bool {
        let present = |n: usize| n < 2 || case.present[n - 2];
        let holder = |n: usize| if n < 2 { None } else { case.holders[n - 2] };
        let own =
            |votes: &BTreeMap<usize, (usize, bool)>, n| votes.get(&n).is_some_and(|(_, own)| *own);
        match act {
            Act::Own { who, grade } if present(who) => {
                self.votes.insert(who, (grade, true));
                true
            }
            Act::For { principal, grade }
                if holder(principal).is_some() && !own(&self.votes, principal) =>
            {
                self.votes.insert(principal, (grade, false));
                true
            }
            Act::Own { .. } | Act::For { .. } => false,
            Act::Split { holder: by, first, grades } => {
                let mut mandates: Vec<usize> = (2..case.weights.len())
                    .filter(|n| holder(*n) == Some(by) && !own(&self.votes, *n))
                    .collect();
                // d9 before d10: numbers of a roster by length, then as text.
                mandates.sort_by_key(|n| (format!("{}", n + 1).len(), *n));
                mandates.push(by);
                let first = first.min(mandates.len());
                for (place, n) in mandates.into_iter().enumerate() {
                    let grade = grades[usize::from(place >= first)];
                    self.votes.insert(n, (grade, n == by));
                }
                true
            }
        }
    }

    fn held(&self, case: &Case, by: usize) -> usize {
        let own = |n: &usize| self.votes.get(n).is_some_and(|(_, own)| *own);
        let of = |n: &usize| case.holders[n - 2] == Some(by);
        1 + (2..case.weights.len()).filter(|n| of(n) && !own(n)).count()
    }
}

fn command(world: &mut World, case: &Case, by_hand: &Box_, act: Act) -> Command {
    let (ballot, cast_id) = (world.id("b"), world.fresh_cast());
    match act {
        Act::Own { who, grade } => {
            let cast = DelegateCommand::Cast { ballot, cast_id, paper: paper(grade) };
            Command::Delegate(member(who + 1), cast)
        }
        Act::For { principal, grade } => {
            let holder = case.holders[principal - 2].unwrap_or_default();
            let (principal, paper) = (member(principal + 1), paper(grade));
            let cast = MandateCommand::CastFor { principal, ballot, cast_id, paper };
            Command::Delegate(member(holder + 1), DelegateCommand::Mandate(cast))
        }
        Act::Split { holder, first, grades } => {
            let held = by_hand.held(case, holder);
            let first = first.min(held);
            let count = |n| u32::try_from(n).expect("few");
            let shares = [(grades[0], first), (grades[1], held - first)];
            let share = |(grade, n)| RawShare { paper: paper(grade), count: count(n) };
            let shares = shares.into_iter().filter(|(_, n)| *n > 0).map(share).collect();
            let cast = MandateCommand::CastSplit { ballot, cast_id, shares };
            Command::Delegate(member(holder + 1), DelegateCommand::Mandate(cast))
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_weighted_tally_is_the_sum_over_mandates_in_any_order(case in case()) {
        let mut world = hall(&case);
        let mut by_hand = Box_::default();
        for act in &case.acts {
            let command = command(&mut world, &case, &by_hand, *act);
            let taken = world.give(&command).is_ok();
            prop_assert_eq!(taken, by_hand.take(&case, *act), "{:?}", act);
        }
        let world = world.closed("b");
        let count = world.count("b");
        let sum = |grade: usize| -> u128 {
            let votes = by_hand.votes.iter().filter(|(_, (found, _))| *found == grade);
            votes.map(|(n, _)| u128::from(case.weights[*n])).sum()
        };
        let Tally::Marks { rows } = &count.tally else { unreachable!("a matrix") };
        let found: Vec<u128> = rows[0].votes.iter().map(|votes| u128::from(*votes)).collect();
        prop_assert_eq!(&found, &(0..3).map(sum).collect::<Vec<_>>());
        let weights = count.weights.expect("weighed");
        let all: u128 = case.weights.iter().map(|units| u128::from(*units)).sum();
        let present: u128 = (0..case.weights.len())
            .filter(|n| *n < 2 || case.present[n - 2] || case.holders[n - 2].is_some())
            .map(|n| u128::from(case.weights[n])).sum();
        prop_assert_eq!(u128::from(weights.total_membership), all);
        prop_assert_eq!(u128::from(weights.present), present);
        prop_assert_eq!(u128::from(weights.papers_issued), present);
        prop_assert_eq!(u128::from(weights.valid_papers), found.iter().sum::<u128>());
        prop_assert_eq!(usize::try_from(count.turnout.voted).expect("few"), by_hand.votes.len());
        let represented = (2..case.weights.len())
            .filter(|n| !case.present[n - 2] && case.holders[n - 2].is_some()).count();
        prop_assert_eq!(usize::try_from(count.turnout.represented).expect("few"), represented);
        match &count.outcome {
            Outcome::NoResult {} => prop_assert!(by_hand.votes.is_empty()),
            Outcome::Threshold { rows } => {
                prop_assert_eq!(rows[0].adopted, 2 * sum(0) > present && sum(0) > 0);
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }
}
