//! Text of values of fixed length: lower-case hex, one text for one value.

use data_encoding::HEXLOWER;

/// Not the lower-case hex digits of a value of that many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {digits} lower-case hex digits")]
pub struct HexError {
    /// Digits of a lawful text: two for each byte.
    pub digits: usize,
}

/// Lower-case hex of `bytes`.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

/// The `N` bytes whose lower-case hex is `text`; no other spelling is read.
///
/// # Errors
/// [`HexError`].
pub fn decode<const N: usize>(text: impl AsRef<[u8]>) -> Result<[u8; N], HexError> {
    let text = text.as_ref();
    let mut bytes = [0; N];
    // The length comes first: decoding into another number of bytes would panic.
    if text.len() == 2 * N && HEXLOWER.decode_mut(text, &mut bytes).is_ok() {
        return Ok(bytes);
    }
    Err(HexError { digits: 2 * N })
}

/// Gives a public newtype over `[u8; N]` its text: `Display`, `Debug`, `FromStr` and serde, all of
/// them lower-case hex. Not for secrets.
macro_rules! hex_text {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::crypto::hex::encode(&self.0))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::crypto::hex::HexError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::crypto::hex::decode(text).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use hex_text;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_has_one_text() {
        assert_eq!(encode(&[0x00, 0xab, 0xff]), "00abff");
        assert_eq!(decode::<3>("00abff"), Ok([0x00, 0xab, 0xff]));
        for other in ["", "00abf", "00abff0", "00abff00", "00ABFF", "0xabff", "00abfg", " 0abff"] {
            assert_eq!(decode::<3>(other), Err(HexError { digits: 6 }), "{other:?}");
        }
    }
}
