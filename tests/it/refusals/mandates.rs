//! What weights and proxies are refused with.

use plenum::domain::casting::Casting;
use plenum::domain::proxy::ProxyRule;
use plenum::domain::recusal::RecusalRule;
use plenum::domain::refusal::weights::MandateRefusal;
use plenum::domain::sheet::{ElectorateRule, Secrecy, Sheet};
use plenum::domain::weight::{Scale, WeightRule};

use crate::support::ballots::{key, profile, text_of};

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

/// What weights and proxies cannot meet is refused on the sheet, whatever made it.
#[test]
fn what_weights_and_proxies_do_not_go_with_is_refused_on_the_sheet() {
    type Edit = fn(&mut Sheet);
    let both: &[(&str, Edit)] = &[
        ("recorded ballot", |sheet| sheet.rules.secrecy = Secrecy::Secret),
        ("recusal", |sheet| sheet.rules.recusal.allowed = true),
        ("tablets", |sheet| sheet.rules.casting = Casting::Paper),
        ("tablets", |sheet| sheet.rules.fallback = vec![Casting::Paper]),
        ("members only", |sheet| {
            sheet.rules.electorate = ElectorateRule::Everyone;
            sheet.rules.binding = false;
        }),
        ("joint sitting", |sheet| sheet.body = Some(key("city"))),
    ];
    let [weights, proxies]: [Edit; 2] =
        [|sheet| sheet.rules.proxies = None, |sheet| sheet.rules.weights = None];
    let association = profile("association-motion").with(|sheet| {
        let rule = ProxyRule { max_per_holder: 1, principal_may_vote: true };
        sheet.rules.proxies = Some(rule);
        sheet.rules.weights = Some(WeightRule { decimals: Scale::new(2).expect("few") });
    });
    for only in [weights, proxies] {
        for (words, edit) in both {
            let mut sheet = association.sheet(1);
            only(&mut sheet);
            assert_eq!(sheet.check(), Ok(()), "{words}");
            edit(&mut sheet);
            let said = sheet.check().expect_err(words).en;
            assert!(said.contains(words), "{words}: {said}");
        }
    }
    let mut grouped = profile("eval-groups").numbered(3).quota(1).sheet(1);
    grouped.rules.recusal = RecusalRule { allowed: false, ..RecusalRule::default() };
    assert_eq!(grouped.check(), Ok(()));
    grouped.rules.weights = association.sheet(1).rules.weights;
    assert!(grouped.check().expect_err("groups").en.contains("weighted groups"));
    let mut ranked = profile("livelihood-rank").numbered(5).places(3).sheet(1);
    ranked.rules.recusal = RecusalRule { allowed: false, ..RecusalRule::default() };
    ranked.rules.weights = grouped.rules.weights;
    assert!(ranked.check().expect_err("ranks").en.contains("marks or picks"));
}
