//! Sitting documents.

use std::collections::BTreeMap;

use plenum::documents::sitting::{PreparedSitting, SittingDocument};
use plenum::documents::sitting_error::DocumentError;
use plenum::domain::command::{Command, DeskCommand};
use plenum::domain::roster::{PEOPLE_MAX, Person, Standing};
use plenum::domain::text::Text;

use super::{HEADER, ids, profiles};

const SITTING: &str = r#"
[sitting]
assembly = "示例县人民代表大会"
title = "示例会议"
name = "第一次全体会议"
venue = "会议中心"
quorum = { fraction = "2/3", comparator = "ge" }
"#;
const FIVE: &str = "[roster.generated]\nmembers = 5\n";
const MOTION: &str =
    "[[ballots]]\nprofile = \"congress-motion\"\ntitle = \"示例议案\"\nsecrecy = \"recorded\"\n";

fn prepare(parts: &[&str]) -> Result<PreparedSitting, DocumentError> {
    let file = |name: &str| match name {
        "roster.csv" => Some(format!("{HEADER}1,甲,,,代表\n2,乙,,,列席\n").into_bytes()),
        "wrong.csv" => Some(format!("{HEADER}1,,,,代表\n2,乙,,,x\n").into_bytes()),
        "list.csv" => Some("编号,姓名,单位\n1,甲,A\n2,,B\n".into()),
        _ => None,
    };
    SittingDocument::parse(&parts.concat())?.prepare(&file, &mut ids())
}

fn refused(parts: &[&str]) -> DocumentError {
    let error = prepare(&[&[SITTING], parts].concat()).expect_err("a document that is wrong");
    assert!(!error.zh().is_empty() && !error.en().is_empty());
    error
}

#[test]
fn a_roster_comes_from_a_file_or_is_generated() {
    let file = "[roster]\nfile = \"roster.csv\"\n";
    assert_eq!(prepare(&[SITTING, file]).unwrap().people.len(), 2);

    let generated = "[roster.generated]\nmembers = 130\nattendees = 2\ndelegations = [\"第一代表团\", \"第二代表团\", \"第三代表团\"]\n";
    let people = prepare(&[SITTING, generated]).unwrap().people;
    let person = |i: usize| {
        let person: &Person = &people[i];
        [&person.number, &person.name, &person.delegation, &person.seat].map(Text::as_str)
    };
    assert_eq!(person(0), ["0001", "代表0001", "第一代表团", "1排1座"]);
    assert_eq!(person(126), ["0127", "代表0127", "第三代表团", "7排7座"]);
    assert_eq!(person(131), ["列席002", "列席002", "", "列席区1排2座"]);
    assert_eq!(people[131].standing, Standing::NonvotingAttendee);
    let sizes = ["第一代表团", "第二代表团", "第三代表团"]
        .map(|name| people.iter().filter(|person| person.delegation.as_str() == name).count());
    assert_eq!(sizes, [44, 43, 43]);
}

#[test]
fn rows_come_from_the_draw_by_name_or_by_label_and_number() {
    let draw = draw_of("2") + "label = \"民警\"\n";
    let ballot = "[[ballots]]\nprofile = \"x\"\ntitle = \"测评\"\nitems_from = \"draw\"\n";
    let prepared = prepare(&[SITTING, FIVE, &draw, ballot]).unwrap();
    let (request, _) = &prepared.ballots[0];
    let items = &request.items;
    let shown: Vec<_> =
        items.iter().map(|item| (item.title.as_str(), item.note.as_str())).collect();
    assert_eq!(shown, [("甲", "A"), ("民警 2", "B")]);
    let drawn = prepared.draw.unwrap();
    assert_eq!(request.draw, Some(drawn.draw));
    assert_eq!(drawn.sheet.seats, [1, 1]);
}

/// `[draw]` from a list of two.
fn draw_of(seats: &str) -> String {
    let secret = "0f".repeat(32);
    format!(
        "[draw]\nlist = \"list.csv\"\ntitle = \"评议对象\"\nstrata = [\"unit\"]\nseats = {seats}\n\
         secret = \"{secret}\"\ndigits = \"351624\"\n"
    )
}

#[test]
fn only_plain_names_of_files_are_read() {
    for (name, code) in [
        ("none.csv", "file_missing"),
        ("../roster.csv", "file_name"),
        ("/etc/passwd", "file_name"),
        ("a/roster.csv", "file_name"),
        ("a\\\\roster.csv", "file_name"),
        (".hidden", "file_name"),
        ("..", "file_name"),
        ("C:roster.csv", "file_name"),
        ("%2e%2e", "file_name"),
        ("roster.csv\\u0000", "file_name"),
        ("", "file_name"),
        ("wrong.csv", "cells"),
    ] {
        let roster = format!("[roster]\nfile = \"{name}\"\n");
        assert_eq!(refused(&[&roster]).code(), code, "{name}");
    }
}

