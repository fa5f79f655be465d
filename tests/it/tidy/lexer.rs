//! Rust text as tokens. Comments, strings, characters and lifetimes are left out, so a word in a
//! sentence is never taken for code.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    /// `::` is one sign, every other sign is one character.
    Sign,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    pub(super) line: usize,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { rest: text, line: 1, tokens: Vec::new() };
    while let Some(next) = lexer.rest.chars().next() {
        lexer.step(next);
    }
    lexer.tokens
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn step(&mut self, next: char) {
        if self.rest.starts_with("//") {
            self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.skip(block_comment(self.rest));
        } else if let Some(length) = string(self.rest).or_else(|| character(self.rest)) {
            self.skip(length);
        } else if next == '\'' {
            // A lifetime: its name is not a word of code.
            self.skip(1 + word(&self.rest[1..]));
        } else if let Some(raw) = self.rest.strip_prefix("r#") {
            let length = word(raw);
            self.skip(2);
            self.take(Kind::Word, length);
        } else if next.is_ascii_digit() {
            let after_dot = self.tokens.last().is_some_and(|token| token.text == ".");
            self.take(Kind::Number, number(self.rest, after_dot));
        } else if word(self.rest) > 0 {
            self.take(Kind::Word, word(self.rest));
        } else if next.is_whitespace() {
            self.skip(next.len_utf8());
        } else if self.rest.starts_with("::") {
            self.take(Kind::Sign, 2);
        } else {
            self.take(Kind::Sign, next.len_utf8());
        }
    }

    fn skip(&mut self, length: usize) {
        let (skipped, rest) = self.rest.split_at(length);
        self.line += skipped.matches('\n').count();
        self.rest = rest;
    }

    fn take(&mut self, kind: Kind, length: usize) {
        let text = self.rest[..length].to_owned();
        self.tokens.push(Token { kind, text, line: self.line });
        self.skip(length);
    }
}

fn word(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// The length of the string that starts here, with prefix (`b`, `c`, `r`) and `#` marks.
fn string(text: &str) -> Option<usize> {
    let prefix = text.find(|c| !matches!(c, 'b' | 'c' | 'r'))?;
    let is_raw = text[..prefix].contains('r');
    let marks = text[prefix..].find(|c| c != '#')?;
    let body = text[prefix + marks..].strip_prefix('"')?;
    let head = prefix + marks + 1;
    if is_raw {
        let end = format!("\"{}", "#".repeat(marks));
        return Some(body.find(&end).map_or(text.len(), |at| head + at + end.len()));
    }
    (prefix <= 1 && marks == 0).then(|| head + until_unescaped(body, '"'))
}

/// The length of the character that starts here, and nothing for a lifetime.
fn character(text: &str) -> Option<usize> {
    let body = text.strip_prefix('b').unwrap_or(text).strip_prefix('\'')?;
    let head = text.len() - body.len();
    let first = body.chars().next()?;
    let is_character = first == '\\' || body[first.len_utf8()..].starts_with('\'');
    is_character.then(|| head + until_unescaped(body, '\''))
}

/// The bytes up to and with the closing quote.
fn until_unescaped(body: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in body.char_indices() {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    body.len()
}

fn number(text: &str, after_dot: bool) -> usize {
    let mut length = word(text);
    let tail = &text[length..];
    // `1..2` is a range, `1.max(2)` a call, and `pair.0.1` two fields.
    let is_fraction = !after_dot
        && tail.starts_with('.')
        && !tail[1..].starts_with(|c: char| c == '.' || c == '_' || c.is_alphabetic());
    if is_fraction {
        length += 1 + word(&tail[1..]);
    }
    let is_open_exponent = !text.starts_with("0x") && text[..length].ends_with(['e', 'E']);
    if is_open_exponent && text[length..].starts_with(['+', '-']) {
        length += 1 + word(&text[length + 1..]);
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn comments_strings_characters_and_lifetimes_are_not_words() {
        check("a // b\nc /* d /* e */ f */ g", &["a", "c", "g"]);
        check(r##"a "b \" c" d r#"e " f"# g b"h" i"##, &["a", "d", "g", "i"]);
        check(r"a 'b' c '\'' d 'e f '\\' g b'h' i '票' j", &["a", "c", "d", "f", "g", "i", "j"]);
        check("r#type bar crate::b", &["type", "bar", "crate", "::", "b"]);
    }

    #[test]
    fn a_fraction_is_one_number() {
        check(
            "1.5 1. 1..2 1.max(2) 1e-5 x.0.1 0xe-1",
            &[
                "1.5", "1.", "1", ".", ".", "2", "1", ".", "max", "(", "2", ")", "1e-5", "x", ".",
                "0", ".", "1", "0xe", "-", "1",
            ],
        );
    }

    #[test]
    fn a_string_of_many_lines_keeps_the_count() {
        let lines: Vec<usize> = tokens("a \"\n\n\" b\nc").iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 3, 4]);
    }
}
