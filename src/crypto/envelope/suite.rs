//! RFC 9180 single-shot encryption in base mode, with the suite fixed and the ephemeral key seeded.

use hpke::aead::{AeadTag, ChaCha20Poly1305};
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::{Infallible, TryCryptoRng, TryRng};
use hpke::{Deserializable, Kem as _, OpModeR, OpModeS, Serializable};
use zeroize::Zeroizing;

use super::keys::{SealPrivateKey, SealPublicKey};

/// Encapsulated key, in front of the ciphertext.
pub(super) const ENC_BYTES: usize = 32;
/// Authentication tag, behind the ciphertext.
pub(super) const TAG_BYTES: usize = 16;

type Kem = X25519HkdfSha256;
type PrivateKey = <Kem as hpke::Kem>::PrivateKey;
type PublicKey = <Kem as hpke::Kem>::PublicKey;
type EncappedKey = <Kem as hpke::Kem>::EncappedKey;

/// Encrypts `padded` in place; the result is enc ‖ ciphertext ‖ tag. `None` when the key is a point
/// of small order.
pub(super) fn seal(
    key: &SealPublicKey,
    info: &[u8],
    aad: &[u8],
    padded: &mut [u8],
    seed: &[u8; 32],
) -> Option<Vec<u8>> {
    let key = PublicKey::from_bytes(&key.0).ok()?;
    let (enc, tag) =
        hpke::single_shot_seal_inout_detached_with_rng::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeS::Base,
            &key,
            info,
            (&mut *padded).into(),
            aad,
            &mut Seed(Some(seed)),
        )
        .ok()?;
    Some([enc.to_bytes().as_slice(), padded, tag.to_bytes().as_slice()].concat())
}

/// The plaintext of enc ‖ ciphertext ‖ tag; `None` whatever the reason, so that a sender learns
/// none.
pub(super) fn open(
    key: &SealPrivateKey,
    info: &[u8],
    aad: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (enc, sealed) = sealed.split_at_checked(ENC_BYTES)?;
    let (ciphertext, tag) = sealed.split_at_checked(sealed.len().checked_sub(TAG_BYTES)?)?;
    let mut padded = Zeroizing::new(ciphertext.to_vec());
    hpke::single_shot_open_inout_detached::<ChaCha20Poly1305, HkdfSha256, Kem>(
        &OpModeR::Base,
        &private(key.as_bytes()),
        &EncappedKey::from_bytes(enc).ok()?,
        info,
        padded.as_mut_slice().into(),
        aad,
        &AeadTag::from_bytes(tag).ok()?,
    )
    .ok()?;
    Some(padded)
}

/// DeriveKeyPair: the private key, clamped.
pub(super) fn derive(seed: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let (key, _) = Kem::derive_keypair(seed);
    Zeroizing::new(key.to_bytes().into())
}

/// DeserializePrivateKey: `bytes`, clamped.
pub(super) fn clamp(bytes: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(private(bytes).to_bytes().into())
}

/// The public key that belongs to the private key `bytes`.
pub(super) fn public(bytes: &[u8; 32]) -> [u8; 32] {
    Kem::sk_to_pk(&private(bytes)).to_bytes().into()
}

fn private(bytes: &[u8; 32]) -> PrivateKey {
    PrivateKey::from_bytes(bytes).expect("a private key is any 32 bytes")
}

/// The ephemeral key's seed as a generator that gives it out once: the crate derives the ephemeral
/// key from as many bytes as a private key has, and base mode draws nothing else.
struct Seed<'a>(Option<&'a [u8; 32]>);

impl TryRng for Seed<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("an ephemeral key is drawn in one piece")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("an ephemeral key is drawn in one piece")
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        bytes.copy_from_slice(self.0.take().expect("one envelope draws one ephemeral key"));
        Ok(())
    }
}

impl TryCryptoRng for Seed<'_> {}
