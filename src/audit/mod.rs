//! The record: canonical bytes, the hash chain, the bundle, and the verifier. Pure: bytes in,
//! bytes or a report out.

pub mod bundle;
pub mod canonical;
pub mod record;
pub mod verify;
