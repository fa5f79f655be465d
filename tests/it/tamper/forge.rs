//! Changes by somebody who writes the file anew: the chain and the header fit whatever the records
//! say, and with the stolen signing key so do the checkpoints.

use std::collections::BTreeMap;

use plenum::audit::checkpoint::{Checkpoint, key_statement};
use plenum::crypto::canonical;
use plenum::crypto::hash::Hash;
use plenum::crypto::merkle::{self, Frontier};
use plenum::crypto::sign::SigningKey;
use plenum::domain::ids::SittingId;
use serde_json::{Value, json};

use super::author::{Good, signing_key};

/// The records of a bundle as values, and its header.
#[derive(Clone)]
pub(super) struct Forgery {
    header: Value,
    pub(super) records: Vec<Value>,
    /// Bytes to write in the place of the canonical ones.
    pub(super) spelt: BTreeMap<usize, Vec<u8>>,
    pub(super) signs: Signs,
    /// Certificates and declarations name the count as it is now.
    pub(super) follows_counts: bool,
}

/// Whether the forger has the signing keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Signs {
    /// Checkpoints stay as they were.
    Not,
    /// Every checkpoint and every change of key is signed anew.
    Anew,
}

impl Forgery {
    pub(super) fn new(good: &Good, signs: Signs) -> Self {
        let mut lines = good.bundle.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let mut value = || lines.next().map(|line| serde_json::from_slice(line).unwrap());
        let header = value().unwrap();
        let records = std::iter::from_fn(value).collect();
        Self { header, records, spelt: BTreeMap::new(), signs, follows_counts: true }
    }

    /// Places of the records of this type.
    pub(super) fn places(&self, kind: &str) -> Vec<usize> {
        let is = |place: &usize| self.records[*place]["event"]["type"] == kind;
        (0..self.records.len()).filter(is).collect()
    }

    pub(super) fn event(&mut self, place: usize) -> &mut Value {
        &mut self.records[place]["event"]
    }

    /// The bundle, as a server would have written it.
    pub(super) fn write(&self) -> Vec<u8> {
        let sitting: SittingId = serde_json::from_value(self.header["sitting"].clone()).unwrap();
        let (mut tree, mut prev, mut lines) = (Frontier::default(), Hash::ZERO, Vec::new());
        let mut counts = BTreeMap::new();
        for (place, record) in self.records.iter().enumerate() {
            let mut record = record.clone();
            record["seq"] = json!(place);
            record["prev"] = json!(prev);
            let ballot = record["event"]["ballot"].to_string();
            if self.follows_counts
                && let Some(counted) = counts.get(&ballot)
                && record["event"]["counted"].is_string()
            {
                record["event"]["counted"] = json!(counted);
            }
            if self.signs == Signs::Anew {
                sign(&mut record["event"], sitting, &tree);
            }
            let canonical = canonical::to_bytes(&record)
                .unwrap_or_else(|_| serde_json::to_vec(&record).expect("a value can be written"));
            let bytes = match self.spelt.get(&place) {
                Some(spelt) => respelt(spelt, &canonical),
                None => canonical,
            };
            prev = Hash::of(&bytes);
            let kind = record["event"]["type"].as_str();
            if matches!(kind, Some("ballot_counted" | "count_corrected")) {
                counts.insert(ballot, prev);
            }
            tree.push(merkle::leaf(&bytes));
            lines.push(bytes);
        }
        let mut header = self.header.clone();
        header["records"] = json!(lines.len());
        header["head"] = json!(prev);
        lines.insert(0, canonical::to_bytes(&header).unwrap());
        lines.iter().flat_map(|line| [line.as_slice(), b"\n"]).collect::<Vec<_>>().concat()
    }
}

/// A spelling that was made for the old number and hash of a record, with the new ones.
fn respelt(spelt: &[u8], canonical: &[u8]) -> Vec<u8> {
    const PREV: &str = "\"prev\":\"";
    let (spelt, canonical) = (String::from_utf8_lossy(spelt), String::from_utf8_lossy(canonical));
    let value = |text: &str| text.find(PREV).map(|at| at + PREV.len());
    match (value(&spelt), value(&canonical)) {
        (Some(at), Some(from)) if spelt.len() >= at + 64 => {
            let mut text = spelt.to_string();
            text.replace_range(at..at + 64, &canonical[from..from + 64]);
            text.into_bytes()
        }
        _ => spelt.as_bytes().to_vec(),
    }
}

fn sign(event: &mut Value, sitting: SittingId, tree: &Frontier) {
    let known = |key: &Value| (1..=60).map(signing_key).find(|known| json!(known.public()) == *key);
    match event["type"].as_str() {
        Some("checkpoint_signed") => {
            if let Some(key) = known(&event["key"]) {
                let checkpoint = Checkpoint { size: tree.len(), root: tree.root() };
                event["size"] = json!(checkpoint.size);
                event["root"] = json!(checkpoint.root);
                event["signature"] = json!(checkpoint.sign(sitting, &key));
            }
        }
        Some("signing_key_set") => {
            let (new, old) = (known(&event["key"]), known(&event["previous"]));
            let old_key = old.as_ref().map(SigningKey::public);
            if let Some(new) = new {
                let statement = key_statement(sitting, old_key.as_ref(), &new.public());
                event["by_key"] = json!(new.sign(&statement));
                if let Some(old) = old {
                    event["by_previous"] = json!(old.sign(&statement));
                }
            }
        }
        _ => {}
    }
}
