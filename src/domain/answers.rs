//! What people wrote in a poll with free text, once it is counted.

use crate::domain::ballot::{Ballot, Content};
use crate::domain::paper::{Answer, Paper, PaperForm};
use crate::domain::seal::paper_text;

impl Ballot {
    /// The papers of a counted poll with free text, sorted by their canonical text so that the order
    /// tells nothing; empty for every other form and before the count.
    #[must_use]
    pub fn written_papers(&self) -> Vec<&Paper> {
        let (true, Some(counting), Some(poll)) = (
            matches!(self.sheet.form, PaperForm::Text(_)),
            self.phase.counting(),
            self.phase.poll(),
        ) else {
            return Vec::new();
        };
        let mut papers: Vec<&Paper> = match &counting.opened {
            Some(opened) => opened.papers.iter().flatten().collect(),
            None => {
                let in_clear = poll.votes.values().filter_map(|vote| match &vote.content {
                    Content::Paper(paper) => Some(paper),
                    Content::Sealed(_) => None,
                });
                in_clear.collect()
            }
        };
        papers.sort_by_cached_key(|paper| paper_text(paper));
        papers
    }

    /// The answers to each question, sorted, without those who left it open.
    #[must_use]
    pub fn answers(&self) -> Vec<Vec<&Answer>> {
        let papers = self.written_papers();
        let of = |question: usize| {
            let answers = papers.iter().filter_map(|paper| match paper {
                Paper::Text { answers } => answers.get(question)?.as_ref(),
                _ => None,
            });
            let mut answers: Vec<&Answer> = answers.collect();
            answers.sort_unstable();
            answers
        };
        let questions = if papers.is_empty() { 0 } else { self.sheet.form.items().len() };
        (0..questions).map(of).collect()
    }
}
