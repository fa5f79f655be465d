//! Lines about hands and papers:
//!
//! ```text
//! desk issue-paper b d1
//! desk enter b hands 3 1 0
//! scrutineer enter b consent applause
//! desk enter b accounts printed=10 issued=4 returned=4
//! desk enter b papers valid=3 over=1 | 2 1 0 blank=0 / 1 1 1
//! desk propose b printed=10 issued=4 returned=4 valid=4 | 3 1 0 : recounted
//! chair change-casting b hands other the tablets failed
//! ```
//!
//! Behind the bar stand the figures, a row for each question; of picks one row in all.

use plenum::domain::casting::Casting;
use plenum::domain::command::manual::{ManualChair, ManualDesk, ManualScrutineer};
use plenum::domain::manual::{
    Accounts, Consent, ConsentMethod, Difference, Entry, Figures, Hands, InvalidPapers, PaperCount,
    PaperFigures,
};
use plenum::domain::paper::PaperForm;
use plenum::domain::tally::{RanksTally, RowTally, ScoresTally, Tally};

use super::{number, person, words};
use crate::support::world::World;

impl World {
    pub(super) fn manual_desk(&self, verb: &str, object: &str, rest: &[&str]) -> ManualDesk {
        let ballot = self.id(object);
        let delegate = || person(rest[0]);
        match verb {
            "issue-paper" => ManualDesk::IssuePaper { ballot, delegate: delegate() },
            "take-back" => ManualDesk::TakeBackPaper { ballot, delegate: delegate() },
            "annul" => ManualDesk::AnnulVote { ballot, delegate: delegate() },
            "assist" => ManualDesk::NoteAssistance { ballot, delegate: delegate() },
            "report" => ManualDesk::ReportIssued { ballot, issued: number(rest[0]) },
            "note" => ManualDesk::NoteDeclaration { ballot, text: words(rest) },
            "enter" => ManualDesk::Enter { ballot, entry: Box::new(self.entry(object, rest)) },
            "propose" => {
                let place = rest.iter().position(|word| *word == ":").unwrap_or(rest.len());
                let figures = Box::new(self.figures(object, &rest[..place]));
                let reason = words(rest.get(place + 1..).unwrap_or_default());
                ManualDesk::Propose { ballot, figures, reason }
            }
            other => panic!("the desk cannot {other}"),
        }
    }

    pub(super) fn manual_scrutineer(
        &self,
        verb: &str,
        object: &str,
        rest: &[&str],
    ) -> ManualScrutineer {
        let ballot = self.id(object);
        match verb {
            "enter" => {
                ManualScrutineer::Confirm { ballot, entry: Box::new(self.entry(object, rest)) }
            }
            "correct" => {
                ManualScrutineer::Correct { ballot, figures: Box::new(self.figures(object, rest)) }
            }
            other => panic!("a scrutineer cannot {other}"),
        }
    }

    pub(super) fn manual_chair(&self, verb: &str, object: &str, rest: &[&str]) -> ManualChair {
        let ballot = self.id(object);
        match verb {
            "explain" => {
                let about = match rest[0] {
                    "issued" => Difference::Issued,
                    "returned" => Difference::Returned,
                    other => panic!("nothing is called {other}"),
                };
                ManualChair::Explain { ballot, about, text: words(&rest[1..]) }
            }
            "change-casting" => {
                let (casting, to_ballot) = (casting(rest[0]), self.id(rest[1]));
                ManualChair::ChangeCasting { ballot, to_ballot, casting, reason: words(&rest[2..]) }
            }
            other => panic!("the chair cannot {other}"),
        }
    }

