//! Hashes, public keys and signatures as text: lower-case hex and nothing else, so that one value
//! has one spelling.

/// Not the expected number of lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{digits} lower-case hex digits are expected")]
pub struct HexError {
    /// How many digits are expected.
    pub digits: usize,
}

/// Two lower-case hex digits for each byte.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// `N` bytes from exactly 2·`N` lower-case hex digits, in a time that does not depend on which
/// digits they are.
///
/// # Errors
/// [`HexError`] for any other text.
pub fn decode<const N: usize>(text: impl AsRef<[u8]>) -> Result<[u8; N], HexError> {
    let error = HexError { digits: 2 * N };
    let mut bytes = [0; N];
    match base16ct::lower::decode(text, &mut bytes).map(<[u8]>::len) {
        Ok(read) if read == N => Ok(bytes),
        _ => Err(error),
    }
}

/// `Display`, `Debug`, `FromStr` and serde, all as hex, for a newtype over a byte array. Only for
/// values that everybody may see.
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
    fn bytes_come_back_from_their_digits() {
        let bytes: [u8; 5] = [0x00, 0x09, 0xaf, 0xf0, 0xff];
        assert_eq!(encode(&bytes), "0009aff0ff");
        assert_eq!(decode("0009aff0ff"), Ok(bytes));
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in
            ["", "0", "000", "00000", "0A0b", "0x00", " 000", "000 ", "0g00", "00é0", "+000"]
        {
            assert_eq!(decode::<2>(text), Err(HexError { digits: 4 }), "{text:?}");
        }
    }
}
