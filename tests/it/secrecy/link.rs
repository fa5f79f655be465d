//! Attacks that try to join delegates to choices. They see rows, whatever table these are of, and
//! know nothing of what the tables mean; a leaky table is linked by the same code.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::chance::Guess;

/// One row of some table, or one line of some log.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Name of the table, with the kind of row where there are several.
    pub(super) kind: String,
    /// The transaction that wrote it.
    pub(super) transaction: u64,
    /// Where it lies.
    pub(super) place: u64,
    /// Where the log of the store says that it was written; 0 when it does not.
    pub(super) written: u64,
    /// All its columns as text.
    pub(super) text: String,
}

/// A choice, as its place in the sorted list of all different papers.
type Choice = usize;

/// No choice is guessed.
const NONE: Choice = Choice::MAX;

/// What really happened, which the attacker does not know: the paper of each delegate.
pub(super) struct Truth {
    choices: BTreeMap<Uuid, Choice>,
    /// Every different paper's canonical text, sorted bytewise.
    texts: Vec<String>,
}

/// Where a delegate or a paper was seen.
#[derive(Clone, Copy)]
struct Sighting<T> {
    what: T,
    transaction: u64,
    place: u64,
}

/// Attacks by name.
pub(super) type Attacks = BTreeMap<String, Guess>;

/// How a paper begins wherever it stands.
const PAPER: &str = r#"{"form":"marks","marks":["#;
/// Groups that a learning attacker sorts delegates into.
const GROUPS: usize = 16;
/// What is seen of an envelope: all its bytes.
const ENVELOPE: &str = "bytes of the envelope";
/// Row of the paper whose grade is learned; its grades are equally frequent.
const LEARNED_ROW: usize = 1;

impl Truth {
    pub(super) fn new(papers: &BTreeMap<Uuid, String>) -> Self {
        let texts: BTreeSet<_> = papers.values().cloned().collect();
        let texts: Vec<String> = texts.into_iter().collect();
        let choice = |text: &String| texts.binary_search(text).expect("it is one of them");
        let choices = papers.iter().map(|(delegate, text)| (*delegate, choice(text))).collect();
        Self { choices, texts }
    }

    fn choice(&self, text: &str) -> Option<Choice> {
        self.texts.binary_search_by(|known| known.as_str().cmp(text)).ok()
    }

    /// Index of the grade in one row of a paper.
    fn grade(&self, choice: Choice, row: usize) -> Option<u8> {
        let text = self.texts.get(choice)?;
        text.as_bytes().get(PAPER.len() + 2 * row).copied()
    }

    /// All choices that were made, in the order in which papers are published.
    fn sorted(&self) -> Vec<Choice> {
        let mut all: Vec<_> = self.choices.values().copied().collect();
        all.sort_unstable();
        all
    }

    /// Measures a guess of whole papers, and the same guess in its first row alone.
    fn measure(&self, name: &str, guess: &BTreeMap<Uuid, Choice>, into: &mut Attacks) {
        let guessed = |delegate: &Uuid| guess.get(delegate).copied().unwrap_or(NONE);
        let pairs = self.choices.iter().map(|(delegate, truth)| (guessed(delegate), *truth));
        let pairs: Vec<_> = pairs.collect();
        let grade = |choice| self.grade(choice, 0);
        let grades: Vec<_> = pairs.iter().map(|(a, b)| (grade(*a), grade(*b))).collect();
        into.insert(format!("{name}, paper"), Guess::of(&pairs));
        into.insert(format!("{name}, first row"), Guess::of(&grades));
    }

    /// Deals `list` out to delegates in this order, and from its other end.
    fn zip(&self, name: &str, order: &[Uuid], list: &[Choice], into: &mut Attacks) {
        let deal = |list: &mut dyn Iterator<Item = &Choice>| {
            order.iter().copied().zip(list.copied()).collect::<BTreeMap<_, _>>()
        };
        self.measure(name, &deal(&mut list.iter()), into);
        self.measure(&format!("{name}, reversed"), &deal(&mut list.iter().rev()), into);
    }
}

/// Every attack on the rows of a store.
pub(super) fn attack(rows: &[Row], truth: &Truth) -> Attacks {
    let mut attacks = Attacks::new();
    let (delegates, papers) = (delegates(rows, truth), papers(rows, truth));
    for (of, seen) in &delegates {
        for (from, list) in &papers {
            join(&format!("{of} × {from}"), seen, list, truth, &mut attacks);
        }
    }
    for (name, values) in observed(rows, truth) {
        ordered(&name, &values, truth, &mut attacks);
    }
    attacks
}

