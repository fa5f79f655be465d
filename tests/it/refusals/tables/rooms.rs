//! Who is there: the sitting's opening, rooms, attendance by video, silence, and polls that grow.

use plenum::domain::event::SittingHead;
use plenum::domain::roster::VideoAttendance;
use plenum::domain::sheet::{NotVoted, Remote, ShowWhileOpen};

use super::Table;
use crate::support::ballots::{Wanted, profile};
use crate::support::world::{World, head, world, world_of};

pub(super) const TABLES: &[Table] = &[
    (
        "the sitting is opened, and its quorum watched",
        hall,
        "
        desk check-out d1
        desk check-out d2
        desk check-out d3
        # Two thirds of six members are four.
        chair open-sitting => sitting_no_quorum
        system mark-quorum => not_due
        desk check-in d1
        desk check-in d2
        desk check-in d3
        chair open-sitting
        chair open-sitting => already_done
        system mark-quorum => not_due
        desk check-out d1
        desk check-out d2
        system mark-quorum => not_due
        desk check-out d3
        system mark-quorum
        system mark-quorum => not_due
        desk check-in d3
        system mark-quorum
        # A ballot has its own quorum, noted once it runs.
        system mark-quorum motion => not_due
        system mark-quorum poll => not_due
        system mark-quorum unheard => ballot_unknown
    ",
    ),
    (
        "rooms are named, and people placed in them",
        hall,
        "
        desk rooms east east => rooms_invalid
        desk rooms east=第2代表团 west=第2代表团 => rooms_invalid
        desk rooms east=第2代表团,第3代表团 west=第4代表团,第5代表团
        desk rooms east=第2代表团,第3代表团 west=第4代表团,第5代表团 => already_done
        desk move x1 - - - => delegate_unknown
        desk move d1 第2代表团 - north => room_unknown
        desk move d1 第2代表团 - - => already_done
        desk move d1 第2代表团 1排1座 -
        desk move d1 第2代表团 1排1座 west
    ",
    ),
    (
        "one ballot in several rooms",
        hall,
        "
        chair open rooms => rooms_not_set
        desk rooms east=第2代表团,第3代表团 west=第4代表团,第5代表团 north
        # d5 and d6 sit in no room yet.
        chair open rooms => room_missing
        desk move d5 第6代表团 - west
        desk move d6 第7代表团 - west
        chair open rooms 60 => deadline_not_taken
        chair open rooms
        chair last-call rooms 30 => deadline_not_taken
        desk rooms => rooms_frozen
        desk move d1 第2代表团 - west => rooms_frozen
        desk move d1 第5代表团 - - => rooms_frozen
        desk move d1 第2代表团 2排2座 -
        d1 cast rooms yes => room_not_open
        desk open-room rooms south => room_unknown
        desk open-room motion east => wrong_phase
        desk open-room rooms east
        desk open-room rooms east => already_done
        chair open-room rooms east => already_done
        d1 cast rooms yes
        d3 cast rooms yes => room_not_open
        chair close rooms => rooms_open
        chair open-room rooms west
        d3 cast rooms no
        desk close-room rooms east
        desk close-room rooms east => already_done
        desk open-room rooms east => room_closed
        d1 cast rooms no => room_closed, noted
        d1 cast rooms no => room_closed
        d2 cast rooms no => room_closed, noted
        x1 cast rooms no => not_in_electorate
        d4 cast rooms abstain
        chair suspend rooms
        desk close-room rooms west => wrong_phase
        chair resume rooms
        chair close-room rooms west
        chair close rooms => rooms_open
        # A room that did not meet is closed without having been opened.
        chair close-room rooms north
        chair close rooms
        d1 cast rooms no => ballot_closed
        d3 cast rooms yes => ballot_closed, noted
        settle
        desk move d1 第2代表团 - west
        chair open motion
        desk open-room motion east => rooms_not_asked
    ",
    ),
    (
        "attendance by video is refused where the sitting does not take it",
        hall,
        "
        d6 check-in-video => video_refused
        desk check-in-video d6 => video_refused
        desk check-in-video x1 => delegate_unknown
    ",
    ),
    (
        "attendance by video",
        || video(VideoAttendance::Counted),
        "
        d6 check-in-video => nothing new
        desk check-in-video d6 => already_present
        chair open motion
        d6 cast motion yes => remote_refused
        # Who comes into the hall votes there.
        d6 check-in
        d6 cast motion yes
        d6 check-in-video
        d6 cast motion no => remote_refused
        chair close motion
        settle
        chair open remote
        d6 cast remote yes
    ",
    ),
    (
        "the chair is told who is waited for",
        hall,
        "
        chair open waits 60 => deadline_not_taken
        chair open waits
        chair last-call waits 5 => deadline_not_taken
        d1 cast waits yes
        chair close waits => still_waiting
        chair close-confirmed waits
        chair close-confirmed waits => already_done
        settle
        chair open motion
        chair close-confirmed motion
    ",
    ),
    (
        "where silence abstains, nobody is recused from single rows",
        hall,
        "
        desk recuse d1 silence 1 own project => row_recusal_not_taken
        chair open silence
        d1 recuse silence 2 own project => row_recusal_not_taken
        d1 recuse silence 1,2 own project
        d1 cast silence 1=yes 2=yes => recused
    ",
    ),
    (
        "a poll grows",
        hall,
        "
        chair open growing
        a1 cast growing 1 => nonvoting
        desk invite growing x1 => delegate_unknown
        desk invite growing d1 => already_done
        desk invite growing a1 d1
        # Invited, and answering from anywhere.
        a1 cast growing 1
        system grow growing => not_due
        desk enrol 1 members
        system grow growing
        d7 cast growing 2
        desk enrol 1 attendees
        system grow growing => not_due
        # It runs beside the ballot of the hall.
        chair open motion
        chair open picks => another_ballot_open
        d1 cast motion yes
        d1 cast growing 1
        desk invite motion a1 => not_growing
        desk invite picks a1 => wrong_phase
        chair close growing
        settle
        a2 cast growing 1 => ballot_closed
        desk invite growing a2 => wrong_phase
    ",
    ),
    (
        "so many polls at a time",
        polls,
        "
        chair open p1
        chair open p2
        chair open p3
        chair open p4
        chair open p5
        chair open p6
        chair open p7
        chair open p8
        chair open p9
        chair open p10
        chair open p11 => too_many_polls
        chair suspend p1
        chair open p11 => too_many_polls
        chair void p1 wrong question
        chair open p11
    ",
    ),
    (
        "rules that do not stand together",
        contradictions,
        "
        desk draft binding-growing => sheet_invalid
        desk draft binding-background => sheet_invalid
        desk draft binding-anywhere => sheet_invalid
        desk draft rooms-anywhere => sheet_invalid
        desk draft rooms-timed => sheet_invalid
        desk draft waits-timed => sheet_invalid
        desk draft rooms-tally => sheet_invalid
        desk draft background-tally => sheet_invalid
        desk draft picks-abstaining => sheet_invalid
        desk draft growing-recusal => sheet_invalid
        desk draft called-in-rooms => sheet_invalid
        desk draft silent-subjects => sheet_invalid
    ",
    ),
];

