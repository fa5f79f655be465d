//! What weights and proxies are refused with.

use plenum::domain::refusal::weights::MandateRefusal;

use crate::support::ballots::text_of;

/// One of each, in the order of the enum.
pub(super) fn samples() -> Vec<MandateRefusal> {
    use MandateRefusal as M;
    vec![
        M::Frozen,
        M::WeightInvalid,
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
        M::WeightInvalid => 1,
        M::WeightTooFine { .. } => 2,
        M::WeightsTooLarge => 3,
        M::NotAllowed => 4,
        M::Oneself => 5,
        M::Exists => 6,
        M::Chain => 7,
        M::TooMany { .. } => 8,
        M::Unknown => 9,
        M::PrincipalMayNotVote => 10,
        M::PrincipalHasVoted => 11,
        M::SplitCounts { .. } => 12,
        M::SplitShares => 13,
    }
}

#[test]
fn there_is_a_sample_of_every_refusal_about_mandates() {
    let places: Vec<usize> = samples().iter().map(place).collect();
    assert_eq!(places, (0..places.len()).collect::<Vec<_>>());
    assert_eq!(place(&MandateRefusal::SplitShares) + 1, places.len());
}
