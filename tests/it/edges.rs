//! The life of a ballot: one test per edge, one table for every act in every phase, and the
//! diagrams in `docs/ballot-life-cycle.md` held against both. A ballot is recorded or secret; what
//! differs stands in the table as `recorded/secret`.

mod keys;
mod time;

use std::collections::BTreeSet;

use plenum::domain::sheet::Secrecy;

use crate::support::ballots::profile;
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
    ready_to_cancelled: "ready", "cancelled", ["desk cancel", "chair change-casting"];
    ready_to_open: "ready", "open", ["chair open", "chair open-sealed"];
    open_to_suspended: "open", "suspended",
        ["chair suspend", "system suspend-for-quorum", "system suspend-after-restart"];
    suspended_to_open: "suspended", "open", ["chair resume"];
    open_to_closed: "open", "closed",
        ["chair close", "system close-due", "system close-all-voted"];
    closed_to_counted: "closed", "counted", ["system count", "system count-opened"];
    counted_to_certified: "counted", "certified", ["scrutineer certify"];
    counted_to_declared: "counted", "declared", ["chair declare"];
    certified_to_declared: "certified", "declared", ["chair declare"];
    open_to_voided: "open", "voided", ["chair void", "chair change-casting"];
    suspended_to_voided: "suspended", "voided", ["chair void", "chair change-casting"];
    closed_to_voided: "closed", "voided", ["chair void"];
    counted_to_voided: "counted", "voided", ["chair void"];
    certified_to_voided: "certified", "voided", ["chair void"];
    declared_to_voided: "declared", "voided", ["chair void"];
}

/// Every act in every phase. `counted+` is counted where the rules ask for certification.
const TABLE: &str = "
act                           start   draft    ready         open          suspended closed       counted     counted+    certified   declared    cancelled voided
desk draft                    ok      ok       exists        exists        exists    exists       exists      exists      exists      exists      exists    exists
desk ready                    unknown ok       done          wrong         wrong     wrong        wrong       wrong       wrong       wrong       wrong     wrong
desk unready                  unknown done     ok            wrong         wrong     wrong        wrong       wrong       wrong       wrong       wrong     wrong
desk cancel                   unknown ok       ok            wrong         wrong     wrong        wrong       wrong       wrong       wrong       done      wrong
chair open                    unknown wrong    ok/keyless    done          wrong     wrong        wrong       wrong       wrong       wrong       wrong     wrong
chair open-sealed             unknown wrong    unsealed/ok   done          wrong     wrong        wrong       wrong       wrong       wrong       wrong     wrong
chair last-call               unknown wrong    wrong         ok            wrong     wrong        wrong       wrong       wrong       wrong       wrong     wrong
chair extend                  unknown wrong    wrong         ok            wrong     wrong        wrong       wrong       wrong       wrong       wrong     wrong
chair suspend                 unknown wrong    wrong         ok            done      wrong        wrong       wrong       wrong       wrong       wrong     wrong
chair resume                  unknown wrong    wrong         done          ok        wrong        wrong       wrong       wrong       wrong       wrong     wrong
chair close                   unknown wrong    wrong         ok            wrong     done         done        done        done        done        wrong     wrong
chair declare                 unknown wrong    wrong         wrong         wrong     wrong        ok          uncertified ok          done        wrong     wrong
chair void                    unknown wrong    wrong         ok            ok        ok           ok          ok          ok          ok          wrong     done
chair change-casting           unknown wrong    ok            ok            ok        wrong        wrong       wrong       wrong       wrong       wrong     wrong
scrutineer certify            unknown wrong    wrong         wrong         wrong     wrong        unneeded    ok          done        wrong       wrong     wrong
system close-due              unknown wrong    wrong         ok            wrong     done         done        done        done        done        wrong     wrong
system close-all-voted        unknown wrong    wrong         ok            wrong     done         done        done        done        done        wrong     wrong
system suspend-for-quorum     unknown wrong    wrong         ok            done      wrong        wrong       wrong       wrong       wrong       wrong     wrong
system suspend-after-restart  unknown wrong    wrong         ok            done      wrong        wrong       wrong       wrong       wrong       wrong     wrong
system count                  unknown wrong    wrong         wrong         wrong     ok/undue     done        done        wrong       wrong       wrong     wrong
system count-opened           unknown wrong    wrong         wrong         wrong     undue/ok     done        done        wrong       wrong       wrong     wrong
system destroy-key            unknown undue    undue         undue         undue     undue        undue/ok    undue/ok    undue/ok    undue/ok    undue     undue/ok
system lose-key               unknown undue    undue         undue         undue/ok  undue/ok     undue       undue       undue       undue       undue     undue
system set-signing-key        ok      ok       ok            ok            ok        ok           ok          ok          ok          ok          ok        ok
system checkpoint             ok      ok       ok            ok            ok        ok           ok          ok          ok          ok          ok        ok
d1 cast                       unknown unopened unopened      ok/unenclosed waiting   late         late        late        late        late        cancelled voided
d1 seal                       unknown unopened unopened      unsealed/ok   waiting   late         late        late        late        late        cancelled voided
";

