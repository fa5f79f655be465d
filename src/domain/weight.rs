//! Vote weights (票权): exact decimals, never floats. A person's weight is a decimal text; figures of
//! a weighted ballot are integers in units of 10^-decimals of its rule.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::ballot::Poll;
use crate::domain::count::BrokenIdentity;
use crate::domain::ids::DelegateId;

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

/// Whether votes are weighed in a ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightRule {
    /// Figures are integers in units of 10^-decimals, 0 to [`DECIMALS_MAX`].
    pub decimals: Scale,
}

/// Weights frozen at an opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighing {
    /// Of the electorate, in its order.
    units: Arc<[u64]>,
    /// Of those present at the opening, in person or represented, together.
    present: u64,
}

/// The bases of a weighted count, each a sum of weights in units of 10^-decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// 全体, frozen at opening.
    pub total_membership: u64,
    /// 实到 at opening.
    pub present: u64,
    /// 发出.
    pub papers_issued: u64,
    /// 收回.
    pub papers_returned: u64,
    /// 有效.
    pub valid_papers: u64,
}

/// How figures of a ballot are written: integers in units of 10^-decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    decimals: u8,
    weighed: bool,
}

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
    pub const WHOLE: Self = Self { decimals: 0, weighed: false };

    /// The scale of a rule with weights; `None` above [`DECIMALS_MAX`].
    #[must_use]
    pub fn new(decimals: u8) -> Option<Self> {
        (decimals <= DECIMALS_MAX).then_some(Self { decimals, weighed: true })
    }

    /// Whether figures are sums of weights and not numbers of papers.
    #[must_use]
    pub fn is_weighed(self) -> bool {
        self.weighed
    }

    /// Decimals a figure is written with, 0 to [`DECIMALS_MAX`].
    #[must_use]
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Units in one vote: 10^decimals.
    #[must_use]
    pub fn one(self) -> u64 {
        10_u64.pow(self.decimals.into())
    }

    /// A figure to be written with these decimals.
    #[must_use]
    pub fn say(self, units: u64) -> Said {
        Said { units, scale: self }
    }
}

impl Serialize for Scale {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.decimals)
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

impl Weights {
    /// Checks the identities of weighted bases.
    ///
    /// # Errors
    /// The first that does not hold.
    pub(crate) fn check(&self) -> Result<(), BrokenIdentity> {
        let Self { total_membership, present, papers_issued, papers_returned, valid_papers } = self;
        for (holds, name) in [
            (present <= total_membership, "weight present <= weight of all"),
            (papers_issued <= total_membership, "weight issued <= weight of all"),
            (papers_returned <= papers_issued, "weight returned <= weight issued"),
            (valid_papers <= papers_returned, "weight valid <= weight returned"),
        ] {
            if !holds {
                return Err(BrokenIdentity(name));
            }
        }
        Ok(())
    }
}

impl Weighing {
    /// `units` of the electorate, in its order; `present` those of it who are in the room or
    /// represented, by place.
    pub(crate) fn new(units: &[u64], present: impl Fn(usize) -> bool) -> Self {
        let weight = |(place, units): (usize, &u64)| if present(place) { *units } else { 0 };
        let present = units.iter().enumerate().map(weight).sum();
        Self { units: units.into(), present }
    }
}

impl Poll {
    /// What a paper of this person counts: 1 without weights.
    #[must_use]
    pub fn weight_of(&self, delegate: DelegateId) -> u64 {
        let Some(weighing) = &self.weighing else {
            return 1;
        };
        let place = self.electorate.binary_search(&delegate);
        place.map_or(0, |place| weighing.units[place])
    }

    /// The bases in weights as they are now; none without weights. Every paper of a recorded ballot
    /// is valid.
    #[must_use]
    pub fn weights(&self) -> Option<Weights> {
        let weighing = self.weighing.as_ref()?;
        let returned = self.votes.keys().map(|id| self.weight_of(*id)).sum();
        Some(Weights {
            total_membership: weighing.units.iter().sum(),
            present: weighing.present,
            papers_issued: self.been_present.iter().map(|id| self.weight_of(*id)).sum(),
            papers_returned: returned,
            valid_papers: returned,
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
        let (one, decimals) = (self.scale.one(), usize::from(self.scale.decimals));
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
