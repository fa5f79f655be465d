//! The text under a seal, read strictly: one choice has one text, and what the form says no to is
//! said no to as for a paper in the clear.

use plenum::domain::paper::{BlankRows, Paper, PaperForm};
use plenum::domain::seal::paper_text;
use plenum::domain::sheet::Sheet;

use crate::support::ballots::{Wanted, profile};

fn code(form: &PaperForm, text: impl AsRef<[u8]>) -> &'static str {
    form.read(text.as_ref()).map_or_else(|refusal| refusal.code(), |_| "ok")
}

fn form(wanted: &Wanted) -> PaperForm {
    wanted.sheet(1).form
}

/// Three rows, four grades, blanks lawful, one `outstanding` at most.
fn matrix() -> PaperForm {
    form(&profile("eval-paper-quota").numbered(3).quota(1))
}

/// Every row must be marked.
fn strict() -> PaperForm {
    fn refuse_blanks(sheet: &mut Sheet) {
        if let PaperForm::Marks(form) = &mut sheet.form {
            form.blank_rows = BlankRows::Refused;
        }
    }
    form(&profile("eval-paper-quota").numbered(3).quota(1).with(refuse_blanks))
}

/// One or two of twelve.
fn picks() -> PaperForm {
    form(&profile("quick-poll").numbered(12).places(2))
}

#[test]
fn a_lawful_paper_is_read_from_its_one_text() {
    for (form, text) in [
        (matrix(), r#"{"form":"marks","marks":[0,1,null]}"#),
        (matrix(), r#"{"form":"marks","marks":[null,null,null]}"#),
        (matrix(), r#"{"form":"marks","marks":[3,3,3]}"#),
        (strict(), r#"{"form":"marks","marks":[0,1,2]}"#),
        (picks(), r#"{"form":"picks","picks":[0,11]}"#),
        (picks(), r#"{"form":"picks","picks":[10]}"#),
    ] {
        let paper =
            form.read(text.as_bytes()).unwrap_or_else(|refusal| panic!("{text}: {refusal}"));
        assert_eq!(String::from_utf8(paper_text(&paper)).expect("JSON"), text);
    }
}

#[test]
fn what_is_no_canonical_paper_is_unreadable() {
    let marks = r#"{"form":"marks","marks":[0,1,null]}"#;
    assert_eq!(code(&matrix(), marks), "ok");
    for text in [
        "",
        "null",
        "[]",
        "{}",
        "yes",
        r#"{"form":"marks"}"#,
        r#"{"marks":[0,1,null]}"#,
        r#"{"form":"ranks","ranks":[0,1,null]}"#,
        r#"{"form":"marks","picks":[0]}"#,
        // Other spellings of the same choice.
        r#"{"marks":[0,1,null],"form":"marks"}"#,
        r#"{"form": "marks","marks":[0,1,null]}"#,
        r#"{"form":"marks","marks":[0,1,null]} "#,
        r#" {"form":"marks","marks":[0,1,null]}"#,
        r#"{"form":"marks","marks":[0,1.0,null]}"#,
        r#"{"form":"marks","marks":[-0,1,null]}"#,
        r#"{"form":"marks","marks":[00,1,null]}"#,
        r#"{"form":"mar\u006bs","marks":[0,1,null]}"#,
        r#"["marks",[0,1,null]]"#,
        r#"{"form":"marks","marks":["0",1,null]}"#,
        r#"{"form":"marks","marks":{"0":0,"1":1}}"#,
        // A mark of one's own, by which the paper could be told among others.
        r#"{"form":"marks","marks":[0,1,null],"note":"d1"}"#,
        r#"{"form":"marks","marks":[0,1,null],"marks":[0,1,null]}"#,
        r#"{"form":"marks","marks":[0,1,256]}"#,
        r#"{"form":"marks","marks":[0,1,-1]}"#,
    ] {
        assert_eq!(code(&matrix(), text), "envelope_unreadable", "{text}");
    }
    for tail in ["\0", "\n", "{}", ",", "0"] {
        let text = format!("{marks}{tail}");
        assert_eq!(code(&matrix(), &text), "envelope_unreadable", "{text:?}");
    }
    let cut = &marks.as_bytes()[..marks.len() - 1];
    assert_eq!(code(&matrix(), cut), "envelope_unreadable");
    assert_eq!(code(&matrix(), b"\xff\xfe"), "envelope_unreadable");
    assert_eq!(code(&matrix(), "[".repeat(100_000)), "envelope_unreadable");
}

#[test]
fn picks_ascend_and_stand_there_once() {
    for (text, expected) in [
        (r#"{"form":"picks","picks":[3,0]}"#, "paper_wrong_form"),
        (r#"{"form":"picks","picks":[3,3]}"#, "paper_wrong_form"),
        (r#"{"form":"picks","picks":[0,1,2]}"#, "picks_too_many"),
        (r#"{"form":"picks","picks":[2,1,0]}"#, "paper_wrong_form"),
        (r#"{"form":"picks","picks":[]}"#, "picks_too_few"),
        (r#"["picks",[0,3]]"#, "envelope_unreadable"),
        (r#"{"form":"picks","picks":[null]}"#, "envelope_unreadable"),
        (r#"{"form":"picks","picks":[65536]}"#, "envelope_unreadable"),
    ] {
        assert_eq!(code(&picks(), text), expected, "{text}");
    }
}

#[test]
fn what_the_form_says_no_to_is_refused_under_the_seal_too() {
    for (form, text, expected) in [
        (matrix(), r#"{"form":"picks","picks":[0]}"#, "paper_wrong_form"),
        (picks(), r#"{"form":"marks","marks":[0]}"#, "paper_wrong_form"),
        // Rows and grades have no keys under the seal: what is not on the paper is another form.
        (matrix(), r#"{"form":"marks","marks":[0,1]}"#, "paper_wrong_form"),
        (matrix(), r#"{"form":"marks","marks":[0,1,null,null]}"#, "paper_wrong_form"),
        (matrix(), r#"{"form":"marks","marks":[]}"#, "paper_wrong_form"),
        (matrix(), r#"{"form":"marks","marks":[0,1,4]}"#, "paper_wrong_form"),
        (picks(), r#"{"form":"picks","picks":[12]}"#, "paper_wrong_form"),
        (matrix(), r#"{"form":"marks","marks":[0,0,null]}"#, "paper_over_quota"),
        (strict(), r#"{"form":"marks","marks":[0,1,null]}"#, "paper_incomplete"),
    ] {
        assert_eq!(code(&form, text), expected, "{text}");
    }
}

/// Every paper that can be written down for a small form: it is read, or it is refused, and no two
/// texts are one paper.
#[test]
fn every_paper_of_a_small_form_has_one_text() {
    let cells = [None, Some(0), Some(1), Some(2), Some(3)];
    let (mut read, mut papers) = (0, std::collections::BTreeSet::new());
    for n in 0..cells.len().pow(3) {
        let cell = |place: u32| cells[n / cells.len().pow(place) % cells.len()];
        let (a, b, c) = (cell(0), cell(1), cell(2));
        let paper = Paper::Marks { marks: vec![a, b, c] };
        let outstanding = [a, b, c].iter().filter(|mark| **mark == Some(0)).count();
        let found = matrix().read(&paper_text(&paper));
        assert_eq!(found.is_ok(), outstanding <= 1, "{paper:?}");
        if let Ok(found) = found {
            assert_eq!(found, paper);
            read += 1;
            papers.insert(paper_text(&found));
        }
    }
    assert_eq!(papers.len(), read);
}
