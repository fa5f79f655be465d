//! How long `plenum verify` takes, and how much memory, for a record of a million entries.
//! `cargo bench --bench verify`; a number behind `--` asks for another size. The bundle is made
//! first, the same in every run; `PLENUM_BENCH_BUNDLE` names a file to keep it in. Nothing is asserted here; the figures that are promised stand in
//! docs/performance.md.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use plenum::audit::anchor::Anchor;
use plenum::audit::bundle::{self, Header};
use plenum::audit::checkpoint::{Checkpoint, key_statement};
use plenum::audit::record::{RECORD_VERSION, Record, Sealed};
use plenum::crypto::envelope::{Envelope, SealPrivateKey};
use plenum::crypto::hash::Hash;
use plenum::crypto::merkle::{self, Frontier};
use plenum::crypto::sign::SigningKey;
use plenum::domain::command::{ChairCommand, Command as Act, DelegateCommand, DeskCommand};
use plenum::domain::command::{ScrutineerCommand, SystemCommand};
use plenum::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use plenum::domain::paper::RawPaper;
use plenum::domain::profile::{BallotRequest, Profile, RequestedItem};
use plenum::domain::roster::{Person, Standing};
use plenum::domain::seal::OpenedBox;
use plenum::domain::sheet::Secrecy;
use plenum::domain::sitting::Sitting;
use plenum::domain::tally::Tally;
use plenum::domain::text::{Key, Text};
use uuid::Uuid;

const RECORDS: u64 = 1_000_000;
/// A national congress with all its attendees, or a city at five levels.
const MEMBERS: u64 = 20_000;
/// Rows of every second ballot; the others are secret motions.
const ROWS: usize = 11;
/// A checkpoint stands behind so many votes: ten seconds of a hall that is in a hurry.
const VOTES_PER_CHECKPOINT: u64 = 1_000;
/// How often the peak of memory is looked at.
const LOOK: Duration = Duration::from_millis(5);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let asked = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let folder = tempfile::tempdir()?;
    let kept = std::env::var_os("PLENUM_BENCH_BUNDLE").map(std::path::PathBuf::from);
    let path = kept.unwrap_or_else(|| folder.path().join("bundle.jsonl"));
    let anchor = write(&path, asked.unwrap_or(RECORDS))?;
    let size = std::fs::metadata(&path)?.len();
    let records = anchor.size;
    println!("{records} records, {} MB", size / 1_000_000);
    // The first run also brings the file into memory.
    for _ in 0..3 {
        measure(Command::new(env!("CARGO_BIN_EXE_plenum")).arg("verify"), &path, &anchor)?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a measurement looks at the clock")]
fn measure(command: &mut Command, path: &Path, anchor: &Anchor) -> std::io::Result<()> {
    let command = command.arg(path).arg("--anchor").arg(anchor.to_string());
    let start = Instant::now();
    let mut child = command.stdout(std::process::Stdio::null()).spawn()?;
    let (mut peak_kb, mut cpu_ms) = (0, 0);
    let status = loop {
        peak_kb = peak_kb.max(peak(&child));
        cpu_ms = cpu_ms.max(processor_ms(&child));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(LOOK),
        }
    };
    let took_ms = start.elapsed().as_millis();
    let peak_mb = peak_kb / 1_000;
    println!("{took_ms} ms ({cpu_ms} ms of processor), at most {peak_mb} MB of memory, {status}");
    Ok(())
}

/// Most memory the process has held so far, kB; 0 when it is gone or the system does not say.
fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let status = status.unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or_default()
}

/// Time of a processor it has used so far, in steps of 10 ms; tells more than the time on the wall
/// where others work on the same machine.
fn processor_ms(child: &Child) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", child.id())).unwrap_or_default();
    // Behind the name, which may hold anything: state, …, utime and stime as 12th and 13th.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10
}

