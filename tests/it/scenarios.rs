//! Every folder in `tests/scenarios` is one ballot: the hall and the rule in `sitting.toml`, the
//! papers as they lie in the box in `papers.csv` (a number of equal papers and what stands on
//! them, row by row), in `expected.json` everything that the count must say, and in
//! `derivation.json` how it is derived in words (`PLENUM_BLESS=1` writes it anew; read the
//! difference). Where `secrecy` is `both` the same papers are cast in the clear and under seal, and
//! must count the same.

mod figures;
mod sheets;

mod follow;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use plenum::domain::casting::Casting;
use plenum::domain::derivation::derive;
use plenum::domain::ids::DelegateId;
use plenum::domain::paper::RawPaper;
use plenum::domain::roster::Standing;
use plenum::domain::sheet::Secrecy;
use serde::Deserialize;
use serde_json::Value;

use self::sheets::papers;
use crate::support::ballots::{changed, profiles_folder};
use crate::support::script::person;
use crate::support::world::{World, world};

/// Name of the one ballot in the scripts.
const BALLOT: &str = "ballot";

/// `sitting.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hall {
    profile: String,
    members: usize,
    /// Members who have signed in at the opening.
    present: usize,
    /// Non-voting attendees, all of them present.
    #[serde(default)]
    attendees: usize,
    title: String,
    #[serde(default)]
    items: Vec<String>,
    places: Option<u32>,
    quota: Option<u32>,
    /// Groups of the roster, in the order in which their members vote; they are the members.
    #[serde(default)]
    groups: Vec<(String, usize)>,
    /// Scores from outside the ballot, by source.
    #[serde(default)]
    external: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    secrecy: Secrecies,
    /// By hands, on paper, or both channels; the profile's own where it is not said.
    casting: Option<Casting>,
    /// Values in place of the profile's own.
    #[serde(default)]
    change: toml::Table,
    /// Subjects of rows, by row from 1, as the script calls them.
    #[serde(default)]
    subjects: BTreeMap<String, String>,
    /// Said before the opening: weights, proxies, recusals.
    #[serde(default)]
    before: String,
    /// Said after the opening and before the papers.
    #[serde(default)]
    meanwhile: String,
    /// Said after the papers and before the close.
    #[serde(default)]
    then: String,
    /// Said after the close: what people counted and typed in.
    #[serde(default)]
    entries: String,
    /// Said after the count.
    #[serde(default)]
    after: String,
}

/// 记名 unless the scenario says otherwise.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Secrecies {
    #[default]
    Recorded,
    Secret,
    Both,
    RollCall,
}

impl Secrecies {
    fn each(self) -> &'static [Secrecy] {
        match self {
            Self::Recorded => &[Secrecy::Recorded],
            Self::Secret => &[Secrecy::Secret],
            Self::Both => &[Secrecy::Recorded, Secrecy::Secret],
            Self::RollCall => &[Secrecy::RollCall],
        }
    }
}

/// `expected.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// `ok`, or the code of the refusal to open.
    opening: String,
    /// Where the ballot ends, when it has no count.
    #[serde(default)]
    phase: Option<String>,
    /// The whole count, without `channels` where every vote came from a tablet, without `weights` and
    /// `turnout.represented` where there is neither; none when the ballot did not open.
    #[serde(default)]
    count: Option<Value>,
    /// The papers of a secret ballot, as they are published.
    #[serde(default)]
    published: Option<Value>,
    /// Who has a place once everything in `after` is said: 当选、入选 in rank order, ties, places
    /// that are open.
    #[serde(default)]
    standing: Option<Value>,
    /// The ballots that the count asks for: why, exactly who, exactly how many places.
    #[serde(default)]
    follow_ups: Option<Vec<Value>>,
    /// Share of the best grade in each row, in the row's own valid papers.
    #[serde(default)]
    shares: Option<Vec<String>>,
    /// Mean of the weights in each row.
    #[serde(default)]
    scores: Option<Vec<String>>,
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let entries = std::fs::read_dir(root).expect("tests/scenarios");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    folders.sort();
    folders
}

