//! The sitting document: everything about a sitting that is known before it begins, as TOML with
//! the CSV files it names. It is read, made ready, and becomes the commands that set the sitting up.

mod draw;

use std::collections::BTreeMap;

use serde::Deserialize;
use uuid::Uuid;

use crate::documents::roster;
use crate::documents::sitting_error::DocumentError;
use crate::domain::agenda::PinnedDocument;
use crate::domain::casting::Casting;
use crate::domain::command::rooms::RoomsDesk;
use crate::domain::command::{Command, DeskCommand, SystemCommand};
use crate::domain::event::SittingHead;
use crate::domain::ids::{BallotId, DelegateId, DrawId, SittingId};
use crate::domain::paper::count;
use crate::domain::profile::{BallotRequest, PersonRef, Profile, RequestedItem};
use crate::domain::roster::{Bodies, PEOPLE_MAX, Person, Room, Standing, VideoAttendance};
use crate::domain::sheet::Secrecy;
use crate::domain::text::{Key, Text};
use crate::domain::threshold::Quorum;

pub use draw::{DrawForm, PreparedDraw};

/// Largest document.
pub const DOCUMENT_BYTES_MAX: usize = 1024 * 1024;
/// People in one enrolment, so that no record of the sitting grows without bound.
pub const ENROL_PEOPLE_MAX: usize = 1_000;
/// Seats in one row of the generated hall.
const ROW_SEATS: u32 = 20;

/// The document as written. Fields may be changed before [`SittingDocument::prepare`], as a demo
/// with another number of delegates does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SittingDocument {
    /// What it is called.
    pub sitting: SittingForm,
    /// Who belongs to it.
    pub roster: RosterForm,
    /// The rooms that it is held in; none: one hall.
    #[serde(default)]
    pub rooms: Vec<Room>,
    /// Whom to draw.
    #[serde(default)]
    pub draw: Option<DrawForm>,
    /// In the order of the agenda.
    #[serde(default)]
    pub ballots: Vec<BallotForm>,
}

/// `[sitting]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SittingForm {
    /// The assembly that owns it.
    pub assembly: Text,
    /// 会议名称.
    pub title: Text,
    /// 会议场次.
    pub name: Text,
    /// 地点.
    pub venue: Text,
    /// 演练.
    #[serde(default)]
    pub rehearsal: bool,
    /// Quorum of the sitting itself.
    pub quorum: Quorum,
    /// 视频参会.
    #[serde(default)]
    pub video: VideoAttendance,
}

/// `[roster] file = "…"` or `[roster.generated]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RosterForm {
    /// A CSV file, see [`roster::parse`].
    File(String),
    /// Numbered people without names, for demos and load tests.
    Generated(GeneratedRoster),
}

/// How many numbered people.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GeneratedRoster {
    /// 代表.
    pub members: u32,
    /// 列席.
    #[serde(default)]
    pub attendees: u32,
    /// 代表团, filled one after the other in nearly equal parts.
    #[serde(default)]
    pub delegations: Vec<Text>,
}

/// `[[ballots]]`: a [`BallotRequest`], whose rows may come from the draw.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotForm {
    /// Which profile.
    pub profile: Key,
    /// What is decided.
    pub title: Text,
    /// Rows or options.
    #[serde(default)]
    pub items: Vec<RequestedItem>,
    /// Rows from elsewhere in the document.
    #[serde(default)]
    pub items_from: Option<ItemsFrom>,
    /// K.
    #[serde(default)]
    pub places: Option<u32>,
    /// n of the limited grade.
    #[serde(default)]
    pub quota: Option<u32>,
    /// Seconds; none: the profile's own.
    #[serde(default)]
    pub duration_s: Option<u32>,
    /// None: the profile's default.
    #[serde(default)]
    pub secrecy: Option<Secrecy>,
    /// Scores from outside the ballot, by source, in the order of the rows.
    #[serde(default)]
    pub external: BTreeMap<Key, Vec<Text>>,
    /// Texts it is about, with their hashes.
    #[serde(default)]
    pub documents: Vec<PinnedDocument>,
    /// Place (from 1) of a ballot further down that this one amends.
    #[serde(default)]
    pub amends: Option<u32>,
    /// In a joint sitting: whose ballot it is.
    #[serde(default)]
    pub body: Option<Key>,
    /// Whom it is about, by 代表证号, where the title is the only row.
    #[serde(default)]
    pub person: Option<PersonRef>,
    /// On tablets, by hands, on paper.
    #[serde(default)]
    pub casting: Option<Casting>,
}

