//! The paper of somebody who is recused from some of its rows: the same paper without them. What
//! may stand on the rest is what the form without those rows admits.

use crate::domain::paper::{
    MarksForm, Paper, PaperForm, PicksForm, PicksPaper, RanksForm, RawPaper, RawPicks, ScoresForm,
    TextForm, count,
};
use crate::domain::refusal::Refusal;
use crate::domain::text::{Key, Text};

/// Rows or options that one person takes no part in: indices, ascending, no repeats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excused(Vec<u16>);

/// Of everybody who is not recused.
pub static NOBODY: Excused = Excused(Vec::new());

impl Excused {
    /// Of these indices, in any order.
    #[must_use]
    pub fn new(mut items: Vec<u16>) -> Self {
        items.sort_unstable();
        items.dedup();
        Self(items)
    }

    /// From everything on the paper.
    #[must_use]
    pub fn all(form: &PaperForm) -> Self {
        Self((0..form.items().len()).map(index).collect())
    }

    /// From the items with these keys.
    ///
    /// # Errors
    /// [`Refusal::PaperUnknownRow`] for a key that is not on the paper, and for no key at all.
    pub fn of(form: &PaperForm, keys: &[Key]) -> Result<Self, Refusal> {
        let place = |key: &Key| form.items().iter().position(|item| item.id == *key).map(index);
        let items: Option<Vec<u16>> = keys.iter().map(place).collect();
        let items = items.filter(|items| !items.is_empty());
        items.map(Self::new).ok_or(Refusal::PaperUnknownRow)
    }

    /// Both together.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::new(self.0.iter().chain(&other.0).copied().collect())
    }

    /// From nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the item with this index is one of them.
    #[must_use]
    pub fn holds(&self, item: usize) -> bool {
        self.0.binary_search(&index(item)).is_ok()
    }

    /// Indices, ascending.
    pub fn items(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|item| usize::from(*item))
    }

    /// Keys in paper order.
    #[must_use]
    pub fn keys(&self, form: &PaperForm) -> Vec<Key> {
        self.items().map(|item| form.items()[item].id.clone()).collect()
    }

    /// Indices of the items that are left, of `len` in all.
    fn kept(&self, len: usize) -> Vec<usize> {
        (0..len).filter(|item| !self.holds(*item)).collect()
    }
}

fn index(item: usize) -> u16 {
    u16::try_from(item).expect("at most 200 rows or options")
}

impl PaperForm {
    /// The form without these items; none when no lawful paper is left.
    #[must_use]
    pub fn without(&self, excused: &Excused) -> Option<Self> {
        let kept = excused.kept(self.items().len());
        let left = count(kept.len());
        let items = || kept.iter().map(|item| self.items()[*item].clone()).collect();
        // What must be chosen at least has to be left.
        let enough = |min: u32| min <= left;
        match self {
            _ if left == 0 => None,
            Self::Marks(form) => {
                let mut rest = MarksForm { rows: items(), ..form.clone() };
                // Of rows that are left out nothing is owed.
                let left_out = count(form.rows.len()) - left;
                let quotas = rest.quotas.iter_mut();
                quotas.for_each(|quota| quota.min = quota.min.saturating_sub(left_out));
                Some(Self::Marks(rest))
            }
            Self::Picks(form) => enough(form.min).then(|| {
                // Besides those on the paper there are lines to write in.
                let lines = form.write_ins.map_or(0, |write_ins| write_ins.max);
                let max = form.max.min(left + lines);
                Self::Picks(PicksForm { options: items(), max, ..form.clone() })
            }),
            Self::Ranks(form) => enough(form.min).then(|| {
                let max = form.max.min(left);
                Self::Ranks(RanksForm { options: items(), max, ..form.clone() })
            }),
            Self::Scores(form) => Some(Self::Scores(ScoresForm { rows: items(), ..form.clone() })),
            Self::Text(form) => Some(Self::Text(TextForm { questions: items(), ..form.clone() })),
        }
    }

    /// As [`PaperForm::parse`], for somebody who is recused from `excused`.
    ///
    /// # Errors
    /// As there; [`Refusal::RowRecused`] for an entry in a row that the person is recused from.
    pub fn parse_for(&self, raw: &RawPaper, excused: &Excused) -> Result<Paper, Refusal> {
        if excused.is_empty() {
            return self.parse(raw);
        }
        let names = self.excused_names(excused);
        let named = |key: &Key| names.iter().any(|name| name == key.as_str());
        let touched = match raw {
            RawPaper::Marks { marks } => marks.keys().any(named),
            RawPaper::Picks(raw) => {
                let crosses = raw.against.iter().flatten();
                raw.picks.iter().chain(crosses).any(named) || self.writes_in(raw, excused)
            }
            RawPaper::Ranks { ranks } => ranks.iter().any(named),
            RawPaper::Scores { scores } => scores.keys().any(named),
            RawPaper::Text { answers } => answers.keys().any(named),
        };
        if touched {
            return Err(Refusal::RowRecused);
        }
        let rest = self.without(excused).ok_or(Refusal::Recused)?;
        Ok(self.widen(rest.parse(raw)?, excused))
    }

