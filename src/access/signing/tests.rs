use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::*;

struct Folder {
    folder: tempfile::TempDir,
    file: SigningKeyFile,
}

fn folder() -> Folder {
    let folder = tempfile::tempdir().unwrap();
    let file = SigningKeyFile::new(folder.path().join("signing.key"));
    Folder { folder, file }
}

impl Folder {
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file.path).unwrap()
    }

    fn chmod(&self, mode: u32) {
        fs::set_permissions(&self.file.path, Permissions::from_mode(mode)).unwrap();
    }
}

fn error_of<T>(result: Result<T, SigningKeyError>) -> SigningKeyError {
    result.err().expect("refused")
}

#[test]
fn a_key_is_made_once_and_kept_for_its_owner_alone() {
    let hall = folder();
    let key = hall.file.load_or_create().unwrap();
    assert_eq!(hall.file.load_or_create().unwrap().public(), key.public());
    assert_eq!(hall.file.load().unwrap().public(), key.public());
    assert_eq!(hall.names(), ["signing.key"]);
    assert_eq!(fs::metadata(&hall.file.path).unwrap().mode() & 0o7777, 0o600);
    let seed = hex::encode(key.seed().as_slice());
    assert_eq!(
        hall.text(),
        format!("plenum signing key 1\nseed {seed}\npublic {}\n", key.public())
    );
    assert_ne!(folder().file.load_or_create().unwrap().public(), key.public());
}

#[test]
fn many_that_make_it_at_once_have_the_same_key() {
    let hall = folder();
    let keys: Vec<_> = std::thread::scope(|scope| {
        let make = || hall.file.load_or_create().unwrap().public();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(make)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(keys.iter().all(|key| *key == keys[0]));
    assert_eq!(hall.names(), ["signing.key"]);
}

#[test]
fn a_file_that_others_may_read_is_refused() {
    let hall = folder();
    hall.file.load_or_create().unwrap();
    for mode in [0o640, 0o604, 0o620, 0o602, 0o644, 0o666, 0o610] {
        hall.chmod(mode);
        let error = error_of(hall.file.load_or_create());
        assert!(matches!(error, SigningKeyError::Open { mode: found, .. } if found == mode));
        assert!(error.to_string().contains(&format!("(mode 0{mode:o})")), "{error}");
    }
    hall.chmod(0o400);
    assert!(hall.file.load_or_create().is_ok());
}

#[test]
fn a_damaged_file_is_refused_and_left_alone() {
    let hall = folder();
    hall.file.load_or_create().unwrap();
    let text = hall.text();
    let mut others: Vec<String> = vec![
        String::new(),
        text[..text.len() - 1].to_owned(),
        format!("{text}\n"),
        text.replace("key 1", "key 2"),
        text.replace('\n', " "),
        "é".repeat(FILE_BYTES / 2),
    ];
    // Each digit of both halves, as another digit.
    others.extend((0..text.len()).filter(|at| text.as_bytes()[*at].is_ascii_hexdigit()).map(
        |at| {
            let other = if &text[at..=at] == "0" { "1" } else { "0" };
            format!("{}{other}{}", &text[..at], &text[at + 1..])
        },
    ));
    for other in others {
        fs::write(&hall.file.path, &other).unwrap();
        let error = error_of(hall.file.load_or_create());
        assert!(matches!(error, SigningKeyError::Damaged { .. }), "{error}");
        assert_eq!(hall.text(), other);
        assert!(matches!(error_of(hall.file.rotate()), SigningKeyError::Damaged { .. }));
    }
    fs::remove_file(&hall.file.path).unwrap();
    fs::create_dir(&hall.file.path).unwrap();
    assert!(matches!(error_of(hall.file.load_or_create()), SigningKeyError::Damaged { .. }));
}

#[test]
fn a_sentence_never_shows_the_seed() {
    let hall = folder();
    let key = hall.file.load_or_create().unwrap();
    let seed = hex::encode(key.seed().as_slice());
    fs::write(&hall.file.path, format!("{}!", hall.text())).unwrap();
    let error = error_of(hall.file.load());
    for text in [error.to_string(), error.zh(), format!("{error:?}")] {
        assert!(text.contains("signing.key") && !text.contains(&seed[..8]), "{text}");
    }
}

#[test]
fn a_rotation_keeps_the_old_key_until_it_is_forgotten() {
    let hall = folder();
    let first = hall.file.load_or_create().unwrap();
    assert!(hall.file.old().unwrap().is_none());
    let (old, new) = hall.file.rotate().unwrap();
    assert_eq!(old.public(), first.public());
    assert_ne!(new.public(), first.public());
    assert_eq!(hall.file.load_or_create().unwrap().public(), new.public());
    assert_eq!(hall.file.old().unwrap().unwrap().public(), old.public());
    assert_eq!(hall.names(), ["signing.key", "signing.key.old"]);
    let modes = hall.names().into_iter().map(|name| hall.folder.path().join(name));
    assert!(modes.into_iter().all(|path| fs::metadata(path).unwrap().mode() & 0o7777 == 0o600));

    let error = error_of(hall.file.rotate());
    assert!(matches!(error, SigningKeyError::RotationUnfinished { .. }), "{error}");
    assert_eq!(hall.file.load().unwrap().public(), new.public());

    hall.file.forget_old().unwrap();
    hall.file.forget_old().unwrap();
    assert!(hall.file.old().unwrap().is_none());
    assert_eq!(hall.file.rotate().unwrap().0.public(), new.public());
}

#[test]
fn a_rotation_that_was_cut_off_can_be_done_again() {
    let hall = folder();
    let first = hall.file.load_or_create().unwrap();
    // Cut off after the copy and before the new key.
    fs::copy(&hall.file.path, hall.file.old_path()).unwrap();
    assert!(hall.file.old().unwrap().is_none());
    let (old, new) = hall.file.rotate().unwrap();
    assert_eq!(old.public(), first.public());
    assert_eq!(hall.file.old().unwrap().unwrap().public(), first.public());
    assert_eq!(hall.file.load().unwrap().public(), new.public());
}

#[test]
fn without_a_key_or_a_folder_there_is_nothing_to_rotate() {
    let hall = folder();
    assert!(matches!(error_of(hall.file.rotate()), SigningKeyError::Io { .. }));
    assert!(hall.names().is_empty());
    let nowhere = SigningKeyFile::new(hall.folder.path().join("none/signing.key"));
    assert!(matches!(error_of(nowhere.load_or_create()), SigningKeyError::Io { .. }));
}

#[test]
fn a_bare_name_lies_in_the_folder_of_the_service() {
    assert_eq!(folder_of(Path::new("signing.key")), Path::new("."));
    assert_eq!(folder_of(Path::new("keys/signing.key")), Path::new("keys"));
}
