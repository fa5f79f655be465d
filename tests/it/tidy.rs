//! What the compiler does not check about the tree: which room imports which, what the pure rooms
//! stay clear of, and that listed files are the ones on disk. Each check has a test that shows it
//! a bad sample, since a check that cannot fail protects nothing.

mod habits;
mod imports;
mod lexer;
mod purity;
mod source;
mod tree;

use self::source::Source;

/// A check reads one file and names what is wrong, as `src/file:line: reason`.
type Check = fn(&Source) -> Vec<String>;

#[track_caller]
fn holds(check: Check) {
    let sources = Source::all();
    assert!(sources.iter().any(|source| source.path == "lib.rs"), "the sources were not found");
    let found: Vec<String> = sources.iter().flat_map(check).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// The sample stands on the third line; the message must name file and line.
#[track_caller]
fn fires(check: Check, path: &str, sample: &str) {
    let found = check(&Source::new(path, &format!("//! Purpose.\n\n{sample}\n")));
    assert!(!found.is_empty(), "nothing found in {path}: {sample}");
    assert!(found.iter().all(|message| message.starts_with(&format!("src/{path}:"))), "{found:?}");
}

#[track_caller]
fn is_quiet(check: Check, path: &str, sample: &str) {
    let found = check(&Source::new(path, sample));
    assert!(found.is_empty(), "{found:?} in {path}: {sample}");
}
