//! The pure rooms do no IO, read no clock, draw no random number and know no floats, so that the
//! same record gives the same sitting on every machine.

use super::lexer::{Kind, Token};
use super::source::Source;
use super::{fires, holds, is_quiet};

const PURE: &[&str] = &["crypto", "domain", "audit", "documents"];
/// The draw unrolls a seed that it was given; it never makes one.
const DRAW: &str = "domain/draw/stream.rs";

/// Names the types of floats in order to refuse them, as serde's trait has a method for each.
const REFUSES_FLOATS: &str = "crypto/canonical/writer.rs";

/// Parts of `std` that reach outside the process or start something in it.
const OUTSIDE: &[&str] = &["fs", "net", "process", "thread", "env", "os"];
/// What `audit` and `documents` need to read and write bytes in memory.
const IN_MEMORY: &[&str] =
    &["Read", "BufRead", "Write", "Seek", "Cursor", "Error", "ErrorKind", "Result"];
/// Their first segment tells: crates that bring a runtime, a database or a log.
const CRATES: &[&str] = &["tokio", "tokio_util", "futures_util", "sqlx", "tracing", "log"];
const CLOCKS: &[&str] = &["SystemTime", "Instant", "now_v7"];
/// Among them those of uuid, and the random keys of the standard hash map.
const DICE: &[&str] = &["new_v4", "now_v7", "RandomState", "OsRng", "SysRng"];

fn is_pure(source: &Source) -> bool {
    PURE.contains(&source.room())
}

fn outside(source: &Source) -> Vec<String> {
    let is_forbidden = |segments: &[&str]| match segments {
        ["std", part, ..] if OUTSIDE.contains(part) => true,
        ["std", "io", name, ..] => source.room() == "domain" || !IN_MEMORY.contains(name),
        // The module as a whole would hide which parts are used.
        ["std", "io"] => true,
        [first, _, ..] => CRATES.contains(first),
        _ => false,
    };
    paths_that(source, "reaches outside a pure room", is_forbidden)
}

fn clocks(source: &Source) -> Vec<String> {
    words_that(source, "reads the clock; the time is an argument", |token| {
        CLOCKS.contains(&token.text.as_str())
    })
}

fn dice(source: &Source) -> Vec<String> {
    let mut found = words_that(source, "draws a random value", |token| {
        DICE.contains(&token.text.as_str()) || token.text == "getrandom"
    });
    found.extend(paths_that(source, "draws a random value", |segments| {
        let seeded = segments.first() == Some(&"rand_chacha") && source.path == DRAW;
        segments.len() > 1 && segments[0].starts_with("rand") && !seeded
    }));
    // The generator may come from a seed only, not from the machine.
    found.extend(words_that(source, "makes its own seed", |token| {
        token.text.starts_with("from_os_rng") || token.text.starts_with("from_entropy")
    }));
    found
}

fn floats(source: &Source) -> Vec<String> {
    tokens_that(source, "is a float; decide with exact fractions", |token| match token.kind {
        Kind::Word if source.path == REFUSES_FLOATS => false,
        Kind::Word => matches!(token.text.as_str(), "f32" | "f64"),
        Kind::Number => is_float(&token.text),
        Kind::Sign => false,
    })
}

fn is_float(number: &str) -> bool {
    let has_radix = ["0x", "0o", "0b"].iter().any(|radix| number.starts_with(radix));
    let tail = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
    !has_radix && tail.starts_with(['.', 'e', 'E', 'f'])
}

fn asynchrony(source: &Source) -> Vec<String> {
    words_that(source, "needs a runtime", |token| matches!(token.text.as_str(), "async" | "await"))
}

fn hashing(source: &Source) -> Vec<String> {
    if source.room() != "domain" {
        return Vec::new();
    }
    paths_that(source, "is for `audit`; `domain` knows no hashes", |segments| {
        segments.len() > 1 && segments[0] == "sha2"
    })
}

fn paths_that(source: &Source, message: &str, matches: impl Fn(&[&str]) -> bool) -> Vec<String> {
    let paths = source.paths().into_iter().filter(|path| {
        let segments: Vec<&str> = path.segments.iter().map(String::as_str).collect();
        is_pure(source) && matches(&segments)
    });
    paths
        .map(|path| source.at(path.line, &format!("`{}` {message}", path.segments.join("::"))))
        .collect()
}