/// Where rows come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemsFrom {
    /// The people drawn.
    Draw,
}

/// The document with its files read and its draw made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedSitting {
    /// What it is called.
    pub head: SittingHead,
    /// Who belongs to it.
    pub people: Vec<Person>,
    /// The rooms that it is held in.
    pub rooms: Vec<Room>,
    /// The draw, if there is one.
    pub draw: Option<PreparedDraw>,
    /// In the order of the agenda, each with the place (from 1) of the ballot that it amends.
    pub ballots: Vec<(BallotRequest, Option<u32>)>,
}

impl SittingDocument {
    /// Reads the document itself, none of its files.
    ///
    /// # Errors
    /// [`DocumentError`] with line and key.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        if text.len() > DOCUMENT_BYTES_MAX {
            return Err(DocumentError::TooLarge);
        }
        Ok(toml::from_str(text)?)
    }

    /// Reads the files that the document names, through `file`, and makes the draw. Names are plain
    /// (`roster.csv`): no path leads out of the document's folder.
    ///
    /// # Errors
    /// [`DocumentError`]; then nothing is prepared.
    pub fn prepare(
        self,
        file: &dyn Fn(&str) -> Option<Vec<u8>>,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<PreparedSitting, DocumentError> {
        let form = self.sitting;
        if form.assembly.is_empty() {
            return Err(DocumentError::AssemblyMissing);
        }
        let head = SittingHead {
            id: SittingId(new_id()),
            assembly: form.assembly,
            title: form.title,
            name: form.name,
            venue: form.venue,
            rehearsal: form.rehearsal,
            quorum: form.quorum,
            video: form.video,
        };
        let people = match self.roster {
            RosterForm::Generated(generated) => generated.people(new_id)?,
            RosterForm::File(name) => roster::parse(&read(&name, file)?, new_id)
                .map_err(|errors| DocumentError::Cells { file: name, errors })?,
        };
        let drawn = self.draw.map(|form| form.draw(DrawId(new_id()), file)).transpose()?;
        let ballots = self.ballots.into_iter().enumerate();
        let ballots = ballots.map(|(place, ballot)| ballot.request(place + 1, drawn.as_ref()));
        let mut ballots: Vec<(BallotRequest, Option<u32>)> = ballots.collect::<Result<_, _>>()?;
        let numbers: BTreeMap<&Text, DelegateId> =
            people.iter().map(|person| (&person.number, person.id)).collect();
        let find = |number: &Text| numbers.get(number).copied();
        ballots.iter_mut().for_each(|(ballot, _)| ballot.link(&find));
        Ok(PreparedSitting { head, people, rooms: self.rooms, ballots, draw: drawn })
    }
}

