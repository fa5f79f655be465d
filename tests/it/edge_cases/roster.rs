//! Who is in the room, and whose numbers count.

use plenum::domain::warning::Warning;

use crate::support::ballots::profile;
use crate::support::world::world;

/// Case 2.
#[test]
fn who_signs_in_after_the_close_is_present_for_later_ballots_only() {
    let motion = profile("congress-motion");
    let mut world =
        world().members(4).present(3).ballot("first", &motion).ballot("second", &motion);
    world.run("chair open first\n d1 cast first yes");
    let mut world = world.closed("first");
    world.run("desk check-in d4\n d4 cast first yes => ballot_closed, noted\n chair declare first");
    world.run("chair open second\n d4 cast second yes");
    let world = world.closed("second");
    let turnout = |name| world.count(name).turnout;
    assert_eq!((turnout("first").present_at_open, turnout("first").eligible), (3, 3));
    assert_eq!((turnout("second").present_at_open, turnout("second").eligible), (4, 4));
}

/// Case 7: the roll may grow between ballots and never in one; what was counted keeps its own.
#[test]
fn a_member_who_joins_changes_the_number_of_all_in_later_ballots_only() {
    let motion = profile("congress-motion");
    let mut world =
        world().members(3).present(3).ballot("first", &motion).ballot("second", &motion);
    world.run("chair open first\n desk enrol 1 members => roster_frozen\n d1 cast first yes");
    let mut world = world.closed("first");
    world
        .run("chair declare first\n desk enrol 1 members\n chair open second\n d1 cast second yes");
    let world = world.closed("second");
    let members = |name| world.count(name).turnout.members;
    assert_eq!((members("first"), members("second")), (3, 4));
}

/// Case 79.
#[test]
fn the_chair_is_warned_of_a_secret_ballot_among_very_few() {
    let secret = profile("sc-motion").secret();
    for (members, wanted, expected) in [
        (5, &secret, &[Warning::ElectorateTiny][..]),
        (6, &secret, &[]),
        (5, &profile("sc-motion"), &[]),
    ] {
        let world = world().members(members).present(members).ballot("motion", wanted);
        let warnings = world.sitting.warnings(world.ballot_named("motion"));
        assert_eq!(warnings, expected, "{members}");
    }
}
