//! Figures for the eye: rounded half up and never adjusted (rules.md §0.3, reading 16). Nothing here
//! decides; whole numbers and exact fractions do.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::domain::threshold::{Comparator, Threshold, percent};

/// Fewest decimals of a score.
pub const SCORE_DECIMALS: u32 = 2;
/// Most decimals that a score is shown with, however little it differs from another.
pub const SCORE_DECIMALS_MAX: u32 = 12;

/// `value`, which is not negative, with so many decimals, half up.
#[must_use]
pub fn decimal(value: &BigRational, decimals: u32) -> String {
    let unit = BigInt::from(10_u32).pow(decimals);
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let units = (value * unit + half).floor().to_integer().to_string();
    let places = usize::try_from(decimals).unwrap_or_default();
    let padded = format!("{units:0>width$}", width = places + 1);
    let (whole, part) = padded.split_at(padded.len() - places);
    if places == 0 { whole.to_owned() } else { format!("{whole}.{part}") }
}

/// Whether so many decimals say all of it.
#[must_use]
pub fn is_exact(value: &BigRational, decimals: u32) -> bool {
    (value * BigInt::from(10_u32).pow(decimals)).is_integer()
}

/// Decimals for each of these scores: as few as tell it from every other one that is not equal to it,
/// at least `least` (rules.md §11, case 60).
#[must_use]
pub fn decimals_apart(values: &[Option<BigRational>], least: u32) -> Vec<u32> {
    let mut sorted: Vec<&BigRational> = values.iter().flatten().collect();
    sorted.sort();
    sorted.dedup();
    let apart = |a: &BigRational, b: &BigRational| {
        let differ = |decimals: &u32| decimal(a, *decimals) != decimal(b, *decimals);
        (least..=SCORE_DECIMALS_MAX).find(differ).unwrap_or(SCORE_DECIMALS_MAX.max(least))
    };
    let decimals = |value: &BigRational| {
        let place = sorted.partition_point(|other| *other < value);
        let before = place.checked_sub(1).map(|before| apart(value, sorted[before]));
        let after = sorted.get(place + 1).map(|after| apart(value, after));
        before.into_iter().chain(after).fold(least, u32::max)
    };
    values.iter().map(|value| value.as_ref().map_or(least, decimals)).collect()
}

/// The scores as text, each with the decimals of [`decimals_apart`].
#[must_use]
pub fn scores(values: &[Option<BigRational>], least: u32) -> Vec<Option<String>> {
    let decimals = decimals_apart(values, least);
    let shown = values.iter().zip(decimals);
    shown.map(|(value, decimals)| value.as_ref().map(|value| decimal(value, decimals))).collect()
}

/// A share of a base that was frozen before the votes came may be above the whole: people who came
/// later vote, and the base stays (rules.md §0.3, reading 6). Then there is no percentage, only the
/// counts.
#[must_use]
pub fn share(votes: u64, base: u64) -> Option<String> {
    (votes <= base).then(|| percent(votes, base)).flatten()
}

/// What must be said beside a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareNote {
    /// Rounded, it seems to say the opposite of what the counts say (rules.md §11, case 56).
    Misleads,
    /// More votes than the base had people when it was frozen: no percentage.
    AboveBase,
}

impl ShareNote {
    /// What is to be said of `votes` held against a threshold; nothing in most cases.
    #[must_use]
    pub fn of(threshold: &Threshold, votes: u64, base: u64) -> Option<Self> {
        if votes > base {
            return Some(Self::AboveBase);
        }
        misleads(threshold, votes, base).then_some(Self::Misleads)
    }

    /// Stable name on the wire.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Misleads => "misleads",
            Self::AboveBase => "above_base",
        }
    }

    /// In words, zh-CN.
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Misleads => "四舍五入，以票数为准",
            Self::AboveBase => "票数多于开始表决时固定的基数，不计百分比",
        }
    }

    /// In words, English.
    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Misleads => "rounded; the votes decide",
            Self::AboveBase => "more votes than the base fixed at the opening; no percentage",
        }
    }
}

