//! What an open recorded motion still needs: what is said must hold whatever the hall does next.

use std::collections::BTreeSet;

use plenum::domain::derivation::still_needed::{Chance, StillNeeded, of};
use plenum::domain::outcome::{Outcome, OutcomeRule};
use plenum::domain::sheet::{ChangeOfVote, Sheet, ShowWhileOpen};
use plenum::domain::threshold::{Base, Comparator, Fraction};
use plenum::hub::actor::Audience;
use plenum::hub::views;
use serde_json::Value;

use crate::support::ballots::{Wanted, profile};
use crate::support::world::{World, world};

fn asked(world: &World) -> Option<StillNeeded> {
    let ballot = world.ballot_named("m");
    of(&ballot.sheet, ballot.phase.poll().expect("open"))
}

fn hall(members: usize, present: usize, motion: &Wanted) -> World {
    world().members(members).present(present).ballot("m", motion).opened("m")
}

fn first_wins() -> Wanted {
    profile("sc-motion").with(|sheet| sheet.rules.change_of_vote = ChangeOfVote::FirstWins)
}

#[test]
fn votes_still_needed_are_counted_down_and_said() {
    let mut world = hall(5, 4, &profile("sc-motion"));
    let said = |world: &World| asked(world).unwrap().sentence;
    assert_eq!(said(&world).zh, "赞成 0 票，至少 3 票，还需 3 票。");
    assert_eq!(said(&world).en, "For 0, at least 3 votes: 3 more needed.");
    world.run("d1 cast m yes\n d2 cast m no");
    assert_eq!(said(&world).zh, "赞成 1 票，至少 3 票，还需 2 票。");
    world.run("d3 cast m abstain");
    assert_eq!(asked(&world).unwrap().chance, Chance::Open, "d5 may still sign in");
    world.run("d4 cast m no");
    // One has not voted and two are needed; but a vote may be changed.
    assert_eq!(
        said(&world).zh,
        "赞成 1 票，至少 3 票，还需 2 票；尚未表决的 1 人（含未到会的）全部计入仍差 1 票，\
         只有改投才能达到。"
    );
    world.run("d4 cast m yes\n d3 cast m yes");
    assert_eq!(said(&world).zh, "赞成 3 票，至少 3 票，目前已达到，结束前可以改投。");
    assert_eq!(asked(&world).unwrap().more, 0);
}

#[test]
fn where_the_first_vote_counts_a_lost_motion_is_said_to_be_lost() {
    let mut world = hall(5, 5, &first_wins());
    world.run("d1 cast m no\n d2 cast m no");
    assert_eq!(asked(&world).unwrap().chance, Chance::Open);
    world.run("d3 cast m no");
    let found = asked(&world).unwrap();
    assert_eq!(found.chance, Chance::OutOfReach);
    assert_eq!(
        found.sentence.zh,
        "赞成 0 票，至少 3 票，还需 3 票；尚未表决的只有 2 人（含未到会的），已不能达到。"
    );
}

#[test]
fn nothing_is_said_of_other_ballots() {
    let nothing = |wanted: &Wanted| {
        let world = world().members(4).present(4).ballot("m", wanted);
        assert_eq!(asked(&world.opened("m")), None);
    };
    nothing(&profile("sc-appointments-seriatim").numbered(2));
    nothing(&profile("livelihood-majority-all").numbered(2).places(1));
    nothing(&profile("satisfaction-all-ladder").numbered(1));
    // Its base is known at the close only.
    nothing(&profile("satisfaction-two-thirds-cast").numbered(1));
    nothing(
        &profile("sc-motion").with(|sheet| sheet.rules.show_while_open = ShowWhileOpen::Nothing),
    );
}

#[test]
fn nothing_is_said_of_a_secret_ballot() {
    let mut world = world().members(4).present(4).ballot("m", &profile("sc-motion").secret());
    world.run("chair open-sealed m\n d1 seal m yes");
    assert_eq!(asked(&world), None);
    let ballot = world.ballot_named("m");
    for audience in Audience::ALL {
        let view = views::ballot::ballot(&world.sitting, ballot, audience);
        assert_eq!(view["still_needed"], Value::Null);
        let turnout = views::turnout(&world.sitting, audience);
        assert_eq!(turnout.get("still_needed").unwrap_or(&Value::Null), &Value::Null);
    }
}

