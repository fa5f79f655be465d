//! The key of a secret ballot: held from the opening, then destroyed or lost, once and for ever.

use std::collections::BTreeSet;

use plenum::domain::ballot::Stamp;
use plenum::domain::event::{Event, Role};
use plenum::domain::seal::KeyState;

use super::{Secrecy, act, at, drawn, edge, phase, spelt};
use crate::support::world::World;

const PHASES: [&str; 12] = [
    "start",
    "draft",
    "ready",
    "open",
    "suspended",
    "closed",
    "counted",
    "counted+",
    "certified",
    "declared",
    "cancelled",
    "voided",
];

/// `[*]` where there is no key.
fn key(world: &World) -> &'static str {
    let ballot = world.sitting.ballot(world.id("motion"));
    let seal = ballot.and_then(|ballot| ballot.phase.poll()).and_then(|poll| poll.seal);
    match seal.map(|seal| seal.key) {
        None => "[*]",
        Some(KeyState::Held) => "held",
        Some(KeyState::Destroyed(_)) => "destroyed",
        Some(KeyState::Lost(_)) => "lost",
    }
}

#[test]
fn the_second_diagram_shows_what_becomes_of_a_key() {
    let mut found = BTreeSet::new();
    for column in PHASES {
        for name in ["chair open-sealed", "system destroy-key", "system lose-key"] {
            let mut world = at(Secrecy::Secret, column);
            let from = key(&world);
            if act(&mut world, name) == "ok" {
                found.insert(edge(from, key(&world), &[name]));
            }
        }
    }
    assert_eq!(found, drawn(2));
}

/// What the hall does with a ballot whose key is gone; `counted` and what follows cannot be
/// reached without a key.
#[test]
fn a_ballot_without_its_key_can_only_be_voided() {
    let table = [
        ("chair resume", "lost", "wrong"),
        ("chair close", "wrong", "done"),
        ("system count", "wrong", "lost"),
        ("system count-opened", "wrong", "lost"),
        ("system lose-key", "undue", "undue"),
        ("system destroy-key", "undue", "undue"),
        ("chair declare", "wrong", "wrong"),
        ("scrutineer certify", "wrong", "wrong"),
        ("d1 seal", "waiting", "late"),
        ("chair void", "ok", "ok"),
    ];
    for (name, suspended, closed) in table {
        for (column, cell) in [("suspended", suspended), ("closed", closed)] {
            let mut world = at(Secrecy::Secret, column);
            assert_eq!(act(&mut world, "system lose-key"), "ok");
            assert_eq!(key(&world), "lost");
            world.settle();
            assert_eq!(phase(&world), column, "nothing is due without a key");
            assert_eq!(act(&mut world, name), spelt(cell, Secrecy::Secret), "{name} when {column}");
            let voided = name == "chair void";
            assert_eq!(phase(&world), if voided { "voided" } else { column });
            assert_eq!(act(&mut world, "system destroy-key"), "not_due");
            assert_eq!(key(&world), "lost");
        }
    }
}

#[test]
fn a_key_goes_once_and_stays_gone() {
    for column in ["counted", "counted+", "certified", "declared", "voided"] {
        let mut world = at(Secrecy::Secret, column);
        assert_eq!(world.sitting.keys_held().len(), 1);
        assert!(world.sitting.key_to_destroy().is_some());
        assert_eq!(act(&mut world, "system destroy-key"), "ok");
        assert_eq!(key(&world), "destroyed");
        assert_eq!(act(&mut world, "system destroy-key"), "not_due");
        assert_eq!(act(&mut world, "system lose-key"), "not_due");
        assert!(world.sitting.keys_held().is_empty());
        assert_eq!(world.sitting.key_to_destroy(), None);
    }
}

/// What the engine asks the state after every batch.
#[test]
fn the_state_asks_for_a_box_or_a_key_in_its_phase_and_in_no_other() {
    for column in PHASES {
        let sitting = at(Secrecy::Secret, column).sitting.clone();
        assert_eq!(sitting.box_to_open().is_some(), column == "closed", "{column}");
        let after = ["counted", "counted+", "certified", "declared", "voided"];
        assert_eq!(sitting.key_to_destroy().is_some(), after.contains(&column), "{column}");
        let before = ["open", "suspended", "closed"];
        let held = before.contains(&column) || after.contains(&column);
        assert_eq!(sitting.keys_held().len(), usize::from(held), "{column}");

        let sitting = at(Secrecy::Recorded, column).sitting.clone();
        assert!(sitting.box_to_open().is_none() && sitting.keys_held().is_empty(), "{column}");
        assert_eq!(sitting.key_to_destroy(), None, "{column}");
    }
}

/// The order of the engine: the cut is in the record before an envelope is opened, and the figures
/// are before the key goes.
#[test]
fn closed_then_counted_then_destroyed() {
    let mut world = at(Secrecy::Secret, "open");
    world.run("d1 seal motion yes\n d2 seal motion no");
    assert!(world.sitting.box_to_open().is_none());
    world.run("chair close motion");
    assert_eq!(world.sitting.due(u64::MAX), None);
    assert!(world.sitting.box_to_open().is_some());
    assert_eq!(world.sitting.key_to_destroy(), None, "not before the count");
    world.settle();
    assert_eq!(key(&world), "destroyed");
    let last: Vec<String> = world.record().iter().rev().take(3).map(name).collect();
    assert_eq!(last, ["key_destroyed", "ballot_counted", "ballot_closed"]);
}

#[test]
fn a_voided_ballot_needs_its_key_no_more() {
    let mut world = at(Secrecy::Secret, "open");
    world.run("d1 seal motion yes\n chair void motion wrong draft\n settle");
    assert_eq!(key(&world), "destroyed");
    let counted = world.record().iter().any(|record| name(record) == "ballot_counted");
    assert!(!counted, "nothing was opened");
}

fn name((event, ..): &(Event, Role, Stamp)) -> String {
    serde_json::to_value(event).expect("data")["type"].as_str().expect("a tag").to_owned()
}
