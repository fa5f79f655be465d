//! B-08: the result says nothing of the order in which the papers came.

use std::collections::BTreeSet;
use std::sync::Arc;

use plenum::audit::record::Sealed;
use plenum::crypto::canonical;
use plenum::domain::event::Event;
use plenum::domain::seal::paper_text;
use plenum::engine::Reply;
use plenum::ledger::memory::MemoryLedger;

use super::election::{Election, lot, paper};

const VOTERS: usize = 30;
const ARRIVALS: usize = 100;

#[tokio::test]
async fn a_hundred_orders_of_arrival_give_the_same_result_bytes() {
    let mut election = Election::new(Arc::new(MemoryLedger::default()), VOTERS).await;
    let mut results = BTreeSet::new();
    let mut orders = BTreeSet::new();
    for arrival in 0..ARRIVALS {
        let sealing = election.open(true).await;
        let mut order: Vec<usize> = (0..VOTERS).collect();
        order.sort_by_cached_key(|member| lot(&format!("arrival {arrival}"), *member, u32::MAX));
        for together in order.chunks(1 + arrival % 7) {
            // Who has which paper changes too: only the papers are the same.
            let casts = together.iter().map(async |member| {
                let text = paper_text(&paper("arrival", (member + arrival) % VOTERS));
                let cast = election.hall.cast_text(&sealing, *member, 1, &text).await;
                assert!(matches!(cast, Ok(Reply::Recorded(_))), "{cast:?}");
            });
            futures_util::future::join_all(casts).await;
        }
        orders.insert(order);
        election.finish(sealing.ballot).await;
    }
    let head = election.hall.ledger.head(election.hall.sitting).await.unwrap().unwrap();
    let mut counted = 0;
    for seq in 0..=head.seq {
        let bytes = election.hall.ledger.read_from(election.hall.sitting, seq, 1).await.unwrap();
        let sealed = Sealed::read(bytes.into_iter().next().unwrap()).unwrap();
        if let Event::BallotCounted { count, opened, .. } = sealed.record.event {
            counted += 1;
            let papers = opened.expect("it is secret").papers.expect("they are published");
            results.insert(canonical::to_bytes(&(count, papers)).unwrap());
        }
    }
    assert_eq!((counted, orders.len()), (ARRIVALS, ARRIVALS));
    assert_eq!(results.len(), 1, "the same papers, and {} results", results.len());
    election.hall.finish().await;
}
