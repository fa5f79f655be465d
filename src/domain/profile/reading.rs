//! Where the keys of a profile file stand, and what was found wrong.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::domain::profile::error::ProfileError;

/// What reading has found so far: where each key stands, and the flaws.
pub(super) struct Reading {
    /// Line by path.
    lines: BTreeMap<String, u32>,
    /// Byte offsets of line ends.
    ends: Vec<usize>,
    pub(super) flaws: Vec<ProfileError>,
}

impl Reading {
    pub(super) fn new(text: &str, root: Option<&DeTable<'_>>) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at);
        let mut reading = Self { lines: BTreeMap::new(), ends: ends.collect(), flaws: Vec::new() };
        if let Some(root) = root {
            reading.place_table("", root);
        }
        reading
    }

    pub(super) fn line(&self, span: &Range<usize>) -> u32 {
        let before = self.ends.partition_point(|end| *end < span.start);
        crate::domain::paper::count(before + 1)
    }

    /// The parser has bounded how deep tables lie in each other.
    fn place_table(&mut self, path: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let path = join(path, key.get_ref());
            self.place(path, &key.span(), value.get_ref());
        }
    }

    fn place(&mut self, path: String, span: &Range<usize>, value: &DeValue<'_>) {
        match value {
            DeValue::Table(table) => self.place_table(&path, table),
            DeValue::Array(entries) => {
                for (n, entry) in entries.iter().enumerate() {
                    self.place(format!("{path}[{}]", n + 1), &entry.span(), entry.get_ref());
                }
            }
            _ => {}
        }
        let line = self.line(span);
        self.lines.insert(path, line);
    }

    /// Notes a flaw at a path, or at what encloses it where the key itself is missing.
    pub(super) fn flaw(&mut self, path: &str, code: &'static str, zh: String, en: String) {
        let mut place = path;
        let line = loop {
            match self.lines.get(place) {
                Some(line) => break *line,
                None => match place.rfind(['.', '[']) {
                    Some(end) => place = &place[..end],
                    None => break 1,
                },
            }
        };
        self.flaws.push(ProfileError { line, key: path.to_owned(), code, zh, en });
    }
}

pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Serde's error of a word that an enum does not know, reduced to the words that it does know.
#[derive(Debug, thiserror::Error)]
#[error("not one of the known words")]
pub(super) struct UnknownWord(pub(super) &'static [&'static str]);

impl serde::de::Error for UnknownWord {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self(known)
    }
}
