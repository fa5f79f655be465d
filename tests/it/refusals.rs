//! Every refusal: reached by a command in a table, worded in both languages, listed in
//! `docs/refusals.md`.

use std::collections::BTreeSet;

use plenum::domain::ballot::REVISIONS_MAX;
use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::ids::{BallotId, DelegateId};
use plenum::domain::refusal::Refusal;
use plenum::domain::roster::{Person, Standing};
use plenum::domain::sheet::{ChangeOfVote, SheetError};
use plenum::domain::text::{Bilingual, Text};
use uuid::Uuid;

use crate::support::ballots::{profile, text_of};
use crate::support::world::{World, cast_id, member, nothing, world};

/// Set to write `docs/refusals.md` anew instead of comparing it.
const WRITE_VARIABLE: &str = "PLENUM_WRITE_DOCS";

const HEAD: &str = "# Refusals

What a rule says no to. The code is stable; the sentence is shown to the person who asked. Numbers and names in a sentence are examples. `tests/it/refusals.rs` reaches each of them and compares this table with the code.

| Code | zh-CN | English |
|---|---|---|
";

/// Tables: a sitting and lines of `command => outcome`, `ok` where nothing is said.
const TABLES: &[(&str, fn() -> World, &str)] = &[
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
        .paper(
            "untitled",
            &motion.clone().with(|s| s.title = Text::default()),
        )
        .paper("same-place", &motion.clone().with(|s| s.number = 1))
        .paper(
            "repeat-of-nothing",
            &motion.clone().with(|s| s.rerun_of = Some(nobody())),
        )
        .paper(
            "too-long",
            &motion.with(|s| s.rules.duration_s = Some(604_801)),
        )
}

fn nobody() -> BallotId {
    BallotId(Uuid::from_u128(0xEEEE))
}

/// The same hall with every kind of paper ready. Three present are just a quorum.
fn ready() -> World {
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
        .ballot("seriatim", &profile("sc-appointments-seriatim").numbered(2))
        .ballot(
            "evaluation",
            &profile("eval-paper-quota").numbered(3).quota(1),
        )
        .ballot(
            "picks",
            &profile("livelihood-majority-all").numbered(3).places(2),
        )
        .ballot("poll", &profile("quick-poll").numbered(3).places(1))
}

#[test]
fn commands_are_carried_out_or_refused_as_the_tables_say() {
    let mut reached = BTreeSet::new();
    for (about, start, table) in TABLES {
        println!("{about}");
        let outcomes = start().run(table);
        let code = |outcome: String| outcome.trim_end_matches(", noted").to_owned();
        reached.extend(outcomes.into_iter().map(code));
    }
    reached.remove("ok");
    reached.remove("nothing new");
    // Needs a hundred lines: see `the_hundredth_change_is_the_last`.
    reached.insert("too_many_changes".to_owned());
    // Needs two people with one number: see `a_number_belongs_to_one_person`.
    reached.insert("number_taken".to_owned());
    let codes: BTreeSet<String> = samples().iter().map(|r| r.code().to_owned()).collect();
    assert_eq!(reached, codes);
}

#[test]
fn the_hundredth_change_is_the_last() {
    let mut world = ready().opened("motion");
    for revision in 1..=REVISIONS_MAX {
        let choice = if revision % 2 == 0 { "yes" } else { "no" };
        assert_eq!(world.say(&format!("d1 cast motion {choice}")), "ok");
    }
    assert_eq!(world.say("d1 cast motion no"), "too_many_changes");
    let poll = world.ballot_named("motion").phase.poll().expect("open");
    assert_eq!(poll.voted(), 1);
    let world = world.closed("motion");
    let count = serde_json::to_value(&world.count("motion").tally).expect("data");
    assert_eq!(count["rows"][0]["votes"], serde_json::json!([1, 0, 0]));
}

