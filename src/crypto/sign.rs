//! Ed25519 (RFC 8032): who signed these bytes.
//!
//! Verification is the strict one: a key or a signature of small order, a scalar that is not
//! reduced, or a point in another spelling is refused, so that every verifier gives one answer.

use ed25519_dalek::Signer;
use zeroize::Zeroizing;

use crate::crypto::hex::hex_text;

/// Bytes of a seed, from which a signing key follows.
pub const SEED_BYTES: usize = 32;

/// Secret half of a key pair. Wiped from memory when dropped; cannot be copied and is never
/// printed.
pub struct SigningKey(ed25519_dalek::SigningKey);

/// Public half of a key pair, as RFC 8032 encodes it; 64 hex digits. Whether it is a point of the
/// curve shows only at [`VerifyKey::verify`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct VerifyKey(pub [u8; 32]);

/// A signature, as RFC 8032 encodes it; 128 hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature(pub [u8; 64]);

hex_text!(VerifyKey);
hex_text!(Signature);

impl SigningKey {
    /// The key that follows from `seed`, which must come from a source that nobody can guess.
    #[must_use]
    pub fn from_seed(seed: [u8; SEED_BYTES]) -> Self {
        let seed = Zeroizing::new(seed);
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The seed, for the file in which the key is kept and for nothing else.
    #[must_use]
    pub fn seed(&self) -> Zeroizing<[u8; SEED_BYTES]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> VerifyKey {
        VerifyKey(self.0.verifying_key().to_bytes())
    }

    /// Signs `bytes`. The same key and bytes always give the same signature.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(bytes).to_bytes())
    }
}

impl VerifyKey {
    /// Whether this key signed `bytes`; `false` also for a key that is none.
    #[must_use]
    pub fn verify(&self, bytes: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        ed25519_dalek::VerifyingKey::from_bytes(&self.0)
            .is_ok_and(|key| key.verify_strict(bytes, &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    const SEED: &str = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    const PUBLIC: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    const SIGNATURE: &str = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
                             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    fn key() -> SigningKey {
        SigningKey::from_seed(crate::crypto::hex::decode(SEED).unwrap())
    }

    #[test]
    fn the_vector_of_the_rfc_holds() {
        let key = key();
        assert_eq!(key.public().to_string(), PUBLIC);
        assert_eq!(key.sign(&[0x72]).to_string(), SIGNATURE);
        assert!(key.public().verify(&[0x72], &SIGNATURE.parse().unwrap()));
        assert_eq!(crate::crypto::hex::encode(key.seed().as_slice()), SEED);
    }

    #[test]
    fn a_changed_byte_anywhere_is_refused() {
        let (key, bytes) = (key(), *b"a record");
        let signature = key.sign(&bytes);
        for at in 0..64 {
            let mut other = signature;
            other.0[at] ^= 1 << (at % 8);
            assert!(!key.public().verify(&bytes, &other), "byte {at} of the signature");
        }
        for at in 0..32 {
            let mut other = key.public();
            other.0[at] ^= 1 << (at % 8);
            assert!(!other.verify(&bytes, &signature), "byte {at} of the key");
        }
        for at in 0..bytes.len() {
            let mut other = bytes;
            other[at] ^= 1 << (at % 8);
            assert!(!key.public().verify(&other, &signature), "byte {at} of the text");
        }
    }

    #[test]
    fn a_key_of_small_order_signs_nothing() {
        // The neutral point: without the strict check, R = it and s = 0 would sign every text.
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = Signature([0; 64]);
        signature.0[0] = 1;
        assert!(!VerifyKey(neutral).verify(b"anything", &signature));
    }

    #[test]
    fn an_unreduced_scalar_is_refused() {
        // The same scalar plus the order of the group, which a lax verifier takes as well.
        let order: [u8; 32] = crate::crypto::hex::decode(
            "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010",
        )
        .unwrap();
        let mut signature = key().sign(b"a record");
        let mut carry = 0_u16;
        for (byte, add) in signature.0[32..].iter_mut().zip(order) {
            let sum = u16::from(*byte) + u16::from(add) + carry;
            let [high, low] = sum.to_be_bytes();
            (carry, *byte) = (u16::from(high), low);
        }
        assert!(!key().public().verify(b"a record", &signature));
    }

    #[test]
    fn keys_and_signatures_come_back_from_their_text() {
        let signature = key().sign(b"a record");
        let text = serde_json::to_string(&(key().public(), signature)).unwrap();
        assert_eq!(text, format!("[\"{PUBLIC}\",\"{signature}\"]"));
        assert_eq!(serde_json::from_str::<(VerifyKey, Signature)>(&text).unwrap().1, signature);
        assert!(serde_json::from_str::<VerifyKey>(&text.to_uppercase()).is_err());
    }
}
