//! Byte strings that must not be anywhere, in every spelling that a program, a database or a log
//! may give them; and the search for them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use aho_corasick::AhoCorasick;
use data_encoding::{BASE64, BASE64URL, HEXLOWER, HEXUPPER};
use plenum::domain::paper::{Paper, PaperForm};
use plenum::domain::seal::paper_text;

/// Bytes read at once.
const CHUNK: usize = 4 << 20;

/// What is looked for, and under which name it is reported.
pub(super) struct Markers {
    machine: AhoCorasick,
    names: Vec<String>,
    longest: usize,
}

/// What a search looked at and found: how often each marker stands where.
#[derive(Default)]
pub(super) struct Found {
    pub(super) bytes: u64,
    pub(super) files: u64,
    pub(super) hits: BTreeMap<String, u64>,
}

impl Markers {
    pub(super) fn new(patterns: Vec<(String, Vec<u8>)>) -> Self {
        let (names, patterns): (Vec<_>, Vec<_>) = patterns.into_iter().unzip();
        let longest = patterns.iter().map(Vec::len).max().expect("something is looked for");
        assert!(patterns.iter().all(|pattern| pattern.len() >= 9), "too short to be rare");
        let machine = AhoCorasick::new(&patterns).expect("a small machine");
        Self { machine, names, longest }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Looks through bytes in memory.
    pub(super) fn bytes(&self, place: &str, bytes: &[u8], found: &mut Found) {
        found.bytes += bytes.len() as u64;
        self.look(place, bytes, 0, found);
    }

    /// Looks through a file, or everything below a folder. What vanishes meanwhile is not there.
    pub(super) fn path(&self, path: &Path, found: &mut Found) {
        let Ok(meta) = std::fs::symlink_metadata(path) else { return };
        if meta.is_dir() {
            let entries = std::fs::read_dir(path).expect("a folder that we may read");
            entries.for_each(|entry| self.path(&entry.unwrap().path(), found));
        } else if meta.is_file()
            && let Ok(file) = File::open(path)
        {
            found.files += 1;
            self.stream(&path.display().to_string(), file, found);
        }
    }

    /// Looks through a stream; pieces overlap, so that nothing is cut in two.
    pub(super) fn stream(&self, place: &str, mut stream: impl Read, found: &mut Found) {
        let mut buffer = vec![0; CHUNK + self.longest];
        let mut kept = 0;
        loop {
            let read = stream.read(&mut buffer[kept..]).unwrap_or_else(|e| panic!("{place}: {e}"));
            if read == 0 {
                return;
            }
            found.bytes += read as u64;
            let end = kept + read;
            self.look(place, &buffer[..end], kept, found);
            let from = end.saturating_sub(self.longest - 1);
            buffer.copy_within(from..end, 0);
            kept = end - from;
        }
    }

    /// Counts what ends behind `seen`.
    fn look(&self, place: &str, bytes: &[u8], seen: usize, found: &mut Found) {
        for hit in self.machine.find_overlapping_iter(bytes).filter(|hit| hit.end() > seen) {
            let name = format!("{} in {place}", self.names[hit.pattern().as_usize()]);
            *found.hits.entry(name).or_default() += 1;
        }
    }
}

impl Found {
    /// # Panics
    /// When anything was found.
    #[track_caller]
    pub(super) fn assert_nothing(&self, what: &str) {
        assert!(self.bytes > 0, "{what}: nothing was looked at");
        assert!(self.hits.is_empty(), "{what}: {:#?}", self.hits);
    }

