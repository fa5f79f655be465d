//! The life of a ballot: one test per edge, one table for every act in every phase, and the
//! diagram in `docs/ballot-life-cycle.md` held against both.

use std::collections::BTreeSet;

use crate::support::ballots::{profile, text_of};
use crate::support::world::{World, world};

/// Every edge with its test: from, to, and the acts that lead along it.
macro_rules! edges {
    ($($name:ident: $from:literal, $to:literal, [$($act:literal),+];)+) => {
        const EDGES: &[(&str, &str, &str, &[&str])] =
            &[$((stringify!($name), $from, $to, &[$($act),+])),+];

        $(#[test]
        fn $name() {
            walk($from, $to, &[$($act),+]);
        })+
    };
}

edges! {
    start_to_draft: "[*]", "draft", ["desk draft"];
    draft_to_ready: "draft", "ready", ["desk ready"];
    ready_to_draft: "ready", "draft", ["desk unready"];
    draft_to_cancelled: "draft", "cancelled", ["desk cancel"];
    ready_to_cancelled: "ready", "cancelled", ["desk cancel"];
    ready_to_open: "ready", "open", ["chair open"];
    open_to_suspended: "open", "suspended",
        ["chair suspend", "system suspend-for-quorum", "system suspend-after-restart"];
    suspended_to_open: "suspended", "open", ["chair resume"];
    open_to_closed: "open", "closed",
        ["chair close", "system close-due", "system close-all-voted"];
    closed_to_counted: "closed", "counted", ["system count"];
    counted_to_certified: "counted", "certified", ["scrutineer certify"];
    counted_to_declared: "counted", "declared", ["chair declare"];
    certified_to_declared: "certified", "declared", ["chair declare"];
    open_to_voided: "open", "voided", ["chair void"];
    suspended_to_voided: "suspended", "voided", ["chair void"];
    closed_to_voided: "closed", "voided", ["chair void"];
    counted_to_voided: "counted", "voided", ["chair void"];
    certified_to_voided: "certified", "voided", ["chair void"];
    declared_to_voided: "declared", "voided", ["chair void"];
}

/// Every act in every phase. `counted+` is counted where the rules ask for certification.
const TABLE: &str = "
act                           start   draft    ready    open  suspended closed counted  counted+    certified declared cancelled voided
desk draft                    ok      ok       exists   exists exists   exists exists   exists      exists    exists   exists    exists
desk ready                    unknown ok       done     wrong wrong     wrong  wrong    wrong       wrong     wrong    wrong     wrong
desk unready                  unknown done     ok       wrong wrong     wrong  wrong    wrong       wrong     wrong    wrong     wrong
desk cancel                   unknown ok       ok       wrong wrong     wrong  wrong    wrong       wrong     wrong    done      wrong
chair open                    unknown wrong    ok       done  wrong     wrong  wrong    wrong       wrong     wrong    wrong     wrong
chair last-call               unknown wrong    wrong    ok    wrong     wrong  wrong    wrong       wrong     wrong    wrong     wrong
chair extend                  unknown wrong    wrong    ok    wrong     wrong  wrong    wrong       wrong     wrong    wrong     wrong
chair suspend                 unknown wrong    wrong    ok    done      wrong  wrong    wrong       wrong     wrong    wrong     wrong
chair resume                  unknown wrong    wrong    done  ok        wrong  wrong    wrong       wrong     wrong    wrong     wrong
chair close                   unknown wrong    wrong    ok    wrong     done   done     done        done      done     wrong     wrong
chair declare                 unknown wrong    wrong    wrong wrong     wrong  ok       uncertified ok        done     wrong     wrong
chair void                    unknown wrong    wrong    ok    ok        ok     ok       ok          ok        ok       wrong     done
scrutineer certify            unknown wrong    wrong    wrong wrong     wrong  unneeded ok          done      wrong    wrong     wrong
system close-due              unknown wrong    wrong    ok    wrong     done   done     done        done      done     wrong     wrong
system close-all-voted        unknown wrong    wrong    ok    wrong     done   done     done        done      done     wrong     wrong
system suspend-for-quorum     unknown wrong    wrong    ok    done      wrong  wrong    wrong       wrong     wrong    wrong     wrong
system suspend-after-restart  unknown wrong    wrong    ok    done      wrong  wrong    wrong       wrong     wrong    wrong     wrong
system count                  unknown wrong    wrong    wrong wrong     ok     done     done        wrong     wrong    wrong     wrong
d1 cast                       unknown unopened unopened ok    waiting   late   late     late        late      late     cancelled voided
";

