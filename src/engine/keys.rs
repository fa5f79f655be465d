//! The keys an engine works with: the vault of secret ballots, and the key that signs.
//!
//! Opening an envelope costs tens of microseconds, so a vote is opened where it arrives, before it
//! waits in the mailbox, and many are opened side by side; the sitting's task only asks what came
//! of it. What was inside is dropped at once.

use std::sync::Arc;

use dashmap::DashMap;

use crate::audit::checkpoint::key_statement;
use crate::crypto::envelope::{Binding, Envelope, SealPublicKey};
use crate::crypto::hash::Hash;
use crate::crypto::sign::SigningKey;
use crate::domain::ballot::{Ballot, Poll};
use crate::domain::command::{ChairCommand, Command, DelegateCommand, SystemCommand};
use crate::domain::ids::{BallotId, DelegateId, DrawId, SittingId};
use crate::domain::paper::excused::{Excused, NOBODY};
use crate::domain::refusal::Refusal;
use crate::domain::seal::{OpenedBox, Seal, empty_box_of, names_in_box};
use crate::domain::sheet::Sheet;
use crate::domain::sitting::Sitting;
use crate::domain::write_ins::ReadName;
use crate::engine::receipt::{Receipt, Signed};
use crate::vault::{Unopened, Vault};

/// The key that signs checkpoints and receipts, and the one before while it is being replaced.
pub struct Signer {
    /// Signs from now on.
    pub key: SigningKey,
    /// Signs only that it hands over.
    pub previous: Option<SigningKey>,
}

/// What was in one envelope; none in place of one that does not open.
type Text = Option<zeroize::Zeroizing<Vec<u8>>>;

/// Keys of one engine; cheap to clone.
#[derive(Clone, Default)]
pub struct Keys {
    /// Where the keys of secret ballots are; none: no secret ballot can be opened.
    pub vault: Option<Vault>,
    /// None: neither checkpoints nor receipts are signed.
    pub signer: Option<Arc<Signer>>,
    /// Secret ballots of this engine whose key is in the vault.
    held: Arc<DashMap<BallotId, Arc<Held>>>,
}

/// What an envelope is checked against where it arrives.
struct Held {
    seal: Seal,
    sheet: Arc<Sheet>,
}

/// What an envelope was found to be when it was opened; none: nobody could open it yet.
pub(crate) type Verdict = Option<Result<(), Refusal>>;

impl std::fmt::Debug for Keys {
    /// Without the keys.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let public = self.signer.as_ref().map(|signer| signer.key.public());
        f.debug_struct("Keys").field("signer", &public).finish_non_exhaustive()
    }
}

impl Keys {
    /// Keys of an engine.
    #[must_use]
    pub fn new(vault: Option<Vault>, signer: Option<Signer>) -> Self {
        Self { vault, signer: signer.map(Arc::new), held: Arc::default() }
    }

    /// A fresh key for a ballot about to be opened; none where no key can be kept.
    pub(crate) fn create(&self, sitting: SittingId, ballot: BallotId) -> Option<SealPublicKey> {
        match self.vault.as_ref()?.create(sitting, ballot) {
            Ok(key) => Some(key),
            Err(error) => {
                tracing::error!(%error, "failed to make the key of a secret ballot");
                None
            }
        }
    }