/// Rows that name one delegate, by kind; of several rows about one the last.
fn delegates(rows: &[Row], truth: &Truth) -> BTreeMap<String, Vec<Sighting<Uuid>>> {
    let mut kinds: BTreeMap<String, BTreeMap<Uuid, Sighting<Uuid>>> = BTreeMap::new();
    for row in rows {
        if let Some(what) = one_delegate(row, truth) {
            let seen = Sighting { what, transaction: row.transaction, place: row.place };
            kinds.entry(row.kind.clone()).or_default().insert(what, seen);
        }
    }
    let in_order = |seen: BTreeMap<Uuid, Sighting<Uuid>>| {
        let mut seen: Vec<_> = seen.into_values().collect();
        seen.sort_by_key(|one| one.place);
        seen
    };
    kinds.into_iter().map(|(kind, seen)| (kind, in_order(seen))).collect()
}

fn one_delegate(row: &Row, truth: &Truth) -> Option<Uuid> {
    let text = row.text.as_bytes();
    let mut found = None;
    for at in 8..text.len().saturating_sub(27) {
        if [at, at + 5, at + 10, at + 15].iter().any(|dash| text[*dash] != b'-') {
            continue;
        }
        let id = Uuid::try_parse_ascii(&text[at - 8..at + 28]).ok();
        match id.filter(|id| truth.choices.contains_key(id)) {
            Some(id) if found.is_some_and(|other| other != id) => return None,
            Some(id) => found = Some(id),
            None => {}
        }
    }
    found
}

/// Papers in the clear, by kind of row.
fn papers(rows: &[Row], truth: &Truth) -> BTreeMap<String, Vec<Sighting<Choice>>> {
    let mut kinds: BTreeMap<String, Vec<Sighting<Choice>>> = BTreeMap::new();
    for row in rows {
        for (at, _) in row.text.match_indices(PAPER) {
            let end = row.text[at..].find('}').map_or(row.text.len(), |end| at + end + 1);
            if let Some(what) = truth.choice(&row.text[at..end]) {
                let seen = Sighting { what, transaction: row.transaction, place: row.place };
                kinds.entry(row.kind.clone()).or_default().push(seen);
            }
        }
    }
    kinds
}

/// By transaction, by the transaction after it, and by order alone.
fn join(
    name: &str,
    seen: &[Sighting<Uuid>],
    list: &[Sighting<Choice>],
    truth: &Truth,
    into: &mut Attacks,
) {
    let mut by_transaction: BTreeMap<u64, Vec<Choice>> = BTreeMap::new();
    for paper in list {
        by_transaction.entry(paper.transaction).or_default().push(paper.what);
    }
    for (how, later) in [("same transaction", 0), ("next transaction", 1)] {
        let (mut guess, mut taken) = (BTreeMap::new(), BTreeMap::new());
        for one in seen {
            let transaction = one.transaction + later;
            let nth: &mut usize = taken.entry(transaction).or_default();
            let paper = by_transaction.get(&transaction).and_then(|papers| papers.get(*nth));
            guess.extend(paper.map(|paper| (one.what, *paper)));
            *nth += 1;
        }
        truth.measure(&format!("{name}: {how}"), &guess, into);
    }
    let order: Vec<_> = seen.iter().map(|one| one.what).collect();
    let list: Vec<_> = list.iter().map(|paper| paper.what).collect();
    truth.zip(&format!("{name}: order of storage"), &order, &list, into);
}

