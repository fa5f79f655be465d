//! Tampering, by script: good bundles, changed in every way a file can be changed, with and without
//! the means of an insider. Both verifiers must say the same of each, and what is expected. The
//! corpus is the same in every run.

mod author;
mod bytes;
mod drawn;
mod election;
mod forge;
mod good;
mod insider;
mod leaves;
mod mutant;
mod outside;
mod verdicts;

use self::mutant::{Corpus, Expected};
use self::verdicts::{Verdicts, by_python, by_rust};

/// Fewer would mean that something was left out.
const MUTANTS_MIN: usize = 1_000;
/// Most disagreements printed.
const SHOWN: usize = 25;

#[test]
fn both_verifiers_find_every_change_and_agree() {
    let mut corpus = Corpus::new();
    for good in good::bundles() {
        bytes::add_all(&good, &mut corpus);
        insider::add_all(&good, &mut corpus);
        leaves::add_all(&good, &mut corpus);
        drawn::add_all(&good, &mut corpus);
    }
    rewritten(&mut corpus);
    let mutants = corpus.thinned();
    assert!(mutants.len() >= MUTANTS_MIN, "only {} mutants", mutants.len());

    let folder = tempfile::tempdir().unwrap();
    let python = by_python(folder.path(), &mutants);
    let rust = by_rust(&mutants);
    let python = python.wait();

    let verdicts = Verdicts { mutants: &mutants, rust: &rust, python: &python };
    verdicts.print();
    let wrong = verdicts.wrong();
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(SHOWN)].join("\n")
    );
}

/// A whole record written anew with the stolen key, lawful in every part: only an anchor tells.
fn rewritten(corpus: &mut Corpus) {
    for (good, other) in good::bundles().into_iter().zip(good::rewritten()) {
        assert_eq!(good.name, other.name, "the same sitting, with other votes");
        if other.bundle == good.bundle {
            continue;
        }
        let class = "record written anew, stolen key";
        corpus.add(class, good.name, other.bundle.clone(), 2);
        let class = "record written anew, stolen key, anchored";
        corpus.anchored(class, good.name, other.bundle, &good.anchor, 1);
    }
}

impl Expected {
    fn allows(self, code: u8) -> bool {
        match self {
            Self::Code(expected) => code == expected,
            // A record that says of itself that it is a rehearsal is no result either.
            Self::Same => matches!(code, 1 | 2 | 4),
        }
    }
}