/// Whether the rounded share, held against the rounded threshold, would say the opposite.
fn misleads(threshold: &Threshold, votes: u64, base: u64) -> bool {
    let Some(shown) = rounded(votes, base) else {
        return false;
    };
    let (numerator, denominator) = threshold.fraction.parts();
    let asked = rounded(numerator.into(), denominator.into());
    let asked = asked.expect("a fraction has no zero below the line");
    let seems = match threshold.comparator {
        Comparator::Gt => shown > asked,
        Comparator::Ge => shown >= asked,
    };
    let (part, whole) =
        (u128::from(votes) * u128::from(denominator), u128::from(base) * u128::from(numerator));
    let met = match threshold.comparator {
        Comparator::Gt => part > whole,
        Comparator::Ge => part >= whole,
    };
    seems != (met && votes > 0)
}

/// Hundredths of a per cent, half up, as [`percent`] shows them.
fn rounded(part: u64, whole: u64) -> Option<u128> {
    (u128::from(part) * 20_000 + u128::from(whole)).checked_div(u128::from(whole) * 2)
}

/// Whether the shares of these parts, each rounded, come to something else than 100.00 although the
/// parts are the whole: they carry 因四舍五入 (rules.md §11, case 56). Never so for an empty whole.
#[must_use]
pub fn rounding_shows(parts: &[u64]) -> bool {
    let whole: u64 = parts.iter().sum();
    if whole == 0 {
        return false;
    }
    let shown: Option<Vec<u128>> = parts.iter().map(|part| rounded(*part, whole)).collect();
    shown.is_some_and(|shown| shown.iter().sum::<u128>() != 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::threshold::{Base, Fraction};

    fn exact(n: u32, d: u32) -> BigRational {
        BigRational::new(BigInt::from(n), BigInt::from(d))
    }

    #[test]
    fn scores_that_look_equal_and_are_not_show_more_decimals() {
        let values = [(2_640, 30), (8_801, 100), (88, 1), (440_001, 5_000), (0, 1)];
        let values: Vec<_> = values.iter().map(|(n, d)| Some(exact(*n, *d))).collect();
        let shown: Vec<_> = scores(&values, 2).into_iter().flatten().collect();
        assert_eq!(shown, ["88.0000", "88.01", "88.0000", "88.0002", "0.00"]);
    }

    #[test]
    fn there_is_an_end_to_the_decimals() {
        let tiny = BigRational::new(BigInt::from(1), BigInt::from(10_u32).pow(40));
        let values = [Some(exact(1, 1)), Some(exact(1, 1) + tiny), None];
        assert_eq!(scores(&values, 2)[0].as_deref(), Some("1.000000000000"));
        assert_eq!(scores(&values, 2)[2], None);
    }

    #[test]
    fn decimals_are_half_up() {
        assert_eq!(decimal(&exact(1, 8), 2), "0.13");
        assert_eq!(decimal(&exact(5, 1_000), 2), "0.01");
        assert_eq!(decimal(&exact(199, 2), 0), "100");
        assert!(is_exact(&exact(1, 8), 3) && !is_exact(&exact(1, 8), 2));
    }

    #[test]
    fn thirds_do_not_come_to_a_hundred_and_halves_do() {
        assert!(rounding_shows(&[1, 1, 1]));
        assert!(!rounding_shows(&[1, 1]));
        assert!(!rounding_shows(&[0, 0]) && !rounding_shows(&[]));
    }

    #[test]
    fn a_fail_that_rounds_to_a_pass_is_noted_and_so_is_a_share_above_the_whole() {
        let fraction = Fraction::new(2, 3).expect("a fraction");
        let (comparator, base) = (Comparator::Ge, Base::Present);
        let ge = Threshold { fraction, comparator, base };
        // 13,333 of 20,000 is 66.665 %, shown as 66.67 % like two thirds, and one vote short.
        assert_eq!(ShareNote::of(&ge, 13_333, 20_000), Some(ShareNote::Misleads));
        assert_eq!(ShareNote::of(&ge, 218, 327), None);
        assert_eq!(ShareNote::of(&ge, 160, 158), Some(ShareNote::AboveBase));
        assert_eq!(share(160, 158), None);
        assert_eq!(share(158, 158).as_deref(), Some("100.00"));
    }
}
