//! 分层随机抽取: seats per stratum by largest remainder, then a draw that anyone can repeat from
//! the list and the seed.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Seats per stratum in proportion to its size, by largest remainder; a stratum never gets more
/// seats than it has people. Equal remainders go to the stratum listed first.
///
/// Source: rules.md §5.6; 312/388/341/164 with 20 seats gives 5/6/6/3. `None` when there are more
/// seats than people.
#[must_use]
pub fn largest_remainder(sizes: &[u32], seats: u32) -> Option<Vec<u32>> {
    let total: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    if total < u64::from(seats) || total == 0 {
        return None;
    }
    let product = |size: u32| u64::from(size) * u64::from(seats);
    let mut given: Vec<u64> = sizes.iter().map(|size| product(*size) / total).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(product(sizes[i]) % total));
    let mut left = u64::from(seats) - given.iter().sum::<u64>();
    for &stratum in order.iter().cycle() {
        if left == 0 {
            break;
        }
        if given[stratum] < u64::from(sizes[stratum]) {
            given[stratum] += 1;
            left -= 1;
        }
    }
    given.into_iter().map(|seats| u32::try_from(seats).ok()).collect()
}

/// Draws `seats` of `len` places without replacement: a partial Fisher–Yates shuffle over a
/// ChaCha20 stream, by rejection, so that every place is equally likely. Ascending.
///
/// # Panics
/// When `seats > len`.
#[must_use]
pub fn draw(len: u32, seats: u32, seed: [u8; 32]) -> Vec<u32> {
    assert!(seats <= len, "more seats than people");
    let mut stream = ChaCha20Rng::from_seed(seed);
    let mut places: Vec<u32> = (0..len).collect();
    for taken in 0..seats {
        let other = taken + below(&mut stream, len - taken);
        places.swap(index(taken), index(other));
    }
    places.truncate(index(seats));
    places.sort_unstable();
    places
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
    fn twenty_of_1205_in_four_strata() {
        assert_eq!(largest_remainder(&[312, 388, 341, 164], 20), Some(vec![5, 6, 6, 3]));
    }

    #[test]
    fn seats_add_up_and_never_exceed_a_stratum() {
        for (sizes, seats) in [(vec![1, 1, 98], 100), (vec![0, 3, 3], 4), (vec![5], 5)] {
            let given = largest_remainder(&sizes, seats).unwrap();
            assert_eq!(given.iter().sum::<u32>(), seats);
            assert!(given.iter().zip(&sizes).all(|(given, size)| given <= size), "{given:?}");
        }
        assert_eq!(largest_remainder(&[2, 1], 4), None);
        assert_eq!(largest_remainder(&[], 0), None);
    }

    #[test]
    fn the_same_seed_draws_the_same_places() {
        let drawn = draw(312, 5, [7; 32]);
        assert_eq!(drawn, draw(312, 5, [7; 32]));
        assert_ne!(drawn, draw(312, 5, [8; 32]));
        assert!(drawn.windows(2).all(|pair| pair[0] < pair[1]) && drawn.iter().all(|p| *p < 312));
        assert_eq!(draw(4, 4, [0; 32]), vec![0, 1, 2, 3]);
    }
}
