//! Where two rules meet that were each made for themselves.

use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::outcome::places::ShortfallRule;
use plenum::domain::outcome::quota::QuotaRule;
use plenum::domain::paper::PaperForm;
use plenum::domain::roster::{Bodies, VideoAttendance};
use plenum::domain::sheet::{LinkWhy, Remote, Sheet};
use serde_json::json;

use crate::support::ballots::profile;
use crate::support::world::{head, member, world, world_of};

#[test]
fn whoever_has_given_or_holds_a_proxy_keeps_the_body() {
    let mut world = world().members(4).present(2);
    world = world.ballot("joint", &profile("association-motion"));
    world.run("desk proxy d3 d1");
    for (n, code) in [(1, "mandates_frozen"), (3, "mandates_frozen"), (4, "")] {
        let mut person = world.sitting.roster().person(member(n)).expect("enrolled").clone();
        person.bodies = serde_json::from_value::<Bodies>(json!(["county"])).expect("one body");
        let enrol = Command::Desk(DeskCommand::Enrol { people: vec![person] });
        let said = world.give(&enrol).err().map_or("", |refusal| refusal.code());
        assert_eq!(said, code, "d{n}");
    }
}

fn composite(sheet: &Sheet) -> &QuotaRule {
    let OutcomeRule::Quota(rule) = &sheet.rules.outcome else { panic!("a quota") };
    rule
}

/// Nobody reaches the floor, so that the place is open and everybody stands in rank order.
#[test]
fn the_scores_from_outside_stay_with_their_rows_in_a_second_round() {
    let wanted = profile("eval-composite").items(&["甲", "乙", "丙"]).quota(1);
    let wanted = wanted.external("survey", &["60", "70", "95"]);
    let wanted = wanted.external("appraisal", &["60", "70", "95"]).with(|sheet| {
        let OutcomeRule::Quota(rule) = &mut sheet.rules.outcome else { panic!("a quota") };
        rule.shortfall_rule = ShortfallRule::SecondRound;
        rule.floor = serde_json::from_value(json!({
            "fraction": "1/1", "comparator": "ge", "base": "valid_rows",
        }))
        .expect("a floor");
    });
    let mut world = world().members(2).present(2).ballot("first", &wanted);
    world.run("chair open first\n d1 cast first 1=competent 2=competent 3=competent");
    world = world.closed("first");
    let first = world.sheet("first").expect("named").clone();
    let next = world.sitting.follow_up_draft(world.id("first"), LinkWhy::SecondRound);
    let next = next.expect("a place is open");
    let ids = |form: &PaperForm| -> Vec<String> {
        form.items().iter().map(|item| item.id.to_string()).collect()
    };
    assert_eq!(ids(&next.form), ["3", "2", "1"], "in rank order");
    let scores = |sheet: &Sheet| {
        let composite = composite(sheet).composite.as_ref().expect("a composite");
        composite.sources[0].scores.clone()
    };
    let mut before = scores(&first);
    before.reverse();
    assert_eq!(scores(&next), before);
}

/// 实到 are the two in the hall; whoever attends by video is not among them, recused or not.
#[test]
fn a_recusal_by_video_shrinks_no_base_that_it_was_never_part_of() {
    let motion = profile("congress-motion").with(|sheet| {
        sheet.rules.remote = Remote::Allowed;
        sheet.rules.quorum = None;
        sheet.rules.recusal.present_shrinks = true;
    });
    let head = plenum::domain::event::SittingHead { video: VideoAttendance::Recorded, ..head() };
    let mut world = world_of(head).members(4).present(2).ballot("motion", &motion);
    world.run(
        "desk check-in-video d3\n desk check-in-video d4\n chair open motion
         desk recuse d3 motion all 近亲属\n desk recuse d4 motion all 近亲属\n d1 cast motion yes",
    );
    let world = world.closed("motion");
    let count = serde_json::to_value(world.count("motion")).expect("data");
    assert_eq!(count["recused"], json!([{"members": 2, "present": 0}]));
    assert_eq!(
        (&count["turnout"]["present_at_open"], &count["turnout"]["recused"]),
        (&json!(2), &json!(0))
    );
}

/// Tablets fail in the run-off: on paper it is still the run-off of the first ballot.
#[test]
fn a_run_off_that_changes_over_is_still_the_run_off() {
    let selection = profile("livelihood-plurality").items(&["甲", "乙"]).places(1);
    let mut world = world().members(2).present(2);
    for name in ["first", "second", "third", "fourth"] {
        world = world.paper(name, &selection);
    }
    world.run(
        "desk draft first\n desk ready first\n chair open first
         d1 cast first 1\n d2 cast first 2",
    );
    world = world.closed("first");
    world.run(
        "chair follow-up second first run_off\n desk ready second\n chair open second
         chair change-casting second paper third 平板失灵
         chair follow-up fourth first run_off => already_done
         chair draw-lot first 三 => run_off_prepared",
    );
    world.check();
}
