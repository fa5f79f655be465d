//! The sealed envelope from outside, and its vectors in `tests/vectors/envelope.json`, which the
//! faces and the second verifier read too. `PLENUM_BLESS=1` writes them anew; read the difference.

use std::path::PathBuf;

use plenum::crypto::envelope::{
    Binding, ENVELOPE_BYTES_MAX, Envelope, OVERHEAD, OpenError, SealError, SealPrivateKey,
    SealPublicKey, open, seal,
};
use plenum::crypto::hash::Hash;
use plenum::crypto::hex;
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

const PAD_LEN: u32 = 64;
const TEXT: &[u8] = br#"{"form":"marks","marks":[0,1,null]}"#;

fn key() -> SealPrivateKey {
    SealPrivateKey::from_seed([9; 32])
}

fn binding() -> Binding {
    Binding { manifest: Hash([7; 32]), ballot: [1; 16], delegate: [2; 16], revision: 1 }
}

fn sealed(text: &[u8]) -> Envelope {
    seal(&key().public(), &binding(), text, PAD_LEN, [5; 32]).unwrap()
}

fn opened(binding: &Binding, envelope: &Envelope) -> Result<Vec<u8>, OpenError> {
    open(&key(), binding, envelope, PAD_LEN).map(|text| text.to_vec())
}

#[test]
fn an_envelope_opens_under_its_own_binding_only() {
    let (envelope, right) = (sealed(TEXT), binding());
    assert_eq!(opened(&right, &envelope), Ok(TEXT.to_vec()));
    let wrong = [
        Binding { manifest: Hash([8; 32]), ..right },
        Binding { ballot: [3; 16], ..right },
        Binding { delegate: [3; 16], ..right },
        Binding { ballot: right.delegate, delegate: right.ballot, ..right },
        Binding { revision: 0, ..right },
        Binding { revision: 1 << 24, ..right },
    ];
    for wrong in wrong {
        assert_eq!(opened(&wrong, &envelope), Err(OpenError::Undecryptable), "{wrong:?}");
    }
}

#[test]
fn an_envelope_opens_with_its_own_key_only() {
    let other = SealPrivateKey::from_seed([10; 32]);
    let refused = open(&other, &binding(), &sealed(TEXT), PAD_LEN).map(|_| ());
    assert_eq!(refused, Err(OpenError::Undecryptable));
}

