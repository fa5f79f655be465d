//! Integration tests, one binary: every kind of test stands in its own file.

mod support;

mod edges;
mod engine;
mod golden;
mod ledger;
mod profiles;
mod rest;
mod tidy;
mod wire;