/// What can be seen of each delegate besides, by name: numbers and texts of the rows, their lengths
/// and places, every byte of an envelope. Of several rows about one delegate the last.
fn observed(rows: &[Row], truth: &Truth) -> BTreeMap<String, BTreeMap<Uuid, Vec<u8>>> {
    let mut all: BTreeMap<String, BTreeMap<Uuid, Vec<u8>>> = BTreeMap::new();
    let mut last: BTreeMap<String, u64> = BTreeMap::new();
    for row in rows {
        let Some(delegate) = one_delegate(row, truth) else { continue };
        let mut note = |name: &str, value: Vec<u8>| {
            all.entry(format!("{}: {name}", row.kind)).or_default().insert(delegate, value);
        };
        note("transaction", row.transaction.to_be_bytes().to_vec());
        note("place", row.place.to_be_bytes().to_vec());
        note("written", row.written.to_be_bytes().to_vec());
        note("length", row.text.len().to_be_bytes().to_vec());
        for (key, value) in fields(&row.text) {
            match value.parse::<u64>() {
                Ok(number) => {
                    note(key, number.to_be_bytes().to_vec());
                    let before = last.insert(key.to_owned(), number).unwrap_or(number);
                    note(&format!("step of {key}"), number.abs_diff(before).to_be_bytes().to_vec());
                }
                Err(_) => note(key, value.as_bytes().to_vec()),
            }
            if key == "envelope" {
                let bytes = data_encoding::BASE64URL_NOPAD.decode(value.as_bytes()).unwrap();
                let ones: u32 = bytes.iter().map(|byte| byte.count_ones()).sum();
                note("bits of the envelope", ones.to_be_bytes().to_vec());
                note(ENVELOPE, bytes);
            }
        }
    }
    all.retain(|_, values| values.len() * 2 >= truth.choices.len());
    all
}

/// `"key":value` wherever it stands in a text, for values that are numbers or strings.
fn fields(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices("\":").filter_map(|(at, _)| {
        let key = text[..at].rsplit('"').next()?;
        let value = &text[at + 2..];
        let value = match value.strip_prefix('"') {
            Some(string) => string.split('"').next()?,
            None => {
                value.split([',', '}']).next().filter(|number| number.parse::<u64>().is_ok())?
            }
        };
        Some((key, value))
    })
}

/// Attacks with one thing that can be seen of each delegate: the sorted list dealt out in its
/// order, as if the list were known even where none is published; and what a person learns who
/// already knows how every other delegate voted.
pub(super) fn ordered(
    name: &str,
    values: &BTreeMap<Uuid, Vec<u8>>,
    truth: &Truth,
    into: &mut Attacks,
) {
    let mut order: Vec<(&Vec<u8>, Uuid)> = values.iter().map(|(id, value)| (value, *id)).collect();
    order.sort();
    let delegates: Vec<_> = order.iter().map(|(_, delegate)| *delegate).collect();
    truth.zip(&format!("{name}, sorted"), &delegates, &truth.sorted(), into);
    into.insert(format!("{name}, learned"), learned(&groups(order), truth));
    if name.contains(ENVELOPE) {
        let places = values.values().map(Vec::len).max().unwrap_or_default();
        for at in 0..places {
            let mut order: Vec<_> = values.iter().map(|(id, bytes)| (bytes.get(at), *id)).collect();
            order.sort();
            into.insert(format!("{name}, learned from no. {at}"), learned(&groups(order), truth));
        }
    }
}

/// Delegates in groups of like values. Equal values are never torn apart.
fn groups<T: Ord>(order: Vec<(T, Uuid)>) -> BTreeMap<Uuid, usize> {
    let size = order.len().div_ceil(GROUPS);
    let (mut groups, mut group) = (BTreeMap::new(), 0);
    let mut last: Option<T> = None;
    for (at, (value, delegate)) in order.into_iter().enumerate() {
        if last.as_ref() != Some(&value) {
            group = at.div_ceil(size);
            last = Some(value);
        }
        groups.insert(delegate, group);
    }
    groups
}

/// For each group the most frequent grade among every other delegate is the guess for the rest.
fn learned(groups: &BTreeMap<Uuid, usize>, truth: &Truth) -> Guess {
    let grade = |delegate: &Uuid| truth.grade(truth.choices[delegate], LEARNED_ROW);
    let mut known: BTreeMap<usize, BTreeMap<Option<u8>, usize>> = BTreeMap::new();
    for (delegate, group) in groups.iter().step_by(2) {
        *known.entry(*group).or_default().entry(grade(delegate)).or_default() += 1;
    }
    let guess = |group: &usize| {
        let grades = known.get(group)?;
        grades.iter().max_by_key(|(_, times)| **times).and_then(|(grade, _)| *grade)
    };
    let rest = groups.iter().skip(1).step_by(2);
    let pairs: Vec<_> = rest.map(|(delegate, group)| (guess(group), grade(delegate))).collect();
    Guess::of(&pairs)
}
