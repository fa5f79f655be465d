//! Changes by somebody who has the file and an editor: bytes, lines, the end.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::author::Good;
use super::mutant::Corpus;

/// Places tried for each kind of edit and bundle.
const PLACES: usize = 6;
/// Byte lengths a bundle is cut to, besides every end of a line.
const LENGTHS: usize = 24;

/// A seeded choice.
pub(super) struct Dice(ChaCha20Rng);

impl Dice {
    pub(super) fn new(good: &Good) -> Self {
        let mut seed = [7; 32];
        let name = good.name.as_bytes();
        seed[..name.len()].copy_from_slice(name);
        Self(ChaCha20Rng::from_seed(seed))
    }

    /// Below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.0.next_u32()).unwrap() % bound
    }

    /// At most so many of these, without repeating one.
    pub(super) fn some<T>(&mut self, mut all: Vec<T>, most: usize) -> Vec<T> {
        (0..most.min(all.len())).map(|_| all.swap_remove(self.below(all.len()))).collect()
    }
}

pub(super) fn add_all(good: &Good, corpus: &mut Corpus) {
    let mut dice = Dice::new(good);
    replaced(good, &mut dice, corpus);
    inside_fields(good, &mut dice, corpus);
    inserted(good, &mut dice, corpus);
    header(good, corpus);
    lines(good, &mut dice, corpus);
    cut(good, &mut dice, corpus);
}