    /// Destroys a key. False: the vault could not, and is to be asked again.
    pub(crate) fn destroy(
        &self,
        sitting: SittingId,
        ballot: BallotId,
        key: &SealPublicKey,
    ) -> bool {
        // The ballot may have been opened with another key since.
        self.held.remove_if(&ballot, |_, held| held.seal.public_key == *key);
        let Some(vault) = &self.vault else {
            return false;
        };
        match vault.destroy(sitting, ballot, key) {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(%error, "failed to destroy the key of a secret ballot");
                false
            }
        }
    }

    /// Whether the key of a secret ballot is in the vault; none: the vault cannot say now, or there
    /// is none, which is not the same as a key that is gone.
    pub(crate) fn holds(&self, sitting: SittingId, ballot: &Ballot, seal: &Seal) -> Option<bool> {
        match self.vault.as_ref()?.holds(sitting, ballot.id, &seal.public_key) {
            Ok(true) => {
                let sheet = Arc::clone(&ballot.sheet);
                self.held.insert(ballot.id, Arc::new(Held { seal: *seal, sheet }));
                Some(true)
            }
            Ok(false) => Some(false),
            Err(error) => {
                tracing::error!(%error, "failed to look for the key of a secret ballot");
                None
            }
        }
    }

    /// Opens the envelope of a sealed vote and reads the paper against its form.
    pub(crate) fn examine(&self, command: &Command) -> Verdict {
        let Command::Delegate(delegate, cast) = command else {
            return None;
        };
        let DelegateCommand::CastSealed { ballot, revision, envelope, .. } = cast else {
            return None;
        };
        let held = self.held.get(ballot).map(|held| Arc::clone(&held))?;
        let text = self.open(&held.seal, *ballot, *delegate, *revision, envelope)?;
        Some(match text {
            Some(text) => held.sheet.form.read(&text).map(drop),
            None => Err(Refusal::EnvelopeUnreadable),
        })
    }

    /// As [`Keys::examine`], of somebody who is recused from some rows: the paper is read as the
    /// state asks at this moment, which nobody knew where it arrived.
    pub(crate) fn examine_excused(&self, sitting: &Sitting, command: &Command) -> Option<Verdict> {
        let Command::Delegate(delegate, cast) = command else {
            return None;
        };
        let DelegateCommand::CastSealed { ballot, revision, envelope, .. } = cast else {
            return None;
        };
        let found = sitting.ballot(*ballot)?;
        let (poll, form) = (found.phase.poll()?, &found.sheet.form);
        let (seal, excused) = (poll.seal?.seal, poll.excused(*delegate));
        if excused.is_empty() {
            return None;
        }
        let text = self.open(&seal, *ballot, *delegate, *revision, envelope);
        Some(text.map(|text| match text {
            Some(text) => form.read_for(&text, excused).map(drop),
            None => Err(Refusal::EnvelopeUnreadable),
        }))
    }

    /// As [`Keys::examine`], for an envelope that arrived before this engine knew the key: looks for
    /// it first.
    pub(crate) fn examine_late(
        &self,
        id: SittingId,
        sitting: &Sitting,
        command: &Command,
    ) -> Verdict {
        if let Command::Delegate(_, DelegateCommand::CastSealed { ballot, .. }) = command {
            let ballot = sitting.ballot(*ballot)?;
            self.holds(id, ballot, &ballot.phase.poll()?.seal?.seal);
        }
        self.examine(command)
    }

    /// Whether `command` resumes a secret ballot whose key is not lost, but not here either: nobody
    /// could vote in it.
    pub(crate) fn resumes_in_vain(
        &self,
        id: SittingId,
        sitting: &Sitting,
        command: &Command,
    ) -> bool {
        let Command::Chair(ChairCommand::Resume { ballot }) = command else {
            return false;
        };
        let ballot = sitting.ballot(*ballot);
        let seal = ballot.and_then(|found| Some((found, found.phase.poll()?.seal?)));
        seal.filter(|(_, seal)| seal.is_held())
            .is_some_and(|(found, seal)| self.holds(id, found, &seal.seal) != Some(true))
    }

    /// The text in one envelope; `Some(None)`: it does not open. None: there is no key.
    fn open(
        &self,
        seal: &Seal,
        ballot: BallotId,
        delegate: DelegateId,
        revision: u32,
        envelope: &Envelope,
    ) -> Option<Option<zeroize::Zeroizing<Vec<u8>>>> {
        let binding = Binding {
            manifest: seal.manifest,
            ballot: *ballot.0.as_bytes(),
            delegate: *delegate.0.as_bytes(),
            revision,
        };
        let vault = self.vault.as_ref()?;
        match vault.open_envelope(&seal.public_key, &binding, envelope, seal.pad_len) {
            Ok(text) => Some(Some(text)),
            Err(Unopened::Bad(_)) => Some(None),
            Err(Unopened::NoKey) => None,
        }
    }

    /// Empties the box of a closed (or, for running totals, open) secret ballot: opens every envelope
    /// that counts and adds the papers up. `groups` is [`Sitting::envelope_groups`]. None: it is not a
    /// secret ballot, or there is no key.
    ///
    /// Blocking, on all cores: some tens of microseconds for each envelope.
    #[must_use]
    pub fn empty_box(&self, ballot: &Ballot, groups: &[usize]) -> Option<OpenedBox> {
        let texts = self.open_all(ballot)?;
        let texts = of_voters(ballot, &texts).zip(groups);
        let texts = texts.map(|((text, excused), group)| (text, excused, *group));
        Some(empty_box_of(&ballot.sheet, &ballot.rulings(), texts))
    }

    /// Reads the names written in on the papers of a closed secret ballot, and nothing else. None:
    /// there is no key. Blocking, as [`Keys::empty_box`].
    #[must_use]
    pub fn read_names(&self, ballot: &Ballot) -> Option<Vec<ReadName>> {
        let texts = self.open_all(ballot)?;
        Some(names_in_box(&ballot.sheet, of_voters(ballot, &texts)))
    }

    /// The text of every envelope that counts; none in place of one that does not open.
    fn open_all(&self, ballot: &Ballot) -> Option<Vec<Text>> {
        let poll = ballot.phase.poll()?;
        let seal = poll.seal?.seal;
        let envelopes: Vec<_> = poll.envelopes().collect();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let share = envelopes.len().div_ceil(cores).max(1);
        let open_all = |part: &[(DelegateId, u32, &Envelope)]| -> Option<Vec<_>> {
            let open = |(delegate, revision, envelope): &(DelegateId, u32, &Envelope)| {
                self.open(&seal, ballot.id, *delegate, *revision, envelope)
            };
            part.iter().map(open).collect()
        };
        let texts: Option<Vec<_>> = std::thread::scope(|scope| {
            let parts: Vec<_> =
                envelopes.chunks(share).map(|part| scope.spawn(|| open_all(part))).collect();
            parts.into_iter().map(|part| part.join().ok().flatten()).collect()
        });
        Some(texts?.into_iter().flatten().collect())
    }

    /// The command that makes our key the signing key of this sitting, when it is not yet and may
    /// become it.
    pub(crate) fn introduction(&self, id: SittingId, sitting: &Sitting) -> Option<Command> {
        let signer = self.signer.as_ref().filter(|_| sitting.head().is_some())?;
        let (key, current) = (signer.key.public(), sitting.signing_key());
        if current == Some(key) || self.is_stranger(sitting) {
            return None;
        }
        let statement = key_statement(id, current.as_ref(), &key);
        let by_previous = current.and(signer.previous.as_ref()).map(|old| old.sign(&statement));
        let by_key = signer.key.sign(&statement);
        Some(Command::System(SystemCommand::SetSigningKey { key, by_previous, by_key }))
    }

    /// Whether the record is signed by a key that we can neither use nor replace.
    pub(crate) fn is_stranger(&self, sitting: &Sitting) -> bool {
        let (Some(signer), Some(current)) = (&self.signer, sitting.signing_key()) else {
            return false;
        };
        let ours = [Some(&signer.key), signer.previous.as_ref()];
        !ours.into_iter().flatten().any(|key| key.public() == current)
    }

    /// The key that signs for this sitting now.
    pub(crate) fn signing(&self, sitting: &Sitting) -> Option<&SigningKey> {
        let key = &self.signer.as_ref()?.key;
        (sitting.signing_key() == Some(key.public())).then_some(key)
    }

    /// Secrets of a draw, by the key that signs and by the one before. Ed25519 signs the same bytes
    /// the same way (RFC 8032), so a secret needs no place of its own, outlives every process and
    /// every loss of power, and is the same on all servers of a hall. The signature itself is shown
    /// to nobody, only its hash.
    pub(crate) fn draw_secrets(
        &self,
        sitting: SittingId,
        draw: DrawId,
    ) -> impl Iterator<Item = Hash> {
        let text = format!("plenum draw secret\n{sitting}\n{draw}\n");
        let keys = self
            .signer
            .iter()
            .flat_map(|signer| [Some(&signer.key), signer.previous.as_ref()].into_iter().flatten());
        keys.map(move |key| Hash::of(&key.sign(text.as_bytes()).0))
    }

    /// Signs a receipt, where there is a key to sign with.
    pub(crate) fn sign_receipt(&self, sitting: SittingId, receipt: &mut Receipt) {
        receipt.signed = self.signer.as_ref().map(|signer| {
            let signature = signer.key.sign(&receipt.statement(sitting));
            Signed { key: signer.key.public(), signature }
        });
    }
}

/// Each text with the rows that its voter is recused from; `texts` as [`Keys::open_all`] gives them.
fn of_voters<'a>(
    ballot: &'a Ballot,
    texts: &'a [Text],
) -> impl Iterator<Item = (Option<&'a [u8]>, &'a Excused)> {
    let poll = ballot.phase.poll();
    let voters = poll.into_iter().flat_map(Poll::envelopes);
    texts.iter().zip(voters).map(move |(text, (voter, ..))| {
        let excused = poll.map_or(&NOBODY, |poll| poll.excused(voter));
        (text.as_deref().map(Vec::as_slice), excused)
    })
}
