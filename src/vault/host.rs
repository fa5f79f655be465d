//! What the vault asks of the machine: a folder of its own in memory, no swap, no core dumps.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};

use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;

use super::{Fault, Options, VaultError};

/// The folder, made when it is not there, and held open.
pub(super) fn open_folder(options: &Options) -> Result<File, VaultError> {
    match DirBuilder::new().mode(0o700).create(&options.dir) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(VaultError::Io { act: "make the folder for keys", source: error });
        }
        Ok(()) | Err(_) => {}
    }
    look(options)
}

/// The folder, held open. Everything is looked at through this one descriptor, so that nobody can
/// put another folder in its place meanwhile.
pub(super) fn look(options: &Options) -> Result<File, VaultError> {
    let refuse = |fault| VaultError::Folder { dir: options.dir.clone(), fault };
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = match rustix::fs::open(&options.dir, flags, Mode::empty()) {
        Ok(folder) => File::from(folder),
        Err(Errno::LOOP | Errno::NOTDIR) => return Err(refuse(Fault::NotAFolder)),
        Err(Errno::ACCESS) => return Err(refuse(Fault::Owner)),
        Err(error) => return Err(VaultError::io("open the folder for keys")(error)),
    };
    let meta = folder.metadata().map_err(VaultError::io("look at the folder for keys"))?;
    if meta.uid() != rustix::process::geteuid().as_raw() {
        return Err(refuse(Fault::Owner));
    }
    if meta.mode() & 0o7777 != 0o700 {
        return Err(refuse(Fault::Mode));
    }
    let in_memory = kind(&folder).map_err(VaultError::io("look at the filesystem for keys"))?;
    let may_swap = match in_memory {
        Kind::OnDisk => return Err(refuse(Fault::OnDisk)),
        // Its pages cannot be swapped at all.
        Kind::Ramfs => false,
        Kind::Tmpfs => may_swap(meta.dev()).map_err(VaultError::io("look for swap"))?,
    };
    if may_swap && !options.allow_swap {
        return Err(refuse(Fault::Swap));
    }
    Ok(folder)
}

enum Kind {
    Tmpfs,
    Ramfs,
    OnDisk,
}

/// Source: statfs(2), list of magic numbers.
#[cfg(target_os = "linux")]
fn kind(folder: &File) -> io::Result<Kind> {
    Ok(match rustix::fs::fstatfs(folder)?.f_type {
        0x0102_1994 => Kind::Tmpfs,
        0x8584_58f6 => Kind::Ramfs,
        _ => Kind::OnDisk,
    })
}

/// The process leaves no core dump, and other processes of its user cannot read its memory.
///
/// Source: PR_SET_DUMPABLE in prctl(2).
#[cfg(target_os = "linux")]
pub(super) fn forbid_dumps() -> io::Result<()> {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    Ok(set_dumpable_behavior(DumpableBehavior::NotDumpable)?)
}

#[cfg(not(target_os = "linux"))]
fn kind(_: &File) -> io::Result<Kind> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn forbid_dumps() -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

/// Whether pages of the tmpfs with this device number may be written to a disk.
fn may_swap(device: u64) -> io::Result<bool> {
    let swaps = match std::fs::read_to_string("/proc/swaps") {
        Ok(swaps) => swaps,
        // A kernel built without swap has no such file; without /proc nothing is known.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            std::fs::metadata("/proc/self")?;
            return Ok(false);
        }
        Err(error) => return Err(error),
    };
    if !has_swap(&swaps) {
        return Ok(false);
    }
    let mounts = std::fs::read_to_string("/proc/self/mountinfo")?;
    Ok(!is_noswap(&mounts, rustix::fs::major(device), rustix::fs::minor(device)))
}

/// `/proc/swaps` is a line of headings and one line for each area.
fn has_swap(swaps: &str) -> bool {
    swaps.lines().skip(1).any(|line| !line.trim().is_empty())
}

/// The options of the filesystem itself stand last in its line; `noswap` is a word of its own.
///
/// Source: proc_pid_mountinfo(5); tmpfs(5), noswap, since Linux 6.4.
fn is_noswap(mounts: &str, major: u32, minor: u32) -> bool {
    let device = format!("{major}:{minor}");
    mounts.lines().any(|line| {
        let Some((mount, filesystem)) = line.split_once(" - ") else { return false };
        let options = filesystem.split(' ').nth(2).unwrap_or_default();
        mount.split(' ').nth(2) == Some(device.as_str())
            && options.split(',').any(|option| option == "noswap")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADINGS: &str = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    const MOUNTS: &str = "25 24 0:23 / /dev/shm rw,relatime - tmpfs tmpfs rw,size=1024k\n\
        42 27 0:39 / /run/keys rw,noswap shared:1 - tmpfs none rw,size=1024k,noswap\n\
        43 27 0:40 / /mnt rw,noswap - tmpfs noswap rw,size=1024k,noswapper\n";

    #[test]
    fn an_area_below_the_headings_is_swap() {
        assert!(!has_swap(""));
        assert!(!has_swap(HEADINGS));
        assert!(has_swap(&format!("{HEADINGS}/dev/zram0 partition 1024 0 100\n")));
    }

    #[test]
    fn noswap_is_an_option_of_the_filesystem_and_not_of_another_one() {
        assert!(is_noswap(MOUNTS, 0, 39));
        assert!(!is_noswap(MOUNTS, 0, 23));
        assert!(!is_noswap(MOUNTS, 0, 40));
        assert!(!is_noswap(MOUNTS, 0, 3));
        assert!(!is_noswap("", 0, 39));
    }
}
