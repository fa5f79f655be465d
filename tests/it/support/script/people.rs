//! What a script says about persons:
//!
//! ```text
//! desk recuse d3 motion all a relative
//! desk recuse d3 matrix 1,2 own project
//! d3 recuse motion all a relative
//! desk withdraw-recusal d3 motion
//! desk scrutineers d1 d2*
//! desk name-chair d4
//! chair hand-over name:Wang motion the next item
//! chair pass motion d3
//! d3 pass motion
//! ```
//!
//! A star marks the chief scrutineer; `-` stands for no ballot, no rows, nobody.

use plenum::domain::command::people::{ChairPeople, DelegatePeople, DeskPeople};
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use plenum::domain::officers::Chairperson;
use plenum::domain::text::{Key, Text};

use super::{person, words};
use crate::support::ballots::{key, text_of};
use crate::support::world::World;

impl World {
    /// None: the line is not about persons.
    pub(super) fn of_people(&self, said: &[&str]) -> Option<Command> {
        let desk = |command| Some(Command::Desk(DeskCommand::People(command)));
        let chair = |command| Some(Command::Chair(ChairCommand::People(command)));
        match said {
            ["desk", "recuse", who, ballot, asked, reason @ ..] => {
                let (ballot, delegate) = (self.id(ballot), person(who));
                let (rows, reason) = (rows(asked), words(reason));
                desk(DeskPeople::Recuse { ballot, delegate, rows, reason })
            }
            ["desk", "withdraw-recusal", who, ballot] => {
                let (ballot, delegate) = (self.id(ballot), person(who));
                desk(DeskPeople::WithdrawRecusal { ballot, delegate })
            }
            ["desk", "scrutineers", named @ ..] => {
                let one = |word: &&str| person(word.trim_matches(['+', '*']));
                let chief = named.iter().find(|word| word.ends_with('*')).map(one);
                let people = named.iter().filter(|word| !word.starts_with('+')).map(one).collect();
                desk(DeskPeople::NameScrutineers { people, chief })
            }
            ["desk", "name-chair", who] => desk(DeskPeople::NameChair { chair: in_chair(who) }),
            ["chair", "hand-over", to, ballot, reason @ ..] => {
                let ballot = (*ballot != "-").then(|| self.id(ballot));
                let (to, reason) = (in_chair(to), words(reason));
                chair(ChairPeople::HandOver { to, reason, ballot })
            }
            ["chair", "pass", ballot, who] => {
                chair(ChairPeople::Pass { ballot: self.id(ballot), delegate: person(who) })
            }
            [who, "recuse", ballot, asked, reason @ ..] => {
                let (ballot, rows, reason) = (self.id(ballot), rows(asked), words(reason));
                let command = DelegatePeople::Recuse { ballot, rows, reason };
                Some(Command::Delegate(person(who), DelegateCommand::People(command)))
            }
            [who, "pass", ballot] => {
                let command = DelegatePeople::Pass { ballot: self.id(ballot) };
                Some(Command::Delegate(person(who), DelegateCommand::People(command)))
            }
            _ => None,
        }
    }
}

fn rows(asked: &str) -> Option<Vec<Key>> {
    match asked {
        "all" => None,
        "-" => Some(Vec::new()),
        rows => Some(rows.split(',').map(key).collect()),
    }
}

fn in_chair(word: &str) -> Chairperson {
    match word.strip_prefix("name:") {
        Some("") => Chairperson::Name(Text::default()),
        Some(name) => Chairperson::Name(text_of(name)),
        None => Chairperson::Person(person(word)),
    }
}
