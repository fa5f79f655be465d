//! Refusals of a draw: a sample of each, and the tests that reach them.

use plenum::crypto::hash::Hash;
use plenum::domain::command::draw::{DrawCommand, DrawPlan};
use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::draw::{
    DRAWS_MAX, DrawRules, Entry, EqualRemainders, LIST_MAX, StratumBy, clean_digits,
};
use plenum::domain::ids::DrawId;
use plenum::domain::refusal::Refusal;
use plenum::domain::refusal::draw::DrawRefusal;
use plenum::domain::sheet::SheetError;
use plenum::domain::text::Text;
use uuid::Uuid;

use crate::support::ballots::{profile, text_of};
use crate::support::draws::{draw_id, entry, fixture, plan_of, secret};
use crate::support::world::{World, world};

/// Codes of draws, with the test in this file that reaches them; empty where the engine alone gives
/// them.
pub(super) const REACHED: [(&str, &str); 18] = [
    ("draw_unknown", "acts_out_of_order_are_refused"),
    ("draw_exists", "acts_out_of_order_are_refused"),
    ("draws_too_many", "a_sitting_has_so_many_draws_and_no_more"),
    ("draw_list_invalid", "a_list_that_contradicts_itself_is_refused"),
    ("draw_rules_invalid", "acts_out_of_order_are_refused"),
    ("draw_repeats", "nothing_is_drawn_twice_in_silence"),
    ("draw_superseded", "nothing_is_drawn_twice_in_silence"),
    ("draw_not_made", "acts_out_of_order_are_refused"),
    ("draw_digits_invalid", "acts_out_of_order_are_refused"),
    ("draw_secret_wrong", "acts_out_of_order_are_refused"),
    ("draw_secret_lost", ""),
    ("draw_secret_unavailable", ""),
    ("draw_person_unknown", "only_the_next_of_the_same_stratum_comes_in"),
    ("substitute_other_stratum", "only_the_next_of_the_same_stratum_comes_in"),
    ("substitute_not_next", "only_the_next_of_the_same_stratum_comes_in"),
    ("substitute_unknown", "only_the_next_of_the_same_stratum_comes_in"),
    ("substitutes_exhausted", "only_the_next_of_the_same_stratum_comes_in"),
    ("draw_rows_differ", "a_ballot_of_a_draw_has_the_rows_that_were_drawn"),
];

/// One of each.
pub(super) fn samples() -> Vec<DrawRefusal> {
    use DrawRefusal as D;
    let detail = SheetError { zh: "名单为空", en: "the list is empty" };
    vec![
        D::Unknown,
        D::Exists,
        D::TooMany,
        D::ListInvalid { detail },
        D::RulesInvalid { detail },
        D::Repeats { number: 1 },
        D::Superseded { number: 2 },
        D::NotMade,
        D::DigitsInvalid,
        D::SecretWrong,
        D::SecretLost,
        D::SecretUnavailable,
        D::PersonUnknown,
        D::SubstituteOtherStratum,
        D::SubstituteNotNext { next: text_of("0053") },
        D::SubstituteUnknown,
        D::SubstitutesExhausted,
        D::RowsDiffer,
    ]
}

fn say(world: &mut World, command: DrawCommand) -> String {
    match world.give(&Command::Desk(DeskCommand::Draw(command))) {
        Ok(_) => "ok".to_owned(),
        Err(refusal) => refusal.code().to_owned(),
    }
}

fn commit(world: &mut World, n: u128, plan: DrawPlan) -> String {
    let commitment = Hash::of(&secret().0);
    let command = DrawCommand::Commit { draw: draw_id(n), plan: Box::new(plan), commitment };
    say(world, command)
}

fn make(world: &mut World, n: u128, secret: Hash, digits: &str) -> String {
    say(world, DrawCommand::Make { draw: draw_id(n), secret, digits: text_of(digits) })
}

fn replace(world: &mut World, out: &str, incoming: &str, reason: &str) -> String {
    say(
        world,
        DrawCommand::Replace {
            draw: draw_id(1),
            out: text_of(out),
            incoming: text_of(incoming),
            reason: text_of(reason),
        },
    )
}

#[test]
fn acts_out_of_order_are_refused() {
    let mut world = world();
    assert_eq!(make(&mut world, 1, secret(), "351624"), "draw_unknown");
    assert_eq!(replace(&mut world, "1", "2", "请假"), "draw_unknown");
    assert_eq!(
        commit(&mut world, 1, DrawPlan { title: Text::default(), ..fixture() }),
        "draw_rules_invalid"
    );
    assert_eq!(
        commit(&mut world, 1, DrawPlan { reason: text_of("无故"), ..fixture() }),
        "draw_rules_invalid"
    );
    assert_eq!(commit(&mut world, 1, fixture()), "ok");
    assert_eq!(commit(&mut world, 1, fixture()), "draw_exists");
    assert_eq!(replace(&mut world, "1", "2", "请假"), "draw_not_made");
    for digits in ["", "12345", "35162x", " 351624", "3  51624", "３51624"] {
        let text = Text::new(digits).unwrap();
        let command = DrawCommand::Make { draw: draw_id(1), secret: secret(), digits: text };
        let expected = if digits.trim() == "351624" { "ok" } else { "draw_digits_invalid" };
        // Text trims its ends, so that one is lawful after all; nothing else is.
        if expected == "draw_digits_invalid" {
            assert_eq!(say(&mut world, command), expected, "{digits:?}");
        }
    }
    assert_eq!(make(&mut world, 1, Hash([9; 32]), "351624"), "draw_secret_wrong");
    assert_eq!(make(&mut world, 1, secret(), "351624"), "ok");
    assert_eq!(make(&mut world, 1, secret(), "351624"), "already_done");
    assert_eq!(make(&mut world, 1, secret(), "351625"), "already_done");
    world.check();
}

