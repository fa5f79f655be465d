//! Vote weights (票权): exact decimals, never floats. A person's weight is a decimal text; figures of
//! a weighted ballot are integers in units of 10^-decimals of its rule.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Most decimals of a weight.
pub const DECIMALS_MAX: u8 = 6;
/// Highest weight of one person: a thousand million votes.
pub const WEIGHT_MAX: u64 = 1_000_000_000;
/// Highest sum of the weights of one electorate, in units of its rule: every product of it with a
/// mark's weight, a share or a number of picks stays exact, and every figure below 2^53.
pub const WEIGHT_SUM_MAX: u64 = 10_000_000_000_000;

/// Units of a [`Weight`] in one vote.
const ONE: u64 = 10_u64.pow(DECIMALS_MAX as u32);

/// Weight of one person, above 0 and at most [`WEIGHT_MAX`] with at most [`DECIMALS_MAX`] decimals.
/// Written `"1.5"`: no sign, no leading and no trailing zeros, so that one weight has one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// In millionths of a vote.
    millionths: u64,
}

/// How figures of a ballot are written: integers in units of 10^-decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Scale(u8);

/// A figure with its decimals, to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    units: u64,
    scale: Scale,
}

impl Weight {
    /// A weight of one vote, which everybody has to whom no other was given.
    pub const ONE: Self = Self { millionths: ONE };

    /// Reads a weight as it stands in a record. `None` unless it is its only spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let weight = Self::read(text)?;
        (weight.to_string() == text).then_some(weight)
    }

    /// Reads a weight as people write it in a roster: `2`, `2.0` and `2.50` too.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(rest) || rest.len() > usize::from(DECIMALS_MAX) {
            return None;
        }
        let whole: u64 = whole.parse().ok()?;
        let rest: u64 = format!("{rest:0<6}").parse().ok()?;
        let millionths = whole.checked_mul(ONE)?.checked_add(rest)?;
        let lawful = millionths > 0 && millionths <= WEIGHT_MAX * ONE;
        lawful.then_some(Self { millionths })
    }

    /// The weight in units of this scale; `None` where it has more decimals.
    #[must_use]
    pub fn units(self, scale: Scale) -> Option<u64> {
        let unit = ONE / scale.one();
        self.millionths.is_multiple_of(unit).then_some(self.millionths / unit)
    }
}

impl std::fmt::Display for Weight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.millionths / ONE, self.millionths % ONE);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let rest = format!("{rest:06}");
        write!(f, "{whole}.{}", rest.trim_end_matches('0'))
    }
}

impl Serialize for Weight {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("{text:?} is not a weight of the form \"1.5\""))
        })
    }
}

impl Scale {
    /// Whole votes: one head, one vote.
    pub const WHOLE: Self = Self(0);

    /// `None` above [`DECIMALS_MAX`].
    #[must_use]
    pub fn new(decimals: u8) -> Option<Self> {
        (decimals <= DECIMALS_MAX).then_some(Self(decimals))
    }

    /// Decimals a figure is written with, 0 to [`DECIMALS_MAX`].
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.0
    }

    /// Units in one vote: 10^decimals.
    #[must_use]
    pub fn one(self) -> u64 {
        10_u64.pow(self.0.into())
    }

    /// A figure to be written with these decimals.
    #[must_use]
    pub fn say(self, units: u64) -> Said {
        Said { units, scale: self }
    }
}

impl<'de> Deserialize<'de> for Scale {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let decimals = u8::deserialize(deserializer)?;
        Self::new(decimals).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "{decimals} decimals: a weight has 0 to {DECIMALS_MAX}"
            ))
        })
    }
}

impl Said {
    /// Whether it is exactly one vote, for the grammar of a sentence.
    #[must_use]
    pub fn is_one(self) -> bool {
        self.units == self.scale.one()
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (one, decimals) = (self.scale.one(), usize::from(self.scale.0));
        let (whole, rest) = (self.units / one, self.units % one);
        match decimals {
            0 => write!(f, "{whole}"),
            _ => write!(f, "{whole}.{rest:0decimals$}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_has_one_text() {
        for text in ["1", "1.5", "0.000001", "1000000000", "12.05", "999999999.999999"] {
            let weight = Weight::parse(text).unwrap();
            assert_eq!(weight.to_string(), text);
        }
        for text in [
            "",
            "0",
            "0.0",
            "-1",
            "+1",
            "01",
            "1.",
            ".5",
            "1.50",
            "1.0",
            "1e3",
            "1,5",
            " 1",
            "１",
            "0.0000001",
            "1000000000.000001",
            "1000000001",
            "99999999999999999999",
        ] {
            assert_eq!(Weight::parse(text), None, "{text:?}");
        }
        assert_eq!(Weight::read("2.50"), Weight::parse("2.5"));
        assert_eq!(Weight::read("1"), Some(Weight::ONE));
        assert_eq!(Weight::read("1."), None);
    }

    #[test]
    fn units_are_exact_or_none() {
        let scale = |decimals| Scale::new(decimals).unwrap();
        let weight = Weight::parse("1.25").unwrap();
        assert_eq!(
            [0, 1, 2, 3].map(|d| weight.units(scale(d))),
            [None, None, Some(125), Some(1250)]
        );
        assert_eq!(Weight::ONE.units(scale(0)), Some(1));
        assert_eq!(Scale::new(7), None);
    }

    #[test]
    fn figures_are_written_with_the_decimals_of_the_rule() {
        let scale = |decimals| Scale::new(decimals).unwrap();
        assert_eq!(scale(0).say(125).to_string(), "125");
        assert_eq!(scale(2).say(125).to_string(), "1.25");
        assert_eq!(scale(2).say(5).to_string(), "0.05");
        assert_eq!(scale(1).say(100).to_string(), "10.0");
        assert!(scale(1).say(10).is_one() && !scale(0).say(10).is_one());
    }
}
