//! Integration tests, one binary: every kind of test stands in its own file.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests outside #[test] functions may panic like the tests themselves"
)]

mod support;

mod abuse;
mod access;
mod crash;
mod derivation;
mod documents;
mod draws;
mod edge_cases;
mod edges;
mod engine;
mod entered;
mod envelope;
mod golden;
mod keys;
mod keys_command;
mod ledger;
mod mandates;
mod manual;
mod model;
mod outcomes;
mod people;
mod profiles;
mod properties;
mod refusals;
mod register;
mod rest;
mod rooms;
mod scenarios;
mod seams;
mod secrecy;
mod secret;
mod store_commands;
mod tamper;
mod tidy;
mod vault;
mod verify;
mod views;
mod wire;
