//! A record of hands and papers with one value changed, for every value in it: the rules find the
//! change, unless nobody but those who counted could know better. What is free is named here.

use std::collections::BTreeSet;

use plenum::domain::casting::Casting;
use plenum::domain::event::Event;
use plenum::domain::sitting::Sitting;
use serde_json::{Value, json};

use super::motion;
use crate::support::ballots::profile;
use crate::support::world::{World, world};

/// Words that only their author knows, figures that only one person has entered yet, and whom a
/// paper went to.
const FREE: [(&str, &str); 9] = [
    ("assistance_noted", "/delegate"),
    ("casting_changed", "/reason"),
    ("casting_changed", "/to_ballot"),
    ("correction_proposed", "/reason"),
    ("declaration_noted", "/text"),
    ("difference_explained", "/text"),
    ("issue_reported", "/issued"),
    ("paper_issued", "/delegate"),
    ("paper_taken_back", "/delegate"),
];
/// Of these the figures may be others as long as they add up.
const TYPED: [&str; 2] = ["figures_entered", "correction_proposed"];
/// Acts that are looked at.
const KINDS: [&str; 13] = [
    "assistance_noted",
    "ballot_counted",
    "casting_changed",
    "correction_proposed",
    "count_corrected",
    "declaration_noted",
    "difference_explained",
    "figures_confirmed",
    "figures_entered",
    "issue_reported",
    "paper_issued",
    "paper_taken_back",
    "vote_annulled",
];

fn lived() -> World {
    let mut world = world()
        .members(5)
        .present(5)
        .ballot("tablet", &profile("congress-motion"))
        .ballot("paper", &motion(Casting::Paper).secret())
        .ballot("mixed", &motion(Casting::Mixed))
        .ballot("over", &motion(Casting::Paper).secret())
        .paper("next", &profile("congress-motion"));
    world.run(
        "chair open tablet\n d1 cast tablet yes\n desk assist tablet d2
         chair change-casting tablet hands next no power
         chair open next\n chair close next
         desk enter next hands 3 1 0\n scrutineer enter next hands 3 1 0\n settle
         chair declare next\n desk note next misread
         desk propose next hands 2 1 1 : recounted\n scrutineer correct next hands 2 1 1
         chair declare next
         chair open paper\n desk report paper 6\n chair explain paper issued one unsigned
         chair close paper
         desk enter paper accounts printed=8 issued=6 replaced=1 returned=5
         scrutineer enter paper accounts printed=8 issued=6 replaced=1 returned=5
         desk enter paper papers valid=3 over=1 other=1 | 2 1 0
         scrutineer enter paper papers valid=3 over=1 other=1 | 2 1 0\n settle
         chair declare paper
         chair open mixed\n d1 cast mixed yes\n desk annul mixed d1\n desk issue-paper mixed d1
         desk issue-paper mixed d2\n desk take-back mixed d2\n d2 cast mixed no\n d3 cast mixed yes
         chair close mixed
         desk enter mixed accounts printed=2 issued=1 returned=1
         scrutineer enter mixed accounts printed=2 issued=1 returned=1
         desk enter mixed papers valid=1 | 1 0 0
         scrutineer enter mixed papers valid=1 | 1 0 0\n settle
         chair open over\n chair close over
         desk enter over accounts printed=8 issued=5 returned=6
         scrutineer enter over accounts printed=8 issued=5 returned=6\n settle",
    );
    assert_eq!(world.phase("over"), "voided");
    world
}

fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, inner)| {
            places(inner, &format!("{at}/{key}"), found);
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(place, inner)| {
            places(inner, &format!("{at}/{place}"), found);
        }),
        _ => found.push(at.to_owned()),
    }
}

fn others(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(number) => {
            let n = number.as_u64().expect("not negative");
            vec![json!(n + 1), json!(n.saturating_sub(1)), json!(n + 1_000)]
        }
        Value::String(text) if text.len() == 36 => {
            let digit = if text.ends_with('1') { "2" } else { "1" };
            vec![json!(format!("{}{digit}", &text[..35])), json!(format!("{}f", &text[..35]))]
        }
        Value::String(text) => vec![json!(format!("{text}x")), json!("")],
        Value::Bool(truth) => vec![json!(!truth)],
        _ => vec![json!(0)],
    }
}

#[test]
fn every_value_of_hands_and_papers_is_bound_or_named_as_free() {
    let world = lived();
    let (mut sitting, mut free, mut tried) = (Sitting::default(), BTreeSet::new(), 0);
    let mut seen = BTreeSet::new();
    for (event, role, stamp) in world.record() {
        let value = serde_json::to_value(event).expect("data");
        let kind = value["type"].as_str().expect("a tag").to_owned();
        let mut found = Vec::new();
        if KINDS.contains(&kind.as_str()) {
            places(&value, "", &mut found);
            seen.insert(kind.clone());
        }
        for place in found {
            let typed = TYPED.contains(&kind.as_str())
                && (place.contains("tally") || place.contains("kind"));
            for other in others(value.pointer(&place).expect("found")) {
                let mut forged = value.clone();
                *forged.pointer_mut(&place).expect("found") = other;
                tried += 1;
                let Ok(forged) = serde_json::from_value::<Event>(forged) else { continue };
                let passes =
                    forged != *event && sitting.reenact(&forged, *role, stamp.at_ms).is_ok();
                if passes && !typed && !(kind == "figures_entered" && place != "/ballot") {
                    free.insert((kind.clone(), place.clone()));
                }
            }
        }
        sitting.apply(event, *stamp);
    }
    assert_eq!(seen, KINDS.map(str::to_owned).into());
    let named = FREE.iter().map(|(kind, place)| ((*kind).to_owned(), (*place).to_owned()));
    assert_eq!(free, named.collect());
    assert!(tried > 300, "{tried}");
}
