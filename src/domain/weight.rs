//! How figures are written: integers in units of 10^-decimals, never floats. Every rule counts heads
//! so far, so that every figure is a whole one.

/// Most decimals of a figure.
pub const DECIMALS_MAX: u8 = 6;

/// How figures of a ballot are written: integers in units of 10^-decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale(u8);

/// A figure with its decimals, to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    units: u64,
    scale: Scale,
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
    fn figures_are_written_with_the_decimals_of_the_rule() {
        let scale = |decimals| Scale::new(decimals).unwrap();
        assert_eq!(scale(0).say(125).to_string(), "125");
        assert_eq!(scale(2).say(125).to_string(), "1.25");
        assert_eq!(scale(2).say(5).to_string(), "0.05");
        assert_eq!(scale(1).say(100).to_string(), "10.0");
        assert!(scale(1).say(10).is_one() && !scale(0).say(10).is_one());
    }
}
