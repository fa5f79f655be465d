//! Attacks on secret ballots.

mod arrival;
mod chance;
mod early;
mod election;
mod lengths;
mod link;
mod logs;
mod lost;
mod markers;
mod postgres;
mod refused;
mod rows;
mod sqlite;
mod warned;
