//! Seats per stratum by largest remainder, with a minimum, in integers.

use std::cmp::Reverse;

use crate::domain::draw::EqualRemainders;

/// What one stratum gets before any lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Seats that are certain.
    pub seats: u32,
    /// Raised to the minimum instead of sharing in proportion.
    pub raised: bool,
    /// Has its last seat for its remainder.
    pub by_remainder: bool,
    /// One seat more by lot, among strata with the same remainder.
    pub by_lot: bool,
}

/// Seats of every stratum, with the figures of the round that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// In the order of the strata.
    pub of: Vec<Share>,
    /// Seats that were shared in proportion in the last round.
    pub seats: u32,
    /// People of the strata that shared in it.
    pub people: u32,
    /// Seats that go by lot to as many of the strata marked so.
    pub lot_seats: u32,
}

/// Shares `seats` over strata of `sizes` people by largest remainder. A stratum that could end below
/// `minimum` (or below its size, where that is less) is raised to it, and the rest is shared again,
/// until none is below. A stratum never gets more seats than it has people.
///
/// `None` when there are no seats, more seats than people, or not enough for the minimum of all.
///
/// Source: rules.md §5.6 and §0.3 (15); 312/388/341/164 with 20 seats gives 5/6/6/3.
#[must_use]
pub fn shares(sizes: &[u32], seats: u32, minimum: u32, equal: EqualRemainders) -> Option<Shares> {
    let people: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    let floor_of = |size: u32| minimum.min(size);
    let floors: u64 = sizes.iter().map(|size| u64::from(floor_of(*size))).sum();
    if seats == 0 || u64::from(seats) > people || floors > u64::from(seats) {
        return None;
    }
    let mut raised = vec![false; sizes.len()];
    // Each round raises at least one stratum, so there are at most as many as strata.
    loop {
        let round = share_round(sizes, seats, minimum, &raised, equal)?;
        let below = |(stratum, share): (usize, &Share)| {
            (!raised[stratum] && share.seats < floor_of(sizes[stratum])).then_some(stratum)
        };
        let low: Vec<usize> = round.of.iter().enumerate().filter_map(below).collect();
        if low.is_empty() {
            return Some(round);
        }
        low.into_iter().for_each(|stratum| raised[stratum] = true);
    }
}

