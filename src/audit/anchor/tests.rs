use std::collections::BTreeSet;

use proptest::prelude::*;
use unicode_normalization::is_nfc;

use super::*;

const SITTING: &str = "0190a1b2-c3d4-7e5f-8a6b-0123456789ab";
/// SHA-256 of the two files, as others publish them for the lists of BIP-39.
const EN_SHA256: &str = "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda";
const ZH_SHA256: &str = "5c5942792bd8340cb8b27cd592f1015edf56a8c5b26276ee18a482428e7c5726";

fn anchor() -> Anchor {
    Anchor { sitting: SITTING.parse().unwrap(), size: 1_234, root: Hash::of(b"root") }
}

fn claim(text: &str) -> Result<AnchorClaim, AnchorError> {
    text.parse()
}

#[test]
fn the_lists_are_those_of_bip_39() {
    let files = [
        (include_str!("../../../docs/words/en.txt"), EN_SHA256, WordList::En),
        (include_str!("../../../docs/words/zh.txt"), ZH_SHA256, WordList::Zh),
    ];
    for (file, sha256, list) in files {
        assert_eq!(Hash::of(file.as_bytes()).to_string(), sha256);
        assert_eq!(list.words().len(), LIST_WORDS);
        assert_eq!(list.words().iter().collect::<BTreeSet<_>>().len(), LIST_WORDS);
        assert!(list.words().iter().all(|word| is_nfc(word) && !word.is_empty()));
    }
    assert!(EN.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
    assert!(ZH.iter().all(|word| word.chars().count() == 1 && !word.is_ascii()));
}

#[test]
fn words_are_the_first_bits_of_the_root() {
    let mut anchor = Anchor { root: Hash([0; 32]), ..anchor() };
    assert_eq!(anchor.words(WordList::En), ["abandon"; WORDS]);
    anchor.root = Hash([255; 32]);
    assert_eq!(anchor.words(WordList::En), ["zoo"; WORDS]);
    // 00000000001 00000000010 00000000011 …: the words 1 to 8.
    anchor.root.0[..WORD_BYTES]
        .copy_from_slice(&[0x00, 0x20, 0x08, 0x01, 0x80, 0x40, 0x0a, 0x01, 0x80, 0x38, 0x08]);
    assert_eq!(
        anchor.words(WordList::En),
        ["ability", "able", "about", "above", "absent", "absorb", "abstract", "absurd"]
    );
    assert_eq!(anchor.words(WordList::Zh).concat(), "一是在不了有和人");
}

#[test]
fn the_text_form_comes_back() {
    let text = anchor().to_string();
    assert_eq!(text, format!("plenum1:{SITTING}:1234:{}", Hash::of(b"root")));
    assert_eq!(text.parse(), Ok(anchor()));
    assert_eq!(claim(&format!(" {text}\n")), Ok(AnchorClaim::Text(anchor())));
    assert_eq!(claim(&text).unwrap().sitting(), Some(anchor().sitting));
}

#[test]
fn other_spellings_of_the_text_form_are_refused() {
    let text = anchor().to_string();
    let root = Hash::of(b"root").to_string();
    for (from, to) in [
        ("plenum1:", "plenum2:"),
        ("plenum1:", "Plenum1:"),
        ("plenum1:", ""),
        (SITTING, &SITTING.replace('-', "")),
        (SITTING, &SITTING.to_uppercase()),
        (":1234:", ":01234:"),
        (":1234:", ":+1234:"),
        (":1234:", ":-1:"),
        (":1234:", "::"),
        (":1234:", ":18446744073709551616:"),
        (&root, &root.to_uppercase()),
        (&root, &root[1..]),
        (&root, &format!("{root}0")),
        (&root, &format!("{root}:")),
        (&root, &format!("{root} ")),
    ] {
        let other = text.replace(from, to);
        assert_ne!(other, text, "{from}");
        assert_eq!(other.parse::<Anchor>(), Err(AnchorError::Form), "{other}");
    }
}

#[test]
fn words_are_taken_as_people_type_them() {
    let en = anchor().words(WordList::En).join(" ");
    let zh = anchor().words(WordList::Zh);
    let expected = claim(&format!("1234 {en}")).unwrap();
    assert!(expected.meets(&anchor().checkpoint()));
    assert_eq!((expected.size(), expected.sitting()), (1_234, None));
    for text in [
        format!("  1234\t{}  ", en.to_uppercase().replace(' ', "  ")),
        format!("1234 {}", zh.concat()),
        format!("1234 {}", zh.join(" ")),
        format!("1234\u{3000}{} {}", zh[..4].concat(), zh[4..].concat()),
    ] {
        assert_eq!(claim(&text), Ok(expected), "{text}");
    }
}

#[test]
fn a_claim_is_met_by_its_checkpoint_alone() {
    let words = format!("1234 {}", anchor().words(WordList::Zh).concat());
    for claim in [claim(&anchor().to_string()).unwrap(), claim(&words).unwrap()] {
        let checkpoint = anchor().checkpoint();
        assert!(claim.meets(&checkpoint));
        assert!(!claim.meets(&Checkpoint { size: 1_233, ..checkpoint }));
        for bit in 0..WORDS * WORD_BITS {
            let mut other = checkpoint;
            other.root.0[bit / 8] ^= 0x80 >> (bit % 8);
            assert!(!claim.meets(&other), "bit {bit}");
        }
    }
}

#[test]
fn what_is_no_anchor_is_told() {
    let seven = format!("1234 {}", ["zoo"; 7].join(" "));
    assert_eq!(claim(&seven), Err(AnchorError::Count { found: 7 }));
    assert_eq!(claim(&format!("{seven} zoo zoo")), Err(AnchorError::Count { found: 9 }));
    assert_eq!(claim(&format!("{seven} zo")), Err(AnchorError::Word { word: "zo".to_owned() }));
    assert_eq!(claim("1234 一二三四五六七锚").unwrap_err().zh(), "“锚”不在锚点词表中");
    let mixed = "1234 zoo zoo zoo zoo 一 一 一 一";
    assert_eq!(claim(mixed), Err(AnchorError::Word { word: "z".to_owned() }));
    let long = format!("1234 {}", "zoo ".repeat(TYPED_BYTES_MAX));
    let words = ["zoo"; 8].join(" ");
    for text in ["", "1234", "zoo", "plenum1:", &words, &long] {
        assert_eq!(claim(text), Err(AnchorError::Form), "{text}");
    }
    for size in ["+1", "-1", "1.0", "١", "18446744073709551616", "1,234"] {
        assert_eq!(claim(&format!("{size} {words}")), Err(AnchorError::Form), "{size}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_anchor_comes_back_in_all_forms(sitting in any::<u128>(), size in any::<u64>(), root in any::<[u8; 32]>()) {
        let sitting = SittingId(uuid::Uuid::from_u128(sitting));
        let anchor = Anchor { sitting, size, root: Hash(root) };
        prop_assert_eq!(anchor.to_string().parse(), Ok(anchor));
        for list in [WordList::Zh, WordList::En] {
            let typed = format!("{size} {}", anchor.words(list).join(" "));
            prop_assert!(claim(&typed).unwrap().meets(&anchor.checkpoint()));
        }
    }

    #[test]
    fn no_text_breaks_the_reading(text in "\\PC{0,80}") {
        let _ = claim(&text);
        let _ = crate::audit::checkpoint::parse_note(&text);
    }
}
