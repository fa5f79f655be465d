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

/// Bytes that are not those of a record.
#[derive(Debug)]
pub struct Unreadable {
    /// What is wrong with them.
    pub error: RecordError,
    /// What they say all the same, spelt in another way than the canonical one.
    pub meant: Option<Box<Record>>,
}

impl Record {
    /// Reads the bytes of a record. They must be canonical to the last byte: whatever a reader
    /// takes in more than one spelling – space, order and repetition of keys, escapes, capitals in
    /// ids, a field that is missing or unknown – shows when the record is encoded again.
    ///
    /// # Errors
    /// [`Unreadable`], with what was meant where that can be told.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let unreadable = |error: RecordError| Unreadable { error, meant: None };
        let record: Self = serde_json::from_slice(bytes)
            .map_err(|error| unreadable(CanonicalError::Shape(error).into()))?;
        if record.v != RECORD_VERSION {
            return Err(unreadable(RecordError::Version(record.v)));
        }
        match canonical::to_bytes(&record) {
            Ok(encoded) if encoded == bytes => Ok(record),
            Ok(_) => {
                let error = CanonicalError::Bytes.into();
                Err(Unreadable { error, meant: Some(Box::new(record)) })
            }
            Err(error) => Err(unreadable(error.into())),
        }
    }
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
        let record = Record::read(&bytes).map_err(|unreadable| unreadable.error)?;
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
        Self::stamp_of(&self.record, self.hash)
    }

    /// The stamp of a record with this hash.
    #[must_use]
    pub fn stamp_of(record: &Record, hash: Hash) -> Stamp {
        Stamp { seq: record.seq, at_ms: record.at_ms, hash: hash.0 }
    }
}
