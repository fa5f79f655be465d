//! Attacks on secret ballots.

mod warned;
