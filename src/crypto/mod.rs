//! Primitives of the record and of the sealed paper: bytes in, bytes out. Pure: no clock, no
//! randomness of its own (seeds are given), no IO, and no word about congresses.

pub mod canonical;
pub mod envelope;
pub mod hash;
pub mod hex;
pub mod merkle;
pub mod sign;
