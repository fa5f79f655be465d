//! `plenum keys`: what it shows, how a signing key is rotated, and when the one before may go.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;

use plenum::access::signing::SigningKeyFile;
use plenum::audit::checkpoint::verifier_key;

use crate::support::place::{Place, Serving};
use crate::support::postgres::Postgres;

const SITTING: &str = r#"
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十五届人民代表大会第四次会议"
name = "第三次全体会议"
venue = "县会议中心"
quorum = { fraction = "2/3", comparator = "ge" }

[roster.generated]
members = 3
"#;

/// Everything in a folder, to see that a command makes nothing.
fn listing(place: &Place) -> BTreeSet<std::ffi::OsString> {
    let entries = std::fs::read_dir(place.path(".")).unwrap();
    entries.map(|entry| entry.unwrap().file_name()).collect()
}

/// A server that comes and goes: it has taken over whatever its start takes over.
fn served(place: &Place) {
    drop(Serving::start(place));
}

/// The public halves of the key and of the one before.
fn public(place: &Place) -> (String, Option<String>) {
    let file = SigningKeyFile::new(place.path("signing.key"));
    let old = file.old().unwrap().map(|old| old.public().to_string());
    (file.load().unwrap().public().to_string(), old)
}

#[test]
fn keys_show_tells_public_halves_and_makes_nothing() {
    let place = Place::new(None);
    let before = listing(&place);
    let told = place.run(&["keys", "show"]);
    assert!(told.contains("none yet") && told.contains("key files       0"), "{told}");
    assert_eq!(listing(&place), before);
    assert!(!place.room.folder().exists());

    let sitting = place.import(SITTING);
    served(&place);
    let (key, _) = public(&place);
    let told = place.run(&["keys", "show"]);
    assert!(told.contains(&key) && told.contains("key files       0"), "{told}");
    assert!(told.contains(place.room.folder().to_str().unwrap()), "{told}");
    let told = place.run(&["keys", "show", "--sitting", &sitting]);
    assert!(told.contains("no key has signed"), "only a server signs: {told}");
    let secret = std::fs::read_to_string(place.path("signing.key")).unwrap();
    let seed = secret.lines().nth(1).unwrap().strip_prefix("seed ").unwrap();
    assert!(!told.contains(seed), "the private half is shown");
}

#[test]
fn keys_show_names_what_keeps_a_server_from_the_vault() {
    let place = Place::new(None);
    std::fs::create_dir(place.room.folder()).unwrap();
    let open = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(place.room.folder(), open).unwrap();
    let told = place.run(&["keys", "show"]);
    assert!(told.contains("no secret ballot can be opened") && told.contains("0700"), "{told}");
}

async fn rotation(place: Place) {
    let sitting = place.import(SITTING);
    let error = place.fail(&["keys", "rotate"]);
    assert!(error.contains("signing.key"), "there is none yet: {error}");
    // The first sitting is met by a server, which has to be asked for it.
    let serving = Serving::start(&place);
    let tokens = crate::support::place::Tokens::of(&place, &serving.base).await;
    tokens.connect(&serving.base, "chair", "chair").await.close().await;
    drop(serving);
    let (first, _) = public(&place);
    let nothing = place.run(&["keys", "forget-old"]);
    assert!(nothing.contains("nothing to forget"), "{nothing}");

    let told = place.run(&["keys", "rotate"]);
    let (second, old) = public(&place);
    assert_eq!(old.as_ref(), Some(&first));
    assert!(told.contains(&first) && told.contains(&second) && told.contains("Restart"), "{told}");
    let error = place.fail(&["keys", "rotate"]);
    assert!(error.contains("signing.key.old"), "one at a time: {error}");
    let error = place.fail(&["keys", "forget-old"]);
    assert!(error.contains(&sitting) && error.contains(&first), "{error}");
    assert!(place.path("signing.key.old").exists());

    // A start is enough: nobody has to look at the sitting.
    served(&place);
    let told = place.run(&["keys", "forget-old"]);
    assert!(told.contains(&first), "{told}");
    assert_eq!(public(&place), (second.clone(), None));
    served(&place);
    let told = place.run(&["keys", "show", "--sitting", &sitting]);
    let id = plenum::domain::ids::SittingId(sitting.parse().unwrap());
    let places = [&first, &second].map(|key| {
        let vkey = verifier_key(id, &key.parse().unwrap());
        told.find(&vkey).unwrap_or_else(|| panic!("{vkey} in {told}"))
    });
    assert!(places.is_sorted(), "the newest last: {told}");
    place.verified();
    place.run(&["keys", "rotate"]);
}

#[tokio::test]
async fn a_signing_key_is_rotated_by_restarts_and_the_one_before_goes_when_nothing_needs_it() {
    rotation(Place::new(None)).await;
}

#[tokio::test]
async fn a_signing_key_is_rotated_over_postgres() {
    let database = Postgres::shared().migrated_database().await;
    rotation(Place::new(Some(database.server))).await;
}
