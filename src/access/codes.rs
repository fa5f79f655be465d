//! Codes of links and tokens: random, unguessable, never printed by accident. The one place of
//! this room where randomness comes in.

use sha2::{Digest, Sha256};

/// SHA-256 of a code or token: what is stored and looked up.
pub(super) type SecretHash = [u8; 32];

/// Crockford's base 32: no I, L, O or U, so that a code survives being read aloud or typed.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// 120 bits.
const CODE_BYTES: usize = 15;
/// Base-32 digits of a code.
const CODE_DIGITS: usize = CODE_BYTES * 8 / 5;
/// Digits between two hyphens.
const GROUP_DIGITS: usize = 4;
/// Longest text that is looked at as a code: its digits, each with a stray hyphen or space.
const CODE_CHARS_MAX: usize = 2 * CODE_DIGITS;
/// Digits by which guesses at one code are counted: 40 bits, so that nobody blocks the codes of a
/// hall by trying all beginnings.
const PREFIX_DIGITS: usize = 8;
/// 160 bits.
const TOKEN_BYTES: usize = 20;
/// Base-32 digits of a token.
const TOKEN_DIGITS: usize = TOKEN_BYTES * 8 / 5;

/// Code of a one-time link. `Display` gives the text for the link, `Debug` never does.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; CODE_BYTES]);

/// Token of a signed-in device.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Code {
    pub(super) fn random() -> Self {
        Self(random())
    }

    /// Reads a code as people type it: either case, hyphens and spaces anywhere, O for 0, I and L
    /// for 1. `None` for anything else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.len() > CODE_CHARS_MAX {
            return None;
        }
        let digits = text.chars().filter(|c| !matches!(c, '-' | ' '));
        let values: Vec<u8> = digits.map(digit_value).collect::<Option<_>>()?;
        if values.len() != CODE_DIGITS {
            return None;
        }
        let mut bytes = [0; CODE_BYTES];
        for (eight, five) in values.chunks(8).zip(bytes.chunks_mut(5)) {
            let bits = eight.iter().fold(0_u64, |bits, value| bits << 5 | u64::from(*value));
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        Some(Self(bytes))
    }

    pub(super) fn hash(&self) -> SecretHash {
        Sha256::digest(self.0).into()
    }

    pub(super) fn prefix(&self) -> String {
        base32(&self.0)[..PREFIX_DIGITS].to_owned()
    }
}

impl Token {
    pub(super) fn random() -> Self {
        Self(base32(&random::<TOKEN_BYTES>()))
    }

    /// The text for a cookie or header: upper-case letters and digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> SecretHash {
        Sha256::digest(&self.0).into()
    }
}

/// What to look a presented token up by; `None` for a text that no token has.
pub(super) fn token_hash(text: &str) -> Option<SecretHash> {
    let is_digit = |byte: u8| ALPHABET.contains(&byte);
    let lawful = text.len() == TOKEN_DIGITS && text.bytes().all(is_digit);
    lawful.then(|| Sha256::digest(text).into())
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = base32(&self.0);
        for start in (0..CODE_DIGITS).step_by(GROUP_DIGITS) {
            let hyphen = if start == 0 { "" } else { "-" };
            write!(f, "{hyphen}{}", &digits[start..start + GROUP_DIGITS])?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

fn digit_value(digit: char) -> Option<u8> {
    let digit = match digit.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|byte| char::from(*byte) == digit)?;
    Some(u8::try_from(place).expect("32 digits"))
}

/// Eight digits for every five bytes, of which there is a whole number.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5);
    for five in bytes.chunks_exact(5) {
        let bits = five.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        text.extend((0..8).rev().map(|place| char::from(ALPHABET[bits >> (5 * place) & 31])));
    }
    text
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one lawful source of randomness for codes, tokens and signing keys"
)]
pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("without randomness there are no secrets");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_comes_back_from_its_text_however_it_is_typed() {
        let code = Code::random();
        let text = code.to_string();
        assert_eq!(text.len(), CODE_DIGITS + CODE_DIGITS / GROUP_DIGITS - 1);
        for typed in [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', " "),
            text.replace('0', "o").replace('1', "l"),
            format!(" {text} "),
        ] {
            assert_eq!(Code::parse(&typed), Some(code.clone()), "{typed}");
        }
    }

    #[test]
    fn base_32_is_crockfords() {
        let code = Code([
            0, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf, 0x84, 0x65, 0x3a, 0x56, 0xd7,
        ]);
        assert_eq!(code.to_string(), "0123-4567-89AB-CDEF-GHJK-MNPQ");
        assert_eq!(Code([255; 15]).to_string(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    }

    #[test]
    fn other_texts_are_no_codes() {
        let long = "0".repeat(CODE_CHARS_MAX + 1);
        for text in [
            "",
            "0123",
            "0123-4567-89AB-CDEF-GHJK-MNP",
            "0123-4567-89AB-CDEF-GHJK-MNPQR",
            "0123-4567-89AB-CDEF-GHJK-MNPU",
            "0123-4567-89AB-CDEF-GHJK-MNP代",
            "0123_4567_89AB_CDEF_GHJK_MNPQ",
            long.as_str(),
        ] {
            assert_eq!(Code::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn codes_and_tokens_are_not_printed_by_accident() {
        assert_eq!(format!("{:?}", Code::random()), "Code(…)");
        assert_eq!(format!("{:?}", Token::random()), "Token(…)");
    }

    #[test]
    fn codes_and_tokens_do_not_repeat() {
        assert_ne!(Code::random(), Code::random());
        let token = Token::random();
        assert_ne!(token, Token::random());
        assert_eq!(token_hash(token.as_str()), Some(token.hash()));
        assert_eq!(token_hash(&token.as_str().to_lowercase()), None);
        assert_eq!(token_hash(""), None);
    }
}