fn spelt(cell: &str) -> &'static str {
    match cell {
        "ok" => "ok",
        "unknown" => "ballot_unknown",
        "exists" => "ballot_exists",
        "done" => "already_done",
        "wrong" => "wrong_phase",
        "uncertified" => "not_certified",
        "unneeded" => "certification_not_needed",
        "unopened" => "ballot_not_open",
        "waiting" => "ballot_suspended",
        "late" => "ballot_closed, noted",
        "cancelled" => "ballot_cancelled",
        "voided" => "ballot_voided",
        other => panic!("no refusal is called {other}"),
    }
}

/// A sitting whose ballot has come to this phase.
fn at(column: &str) -> World {
    let mut world = match column {
        "start" | "[*]" => {
            return world().members(3).present(3).paper(
                "motion",
                &profile("congress-motion").lasting(60).with(|sheet| {
                    sheet.rules.close_when_all_voted = true;
                }),
            );
        }
        "counted+" | "certified" => at("start").paper(
            "motion",
            &profile("congress-motion").with(|sheet| sheet.rules.certification = true),
        ),
        _ => at("start"),
    };
    let path = match column {
        "draft" => "",
        "ready" => "desk ready motion",
        "open" => "desk ready motion\n chair open motion",
        "suspended" => "desk ready motion\n chair open motion\n chair suspend motion",
        "closed" => "desk ready motion\n chair open motion\n chair close motion",
        "counted" | "counted+" => {
            "desk ready motion\n chair open motion\n chair close motion\n system count motion"
        }
        "certified" => {
            "desk ready motion\n chair open motion\n chair close motion\n system count motion
             scrutineer certify motion"
        }
        "declared" => {
            "desk ready motion\n chair open motion\n chair close motion\n system count motion
             chair declare motion"
        }
        "cancelled" => "desk cancel motion wrong draft",
        "voided" => "desk ready motion\n chair open motion\n chair void motion wrong draft",
        other => panic!("no phase is called {other}"),
    };
    world.run("desk draft motion");
    world.run(path);
    assert_eq!(world.phase("motion"), column.trim_end_matches('+'));
    world
}

/// Gives the act in the phase, with what makes it due where the ballot is open.
fn act(world: &mut World, act: &str) -> String {
    let open = phase(world) == "open";
    match act {
        "system suspend-for-quorum" if open => {
            world.run("desk check-out d2\n desk check-out d3");
        }
        "system close-due" if open => {
            world.run("wait 60");
        }
        "system close-all-voted" if open => {
            world.run("d1 cast motion yes\n d2 cast motion no\n d3 cast motion abstain");
        }
        _ => {}
    }
    let rest = match act {
        "chair last-call" | "chair extend" => "30",
        "chair void" | "desk cancel" => "wrong draft",
        "d1 cast" => "yes",
        _ => "",
    };
    world.say(&format!("{act} motion {rest}"))
}

fn phase(world: &World) -> &'static str {
    let ballot = world.sitting.ballot(world.id("motion"));
    ballot.map_or("[*]", |ballot| ballot.phase.name())
}

fn walk(from: &str, to: &str, acts: &[&str]) {
    for name in acts {
        let mut world = match (from, *name) {
            ("counted", "scrutineer certify") => at("counted+"),
            _ => at(from),
        };
        assert_eq!(phase(&world), from);
        assert_eq!(act(&mut world, name), "ok", "{name} when {from}");
        assert_eq!(phase(&world), to, "{name} when {from}");
    }
}

/// Rows of the table: the act, and for each column the expected outcome.
fn table() -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
    let mut lines = TABLE.trim().lines();
    let columns: Vec<&str> = lines.next().expect("a head").split_whitespace().collect();
    let row = |line: &'static str| {
        let (act, cells) = line.split_at(30);
        let cells: Vec<&str> = cells.split_whitespace().collect();
        assert_eq!(cells.len(), columns.len() - 1, "{line}");
        let cells = columns[1..].iter().copied().zip(cells);
        (act.trim(), cells.collect())
    };
    lines.map(row).collect()
}

#[test]
fn every_act_in_every_phase_is_carried_out_or_refused_as_the_table_says() {
    for (name, cells) in table() {
        for (column, cell) in cells {
            let mut world = at(column);
            let before = world.sitting.clone();
            let outcome = act(&mut world, name);
            assert_eq!(outcome, spelt(cell), "{name} when {column}");
            if cell != "ok" && cell != "late" {
                assert!(before == world.sitting, "{name} when {column} changed something");
            }
        }
    }
}

