//! A count out of envelopes that contradicts the cut, the form or itself. Whoever holds the key
//! alone has seen the papers; what the figures alone give away is held against them all the same.

mod forms;

use plenum::domain::command::{Command, SystemCommand};
use plenum::domain::paper::{BlankRows, Paper, PaperForm};
use plenum::domain::seal::{OpenedBox, paper_text};
use plenum::domain::sheet::Sheet;
use plenum::domain::tally::Tally;

use crate::support::ballots::{Wanted, profile};
use crate::support::world::{World, world};

type Edit = fn(&mut OpenedBox);

/// A closed secret ballot of three voters, one of whose papers is unreadable.
fn closed(wanted: &Wanted, papers: [&str; 2]) -> World {
    let mut world = world().members(4).present(4).ballot("box", &wanted.clone().secret());
    let [one, two] = papers;
    world.run(&format!(
        "chair open-sealed box
         d1 seal box {one}
         d2 seal box {two}
         d3 seal box text:nonsense
         chair close box",
    ));
    world
}

fn give(world: &mut World, opened: OpenedBox) -> String {
    let (ballot, opened) = (world.id("box"), Box::new(opened));
    let given = world.give(&Command::System(SystemCommand::CountOpened { ballot, opened }));
    given.map_or_else(|refusal| refusal.code().to_owned(), |_| "ok".to_owned())
}

/// Each edit of the honest figures is refused and changes nothing; then they themselves are taken.
#[track_caller]
fn refused(wanted: &Wanted, papers: [&str; 2], edits: &[(&str, Edit)]) {
    let mut world = closed(wanted, papers);
    let honest = world.open_box("box");
    assert_eq!(honest.invalid, 1);
    for (about, edit) in edits {
        let mut opened = honest.clone();
        edit(&mut opened);
        assert!(opened != honest, "{about} edits nothing");
        let before = world.sitting.clone();
        assert_eq!(give(&mut world, opened), "count_contradicts", "{about}");
        assert!(world.sitting == before, "{about}");
    }
    assert_eq!(give(&mut world, honest), "ok");
    let count = world.count("box");
    assert_eq!((count.papers.returned, count.papers.valid, count.papers.invalid), (3, 2, 1));
}

fn cell(opened: &mut OpenedBox, row: usize, grade: usize) -> &mut u64 {
    match &mut opened.tally {
        Tally::Marks { rows } => &mut rows[row].votes[grade],
        _ => panic!("a matrix"),
    }
}

fn votes(opened: &mut OpenedBox) -> &mut Vec<u64> {
    match &mut opened.tally {
        Tally::Picks(tally) => &mut tally.votes,
        _ => panic!("picks"),
    }
}

fn row(opened: &mut OpenedBox) -> &mut plenum::domain::tally::RowTally {
    match &mut opened.tally {
        Tally::Marks { rows } => &mut rows[0],
        _ => panic!("a matrix"),
    }
}

fn papers(opened: &mut OpenedBox) -> &mut Vec<Paper> {
    opened.papers.as_mut().expect("they are published")
}

fn publish(sheet: &mut Sheet) {
    sheet.rules.publish_papers = true;
}

#[test]
fn figures_that_no_box_can_hold_are_refused() {
    let motion = profile("congress-motion");
    refused(
        &motion,
        ["yes", "no"],
        &[
            ("fewer invalid papers", |opened| opened.invalid = 0),
            ("more invalid papers", |opened| opened.invalid = 2),
            ("more invalid papers than envelopes", |opened| opened.invalid = 4),
            ("as many as a number can hold", |opened| opened.invalid = u32::MAX),
            ("a vote more", |opened| *cell(opened, 0, 0) += 1),
            ("a vote fewer", |opened| *cell(opened, 0, 0) -= 1),
            ("sums that wrap round", |opened| {
                row(opened).votes = vec![u64::MAX, 1, 2];
            }),
            ("picks", |opened| opened.tally = Tally::Picks(vec![1, 1, 0].into())),
            ("no row", |opened| opened.tally = Tally::Marks { rows: Vec::new() }),
            ("a row twice", |opened| {
                let row = row(opened).clone();
                opened.tally = Tally::Marks { rows: vec![row.clone(), row] };
            }),
            ("a column more", |opened| row(opened).votes.push(0)),
            ("a column fewer", |opened| row(opened).votes.truncate(2)),
            ("a blank where none is taken", |opened| {
                *cell(opened, 0, 0) -= 1;
                row(opened).blank += 1;
            }),
            ("an invalid line where none is taken", |opened| {
                *cell(opened, 0, 0) -= 1;
                row(opened).invalid += 1;
            }),
            ("papers that are not published", |opened| opened.papers = Some(Vec::new())),
        ],
    );
}

