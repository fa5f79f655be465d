//! One changed bundle, and what both verifiers should say of it.

use std::collections::BTreeMap;

/// What is expected of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// This exit code.
    Code(u8),
    /// 1 or 2: the change may be one that the rules allow and nobody can see without an anchor.
    Same,
}

/// A changed bundle.
pub(super) struct Mutant {
    /// For the table at the end.
    pub(super) class: &'static str,
    /// For whoever looks for it.
    pub(super) name: String,
    pub(super) bundle: Vec<u8>,
    pub(super) anchor: Option<String>,
    pub(super) expected: Expected,
}

/// Most of one class that are tried in an ordinary run, evenly spread over all bundles.
const CLASS_MAX: usize = 150;

/// The mutants so far.
pub(super) struct Corpus {
    pub(super) mutants: Vec<Mutant>,
    /// Nothing is left out; takes many minutes.
    dense: bool,
}

impl Corpus {
    /// `PLENUM_TAMPER=all` leaves nothing out.
    pub(super) fn new() -> Self {
        let dense = std::env::var("PLENUM_TAMPER").is_ok_and(|value| value == "all");
        Self { mutants: Vec::new(), dense }
    }

    /// Whether to try what stands at this place, of a series of which one in `every` will do.
    pub(super) fn takes(&self, place: usize, every: usize) -> bool {
        self.dense || place.is_multiple_of(every)
    }

    /// How many to try of so many.
    pub(super) fn most(&self, usual: usize) -> usize {
        if self.dense { usize::MAX } else { usual }
    }

    /// The mutants to try.
    pub(super) fn thinned(self) -> Vec<Mutant> {
        if self.dense {
            return self.mutants;
        }
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        self.mutants.iter().for_each(|mutant| *sizes.entry(mutant.class).or_default() += 1);
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut takes = |class: &'static str| {
            let (place, size) = (places.entry(class).or_default(), sizes[class].max(CLASS_MAX));
            *place += 1;
            // As many as fit, and the last one among them.
            *place * CLASS_MAX / size > (*place - 1) * CLASS_MAX / size
        };
        self.mutants.into_iter().filter(|mutant| takes(mutant.class)).collect()
    }

    pub(super) fn add(
        &mut self,
        class: &'static str,
        name: impl Into<String>,
        bundle: Vec<u8>,
        code: u8,
    ) {
        let (name, expected) = (name.into(), Expected::Code(code));
        self.mutants.push(Mutant { class, name, bundle, anchor: None, expected });
    }

    pub(super) fn anchored(
        &mut self,
        class: &'static str,
        name: impl Into<String>,
        bundle: Vec<u8>,
        anchor: &str,
        code: u8,
    ) {
        let (name, anchor) = (name.into(), Some(anchor.to_owned()));
        self.mutants.push(Mutant { class, name, bundle, anchor, expected: Expected::Code(code) });
    }

    /// Whatever it is, both verifiers say the same.
    pub(super) fn alike(&mut self, class: &'static str, name: impl Into<String>, bundle: Vec<u8>) {
        let (name, expected) = (name.into(), Expected::Same);
        self.mutants.push(Mutant { class, name, bundle, anchor: None, expected });
    }
}
