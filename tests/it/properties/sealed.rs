//! Secret ballots of random forms, papers, revisions and orders: what comes out is a function of
//! the papers alone, and what stands in the record before says nothing of them.

use std::collections::BTreeMap;

use plenum::domain::command::Command;
use plenum::domain::event::Event;
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::seal::paper_text;
use plenum::domain::sheet::{Secrecy, Sheet};
use plenum::domain::tally::Tally;
use proptest::prelude::*;
use serde_json::Value;

use super::hall::{Acts, BALLOT, Form, acts, motion_columns, opened, sheet};
use crate::support::world::{World, cast_id, member, unchecked};

/// Orders in which the same envelopes arrive.
const ORDERS: usize = 100;

fn forms() -> impl Strategy<Value = Form> {
    prop_oneof![Form::motions(), Form::picks()]
}

fn secret(form: &Form, published: bool) -> Sheet {
    let mut sheet = sheet(form, &motion_columns(), &OutcomeRule::Counts {});
    sheet.rules.secrecy = Secrecy::Secret;
    sheet.rules.publish_papers = published;
    assert_eq!(sheet.check(), Ok(()));
    sheet
}

/// Votes in this order; returns the last paper of each person, as it must lie in the box.
fn cast<'a>(
    world: &mut World,
    form: &Form,
    casts: impl IntoIterator<Item = &'a (usize, Vec<usize>)>,
) -> BTreeMap<usize, Vec<usize>> {
    let mut last = BTreeMap::new();
    for (who, cells) in casts {
        // Under the seal the domain sees no paper: an unlawful one is taken and counts as invalid.
        if world.vote(member(*who), BALLOT, form.raw(cells)).is_ok() {
            last.insert(*who, cells.clone());
        }
    }
    last
}

fn texts(sheet: &Sheet, form: &Form, papers: &BTreeMap<usize, Vec<usize>>) -> Vec<Vec<u8>> {
    let lawful = papers.values().filter(|cells| form.takes(cells));
    let text = |cells: &Vec<usize>| paper_text(&unchecked(&sheet.form, &form.raw(cells)));
    let mut texts: Vec<Vec<u8>> = lawful.map(text).collect();
    texts.sort();
    texts
}

/// Added up cell by cell, wider than any figure.
fn recount(form: &Form, papers: &BTreeMap<usize, Vec<usize>>) -> Vec<Vec<u128>> {
    let (items, columns) = match form {
        Form::Marks { rows, grades, .. } => (*rows, *grades),
        Form::Picks { options, .. } => (*options, 1),
    };
    let mut figures = vec![vec![0; columns]; items];
    for cells in papers.values().filter(|cells| form.takes(cells)) {
        for (row, cell) in figures.iter_mut().zip(cells) {
            if let Some(column) = cell.checked_sub(1) {
                row[column] += 1;
            }
        }
    }
    figures
}

fn wide(tally: &Tally) -> Vec<Vec<u128>> {
    let row = |votes: &[u64]| votes.iter().map(|votes| u128::from(*votes)).collect();
    match tally {
        Tally::Marks { rows } => rows.iter().map(|found| row(&found.votes)).collect(),
        Tally::Picks(tally) => tally.votes.iter().map(|votes| row(&[*votes])).collect(),
        other => unreachable!("no form of this test has {other:?}"),
    }
}

/// Events before the count, without what is random or a hash in them.
fn masked(world: &World) -> Vec<Value> {
    let events = world.record().iter().map(|(event, ..)| event);
    let before = events.take_while(|event| !matches!(event, Event::BallotCounted { .. }));
    let mask = |event: &Event| {
        let mut value = serde_json::to_value(event).expect("data");
        if let Some(envelope) = value.get_mut("envelope") {
            *envelope = envelope.as_str().expect("base64url").len().into();
        }
        if let Some(root) = value.pointer_mut("/envelopes/root") {
            *root = Value::Null;
        }
        value
    };
    before.map(mask).collect()
}

/// The same acts with each person's own acts in their order, otherwise dealt by `seed`.
fn reordered<'a>(casts: &[&'a Cast], mut seed: u64) -> Vec<&'a Cast> {
    let mut slots: Vec<usize> = (0..casts.len()).collect();
    for at in (1..slots.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(seed >> 33).expect("31 bits") % (at + 1);
        slots.swap(at, other);
    }
    let mut queues: BTreeMap<usize, std::collections::VecDeque<&Cast>> = BTreeMap::new();
    casts.iter().for_each(|cast| queues.entry(cast.who).or_default().push_back(cast));
    let next = |slot: usize| queues.get_mut(&casts[slot].who).and_then(|queue| queue.pop_front());
    slots.into_iter().map(next).collect::<Option<_>>().expect("as many as there are")
}

/// One sealed act, ready to be sent.
struct Cast {
    who: usize,
    command: Command,
}

/// Seals every act of those who may vote, once.
fn sealed(world: &World, form: &Form, acts: &Acts) -> Vec<Cast> {
    let mut revisions = BTreeMap::new();
    let mut sealed = Vec::new();
    for (place, (who, cells)) in acts.casts.iter().enumerate() {
        if *who > acts.present {
            continue;
        }
        let revision = revisions.entry(*who).or_insert(0);
        *revision += 1;
        let form = (&world.sheet(BALLOT).expect("named").form, form.raw(cells));
        let text = paper_text(&unchecked(form.0, &form.1));
        let act = (cast_id(u128::try_from(place).expect("few")), *revision);
        let command = world.seal(member(*who), BALLOT, &text, act);
        sealed.push(Cast { who: *who, command: Command::Delegate(member(*who), command) });
    }
    sealed
}

