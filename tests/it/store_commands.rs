//! What the commands say of a Postgres store: set up by an administrator, served by a login that
//! may only append.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::support::postgres::Postgres;

const SITTING: &str = r#"
[sitting]
assembly = "示例县人民代表大会"
title = "示例县第十五届人民代表大会第四次会议"
name = "第三次全体会议"
venue = "县会议中心"
quorum = { fraction = "2/3", comparator = "ge" }

[roster.generated]
members = 3
"#;

/// The binary over a store, in a folder of its own. What is configured around a test is not for it.
fn plenum(folder: &tempfile::TempDir, store: &str, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenum"));
    command.args(args).current_dir(folder.path()).env("PLENUM_STORE_URL", store);
    command
}

/// Exit code zero, standard output and standard error of a command that ends by itself.
fn run(folder: &tempfile::TempDir, store: &str, args: &[&str]) -> (bool, String, String) {
    let output = plenum(folder, store, args).output().expect("run the binary");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.success(), text(output.stdout), text(output.stderr))
}

/// A server, asked to stop when dropped.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// What a server logs until it listens.
fn serve(folder: &tempfile::TempDir, store: &str, flags: &[&str]) -> String {
    let args = [&["serve", "--listen", "127.0.0.1:0"], flags].concat();
    let mut command = plenum(folder, store, &args);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut serving = Serving(command.spawn().expect("start the server"));
    let mut line = String::new();
    let stdout = serving.0.stdout.take().expect("piped");
    BufReader::new(stdout).read_line(&mut line).expect("its first line");
    let stderr = serving.0.stderr.take().expect("piped");
    drop(serving);
    let log: Vec<String> = BufReader::new(stderr).lines().map_while(Result::ok).collect();
    assert!(line.contains("http://127.0.0.1:"), "{line} {log:?}");
    log.join("\n")
}

#[tokio::test]
async fn an_administrator_migrates_and_a_login_that_may_only_append_serves() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sitting.toml"), SITTING).unwrap();
    // Its logins are those of the whole cluster.
    let other = Postgres::shared().migrated_database().await;
    let admin = Postgres::shared().fresh_database().await;
    let server = admin.replacen("postgres@", "hall_server@", 1);
    for command in ["serve", "credentials", "import sitting.toml", "export"] {
        let args: Vec<&str> = command.split(' ').collect();
        let (done, _, error) = run(&folder, &server, &args);
        assert!(!done && error.contains("store_not_migrated"), "{command}: {error}");
        assert!(error.contains("plenum migrate"), "{command}: {error}");
    }
    for _ in 0..2 {
        // The flag stands before what is configured.
        let (done, told, error) = run(&folder, &other.server, &["migrate", "--store", &admin]);
        assert!(done && told.contains("plenum_service"), "{told}{error}");
    }
    let (done, told, error) = run(&folder, &server, &["import", "sitting.toml", "--json"]);
    assert!(done && told.contains("links"), "{error}");
    assert_eq!(serve(&folder, &server, &[]), "");
    let (done, record, error) = run(&folder, &server, &["export"]);
    assert!(done && record.lines().count() > 1, "{error}");
}

#[tokio::test]
async fn a_weak_store_is_named_in_the_log_and_no_ballot_is_opened_over_it_unless_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let database = Postgres::shared().migrated_database().await;
    let log = serve(&folder, &database.admin, &[]);
    assert!(log.contains("store_login_superuser") && log.contains("store_not_trusted"), "{log}");
    let log = serve(&folder, &database.admin, &["--allow-weak-store"]);
    assert!(log.contains("store_login_superuser") && log.contains("--allow-weak-store"), "{log}");
    assert!(!log.contains("store_not_trusted"), "{log}");
}

#[tokio::test]
async fn a_demo_sets_an_empty_database_up_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let store = Postgres::shared().fresh_database().await;
    let args = ["demo", "--headless", "--once", "--json", "--delegates", "6", "--think-ms", "0"];
    let args = [&args[..], &["--listen", "127.0.0.1:0", "--configured-store"]].concat();
    let (done, told, error) = run(&folder, &store, &args);
    assert!(done && told.contains(r#""event":"verified""#), "{error}");
    assert!(error.contains("store_login_superuser"), "{error}");
}

#[test]
fn a_store_that_is_no_url_is_refused_without_showing_it() {
    let folder = tempfile::tempdir().unwrap();
    for store in ["mysql://secret", "", "secret"] {
        let (done, _, error) =
            run(&folder, "postgres://x@127.0.0.1/x", &["migrate", "--store", store]);
        assert!(
            !done && error.contains("--store") && !error.contains("secret"),
            "{store}: {error}"
        );
    }
}
