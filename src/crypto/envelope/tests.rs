//! What only this room can test: the suite against the RFC's own numbers, and envelopes that an
//! honest sender never makes.

use super::*;
use crate::crypto::hex;

/// RFC 9180 appendix A.2.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base mode.
mod rfc_9180 {
    pub(super) const INFO: &[u8] = b"Ode on a Grecian Urn";
    pub(super) const IKM_E: &str =
        "909a9b35d3dc4713a5e72a4da274b55d3d3821a37e5d099e74a647db583a904b";
    pub(super) const IKM_R: &str =
        "1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df";
    pub(super) const PK_RM: &str =
        "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a";
    pub(super) const SK_RM: &str =
        "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb";
    pub(super) const ENC: &str = "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a";
    /// Sequence number 0.
    pub(super) const AAD: &[u8] = b"Count-0";
    pub(super) const PT: &[u8] = b"Beauty is truth, truth beauty";
    pub(super) const CT: &str = "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28";
}

fn bytes(text: &str) -> [u8; 32] {
    hex::decode(text).unwrap()
}

#[test]
fn keys_are_derived_as_in_the_rfc() {
    let derived = SealPrivateKey::from_seed(bytes(rfc_9180::IKM_R));
    let given = SealPrivateKey::from_bytes(&bytes(rfc_9180::SK_RM));
    assert_eq!(derived.public().to_string(), rfc_9180::PK_RM);
    assert_eq!(given.public(), derived.public());
    assert_eq!(given.to_bytes(), derived.to_bytes());
}

#[test]
fn the_vector_of_the_rfc_is_sealed_and_opened() {
    let key: SealPublicKey = rfc_9180::PK_RM.parse().unwrap();
    let (info, aad, seed) = (rfc_9180::INFO, rfc_9180::AAD, bytes(rfc_9180::IKM_E));
    let sealed = suite::seal(&key, info, aad, &mut rfc_9180::PT.to_vec(), &seed).unwrap();
    assert_eq!(hex::encode(&sealed), format!("{}{}", rfc_9180::ENC, rfc_9180::CT));

    let key = SealPrivateKey::from_bytes(&bytes(rfc_9180::SK_RM));
    let opened = suite::open(&key, info, aad, &sealed).unwrap();
    assert_eq!(*opened, rfc_9180::PT);
    assert!(suite::open(&key, INFO, aad, &sealed).is_none(), "another info opens it");
}

const BINDING: Binding =
    Binding { manifest: Hash([7; 32]), ballot: [1; 16], delegate: [2; 16], revision: 3 };

/// Opens an envelope around these bytes, which stand where length, text and padding belong.
fn open_padded(padded: &[u8]) -> Result<Vec<u8>, OpenError> {
    let key = SealPrivateKey::from_seed([9; 32]);
    let pad_len = u32::try_from(padded.len()).unwrap();
    let sealed = suite::seal(&key.public(), INFO, &BINDING.aad(), &mut padded.to_vec(), &[5; 32]);
    let envelope = Envelope::new(sealed.unwrap()).unwrap();
    open(&key, &BINDING, &envelope, pad_len).map(|text| text.to_vec())
}

#[test]
fn only_zeros_are_padding() {
    assert_eq!(open_padded(&[0, 3, b'a', b'b', b'c', 0, 0, 0]), Ok(b"abc".to_vec()));
    for place in 5..8 {
        let mut padded = [0, 3, b'a', b'b', b'c', 0, 0, 0];
        padded[place] = 1;
        assert_eq!(open_padded(&padded), Err(OpenError::Padding), "byte {place}");
    }
}

#[test]
fn a_length_beyond_the_end_is_refused() {
    assert_eq!(open_padded(&[0, 2, b'a', b'b']), Ok(b"ab".to_vec()));
    assert_eq!(open_padded(&[0, 0]), Ok(Vec::new()));
    for padded in [&[0, 3, b'a', b'b'][..], &[1, 2, b'a', b'b'], &[255, 255, 0], &[0, 1], &[0], &[]]
    {
        assert_eq!(open_padded(padded), Err(OpenError::Padding), "{padded:?}");
    }
}

#[test]
fn the_associated_data_is_laid_out_as_agreed() {
    let aad = Binding { revision: 0x0102_0304, ..BINDING }.aad();
    let expected = [&[7; 32][..], &[1; 16], &[2; 16], &[1, 2, 3, 4]].concat();
    assert_eq!(aad.as_slice(), expected);
}
