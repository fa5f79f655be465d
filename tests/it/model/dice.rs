//! Seeded choices for the generator: the same seed gives the same ballot on any machine.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

pub(super) struct Dice(ChaCha20Rng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha20Rng::seed_from_u64(seed))
    }

    /// From `from` to `to`, both included. Slightly uneven, which a test may be.
    pub(super) fn between(&mut self, from: usize, to: usize) -> usize {
        let span = u64::try_from(to - from + 1).expect("small");
        from + usize::try_from(self.0.next_u64() % span).expect("small")
    }

    /// One time in `n`.
    pub(super) fn once_in(&mut self, n: usize) -> bool {
        self.between(1, n) == 1
    }

    pub(super) fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.between(0, choices.len() - 1)].clone()
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            list.swap(place, self.between(0, place));
        }
    }

    /// So many different numbers below `below`, in any order.
    pub(super) fn some(&mut self, count: usize, below: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..below).collect();
        self.shuffle(&mut all);
        all.truncate(count);
        all
    }
}
