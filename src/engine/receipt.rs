//! What a person gets back for a vote: proof of one recorded act.

use crate::crypto::hash::Hash;
use crate::crypto::sign::{Signature, VerifyKey};
use crate::domain::ballot::Content;
use crate::domain::ids::{BallotId, CastId, SittingId};
use crate::domain::seal::paper_text;

/// Proof of one recorded act. Of a secret ballot it holds nothing that depends on the choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// In which ballot.
    pub ballot: BallotId,
    /// Which act.
    pub cast_id: CastId,
    /// 1 for the first.
    pub revision: u32,
    /// Place in the record.
    pub seq: u64,
    /// When, UTC ms.
    pub at_ms: u64,
    /// Hash of the record.
    pub hash: Hash,
    /// What this act put into the box: the hash of the envelope, or of the paper's canonical JSON
    /// in a recorded ballot; none for an act that a later one of the same person has replaced.
    pub content: Option<Hash>,
    /// The server's signature over [`Receipt::statement`]; none where it has no key.
    pub signed: Option<Signed>,
}

/// A signature with the key it is by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Whose.
    pub key: VerifyKey,
    /// Over the statement.
    pub signature: Signature,
}

impl Receipt {
    /// The bytes that are signed: the act, what it holds, and its place.
    #[must_use]
    pub fn statement(&self, sitting: SittingId) -> Vec<u8> {
        let Self { ballot, cast_id, revision, seq, hash, .. } = self;
        let content = self.content.map_or("-".to_owned(), |content| content.to_string());
        format!(
            "plenum receipt\n{sitting}\n{ballot}\n{cast_id}\n{revision}\n{content}\n{seq}\n{hash}\n"
        )
        .into_bytes()
    }
}

/// SHA-256 of the envelope, or of the paper's canonical JSON in a recorded ballot.
#[must_use]
pub(super) fn content_hash(content: &Content) -> Hash {
    match content {
        Content::Paper(paper) => Hash::of(&paper_text(paper)),
        Content::Sealed(envelope) => envelope.hash(),
    }
}
