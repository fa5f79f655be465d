//! The key vault on a real RAM filesystem: what it refuses, what survives a process, what is gone.

use std::fs::{self, File, Permissions};
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};

use plenum::crypto::envelope::{Binding, Envelope, OpenError, SealPrivateKey, SealPublicKey, seal};
use plenum::crypto::hash::Hash;
use plenum::crypto::hex;
use plenum::domain::ids::{BallotId, SittingId};
use plenum::vault::{Fault, KEYS_MAX, Options, Unopened, Vault, VaultError};
use tempfile::TempDir;
use uuid::Uuid;

const PAD_LEN: u32 = 32;
const TEXT: &[u8] = b"{\"form\":\"picks\"}";

/// A place in memory and the folder of a vault in it, which is not made yet.
fn memory() -> (TempDir, PathBuf) {
    let place = tempfile::Builder::new().prefix("plenum-it-").tempdir_in("/dev/shm").unwrap();
    let folder = place.path().join("keys");
    (place, folder)
}

/// The machine of the tests may have swap; the rule about it has tests of its own.
fn open(folder: &Path) -> Result<Vault, VaultError> {
    Vault::open(Options { dir: folder.to_owned(), allow_swap: true })
}

#[track_caller]
fn fault(folder: &Path) -> Fault {
    match open(folder) {
        Err(VaultError::Folder { dir, fault }) if dir == folder => fault,
        other => panic!("{folder:?}: {other:?}"),
    }
}

fn sitting(n: u128) -> SittingId {
    SittingId(Uuid::from_u128(n))
}

fn ballot(n: u128) -> BallotId {
    BallotId(Uuid::from_u128(n))
}

fn binding() -> Binding {
    Binding { manifest: Hash([7; 32]), ballot: [1; 16], delegate: [2; 16], revision: 1 }
}

fn sealed(key: &SealPublicKey) -> Envelope {
    seal(key, &binding(), TEXT, PAD_LEN, [5; 32]).unwrap()
}

