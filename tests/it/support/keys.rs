//! Keys for halls with secret ballots: a vault on a RAM filesystem, a signer, sealed papers.

use std::path::{Path, PathBuf};

use plenum::crypto::envelope::{Binding, Envelope, seal};
use plenum::crypto::hash::Hash;
use plenum::crypto::sign::SigningKey;
use plenum::domain::command::{Command, DelegateCommand};
use plenum::domain::ids::{BallotId, CastId, DelegateId};
use plenum::domain::paper::{PaperForm, RawPaper};
use plenum::domain::profile::BallotRequest;
use plenum::domain::seal::{Seal, paper_text};
use plenum::domain::sheet::Secrecy;
use plenum::engine::{Failure, Keys, Receipt, Reply, Signer};
use plenum::vault::{Options, Vault};
use tempfile::TempDir;
use uuid::Uuid;

use super::hall::{Hall, mark, motion};

/// Where the keys of one test lie, in memory; it goes with the test.
pub(crate) struct KeyRoom {
    _place: TempDir,
    folder: PathBuf,
}

impl KeyRoom {
    pub(crate) fn new() -> Self {
        let place = tempfile::Builder::new().prefix("plenum-it-").tempdir_in("/dev/shm").unwrap();
        let folder = place.path().join("keys");
        Self { _place: place, folder }
    }

    /// A vault over the folder. Another one is what the next process would have.
    pub(crate) fn vault(&self) -> Vault {
        // The machine of the tests may have swap; the rule about it has tests of its own.
        Vault::open(Options { dir: self.folder.clone(), allow_swap: true }).unwrap()
    }

    /// The keys of an engine: a vault of its own over the folder, and always the same signer.
    pub(crate) fn keys(&self) -> Keys {
        Keys::new(Some(self.vault()), Some(signer(1)))
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files of keys that are there now.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(self.folder()) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

/// Another seed is another signer.
pub(crate) fn signer(seed: u8) -> Signer {
    Signer { key: SigningKey::from_seed([seed; 32]), previous: None }
}

/// A request for a secret motion.
pub(crate) fn secret_motion(title: &str) -> BallotRequest {
    BallotRequest { secrecy: Some(Secrecy::Secret), ..motion(title) }
}

/// What a tablet needs of an open secret ballot.
#[derive(Clone)]
pub(crate) struct Sealing {
    pub(crate) ballot: BallotId,
    pub(crate) seal: Seal,
    pub(crate) form: PaperForm,
}

impl Sealing {
    pub(crate) fn binding(&self, delegate: DelegateId, revision: u32) -> Binding {
        Binding {
            manifest: self.seal.manifest,
            ballot: *self.ballot.0.as_bytes(),
            delegate: *delegate.0.as_bytes(),
            revision,
        }
    }

    /// Any text in an envelope of this delegate. The seed follows from all of it, so that the same
    /// call gives the same bytes; tests may know it.
    pub(crate) fn envelope(&self, delegate: DelegateId, revision: u32, text: &[u8]) -> Envelope {
        let binding = self.binding(delegate, revision);
        let seed = Hash::of(&[&binding.aad(), text].concat());
        seal(&self.seal.public_key, &binding, text, self.seal.pad_len, seed.0).unwrap()
    }

    /// The text of a paper that fits the form.
    pub(crate) fn text(&self, paper: &RawPaper) -> Vec<u8> {
        paper_text(&self.form.parse(paper).expect("a paper that fits"))
    }
}

/// The command that casts an envelope, with a fresh id.
pub(crate) fn cast_sealed(
    ballot: BallotId,
    delegate: DelegateId,
    revision: u32,
    envelope: Envelope,
) -> Command {
    let cast_id = CastId(Uuid::now_v7());
    let cast = DelegateCommand::CastSealed { ballot, cast_id, revision, envelope };
    Command::Delegate(delegate, cast)
}

impl Hall {
    /// How to seal for a secret ballot that has been opened.
    pub(crate) async fn sealing(&self, ballot: BallotId) -> Sealing {
        let (snapshot, _) = self.handle.follow().await.unwrap();
        let found = snapshot.sitting.ballot(ballot).expect("it is on the agenda");
        let poll = found.phase.poll().expect("it has been opened");
        let seal = poll.seal.expect("it is secret").seal;
        Sealing { ballot, seal, form: found.sheet.form.clone() }
    }

    /// Casts any text as the n-th member, sealed in good order.
    pub(crate) async fn cast_text(
        &self,
        sealing: &Sealing,
        member: usize,
        revision: u32,
        text: &[u8],
    ) -> Result<Reply, Failure> {
        let delegate = self.people[member].id;
        let envelope = sealing.envelope(delegate, revision, text);
        self.handle.submit(cast_sealed(sealing.ballot, delegate, revision, envelope)).await
    }

    /// Votes on a secret motion as the n-th member, for the first time, and returns the receipt.
    pub(crate) async fn vote_sealed(
        &self,
        sealing: &Sealing,
        member: usize,
        grade: &str,
    ) -> Receipt {
        let text = sealing.text(&mark(grade));
        match self.cast_text(sealing, member, 1, &text).await {
            Ok(Reply::Recorded(receipt)) => receipt,
            other => panic!("not recorded: {other:?}"),
        }
    }
}
