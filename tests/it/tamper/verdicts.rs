//! What each verifier says of each mutant, and the table of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use plenum::audit::verify::{Boxes, Report, Request, Verdict, verify_against};

use super::mutant::Mutant;

/// An exit code, and the checks that found something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) code: u8,
    pub(super) broken: String,
}

/// The second verifier at work on all mutants.
pub(super) struct Running(Child);

/// Starts `tools/verify.py` on every mutant; the files stand in `folder`.
pub(super) fn by_python(folder: &Path, mutants: &[Mutant]) -> Running {
    let mut list = String::new();
    for (place, mutant) in mutants.iter().enumerate() {
        let path = folder.join(format!("{place}.jsonl"));
        std::fs::write(&path, &mutant.bundle).unwrap();
        let anchor = mutant.anchor.as_deref().unwrap_or_default();
        writeln!(list, "{}\t{anchor}", path.display()).unwrap();
    }
    let list_path = folder.join("list");
    std::fs::write(&list_path, list).unwrap();
    let child = Command::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tools/verify.py"))
        .arg("--batch")
        .arg(&list_path)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 must be installed for the second verifier: run scripts/test");
    Running(child)
}

impl Running {
    pub(super) fn wait(self) -> Vec<Said> {
        let output = self.0.wait_with_output().unwrap();
        assert!(output.status.success(), "the second verifier broke off");
        let said = |line: &str| {
            let mut parts = line.split('\t');
            let code = parts.next().unwrap().parse().expect("an exit code");
            Said { code, broken: parts.next().unwrap_or_default().to_owned() }
        };
        String::from_utf8(output.stdout).unwrap().lines().map(said).collect()
    }
}

/// The first verifier, in this process.
pub(super) fn by_rust(mutants: &[Mutant]) -> Vec<Said> {
    mutants.iter().enumerate().map(|(place, mutant)| report(mutant, place)).collect()
}

fn report(mutant: &Mutant, place: usize) -> Said {
    // Whether boxes are kept must not matter.
    let boxes = if place.is_multiple_of(2) { Boxes::Kept } else { Boxes::Dropped };
    let anchors = mutant.anchor.iter().map(|anchor| anchor.parse().unwrap()).collect();
    let request = Request { anchors, boxes, ..Request::default() };
    let report: Report = verify_against(&mut mutant.bundle.as_slice(), request).unwrap();
    let broken = report.checks.iter().filter(|check| check.findings > 0);
    let broken: Vec<_> = broken.map(|check| check.check.name()).collect();
    let code = match report.verdict {
        Verdict::Holds => 0,
        Verdict::Broken => 1,
        Verdict::Incomplete => 2,
        Verdict::Rehearsal => 4,
    };
    Said { code, broken: broken.join(",") }
}

pub(super) struct Verdicts<'a> {
    pub(super) mutants: &'a [Mutant],
    pub(super) rust: &'a [Said],
    pub(super) python: &'a [Said],
}

impl Verdicts<'_> {
    fn all(&self) -> impl Iterator<Item = (&Mutant, &Said, &Said)> {
        assert_eq!(self.python.len(), self.mutants.len(), "one line for each mutant");
        let said = self.rust.iter().zip(self.python);
        self.mutants.iter().zip(said).map(|(mutant, (rust, python))| (mutant, rust, python))
    }

    /// A sentence for each mutant that the two tell differently, or not as expected.
    pub(super) fn wrong(&self) -> Vec<String> {
        let wrong = self.all().filter(|(mutant, rust, python)| {
            rust.code != python.code || !mutant.expected.allows(rust.code)
        });
        let sentence = |(mutant, rust, python): (&Mutant, &Said, &Said)| {
            format!(
                "{}: {}: expected {:?}, Rust {} [{}], Python {} [{}]",
                mutant.class,
                mutant.name,
                mutant.expected,
                rust.code,
                rust.broken,
                python.code,
                python.broken
            )
        };
        wrong.map(sentence).collect()
    }

    /// By class: how many, and which codes.
    pub(super) fn print(&self) {
        let mut table: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
        for (mutant, rust, python) in self.all() {
            let row = table.entry(mutant.class).or_default();
            row[usize::from(rust.code.min(2))] += 1;
            row[3] += usize::from(rust.broken == python.broken);
        }
        println!("{:<44}{:>6}{:>6}{:>6}{:>6}  same checks", "class", "all", "0", "1", "2");
        for (class, [holds, broken, open, alike]) in &table {
            let all = holds + broken + open;
            println!("{class:<44}{all:>6}{holds:>6}{broken:>6}{open:>6}{alike:>8}");
        }
        println!("{:<44}{:>6}", "all", self.mutants.len());
    }
}
