//! Where people attend from, and where they sit.

use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::event::SittingHead;
use plenum::domain::roster::{Person, Standing, Via, VideoAttendance};
use plenum::domain::sheet::{NotVoted, Remote};

use crate::support::ballots::{profile, text_of};
use crate::support::world::{World, head, member, world, world_of};

/// Three members of whom one attends by video; two thirds of three are two.
fn video(video: VideoAttendance, remote: Remote) -> World {
    let change = |remote| match remote {
        Remote::Allowed => profile("congress-motion").with(|s| s.rules.remote = Remote::Allowed),
        Remote::Refused => profile("congress-motion"),
    };
    let mut world = world_of(SittingHead { video, ..head() })
        .members(3)
        .present(1)
        .ballot("motion", &change(remote));
    world.run("d3 check-in-video");
    world
}

#[test]
fn who_attends_by_video_is_counted_where_the_sitting_says_so() {
    let mut world = video(VideoAttendance::Recorded, Remote::Allowed);
    assert_eq!(world.sitting.roster().figures().by_video, 1);
    assert_eq!(world.sitting.roster().members_present(), 1);
    world.run("chair open motion => no_quorum\n desk check-in d2\n chair open motion");
    // Not 实到, and with a vote all the same.
    world.run("d3 cast motion yes");
    let world = world.closed("motion");
    let turnout = world.count("motion").turnout;
    assert_eq!((turnout.present_at_open, turnout.eligible, turnout.voted), (2, 3, 1));

    let world = video(VideoAttendance::Counted, Remote::Refused);
    assert_eq!(world.sitting.roster().members_present(), 2);
    let mut world = world.opened("motion");
    world.run("d3 cast motion yes => remote_refused");
    let world = world.closed("motion");
    let turnout = world.count("motion").turnout;
    // 实到 with the one by video; papers only for the hall.
    assert_eq!((turnout.present_at_open, turnout.eligible, turnout.did_not_vote), (2, 1, 1));
}

#[test]
fn from_where_somebody_attended_stands_in_the_log() {
    let mut world = video(VideoAttendance::Counted, Remote::Allowed);
    world.run("d3 check-in\n desk check-out d3\n desk check-in-video d3");
    let presence = world.sitting.roster().presence(member(3)).expect("on the roster");
    let via: Vec<Via> = presence
        .log
        .iter()
        .filter_map(|mark| match mark {
            plenum::domain::roster::AttendanceMark::CheckedIn { via, .. } => Some(*via),
            plenum::domain::roster::AttendanceMark::CheckedOut { .. } => None,
        })
        .collect();
    assert_eq!(via, [Via::Video, Via::Hall, Via::Video]);
    assert_eq!(world.sitting.roster().members_present(), 2, "one person is counted once");
}

#[test]
fn a_quorum_is_lost_when_somebody_leaves_the_hall_for_a_link_that_is_not_counted() {
    let mut world = world_of(SittingHead { video: VideoAttendance::Recorded, ..head() })
        .members(3)
        .present(2)
        .ballot("motion", &profile("congress-motion"))
        .opened("motion");
    world.run("d2 check-in-video\n settle");
    assert_eq!(world.phase("motion"), "suspended");
}

fn person(world: &World, n: usize) -> Person {
    world.sitting.roster().person(member(n)).expect("on the roster").clone()
}

fn enrol(world: &mut World, people: Vec<Person>) -> Result<bool, &'static str> {
    let given = world.give(&Command::Desk(DeskCommand::Enrol { people }));
    given.map(|given| given.recorded).map_err(|refusal| refusal.code())
}