    /// As [`PaperForm::admits`], for somebody who is recused from `excused`.
    ///
    /// # Errors
    /// As there; [`Refusal::RowRecused`] for an entry in a row that the person is recused from.
    pub fn admits_for(&self, paper: &Paper, excused: &Excused) -> Result<(), Refusal> {
        if excused.is_empty() {
            return self.admits(paper);
        }
        let rest = self.without(excused).ok_or(Refusal::Recused)?;
        rest.admits(&self.narrow(paper, excused)?)
    }

    /// Whether `raw` is `paper` with keys, of somebody who is recused from `excused`.
    #[must_use]
    pub fn spells_for(&self, raw: &RawPaper, paper: &Paper, excused: &Excused) -> bool {
        self.parse_for(raw, excused).as_ref() == Ok(paper)
    }

    /// A paper of the form without `excused` as one of the whole form, blank there.
    fn widen(&self, paper: Paper, excused: &Excused) -> Paper {
        let kept = excused.kept(self.items().len());
        let named = |items: Vec<u16>| {
            items.into_iter().map(|item| index(kept[usize::from(item)])).collect()
        };
        match paper {
            Paper::Marks { marks } => {
                Paper::Marks { marks: self.spread(&self.cells(&kept), marks) }
            }
            Paper::Scores { scores } => Paper::Scores { scores: self.spread(&kept, scores) },
            Paper::Text { answers } => Paper::Text { answers: self.spread(&kept, answers) },
            Paper::Picks(paper) => Paper::Picks(PicksPaper {
                picks: named(paper.picks),
                against: paper.against.map(named),
                write_ins: paper.write_ins,
            }),
            Paper::Ranks { ranks } => Paper::Ranks { ranks: named(ranks) },
        }
    }

    /// Whether the name of an excused option stands among those written in.
    fn writes_in(&self, raw: &RawPicks, excused: &Excused) -> bool {
        let names = raw.write_ins.iter().flatten();
        let of = |name: &Text| self.items().iter().position(|item| item.title == *name);
        names.filter_map(of).any(|item| excused.holds(item))
    }

    fn spread<T: Clone>(&self, kept: &[usize], entries: Vec<Option<T>>) -> Vec<Option<T>> {
        let mut wide = vec![None; self.entries()];
        kept.iter().zip(entries).for_each(|(row, entry)| wide[*row] = entry);
        wide
    }

    /// Entries of a paper: one for each item, or for each cell of a matrix.
    fn entries(&self) -> usize {
        match self {
            Self::Marks(form) => form.cells(),
            _ => self.items().len(),
        }
    }

    /// The entries of these rows, ascending as they are.
    fn cells(&self, rows: &[usize]) -> Vec<usize> {
        let width = self.entries() / self.items().len().max(1);
        rows.iter().flat_map(|row| row * width..(row + 1) * width).collect()
    }

    /// What a raw paper would call the entries of these items.
    fn excused_names(&self, excused: &Excused) -> Vec<String> {
        match self {
            Self::Marks(form) => {
                let rows: Vec<usize> = excused.items().collect();
                self.cells(&rows).into_iter().map(|cell| form.cell_name(cell)).collect()
            }
            _ => excused.keys(self).iter().map(ToString::to_string).collect(),
        }
    }

    /// The other way: nothing may stand in an excused row.
    fn narrow(&self, paper: &Paper, excused: &Excused) -> Result<Paper, Refusal> {
        let kept = excused.kept(self.items().len());
        let named = |items: &[u16]| {
            if items.iter().any(|item| excused.holds((*item).into())) {
                return Err(Refusal::RowRecused);
            }
            let place = |item: &u16| kept.binary_search(&usize::from(*item)).ok().map(index);
            let items: Option<Vec<u16>> = items.iter().map(place).collect();
            items.ok_or(Refusal::PaperWrongForm)
        };
        Ok(match paper {
            Paper::Marks { marks } => {
                Paper::Marks { marks: self.gather(&self.cells(&kept), marks)? }
            }
            Paper::Scores { scores } => Paper::Scores { scores: self.gather(&kept, scores)? },
            Paper::Text { answers } => Paper::Text { answers: self.gather(&kept, answers)? },
            Paper::Picks(paper) => Paper::Picks(PicksPaper {
                picks: named(&paper.picks)?,
                against: paper.against.as_deref().map(named).transpose()?,
                write_ins: paper.write_ins.clone(),
            }),
            Paper::Ranks { ranks } => Paper::Ranks { ranks: named(ranks)? },
        })
    }

    fn gather<T: Clone>(
        &self,
        kept: &[usize],
        entries: &[Option<T>],
    ) -> Result<Vec<Option<T>>, Refusal> {
        if entries.len() != self.entries() {
            return Err(Refusal::PaperWrongForm);
        }
        let left = |place: &usize| kept.binary_search(place).is_ok();
        if (0..entries.len()).any(|place| !left(&place) && entries[place].is_some()) {
            return Err(Refusal::RowRecused);
        }
        Ok(kept.iter().map(|row| entries[*row].clone()).collect())
    }
}
