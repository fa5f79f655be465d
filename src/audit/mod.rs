//! The record: the hash chain, the bundle, and the verifier. Pure: bytes in,
//! bytes or a report out.

pub mod anchor;
pub mod bundle;
pub mod checkpoint;
pub mod record;
pub mod verify;
