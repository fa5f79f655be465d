//! Weighted groups of an opened box that cannot be those of the ballot, criteria and lower quotas that
//! no papers can have come to, and scores from outside that are not there.

use plenum::domain::command::{Command, DeskCommand, SystemCommand};
use plenum::domain::recusal::RecusalRule;
use plenum::domain::seal::OpenedBox;
use plenum::domain::tally::{RowTally, Tally};
use toml::toml;

use crate::support::ballots::{Wanted, changed, profile, text_of};
use crate::support::world::{World, world};

type Edit = fn(&mut OpenedBox);

fn give(world: &mut World, opened: OpenedBox) -> String {
    let (ballot, opened) = (world.id("box"), Box::new(opened));
    let given = world.give(&Command::System(SystemCommand::CountOpened { ballot, opened }));
    given.map_or_else(|refusal| refusal.code().to_owned(), |_| "ok".to_owned())
}

fn refused(mut world: World, edits: &[(&str, Edit)]) {
    let honest = world.open_box("box");
    for (about, edit) in edits {
        let mut opened = honest.clone();
        edit(&mut opened);
        assert!(opened != honest, "{about} edits nothing");
        let before = world.sitting.clone();
        assert_eq!(give(&mut world, opened), "count_contradicts", "{about}");
        assert!(world.sitting == before, "{about}");
    }
    assert_eq!(give(&mut world, honest), "ok");
}

fn rows(tally: &mut Tally) -> &mut Vec<RowTally> {
    match tally {
        Tally::Marks { rows } => rows,
        _ => panic!("a matrix"),
    }
}

fn group(opened: &mut OpenedBox, place: usize) -> &mut plenum::domain::group::GroupTally {
    &mut opened.groups.as_mut().expect("weighted groups")[place]
}

/// Two deputies and one official have voted, the public not at all.
fn grouped() -> World {
    let wanted = profile("eval-groups").numbered(3).quota(1).secret();
    let hall = world().members_of("代表", 2).members_of("干部", 2).members_of("公众", 2);
    let mut world = hall.present(6).ballot("box", &wanted);
    world.run(
        "chair open-sealed box
         d1 seal box 1=outstanding 2=basically_competent 3=basically_competent
         d2 seal box 1=competent 2=basically_competent 3=basically_competent
         d3 seal box 1=outstanding 2=basically_competent 3=basically_competent
         chair close box",
    );
    world
}

#[test]
fn groups_that_are_not_those_of_the_ballot_are_refused() {
    refused(
        grouped(),
        &[
            ("no groups", |o| o.groups = None),
            ("one group fewer", |o| drop(o.groups.as_mut().expect("groups").pop())),
            ("another order", |o| o.groups.as_mut().expect("groups").swap(0, 1)),
            ("another name", |o| group(o, 0).group = text_of("群众")),
            ("more papers than the group has voters", |o| group(o, 1).papers = 2),
            ("papers of those who did not vote", |o| group(o, 2).papers = 1),
            ("fewer papers than the tally", |o| group(o, 0).papers = 1),
            ("a vote moved to another group", |o| {
                rows(&mut group(o, 0).tally)[0].votes = vec![2, 0, 0, 0];
                rows(&mut group(o, 1).tally)[0].votes = vec![0, 1, 0, 0];
                rows(&mut o.tally)[0].votes = vec![1, 2, 0, 0];
            }),
            ("a group beyond the tally", |o| {
                rows(&mut group(o, 0).tally)[0].votes = vec![0, 2, 0, 0];
            }),
            ("a lower quota that no paper has kept", |o| {
                rows(&mut group(o, 1).tally)[1].votes = vec![0, 1, 0, 0];
                rows(&mut o.tally)[1].votes = vec![0, 1, 2, 0];
            }),
            ("a row fewer", |o| drop(rows(&mut group(o, 2).tally).pop())),
        ],
    );
}

#[test]
fn nobody_changes_the_weighted_group_before_it_is_counted() {
    let enrol = |world: &mut World| {
        let mut person = world.sitting.roster().people().next().expect("a deputy").0.clone();
        person.group = text_of("公众");
        let given = world.give(&Command::Desk(DeskCommand::Enrol { people: vec![person] }));
        given.map_or_else(|refusal| refusal.code().to_owned(), |_| "ok".to_owned())
    };
    let wanted = profile("eval-groups").numbered(4).quota(1).secret();
    let mut world = grouped().ballot("open", &wanted);
    assert_eq!(enrol(&mut world), "roster_frozen", "closed");
    let honest = world.open_box("box");
    assert_eq!(give(&mut world, honest), "ok");
    world.run("chair open-sealed open");
    assert_eq!(enrol(&mut world), "roster_frozen", "open");
    world.run("chair void open 误开");
    assert_eq!(enrol(&mut world), "ok");
}

#[test]
fn nobody_joins_a_ballot_with_weighted_groups() {
    let wanted = profile("eval-groups").numbered(3).quota(1).with(|sheet| {
        let rules = &mut sheet.rules;
        (rules.binding, rules.quorum, rules.recusal) = (false, None, RecusalRule::default());
        rules.recusal.allowed = false;
        rules.growing = true;
    });
    let refusal = wanted.sheet(1).check().expect_err("a list that grows");
    assert!(refusal.en.contains("weighted groups has a frozen list"), "{}", refusal.en);
}

