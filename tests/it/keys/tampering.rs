//! A record in the store whose signatures do not hold is not followed, and the log says so.

use std::sync::{Arc, Mutex};

use plenum::audit::record::{Record, Sealed};
use plenum::crypto::hash::Hash;
use plenum::crypto::sign::Signature;
use plenum::domain::command::{ChairCommand, DeskCommand};
use plenum::domain::event::Event;
use plenum::engine::{Failure, Keys, Options};
use plenum::ledger::Ledger;
use plenum::ledger::memory::MemoryLedger;

use super::{done, hall, handing_over, opened};
use crate::support::hall::Hall;
use crate::support::keys::signer;

/// What a log says, in the thread of one test.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let writer = move || log.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(writer).finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// A hall whose record has two signing keys and a ballot that is open.
async fn record() -> (Hall, Vec<Arc<Sealed>>) {
    let (first, ledger, room) = hall(3).await;
    first.engine.shutdown().await;
    let keys = Keys::new(Some(room.vault()), Some(handing_over(1, 2)));
    let second = first.again_with(Options::default(), keys).await;
    let sealing = opened(&second, 1).await;
    second.vote_sealed(&sealing, 0, "yes").await;
    done(&second, ChairCommand::Close { ballot: sealing.ballot }).await;
    second.handle.follow().await.unwrap();
    second.engine.shutdown().await;
    (second, ledger.records())
}

/// The record with every link set right again after a change. Whoever writes in the store can do
/// that much; nobody there can sign.
async fn forged(
    hall: &Hall,
    records: &[Arc<Sealed>],
    change: impl Fn(&mut Record),
) -> Arc<MemoryLedger> {
    let ledger = Arc::new(MemoryLedger::default());
    let (mut head, mut prev) = (None, Hash::ZERO);
    for sealed in records {
        let mut record = sealed.record.clone();
        record.prev = prev;
        change(&mut record);
        let sealed = Arc::new(Sealed::new(record).unwrap());
        let next = Some(sealed.head());
        prev = sealed.hash;
        ledger.append(hall.sitting, head, &[sealed]).await.unwrap();
        head = next;
    }
    ledger
}

async fn again(hall: &Hall, ledger: Arc<MemoryLedger>) -> Hall {
    let over = Hall {
        engine: hall.engine.clone(),
        handle: hall.handle.clone(),
        ledger,
        sitting: hall.sitting,
        people: hall.people.clone(),
    };
    over.again_with(Options::default(), Keys::new(None, Some(signer(2)))).await
}

fn spoilt(signature: &Signature) -> Signature {
    let mut bytes = signature.0;
    bytes[40] ^= 1;
    Signature(bytes)
}

type Change = fn(&mut Record);

const CHANGES: [(&str, Change); 7] = [
    ("the signature of a checkpoint", |record| {
        if let Event::CheckpointSigned { signature, .. } = &mut record.event {
            *signature = spoilt(signature);
        }
    }),
    ("the root of a checkpoint", |record| {
        if let Event::CheckpointSigned { root, .. } = &mut record.event {
            *root = Hash::of(b"another");
        }
    }),
    ("a record below a checkpoint", |record| {
        if record.seq == 4 {
            record.wall_ms += 1;
        }
    }),
    ("the signature of the first key", |record| {
        if let Event::SigningKeySet { previous: None, by_key, .. } = &mut record.event {
            *by_key = spoilt(by_key);
        }
    }),
    ("the signature of the second key", |record| {
        if let Event::SigningKeySet { previous: Some(_), by_key, .. } = &mut record.event {
            *by_key = spoilt(by_key);
        }
    }),
    ("the signature that hands over", |record| {
        if let Event::SigningKeySet { by_previous: Some(by), .. } = &mut record.event {
            *by = spoilt(by);
        }
    }),
    ("a second key that nobody vouches for", |record| {
        if let Event::SigningKeySet { key, previous: Some(_), by_key, .. } = &mut record.event {
            let other = signer(3).key;
            (*key, *by_key) = (other.public(), other.sign(b"plenum signing key"));
        }
    }),
];

#[tokio::test]
async fn a_record_whose_signatures_do_not_hold_is_not_followed() {
    let (hall, records) = record().await;
    let delegate = hall.people[1].id;
    let act = DeskCommand::CheckOut { delegate };
    // As it is it is followed.
    let sound = again(&hall, forged(&hall, &records, |_| {}).await).await;
    assert_eq!(sound.desk(act.clone()).await, Ok(plenum::engine::Reply::Done));
    sound.engine.shutdown().await;
    for (what, change) in CHANGES {
        let log = Log::default();
        let listening = log.listen();
        let ledger = forged(&hall, &records, change).await;
        let before = ledger.head(hall.sitting).await.unwrap();
        let spoilt = again(&hall, ledger.clone()).await;
        assert_eq!(spoilt.desk(act.clone()).await, Err(Failure::Unavailable), "{what}");
        let (snapshot, _) = spoilt.handle.follow().await.unwrap();
        assert!(!snapshot.healthy && snapshot.head.is_none(), "{what}");
        spoilt.engine.shutdown().await;
        drop(listening);
        assert_eq!(ledger.head(hall.sitting).await.unwrap(), before, "{what}: appended to");
        let log = log.text();
        assert!(log.contains("ERROR") && log.contains("cannot be followed"), "{what}: {log}");
        assert!(log.contains("is a signature that does not hold"), "{what}: {log}");
    }
}
