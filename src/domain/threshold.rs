//! Fractions, thresholds and quorums in integers. Nothing here divides before it compares.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact fraction, `0 < numerator <= denominator <= 1_000_000`. Written `"2/3"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    numerator: u32,
    denominator: u32,
}

impl Fraction {
    /// `None` unless `0 < numerator <= denominator <= 1_000_000`.
    #[must_use]
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        let lawful = numerator > 0 && numerator <= denominator && denominator <= 1_000_000;
        lawful.then_some(Self { numerator, denominator })
    }

    /// Above the line, at least 1.
    #[must_use]
    pub fn numerator(&self) -> u32 {
        self.numerator
    }

    /// Below the line, at least the numerator.
    #[must_use]
    pub fn denominator(&self) -> u32 {
        self.denominator
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (numerator, denominator) = text.split_once('/')?;
        Self::new(numerator.parse().ok()?, denominator.parse().ok()?)
    }

    /// Whether it is the whole, as `1/1`.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.numerator == self.denominator
    }

    /// Numerator and denominator as written.
    #[must_use]
    pub fn parts(self) -> (u32, u32) {
        (self.numerator, self.denominator)
    }
}

/// By size: 2/4 and 1/2 are equally large, though not the same text.
pub(crate) fn by_size(a: Fraction, b: Fraction) -> std::cmp::Ordering {
    let product = |n: u32, d: u32| u64::from(n) * u64::from(d);
    product(a.numerator, b.denominator).cmp(&product(b.numerator, a.denominator))
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fraction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "fraction {text:?} is not of the form \"2/3\", above 0 and at most 1"
            ))
        })
    }
}

/// 过/超过 excludes the number itself, 以上/达到 includes it. Always written out, never read from
/// wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// Strictly more (过, 超过).
    Gt,
    /// At least (以上, 达到).
    Ge,
}

/// What the votes are compared with (计票基数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// 全体代表 / 全体组成人员, frozen at opening.
    TotalMembership,
    /// 实到, frozen at opening.
    Present,
    /// 发出票: eligible persons who were present at any time while the ballot was open.
    PapersIssued,
    /// 收回票.
    PapersReturned,
    /// 有效票.
    ValidPapers,
    /// Papers valid in this row: those with a counted grade in it.
    ValidRows,
    /// 赞成 + 反对.
    ForPlusAgainst,
    /// 赞成 + 反对 + 弃权.
    Expressed,
}

/// A share of a base that must be reached or passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The share.
    pub fraction: Fraction,
    /// Reached or passed.
    pub comparator: Comparator,
    /// The share of what.
    pub base: Base,
}

/// Smallest whole number that meets the comparison with `fraction` of `base`.
///
/// Source: rules.md §3.5; 三分之二以上 of 327 is 218, 超过三分之二 is 219.
#[must_use]
pub fn needed(fraction: Fraction, comparator: Comparator, base: u64) -> u64 {
    let product = wide(base, u64::from(fraction.numerator));
    let denominator = u128::from(fraction.denominator);
    let needed = match comparator {
        Comparator::Gt => product / denominator + 1,
        Comparator::Ge => product.div_ceil(denominator),
    };
    u64::try_from(needed).expect("a fraction of at most one of a base far below 2^64, plus one")
}

/// A product of two figures that cannot overflow.
pub(crate) fn wide(a: u64, b: u64) -> u128 {
    u128::from(a) * u128::from(b)
}

impl Threshold {
    /// Smallest number of votes that meets this threshold for a base of `base_count`. At least
    /// one: no votes never suffice, whatever the comparator and base (rules.md §0.3, reading 1).
    #[must_use]
    pub fn needed(&self, base_count: u64) -> u64 {
        needed(self.fraction, self.comparator, base_count).max(1)
    }

    /// Whether `votes` meets it.
    #[must_use]
    pub fn met(&self, votes: u64, base_count: u64) -> bool {
        votes >= self.needed(base_count)
    }
}

/// 法定人数: the share of all members that must be present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quorum {
    /// The share of all members.
    pub fraction: Fraction,
    /// Reached or passed.
    pub comparator: Comparator,
}

impl Quorum {
    /// Smallest number of members present.
    #[must_use]
    pub fn needed(&self, members: u32) -> u32 {
        let needed = needed(self.fraction, self.comparator, members.into());
        u32::try_from(needed).expect("a fraction of at most one of a hall, plus one")
    }

