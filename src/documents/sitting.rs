//! The sitting document: everything about a sitting that is known before it begins, as TOML with
//! the CSV files it names. It is read, made ready, and becomes the commands that set the sitting up.

use std::collections::BTreeMap;

use serde::Deserialize;
use uuid::Uuid;

use crate::documents::draw::{self, Draw, Seed};
use crate::documents::roster;
use crate::documents::sitting_error::DocumentError;
use crate::domain::casting::Casting;
use crate::domain::command::{Command, DeskCommand, SystemCommand};
use crate::domain::event::SittingHead;
use crate::domain::ids::{BallotId, DelegateId, SittingId};
use crate::domain::profile::{BallotRequest, PersonRef, Profile, RequestedItem};
use crate::domain::roster::{Bodies, PEOPLE_MAX, Person, Standing};
use crate::domain::sheet::Secrecy;
use crate::domain::text::{Key, Text};
use crate::domain::threshold::Quorum;

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

/// `[draw]`
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawForm {
    /// A CSV file, see [`draw::run`].
    pub list: String,
    /// Column that holds the stratum.
    pub stratum: String,
    /// Seats over all strata.
    pub seats: u32,
    /// Seed.
    pub seed: Seed,
    /// Stands before the number of a person without a name: 民警 0053.
    #[serde(default)]
    pub label: Text,
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
    /// The draw, if there is one.
    pub draw: Option<Draw>,
    /// In the order of the agenda.
    pub ballots: Vec<BallotRequest>,
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
        };
        let people = match self.roster {
            RosterForm::Generated(generated) => generated.people(new_id)?,
            RosterForm::File(name) => roster::parse(&read(&name, file)?, new_id)
                .map_err(|errors| DocumentError::Cells { file: name, errors })?,
        };
        let drawn = self.draw.as_ref().map(|form| form.draw(file)).transpose()?;
        let rows = self.draw.iter().zip(&drawn);
        let rows: Vec<RequestedItem> = rows.flat_map(|(form, draw)| form.items(draw)).collect();
        let ballots = self.ballots.into_iter().enumerate();
        let ballots = ballots.map(|(place, ballot)| ballot.request(place + 1, &rows));
        let mut ballots: Vec<BallotRequest> = ballots.collect::<Result<_, _>>()?;
        let numbers: BTreeMap<&Text, DelegateId> =
            people.iter().map(|person| (&person.number, person.id)).collect();
        ballots.iter_mut().for_each(|ballot| ballot.link(&|number| numbers.get(number).copied()));
        Ok(PreparedSitting { head, people, ballots, draw: drawn })
    }
}

impl PreparedSitting {
    /// The commands that set the sitting up, in order: create, enrol, and draft and ready each
    /// ballot.
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
        for (number, request) in (1..).zip(&self.ballots) {
            let profile = profiles.get(&request.profile);
            let profile = profile.ok_or_else(|| DocumentError::ProfileUnknown {
                number,
                profile: request.profile.clone(),
            })?;
            let sheet = profile.sheet(request, number, 1);
            let sheet = sheet.map_err(|refusal| DocumentError::Ballot { number, refusal })?;
            let (ballot, sheet) = (BallotId(new_id()), Box::new(sheet));
            commands.push(Command::Desk(DeskCommand::Draft { ballot, sheet }));
            commands.push(Command::Desk(DeskCommand::Ready { ballot }));
        }
        Ok(commands)
    }
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
            seat: text(format!("列席区{}", seat(i))),
            standing: Standing::NonvotingAttendee,
            weight: None,
            bodies: Bodies::default(),
        }));
        Ok(people)
    }
}

impl DrawForm {
    fn draw(&self, file: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Draw, DocumentError> {
        let list = read(&self.list, file)?;
        let drawn = draw::run(&list, &self.stratum, self.seats, self.seed);
        drawn.map_err(|error| match error {
            draw::DrawError::List(errors) => {
                DocumentError::Cells { file: self.list.clone(), errors }
            }
            draw::DrawError::Seats { seats, people } => DocumentError::Seats { seats, people },
        })
    }

    fn items(&self, draw: &Draw) -> Vec<RequestedItem> {
        let title = |row: &draw::DrawnRow| match row.name.is_empty() {
            true => Text::new(&format!("{} {}", self.label, row.number)),
            false => Ok(row.name.clone()),
        };
        let item = |row: &draw::DrawnRow| RequestedItem {
            // A label as long as a text may be is cut off rather than refused: it is only a label.
            title: title(row).unwrap_or_else(|_| row.number.clone()),
            note: row.stratum.clone(),
            details: Vec::new(),
            person: None,
        };
        draw.rows.iter().map(item).collect()
    }
}

impl BallotForm {
    fn request(
        self,
        number: usize,
        drawn: &[RequestedItem],
    ) -> Result<BallotRequest, DocumentError> {
        let items = match self.items_from {
            None => self.items,
            Some(ItemsFrom::Draw) if !self.items.is_empty() => {
                return Err(DocumentError::ItemsTwice { number });
            }
            Some(ItemsFrom::Draw) if drawn.is_empty() => {
                return Err(DocumentError::NoDraw { number });
            }
            Some(ItemsFrom::Draw) => drawn.to_vec(),
        };
        Ok(BallotRequest {
            profile: self.profile,
            title: self.title,
            items,
            places: self.places,
            quota: self.quota,
            duration_s: self.duration_s,
            secrecy: self.secrecy,
            casting: self.casting,
            rerun_of: None,
            body: self.body,
            person: self.person,
        })
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
