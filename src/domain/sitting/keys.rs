//! Keys and signatures as acts of the record: what became of a ballot's key, which key signs, and
//! what it has signed. Signatures themselves are checked where the tree is known (`audit`).

use crate::crypto::envelope::SealPublicKey;
use crate::crypto::hash::Hash;
use crate::crypto::sign::{Signature, VerifyKey};
use crate::domain::ballot::{Phase, Poll};
use crate::domain::event::Event;
use crate::domain::ids::BallotId;
use crate::domain::refusal::Refusal;
use crate::domain::seal::{KeyState, Seal};
use crate::domain::sitting::{Decision, Sitting};

impl Sitting {
    /// Records that the key of a finished secret ballot is destroyed.
    pub(super) fn destroy_key(&self, ballot: BallotId) -> Result<Decision, Refusal> {
        let found = self.find(ballot)?;
        let finished = found.phase.counting().is_some() || found.phase.is_voided();
        let seal = found.phase.poll().and_then(held).filter(|_| finished);
        let key_hash = seal.ok_or(Refusal::NotDue)?.public_key.hash();
        Ok(Decision::event(Event::KeyDestroyed { ballot, key_hash }))
    }

    /// Records that the key of a secret ballot is gone before its count.
    pub(super) fn lose_key(&self, ballot: BallotId) -> Result<Decision, Refusal> {
        let seal = match &self.find(ballot)?.phase {
            Phase::Suspended(poll, _) | Phase::Closed(poll, _) => held(poll),
            _ => None,
        };
        let key_hash = seal.ok_or(Refusal::NotDue)?.public_key.hash();
        Ok(Decision::event(Event::KeyLost { ballot, key_hash }))
    }

    pub(super) fn set_signing_key(
        &self,
        key: VerifyKey,
        by_previous: Option<Signature>,
        by_key: Signature,
    ) -> Result<Decision, Refusal> {
        if self.signing_key == Some(key) {
            return Err(Refusal::AlreadyDone);
        }
        let previous = self.signing_key;
        if previous.is_some() != by_previous.is_some() {
            return Err(Refusal::NotDue);
        }
        Ok(Decision::event(Event::SigningKeySet { key, previous, by_previous, by_key }))
    }

    pub(super) fn checkpoint(
        &self,
        root: Hash,
        key: VerifyKey,
        signature: Signature,
    ) -> Result<Decision, Refusal> {
        if self.signing_key != Some(key) {
            return Err(Refusal::NotDue);
        }
        let size = self.last.map_or(0, |last| last.seq + 1);
        Ok(Decision::event(Event::CheckpointSigned { size, root, key, signature }))
    }

    /// Secret ballots whose key must exist: until the count, or until it is recorded as destroyed.
    #[must_use]
    pub fn keys_held(&self) -> Vec<(BallotId, SealPublicKey)> {
        let key = |poll: &Poll| held(poll).map(|seal| seal.public_key);
        let of = |ballot: &crate::domain::ballot::Ballot| {
            Some((ballot.id, ballot.phase.poll().and_then(key)?))
        };
        self.ballots.values().filter_map(of).collect()
    }

    /// A finished secret ballot whose key is still recorded as held: to be destroyed.
    #[must_use]
    pub fn key_to_destroy(&self) -> Option<(BallotId, SealPublicKey)> {
        self.keys_held().into_iter().find(|(ballot, _)| self.destroy_key(*ballot).is_ok())
    }
}

fn held(poll: &Poll) -> Option<Seal> {
    poll.seal.filter(|seal| seal.key == KeyState::Held).map(|seal| seal.seal)
}
