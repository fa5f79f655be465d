//! What happened in a draw (随机抽取).

use serde::{Deserialize, Serialize};

use crate::crypto::hash::Hash;
use crate::domain::draw::{Algorithm, DrawRules, Entry, Stratum};
use crate::domain::ids::DrawId;
use crate::domain::text::Text;

/// The list is frozen and the server bound to its secret, before any digit is called out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawCommitted {
    /// Which.
    pub draw: DrawId,
    /// Of this sitting, from 1.
    pub number: u32,
    /// 抽取事项.
    pub title: Text,
    /// 条件: who is eligible, in words; may be empty.
    pub condition: Text,
    /// Stands before the number of a person without a name: 民警 0053; may be empty.
    pub label: Text,
    /// The draw whose place it takes; that one is kept.
    pub replaces: Option<DrawId>,
    /// Why it takes its place; empty for a first draw.
    pub reason: Text,
    /// Which procedure.
    pub algorithm: Algorithm,
    /// How is drawn.
    pub rules: DrawRules,
    /// The list, whole, in its order.
    pub list: Vec<Entry>,
    /// SHA-256 of its canonical JSON.
    pub list_hash: Hash,
    /// Strata with their seats.
    pub strata: Vec<Stratum>,
    /// SHA-256 of the 32 bytes of the secret.
    pub commitment: Hash,
}

/// Digits were called out, the secret revealed, and the names follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawMade {
    /// Which.
    pub draw: DrawId,
    /// 32 bytes.
    pub secret: Hash,
    /// As called out in the hall.
    pub digits: Text,
    /// SHA-256 of the stated text.
    pub seed: Hash,
    /// Seats of each stratum, in the order of the strata, after the lot among equal remainders.
    pub seats: Vec<u32>,
    /// Numbers drawn in each stratum, in the order of the list.
    pub result: Vec<Vec<Text>>,
    /// Substitutes of each stratum, in the order in which they come in.
    pub substitutes: Vec<Vec<Text>>,
}

/// Somebody drawn cannot take part; the next substitute of the same stratum comes in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawReplaced {
    /// Which.
    pub draw: DrawId,
    /// Number of who goes.
    pub out: Text,
    /// Number of who comes in.
    #[serde(rename = "in")]
    pub incoming: Text,
    /// Why.
    pub reason: Text,
}