fn counted_in_order(world: &World, casts: &[&Cast]) -> Vec<u8> {
    let mut world = world.clone();
    for cast in casts {
        world.give(&cast.command).expect("taken");
    }
    world.closed(BALLOT).counted_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..super::config() })]

    #[test]
    fn a_box_of_envelopes_counts_as_its_papers_do(
        (form, acts) in acts(forms()), published: bool,
    ) {
        let sheet = secret(&form, published);
        let mut world = opened(&sheet, &acts);
        let papers = cast(&mut world, &form, &acts.casts);
        let poll = world.ballot_named(BALLOT).phase.poll().expect("open").clone();
        let length = poll.seal.expect("secret").seal.envelope_len();
        prop_assert!(poll.envelopes().all(|(.., envelope)| envelope.len() == length));
        prop_assert_eq!(&poll.tally, &Tally::zero(&sheet.form), "nothing runs along");

        let world = world.closed(BALLOT);
        let (count, texts) = (world.count(BALLOT), texts(&sheet, &form, &papers));
        prop_assert_eq!(wide(&count.tally), recount(&form, &papers));
        prop_assert_eq!(usize::try_from(count.papers.valid).expect("few"), texts.len());
        prop_assert_eq!(usize::try_from(count.papers.returned).expect("few"), papers.len());
        let counting = world.ballot_named(BALLOT).phase.counting().expect("counted");
        let opened = counting.opened.as_ref().expect("a secret ballot");
        let list = opened.papers.as_ref().map(|list| list.iter().map(paper_text).collect());
        prop_assert_eq!(list, published.then_some(texts));
    }

    /// Recorded and secret are two ways to the same figures.
    #[test]
    fn lawful_papers_count_the_same_in_the_clear_and_under_seal((form, acts) in acts(forms())) {
        let sheet = secret(&form, false);
        let clear = super::hall::sheet(&form, &motion_columns(), &OutcomeRule::Counts {});
        let lawful: Vec<_> =
            acts.casts.iter().filter(|(_, cells)| form.takes(cells)).cloned().collect();
        let count = |sheet: &Sheet| {
            let mut world = opened(sheet, &acts);
            cast(&mut world, &form, &lawful);
            world.closed(BALLOT).count(BALLOT).clone()
        };
        prop_assert_eq!(count(&sheet), count(&clear));
    }

    /// Other people's papers, dealt on: same count, same list, another root.
    #[test]
    fn whose_paper_is_which_does_not_show((form, acts) in acts(forms())) {
        let sheet = secret(&form, true);
        let mut world = opened(&sheet, &acts);
        let papers = cast(&mut world, &form, &acts.casts);
        let mut dealt: Vec<Vec<usize>> = papers.values().cloned().collect();
        let turn = acts.turn % dealt.len().max(1);
        dealt.rotate_left(turn);
        let dealt: Vec<_> = papers.keys().copied().zip(dealt).collect();
        let mut again = opened(&sheet, &acts);
        cast(&mut again, &form, &dealt);
        let seen = |world: World| {
            let mut event: Value =
                serde_json::from_slice(&world.closed(BALLOT).counted_bytes()).expect("JSON");
            event["opened"]["root"].take();
            event
        };
        prop_assert_eq!(seen(world), seen(again));
    }

    /// Two halls in which the same people vote at the same time, for different things.
    #[test]
    fn until_the_count_nothing_depends_on_a_choice((form, acts) in acts(forms())) {
        let sheet = secret(&form, false);
        let (mut one, mut other) = (opened(&sheet, &acts), opened(&sheet, &acts));
        let turned = acts.casts.iter().cycle().skip(acts.turn).map(|(_, cells)| cells.clone());
        let others: Vec<_> = acts.casts.iter().map(|(who, _)| *who).zip(turned).collect();
        cast(&mut one, &form, &acts.casts);
        cast(&mut other, &form, &others);
        let state = format!("{:?}", one.sitting);
        prop_assert!(!state.contains("marks: [") && !state.contains("picks: ["));
        prop_assert_eq!(state, format!("{:?}", other.sitting));
        one.run("chair close ballot");
        other.run("chair close ballot");
        prop_assert_eq!(masked(&one), masked(&other));
        let record = format!("{:?}", one.record());
        prop_assert!(!record.contains("marks: [") && !record.contains("picks: ["));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..super::config() })]

    #[test]
    fn a_hundred_orders_of_arrival_have_one_count(
        (form, acts) in acts(forms()), seeds in prop::collection::vec(any::<u64>(), ORDERS),
    ) {
        let world = opened(&secret(&form, true), &acts);
        let casts = sealed(&world, &form, &acts);
        let casts: Vec<&Cast> = casts.iter().collect();
        let first = counted_in_order(&world, &casts);
        for seed in seeds {
            prop_assert_eq!(&counted_in_order(&world, &reordered(&casts, seed)), &first);
        }
    }
}