    /// Hits whose report contains `part`.
    pub(super) fn of(&self, part: &str) -> u64 {
        self.hits.iter().filter(|(name, _)| name.contains(part)).map(|(_, hits)| hits).sum()
    }
}

/// Every spelling of some bytes.
pub(super) fn spellings(name: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let name = |spelling: &str| format!("{name} as {spelling}");
    let mut all = vec![
        (name("bytes"), bytes.to_vec()),
        (name("hex"), HEXLOWER.encode(bytes).into_bytes()),
        (name("HEX"), HEXUPPER.encode(bytes).into_bytes()),
    ];
    for shift in 0..3 {
        all.push((name("base64"), inner_base64(bytes, shift, &BASE64)));
        all.push((name("base64url"), inner_base64(bytes, shift, &BASE64URL)));
    }
    if bytes.is_ascii() {
        all.push((name("UTF-16LE"), bytes.iter().flat_map(|byte| [*byte, 0]).collect()));
        all.push((name("UTF-16BE"), bytes.iter().flat_map(|byte| [0, *byte]).collect()));
    }
    // The two alphabets mostly agree.
    all.dedup_by(|a, b| a.1 == b.1);
    all
}

/// The digits that depend on `bytes` alone when they stand `shift` bytes into a group of three.
fn inner_base64(bytes: &[u8], shift: usize, alphabet: &data_encoding::Encoding) -> Vec<u8> {
    let shifted = [&[0; 3][..shift], bytes].concat();
    let digits = alphabet.encode(&shifted).into_bytes();
    let first = (shift * 8).div_ceil(6);
    let last = shifted.len() * 8 / 6;
    digits[first..last].to_vec()
}

/// Everything that a choice may be written as.
pub(super) fn of_paper(name: &str, form: &PaperForm, paper: &Paper) -> Vec<(String, Vec<u8>)> {
    let spelt = form.spell(paper).expect("a paper of this form");
    let keys = serde_json::to_value(&spelt).expect("data");
    let Paper::Marks { marks } = paper else { panic!("a matrix") };
    let indices: Vec<u8> = marks.iter().map(|mark| mark.expect("no row is blank")).collect();
    let (mut list, mut digits) = (String::new(), String::new());
    for index in &indices {
        write!(list, ",{index}").unwrap();
        write!(digits, "{index}").unwrap();
    }
    let mut all = spellings(&format!("{name}, text"), &paper_text(paper));
    all.extend(spellings(&format!("{name}, list"), &list.as_bytes()[1..]));
    all.extend(spellings(&format!("{name}, digits"), digits.as_bytes()));
    all.extend(spellings(&format!("{name}, indices"), &indices));
    all.extend(spellings(&format!("{name}, keys"), keys["marks"].to_string().as_bytes()));
    all.push((format!("{name}, debug"), format!("{paper:?}").into_bytes()));
    all.push((format!("{name}, debug of marks"), format!("{marks:?}").into_bytes()));
    all.push((format!("{name}, debug of keys"), format!("{spelt:?}").into_bytes()));
    all
}

/// How every opened paper of a matrix begins, whoever it is of.
pub(super) fn of_any_paper() -> Vec<(String, Vec<u8>)> {
    let mut all = spellings("a paper", br#"{"form":"marks","marks":["#);
    all.push(("a paper, debug".into(), b"Marks { marks: [Some(".to_vec()));
    all.push(("a paper, keys".into(), br#"{"form":"marks","marks":{"#.to_vec()));
    all
}

#[test]
fn a_marker_is_found_in_every_spelling_and_across_pieces() {
    let secret = b"[3,1,0,2,2,1,3,0,1,2]";
    let markers = Markers::new(spellings("it", secret));
    for before in 0..6 {
        let text = [&b"abcdefg"[..before], secret, b"?!"].concat();
        let spelt = [
            text.clone(),
            HEXLOWER.encode(&text).into_bytes(),
            HEXUPPER.encode(&text).into_bytes(),
            BASE64.encode(&text).into_bytes(),
            data_encoding::BASE64URL_NOPAD.encode(&text).into_bytes(),
            text.iter().flat_map(|byte| [*byte, 0]).collect(),
        ];
        for bytes in spelt {
            let mut found = Found::default();
            markers.bytes("memory", &bytes, &mut found);
            assert!(found.of("it as") > 0, "{before}: {}", String::from_utf8_lossy(&bytes));
        }
    }
    let mut found = Found::default();
    let long = [vec![b'x'; CHUNK + 100], secret.to_vec(), vec![b'x'; CHUNK]].concat();
    markers.stream("a stream", long.as_slice(), &mut found);
    assert_eq!((found.of("it as bytes"), found.bytes), (1, long.len() as u64));
}
