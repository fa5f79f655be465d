//! Every refusal is reached by a command in a table.

mod agenda;
mod counts;
mod draws;
mod groups;
mod mandates;
mod reading;
mod tables;
mod wording;

use std::collections::BTreeSet;

use plenum::domain::ballot::REVISIONS_MAX;
use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::ids::DelegateId;
use plenum::domain::manual::NOTES_MAX;
use plenum::domain::roster::{Person, Standing};
use plenum::domain::text::Text;
use uuid::Uuid;

use crate::refusals::tables::ready;
use crate::support::ballots::{profile, text_of};
use crate::support::world::{World, cast_id, member, world};

/// Codes that a line of a table is not enough for, and the test in this room that reaches them.
const ELSEWHERE: [(&str, &str); 6] = [
    ("count_contradicts", "counts::figures_that_no_box_can_hold_are_refused"),
    ("envelope_unreadable", "reading::what_is_no_canonical_paper_is_unreadable"),
    (
        "external_score_missing",
        "groups::a_score_from_outside_that_is_missing_or_no_number_is_refused_by_name",
    ),
    ("number_taken", "a_number_belongs_to_one_person"),
    ("too_many_changes", "the_hundredth_change_is_the_last"),
    ("too_many_notes", "a_declaration_takes_so_many_notes"),
];

/// Codes that the engine or the server alone gives, and the test that reaches them; empty where there is none.
const BY_THE_ENGINE: [(&str, &str); 2] = [
    ("rehearsal_no_result", "rest::rehearsal::a_rehearsal_gives_no_result_away"),
    ("store_not_trusted", ""),
];

#[test]
fn commands_are_carried_out_or_refused_as_the_tables_say() {
    let mut reached = BTreeSet::new();
    for (about, start, table) in tables::all() {
        println!("{about}");
        let outcomes = start().run(table);
        let code = |outcome: String| outcome.trim_end_matches(", noted").to_owned();
        reached.extend(outcomes.into_iter().map(code));
    }
    reached.remove("ok");
    reached.remove("nothing new");
    let more = draws::REACHED.iter().chain(&agenda::REACHED);
    for (code, test) in ELSEWHERE.iter().chain(&BY_THE_ENGINE).chain(more) {
        assert!(
            reached.insert((*code).to_owned()),
            "{code} stands in a table too, not only {test}"
        );
    }
    let codes: BTreeSet<String> = wording::samples().iter().map(|r| r.code().to_owned()).collect();
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
fn a_declaration_takes_so_many_notes() {
    let mut world = ready().opened("motion").closed("motion");
    world.run("chair declare motion");
    for n in 1..=NOTES_MAX {
        assert_eq!(world.say(&format!("desk note motion slip {n}")), "ok");
    }
    assert_eq!(world.say("desk note motion one more"), "too_many_notes");
}

#[test]
fn a_number_belongs_to_one_person() {
    let person = |n: u128, number: &str| Person {
        id: DelegateId(Uuid::from_u128(n)),
        number: text_of(number),
        name: text_of("同名"),
        delegation: Text::default(),
        group: Text::default(),
        seat: Text::default(),
        standing: Standing::Member,
        weight: None,
        bodies: Default::default(),
    };
    let mut world = world();
    let mut enrol = |people: &[Person]| {
        let people = people.to_vec();
        let given = world.give(&Command::Desk(DeskCommand::Enrol { people }));
        given.map(|given| given.recorded).map_err(|r| r.code())
    };
    assert_eq!(enrol(&[person(1, "001"), person(2, "002")]), Ok(true));
    // Two people of one name are two people; the number tells them apart.
    assert_eq!(enrol(&[person(3, "003"), person(4, "003")]), Err("number_taken"));
    // A roster that comes twice: the same person, with the id of the first time.
    assert_eq!(enrol(&[person(5, "002")]), Ok(false));
    let other = Person { name: text_of("异名"), ..person(5, "002") };
    assert_eq!(enrol(&[other]), Err("number_taken"));
    let other = Person { standing: Standing::NonvotingAttendee, ..person(2, "002") };
    assert_eq!(enrol(&[other]), Err("number_taken"));
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
    let mut world = world()
        .members(1)
        .present(1)
        .ballot("picks", &profile("livelihood-plurality").items(&[name, "乙"]).places(1));
    world.run("chair open picks\n d1 cast picks 1");
    let items = world.ballot_named("picks").sheet.form.items();
    assert_eq!(items[0].title.as_str(), name);
    assert_eq!(items[0].id.as_str(), "1");
}