/// What the machine really does, found by trying everything.
#[test]
fn the_edges_are_all_there_are() {
    let mut found = BTreeSet::new();
    for (name, cells) in table() {
        for (column, _) in cells.iter().filter(|(_, cell)| *cell == "ok") {
            let mut world = at(column);
            let from = phase(&world);
            act(&mut world, name);
            if phase(&world) != from {
                found.insert((from, phase(&world), name));
            }
        }
    }
    let listed =
        EDGES.iter().flat_map(|(_, from, to, acts)| acts.iter().map(move |act| (*from, *to, *act)));
    assert_eq!(found, listed.collect());
}

#[test]
fn tests_are_named_after_their_edges() {
    for (name, from, to, _) in EDGES {
        assert_eq!(*name, format!("{from}_to_{to}").replace("[*]", "start"));
    }
}

#[test]
fn the_diagram_shows_the_edges() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ballot-life-cycle.md");
    let text = std::fs::read_to_string(path).expect("the document");
    let diagram = text
        .split("```mermaid")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("a diagram");
    let edge = |line: &str| {
        let (from, rest) = line.trim().split_once(" --> ")?;
        let (to, acts) = rest.split_once(": ").unwrap_or((rest, ""));
        let acts: Vec<String> = acts.split(", ").map(str::to_owned).collect();
        (to != "[*]").then(|| (from.to_owned(), to.to_owned(), acts))
    };
    let drawn: BTreeSet<_> = diagram.lines().filter_map(edge).collect();
    let acts = |acts: &[&str]| acts.iter().map(|act| (*act).to_owned()).collect();
    let listed =
        EDGES.iter().map(|(_, from, to, by)| ((*from).to_owned(), (*to).to_owned(), acts(by)));
    assert_eq!(drawn, listed.collect());
}

#[test]
fn acts_of_the_engine_are_refused_unless_due() {
    at("open").run(
        "system close-due motion => not_due
         system close-all-voted motion => not_due
         system suspend-for-quorum motion => not_due
         wait 59
         system close-due motion => not_due
         d1 cast motion yes
         d2 cast motion yes
         system close-all-voted motion => not_due",
    );
}

#[test]
fn without_quorum_nothing_closes_an_open_ballot() {
    let mut world = at("open");
    world.run(
        "d1 cast motion yes\n d2 cast motion yes\n d3 cast motion yes
         desk check-out d2
         desk check-out d3
         chair close motion => quorum_lost
         system close-all-voted motion => quorum_lost
         wait 60
         system close-due motion => quorum_lost
         settle",
    );
    assert_eq!(world.phase("motion"), "suspended");
    world.run(
        "chair resume motion => quorum_lost
         desk check-in d2
         chair resume motion
         settle",
    );
    assert_eq!(world.phase("motion"), "counted", "time had run out");
}

#[test]
fn a_suspended_clock_stands_still() {
    let mut world = at("open");
    world.run("wait 50\n chair suspend motion link down\n wait 3600\n chair resume motion");
    let deadline_ms = world.sitting.next_deadline_ms().expect("a deadline");
    assert!(world.sitting.due(deadline_ms - 1).is_none());
    world.run("wait 9\n settle");
    assert_eq!(world.phase("motion"), "open");
    world.run("wait 1\n settle");
    assert_eq!(world.phase("motion"), "counted");
}

#[test]
fn after_a_restart_an_open_ballot_is_suspended_with_its_votes() {
    let mut world = at("open");
    world.run("wait 20\n d1 cast motion yes\n wait 1000");
    world.run("system suspend-after-restart motion\n chair resume motion\n settle");
    let poll = world.ballot_named("motion").phase.poll().expect("a box");
    assert_eq!(poll.voted(), 1);
    let deadline_ms = poll.deadline_ms.expect("a deadline");
    assert!(world.sitting.due(deadline_ms - 1).is_none());
    assert_eq!(world.phase("motion"), "open", "the clock stood at the last record");
    world.run("wait 40\n settle");
    assert_eq!(world.phase("motion"), "counted");
}

#[test]
fn a_repeat_is_another_ballot_that_names_the_void_one() {
    let mut world = at("voided");
    let voided = world.id("motion");
    let mut repeat = world.sheet("motion").expect("named").clone();
    (repeat.round, repeat.rerun_of) = (2, Some(voided));
    repeat.title = text_of("第2次表决");
    world.add_sheet("repeat", repeat);
    world.run("desk draft repeat\n desk ready repeat\n chair open repeat");
    assert_eq!(world.phase("motion"), "voided");
}