#[test]
fn a_list_that_contradicts_itself_is_refused() {
    let mut world = world();
    let mut with = |list: Vec<Entry>| {
        let rules = DrawRules { seats: 1, minimum: 0, ..fixture().rules };
        commit(&mut world, 1, DrawPlan { list, rules, ..fixture() })
    };
    let refused = "draw_list_invalid";
    assert_eq!(with(vec![]), refused);
    assert_eq!(with(vec![entry("1", "a"), entry("1", "a")]), refused);
    assert_eq!(with(vec![entry("", "a")]), refused);
    assert_eq!(with(vec![Entry { eligible: false, ..entry("1", "a") }]), refused);
    assert_eq!(with(vec![Entry { reason: text_of("请假"), ..entry("1", "a") }]), refused);
    assert_eq!(with(vec![Entry { name: text_of(&"长".repeat(101)), ..entry("1", "a") }]), refused);
    let number = |n: usize| entry(&n.to_string(), "a");
    assert_eq!(with((0..=LIST_MAX).map(number).collect()), refused);
    // Nobody eligible is no question of the list, but of what can be drawn from it.
    let none = Entry { eligible: false, reason: text_of("请假"), ..entry("1", "a") };
    assert_eq!(with(vec![none]), "draw_rules_invalid");
    assert_eq!(with((0..LIST_MAX).map(number).collect()), "ok");
}

#[test]
fn a_sitting_has_so_many_draws_and_no_more() {
    let mut world = world();
    for n in 0..DRAWS_MAX {
        let title = text_of(&format!("第{n}项"));
        let n = u128::try_from(n).unwrap();
        assert_eq!(commit(&mut world, n, DrawPlan { title, ..fixture() }), "ok");
    }
    let title = text_of("又一项");
    assert_eq!(commit(&mut world, 99, DrawPlan { title, ..fixture() }), "draws_too_many");
}

#[test]
fn nothing_is_drawn_twice_in_silence() {
    let mut world = world();
    assert_eq!(commit(&mut world, 1, fixture()), "ok");
    assert_eq!(make(&mut world, 1, secret(), "351624"), "ok");
    let first = world.sitting.draw(draw_id(1)).unwrap().made.clone();

    // The list has changed: one officer was transferred.
    let mut changed = fixture();
    changed.list[0].eligible = false;
    changed.list[0].reason = text_of("调离");
    assert_eq!(commit(&mut world, 2, changed.clone()), "draw_repeats");
    let replaces = Some(draw_id(7));
    assert_eq!(commit(&mut world, 2, DrawPlan { replaces, ..changed.clone() }), "draw_unknown");
    let again = DrawPlan { replaces: Some(draw_id(1)), ..changed };
    assert_eq!(commit(&mut world, 2, again.clone()), "reason_missing");
    let again = DrawPlan { reason: text_of("名单变更：一人调离"), ..again };
    assert_eq!(commit(&mut world, 2, again.clone()), "ok");

    let (old, new) = (world.sitting.draw(draw_id(1)), world.sitting.draw(draw_id(2)));
    assert_eq!(old.unwrap().superseded_by, Some(draw_id(2)));
    assert_eq!(old.unwrap().made, first, "the old one is kept whole");
    assert_eq!(new.unwrap().committed.number, 2);
    assert_eq!(new.unwrap().committed.reason.as_str(), "名单变更：一人调离");
    assert_eq!(replace(&mut world, "1", "2", "请假"), "draw_superseded");
    assert_eq!(commit(&mut world, 3, again), "draw_superseded");
    assert_eq!(make(&mut world, 2, secret(), "351624"), "ok");
    world.check();
}

