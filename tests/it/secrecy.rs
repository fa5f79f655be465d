//! Attacks on secret ballots: what the database, its log and backups, the program's log, its
//! sockets and its memory give away of a choice, and what can be cast, opened, lost or repeated
//! that must not be. Searches and joins are also tried on something that does leak.
//!
//! The numbers B-01 to B-14 name the goals. B-07, the time of an answer by option, is measured by
//! `load-tests/ack_by_option.rs`, because no test here asserts a time of the machine. There is no
//! Redis yet, so none is searched.

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
