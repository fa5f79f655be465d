//! Persons: recusal under seal and in the clear, subjects, scrutineers, the chair, roll call, bodies.

mod sealed;

use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::event::Event;
use plenum::domain::officers::Chairperson;
use plenum::domain::roll_call::CallOrder;
use plenum::domain::roster::{Bodies, Person, Standing};
use plenum::domain::sheet::{Secrecy, Sheet};
use plenum::domain::text::Text;
use serde_json::{Value, json};

use crate::support::ballots::{Wanted, key, profile, text_of};
use crate::support::world::{World, attendee, member, world};

fn hall(name: &str, wanted: &Wanted) -> World {
    world().members(6).present(6).attendees(1).attendees_present(1).ballot(name, wanted)
}

fn matrix() -> Wanted {
    profile("sc-appointments-seriatim").numbered(2)
}

fn count(world: &World, name: &str) -> Value {
    serde_json::to_value(world.count(name)).expect("a count is data")
}

#[test]
fn under_seal_the_rows_of_each_voter_are_known_at_the_count() {
    let mut world = hall("matrix", &matrix().secret());
    world.run("desk recuse d1 matrix 1 relative");
    let mut world = world.opened("matrix");
    world.run(
        "d1 vote matrix 2=yes
        d2 vote matrix 1=yes 2=yes
        # A device that does not know: a mark in a row that its person is recused from.
        d3 vote matrix 1=yes 2=yes
        desk recuse d3 matrix 1 relative
        d3 vote matrix 1=yes 2=yes
        d4 vote matrix 1=no 2=no",
    );
    let world = world.closed("matrix");
    let count = count(&world, "matrix");
    // The paper of d3 is invalid as a whole, and counts nowhere.
    assert_eq!(count["papers"], json!({"issued": 6, "returned": 4, "valid": 3, "invalid": 1}));
    assert_eq!(count["tally"]["rows"][0]["votes"], json!([1, 1, 0]));
    assert_eq!(count["tally"]["rows"][0]["recused"], 1);
    assert_eq!(count["tally"]["rows"][1]["votes"], json!([2, 1, 0]));
    assert_eq!(
        count["recused"],
        json!([{"members": 2, "present": 2}, {"members": 0, "present": 0}])
    );
}

#[test]
fn a_recusal_after_the_vote_takes_the_vote_out_and_asks_again() {
    for wanted in [matrix(), matrix().secret()] {
        let mut world = hall("matrix", &wanted).opened("matrix");
        world.run("d1 vote matrix 1=yes 2=yes\n desk recuse d1 matrix 1 found out");
        let annuls = world.record().iter().rev().find_map(|(event, ..)| match event {
            Event::Recused(recused) => Some(recused.annuls),
            _ => None,
        });
        assert_eq!(annuls, Some(true));
        let poll = world.ballot_named("matrix").phase.poll().expect("open");
        assert_eq!((poll.voted(), poll.electorate_now()), (0, 6));
        world.run("d1 vote matrix 2=no");
        let poll = world.ballot_named("matrix").phase.poll().expect("open");
        assert_eq!(
            poll.votes[&member(1)].revision(),
            2,
            "acts that were taken out keep their numbers"
        );
        let world = world.closed("matrix");
        assert_eq!(count(&world, "matrix")["tally"]["rows"][0]["recused"], 1);
        assert_eq!(count(&world, "matrix")["tally"]["rows"][1]["votes"], json!([0, 1, 0]));
    }
}

#[test]
fn who_is_recused_from_the_ballot_is_neither_silent_nor_waited_for() {
    let wanted = profile("congress-motion").with(|s| s.rules.close_when_all_voted = true);
    let mut world = hall("motion", &wanted);
    world.run("desk recuse d6 motion all relative");
    let mut world = world.opened("motion");
    world.run("desk recuse d5 motion all found out");
    for n in 1..=4 {
        world.run(&format!("d{n} vote motion yes"));
    }
    world.settle();
    let count = count(&world, "motion");
    assert_eq!(world.phase("motion"), "counted", "everybody who may vote has voted");
    let turnout = &count["turnout"];
    assert_eq!((turnout["recused"].as_u64(), turnout["did_not_vote"].as_u64()), (Some(2), Some(0)));
    // 合计应等于实到减回避 (form D2).
    assert_eq!(turnout["eligible"], 4);
    assert_eq!(turnout["present_at_open"], 6);
    // A recusal by the rule of the default leaves the base as it was.
    assert_eq!(count["outcome"]["rows"][0]["base_count"], 6);
}

