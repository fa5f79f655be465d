//! The sealed envelope of a secret ballot: a paper, padded so that all papers are equally long,
//! encrypted to the key of its ballot and bound to one question, one ballot, one delegate and one
//! revision. Pure: the ephemeral key comes from a seed that the caller draws.

mod keys;
mod sealed;
mod suite;
#[cfg(test)]
mod tests;

use zeroize::Zeroizing;

pub use self::keys::{SealPrivateKey, SealPublicKey};
pub use self::sealed::{ENVELOPE_BYTES_MAX, Envelope, EnvelopeError};
use crate::crypto::hash::Hash;

/// HPKE in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and ChaCha20-Poly1305. The record
/// names the suite with every key, so that another one needs no new format.
///
/// Source: RFC 9180 section 7; kem 0x0020, kdf 0x0001, aead 0x0003.
pub const SUITE: u16 = 1;
/// Bytes by which an envelope is longer than the padded paper: encapsulated key (32) and tag
/// (16).
pub const OVERHEAD: usize = suite::ENC_BYTES + suite::TAG_BYTES;

/// `info` of the key schedule: keeps these keys apart from any other use of the same suite.
const INFO: &[u8] = b"plenum envelope 1";
/// Big-endian length of the text, in front of it.
const LENGTH_BYTES: usize = 2;

/// What an envelope is good for; it opens under no other. Not secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Hash of the manifest: the whole question as it was put.
    pub manifest: Hash,
    /// UUID of the ballot.
    pub ballot: [u8; 16],
    /// UUID of the delegate.
    pub delegate: [u8; 16],
    /// Which vote of this delegate in this ballot it is.
    pub revision: u32,
}

impl Binding {
    /// Bytes of [`Binding::aad`].
    pub const AAD_BYTES: usize = 68;

    /// The associated data: manifest ‖ ballot ‖ delegate ‖ revision, the last one big-endian.
    #[must_use]
    pub fn aad(&self) -> [u8; Self::AAD_BYTES] {
        let mut aad = [0; Self::AAD_BYTES];
        aad[..32].copy_from_slice(&self.manifest.0);
        aad[32..48].copy_from_slice(&self.ballot);
        aad[48..64].copy_from_slice(&self.delegate);
        aad[64..].copy_from_slice(&self.revision.to_be_bytes());
        aad
    }
}

/// Why nothing was sealed. Says nothing of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The text and its length do not fit into `pad_len` bytes.
    #[error("the text is longer than the padding")]
    Text,
    /// The envelope would be longer than [`ENVELOPE_BYTES_MAX`].
    #[error("the padding is longer than an envelope can be")]
    Padding,
    /// Nothing can be sealed to this key: it is a point of small order.
    #[error("the public key is not usable")]
    Key,
}

/// Why an envelope could not be read. Says nothing of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not exactly `pad_len` + [`OVERHEAD`] bytes.
    #[error("an envelope of the wrong length")]
    Length,
    /// Changed, sealed to another key, or bound to something else.
    #[error("an envelope that this key does not open here")]
    Undecryptable,
    /// Opened, but the length points beyond the end or the padding is not zero.
    #[error("an envelope with wrong padding")]
    Padding,
}

/// Seals `text` to `key`, padded to `pad_len` bytes with its length in front. The envelope is
/// `pad_len` + [`OVERHEAD`] bytes long whatever the text is.
///
/// Deterministic: the ephemeral key is DeriveKeyPair(`seed`). A seed serves for one envelope, is
/// secret and comes from the operating system; whoever knows it can read the envelope.
///
/// # Errors
/// [`SealError`].
pub fn seal(
    key: &SealPublicKey,
    binding: &Binding,
    text: &[u8],
    pad_len: u32,
    seed: [u8; 32],
) -> Result<Envelope, SealError> {
    let seed = Zeroizing::new(seed);
    let pad_len = usize::try_from(pad_len).map_err(|_| SealError::Padding)?;
    if pad_len > ENVELOPE_BYTES_MAX - OVERHEAD {
        return Err(SealError::Padding);
    }
    let text_len = u16::try_from(text.len()).map_err(|_| SealError::Text)?;
    if LENGTH_BYTES + text.len() > pad_len {
        return Err(SealError::Text);
    }
    let mut padded = Zeroizing::new(vec![0; pad_len]);
    padded[..LENGTH_BYTES].copy_from_slice(&text_len.to_be_bytes());
    padded[LENGTH_BYTES..LENGTH_BYTES + text.len()].copy_from_slice(text);
    let sealed = suite::seal(key, INFO, &binding.aad(), &mut padded, &seed);
    let sealed = sealed.ok_or(SealError::Key)?;
    Ok(Envelope::new(sealed).expect("its length was checked"))
}

/// The text in `envelope`, as [`seal`] was given it. The length is looked at first, before any
/// arithmetic; every byte of the padding is looked at. The text itself is not judged.
///
/// # Errors
/// [`OpenError`].
pub fn open(
    key: &SealPrivateKey,
    binding: &Binding,
    envelope: &Envelope,
    pad_len: u32,
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let pad_len = usize::try_from(pad_len).map_err(|_| OpenError::Length)?;
    if envelope.len().checked_sub(OVERHEAD) != Some(pad_len) {
        return Err(OpenError::Length);
    }
    let padded = suite::open(key, INFO, &binding.aad(), envelope.as_bytes());
    let padded = padded.ok_or(OpenError::Undecryptable)?;
    let (text_len, rest) = padded.split_first_chunk().ok_or(OpenError::Padding)?;
    let text_len = usize::from(u16::from_be_bytes(*text_len));
    let (text, padding) = rest.split_at_checked(text_len).ok_or(OpenError::Padding)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(OpenError::Padding);
    }
    Ok(Zeroizing::new(text.to_vec()))
}
