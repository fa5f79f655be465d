//! A small hall: acts go through the domain, their records into Postgres.

use std::sync::Arc;

use plenum::audit::record::{RECORD_VERSION, Record, Sealed};
use plenum::crypto::hash::Hash;
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand, SystemCommand};
use plenum::domain::event::SittingHead;
use plenum::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use plenum::domain::paper::RawPaper;
use plenum::domain::profile::Profile;
use plenum::domain::roster::{Person, Standing};
use plenum::domain::sitting::Sitting;
use plenum::domain::text::Text;
use plenum::ledger::Ledger;
use plenum::ledger::postgres::PostgresLedger;
use serde_json::{Value, from_value, json};
use uuid::Uuid;

use crate::support::postgres::database::Database;

/// 2025-10-09T08:53:20.123Z; every act is one second after the one before.
const BEGIN_MS: u64 = 1_760_000_000_123;

/// What all profiles here have in common.
const PROFILE: &str = r#"
    electorate = "members"
    secrecy = ["recorded"]
    change_of_vote = "last_wins"
    show_while_open = "turnout"
    show_result = "on_declaration"
    certification = false
    close_when_all_voted = false
    binding = true
    source = "for tests"
    name = { zh = "测试", en = "Test" }
    wording = { zh = "测试", en = "Test" }
"#;

pub(super) const ASSEMBLY: &str = "某县人民代表大会";

pub(super) struct Hall {
    pub(super) id: SittingId,
    pub(super) sitting: Sitting,
    ledger: PostgresLedger,
    casts: u128,
}

impl Hall {
    pub(super) async fn new(database: &Database, id: u128) -> Self {
        let ledger = database.ledger().await;
        let id = SittingId(Uuid::from_u128(id));
        let mut hall = Self { id, sitting: Sitting::default(), ledger, casts: 0 };
        let quorum = from_value(json!({"fraction": "1/2", "comparator": "gt"}));
        let head = SittingHead {
            id,
            assembly: text(ASSEMBLY),
            title: text("第三次会议"),
            name: text("第一场"),
            venue: text(""),
            rehearsal: false,
            video: plenum::domain::roster::VideoAttendance::Counted,
            quorum: quorum.expect("a lawful quorum"),
        };
        hall.act(Command::System(SystemCommand::Create { head })).await;
        hall
    }

    /// Decides, links, appends, folds: what the engine does, one act at a time.
    pub(super) async fn act(&mut self, command: Command) {
        let last = self.sitting.last();
        let seq = last.map_or(0, |last| last.seq + 1);
        let at_ms = BEGIN_MS + 1_000 * seq;
        let decision = self.sitting.decide(&command, at_ms);
        let event = decision.expect("lawful").event.expect("new");
        let record = Record {
            v: RECORD_VERSION,
            sitting: self.id,
            seq,
            prev: last.map_or(Hash::ZERO, |last| Hash(last.hash)),
            at_ms,
            wall_ms: at_ms,
            boot: Uuid::nil(),
            by: command.role(),
            event,
        };
        let sealed = Arc::new(Sealed::new(record).expect("canonical"));
        let expected = self.ledger.head(self.id).await.expect("a head");
        let batch = [sealed];
        let append = self.ledger.append(self.id, expected, &batch).await;
        append.expect("appended");
        let [sealed] = batch;
        self.sitting.apply(&sealed.record.event, sealed.stamp());
    }

    pub(super) async fn enrol(&mut self, people: &[(u128, &str, &str, Standing)]) {
        let person = |&(n, name, delegation, standing): &(u128, &str, &str, Standing)| Person {
            id: delegate(n),
            number: text(&format!("{n:03}")),
            name: text(name),
            delegation: text(delegation),
            group: Text::default(),
            seat: text(&format!("1排{n}座")),
            standing,
            weight: None,
            bodies: Default::default(),
        };
        let people = people.iter().map(person).collect();
        self.desk(DeskCommand::Enrol { people }).await;
    }

    pub(super) async fn desk(&mut self, command: DeskCommand) {
        self.act(Command::Desk(command)).await;
    }

    pub(super) async fn chair(&mut self, command: ChairCommand) {
        self.act(Command::Chair(command)).await;
    }

    pub(super) async fn own(&mut self, n: u128, command: DelegateCommand) {
        self.act(Command::Delegate(delegate(n), command)).await;
    }

    /// Drafts a ballot of a profile that differs from the others by `rules` (TOML).
    pub(super) async fn draft(&mut self, n: u128, rules: &str, request: Value) {
        // What the rules say themselves is not said twice; free text is for polls, which bind nobody.
        let common = match (rules.contains("binding = false"), rules.contains("form = \"text\"")) {
            (true, _) => PROFILE.replace("    binding = true\n", ""),
            (false, true) => PROFILE.replace("binding = true", "binding = false"),
            (false, false) => PROFILE.to_owned(),
        };
        let profile = Profile::parse(&format!("{common}{rules}")).expect("a lawful profile");
        let request = from_value(request).expect("a request");
        let number = u32::try_from(n).expect("small");
        let sheet = profile.sheet(&request, number, 1).expect("a lawful sheet");
        let (ballot, sheet) = (ballot(n), Box::new(sheet));
        self.desk(DeskCommand::Draft { ballot, sheet }).await;
    }

    pub(super) async fn open(&mut self, n: u128) {
        let ballot = ballot(n);
        self.desk(DeskCommand::Ready { ballot }).await;
        let duration_s = None;
        self.chair(ChairCommand::Open { ballot, duration_s }).await;
    }

    pub(super) async fn cast(&mut self, n: u128, voter: u128, paper: Value) {
        self.casts += 1;
        let paper: RawPaper = from_value(paper).expect("a paper");
        let command = DelegateCommand::Cast {
            ballot: ballot(n),
            cast_id: CastId(Uuid::from_u128(self.casts)),
            paper,
        };
        self.own(voter, command).await;
    }

    pub(super) async fn close_and_count(&mut self, n: u128) {
        let ballot = ballot(n);
        self.chair(ChairCommand::Close { ballot }).await;
        self.act(Command::System(SystemCommand::Count { ballot })).await;
    }
}

pub(super) fn text(raw: &str) -> Text {
    Text::new(raw).expect("plain text")
}

pub(super) fn delegate(n: u128) -> DelegateId {
    DelegateId(Uuid::from_u128(n))
}

pub(super) fn ballot(n: u128) -> BallotId {
    BallotId(Uuid::from_u128(0x100 + n))
}
