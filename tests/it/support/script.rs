//! A small language, so that a test of the rules is a table that fits a screen:
//!
//! ```text
//! desk check-in d3
//! chair open motion 60
//! d3 cast motion yes #7
//! wait 61
//! settle
//! ```
//!
//! `vote` is `cast` or `seal`, as the ballot asks.
//!
//! `d1` is the first member, `a1` the first attendee, `x1` a stranger. A paper is written as
//! `yes` or `1=yes 2=no` for marks, `1 3 5` for picks and `-` for a blank one; `marks:` or
//! `picks:` in front forces the form. `#7` gives the id of the act. Sealed besides: `@2` seals as
//! that revision and not as the next one, `text:…` seals what is no paper, and `bytes:9` is an
//! envelope of so many bytes.

mod election;
pub(crate) mod manual;
mod people;
mod rooms;
mod weights;

use std::collections::BTreeMap;

use plenum::crypto::envelope::Envelope;
use plenum::crypto::sign::{SEED_BYTES, SigningKey, VerifyKey};
use plenum::domain::command::{
    ChairCommand, Command, DelegateCommand, DeskCommand, ScrutineerCommand, SystemCommand,
};
use plenum::domain::ids::{BallotId, CastId, DelegateId};
use plenum::domain::paper::{PaperForm, RawAnswer, RawPaper, RawPicks};
use plenum::domain::roster::Standing;
use plenum::domain::seal::paper_text;
use plenum::domain::sitting::Answer;
use plenum::domain::text::Text;
use uuid::Uuid;

use crate::support::ballots::{key, text_of};
use crate::support::world::{Given, World, attendee, cast_id, head, member, unchecked};

