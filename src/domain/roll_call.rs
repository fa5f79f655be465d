//! Roll call (唱名表决): a recorded ballot in which one person after the other is called, in an order
//! that is frozen at the opening. Whoever does not answer is called a second time at the end.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::ids::DelegateId;
use crate::domain::roster::Roster;

/// How the roster is ordered for calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallOrder {
    /// By 代表证号: shorter ones first, then by code points.
    Number,
    /// By name, by code points, which are those of radicals and strokes.
    Name,
    /// As on the roster, in the order of enrolment.
    Roster,
}

/// Whose turn it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollCall {
    /// Everybody in the electorate, in calling order.
    pub order: Arc<[DelegateId]>,
    /// First or second call.
    pub round: u32,
    /// The person called; none when nobody is left to be called.
    pub called: Option<DelegateId>,
    /// Those who were called and did not answer, so far.
    pub passed: BTreeSet<DelegateId>,
    /// Place in the order behind the last one called.
    next: usize,
}

/// Rounds of calling.
const ROUNDS: u32 = 2;

impl CallOrder {
    /// These people in calling order.
    #[must_use]
    pub fn sort(self, roster: &Roster, electorate: &[DelegateId]) -> Vec<DelegateId> {
        let named = |id: &DelegateId| roster.person(*id).expect("an electorate is on the roster");
        let listed = roster.enrolled().iter().filter(|id| electorate.binary_search(id).is_ok());
        let mut order: Vec<DelegateId> = listed.copied().collect();
        // Stable: equal ones stay in the order of the roster.
        match self {
            Self::Roster => {}
            Self::Name => order.sort_by(|a, b| named(a).name.cmp(&named(b).name)),
            Self::Number => order.sort_by_key(|id| {
                let number = &named(id).number;
                (number.as_str().chars().count(), number.clone())
            }),
        }
        order
    }
}

impl RollCall {
    /// Nobody is called yet.
    #[must_use]
    pub fn new(order: &[DelegateId]) -> Self {
        let order = order.into();
        Self { order, round: 1, called: None, passed: BTreeSet::new(), next: 0 }
    }

    /// Those behind the one called, in this round.
    pub fn coming(&self) -> impl Iterator<Item = &DelegateId> {
        self.order.iter().skip(self.next)
    }

    /// Calls the next one who may answer; after the last one, once more from the beginning.
    pub(crate) fn advance(&mut self, may: impl Fn(DelegateId) -> bool) {
        loop {
            let left = self.order.iter().enumerate().skip(self.next);
            if let Some((place, id)) = left.into_iter().find(|(_, id)| may(**id)) {
                (self.called, self.next) = (Some(*id), place + 1);
                return;
            }
            if self.round == ROUNDS {
                (self.called, self.next) = (None, self.order.len());
                return;
            }
            (self.round, self.next) = (self.round + 1, 0);
        }
    }

    /// Whoever comes in when nobody is left to be called is called at once.
    pub(crate) fn came(&mut self, delegate: DelegateId, may: bool) {
        if self.called.is_none() && may {
            self.called = Some(delegate);
        }
    }
}
