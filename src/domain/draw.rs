//! 分层随机抽取: a frozen list, strata, seats by largest remainder, a seed that nobody could know
//! beforehand, and a draw that anyone can repeat. `docs/draw.md` gives the whole algorithm.
//!
//! Source: trust.md §5, rules.md §5.6, §0.3 (15), §11 (82, 83).

mod explain;
mod list;
mod plan;
mod shares;
mod stream;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::crypto::hash::Hash;
use crate::domain::ballot::Stamp;
use crate::domain::event::draw::{DrawCommitted, DrawMade, DrawReplaced};
use crate::domain::ids::DrawId;
use crate::domain::paper::Item;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::text::{Key, Text};

pub use explain::{Arithmetic, arithmetic};
pub use list::{
    CELL_CHARS_MAX, Entry, LIST_BYTES_MAX, LIST_MAX, called, check_list, list_bytes, list_hash,
    place,
};
pub use plan::{
    DrawRules, EqualRemainders, SEATS_MAX, STRATA_MAX, SUBSTITUTES_MAX, Stratum, StratumBy,
    allotted, members, strata,
};
pub use shares::{Share, Shares, shares};
pub(crate) use stream::lot;
pub use stream::{DIGITS_CHARS_MAX, DIGITS_MIN, clean_digits, seed, seed_text};

/// Most draws in one sitting, those that were made again among them.
pub const DRAWS_MAX: usize = 20;

/// Names the whole procedure; another procedure gets another name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// `docs/draw.md`.
    #[serde(rename = "plenum-draw-1")]
    One,
}

/// Who was drawn: what `draw_made` says besides the seed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Seats of each stratum, after the lot among equal remainders.
    pub seats: Vec<u32>,
    /// Numbers drawn in each stratum, in the order of the list.
    pub result: Vec<Vec<Text>>,
    /// Substitutes of each stratum, in the order in which they come in.
    pub substitutes: Vec<Vec<Text>>,
}

/// Draws from a checked list: seats that are still open go by lot, then each stratum is drawn with
/// its own stream.
///
/// # Panics
/// When `list` and `rules` were not checked by [`check_list`] and [`strata`].
#[must_use]
pub fn draw(list: &[Entry], rules: &DrawRules, strata: &[Stratum], seed: Hash) -> Drawn {
    let seats = allotted(strata, rules.seats, seed);
    let groups = members(list, rules, strata);
    let (mut result, mut substitutes) = (Vec::new(), Vec::new());
    for (index, (group, seats)) in groups.iter().zip(&seats).enumerate() {
        let people = crate::domain::paper::count(group.len());
        let taken = seats.saturating_add(rules.substitutes).min(people);
        let order = stream::order(people, taken, seed, crate::domain::paper::count(index));
        let (mut drawn, next) = {
            let seats = usize::try_from(*seats).expect("a u32 is an index");
            let (drawn, next) = order.split_at(seats);
            (drawn.to_vec(), next)
        };
        drawn.sort_unstable();
        let number = |place: &u32| {
            let place = usize::try_from(*place).expect("a u32 is an index");
            list[group[place]].number.clone()
        };
        result.push(drawn.iter().map(number).collect());
        substitutes.push(next.iter().map(number).collect());
    }
    Drawn { seats, result, substitutes }
}

/// One draw of a sitting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// List, rules, strata and commitment.
    pub committed: Arc<DrawCommitted>,
    /// Where the record has it.
    pub stamp: Stamp,
    /// The draw itself; none while digits are awaited.
    pub made: Option<Made>,
    /// The draw that took its place.
    pub superseded_by: Option<DrawId>,
    /// Stamp of its newest act that the hall should see: commitment or draw, with members in the
    /// room. None for a draw that was held elsewhere and came with the sitting's document.
    pub shown: Option<Stamp>,
}

