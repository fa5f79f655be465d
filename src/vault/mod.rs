//! The private keys of open secret ballots: in locked memory, and one file each on a filesystem
//! that lives in RAM and is not swapped. They reach no disk, database, log or core dump, survive a
//! kill of every process, and are gone with the power.
//!
//! Calls block: a file here is 85 bytes in memory, read or written in microseconds, so it is not
//! worth a second thread. One lock covers memory and files, so that a key which is being destroyed
//! cannot be read back by another task.

mod file;
mod host;

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use region::LockGuard;
use zeroize::Zeroizing;

use self::file::KeyFile;
use crate::crypto::envelope::{
    Binding, Envelope, OpenError, SealPrivateKey, SealPublicKey, open as open_sealed,
};
use crate::domain::ids::{BallotId, SittingId};

/// Most keys in one vault, those of other processes over the same folder among them. A sitting has
/// one open ballot at a time; with this many, keys are not being destroyed.
pub const KEYS_MAX: usize = 1_000;

/// Where a vault keeps its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// A folder on tmpfs or ramfs, owned by the user of this process with mode 0700. It is made
    /// when it is not there; its parent must be. Default `/dev/shm/plenum-<uid>`.
    ///
    /// Below `/dev/shm` the user should be a system user: systemd-logind removes there what belongs
    /// to a person when the last session of that person ends (logind.conf(5), RemoveIPC).
    pub dir: PathBuf,
    /// Accept a folder whose pages may be swapped out, for machines where swap is encrypted or
    /// lies in compressed memory. Default false.
    pub allow_swap: bool,
}

impl Default for Options {
    fn default() -> Self {
        let user = rustix::process::geteuid();
        Self { dir: format!("/dev/shm/plenum-{user}").into(), allow_swap: false }
    }
}

/// Why the folder of a vault is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is a symbolic link or no folder.
    #[error("it is not a folder itself")]
    NotAFolder,
    /// It belongs to another user.
    #[error("it belongs to another user")]
    Owner,
    /// Its group or others have some permission.
    #[error("its mode is not 0700")]
    Mode,
    /// It is on no filesystem that lives in memory.
    #[error("it is on a disk; a tmpfs or ramfs is needed")]
    OnDisk,
    /// The machine swaps, and the filesystem is not mounted with `noswap`.
    #[error("the machine has swap; mount a tmpfs with noswap, turn swap off, or allow it")]
    Swap,
}

/// Why the vault could not do its work. Names no key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Private keys would not be safe in this folder.
    #[error("failed to use {} for keys: {fault}", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What is wrong with it.
        fault: Fault,
    },
    /// There are [`KEYS_MAX`] keys already.
    #[error("the vault holds {KEYS_MAX} keys already")]
    Full,
    /// The operating system refused.
    #[error("failed to {act}: {source}")]
    Io {
        /// What was tried.
        act: &'static str,
        /// What the operating system said.
        source: io::Error,
    },
}

impl VaultError {
    fn io<E: Into<io::Error>>(act: &'static str) -> impl FnOnce(E) -> Self {
        move |source| Self::Io { act, source: source.into() }
    }
}

/// Why an envelope was not opened. Says nothing of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unopened {
    /// The key is not in memory: never made here, not asked for with [`Vault::holds`], or
    /// destroyed.
    #[error("the key is not here")]
    NoKey,
    /// The envelope is not a readable one.
    #[error(transparent)]
    Bad(#[from] OpenError),
}

/// Handle of a vault; clones share it. Dropping the last one overwrites the keys in memory and
/// leaves the files, from which the next process goes on.
#[derive(Clone)]
pub struct Vault(Arc<Shared>);

struct Shared {
    /// For messages only: every file is reached through `folder`.
    dir: PathBuf,
    folder: File,
    keys: Mutex<HashMap<SealPublicKey, Arc<Held>>>,
    /// Whether it was said that memory could not be locked.
    lock_warned: AtomicBool,
}

/// A key in memory. The lock goes first, so that memory is never unlocked after it was given back;
/// the key overwrites itself right behind it.
struct Held {
    sitting: SittingId,
    ballot: BallotId,
    _lock: Option<LockGuard>,
    key: SealPrivateKey,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys = self.keys().len();
        f.debug_struct("Vault").field("dir", &self.0.dir).field("keys", &keys).finish()
    }
}

