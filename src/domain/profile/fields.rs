//! Reads one table of a profile file key by key, and notes what is wrong instead of stopping at the
//! first of it.

use std::ops::RangeInclusive;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::de::{DeTable, DeValue};

use crate::domain::paper::{SCORE_MAX, points};
use crate::domain::profile::reading::{Reading, UnknownWord, join};
use crate::domain::text::{Key, TEXT_CHARS_MAX, Text};
use crate::domain::threshold::Fraction;

/// Most entries read from one list.
const ENTRIES_MAX: usize = 100;

/// One table. Every method answers `None` when it has noted a flaw.
pub(super) struct Fields<'r, 't> {
    reading: &'r mut Reading,
    path: String,
    table: &'t DeTable<'t>,
    asked: Vec<&'static str>,
}

impl<'r, 't> Fields<'r, 't> {
    pub(super) fn new(reading: &'r mut Reading, path: &str, table: &'t DeTable<'t>) -> Self {
        Self { reading, path: path.to_owned(), table, asked: Vec::new() }
    }

    /// Says no to every key that nobody asked for.
    pub(super) fn done(self) {
        for key in self.table.keys().map(|key| key.get_ref().as_ref()) {
            if !self.asked.contains(&key) {
                let known = self.asked.join(", ");
                self.reading.flaw(
                    &join(&self.path, key),
                    "key_unknown",
                    format!("没有这个项目；此处可用：{known}"),
                    format!("there is no such key; known here: {known}"),
                );
            }
        }
    }

    fn flaw(&mut self, key: &str, code: &'static str, zh: String, en: String) {
        self.reading.flaw(&join(&self.path, key), code, zh, en);
    }

    fn has(&self, key: &str) -> bool {
        self.table.keys().any(|known| known.get_ref() == key)
    }

    fn find(&mut self, key: &'static str) -> Option<&'t DeValue<'t>> {
        self.asked.push(key);
        let found = self.table.iter().find(|(known, _)| known.get_ref() == key);
        found.map(|(_, value)| value.get_ref())
    }

    fn need(&mut self, key: &'static str) -> Option<&'t DeValue<'t>> {
        let found = self.find(key);
        if found.is_none() {
            self.flaw(key, "key_missing", "缺少该项目".into(), "the key is missing".into());
        }
        found
    }

    fn wrong_type(&mut self, key: &str, zh: &str, en: &str) {
        self.flaw(key, "type_wrong", format!("应为{zh}"), format!("must be {en}"));
    }

    fn string(&mut self, key: &'static str) -> Option<&'t str> {
        let value = self.need(key)?;
        if value.as_str().is_none() {
            self.wrong_type(key, "带引号的文字", "text in quotes");
        }
        value.as_str()
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.need(key)?;
        if value.as_bool().is_none() {
            self.wrong_type(key, " true 或 false", "true or false");
        }
        value.as_bool()
    }

    /// `false` where the key is absent.
    pub(super) fn flag_or_false(&mut self, key: &'static str) -> Option<bool> {
        self.flag_or(key, false)
    }

    /// `otherwise` where the key is absent.
    pub(super) fn flag_or(&mut self, key: &'static str, otherwise: bool) -> Option<bool> {
        if self.has(key) {
            return self.flag(key);
        }
        self.asked.push(key);
        Some(otherwise)
    }

    /// A whole number in a range; `Some(None)` where the key is absent.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u32>,
    ) -> Option<Option<u32>> {
        let Some(value) = self.find(key) else {
            return Some(None);
        };
        let Some(number) = value.as_integer() else {
            self.wrong_type(key, "整数", "a whole number");
            return None;
        };
        let read = u32::from_str_radix(number.as_str(), number.radix());
        match read.ok().filter(|number| range.contains(number)) {
            Some(number) => Some(Some(number)),
            None => {
                let (least, most) = range.into_inner();
                let zh = format!("应为 {least} 至 {most}");
                self.flaw(key, "number_out_of_range", zh, format!("must be {least} to {most}"));
                None
            }
        }
    }

