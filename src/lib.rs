//! Plenum: a live voting and polling engine for congress sessions.
//!
//! Delegates vote from tablets, the chair opens and closes ballots, a projector shows what may be
//! shown, and every act is a record that anybody can check afterwards.
//!
//! # The rooms, in reading order
//!
//! A room imports only rooms that stand before it in this list (`tests/it/tidy.rs` holds that).
//!
//! | room | what lives there |
//! |---|---|
//! | [`crypto`] | canonical bytes, hashes, Merkle tree, sealed envelope, signatures, pure |
//! | [`domain`] | the law of the hall, pure: roster, ballots, papers, tally, outcome; `decide` and `apply` |
//! | [`audit`] | hash chain, bundle, verifier, pure |
//! | [`documents`] | files in and out: rosters, sittings, results, pure |
//! | [`ledger`] | where records are kept: memory, SQLite, Postgres |
//! | [`access`] | sign-in links, tokens, roles |
//! | [`bus`] | news of what was committed |
//! | [`vault`] | private keys of open secret ballots, in memory and on a RAM filesystem |
//! | [`engine`] | one task drives one sitting |
//! | [`hub`] | many sockets, one feed for each sitting |
//! | [`client`] | the Rust side of the wire |
//! | [`http`] | REST, the upgrade, the embedded faces |
//! | [`cli`] | the commands; wiring |
//!
//! # The path of one vote
//!
//! `http::ws` turned a token into an actor at the upgrade → `hub::connection` bounds and decodes the
//! frame → `engine` puts the command into the sitting's mailbox → `engine::sitting_task` drains what
//! waits → `domain::sitting` decides and applies → `audit::record` writes canonical bytes and links
//! the chain → `ledger` commits the batch → only then the receipt goes back, and `hub::feed` turns
//! the news into frames that all screens share.
//!
//! ARCHITECTURE.md tells the same at more length, with the invariants and the tests that hold them.

pub mod access;
pub mod audit;
pub mod bus;
pub mod cli;
pub mod client;
pub mod config;
pub mod crypto;
pub mod documents;
pub mod domain;
pub mod engine;
pub mod http;
pub mod hub;
pub mod ledger;
pub mod telemetry;
pub mod vault;
