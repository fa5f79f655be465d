//! Key files: how they are named, written, read and erased, all of it below one open folder.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;

use data_encoding::HEXLOWER;
use rustix::fs::{AtFlags, Dir, Mode, OFlags, openat, renameat, unlinkat};
use rustix::io::Errno;
use zeroize::Zeroizing;

use super::KEYS_MAX;
use crate::crypto::envelope::SealPrivateKey;
use crate::crypto::hash::Hash;
use crate::domain::ids::{BallotId, SittingId};

/// First line of a file: form and version.
const HEAD: &[u8] = b"plenum ballot key 1\n";
/// Hex digits of a key.
const DIGITS: usize = 64;
/// A whole file: the first line, the digits, a line break.
const FILE_BYTES: usize = HEAD.len() + DIGITS + 1;
/// Entries of the folder that are looked at: whole and half-written keys, and as many strangers.
const ENTRIES_MAX: usize = 4 * KEYS_MAX;

const SUFFIX: &str = ".key";
/// Around the name of a file that is not whole yet; no key is read from it.
const HALF: (&str, &str) = (".", ".tmp");

/// Name of a file: `<sitting>.<ballot>.<SHA-256 of the public key>.key`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct KeyFile {
    pub(super) sitting: SittingId,
    pub(super) ballot: BallotId,
    pub(super) key_hash: Hash,
}

impl std::fmt::Display for KeyFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}{SUFFIX}", self.sitting, self.ballot, self.key_hash)
    }
}

impl KeyFile {
    fn parse(name: &str) -> Option<Self> {
        let mut parts = name.strip_suffix(SUFFIX)?.split('.');
        let file = Self {
            sitting: parts.next()?.parse().ok()?,
            ballot: parts.next()?.parse().ok()?,
            key_hash: parts.next()?.parse().ok()?,
        };
        // UUIDs have several spellings; ours is the one that is written.
        (parts.next().is_none() && file.to_string() == name).then_some(file)
    }

    fn half(&self) -> String {
        format!("{}{self}{}", HALF.0, HALF.1)
    }
}

/// A file of the folder whose name is that of a key.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) file: KeyFile,
    /// Left by a process that died while it wrote.
    pub(super) half: bool,
}

impl Entry {
    fn parse(name: String) -> Option<Self> {
        let whole = name.strip_prefix(HALF.0).and_then(|name| name.strip_suffix(HALF.1));
        let file = KeyFile::parse(whole.unwrap_or(&name))?;
        Some(Self { half: whole.is_some(), file, name })
    }
}

/// What stands under a name.
pub(super) enum Found {
    /// A file in the right form. Whether it is the key of its name is not looked at.
    Key(SealPrivateKey),
    /// Something else: damaged, another user's, or no plain file.
    Unlawful,
    Nothing,
}

/// The files of all keys, in no order. More than [`ENTRIES_MAX`] entries are an error: a folder
/// that full is not ours, and a part of it is not all of it.
pub(super) fn list(folder: &File) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for (place, entry) in Dir::read_from(folder)?.enumerate() {
        if place >= ENTRIES_MAX {
            return Err(io::Error::other("too many files in the folder"));
        }
        let name = entry?.file_name().to_str().map(str::to_owned);
        entries.extend(name.ok().and_then(Entry::parse));
    }
    Ok(entries)
}

/// Writes a key so that the whole file is there or none.
pub(super) fn write(folder: &File, name: KeyFile, key: &SealPrivateKey) -> io::Result<()> {
    let mut text = Zeroizing::new([b'\n'; FILE_BYTES]);
    text[..HEAD.len()].copy_from_slice(HEAD);
    HEXLOWER.encode_mut(key.as_bytes(), &mut text[HEAD.len()..HEAD.len() + DIGITS]);

    let half = name.half();
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::CLOEXEC;
    let file = openat(folder, &half, flags, Mode::RUSR | Mode::WUSR)?;
    let written = File::from(file).write_all(text.as_slice());
    // Nothing to sync: memory is as durable as this filesystem gets.
    let written = written.and_then(|()| Ok(renameat(folder, &half, folder, name.to_string())?));
    if written.is_err() {
        erase(folder, &half)?;
    }
    written
}

/// Reads at most one byte more than a file has.
pub(super) fn read(folder: &File, name: KeyFile) -> io::Result<Found> {
    // Without waiting: a pipe of that name must not hold us up.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut file = match openat(folder, name.to_string(), flags, Mode::empty()) {
        Ok(file) => File::from(file),
        Err(Errno::NOENT) => return Ok(Found::Nothing),
        Err(Errno::LOOP | Errno::ACCESS | Errno::NXIO) => return Ok(Found::Unlawful),
        Err(error) => return Err(error.into()),
    };
    if !is_private(&file)? {
        return Ok(Found::Unlawful);
    }
    let mut text = Zeroizing::new([0; FILE_BYTES + 1]);
    let mut end = 0;
    // Each turn reads something or is the last one.
    while end < text.len() {
        match file.read(&mut text[end..])? {
            0 => break,
            read => end += read,
        }
    }
    Ok(parse(&text[..end]).map_or(Found::Unlawful, Found::Key))
}

fn parse(text: &[u8]) -> Option<SealPrivateKey> {
    let digits = text.strip_prefix(HEAD)?.strip_suffix(b"\n")?;
    let mut bytes = Zeroizing::new([0; DIGITS / 2]);
    if digits.len() != DIGITS || HEXLOWER.decode_mut(digits, bytes.as_mut_slice()).is_err() {
        return None;
    }
    let key = SealPrivateKey::from_bytes(&bytes);
    // The key as it was written is clamped; any other spelling is not ours.
    (key.as_bytes() == &*bytes).then_some(key)
}

/// A plain file of ours that nobody else may read.
fn is_private(file: &File) -> io::Result<bool> {
    let meta = file.metadata()?;
    let is_ours = meta.uid() == rustix::process::geteuid().as_raw();
    Ok(meta.is_file() && is_ours && meta.mode() & 0o077 == 0)
}

/// Overwrites a file with zeros and removes it; nothing happens when it is not there. What cannot
/// be overwritten, a symbolic link for one, is removed all the same.
pub(super) fn erase(folder: &File, name: &str) -> io::Result<()> {
    if let Err(error) = overwrite(folder, name)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "a key file could not be overwritten; it is removed as it is");
    }
    match unlinkat(folder.as_fd(), name, AtFlags::empty()) {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The filesystem is memory, so the bytes are written where the key was.
fn overwrite(folder: &File, name: &str) -> io::Result<()> {
    let flags = OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let mut file = File::from(openat(folder, name, flags, Mode::empty())?);
    // A longer file is none of ours, and its owner knows what else is in it.
    let size = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX).min(FILE_BYTES);
    file.write_all(&[0; FILE_BYTES][..size])
}
