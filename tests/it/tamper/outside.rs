//! Both programs as they are called: anchors, earlier bundles, keys, exit codes, JSON.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use plenum::audit::anchor::{Anchor, WordList};
use serde_json::Value;

use super::author::{Good, signing_key};
use super::{forge, good};

/// `plenum verify` and `tools/verify.py`, with the same arguments.
fn both(arguments: &[&str]) -> [Output; 2] {
    let mut rust = Command::new(env!("CARGO_BIN_EXE_plenum"));
    let mut python = Command::new("python3");
    python.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tools/verify.py"));
    python.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONIOENCODING", "utf-8");
    let rust = rust.arg("verify").args(arguments).output().unwrap();
    let python = python.args(arguments).output();
    [rust, python.expect("python3 must be installed for the second verifier: run scripts/test")]
}

#[track_caller]
fn check(arguments: &[&str], code: i32) {
    for output in both(arguments) {
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = said + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    }
}

/// Files for one test.
struct Files {
    folder: tempfile::TempDir,
    good: Good,
}

impl Files {
    fn new() -> Self {
        let good = good::bundles().remove(1);
        let files = Self { folder: tempfile::tempdir().unwrap(), good };
        files.write("good", &files.good.bundle);
        files
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        std::fs::write(self.path(name), bytes).unwrap();
        shown(&self.path(name))
    }

    fn anchor(&self) -> Anchor {
        self.good.anchor.parse().unwrap()
    }

    /// The first so many records, as a bundle.
    fn shorter(&self, records: usize) -> Vec<u8> {
        let mut forgery = forge::Forgery::new(&self.good, forge::Signs::Anew);
        forgery.records.truncate(records);
        forgery.write()
    }
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn an_anchor_is_met_in_text_and_in_words_of_both_languages() {
    let files = Files::new();
    let (good, anchor) = (shown(&files.path("good")), files.anchor());
    let words = |list, by| format!("{} {}", anchor.size, anchor.words(list).join(by));
    let (zh, close, en) =
        (words(WordList::Zh, " "), words(WordList::Zh, ""), words(WordList::En, " "));
    check(&[&good], 2);
    for met in [&files.good.anchor, &files.good.whole, &zh, &close, &en, &en.to_uppercase()] {
        check(&[&good, "--anchor", met], 0);
    }
    check(&[&good, "--anchor", &zh, "--anchor", &files.good.whole], 0);
    let swapped: Vec<_> = en.split(' ').collect();
    let swapped = [&swapped[..1], &swapped[2..3], &swapped[1..2], &swapped[3..]].concat().join(" ");
    let beyond = Anchor { size: 1_000, ..anchor }.to_string();
    let smaller = Anchor { size: anchor.size - 1, ..anchor }.to_string();
    let foreign = good::bundles().remove(0).anchor;
    for unmet in [&swapped, &beyond, &smaller, &foreign] {
        check(&[&good, "--anchor", unmet], 1);
        check(&[&good, "--anchor", &zh, "--anchor", unmet], 1);
    }
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    let files = Files::new();
    let good = shown(&files.path("good"));
    let nothing = Anchor { size: 0, ..files.anchor() }.to_string();
    let spaced = files.good.anchor.replace(':', ": ");
    for anchor in ["", "17", "x y", "17 abandon", &nothing, &spaced, "17 zzz a b c d e f g"] {
        check(&[&good, "--anchor", anchor], 64);
    }
    check(&[], 64);
    check(&[&good, "--no-such-option"], 64);
    check(&[&good, "--anchor"], 64);
    check(&[&good, "--key", "00"], 64);
    check(&["no/such/file"], 64);
    check(&[&shown(files.folder.path())], 64);
    check(&[&good, "--extends", "no/such/file"], 64);
    check(&["--help"], 0);
}

#[test]
fn an_earlier_bundle_is_held_against_the_beginning() {
    let files = Files::new();
    let good = shown(&files.path("good"));
    let earlier = files.write("earlier", &files.shorter(20));
    check(&[&good, "--extends", &earlier], 0);
    check(&[&good, "--extends", &good], 0);
    check(&[&earlier, "--extends", &good], 1);
    let cut = files.good.bundle.len() - 7;
    let cut_off = files.write("cut", &files.good.bundle[..cut]);
    check(&[&good, "--extends", &cut_off], 0);
    check(&[&cut_off, "--extends", &good], 1);
    let other = files.write("other", &good::rewritten().remove(1).bundle);
    check(&[&good, "--extends", &other], 1);
    let header = files.good.bundle.split_inclusive(|byte| *byte == b'\n').next().unwrap();
    for (name, bytes) in [("empty", &b""[..]), ("header", header), ("text", b"a text\n")] {
        check(&[&good, "--extends", &files.write(name, bytes)], 64);
    }
}

#[test]
fn an_expected_key_is_the_first_or_the_last_one() {
    let files = Files::new();
    let good = shown(&files.path("good"));
    let key = |n| signing_key(n).public().to_string();
    for (keys, code) in
        [(vec![key(2)], 0), (vec![key(3)], 0), (vec![key(2), key(3)], 0), (vec![key(4)], 1)]
    {
        let mut arguments = vec![good.as_str(), "--anchor", &files.good.whole];
        keys.iter().for_each(|key| arguments.extend(["--key", key]));
        check(&arguments, code);
    }
    let unsigned = files.write("unsigned", &good::bundles().remove(4).bundle);
    check(&[&unsigned, "--key", &key(2)], 1);
}

#[test]
fn what_is_no_bundle_and_what_may_have_been_one() {
    let files = Files::new();
    for (name, bytes, code) in [
        ("empty", &b""[..], 2),
        ("begun", b"{\"format\":\"plenum-bundle-1\"", 2),
        ("another format", b"{\"format\":\"plenum-bundle-2\"", 1),
        ("picture", b"\x89PNG\r\n\x1a\n", 1),
        ("line", b"\n", 1),
        ("object", b"{}\n", 1),
        ("object without end", b"{}", 1),
    ] {
        check(&[&files.write(name, bytes)], code);
    }
}

#[test]
fn both_reports_say_the_same_in_json() {
    let files = Files::new();
    let changed = files.good.bundle.clone();
    let changed = String::from_utf8(changed).unwrap().replacen("代表3", "代表4", 1);
    let changed = files.write("changed", changed.as_bytes());
    let mut paths = vec![shown(&files.path("good")), changed];
    paths.extend(good::bundles().iter().map(|good| files.write(good.name, &good.bundle)));
    paths.push(files.write("begun", &files.shorter(4)));
    for path in paths {
        let arguments = [path.as_str(), "--json", "--anchor", &files.good.anchor];
        let [rust, python] = both(&arguments).map(|output| {
            let said = serde_json::from_slice::<Value>(&output.stdout);
            said.unwrap_or_else(|_| panic!("{path}: {}", String::from_utf8_lossy(&output.stderr)))
        });
        for field in ["verdict", "records", "head", "root", "unjudged"] {
            assert_eq!(rust[field], python[field], "{field}");
        }
        let of = |report: &Value, list: &str, fields: &[&str]| -> Vec<Vec<Value>> {
            let rows = report[list].as_array().unwrap().iter();
            rows.map(|row| fields.iter().map(|field| row[*field].clone()).collect()).collect()
        };
        for (list, fields) in [
            ("checks", &["check", "state", "findings"][..]),
            ("findings", &["check", "seq", "line", "warning"]),
        ] {
            assert_eq!(of(&rust, list, fields), of(&python, list, fields), "{list}");
        }
    }
}
