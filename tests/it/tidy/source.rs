//! A source file as tokens, and the paths written in it.

use std::fs;
use std::path::Path;

use super::lexer::{Kind, Token, tokens};

pub(super) struct Source {
    /// Below `src`, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
}

/// One path as it is written, groups spread out: `a::{b, c::d}` is `a::b` and `a::c::d`.
#[derive(Debug)]
pub(super) struct UsedPath {
    pub(super) segments: Vec<String>,
    pub(super) line: usize,
    /// How many `mod name { … }` of this file it stands in.
    pub(super) inline_modules: usize,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned(), tokens: tokens(text) }
    }

    /// Every Rust file below `src`, sorted by path.
    pub(super) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut sources: Vec<Self> = files_below(&root)
            .iter()
            .filter(|path| path.ends_with(".rs"))
            .map(|path| Self::new(path, &fs::read_to_string(root.join(path)).expect("UTF-8")))
            .collect();
        sources.sort_by(|a, b| a.path.cmp(&b.path));
        sources
    }

    /// The folder or file directly below `src`.
    pub(super) fn room(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    pub(super) fn at(&self, line: usize, message: &str) -> String {
        format!("src/{}:{line}: {message}", self.path)
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.kind == Kind::Word)
    }

    pub(super) fn paths(&self) -> Vec<UsedPath> {
        let mut reader =
            PathReader { tokens: &self.tokens, at: 0, inline_modules: 0, found: vec![] };
        let mut braces = Vec::new();
        while let Some(token) = self.tokens.get(reader.at) {
            match token.text.as_str() {
                "{" => {
                    let opens_module = reader.at >= 2 && self.tokens[reader.at - 2].text == "mod";
                    braces.push(opens_module);
                    reader.inline_modules += usize::from(opens_module);
                }
                "}" => reader.inline_modules -= usize::from(braces.pop().unwrap_or(false)),
                _ if token.kind == Kind::Word => {
                    reader.read(&[]);
                    continue;
                }
                _ => {}
            }
            reader.at += 1;
        }
        reader.found
    }
}

/// All files below a folder, relative to it, with `/`.
pub(super) fn files_below(root: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(root.join(&folder));
        for entry in entries.unwrap_or_else(|error| panic!("{}: {error}", root.display())) {
            let entry = entry.expect("readable");
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            match entry.file_type().expect("readable").is_dir() {
                true => open.push(path + "/"),
                false => found.push(path),
            }
        }
    }
    found
}

struct PathReader<'a> {
    tokens: &'a [Token],
    at: usize,
    inline_modules: usize,
    found: Vec<UsedPath>,
}

impl PathReader<'_> {
    /// Reads one path, or one branch of a group, that goes on from `prefix`.
    fn read(&mut self, prefix: &[String]) {
        let mut segments = prefix.to_vec();
        while let Some(token) = self.tokens.get(self.at) {
            let line = token.line;
            self.at += 1;
            if token.text == "{" {
                self.read_group(&segments);
                return;
            }
            segments.push(token.text.clone());
            // A `::` before `<` belongs to type arguments; the path ends there.
            let goes_on = self.text(0) == "::"
                && (self.text(1) == "{"
                    || self.text(1) == "*"
                    || self.tokens.get(self.at + 1).is_some_and(|next| next.kind == Kind::Word));
            if !goes_on {
                let inline_modules = self.inline_modules;
                self.found.push(UsedPath { segments, line, inline_modules });
                return;
            }
            self.at += 1;
        }
    }

    fn read_group(&mut self, prefix: &[String]) {
        while self.at < self.tokens.len() {
            self.read(prefix);
            // Past `as name`, to the comma or the end of the group.
            while !matches!(self.text(0), "," | "}" | "") {
                self.at += 1;
            }
            let was_comma = self.text(0) == ",";
            self.at += 1;
            if !was_comma || self.text(0) == "}" {
                self.at += usize::from(was_comma);
                return;
            }
        }
    }

    fn text(&self, ahead: usize) -> &str {
        self.tokens.get(self.at + ahead).map_or("", |token| &token.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_spread_out() {
        let text =
            "use a::{b, c::{self, d as e}, f::*,}; fn x() { g::<h::I>::j() } mod k { use l; }";
        let source = Source::new("x.rs", text);
        let paths: Vec<String> = source
            .paths()
            .iter()
            .filter(|path| path.segments.len() > 1 || path.inline_modules > 0)
            .map(|path| format!("{}{}", path.segments.join("::"), "'".repeat(path.inline_modules)))
            .collect();
        let expected = ["a::b", "a::c::self", "a::c::d", "a::f::*", "h::I", "use'", "l'"];
        assert_eq!(paths, expected);
    }
}