fn opened(vault: &Vault, key: &SealPublicKey) -> Result<Vec<u8>, Unopened> {
    vault.open_envelope(key, &binding(), &sealed(key), PAD_LEN).map(|text| text.to_vec())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The only file of a folder.
fn only(folder: &Path) -> PathBuf {
    let names = names(folder);
    assert_eq!(names.len(), 1, "{names:?}");
    folder.join(&names[0])
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_folder_and_its_files_are_for_their_owner_alone() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    assert_eq!(mode(&folder), 0o700);
    let key = vault.create(sitting(1), ballot(2)).unwrap();
    let file = only(&folder);
    assert_eq!(mode(&file), 0o600);
    let name = format!("{}.{}.{}.key", sitting(1), ballot(2), key.hash());
    assert_eq!(file, folder.join(name));
}

#[test]
fn a_folder_on_a_disk_is_refused() {
    let disk = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    assert_eq!(fault(&disk.path().join("keys")), Fault::OnDisk);
}

#[test]
fn a_folder_that_others_may_use_is_refused() {
    let (_place, folder) = memory();
    fs::create_dir(&folder).unwrap();
    for shared in [0o750, 0o701, 0o777, 0o1700, 0o2700] {
        set_mode(&folder, shared);
        assert_eq!(fault(&folder), Fault::Mode, "{shared:o}");
    }
    set_mode(&folder, 0o700);
    open(&folder).unwrap();
}

#[test]
fn the_folder_of_another_user_is_refused() {
    let (_place, folder) = memory();
    fs::create_dir(&folder).unwrap();
    set_mode(&folder, 0o700);
    // Only root gives folders away; for anybody else that of root is another user's.
    let another = rustix::process::geteuid().as_raw() + 1;
    if chown(&folder, Some(another), None).is_ok() {
        assert_eq!(fault(&folder), Fault::Owner);
    } else {
        assert_eq!(fault(Path::new("/dev/shm")), Fault::Owner);
    }
}

#[test]
fn swap_is_refused_where_there_is_some() {
    let (_place, folder) = memory();
    let opened = Vault::open(Options { dir: folder.clone(), allow_swap: false });
    let areas = fs::read_to_string("/proc/swaps").unwrap_or_default().lines().skip(1).count();
    match opened {
        Err(VaultError::Folder { fault: Fault::Swap, .. }) => assert!(areas > 0),
        Err(other) => panic!("{other}"),
        // Even with swap, where the machine mounts its memory with `noswap`.
        Ok(_) => {
            let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap();
            assert!(areas == 0 || mounts.contains("noswap"));
        }
    }
    open(&folder).unwrap();
}

#[test]
fn what_is_no_folder_itself_is_refused() {
    let (place, folder) = memory();
    open(&folder).unwrap();
    let link = place.path().join("link");
    symlink(&folder, &link).unwrap();
    assert_eq!(fault(&link), Fault::NotAFolder);
    let file = place.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(fault(&file), Fault::NotAFolder);
}

#[test]
fn a_process_with_a_vault_leaves_no_core_dump() {
    let (_place, folder) = memory();
    open(&folder).unwrap();
    let dumps = rustix::process::dumpable_behavior().unwrap();
    assert_eq!(dumps, rustix::process::DumpableBehavior::NotDumpable);
}

#[test]
fn every_ballot_has_a_key_of_its_own() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    let first = vault.create(sitting(1), ballot(2)).unwrap();
    let second = vault.create(sitting(1), ballot(3)).unwrap();
    assert_ne!(first, second);
    assert_eq!(opened(&vault, &first), Ok(TEXT.to_vec()));
    let refused = vault.open_envelope(&second, &binding(), &sealed(&first), PAD_LEN);
    assert_eq!(refused.map(|_| ()), Err(Unopened::Bad(OpenError::Undecryptable)));
    let refused = vault.open_envelope(&first, &binding(), &sealed(&first), PAD_LEN + 32);
    assert_eq!(refused.map(|_| ()), Err(Unopened::Bad(OpenError::Length)));
}

#[test]
fn a_key_outlives_its_process_and_is_found_again() {
    let (_place, folder) = memory();
    let key = open(&folder).unwrap().create(sitting(1), ballot(2)).unwrap();
    let vault = open(&folder).unwrap();
    assert_eq!(opened(&vault, &key), Err(Unopened::NoKey));
    assert!(vault.holds(sitting(1), ballot(2), &key).unwrap());
    assert_eq!(opened(&vault, &key), Ok(TEXT.to_vec()));
    assert!(vault.holds(sitting(1), ballot(2), &key).unwrap());
}

#[test]
fn a_key_is_that_of_one_ballot_of_one_sitting() {
    let (_place, folder) = memory();
    let key = open(&folder).unwrap().create(sitting(1), ballot(2)).unwrap();
    let vault = open(&folder).unwrap();
    let holds = |sitting, ballot, key| vault.holds(sitting, ballot, key).unwrap();
    let is_nowhere_else = || {
        !holds(sitting(3), ballot(2), &key)
            && !holds(sitting(1), ballot(3), &key)
            && !holds(sitting(1), ballot(2), &SealPublicKey([9; 32]))
    };
    assert!(is_nowhere_else());
    assert!(holds(sitting(1), ballot(2), &key));
    assert!(is_nowhere_else());
}

#[test]
fn a_destroyed_key_leaves_nothing_behind() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    let key = vault.create(sitting(1), ballot(2)).unwrap();
    let mut file = File::open(only(&folder)).unwrap();
    let length = file.metadata().unwrap().len();

    vault.clone().destroy(sitting(1), ballot(2), &key).unwrap();
    assert!(names(&folder).is_empty());
    let mut left = Vec::new();
    file.read_to_end(&mut left).unwrap();
    assert_eq!(left, vec![0; usize::try_from(length).unwrap()], "the file was not overwritten");
    assert_eq!(opened(&vault, &key), Err(Unopened::NoKey));
    assert!(!vault.holds(sitting(1), ballot(2), &key).unwrap());
    assert!(!open(&folder).unwrap().holds(sitting(1), ballot(2), &key).unwrap());
}

