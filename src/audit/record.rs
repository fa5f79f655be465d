//! One record of a sitting, and the chain that links it to the one before.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypto::canonical::{self, CanonicalError};
use crate::crypto::hash::Hash;
use crate::domain::ballot::Stamp;
use crate::domain::event::{Event, Role};
use crate::domain::ids::SittingId;

/// Version of the record's form, inside every record.
pub const RECORD_VERSION: u32 = 1;

/// What is written, in the order of the sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`RECORD_VERSION`].
    pub v: u32,
    /// Which sitting.
    pub sitting: SittingId,
    /// 0, 1, 2, … without a gap. This is the order; time is not.
    pub seq: u64,
    /// Hash of the record before, [`Hash::ZERO`] for the first.
    pub prev: Hash,
    /// UTC ms of the server: its wall clock at start, moved on by its monotonic clock, so that it
    /// never runs backwards within one `boot`.
    pub at_ms: u64,
    /// UTC ms as the wall clock showed it, for comparison.
    pub wall_ms: u64,
    /// Which start of which server.
    pub boot: Uuid,
    /// Who did it.
    pub by: Role,
    /// What happened.
    pub event: Event,
}

/// A record with its canonical bytes and their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The record.
    pub record: Record,
    /// Its canonical bytes, exactly as stored and hashed.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes`.
    pub hash: Hash,
}

/// Where the record ends: the last `seq` and its hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Last sequence number.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

/// A stored record that cannot be read back.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Not canonical, or not of the form of a record.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Another version of the form.
    #[error("record version {0} is not known")]
    Version(u32),
}

impl Sealed {
    /// Encodes and hashes `record`.
    ///
    /// # Errors
    /// [`CanonicalError`] when it has no canonical form.
    pub fn new(record: Record) -> Result<Self, CanonicalError> {
        let bytes = canonical::to_bytes(&record)?;
        let hash = Hash::of(&bytes);
        Ok(Self { record, bytes, hash })
    }

    /// Reads stored bytes; strict, so that re-encoding gives the same bytes.
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn read(bytes: Vec<u8>) -> Result<Self, RecordError> {
        let value = canonical::parse(&bytes)?;
        let record: Record = serde_json::from_value(value).map_err(CanonicalError::Shape)?;
        if record.v != RECORD_VERSION {
            return Err(RecordError::Version(record.v));
        }
        // A field that the form does not know would be lost here, and show.
        if canonical::to_bytes(&record)? != bytes {
            return Err(CanonicalError::Bytes.into());
        }
        let hash = Hash::of(&bytes);
        Ok(Self { record, bytes, hash })
    }

    /// The head when this is the last record.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { seq: self.record.seq, hash: self.hash }
    }

    /// The stamp the domain keeps.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp { seq: self.record.seq, at_ms: self.record.at_ms, hash: self.hash.0 }
    }
}