#[test]
fn numbers_that_no_hall_has_are_refused() {
    for (members, attendees) in [(0, 3), (20_001, 0), (u32::MAX, u32::MAX)] {
        let roster = format!("[roster.generated]\nmembers = {members}\nattendees = {attendees}\n");
        assert_eq!(refused(&[&roster]).code(), "people_out_of_range");
    }
    for seats in ["0", "3"] {
        assert_eq!(refused(&[FIVE, &draw_of(seats)]).code(), "draw_invalid");
    }
}

#[test]
fn rows_come_from_one_place() {
    let (draw, items_from) = (draw_of("2"), "items_from = \"draw\"\n");
    let items = "items = [{ title = \"甲\" }]\n";
    assert_eq!(refused(&[FIVE, MOTION, items_from]).code(), "draw_missing");
    assert_eq!(refused(&[FIVE, &draw, MOTION, items_from, items]).code(), "items_twice");
}

#[test]
fn a_document_of_another_form_is_refused_with_line_and_key() {
    let ballot = |profile: &str, title: &str| {
        format!("[[ballots]]\nprofile = \"{profile}\"\ntitle = \"{title}\"\n")
    };
    for parts in [
        vec![],
        vec!["[roster]\n"],
        vec!["[roster]\nfile = \"roster.csv\"\n", FIVE],
        vec!["[roster.generated]\nmembers = -1\n"],
        vec![FIVE, &draw_of("-1")],
        vec![FIVE, &draw_of("2").replace("0f", "0x")],
        vec![FIVE, MOTION, "votes = 3\n"],
        vec![FIVE, MOTION, "title = \"twice\"\n"],
        vec![FIVE, &ballot("A b", "x")],
        vec![FIVE, &ballot("a", "x\\u0000")],
        vec![FIVE, &ballot("a", "x\\u202e")],
        vec![FIVE, "\0"],
    ] {
        assert_eq!(refused(&parts).code(), "document_form", "{parts:?}");
    }
    assert!(refused(&[FIVE, "x = 1\n"]).en().contains("line 10"));
    let large = "#".repeat(1024 * 1024);
    assert_eq!(refused(&[FIVE, &large]).code(), "document_too_large");
}

#[test]
fn a_sitting_of_no_assembly_is_refused() {
    let nameless = SITTING.replace("示例县人民代表大会", " ");
    let error = prepare(&[&nameless, FIVE]).expect_err("a sitting of no assembly");
    assert_eq!(error.code(), "assembly_missing");
}

#[test]
fn wrong_cells_are_told_with_their_file() {
    let zh =
        "wrong.csv: 第 2 行“name”：不能为空\nwrong.csv: 第 3 行“standing”：“x”应为：代表、列席";
    assert_eq!(refused(&["[roster]\nfile = \"wrong.csv\"\n"]).zh(), zh);
}

#[test]
fn a_ballot_that_no_sheet_can_be_made_of_is_told_by_its_number() {
    let commands = |ballot: &str| {
        let prepared = prepare(&[SITTING, FIVE, MOTION, ballot]).unwrap();
        prepared.commands(&profiles(), &mut ids()).expect_err("a ballot that is wrong")
    };
    let unknown = commands("[[ballots]]\nprofile = \"none\"\ntitle = \"x\"\n");
    assert_eq!(unknown.zh(), "第 2 项表决的规则模板“none”不存在");
    let ballot = "[[ballots]]\nprofile = \"livelihood-majority-all\"\ntitle = \"x\"\n";
    for (rest, detail) in [
        ("items = [{ title = \"甲\" }]\n", "number of places is missing"),
        ("places = 1\n", "rows are missing"),
        ("places = 2\nitems = [{ title = \"甲\" }]\n", "does not fit"),
        ("places = 1\nitems = [{ title = \"\" }]\n", "title"),
        ("places = 1\nquota = 1\nitems = [{ title = \"甲\" }]\n", "no quota"),
        ("places = 1\nduration_s = 1\nitems = [{ title = \"甲\" }]\n", "duration"),
    ] {
        let error = commands(&format!("{ballot}{rest}"));
        assert_eq!(error.code(), "ballot_invalid");
        assert!(error.en().starts_with("ballot 2: ") && error.en().contains(detail), "{error}");
    }
}

#[test]
fn a_large_roster_is_enrolled_in_parts() {
    let generated = format!("[roster.generated]\nmembers = {PEOPLE_MAX}\n");
    let prepared = prepare(&[SITTING, &generated]).unwrap();
    let commands = prepared.commands(&BTreeMap::new(), &mut ids()).unwrap();
    let parts = commands.iter().filter_map(|command| match command {
        Command::Desk(DeskCommand::Enrol { people }) => Some(people.len()),
        _ => None,
    });
    assert_eq!(parts.collect::<Vec<_>>(), [1_000; 20]);
}
