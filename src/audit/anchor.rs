//! Anchors: a checkpoint as it leaves the house on a screen or on paper, in a text form for
//! machines (QR code, export) and in words for people. A record that was cut off, or put back to
//! an older state, shows only against one of them.
//!
//! The words are the first 88 bits of the root. Nobody finds another record with the same words
//! afterwards (2^88 tries); somebody who may write the record and prepares two of them in advance
//! could (2^44). Against that only the text form helps, which has the whole root.

use std::sync::LazyLock;

use crate::audit::checkpoint::Checkpoint;
use crate::crypto::hash::Hash;
use crate::domain::ids::SittingId;

/// Words of an anchor.
pub const WORDS: usize = 8;
/// Words of a list.
const LIST_WORDS: usize = 1 << WORD_BITS;
/// What one word stands for.
const WORD_BITS: usize = 11;
/// Bytes of the root that the words stand for.
const WORD_BYTES: usize = WORDS * WORD_BITS / 8;
/// Before the text form, with the version of the form.
const TEXT_START: &str = "plenum1:";
/// Longest text, in bytes, that is looked at as an anchor.
const TYPED_BYTES_MAX: usize = 256;

static ZH: LazyLock<Vec<&str>> =
    LazyLock::new(|| words_of(include_str!("../../docs/words/zh.txt")));
static EN: LazyLock<Vec<&str>> =
    LazyLock::new(|| words_of(include_str!("../../docs/words/en.txt")));

/// A checkpoint with the sitting it is of: `plenum1:<sitting>:<size>:<root>`, with exactly one
/// spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Which sitting.
    pub sitting: SittingId,
    /// How many records.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

/// In which language the words are: the lists of BIP-39.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    /// Simplified Chinese, one character a word.
    Zh,
    /// English.
    En,
}

/// An anchor as a person gives it to the verifier: the text form, or size and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorClaim {
    /// The text form, with everything in it.
    Text(Anchor),
    /// The word form.
    Words {
        /// How many records.
        size: u64,
        /// The first bits of the root, 11 in each.
        bits: [u16; WORDS],
    },
}

/// Why a text is no anchor. `Display` is the English sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// Neither of the two forms.
    #[error("an anchor is plenum1:<sitting>:<size>:<root>, or a size followed by eight words")]
    Form,
    /// Another number of words than [`WORDS`].
    #[error("an anchor has eight words; these are {found}")]
    Count {
        /// How many there are.
        found: usize,
    },
    /// A word that is not in the list.
    #[error("\"{word}\" is not in the list of words of anchors")]
    Word {
        /// As it was typed.
        word: String,
    },
}

impl Anchor {
    /// The checkpoint it names.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { size: self.size, root: self.root }
    }

    /// The first 88 bits of the root as words, to stand behind the size.
    #[must_use]
    pub fn words(&self, list: WordList) -> [&'static str; WORDS] {
        bits_of(self.root).map(|bits| list.words()[usize::from(bits)])
    }
}

impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{TEXT_START}{}:{}:{}", self.sitting, self.size, self.root)
    }
}

impl std::str::FromStr for Anchor {
    type Err = AnchorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_text(text).filter(|anchor| anchor.to_string() == text).ok_or(AnchorError::Form)
    }
}

impl AnchorClaim {
    /// Whether it speaks of this very checkpoint. Every record names its sitting, so an equal root
    /// is of the same sitting.
    #[must_use]
    pub fn meets(&self, checkpoint: &Checkpoint) -> bool {
        match self {
            Self::Text(anchor) => anchor.checkpoint() == *checkpoint,
            Self::Words { size, bits } => {
                *size == checkpoint.size && *bits == bits_of(checkpoint.root)
            }
        }
    }

    /// The size it names: where in the record it is to be checked.
    #[must_use]
    pub fn size(&self) -> u64 {
        match self {
            Self::Text(anchor) => anchor.size,
            Self::Words { size, .. } => *size,
        }
    }

    /// The sitting, which only the text form names.
    #[must_use]
    pub fn sitting(&self) -> Option<SittingId> {
        match self {
            Self::Text(anchor) => Some(anchor.sitting),
            Self::Words { .. } => None,
        }
    }
}

impl std::str::FromStr for AnchorClaim {
    type Err = AnchorError;

    /// Takes the text form with space around it, or a size and eight words of one list: English in
    /// either case, Chinese with or without spaces between.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.len() > TYPED_BYTES_MAX {
            return Err(AnchorError::Form);
        }
        if text.starts_with(TEXT_START) {
            return text.parse().map(Self::Text);
        }
        let (size, words) = text.split_once(char::is_whitespace).ok_or(AnchorError::Form)?;
        let is_plain = size.bytes().all(|byte| byte.is_ascii_digit());
        let size = size.parse().ok().filter(|_| is_plain).ok_or(AnchorError::Form)?;
        Ok(Self::Words { size, bits: parse_words(words)? })
    }
}

impl AnchorError {
    /// Sentence in zh-CN.
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Form => {
                "锚点应为 plenum1:<会议>:<记录数>:<根哈希>，或记录数后接八个词".to_owned()
            }
            Self::Count { found } => format!("锚点应有八个词，这里有 {found} 个"),
            Self::Word { word } => format!("“{word}”不在锚点词表中"),
        }
    }
}

impl WordList {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }
}

fn words_of(list: &'static str) -> Vec<&'static str> {
    let words: Vec<&str> = list.lines().collect();
    assert_eq!(words.len(), LIST_WORDS, "a list has a word for every 11 bits");
    words
}

/// The first 88 bits of `root`, 11 in each, the most significant first.
fn bits_of(root: Hash) -> [u16; WORDS] {
    let bits = root.0[..WORD_BYTES].iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
    std::array::from_fn(|place| {
        let word = bits >> (WORD_BITS * (WORDS - 1 - place)) & (LIST_WORDS as u128 - 1);
        u16::try_from(word).expect("11 bits")
    })
}

fn parse_text(text: &str) -> Option<Anchor> {
    let mut parts = text.strip_prefix(TEXT_START)?.splitn(3, ':');
    let sitting = parts.next()?.parse().ok()?;
    let size = parts.next()?.parse().ok()?;
    let root = parts.next()?.parse().ok()?;
    Some(Anchor { sitting, size, root })
}

fn parse_words(text: &str) -> Result<[u16; WORDS], AnchorError> {
    let (list, words): (_, Vec<String>) = if text.is_ascii() {
        (WordList::En, text.split_whitespace().map(str::to_ascii_lowercase).collect())
    } else {
        let characters = text.chars().filter(|c| !c.is_whitespace());
        (WordList::Zh, characters.map(String::from).collect())
    };
    let bits = words.into_iter().map(|word| {
        let place = list.words().iter().position(|other| *other == word);
        let place = place.ok_or(AnchorError::Word { word })?;
        Ok(u16::try_from(place).expect("less than 2^11"))
    });
    let bits: Vec<u16> = bits.collect::<Result<_, _>>()?;
    let found = bits.len();
    bits.try_into().map_err(|_| AnchorError::Count { found })
}

#[cfg(test)]
mod tests;
