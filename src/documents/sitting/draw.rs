//! `[draw]` of a sitting document.

use serde::Deserialize;

use crate::crypto::hash::Hash;
use crate::documents::draw::{self, DrawSheet, Planned};
use crate::documents::sitting::read;
use crate::documents::sitting_error::DocumentError;
use crate::domain::command::draw::{DrawCommand, DrawPlan};
use crate::domain::command::{Command, DeskCommand};
use crate::domain::draw::{DrawRules, EqualRemainders, StratumBy, clean_digits};
use crate::domain::ids::DrawId;
use crate::domain::profile::RequestedItem;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::text::Text;

/// `[draw]`: a draw that was or will be held before witnesses, with its secret and its digits. A
/// draw in the hall itself is prepared at the desk, where the server keeps the secret until the
/// digits are called out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawForm {
    /// A CSV file, see [`draw::read_list`].
    pub list: String,
    /// 抽取事项.
    pub title: Text,
    /// 条件.
    #[serde(default)]
    pub condition: Text,
    /// Stands before the number of a person without a name: 民警 0053.
    #[serde(default)]
    pub label: Text,
    /// Seats over all strata.
    pub seats: u32,
    /// What strata are made by.
    pub strata: Vec<StratumBy>,
    /// Fewest seats of a stratum.
    #[serde(default)]
    pub minimum: u32,
    /// 候补 of each stratum.
    #[serde(default)]
    pub substitutes: u32,
    /// Equal remainders; by lot where nothing is said.
    #[serde(default)]
    pub equal_remainders: Option<EqualRemainders>,
    /// The secret, 64 hexadecimal digits.
    pub secret: Hash,
    /// The digits as called out.
    pub digits: String,
}

/// A draw with its list read and its names known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedDraw {
    /// Its id.
    pub draw: DrawId,
    /// List and rules.
    pub plan: DrawPlan,
    /// The secret that is committed to and revealed.
    pub secret: Hash,
    /// The digits, cleaned.
    pub digits: Text,
    /// What comes of it.
    pub sheet: DrawSheet,
}

impl DrawForm {
    pub(super) fn draw(
        self,
        draw: DrawId,
        file: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<PreparedDraw, DocumentError> {
        let bytes = read(&self.list, file)?;
        let list = draw::read_list(&bytes)
            .map_err(|errors| DocumentError::Cells { file: self.list, errors })?;
        let plan = DrawPlan {
            title: self.title,
            condition: self.condition,
            label: self.label,
            replaces: None,
            reason: Text::default(),
            rules: DrawRules {
                seats: self.seats,
                strata: self.strata,
                minimum: self.minimum,
                substitutes: self.substitutes,
                equal_remainders: self.equal_remainders.unwrap_or(EqualRemainders::Lot),
            },
            list,
        };
        let wrong = |refusal: DrawRefusal| DocumentError::Draw { refusal: refusal.into() };
        let digits = clean_digits(&self.digits).map_err(wrong)?;
        let planned = Planned::new(plan).map_err(wrong)?;
        let sheet = planned.draw(Some(self.secret), &digits);
        Ok(PreparedDraw { draw, plan: planned.plan, secret: self.secret, digits, sheet })
    }
}

impl PreparedDraw {
    /// Commit, then draw.
    pub(super) fn commands(self) -> [Command; 2] {
        let (draw, commitment) = (self.draw, Hash::of(&self.secret.0));
        let commit = DrawCommand::Commit { draw, plan: Box::new(self.plan), commitment };
        let make = DrawCommand::Make { draw, secret: self.secret, digits: self.digits };
        [commit, make].map(|command| Command::Desk(DeskCommand::Draw(command)))
    }

    /// The rows of a ballot about those drawn.
    pub(super) fn rows(&self) -> Vec<RequestedItem> {
        let row = |person: &draw::Named| RequestedItem {
            title: person.called(&self.plan.label),
            note: person.place(),
            details: Vec::new(),
            person: None,
        };
        self.sheet.result.iter().flatten().map(row).collect()
    }
}
