//! `docs/edge-cases.md`: every case of the rules is there, with a test that exists or the reason why
//! there is none; and the tests of cases that no other file holds.

mod papers;
mod roster;
mod votes;

use std::path::{Path, PathBuf};

/// Cases of the rules, §11.
const CASES: usize = 86;
/// Cases without a test that holds them. It only goes down: take one off with every case that you
/// make hold.
const NOT_YET: usize = 7;

/// One line of a table.
struct Row {
    number: usize,
    does: String,
    held_by: String,
}

fn rows() -> Vec<Row> {
    let page = include_str!("../../docs/edge-cases.md");
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let number = cells.first()?.parse().ok()?;
        let [_, case, does, held_by] = cells[..] else { panic!("four cells: {line}") };
        assert!(!case.is_empty() && !does.is_empty() && !held_by.is_empty(), "{line}");
        Some(Row { number, does: does.to_owned(), held_by: held_by.to_owned() })
    };
    page.lines().filter_map(row).collect()
}

/// Everything between back-ticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn contains(file: &Path, text: &str) -> bool {
    std::fs::read_to_string(file).is_ok_and(|source| source.contains(text))
}

/// Whether what is named is there; `None` for words that name no test.
fn exists(name: &str) -> Option<bool> {
    if let Some(folder) = name.strip_prefix("scenario ") {
        return Some(root().join("tests/scenarios").join(folder).join("expected.json").is_file());
    }
    if let Some((file, title)) = name.split_once(" › ") {
        return Some(contains(&root().join(file), &format!("('{title}',")));
    }
    let (module, test) = name.rsplit_once("::")?;
    let (base, module) = match module.strip_prefix("it::") {
        Some(module) => (root().join("tests/it"), module),
        None => (root().join("src"), module.trim_end_matches("::tests")),
    };
    let path = base.join(module.replace("::", "/"));
    let files = [path.with_extension("rs"), path.join("tests.rs")];
    let line = format!("fn {test}(");
    Some(files.iter().any(|file| contains(file, &line)))
}

#[test]
fn every_case_of_the_rules_is_in_the_table() {
    let numbers: Vec<usize> = rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=CASES).collect::<Vec<_>>());
}

#[test]
fn every_test_that_is_named_exists() {
    let mut named = 0;
    for row in rows() {
        let words = [quoted(&row.does), quoted(&row.held_by)].concat();
        for name in words {
            let Some(found) = exists(name) else { continue };
            assert!(found, "case {}: there is no {name}", row.number);
            named += 1;
        }
    }
    assert!(named > CASES - NOT_YET, "{named}");
}

#[test]
fn a_case_is_held_by_a_test_or_says_why_not() {
    let mut not_yet = 0;
    for row in rows() {
        match row.held_by.strip_prefix("not yet: ") {
            Some(reason) => {
                assert!(!reason.is_empty(), "case {}", row.number);
                not_yet += 1;
            }
            None => {
                let tests = quoted(&row.held_by);
                assert!(!tests.is_empty(), "case {}", row.number);
                assert!(tests.iter().all(|test| exists(test).is_some()), "case {}", row.number);
            }
        }
    }
    assert_eq!(not_yet, NOT_YET, "take it down to {not_yet} when a case has come to hold");
}

#[test]
fn a_name_of_nothing_is_found_out() {
    for name in [
        "it::edges::time::a_test_that_nobody_wrote",
        "it::nowhere::a_suspended_clock_stands_still",
        "scenario never-played",
        "tests/browser/faults.test.js › nobody tried this",
        "domain::threshold::tests::a_test_that_nobody_wrote",
    ] {
        assert_eq!(exists(name), Some(false), "{name}");
    }
    assert_eq!(exists("it::edges::time::a_suspended_clock_stands_still"), Some(true));
    assert_eq!(exists("live_tally_in_secret"), None);
}