fn read(folder: &Path, file: &str) -> String {
    let path = folder.join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn hall(folder: &Path) -> Hall {
    let text = read(folder, "sitting.toml");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

#[test]
fn every_scenario_counts_as_expected() {
    let folders = folders();
    assert!(folders.len() > 30, "the scenarios were not found");
    for folder in folders {
        let hall = hall(&folder);
        for secrecy in hall.secrecy.each() {
            println!("{}, {secrecy:?}", folder.display());
            run(&folder, &hall, *secrecy);
        }
    }
}

#[test]
fn every_profile_has_a_scenario() {
    let used: BTreeSet<String> = folders().iter().map(|f| hall(f).profile).collect();
    let entries = std::fs::read_dir(profiles_folder()).expect("config/profiles");
    let name = |path: PathBuf| path.file_stem().expect("a name").to_string_lossy().into();
    let shipped: BTreeSet<String> =
        entries.map(|entry| name(entry.expect("readable").path())).collect();
    assert_eq!(used, shipped);
}

#[test]
fn secret_ballots_have_scenarios_of_every_kind() {
    let (mut alone, mut both) = (0, BTreeSet::new());
    for hall in folders().iter().map(|folder| hall(folder)) {
        match hall.secrecy {
            Secrecies::Recorded | Secrecies::RollCall => {}
            Secrecies::Secret => alone += 1,
            Secrecies::Both => drop(both.insert(hall.profile)),
        }
    }
    assert!(alone >= 2 && both.len() >= 8, "{alone} {both:?}");
}

fn run(folder: &Path, hall: &Hall, secrecy: Secrecy) {
    let expected = read(folder, "expected.json");
    let expected: Expected = serde_json::from_str(&expected).expect("expected.json");
    let mut world = gather(hall, secrecy);
    let open = match world.is_secret(BALLOT) {
        false => "chair open ballot",
        true => "chair open-sealed ballot",
    };
    world.run(&hall.before);
    let opening = world.say(open);
    assert_eq!(opening, expected.opening);
    if opening != "ok" {
        assert!(expected.count.is_none());
        return;
    }
    world.run(&hall.meanwhile);
    let form = world.sheet(BALLOT).expect("named").form.clone();
    cast_all(&mut world, papers(&form, &read(folder, "papers.csv")));
    world.run(&hall.then);
    let mut world = world.closed(BALLOT);
    world.run(&hall.entries);
    world.settle();
    if let Some(phase) = &expected.phase {
        assert_eq!(world.phase(BALLOT), phase);
        return world.run(&hall.after).clear();
    }
    figures::check(&world, &form, &expected);
    check_derivation(folder, &world);
    if let Some(follow_ups) = &expected.follow_ups {
        assert_eq!(follow::follow_ups(&world, BALLOT), *follow_ups);
    }
    world.run(&hall.after);
    figures::check(&world, &form, &expected);
    if let Some(standing) = &expected.standing {
        assert_eq!(follow::standing(&world, BALLOT), *standing);
    }
}

#[track_caller]
fn check_derivation(folder: &Path, world: &World) {
    let sheet = &world.ballot_named(BALLOT).sheet;
    let found = serde_json::to_value(derive(sheet, world.count(BALLOT))).expect("lines are data");
    if std::env::var_os("PLENUM_BLESS").is_some() {
        std::fs::write(folder.join("derivation.json"), format!("{found:#}\n")).expect("written");
    }
    let wanted: Value = serde_json::from_str(&read(folder, "derivation.json")).expect("JSON");
    assert_eq!(found, wanted, "\nfound {found:#}");
}

fn gather(hall: &Hall, secrecy: Secrecy) -> World {
    let mut wanted = changed(&hall.profile, &hall.change).titled(&hall.title);
    wanted = match secrecy {
        Secrecy::Recorded => wanted,
        Secrecy::Secret => wanted.secret(),
        Secrecy::RollCall => wanted.by_roll_call(),
    };
    if let Some(casting) = hall.casting {
        wanted = wanted.casting(casting);
    }
    let items: Vec<&str> = hall.items.iter().map(String::as_str).collect();
    if !items.is_empty() {
        wanted = wanted.items(&items);
    }
    for (row, who) in &hall.subjects {
        let row: usize = row.parse().expect("a row, from 1");
        wanted = wanted.subject(row - 1, person(who));
    }
    if let Some(places) = hall.places {
        wanted = wanted.places(places);
    }
    if let Some(quota) = hall.quota {
        wanted = wanted.quota(quota);
    }
    for (source, scores) in &hall.external {
        let scores: Vec<&str> = scores.iter().map(String::as_str).collect();
        wanted = wanted.external(source, &scores);
    }
    let grouped: usize = hall.groups.iter().map(|(_, n)| n).sum();
    assert!(grouped == 0 || grouped == hall.members, "everybody is in a group");
    let groups = hall.groups.iter();
    groups
        .fold(world(), |world, (group, n)| world.members_of(group, *n))
        .members(hall.members - grouped)
        .attendees(hall.attendees)
        .present(hall.present)
        .attendees_present(hall.attendees)
        .ballot(BALLOT, &wanted)
}

/// Members in order, then attendees, of those who are in the room and have no paper in hand; the rest
/// stay silent.
fn cast_all(world: &mut World, papers: Vec<RawPaper>) {
    let in_room = |standing| {
        let people = world.sitting.roster().people();
        people
            .filter(move |(person, presence)| person.standing == standing && presence.present)
            .map(|(person, _)| person.id)
            .collect::<Vec<DelegateId>>()
    };
    let mut voters = in_room(Standing::Member);
    voters.extend(in_room(Standing::NonvotingAttendee));
    let poll = world.ballot_named(BALLOT).phase.poll().expect("open");
    let on_paper = poll.manual.on_paper.clone();
    voters.retain(|voter| poll.admits(*voter) && !on_paper.contains(voter));
    // Whoever is called has the next paper.
    if poll.roll.is_some() {
        return answer_all(world, papers);
    }
    assert!(papers.len() <= voters.len(), "more papers than people");
    for (voter, paper) in voters.into_iter().zip(papers) {
        let given = world.vote(voter, BALLOT, paper);
        given.unwrap_or_else(|refusal| panic!("{voter}: {refusal}"));
    }
}

fn answer_all(world: &mut World, papers: Vec<RawPaper>) {
    for paper in papers {
        let poll = world.ballot_named(BALLOT).phase.poll().expect("open");
        let called = poll.roll.as_ref().and_then(|roll| roll.called);
        let called = called.expect("fewer papers than people to be called");
        let given = world.vote(called, BALLOT, paper);
        given.unwrap_or_else(|refusal| panic!("{called}: {refusal}"));
    }
}
