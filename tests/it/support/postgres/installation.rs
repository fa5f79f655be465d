//! The machine's Postgres binaries, the user who may run them, and a template of a new cluster.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub(super) struct Installation {
    binaries: PathBuf,
    /// Postgres refuses to run as root, so root runs it as this user and group.
    account: Option<(u32, u32)>,
}

impl Installation {
    /// # Panics
    /// If there is no Postgres, with the way to get it: a skipped test would look like a passed one.
    pub(super) fn find() -> Self {
        let binaries = binaries().unwrap_or_else(|| missing("no initdb and postgres"));
        let is_root = fs::metadata("/proc/self").expect("read /proc").uid() == 0;
        let account =
            is_root.then(|| postgres_account().unwrap_or_else(|| missing("no user `postgres`")));
        Self { binaries, account }
    }

    pub(super) fn binary(&self, name: &str) -> PathBuf {
        self.binaries.join(name)
    }

    /// A command under the account that may run Postgres.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        // Messages in English, and a folder that any user may enter.
        command.env("LC_ALL", "C").current_dir("/");
        if let Some((user, group)) = self.account {
            command.uid(user).gid(group);
        }
        command
    }

    /// An empty folder that the account owns; its short path leaves room for a socket's name.
    pub(super) fn new_home(&self) -> TempDir {
        let home = tempfile::Builder::new().prefix("plenum-postgres-").tempdir().expect("tempdir");
        if let Some((user, group)) = self.account {
            chown(home.path(), Some(user), Some(group)).expect("chown");
        }
        home
    }

    /// Makes a new cluster in `data`. Under nextest every test is a process, and a copy takes a
    /// tenth of the time of `initdb`: the first process makes a template, the others wait for it.
    pub(super) fn fill(&self, data: &Path) {
        let template = self.template();
        let lock = File::create(template.with_extension("lock")).expect("create the lock file");
        lock.lock().expect("lock the template");
        if template.is_dir() {
            drop(lock);
            copy(&template, data);
        } else {
            self.initdb(data);
            // The rename makes it a template, so a process killed half-way leaves none.
            let partial = template.with_extension("partial");
            let _ = fs::remove_dir_all(&partial);
            copy(data, &partial);
            fs::rename(&partial, &template).expect("publish the template");
        }
    }

    /// One template per version and owner, since a cluster fits no other.
    fn template(&self) -> PathBuf {
        let answer = run(self.command(self.binary("postgres")).arg("--version"));
        let version = answer.split_whitespace().nth(2).expect("postgres (PostgreSQL) <version>");
        let version = version.replace('.', "_");
        let user = self.account.map_or("self".to_owned(), |(user, _)| user.to_string());
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("postgres-{version}-{user}"))
    }

    fn initdb(&self, data: &Path) {
        let mut initdb = self.command(self.binary("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
        // Without sync: a kill does not lose what the kernel holds, and no test cuts the power.
        run(initdb.args(["--data-checksums", "--no-sync", "-D"]).arg(data));
    }
}

/// Debian's newest version, else what is on the path.
fn binaries() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = debian
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_unstable();
    let newest_first = versions.into_iter().rev().map(|(_, folder)| folder);
    let path = std::env::var_os("PATH").unwrap_or_default();
    newest_first
        .chain(std::env::split_paths(&path))
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

fn postgres_account() -> Option<(u32, u32)> {
    let accounts = fs::read_to_string("/etc/passwd").ok()?;
    let line = accounts.lines().find(|line| line.starts_with("postgres:"))?;
    let mut numbers = line.split(':').skip(2);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

fn missing(what: &str) -> ! {
    panic!("{what} on this machine: run ./scripts/test, which installs Postgres for the tests");
}

fn copy(from: &Path, to: &Path) {
    run(Command::new("cp").args(["-a", "--reflink=auto"]).arg(from).arg(to));
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
