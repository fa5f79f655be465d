//! What the desk asks for: one ballot of a profile.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::agenda::PinnedDocument;
use crate::domain::casting::Casting;
use crate::domain::ids::{BallotId, DelegateId, DrawId};
use crate::domain::paper::{Detail, Item};
use crate::domain::sheet::{Link, Secrecy};
use crate::domain::text::{Key, Text};

/// What the desk says about one ballot made from a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotRequest {
    /// Which profile.
    pub profile: Key,
    /// What is decided.
    pub title: Text,
    /// Rows or options; empty where the title is the only row.
    #[serde(default)]
    pub items: Vec<RequestedItem>,
    /// K.
    #[serde(default)]
    pub places: Option<u32>,
    /// n of the limited grade.
    #[serde(default)]
    pub quota: Option<u32>,
    /// Seconds; none: the profile's own.
    #[serde(default)]
    pub duration_s: Option<u32>,
    /// None: the profile's default.
    #[serde(default)]
    pub secrecy: Option<Secrecy>,
    /// Scores from outside the ballot, by source, in the order of the items: `93.5`.
    #[serde(default)]
    pub external: BTreeMap<Key, Vec<Text>>,
    /// None: the profile's default.
    #[serde(default)]
    pub casting: Option<Casting>,
    /// The ballot this one follows from.
    #[serde(default)]
    pub link: Option<Link>,
    /// The motion this one amends.
    #[serde(default)]
    pub amends: Option<BallotId>,
    /// The draw whose people are the rows; then `items` may be left out.
    #[serde(default)]
    pub draw: Option<DrawId>,
    /// Texts it is about.
    #[serde(default)]
    pub documents: Vec<PinnedDocument>,
    /// In a joint sitting: whose ballot it is.
    #[serde(default)]
    pub body: Option<Key>,
    /// Whom it is about, where the title is the only row.
    #[serde(default)]
    pub person: Option<PersonRef>,
}

/// Somebody on the roster, named by 代表证号 and found by [`BallotRequest::link`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonRef {
    /// 代表证号.
    pub number: Text,
    /// Who that is.
    #[serde(skip)]
    pub found: Option<DelegateId>,
}

/// A row or option as requested; its key is its place on the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestedItem {
    /// Name.
    pub title: Text,
    /// Unit or remark.
    #[serde(default)]
    pub note: Text,
    /// Labelled lines.
    #[serde(default)]
    pub details: Vec<Detail>,
    /// The candidate or subject, where it is somebody on the roster.
    #[serde(default)]
    pub person: Option<PersonRef>,
}

impl BallotRequest {
    /// Finds everybody who is named by number. Whom `find` does not know stays open, and no sheet
    /// can be made.
    pub fn link(&mut self, find: &dyn Fn(&Text) -> Option<DelegateId>) {
        let items = self.items.iter_mut().filter_map(|item| item.person.as_mut());
        for person in items.chain(&mut self.person) {
            person.found = find(&person.number);
        }
    }
}

impl From<Item> for RequestedItem {
    fn from(item: Item) -> Self {
        Self { title: item.title, note: item.note, details: item.details, person: None }
    }
}
