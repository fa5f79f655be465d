//! What each record costs beyond the database: its bytes and hash, the tree, proofs, signatures.
//! `cargo bench --bench record`, about half a minute. Nothing is asserted here; the figures that
//! are promised stand in docs/performance.md.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput};
use plenum::audit::checkpoint::Checkpoint;
use plenum::audit::record::{RECORD_VERSION, Record, Sealed};
use plenum::crypto::hash::Hash;
use plenum::crypto::merkle::{self, Frontier, Tree};
use plenum::crypto::sign::SigningKey;
use plenum::domain::event::{Event, Role};
use plenum::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use plenum::domain::paper::Paper;
use uuid::Uuid;

/// The record that a verifier must manage.
const RECORDS: u64 = 1_000_000;
/// Records of one full batch of the engine.
const BATCH: u64 = 1_000;
/// Rows of the typical paper.
const ROWS: u8 = 11;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_500))
        .configure_from_args();
    chain(&mut criterion);
    tree(&mut criterion);
    signatures(&mut criterion);
    criterion.final_summary();
}

fn id(number: u64) -> Uuid {
    Uuid::from_u64_pair(0x0190_a1b2_c3d4_7e5f, number)
}

/// One vote of a recorded ballot.
fn vote(seq: u64) -> Record {
    let marks = (0..ROWS).map(|row| Some(row % 3)).collect();
    let event = Event::VoteCast {
        ballot: BallotId(id(1)),
        delegate: DelegateId(id(seq)),
        by: None,
        cast_id: CastId(id(seq)),
        revision: 1,
        paper: Paper::Marks { marks },
    };
    Record {
        v: RECORD_VERSION,
        sitting: SittingId(id(2)),
        seq,
        prev: Hash::of(&seq.to_be_bytes()),
        at_ms: 1_760_000_000_000 + seq,
        wall_ms: 1_760_000_000_000 + seq,
        boot: id(3),
        by: Role::Delegate,
        event,
    }
}

fn chain(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("chain");
    let record = vote(1_234);
    let bytes = Sealed::new(record.clone()).expect("canonical").bytes;
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("encode and hash a vote", |bencher| {
        bencher.iter_batched(
            || record.clone(),
            |record| Sealed::new(record).expect("canonical"),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("hash a vote", |bencher| bencher.iter(|| Hash::of(black_box(&bytes))));
    group.bench_function("read a vote back", |bencher| {
        bencher.iter_batched(
            || bytes.clone(),
            |bytes| Sealed::read(bytes).expect("canonical"),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

fn tree(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tree");
    let bytes = Sealed::new(vote(1_234)).expect("canonical").bytes;
    let mut tree = Tree::default();
    let mut frontier = Frontier::default();
    for seq in 0..RECORDS {
        let leaf = merkle::leaf(&seq.to_be_bytes());
        tree.push(leaf);
        frontier.push(leaf);
    }
    group.bench_function("leaf and push a batch of votes", |bencher| {
        bencher.iter(|| {
            let mut tree = Tree::default();
            (0..BATCH).for_each(|_| tree.push(merkle::leaf(black_box(&bytes))));
            tree
        });
    });
    group.bench_function("leaf and push a batch of votes, frontier alone", |bencher| {
        bencher.iter(|| {
            let mut frontier = Frontier::default();
            (0..BATCH).for_each(|_| frontier.push(merkle::leaf(black_box(&bytes))));
            frontier
        });
    });
    group.bench_function("root of a million", |bencher| bencher.iter(|| frontier.root()));
    let mut index = 0;
    group.bench_function("inclusion in a million", |bencher| {
        bencher.iter(|| {
            // A prime step visits deep and shallow places alike.
            index = (index + 611_953) % RECORDS;
            tree.inclusion(index, RECORDS)
        });
    });
    let proof = tree.inclusion(611_953, RECORDS).expect("within");
    let (leaf, root) = (merkle::leaf(&611_953_u64.to_be_bytes()), tree.root());
    group.bench_function("verify inclusion in a million", |bencher| {
        bencher.iter(|| {
            assert!(merkle::verify_inclusion(leaf, 611_953, RECORDS, black_box(&proof), root));
        });
    });
    group.bench_function("consistency to a million", |bencher| {
        bencher.iter(|| tree.consistency(black_box(611_953), RECORDS));
    });
    group.finish();
}

fn signatures(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("signature");
    let sitting = SittingId(id(2));
    let key = SigningKey::from_seed([7; 32]);
    let checkpoint = Checkpoint { size: RECORDS, root: Hash::of(b"root") };
    let (public, signature) = (key.public(), checkpoint.sign(sitting, &key));
    group.bench_function("sign a checkpoint", |bencher| {
        bencher.iter(|| black_box(&checkpoint).sign(sitting, &key));
    });
    group.bench_function("verify a checkpoint", |bencher| {
        bencher.iter(|| assert!(black_box(&checkpoint).is_signed(sitting, &public, &signature)));
    });
    group.finish();
}