fn words_that(source: &Source, message: &str, matches: impl Fn(&Token) -> bool) -> Vec<String> {
    tokens_that(source, message, |token| token.kind == Kind::Word && matches(token))
}

fn tokens_that(source: &Source, message: &str, matches: impl Fn(&Token) -> bool) -> Vec<String> {
    let tokens = source.tokens.iter().filter(|token| is_pure(source) && matches(token));
    tokens.map(|token| source.at(token.line, &format!("`{}` {message}", token.text))).collect()
}

#[test]
fn pure_rooms_reach_nothing_outside() {
    holds(outside);
}

#[test]
fn pure_rooms_read_no_clock() {
    holds(clocks);
}

#[test]
fn pure_rooms_draw_no_random_number() {
    holds(dice);
}

#[test]
fn pure_rooms_know_no_floats() {
    holds(floats);
}

#[test]
fn pure_rooms_are_synchronous() {
    holds(asynchrony);
}

#[test]
fn domain_knows_no_hashes() {
    holds(hashing);
}

#[test]
fn a_reach_outside_is_found() {
    for text in [
        "use std::fs;",
        "use std::{fmt, net::TcpStream};",
        "use std::io;",
        "use std::io::{self, Read};",
        "use std::io::{Read, stdin};",
        "fn f() { std::process::exit(1) }",
        "use sqlx::Row;",
        "#[tokio::test] fn f() {}",
        "#[tracing::instrument] fn f() {}",
    ] {
        fires(outside, "documents/csv.rs", text);
    }
    fires(outside, "domain.rs", "use std::io::Read;");
    is_quiet(outside, "audit/chain.rs", "use std::io::{BufRead, Write}; // std::fs");
    is_quiet(outside, "ledger/sqlite.rs", "use std::fs; use tokio::fs::File;");
}

#[test]
fn a_clock_is_found() {
    fires(clocks, "domain/sitting.rs", "use std::time::{Duration, Instant};");
    fires(clocks, "audit/chain.rs", "fn f() { time::SystemTime::now(); }");
    fires(clocks, "documents/sheet.rs", "let id = Uuid::now_v7();");
    is_quiet(clocks, "domain/sitting.rs", "use std::time::Duration; // SystemTime");
    is_quiet(clocks, "engine/clock.rs", "use std::time::SystemTime;");
}

#[test]
fn a_random_number_is_found() {
    fires(dice, "domain/draw/stream.rs", "use rand::Rng;");
    fires(dice, "domain/draw/stream.rs", "getrandom::fill(&mut seed)?;");
    fires(dice, "domain/draw/stream.rs", "let rng = rand_chacha::ChaCha20Rng::from_os_rng();");
    fires(dice, "domain/roster.rs", "use rand_chacha::ChaCha20Rng;");
    fires(dice, "audit/chain.rs", "let id = Uuid::new_v4();");
    is_quiet(dice, "domain/draw/stream.rs", "use rand_chacha::ChaCha20Rng; let random = 1;");
    is_quiet(dice, "access/codes.rs", "getrandom::fill(&mut code)?;");
}

#[test]
fn a_float_is_found() {
    for text in ["let x: f64 = y;", "let x = 0.5;", "let x = 1e3;", "let x = 2f32;", "let x = 1.;"]
    {
        fires(floats, "domain/tally.rs", text);
    }
    let whole = "let x = 1usize; 0..2; pair.0.1; 0xe3; 1_000.max(2); \"0.5\"; // 66.7 %";
    is_quiet(floats, "domain/tally.rs", whole);
    is_quiet(floats, "http/metrics.rs", "let x = 0.5;");
    is_quiet(floats, REFUSES_FLOATS, "fn serialize_f64(self, _: f64) {}");
    fires(floats, REFUSES_FLOATS, "let x = 0.5;");
}

#[test]
fn an_async_function_is_found() {
    fires(asynchrony, "audit/verify.rs", "async fn f() {}");
    is_quiet(asynchrony, "ledger/memory.rs", "async fn f() {}");
}

#[test]
fn a_hash_in_domain_is_found() {
    fires(hashing, "domain/draw/stream.rs", "use sha2::{Digest, Sha256};");
    is_quiet(hashing, "audit/chain.rs", "use sha2::{Digest, Sha256};");
}
