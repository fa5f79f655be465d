//! Draws as faces see them: strata, seats, digits, names. The list itself is never in a frame.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::draw::{Draw, Entry, Made, arithmetic};
use crate::domain::sitting::Sitting;
use crate::domain::text::Text;

/// For chair and desk every draw, for screens the one the hall is looking at; by number.
#[must_use]
pub fn draws(sitting: &Sitting, staff: bool) -> Value {
    if staff {
        return sitting.draws().into_iter().map(|found| draw(sitting, found)).collect();
    }
    sitting.draw_on_stage().into_iter().map(|found| draw(sitting, found)).collect()
}

/// One draw without its list.
#[must_use]
pub fn draw(sitting: &Sitting, draw: &Draw) -> Value {
    let (committed, made) = (&draw.committed, draw.made.as_ref());
    let number_of = |id| sitting.draw(id).map(|other: &Draw| other.committed.number);
    let eligible = committed.list.iter().filter(|entry| entry.eligible).count();
    let replaced = made.into_iter().flat_map(|made| &made.replaced).map(|(replaced, stamp)| {
        json!({
            "out": replaced.out, "in": replaced.incoming, "reason": replaced.reason,
            "at_ms": stamp.at_ms,
        })
    });
    json!({
        "id": committed.draw, "number": committed.number, "title": committed.title,
        "condition": committed.condition, "replaces": committed.replaces.and_then(number_of),
        "reason": committed.reason, "superseded_by": draw.superseded_by.and_then(number_of),
        "phase": if made.is_some() { "made" } else { "committed" }, "rules": committed.rules,
        "people": committed.list.len(), "eligible": eligible, "list_hash": committed.list_hash,
        "commitment": committed.commitment, "strata": strata(draw, made),
        "digits": made.map(|made| &made.made.digits), "secret": made.map(|made| made.made.secret),
        "seed": made.map(|made| made.made.seed), "committed_at_ms": draw.stamp.at_ms,
        "made_at_ms": made.map(|made| made.stamp.at_ms),
        "replaced": replaced.collect::<Vec<_>>(),
    })
}

fn strata(draw: &Draw, made: Option<&Made>) -> Value {
    let committed = &draw.committed;
    let named: BTreeMap<&Text, &Entry> = match made {
        Some(made) => {
            let drawn = made.made.result.iter().chain(&made.made.substitutes).flatten();
            let drawn: std::collections::BTreeSet<&Text> = drawn.collect();
            let entries = committed.list.iter().filter(|entry| drawn.contains(&entry.number));
            entries.map(|entry| (&entry.number, entry)).collect()
        }
        None => BTreeMap::new(),
    };
    let person = |number: &Text| {
        named.get(number).map(|entry| {
            json!({
                "number": entry.number, "title": entry.called(&committed.label),
                "note": entry.place(),
            })
        })
    };
    let lines = arithmetic(&committed.strata, &committed.rules);
    let row = |(place, (stratum, line)): (usize, (&crate::domain::draw::Stratum, _))| {
        let line: &crate::domain::draw::Arithmetic = line;
        let drawn = made.map(|made| &made.standing[place]);
        json!({
            "name": stratum.name(), "people": stratum.people, "seats": stratum.seats,
            "by_lot": stratum.by_lot, "arithmetic": {"zh": line.zh, "en": line.en},
            "drawn_seats": made.map(|made| made.made.seats[place]),
            "drawn": drawn.into_iter().flatten().filter_map(person).collect::<Vec<_>>(),
            "substitutes": made.into_iter().flat_map(|made| made.waiting(place))
                .filter_map(person).collect::<Vec<_>>(),
        })
    };
    committed.strata.iter().zip(&lines).enumerate().map(row).collect()
}
