//! What weights and proxies are refused with.

use plenum::domain::refusal::weights::MandateRefusal;

use crate::support::ballots::text_of;

/// One of each, in the order of the enum.
pub(super) fn samples() -> Vec<MandateRefusal> {
    use MandateRefusal as M;
    vec![
        M::Frozen,
        M::WeightTooFine { number: text_of("012"), decimals: 1 },
        M::WeightsTooLarge,
        M::NotAllowed,
        M::Oneself,
        M::Exists,
        M::Chain,
        M::TooMany { max: 3 },
        M::Unknown,
        M::PrincipalMayNotVote,
        M::PrincipalHasVoted,
        M::SplitCounts { held: 101, given: 100 },
        M::SplitShares,
    ]
}

/// A variant without a place does not compile, one without a sample fails.
fn place(refusal: &MandateRefusal) -> usize {
    use MandateRefusal as M;
    match refusal {
        M::Frozen => 0,
        M::WeightTooFine { .. } => 1,
        M::WeightsTooLarge => 2,
        M::NotAllowed => 3,
        M::Oneself => 4,
        M::Exists => 5,
        M::Chain => 6,
        M::TooMany { .. } => 7,
        M::Unknown => 8,
        M::PrincipalMayNotVote => 9,
        M::PrincipalHasVoted => 10,
        M::SplitCounts { .. } => 11,
        M::SplitShares => 12,
    }
}

#[test]
fn there_is_a_sample_of_every_refusal_about_mandates() {
    let places: Vec<usize> = samples().iter().map(place).collect();
    assert_eq!(places, (0..places.len()).collect::<Vec<_>>());
    assert_eq!(place(&MandateRefusal::SplitShares) + 1, places.len());
}
