//! The draw: committed to, made, and who comes in for whom.

use crate::crypto::hash::Hash;
use crate::domain::ballot::Stamp;
use crate::domain::command::draw::{DrawCommand, DrawPlan};
use crate::domain::draw::{
    Algorithm, DRAWS_MAX, Draw, Made, check_list, clean_digits, draw, list_hash, seed, strata,
};
use crate::domain::event::Event;
use crate::domain::event::draw::{DrawCommitted, DrawMade, DrawReplaced};
use crate::domain::ids::DrawId;
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::sheet::{Sheet, SheetError};
use crate::domain::sitting::{Decision, Sitting};
use crate::domain::text::Text;

impl Sitting {
    /// One draw.
    #[must_use]
    pub fn draw(&self, id: DrawId) -> Option<&Draw> {
        self.draws.get(&id)
    }

    /// All draws by their numbers.
    #[must_use]
    pub fn draws(&self) -> Vec<&Draw> {
        let mut draws: Vec<_> = self.draws.values().collect();
        draws.sort_by_key(|draw| draw.committed.number);
        draws
    }

    /// The draw that the hall is looking at: committed to or made, with members present, after the
    /// last ballot was opened.
    #[must_use]
    pub fn draw_on_stage(&self) -> Option<&Draw> {
        let opened =
            self.stage().and_then(|ballot| ballot.phase.poll()).map(|poll| poll.opened.seq);
        let seen = |draw: &&Draw| draw.shown.map(|shown| shown.seq);
        let newest = self.draws.values().max_by_key(seen)?;
        let shown = newest.shown?.seq;
        opened.is_none_or(|opened| shown > opened).then_some(newest)
    }

    fn find_draw(&self, id: DrawId) -> Result<&Draw, DrawRefusal> {
        let draw = self.draws.get(&id).ok_or(DrawRefusal::Unknown)?;
        match draw.superseded_by.and_then(|by| self.draws.get(&by)) {
            None => Ok(draw),
            Some(newer) => Err(DrawRefusal::Superseded { number: newer.committed.number }),
        }
    }

    pub(super) fn decide_draw(&self, command: &DrawCommand) -> Result<Decision, Refusal> {
        match command {
            DrawCommand::Commit { draw, plan, commitment } => {
                self.commit_draw(*draw, plan, *commitment)
            }
            DrawCommand::Make { draw, secret, digits } => self.make_draw(*draw, *secret, digits),
            DrawCommand::Replace { draw, out, incoming, reason } => {
                let replaced = DrawReplaced {
                    draw: *draw,
                    out: out.clone(),
                    incoming: incoming.clone(),
                    reason: reason.clone(),
                };
                self.replace_drawn(replaced)
            }
        }
    }

    fn commit_draw(
        &self,
        id: DrawId,
        plan: &DrawPlan,
        commitment: Hash,
    ) -> Result<Decision, Refusal> {
        if self.draws.contains_key(&id) {
            return Err(DrawRefusal::Exists.into());
        }
        if self.draws.len() >= DRAWS_MAX {
            return Err(DrawRefusal::TooMany.into());
        }
        if plan.title.is_empty() {
            let detail =
                SheetError { zh: "未填写抽取事项", en: "it does not say what is drawn" };
            return Err(DrawRefusal::RulesInvalid { detail }.into());
        }
        self.check_repeat(plan)?;
        check_list(&plan.list)?;
        let strata = strata(&plan.list, &plan.rules)?;
        Ok(Decision::event(Event::DrawCommitted(Box::new(DrawCommitted {
            draw: id,
            number: count(self.draws.len() + 1),
            title: plan.title.clone(),
            condition: plan.condition.clone(),
            label: plan.label.clone(),
            replaces: plan.replaces,
            reason: plan.reason.clone(),
            algorithm: Algorithm::One,
            rules: plan.rules.clone(),
            list_hash: list_hash(&plan.list),
            list: plan.list.clone(),
            strata,
            commitment,
        }))))
    }

    /// Nothing is drawn twice in silence: a new draw of a matter names the old one and says why
    /// (rules.md §11, case 82).
    fn check_repeat(&self, plan: &DrawPlan) -> Result<(), Refusal> {
        let Some(replaces) = plan.replaces else {
            let standing =
                |draw: &&Draw| draw.superseded_by.is_none() && draw.committed.title == plan.title;
            return match self.draws.values().find(standing) {
                None if plan.reason.is_empty() => Ok(()),
                None => {
                    let detail = SheetError {
                        zh: "首次抽取没有重抽原因",
                        en: "a first draw takes nothing's place and has no reason for it",
                    };
                    Err(DrawRefusal::RulesInvalid { detail }.into())
                }
                Some(old) => Err(DrawRefusal::Repeats { number: old.committed.number }.into()),
            };
        };
        self.find_draw(replaces)?;
        match plan.reason.is_empty() {
            true => Err(Refusal::ReasonMissing),
            false => Ok(()),
        }
    }

