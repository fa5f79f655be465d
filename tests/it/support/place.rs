//! The binary with everything it keeps in a place of its own: store, signing key, vault.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use plenum::client::Client;
use serde_json::{Value, json};

use crate::support::keys::KeyRoom;

/// Everything goes with it.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    pub(crate) room: KeyRoom,
    /// None: an embedded file.
    postgres: Option<String>,
}

impl Place {
    /// Over a Postgres store, or an embedded one.
    pub(crate) fn new(postgres: Option<String>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), room: KeyRoom::new(), postgres }
    }

    /// A file in it.
    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenum"));
        command.args(args).current_dir(self.folder.path());
        match &self.postgres {
            Some(url) => command.env("PLENUM_STORE_URL", url),
            None => command.env("PLENUM_STORE_SQLITE", self.path("plenum.sqlite")),
        };
        // The machine of the tests may have swap; the rule about it has tests of its own.
        command.env("PLENUM_KEYS_ALLOW_SWAP", "true");
        command.env("PLENUM_KEYS_VAULT_FOLDER", self.room.folder());
        command.env("PLENUM_KEYS_SIGNING_KEY", self.path("signing.key"));
        command
    }

    /// A command that ends by itself.
    pub(crate) fn output(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("run the binary")
    }

    /// Standard output of a command that succeeds.
    pub(crate) fn run(&self, args: &[&str]) -> String {
        let output = self.output(args);
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Standard error of a command that cannot be carried out.
    pub(crate) fn fail(&self, args: &[&str]) -> String {
        let output = self.output(args);
        assert_eq!(output.status.code(), Some(3), "{args:?}: {output:?}");
        String::from_utf8(output.stderr).expect("UTF-8")
    }

    /// Creates a sitting; gives its id.
    pub(crate) fn import(&self, document: &str) -> String {
        std::fs::write(self.path("sitting.toml"), document).unwrap();
        let told = self.run(&["import", "sitting.toml", "--json"]);
        let told: Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
        told["sitting"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned()
    }

    /// Exports the only sitting and verifies the bundle by the anchor that the export tells.
    pub(crate) fn verified(&self) -> String {
        let told = String::from_utf8(self.output(&["export", "--output", "bundle.jsonl"]).stderr);
        let told = told.expect("UTF-8");
        let anchor = told.lines().find(|line| line.starts_with("plenum1:"));
        let anchor = anchor.unwrap_or_else(|| panic!("no anchor: {told}"));
        self.run(&["verify", "bundle.jsonl", "--anchor", anchor])
    }
}

/// A running `plenum serve`, killed with its handle.
pub(crate) struct Serving {
    child: Child,
    pub(crate) base: String,
}

impl Serving {
    pub(crate) fn start(place: &Place) -> Self {
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("start the server");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("its first line");
        let base = line.split_whitespace().find(|word| word.starts_with("http://"));
        let base = base.unwrap_or_else(|| panic!("no address in {line:?}")).to_owned();
        Self { child, base }
    }

    /// SIGKILL: no goodbye, no flush.
    pub(crate) fn kill(&mut self) {
        self.child.kill().expect("kill the server");
        self.child.wait().expect("reap the server");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Everybody's tokens.
pub(crate) struct Tokens(Vec<(String, String)>);

impl Tokens {
    /// Signs everybody in with a link of their own.
    pub(crate) async fn of(place: &Place, base: &str) -> Self {
        let mut tokens = Vec::new();
        for line in place.run(&["credentials", "--json"]).lines() {
            let link: Value = serde_json::from_str(line).unwrap();
            let code = link["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            let sign_in = reqwest::Client::new().post(format!("{base}/api/sign-in"));
            let response = sign_in.json(&json!({"code": code})).send().await.unwrap();
            let body: Value = response.json().await.unwrap();
            let token = body["token"].as_str().expect("signed in").to_owned();
            tokens.push((link["for"].as_str().unwrap().to_owned(), token));
        }
        Self(tokens)
    }

    /// The link of a person whose name in `plenum credentials` begins so.
    pub(crate) async fn connect(&self, base: &str, face: &str, owner: &str) -> Client {
        let found = self.0.iter().find(|(name, _)| name.starts_with(owner));
        let (_, token) = found.unwrap_or_else(|| panic!("{owner} in {:?}", self.0));
        Client::connect(base, face, token).await.expect("connect")
    }
}

/// The folder of the vault as a machine has it that lost its power.
pub(crate) fn empty(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        std::fs::remove_file(entry.unwrap().path()).unwrap();
    }
}
