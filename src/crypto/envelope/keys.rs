//! The key pair of one secret ballot.

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::suite;
use crate::crypto::hash::Hash;
use crate::crypto::hex::hex_text;

/// X25519 public key of a ballot, written as 64 hex digits. Ordered by its bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SealPublicKey(pub [u8; 32]);

hex_text!(SealPublicKey);

impl SealPublicKey {
    /// SHA-256 of its bytes: by this the record names the key that was destroyed.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(&self.0)
    }
}

/// X25519 private key of a ballot. It cannot be printed, copied or serialised by accident, and its
/// bytes are overwritten when it is dropped.
pub struct SealPrivateKey(Box<Place>);

/// The bytes stay at one address wherever the key is moved, and share no page of memory with
/// another key: whoever locks a page in memory can unlock it again without touching a second key.
/// 64 KiB is the largest page size of the machines we know.
#[repr(align(65_536))]
struct Place([u8; 32]);

impl SealPrivateKey {
    /// DeriveKeyPair(`seed`). The seed is as secret as the key.
    ///
    /// Source: RFC 9180 section 7.1.3.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        Self::place(&suite::derive(&seed))
    }

    /// The key that [`SealPrivateKey::to_bytes`] wrote. Any 32 bytes are a key; it is clamped.
    ///
    /// Source: RFC 9180 section 7.1.2.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self::place(&suite::clamp(bytes))
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> SealPublicKey {
        SealPublicKey(suite::public(&self.0.0))
    }

    /// The clamped key.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.0)
    }

    /// The clamped key where it lies, for those who lock its memory. The address is that of the key
    /// as long as it lives.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0.0
    }

    fn place(bytes: &[u8; 32]) -> Self {
        let mut place = Box::new(Place([0; 32]));
        place.0.copy_from_slice(bytes);
        Self(place)
    }
}

impl Drop for SealPrivateKey {
    fn drop(&mut self) {
        self.0.0.zeroize();
    }
}

impl ZeroizeOnDrop for SealPrivateKey {}