/// The same byte class in every bundle: another digit, another letter, a sign that is gone.
fn replaced(good: &Good, dice: &mut Dice, corpus: &mut Corpus) {
    type Kind = (&'static str, fn(u8) -> bool, fn(u8) -> u8);
    let kinds: [Kind; 8] = [
        ("byte: digit", |b| b.is_ascii_digit(), |b| b'0' + (b - b'0' + 1) % 10),
        ("byte: letter", |b| b.is_ascii_lowercase(), |b| b'a' + (b - b'a' + 1) % 26),
        ("byte: quote", |b| b == b'"', |_| b'\''),
        ("byte: bracket", |b| b"{}[]".contains(&b), |b| b ^ 0x26),
        ("byte: comma or colon", |b| b",:".contains(&b), |_| b';'),
        ("byte: of a character", |b| b >= 0x80, |b| b ^ 1),
        ("byte: to nothing printable", |b| b.is_ascii_graphic(), |_| 0),
        ("byte: bit 7", |b| b.is_ascii_graphic(), |b| b | 0x80),
    ];
    let from = good.bundle.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for (class, fits, change) in kinds {
        let places = (from..good.bundle.len()).filter(|at| fits(good.bundle[*at])).collect();
        for at in dice.some(places, PLACES) {
            let mut bundle = good.bundle.clone();
            bundle[at] = change(bundle[at]);
            corpus.add(class, format!("{} byte {at}", good.name), bundle, 1);
        }
    }
    let ends: Vec<usize> = (0..good.bundle.len()).filter(|at| good.bundle[*at] == b'\n').collect();
    for at in dice.some(ends, PLACES) {
        let mut bundle = good.bundle.clone();
        bundle[at] = b' ';
        corpus.add("byte: end of line", format!("{} byte {at}", good.name), bundle, 1);
    }
}

/// Places of the values of a field, in all lines.
fn values(bundle: &[u8], field: &str) -> Vec<(usize, usize)> {
    let start = format!("\"{field}\":\"");
    let found = bundle.windows(start.len()).enumerate();
    let found = found.filter(|(_, window)| *window == start.as_bytes());
    let value = |(at, _): (usize, &[u8])| {
        let from = at + start.len();
        (from, from + bundle[from..].iter().position(|byte| *byte == b'"').unwrap())
    };
    found.map(value).filter(|(from, to)| to > from).collect()
}

fn inside_fields(good: &Good, dice: &mut Dice, corpus: &mut Corpus) {
    let fields = [
        "prev",
        "root",
        "signature",
        "envelope",
        "key",
        "by_key",
        "by_previous",
        "counted",
        "public_key",
        "manifest",
        "electorate_root",
        "key_hash",
        "cast_id",
        "boot",
        "delegate",
    ];
    for field in fields {
        for (from, to) in dice.some(values(&good.bundle, field), 2) {
            let mut bundle = good.bundle.clone();
            let at = from + dice.below(to - from);
            bundle[at] = if bundle[at] == b'0' { b'1' } else { b'0' };
            let name = format!("{} {field} byte {at}", good.name);
            corpus.add("byte: hash, key, signature, envelope", name, bundle, 1);
            let mut bundle = good.bundle.clone();
            let letter = (from..to).find(|at| bundle[*at].is_ascii_lowercase());
            if let Some(at) = letter {
                bundle[at] = bundle[at].to_ascii_uppercase();
                let name = format!("{} {field} byte {at}", good.name);
                corpus.add("byte: capital for small letter", name, bundle, 1);
            }
        }
    }
    for field in ["title", "name", "reason", "zh", "type"] {
        for (from, to) in dice.some(values(&good.bundle, field), 2) {
            let text = std::str::from_utf8(&good.bundle[from..to]).unwrap();
            let first = text.chars().next().unwrap();
            let escaped = format!("\\u{:04x}", u32::from(first));
            let changed = [escaped.as_bytes(), &text.as_bytes()[first.len_utf8()..]].concat();
            let bundle = [&good.bundle[..from], &changed, &good.bundle[to..]].concat();
            corpus.add("byte: escape", format!("{} {field} at {from}", good.name), bundle, 1);
        }
    }
}

fn inserted(good: &Good, dice: &mut Dice, corpus: &mut Corpus) {
    for sign in [" ", "\n", "\t", "\r", "\u{feff}", "0", "\""] {
        for _ in 0..4 {
            let at = dice.below(good.bundle.len() - 1);
            if in_the_name_of_the_software(good, at) {
                continue;
            }
            let bundle = [&good.bundle[..at], sign.as_bytes(), &good.bundle[at..]].concat();
            corpus.add("insertion", format!("{} {sign:?} at {at}", good.name), bundle, 1);
        }
    }
    for at in (0..4).map(|_| dice.below(good.bundle.len() - 1)) {
        let mut bundle = good.bundle.clone();
        bundle.remove(at);
        corpus.add("byte taken out", format!("{} byte {at}", good.name), bundle, 1);
    }
    for piece in [" ", "\n", "{", "x", "{}", "{}\n"] {
        let bundle = [&good.bundle, piece.as_bytes()].concat();
        corpus.add("behind the end", format!("{} {piece:?}", good.name), bundle, 1);
    }
}

/// Nothing holds that name, and anything may be inserted there.
fn in_the_name_of_the_software(good: &Good, at: usize) -> bool {
    let header = good.bundle.split(|byte| *byte == b'\n').next().expect("a header");
    let text = std::str::from_utf8(header).expect("JSON");
    let start = text.find("\"software\":\"").expect("named") + "\"software\":\"".len();
    (start..header.len()).contains(&at)
}

fn header(good: &Good, corpus: &mut Corpus) {
    let text = String::from_utf8(good.bundle.clone()).unwrap();
    let changes = [
        ("plenum-bundle-1", "plenum-bundle-2"),
        ("{\"format\"", "{ \"format\""),
        ("\"records\":", "\"records\":1"),
        ("\"records\":", "\"records\":0"),
        ("\"head\":\"", "\"head\":\"0"),
        ("\"software\":\"plenum/", "\"software\":\"plenum "),
        ("\"sitting\":\"00000000", "\"sitting\":\"00000001"),
        ("\"software\"", "\"hardware\""),
    ];
    for (from, to) in changes {
        let bundle = text.replacen(from, to, 1).into_bytes();
        corpus.add("header", format!("{} {to}", good.name), bundle, 1);
    }
    // Nothing holds the name of the program that wrote the file; the record is the same.
    let other = text.replacen("\"plenum/", "\"another/", 1).into_bytes();
    corpus.add("no change: name of the software", good.name, other.clone(), 2);
    corpus.anchored("no change: name of the software", good.name, other, &good.anchor, 0);
    corpus.add("no change: the bundle itself", good.name, good.bundle.clone(), 2);
    let bundle = good.bundle.clone();
    corpus.anchored("no change: the bundle itself", good.name, bundle, &good.whole, 0);
}

fn lines(good: &Good, dice: &mut Dice, corpus: &mut Corpus) {
    let lines: Vec<&[u8]> = good.bundle.split_inclusive(|byte| *byte == b'\n').collect();
    let last = lines.len() - 1;
    for at in 0..lines.len() {
        let name = format!("{} line {}", good.name, at + 1);
        let mut deleted = lines.clone();
        deleted.remove(at);
        // Without its last line, a file is one that was cut off.
        let code = if at == last { 2 } else { 1 };
        corpus.add("line deleted", &name, deleted.concat(), code);
        if !corpus.takes(at, 2) {
            continue;
        }
        let mut repeated = lines.clone();
        repeated.insert(at, lines[at]);
        corpus.add("line repeated", &name, repeated.concat(), 1);
        if at < last {
            let mut swapped = lines.clone();
            swapped.swap(at, at + 1);
            corpus.add("lines swapped", &name, swapped.concat(), 1);
        }
    }
    for _ in 0..6 {
        let mut moved = lines.clone();
        let (from, to) = (1 + dice.below(last), dice.below(last));
        let line = moved.remove(from);
        moved.insert(to, line);
        if moved != lines {
            let name = format!("{} line {from} to {to}", good.name);
            corpus.add("line moved", name, moved.concat(), 1);
        }
    }
}

fn cut(good: &Good, dice: &mut Dice, corpus: &mut Corpus) {
    let ends = (0..good.bundle.len()).filter(|at| good.bundle[*at] == b'\n').map(|at| at + 1);
    let mut lengths: Vec<usize> = ends.filter(|length| *length < good.bundle.len()).collect();
    lengths.extend((0..LENGTHS).map(|_| dice.below(good.bundle.len())));
    lengths.extend([0, 1, 10, 60, 200, good.bundle.len() - 1]);
    for (place, length) in lengths.into_iter().enumerate() {
        let (name, bundle) = (format!("{} {length} bytes", good.name), &good.bundle[..length]);
        corpus.add("cut off", &name, bundle.to_vec(), 2);
        if corpus.takes(place, 2) {
            corpus.anchored("cut off, anchored", &name, bundle.to_vec(), &good.whole, 1);
        }
    }
}
