//! Profile files that cannot be used: what is wrong, at which line and key, under which code.
//! Everything is found when the file is read, before any ballot is drafted.

use std::collections::BTreeSet;

use plenum::domain::profile::Profile;
use plenum::domain::profile::error::{FLAWS_MAX, ProfileErrors};

use super::samples::{GRADES, HEAD, LADDER, MOTION, PICKS, QUOTA, RANKS, SCORES, good};

/// One line of `bad.txt`.
struct Case {
    sample: &'static str,
    from: String,
    to: String,
    line: u32,
    key: &'static str,
    code: &'static str,
}

impl Case {
    /// All of them, in the order of the file.
    fn all() -> Vec<Self> {
        let lines = include_str!("bad.txt").lines();
        let cases = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        cases.map(Self::read).collect()
    }

    fn read(line: &'static str) -> Self {
        let cells: Vec<&str> = line.split(" |").map(str::trim).collect();
        let [sample, from, to, at, key, code] = cells[..] else { panic!("six cells: {line}") };
        let text = |cell: &str| cell.replace("\\n", "\n").replace("\\u202e", "\u{202e}");
        let line = at.parse().expect("a line number");
        let key = if key == "-" { "" } else { key };
        Self { sample, from: text(from), to: text(to), line, key, code }
    }

    /// The bad file.
    fn text(&self) -> String {
        let good = good(self.sample);
        assert!(good.contains(&self.from), "{} has no {:?}", self.sample, self.from);
        good.replacen(&self.from, &self.to, 1)
    }
}

fn flaws(errors: &ProfileErrors) -> Vec<(u32, &str, &str)> {
    errors.iter().map(|error| (error.line, error.key.as_str(), error.code)).collect()
}

#[test]
fn the_samples_are_good_as_they_stand() {
    for name in ["motion", "picks", "ladder", "quota", "scores", "scale", "ranks", "text"] {
        let read = Profile::parse(&good(name));
        assert!(read.is_ok(), "{name}: {}", read.unwrap_err());
    }
}

#[test]
fn a_bad_file_is_refused_with_line_key_and_code() {
    let cases = Case::all();
    assert!(cases.len() > 60, "the table was not read");
    for case in cases {
        let Case { to, line, key, code, .. } = &case;
        let errors = match Profile::parse(&case.text()) {
            Ok(_) => panic!("{} was taken with {to:?}", case.sample),
            Err(errors) => errors,
        };
        let found = flaws(&errors);
        let wanted = (*line, *key, *code);
        assert!(found.contains(&wanted), "{to:?}: {wanted:?} is not in {found:?}");
        // What follows from it may be told besides, a wrong name together with what it hides.
        let consequences = ["key_missing", "key_unknown", "ladder_gap"];
        let others = found.iter().filter(|flaw| **flaw != wanted);
        let strange: Vec<_> = others.filter(|flaw| !consequences.contains(&flaw.2)).collect();
        assert!(strange.is_empty(), "{to:?}: {strange:?}");
    }
}

#[test]
fn a_paper_of_another_form_has_no_use_for_the_outcome() {
    for (paper, outcome) in [
        (PICKS, QUOTA),
        (PICKS, LADDER),
        (PICKS, MOTION),
        (PICKS, RANKS),
        (GRADES, PICKS),
        (GRADES, SCORES),
        (RANKS, SCORES),
        (RANKS, PICKS),
        (SCORES, RANKS),
        (SCORES, MOTION),
    ] {
        let tables = |text: &str| {
            let at = text.find("[outcome]").expect("an outcome or only a paper");
            (text[..at].to_owned(), text[at..].to_owned())
        };
        let paper = if paper == GRADES { GRADES.to_owned() } else { tables(paper).0 };
        let outcome = tables(outcome).1;
        let errors = Profile::parse(&[HEAD, &paper, &outcome].concat()).expect_err("no fit");
        let codes: Vec<&str> = errors.iter().map(|error| error.code).collect();
        assert_eq!(codes, ["outcome_form"], "{outcome}");
    }
}

#[test]
fn a_range_has_at_most_ten_bands() {
    let bands: String = (0..11)
        .map(|n| format!("{{ id = \"b{n}\", zh = \"段\", en = \"B\", from = 0, to = 1 }},\n"))
        .collect();
    let (start, end) =
        (SCORES.find("  { id").expect("bands"), SCORES.find("]\n[out").expect("end"));
    let text = [HEAD, &SCORES[..start], &bands, &SCORES[end..]].concat();
    let errors = Profile::parse(&text).expect_err("eleven");
    assert_eq!(flaws(&errors), [(29, "paper.bands", "bands_count")]);
}

#[test]
fn a_ladder_has_a_step() {
    let outcome = "[outcome]\nkind = \"ladder\"\nsteps = []\n";
    let errors = Profile::parse(&[HEAD, GRADES, outcome].concat()).expect_err("no step");
    assert_eq!(flaws(&errors), [(32, "outcome.steps", "ladder_empty")]);
}

#[test]
fn every_flaw_of_a_file_is_told_at_once_in_the_order_of_its_lines() {
    let bad = good("motion")
        .replace("\"members\"", "\"all\"")
        .replace("\"2/3\"", "\"2\"")
        .replace("\"反对\"", "\"\"")
        .replace("[\"yes\"]", "[\"yes\", 1]");
    let errors = Profile::parse(&bad).expect_err("four flaws");
    let found = [
        (4, "electorate", "word_unknown"),
        (19, "quorum.fraction", "fraction_invalid"),
        (34, "paper.grades[2].zh", "text_empty"),
        (48, "outcome.grades[2]", "type_wrong"),
    ];
    assert_eq!(flaws(&errors), found);
}