    /// A whole number in a range that must be there.
    pub(super) fn needed_number(
        &mut self,
        key: &'static str,
        range: RangeInclusive<u32>,
    ) -> Option<u32> {
        self.need(key)?;
        self.number(key, range).flatten()
    }

    /// Points in units of 10^-decimals: a whole number, or text in quotes such as `"0.5"`.
    pub(super) fn points(&mut self, key: &'static str, decimals: u8) -> Option<u32> {
        let value = self.need(key)?;
        let written = match (value.as_integer(), value.as_str()) {
            (Some(whole), _) => whole.as_str(),
            (_, Some(text)) => text,
            _ => {
                self.wrong_type(
                    key,
                    "整数，或带引号的小数",
                    "a whole number, or a decimal in quotes",
                );
                return None;
            }
        };
        let read = points(written, decimals).filter(|units| *units <= SCORE_MAX);
        if read.is_none() {
            let most = SCORE_MAX / 10_u32.pow(decimals.into());
            let zh = format!("应为 0 至 {most}，至多 {decimals} 位小数");
            let en = format!("must be 0 to {most} with at most {decimals} decimals");
            self.flaw(key, "points_invalid", zh, en);
        }
        read
    }

    /// Text that says something.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Text> {
        let raw = self.string(key)?;
        match Text::new(raw) {
            Ok(text) if text.is_empty() => {
                self.flaw(key, "text_empty", "不能为空".into(), "must not be empty".into());
                None
            }
            Ok(text) => Some(text),
            Err(error) => {
                let zh = format!("文字不可用：至多 {TEXT_CHARS_MAX} 字，不含控制字符和不可见字符");
                self.flaw(key, "text_invalid", zh, error.to_string());
                None
            }
        }
    }

    /// A short machine name.
    pub(super) fn key(&mut self, key: &'static str) -> Option<Key> {
        let raw = self.string(key)?;
        self.name(key, raw)
    }

    /// `Some(None)` where the key is absent.
    pub(super) fn key_or_none(&mut self, key: &'static str) -> Option<Option<Key>> {
        if self.has(key) {
            return self.key(key).map(Some);
        }
        self.asked.push(key);
        Some(None)
    }

    fn name(&mut self, place: &str, raw: &str) -> Option<Key> {
        let read = Key::new(raw);
        if let Err(error) = &read {
            let zh = "标识只能用 1 至 40 个小写字母、数字、_ 或 -".into();
            self.flaw(place, "name_invalid", zh, error.to_string());
        }
        read.ok()
    }

    /// A list of machine names.
    pub(super) fn keys(&mut self, key: &'static str) -> Option<Vec<Key>> {
        self.list(key, |fields, place, value| match value.as_str() {
            Some(raw) => fields.name(place, raw),
            None => {
                fields.wrong_type(place, "带引号的文字", "text in quotes");
                None
            }
        })
    }

    /// One of the words of `T`.
    pub(super) fn word<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<T> {
        let raw = self.string(key)?;
        self.read_word(key, raw)
    }

    /// One of the words of `T`; `otherwise` where the key is absent.
    pub(super) fn word_or<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        otherwise: T,
    ) -> Option<T> {
        if self.has(key) {
            return self.word(key);
        }
        self.asked.push(key);
        Some(otherwise)
    }

    /// A list of words of `T`.
    pub(super) fn words<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<Vec<T>> {
        self.list(key, |fields, place, value| match value.as_str() {
            Some(raw) => fields.read_word(place, raw),
            None => {
                fields.wrong_type(place, "带引号的文字", "text in quotes");
                None
            }
        })
    }

    /// The same; `default` where the key is absent.
    pub(super) fn words_or<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        default: Vec<T>,
    ) -> Option<Vec<T>> {
        if self.has(key) {
            return self.words(key);
        }
        self.asked.push(key);
        Some(default)
    }

    fn read_word<T: DeserializeOwned>(&mut self, place: &str, raw: &str) -> Option<T> {
        let word: StrDeserializer<'_, UnknownWord> = raw.into_deserializer();
        match T::deserialize(word) {
            Ok(word) => Some(word),
            Err(UnknownWord(known)) => {
                self.unknown_word(place, raw, known);
                None
            }
        }
    }

    /// One of `words`.
    pub(super) fn choice(
        &mut self,
        key: &'static str,
        words: &'static [&'static str],
    ) -> Option<&'static str> {
        let raw = self.string(key)?;
        let found = words.iter().find(|word| **word == raw).copied();
        if found.is_none() {
            self.unknown_word(key, raw, words);
        }
        found
    }

    /// One of `words`; `Some(None)` where the key is absent.
    pub(super) fn choice_or_none(
        &mut self,
        key: &'static str,
        words: &'static [&'static str],
    ) -> Option<Option<&'static str>> {
        if self.has(key) {
            return self.choice(key, words).map(Some);
        }
        self.asked.push(key);
        Some(None)
    }

    fn unknown_word(&mut self, place: &str, raw: &str, words: &[&str]) {
        let known = words.join(", ");
        let zh = format!("没有“{raw}”这个写法；可用：{known}");
        self.flaw(place, "word_unknown", zh, format!("there is no {raw:?}; known: {known}"));
    }

    /// A share, as `"2/3"`.
    pub(super) fn fraction(&mut self, key: &'static str) -> Option<Fraction> {
        let raw = self.string(key)?;
        let read = Fraction::parse(raw);
        if read.is_none() {
            self.flaw(
                key,
                "fraction_invalid",
                format!("“{raw}”不是“2/3”这样的分数，应大于 0 且不大于 1"),
                format!("fraction {raw:?} is not of the form \"2/3\", above 0 and at most 1"),
            );
        }
        read
    }

    /// The table below a key.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Fields<'_, 't>> {
        match self.need(key)? {
            DeValue::Table(table) => {
                let path = join(&self.path, key);
                Some(Fields { reading: self.reading, path, table, asked: Vec::new() })
            }
            _ => {
                self.wrong_type(key, "一组项目", "a table");
                None
            }
        }
    }

    /// The table below a key, read by `read`; `Some(None)` where the key is absent.
    pub(super) fn table_or_none<T>(
        &mut self,
        key: &'static str,
        read: fn(Fields<'_, 't>) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.has(key) {
            return self.table(key).and_then(read).map(Some);
        }
        self.asked.push(key);
        Some(None)
    }

    /// A list of tables; empty where the key is absent.
    pub(super) fn tables_or_empty<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Fields<'_, 't>) -> Option<T>,
    ) -> Option<Vec<T>> {
        if self.has(key) {
            return self.tables(key, read);
        }
        self.asked.push(key);
        Some(Vec::new())
    }

    /// A list of tables, each read by `read`.
    pub(super) fn tables<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Fields<'_, 't>) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.list(key, |fields, place, value| match value {
            DeValue::Table(table) => {
                let path = join(&fields.path, place);
                read(Fields { reading: fields.reading, path, table, asked: Vec::new() })
            }
            _ => {
                fields.wrong_type(place, "一组项目", "a table");
                None
            }
        })
    }

    /// `None` when an entry has a flaw; all entries are looked at first.
    fn list<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Self, &str, &'t DeValue<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Some(entries) = self.need(key)?.as_array() else {
            self.wrong_type(key, "列表", "a list");
            return None;
        };
        if entries.len() > ENTRIES_MAX {
            let zh = format!("至多 {ENTRIES_MAX} 个");
            self.flaw(key, "list_too_long", zh, format!("at most {ENTRIES_MAX} entries"));
            return None;
        }
        let mut all = Some(Vec::with_capacity(entries.len()));
        for (n, entry) in entries.iter().enumerate() {
            let place = format!("{key}[{}]", n + 1);
            match (read(self, &place, entry.get_ref()), &mut all) {
                (Some(entry), Some(all)) => all.push(entry),
                _ => all = None,
            }
        }
        all
    }
}