/// One round: those raised have their minimum, the others share the rest.
fn share_round(
    sizes: &[u32],
    seats: u32,
    minimum: u32,
    raised: &[bool],
    equal: EqualRemainders,
) -> Option<Shares> {
    let fixed = |stratum: usize| minimum.min(sizes[stratum]);
    let taken: u32 = (0..sizes.len()).filter(|s| raised[*s]).map(fixed).sum();
    let seats = seats.checked_sub(taken)?;
    let sharing: Vec<usize> = (0..sizes.len()).filter(|stratum| !raised[*stratum]).collect();
    let people: u64 = sharing.iter().map(|stratum| u64::from(sizes[*stratum])).sum();
    let product = |stratum: usize| u64::from(sizes[stratum]) * u64::from(seats);
    let mut of: Vec<Share> = (0..sizes.len())
        .map(|stratum| Share {
            seats: match raised[stratum] {
                true => fixed(stratum),
                // A quota is at most the number of seats.
                false => u32::try_from(product(stratum) / people.max(1)).unwrap_or(seats),
            },
            raised: raised[stratum],
            by_remainder: false,
            by_lot: false,
        })
        .collect();
    let whole: u32 = sharing.iter().map(|stratum| of[*stratum].seats).sum();
    let mut left = usize::try_from(seats - whole).ok()?;
    let remainder = |stratum: usize| product(stratum) % people.max(1);
    // Sorting is stable: equal ones stay in the order of the list.
    let mut order = sharing;
    let key = |stratum: usize| match equal {
        EqualRemainders::LargerStratum => (remainder(stratum), sizes[stratum]),
        EqualRemainders::Lot | EqualRemainders::ListedOrder => (remainder(stratum), 0),
    };
    order.sort_by_key(|stratum| Reverse(key(*stratum)));
    let mut lot_seats = 0;
    if equal != EqualRemainders::ListedOrder && left > 0 && left < order.len() {
        let edge = key(order[left]);
        if key(order[left - 1]) == edge {
            let tied: Vec<usize> = order.iter().copied().filter(|s| key(*s) == edge).collect();
            let above = order.iter().position(|s| key(*s) == edge)?;
            tied.iter().for_each(|stratum| of[*stratum].by_lot = true);
            lot_seats = u32::try_from(left - above).ok()?;
            left = above;
        }
    }
    for stratum in order.into_iter().take(left) {
        of[stratum].seats += 1;
        of[stratum].by_remainder = true;
    }
    Some(Shares { of, seats, people: u32::try_from(people).ok()?, lot_seats })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(sizes: &[u32], seats: u32, minimum: u32) -> Option<Vec<u32>> {
        let found = shares(sizes, seats, minimum, EqualRemainders::ListedOrder)?;
        Some(found.of.iter().map(|share| share.seats).collect())
    }

    #[test]
    fn twenty_of_1205_in_four_strata() {
        assert_eq!(seats(&[312, 388, 341, 164], 20, 0), Some(vec![5, 6, 6, 3]));
        assert_eq!(seats(&[312, 388, 341, 164], 20, 1), Some(vec![5, 6, 6, 3]));
        let lot = shares(&[312, 388, 341, 164], 20, 0, EqualRemainders::Lot).unwrap();
        assert_eq!(lot.lot_seats, 0);
    }

    #[test]
    fn small_strata_are_raised_and_the_rest_is_shared_again() {
        // 4.9, 4.9, 0.1, 0.1: the two small ones get one each, the others share eight.
        assert_eq!(seats(&[490, 490, 10, 10], 10, 0), Some(vec![5, 5, 0, 0]));
        assert_eq!(seats(&[490, 490, 10, 10], 10, 1), Some(vec![4, 4, 1, 1]));
        // Nobody can be raised above the number of people.
        assert_eq!(seats(&[98, 1], 10, 3), Some(vec![9, 1]));
        // Raising one pushes another one below: it is raised in the next round.
        assert_eq!(seats(&[100, 21, 1, 1, 1], 6, 1), Some(vec![2, 1, 1, 1, 1]));
        assert_eq!(seats(&[100, 21, 1, 1, 1], 4, 1), None);
    }

    #[test]
    fn equal_remainders_go_by_lot_or_by_a_stated_order() {
        let sizes = [30, 10, 30, 30];
        let lot = shares(&sizes, 5, 0, EqualRemainders::Lot).unwrap();
        let of = |found: &Shares| found.of.iter().map(|s| (s.seats, s.by_lot)).collect::<Vec<_>>();
        // 1.5, 0.5, 1.5, 1.5: two seats for four equal remainders.
        assert_eq!(lot.lot_seats, 2);
        assert_eq!(of(&lot), [(1, true), (0, true), (1, true), (1, true)]);
        let listed = shares(&sizes, 5, 0, EqualRemainders::ListedOrder).unwrap();
        assert_eq!(of(&listed), [(2, false), (1, false), (1, false), (1, false)]);
        let larger = shares(&sizes, 5, 0, EqualRemainders::LargerStratum).unwrap();
        assert_eq!(of(&larger), [(1, true), (0, false), (1, true), (1, true)]);
    }

    #[test]
    fn seats_add_up_and_never_exceed_a_stratum() {
        for (sizes, wanted, minimum) in [
            (vec![1, 1, 98], 100, 0),
            (vec![0, 3, 3], 4, 1),
            (vec![5], 5, 2),
            (vec![7, 7, 7, 7], 10, 2),
            (vec![1, 2, 3, 400], 9, 2),
        ] {
            let given = seats(&sizes, wanted, minimum).unwrap();
            assert_eq!(given.iter().sum::<u32>(), wanted, "{sizes:?}");
            assert!(given.iter().zip(&sizes).all(|(given, size)| given <= size), "{given:?}");
            let low = given.iter().zip(&sizes).find(|(given, size)| **given < minimum.min(**size));
            assert_eq!(low, None, "{sizes:?}");
        }
        assert_eq!(seats(&[2, 1], 4, 0), None);
        assert_eq!(seats(&[], 0, 0), None);
        assert_eq!(seats(&[2], 0, 0), None);
    }
}
