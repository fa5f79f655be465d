//! Where the keys of a profile file stand, what was found wrong, and which words an enum knows.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
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

/// The words that an enum of plain words knows, as its serde names say.
pub(super) fn words_of<T: DeserializeOwned>() -> &'static [&'static str] {
    let words = Cell::new([].as_slice());
    // It always fails: it only listens to what it is asked for.
    drop(T::deserialize(Listener(&words)));
    words.get()
}

struct Listener<'a>(&'a Cell<&'static [&'static str]>);

impl<'de> Deserializer<'de> for Listener<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("only words are asked for"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        words: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.set(words);
        Err(Error::custom("heard"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