    fn make_draw(&self, id: DrawId, secret: Hash, digits: &Text) -> Result<Decision, Refusal> {
        let found = self.find_draw(id)?;
        if found.made.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        let committed = &found.committed;
        if clean_digits(digits.as_str())? != *digits {
            return Err(DrawRefusal::DigitsInvalid.into());
        }
        if Hash::of(&secret.0) != committed.commitment {
            return Err(DrawRefusal::SecretWrong.into());
        }
        let seed = seed(&committed.list_hash, Some(&secret), digits);
        let drawn = draw(&committed.list, &committed.rules, &committed.strata, seed);
        Ok(Decision::event(Event::DrawMade(Box::new(DrawMade {
            draw: id,
            secret,
            digits: digits.clone(),
            seed,
            seats: drawn.seats,
            result: drawn.result,
            substitutes: drawn.substitutes,
        }))))
    }

    fn replace_drawn(&self, replaced: DrawReplaced) -> Result<Decision, Refusal> {
        let found = self.find_draw(replaced.draw)?;
        let made = found.made.as_ref().ok_or(DrawRefusal::NotMade)?;
        if replaced.reason.is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        made.may_replace(&replaced.out, &replaced.incoming)?;
        Ok(Decision::event(Event::DrawReplaced(replaced)))
    }

    pub(super) fn apply_committed(&mut self, committed: &DrawCommitted, stamp: Stamp) {
        if let Some(old) = committed.replaces.and_then(|old| self.draws.get_mut(&old)) {
            old.superseded_by = Some(committed.draw);
        }
        let shown = self.in_the_hall(stamp);
        self.draws.insert(committed.draw, Draw { shown, ..Draw::new(committed, stamp) });
    }

    pub(super) fn apply_made(&mut self, made: &DrawMade, stamp: Stamp) {
        let shown = self.in_the_hall(stamp);
        let draw = self.draws.get_mut(&made.draw).expect("decided on this draw");
        draw.shown = shown.or(draw.shown);
        draw.made = Some(Made::new(made, stamp));
    }

    /// An act that somebody sees.
    fn in_the_hall(&self, stamp: Stamp) -> Option<Stamp> {
        (self.roster.members_present() > 0).then_some(stamp)
    }

    pub(super) fn apply_replaced(&mut self, replaced: &DrawReplaced, stamp: Stamp) {
        let draw = self.draws.get_mut(&replaced.draw).expect("decided on this draw");
        draw.made.as_mut().expect("decided on a draw that was made").replace(replaced, stamp);
    }

    /// The rows of a ballot that names a draw are those who stand in it.
    pub(super) fn check_drawn(&self, sheet: &Sheet) -> Result<(), Refusal> {
        let Some(draw) = sheet.draw else {
            return Ok(());
        };
        let rows = self.find_draw(draw)?.rows();
        if rows.is_empty() {
            return Err(DrawRefusal::NotMade.into());
        }
        let same = |(row, item): (&crate::domain::paper::Item, &crate::domain::paper::Item)| {
            row.id == item.id && row.title == item.title && row.note == item.note
        };
        let items = sheet.form.items();
        match items.len() == rows.len() && rows.iter().zip(items).all(same) {
            true => Ok(()),
            false => Err(DrawRefusal::RowsDiffer.into()),
        }
    }
}

/// The command that could have caused an event of a draw.
pub(super) fn command_of(event: Event) -> Option<DrawCommand> {
    Some(match event {
        Event::DrawCommitted(committed) => {
            let committed = *committed;
            DrawCommand::Commit {
                draw: committed.draw,
                plan: Box::new(DrawPlan {
                    title: committed.title,
                    condition: committed.condition,
                    label: committed.label,
                    replaces: committed.replaces,
                    reason: committed.reason,
                    rules: committed.rules,
                    list: committed.list,
                }),
                commitment: committed.commitment,
            }
        }
        Event::DrawMade(made) => {
            DrawCommand::Make { draw: made.draw, secret: made.secret, digits: made.digits }
        }
        Event::DrawReplaced(replaced) => DrawCommand::Replace {
            draw: replaced.draw,
            out: replaced.out,
            incoming: replaced.incoming,
            reason: replaced.reason,
        },
        _ => return None,
    })
}
