//! Figures of a paper on which options are picked.

use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::paper::{Name, PicksForm, PicksPaper};
use crate::domain::tally::sum;

/// Figures per option, and per person written in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PicksTally {
    /// Ticks (赞成), in paper order. Of a counted ballot, papers that wrote a listed name in are
    /// among them.
    pub votes: Vec<u64>,
    /// 反对, in paper order; stands exactly where the form has crosses.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub against: Option<Vec<u64>>,
    /// Names ascending, each with at least one paper; stands exactly where the form has write-ins.
    /// While the ballot is open they are names as written, after the count persons as ruled.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub write_ins: Option<Vec<WriteInVotes>>,
}

/// Papers with one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WriteInVotes {
    /// The person.
    pub name: Name,
    /// Papers, each once.
    pub votes: u64,
}

/// A field that is there is never `null`.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl From<Vec<u64>> for PicksTally {
    fn from(votes: Vec<u64>) -> Self {
        Self { votes, ..Self::default() }
    }
}

impl PicksTally {
    pub(super) fn zero(form: &PicksForm) -> Self {
        let zero = vec![0; form.options.len()];
        Self {
            votes: zero.clone(),
            against: form.crosses.then_some(zero),
            write_ins: form.write_ins.map(|_| Vec::new()),
        }
    }

    /// 反对 per option; nothing where the form has no crosses.
    #[must_use]
    pub fn crossed(&self) -> &[u64] {
        self.against.as_deref().unwrap_or_default()
    }

    /// Persons written in.
    #[must_use]
    pub fn written(&self) -> &[WriteInVotes] {
        self.write_ins.as_deref().unwrap_or_default()
    }

    pub(super) fn fits(&self, form: &PicksForm) -> bool {
        let names = self.written();
        self.votes.len() == form.options.len()
            && self.against.is_some() == form.crosses
            && self.against.as_ref().is_none_or(|against| against.len() == form.options.len())
            && self.write_ins.is_some() == form.write_ins.is_some()
            && names.is_sorted_by(|a, b| a.name < b.name)
            && names.iter().all(|name| name.votes > 0)
            // Who stands on the paper is not written in besides.
            && !names.iter().any(|name| form.options.iter().any(|o| o.title == *name.name.text()))
    }

    /// Ticks with names written in.
    #[must_use]
    pub fn chosen(&self) -> u64 {
        let names = self.written().iter().map(|name| name.votes);
        sum(self.votes.iter().copied().chain(names))
    }

    /// No option is marked more often than there are papers, for and against together, and no
    /// person is written in more often.
    #[must_use]
    pub fn within(&self, papers: u64) -> bool {
        let against = self.crossed().iter().copied().chain(std::iter::repeat(0));
        let marked = |(votes, against): (&u64, u64)| votes.saturating_add(against);
        self.votes.iter().zip(against).all(|cell| marked(cell) <= papers)
            && self.written().iter().all(|name| name.votes <= papers)
    }

    /// Two tallies of one form together: persons by name.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let cells = |one: &[u64], two: &[u64]| one.iter().zip(two).map(|(a, b)| a + b).collect();
        let mut names = std::collections::BTreeMap::new();
        for person in self.written().iter().chain(other.written()) {
            *names.entry(person.name.clone()).or_default() += person.votes;
        }
        let names = names.into_iter().map(|(name, votes)| WriteInVotes { name, votes });
        Self {
            votes: cells(&self.votes, &other.votes),
            against: self.against.as_ref().map(|one| cells(one, other.crossed())),
            write_ins: self.write_ins.as_ref().map(|_| names.collect()),
        }
    }

    pub(super) fn comes_from(&self, form: &PicksForm, papers: u64) -> bool {
        // A name that is ruled invalid is chosen no more.
        let least = if form.write_ins.is_some() { 0 } else { form.min };
        let chosen = u64::from(least) * papers..=u64::from(form.max) * papers;
        chosen.contains(&self.chosen()) && self.within(papers)
    }

    pub(super) fn fold(&mut self, paper: &PicksPaper, change: impl Fn(&mut u64)) {
        let place = |place: &u16| usize::from(*place);
        paper.picks.iter().for_each(|pick| change(&mut self.votes[place(pick)]));
        if let Some(against) = &mut self.against {
            paper.crossed().iter().for_each(|cross| change(&mut against[place(cross)]));
        }
        let Some(names) = &mut self.write_ins else {
            return;
        };
        for name in paper.names() {
            let found = names.binary_search_by(|known| known.name.cmp(name));
            let at = found.unwrap_or_else(|at| {
                names.insert(at, WriteInVotes { name: name.clone(), votes: 0 });
                at
            });
            change(&mut names[at].votes);
        }
        names.retain(|name| name.votes > 0);
    }
}
