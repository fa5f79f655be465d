//! The envelope as bytes: what is sent, recorded and hashed.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::crypto::hash::Hash;

/// Longest envelope that is read, in bytes. A paper of 200 rows needs about 1.1 KiB.
pub const ENVELOPE_BYTES_MAX: usize = 65_536;
/// Digits of the longest envelope: four for every three bytes, rounded up.
const ENVELOPE_DIGITS_MAX: usize = (ENVELOPE_BYTES_MAX * 4).div_ceil(3);

/// One sealed paper: encapsulated key ‖ ciphertext ‖ tag, at most [`ENVELOPE_BYTES_MAX`] bytes.
/// In JSON it is base64url without padding, of which exactly one spelling is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope(Box<[u8]>);

impl Envelope {
    /// An envelope of these bytes. Whether anybody can open it is not looked at.
    ///
    /// # Errors
    /// [`EnvelopeError`] for more than [`ENVELOPE_BYTES_MAX`] bytes.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Result<Self, EnvelopeError> {
        let bytes = bytes.into();
        if bytes.len() > ENVELOPE_BYTES_MAX {
            return Err(EnvelopeError);
        }
        Ok(Self(bytes))
    }

    /// The bytes: sent, recorded and hashed as they are.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Bytes, at most [`ENVELOPE_BYTES_MAX`].
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no bytes at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// SHA-256 of the bytes: what the receipt names and the root over all envelopes is made of.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }
}

/// Not base64url in its one spelling, or too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an envelope is at most {ENVELOPE_BYTES_MAX} bytes in base64url without padding")]
pub struct EnvelopeError;

impl std::fmt::Display for Envelope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        BASE64URL_NOPAD.encode_display(&self.0).fmt(f)
    }
}

/// Only the length: ciphertext fills a log and tells a reader nothing.
impl std::fmt::Debug for Envelope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Envelope({} bytes)", self.len())
    }
}

impl std::str::FromStr for Envelope {
    type Err = EnvelopeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > ENVELOPE_DIGITS_MAX {
            return Err(EnvelopeError);
        }
        // Refuses other alphabets, padding, line breaks and left-over bits that are not zero.
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| EnvelopeError)?;
        Self::new(bytes)
    }
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