#[test]
fn a_claimed_number_of_recusals_must_fit_the_voters() {
    let mut world = hall("matrix", &matrix().secret());
    world.run("desk recuse d1 matrix 1 relative");
    let mut world = world.opened("matrix");
    world.run("d1 vote matrix 2=yes\n d2 vote matrix 1=yes 2=yes\n chair close matrix");
    let ballot = world.id("matrix");
    let opened = world.open_box("matrix");
    let plenum::domain::tally::Tally::Marks { rows } = &opened.tally else { panic!("a matrix") };
    let mut more = rows.clone();
    (more[0].recused, more[0].votes[0]) = (2, 0);
    let mut fewer = rows.clone();
    (fewer[0].recused, fewer[0].blank) = (0, 1);
    for rows in [more, fewer] {
        let tally = plenum::domain::tally::Tally::Marks { rows };
        let opened = Box::new(plenum::domain::seal::OpenedBox { tally, ..opened.clone() });
        let claim = plenum::domain::command::SystemCommand::CountOpened { ballot, opened };
        let refused = world.give(&Command::System(claim)).expect_err("no such box");
        assert_eq!(refused.code(), "count_contradicts");
    }
    world.settle();
}

#[test]
fn with_too_few_options_left_the_recusal_is_from_the_whole_ballot() {
    let wanted = profile("livelihood-majority-all").numbered(3).places(2).with(|sheet| {
        let plenum::domain::paper::PaperForm::Picks(form) = &mut sheet.form else {
            panic!("picks")
        };
        form.min = 2;
    });
    let mut world = hall("picks", &wanted);
    world.run("desk recuse d1 picks 1 own project\n desk recuse d2 picks 1,2 own projects");
    let mut world = world.opened("picks");
    world.run(
        "d1 vote picks 1 2 => row_recused
        d1 vote picks 2 3
        d2 vote picks 3 => recused",
    );
}

#[test]
fn a_scrutineer_never_stands_on_the_paper_of_a_ballot() {
    let mut world = hall("appointment", &profile("sc-motion").subject(0, member(2)));
    world.run(
        "desk scrutineers d1* d3
        desk scrutineers d2 d3 => scrutineer_is_candidate
        chair open appointment",
    );
    let poll = world.ballot_named("appointment").phase.poll().expect("open");
    assert_eq!(poll.officers.scrutineers, [member(1), member(3)]);
    assert_eq!(poll.officers.chief, Some(member(1)));
    let mut world = world.closed("appointment");
    world.run("chair declare appointment\n desk scrutineers d2");
    let poll = world.ballot_named("appointment").phase.poll().expect("declared");
    assert_eq!(
        poll.officers.scrutineers,
        [member(1), member(3)],
        "who was there keeps standing there"
    );
}

#[test]
fn the_chair_is_warned_as_the_subject_and_hands_over() {
    let mut world = hall("appointment", &profile("sc-motion").subject(0, member(2)));
    let warned = |world: &World| {
        let ballot = world.ballot_named("appointment");
        world.sitting.warnings(ballot).iter().map(|warning| warning.code()).collect::<Vec<_>>()
    };
    world.run("desk name-chair d2");
    assert_eq!(warned(&world), ["chair_is_subject"]);
    world.run("chair hand-over name:王某 appointment the chair is the subject");
    assert!(warned(&world).is_empty());
    // The one who stepped down votes like everybody else.
    world.run(
        "chair open appointment\n d2 vote appointment yes\n chair hand-over d2 - the item is over",
    );
    assert_eq!(world.sitting.officers().chair, Some(Chairperson::Person(member(2))));
    let handed =
        world.record().iter().filter(|(event, ..)| matches!(event, Event::ChairHandedOver(_)));
    assert_eq!(handed.count(), 2);
}

fn roll_call(sheet: &mut Sheet) {
    sheet.rules.secrecy = Secrecy::RollCall;
    sheet.rules.call_order = Some(CallOrder::Number);
}

#[test]
fn a_roll_call_goes_through_the_order_and_calls_the_silent_once_more() {
    let mut world =
        world().members(12).present(9).ballot("roll", &profile("sc-motion").with(roll_call));
    world.run("desk recuse d2 roll all relative\n chair open roll 0");
    let called = |world: &World| {
        let roll = world.ballot_named("roll").phase.poll().and_then(|poll| poll.roll.clone());
        let roll = roll.expect("a roll call");
        (roll.round, roll.called)
    };
    // By number, shorter ones first: d9 before d10. d2 is recused, d10 to d12 are away.
    assert_eq!(called(&world), (1, Some(member(1))));
    world.run("d1 cast roll yes\n chair pass roll d3\n d4 cast roll no\n d5 cast roll yes");
    world.run("d6 cast roll yes\n d7 cast roll yes\n desk check-out d8");
    assert_eq!(called(&world), (1, Some(member(9))), "who is away is not called");
    world.run("desk check-in d8\n desk check-in d11\n d9 cast roll yes");
    assert_eq!(called(&world), (1, Some(member(11))));
    world.run("d11 pass roll");
    assert_eq!(called(&world), (2, Some(member(3))));
    world.run("d3 cast roll yes\n desk recuse d8 roll all relative");
    assert_eq!(called(&world), (2, Some(member(11))));
    world.run("d11 cast roll abstain");
    assert_eq!(called(&world), (2, None));
    world.run("desk check-in d10\n d10 cast roll yes");
    assert_eq!(called(&world), (2, None), "whoever comes in afterwards is called at once");
    let world = world.closed("roll");
    assert_eq!(count(&world, "roll")["tally"]["rows"][0]["votes"], json!([7, 1, 1]));
}

