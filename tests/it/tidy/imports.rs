//! A room imports only rooms to its left, so there are no circles.

use super::source::{Source, UsedPath};
use super::{fires, holds, is_quiet};

/// In the order of ARCHITECTURE.md.
const ROOMS: &[&str] = &[
    "crypto",
    "domain",
    "audit",
    "documents",
    "ledger",
    "access",
    "bus",
    "vault",
    "engine",
    "hub",
    "client",
    "http",
    "cli",
];
/// Read by `cli` alone, which hands small options to the rooms.
const FOR_CLI: &[&str] = &["config", "telemetry"];
/// `lib.rs` names the rooms, `main.rs` calls the last one.
const ROOTS: &[&str] = &["lib", "main"];

fn rank(room: &str) -> Option<usize> {
    // The two sit between `http` and `cli`: configuration may name the options of any room.
    let for_cli = FOR_CLI.contains(&room).then_some(2 * ROOMS.len() - 3);
    ROOMS.iter().position(|other| *other == room).map(|at| 2 * at).or(for_cli)
}

fn unknown_rooms(source: &Source) -> Vec<String> {
    let room = source.room();
    let is_known = rank(room).is_some() || ROOTS.contains(&room);
    let message = format!("`{room}` is not a room; the rooms are {}", ROOMS.join(", "));
    (!is_known).then(|| source.at(1, &message)).into_iter().collect()
}

fn edges_to_the_right(source: &Source) -> Vec<String> {
    if ROOTS.contains(&source.room()) {
        return Vec::new();
    }
    let targets = source.paths().into_iter().filter_map(|path| {
        let target = target(source, &path)?;
        Some((path.line, target))
    });
    targets
        .filter_map(|(line, target)| Some(source.at(line, &objection(source.room(), &target)?)))
        .collect()
}

fn objection(from: &str, to: &str) -> Option<String> {
    let Some(to_rank) = rank(to) else {
        return Some(format!("`crate::{to}` is not in a room"));
    };
    if from == to {
        return None;
    }
    if FOR_CLI.contains(&to) && from != "cli" {
        return Some(format!("`{from}` imports `{to}`, which is for `cli` alone"));
    }
    (rank(from)? < to_rank).then(|| format!("`{from}` imports `{to}`, a room to its right"))
}

/// The name directly below the crate's root that a path leads to, if it leads there.
fn target(source: &Source, path: &UsedPath) -> Option<String> {
    let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        ["crate" | "plenum", name, ..] => Some((*name).to_owned()),
        ["super", ..] | ["self", "super", ..] => {
            let names: Vec<&&str> = segments.iter().filter(|name| **name != "self").collect();
            let supers = names.iter().take_while(|name| ***name == "super").count();
            let is_at_root = supers >= depth(&source.path) + path.inline_modules;
            is_at_root.then(|| names.get(supers).map_or("super", |name| name).to_string())
        }
        _ => None,
    }
}

/// How many modules below the crate's root a file is.
fn depth(path: &str) -> usize {
    path.split('/').filter(|part| *part != "mod.rs").count()
}

#[test]
fn every_source_file_lies_in_a_room() {
    holds(unknown_rooms);
}

#[test]
fn imports_point_to_the_left() {
    holds(edges_to_the_right);
}

#[test]
fn a_file_outside_the_rooms_is_found() {
    fires(unknown_rooms, "utils.rs", "");
    fires(unknown_rooms, "utils/mod.rs", "");
    is_quiet(unknown_rooms, "hub/feed.rs", "");
}

#[test]
fn an_import_to_the_right_is_found() {
    for (path, text) in [
        ("domain/sitting.rs", "use crate::audit::Chain;"),
        ("audit.rs", "fn f() { crate::cli::run() }"),
        ("engine/mod.rs", "use plenum::hub::Feed;"),
        ("engine/task.rs", "use crate::{bus::Bus, ledger, hub as h};"),
        ("engine/task.rs", "use crate::{bus::{Bus, News}, http::{self}};"),
        ("engine/task.rs", "use super::super::hub::Feed;"),
        ("engine/mod.rs", "use super::hub::Feed;"),
        ("engine/task.rs", "mod tests { use super::super::super::hub::Feed; }"),
        ("http/ws.rs", "use crate::config::Config;"),
        ("telemetry.rs", "use crate::config::Config;"),
        ("config.rs", "use crate::cli::Arguments;"),
        ("hub/feed.rs", "use crate::VERSION;"),
        ("hub/feed.rs", "use crate::*;"),
        ("hub/feed.rs", "pub(in crate::http) fn f() {}"),
        ("http/mod.rs", "macro_rules! m { () => { $crate::cli::run() } }"),
    ] {
        fires(edges_to_the_right, path, text);
    }
}

#[test]
fn an_import_to_the_left_is_not() {
    for (path, text) in [
        ("audit/chain.rs", "use crate::domain::Event;"),
        ("cli/serve.rs", "use crate::{config::Config, telemetry, domain::{self, Sitting}};"),
        ("config.rs", "use crate::http::Options;"),
        ("engine/task.rs", "mod tests { use super::super::clock::Clock; }"),
        ("engine/task.rs", "pub(crate) fn f() { super::clock::now() } // crate::hub"),
        ("engine/task.rs", "const NAME: &str = \"crate::hub::Feed\";"),
        ("lib.rs", "pub mod hub; use crate::cli::run;"),
        ("main.rs", "fn main() { plenum::cli::run() }"),
    ] {
        is_quiet(edges_to_the_right, path, text);
    }
}