const BOTH: [Secrecy; 2] = [Secrecy::Recorded, Secrecy::Secret];

/// The outcome that a cell stands for.
fn spelt(cell: &str, secrecy: Secrecy) -> &'static str {
    let (recorded, secret) = cell.split_once('/').unwrap_or((cell, cell));
    match if secrecy == Secrecy::Secret { secret } else { recorded } {
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
        "undue" => "not_due",
        "keyless" => "secret_not_available",
        "unenclosed" => "envelope_needed",
        "unsealed" => "envelope_not_asked",
        "lost" => "key_lost",
        other => panic!("no refusal is called {other}"),
    }
}

/// A sitting whose ballot has come to this phase.
fn at(secrecy: Secrecy, column: &str) -> World {
    let secret = secrecy == Secrecy::Secret;
    let of = |wanted| if secret { crate::support::ballots::Wanted::secret(wanted) } else { wanted };
    let mut world = match column {
        "start" | "[*]" => {
            let wanted = profile("congress-motion").lasting(60);
            let wanted = wanted.with(|sheet| sheet.rules.close_when_all_voted = true);
            return world().members(3).present(3).paper("motion", &of(wanted));
        }
        "counted+" | "certified" => {
            let wanted = profile("congress-motion");
            let wanted = wanted.with(|sheet| sheet.rules.certification = true);
            at(secrecy, "start").paper("motion", &of(wanted))
        }
        _ => at(secrecy, "start"),
    };
    let (open, count) = match secret {
        false => ("chair open", "system count"),
        true => ("chair open-sealed", "system count-opened"),
    };
    let path: &[&str] = match column {
        "draft" => &[],
        "ready" => &["desk ready"],
        "open" => &["desk ready", open],
        "suspended" => &["desk ready", open, "chair suspend"],
        "closed" => &["desk ready", open, "chair close"],
        "counted" | "counted+" => &["desk ready", open, "chair close", count],
        "certified" => &["desk ready", open, "chair close", count, "scrutineer certify"],
        "declared" => &["desk ready", open, "chair close", count, "chair declare"],
        "cancelled" => &["desk cancel"],
        "voided" => &["desk ready", open, "chair void"],
        other => panic!("no phase is called {other}"),
    };
    for act in [&["desk draft"], path].concat() {
        let reason =
            if act.ends_with("cancel") || act.ends_with("void") { "wrong draft" } else { "" };
        world.run(&format!("{act} motion {reason}"));
    }
    assert_eq!(world.phase("motion"), column.trim_end_matches('+'));
    world
}