/// A lawful record of about so many entries; returns its last checkpoint.
fn write(path: &Path, records: u64) -> Result<Anchor, Box<dyn std::error::Error>> {
    let body = path.with_extension("body");
    let mut hall = Hall::new(BufWriter::new(File::create(&body)?))?;
    for number in 1.. {
        if hall.tree.len() + 2 * MEMBERS > records.max(3 * MEMBERS) {
            break;
        }
        hall.ballot(number)?;
    }
    while hall.tree.len() + 1 < records {
        let delegate = member(hall.tree.len() % MEMBERS);
        let present = hall.sitting.roster().is_present(delegate);
        hall.give(&Act::Desk(match present {
            true => DeskCommand::CheckOut { delegate },
            false => DeskCommand::CheckIn { delegate },
        }))?;
    }
    hall.checkpoint()?;
    hall.out.flush()?;
    let mut out = BufWriter::new(File::create(path)?);
    Header::new(hall.id, hall.head.as_ref().expect("records").head()).write(&mut out)?;
    std::io::copy(&mut File::open(&body)?, &mut out)?;
    out.flush()?;
    let signed = hall.sitting.checkpointed().expect("just signed");
    Ok(Anchor { sitting: hall.id, size: signed.size, root: signed.root })
}

fn id(kind: u64, n: u64) -> Uuid {
    Uuid::from_u64_pair(0x0190_a1b2_c3d4_7000 | kind, n)
}

fn member(n: u64) -> DelegateId {
    DelegateId(id(1, n))
}

fn text(words: &str) -> Text {
    Text::new(words).expect("plain words")
}

struct Hall {
    out: BufWriter<File>,
    id: SittingId,
    sitting: Sitting,
    tree: Frontier,
    head: Option<Sealed>,
    now_ms: u64,
    signer: SigningKey,
    acts: u64,
}

impl Hall {
    fn new(out: BufWriter<File>) -> Result<Self, Box<dyn std::error::Error>> {
        let id = SittingId(id(2, 1));
        let (sitting, tree) = (Sitting::default(), Frontier::default());
        let (head, now_ms, acts) = (None, 1_764_000_000_000, 0);
        let signer = SigningKey::from_seed([1; 32]);
        let mut hall = Self { out, id, sitting, tree, head, now_ms, signer, acts };
        let named = serde_json::json!({
            "id": id, "assembly": "示例市人民代表大会", "title": "示例会议", "name": "第一次全体会议",
            "venue": "会议中心", "rehearsal": false, "quorum": {"fraction": "2/3", "comparator": "ge"},
        });
        hall.system(SystemCommand::Create { head: serde_json::from_value(named)? })?;
        let key = hall.signer.public();
        let by_key = hall.signer.sign(&key_statement(id, None, &key));
        hall.system(SystemCommand::SetSigningKey { key, by_previous: None, by_key })?;
        let person = |n: u64| Person {
            id: member(n),
            number: text(&format!("{n:05}")),
            name: text(&format!("代表{n}")),
            delegation: text(&format!("第{}代表团", n % 30)),
            group: Text::default(),
            seat: Text::default(),
            standing: Standing::Member,
            weight: None,
            bodies: Default::default(),
        };
        let enrol = DeskCommand::Enrol { people: (0..MEMBERS).map(person).collect() };
        hall.give(&Act::Desk(enrol))?;
        for n in 0..MEMBERS {
            hall.give(&Act::Desk(DeskCommand::CheckIn { delegate: member(n) }))?;
        }
        Ok(hall)
    }

    fn give(&mut self, act: &Act) -> Result<(), Box<dyn std::error::Error>> {
        let decision = self.sitting.decide(act, self.now_ms);
        let event = decision.map_err(|refusal| format!("{refusal} for {act:?}"))?.event;
        let record = Record {
            v: RECORD_VERSION,
            sitting: self.id,
            seq: self.tree.len(),
            prev: self.head.as_ref().map_or(Hash::ZERO, |head| head.hash),
            at_ms: self.now_ms,
            wall_ms: self.now_ms,
            boot: id(3, 1),
            by: act.role(),
            event: event.ok_or("nothing new")?,
        };
        let sealed = Sealed::new(record)?;
        self.sitting.apply(&sealed.record.event, sealed.stamp());
        self.tree.push(merkle::leaf(&sealed.bytes));
        bundle::write_line(&mut self.out, &sealed.bytes)?;
        self.head = Some(sealed);
        self.now_ms += 1;
        Ok(())
    }

    fn system(&mut self, command: SystemCommand) -> Result<(), Box<dyn std::error::Error>> {
        self.give(&Act::System(command))
    }

    fn checkpoint(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        let checkpoint = Checkpoint { size: self.tree.len(), root: self.tree.root() };
        let signature = checkpoint.sign(self.id, &self.signer);
        let key = self.signer.public();
        self.system(SystemCommand::Checkpoint { root: checkpoint.root, key, signature })
    }