#[test]
fn only_the_next_of_the_same_stratum_comes_in() {
    let mut world = world();
    commit(&mut world, 1, fixture());
    make(&mut world, 1, secret(), "3 5 1 6 2 4");
    let made = world.sitting.draw(draw_id(1)).unwrap().made.clone().unwrap().made;
    let drawn = |stratum: usize, n: usize| made.result[stratum][n].to_string();
    let next = |stratum: usize, n: usize| made.substitutes[stratum][n].to_string();
    let mut try_one = |out: &str, incoming: &str| replace(&mut world, out, incoming, "请假");

    assert_eq!(try_one("none", &next(0, 0)), "draw_person_unknown");
    assert_eq!(try_one(&next(0, 0), &next(0, 0)), "draw_person_unknown");
    // Case 83: whoever was drawn for another stratum does not come in.
    assert_eq!(try_one(&drawn(0, 0), &next(1, 0)), "substitute_other_stratum");
    assert_eq!(try_one(&drawn(0, 0), &drawn(1, 0)), "substitute_other_stratum");
    assert_eq!(try_one(&drawn(0, 0), &next(0, 1)), "substitute_not_next");
    assert_eq!(try_one(&drawn(0, 0), "none"), "substitute_unknown");
    assert_eq!(try_one(&drawn(0, 0), &drawn(0, 1)), "substitute_unknown");
    assert_eq!(try_one(&drawn(0, 0), &next(0, 0)), "ok");
    assert_eq!(try_one(&drawn(0, 0), &next(0, 1)), "draw_person_unknown");
    // Who came in may have to go too.
    assert_eq!(try_one(&next(0, 0), &next(0, 1)), "ok");
    assert_eq!(try_one(&drawn(0, 1), &next(1, 0)), "substitutes_exhausted");
    assert_eq!(replace(&mut world, &drawn(1, 0), &next(1, 0), ""), "reason_missing");

    let draw = world.sitting.draw(draw_id(1)).unwrap();
    let stands = draw.made.as_ref().unwrap();
    assert_eq!(stands.standing[0][0].to_string(), next(0, 1));
    assert_eq!(stands.replaced.len(), 2);
    assert_eq!(stands.made.result[0][0].to_string(), drawn(0, 0), "the record keeps both");
    world.check();
}

#[test]
fn a_ballot_of_a_draw_has_the_rows_that_were_drawn() {
    let mut world = world();
    let id = draw_id(1);
    let with = |world: &World| {
        let rows = world.sitting.draw(id).map(plenum::domain::draw::Draw::rows).unwrap_or_default();
        profile("eval-quota-rank").of_draw(id, &rows).quota(2)
    };
    let draft = |world: &mut World, sheet: plenum::domain::sheet::Sheet| {
        let ballot = world.id("evaluation");
        let command = DeskCommand::Draft { ballot, sheet: Box::new(sheet) };
        match world.give(&Command::Desk(command)) {
            Ok(_) => "ok",
            Err(refusal) => refusal.code(),
        }
    };
    let mut numbered = profile("eval-quota-rank").numbered(20).quota(2).sheet(1);
    numbered.draw = Some(id);
    assert_eq!(draft(&mut world, numbered.clone()), "draw_unknown");
    commit(&mut world, 1, fixture());
    assert_eq!(draft(&mut world, numbered.clone()), "draw_not_made");
    make(&mut world, 1, secret(), "351624");
    assert_eq!(draft(&mut world, numbered), "draw_rows_differ");
    let sheet = with(&world).sheet(1);
    assert_eq!(sheet.form.items().len(), 20);
    let mut swapped = sheet.clone();
    if let plenum::domain::paper::PaperForm::Marks(form) = &mut swapped.form {
        form.rows[0].title = text_of("另一人");
    }
    assert_eq!(draft(&mut world, swapped), "draw_rows_differ");
    assert_eq!(draft(&mut world, sheet.clone()), "ok");
    // Once somebody came in, the paper is drafted anew with that person.
    let made = world.sitting.draw(id).unwrap().made.clone().unwrap().made;
    let (out, incoming) = (made.result[0][0].to_string(), made.substitutes[0][0].to_string());
    assert_eq!(replace(&mut world, &out, &incoming, "请假"), "ok");
    assert_eq!(draft(&mut world, sheet), "draw_rows_differ");
    let sheet = with(&world).sheet(1);
    assert_eq!(sheet.form.items()[0].title.to_string(), format!("民警 {incoming}"));
    assert_eq!(draft(&mut world, sheet), "ok");
}

#[test]
fn every_rule_of_equal_remainders_is_kept_by_the_record() {
    for equal in
        [EqualRemainders::Lot, EqualRemainders::ListedOrder, EqualRemainders::LargerStratum]
    {
        let mut world = world();
        let sizes = [("甲", 10), ("乙", 10), ("丙", 10)];
        let rules = DrawRules {
            seats: 4,
            strata: vec![StratumBy::Unit],
            minimum: 1,
            substitutes: 0,
            equal_remainders: equal,
        };
        assert_eq!(commit(&mut world, 1, plan_of(&sizes, rules)), "ok");
        assert_eq!(make(&mut world, 1, secret(), "351624"), "ok");
        let made = world.sitting.draw(draw_id(1)).unwrap().made.clone().unwrap().made;
        assert_eq!(made.seats.iter().sum::<u32>(), 4);
        if equal == EqualRemainders::ListedOrder {
            assert_eq!(made.seats, [2, 1, 1]);
        }
        world.check();
    }
    assert_eq!(clean_digits("351624").map(|text| text.to_string()), Ok("351624".into()));
    assert_eq!(Refusal::from(DrawRefusal::RowsDiffer).code(), "draw_rows_differ");
    assert_ne!(draw_id(1), DrawId(Uuid::nil()));
}
