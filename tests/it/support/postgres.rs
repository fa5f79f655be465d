//! A throw-away Postgres cluster: its own folder, its own port, its own processes.
//!
//! Durability is what the tests test, so `fsync`, `synchronous_commit` and `full_page_writes` stay
//! on. Nothing of the machine's own Postgres is used but the binaries.

pub(crate) mod database;
mod installation;
mod process;
#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;

use self::installation::Installation;
use self::process::{is_alive, signal, wait_for, with_descendants};

/// Small, and nothing here weakens what a commit means.
const SETTINGS: &[&str] = &[
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "shared_buffers=16MB",
    "max_wal_size=256MB",
    // In the folder, not in /dev/shm, so that a killed cluster leaves nothing outside.
    "dynamic_shared_memory_type=mmap",
    "jit=off",
    "timezone=UTC",
];

/// Holds Postgres as its child and outlives the test by a moment. The kernel closes the pipe when
/// the test process ends, however it ends, so no cluster is left behind even after SIGKILL.
/// A line on the pipe means: stop, keep the folder. End of file means: stop at once, remove it.
const SUPERVISOR: &str = r#"
home=$1; shift
"$@" </dev/null >&2 &
postgres=$!
echo "$postgres"
if read -r _; then signal=INT; else signal=QUIT; fi
kill -s "$signal" "$postgres" && kill -s CONT "$postgres"
waits=0
while kill -0 "$postgres" && [ "$waits" -lt 500 ]; do sleep 0.02; waits=$((waits + 1)); done
[ "$waits" -lt 500 ] || kill -s QUIT "$postgres"
wait
[ "$signal" = INT ] || rm -rf "$home"
"#;

/// One cluster. Dropping it stops the processes and removes the folder.
pub(crate) struct Postgres {
    running: Mutex<Option<Supervised>>,
    installation: Installation,
    /// Behind ours, so that they win.
    settings: Vec<String>,
    port: u16,
    databases: AtomicU32,
    home: TempDir,
}

impl Postgres {
    /// The cluster shared by every test of this process that does not stop or kill it.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// A cluster of one's own, for tests that stop or kill it. Returns once it accepts connections.
    ///
    /// # Panics
    /// If there are no Postgres binaries, or the cluster does not come up.
    pub(crate) fn start() -> Self {
        Self::start_with(Vec::new())
    }

    /// A cluster with other settings (`name=value`), for tests that refuse it.
    ///
    /// # Panics
    /// As [`Postgres::start`].
    pub(crate) fn start_with(settings: Vec<String>) -> Self {
        let installation = Installation::find();
        let home = installation.new_home();
        installation.fill(&home.path().join("data"));
        for port in free_ports() {
            match Supervised::launch(&installation, &settings, home.path(), port) {
                Ok(supervised) => {
                    let running = Mutex::new(Some(supervised));
                    return Self {
                        running,
                        installation,
                        settings,
                        port,
                        databases: AtomicU32::new(0),
                        home,
                    };
                }
                // Another process took the port between our look and the bind.
                Err(log) if log.contains("Address already in use") => {}
                Err(log) => panic!("the Postgres cluster for tests did not start:\n{log}"),
            }
        }
        panic!("no free loopback port for a Postgres cluster");
    }

    /// Makes an empty database and returns its URL.
    pub(crate) async fn fresh_database(&self) -> String {
        let name = format!("plenum_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let create = AssertSqlSafe(format!("create database {name} template template0"));
        let mut admin = PgConnection::connect(&self.url("postgres")).await.expect("connect");
        sqlx::raw_sql(create).execute(&mut admin).await.expect("create a database");
        admin.close().await.expect("close");
        self.url(&name)
    }

    /// The URL of a database by name; `postgres` always exists. Loopback trusts everybody.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}?sslmode=disable", self.port)
    }

    /// The folder of the cluster's data.
    pub(crate) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// What the processes of the cluster have said since its last start.
    pub(crate) fn log(&self) -> PathBuf {
        self.home.path().join("postgres.log")
    }

    /// A program of the installation (`pg_dump`, …), under the account that owns the cluster, with
    /// the way to it in the environment.
    pub(crate) fn tool(&self, name: &str) -> Command {
        let mut tool = self.installation.command(self.installation.binary(name));
        tool.env("PGHOST", "127.0.0.1").env("PGPORT", self.port.to_string());
        tool.env("PGUSER", "postgres");
        tool
    }

