//! Documents: rosters, lists to draw from, the sitting's own document, results.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod draw;
mod results;
mod roster;
mod sitting;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use plenum::documents::cell::CellError;
use plenum::domain::profile::Profile;
use plenum::domain::text::Key;
use uuid::Uuid;

const HEADER: &str = "number,name,delegation,seat,standing\n";

fn ids() -> impl FnMut() -> Uuid {
    let mut last = 0;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

fn config(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("config").join(path)
}

fn demo_file(name: &str) -> Option<Vec<u8>> {
    std::fs::read(config("demo").join(name)).ok()
}

fn profiles() -> BTreeMap<Key, Profile> {
    let files = std::fs::read_dir(config("profiles")).expect("the profiles");
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let profiles = texts.map(|text| Profile::parse(&text).expect("a profile that is lawful"));
    profiles.map(|profile| (profile.id.clone(), profile)).collect()
}

fn told(error: &CellError) -> String {
    if error.line > 0 {
        assert!(error.zh.contains(&format!("第 {} 行", error.line)), "{error:?}");
        assert!(error.en.contains(&format!("line {}", error.line)), "{error:?}");
    }
    format!("{} {}", error.line, error.code)
}
