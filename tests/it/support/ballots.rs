//! Ballots as tests ask for them: a profile from `config/profiles`, changed where the test says so.

use std::path::PathBuf;

use plenum::domain::casting::Casting;
use plenum::domain::ids::{DelegateId, DrawId};
use plenum::domain::paper::Item;
use plenum::domain::profile::{BallotRequest, PersonRef, Profile, RequestedItem};
use plenum::domain::refusal::Refusal;
use plenum::domain::sheet::{Secrecy, Sheet};
use plenum::domain::text::{Key, Text};
use toml::{Table, Value};

/// The ballot that a test wants, on its way to a [`Sheet`].
#[derive(Clone)]
pub(crate) struct Wanted {
    profile: Profile,
    request: BallotRequest,
    edits: Vec<fn(&mut Sheet)>,
}

/// The folder of the shipped profiles.
pub(crate) fn profiles_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("config/profiles")
}

/// A shipped profile, recorded, so that a test can look at single papers; [`Wanted::secret`] asks
/// for the other kind.
pub(crate) fn profile(id: &str) -> Wanted {
    changed(id, &Table::new())
}

/// A shipped profile with the values of `changes` in place of its own.
pub(crate) fn changed(id: &str, changes: &Table) -> Wanted {
    let path = profiles_folder().join(format!("{id}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut table: Table = text.parse().expect("a shipped profile is TOML");
    merge(&mut table, changes);
    let text = toml::to_string(&table).expect("a table can be written");
    let profile = Profile::parse(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
    let request = BallotRequest {
        profile: profile.id.clone(),
        title: text_of(id),
        items: Vec::new(),
        places: None,
        quota: None,
        duration_s: None,
        secrecy: Some(Secrecy::Recorded),
        external: std::collections::BTreeMap::new(),
        casting: None,
        link: None,
        amends: None,
        draw: None,
        documents: Vec::new(),
        body: None,
        person: None,
    };
    Wanted { profile, request, edits: Vec::new() }
}

/// Tables are merged, anything else is replaced.
fn merge(into: &mut Table, changes: &Table) {
    for (key, change) in changes {
        match (into.get_mut(key), change) {
            (Some(Value::Table(inner)), Value::Table(change)) => merge(inner, change),
            _ => {
                into.insert(key.clone(), change.clone());
            }
        }
    }
}

pub(crate) fn text_of(text: &str) -> Text {
    Text::new(text).expect("a plain text in a test")
}

pub(crate) fn key(text: &str) -> Key {
    Key::new(text).expect("a plain key in a test")
}

impl Wanted {
    /// What is decided.
    pub(crate) fn titled(mut self, title: &str) -> Self {
        self.request.title = text_of(title);
        self
    }

    /// The people of a draw as rows.
    pub(crate) fn of_draw(mut self, draw: DrawId, rows: &[Item]) -> Self {
        self.request.draw = Some(draw);
        self.request.items = rows.iter().cloned().map(RequestedItem::from).collect();
        self
    }

    /// Rows or options with these names.
    pub(crate) fn items(mut self, titles: &[&str]) -> Self {
        let item = |title: &&str| RequestedItem {
            title: text_of(title),
            note: Text::default(),
            details: Vec::new(),
            person: None,
        };
        self.request.items = titles.iter().map(item).collect();
        self
    }

    /// Whom a row is about, from 0; the title where it is the only row.
    pub(crate) fn subject(mut self, row: usize, who: DelegateId) -> Self {
        let number = text_of("found already");
        let person = Some(PersonRef { number, found: Some(who) });
        match self.request.items.get_mut(row) {
            Some(item) => item.person = person,
            None => self.request.person = person,
        }
        self
    }

    /// Of this body's members.
    pub(crate) fn body(mut self, body: &str) -> Self {
        self.request.body = Some(key(body));
        self
    }

    /// So many rows or options.
    pub(crate) fn numbered(self, n: usize) -> Self {
        let titles: Vec<String> = (1..=n).map(|n| format!("第{n}项")).collect();
        self.items(&titles.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// K.
    pub(crate) fn places(mut self, places: u32) -> Self {
        self.request.places = Some(places);
        self
    }

    /// n of the limited grade.
    pub(crate) fn quota(mut self, quota: u32) -> Self {
        self.request.quota = Some(quota);
        self
    }

    /// Scores from outside, by source.
    pub(crate) fn external(mut self, source: &str, scores: &[&str]) -> Self {
        let scores = scores.iter().map(|score| text_of(score)).collect();
        self.request.external.insert(key(source), scores);
        self
    }

    /// Why no sheet can be made of it.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.profile.sheet(&self.request, 1, 1).err()
    }

    /// Seconds.
    pub(crate) fn lasting(mut self, seconds: u32) -> Self {
        self.request.duration_s = Some(seconds);
        self
    }

    /// By hands, on paper, or both channels.
    pub(crate) fn casting(mut self, casting: Casting) -> Self {
        self.request.casting = Some(casting);
        self
    }

    /// 无记名.
    pub(crate) fn secret(mut self) -> Self {
        self.request.secrecy = Some(Secrecy::Secret);
        self
    }

    /// 唱名.
    pub(crate) fn by_roll_call(mut self) -> Self {
        self.request.secrecy = Some(Secrecy::RollCall);
        self
    }

    /// Anything else, done to the finished sheet and not checked before the sitting does.
    pub(crate) fn with(mut self, edit: fn(&mut Sheet)) -> Self {
        self.edits.push(edit);
        self
    }

    /// The sheet, at a place on the agenda.
    pub(crate) fn sheet(&self, number: u32) -> Sheet {
        let sheet = self.profile.sheet(&self.request, number, 1);
        let mut sheet = sheet.unwrap_or_else(|refusal| panic!("{}", refusal.en()));
        self.edits.iter().for_each(|edit| edit(&mut sheet));
        sheet
    }
}
