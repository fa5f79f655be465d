//! What entered figures must satisfy before anything is made of them, and what they come to.

use crate::domain::casting::Casting;
use crate::domain::count::{Papers, Turnout};
use crate::domain::manual::{
    Accounts, Channels, Entry, FieldName, Figures, Hands, PaperCount, PaperFigures, TabletPart,
    differs, sum,
};
use crate::domain::paper::{BlankRows, GradeRole, MarksForm, PaperForm, ScoresForm};
use crate::domain::refusal::Refusal;
use crate::domain::tally::{RowTally, ScoresTally, Tally};

/// The hall that entered figures are held against.
#[derive(Clone, Copy, Debug)]
pub struct Hall<'a> {
    /// The form of the ballot.
    pub form: &'a PaperForm,
    /// How votes are given.
    pub casting: Casting,
    /// Figures at the cut.
    pub turnout: &'a Turnout,
    /// Papers that were handed out by name.
    pub on_paper: u32,
}

fn contradict(field: &str) -> Refusal {
    Refusal::FiguresContradict { field: FieldName::of(field) }
}

fn holds(truth: bool, field: &str) -> Result<(), Refusal> {
    if truth { Ok(()) } else { Err(contradict(field)) }
}

impl Entry {
    /// Whether this entry belongs to this way of voting, and does not contradict itself or the hall.
    ///
    /// # Errors
    /// [`Refusal::EntryNotAsked`], or [`Refusal::FiguresContradict`] with the field.
    pub fn check(&self, hall: Hall<'_>, accounts: Option<Accounts>) -> Result<(), Refusal> {
        match (self, hall.casting) {
            (Self::Hands(hands), Casting::Hands) => hands.check(hall),
            (Self::Consent(_), Casting::Hands) => consent(hall).map(drop),
            (Self::Accounts(accounts), Casting::Paper | Casting::Mixed) => accounts.check(hall),
            (Self::Papers(count), Casting::Paper | Casting::Mixed) => {
                count.check(hall.form, accounts.ok_or(Refusal::AccountsFirst)?)
            }
            _ => Err(Refusal::EntryNotAsked),
        }
    }

    /// The first field in which another entry of the same figures differs.
    #[must_use]
    pub fn differs(&self, other: &Self, form: &PaperForm) -> Option<FieldName> {
        differs::first(form, self, other)
    }
}

impl Figures {
    /// Whether these figures can be those of this hall.
    ///
    /// # Errors
    /// As [`Entry::check`]; figures by which the ballot would be void are refused too, as no count
    /// follows from them.
    pub fn check(&self, hall: Hall<'_>) -> Result<(), Refusal> {
        match (self, hall.casting) {
            (Self::Hands(hands), Casting::Hands) => hands.check(hall),
            (Self::Consent(_), Casting::Hands) => consent(hall).map(drop),
            (Self::Papers(PaperFigures { accounts, count }), Casting::Paper | Casting::Mixed) => {
                accounts.check(hall)?;
                holds(!accounts.over_returned(), "returned")?;
                count.check(hall.form, *accounts)
            }
            _ => Err(Refusal::EntryNotAsked),
        }
    }

    /// The first field in which other figures differ.
    #[must_use]
    pub fn differs(&self, other: &Self, form: &PaperForm) -> Option<FieldName> {
        differs::first(form, self, other)
    }

    /// Papers, or raised hands as papers, and their figures.
    ///
    /// # Panics
    /// For figures that [`Figures::check`] has not passed.
    #[must_use]
    pub fn count(&self, hall: Hall<'_>) -> TabletPart {
        match self {
            Self::Hands(hands) => {
                let raised = count_of(hands.raised());
                part(hall.turnout.eligible, raised, hands.tally.clone())
            }
            Self::Consent(_) => {
                let tally = consent(hall).expect("checked before");
                part(hall.turnout.eligible, hall.turnout.did_not_vote, tally)
            }
            Self::Papers(PaperFigures { accounts, count }) => TabletPart {
                papers: Papers {
                    issued: accounts.issued,
                    returned: accounts.returned,
                    valid: count.valid,
                    invalid: count_of(count.invalid.sum()),
                },
                tally: count.tally.clone(),
            },
        }
    }
}

fn part(issued: u32, raised: u32, tally: Tally) -> TabletPart {
    TabletPart { papers: Papers { issued, returned: raised, valid: raised, invalid: 0 }, tally }
}

fn count_of(figure: u64) -> u32 {
    u32::try_from(figure).expect("checked against the hall before")
}

impl Hands {
    fn check(&self, hall: Hall<'_>) -> Result<(), Refusal> {
        let Tally::Marks { rows } = &self.tally else {
            return Err(contradict("tally"));
        };
        let plain = |row: &RowTally| row.blank == 0 && row.invalid == 0 && row.recused == 0;
        holds(self.tally.fits(hall.form) && rows.iter().all(plain), "tally")?;
        holds(self.raised() <= u64::from(hall.turnout.eligible), "tally")
    }

