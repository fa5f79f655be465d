//! Files beside the sources: what is vendored, what is translated, what is configured.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::habits::FILE_LINES_MAX;
use super::source::files_below;

/// A check reads a tree and names what is wrong in it.
type Check = fn(&Path) -> Vec<String>;

const README: &str = "README.md";
const README_ZH: &str = "README.zh-CN.md";
const VENDOR_LIST: &str = "vendor.json";

/// One entry of `web/vendor/vendor.json`; it may say more about its origin.
#[derive(Deserialize)]
struct Vendored {
    /// Below `web/vendor`.
    file: String,
    package: String,
    version: String,
    licence: String,
    sha256: String,
}

/// The faces run what lies in `web/vendor`, so each of its files is named, dated and hashed.
fn vendored_files(root: &Path) -> Vec<String> {
    let folder = root.join("web/vendor");
    let list = match fs::read(folder.join(VENDOR_LIST)) {
        Ok(list) => list,
        Err(error) => return vec![format!("web/vendor/{VENDOR_LIST}: {error}")],
    };
    let listed: Vec<Vendored> = match serde_json::from_slice(&list) {
        Ok(listed) => listed,
        Err(error) => {
            return vec![format!("web/vendor/{VENDOR_LIST}:{}: {error}", error.line())];
        }
    };
    let names: BTreeSet<&str> = listed.iter().map(|entry| entry.file.as_str()).collect();
    let on_disk = files_below(&folder);
    let unlisted = on_disk.iter().filter(|file| *file != VENDOR_LIST);
    let unlisted = unlisted.filter(|file| !names.contains(file.as_str()));
    let unlisted = unlisted.map(|file| format!("web/vendor/{file}: not in {VENDOR_LIST}"));
    listed.iter().filter_map(|entry| entry.objection(&folder)).chain(unlisted).collect()
}

impl Vendored {
    fn objection(&self, folder: &Path) -> Option<String> {
        let file = &self.file;
        if [&self.package, &self.version, &self.licence].iter().any(|field| field.is_empty()) {
            return Some(format!("web/vendor/{file}: package, version or licence is empty"));
        }
        let Ok(bytes) = fs::read(folder.join(file)) else {
            return Some(format!("web/vendor/{file}: in {VENDOR_LIST}, but not on disk"));
        };
        let actual: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        (actual != self.sha256).then(|| format!("web/vendor/{file}: its sha256 is {actual}"))
    }
}

/// The two readmes tell the same story: as soon as there is one there are both.
fn readmes(root: &Path) -> Vec<String> {
    let headings = |name: &str| {
        let text = fs::read_to_string(root.join(name)).ok()?;
        Some(text.lines().filter(|line| line.starts_with("## ")).count())
    };
    match (headings(README), headings(README_ZH)) {
        (None, None) => Vec::new(),
        (Some(_), None) => vec![format!("{README_ZH}:1: missing beside {README}")],
        (None, Some(_)) => vec![format!("{README}:1: missing beside {README_ZH}")],
        (Some(en), Some(zh)) if en == zh => Vec::new(),
        (Some(en), Some(zh)) => {
            vec![format!("{README_ZH}:1: {zh} headings of the second level, {README} has {en}")]
        }
    }
}

/// A test that nobody can read holds nothing. The sources have a check of their own.
fn long_tests(root: &Path) -> Vec<String> {
    let folders = ["tests/it", "benches", "load-tests"];
    let there = folders.into_iter().filter(|folder| root.join(folder).is_dir());
    let files = there.flat_map(|folder| {
        files_below(&root.join(folder)).into_iter().map(move |file| format!("{folder}/{file}"))
    });
    let found = files.filter(|file| file.ends_with(".rs")).filter_map(|file| {
        let lines = fs::read_to_string(root.join(&file)).ok()?.lines().count();
        (lines > FILE_LINES_MAX)
            .then(|| format!("{file}:{lines}: {lines} lines, more than {FILE_LINES_MAX}"))
    });
    found.collect()
}

/// A rule profile is data: a stray script or copy in that folder would never be read.
fn profiles(root: &Path) -> Vec<String> {
    let folder = root.join("config/profiles");
    if !folder.is_dir() {
        return vec!["config/profiles: missing".to_owned()];
    }
    let strangers = files_below(&folder).into_iter().filter(|file| !file.ends_with(".toml"));
    strangers.map(|file| format!("config/profiles/{file}: not a TOML file")).collect()
}

#[track_caller]
fn holds(check: Check) {
    let found = check(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// Writes a tree of sample files and returns what the check says about it.
fn check_tree(check: Check, files: &[(&str, &str)]) -> String {
    let root = tempfile::tempdir().expect("tempdir");
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("create a folder");
        fs::write(path, text).expect("write a sample");
    }
    check(root.path()).join("\n")
}

#[test]
fn vendored_files_are_the_listed_ones() {
    holds(vendored_files);
}

#[test]
fn both_readmes_have_the_same_headings() {
    holds(readmes);
}

#[test]
fn tests_fit_a_head() {
    holds(long_tests);
    let long = "\n".repeat(FILE_LINES_MAX + 1);
    let found = check_tree(long_tests, &[("tests/it/a/b.rs", &long), ("benches/c.rs", "")]);
    assert!(found.starts_with("tests/it/a/b.rs:401: "), "{found}");
}

#[test]
fn profiles_are_toml() {
    holds(profiles);
}

#[test]
fn a_wrong_vendored_file_is_found() {
    const LIST: &str = r#"[{"file": "a.js", "package": "a", "version": "1.0.0", "licence": "MIT",
        "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"}]"#;
    let check = |files: &[(&str, &str)]| check_tree(vendored_files, files);
    let (list, file) = (("web/vendor/vendor.json", LIST), "web/vendor/a.js");

    assert_eq!(check(&[list, (file, "hello")]), "");
    assert!(check(&[list, (file, "hello!")]).contains("a.js: its sha256 is"));
    assert!(check(&[list]).contains("a.js: in vendor.json, but not on disk"));
    assert!(check(&[list, (file, "hello"), ("web/vendor/b/c.js", "")]).contains("b/c.js: not in"));
    assert!(check(&[(file, "hello")]).contains("vendor.json: "));
    assert!(check(&[("web/vendor/vendor.json", "[{}]")]).contains("missing field"));
    let nameless = LIST.replace("MIT", "");
    let found = check(&[("web/vendor/vendor.json", &nameless), (file, "hello")]);
    assert!(found.contains("licence is empty"));
}

#[test]
fn readmes_that_differ_are_found() {
    let check = |files: &[(&str, &str)]| check_tree(readmes, files);
    assert!(
        check(&[(README, "## a\n## b\n"), (README_ZH, "## 甲\n### 乙\n")]).contains("1 headings")
    );
    assert!(check(&[(README, "")]).contains("README.zh-CN.md:1: missing"));
    assert!(check(&[(README_ZH, "")]).contains("README.md:1: missing"));
    assert_eq!(check(&[(README, "## a\n"), (README_ZH, "## 甲\n")]), "");
}

#[test]
fn a_stranger_among_the_profiles_is_found() {
    let check = |files: &[(&str, &str)]| check_tree(profiles, files);
    assert!(
        check(&[("config/profiles/a.toml", ""), ("config/profiles/a.yaml", "")]).contains("a.yaml")
    );
    assert!(check(&[]).contains("missing"));
    assert_eq!(check(&[("config/profiles/a.toml", "")]), "");
}