fn filled(world: World) -> World {
    let poll = profile("quick-poll").numbered(3).places(1);
    world
        .ballot("motion", &profile("congress-motion"))
        .ballot("rooms", &profile("congress-motion").with(|sheet| sheet.rules.rooms = true))
        .ballot(
            "waits",
            &profile("congress-motion").with(|sheet| sheet.rules.not_voted = NotVoted::BlockClose),
        )
        .ballot(
            "remote",
            &profile("congress-motion").with(|sheet| sheet.rules.remote = Remote::Allowed),
        )
        .ballot("silence", &silence())
        .ballot("picks", &profile("livelihood-majority-all").numbered(3).places(2))
        .ballot("poll", &poll)
        .ballot(
            "growing",
            &poll.with(|sheet| {
                let rules = &mut sheet.rules;
                rules.electorate = plenum::domain::sheet::ElectorateRule::Members;
                rules.show_while_open = ShowWhileOpen::Turnout;
                (rules.growing, rules.background, rules.presence_needed) = (true, true, false);
                rules.recusal.allowed = false;
            }),
        )
}

/// Two rows, silence abstains.
fn silence() -> Wanted {
    profile("sc-appointments-seriatim").numbered(2).with(|sheet| {
        sheet.rules.not_voted = NotVoted::CountAsAbstain;
    })
}

/// Six members, all present, two attendees, one hall.
fn hall() -> World {
    filled(world().members(6).present(6).attendees(2))
}

/// Six members of whom one attends by video.
fn video(video: VideoAttendance) -> World {
    let mut world = filled(world_of(SittingHead { video, ..head() }).members(6).present(5));
    world.run("d6 check-in-video");
    world
}

fn polls() -> World {
    (1..=11).fold(world().members(2).present(2), |world, n| {
        let poll = profile("quick-poll").numbered(2).places(1).with(|sheet| {
            sheet.rules.background = true;
            sheet.rules.show_while_open = ShowWhileOpen::Turnout;
        });
        world.ballot(&format!("p{n}"), &poll)
    })
}

fn contradictions() -> World {
    let motion = profile("congress-motion");
    let poll = profile("quick-poll").numbered(3).places(1);
    world()
        .paper("binding-growing", &motion.clone().with(|s| s.rules.growing = true))
        .paper("binding-background", &motion.clone().with(|s| s.rules.background = true))
        .paper("binding-anywhere", &motion.clone().with(|s| s.rules.presence_needed = false))
        .paper(
            "rooms-anywhere",
            &poll.clone().with(|s| {
                (s.rules.rooms, s.rules.presence_needed) = (true, false);
                (s.rules.duration_s, s.rules.show_while_open) = (None, ShowWhileOpen::Turnout);
            }),
        )
        .paper("rooms-timed", &motion.clone().lasting(60).with(|s| s.rules.rooms = true))
        .paper(
            "waits-timed",
            &motion.clone().lasting(60).with(|s| s.rules.not_voted = NotVoted::BlockClose),
        )
        .paper(
            "rooms-tally",
            &motion.clone().with(|s| {
                (s.rules.rooms, s.rules.show_while_open) = (true, ShowWhileOpen::Tally);
            }),
        )
        .paper(
            "growing-recusal",
            &poll.clone().with(|s| {
                (s.rules.growing, s.rules.show_while_open) = (true, ShowWhileOpen::Turnout);
            }),
        )
        .paper(
            "called-in-rooms",
            &motion.with(|s| {
                s.rules.secrecy = plenum::domain::sheet::Secrecy::RollCall;
                s.rules.call_order = Some(plenum::domain::roll_call::CallOrder::Roster);
                s.rules.rooms = true;
            }),
        )
        .paper("silent-subjects", &silence().with(|s| s.rules.recusal.subject_recused = true))
        .paper("background-tally", &poll.with(|s| s.rules.background = true))
        .paper(
            "picks-abstaining",
            &profile("livelihood-majority-all")
                .numbered(3)
                .places(2)
                .with(|s| s.rules.not_voted = NotVoted::CountAsAbstain),
        )
}
