//! The laws. Each takes a sitting of its own, so that all of them hold in one store.

use plenum::crypto::hash::Hash;
use plenum::ledger::{APPEND_RECORDS_MAX, Ledger, LedgerError};

use super::*;

/// Races on one head: each is lost by one of two.
const ROUNDS: u128 = 100;

pub(super) async fn conforms(ledger: &dyn Ledger) {
    an_empty_store_has_nothing(ledger).await;
    records_come_back_in_order_without_a_gap(ledger, sitting(9)).await;
    another_head_is_a_conflict_and_nothing_is_written(ledger, sitting(2)).await;
    a_record_cannot_begin_twice(ledger, sitting(3)).await;
    the_largest_batch_is_taken_whole(ledger, sitting(4)).await;
    exactly_one_wins(ledger, ledger, sitting(5)).await;
    sittings_are_apart(ledger, sitting(7), sitting(6)).await;
    a_page_has_its_limit(ledger, sitting(4)).await;

    let listed = ledger.sittings().await.unwrap();
    assert_eq!(listed, [2, 3, 4, 5, 6, 7, 9].map(sitting), "in the order of ids");
}

async fn an_empty_store_has_nothing(ledger: &dyn Ledger) {
    assert_eq!(ledger.head(sitting(1)).await.unwrap(), None);
    assert_eq!(all(ledger, sitting(1)).await, Vec::<Vec<u8>>::new());
    assert_eq!(ledger.sittings().await.unwrap(), []);
}

async fn records_come_back_in_order_without_a_gap(ledger: &dyn Ledger, id: SittingId) {
    let records = chain(id, None, 30, 1);
    let mut at = 0;
    for count in [1, 2, 27] {
        let expected = head(&records[..at]);
        let batch = &records[at..at + count];
        ledger.append(id, expected, batch).await.unwrap();
        at += count;
        assert_eq!(ledger.head(id).await.unwrap(), head(batch));
    }
    let stored = all(ledger, id).await;
    assert_eq!(stored, bytes(&records), "the bytes stored are the bytes hashed");
    for (seq, stored) in (0..).zip(stored) {
        let read = Sealed::read(stored).unwrap();
        assert_eq!((read.record.seq, read.record.sitting), (seq, id));
    }
    let from = ledger.read_from(id, 28, 9).await.unwrap();
    assert_eq!(from, bytes(&records[28..]));
    for beyond in [30, u64::MAX] {
        assert!(ledger.read_from(id, beyond, 9).await.unwrap().is_empty());
    }
}

async fn another_head_is_a_conflict_and_nothing_is_written(ledger: &dyn Ledger, id: SittingId) {
    let records = chain(id, None, 3, 1);
    ledger.append(id, None, &records).await.unwrap();
    let last = head(&records).unwrap();
    let hash = Hash::of(b"another record");
    let others = [
        head(&records[..2]),
        Some(Head { seq: 1, hash: last.hash }),
        Some(Head { hash, ..last }),
        Some(Head { seq: 3, hash }),
        Some(Head { seq: 3, hash: last.hash }),
        None,
    ];
    for other in others {
        // One record would take the place of another, or leave a gap; a batch would do both.
        for count in [1, 5] {
            refused(ledger, id, other, &chain(id, other, count, 2)).await;
            assert_eq!(ledger.head(id).await.unwrap(), Some(last));
            assert_eq!(all(ledger, id).await, bytes(&records));
        }
    }
    let next = chain(id, Some(last), 1, 1);
    ledger.append(id, Some(last), &next).await.unwrap();
}

async fn a_record_cannot_begin_twice(ledger: &dyn Ledger, id: SittingId) {
    let elsewhere = Some(Head { seq: 4, hash: Hash::of(b"") });
    refused(ledger, id, elsewhere, &chain(id, elsewhere, 1, 1)).await;
    assert_eq!(ledger.head(id).await.unwrap(), None);
    let first = chain(id, None, 1, 1);
    ledger.append(id, None, &first).await.unwrap();
    // The very same bytes again, too: an append that is repeated has lost to itself.
    for variant in [1, 2] {
        refused(ledger, id, None, &chain(id, None, 1, variant)).await;
    }
    assert_eq!(all(ledger, id).await, bytes(&first));
}

async fn the_largest_batch_is_taken_whole(ledger: &dyn Ledger, id: SittingId) {
    let records = chain(id, None, APPEND_RECORDS_MAX, 1);
    ledger.append(id, None, &records).await.unwrap();
    assert_eq!(all(ledger, id).await, bytes(&records));
}

async fn a_page_has_its_limit(ledger: &dyn Ledger, id: SittingId) {
    for limit in [0, 1, 10] {
        let page = ledger.read_from(id, 5, limit).await.unwrap();
        assert_eq!(page.len(), usize::try_from(limit).unwrap());
    }
}

async fn sittings_are_apart(ledger: &dyn Ledger, one: SittingId, other: SittingId) {
    let (ones, others) = (chain(one, None, 3, 1), chain(other, None, 2, 2));
    ledger.append(one, None, &ones).await.unwrap();
    ledger.append(other, None, &others).await.unwrap();
    assert_eq!(all(ledger, one).await, bytes(&ones));
    assert_eq!(all(ledger, other).await, bytes(&others));
    let expected = head(&ones);
    refused(ledger, other, expected, &chain(other, expected, 1, 1)).await;
}

/// Two that decided on the same head: one is in the record, the other is told and left no trace.
pub(super) async fn exactly_one_wins(one: &dyn Ledger, rival: &dyn Ledger, id: SittingId) {
    let mut record: Vec<Arc<Sealed>> = Vec::new();
    for round in 0..ROUNDS {
        let expected = head(&record);
        let (ours, theirs) =
            (chain(id, expected, 3, 2 * round), chain(id, expected, 2, 2 * round + 1));
        let (we, they) =
            tokio::join!(one.append(id, expected, &ours), rival.append(id, expected, &theirs));
        match (we, they) {
            (Ok(()), Err(LedgerError::Conflict)) => record.extend(ours),
            (Err(LedgerError::Conflict), Ok(())) => record.extend(theirs),
            (we, they) => panic!("round {round}: {we:?} and {they:?}"),
        }
    }
    assert_eq!(all(rival, id).await, bytes(&record));
}

async fn refused(
    ledger: &dyn Ledger,
    id: SittingId,
    expected: Option<Head>,
    records: &[Arc<Sealed>],
) {
    let answer = ledger.append(id, expected, records).await;
    assert!(matches!(answer, Err(LedgerError::Conflict)), "{answer:?} on {expected:?}");
}

pub(super) async fn all(ledger: &dyn Ledger, id: SittingId) -> Vec<Vec<u8>> {
    ledger.read_from(id, 0, u32::MAX).await.unwrap()
}