#[test]
fn the_order_of_a_roll_call_is_that_of_the_rule() {
    for (order, first) in [(CallOrder::Number, 1), (CallOrder::Name, 1), (CallOrder::Roster, 1)] {
        let mut sheet = profile("sc-motion").sheet(1);
        roll_call(&mut sheet);
        sheet.rules.call_order = Some(order);
        let mut world = world().members(11).present(11);
        world.add_sheet("roll", sheet);
        world.run("desk draft roll\n desk ready roll\n chair open roll 0");
        let poll = world.ballot_named("roll").phase.poll().expect("open");
        let roll = poll.roll.as_ref().expect("a roll call");
        assert_eq!(roll.order[0], member(first));
        let tenth = roll.order.iter().position(|id| *id == member(10));
        // 代表10 stands before 代表2 by name and behind 代表9 by number.
        assert_eq!(tenth, Some(if order == CallOrder::Name { 1 } else { 9 }), "{order:?}");
    }
}

/// Three of the city alone, two of the county alone, one of both, all present.
fn joint() -> World {
    let person = |n: usize, bodies: &[&str]| Person {
        id: member(n),
        number: text_of(&format!("n{n}")),
        name: text_of(&format!("代表{n}")),
        delegation: Text::default(),
        group: Text::default(),
        seat: Text::default(),
        standing: Standing::Member,
        bodies: Bodies::try_from(bodies.iter().map(|body| key(body)).collect::<Vec<_>>())
            .expect("ascending"),
        weight: None,
    };
    let (city, county) = (["city"], ["county"]);
    let mut people: Vec<Person> = (1..=3).map(|n| person(n, &city)).collect();
    people.extend((4..=5).map(|n| person(n, &county)));
    people.push(person(6, &["city", "county"]));
    let mut world = world().attendees(1);
    world.give(&Command::Desk(DeskCommand::Enrol { people })).expect("fresh numbers");
    world.run("desk check-in d1\n desk check-in d2\n desk check-in d3\n desk check-in d4\n desk check-in d6");
    world
        .ballot("city", &profile("sc-motion").body("city"))
        .ballot("county", &profile("sc-motion").body("county"))
}

#[test]
fn a_deputy_of_two_bodies_votes_once_in_the_ballot_of_each() {
    let mut world = joint();
    world.run(
        "chair open city
        d6 vote city yes
        d1 vote city yes
        d2 vote city yes
        d4 vote city yes => not_in_electorate
        a1 vote city yes => nonvoting
        chair close city
        settle
        chair open county
        d6 vote county yes
        d4 vote county no
        d1 vote county yes => not_in_electorate
        chair close county
        settle",
    );
    let (city, county) = (count(&world, "city"), count(&world, "county"));
    assert_eq!(city["turnout"]["members"], 4);
    assert_eq!(
        city["outcome"]["rows"][0],
        json!({"item": "1", "votes": 3, "base_count": 4, "needed": 3, "adopted": true})
    );
    assert_eq!(county["turnout"]["members"], 3);
    assert_eq!(county["turnout"]["present_at_open"], 2);
    assert_eq!(county["outcome"]["rows"][0]["adopted"], false);
}

#[test]
fn the_quorum_of_a_joint_sitting_is_that_of_the_body() {
    let mut world = joint();
    // Two of three of the county are present: without one of them there is no quorum there.
    world.run("desk check-out d4\n chair open county => no_quorum\n chair open city");
}

#[test]
fn an_attendee_is_in_the_electorate_of_no_formal_ballot_whenever_enrolled() {
    let mut world = hall("motion", &profile("congress-motion"))
        .ballot("poll", &profile("quick-poll").numbered(2).places(1));
    world.run("chair open poll\n desk enrol 1 attendees\n desk check-in a2\n a1 vote poll 1\n chair close poll\n settle");
    world.run("chair open motion\n desk enrol 1 attendees\n desk check-in a3\n a1 vote motion yes => nonvoting\n a3 vote motion yes => nonvoting");
    let poll = world.ballot_named("motion").phase.poll().expect("open");
    assert!((1..=3).all(|n| !poll.froze(attendee(n))));
    assert_eq!(poll.electorate.len(), 6);
}