impl PreparedSitting {
    /// The commands that set the sitting up, in order: create, enrol, name the rooms, and draft and
    /// ready each ballot.
    ///
    /// # Errors
    /// [`DocumentError`] naming the ballot that no sheet can be made of.
    pub fn commands(
        self,
        profiles: &BTreeMap<Key, Profile>,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Vec<Command>, DocumentError> {
        let head = self.head;
        let mut commands = vec![Command::System(SystemCommand::Create { head })];
        for people in self.people.chunks(ENROL_PEOPLE_MAX) {
            let people = people.to_vec();
            commands.push(Command::Desk(DeskCommand::Enrol { people }));
        }
        if !self.rooms.is_empty() {
            let rooms = self.rooms;
            commands.push(Command::Desk(DeskCommand::Rooms(RoomsDesk::SetRooms { rooms })));
        }
        commands.extend(self.draw.into_iter().flat_map(PreparedDraw::commands));
        let ids: Vec<BallotId> = self.ballots.iter().map(|_| BallotId(new_id())).collect();
        for place in amended_first(&self.ballots)? {
            let (mut request, amends) = self.ballots[place].clone();
            let number = count(place + 1);
            let profile = profiles.get(&request.profile);
            let profile = profile.ok_or_else(|| DocumentError::ProfileUnknown {
                number,
                profile: request.profile.clone(),
            })?;
            request.amends = amends.and_then(|motion| ids.get(index(motion)).copied());
            let sheet = profile.sheet(&request, number, 1);
            let sheet = sheet.map_err(|refusal| DocumentError::Ballot { number, refusal })?;
            let (ballot, sheet) = (ids[place], Box::new(sheet));
            commands.push(Command::Desk(DeskCommand::Draft { ballot, sheet }));
            commands.push(Command::Desk(DeskCommand::Ready { ballot }));
        }
        Ok(commands)
    }
}

/// Places of all ballots, a motion always before what amends it.
fn amended_first(ballots: &[(BallotRequest, Option<u32>)]) -> Result<Vec<usize>, DocumentError> {
    let mut order: Vec<usize> = Vec::with_capacity(ballots.len());
    // Each round drafts at least one, so there are at most as many as ballots.
    while order.len() < ballots.len() {
        let drafted = |place: &usize| order.contains(place);
        let possible = |place: &usize| {
            let motion = ballots[*place].1.map(index);
            !drafted(place) && motion.is_none_or(|motion| drafted(&motion))
        };
        let round: Vec<usize> = (0..ballots.len()).filter(possible).collect();
        if round.is_empty() {
            let stuck = (0..ballots.len()).find(|place| !drafted(place)).unwrap_or_default();
            return Err(DocumentError::AmendsNothing { number: stuck + 1 });
        }
        order.extend(round);
    }
    Ok(order)
}

/// Place from 0 of a number from 1; 0 has none.
fn index(number: u32) -> usize {
    usize::try_from(number).ok().and_then(|number| number.checked_sub(1)).unwrap_or(usize::MAX)
}

impl GeneratedRoster {
    fn people(&self, new_id: &mut dyn FnMut() -> Uuid) -> Result<Vec<Person>, DocumentError> {
        let people = u64::from(self.members) + u64::from(self.attendees);
        if self.members == 0 || people > PEOPLE_MAX as u64 {
            return Err(DocumentError::PeopleOutOfRange { people });
        }
        let text = |words: String| Text::new(&words).expect("plain words and digits");
        let seat = |i: u32| format!("{}排{}座", i / ROW_SEATS + 1, i % ROW_SEATS + 1);
        let parts = self.delegations.len() as u64;
        let delegation = |i: u32| {
            let part = u64::from(i) * parts / u64::from(self.members);
            let part = usize::try_from(part).expect("below the number of delegations");
            self.delegations.get(part).cloned().unwrap_or_default()
        };
        let members = (0..self.members).map(|i| Person {
            id: DelegateId(new_id()),
            number: text(format!("{:04}", i + 1)),
            name: text(format!("代表{:04}", i + 1)),
            delegation: delegation(i),
            group: Text::default(),
            seat: text(seat(i)),
            standing: Standing::Member,
            weight: None,
            bodies: Bodies::default(),
        });
        let mut people: Vec<Person> = members.collect();
        people.extend((0..self.attendees).map(|i| Person {
            id: DelegateId(new_id()),
            number: text(format!("列席{:03}", i + 1)),
            name: text(format!("列席{:03}", i + 1)),
            delegation: Text::default(),
            group: Text::default(),
            seat: text(format!("列席区{}", seat(i))),
            standing: Standing::NonvotingAttendee,
            weight: None,
            bodies: Bodies::default(),
        }));
        Ok(people)
    }
}

impl BallotForm {
    fn request(
        self,
        number: usize,
        drawn: Option<&PreparedDraw>,
    ) -> Result<(BallotRequest, Option<u32>), DocumentError> {
        let (items, draw) = match (self.items_from, drawn) {
            (None, _) => (self.items, None),
            (Some(ItemsFrom::Draw), _) if !self.items.is_empty() => {
                return Err(DocumentError::ItemsTwice { number });
            }
            (Some(ItemsFrom::Draw), None) => return Err(DocumentError::NoDraw { number }),
            (Some(ItemsFrom::Draw), Some(drawn)) => (drawn.rows(), Some(drawn.draw)),
        };
        let request = BallotRequest {
            profile: self.profile,
            title: self.title,
            items,
            places: self.places,
            quota: self.quota,
            duration_s: self.duration_s,
            secrecy: self.secrecy,
            external: self.external,
            casting: self.casting,
            link: None,
            amends: None,
            draw,
            documents: self.documents,
            body: self.body,
            person: self.person,
        };
        Ok((request, self.amends))
    }
}

/// A file by its plain name.
fn read(name: &str, file: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Vec<u8>, DocumentError> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(is_plain) {
        return Err(DocumentError::FileName { file: name.into() });
    }
    file(name).ok_or_else(|| DocumentError::FileMissing { file: name.into() })
}
