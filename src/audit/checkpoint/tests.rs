use super::*;

const SITTING: &str = "0190a1b2-c3d4-7e5f-8a6b-0123456789ab";

fn sitting() -> SittingId {
    SITTING.parse().unwrap()
}

fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

fn checkpoint() -> Checkpoint {
    Checkpoint { size: 1_234, root: Hash::of(b"root") }
}

fn note() -> String {
    let signature = checkpoint().sign(sitting(), &key());
    checkpoint().note(sitting(), &key().public(), &signature)
}

/// The note in the documentation of Go's `golang.org/x/mod/sumdb/note`, the origin of the form.
#[test]
fn a_note_that_others_signed_has_the_same_form() {
    const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
                        then you don't know what your problem is.\n";
    const LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFY\
                        C2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";
    let (name, rest) = VKEY.split_once('+').unwrap();
    let (id, key) = rest.split_once('+').unwrap();
    let key = BASE64.decode(key.as_bytes()).unwrap();
    assert_eq!(key[0], ED25519);
    let key = VerifyKey(key[1..].try_into().unwrap());
    assert_eq!(hex::encode(&key_id(name, &key)), id);

    let (signer, signed) = parse_signature(LINE).unwrap();
    assert_eq!((signer, hex::encode(&signed[..4]).as_str()), (name, id));
    assert!(key.verify(TEXT.as_bytes(), &Signature(signed[4..].try_into().unwrap())));
}

#[test]
fn the_body_is_three_lines() {
    assert_eq!(
        checkpoint().body(sitting()),
        format!("plenum/{SITTING}\n1234\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n")
    );
}

#[test]
fn a_note_comes_back_from_its_text() {
    let text = note();
    let read = parse_note(&text).unwrap();
    assert_eq!((read.sitting, read.checkpoint), (sitting(), checkpoint()));
    assert!(read.is_signed_by(&key().public()));
    assert!(!read.is_signed_by(&SigningKey::from_seed([8; 32]).public()));
    let signature = read.signatures[0].1;
    assert!(checkpoint().is_signed(sitting(), &key().public(), &signature));
    assert_eq!(read.checkpoint.note(sitting(), &key().public(), &signature), text);
}

#[test]
fn signatures_of_others_are_passed_over() {
    let witness = format!("{}— witness.example/w {}\n", note(), BASE64.encode(&[3; 76]));
    let read = parse_note(&witness).unwrap();
    assert_eq!(read.signatures.len(), 1);
    assert!(read.is_signed_by(&key().public()));
    let longer = format!("{}— {} {}\n", note(), origin(sitting()), BASE64.encode(&[3; 2_424]));
    assert_eq!(parse_note(&longer).unwrap(), read);
    let many = format!("{}{}", note(), "— w AAAAAAA=\n".repeat(SIGNATURES_MAX));
    assert_eq!(parse_note(&many), Err(NoteError::Length));
    let one_less = format!("{}{}", note(), "— w AAAAAAA=\n".repeat(SIGNATURES_MAX - 1));
    assert!(parse_note(&one_less).is_ok());
}

#[test]
fn a_wrong_signature_in_the_name_of_the_key_spoils_the_note() {
    let forged = checkpoint().note(sitting(), &key().public(), &Signature([1; 64]));
    let (_, forged_line) = forged.split_once("\n\n").unwrap();
    let read = parse_note(&format!("{}{forged_line}", note())).unwrap();
    assert_eq!(read.signatures.len(), 2);
    assert!(!read.is_signed_by(&key().public()));
}

#[test]
fn other_spellings_of_a_note_are_refused() {
    let text = note();
    let root = BASE64.encode(&checkpoint().root.0);
    for (from, to) in [
        ("plenum/", "plenum/ "),
        ("plenum/", "Plenum/"),
        (SITTING, &SITTING.to_uppercase()),
        (SITTING, &SITTING.replace('-', "")),
        ("\n1234\n", "\n01234\n"),
        ("\n1234\n", "\n+1234\n"),
        ("\n1234\n", "\n-1\n"),
        ("\n1234\n", "\n1234 \n"),
        ("\n1234\n", "\r\n1234\r\n"),
        ("\n1234\n", "\n18446744073709551616\n"),
        ("\n1234\n", "\n\n1234\n"),
        (&root, &root[..40]),
        (&root, root.trim_end_matches('=')),
        (&root, &root.replace("7I=", "7J=")),
        ("=\n\n", "=\nmore\n\n"),
        ("=\n\n", "=\n"),
        ("\n\n— ", "\n\n\n— "),
        ("— ", "- "),
        ("— ", "—"),
        ("— ", "—  "),
        ("— plenum", "— +plenum"),
    ] {
        // Only the first place: the name stands twice.
        let other = text.replacen(from, to, 1);
        assert_ne!(other, text, "{from:?}");
        assert!(parse_note(&other).is_err(), "{other}");
    }
    for other in ["", "\n", "\n\n", &format!("{text}\n"), &format!("{text}{text}"), text.trim_end()]
    {
        assert!(parse_note(other).is_err(), "{other}");
    }
    let pieces = format!("{text}— w {}{}\n", BASE64.encode(&[1]), BASE64.encode(&[1; 67]));
    assert_eq!(parse_note(&pieces), Err(NoteError::Line));
    let (body, _) = text.split_once("\n\n").unwrap();
    assert_eq!(parse_note(&format!("{body}\n\n")), Err(NoteError::Line));
    assert_eq!(parse_note(&format!("{body}\n\n— w AAAAAAA=\n")), Err(NoteError::Unsigned));
    assert_eq!(parse_note(&" ".repeat(NOTE_BYTES_MAX + 1)), Err(NoteError::Length));
}

#[test]
fn a_changed_byte_of_a_note_is_never_signed() {
    let text = note();
    for at in 0..text.len() {
        let mut other = text.clone().into_bytes();
        other[at] ^= 1;
        let Ok(other) = String::from_utf8(other) else { continue };
        let is_signed = parse_note(&other).is_ok_and(|note| note.is_signed_by(&key().public()));
        assert!(!is_signed, "{other}");
    }
}

#[test]
fn a_verifier_key_names_the_sitting_and_the_key() {
    let vkey = verifier_key(sitting(), &key().public());
    let parts: Vec<&str> = vkey.splitn(3, '+').collect();
    assert_eq!(parts[0], origin(sitting()));
    let read = parse_note(&note()).unwrap();
    assert_eq!(parts[1], hex::encode(&read.signatures[0].0));
    assert_eq!(BASE64.decode(parts[2].as_bytes()).unwrap()[1..], key().public().0);
}

#[test]
fn the_statement_of_a_key_names_both() {
    let new = VerifyKey([0xab; 32]);
    let old = VerifyKey([0x01; 32]);
    let text = |previous| String::from_utf8(key_statement(sitting(), previous, &new)).unwrap();
    let ab = "ab".repeat(32);
    assert_eq!(text(None), format!("plenum signing key\n{SITTING}\n-\n{ab}\n"));
    let one = "01".repeat(32);
    assert_eq!(text(Some(&old)), format!("plenum signing key\n{SITTING}\n{one}\n{ab}\n"));
}
