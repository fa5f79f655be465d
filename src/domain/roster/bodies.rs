//! Mandates of one person in the bodies of a joint sitting.

use serde::{Deserialize, Serialize};

use crate::domain::text::Key;

/// Most bodies that one person has a mandate in: there are congresses at five levels.
pub const BODIES_MAX: usize = 5;

/// Bodies of one person, ascending, no repeats, at most [`BODIES_MAX`]. Empty: the body whose
/// sitting it is, which needs no key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Key>")]
pub struct Bodies(Vec<Key>);

/// Bodies that are too many, repeated or out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("bodies are at most {BODIES_MAX} keys, ascending, without repeats")]
pub struct BadBodies;

impl TryFrom<Vec<Key>> for Bodies {
    type Error = BadBodies;

    fn try_from(keys: Vec<Key>) -> Result<Self, BadBodies> {
        let lawful = keys.len() <= BODIES_MAX && keys.is_sorted_by(|a, b| a < b);
        lawful.then_some(Self(keys)).ok_or(BadBodies)
    }
}

impl Bodies {
    /// Their keys.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// Whether a ballot of this body asks for this mandate; none: the sitting's own body.
    #[must_use]
    pub fn belong_to(&self, body: Option<&Key>) -> bool {
        body.map_or(self.0.is_empty(), |body| self.0.contains(body))
    }
}