#[test]
fn a_roster_that_comes_again_makes_no_second_person_and_no_second_vote() {
    let mut world = world().members(5).present(5).ballot("motion", &profile("congress-motion"));
    let mut again: Vec<Person> = (1..=5).map(|n| person(&world, n)).collect();
    for (n, person) in (0x77..).zip(&mut again) {
        // As a file is read: everybody gets a fresh id.
        person.id = plenum::domain::ids::DelegateId(uuid::Uuid::from_u128(n));
    }
    assert_eq!(enrol(&mut world, again.clone()), Ok(false), "nothing new, no record of it");
    again[1].delegation = text_of("第九代表团");
    assert_eq!(enrol(&mut world, again), Ok(true));
    assert_eq!(person(&world, 2).delegation.as_str(), "第九代表团");
    assert_eq!((world.sitting.roster().len(), world.sitting.roster().members()), (5, 5));
    let mut world = world.opened("motion");
    let poll = world.ballot_named("motion").phase.poll().expect("open");
    assert_eq!(poll.electorate.len(), 5);
    // In an open ballot too: nobody is added by it.
    let mut moved = person(&world, 3);
    moved.seat = text_of("9排9座");
    let other = Person { standing: Standing::NonvotingAttendee, ..moved.clone() };
    assert_eq!(enrol(&mut world, vec![other]), Err("number_taken"));
    assert_eq!(enrol(&mut world, vec![moved]), Ok(true));
    world.run("d2 cast motion yes\n d3 cast motion no");
    let world = world.closed("motion");
    assert_eq!(world.count("motion").turnout.electorate, 5);
}

#[test]
fn a_person_who_is_moved_is_the_same_person_and_keeps_the_vote() {
    let mut world = world()
        .members(3)
        .present(3)
        .ballot("motion", &profile("congress-motion"))
        .opened("motion");
    world.run(
        "d1 cast motion yes
         desk move d1 第九代表团 8排1座 -
         d1 cast motion no",
    );
    let moved = person(&world, 1);
    assert_eq!((moved.delegation.as_str(), moved.seat.as_str()), ("第九代表团", "8排1座"));
    let delegations = world.sitting.roster().figures().delegations;
    let expected: u32 = delegations.iter().map(|(_, expected, _)| expected).sum();
    assert_eq!(expected, 3, "in one delegation only");
    let world = world.closed("motion");
    assert_eq!(world.count("motion").turnout.voted, 1);
}

#[test]
fn silence_counts_as_an_abstention_in_one_base_and_nowhere_else() {
    let motion =
        profile("congress-motion").with(|sheet| sheet.rules.not_voted = NotVoted::CountAsAbstain);
    let mut world = world().members(4).present(4).ballot("motion", &motion).opened("motion");
    // Who leaves is not waited for any more and does not abstain.
    world.run("d1 cast motion yes\n d2 cast motion no\n desk check-out d4");
    let world = world.closed("motion");
    let count = world.count("motion");
    assert_eq!((count.turnout.auto_abstained, count.turnout.left_early), (1, 1));
    assert_eq!((count.papers.returned, count.papers.valid), (2, 2));
    let tally = serde_json::to_value(&count.tally).expect("data");
    assert_eq!(tally["rows"][0]["votes"], serde_json::json!([1, 1, 0]));
}

#[test]
fn a_close_that_must_be_confirmed_says_in_the_record_that_it_was() {
    let motion =
        profile("congress-motion").with(|sheet| sheet.rules.not_voted = NotVoted::BlockClose);
    let mut world = world().members(3).present(3).ballot("motion", &motion).opened("motion");
    world.run(
        "d1 cast motion yes
         chair close motion => still_waiting
         d2 cast motion yes
         chair close motion => still_waiting
         chair close-confirmed motion",
    );
    let causes = |world: &World| -> Vec<String> {
        let closed = world.record().iter().filter_map(|(event, ..)| match event {
            plenum::domain::event::Event::BallotClosed { cause, .. } => Some(cause),
            _ => None,
        });
        closed.map(|cause| serde_json::to_string(cause).expect("a word")).collect()
    };
    assert_eq!(causes(&world), ["\"chair_confirmed\""]);
    // Nobody is waited for any more: then a confirmation is a close like any other.
    let mut world = World::clone(&world).ballot("other", &motion).opened("other");
    world.run(
        "d1 cast other yes\n d2 cast other yes\n d3 cast other no\n chair close-confirmed other",
    );
    assert_eq!(causes(&world), ["\"chair_confirmed\"", "\"chair\""]);
}