#[test]
fn a_ballot_without_groups_has_none_in_its_box() {
    let wanted = profile("eval-score").numbered(2).quota(1).secret();
    let mut world = world().members(3).present(3).ballot("box", &wanted);
    world.run("chair open-sealed box\n d1 seal box 1=outstanding\n chair close box");
    refused(world, &[("groups", |o| o.groups = Some(Vec::new()))]);
}

#[test]
fn cells_that_no_papers_can_have_come_to_are_refused() {
    let change = toml! {
        [paper]
        blank_rows = "invalid"
        quotas = [{ grade = "competent", min = 1, max = 1 }]
        [outcome]
        percent = 50
    };
    let wanted = changed("eval-criteria", &change).numbered(2).secret();
    let mut world = world().members(3).present(3).ballot("box", &wanted);
    let all = |row: u32, grade: &str| {
        let criteria = ["character", "ability", "diligence", "achievement", "probity"];
        criteria.map(|c| format!("{row}_{c}={grade}")).join(" ")
    };
    let (one, two) = (all(1, "competent"), all(2, "outstanding"));
    // The second paper leaves one criterion of the second row blank: the whole row is invalid.
    let short = two.rsplit_once(' ').expect("five").0;
    world.run(&format!(
        "chair open-sealed box
         d1 seal box {one} {two}
         d2 seal box {one} {short}
         chair close box"
    ));
    let honest = world.open_box("box");
    let Tally::Marks { rows: cells } = &honest.tally else { panic!("a matrix") };
    assert_eq!(cells.iter().map(|c| c.invalid).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    refused(
        world,
        &[
            ("a row that is invalid in one criterion only", |o| {
                let cell = &mut rows(&mut o.tally)[9];
                (cell.votes, cell.invalid) = (vec![2, 0, 0, 0], 0);
            }),
            ("an abstention where a blank is invalid", |o| {
                let cell = &mut rows(&mut o.tally)[9];
                (cell.blank, cell.invalid) = (1, 0);
            }),
            ("fewer of a grade than each paper has", |o| {
                rows(&mut o.tally)[0].votes = vec![2, 0, 0, 0];
            }),
            ("more of a grade than each paper may have", |o| {
                rows(&mut o.tally)[5].votes = vec![0, 1, 0, 0];
            }),
            ("cells of rows without criteria", |o| rows(&mut o.tally).truncate(2)),
        ],
    );
}

#[test]
fn a_paper_of_equal_grades_cannot_be_in_a_box_that_refuses_it() {
    let change = toml! {
        [outcome]
        percent = 50
    };
    let wanted = changed("eval-criteria", &change).numbered(2).secret();
    let mut world = world().members(2).present(2).ballot("box", &wanted);
    let all = |grade: &str, last: &str| {
        let mut cells = Vec::new();
        for row in 1..=2 {
            for criterion in ["character", "ability", "diligence", "achievement", "probity"] {
                let last_cell = row == 2 && criterion == "probity";
                let grade = if last_cell { last } else { grade };
                cells.push(format!("{row}_{criterion}={grade}"));
            }
        }
        cells.join(" ")
    };
    let (equal, lawful) = (all("competent", "competent"), all("competent", "outstanding"));
    world.run(&format!(
        "chair open-sealed box\n d1 seal box {equal}\n d2 seal box {lawful}\n chair close box"
    ));
    assert_eq!(world.open_box("box").invalid, 1, "a paper of equal grades is invalid as a whole");
    refused(
        world,
        &[("the equal paper counted", |o| {
            o.invalid = 0;
            rows(&mut o.tally).iter_mut().for_each(|cell| cell.votes = vec![0, 2, 0, 0]);
        })],
    );
}

#[test]
fn a_score_from_outside_that_is_missing_or_no_number_is_refused_by_name() {
    let code = |wanted: &Wanted| wanted.refusal().map(|refusal| (refusal.code(), refusal.en()));
    let rows = profile("eval-composite").items(&["0001", "0002"]).quota(1);
    let whole = |survey: &[&str], appraisal: &[&str]| {
        rows.clone().external("survey", survey).external("appraisal", appraisal)
    };
    assert_eq!(code(&whole(&["90", "85.25"], &["70", "0"])), None);
    let missing = |wanted: &Wanted, source: &str, item: &str| {
        let (found, en) = code(wanted).expect("refused");
        assert_eq!(found, "external_score_missing");
        assert!(en.contains(source) && en.contains(item), "{en}");
    };
    missing(&rows, "Survey group", "0001");
    missing(&whole(&["90"], &["70", "0"]), "Survey group", "0002");
    missing(&whole(&["90", ""], &["70", "0"]), "Survey group", "0002");
    missing(&whole(&["90", "85"], &["70.001", "0"]), "Professional appraisal", "0001");
    missing(&whole(&["90", "1000.01"], &["70", "0"]), "Survey group", "0002");
    // Never cut to fit, and never taken for another source.
    assert_eq!(
        code(&whole(&["90", "85", "80"], &["70", "0"])).expect("refused").0,
        "sheet_invalid"
    );
    let other = whole(&["90", "85"], &["70", "0"]).external("exam", &["1", "2"]);
    assert_eq!(code(&other).expect("refused").0, "sheet_invalid");
    let plain = profile("eval-score").items(&["0001"]).quota(1).external("exam", &["1"]);
    assert_eq!(code(&plain).expect("refused").0, "sheet_invalid");
}
