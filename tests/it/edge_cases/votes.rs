//! What a person does twice, and what a ballot goes through twice.

use plenum::hub::views;
use serde_json::{Value, json};

use plenum::domain::sheet::{Link, LinkWhy};

use crate::support::ballots::{Wanted, profile};
use crate::support::world::{World, member, world};

fn tally(world: &World, name: &str) -> Value {
    serde_json::to_value(&world.count(name).tally).expect("data")
}

/// Case 15: the order of the record decides, and the own view tells it to every device.
#[test]
fn of_two_choices_of_one_person_the_later_in_the_record_counts() {
    let motion = profile("congress-motion");
    let mut world = world().members(3).present(3).ballot("motion", &motion).opened("motion");
    world
        .run("d1 cast motion yes #1\n d1 cast motion no #2\n d1 cast motion yes #1 => nothing new");
    let own = views::own(&world.sitting, member(1));
    assert_eq!(own["vote"]["revision"], 2, "{own}");
    assert_eq!(own["vote"]["paper"]["marks"], json!({"1": "no"}));
    assert_eq!(tally(&world.closed("motion"), "motion")["rows"][0]["votes"], json!([0, 1, 0]));
}

/// Case 30: there is no way back to 未按, and 弃权 is a vote.
#[test]
fn who_regrets_a_choice_may_abstain() {
    let motion = profile("congress-motion");
    let mut world = world().members(3).present(3).ballot("motion", &motion).opened("motion");
    world.run("d1 cast motion yes\n d1 cast motion - => paper_incomplete\n d1 cast motion abstain");
    let world = world.closed("motion");
    let turnout = world.count("motion").turnout;
    assert_eq!((turnout.voted, turnout.did_not_vote), (1, 2));
    assert_eq!(tally(&world, "motion")["rows"][0]["votes"], json!([0, 0, 1]));
}

/// Case 23: whatever is lost between the close and the count, the count is made again from what
/// was stored, to the same bytes.
#[test]
fn a_closed_ballot_is_counted_again_to_the_same_record() {
    let motion = profile("congress-motion");
    for wanted in [motion.clone(), motion.secret()] {
        let mut world = world().members(3).present(3).ballot("motion", &wanted).opened("motion");
        world
            .run("d1 vote motion yes\n d2 vote motion no\n d1 vote motion no\n chair close motion");
        let mut again = world.clone();
        world.settle();
        again.settle();
        assert_eq!(world.counted_bytes(), again.counted_bytes());
        let kind = if wanted.sheet(1).rules.secrecy == plenum::domain::sheet::Secrecy::Secret {
            "count-opened"
        } else {
            "count"
        };
        let twice = world.say(&format!("system {kind} motion"));
        assert!(["already_done", "wrong_phase"].contains(&twice.as_str()), "{twice}");
    }
}

/// Case 49: the engine says who is tied, again and again; what follows is for the hall to say.
#[test]
fn a_run_off_that_ties_again_is_told_and_another_may_follow() {
    let run_off = |items: &[&str]| profile("livelihood-plurality").items(items).places(1);
    let names = ["first", "second", "third"];
    let mut world = world().members(2).present(2);
    for name in names {
        world = world.ballot(name, &run_off(&["甲", "乙"]));
    }
    for name in names {
        world.run(&format!("chair open {name}\n d1 cast {name} 1\n d2 cast {name} 2"));
        world = world.closed(name);
        let outcome = serde_json::to_value(&world.count(name).outcome).expect("data");
        assert_eq!(outcome["tie"], json!({"items": ["1", "2"], "open_places": 1}), "{name}");
        world.run(&format!("scrutineer certify {name}\n chair declare {name}"));
    }
}

/// Case 49: after a run-off that ties again the hall says whether there is another one or a lot.
#[test]
fn a_run_off_that_ties_again_is_held_again_or_decided_by_lot() {
    let plurality = profile("livelihood-plurality").items(&["甲", "乙"]).places(1);
    let mut world = world().members(2).present(2);
    for name in ["first", "second", "third"] {
        world = world.paper(name, &plurality);
    }
    world.run("desk draft first\n desk ready first");
    for (name, next) in [("first", "second"), ("second", "third")] {
        world.run(&format!("chair open {name}\n d1 cast {name} 1\n d2 cast {name} 2"));
        world = world.closed(name);
        world.run(&format!("chair follow-up {next} {name} run_off\n desk ready {next}"));
    }
    world.run(
        "chair draw-lot first 三 => run_off_prepared
         chair draw-lot second 三 => run_off_prepared
         desk cancel third 改为抽签
         chair draw-lot second 三 七 九
         scrutineer certify second
         chair declare second",
    );
    let standing = world.ballot_named("second").standing().expect("places");
    assert_eq!((standing.selected.len(), standing.tie), (1, None));
}

/// Case 40, before and during the ballot.
#[test]
fn a_withdrawn_project_means_another_paper_and_never_a_changed_one() {
    let paper =
        |items: &[&str]| -> Wanted { profile("livelihood-majority-all").items(items).places(1) };
    let mut world = world().members(3).present(3).ballot("projects", &paper(&["甲", "乙", "丙"]));
    world = world.paper("projects", &paper(&["甲", "丙"]));
    world.run("desk draft projects => ballot_exists\n desk unready projects\n desk draft projects");
    world.run("desk ready projects\n chair open projects\n d1 cast projects 2");
    assert_eq!(world.ballot_named("projects").sheet.form.items().len(), 2);
    world = world.paper("projects", &paper(&["甲"]));
    world.run(
        "desk unready projects => wrong_phase
         desk draft projects => ballot_exists
         chair void projects 丙 was withdrawn
         d2 cast projects 1 => ballot_voided",
    );
    assert_eq!(world.ballot_named("projects").sheet.form.items().len(), 2);
    let mut again = paper(&["甲"]).sheet(1);
    let link = Link { ballot: world.id("projects"), why: LinkWhy::Rerun };
    (again.round, again.link) = (2, Some(link));
    world.add_sheet("again", again);
    world.run("desk draft again\n desk ready again\n chair open again\n d2 cast again 1");
}