#[test]
fn a_key_is_destroyed_that_was_never_read_into_memory() {
    let (_place, folder) = memory();
    let key = open(&folder).unwrap().create(sitting(1), ballot(2)).unwrap();
    open(&folder).unwrap().destroy(sitting(1), ballot(2), &key).unwrap();
    assert!(names(&folder).is_empty());
}

#[test]
fn destroying_twice_is_destroying_once() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    let key = vault.create(sitting(1), ballot(2)).unwrap();
    let other = vault.create(sitting(1), ballot(3)).unwrap();
    for _ in 0..2 {
        vault.destroy(sitting(1), ballot(2), &key).unwrap();
        vault.destroy(sitting(1), ballot(9), &SealPublicKey([9; 32])).unwrap();
        assert_eq!(opened(&vault, &other), Ok(TEXT.to_vec()));
    }
    only(&folder);
}

#[test]
fn a_damaged_file_counts_as_absent_and_is_left_alone() {
    let (_place, folder) = memory();
    let key = open(&folder).unwrap().create(sitting(1), ballot(2)).unwrap();
    let file = only(&folder);
    let lawful = fs::read_to_string(&file).unwrap();
    let other = hex::encode(&*SealPrivateKey::from_seed([1; 32]).to_bytes());
    let damaged = [
        String::new(),
        lawful[..lawful.len() - 1].to_owned(),
        format!("{lawful}\n"),
        lawful.replace("key 1", "key 2"),
        lawful.replace('\n', "\r\n"),
        lawful.to_uppercase(),
        format!("plenum ballot key 1\n{other}\n"),
        format!("plenum ballot key 1\n{}\n", "0".repeat(64)),
        lawful.repeat(10_000),
    ];
    let is_held = || open(&folder).unwrap().holds(sitting(1), ballot(2), &key).unwrap();
    for text in damaged {
        fs::write(&file, &text).unwrap();
        assert!(!is_held(), "{} bytes", text.len());
        assert_eq!(fs::read_to_string(only(&folder)).unwrap(), text);
    }
    fs::write(&file, lawful).unwrap();
    assert!(is_held());
}

#[test]
fn a_file_that_is_not_ours_alone_counts_as_absent() {
    let (place, folder) = memory();
    let key = open(&folder).unwrap().create(sitting(1), ballot(2)).unwrap();
    let file = only(&folder);
    let is_held = || open(&folder).unwrap().holds(sitting(1), ballot(2), &key).unwrap();
    for shared in [0o640, 0o604, 0o601] {
        set_mode(&file, shared);
        assert!(!is_held(), "{shared:o}");
    }
    set_mode(&file, 0o600);
    assert!(is_held());

    let elsewhere = place.path().join("elsewhere");
    fs::rename(&file, &elsewhere).unwrap();
    symlink(&elsewhere, &file).unwrap();
    assert!(!is_held(), "a symbolic link was followed");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(!is_held(), "a folder was read");
}

#[test]
fn a_symbolic_link_is_removed_and_what_it_points_to_is_not_touched() {
    let (place, folder) = memory();
    let vault = open(&folder).unwrap();
    let key = vault.create(sitting(1), ballot(2)).unwrap();
    let (file, elsewhere) = (only(&folder), place.path().join("elsewhere"));
    fs::remove_file(&file).unwrap();
    fs::write(&elsewhere, "another's").unwrap();
    symlink(&elsewhere, &file).unwrap();
    vault.destroy(sitting(1), ballot(2), &key).unwrap();
    assert!(names(&folder).is_empty());
    assert_eq!(fs::read_to_string(elsewhere).unwrap(), "another's");
}

