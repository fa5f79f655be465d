//! What an insider would do with the store, and with the signing key.

use plenum::audit::checkpoint::Checkpoint;
use plenum::crypto::hash::Hash;
use plenum::domain::ids::SittingId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::author::{Good, signing_key};
use super::forge::{Forgery, Signs};
use super::mutant::Corpus;

const ROLES: [&str; 5] = ["delegate", "chair", "operator", "scrutineer", "system"];

pub(super) fn add_all(good: &Good, corpus: &mut Corpus) {
    let plain = Forgery::new(good, Signs::Anew);
    assert_eq!(plain.write(), good.bundle, "unchanged records give the same bundle");
    results(good, corpus);
    roles(good, corpus);
    rows(good, corpus);
    checkpoints(good, corpus);
    secrecy(good, corpus);
    spellings(good, corpus);
    shorter(good, corpus);
}

/// A bundle of a changed forgery.
fn forged(good: &Good, signs: Signs, change: impl FnOnce(&mut Forgery)) -> Vec<u8> {
    let mut forgery = Forgery::new(good, signs);
    change(&mut forgery);
    forgery.write()
}

/// What is changed in a count, and how.
type Change = (&'static str, fn(&mut Value));

/// Another result over the same papers.
fn results(good: &Good, corpus: &mut Corpus) {
    let classes = [(Signs::Not, "result changed"), (Signs::Anew, "result changed, stolen key")];
    for (signs, class) in classes {
        let plain = Forgery::new(good, signs);
        let corrected = plain.places("count_corrected");
        for place in plain.places("ballot_counted").into_iter().chain(corrected) {
            let changes: [Change; 7] = [
                ("outcome", |count| swap_first(&mut count["outcome"]["rows"])),
                ("tally", |count| swap_first(tally(count))),
                ("one vote more", |count| add(&mut tally(count)[0], 1)),
                ("voted", |count| add(&mut count["turnout"]["voted"], 1)),
                ("papers", |count| add(&mut count["papers"]["valid"], 1)),
                ("overflow", |count| tally(count)[0] = json!(u32::MAX)),
                ("no result", |count| count["outcome"] = json!({"kind": "no_result"})),
            ];
            for (what, change) in changes {
                let mut forgery = Forgery::new(good, signs);
                let before = forgery.records[place].clone();
                change(&mut forgery.event(place)["count"]);
                let name = format!("{} record {place} {what}", good.name);
                if forgery.records[place] != before {
                    corpus.add(class, name, forgery.write(), 1);
                }
            }
        }
    }
}

fn tally(count: &mut Value) -> &mut Value {
    let tally = &mut count["tally"];
    match tally["form"].as_str().expect("a form") {
        "marks" => &mut tally["rows"][0]["votes"],
        "ranks" => &mut tally["rows"][0]["ranks"],
        // A score and how many gave it.
        "scores" => &mut tally["rows"][0]["scores"][0],
        "text" => &mut tally["answered"],
        _ => &mut tally["votes"],
    }
}

fn swap_first(list: &mut Value) {
    if let Some(list) = list.as_array_mut().filter(|list| list.len() > 1) {
        list.swap(0, 1);
    } else if let Some(adopted) = list[0]["adopted"].as_bool() {
        list[0]["adopted"] = json!(!adopted);
    }
}

fn add(value: &mut Value, more: u64) {
    *value = json!(value.as_u64().unwrap() + more);
}

/// An act by somebody whose act it is not.
fn roles(good: &Good, corpus: &mut Corpus) {
    let places = 0..Forgery::new(good, Signs::Anew).records.len();
    for place in places.filter(|place| corpus.takes(*place, 2)).collect::<Vec<_>>() {
        let bundle = forged(good, Signs::Anew, |forgery| {
            let by = forgery.records[place]["by"].as_str().unwrap();
            let at = ROLES.iter().position(|role| *role == by).unwrap();
            // The desk may draft what the chair may, so that this change would be none.
            let at = match forgery.records[place]["event"]["type"] == "ballot_drafted" {
                true => ROLES.iter().position(|role| *role == "operator").unwrap(),
                false => at,
            };
            forgery.records[place]["by"] = json!(ROLES[(at + 1) % ROLES.len()]);
        });
        corpus.add("role changed, stolen key", format!("{} {place}", good.name), bundle, 1);
    }
}

/// Records taken out, doubled and moved, with everything else fitting.
fn rows(good: &Good, corpus: &mut Corpus) {
    let records = Forgery::new(good, Signs::Anew).records.len();
    for place in 0..records {
        let name = format!("{} record {place}", good.name);
        let taken = forged(good, Signs::Anew, |forgery| drop(forgery.records.remove(place)));
        if corpus.takes(place, 4) {
            let class = "record taken out, stolen key, anchored";
            corpus.anchored(class, &name, taken.clone(), &good.whole, 1);
        }
        corpus.alike("record taken out, stolen key", &name, taken);
        if !corpus.takes(place, 3) {
            continue;
        }
        let doubled = forged(good, Signs::Anew, |forgery| {
            let record = forgery.records[place].clone();
            forgery.records.insert(place, record);
        });
        corpus.alike("record doubled, stolen key", &name, doubled);
        let moved = forged(good, Signs::Anew, |forgery| {
            let record = forgery.records.remove(place);
            forgery.records.insert((place + 3) % records, record);
        });
        corpus.alike("record moved, stolen key", &name, moved);
        let taken = forged(good, Signs::Not, |forgery| drop(forgery.records.remove(place)));
        corpus.alike("record taken out, chain anew", &name, taken);
    }
}

fn checkpoints(good: &Good, corpus: &mut Corpus) {
    let class = "checkpoint or key forged";
    let sitting: SittingId = serde_json::from_value(json!(Uuid::from_u128(99))).unwrap();
    let (thief, nobody) = (signing_key(99), json!(signing_key(98).public()));
    let forgery = Forgery::new(good, Signs::Not);
    for place in forgery.places("checkpoint_signed") {
        let old = &forgery.records[place]["event"];
        let key = (1..=60).map(signing_key).find(|key| json!(key.public()) == old["key"]).unwrap();
        let root: Hash = serde_json::from_value(old["root"].clone()).unwrap();
        let checkpoint = Checkpoint { size: old["size"].as_u64().unwrap(), root };
        let own: SittingId = serde_json::from_value(forgery.records[0]["sitting"].clone()).unwrap();
        let other = Checkpoint { root: Hash::of(b"another record"), ..checkpoint };
        let smaller = Checkpoint { size: checkpoint.size - 1, ..checkpoint };
        let forged_events = [
            ("of another sitting", json!(checkpoint.sign(sitting, &key)), Value::Null, checkpoint),
            ("by a thief", json!(checkpoint.sign(own, &thief)), json!(thief.public()), checkpoint),
            ("under another name", json!(checkpoint.sign(own, &thief)), Value::Null, checkpoint),
            ("by nobody", old["signature"].clone(), nobody.clone(), checkpoint),
            ("of another record", json!(other.sign(own, &key)), Value::Null, other),
            ("of another size", json!(smaller.sign(own, &key)), Value::Null, smaller),
        ];
        for (what, signature, key, checkpoint) in forged_events {
            let bundle = forged(good, Signs::Not, |forgery| {
                let event = forgery.event(place);
                event["signature"] = signature;
                event["root"] = json!(checkpoint.root);
                event["size"] = json!(checkpoint.size);
                if !key.is_null() {
                    event["key"] = key;
                }
            });
            corpus.add(class, format!("{} record {place} {what}", good.name), bundle, 1);
        }
    }
    for place in forgery.places("signing_key_set") {
        let fields = ["key", "previous", "by_previous", "by_key"];
        for (at, field) in fields.into_iter().enumerate() {
            let value = match &forgery.records[place]["event"][field] {
                Value::Null if field == "previous" => json!(thief.public()),
                Value::Null => json!(thief.sign(b"anything")),
                _ if field == "key" => json!(thief.public()),
                _ if at < 3 => Value::Null,
                _ => json!(thief.sign(b"anything")),
            };
            let bundle = forged(good, Signs::Not, |forgery| forgery.event(place)[field] = value);
            corpus.add(class, format!("{} record {place} {field}", good.name), bundle, 1);
        }
    }
}

/// Envelopes, their root, and the end of the key.
fn secrecy(good: &Good, corpus: &mut Corpus) {
    let forgery = Forgery::new(good, Signs::Anew);
    let (cast, closed) = (forgery.places("envelope_cast"), forgery.places("ballot_closed"));
    for pair in cast.windows(2) {
        let bundle = forged(good, Signs::Anew, |forgery| {
            let first = forgery.event(pair[0])["envelope"].take();
            let second = std::mem::replace(&mut forgery.event(pair[1])["envelope"], first);
            forgery.event(pair[0])["envelope"] = second;
        });
        let name = format!("{} records {pair:?}", good.name);
        corpus.alike("envelopes swapped, stolen key", name, bundle);
    }
    let places =
        closed.iter().chain(&forgery.places("ballot_counted")).copied().collect::<Vec<_>>();
    for place in places {
        for field in ["envelopes", "opened"] {
            if !forgery.records[place]["event"][field].is_object() {
                continue;
            }
            let root = |forgery: &mut Forgery| {
                forgery.event(place)[field]["root"] = json!(Hash::of(b"other envelopes"));
            };
            let none = |forgery: &mut Forgery| forgery.event(place)[field] = Value::Null;
            let name = format!("{} record {place} {field}", good.name);
            corpus.add("wrong E, stolen key", &name, forged(good, Signs::Anew, root), 1);
            corpus.add("wrong E, stolen key", &name, forged(good, Signs::Anew, none), 1);
        }
    }
    for place in forgery.places("key_destroyed") {
        let name = format!("{} record {place}", good.name);
        let other = forged(good, Signs::Anew, |forgery| {
            forgery.event(place)["key_hash"] = json!(Hash::of(b"another key"));
        });
        corpus.add("another key destroyed, stolen key", &name, other, 1);
        let followed = forgery.records[place..].iter().any(|record| {
            record["event"]["type"] == "ballot_declared"
                || record["event"]["type"] == "ballot_opened"
        });
        let removed = forged(good, Signs::Anew, |forgery| drop(forgery.records.remove(place)));
        let code = if followed { 1 } else { 2 };
        corpus.add("key_destroyed taken out, stolen key", &name, removed, code);
    }
}

/// The same record in another spelling, with the chain over that spelling.
fn spellings(good: &Good, corpus: &mut Corpus) {
    let forgery = Forgery::new(good, Signs::Anew);
    let bundle = String::from_utf8(good.bundle.clone()).unwrap();
    let lines: Vec<&str> = bundle.lines().skip(1).collect();
    for (place, line) in lines.iter().enumerate() {
        let spelt = [
            line.replacen(',', ", ", 1),
            line.replacen("{\"at_ms\"", "{\"v\":1,\"at_ms\"", 1),
            line.replacen("\"v\":1", "\"v\":1.0", 1),
            line.replacen("\"v\":1", "\"v\":1e0", 1),
            line.replacen("\"v\":1", "\"v\":01", 1),
            line.replacen("\"type\"", "\"\\u0074ype\"", 1),
            line.replacen("会", "\\u4f1a", 1),
            line.replacen("会", "会e\u{301}", 1),
            line.replacen("\"by\":\"chair\"", "\"by\":{\"chair\":null}", 1),
            line.replacen(":null", ":null,\"zz\":null", 1),
            line.replacen("\"seal\":null,", "", 1),
            line.replacen("\"deadline_ms\":null,", "", 1),
            line.replacen("\"0000", "\"{0000", 1),
            line.replacen("-0000-", "", 1),
            line.replacen("1/2", "01/2", 1),
            line.replacen("2/3", "+2/3", 1),
            line.replacen("\"reason\":\"", "\"reason\":\" ", 1),
            line.replacen("\"marks\":[", "\"marks\":[ ", 1),
            format!("{line} "),
            format!("{line}\r"),
            reordered(line),
        ];
        for (way, spelt) in spelt.into_iter().enumerate().filter(|(_, spelt)| spelt != line) {
            // Each way at some of the places.
            if corpus.takes(place + way, 10) {
                let mut forgery = forgery.clone();
                forgery.spelt.insert(place, spelt.into_bytes());
                let name = format!("{} record {place} way {way}", good.name);
                corpus.add("not canonical, stolen key", name, forgery.write(), 1);
            }
        }
    }
}

/// The last field of a record first.
fn reordered(line: &str) -> String {
    let (rest, wall) = line[1..line.len() - 1].rsplit_once(',').unwrap();
    format!("{{{wall},{rest}}}")
}

/// A lawful shorter record: an old backup.
fn shorter(good: &Good, corpus: &mut Corpus) {
    for records in 1..Forgery::new(good, Signs::Anew).records.len() {
        let bundle = forged(good, Signs::Anew, |forgery| forgery.records.truncate(records));
        let name = format!("{} {records} records", good.name);
        if corpus.takes(records, 3) {
            corpus.anchored("older backup, anchored", &name, bundle.clone(), &good.whole, 1);
        }
        corpus.add("older backup", &name, bundle, 2);
    }
}
