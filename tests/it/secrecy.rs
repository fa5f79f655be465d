//! Attacks on secret ballots.

mod chance;
mod election;
mod link;
mod markers;
mod postgres;
mod rows;
mod warned;
