//! B-04 and B-05 on the program itself: `plenum serve` with its log at full volume, killed in the
//! middle of a secret ballot and started again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use plenum::client::Client;
use plenum::client::sealing::sealed;
use plenum::domain::paper::Paper;
use serde_json::{Value, json};
use uuid::Uuid;

use super::election::{ROWS, paper};
use super::key_bytes::Masked;
use super::markers::{self, Found, Markers};
use crate::support::keys::KeyRoom;
use crate::support::server::{code, next, until};

const SITTING: &str = r#"
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十五届人民代表大会第四次会议"
name = "第三次全体会议"
venue = "县会议中心"
quorum = { fraction = "2/3", comparator = "ge" }

[roster.generated]
members = 6
delegations = ["第一代表团"]

[[ballots]]
profile = "eval-score"
title = "示例评议"
secrecy = "secret"
quota = 5
"#;

/// One node's files: store, tokens, signing key, logs.
struct Place {
    folder: tempfile::TempDir,
    room: KeyRoom,
}

struct Serving {
    child: Child,
    base: String,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap(), room: KeyRoom::new() };
        let item = |n| format!("[[ballots.items]]\ntitle = \"第{n}名\"\n");
        let items: String = (1..=ROWS).map(item).collect();
        let document = place.path("sitting.toml");
        std::fs::write(&document, format!("{SITTING}{items}")).unwrap();
        let imported = place.plenum(&["import", document.to_str().unwrap()]).output().unwrap();
        assert!(imported.status.success(), "{imported:?}");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn plenum(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenum"));
        command
            .args(args)
            .env("PLENUM_STORE_SQLITE", self.path("plenum.sqlite"))
            .env("PLENUM_KEYS_VAULT_FOLDER", self.room.folder())
            .env("PLENUM_KEYS_ALLOW_SWAP", "true")
            .env("PLENUM_KEYS_SIGNING_KEY", self.path("signing.key"))
            .current_dir(self.folder.path());
        command
    }

    fn serve(&self, log: &str) -> Serving {
        let log = File::create(self.path(log)).unwrap();
        let mut command = self.plenum(&["serve", "--listen", "127.0.0.1:0", "--log", "trace"]);
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let base = line.split_whitespace().find(|word| word.starts_with("http://"));
        let base = base.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned();
        Serving { child, base }
    }

    /// Tokens by what `plenum credentials` calls their owners.
    async fn tokens(&self, base: &str) -> BTreeMap<String, String> {
        let output = self.plenum(&["credentials", "--json"]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let mut tokens = BTreeMap::new();
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let link: Value = serde_json::from_str(line).unwrap();
            let code = link["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            let sign_in = reqwest::Client::new().post(format!("{base}/api/sign-in"));
            let response = sign_in.json(&json!({"code": code})).send().await.unwrap();
            let body: Value = response.json().await.unwrap();
            let owner = link["for"].as_str().unwrap().split(' ').next().unwrap().to_owned();
            tokens.insert(owner, body["token"].as_str().expect("signed in").to_owned());
        }
        tokens
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The hall as its people see it.
struct Faces<'a> {
    base: &'a str,
    tokens: &'a BTreeMap<String, String>,
}

impl Faces<'_> {
    async fn client(&self, face: &str, owner: &str) -> Client {
        let found = self.tokens.iter().find(|(name, _)| name.starts_with(owner));
        let (_, token) = found.unwrap_or_else(|| panic!("{owner} in {:?}", self.tokens.keys()));
        Client::connect(self.base, face, token).await.expect("connect")
    }

    /// The n-th member signs in and sends a paper of the own; returns it with the answer.
    async fn vote(&self, member: usize, revision: u32) -> (Value, Value) {
        let mut tablet = self.client("vote", &format!("{:04}", member + 1)).await;
        let snapshot = next(&mut tablet, "snapshot").await;
        tablet.request("check_in", json!({})).await.unwrap();
        let view = snapshot["data"]["ballots"][0].clone();
        let delegate = tablet.welcome["actor"]["person"]["id"].as_str().unwrap().parse().unwrap();
        let spelt = spelt(&view, &paper("served", member));
        let fields = sealed(&view, delegate, revision, &spelt, Uuid::now_v7()).unwrap();
        (spelt, tablet.request("cast_sealed", fields).await.unwrap())
    }
}

