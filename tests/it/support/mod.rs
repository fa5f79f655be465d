//! What the tests of the domain share: a sitting without a server, and a small language to drive it.

pub(crate) mod ballots;
pub(crate) mod script;
pub(crate) mod world;
