//! Generated ballots over every form and rule, held against the law in rational numbers. A few
//! thousand in each run; `./scripts/test nightly` asks for a million. A ballot that differs is named
//! by its seed, and `PLENUM_MODEL_SEED` runs it alone.

mod case;
mod dice;
mod expected;
mod generate;
mod product;

/// Ballots of an ordinary run.
const BALLOTS: u64 = 6_000;

fn asked(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a whole number"))
}

#[test]
fn every_generated_ballot_ends_as_the_law_says() {
    let seeds = match asked("PLENUM_MODEL_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..asked("PLENUM_MODEL_BALLOTS").unwrap_or(BALLOTS),
    };
    let mut seen = std::collections::BTreeMap::new();
    for seed in seeds.clone() {
        let case = generate::case(seed);
        let expected = expected::expected(&case);
        let found = product::found(&case, seed);
        assert_eq!(found, expected, "PLENUM_MODEL_SEED={seed}: {case:#?}");
        for word in words(&case, &expected) {
            *seen.entry(word).or_insert(0_u32) += 1;
        }
    }
    // A property that never met a tie or a shortfall would say nothing about them.
    if seeds.end - seeds.start >= BALLOTS {
        for word in ["tie", "shortfall", "no result at all", "invalid papers", "no_result"] {
            assert!(seen.get(word).is_some_and(|times| *times >= 20), "{word}: {seen:?}");
        }
    }
}

/// What happened in a ballot.
fn words(case: &case::Case, expected: &expected::Expected) -> Vec<&'static str> {
    let mut words = Vec::new();
    let verdicts = expected.verdicts.as_ref();
    let any = |word: &str| verdicts.is_some_and(|all| all.values().any(|v| v.word == word));
    words.extend(expected.tie.is_some().then_some("tie"));
    words.extend((expected.shortfall > 0).then_some("shortfall"));
    words.extend(verdicts.is_none().then_some("no result at all"));
    words.extend((expected.valid < case.papers.len()).then_some("invalid papers"));
    words.extend(any("no_result").then_some("no_result"));
    words
}