impl World {
    /// Runs one line. `ok`, `nothing new`, a refusal's code, or `code, noted` for a refusal that
    /// stands in the record.
    pub(crate) fn say(&mut self, line: &str) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        let outcome = match words.as_slice() {
            ["wait", seconds] => {
                self.wait_s(seconds.parse().expect("seconds"));
                return "ok".to_owned();
            }
            ["settle"] => {
                self.settle();
                return "ok".to_owned();
            }
            ["desk", "enrol", n, "members"] => self.enrol(number(n), Standing::Member),
            ["desk", "enrol", n, "attendees"] => self.enrol(number(n), Standing::NonvotingAttendee),
            words => {
                let command = self.command(words);
                self.give(&command)
            }
        };
        match outcome {
            Err(refusal) => refusal.code().to_owned(),
            Ok(Given { answer: Answer::Refused(refusal), recorded }) => {
                assert!(recorded, "a refusal as an answer stands in the record");
                format!("{refusal}, noted")
            }
            Ok(Given { recorded: true, .. }) => "ok".to_owned(),
            Ok(Given { recorded: false, .. }) => "nothing new".to_owned(),
        }
    }

    /// Runs `line => outcome` lines; a line without an outcome must be `ok`. Blank lines and
    /// lines with `#` in front are skipped.
    #[track_caller]
    pub(crate) fn run(&mut self, script: &str) -> Vec<String> {
        let lines = script.lines().map(str::trim);
        let mut seen = Vec::new();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (said, expected) = line.split_once("=>").unwrap_or((line, "ok"));
            let outcome = self.say(said.trim());
            assert_eq!(outcome, expected.trim(), "{line}");
            seen.push(outcome);
        }
        seen
    }

    fn command(&mut self, words: &[&str]) -> Command {
        let other = weights::command(self, words)
            .or_else(|| self.rooms_command(words))
            .or_else(|| self.election_command(words));
        if let Some(command) = other.or_else(|| self.of_people(words)) {
            return command;
        }
        match words {
            ["chair", "open-sealed", ballot, rest @ ..] => {
                let duration_s = rest.first().map(|word| number(word));
                Command::Chair(self.open_sealed(ballot, duration_s))
            }
            ["chair", verb @ ("explain" | "change-casting"), ballot, rest @ ..] => {
                Command::Chair(ChairCommand::Manual(self.manual_chair(verb, ballot, rest)))
            }
            ["chair", verb, ballot, rest @ ..] => {
                Command::Chair(chair(verb, self.id(ballot), rest))
            }
            ["desk", verb, object, rest @ ..] => Command::Desk(self.desk(verb, object, rest)),
            ["scrutineer", "certify", ballot] => {
                let ballot = self.id(ballot);
                Command::Scrutineer(ScrutineerCommand::Certify { ballot })
            }
            ["scrutineer", verb, ballot, rest @ ..] => {
                let manual = self.manual_scrutineer(verb, ballot, rest);
                Command::Scrutineer(ScrutineerCommand::Manual(manual))
            }
            ["system", "create"] => Command::System(SystemCommand::Create { head: head() }),
            ["system", verb @ ("set-signing-key" | "checkpoint"), rest @ ..] => {
                Command::System(self.sign(verb, rest))
            }
            ["system", "count-opened", ballot] => {
                let opened = Box::new(self.open_box(ballot));
                Command::System(SystemCommand::CountOpened { ballot: self.id(ballot), opened })
            }
            ["system", verb, ballot] => Command::System(system(verb, self.id(ballot))),
            [who, "check-in"] => Command::Delegate(person(who), DelegateCommand::CheckIn),
            [who, verb, ballot, words @ ..] => {
                let (cast, words) = self.act_of(words);
                let sealed = match *verb {
                    "cast" => false,
                    "seal" => true,
                    "vote" => self.is_secret(ballot),
                    _ => panic!("nobody can {verb}"),
                };
                let command = match sealed {
                    true => self.sealed(person(who), ballot, words, cast),
                    false => self.cast(ballot, words, cast),
                };
                Command::Delegate(person(who), command)
            }
            _ => panic!("not a line of the script: {words:?}"),
        }
    }

    fn act_of<'a>(&mut self, words: &'a [&'a str]) -> (CastId, &'a [&'a str]) {
        match words.split_last() {
            Some((last, rest)) if last.starts_with('#') => {
                (cast_id(last[1..].parse().expect("a cast id")), rest)
            }
            _ => (self.fresh_cast(), words),
        }
    }

    fn cast(&self, ballot: &str, words: &[&str], cast_id: CastId) -> DelegateCommand {
        let paper = paper(words, self.takes(ballot));
        DelegateCommand::Cast { ballot: self.id(ballot), cast_id, paper }
    }

    fn sealed(
        &self,
        who: DelegateId,
        name: &str,
        words: &[&str],
        cast_id: CastId,
    ) -> DelegateCommand {
        let (revision, words) = match words.split_last() {
            Some((last, rest)) if last.starts_with('@') => (number(&last[1..]), rest),
            _ => (self.next_revision(who, name), words),
        };
        let text = match words {
            [word] if word.starts_with("bytes:") => {
                let envelope = Envelope::new(vec![0; number(&word[6..])]).expect("short");
                let ballot = self.id(name);
                return DelegateCommand::CastSealed { ballot, cast_id, revision, envelope };
            }
            [word] if word.starts_with("text:") => word.as_bytes()[5..].to_vec(),
            words => {
                let form = &self.sheet(name).expect("a named paper").form;
                paper_text(&unchecked(form, &paper(words, self.takes(name))))
            }
        };
        self.seal(who, name, &text, (cast_id, revision))
    }

    /// The word that a paper of this ballot may be written without.
    fn takes(&self, name: &str) -> &'static str {
        match self.sheet(name).map(|sheet| &sheet.form) {
            None | Some(PaperForm::Marks(_)) => "marks:",
            Some(PaperForm::Picks(form)) if form.crosses => "election:",
            Some(PaperForm::Picks(_)) => "picks:",
            Some(PaperForm::Ranks(_)) => "ranks:",
            Some(PaperForm::Scores(_)) => "scores:",
            Some(PaperForm::Text(_)) => "answers:",
        }
    }

    /// `set-signing-key 2`, signed by the one before, or `set-signing-key 2 alone`; `checkpoint 2`.
    fn sign(&self, verb: &str, words: &[&str]) -> SystemCommand {
        let new = signing_key(number(words[0]));
        let previous = self.sitting.signing_key();
        let root = self.root();
        if verb == "checkpoint" {
            let signature = new.sign(&root.0);
            return SystemCommand::Checkpoint { root, key: new.public(), signature };
        }
        let old = (1..=KEYS_MAX).map(signing_key).find(|key| Some(key.public()) == previous);
        let hex = |key: Option<VerifyKey>| key.map_or("-".to_owned(), |key| key.to_string());
        let (sitting, before) = (head().id, hex(previous));
        let statement =
            format!("plenum signing key\n{sitting}\n{before}\n{}\n", hex(Some(new.public())));
        let by_previous = match words[1..] {
            ["alone"] => None,
            ["unasked"] => Some(new.sign(statement.as_bytes())),
            _ => old.map(|key| key.sign(statement.as_bytes())),
        };
        let by_key = new.sign(statement.as_bytes());
        SystemCommand::SetSigningKey { key: new.public(), by_previous, by_key }
    }

    fn desk(&self, verb: &str, object: &str, rest: &[&str]) -> DeskCommand {
        match verb {
            "check-in" => DeskCommand::CheckIn { delegate: person(object) },
            "check-out" => DeskCommand::CheckOut { delegate: person(object) },
            "leave" => DeskCommand::SetLeave { delegate: person(object), on_leave: rest == ["on"] },
            "draft" => DeskCommand::Draft {
                ballot: self.id(object),
                sheet: Box::new(self.sheet(object).expect("a named paper").clone()),
            },
            "ready" => DeskCommand::Ready { ballot: self.id(object) },
            "unready" => DeskCommand::Unready { ballot: self.id(object) },
            "cancel" => DeskCommand::Cancel { ballot: self.id(object), reason: words(rest) },
            verb => DeskCommand::Manual(self.manual_desk(verb, object, rest)),
        }
    }
}

