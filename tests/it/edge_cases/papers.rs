//! What a paper says where little or nothing stands on it.

use plenum::domain::paper::{PaperForm, RawPaper};
use serde_json::{Value, json};
use toml::Table;

use crate::support::ballots::{Wanted, changed, key, profile};
use crate::support::world::{World, world};

fn tally(world: &World) -> Value {
    serde_json::to_value(&world.count("ballot").tally).expect("data")
}

fn with(id: &str, changes: &str) -> Wanted {
    changed(id, &changes.parse::<Table>().expect("TOML"))
}

/// Three members, all present, and the ballot open.
fn open(wanted: &Wanted) -> World {
    world().members(3).present(3).ballot("ballot", wanted).opened("ballot")
}

/// Case 33.
#[test]
fn fewer_than_k_are_valid_unless_the_rule_says_exactly_k() {
    let at_most = profile("livelihood-majority-all").numbered(4).places(3);
    open(&at_most).run("d1 cast ballot 1 2 3\n d2 cast ballot 4\n d3 cast ballot -");
    let exactly = with("livelihood-majority-all", "paper.limit = 'exactly'").numbered(4).places(3);
    open(&exactly).run(
        "d1 cast ballot 1 2 3
         d2 cast ballot 1 2 => picks_too_few
         d2 cast ballot - => picks_too_few
         d3 cast ballot 1 2 3 4 => picks_too_many",
    );
}

/// Case 34: the same blank paper under each policy, and the base that follows from it.
#[test]
fn a_blank_paper_counts_as_its_policy_says() {
    // 1=satisfied on one paper, nothing on the other two; the row's own base is 1 of 3 papers.
    for (policy, blank, invalid) in [("abstain", 2, 0), ("invalid", 0, 2)] {
        let wanted = with("satisfaction-strict-paper", &format!("paper.blank_rows = '{policy}'"));
        let mut world = open(&wanted.numbered(1));
        world.run("d1 cast ballot 1=satisfied\n d2 cast ballot -\n d3 cast ballot -");
        let world = world.closed("ballot");
        let row = json!({"votes": [1, 0, 0], "blank": blank, "invalid": invalid, "recused": 0});
        assert_eq!(tally(&world)["rows"][0], row, "{policy}");
        assert_eq!(world.count("ballot").papers.valid, 3, "{policy}");
        let outcome = serde_json::to_value(&world.count("ballot").outcome).expect("data");
        assert_eq!(outcome["rows"][0]["verdict"]["grade"], "satisfied", "{policy}");
    }
    let refused = with("satisfaction-strict-paper", "paper.blank_rows = 'refused'");
    open(&refused.numbered(1)).run("d1 cast ballot - => paper_incomplete");
    // Over all members the same two blanks weigh as much as votes against.
    let mut world = open(&profile("satisfaction-all-ladder").numbered(1));
    world.run("d1 cast ballot 1=satisfied\n d2 cast ballot -\n d3 cast ballot -");
    let outcome = serde_json::to_value(&world.closed("ballot").count("ballot").outcome);
    assert_eq!(outcome.expect("data")["rows"][0]["verdict"]["grade"], "dissatisfied");
}

/// Case 35.
#[test]
fn three_of_twenty_rows_left_blank_abstain_and_the_others_stand() {
    let graded: Vec<String> = (1..=17).map(|n| format!("{n}=competent")).collect();
    let mut world = open(&profile("eval-threshold").numbered(20));
    world.run(&format!("d1 cast ballot {}", graded.join(" ")));
    let world = world.closed("ballot");
    for (n, row) in tally(&world)["rows"].as_array().expect("rows").iter().enumerate() {
        let (votes, blank) = if n < 17 { (1, 0) } else { (0, 1) };
        assert_eq!((&row["votes"][1], &row["blank"]), (&json!(votes), &json!(blank)), "{n}");
    }
    // Or the paper is not taken before it is complete.
    let complete = with("eval-threshold", "paper.blank_rows = 'refused'").numbered(20);
    open(&complete).run(&format!("d1 cast ballot {} => paper_incomplete", graded.join(" ")));
}

/// Case 38.
#[test]
fn a_paper_with_the_same_grade_in_every_row_is_valid() {
    let mut world = open(&profile("eval-threshold").numbered(4));
    world.run("d1 cast ballot 1=competent 2=competent 3=competent 4=competent");
    let world = world.closed("ballot");
    assert_eq!(world.count("ballot").papers.valid, 1);
    assert_eq!(tally(&world)["rows"][3]["votes"], json!([0, 1, 0, 0]));
}

/// Case 84: what is sent and counted is an id; labels in two languages are read beside it.
#[test]
fn a_choice_is_an_id_in_whatever_language_it_was_read() {
    let form = profile("congress-motion").sheet(1).form;
    let PaperForm::Marks(mut other) = form.clone() else { panic!("a matrix") };
    for grade in &mut other.grades {
        std::mem::swap(&mut grade.zh, &mut grade.en);
    }
    let raw = RawPaper::Marks { marks: [(key("1"), key("yes"))].into() };
    let paper = form.parse(&raw);
    assert!(paper.is_ok());
    assert_eq!(paper, PaperForm::Marks(other).parse(&raw));
    let by_label = RawPaper::Marks { marks: [(key("1"), key("for"))].into() };
    assert_eq!(form.parse(&by_label).map_err(|refusal| refusal.code()), Err("paper_unknown_grade"));
}
