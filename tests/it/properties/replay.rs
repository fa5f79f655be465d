//! Anything that can be said in a sitting, in any order: whatever of it is carried out can be
//! replayed from the record, event by event, through the same rules.

use proptest::prelude::*;

use crate::support::ballots::profile;
use crate::support::world::{World, world};

/// Said at random; most lines are refused at most moments.
const LINES: &[&str] = &[
    "d1 check-in",
    "d2 check-in",
    "desk check-in d3",
    "desk check-in d4",
    "desk check-in a1",
    "desk check-out d2",
    "desk check-out d3",
    "desk check-out a1",
    "desk leave d4 on",
    "desk leave d4 off",
    "desk enrol 1 members",
    "desk enrol 1 attendees",
    "desk draft motion",
    "desk draft poll",
    "desk ready motion",
    "desk ready poll",
    "desk unready motion",
    "desk cancel poll no time left",
    "chair open motion",
    "chair open motion 60",
    "chair open poll",
    "chair last-call motion 10",
    "chair last-call poll 3600",
    "chair extend motion 30",
    "chair extend poll 30",
    "chair suspend motion",
    "chair suspend poll link down",
    "chair resume motion",
    "chair resume poll",
    "chair close motion",
    "chair close poll",
    "chair declare motion",
    "chair declare poll",
    "chair void motion wrong draft",
    "scrutineer certify motion",
    "system suspend-after-restart motion",
    "system suspend-after-restart poll",
    "system close-due motion",
    "system close-all-voted poll",
    "system count motion",
    "d1 cast motion yes",
    "d1 cast motion no",
    "d1 cast motion yes #1",
    "d2 cast motion abstain",
    "d3 cast motion no #3",
    "d4 cast motion yes",
    "d1 cast poll 1",
    "d2 cast poll 2 1",
    "a1 cast poll 3",
    "a1 cast motion yes",
    "desk draft secret",
    "desk ready secret",
    "chair open-sealed secret",
    "chair open-sealed secret 60",
    "chair open secret",
    "chair suspend secret",
    "chair resume secret",
    "chair close secret",
    "chair declare secret",
    "chair void secret wrong draft",
    "scrutineer certify secret",
    "d1 seal secret 1 2",
    "d1 seal secret 2 @1 #1",
    "d1 seal secret 3 @2 #2",
    "d2 seal secret -",
    "d3 seal secret 1 2 3",
    "d4 seal secret text:nonsense",
    "d1 cast secret 1",
    "d1 seal motion yes",
    "system suspend-after-restart secret",
    "system count-opened secret",
    "system destroy-key secret",
    "system lose-key secret",
    "system set-signing-key 1",
    "system set-signing-key 2",
    "system checkpoint 1",
    "system checkpoint 2",
    "wait 1",
    "wait 20",
    "wait 60",
    "settle",
];

fn hall() -> World {
    let certified = profile("sc-motion").with(|sheet| sheet.rules.certification = true);
    let mut world = world()
        .members(4)
        .attendees(1)
        .ballot("motion", &certified)
        .ballot("poll", &profile("quick-poll").numbered(3).places(2))
        .ballot("secret", &profile("livelihood-plurality").numbered(3).places(2).secret());
    // Most of what can happen needs people in the room.
    world.run("d1 check-in\n desk check-in d3\n desk check-in d4");
    world
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn whatever_happens_can_be_replayed(
        said in prop::collection::vec((0..LINES.len(), any::<bool>()), 0..80),
    ) {
        let mut world = hall();
        for (line, settle) in said {
            world.say(LINES[line]);
            if settle {
                world.settle();
            }
        }
        world.check();
    }
}

/// The lines above lead to every phase: otherwise the property would say little.
#[test]
fn the_lines_reach_the_end_of_a_ballot() {
    let mut world = hall();
    world.run(
        "chair open motion 60\n d1 cast motion yes\n d4 cast motion yes\n d3 cast motion no #3
         wait 60\n settle\n scrutineer certify motion\n chair declare motion
         chair open poll\n desk check-in a1\n d1 cast poll 1\n a1 cast poll 3\n chair close poll
         settle\n chair declare poll
         system set-signing-key 1\n system checkpoint 1
         chair open-sealed secret 60\n d1 seal secret 1 2\n d3 seal secret 1 2 3
         chair close secret\n settle\n scrutineer certify secret\n chair declare secret",
    );
}