    /// Whether `present` of `members` suffice; an empty roster never has a quorum.
    #[must_use]
    pub fn met(&self, present: u32, members: u32) -> bool {
        members > 0 && present >= self.needed(members)
    }
}

/// 法定人数 of one ballot. It is asked for at the opening always, and besides as the rule says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuorumRule {
    /// The share of all members.
    pub fraction: Fraction,
    /// Reached or passed.
    pub comparator: Comparator,
    /// An open ballot that loses it is suspended (rules.md §11, case 6).
    pub during: bool,
    /// Without it the ballot is not closed.
    pub at_close: bool,
}

impl QuorumRule {
    /// The share alone.
    #[must_use]
    pub fn share(&self) -> Quorum {
        Quorum { fraction: self.fraction, comparator: self.comparator }
    }

    /// Smallest number of members present.
    #[must_use]
    pub fn needed(&self, members: u32) -> u32 {
        self.share().needed(members)
    }

    /// Whether `present` of `members` suffice.
    #[must_use]
    pub fn met(&self, present: u32, members: u32) -> bool {
        self.share().met(present, members)
    }
}

/// `100 × part / whole` with two decimals, half up, for display only; `None` when `whole` is 0.
#[must_use]
pub fn percent(part: u64, whole: u64) -> Option<String> {
    hundredths(part.checked_mul(100)?, whole)
}

/// `part / whole` with two decimals, half up, for display only; `None` when `whole` is 0.
#[must_use]
pub fn hundredths(part: u64, whole: u64) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let scaled = (part.checked_mul(200)?.checked_add(whole)?) / (whole.checked_mul(2)?);
    Some(format!("{}.{:02}", scaled / 100, scaled % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(text: &str) -> Fraction {
        Fraction::parse(text).expect("a lawful fraction in a test")
    }

    #[test]
    fn needed_numbers_are_those_of_the_table() {
        // N, > 1/2, >= 2/3, > 2/3, > 1/3: rules.md §3.5.
        let table = [
            (29, 15, 20, 20, 10),
            (33, 17, 22, 23, 12),
            (54, 28, 36, 37, 19),
            (101, 51, 68, 68, 34),
            (174, 88, 116, 117, 59),
            (314, 158, 210, 210, 105),
            (327, 164, 218, 219, 110),
            (2977, 1489, 1985, 1985, 993),
        ];
        for (n, half, two_thirds_ge, two_thirds_gt, third) in table {
            assert_eq!(needed(fraction("1/2"), Comparator::Gt, n), half, "N = {n}");
            assert_eq!(needed(fraction("2/3"), Comparator::Ge, n), two_thirds_ge, "N = {n}");
            assert_eq!(needed(fraction("2/3"), Comparator::Gt, n), two_thirds_gt, "N = {n}");
            assert_eq!(needed(fraction("1/3"), Comparator::Gt, n), third, "N = {n}");
        }
    }

    #[test]
    fn no_votes_never_meet_a_threshold() {
        let ge = Threshold {
            fraction: fraction("1/2"),
            comparator: Comparator::Ge,
            base: Base::ForPlusAgainst,
        };
        assert_eq!(ge.needed(0), 1);
        assert!(!ge.met(0, 0));
        assert!(ge.met(1, 2));
    }

    #[test]
    fn quorum_of_327_is_218() {
        let quorum = Quorum { fraction: fraction("2/3"), comparator: Comparator::Ge };
        assert_eq!([314, 218, 217].map(|present| quorum.met(present, 327)), [true, true, false]);
        assert!(!quorum.met(0, 0));
    }

    #[test]
    fn display_rounds_half_up() {
        assert_eq!(percent(31, 32).as_deref(), Some("96.88"));
        assert_eq!(percent(1, 3).as_deref(), Some("33.33"));
        assert_eq!(percent(2, 3).as_deref(), Some("66.67"));
        assert_eq!(percent(1, 0), None);
        assert_eq!(hundredths(2640, 30).as_deref(), Some("88.00"));
    }

    #[test]
    fn fractions_are_strict() {
        for bad in ["0/2", "3/2", "1", "1/0", "-1/2", "1/2/3", ""] {
            assert!(Fraction::parse(bad).is_none(), "{bad}");
        }
    }
}
