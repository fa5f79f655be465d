//! The tables: what is said in a sitting, and what comes of it.

mod election;
mod forms;
mod grades;
mod mandates;
mod manual;
mod people;
mod rooms;
mod sealed;

use plenum::domain::ids::BallotId;
use plenum::domain::sheet::{ChangeOfVote, Link, LinkWhy};
use plenum::domain::text::Text;
use uuid::Uuid;

use crate::support::ballots::profile;
use crate::support::world::{World, nothing, world};

/// A name, a sitting, and lines of `command => outcome`, `ok` where nothing is said.
pub(super) type Table = (&'static str, fn() -> World, &'static str);

/// All tables.
pub(super) fn all() -> impl Iterator<Item = &'static Table> {
    let more = forms::TABLES
        .iter()
        .chain(grades::TABLES)
        .chain(sealed::TABLES)
        .chain(manual::TABLES)
        .chain(rooms::TABLES);
    let more = more.chain(election::TABLES).chain(people::TABLES).chain(mandates::TABLES);
    TABLES.iter().chain(more)
}

const TABLES: &[Table] = &[
    (
        "the sitting",
        nothing,
        "
        desk enrol 3 members => sitting_unknown
        d1 check-in => sitting_unknown
        chair open motion => sitting_unknown
        system close-due motion => sitting_unknown
        system create
        system create => sitting_exists
    ",
    ),
    (
        "the roster",
        hall,
        "
        x1 check-in => delegate_unknown
        desk check-in x1 => delegate_unknown
        desk check-out x1 => delegate_unknown
        desk leave x1 on => delegate_unknown
        desk check-out d4 => not_present
        desk leave d4 on
        desk leave d4 on => already_done
        desk leave d4 off
        desk leave d4 off => already_done
        desk leave d1 on => already_present
        # Two taps on the own device are one sign-in; a second one at the desk is a mistake.
        d4 check-in
        d4 check-in => nothing new
        desk check-in d4 => already_present
        desk enrol 19994 members
        desk enrol 1 attendees => roster_full
    ",
    ),
    (
        "the agenda",
        hall,
        "
        desk ready unheard => ballot_unknown
        desk draft untitled => sheet_invalid
        desk draft motion
        desk draft motion
        desk draft same-place => sheet_invalid
        desk draft repeat-of-nothing => sheet_invalid
        desk draft too-long => sheet_invalid
        chair open motion => wrong_phase
        d1 cast motion yes => ballot_not_open
        desk cancel motion => reason_missing
        desk ready motion
        desk ready motion => already_done
        desk draft motion => ballot_exists
        d1 cast motion yes => ballot_not_open
        chair close motion => wrong_phase
        desk cancel motion withdrawn by the mover
        d1 cast motion yes => ballot_cancelled
        chair open motion => wrong_phase
        desk draft motion => ballot_exists
    ",
    ),
    (
        "opening",
        ready,
        "
        # Two thirds of four members are three.
        desk check-out d2
        chair open motion => no_quorum
        desk check-in d2
        chair open motion 4 => seconds_out_of_range
        chair open motion 604801 => seconds_out_of_range
        chair open secret => secret_not_available
        chair open-sealed secret 4 => seconds_out_of_range
        chair open-sealed motion => envelope_not_asked
        chair open motion
        chair open motion => already_done
        chair open picks => another_ballot_open
        chair suspend motion
        chair open picks => another_ballot_open
        chair resume motion
        chair extend motion 30 => no_deadline
        chair last-call motion 0 => seconds_out_of_range
        chair last-call motion 3601 => seconds_out_of_range
        chair last-call motion 30
        chair extend motion 3601 => seconds_out_of_range
        wait 30
        chair extend motion 30 => ballot_closed
    ",
    ),
    (
        "who may vote",
        ready,
        "
        chair open motion
        x1 cast motion yes => not_in_electorate
        a1 cast motion yes => nonvoting
        d4 cast motion yes => not_present
        desk check-in d4
        d4 cast motion yes
        desk check-out d4
        d4 cast motion no => not_present
        # All members are in the roll of this ballot until it is over; attendees may still come.
        desk enrol 1 members => roster_frozen
        desk enrol 1 attendees
        desk check-in a3
        a3 cast motion yes => nonvoting
        chair close motion
        settle
        desk enrol 1 members
    ",
    ),
    (
        "a poll takes attendees",
        ready,
        "
        chair open poll
        a1 cast poll 2
        desk enrol 1 members
        # The electorate froze when the poll was opened.
        desk check-in d5
        d5 cast poll 2 => not_in_electorate
    ",
    ),
    (
        "papers with marks",
        ready,
        "
        chair open seriatim
        d1 cast seriatim 1=yes 2=no 9=yes => paper_unknown_row
        d1 cast seriatim 1=yes 2=maybe => paper_unknown_grade
        d1 cast seriatim 1=yes => paper_incomplete
        d1 cast seriatim - => paper_incomplete
        d1 cast seriatim picks: 1 => paper_wrong_form
        d1 cast seriatim 1=yes 2=abstain
    ",
    ),
    (
        "papers with a quota",
        ready,
        "
        chair open evaluation
        d1 cast evaluation 1=outstanding 2=outstanding => paper_over_quota
        d1 cast evaluation 1=outstanding 2=competent
        d2 cast evaluation -
    ",
    ),
    (
        "papers with picks",
        ready,
        "
        chair open picks
        # K is 2: a paper with K+1 is refused and the one before stays.
        d1 cast picks 1 2
        d1 cast picks 1 2 3 => picks_too_many
        d1 cast picks 4 => picks_unknown
        d1 cast picks 2 2 => picks_repeated
        d1 cast picks marks: 1=yes => paper_wrong_form
        d2 cast picks -
        chair close picks
        settle
        chair open poll
        d1 cast poll - => picks_too_few
    ",
    ),
    (
        "repeats and changes",
        ready,
        "
        chair open motion
        d1 cast motion yes #1
        d1 cast motion yes #1 => nothing new
        d1 cast motion no #1 => cast_id_conflict
        d1 cast motion no #2
        # An act that is no longer the last one cannot be compared; it was recorded all the same.
        d1 cast motion yes #1 => nothing new
        d1 cast motion no #2 => nothing new
        # Ids belong to the person who made them.
        d2 cast motion abstain #1
        chair suspend motion
        d1 cast motion yes #3 => ballot_suspended
        d1 cast motion no #2 => nothing new
        chair resume motion
        d1 cast motion yes #3
        chair close motion
        d1 cast motion yes #3 => nothing new
        d1 cast motion no #2 => nothing new
        d1 cast motion no #3 => cast_id_conflict
        d1 cast motion no #4 => ballot_closed, noted
        d1 cast motion no #4 => ballot_closed
        chair void motion wrong draft
        d1 cast motion yes #3 => nothing new
        d1 cast motion yes #5 => ballot_voided
    ",
    ),
    (
        "the first vote counts",
        ready,
        "
        chair open first
        d1 cast first yes #1
        d1 cast first yes #1 => nothing new
        d1 cast first no #2 => vote_already_cast
        d1 cast first yes #3 => vote_already_cast
    ",
    ),
    (
        "the cut",
        ready,
        "
        chair open motion
        d1 cast motion yes
        chair close motion
        chair close motion => already_done
        d2 cast motion yes => ballot_closed, noted
        d2 cast motion yes => ballot_closed
        x1 cast motion yes => ballot_closed
        a1 cast motion yes => ballot_closed
        settle
        chair close motion => already_done
        chair declare motion
        chair declare motion => already_done
        chair void motion => reason_missing
        d3 cast motion yes => ballot_closed, noted
    ",
    ),
    (
        "time",
        ready,
        "
        chair open motion 60
        wait 59
        d1 cast motion yes
        system close-due motion => not_due
        wait 1
        # Past the deadline and not yet cut: too late all the same.
        d2 cast motion yes => ballot_closed
        d1 cast motion no => ballot_closed
        settle
        d2 cast motion yes => ballot_closed, noted
    ",
    ),
    (
        "the scrutineers",
        ready,
        "
        chair open motion
        chair close motion
        settle
        scrutineer certify motion => certification_not_needed
        chair declare motion
        chair open picks
        chair close picks
        chair declare picks => wrong_phase
        settle
        chair declare picks => not_certified
        scrutineer certify picks
        scrutineer certify picks => already_done
        chair declare picks
    ",
    ),
    (
        "quorum lost",
        ready,
        "
        chair open motion
        d1 cast motion yes
        desk check-out d2
        chair close motion => quorum_lost
        settle
        d1 cast motion yes => ballot_suspended
        chair resume motion => quorum_lost
    ",
    ),
];

