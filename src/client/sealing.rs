//! Sealing a paper, as a tablet does it.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::crypto::envelope::{Binding, SealPublicKey, seal};
use crate::crypto::hash::Hash;
use crate::domain::ids::{BallotId, DelegateId};
use crate::domain::paper::RawPaper;
use crate::domain::seal::paper_text;
use crate::domain::sheet::Sheet;

/// The parts of a manifest that a client needs.
#[derive(Deserialize)]
struct Manifest {
    ballot: BallotId,
    sheet: Sheet,
    pad_len: u32,
}

/// Fields of a `cast_sealed` for a ballot view with a seal: the paper, sealed as the delegate's
/// revision `revision`. None: the view, the manifest and the paper do not fit each other.
///
/// # Panics
/// When the operating system has no randomness.
#[must_use]
pub fn sealed(
    ballot: &Value,
    delegate: DelegateId,
    revision: u32,
    paper: &Value,
    cast_id: uuid::Uuid,
) -> Option<Value> {
    let view = &ballot["seal"];
    let text = view["manifest"].as_str()?;
    let hash = Hash::of(text.as_bytes());
    let manifest: Manifest = serde_json::from_str(text).ok()?;
    let same = view["hash"] == hash.to_string() && ballot["id"] == json!(manifest.ballot);
    let raw: RawPaper = serde_json::from_value(paper.clone()).ok()?;
    let paper = manifest.sheet.form.parse(&raw).ok().filter(|_| same)?;
    let key: SealPublicKey = view["public_key"].as_str()?.parse().ok()?;
    let binding = Binding {
        manifest: hash,
        ballot: *manifest.ballot.0.as_bytes(),
        delegate: *delegate.0.as_bytes(),
        revision,
    };
    let envelope = seal(&key, &binding, &paper_text(&paper), manifest.pad_len, random()).ok()?;
    Some(json!({
        "ballot": manifest.ballot, "cast_id": cast_id, "revision": revision, "envelope": envelope,
    }))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the ephemeral key of an envelope must be unknown to everybody"
)]
fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("without randomness there are no secrets");
    bytes
}
