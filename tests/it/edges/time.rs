//! Time and quorum: what is due, what is not, and clocks that stand still.

use plenum::domain::sheet::{Link, LinkWhy};

use super::{Secrecy, at};
use crate::support::ballots::text_of;

#[test]
fn acts_of_the_engine_are_refused_unless_due() {
    at(Secrecy::Recorded, "open").run(
        "system close-due motion => not_due
         system close-all-voted motion => not_due
         system suspend-for-quorum motion => not_due
         wait 59
         system close-due motion => not_due
         d1 cast motion yes
         d2 cast motion yes
         system close-all-voted motion => not_due",
    );
}

#[test]
fn without_quorum_nothing_closes_an_open_ballot() {
    let mut world = at(Secrecy::Recorded, "open");
    world.run(
        "d1 cast motion yes\n d2 cast motion yes\n d3 cast motion yes
         desk check-out d2
         desk check-out d3
         chair close motion => quorum_lost
         system close-all-voted motion => quorum_lost
         wait 60
         system close-due motion => quorum_lost
         settle",
    );
    assert_eq!(world.phase("motion"), "suspended");
    world.run(
        "chair resume motion => quorum_lost
         desk check-in d2
         chair resume motion
         settle",
    );
    assert_eq!(world.phase("motion"), "counted", "time had run out");
}

#[test]
fn a_suspended_clock_stands_still() {
    let mut world = at(Secrecy::Recorded, "open");
    world.run("wait 50\n chair suspend motion link down\n wait 3600\n chair resume motion");
    let deadline_ms = world.sitting.next_deadline_ms().expect("a deadline");
    assert!(world.sitting.due(deadline_ms - 1).is_none());
    world.run("wait 9\n settle");
    assert_eq!(world.phase("motion"), "open");
    world.run("wait 1\n settle");
    assert_eq!(world.phase("motion"), "counted");
}

#[test]
fn after_a_restart_an_open_ballot_is_suspended_with_its_votes() {
    let mut world = at(Secrecy::Recorded, "open");
    world.run("wait 20\n d1 cast motion yes\n wait 1000");
    world.run("system suspend-after-restart motion\n chair resume motion\n settle");
    let poll = world.ballot_named("motion").phase.poll().expect("a box");
    assert_eq!(poll.voted(), 1);
    let deadline_ms = poll.deadline_ms.expect("a deadline");
    assert!(world.sitting.due(deadline_ms - 1).is_none());
    assert_eq!(world.phase("motion"), "open", "the clock stood at the last record");
    world.run("wait 40\n settle");
    assert_eq!(world.phase("motion"), "counted");
}

#[test]
fn a_repeat_is_another_ballot_that_names_the_void_one() {
    let mut world = at(Secrecy::Recorded, "voided");
    let voided = world.id("motion");
    let mut repeat = world.sheet("motion").expect("named").clone();
    let link = Link { ballot: voided, why: LinkWhy::Rerun };
    (repeat.round, repeat.link) = (2, Some(link));
    repeat.title = text_of("第2次表决");
    world.add_sheet("repeat", repeat);
    world.run("desk draft repeat\n desk ready repeat\n chair open repeat");
    assert_eq!(world.phase("motion"), "voided");
}
