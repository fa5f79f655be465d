//! B-05: the private key of a ballot while it is open and after it is destroyed: in the vault's
//! folder, in every file of the store, in logs, and in the memory of this very process.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use data_encoding::HEXLOWER;
use plenum::domain::command::ChairCommand;
use plenum::domain::seal::paper_text;
use plenum::engine::Reply;
use plenum::ledger::Ledger;
use plenum::ledger::postgres::PostgresLedger;
use plenum::ledger::sqlite::SqliteLedger;
use zeroize::{Zeroize, Zeroizing};

use super::election::{Election, paper};
use super::markers::{Found, Markers, spellings};
use crate::support::keys::KeyRoom;
use crate::support::postgres::Postgres;

/// What the stored bytes are mixed with, so that the search does not find its own question.
const MASK: u8 = 0xa5;
/// Bytes of memory read at once.
const CHUNK: usize = 1 << 20;

/// A key that is not in memory: every byte is masked.
pub(super) struct Masked([u8; 32]);

impl Masked {
    /// Reads the one key of a vault.
    pub(super) fn read(room: &KeyRoom) -> Self {
        let files = room.files();
        let [file] = files.as_slice() else { panic!("{files:?}") };
        let text = Zeroizing::new(std::fs::read(file).unwrap());
        let mut digits = text.split(|byte| *byte == b'\n').nth(1).unwrap().to_vec();
        let mut key = [0; 32];
        HEXLOWER.decode_mut(&digits, &mut key).unwrap();
        let masked = Self(key.map(|byte| byte ^ MASK));
        digits.zeroize();
        key.zeroize();
        masked
    }

    /// Every spelling of the key, and of the key from its other end. From here on it is in memory.
    pub(super) fn markers(&self) -> Markers {
        let key = self.0.map(|byte| byte ^ MASK);
        let reversed: Vec<u8> = key.iter().rev().copied().collect();
        Markers::new(
            [spellings("the key", &key), spellings("the reversed key", &reversed)].concat(),
        )
    }

    /// How often the key, or its hex digits, stand in the writable memory of a process, by its id
    /// or `self`. None: the kernel does not let us look.
    pub(super) fn in_memory(&self, process: &str) -> Option<(usize, u64)> {
        let maps = std::fs::read_to_string(format!("/proc/{process}/maps")).ok()?;
        let mut memory = File::open(format!("/proc/{process}/mem")).ok()?;
        let (mut hits, mut bytes) = (0, 0);
        let mut buffer = vec![0; CHUNK + 63];
        for line in maps.lines().filter(|line| line.contains(" rw")) {
            let (range, _) = line.split_once(' ')?;
            let (from, to) = range.split_once('-')?;
            let to = u64::from_str_radix(to, 16).ok()?;
            let mut at = u64::from_str_radix(from, 16).ok()?;
            while at < to {
                let size = (to - at).min(buffer.len() as u64);
                let piece = &mut buffer[..usize::try_from(size).ok()?];
                memory.seek(SeekFrom::Start(at)).ok()?;
                // A page may be gone again, or never have been there.
                if memory.read_exact(piece).is_ok() {
                    bytes += size;
                    hits += self.within(piece);
                }
                at += CHUNK as u64;
            }
        }
        buffer.zeroize();
        Some((hits, bytes))
    }

    fn within(&self, bytes: &[u8]) -> usize {
        let is_key = |window: &[u8]| window.iter().zip(&self.0).all(|(a, b)| a ^ MASK == *b);
        let digit = |nibble: u8| b"0123456789abcdef"[usize::from(nibble)];
        let is_hex = |window: &[u8]| {
            window.chunks(2).zip(&self.0).all(|(two, masked)| {
                let byte = masked ^ MASK;
                two == [digit(byte >> 4), digit(byte & 15)]
            })
        };
        let (first, second) = (self.0[0] ^ MASK, self.0[1] ^ MASK);
        let high = digit(first >> 4);
        let mut hits = 0;
        for at in 0..bytes.len().saturating_sub(31) {
            if bytes[at] == first && bytes[at + 1] == second {
                hits += usize::from(is_key(&bytes[at..at + 32]));
            }
            if bytes[at] == high && at + 64 <= bytes.len() {
                hits += usize::from(is_hex(&bytes[at..at + 64]));
            }
        }
        hits
    }
}

