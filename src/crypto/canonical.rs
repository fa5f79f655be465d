//! Canonical JSON: RFC 8785 restricted to integers within ±(2^53−1), ASCII keys and NFC strings.
//! The same value always has the same bytes, so that the bytes stored are the bytes hashed.

mod compound;
mod writer;

use serde::Serialize;
use serde_json::Value;
use unicode_normalization::is_nfc;

/// Largest integer that every JSON reader keeps exactly.
pub const INTEGER_MAX: u64 = (1 << 53) - 1;
/// Deepest nesting of arrays and objects.
pub const DEPTH_MAX: usize = 32;

/// Why a value has no canonical form, or bytes are not canonical.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// Not JSON of the expected shape.
    #[error("not the expected JSON: {0}")]
    Shape(#[from] serde_json::Error),
    /// A float, or an integer beyond ±(2^53−1).
    #[error("a number that is not a plain integer")]
    Number,
    /// A string that is not in NFC, or a key that is not ASCII.
    #[error("a string that is not in normal form")]
    Text,
    /// Nested too deeply.
    #[error("nested more than {DEPTH_MAX} levels")]
    Depth,
    /// JSON, but other bytes than its canonical form.
    #[error("bytes are not canonical")]
    Bytes,
}

impl serde::ser::Error for CanonicalError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::Shape(serde::ser::Error::custom(message))
    }
}

/// Canonical bytes of `value`.
///
/// # Errors
/// [`CanonicalError`] when the value holds what canonical JSON cannot.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    writer::Writer::bytes_of(value)
}

/// The value in `bytes`, which must be canonical to the last byte: no spaces, sorted keys, no
/// repeated key, no other spelling of a number or string.
///
/// # Errors
/// [`CanonicalError`].
pub fn parse(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let value: Value = serde_json::from_slice(bytes)?;
    check(&value, 0)?;
    // serde_json sorts keys (no `preserve_order`), writes no spaces and escapes as RFC 8785 asks.
    match serde_json::to_vec(&value)? == bytes {
        true => Ok(value),
        false => Err(CanonicalError::Bytes),
    }
}

fn check(value: &Value, depth: usize) -> Result<(), CanonicalError> {
    if depth > DEPTH_MAX {
        return Err(CanonicalError::Depth);
    }
    match value {
        Value::Null | Value::Bool(_) => Ok(()),
        Value::Number(number) => {
            let small = number.as_u64().is_some_and(|n| n <= INTEGER_MAX)
                || number.as_i64().is_some_and(|n| n.unsigned_abs() <= INTEGER_MAX);
            if small { Ok(()) } else { Err(CanonicalError::Number) }
        }
        Value::String(text) => {
            if is_nfc(text) {
                Ok(())
            } else {
                Err(CanonicalError::Text)
            }
        }
        Value::Array(items) => items.iter().try_for_each(|item| check(item, depth + 1)),
        Value::Object(fields) => fields.iter().try_for_each(|(key, item)| match key.is_ascii() {
            true => check(item, depth + 1),
            false => Err(CanonicalError::Text),
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_and_bytes_are_stable() {
        let bytes = to_bytes(&json!({"b": [1, null, true], "a": "é\n\u{1}\"", "aa": -3})).unwrap();
        assert_eq!(bytes, "{\"a\":\"é\\n\\u0001\\\"\",\"aa\":-3,\"b\":[1,null,true]}".as_bytes());
        assert_eq!(serde_json::to_vec(&parse(&bytes).unwrap()).unwrap(), bytes);
    }

    #[test]
    fn other_spellings_are_refused() {
        for bytes in [
            "{\"b\":1,\"a\":2}",
            "{\"a\": 1}",
            "{\"a\":1,\"a\":1}",
            "[1.0]",
            "[1e3]",
            "[-0]",
            "[\"\\u0041\"]",
            "[9007199254740992]",
            "[1]\n",
            "\u{feff}[1]",
            "[\"e\u{301}\"]",
            "{\"é\":1}",
        ] {
            assert!(parse(bytes.as_bytes()).is_err(), "{bytes:?}");
        }
    }

    /// What the slow way over a tree of values gives.
    fn by_tree<T: Serialize>(value: &T) -> Option<Vec<u8>> {
        let value = serde_json::to_value(value).ok()?;
        check(&value, 0).ok()?;
        serde_json::to_vec(&value).ok()
    }

    #[test]
    fn bytes_are_those_of_the_sorted_tree() {
        #[derive(Serialize)]
        struct Unit;
        #[derive(Serialize)]
        enum Any {
            Plain,
            One(u8),
            Two(i64, char),
            Named { z: Option<u32>, a: &'static str },
        }
        #[derive(Serialize)]
        struct Whole {
            z: Vec<Any>,
            a: std::collections::BTreeMap<u32, Unit>,
            m: (bool, String),
            b: Option<()>,
        }
        let any =
            |n| [Any::Plain, Any::One(n), Any::Two(-5, '\u{1f}'), Any::Named { z: None, a: "é" }];
        let whole = Whole {
            z: any(255).into_iter().chain(any(0)).collect(),
            a: [(10, Unit), (9, Unit), (100, Unit)].into(),
            m: (true, (0_u8..=255).map(char::from).collect()),
            b: None,
        };
        assert_eq!(to_bytes(&whole).ok(), by_tree(&whole));
        let values =
            json!([{}, [], [[]], {"b": {"d": [], "c": {}}, "a": [1, {"y": 0, "x": null}]}]);
        assert_eq!(to_bytes(&values).ok(), by_tree(&values));
    }

    #[test]
    fn what_has_no_canonical_form_has_no_bytes() {
        for bad in [json!(1_u64 << 53), json!(-(1_i64 << 53)), json!("e\u{301}"), json!({"é": 1})]
        {
            assert!(to_bytes(&bad).is_err() && by_tree(&bad).is_none(), "{bad}");
        }
        assert!(to_bytes(&json!([INTEGER_MAX, -9_007_199_254_740_991_i64])).is_ok());
    }

    #[test]
    fn writing_is_as_deep_as_reading() {
        let deep = |levels| (1..levels).fold(json!([]), |inner, _| json!([inner]));
        assert!(to_bytes(&deep(DEPTH_MAX + 1)).is_ok());
        assert!(to_bytes(&deep(DEPTH_MAX + 2)).is_err());
    }

    #[test]
    fn depth_is_bounded() {
        let deep = |levels| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(parse(deep(DEPTH_MAX + 1).as_bytes()).is_ok());
        assert!(parse(deep(DEPTH_MAX + 2).as_bytes()).is_err());
        assert!(parse(deep(100_000).as_bytes()).is_err());
    }
}
