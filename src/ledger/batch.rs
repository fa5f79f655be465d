//! What every append is, whatever the store.

use std::sync::Arc;

use crate::audit::record::{Head, Sealed};
use crate::crypto::hash::Hash;
use crate::domain::ids::SittingId;
use crate::ledger::APPEND_RECORDS_MAX;

/// A store only compares heads, so a batch that does not follow from the head it names would be
/// written all the same, and only the verifier would see it, months later.
///
/// # Panics
/// When the batch is not what [`crate::ledger::Ledger::append`] asks for: the caller is broken.
pub(super) fn assert_lawful(sitting: SittingId, expected: Option<Head>, records: &[Arc<Sealed>]) {
    assert!(
        (1..=APPEND_RECORDS_MAX).contains(&records.len()),
        "a batch of {} records",
        records.len()
    );
    let first = expected.map_or(0, |head| head.seq + 1);
    let mut prev = expected.map_or(Hash::ZERO, |head| head.hash);
    for (seq, sealed) in (first..).zip(records) {
        let record = &sealed.record;
        assert_eq!(record.sitting, sitting, "a record of another sitting");
        assert_eq!(record.seq, seq, "a gap in the batch");
        assert_eq!(record.prev, prev, "a broken chain at seq {seq}");
        prev = sealed.hash;
    }
}