/// How many whole key files are in the folder of a vault, for a person who looks; makes and changes
/// nothing. `None`: there is no such folder yet.
///
/// # Errors
/// As [`Vault::open`]: what would keep a server from using the folder.
pub fn count(options: &Options) -> Result<Option<usize>, VaultError> {
    let folder = match host::look(options) {
        Ok(folder) => folder,
        Err(VaultError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let files = file::list(&folder).map_err(VaultError::io("list the keys"))?;
    Ok(Some(files.iter().filter(|entry| !entry.half).count()))
}

impl Vault {
    /// Opens the folder, making it when it is not there, and sees that keys are safe in it. The
    /// whole process makes no core dumps from here on, and only root can trace it or read those
    /// files of `/proc/<pid>` that show memory, environment or IO.
    ///
    /// # Errors
    /// [`VaultError::Folder`] or [`VaultError::Io`].
    pub fn open(options: Options) -> Result<Self, VaultError> {
        let folder = host::open_folder(&options)?;
        host::forbid_dumps().map_err(VaultError::io("turn core dumps off"))?;
        Ok(Self(Arc::new(Shared {
            dir: options.dir,
            folder,
            keys: Mutex::default(),
            lock_warned: AtomicBool::new(false),
        })))
    }

    /// Makes the key pair of a ballot, in memory and as a file, and gives the public half away.
    ///
    /// The private key is 32 bytes of the operating system as they come, which RFC 9180 section
    /// 7.1.2 allows for X25519: deriving it from a seed would leave one more copy on the stack.
    ///
    /// # Errors
    /// [`VaultError::Full`] or [`VaultError::Io`]; then nothing was made.
    pub fn create(
        &self,
        sitting: SittingId,
        ballot: BallotId,
    ) -> Result<SealPublicKey, VaultError> {
        let mut keys = self.keys();
        let files = file::list(&self.0.folder).map_err(VaultError::io("list the keys"))?.len();
        if files.max(keys.len()) >= KEYS_MAX {
            return Err(VaultError::Full);
        }
        let private = SealPrivateKey::from_bytes(&*random()?);
        let public = private.public();
        let name = KeyFile { sitting, ballot, key_hash: public.hash() };
        file::write(&self.0.folder, name, &private).map_err(VaultError::io("write a key"))?;
        keys.insert(public, self.hold(sitting, ballot, private));
        Ok(public)
    }

    /// Whether the private half of `key` is here for this ballot: in memory, or in its file, from
    /// which it is then taken into memory. A damaged file, or one of another ballot or user, counts
    /// as absent.
    ///
    /// # Errors
    /// [`VaultError::Io`] when it could not be seen, which is not the same as absent: a key that is
    /// recorded as lost costs the ballot.
    pub fn holds(
        &self,
        sitting: SittingId,
        ballot: BallotId,
        key: &SealPublicKey,
    ) -> Result<bool, VaultError> {
        let mut keys = self.keys();
        if let Some(held) = keys.get(key) {
            return Ok(held.sitting == sitting && held.ballot == ballot);
        }
        let name = KeyFile { sitting, ballot, key_hash: key.hash() };
        match file::read(&self.0.folder, name).map_err(VaultError::io("read a key"))? {
            file::Found::Key(private) if private.public() == *key => {
                keys.insert(*key, self.hold(sitting, ballot, private));
                return Ok(true);
            }
            file::Found::Key(_) | file::Found::Unlawful => tracing::warn!(
                sitting.id = %sitting, ballot.id = %ballot,
                "a key file is damaged or not ours; it is left alone and counts as absent"
            ),
            file::Found::Nothing => {}
        }
        Ok(false)
    }

    /// The text in an envelope that was sealed to `key`. Only keys in memory open envelopes: those
    /// made here, and those that [`Vault::holds`] has found. Many tasks may open at once.
    ///
    /// # Errors
    /// [`Unopened`].
    pub fn open_envelope(
        &self,
        key: &SealPublicKey,
        binding: &Binding,
        envelope: &Envelope,
        pad_len: u32,
    ) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        // Cloned out of the lock: the arithmetic takes longer than everything else here.
        let held = self.keys().get(key).cloned().ok_or(Unopened::NoKey)?;
        Ok(open_sealed(&held.key, binding, envelope, pad_len)?)
    }

    /// Overwrites and removes the file of a key and forgets the key; nothing happens where there is
    /// none. An envelope that another task is just opening is still opened, and the memory of the
    /// key overwritten after it.
    ///
    /// # Errors
    /// [`VaultError::Io`] when the file may still be there; the key is out of memory all the same.
    pub fn destroy(
        &self,
        sitting: SittingId,
        ballot: BallotId,
        key: &SealPublicKey,
    ) -> Result<(), VaultError> {
        let mut keys = self.keys();
        keys.remove(key);
        let name = KeyFile { sitting, ballot, key_hash: key.hash() };
        file::erase(&self.0.folder, &name.to_string()).map_err(VaultError::io("destroy a key"))
    }

    /// Destroys every key of a sitting that is not in `keep`, and half-written files of such keys:
    /// left by an opening that never reached the record. Returns how many files it removed.
    ///
    /// For whoever drives the sitting, with the whole record read: a key that was made a moment ago
    /// for an opening still on its way to the record is one of the others.
    ///
    /// # Errors
    /// [`VaultError::Io`] when files may still be there; some may be destroyed already.
    pub fn forget_others(
        &self,
        sitting: SittingId,
        keep: &[SealPublicKey],
    ) -> Result<usize, VaultError> {
        let mut keys = self.keys();
        keys.retain(|key, held| held.sitting != sitting || keep.contains(key));
        let kept: Vec<_> = keep.iter().map(SealPublicKey::hash).collect();
        let found = file::list(&self.0.folder).map_err(VaultError::io("list the keys"))?;
        let others = found.iter().filter(|entry| {
            entry.file.sitting == sitting && (entry.half || !kept.contains(&entry.file.key_hash))
        });
        let mut count = 0;
        for entry in others {
            file::erase(&self.0.folder, &entry.name).map_err(VaultError::io("destroy a key"))?;
            count += 1;
        }
        Ok(count)
    }

    fn hold(&self, sitting: SittingId, ballot: BallotId, key: SealPrivateKey) -> Arc<Held> {
        let bytes = key.as_bytes();
        let lock = region::lock(bytes.as_ptr(), bytes.len());
        if let Err(error) = &lock
            && !self.0.lock_warned.swap(true, Ordering::Relaxed)
        {
            // Still no worse than the rest of the process, which swap has been refused for.
            tracing::warn!(%error, "keys are not locked in memory; raise the limit of memlock");
        }
        Arc::new(Held { sitting, ballot, _lock: lock.ok(), key })
    }

    /// Never held across an await: everything here is synchronous.
    fn keys(&self) -> MutexGuard<'_, HashMap<SealPublicKey, Arc<Held>>> {
        self.0.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one lawful source of randomness for private keys"
)]
fn random() -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let mut bytes = Zeroizing::new([0; 32]);
    let drawn = getrandom::fill(bytes.as_mut_slice());
    drawn.map_err(VaultError::io("draw a key"))?;
    Ok(bytes)
}