#[test]
fn a_matrix_adds_up_in_every_row_and_keeps_its_quota() {
    let matrix = profile("eval-paper-quota").numbered(3).quota(1);
    let papers = ["1=outstanding 2=competent", "1=competent 3=outstanding"];
    refused(
        &matrix,
        papers,
        &[
            ("a row that lost a vote", |opened| *cell(opened, 2, 0) -= 1),
            ("a row that won a vote", |opened| *cell(opened, 1, 0) += 1),
            ("a blank line called invalid", |opened| {
                row(opened).votes[0] = 0;
                row(opened).invalid = 1;
            }),
            ("three of a grade on two papers of one each", |opened| {
                (*cell(opened, 0, 0), *cell(opened, 0, 1)) = (2, 0);
            }),
        ],
    );
    fn invalid_blanks(sheet: &mut Sheet) {
        if let PaperForm::Marks(form) = &mut sheet.form {
            form.blank_rows = BlankRows::Invalid;
        }
    }
    refused(
        &matrix.with(invalid_blanks),
        papers,
        &[("an invalid line called blank", |opened| {
            row(opened).votes[0] = 0;
            row(opened).blank = 1;
        })],
    );
}

#[test]
fn ticks_fit_the_papers_that_carry_them() {
    refused(
        &profile("quick-poll").numbered(4).places(2),
        ["1 2", "1"],
        &[
            ("an option with more ticks than papers", |opened| votes(opened)[0] = 3),
            ("more ticks than K for each", |opened| *votes(opened) = vec![2, 2, 1, 0]),
            ("fewer ticks than the least for each", |opened| *votes(opened) = vec![1, 0, 0, 0]),
            ("no ticks at all", |opened| votes(opened).fill(0)),
            ("sums that wrap round", |opened| *votes(opened) = vec![u64::MAX, 4, 0, 0]),
            ("an option more", |opened| votes(opened).push(0)),
            ("marks", |opened| opened.tally = Tally::Marks { rows: Vec::new() }),
        ],
    );
}

#[test]
fn published_papers_are_sorted_lawful_and_add_up() {
    refused(
        &profile("quick-poll").numbered(12).places(2).with(publish),
        ["2 3", "1 11"],
        &[
            ("none published", |opened| opened.papers = None),
            ("one too few", |opened| {
                papers(opened).pop();
            }),
            ("one too many", |opened| {
                let last = papers(opened)[1].clone();
                papers(opened).push(last);
            }),
            ("unsorted", |opened| papers(opened).reverse()),
            ("other papers with the same ticks", |opened| {
                *papers(opened) =
                    vec![Paper::Picks(vec![0, 1].into()), Paper::Picks(vec![10, 2].into())];
            }),
            ("another paper", |opened| papers(opened)[0] = Paper::Picks(vec![0, 9].into())),
            ("an option that is not there", |opened| {
                papers(opened)[1] = Paper::Picks(vec![1, 12].into());
            }),
            ("a paper of another form", |opened| {
                papers(opened)[0] = Paper::Marks { marks: vec![Some(0)] };
            }),
            ("a vote more", |opened| votes(opened)[0] += 1),
        ],
    );
    // Sorted by bytes, not by number: 10 stands before 2.
    let world =
        closed(&profile("quick-poll").numbered(12).places(2).with(publish), ["2 3", "1 11"]);
    let texts: Vec<_> = papers(&mut world.open_box("box")).iter().map(paper_text).collect();
    assert_eq!(
        texts,
        [&br#"{"form":"picks","picks":[0,10]}"#[..], &br#"{"form":"picks","picks":[1,2]}"#[..],]
    );
}

#[test]
fn a_box_without_a_readable_paper_has_no_result() {
    let mut world = world().members(2).present(2).ballot("box", &profile("sc-motion").secret());
    world.run(
        "chair open-sealed box\n d1 seal box text:{}\n d2 seal box text:[]\n chair close box\n settle",
    );
    let count = serde_json::to_value(world.count("box")).expect("data");
    assert_eq!(count["papers"]["invalid"], 2);
    assert_eq!(count["outcome"], serde_json::json!({"kind": "no_result"}));
}

#[test]
fn an_empty_box_is_counted_and_its_key_goes() {
    let mut world = world().members(2).present(2).ballot("box", &profile("sc-motion").secret());
    world.run("chair open-sealed box\n chair close box\n settle");
    assert_eq!(world.count("box").papers.returned, 0);
    assert!(world.sitting.keys_held().is_empty());
}
