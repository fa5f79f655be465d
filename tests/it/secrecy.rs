//! Attacks on secret ballots.

mod arrival;
mod chance;
mod cut;
mod early;
mod election;
mod key_bytes;
mod lengths;
mod link;
mod logs;
mod lost;
mod markers;
mod postgres;
mod refused;
mod rows;
mod served;
mod sqlite;
mod steps;
mod warned;
