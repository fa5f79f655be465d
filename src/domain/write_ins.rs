//! Names written in (另选他人): what was read off the papers, what the chief scrutineer ruled of each
//! name, and what a paper says then. Names are read one by one; which names stood together on one
//! paper is never told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::paper::excused::Excused;
use crate::domain::paper::{Name, Paper, PaperForm, PicksForm, PicksPaper, count};
use crate::domain::text::{Key, Text};

/// A name as it stands on papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadName {
    /// The name.
    pub name: Name,
    /// Papers with it, at least 1.
    pub papers: u32,
}

/// What the chief scrutineer ruled of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// The name as read.
    pub name: Name,
    /// What it stands for.
    #[serde(rename = "as")]
    pub ruled: RuledAs,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuledAs {
    /// A person who is not on the paper; several names may be the same person.
    Person(Name),
    /// A listed candidate.
    Listed(Key),
    /// Nobody: the line is invalid, the paper stands.
    Invalid(Text),
}

/// Rulings by name, the automatic ones among them.
pub type Rulings = BTreeMap<Name, RuledAs>;

/// The listed candidate that a name means by itself: exactly one bears it. Where two bear it, the
/// scrutineer has to say which one (rules.md §11, case 11).
#[must_use]
pub fn listed(form: &PicksForm, name: &Name) -> Option<usize> {
    let bears = |place: &usize| form.options[*place].title.as_str() == name.as_str();
    let mut bearers = (0..form.options.len()).filter(bears);
    bearers.next().filter(|_| bearers.next().is_none())
}

/// Names on these papers with the number of papers of each, ascending.
pub fn read_names<'a>(papers: impl Iterator<Item = &'a Paper>) -> Vec<ReadName> {
    let mut names: BTreeMap<Name, u32> = BTreeMap::new();
    for paper in papers {
        if let Paper::Picks(picks) = paper {
            picks.names().iter().for_each(|name| *names.entry(name.clone()).or_default() += 1);
        }
    }
    names.into_iter().map(|(name, papers)| ReadName { name, papers }).collect()
}

/// Names that the scrutineer has to rule on: all but those of exactly one listed candidate.
pub fn to_rule<'a>(form: &PicksForm, read: &'a [ReadName]) -> impl Iterator<Item = &'a Name> {
    read.iter().map(|read| &read.name).filter(|name| listed(form, name).is_none())
}

/// The scrutineer's rulings with the automatic ones.
#[must_use]
pub fn with_automatic(form: &PicksForm, read: &[ReadName], ruled: &[Ruling]) -> Rulings {
    let by_hand = ruled.iter().map(|ruling| (ruling.name.clone(), ruling.ruled.clone()));
    let automatic = read.iter().filter_map(|read| {
        let place = listed(form, &read.name)?;
        Some((read.name.clone(), RuledAs::Listed(form.options[place].id.clone())))
    });
    automatic.chain(by_hand).collect()
}

/// The paper as it counts under the rulings: persons in place of names, each once, and a listed
/// candidate who was written in among the picks – unless the same paper crosses that candidate,
/// where the cross stands and the line is invalid, or the voter is recused from that candidate, where
/// it says nothing. A name without a ruling says nothing either.
///
/// # Panics
/// When a ruling names an option that the form does not have, which the rules refuse.
#[must_use]
pub fn as_ruled(form: &PaperForm, paper: &Paper, rulings: &Rulings, excused: &Excused) -> Paper {
    let (PaperForm::Picks(form), Paper::Picks(paper)) = (form, paper) else {
        return paper.clone();
    };
    let mut ruled =
        PicksPaper { write_ins: paper.write_ins.as_ref().map(|_| Vec::new()), ..paper.clone() };
    for name in paper.names() {
        match rulings.get(name) {
            Some(RuledAs::Listed(key)) => {
                let place = form.option_index(key).expect("ruled as somebody on the paper");
                if excused.holds(place) {
                    continue;
                }
                let place = u16::try_from(place).expect("at most 200 options");
                if let Err(at) = ruled.picks.binary_search(&place)
                    && !paper.crossed().contains(&place)
                {
                    ruled.picks.insert(at, place);
                }
            }
            Some(RuledAs::Person(person)) => {
                let persons = ruled.write_ins.get_or_insert_default();
                if let Err(at) = persons.binary_search(person) {
                    persons.insert(at, person.clone());
                }
            }
            Some(RuledAs::Invalid(_)) | None => {}
        }
    }
    Paper::Picks(ruled)
}

/// Keys of persons written in, in the order of the tally: `w1`, `w2` …, without those that stand on
/// the paper, as in a run-off of people who were written in before.
pub fn keys(form: &PicksForm, persons: usize) -> Vec<Key> {
    let free = (1..=count(form.options.len() + persons)).filter_map(|n| {
        let key = Key::new(&format!("w{n}")).expect("a plain key");
        form.option_index(&key).is_none().then_some(key)
    });
    free.take(persons).collect()
}
