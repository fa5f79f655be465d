//! One sitting without server, clock or store: commands go in, events are applied at once. Every
//! world ends by replaying its record from the first event.

mod secret;

use std::collections::BTreeMap;
use std::sync::Arc;

use plenum::crypto::envelope::SealPrivateKey;
use plenum::crypto::hash::Hash;
use plenum::crypto::{canonical, merkle};
use plenum::domain::ballot::{Ballot, Content, Phase, Poll, Stamp};
use plenum::domain::command::{ChairCommand, Command, DeskCommand, SystemCommand};
use plenum::domain::count::Count;
use plenum::domain::event::{Event, Role, SittingHead};
use plenum::domain::ids::{BallotId, CastId, DelegateId, SittingId};
use plenum::domain::paper::PaperForm;
use plenum::domain::refusal::Refusal;
use plenum::domain::roster::{Person, Standing};
use plenum::domain::sheet::Sheet;
use plenum::domain::sitting::{Answer, Sitting};
use plenum::domain::tally::Tally;
use plenum::domain::text::Text;
use plenum::domain::threshold::{Comparator, Fraction, Quorum};
use uuid::Uuid;

pub(crate) use self::secret::unchecked;
use crate::support::ballots::{Wanted, text_of};
use crate::support::derived;

/// 2026-03-05 09:00 in Beijing.
const START_MS: u64 = 1_772_672_400_000;
const MEMBER: u128 = 0xD << 64;
const ATTENDEE: u128 = 0xA << 64;
const BALLOT: u128 = 0xB << 64;
const CAST: u128 = 0xC << 64;

/// A sitting with everything that ever happened in it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) sitting: Sitting,
    record: Vec<(Event, Role, Stamp)>,
    now_ms: u64,
    members: usize,
    attendees: usize,
    casts: u128,
    sheets: BTreeMap<String, Sheet>,
    /// In the order they were named, from 1.
    places: BTreeMap<String, usize>,
    /// Keys of secret ballots.
    vault: BTreeMap<BallotId, Arc<SealPrivateKey>>,
}

/// What became of a command that was not refused outright.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) answer: Answer,
    /// False for the repeat of an act.
    pub(crate) recorded: bool,
}

/// A sitting that has been created and has nobody on its roster.
pub(crate) fn world() -> World {
    world_of(head())
}

/// The same with another head.
pub(crate) fn world_of(head: SittingHead) -> World {
    let mut world = nothing();
    let create = Command::System(SystemCommand::Create { head });
    world.give(&create).expect("the first command");
    world
}

/// Not even created.
pub(crate) fn nothing() -> World {
    World {
        sitting: Sitting::default(),
        record: Vec::new(),
        now_ms: START_MS,
        members: 0,
        attendees: 0,
        casts: 0,
        sheets: BTreeMap::new(),
        places: BTreeMap::new(),
        vault: BTreeMap::new(),
    }
}

pub(crate) fn head() -> SittingHead {
    SittingHead {
        id: SittingId(Uuid::from_u128(1)),
        assembly: text_of("示例县人民代表大会"),
        title: text_of("示例县第十五届人民代表大会第四次会议"),
        name: text_of("第三次全体会议"),
        venue: text_of("县会议中心"),
        rehearsal: false,
        video: plenum::domain::roster::VideoAttendance::Refused,
        quorum: Quorum {
            fraction: Fraction::new(2, 3).expect("lawful"),
            comparator: Comparator::Ge,
        },
    }
}

/// The n-th member, from 1.
pub(crate) fn member(n: usize) -> DelegateId {
    DelegateId(Uuid::from_u128(MEMBER + wide(n)))
}

/// The n-th non-voting attendee, from 1.
pub(crate) fn attendee(n: usize) -> DelegateId {
    DelegateId(Uuid::from_u128(ATTENDEE + wide(n)))
}

pub(crate) fn cast_id(n: u128) -> CastId {
    CastId(Uuid::from_u128(CAST + n))
}

fn wide(n: usize) -> u128 {
    u128::try_from(n).expect("a usize fits")
}

impl World {
    /// Puts so many members on the roster.
    pub(crate) fn members(mut self, n: usize) -> Self {
        self.enrol(n, Standing::Member).expect("room on the roster");
        self
    }

    /// Puts so many members of one group on the roster.
    pub(crate) fn members_of(mut self, group: &str, n: usize) -> Self {
        self.enrol_in(group, n, Standing::Member).expect("room on the roster");
        self
    }

    /// Puts so many non-voting attendees on the roster.
    pub(crate) fn attendees(mut self, n: usize) -> Self {
        self.enrol(n, Standing::NonvotingAttendee).expect("room on the roster");
        self
    }