    /// Hands raised for any choice.
    fn raised(&self) -> u64 {
        match &self.tally {
            Tally::Marks { rows } => rows.iter().map(RowTally::papers).sum(),
            _ => 0,
        }
    }
}

/// Everybody who is there at the close, for the one choice that stands for it.
fn consent(hall: Hall<'_>) -> Result<Tally, Refusal> {
    let mut tally = Tally::zero(hall.form);
    let (PaperForm::Marks(form), Tally::Marks { rows }) = (hall.form, &mut tally) else {
        return Err(Refusal::EntryNotAsked);
    };
    let place = choice_for(form).ok_or(Refusal::EntryNotAsked)?;
    for row in rows {
        row.votes[place] = hall.turnout.did_not_vote.into();
    }
    Ok(tally)
}

/// The only choice that is a vote for.
fn choice_for(form: &MarksForm) -> Option<usize> {
    let stands_for =
        |(_, grade): &(usize, &crate::domain::paper::Grade)| grade.role == GradeRole::For;
    let mut places = form.grades.iter().enumerate().filter(stands_for);
    let (place, _) = places.next()?;
    places.next().is_none().then_some(place)
}

impl Accounts {
    fn check(&self, hall: Hall<'_>) -> Result<(), Refusal> {
        let taken = u64::from(self.issued) + u64::from(self.replaced);
        holds(taken <= u64::from(self.printed), "printed")?;
        // Where papers went to people by name, the list of names is the figure.
        let by_name = hall.casting == Casting::Mixed;
        holds(!by_name || self.issued == hall.on_paper, "issued")
    }
}

impl PaperCount {
    fn check(&self, form: &PaperForm, accounts: Accounts) -> Result<(), Refusal> {
        let sum = u64::from(self.valid) + self.invalid.sum();
        holds(sum == u64::from(accounts.returned), "valid")?;
        holds(self.tally.fits(form), "tally")?;
        holds(lies_on_paper(&self.tally, form, self.valid), "tally")
    }
}

/// As `comes_from`, for papers that no device has read: any row may have been made invalid by two
/// grades in it, and only where the rule says so does a blank row abstain.
fn lies_on_paper(tally: &Tally, form: &PaperForm, valid: u32) -> bool {
    let papers = u64::from(valid);
    let lines_fit = |rule: BlankRows, row: u64, blank: u64| {
        row == papers && (blank == 0 || rule == BlankRows::Abstain)
    };
    match (tally, form) {
        (Tally::Marks { rows }, PaperForm::Marks(form)) => {
            // Nobody sees on a paper why a row is blank.
            let fits = |row: &RowTally| {
                row.recused == 0 && lines_fit(form.blank_rows, row.papers(), row.blank)
            };
            let blank = |row: &RowTally| {
                let blank = row.blank.saturating_add(row.invalid);
                RowTally { blank, invalid: 0, ..row.clone() }
            };
            let read = Tally::Marks { rows: rows.iter().map(blank).collect() };
            let form = MarksForm { blank_rows: BlankRows::Abstain, ..form.clone() };
            rows.iter().all(fits) && read.comes_from(&PaperForm::Marks(form), valid)
        }
        (Tally::Scores { rows }, PaperForm::Scores(form)) => {
            let fits = |row: &ScoresTally| {
                row.recused == 0 && lines_fit(form.blank_rows, row.papers(), row.blank)
            };
            let blank = |row: &ScoresTally| {
                let blank = row.blank.saturating_add(row.invalid);
                ScoresTally { blank, invalid: 0, ..row.clone() }
            };
            let read = Tally::Scores { rows: rows.iter().map(blank).collect() };
            let form = ScoresForm { blank_rows: BlankRows::Abstain, ..form.clone() };
            rows.iter().all(fits) && read.comes_from(&PaperForm::Scores(form), valid)
        }
        _ => tally.comes_from(form, valid),
    }
}

impl Channels {
    /// Whether every voter has a channel of his or her own: raised hands, and papers that went out
    /// by name beside tablets. Papers alone are counted, not listed.
    #[must_use]
    pub fn is_by_name(&self) -> bool {
        self.tablet.is_some() || !matches!(self.manual, Figures::Papers(_))
    }

    /// All channels together.
    ///
    /// # Panics
    /// For figures that were not checked.
    #[must_use]
    pub fn sum(&self, hall: Hall<'_>) -> TabletPart {
        let by_hand = self.manual.count(hall);
        match &self.tablet {
            None => by_hand,
            Some(tablet) => TabletPart {
                papers: Papers {
                    issued: tablet.papers.issued + by_hand.papers.issued,
                    returned: tablet.papers.returned + by_hand.papers.returned,
                    valid: tablet.papers.valid + by_hand.papers.valid,
                    invalid: tablet.papers.invalid + by_hand.papers.invalid,
                },
                tally: sum::of(&tablet.tally, &by_hand.tally),
            },
        }
    }
}