/// Opens a ballot, votes, closes; looks before and after.
async fn destroyed(election: &mut Election) -> Masked {
    let sealing = election.open(false).await;
    let key = Masked::read(&election.room);
    for member in 0..election.hall.people.len() {
        let text = paper_text(&paper("key", member));
        let cast = election.hall.cast_text(&sealing, member, 1, &text).await;
        assert!(matches!(cast, Ok(Reply::Recorded(_))));
    }
    let open = key.in_memory("self");
    println!("open: {open:?} (hits, bytes) in memory");
    assert!(open.is_none_or(|(hits, _)| hits > 0), "the key of an open ballot is in memory");
    election.finish(sealing.ballot).await;
    let gone = key.in_memory("self");
    println!("destroyed: {gone:?} (hits, bytes) in memory");
    assert!(gone.is_none_or(|(hits, _)| hits == 0), "{gone:?}");
    key
}

#[tokio::test]
async fn a_destroyed_key_is_nowhere() {
    let postgres =
        Postgres::start_with(vec!["log_statement=all".into(), "wal_keep_size=1GB".into()]);
    let url = postgres.fresh_database().await;
    PostgresLedger::migrate(&url).await.unwrap();
    let ledger = PostgresLedger::connect(&url).await.unwrap();
    let mut in_postgres = Election::new(Arc::new(ledger), 40).await;
    let folder = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(&folder.path().join("plenum.sqlite")).await.unwrap();
    let mut in_sqlite = Election::new(Arc::new(ledger), 40).await;
    // Memory first: the search in files has the key in the clear.
    let keys = [destroyed(&mut in_postgres).await, destroyed(&mut in_sqlite).await];
    postgres.stop();
    for key in keys {
        let (markers, mut found) = (key.markers(), Found::default());
        for path in [&postgres.data(), &postgres.log(), folder.path()] {
            markers.path(path, &mut found);
        }
        for room in [&in_postgres.room, &in_sqlite.room] {
            markers.path(room.folder(), &mut found);
        }
        if let Some(dumps) = dumps() {
            markers.path(&dumps, &mut found);
        }
        println!("{} markers, {} bytes in {} files", markers.len(), found.bytes, found.files);
        found.assert_nothing("after the destruction");
    }
}

/// Where the kernel leaves core dumps, when that is a folder. A process with a vault leaves none.
fn dumps() -> Option<std::path::PathBuf> {
    let pattern = std::fs::read_to_string("/proc/sys/kernel/core_pattern").ok()?;
    let folder = std::path::Path::new(pattern.trim()).parent()?.to_owned();
    (folder.is_absolute() && folder.components().count() > 1).then_some(folder)
}

#[tokio::test]
async fn the_key_of_an_open_ballot_is_in_the_vault_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(&folder.path().join("plenum.sqlite")).await.unwrap();
    let ledger: Arc<dyn Ledger> = Arc::new(ledger);
    let mut election = Election::new(ledger, 10).await;
    let sealing = election.open(false).await;
    let markers = Masked::read(&election.room).markers();
    let mut found = Found::default();
    markers.path(election.room.folder(), &mut found);
    assert_eq!(found.hits.values().sum::<u64>(), 1, "{:?}", found.hits);
    assert!(found.of("the key as hex in") == 1, "{:?}", found.hits);
    let mut found = Found::default();
    markers.path(folder.path(), &mut found);
    found.assert_nothing("the store of an open ballot");
    // Whatever prints keys prints none.
    let shown = format!("{:?} {:?}", election.room.keys(), election.room.vault());
    markers.bytes("debug", shown.as_bytes(), &mut found);
    let engine = format!("{:?}", election.hall.engine);
    markers.bytes("debug of the engine", engine.as_bytes(), &mut found);
    found.assert_nothing("what is printed of keys");
    let closed = election.hall.chair(ChairCommand::Close { ballot: sealing.ballot }).await;
    assert_eq!(closed, Ok(Reply::Done));
    election.hall.finish().await;
}
