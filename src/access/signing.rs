//! The file with the key that signs checkpoints. It belongs to the service user and to nobody
//! else, and lies outside the database, so that whoever writes there cannot sign.
//!
//! Its text, exactly: `plenum signing key 1`, `seed <64 hex digits>`, `public <64 hex digits>`, a
//! line each. The public key follows from the seed and stands there so that damage shows. Nothing
//! in it is ever changed: a file appears whole under its name, or not at all. Calls block.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::access::codes;
use crate::crypto::hex;
use crate::crypto::sign::{SEED_BYTES, SigningKey};

const HEAD: &str = "plenum signing key 1\nseed ";
const BEFORE_PUBLIC: &str = "\npublic ";
/// Length of the whole text, which is the same for every key.
const FILE_BYTES: usize = HEAD.len() + 2 * SEED_BYTES + BEFORE_PUBLIC.len() + 2 * SEED_BYTES + 1;
/// Behind the name of the file: the key before, until the record shows the rotation.
const OLD_SUFFIX: &str = ".old";
/// Bits of a mode that let others than the owner in.
const OTHERS: u32 = 0o077;

/// Where the signing key is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKeyFile {
    path: PathBuf,
}

/// Why there is no signing key. `Display` is the English sentence; none of them shows what is in
/// the file.
#[derive(Debug, thiserror::Error)]
pub enum SigningKeyError {
    /// Group or others may read or write it.
    #[error(
        "the signing key {} can be read or written by others than its owner (mode {mode:04o}); \
         set mode 0600, and rotate the key if somebody may have copied it",
        path.display()
    )]
    Open {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// It belongs to another user.
    #[error("the signing key {} belongs to another user than this service", path.display())]
    Owner {
        /// The file.
        path: PathBuf,
    },
    /// Not exactly the text of a key, or the two halves do not belong together.
    #[error(
        "the signing key {} is damaged or no signing key; put it back from its copy. If it is moved \
         away a new key is made, which the records so far do not vouch for",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A rotation has begun that the record does not show yet.
    #[error(
        "the key before is still at {}; start the service, so that the record shows the last \
         rotation, before the next one",
        path.display()
    )]
    RotationUnfinished {
        /// The file with the key before.
        path: PathBuf,
    },
    /// The file cannot be read or written.
    #[error("the signing key {} cannot be read or written: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl SigningKeyFile {
    /// The key at `path`; looks at nothing yet.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Reads the key, and makes one first where there is no file. Of several that do so at the
    /// same time all come back with the same key.
    ///
    /// # Errors
    /// [`SigningKeyError`]; a file that is there is never replaced.
    pub fn load_or_create(&self) -> Result<SigningKey, SigningKeyError> {
        if let Some(key) = read(&self.path)? {
            return Ok(key);
        }
        match write(&self.path, &fresh_key())? {
            Written::New => sync_folder(&self.path)?,
            Written::WasThere => {}
        }
        self.load()
    }

    /// Reads the key.
    ///
    /// # Errors
    /// [`SigningKeyError`]; [`SigningKeyError::Io`] where there is no file.
    pub fn load(&self) -> Result<SigningKey, SigningKeyError> {
        read(&self.path)?.ok_or_else(|| io_error(&self.path)(io::ErrorKind::NotFound.into()))
    }

    /// The key before the last rotation, until [`SigningKeyFile::forget_old`]: it signs that the
    /// new one takes its place.
    ///
    /// # Errors
    /// [`SigningKeyError`].
    pub fn old(&self) -> Result<Option<SigningKey>, SigningKeyError> {
        let Some(old) = read(&self.old_path())? else {
            return Ok(None);
        };
        // Equal: a rotation was cut off before the new key took its place.
        Ok((old.public() != self.load()?.public()).then_some(old))
    }

    /// Puts a new key in the place of the key, and keeps the old one beside it as `<path>.old`.
    /// Gives the old one and the new one. Cut off at any point, the file holds one of the two and
    /// rotating may be tried again.
    ///
    /// # Errors
    /// [`SigningKeyError`]; [`SigningKeyError::RotationUnfinished`] while there is another old key.
    pub fn rotate(&self) -> Result<(SigningKey, SigningKey), SigningKeyError> {
        let current = self.load()?;
        let old_path = self.old_path();
        if self.old()?.is_some() {
            return Err(SigningKeyError::RotationUnfinished { path: old_path });
        }
        // First the copy, then the new key: in between nothing is lost.
        write(&old_path, &current)?;
        sync_folder(&old_path)?;
        let key = fresh_key();
        let whole = written_beside(&self.path, &key).map_err(io_error(&self.path))?;
        whole.persist(&self.path).map_err(|error| io_error(&self.path)(error.error))?;
        sync_folder(&self.path)?;
        Ok((current, key))
    }

    /// Removes the key before the last rotation, once every record shows the new one. Without such
    /// a file it does nothing.
    ///
    /// # Errors
    /// [`SigningKeyError::Io`].
    pub fn forget_old(&self) -> Result<(), SigningKeyError> {
        let path = self.old_path();
        match std::fs::remove_file(&path) {
            Ok(()) => sync_folder(&path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(io_error(&path)(error)),
        }
    }

    fn old_path(&self) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(OLD_SUFFIX);
        path.into()
    }
}