    /// An empty folder for what such programs write; it goes with the cluster.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let folder = self.home.path().join(name);
        let made = self.installation.command("mkdir").arg(&folder).status().expect("mkdir");
        assert!(made.success(), "{}", folder.display());
        folder
    }

    /// The process id of the postmaster.
    ///
    /// # Panics
    /// If the cluster is stopped.
    pub(crate) fn pid(&self) -> u32 {
        self.running().as_ref().expect("the cluster is running").pid
    }

    /// Kills postmaster and children in one stroke, and returns when all are dead. The folder,
    /// with its stale lock files, stays as it was.
    pub(crate) fn kill9(&self) {
        if let Some(supervised) = self.running().take() {
            // A stopped postmaster cannot fork a child that the list would miss.
            signal("STOP", &[supervised.pid]);
            let tree = with_descendants(supervised.pid);
            signal("KILL", &tree);
            assert!(wait_for(|| !tree.iter().any(|&pid| is_alive(pid))), "{tree:?} outlive a kill");
            supervised.end(Folder::Keep);
        }
    }

    /// An orderly stop: open connections are cut, a checkpoint is written.
    pub(crate) fn stop(&self) {
        if let Some(supervised) = self.running().take() {
            supervised.end(Folder::Keep);
        }
    }

    /// Stops the cluster if it runs, and starts it on the same folder and port. Returns once
    /// recovery is over and it accepts connections.
    pub(crate) fn restart(&self) {
        self.stop();
        let supervised =
            Supervised::launch(&self.installation, &self.settings, self.home.path(), self.port);
        *self.running() =
            Some(supervised.unwrap_or_else(|log| panic!("failed to restart:\n{log}")));
    }

    /// The same, with one more setting (`name=value`) from now on.
    pub(crate) fn restart_with(&mut self, setting: String) {
        self.settings.push(setting);
        self.restart();
    }

    fn running(&self) -> MutexGuard<'_, Option<Supervised>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(supervised) = self.running().take() {
            supervised.end(Folder::Remove);
        }
    }
}

/// Postgres and the shell that holds it.
struct Supervised {
    supervisor: Child,
    lifeline: ChildStdin,
    pid: u32,
}

#[derive(Clone, Copy)]
enum Folder {
    Keep,
    Remove,
}

impl Supervised {
    /// Starts Postgres and waits until it accepts connections; the error is the log.
    fn launch(
        installation: &Installation,
        settings: &[String],
        home: &Path,
        port: u16,
    ) -> Result<Self, String> {
        let (data, log) = (home.join("data"), home.join("postgres.log"));
        // Every process of this folder is dead, so its locks are stale. Postgres itself cannot be
        // sure of that once another process has got the old id, and would refuse to start.
        let _ = fs::remove_file(data.join("postmaster.pid"));
        let _ = fs::remove_file(home.join(format!(".s.PGSQL.{port}.lock")));
        let mut supervisor = installation
            .command("sh")
            .args(["-c", SUPERVISOR, "plenum-test-postgres"])
            .arg(home)
            .arg(installation.binary("postgres"))
            .args(["-D".as_ref(), data.as_os_str(), "-k".as_ref(), home.as_os_str()])
            .args(["-h", "127.0.0.1", "-p", &port.to_string()])
            .args(SETTINGS.iter().flat_map(|setting| ["-c", setting]))
            .args(settings.iter().flat_map(|setting| ["-c", setting]))
            // A signal to the test's process group must not reach the one who cleans up after it.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).expect("create the log"))
            .spawn()
            .expect("start sh");
        let lifeline = supervisor.stdin.take().expect("piped");
        let pid = first_line(&mut supervisor).parse().expect("the supervisor prints a process id");
        let supervised = Self { supervisor, lifeline, pid };
        wait_for(|| is_ready(&data, pid) || !is_alive(pid));
        if is_ready(&data, pid) {
            return Ok(supervised);
        }
        supervised.end(Folder::Keep);
        Err(fs::read_to_string(&log).unwrap_or_default())
    }

    fn end(mut self, folder: Folder) {
        if matches!(folder, Folder::Keep) {
            // A broken pipe means that the supervisor has ended already.
            let _ = writeln!(self.lifeline, "stop");
        }
        drop(self.lifeline);
        let _ = self.supervisor.wait();
    }
}

fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    let stdout = child.stdout.take().expect("piped");
    BufReader::new(stdout).read_line(&mut line).expect("read the first line");
    line.trim().to_owned()
}

/// Postgres writes its state into the eighth line of its lock file.
fn is_ready(data: &Path, pid: u32) -> bool {
    let lock = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    let lines: Vec<&str> = lock.lines().map(str::trim).collect();
    lines.first() == Some(&pid.to_string().as_str()) && lines.get(7) == Some(&"ready")
}

/// Ports below the kernel's range for outgoing connections, so that a load test's own sockets
/// cannot take the port of a cluster while it is down.
fn free_ports() -> impl Iterator<Item = u16> {
    static CLUSTERS: AtomicU32 = AtomicU32::new(0);
    let first = std::process::id() * 16 + CLUSTERS.fetch_add(1, Ordering::Relaxed);
    (0..200)
        .map(move |step| u16::try_from(20_000 + (first + step) % 12_000).expect("below 32,000"))
        .filter(|&port| TcpListener::bind(("127.0.0.1", port)).is_ok())
}