    /// Signs the first `n` members in.
    pub(crate) fn present(self, n: usize) -> Self {
        self.signed_in((1..=n).map(member))
    }

    /// Signs the first `n` attendees in.
    pub(crate) fn attendees_present(self, n: usize) -> Self {
        self.signed_in((1..=n).map(attendee))
    }

    fn signed_in(mut self, people: impl Iterator<Item = DelegateId>) -> Self {
        for delegate in people {
            let command = Command::Desk(DeskCommand::CheckIn { delegate });
            self.give(&command).expect("on the roster and not in yet");
        }
        self
    }

    /// Names a ballot that may be drafted later, or gives another paper to a name.
    pub(crate) fn paper(mut self, name: &str, wanted: &Wanted) -> Self {
        let place = self.places.get(name).copied();
        let place = place.unwrap_or(self.places.len() + 1);
        let number = u32::try_from(place).expect("a short agenda");
        self.add_sheet(name, wanted.sheet(number));
        self
    }

    /// Names a ballot by a sheet that is not made from a request.
    pub(crate) fn add_sheet(&mut self, name: &str, sheet: Sheet) {
        let next = self.places.len() + 1;
        self.places.entry(name.to_owned()).or_insert(next);
        self.sheets.insert(name.to_owned(), sheet);
    }

    /// A ballot that is ready to be opened.
    pub(crate) fn ballot(self, name: &str, wanted: &Wanted) -> Self {
        let mut world = self.paper(name, wanted);
        let (ballot, sheet) = (world.id(name), Box::new(world.sheets[name].clone()));
        for command in [DeskCommand::Draft { ballot, sheet }, DeskCommand::Ready { ballot }] {
            world.give(&Command::Desk(command)).expect("a ballot in order");
        }
        world
    }

    /// Opens it.
    pub(crate) fn opened(mut self, name: &str) -> Self {
        self.give(&self.opening(name, None)).expect("ready, and a quorum");
        self
    }

    /// Closes it and lets it be counted.
    pub(crate) fn closed(mut self, name: &str) -> Self {
        let ballot = self.id(name);
        self.give(&Command::Chair(ChairCommand::Close { ballot })).expect("open, and a quorum");
        self.settle();
        self
    }

    pub(crate) fn enrol(&mut self, n: usize, standing: Standing) -> Result<Given, Refusal> {
        self.enrol_in("", n, standing)
    }

    fn enrol_in(&mut self, group: &str, n: usize, standing: Standing) -> Result<Given, Refusal> {
        let (known, id): (usize, fn(usize) -> DelegateId) = match standing {
            Standing::Member => (self.members, member),
            Standing::NonvotingAttendee => (self.attendees, attendee),
        };
        let letter = if standing == Standing::Member { 'd' } else { 'a' };
        let person = |n: usize| Person {
            id: id(n),
            number: text_of(&format!("{letter}{n}")),
            name: text_of(&format!("代表{n}")),
            delegation: text_of(&format!("第{}代表团", n % 7 + 1)),
            group: text_of(group),
            seat: Text::default(),
            standing,
            weight: None,
            bodies: Default::default(),
        };
        let people = (known + 1..=known + n).map(person).collect();
        let given = self.give(&Command::Desk(DeskCommand::Enrol { people }))?;
        match standing {
            Standing::Member => self.members += n,
            Standing::NonvotingAttendee => self.attendees += n,
        }
        Ok(given)
    }

