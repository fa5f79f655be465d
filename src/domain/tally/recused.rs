//! Blanks of those who are recused from a row: neither abstentions nor invalid lines.

use crate::domain::paper::excused::Excused;
use crate::domain::paper::{BlankRows, Paper, PaperForm};
use crate::domain::tally::Tally;

impl Tally {
    /// Of a paper that was added: its blanks in rows that its voter is recused from are recusals.
    pub fn excuse(&mut self, form: &PaperForm, excused: &Excused, weight: u64) {
        self.excused_cells(form, excused, |blank, recused| {
            *blank -= weight;
            *recused += weight;
        });
    }

    /// The other way, before the paper is taken out.
    pub fn unexcuse(&mut self, form: &PaperForm, excused: &Excused, weight: u64) {
        self.excused_cells(form, excused, |blank, recused| {
            *blank += weight;
            *recused -= weight;
        });
    }

    /// Counts a whole box from nothing, each paper with what its voter is recused from.
    pub fn recount_with<'a>(
        form: &PaperForm,
        papers: impl Iterator<Item = (&'a Paper, &'a Excused, u64)>,
    ) -> Self {
        let mut tally = Self::zero(form);
        papers.for_each(|(paper, excused, weight)| {
            tally.add(form, paper, weight);
            tally.excuse(form, excused, weight);
        });
        tally
    }

    /// Papers of those recused from one item; none where the form has no figure for it: an option
    /// or question that somebody may not answer is left out, and that is all.
    #[must_use]
    pub fn recused_from(&self, form: &PaperForm, item: usize) -> Option<u64> {
        match self {
            Self::Marks { rows } => {
                let width = rows.len().checked_div(form.items().len())?;
                rows.get(item * width).map(|row| row.recused)
            }
            Self::Scores { rows } => rows.get(item).map(|row| row.recused),
            Self::Picks { .. } | Self::Ranks { .. } | Self::Text { .. } => None,
        }
    }

    fn excused_cells(
        &mut self,
        form: &PaperForm,
        excused: &Excused,
        change: impl Fn(&mut u64, &mut u64),
    ) {
        for item in excused.items() {
            match (&mut *self, form) {
                (Self::Marks { rows }, PaperForm::Marks(form)) => {
                    for cell in &mut rows[item * form.width()..(item + 1) * form.width()] {
                        match form.blank_rows {
                            BlankRows::Invalid => change(&mut cell.invalid, &mut cell.recused),
                            _ => change(&mut cell.blank, &mut cell.recused),
                        }
                    }
                }
                (Self::Scores { rows }, PaperForm::Scores(form)) => {
                    let row = &mut rows[item];
                    match form.blank_rows {
                        BlankRows::Invalid => change(&mut row.invalid, &mut row.recused),
                        _ => change(&mut row.blank, &mut row.recused),
                    }
                }
                _ => return,
            }
        }
    }
}
