//! Lines about elections.
//!
//! ```text
//! chair decide-tie BALLOT 1,3 WORDS      chair draw-lot BALLOT WORDS
//! chair withdraw BALLOT ITEM WORDS       chair follow-up NEW BALLOT run_off
//! scrutineer rule BALLOT 丁=person:丁 戊=listed:2 己=invalid:无此人
//! system read-names BALLOT 丁:2 戊:1      (no names: a recorded ballot)
//! ```

use plenum::domain::command::election::{ChairElection, ScrutineerElection, SystemElection};
use plenum::domain::command::{ChairCommand, Command, ScrutineerCommand, SystemCommand};
use plenum::domain::paper::Name;
use plenum::domain::sheet::LinkWhy;
use plenum::domain::text::Text;
use plenum::domain::write_ins::{ReadName, RuledAs, Ruling};

use crate::support::ballots::{key, text_of};
use crate::support::world::World;

impl World {
    /// The command of a line about elections; none for any other line.
    pub(super) fn election_command(&self, words: &[&str]) -> Option<Command> {
        let text = |rest: &[&str]| Text::new(&rest.join(" ")).expect("plain words");
        let chair = |command| Command::Chair(ChairCommand::Election(command));
        Some(match words {
            ["chair", "decide-tie", ballot, items, rest @ ..] => {
                let items = items.split(',').filter(|item| *item != "-").map(key).collect();
                let (ballot, reason) = (self.id(ballot), text(rest));
                chair(ChairElection::DecideTie { ballot, items, reason })
            }
            ["chair", "draw-lot", ballot, rest @ ..] => {
                chair(ChairElection::DrawLot { ballot: self.id(ballot), seed: text(rest) })
            }
            ["chair", "withdraw", ballot, item, rest @ ..] => {
                let (ballot, item, reason) = (self.id(ballot), key(item), text(rest));
                chair(ChairElection::Withdraw { ballot, item, reason })
            }
            ["chair", "follow-up", ballot, of, why] => {
                let (ballot, of, why) = (self.id(ballot), self.id(of), why_of(why));
                chair(ChairElection::FollowUp { ballot, of, why })
            }
            ["scrutineer", "rule", ballot, rest @ ..] => {
                let rulings = rest.iter().map(|word| ruling(word)).collect();
                let ballot = self.id(ballot);
                let rule = ScrutineerElection::RuleWriteIns { ballot, rulings };
                Command::Scrutineer(ScrutineerCommand::Election(rule))
            }
            ["system", "read-names", ballot, rest @ ..] => {
                let names: Vec<ReadName> = rest.iter().map(|word| read(word)).collect();
                let names = (!names.is_empty()).then_some(names);
                let read = SystemElection::ReadWriteIns { ballot: self.id(ballot), names };
                Command::System(SystemCommand::Election(read))
            }
            _ => return None,
        })
    }
}

pub(crate) fn why_of(word: &str) -> LinkWhy {
    serde_json::from_value(word.into()).expect("a reason to follow")
}

fn name(word: &str) -> Name {
    Name::new(&text_of(word)).expect("a plain name")
}

fn ruling(word: &str) -> Ruling {
    let (read, ruled) = word.split_once('=').expect("a name and its ruling");
    let (kind, value) = ruled.split_once(':').expect("a kind of ruling");
    let ruled = match kind {
        "person" => RuledAs::Person(name(value)),
        "listed" => RuledAs::Listed(key(value)),
        "invalid" => RuledAs::Invalid(text_of(value)),
        other => panic!("nobody rules {other}"),
    };
    Ruling { name: name(read), ruled }
}

fn read(word: &str) -> ReadName {
    let (read, papers) = word.split_once(':').expect("a name and its papers");
    ReadName { name: name(read), papers: papers.parse().expect("a number") }
}
