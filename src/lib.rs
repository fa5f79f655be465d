//! Plenum
pub mod domain;
