//! How many answered each question. What they wrote stands in their papers.

use crate::domain::paper::{Answer, TextForm};
use crate::domain::tally::Tally;

pub(super) fn zero(form: &TextForm) -> Tally {
    Tally::Text { answered: vec![0; form.questions.len()] }
}

pub(super) fn fits(answered: &[u64], form: &TextForm) -> bool {
    answered.len() == form.questions.len()
}

pub(super) fn comes_from(answered: &[u64], papers: u64) -> bool {
    answered.iter().all(|answered| *answered <= papers)
}

pub(super) fn fold(answered: &mut [u64], answers: &[Option<Answer>], change: impl Fn(&mut u64)) {
    for (answered, _) in answered.iter_mut().zip(answers).filter(|(_, answer)| answer.is_some()) {
        change(answered);
    }
}