    /// Everybody votes, closed, counted, declared: a recorded evaluation, or a secret motion.
    fn ballot(&mut self, number: u32) -> Result<(), Box<dyn std::error::Error>> {
        let ballot = BallotId(id(4, u64::from(number)));
        let secret = number.is_multiple_of(2);
        let sheet = sheet(number, secret)?;
        let certified = sheet.rules.certification;
        self.give(&Act::Desk(DeskCommand::Draft { ballot, sheet: Box::new(sheet) }))?;
        self.give(&Act::Desk(DeskCommand::Ready { ballot }))?;
        let key = SealPrivateKey::from_seed([2; 32]).public();
        self.give(&Act::Chair(match secret {
            true => ChairCommand::OpenSealed { ballot, duration_s: Some(0), key },
            false => ChairCommand::Open { ballot, duration_s: Some(0) },
        }))?;
        for n in 0..MEMBERS {
            self.vote(ballot, n, secret)?;
            if n % VOTES_PER_CHECKPOINT == 0 {
                self.checkpoint()?;
            }
        }
        self.give(&Act::Chair(ChairCommand::Close { ballot }))?;
        if secret {
            // Nobody can open the box again, so that any figures will do that add up.
            let voted = u32::try_from(MEMBERS)?;
            let tally = serde_json::json!({
                "form": "marks", "rows": [{"votes": [voted, 0, 0], "blank": 0, "invalid": 0}],
            });
            let tally: Tally = serde_json::from_value(tally)?;
            let opened = Box::new(OpenedBox { tally, groups: None, invalid: 0, papers: None });
            self.system(SystemCommand::CountOpened { ballot, opened })?;
            self.system(SystemCommand::DestroyKey { ballot })?;
        } else {
            self.system(SystemCommand::Count { ballot })?;
        }
        if certified {
            self.give(&Act::Scrutineer(ScrutineerCommand::Certify { ballot }))?;
        }
        self.give(&Act::Chair(ChairCommand::Declare { ballot }))?;
        self.checkpoint()?;
        self.sitting.clear_box(ballot);
        Ok(())
    }

    fn vote(
        &mut self,
        ballot: BallotId,
        n: u64,
        secret: bool,
    ) -> Result<(), Box<dyn std::error::Error>> {
        self.acts += 1;
        let cast_id = CastId(id(5, self.acts));
        let cast = if secret {
            let found = self.sitting.ballot(ballot).ok_or("drafted")?.phase.poll();
            let length = found.and_then(|poll| poll.seal).ok_or("secret")?.seal.envelope_len();
            let digits = Hash::of(&self.acts.to_be_bytes()).0.repeat(length / 32 + 1);
            let envelope = Envelope::new(&digits[..length])?;
            DelegateCommand::CastSealed { ballot, cast_id, revision: 1, envelope }
        } else {
            let grades = ["outstanding", "competent", "basically_competent", "incompetent"];
            let turn = usize::try_from(n).expect("a member's number");
            let mark = |row: usize| (Key::ordinal(row), grades[(row * 7 + turn) % 4]);
            let marks = (1..=ROWS).map(mark);
            let marks = marks.map(|(row, grade)| (row, Key::new(grade).expect("a grade")));
            DelegateCommand::Cast {
                ballot,
                cast_id,
                paper: RawPaper::Marks { marks: marks.collect() },
            }
        };
        self.give(&Act::Delegate(member(n), cast))
    }
}

fn sheet(
    number: u32,
    secret: bool,
) -> Result<plenum::domain::sheet::Sheet, Box<dyn std::error::Error>> {
    let name = if secret { "congress-motion" } else { "eval-quota-rank" };
    let path = format!("{}/config/profiles/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let profile = Profile::parse(&std::fs::read_to_string(path)?)?;
    let item = |n: usize| RequestedItem {
        title: text(&format!("第{n}项")),
        note: Text::default(),
        details: Vec::new(),
        person: None,
    };
    let request = BallotRequest {
        profile: profile.id.clone(),
        title: text("示例"),
        items: if secret { Vec::new() } else { (1..=ROWS).map(item).collect() },
        places: None,
        quota: (!secret).then_some(4),
        duration_s: None,
        secrecy: Some(if secret { Secrecy::Secret } else { Secrecy::Recorded }),
        link: None,
        external: std::collections::BTreeMap::new(),
        amends: None,
        draw: None,
        documents: Vec::new(),
        casting: None,
        body: None,
        person: None,
    };
    Ok(profile.sheet(&request, number, 1).map_err(|refusal| refusal.en())?)
}