#[test]
fn what_never_reached_the_record_is_forgotten() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    let kept = vault.create(sitting(1), ballot(2)).unwrap();
    let stray = vault.create(sitting(1), ballot(3)).unwrap();
    let elsewhere = vault.create(sitting(4), ballot(2)).unwrap();
    // A file only, of an earlier process, and one that it had not finished.
    let earlier = open(&folder).unwrap().create(sitting(1), ballot(2)).unwrap();
    let half = format!(".{}.{}.{}.key.tmp", sitting(1), ballot(2), kept.hash());
    fs::write(folder.join(&half), "plenum ballot").unwrap();
    fs::write(folder.join("stranger.key"), "").unwrap();

    assert_eq!(vault.forget_others(sitting(1), &[kept]).unwrap(), 3);
    assert_eq!(opened(&vault, &kept), Ok(TEXT.to_vec()));
    assert_eq!(opened(&vault, &elsewhere), Ok(TEXT.to_vec()));
    assert_eq!(opened(&vault, &stray), Err(Unopened::NoKey));
    assert!(!vault.holds(sitting(1), ballot(2), &earlier).unwrap());
    assert_eq!(names(&folder).len(), 3);
    assert_eq!(vault.forget_others(sitting(1), &[kept]).unwrap(), 0);
    assert_eq!(vault.forget_others(sitting(1), &[]).unwrap(), 1);
    assert_eq!(opened(&vault, &kept), Err(Unopened::NoKey));
}

#[test]
fn a_full_vault_makes_no_more_keys() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    for n in 1..KEYS_MAX {
        let hash = Hash::of(&n.to_be_bytes());
        fs::write(folder.join(format!("{}.{}.{hash}.key", sitting(8), ballot(9))), "").unwrap();
    }
    let key = vault.create(sitting(1), ballot(2)).unwrap();
    assert!(matches!(vault.create(sitting(1), ballot(3)), Err(VaultError::Full)));
    vault.destroy(sitting(1), ballot(2), &key).unwrap();
    vault.create(sitting(1), ballot(3)).unwrap();
}

#[test]
fn a_folder_that_went_away_makes_no_keys() {
    let (place, folder) = memory();
    let vault = open(&folder).unwrap();
    fs::rename(&folder, place.path().join("moved")).unwrap();
    // The folder that was looked at is the one that is used, wherever it is.
    vault.create(sitting(1), ballot(2)).unwrap();
    let file = only(&place.path().join("moved"));
    fs::remove_file(file).unwrap();
    fs::remove_dir(place.path().join("moved")).unwrap();
    assert!(matches!(vault.create(sitting(1), ballot(3)), Err(VaultError::Io { .. })));
}

#[test]
fn many_threads_open_and_destroy_at_once() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    let key = vault.create(sitting(1), ballot(2)).unwrap();
    std::thread::scope(|scope| {
        for n in 0..4 {
            let vault = vault.clone();
            scope.spawn(move || {
                let own = vault.create(sitting(1), ballot(10 + n)).unwrap();
                for _ in 0..20 {
                    assert_eq!(opened(&vault, &key), Ok(TEXT.to_vec()));
                    assert_eq!(opened(&vault, &own), Ok(TEXT.to_vec()));
                }
                vault.destroy(sitting(1), ballot(10 + n), &own).unwrap();
            });
        }
    });
    only(&folder);
}

#[test]
fn a_vault_prints_no_key() {
    let (_place, folder) = memory();
    let vault = open(&folder).unwrap();
    let key = vault.create(sitting(1), ballot(2)).unwrap();
    let text = format!("{vault:?}");
    assert_eq!(text, format!("Vault {{ dir: {folder:?}, keys: 1 }}"));
    assert!(!text.contains(&key.to_string()));
}