    /// Decides and applies, as the engine does with a committed event.
    pub(crate) fn give(&mut self, command: &Command) -> Result<Given, Refusal> {
        let decision = self.sitting.decide(command, self.now_ms)?;
        let recorded = decision.event.is_some();
        if let Some(event) = decision.event {
            let seq = u64::try_from(self.record.len()).expect("a short record");
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&seq.to_be_bytes());
            let stamp = Stamp { seq, at_ms: self.now_ms, hash };
            self.sitting.apply(&event, stamp);
            self.keep_keys(&event);
            self.record.push((event, command.role(), stamp));
        }
        Ok(Given { answer: decision.answer, recorded })
    }

    /// Does what the state itself asks for, as the engine does after every command.
    pub(crate) fn settle(&mut self) {
        while let Some(command) = self.sitting.due(self.now_ms).or_else(|| self.keys_due()) {
            self.give(&Command::System(command)).expect("it is due");
        }
    }

    /// Merkle root over the record so far, each event as it would be written.
    pub(crate) fn root(&self) -> Hash {
        let line = |event: &Event| merkle::leaf(&canonical::to_bytes(event).expect("data"));
        merkle::root(self.record.iter().map(|(event, ..)| line(event)))
    }

    pub(crate) fn wait_s(&mut self, seconds: u64) {
        self.now_ms += seconds * 1_000;
    }

    /// A cast id that no one has used.
    pub(crate) fn fresh_cast(&mut self) -> CastId {
        self.casts += 1;
        cast_id((1 << 32) + self.casts)
    }

    /// The id that belongs to a name, whether drafted or not.
    pub(crate) fn id(&self, name: &str) -> BallotId {
        let place = self.places.get(name).copied().unwrap_or_default();
        BallotId(Uuid::from_u128(BALLOT + wide(place)))
    }

    /// What has happened, who did it, and where it stands.
    pub(crate) fn record(&self) -> &[(Event, Role, Stamp)] {
        &self.record
    }

    /// The count as it stands in the record.
    pub(crate) fn counted_bytes(&self) -> Vec<u8> {
        let mut events = self.record.iter().map(|(event, ..)| event);
        let counted = events.rfind(|event| matches!(event, Event::BallotCounted { .. }));
        canonical::to_bytes(counted.expect("counted")).expect("data")
    }

    pub(crate) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.get(name)
    }

    pub(crate) fn ballot_named(&self, name: &str) -> &Ballot {
        self.sitting.ballot(self.id(name)).expect("drafted")
    }

    pub(crate) fn phase(&self, name: &str) -> &'static str {
        self.ballot_named(name).phase.name()
    }

    pub(crate) fn count(&self, name: &str) -> &Count {
        let counting = self.ballot_named(name).phase.counting();
        &counting.expect("counted").count
    }

    /// What must hold at the end of every test, whatever it was about.
    pub(crate) fn check(&self) {
        let mut replayed = Sitting::default();
        for (event, role, stamp) in &self.record {
            let stored = serde_json::to_string(event).expect("an event is data");
            let event: Event = serde_json::from_str(&stored).expect("read back");
            let lawful = replayed.reenact(&event, *role, stamp.at_ms);
            lawful.unwrap_or_else(|wrong| panic!("{wrong}: {wrong:?} in {event:?}"));
            replayed.apply(&event, *stamp);
        }
        self.check_keys();
        assert!(replayed == self.sitting, "replaying the record gives another state");
        for ballot in self.sitting.agenda() {
            check_ballot(ballot);
        }
    }
}

fn check_ballot(ballot: &Ballot) {
    let form = &ballot.sheet.form;
    if let Some(poll) = ballot.phase.poll() {
        check_poll(poll, form);
    }
    if let Some(counting) = ballot.phase.counting() {
        counting.count.check_identities(form.named_max()).expect("identities");
        derived::check(&ballot.sheet, &counting.count);
    }
    if let Phase::Counted(poll, closing, counting) = &ballot.phase {
        let by_tablet = match &counting.count.channels {
            None => {
                assert_eq!(closing.turnout, counting.count.turnout);
                Some(&counting.count.tally)
            }
            Some(channels) => channels.tablet.as_ref().map(|tablet| &tablet.tally),
        };
        // Names count as they were ruled, which they were not yet while the ballot was open.
        let as_cast = poll.seal.is_none() && ballot.takes_write_ins().is_none();
        if let Some(tally) = by_tablet.filter(|_| as_cast) {
            assert_eq!(poll.tally, *tally);
        }
        assert_eq!(closing.envelopes, poll.envelope_cut());
        let root = counting.opened.as_ref().map(|opened| opened.root);
        assert_eq!(root, closing.envelopes.map(|cut| cut.root));
    }
}

fn check_poll(poll: &Poll, form: &PaperForm) {
    let papers = poll.votes.iter().filter_map(|(voter, vote)| match &vote.content {
        Content::Paper(paper) => Some((paper, poll.excused(*voter), poll.weight_of(*voter))),
        Content::Sealed(_) => None,
    });
    assert_eq!(poll.tally, Tally::recount_with(form, papers), "running tally");
    let sealed = poll.votes.values().filter(|vote| matches!(vote.content, Content::Sealed(_)));
    let expected = if poll.seal.is_some() { poll.votes.len() } else { 0 };
    assert_eq!(sealed.count(), expected, "all papers of a secret ballot are sealed, and no other");
    assert!(poll.votes.keys().all(|id| poll.admits(*id)), "electorate");
    assert!(
        poll.votes.keys().all(|id| poll.been_present.contains(id)),
        "whoever voted was in the room or represented"
    );
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.check();
        }
    }
}