#[test]
fn chair_and_desk_are_told_while_it_is_open_and_nobody_else() {
    let mut world = hall(4, 4, &profile("sc-motion"));
    world.run("d1 cast m yes");
    let told = |world: &World| {
        let ballot = world.ballot_named("m");
        let tells = |audience: &Audience| {
            let view = views::ballot::ballot(&world.sitting, ballot, *audience);
            let turnout = views::turnout(&world.sitting, *audience);
            let turnout = turnout.get("still_needed").cloned().unwrap_or_default();
            assert_eq!(view["still_needed"], turnout);
            !turnout.is_null()
        };
        let audiences = Audience::ALL.into_iter().filter(tells);
        audiences.map(|audience| format!("{audience:?}")).collect::<BTreeSet<_>>()
    };
    assert_eq!(told(&world), ["Chair", "Desk"].map(str::to_owned).into());
    let turnout = views::turnout(&world.sitting, Audience::Chair);
    assert_eq!(turnout["still_needed"]["more"], 2);
    assert_eq!(turnout["still_needed"]["chance"], "open");
    world.run("chair suspend m");
    assert_eq!(told(&world), BTreeSet::new());
    world.run("chair resume m\n chair close m");
    assert_eq!(told(&world), BTreeSet::new());
}

/// Every hall of four with every way in which those present have voted: what is said is held
/// against the best that the hall can still do.
#[test]
fn what_is_said_holds_whatever_the_hall_does_next() {
    for change in [ChangeOfVote::FirstWins, ChangeOfVote::LastWins] {
        for base in [Base::TotalMembership, Base::Present] {
            for (n, d) in [(1, 2), (2, 3), (1, 1)] {
                for comparator in [Comparator::Gt, Comparator::Ge] {
                    let mut sheet = profile("sc-motion").sheet(1);
                    sheet.rules.quorum = None;
                    sheet.rules.change_of_vote = change;
                    let OutcomeRule::Threshold(rule) = &mut sheet.rules.outcome else {
                        panic!("a motion");
                    };
                    rule.threshold.base = base;
                    rule.threshold.comparator = comparator;
                    rule.threshold.fraction = Fraction::new(n, d).unwrap();
                    every_box(&sheet);
                }
            }
        }
    }
}

/// Nothing, 赞成 or 反对 of each.
fn boxes(present: usize) -> Vec<Vec<usize>> {
    let add = |boxes: Vec<Vec<usize>>, _| {
        let longer = |marks: Vec<usize>| {
            (0..3).map(move |mark| marks.iter().copied().chain([mark]).collect::<Vec<_>>())
        };
        boxes.into_iter().flat_map(longer).collect()
    };
    (0..present).fold(vec![Vec::new()], add)
}

fn every_box(sheet: &Sheet) {
    for present in [2, 3] {
        for marks in boxes(present) {
            let mut world = world().members(4).present(present);
            world.add_sheet("m", sheet.clone());
            world.run("desk draft m\n desk ready m\n chair open m");
            for (n, mark) in marks.iter().enumerate().filter(|(_, mark)| **mark > 0) {
                let word = ["", "yes", "no"][*mark];
                world.say(&format!("d{} cast m {word}", n + 1));
            }
            let found = asked(&world).expect("a recorded motion");
            let silent = |n: &usize| marks.get(n - 1).is_none_or(|mark| *mark == 0);
            let rest: Vec<usize> = (1..=4).filter(silent).collect();
            let with_rest = best(&world, &rest);
            let with_all = best(&world, &[1, 2, 3, 4]);
            let wanted = match (found.more, with_rest, with_all) {
                (0, ..) => Chance::Reached,
                (_, true, _) => Chance::Open,
                (_, false, true) => Chance::OnlyByChange,
                (_, false, false) => Chance::OutOfReach,
            };
            assert_eq!(found.chance, wanted, "{marks:?} {sheet:?}");
        }
    }
}

/// Whether the motion is adopted when these vote for it from now on, as far as the rules let them.
fn best(world: &World, who: &[usize]) -> bool {
    let mut world = world.clone();
    for n in who {
        world.say(&format!("desk check-in d{n}"));
        world.say(&format!("d{n} cast m yes"));
    }
    let world = world.closed("m");
    match &world.count("m").outcome {
        Outcome::Threshold { rows } => rows[0].adopted,
        other => panic!("{other:?}"),
    }
}
