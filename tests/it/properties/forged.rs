//! A record of a secret ballot with one value changed, for every value in it: the rules find the
//! change, unless nobody but the one who acted could know better. What is free is named here.

use std::collections::BTreeSet;

use plenum::domain::ballot::Stamp;
use plenum::domain::event::{Event, Role};
use plenum::domain::sitting::Sitting;
use serde_json::{Value, json};

use crate::support::ballots::profile;
use crate::support::world::{World, world};

/// Values that the rules cannot know better at that place in the record: whoever acted might have
/// meant another ballot, another time, other words. Another person for an envelope is one who might
/// have voted; it then opens to nothing, since it is bound to its delegate. Signatures and roots
/// over the record are looked at by `audit`, and so is the chain, which any change breaks.
const FREE: [(&str, &str); 14] = [
    ("ballot_opened", "/deadline_ms"),
    ("ballot_opened", "/seal/public_key"),
    ("ballot_voided", "/ballot"),
    ("ballot_voided", "/reason"),
    ("checkpoint_signed", "/root"),
    ("checkpoint_signed", "/signature"),
    ("envelope_cast", "/cast_id"),
    ("envelope_cast", "/delegate"),
    ("envelope_cast", "/envelope"),
    ("late_vote_refused", "/cast_id"),
    ("late_vote_refused", "/delegate"),
    ("signing_key_set", "/by_key"),
    ("signing_key_set", "/by_previous"),
    ("signing_key_set", "/key"),
];

/// A whole life of one ballot, with papers published, and the end of two others.
fn lived() -> World {
    let published = profile("livelihood-plurality").numbered(3).places(2).secret();
    let mut world = world()
        .members(4)
        .present(4)
        .ballot("box", &published.with(|sheet| sheet.rules.publish_papers = true))
        .ballot("void", &profile("sc-motion").secret())
        .ballot("lost", &profile("sc-motion").secret());
    world.run(
        "system set-signing-key 1
         chair open-sealed box 60
         d1 seal box 1 2\n d2 seal box 1\n d1 seal box 3\n d3 seal box text:nonsense
         system checkpoint 1
         chair close box\n d4 seal box 1 => ballot_closed, noted\n settle
         scrutineer certify box\n chair declare box
         system set-signing-key 2\n system checkpoint 2
         chair open-sealed void\n d1 seal void yes\n chair void void wrong draft\n settle
         chair open-sealed lost\n d1 seal lost yes\n system suspend-after-restart lost
         system lose-key lost\n chair void lost the key is lost",
    );
    world
}

/// Pointers to every value, and to every list as a whole.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields {
                places(inner, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            found.push(at.to_owned());
            for (place, inner) in items.iter().enumerate() {
                places(inner, &format!("{at}/{place}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

/// Other values of the same kind.
fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!(0), json!([])],
        Value::Bool(truth) => vec![json!(!truth)],
        Value::Number(number) => {
            let n = number.as_u64().expect("not negative");
            vec![json!(n + 1), json!(n.saturating_sub(1)), json!(n + 1_000), Value::Null]
        }
        Value::String(text) if text.is_empty() => vec![json!("x"), Value::Null],
        Value::String(text) => {
            let flipped = |from: usize| {
                let digit = if &text[from..=from] == "1" { "2" } else { "1" };
                json!(format!("{}{digit}{}", &text[..from], &text[from + 1..]))
            };
            let ends = [0, text.len() / 2, text.len() - 1].map(flipped);
            [&ends[..], &[Value::Null, json!("")]].concat()
        }
        Value::Array(items) => {
            let mut other = vec![Value::Null, json!([])];
            if let Some((last, rest)) = items.split_last() {
                other.push(json!(rest));
                other.push(json!([items.as_slice(), std::slice::from_ref(last)].concat()));
                other.push(items.iter().rev().cloned().collect());
            }
            other
        }
        Value::Object(_) => Vec::new(),
    }
}

/// Whether the rules let this pass in the place of the event.
fn passes(sitting: &Sitting, forged: &Value, record: &(Event, Role, Stamp)) -> bool {
    let Ok(forged) = serde_json::from_value::<Event>(forged.clone()) else {
        return false;
    };
    forged != record.0 && sitting.reenact(&forged, record.1, record.2.at_ms).is_ok()
}

#[test]
fn every_value_of_a_secret_ballot_is_bound_or_named_as_free() {
    let world = lived();
    let (mut sitting, mut free, mut tried) = (Sitting::default(), BTreeSet::new(), 0);
    for record in world.record() {
        let event = serde_json::to_value(&record.0).expect("data");
        let kind = event["type"].as_str().expect("a tag").to_owned();
        let prepared = ["sitting_created", "people_enrolled", "checked_in", "ballot_drafted"];
        let mut found = Vec::new();
        if !prepared.contains(&kind.as_str()) {
            places(&event, "", &mut found);
        }
        for place in found {
            for other in others(event.pointer(&place).expect("found")) {
                let mut forged = event.clone();
                *forged.pointer_mut(&place).expect("found") = other;
                tried += 1;
                if passes(&sitting, &forged, record) {
                    free.insert((kind.clone(), place.clone()));
                }
            }
        }
        sitting.apply(&record.0, record.2);
    }
    let named = FREE.iter().map(|(kind, place)| ((*kind).to_owned(), (*place).to_owned()));
    assert_eq!(free, named.collect());
    assert!(tried > 500, "{tried}");
}

#[test]
fn what_froze_at_the_opening_binds_the_whole_question() {
    let mut world = lived();
    let seal = |world: &World, name: &str| {
        let poll = world.ballot_named(name).phase.poll().expect("opened");
        poll.seal.expect("secret").seal
    };
    let (one, other) = (seal(&world, "void"), seal(&world, "lost"));
    assert_ne!(one.manifest, other.manifest, "another ballot is another manifest");
    assert_eq!(one.electorate_root, other.electorate_root);
    world.run("desk enrol 1 members");
    let mut repeat = world.sheet("void").expect("named").clone();
    (repeat.number, repeat.title) = (9, crate::support::ballots::text_of("第九项"));
    world.add_sheet("later", repeat);
    world.run("desk draft later\n desk ready later\n chair open-sealed later");
    assert_ne!(seal(&world, "later").electorate_root, one.electorate_root);
}