#[test]
fn contradictions_are_told_together_too() {
    let bad = good("motion")
        .replace("\"on_declaration\"", "\"on_count\"")
        .replace("\"members\"", "\"everyone\"")
        .replace("[\"yes\"]", "[\"ja\"]");
    let errors = Profile::parse(&bad).expect_err("three flaws");
    let codes: Vec<&str> = errors.iter().map(|error| error.code).collect();
    assert_eq!(codes, ["attendees_bind", "certified_on_count", "grade_unknown"]);
}

#[test]
fn only_members_have_weights_and_proxies() {
    let rules = "weights = { decimals = 0 }\n\
                 proxies = { max_per_holder = 1, principal_may_vote = true }\n\
                 recusal = { allowed = false }\n";
    let bad = good("motion")
        .replace("\"members\"", "\"everyone\"")
        .replace("[\"secret\", \"recorded\"]", &format!("[\"recorded\"]\n{rules}"));
    let errors = Profile::parse(&bad).expect_err("attendees");
    let found = [
        (4, "electorate", "attendees_bind"),
        (6, "weights", "weights_of_everyone"),
        (7, "proxies", "weights_of_everyone"),
    ];
    assert_eq!(flaws(&errors), found);
}

#[test]
fn vote_weights_do_not_go_with_weighted_groups() {
    let rules = "[\"recorded\"]\nweights = { decimals = 0 }\nrecusal = { allowed = false }";
    let bad = good("groups").replace("[\"secret\", \"recorded\"]", rules);
    let bad = bad.replace("in_secret = true\n", "in_secret = false\n");
    let errors = Profile::parse(&bad).expect_err("two kinds of weights");
    assert_eq!(flaws(&errors), [(36, "groups", "weights_groups")]);
}

#[test]
fn a_file_is_called_after_its_profile() {
    let text = good("motion");
    assert!(Profile::parse_named(&text, "sample").is_ok());
    let errors = Profile::parse_named(&text, "example").expect_err("another name");
    assert_eq!(flaws(&errors), [(1, "id", "id_not_file")]);
}

#[test]
fn what_is_read_and_told_is_bounded() {
    let long = format!("{}#{}", good("motion"), "x".repeat(70_000));
    assert_eq!(flaws(&Profile::parse(&long).expect_err("too long")), [(1, "", "file_too_large")]);
    let many: String = (0..200).map(|n| format!("x{n} = 1\n")).collect();
    let errors = Profile::parse(&format!("{many}{}", good("motion"))).expect_err("200 flaws");
    assert_eq!(errors.iter().count(), FLAWS_MAX);
    let grades = vec!["\"yes\""; 101].join(", ");
    let errors = Profile::parse(&good("motion").replace("[\"yes\"]", &format!("[{grades}]")));
    assert_eq!(flaws(&errors.expect_err("101")), [(48, "outcome.grades", "list_too_long")]);
    let grade = "{ id = \"x\", zh = \"x\", en = \"x\", shape = \"dot\", role = \"grade\", \
                 counts_in_base = true },\n";
    let more: String = (0..8).map(|n| grade.replacen("\"x\"", &format!("\"x{n}\""), 1)).collect();
    let bad = good("ladder").replace("  { id = \"a\"", &format!("{more}  {{ id = \"a\""));
    let errors = Profile::parse(&bad).expect_err("eleven grades");
    assert!(flaws(&errors).contains(&(25, "paper.grades", "grades_count")), "{errors}");
}

#[test]
fn every_reason_is_worded_in_both_languages() {
    for case in Case::all() {
        let errors = Profile::parse(&case.text()).expect_err("bad");
        for error in &errors {
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(error.zh.chars().any(han), "{error:?}");
            assert!(error.zh_line().starts_with(&format!("第 {} 行", error.line)));
            let said = error.en_line();
            assert!(said.starts_with(&format!("line {}", error.line)) && said.len() > 20, "{said}");
        }
    }
}

/// `sheet_invalid` is the net below the others and is reached by none of them.
#[test]
fn the_document_lists_the_codes() {
    let page = include_str!("../../../docs/rule-profiles.md");
    let section = page.split("## Codes").nth(1).expect("a section on codes");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let listed: BTreeSet<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    let tabled = Case::all().into_iter().map(|case| case.code);
    let others = [
        "bands_count",
        "file_too_large",
        "file_unreadable",
        "grades_count",
        "id_not_file",
        "ladder_empty",
        "ladder_long",
        "list_too_long",
        "outcome_form",
        "sheet_invalid",
        "weights_form",
        "weights_groups",
        "weights_of_everyone",
        "sources_count",
    ];
    let known: BTreeSet<&str> = tabled.chain(others).collect();
    assert_eq!(listed, known);
}

/// The lists of known words and keys are those of the program itself.
#[test]
fn the_document_names_every_key_and_every_word() {
    let page = include_str!("../../../docs/rule-profiles.md");
    let mut named = 0;
    for case in
        Case::all().iter().filter(|case| matches!(case.code, "word_unknown" | "key_unknown"))
    {
        for error in &Profile::parse(&case.text()).expect_err("bad") {
            let Some((_, known)) = error.en.split_once(": ") else { continue };
            for word in known.trim_start_matches("known: ").split(", ") {
                let said = format!("`{word}`");
                let table = format!("`[{word}]`");
                assert!(page.contains(&said) || page.contains(&table), "{word} ({})", case.key);
                named += 1;
            }
        }
    }
    assert!(named > 50, "{named}");
}
