//! The quorum as timed events: of the sitting and of a ballot, lost and regained, with figures.

use plenum::domain::derivation::derive;
use plenum::domain::event::Event;
use plenum::domain::event::rooms::QuorumMark;

use crate::support::ballots::profile;
use crate::support::world::{World, world};

/// Every mark in the record, as `lost 5 of 6` or `regained 6 of 6`, with `ballot` before that of a
/// ballot, and its time in seconds since the first record.
fn marks(world: &World) -> Vec<String> {
    let began = world.record()[0].2.at_ms;
    let said = |(event, _, stamp): &(Event, _, plenum::domain::ballot::Stamp)| {
        let (word, mark) = match event {
            Event::QuorumLost(mark) => ("lost", mark),
            Event::QuorumRegained(mark) => ("regained", mark),
            _ => return None,
        };
        let QuorumMark { ballot, present, needed } = mark;
        let whose = if ballot.is_some() { "ballot " } else { "" };
        let at = (stamp.at_ms - began) / 1_000;
        Some(format!("{whose}{word} {present} of {needed} at {at}"))
    };
    world.record().iter().filter_map(said).collect()
}

fn hall() -> World {
    // Two thirds of nine are six.
    world().members(9).present(6).ballot("motion", &profile("congress-motion"))
}

#[test]
fn the_record_says_when_the_quorum_was_lost_and_met_again_and_with_how_many() {
    let mut world = hall();
    world.run(
        "chair open-sitting
         wait 10
         desk check-out d6
         settle
         wait 10
         desk check-out d5
         settle
         chair open motion => no_quorum
         wait 10
         desk check-in d7
         desk check-in d8
         settle
         chair open motion
         wait 10
         desk check-out d1
         settle
         wait 10
         desk check-in d9
         settle
         chair resume motion",
    );
    assert_eq!(
        marks(&world),
        [
            "lost 5 of 6 at 10",
            "regained 6 of 6 at 30",
            "lost 5 of 6 at 40",
            "ballot lost 5 of 6 at 40",
            "regained 6 of 6 at 50",
            "ballot regained 6 of 6 at 50",
        ]
    );
    let opened = world.sitting.opened().expect("opened");
    assert_eq!(opened.quorum_lost, None);
}

#[test]
fn a_sitting_that_nobody_opened_is_not_watched() {
    let mut world = hall();
    world.run("desk check-out d6\n settle\n desk check-in d6\n settle");
    assert!(marks(&world).is_empty());
}

#[test]
fn a_suspended_ballot_is_watched_too_and_goes_on_with_a_quorum_only() {
    let mut world = hall().opened("motion");
    world.run(
        "chair suspend motion
         desk check-out d6
         settle
         chair resume motion => quorum_lost
         desk check-in d6
         settle
         chair resume motion",
    );
    assert_eq!(marks(&world), ["ballot lost 5 of 6 at 0", "ballot regained 6 of 6 at 0"]);
}

/// The rule says what is asked for besides the opening; lost and regained are noted all the same.
#[test]
fn a_quorum_asked_for_at_the_close_alone_holds_the_close_and_not_the_votes() {
    let motion = profile("congress-motion").lasting(60).with(|sheet| {
        sheet.rules.quorum.as_mut().expect("a quorum").during = false;
    });
    let mut world = world().members(9).present(6).ballot("motion", &motion).opened("motion");
    world.run(
        "desk check-out d6
         settle
         d1 cast motion yes
         chair close motion => quorum_lost
         wait 60
         settle
         d2 cast motion yes => ballot_suspended
         desk check-in d6
         settle
         chair resume motion
         settle",
    );
    // Its time was up when it was suspended, so it closes as soon as it goes on.
    assert_eq!(world.phase("motion"), "counted");
    assert_eq!(marks(&world), ["ballot lost 5 of 6 at 0", "ballot regained 6 of 6 at 60"]);
}

#[test]
fn a_quorum_asked_for_at_the_opening_alone_stops_nothing_later_and_is_told() {
    let motion = profile("congress-motion").with(|sheet| {
        let quorum = sheet.rules.quorum.as_mut().expect("a quorum");
        (quorum.during, quorum.at_close) = (false, false);
    });
    let mut world = world().members(9).present(6).ballot("motion", &motion).opened("motion");
    world.run("desk check-out d6\n settle\n d1 cast motion yes");
    let world = world.closed("motion");
    assert_eq!(marks(&world), ["ballot lost 5 of 6 at 0"]);
    let lines = derive(&world.ballot_named("motion").sheet, world.count("motion"));
    let said =
        "表决期间实到最少 5 人，结束时实到 5 人 → 结束时不足法定人数，规则只要求开始时符合。";
    assert!(lines.iter().any(|line| line.zh == said), "{lines:#?}");
}

#[test]
fn everybody_has_voted_and_the_ballot_stays_open_while_the_quorum_is_lost() {
    let motion = profile("congress-motion").with(|sheet| {
        sheet.rules.close_when_all_voted = true;
        sheet.rules.quorum.as_mut().expect("a quorum").during = false;
    });
    let mut world = world().members(3).present(2).ballot("motion", &motion).opened("motion");
    world.run("d1 cast motion yes\n desk check-out d2\n settle");
    assert_eq!(world.phase("motion"), "open");
    world.run("desk check-in d2\n d2 cast motion yes\n settle");
    assert_eq!(world.phase("motion"), "counted");
}

#[test]
fn a_count_holds_the_figures_at_the_opening_at_the_close_and_the_least_between() {
    let mut world = hall().opened("motion");
    world.run(
        "desk check-in d7
         desk check-in d8
         desk check-out d1
         desk check-out d2
         desk check-out d3
         settle
         desk check-in d9
         desk check-in d1
         settle
         chair resume motion",
    );
    let world = world.closed("motion");
    let turnout = world.count("motion").turnout;
    let figures = (turnout.present_at_open, turnout.present_least, turnout.present_at_close);
    assert_eq!(figures, (6, 5, 7));
}
