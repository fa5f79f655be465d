//! Chance that can be computed again: the seed from secret and digits, and an order of places from
//! a stream.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::crypto::hash::Hash;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::text::Text;

/// Fewest digits that are called out.
pub const DIGITS_MIN: usize = 6;
/// Longest text of digits, spaces included.
pub const DIGITS_CHARS_MAX: usize = 200;
/// Stream of the lot among equal remainders; strata have the numbers from 0.
const LOT: u32 = u32::MAX;

/// Digits as they were called out, cleaned: groups of `0`–`9` with one space between. White space
/// and the commas of both languages divide groups; digits of any width are read.
///
/// # Errors
/// [`DrawRefusal::DigitsInvalid`]: another character, too few digits, or too many.
pub fn clean_digits(raw: &str) -> Result<Text, DrawRefusal> {
    let wide = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        c => Some(c),
    };
    let read: String = raw.chars().filter_map(wide).collect();
    let divides = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    let groups: Vec<&str> = read.split(divides).filter(|group| !group.is_empty()).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    let plain = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit()));
    let text = groups.join(" ");
    if !plain || digits < DIGITS_MIN || text.len() > DIGITS_CHARS_MAX {
        return Err(DrawRefusal::DigitsInvalid);
    }
    Text::new(&text).map_err(|_| DrawRefusal::DigitsInvalid)
}

/// The text whose SHA-256 is the seed; `secret` none: the digits decide alone.
#[must_use]
pub fn seed_text(list: &Hash, secret: Option<&Hash>, digits: &Text) -> String {
    let secret = secret.map_or_else(|| "-".to_owned(), ToString::to_string);
    format!("plenum draw 1\n{list}\n{secret}\n{digits}\n")
}

/// The seed.
#[must_use]
pub fn seed(list: &Hash, secret: Option<&Hash>, digits: &Text) -> Hash {
    Hash::of(seed_text(list, secret, digits).as_bytes())
}

/// The first `taken` of `len` places in an order that the seed decides, without repeats: a partial
/// Fisher–Yates shuffle over the stream of `number`, by rejection, so that every order is equally
/// likely.
///
/// # Panics
/// When `taken > len`.
pub(super) fn order(len: u32, taken: u32, seed: Hash, number: u32) -> Vec<u32> {
    assert!(taken <= len, "more places than there are");
    let key = Hash::of(&[&seed.0[..], &number.to_be_bytes()].concat());
    let mut stream = ChaCha20Rng::from_seed(key.0);
    let mut places: Vec<u32> = (0..len).collect();
    for place in 0..taken {
        let other = place + below(&mut stream, len - place);
        places.swap(index(place), index(other));
    }
    places.truncate(index(taken));
    places
}

/// Which `taken` of `len` equal ones have the lot, ascending.
pub(crate) fn lot(len: u32, taken: u32, seed: Hash) -> Vec<u32> {
    let mut drawn = order(len, taken, seed, LOT);
    drawn.sort_unstable();
    drawn
}

/// A uniform number below `bound` (not 0), by rejection.
fn below(stream: &mut ChaCha20Rng, bound: u32) -> u32 {
    let limit = u32::MAX - u32::MAX % bound;
    loop {
        let word = stream.next_u32();
        if word < limit {
            return word % bound;
        }
    }
}

fn index(place: u32) -> usize {
    usize::try_from(place).expect("a u32 is an index")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_order_and_each_stream_its_own() {
        let first = order(312, 7, Hash([7; 32]), 0);
        assert_eq!(first, order(312, 7, Hash([7; 32]), 0));
        assert_ne!(first, order(312, 7, Hash([8; 32]), 0));
        assert_ne!(first, order(312, 7, Hash([7; 32]), 1));
        let mut sorted = first.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert!(sorted.len() == 7 && sorted.iter().all(|place| *place < 312));
        let mut all = order(4, 4, Hash([0; 32]), 0);
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3]);
    }

    #[test]
    fn a_longer_draw_begins_with_the_shorter_one() {
        let longer = order(100, 20, Hash([3; 32]), 2);
        assert_eq!(order(100, 5, Hash([3; 32]), 2), longer[..5]);
    }

    #[test]
    fn digits_are_read_as_they_are_called_out() {
        let read = |raw| clean_digits(raw).map(|text| text.to_string());
        assert_eq!(read(" 3, 5 1，６２、4 "), Ok("3 5 1 62 4".into()));
        assert_eq!(read("07 12 33"), Ok("07 12 33".into()));
        for raw in ["", "12345", "1 2 3 4 5 x", "-1 23456", &"1 ".repeat(101)] {
            assert_eq!(read(raw), Err(DrawRefusal::DigitsInvalid), "{raw:?}");
        }
    }

    #[test]
    fn the_seed_is_the_hash_of_a_plain_text() {
        let digits = clean_digits("3 5 1 6 2 4").unwrap();
        let list = Hash([1; 32]);
        assert_eq!(
            seed_text(&list, None, &digits),
            format!("plenum draw 1\n{}\n-\n3 5 1 6 2 4\n", "01".repeat(32))
        );
        let with = seed(&list, Some(&Hash([2; 32])), &digits);
        assert_ne!(with, seed(&list, None, &digits));
        assert_ne!(with, seed(&list, Some(&Hash([3; 32])), &digits));
    }
}