#[test]
fn a_number_belongs_to_one_person() {
    let person = |n: u128, number: &str| Person {
        id: DelegateId(Uuid::from_u128(n)),
        number: text_of(number),
        name: text_of("同名"),
        delegation: Text::default(),
        seat: Text::default(),
        standing: Standing::Member,
    };
    let mut world = world();
    let mut enrol = |people: &[Person]| {
        let people = people.to_vec();
        let given = world.give(&Command::Desk(DeskCommand::Enrol { people }));
        given.map(|given| given.recorded).map_err(|r| r.code())
    };
    assert_eq!(enrol(&[person(1, "001"), person(2, "002")]), Ok(true));
    // Two people of one name are two people; the number tells them apart.
    assert_eq!(
        enrol(&[person(3, "003"), person(4, "003")]),
        Err("number_taken")
    );
    assert_eq!(enrol(&[person(5, "002")]), Err("number_taken"));
    assert_eq!(enrol(&[person(1, "004")]), Err("number_taken"));
    assert_eq!(enrol(&[person(6, "")]), Err("number_taken"));
    assert_eq!(enrol(&[person(3, "003")]), Ok(true));
    assert_eq!(world.sitting.roster().members(), 3);
}

#[test]
fn the_same_act_has_the_same_receipt_for_ever() {
    let mut world = ready().opened("motion");
    world.run("d1 cast motion yes #1");
    let receipt = |world: &World| {
        let poll = world.ballot_named("motion").phase.poll().expect("a box");
        poll.votes[&member(1)].revision_of(cast_id(1))
    };
    let first = receipt(&world);
    assert!(first.is_some());
    world.run("d2 cast motion no\n wait 5\n d1 cast motion yes #1 => nothing new");
    assert_eq!(receipt(&world), first);
    world.run("d1 cast motion no #2\n d1 cast motion yes #1 => nothing new");
    let mut world = world.closed("motion");
    world.run("d1 cast motion yes #1 => nothing new");
    assert_eq!(receipt(&world), first);
}

#[test]
fn a_refused_paper_leaves_the_one_before() {
    let mut world = ready().opened("picks");
    world.run("d1 cast picks 1 2\n d1 cast picks 1 2 3 => picks_too_many");
    let world = world.closed("picks");
    let tally = serde_json::to_value(&world.count("picks").tally).expect("data");
    assert_eq!(tally["votes"], serde_json::json!([1, 1, 0]));
}

#[test]
fn a_late_vote_is_noted_and_changes_no_figure() {
    let mut world = ready().opened("motion");
    world.run("d1 cast motion yes");
    let mut world = world.closed("motion");
    let count = world.count("motion").clone();
    world.run(
        "d1 cast motion no => ballot_closed, noted\n d2 cast motion no => ballot_closed, noted",
    );
    assert_eq!(*world.count("motion"), count);
    assert_eq!(world.ballot_named("motion").late.len(), 2);
}

#[test]
fn names_that_look_like_markup_stay_text() {
    let name = "<img src=x onerror=alert(1)>&amp;{{项目}}";
    let mut world = world().members(1).present(1).ballot(
        "picks",
        &profile("livelihood-plurality")
            .items(&[name, "乙"])
            .places(1),
    );
    world.run("chair open picks\n d1 cast picks 1");
    let items = world.ballot_named("picks").sheet.form.items();
    assert_eq!(items[0].title.as_str(), name);
    assert_eq!(items[0].id.as_str(), "1");
}

/// One of each variant; the match below does not compile when one is missing from the enum's list.
fn samples() -> Vec<Refusal> {
    use Refusal as R;
    let wrong = R::WrongPhase {
        zh: "已宣布",
        en: "declared",
    };
    let grade = Bilingual {
        zh: text_of("优秀"),
        en: text_of("Outstanding"),
    };
    let detail = SheetError {
        zh: "未填写标题",
        en: "the ballot has no title",
    };
    let mut samples = vec![
        R::BallotUnknown,
        R::BallotNotOpen,
        R::BallotClosed,
        R::BallotSuspended,
        R::BallotVoided,
        R::BallotCancelled,
        wrong,
        R::AlreadyDone,
        R::AnotherBallotOpen,
        R::NoQuorum {
            present: 217,
            needed: 218,
        },
        R::QuorumLost {
            present: 217,
            needed: 218,
        },
        R::SecretNotAvailable,
        R::NotCertified,
        R::CertificationNotNeeded,
        R::NoDeadline,
        R::SecondsOutOfRange,
        R::NotInElectorate,
        R::Nonvoting,
        R::NotPresent,
        R::VoteAlreadyCast,
        R::TooManyChanges,
        R::CastIdConflict,
        R::PaperWrongForm,
        R::PaperUnknownRow,
        R::PaperUnknownGrade,
        R::PaperIncomplete { missing: 3 },
        R::PaperOverQuota {
            grade,
            max: 10,
            given: 11,
        },
        R::PicksTooMany { max: 10, given: 11 },
        R::PicksTooFew { min: 1, given: 0 },
        R::PicksUnknown,
        R::PicksRepeated,
        R::DelegateUnknown,
        R::AlreadyPresent,
        R::NumberTaken {
            number: text_of("001"),
        },
        R::RosterFrozen,
        R::RosterFull,
        R::ReasonMissing,
        R::SheetInvalid { detail },
        R::SittingExists,
        R::SittingUnknown,
        R::NotDue,
        R::BallotExists,
    ];
    samples.sort_by_key(place);
    samples
}

