//! Habits of the whole source: bounded queues, owned tasks, finished work, files that fit a head.

use super::lexer::Kind;
use super::source::Source;
use super::{fires, holds, is_quiet};

pub(super) const FILE_LINES_MAX: usize = 400;
/// Parse, dispatch, exit code.
const MAIN_LINES_MAX: usize = 39;

fn unbounded_queues(source: &Source) -> Vec<String> {
    let words = source.words().filter(|token| token.text == "unbounded_channel");
    words.map(|token| source.at(token.line, "a queue needs a named bound")).collect()
}

fn unfinished_code(source: &Source) -> Vec<String> {
    let calls = source.tokens.windows(2).filter(|pair| {
        let is_name = matches!(pair[0].text.as_str(), "todo" | "unimplemented" | "dbg");
        is_name && pair[0].kind == Kind::Word && pair[1].text == "!"
    });
    calls.map(|pair| source.at(pair[0].line, &format!("`{}!` is left", pair[0].text))).collect()
}

fn bare_spawns(source: &Source) -> Vec<String> {
    let spawns = source.paths().into_iter().filter(|path| {
        let end = path.segments.len().saturating_sub(2);
        matches!(path.segments[end..].join("::").as_str(), "tokio::spawn" | "task::spawn")
    });
    spawns.map(|path| source.at(path.line, "a task needs an owner: use its TaskTracker")).collect()
}

fn long_files(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    let lines_max = if source.path == "main.rs" { MAIN_LINES_MAX } else { FILE_LINES_MAX };
    let message = format!("{lines} lines, more than {lines_max}");
    (lines > lines_max).then(|| source.at(lines, &message)).into_iter().collect()
}

/// These words stand in comments, so the whole text is read.
fn promises(source: &Source) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let lines = source.text.lines().enumerate().filter(|(_, line)| {
        line.split(|c| !is_word(c)).any(|word| matches!(word, "TODO" | "FIXME"))
    });
    lines.map(|(at, _)| source.at(at + 1, "do it now, or open an issue")).collect()
}

#[test]
fn every_queue_has_a_bound() {
    holds(unbounded_queues);
}

#[test]
fn no_code_is_unfinished() {
    holds(unfinished_code);
}

#[test]
fn every_task_has_an_owner() {
    holds(bare_spawns);
}

#[test]
fn files_fit_a_head() {
    holds(long_files);
}

#[test]
fn no_work_is_only_promised() {
    holds(promises);
}

#[test]
fn an_unbounded_queue_is_found() {
    fires(unbounded_queues, "hub/feed.rs", "use tokio::sync::mpsc::{self, unbounded_channel};");
    fires(unbounded_queues, "hub/feed.rs", "let (tx, rx) = mpsc::unbounded_channel::<u8>();");
    is_quiet(unbounded_queues, "hub/feed.rs", "let x = mpsc::channel(BOUND); // unbounded_channel");
}

#[test]
fn unfinished_code_is_found() {
    for text in ["todo!()", "unimplemented!(\"later\")", "dbg!(x)", "std::todo!()"] {
        fires(unfinished_code, "hub/feed.rs", text);
    }
    is_quiet(unfinished_code, "hub/feed.rs", "let todo = 1; // todo!(x)");
}

#[test]
fn a_bare_spawn_is_found() {
    for text in ["tokio::spawn(f)", "tokio::task::spawn(f)", "use tokio::{spawn, time};"] {
        fires(bare_spawns, "hub/feed.rs", text);
    }
    fires(bare_spawns, "hub/feed.rs", "use tokio::task; fn f() { task::spawn(g) }");
    is_quiet(bare_spawns, "hub/feed.rs", "self.tasks.spawn(f); tokio::task::spawn_blocking(g);");
}

#[test]
fn a_long_file_is_found() {
    fires(long_files, "hub/feed.rs", &"//\n".repeat(401));
    fires(long_files, "main.rs", &"//\n".repeat(40));
    is_quiet(long_files, "hub/feed.rs", &"//\n".repeat(400));
}

#[test]
fn a_promise_is_found() {
    fires(promises, "hub/feed.rs", "// TODO: later");
    fires(promises, "hub/feed.rs", "/* FIXME(me) */");
    is_quiet(promises, "hub/feed.rs", "// TODOs are refused");
}
