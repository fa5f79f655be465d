//! What was settled about a ballot after its cut, beside the count, which stays as it is.

use crate::crypto::hash::Hash;
use crate::domain::ballot::{Ballot, Phase};
use crate::domain::draw;
use crate::domain::event::election::{ItemWithdrawn, TieDecided};
use crate::domain::ids::BallotId;
use crate::domain::outcome::Tie;
use crate::domain::outcome::places::{Standing, standing};
use crate::domain::paper::{PaperForm, PicksForm, count};
use crate::domain::text::{Key, Text};
use crate::domain::write_ins::{ReadName, Ruling, Rulings, to_rule, with_automatic};

/// Names, rulings, decisions and withdrawals, as far as there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Names written in; none: not read, or no names.
    pub read: Option<Vec<ReadName>>,
    /// What the scrutineer ruled of them.
    pub rulings: Option<Vec<Ruling>>,
    /// How ties were decided; after a withdrawal there may be another one.
    pub ties: Vec<TieDecided>,
    /// Who withdrew after the close, in the order of the record.
    pub withdrawn: Vec<ItemWithdrawn>,
}

impl Settled {
    /// Items that withdrew.
    #[must_use]
    pub fn gone(&self) -> Vec<Key> {
        self.withdrawn.iter().map(|withdrawn| withdrawn.item.clone()).collect()
    }
}

impl Ballot {
    /// The form where names may be written in.
    #[must_use]
    pub fn takes_write_ins(&self) -> Option<&PicksForm> {
        match &self.sheet.form {
            PaperForm::Picks(form) if form.write_ins.is_some() => Some(form),
            _ => None,
        }
    }

    /// Whether the count waits for the scrutineer's ruling.
    #[must_use]
    pub fn awaits_rulings(&self) -> bool {
        let (Phase::Closed(..), Some(form), Some(read), None) =
            (&self.phase, self.takes_write_ins(), &self.settled.read, &self.settled.rulings)
        else {
            return false;
        };
        to_rule(form, read).next().is_some()
    }

    /// Rulings on everything that was read, the automatic ones among them.
    #[must_use]
    pub fn rulings(&self) -> Rulings {
        let (Some(form), Some(read)) = (self.takes_write_ins(), &self.settled.read) else {
            return Rulings::new();
        };
        with_automatic(form, read, self.settled.rulings.as_deref().unwrap_or_default())
    }

    /// Who has a place now; none before the count, and for an outcome without places.
    #[must_use]
    pub fn standing(&self) -> Option<Standing> {
        let outcome = &self.phase.counting()?.count.outcome;
        let decided: Vec<Key> =
            self.settled.ties.iter().flat_map(|tie| &tie.items).cloned().collect();
        standing(&self.sheet.rules.outcome, outcome, &decided, &self.settled.gone())
    }

    /// The tie that is still open; none where there is none.
    #[must_use]
    pub fn open_tie(&self) -> Option<Tie> {
        self.standing()?.tie
    }
}

/// The tied whom the lot names: a draw over the tied in the order of the outcome, from what was
/// called out in the hall after the count stood in the record. Neither alone says who it will be.
#[must_use]
pub fn lot(ballot: BallotId, counted: Hash, seed: &Text, tie: &Tie) -> Vec<Key> {
    let statement = format!("plenum lot\n{ballot}\n{counted}\n{seed}\n");
    let seed = Hash::of(statement.as_bytes());
    let drawn = draw::lot(count(tie.items.len()), tie.open_places, seed);
    let item = |place: u32| tie.items[usize::try_from(place).expect("an index")].clone();
    drawn.into_iter().map(item).collect()
}
