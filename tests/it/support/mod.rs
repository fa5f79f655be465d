//! What the integration tests share: a sitting without a server and a small language to drive it;
//! a sitting over engine and ledger; a whole node; keys of secret ballots; the binary as a process of
//! its own; a throw-away Postgres.

pub(crate) mod ballots;
pub(crate) mod derived;
pub(crate) mod draws;
pub(crate) mod forms;
pub(crate) mod hall;
pub(crate) mod keys;
pub(crate) mod place;
pub(crate) mod postgres;
pub(crate) mod script;
pub(crate) mod server;
pub(crate) mod world;
