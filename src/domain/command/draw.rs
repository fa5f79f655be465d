//! What the desk asks for in a draw.

use crate::crypto::hash::Hash;
use crate::domain::draw::{DrawRules, Entry};
use crate::domain::ids::DrawId;
use crate::domain::text::Text;

/// Acts of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawCommand {
    /// Freeze the list and commit to a secret.
    Commit {
        /// Which; a new one.
        draw: DrawId,
        /// What is drawn, from which list, by which rules.
        plan: Box<DrawPlan>,
        /// SHA-256 of the secret, which whoever gives this command keeps.
        commitment: Hash,
    },
    /// Draw with the digits that were called out.
    Make {
        /// Which.
        draw: DrawId,
        /// The secret, revealed.
        secret: Hash,
        /// The digits, cleaned.
        digits: Text,
    },
    /// Let the next substitute come in.
    Replace {
        /// Which.
        draw: DrawId,
        /// Number of who goes.
        out: Text,
        /// Number of who comes in.
        incoming: Text,
        /// Why; must not be empty.
        reason: Text,
    },
}

/// What is drawn, from which list, by which rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawPlan {
    /// 抽取事项; must not be empty.
    pub title: Text,
    /// 条件; may be empty.
    pub condition: Text,
    /// Stands before the number of a person without a name; may be empty.
    pub label: Text,
    /// The draw whose place it takes.
    pub replaces: Option<DrawId>,
    /// Why; empty for a first draw.
    pub reason: Text,
    /// How is drawn.
    pub rules: DrawRules,
    /// The list in its order.
    pub list: Vec<Entry>,
}