/// Gives the act in the phase, with what makes it due where the ballot is open.
fn act(world: &mut World, act: &str) -> String {
    let open = phase(world) == "open";
    match act {
        "system suspend-for-quorum" if open => {
            world.run("desk check-out d2\n desk check-out d3\n system mark-quorum motion");
        }
        "system close-due" if open => {
            world.run("wait 60");
        }
        "system close-all-voted" if open => {
            world.run("d1 vote motion yes\n d2 vote motion no\n d3 vote motion abstain");
        }
        "system checkpoint" => {
            world.run("system set-signing-key 1");
            return world.say("system checkpoint 1");
        }
        "system set-signing-key" => return world.say("system set-signing-key 1"),
        _ => {}
    }
    let rest = match act {
        "chair last-call" | "chair extend" => "30",
        "chair void" | "desk cancel" => "wrong draft",
        "chair change-casting" => {
            return world.say("chair change-casting motion hands next no power");
        }
        "d1 cast" | "d1 seal" => "yes",
        _ => "",
    };
    world.say(&format!("{act} motion {rest}"))
}

fn phase(world: &World) -> &'static str {
    let ballot = world.sitting.ballot(world.id("motion"));
    ballot.map_or("[*]", |ballot| ballot.phase.name())
}

/// Acts of a secret ballot, and those that it has another one for.
fn secrecies(act: &str) -> &'static [Secrecy] {
    match act {
        "chair open-sealed" | "system count-opened" => &BOTH[1..],
        "chair open" | "system count" => &BOTH[..1],
        _ => &BOTH,
    }
}

fn walk(from: &str, to: &str, acts: &[&str]) {
    for (name, secrecy) in acts.iter().flat_map(|act| secrecies(act).iter().map(move |s| (act, *s)))
    {
        let mut world = match (from, *name) {
            ("counted", "scrutineer certify") => at(secrecy, "counted+"),
            _ => at(secrecy, from),
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
    for secrecy in BOTH {
        for (name, cells) in table() {
            for (column, cell) in cells {
                let expected = spelt(cell, secrecy);
                let mut world = at(secrecy, column);
                let before = world.sitting.clone();
                let outcome = act(&mut world, name);
                assert_eq!(outcome, expected, "{secrecy:?}: {name} when {column}");
                if !["ok", "ballot_closed, noted"].contains(&expected) {
                    assert!(before == world.sitting, "{name} when {column} changed something");
                }
            }
        }
    }
}

/// What the machine really does, found by trying everything.
#[test]
fn the_edges_are_all_there_are() {
    let mut found = BTreeSet::new();
    for (secrecy, (name, cells)) in
        BOTH.into_iter().flat_map(|s| table().into_iter().map(move |row| (s, row)))
    {
        for (column, _) in cells.iter().filter(|(_, cell)| spelt(cell, secrecy) == "ok") {
            let mut world = at(secrecy, column);
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

type Edge = (String, String, Vec<String>);

/// The edges of the n-th diagram of the document, with the acts that lead along them.
fn drawn(n: usize) -> BTreeSet<Edge> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ballot-life-cycle.md");
    let text = std::fs::read_to_string(path).expect("the document");
    let diagram = text.split("```mermaid").nth(n).and_then(|rest| rest.split("```").next());
    let edge = |line: &str| {
        let (from, rest) = line.trim().split_once(" --> ")?;
        let (to, acts) = rest.split_once(": ").unwrap_or((rest, ""));
        let acts: Vec<String> = acts.split(", ").map(str::to_owned).collect();
        (to != "[*]").then(|| (from.to_owned(), to.to_owned(), acts))
    };
    diagram.expect("a diagram").lines().filter_map(edge).collect()
}

fn edge(from: &str, to: &str, acts: &[&str]) -> Edge {
    (from.to_owned(), to.to_owned(), acts.iter().map(|act| (*act).to_owned()).collect())
}

#[test]
fn the_diagram_shows_the_edges() {
    let listed = EDGES.iter().map(|(_, from, to, acts)| edge(from, to, acts));
    assert_eq!(drawn(1), listed.collect());
}
