//! Papers as a record keeps them, in indices: the same rules as for papers with keys, without
//! spelling them out first.

use crate::domain::paper::{
    BlankRows, Grade, MarksForm, Paper, PaperForm, PicksForm, RawPaper, count,
};
use crate::domain::refusal::Refusal;
use crate::domain::text::Bilingual;

impl PaperForm {
    /// Whether `paper` is one that [`PaperForm::parse`] could have made.
    ///
    /// # Errors
    /// The refusal that its filler would have been shown; [`Refusal::PaperWrongForm`] for indices
    /// that the form does not have, and for picks that are not ascending.
    pub fn admits(&self, paper: &Paper) -> Result<(), Refusal> {
        match (self, paper) {
            (Self::Marks(form), Paper::Marks { marks }) => form.admits(marks),
            (Self::Picks(form), Paper::Picks { picks }) => form.admits(picks),
            (Self::Marks(_), Paper::Picks { .. }) | (Self::Picks(_), Paper::Marks { .. }) => {
                Err(Refusal::PaperWrongForm)
            }
        }
    }

    /// Whether `raw` is `paper` with keys.
    #[must_use]
    pub fn spells(&self, raw: &RawPaper, paper: &Paper) -> bool {
        self.parse(raw).as_ref() == Ok(paper)
    }
}

impl MarksForm {
    fn admits(&self, marks: &[Option<u8>]) -> Result<(), Refusal> {
        let is_grade = |mark: &u8| usize::from(*mark) < self.grades.len();
        if marks.len() != self.rows.len() || !marks.iter().flatten().all(is_grade) {
            return Err(Refusal::PaperWrongForm);
        }
        let missing = marks.iter().filter(|mark| mark.is_none()).count();
        if missing > 0 && self.blank_rows == BlankRows::Refused {
            return Err(Refusal::PaperIncomplete { missing: count(missing) });
        }
        for quota in &self.quotas {
            let grade = self.grade_index(&quota.grade).expect("checked with the sheet");
            let given = marks.iter().flatten().filter(|mark| usize::from(**mark) == grade).count();
            if count(given) > quota.max {
                let Grade { zh, en, .. } = self.grades[grade].clone();
                let grade = Bilingual { zh, en };
                return Err(Refusal::PaperOverQuota { grade, max: quota.max, given: count(given) });
            }
        }
        Ok(())
    }
}

impl PicksForm {
    fn admits(&self, picks: &[u16]) -> Result<(), Refusal> {
        let given = count(picks.len());
        let is_option = |pick: &u16| usize::from(*pick) < self.options.len();
        if !picks.iter().all(is_option) || !picks.is_sorted_by(|a, b| a < b) {
            return Err(Refusal::PaperWrongForm);
        }
        match given {
            _ if given > self.max => Err(Refusal::PicksTooMany { max: self.max, given }),
            _ if given < self.min => Err(Refusal::PicksTooFew { min: self.min, given }),
            _ => Ok(()),
        }
    }
}