/// Place in the enum. A variant without a place does not compile, one without a sample fails.
fn place(refusal: &Refusal) -> usize {
    use Refusal as R;
    match refusal {
        R::BallotUnknown => 0,
        R::BallotNotOpen => 1,
        R::BallotClosed => 2,
        R::BallotSuspended => 3,
        R::BallotVoided => 4,
        R::BallotCancelled => 5,
        R::WrongPhase { .. } => 6,
        R::AlreadyDone => 7,
        R::AnotherBallotOpen => 8,
        R::NoQuorum { .. } => 9,
        R::QuorumLost { .. } => 10,
        R::SecretNotAvailable => 11,
        R::NotCertified => 12,
        R::CertificationNotNeeded => 13,
        R::NoDeadline => 14,
        R::SecondsOutOfRange => 15,
        R::NotInElectorate => 16,
        R::Nonvoting => 17,
        R::NotPresent => 18,
        R::VoteAlreadyCast => 19,
        R::TooManyChanges => 20,
        R::CastIdConflict => 21,
        R::PaperWrongForm => 22,
        R::PaperUnknownRow => 23,
        R::PaperUnknownGrade => 24,
        R::PaperIncomplete { .. } => 25,
        R::PaperOverQuota { .. } => 26,
        R::PicksTooMany { .. } => 27,
        R::PicksTooFew { .. } => 28,
        R::PicksUnknown => 29,
        R::PicksRepeated => 30,
        R::DelegateUnknown => 31,
        R::AlreadyPresent => 32,
        R::NumberTaken { .. } => 33,
        R::RosterFrozen => 34,
        R::RosterFull => 35,
        R::ReasonMissing => 36,
        R::SheetInvalid { .. } => 37,
        R::SittingExists => 38,
        R::SittingUnknown => 39,
        R::NotDue => 40,
        R::BallotExists => 41,
    }
}

#[test]
fn there_is_a_sample_of_every_refusal() {
    let places: Vec<usize> = samples().iter().map(place).collect();
    assert_eq!(places, (0..places.len()).collect::<Vec<_>>());
    assert_eq!(place(&Refusal::BallotExists) + 1, places.len());
}

#[test]
fn codes_are_unique_and_plain() {
    let codes: BTreeSet<&str> = samples().iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), samples().len());
    let plain = |code: &&str| code.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    assert!(codes.iter().all(|code| plain(&code)));
}

#[test]
fn every_refusal_is_worded_in_both_languages() {
    for refusal in samples() {
        let (zh, en) = (refusal.zh(), refusal.en());
        for sentence in [&zh, &en] {
            assert!(!sentence.is_empty(), "{refusal}");
            assert!(!sentence.contains(['{', '}']), "{refusal}: {sentence}");
        }
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(zh.chars().any(han), "{refusal}: {zh}");
        assert!(!en.chars().any(han), "{refusal}: {en}");
        let latin = |c: char| c.is_ascii_alphabetic();
        assert!(!zh.chars().any(latin), "{refusal}: {zh}");
    }
}

#[test]
fn the_document_lists_the_refusals() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/refusals.md");
    let row = |r: &Refusal| format!("| `{}` | {} | {} |\n", r.code(), r.zh(), r.en());
    let table: String = samples().iter().map(row).collect();
    let expected = format!("{HEAD}{table}");
    if std::env::var_os(WRITE_VARIABLE).is_some() {
        std::fs::write(path, &expected).expect("docs can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/refusals.md is not what the code says; run this test with {WRITE_VARIABLE}=1"
    );
}
