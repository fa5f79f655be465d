//! How the seats of each stratum came about, in figures and words: 312 × 20 ÷ 1205 = 5.178 → 5.

use crate::domain::draw::plan::shares_of;
use crate::domain::draw::{DrawRules, Stratum};

/// The arithmetic of one stratum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arithmetic {
    /// Sentence in zh-CN.
    pub zh: String,
    /// Sentence in English.
    pub en: String,
    /// Its quota with three decimals, for display only: `5.178`, `6.440`. Rounded half-up, but never
    /// up to a whole number that it does not reach. None for a stratum raised to the minimum.
    pub quota: Option<String>,
}

/// One line for each stratum. Empty where `strata` do not follow from `rules`.
#[must_use]
pub fn arithmetic(strata: &[Stratum], rules: &DrawRules) -> Vec<Arithmetic> {
    let Some(shares) = shares_of(strata, rules) else {
        return Vec::new();
    };
    let (seats, people) = (shares.seats, shares.people);
    let line = |(stratum, share): (&Stratum, &crate::domain::draw::Share)| {
        let (own, given) = (stratum.people, share.seats);
        if share.raised {
            return Arithmetic {
                zh: format!("{own} 人，按最低名额 → {given}"),
                en: format!("{own} people, raised to the minimum → {given}"),
                quota: None,
            };
        }
        let quota = quota(u64::from(own) * u64::from(seats), u64::from(people.max(1)));
        let whole = format!("{own} × {seats} ÷ {people} = {quota}");
        let (zh, en) = match (share.by_remainder, share.by_lot) {
            (true, _) => ("（余数进一）", " (by its remainder)"),
            (false, true) => ("，余数相等者抽签进一", ", one more by lot among equal remainders"),
            (false, false) => ("", ""),
        };
        Arithmetic {
            zh: format!("{whole} → {given}{zh}"),
            en: format!("{whole} → {given}{en}"),
            quota: Some(quota),
        }
    };
    strata.iter().zip(&shares.of).map(line).collect()
}

/// `seats / people` with three decimals.
fn quota(product: u64, people: u64) -> String {
    let cut = product * 1_000 / people;
    let rounded = (product * 2_000 + people) / (people * 2);
    let shown = if rounded / 1_000 > product / people { cut } else { rounded };
    format!("{}.{:03}", shown / 1_000, shown % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draw::EqualRemainders;
    use crate::domain::text::Text;

    fn lines(sizes: &[u32], seats: u32, minimum: u32) -> Vec<String> {
        let rules = DrawRules {
            seats,
            strata: Vec::new(),
            minimum,
            substitutes: 0,
            equal_remainders: EqualRemainders::Lot,
        };
        let stratum = |people: &u32| Stratum {
            unit: Text::default(),
            level: Text::default(),
            people: *people,
            seats: 0,
            by_lot: false,
        };
        let strata: Vec<Stratum> = sizes.iter().map(stratum).collect();
        arithmetic(&strata, &rules).into_iter().map(|line| line.zh).collect()
    }

    #[test]
    fn the_arithmetic_of_the_fixture_is_written_out() {
        assert_eq!(
            lines(&[312, 388, 341, 164], 20, 0),
            [
                "312 × 20 ÷ 1205 = 5.178 → 5",
                "388 × 20 ÷ 1205 = 6.440 → 6",
                "341 × 20 ÷ 1205 = 5.660 → 6（余数进一）",
                "164 × 20 ÷ 1205 = 2.722 → 3（余数进一）",
            ]
        );
    }

    #[test]
    fn a_quota_never_rounds_up_to_a_whole_number() {
        assert_eq!(quota(69_996, 10_000), "6.999");
        assert_eq!(quota(69_994, 10_000), "6.999");
        assert_eq!(quota(70_000, 10_000), "7.000");
        assert_eq!(quota(65_555, 10_000), "6.556");
    }

    #[test]
    fn a_raised_stratum_and_a_lot_are_told() {
        assert_eq!(
            lines(&[490, 490, 10], 6, 1),
            [
                "490 × 5 ÷ 980 = 2.500 → 2，余数相等者抽签进一",
                "490 × 5 ÷ 980 = 2.500 → 2，余数相等者抽签进一",
                "10 人，按最低名额 → 1",
            ]
        );
    }
}
