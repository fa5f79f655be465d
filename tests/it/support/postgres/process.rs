//! Processes as `/proc` shows them, and signals to those that the caller started.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Crash recovery replays at most a few hundred MB of log in these tests.
const WAIT_MS_MAX: u64 = 60_000;
const POLL_MS: u64 = 10;

pub(super) fn is_alive(pid: u32) -> bool {
    // A zombie is dead; its parent has only not yet looked.
    state_and_parent(pid).is_some_and(|(state, _)| state != "Z")
}

/// The process and all below it. A stopped root makes the list complete.
pub(super) fn with_descendants(root: u32) -> Vec<u32> {
    let names = fs::read_dir("/proc").expect("read /proc").flatten().map(|entry| entry.file_name());
    let all: Vec<u32> = names.filter_map(|name| name.to_str()?.parse().ok()).collect();
    let mut tree = vec![root];
    let mut next = 0;
    while let Some(&parent) = tree.get(next) {
        let is_child = |pid: &&u32| state_and_parent(**pid).is_some_and(|(_, p)| p == parent);
        tree.extend(all.iter().filter(is_child));
        next += 1;
    }
    tree
}

/// Sends the signal. A process that has ended meanwhile is no error; the caller waits for the
/// deaths it needs.
pub(super) fn signal(name: &str, pids: &[u32]) {
    let mut kill = Command::new("sh");
    kill.args(["-c", r#"kill -s "$@""#, "sh", name]).args(pids.iter().map(u32::to_string));
    let _ = kill.stderr(Stdio::null()).status();
}

/// Looks until the condition holds; false after `WAIT_MS_MAX`.
pub(super) fn wait_for(mut condition: impl FnMut() -> bool) -> bool {
    for _ in 0..WAIT_MS_MAX / POLL_MS {
        if condition() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(POLL_MS));
    }
    false
}

/// State and parent from `/proc/<pid>/stat`; the name before them may contain anything.
fn state_and_parent(pid: u32) -> Option<(String, u32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}