#[test]
fn a_changed_byte_at_any_place_is_found() {
    let envelope = sealed(TEXT);
    for place in 0..envelope.len() {
        // The highest bit too: X25519 itself looks away from that of the encapsulated key.
        for bit in [0x01, 0x80] {
            let mut bytes = envelope.as_bytes().to_vec();
            bytes[place] ^= bit;
            let changed = Envelope::new(bytes).unwrap();
            let refused = opened(&binding(), &changed);
            assert_eq!(refused, Err(OpenError::Undecryptable), "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn an_encapsulated_key_of_small_order_opens_nothing() {
    let mut bytes = sealed(TEXT).as_bytes().to_vec();
    bytes[..32].fill(0);
    let refused = opened(&binding(), &Envelope::new(bytes).unwrap());
    assert_eq!(refused, Err(OpenError::Undecryptable));
}

#[test]
fn another_length_is_refused_before_anything_else() {
    let whole = sealed(TEXT).as_bytes().to_vec();
    let longer = [whole.as_slice(), &[0]].concat();
    for bytes in [&whole[..whole.len() - 1], &whole[..OVERHEAD], &whole[1..], &[], &longer] {
        let envelope = Envelope::new(bytes).unwrap();
        assert_eq!(opened(&binding(), &envelope), Err(OpenError::Length), "{envelope:?}");
    }
    let envelope = Envelope::new(whole).unwrap();
    for pad_len in [0, PAD_LEN - 1, PAD_LEN + 1, u32::MAX] {
        let refused = open(&key(), &binding(), &envelope, pad_len).map(|_| ());
        assert_eq!(refused, Err(OpenError::Length), "{pad_len}");
    }
}

#[test]
fn all_texts_have_envelopes_of_one_length() {
    let text_max = usize::try_from(PAD_LEN).unwrap() - 2;
    for length in 0..=text_max {
        let text = vec![b'x'; length];
        let envelope = sealed(&text);
        assert_eq!(envelope.len(), text_max + 2 + OVERHEAD);
        assert_eq!(opened(&binding(), &envelope), Ok(text));
    }
}

#[test]
fn what_does_not_fit_is_not_sealed() {
    let seal = |key: SealPublicKey, text: &[u8], pad_len| {
        seal(&key, &binding(), text, pad_len, [5; 32]).map(|envelope| envelope.len())
    };
    let public = key().public();
    let longest = u32::try_from(ENVELOPE_BYTES_MAX - OVERHEAD).unwrap();
    assert_eq!(seal(public, &[1; 63], PAD_LEN), Err(SealError::Text));
    assert_eq!(seal(public, &[], 1), Err(SealError::Text));
    assert_eq!(seal(public, &[1; 70_000], longest), Err(SealError::Text));
    assert_eq!(seal(public, &[], longest), Ok(ENVELOPE_BYTES_MAX));
    assert_eq!(seal(public, &[], longest + 1), Err(SealError::Padding));
    assert_eq!(seal(public, &[], u32::MAX), Err(SealError::Padding));
    assert_eq!(seal(SealPublicKey([0; 32]), &[], PAD_LEN), Err(SealError::Key));
}

#[test]
fn the_seed_alone_decides_which_envelope_it_is() {
    assert_eq!(sealed(TEXT), sealed(TEXT));
    let other = seal(&key().public(), &binding(), TEXT, PAD_LEN, [6; 32]).unwrap();
    assert_ne!(sealed(TEXT).hash(), other.hash());
}

#[test]
fn an_envelope_in_json_has_one_spelling() {
    let envelope = Envelope::new([0xfb, 0xff, 0x00, 0x01]).unwrap();
    assert_eq!(serde_json::to_string(&envelope).unwrap(), "\"-_8AAQ\"");
    assert_eq!(serde_json::from_str::<Envelope>("\"-_8AAQ\"").unwrap(), envelope);
    for other in ["+/8AAQ", "-_8AAQ==", "-_8AAR", "-_8AA", "-_8A AQ", "-_8AAQ\\n", "-_8AAQ."] {
        let text = format!("\"{other}\"");
        assert!(serde_json::from_str::<Envelope>(&text).is_err(), "{other:?}");
    }
}

#[test]
fn an_envelope_has_a_longest_length() {
    let longest = Envelope::new(vec![0; ENVELOPE_BYTES_MAX]).unwrap();
    assert_eq!(longest.to_string().parse::<Envelope>(), Ok(longest));
    assert!(Envelope::new(vec![0; ENVELOPE_BYTES_MAX + 1]).is_err());
    for digits in [ENVELOPE_BYTES_MAX * 4 / 3 + 2, 1 << 20] {
        assert!("A".repeat(digits).parse::<Envelope>().is_err(), "{digits}");
    }
}

#[test]
fn an_envelope_shows_its_length_and_nothing_else() {
    assert_eq!(format!("{:?}", sealed(TEXT)), "Envelope(112 bytes)");
}

#[test]
fn a_public_key_is_written_in_lower_case_hex() {
    let key = key().public();
    let text = serde_json::to_string(&key).unwrap();
    assert_eq!(text, format!("\"{key}\""));
    assert_eq!(serde_json::from_str::<SealPublicKey>(&text).unwrap(), key);
    assert!(key.to_string().to_uppercase().parse::<SealPublicKey>().is_err());
    assert_eq!(key.hash(), Hash::of(&key.0));
}

#[test]
fn a_private_key_survives_its_bytes() {
    let again = SealPrivateKey::from_bytes(&key().to_bytes());
    assert_eq!(again.public(), key().public());
    assert_eq!(again.as_bytes(), &*key().to_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_sealed_is_what_is_opened(
        key_seed: [u8; 32], seed: [u8; 32], manifest: [u8; 32], ballot: [u8; 16],
        delegate: [u8; 16], revision: u32, text in prop::collection::vec(any::<u8>(), 0..400),
        spare in 0_u32..100,
    ) {
        let key = SealPrivateKey::from_seed(key_seed);
        let binding = Binding { manifest: Hash(manifest), ballot, delegate, revision };
        let pad_len = u32::try_from(text.len()).unwrap() + 2 + spare;
        let envelope = seal(&key.public(), &binding, &text, pad_len, seed).unwrap();
        prop_assert_eq!(envelope.to_string().parse::<Envelope>(), Ok(envelope.clone()));
        let opened = open(&key, &binding, &envelope, pad_len).unwrap();
        prop_assert_eq!(&*opened, &text);
    }
}

/// Name of the case, text, padded length, revision.
const VECTORS: [(&str, &str, u32, u32); 9] = [
    ("marks with a blank row", r#"{"form":"marks","marks":[0,1,null]}"#, 64, 1),
    ("one mark, revised", r#"{"form":"marks","marks":[2]}"#, 64, 2),
    ("picks", r#"{"form":"picks","picks":[0,3]}"#, 64, 1),
    ("no pick at all", r#"{"form":"picks","picks":[]}"#, 32, 1),
    ("no text", "", 32, u32::MAX),
    ("a text without padding", "{\"written\":\"中文字十\"}", 28, 1),
    ("ranks", r#"{"form":"ranks","ranks":[3,0,11]}"#, 64, 1),
    ("scores with a blank row", r#"{"form":"scores","scores":[935,null,0]}"#, 64, 3),
    ("free text", r#"{"answers":["提前发\"资料\"",null],"form":"text"}"#, 96, 1),
];

fn vector(at: u8, (case, text, pad_len, revision): (&str, &str, u32, u32)) -> Value {
    let uuid = |part: &str| Uuid::from_slice(&Hash::of(&label(part, at)).0[..16]).unwrap();
    let key = SealPrivateKey::from_seed(Hash::of(&label("key", at)).0);
    let seed = Hash::of(&label("seed", at));
    let manifest = Hash::of(&label("manifest", at));
    let (ballot, delegate) = (uuid("ballot"), uuid("delegate"));
    let binding =
        Binding { manifest, ballot: *ballot.as_bytes(), delegate: *delegate.as_bytes(), revision };
    let envelope = seal(&key.public(), &binding, text.as_bytes(), pad_len, seed.0).unwrap();
    let opened = open(&key, &binding, &envelope, pad_len).unwrap();
    assert_eq!(&*opened, text.as_bytes(), "{case}");
    json!({
        "case": case, "private_key": hex::encode(&*key.to_bytes()), "public_key": key.public(),
        "manifest": manifest, "ballot": ballot, "delegate": delegate, "revision": revision,
        "pad_len": pad_len, "seed": seed, "text": text, "envelope": envelope,
        "envelope_hash": envelope.hash(),
    })
}

fn label(part: &str, at: u8) -> Vec<u8> {
    format!("plenum envelope vector {at} {part}").into_bytes()
}

#[test]
fn the_vectors_are_those_of_the_file() {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/envelope.json"));
    let vectors: Vec<Value> = (1..).zip(VECTORS).map(|(at, case)| vector(at, case)).collect();
    let vectors = json!(vectors);
    if std::env::var_os("PLENUM_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, format!("{vectors:#}\n")).unwrap();
    }
    let file = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    assert_eq!(vectors, serde_json::from_str::<Value>(&file).unwrap());
}