/// The draw itself and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Secret, digits, seed, names.
    pub made: Arc<DrawMade>,
    /// Where the record has it.
    pub stamp: Stamp,
    /// Replacements in their order.
    pub replaced: Vec<(DrawReplaced, Stamp)>,
    /// Who stands in each stratum now, each at the place of the one he or she came in for.
    pub standing: Vec<Vec<Text>>,
    /// How many substitutes of each stratum have come in.
    pub used: Vec<usize>,
}

impl Made {
    /// A draw in which nobody was replaced yet.
    #[must_use]
    pub fn new(made: &DrawMade, stamp: Stamp) -> Self {
        Self {
            standing: made.result.clone(),
            used: vec![0; made.result.len()],
            made: Arc::new(made.clone()),
            stamp,
            replaced: Vec::new(),
        }
    }

    /// The stratum in which this person stands now.
    #[must_use]
    pub fn stratum_of(&self, number: &Text) -> Option<usize> {
        self.standing.iter().position(|stratum| stratum.contains(number))
    }

    /// The substitutes of a stratum who have not come in, in their order.
    #[must_use]
    pub fn waiting(&self, stratum: usize) -> &[Text] {
        &self.made.substitutes[stratum][self.used[stratum]..]
    }

    /// Checks a replacement: only the next substitute of the same stratum comes in.
    ///
    /// # Errors
    /// Who is not drawn, whose turn it is not, or of another stratum (rules.md §11, case 83).
    pub fn may_replace(&self, out: &Text, incoming: &Text) -> Result<(), DrawRefusal> {
        let stratum = self.stratum_of(out).ok_or(DrawRefusal::PersonUnknown)?;
        let Some(next) = self.waiting(stratum).first() else {
            return Err(DrawRefusal::SubstitutesExhausted);
        };
        if next == incoming {
            return Ok(());
        }
        match self.waiting(stratum).contains(incoming) {
            true => Err(DrawRefusal::SubstituteNotNext { next: next.clone() }),
            false if self.is_of_another(stratum, incoming) => {
                Err(DrawRefusal::SubstituteOtherStratum)
            }
            false => Err(DrawRefusal::SubstituteUnknown),
        }
    }

    fn is_of_another(&self, stratum: usize, number: &Text) -> bool {
        let others = self.made.substitutes.iter().zip(&self.made.result).enumerate();
        others
            .filter(|(place, _)| *place != stratum)
            .any(|(_, (next, drawn))| next.contains(number) || drawn.contains(number))
    }

    /// Carries a replacement out.
    ///
    /// # Panics
    /// When [`Made::may_replace`] says no.
    pub fn replace(&mut self, replaced: &DrawReplaced, stamp: Stamp) {
        let stratum = self.stratum_of(&replaced.out).expect("decided on this draw");
        let place = self.standing[stratum].iter().position(|number| *number == replaced.out);
        self.standing[stratum][place.expect("found just now")] = replaced.incoming.clone();
        self.used[stratum] += 1;
        self.replaced.push((replaced.clone(), stamp));
    }
}

impl Draw {
    /// A draw that was committed to just now.
    #[must_use]
    pub fn new(committed: &DrawCommitted, stamp: Stamp) -> Self {
        Self {
            committed: Arc::new(committed.clone()),
            stamp,
            made: None,
            superseded_by: None,
            shown: None,
        }
    }

    /// The rows of an evaluation of those who stand now: strata in their order, within a stratum in
    /// the order of the list. Empty before the draw was made.
    #[must_use]
    pub fn rows(&self) -> Vec<Item> {
        let standing = || self.made.iter().flat_map(|made| made.standing.iter().flatten());
        let wanted: BTreeSet<&Text> = standing().collect();
        let entries = self.committed.list.iter().filter(|entry| wanted.contains(&entry.number));
        let by_number: BTreeMap<&Text, &Entry> =
            entries.map(|entry| (&entry.number, entry)).collect();
        let entries = standing().filter_map(|number| by_number.get(number).copied());
        let row = |(place, entry): (usize, &Entry)| Item {
            id: Key::ordinal(place + 1),
            title: entry.called(&self.committed.label),
            note: entry.place(),
            details: Vec::new(),
            person: None,
        };
        entries.enumerate().map(row).collect()
    }
}
