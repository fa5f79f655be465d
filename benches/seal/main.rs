//! What a secret ballot costs: sealing, opening, examining, emptying a box, and the way of 3,000
//! votes through an engine, sealed and recorded in one run. `cargo bench --bench seal`, about two
//! minutes. Nothing is asserted here; the figures that are promised stand in docs/performance.md.

mod hall;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use plenum::crypto::envelope::{Binding, SealPrivateKey, open, seal};
use plenum::domain::command::ChairCommand;
use plenum::domain::seal::paper_text;
use plenum::domain::sheet::Secrecy;
use plenum::engine::clock::Clock;
use plenum::ledger::Ledger;
use plenum::ledger::memory::MemoryLedger;
use plenum::ledger::sqlite::SqliteLedger;
use tokio::runtime::Runtime;

use self::hall::{Hall, Vault, raw_paper, sheet};

/// Voters of the hall that is measured.
const VOTERS: usize = 3_000;
/// Runs of the whole way; the median is printed, with the least and the most.
const RUNS: usize = 7;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_millis(1_500))
        .configure_from_args();
    envelopes(&mut criterion);
    let runtime = Runtime::new().expect("a runtime");
    boxes(&mut criterion, &runtime);
    criterion.final_summary();
    // Criterion measures one thing again and again; here each run is a whole ballot.
    if std::env::args().any(|arg| arg == "--bench") {
        whole_ways(&runtime);
    }
}

/// One paper of 20 rows.
fn envelopes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("envelope");
    let (private, sheet) = (SealPrivateKey::from_seed([7; 32]), sheet(Secrecy::Secret));
    let public = private.public();
    let binding = Binding {
        manifest: plenum::crypto::hash::Hash::of(b"manifest"),
        ballot: [1; 16],
        delegate: [2; 16],
        revision: 1,
    };
    let text = paper_text(&sheet.form.parse(&raw_paper(3)).expect("a paper that fits"));
    let pad_len = sheet.form.pad_len();
    group.throughput(Throughput::Elements(1));
    group.bench_function("seal", |bencher| {
        bencher.iter(|| seal(&public, &binding, black_box(&text), pad_len, [9; 32]));
    });
    let envelope = seal(&public, &binding, &text, pad_len, [9; 32]).expect("it fits");
    group.bench_function("open", |bencher| {
        bencher.iter(|| open(&private, &binding, black_box(&envelope), pad_len).expect("ours"));
    });
    group.bench_function("examine: open and read against the form", |bencher| {
        bencher.iter(|| {
            let text = open(&private, &binding, black_box(&envelope), pad_len).expect("ours");
            sheet.form.read(&text).expect("a paper")
        });
    });
    group.finish();
}

/// A full box, with the key in the vault, on all cores.
fn boxes(criterion: &mut Criterion, runtime: &Runtime) {
    let vault = Vault::new();
    let (hall, ballot) = runtime.block_on(async {
        let ledger: Arc<dyn Ledger> = Arc::new(MemoryLedger::default());
        let hall = Hall::new(ledger, vault.keys(), VOTERS).await;
        let open = hall.open(Secrecy::Secret).await;
        hall.vote(hall.sealed(&open)).await;
        (hall, open.id)
    });
    let (snapshot, _) = runtime.block_on(hall.handle.follow()).expect("still running");
    let ballot = snapshot.sitting.ballot(ballot).expect("it was opened");
    let groups = snapshot.sitting.envelope_groups(ballot);
    let mut group = criterion.benchmark_group("box");
    group.sample_size(10).throughput(Throughput::Elements(VOTERS as u64));
    group.bench_function("empty 3,000 envelopes", |bencher| {
        bencher.iter(|| hall.keys.empty_box(black_box(ballot), &groups).expect("the key is here"));
    });
    group.finish();
    runtime.block_on(hall.engine.shutdown());
}

/// Figures of one whole way, microseconds.
struct Way {
    /// From the first vote sent to the last receipt.
    recorded_us: u64,
    sealed_us: u64,
    /// From the chair's close to the count in the record.
    count_us: u64,
    /// To the end of the key in the record.
    destroyed_us: u64,
}

fn whole_ways(runtime: &Runtime) {
    println!("\n{VOTERS} votes of 20 rows, {RUNS} runs: median (least–most)");
    for store in ["memory", "SQLite"] {
        let runs: Vec<Way> = (0..RUNS).map(|_| runtime.block_on(whole_way(store))).collect();
        let line = |what: &str, value: &dyn Fn(&Way) -> u64| {
            let mut values: Vec<u64> = runs.iter().map(value).collect();
            values.sort_unstable();
            let (least, most) = (values[0], values[RUNS - 1]);
            println!("{store:>7}  {what:<44} {:>7} ({least}–{most})", values[RUNS / 2]);
        };
        let per_s = |us: u64| VOTERS as u64 * 1_000_000 / us.max(1);
        line("recorded votes/s to their receipts", &|way| per_s(way.recorded_us));
        line("sealed votes/s to their receipts", &|way| per_s(way.sealed_us));
        line("sealed in % of recorded, same run", &|way| {
            100 * way.recorded_us / way.sealed_us.max(1)
        });
        line("close to count in the record, ms", &|way| way.count_us / 1_000);
        line("close to end of the key in the record, ms", &|way| way.destroyed_us / 1_000);
    }
}

/// Two ballots in one sitting: the same papers, once recorded and once sealed.
async fn whole_way(store: &str) -> Way {
    let (folder, vault) = (tempfile::tempdir().expect("a folder"), Vault::new());
    let ledger: Arc<dyn Ledger> = match store {
        "memory" => Arc::new(MemoryLedger::default()),
        _ => Arc::new(SqliteLedger::open(&folder.path().join("a.sqlite")).await.expect("a store")),
    };
    let hall = Hall::new(ledger, vault.keys(), VOTERS).await;
    let clock: &Clock = hall.engine.clock();
    let open = hall.open(Secrecy::Recorded).await;
    let votes = hall.recorded(&open);
    let begun = clock.now_us();
    hall.vote(votes).await;
    let recorded_us = clock.now_us() - begun;
    hall.chair(ChairCommand::Close { ballot: open.id }).await;

    let open = hall.open(Secrecy::Secret).await;
    let votes = hall.sealed(&open);
    let begun = clock.now_us();
    hall.vote(votes).await;
    let sealed_us = clock.now_us() - begun;
    let (count_us, destroyed_us) = hall.close_and_count(open.id).await;
    hall.engine.shutdown().await;
    Way { recorded_us, sealed_us, count_us, destroyed_us }
}
