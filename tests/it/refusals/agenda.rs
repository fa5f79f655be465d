//! Amendments before the motion, and documents pinned by their hash.

use plenum::crypto::hash::Hash;
use plenum::domain::agenda::{DOCUMENTS_MAX, PinnedDocument};
use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::ids::BallotId;
use plenum::domain::sheet::Sheet;

use crate::support::ballots::{profile, text_of};
use crate::support::world::{World, world};

/// Codes, with the test in this file that reaches them.
pub(super) const REACHED: [(&str, &str); 3] = [
    ("amendment_undecided", "amendments_are_decided_before_the_motion"),
    ("amended_text_needed", "an_adopted_amendment_asks_for_the_amended_text"),
    ("document_version_taken", "a_changed_text_is_a_new_version"),
];

fn document(version: &str, text: &str) -> PinnedDocument {
    PinnedDocument {
        title: text_of("决议草案"),
        version: text_of(version),
        sha256: Hash::of(text.as_bytes()),
    }
}

fn motion(number: u32, amends: Option<BallotId>, documents: &[PinnedDocument]) -> Sheet {
    let mut sheet = profile("congress-motion").sheet(number);
    sheet.amends = amends;
    sheet.documents = documents.to_vec();
    sheet
}

fn draft(world: &mut World, name: &str, sheet: Sheet) -> String {
    world.add_sheet(name, sheet.clone());
    let (ballot, sheet) = (world.id(name), Box::new(sheet));
    match world.give(&Command::Desk(DeskCommand::Draft { ballot, sheet })) {
        Ok(_) => "ok".to_owned(),
        Err(refusal) => refusal.code().to_owned(),
    }
}

/// Four members present, a motion at place 2 and its amendment at place 1, both ready.
fn hall(documents: &[PinnedDocument]) -> World {
    let mut world = world().members(4).present(4);
    assert_eq!(draft(&mut world, "motion", motion(2, None, documents)), "ok");
    let target = world.id("motion");
    assert_eq!(draft(&mut world, "amendment", motion(1, Some(target), &[])), "ok");
    world.run("desk ready motion\n desk ready amendment");
    world
}

#[test]
fn amendments_are_decided_before_the_motion() {
    for decided in [
        "desk cancel amendment 撤回",
        "chair open amendment\n chair void amendment 误开",
        "chair open amendment\n d1 cast amendment no\n chair close amendment\n settle\n chair declare amendment",
    ] {
        let mut world = hall(&[]);
        world.run("chair open motion => amendment_undecided");
        world.run("desk unready amendment\n chair open motion => amendment_undecided");
        world.run("desk ready amendment");
        world.run(decided);
        world.run("chair open motion");
        world.check();
    }
    // Counted and not declared is not decided.
    let mut world = hall(&[]);
    world.run(
        "chair open amendment
         chair close amendment
         settle
         chair open motion => amendment_undecided",
    );
}

#[test]
fn an_amendment_names_a_motion_that_is_still_ahead() {
    let mut world = hall(&[]);
    let id = |world: &World, name: &str| Some(world.id(name));
    let (target, amendment) = (id(&world, "motion"), id(&world, "amendment"));
    let stranger = Some(BallotId(uuid::Uuid::from_u128(0xEEEE)));
    let refused = "sheet_invalid";
    assert_eq!(draft(&mut world, "other", motion(3, stranger, &[])), refused);
    let own = id(&world, "other");
    assert_eq!(draft(&mut world, "other", motion(3, own, &[])), refused);
    let mut poll = profile("quick-poll").numbered(2).places(1).sheet(3);
    poll.amends = target;
    assert_eq!(draft(&mut world, "other", poll), refused);
    // An amendment to the amendment comes before both.
    assert_eq!(draft(&mut world, "other", motion(3, amendment, &[])), "ok");
    world.run("desk unready motion");
    assert_eq!(draft(&mut world, "motion", motion(2, own, &[])), refused, "round in a circle");
    world.run(
        "desk ready motion
         chair open amendment => amendment_undecided
         desk cancel other 撤回
         desk cancel amendment 撤回
         chair open motion",
    );
    assert_eq!(draft(&mut world, "late", motion(4, target, &[])), refused, "put to the vote");
    world.check();
}

#[test]
fn an_adopted_amendment_asks_for_the_amended_text() {
    let first = document("草案", "原文");
    let mut world = hall(std::slice::from_ref(&first));
    world.run(
        "chair open amendment
         d1 cast amendment yes
         d2 cast amendment yes
         d3 cast amendment yes
         chair close amendment
         settle
         chair declare amendment
         chair open motion => amended_text_needed
         desk unready motion",
    );
    // The same words under the same name change nothing in silence.
    let target = motion(2, None, &[document("草案", "修正后的文本")]);
    assert_eq!(draft(&mut world, "motion", target), "document_version_taken");
    let target = motion(2, None, &[document("修正稿", "修正后的文本")]);
    assert_eq!(draft(&mut world, "motion", target), "ok");
    world.run("desk ready motion\n chair open motion");
    world.check();
}

#[test]
fn a_changed_text_is_a_new_version() {
    let mut world = world().members(1).present(1);
    let (first, other) = (document("草案", "原文"), document("草案", "另一文本"));
    let (second, again) = (document("第2稿", "另一文本"), document("草案", "原文"));
    assert_eq!(draft(&mut world, "motion", motion(1, None, &[first])), "ok");
    assert_eq!(
        draft(&mut world, "motion", motion(1, None, std::slice::from_ref(&other))),
        "document_version_taken"
    );
    // Nor does another ballot of the sitting mean another text by the same name.
    assert_eq!(draft(&mut world, "other", motion(2, None, &[other])), "document_version_taken");
    assert_eq!(draft(&mut world, "motion", motion(1, None, &[second])), "ok");
    assert_eq!(draft(&mut world, "other", motion(2, None, &[again])), "ok");
    world.run("desk ready motion\n chair open motion");
    let later = motion(1, None, &[document("第3稿", "又一文本")]);
    assert_eq!(
        draft(&mut world, "motion", later),
        "ballot_exists",
        "an open ballot stays as it is"
    );
    world.check();
}

#[test]
fn documents_are_named_once_and_are_few() {
    let mut world = world();
    let refused = "sheet_invalid";
    let nameless = PinnedDocument { title: text_of(""), ..document("草案", "原文") };
    for documents in [
        vec![document("", "原文")],
        vec![nameless],
        vec![document("草案", "原文"), document("第2稿", "原文")],
        (0..=DOCUMENTS_MAX)
            .map(|n| PinnedDocument {
                title: text_of(&n.to_string()), ..document("草案", "原文")
            })
            .collect(),
    ] {
        assert_eq!(draft(&mut world, "motion", motion(1, None, &documents)), refused);
    }
}
