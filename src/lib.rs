//! Plenum
pub mod audit;
pub mod bus;
pub mod domain;
pub mod engine;
pub mod hub;
pub mod ledger;
