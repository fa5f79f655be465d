//! One suite of laws for every store of the record, and what each store promises besides.

#[cfg(test)]
mod assemblies;
#[cfg(test)]
mod guards;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod self_check;
#[cfg(test)]
mod sqlite;

use std::sync::Arc;

use plenum::audit::record::{Head, RECORD_VERSION, Record, Sealed};
use plenum::crypto::hash::Hash;
use plenum::domain::event::{Event, Role, SittingHead};
use plenum::domain::ids::{DelegateId, SittingId};
use plenum::domain::roster::CheckInBy;
use plenum::domain::text::Text;
use plenum::domain::threshold::Quorum;
use plenum::ledger::memory::{Fault, MemoryLedger};
use plenum::ledger::postgres::PostgresLedger;
use plenum::ledger::sqlite::SqliteLedger;
use plenum::ledger::{Ledger, LedgerError};
use uuid::Uuid;

use self::laws::{all, conforms, exactly_one_wins};
use crate::support::postgres::Postgres;

#[tokio::test]
async fn memory_conforms() {
    conforms(&MemoryLedger::default()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_in_memory_conforms() {
    conforms(&SqliteLedger::open_in_memory().await.unwrap()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_in_a_file_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.sqlite");
    let ledger = SqliteLedger::open(&path).await.unwrap();
    conforms(&ledger).await;
    let rival = SqliteLedger::open(&path).await.unwrap();
    exactly_one_wins(&ledger, &rival, sitting(90)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_conforms() {
    let database = Postgres::shared().migrated_database().await;
    let ledger = database.ledger().await;
    conforms(&ledger).await;
    let rival = database.ledger().await;
    exactly_one_wins(&ledger, &rival, sitting(90)).await;
}

#[tokio::test]
async fn memory_fails_once_and_as_asked() {
    let cases = [(Fault::Conflict, 0), (Fault::AwayBefore, 0), (Fault::AwayAfter, 3)];
    for (fault, written) in cases {
        let ledger = MemoryLedger::default();
        let records = chain(sitting(1), None, 3, 1);
        ledger.fail_next(fault);
        let failed = ledger.append(sitting(1), None, &records).await.unwrap_err();
        assert_eq!(matches!(failed, LedgerError::Conflict), fault == Fault::Conflict);
        assert_eq!(all(&ledger, sitting(1)).await.len(), written, "{fault:?}");
        let again = ledger.append(sitting(1), None, &records).await;
        assert_eq!(again.is_ok(), written == 0, "{fault:?}");
    }
}

const ASSEMBLY: &str = "承德市人民代表大会";

fn sitting(n: u128) -> SittingId {
    SittingId(Uuid::from_u128(n))
}

/// `count` records behind `head`; `variant` makes them differ from those of a rival.
fn chain(sitting: SittingId, head: Option<Head>, count: usize, variant: u128) -> Vec<Arc<Sealed>> {
    chain_of(ASSEMBLY, sitting, head, count, variant)
}

/// The same in an assembly of one's choice.
fn chain_of(
    assembly: &str,
    sitting: SittingId,
    head: Option<Head>,
    count: usize,
    variant: u128,
) -> Vec<Arc<Sealed>> {
    let mut head = head;
    let mut records = Vec::new();
    for _ in 0..count {
        let seq = head.map_or(0, |head| head.seq + 1);
        let record = Record {
            v: RECORD_VERSION,
            sitting,
            seq,
            prev: head.map_or(Hash::ZERO, |head| head.hash),
            at_ms: 1_760_000_000_000 + seq,
            wall_ms: 1_760_000_000_000 + seq,
            boot: Uuid::from_u128(7),
            by: Role::Operator,
            event: event(assembly, sitting, seq, variant),
        };
        let sealed = Sealed::new(record).expect("canonical");
        head = Some(sealed.head());
        records.push(Arc::new(sealed));
    }
    records
}

/// The first record of a sitting has a name in several scripts, as real ones have.
fn event(assembly: &str, sitting: SittingId, seq: u64, variant: u128) -> Event {
    let text = |raw: &str| Text::new(raw).expect("plain text");
    if seq > 0 {
        let delegate = DelegateId(Uuid::from_u128(variant));
        let by = CheckInBy::Desk;
        return Event::CheckedIn { delegate, by, via: plenum::domain::roster::Via::Hall };
    }
    Event::SittingCreated {
        head: SittingHead {
            id: sitting,
            assembly: text(assembly),
            title: text(&format!("第三次会议 🗳 «{variant}» \"\\ é")),
            name: text("ᠰᠠᠶᠢᠨ · བཀྲ་ཤིས།"),
            venue: text("𠮷田会堂"),
            rehearsal: true,
            video: plenum::domain::roster::VideoAttendance::Refused,
            quorum: quorum(),
        },
    }
}

fn quorum() -> Quorum {
    serde_json::from_value(serde_json::json!({"fraction": "2/3", "comparator": "ge"}))
        .expect("a lawful quorum")
}

fn head(records: &[Arc<Sealed>]) -> Option<Head> {
    records.last().map(|sealed| sealed.head())
}

fn bytes(records: &[Arc<Sealed>]) -> Vec<Vec<u8>> {
    records.iter().map(|sealed| sealed.bytes.clone()).collect()
}