/// Keys that scripts may name.
const KEYS_MAX: u8 = 9;

fn signing_key(n: u8) -> SigningKey {
    SigningKey::from_seed([n; SEED_BYTES])
}

/// A filled paper as a table writes it; its form may stand in front.
pub(crate) fn paper(words: &[&str], form: &str) -> RawPaper {
    const FORMS: [&str; 6] = ["marks:", "picks:", "election:", "ranks:", "scores:", "answers:"];
    let (form, words) = match words {
        [first, rest @ ..] if FORMS.contains(first) => (*first, rest),
        _ => (form, words),
    };
    let words = words.iter().filter(|word| **word != "-");
    let pair = |word: &&str| {
        let (row, said) = word.split_once('=').unwrap_or(("1", word));
        (key(row), said.to_owned())
    };
    match form {
        "picks:" => RawPaper::Picks(words.map(|word| key(word)).collect::<Vec<_>>().into()),
        "election:" => RawPaper::Picks(election(words)),
        "ranks:" => RawPaper::Ranks { ranks: words.map(|word| key(word)).collect() },
        "scores:" => RawPaper::Scores { scores: words.map(pair).collect() },
        "answers:" => {
            let answers = words.map(pair).map(|(row, said)| (row, RawAnswer(said)));
            RawPaper::Text { answers: answers.collect() }
        }
        _ => {
            let marks = words.map(pair).map(|(row, grade)| (row, key(&grade)));
            RawPaper::Marks { marks: marks.collect::<BTreeMap<_, _>>() }
        }
    }
}

/// `2` is for, `x3` against, `+丁` written in.
fn election<'a>(words: impl Iterator<Item = &'a &'a str>) -> RawPicks {
    let (mut picks, mut against, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for word in words {
        match (word.strip_prefix('x'), word.strip_prefix('+')) {
            (Some(crossed), _) => against.push(key(crossed)),
            (_, Some(name)) => names.push(text_of(name)),
            _ => picks.push(key(word)),
        }
    }
    RawPicks { picks, against: Some(against), write_ins: Some(names) }
}

fn chair(verb: &str, ballot: BallotId, rest: &[&str]) -> ChairCommand {
    let seconds = || number(rest.first().expect("seconds"));
    match verb {
        "open" => ChairCommand::Open { ballot, duration_s: rest.first().map(|word| number(word)) },
        "last-call" => ChairCommand::LastCall { ballot, seconds: seconds() },
        "extend" => ChairCommand::Extend { ballot, seconds: seconds() },
        "suspend" => ChairCommand::Suspend { ballot, reason: words(rest) },
        "resume" => ChairCommand::Resume { ballot },
        "close" => ChairCommand::Close { ballot },
        "declare" => ChairCommand::Declare { ballot },
        "void" => ChairCommand::Void { ballot, reason: words(rest) },
        other => panic!("the chair cannot {other}"),
    }
}

fn system(verb: &str, ballot: BallotId) -> SystemCommand {
    match verb {
        "close-due" => SystemCommand::CloseDue { ballot },
        "close-all-voted" => SystemCommand::CloseAllVoted { ballot },
        "suspend-for-quorum" => SystemCommand::SuspendForQuorum { ballot },
        "suspend-after-restart" => SystemCommand::SuspendAfterRestart { ballot },
        "count" => SystemCommand::Count { ballot },
        "void-over-return" => SystemCommand::VoidOverReturn { ballot },
        "destroy-key" => SystemCommand::DestroyKey { ballot },
        "lose-key" => SystemCommand::LoseKey { ballot },
        other => panic!("the engine cannot {other}"),
    }
}

pub(crate) fn person(word: &str) -> DelegateId {
    let n = number(&word[1..]);
    match word.as_bytes()[0] {
        b'd' => member(n),
        b'a' => attendee(n),
        b'x' => DelegateId(Uuid::from_u128(0xFFFF_FFFF)),
        _ => panic!("nobody is called {word}"),
    }
}

fn number<N: std::str::FromStr>(word: &str) -> N {
    word.parse().unwrap_or_else(|_| panic!("not a number: {word}"))
}

fn words(rest: &[&str]) -> Text {
    Text::new(&rest.join(" ")).expect("a plain reason")
}