impl SigningKeyError {
    /// Sentence in zh-CN.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Open { path, mode } => format!(
                "签名密钥 {} 可被所有者以外的用户读写（权限 {mode:04o}）；请将权限设为 0600，如可能已被复制，请更换密钥",
                path.display()
            ),
            Self::Owner { path } => {
                format!("签名密钥 {} 不属于运行本服务的用户", path.display())
            }
            Self::Damaged { path } => format!(
                "签名密钥 {} 已损坏或不是签名密钥；请用副本恢复。若将其移走，系统将生成新密钥，而已有记录不能证明新密钥的来历",
                path.display()
            ),
            Self::RotationUnfinished { path } => format!(
                "上一个密钥仍在 {}；请先启动服务，使记录写明上次更换，再进行下一次更换",
                path.display()
            ),
            Self::Io { path, source } => {
                format!("签名密钥 {} 无法读写：{source}", path.display())
            }
        }
    }
}

/// What became of a file that was to be new.
enum Written {
    New,
    /// Another one was there and is untouched.
    WasThere,
}

fn fresh_key() -> SigningKey {
    SigningKey::from_seed(codes::random())
}

/// The key in a file; `None` where there is none.
fn read(path: &Path) -> Result<Option<SigningKey>, SigningKeyError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_error(path)(error)),
    };
    // Asked of the open file, so that it is the one that is read.
    let metadata = file.metadata().map_err(io_error(path))?;
    let damaged = || SigningKeyError::Damaged { path: path.to_owned() };
    if !metadata.is_file() {
        return Err(damaged());
    }
    if metadata.uid() != rustix::process::geteuid().as_raw() {
        return Err(SigningKeyError::Owner { path: path.to_owned() });
    }
    if metadata.mode() & OTHERS != 0 {
        return Err(SigningKeyError::Open {
            path: path.to_owned(),
            mode: metadata.mode() & 0o7777,
        });
    }
    if metadata.len() != FILE_BYTES as u64 {
        return Err(damaged());
    }
    let mut text = Zeroizing::new([0; FILE_BYTES]);
    file.read_exact(text.as_mut_slice()).map_err(io_error(path))?;
    let key = std::str::from_utf8(text.as_slice()).ok().and_then(parse);
    key.map(Some).ok_or_else(damaged)
}

fn parse(text: &str) -> Option<SigningKey> {
    let (seed, public) = text.strip_prefix(HEAD)?.split_once(BEFORE_PUBLIC)?;
    let key = SigningKey::from_seed(hex::decode(seed).ok()?);
    let public = public.strip_suffix('\n')?.parse().ok()?;
    (key.public() == public).then_some(key)
}

/// The key as the text of a file, in one piece of memory that is wiped.
fn text_of(key: &SigningKey) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(FILE_BYTES));
    text.push_str(HEAD);
    text.push_str(&Zeroizing::new(hex::encode(key.seed().as_slice())));
    text.push_str(BEFORE_PUBLIC);
    text.push_str(&key.public().to_string());
    text.push('\n');
    text
}

/// Writes a file that is not there yet.
fn write(path: &Path, key: &SigningKey) -> Result<Written, SigningKeyError> {
    let whole = written_beside(path, key).map_err(io_error(path))?;
    match whole.persist_noclobber(path) {
        Ok(_) => Ok(Written::New),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(Written::WasThere),
        Err(error) => Err(io_error(path)(error.error)),
    }
}

/// The whole file on the disk under another name in the same folder, with mode 0600; it removes
/// itself unless it is given its name.
fn written_beside(path: &Path, key: &SigningKey) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::NamedTempFile::new_in(folder_of(path))?;
    file.write_all(text_of(key).as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Makes a name in the folder of `path` last through a power cut.
fn sync_folder(path: &Path) -> Result<(), SigningKeyError> {
    File::open(folder_of(path)).and_then(|folder| folder.sync_all()).map_err(io_error(path))
}

fn folder_of(path: &Path) -> &Path {
    // A bare name has the empty parent, which no call takes for the folder that it is.
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn io_error(path: &Path) -> impl Fn(io::Error) -> SigningKeyError {
    move |source| SigningKeyError::Io { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests;
