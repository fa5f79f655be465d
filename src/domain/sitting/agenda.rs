//! Amendments before the motion, and one text for one version of a document.

use std::collections::BTreeSet;

use crate::domain::ballot::{Ballot, Phase};
use crate::domain::ids::BallotId;
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::sheet::{BallotKind, Sheet, SheetError};
use crate::domain::sitting::Sitting;

impl Sitting {
    /// Whether what a sheet amends and what it pins fits the other ballots of the sitting.
    pub(super) fn check_agenda(&self, id: BallotId, sheet: &Sheet) -> Result<(), Refusal> {
        self.check_amends(id, sheet)?;
        let versions = self.documents.len();
        let fresh = sheet.documents.iter().filter(|document| {
            !self.documents.contains_key(&(document.title.clone(), document.version.clone()))
        });
        if versions + fresh.count() > crate::domain::agenda::VERSIONS_MAX {
            return Err(Refusal::from(SheetError {
                zh: "本次会议的文件版本数超过上限",
                en: "too many versions of documents in one sitting",
            }));
        }
        // A changed text is a new version, never the old one in other words (rules.md §11, case 69).
        for document in &sheet.documents {
            let known = self.documents.get(&(document.title.clone(), document.version.clone()));
            if known.is_some_and(|known| *known != document.sha256) {
                return Err(Refusal::DocumentVersionTaken {
                    title: document.title.clone(),
                    version: document.version.clone(),
                });
            }
        }
        Ok(())
    }

    fn check_amends(&self, id: BallotId, sheet: &Sheet) -> Result<(), Refusal> {
        let Some(target) = sheet.amends else {
            return Ok(());
        };
        let wrong = |zh, en| Err(Refusal::from(SheetError { zh, en }));
        let Some(motion) = self.ballots.get(&target).filter(|_| target != id) else {
            return wrong(
                "所修正的议案不在本次会议中",
                "the motion that is amended is not in this sitting",
            );
        };
        if motion.sheet.kind != BallotKind::MotionVote || sheet.kind != BallotKind::MotionVote {
            return wrong(
                "修正案须针对议案，并按议案表决",
                "only a motion is amended, and only by a motion",
            );
        }
        if !matches!(motion.phase, Phase::Draft | Phase::Ready) {
            return wrong(
                "所修正的议案已付表决或已取消",
                "the motion that is amended was put to the vote or withdrawn already",
            );
        }
        // An amendment may be amended in its turn, but none, by whatever way round, itself.
        let mut seen = BTreeSet::from([id]);
        let mut next = Some(target);
        while let Some(ballot) = next {
            if !seen.insert(ballot) {
                return wrong("修正案互相修正", "amendments amend each other");
            }
            next = self.ballots.get(&ballot).and_then(|found| found.sheet.amends);
        }
        Ok(())
    }

    /// Amendments are decided first; and where one was adopted, a motion whose text is pinned is
    /// drafted anew with the amended text.
    pub(super) fn check_order(&self, motion: &Ballot) -> Result<(), Refusal> {
        // A repeat stands where the first one stood.
        let line = self.line_of(motion);
        let undecided = |other: &&Ballot| {
            let over = matches!(
                other.phase,
                Phase::Declared(..) | Phase::Cancelled { .. } | Phase::Voided { .. }
            );
            other.sheet.amends.is_some_and(|target| line.contains(&target)) && !over
        };
        let first = self.ballots.values().filter(undecided).min_by_key(|b| b.sheet.number);
        if let Some(amendment) = first {
            return Err(Refusal::AmendmentUndecided {
                number: amendment.sheet.number,
                title: amendment.sheet.title.clone(),
            });
        }
        match motion.amended && !motion.sheet.documents.is_empty() {
            true => Err(Refusal::AmendedTextNeeded),
            false => Ok(()),
        }
    }

    /// A ballot and those that it comes after.
    fn line_of(&self, ballot: &Ballot) -> BTreeSet<BallotId> {
        let mut line = BTreeSet::from([ballot.id]);
        let before = |sheet: &Sheet| sheet.link.map(|link| link.ballot);
        let mut next = before(&ballot.sheet);
        while let Some(first) = next.filter(|first| line.insert(*first)) {
            next = self.ballots.get(&first).and_then(|found| before(&found.sheet));
        }
        line
    }

    /// What a draft leaves behind: the versions that it pins.
    pub(super) fn pin(&mut self, sheet: &Sheet) {
        for document in &sheet.documents {
            let version = (document.title.clone(), document.version.clone());
            self.documents.insert(version, document.sha256);
        }
    }

    /// An adopted amendment changes the text of what it amends.
    pub(super) fn note_adopted(&mut self, amendment: BallotId) {
        let Some(found) = self.ballots.get(&amendment) else {
            return;
        };
        let adopted = found.phase.counting().is_some_and(|counting| {
            matches!(&counting.count.outcome,
                Outcome::Threshold { rows } if rows.iter().all(|row| row.adopted))
        });
        let target = found.sheet.amends.filter(|_| adopted);
        if let Some(motion) = target.and_then(|motion| self.ballots.get_mut(&motion)) {
            motion.amended = true;
        }
    }
}