/// A paper with the keys of the ballot's view.
fn spelt(view: &Value, paper: &Paper) -> Value {
    let Paper::Marks { marks } = paper else { panic!("a matrix") };
    let form = &view["form"];
    let row = |row: usize| form["rows"][row]["id"].as_str().unwrap().to_owned();
    let grade = |mark: u8| form["grades"][usize::from(mark)]["id"].clone();
    let marks: serde_json::Map<_, _> =
        (0..).zip(marks).map(|(n, mark)| (row(n), grade(mark.unwrap()))).collect();
    json!({"form": "marks", "marks": marks})
}

#[tokio::test]
async fn the_program_keeps_papers_and_keys_out_of_its_log_and_files() {
    let place = Place::new();
    let mut serving = place.serve("first.log");
    let tokens = place.tokens(&serving.base).await;
    let faces = Faces { base: &serving.base, tokens: &tokens };
    let mut chair = faces.client("chair", "chair").await;
    let ballot = next(&mut chair, "snapshot").await["data"]["agenda"][0]["id"].clone();
    for member in 0..6 {
        let mut tablet = faces.client("vote", &format!("{:04}", member + 1)).await;
        tablet.request("check_in", json!({})).await.unwrap();
    }
    let opened = chair.request("open", json!({"ballot": ballot})).await.unwrap();
    assert_eq!(opened["ok"], true, "{opened}");
    let form = until(&mut chair, |push| push["topic"] == "ballot").await["data"].clone();
    let key = Masked::read(&place.room);
    for member in 0..3 {
        assert_eq!(faces.vote(member, 1).await.1["ok"], true);
    }
    assert_eq!(code(&faces.vote(3, 7).await.1), "revision_stale");
    let pid = serving.child.id().to_string();
    println!("open: {:?} (hits, bytes) in memory", key.in_memory(&pid));
    serving.child.kill().unwrap();
    serving.child.wait().unwrap();

    let serving = place.serve("second.log");
    let faces = Faces { base: &serving.base, tokens: &tokens };
    let mut chair = faces.client("chair", "chair").await;
    let resumed = chair.request("resume", json!({"ballot": ballot})).await.unwrap();
    assert_eq!(resumed["ok"], true, "{resumed}");
    for member in 3..6 {
        assert_eq!(faces.vote(member, 1).await.1["ok"], true);
    }
    let pid = serving.child.id().to_string();
    let open = key.in_memory(&pid);
    println!("open again: {open:?} (hits, bytes) in memory");
    assert!(open.is_none_or(|(hits, _)| hits > 0), "the key of an open ballot is in memory");
    chair.request("close", json!({"ballot": ballot})).await.unwrap();
    until(&mut chair, |push| push["topic"] == "ballot" && push["data"]["key"] == "destroyed").await;
    let gone = key.in_memory(&pid);
    println!("destroyed: {gone:?} (hits, bytes) in memory");
    assert!(gone.is_none_or(|(hits, _)| hits == 0), "{gone:?}");
    search(&place, &form, &key);
}

fn search(place: &Place, view: &Value, key: &Masked) {
    let found = look(place.folder.path(), &markers(view));
    println!("papers: {} bytes in {} files", found.bytes, found.files);
    found.assert_nothing("papers in the node's files");
    let mut found = look(place.folder.path(), &key.markers());
    key.markers().path(place.room.folder(), &mut found);
    println!("key: {} bytes in {} files", found.bytes, found.files);
    found.assert_nothing("the key in the node's files");
    // The log was at full volume: it has the envelopes, which are in the record too.
    let log = std::fs::read_to_string(place.path("second.log")).unwrap();
    assert!(log.contains("TRACE") && log.contains("cast_sealed"), "not at full volume");
}

fn look(folder: &Path, markers: &Markers) -> Found {
    let mut found = Found::default();
    markers.path(folder, &mut found);
    found
}

fn markers(view: &Value) -> Markers {
    let mut all = markers::of_any_paper();
    for member in 0..6 {
        let paper = paper("served", member);
        let Paper::Marks { marks } = &paper else { unreachable!() };
        let list: Vec<String> = marks.iter().map(|mark| mark.unwrap().to_string()).collect();
        all.extend(markers::spellings("list", list.join(",").as_bytes()));
        all.extend(markers::spellings("digits", list.concat().as_bytes()));
        all.extend(markers::spellings("keys", spelt(view, &paper)["marks"].to_string().as_bytes()));
        all.push(("debug".into(), format!("{paper:?}").into_bytes()));
    }
    Markers::new(all)
}