    /// What somebody types in.
    pub(crate) fn entry(&self, name: &str, words: &[&str]) -> Entry {
        let form = &self.ballot_named(name).sheet.form;
        match words {
            ["hands", rest @ ..] => Entry::Hands(Hands { tally: tally(form, rest) }),
            ["consent", method] => Entry::Consent(Consent { method: consent(method) }),
            ["accounts", rest @ ..] => Entry::Accounts(accounts(rest)),
            ["papers", rest @ ..] => Entry::Papers(papers(form, rest)),
            _ => panic!("not an entry: {words:?}"),
        }
    }

    /// All figures of a ballot.
    pub(crate) fn figures(&self, name: &str, words: &[&str]) -> Figures {
        let form = &self.ballot_named(name).sheet.form;
        match words {
            ["hands", ..] | ["consent", ..] => match self.entry(name, words) {
                Entry::Hands(hands) => Figures::Hands(hands),
                Entry::Consent(consent) => Figures::Consent(consent),
                _ => unreachable!("one of these two"),
            },
            _ => Figures::Papers(PaperFigures {
                accounts: accounts(words),
                count: papers(form, words),
            }),
        }
    }
}

pub(crate) fn casting(word: &str) -> Casting {
    match word {
        "tablet" => Casting::Tablet,
        "hands" => Casting::Hands,
        "paper" => Casting::Paper,
        "mixed" => Casting::Mixed,
        other => panic!("no way of voting is called {other}"),
    }
}

fn consent(word: &str) -> ConsentMethod {
    match word {
        "applause" => ConsentMethod::Applause,
        "no-objection" => ConsentMethod::NoObjection,
        other => panic!("nobody agrees by {other}"),
    }
}

/// `key=3` among the words, 0 where it is not there.
fn named(words: &[&str], key: &str) -> u32 {
    let value =
        |word: &&str| word.split_once('=').filter(|(k, _)| *k == key).map(|(_, v)| number(v));
    words.iter().find_map(value).unwrap_or_default()
}

fn accounts(words: &[&str]) -> Accounts {
    Accounts {
        printed: named(words, "printed"),
        issued: named(words, "issued"),
        replaced: named(words, "replaced"),
        returned: named(words, "returned"),
    }
}

fn papers(form: &PaperForm, words: &[&str]) -> PaperCount {
    let bar = words.iter().position(|word| *word == "|").unwrap_or(words.len());
    PaperCount {
        valid: named(words, "valid"),
        invalid: InvalidPapers {
            over_selected: named(words, "over"),
            illegible: named(words, "illegible"),
            not_as_instructed: named(words, "wrongly"),
            other: named(words, "other"),
        },
        tally: tally(form, words.get(bar + 1..).unwrap_or_default()),
    }
}

fn tally(form: &PaperForm, words: &[&str]) -> Tally {
    let cells = |words: &[&str]| -> Vec<u64> {
        words.iter().filter(|word| !word.contains('=')).map(|word| number(word)).collect()
    };
    let row = |words: &[&str]| RowTally {
        votes: cells(words),
        blank: named(words, "blank").into(),
        invalid: named(words, "invalid").into(),
        recused: 0,
    };
    let rows = || words.split(|word| *word == "/");
    match form {
        PaperForm::Marks(_) => Tally::Marks { rows: rows().map(row).collect() },
        PaperForm::Picks(_) => Tally::Picks(cells(words).into()),
        PaperForm::Ranks(_) => {
            Tally::Ranks { rows: rows().map(|row| RanksTally { ranks: cells(row) }).collect() }
        }
        PaperForm::Scores(_) => Tally::Scores { rows: rows().map(scores).collect() },
        PaperForm::Text(_) => panic!("text is never on paper"),
    }
}

/// `90:3 95:2 blank=1`: three gave 90, two 95.
fn scores(words: &[&str]) -> ScoresTally {
    let score = |word: &&str| word.split_once(':').map(|(score, n)| (number(score), number(n)));
    ScoresTally {
        scores: words.iter().filter_map(score).collect(),
        blank: named(words, "blank").into(),
        invalid: named(words, "invalid").into(),
        recused: 0,
    }
}