/// Four members of whom three are present, two attendees present, and nothing on the agenda.
fn hall() -> World {
    let motion = profile("congress-motion");
    world()
        .members(4)
        .present(3)
        .attendees(2)
        .attendees_present(2)
        .paper("motion", &motion)
        .paper("untitled", &motion.clone().with(|s| s.title = Text::default()))
        .paper("same-place", &motion.clone().with(|s| s.number = 1))
        .paper("repeat-of-nothing", &motion.clone().with(|s| s.link = Some(repeats(nobody()))))
        .paper("too-long", &motion.with(|s| s.rules.duration_s = Some(604_801)))
}

fn repeats(ballot: BallotId) -> Link {
    Link { ballot, why: LinkWhy::Rerun }
}

fn nobody() -> BallotId {
    BallotId(Uuid::from_u128(0xEEEE))
}

/// The same hall with every kind of paper ready. Three present are just a quorum.
pub(super) fn ready() -> World {
    world()
        .members(4)
        .present(3)
        .attendees(2)
        .attendees_present(2)
        .ballot("motion", &profile("congress-motion"))
        .ballot(
            "first",
            &profile("sc-motion")
                .with(|sheet| sheet.rules.change_of_vote = ChangeOfVote::FirstWins),
        )
        .ballot("secret", &profile("sc-motion").secret())
        .ballot(
            "first-secret",
            &profile("sc-motion")
                .secret()
                .with(|sheet| sheet.rules.change_of_vote = ChangeOfVote::FirstWins),
        )
        .ballot("seriatim", &profile("sc-appointments-seriatim").numbered(2))
        .ballot("evaluation", &profile("eval-paper-quota").numbered(3).quota(1))
        .ballot("picks", &profile("livelihood-majority-all").numbered(3).places(2))
        .ballot("poll", &profile("quick-poll").numbered(3).places(1))
}
