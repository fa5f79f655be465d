//! What guessing alone gets right, computed exactly, in integers.
//!
//! A guess gives every delegate a choice. If the guess has nothing to do with the delegates, every
//! way of dealing the guessed choices out to them is equally likely; the number of right ones is
//! then a sum over a random permutation, whose mean and variance are known (Hoeffding 1951).

use std::collections::BTreeMap;

/// One guess measured against the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// Delegates.
    pub(super) n: u128,
    /// Right ones.
    pub(super) matches: u128,
    /// Mean by chance, times `n`.
    mean_n: u128,
    /// Variance by chance, times (n − 1)·n⁴.
    variance: u128,
}

impl Guess {
    /// `pairs` are (guessed, true) choices, one for each delegate.
    pub(super) fn of<T: Ord>(pairs: &[(T, T)]) -> Self {
        let mut margins: BTreeMap<&T, (u128, u128)> = BTreeMap::new();
        for (guessed, truth) in pairs {
            margins.entry(guessed).or_default().0 += 1;
            margins.entry(truth).or_default().1 += 1;
        }
        let n = pairs.len() as u128;
        let matches = pairs.iter().filter(|(guessed, truth)| guessed == truth).count() as u128;
        // Choices with the same two frequencies are alike, and 2,000 different papers are one kind.
        let mut kinds: BTreeMap<(u128, u128), u128> = BTreeMap::new();
        margins.values().for_each(|frequencies| *kinds.entry(*frequencies).or_default() += 1);
        let mean_n = kinds.iter().map(|((a, b), kinds)| a * b * kinds).sum();
        Self { n, matches, mean_n, variance: variance(&kinds, n, mean_n) }
    }

    /// Within three standard deviations of chance, on either side.
    pub(super) fn is_chance(&self) -> bool {
        let Self { n, matches, mean_n, variance } = *self;
        let off = (matches * n).abs_diff(mean_n);
        off * off * n * n * (n - 1) <= 9 * variance
    }
}

/// Sum over all pairs of a guessed choice and a true one of the squared deviation of "they are the
/// same" from its row, column and grand means, times n⁴. A kind is (times guessed, times true).
fn variance(kinds: &BTreeMap<(u128, u128), u128>, n: u128, mean_n: u128) -> u128 {
    let square = |same: bool, margins: u128| {
        let plus = if same { n * n } else { 0 } + mean_n;
        plus.abs_diff(margins * n).pow(2)
    };
    let mut sum = 0;
    for ((guessed, true_too), many) in kinds {
        for ((guessed_too, truth), others) in kinds {
            sum += many * others * guessed * truth * square(false, true_too + guessed_too);
        }
        let (pairs, margins) = (many * guessed * true_too, true_too + guessed);
        sum = sum + pairs * square(true, margins) - pairs * square(false, margins);
    }
    sum
}

impl std::fmt::Display for Guess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = self.mean_n * 100 / self.n;
        let (mean, rest) = (hundredths / 100, hundredths % 100);
        write!(f, "{} of {}, by chance {mean}.{rest:02}", self.matches, self.n)?;
        // The deviation in hundredths: the root of the variance times 10⁴.
        let scale = (self.n - 1) * self.n.pow(4);
        let sigma = (self.variance * 10_000 / scale).isqrt();
        write!(f, " ± {}.{:02}", sigma / 100, sigma % 100)
    }
}

#[test]
fn the_mean_and_the_variance_are_those_of_all_deals() {
    // Every way of dealing these guesses out to these four delegates.
    let (guesses, truth) = (["a", "a", "b", "c"], ["a", "b", "b", "b"]);
    let mut deals = Vec::new();
    for code in 0..256_usize {
        let places = [code % 4, code / 4 % 4, code / 16 % 4, code / 64];
        if (0..4).all(|place| places.contains(&place)) {
            let pairs: Vec<_> = (0..4).map(|at| (guesses[places[at]], truth[at])).collect();
            deals.push(Guess::of(&pairs));
        }
    }
    assert_eq!(deals.len(), 24);
    let (sum, squares) = deals
        .iter()
        .fold((0, 0), |(sum, squares), one| (sum + one.matches, squares + one.matches.pow(2)));
    for deal in &deals {
        assert_eq!(deal.mean_n * 24, sum * 4);
        // Both sides times 24² · 3 · 4⁴.
        assert_eq!(deal.variance * 576, (squares * 24 - sum * sum) * 3 * 256);
    }
}

#[test]
fn a_link_is_told_from_chance() {
    let truth: Vec<usize> = (0..2_000).collect();
    let guess = |shift: usize| {
        Guess::of(&truth.iter().map(|at| ((at + shift) % 2_000, *at)).collect::<Vec<_>>())
    };
    assert!(guess(1).is_chance());
    assert_eq!(guess(1).to_string(), "0 of 2000, by chance 1.00 ± 1.00");
    assert!(!guess(0).is_chance());
    // One delegate in a hundred is enough to be seen.
    let some = truth.iter().map(|at| (if at % 100 == 0 { *at } else { *at + 1 }, *at));
    assert!(!Guess::of(&some.collect::<Vec<_>>()).is_chance());
    // Most choose alike: then guessing is mostly right, and says nothing.
    let alike: Vec<_> = (0..2_000).map(|at| (u8::from(at < 100), u8::from(at >= 1_900))).collect();
    assert_eq!(Guess::of(&alike).to_string(), "1800 of 2000, by chance 1810.00 ± 4.24");
}
