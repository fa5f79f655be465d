//! Every refusal is worded in both languages and listed in `docs/refusals.md`.

mod rooms;

use std::collections::BTreeSet;

use plenum::domain::manual::{Difference, FieldName};
use plenum::domain::refusal::Refusal;
use plenum::domain::refusal::Refusal as R;
use plenum::domain::refusal::draw::DrawRefusal as D;
use plenum::domain::sheet::SheetError;
use plenum::domain::text::Bilingual;

use crate::refusals::draws;
use crate::support::ballots::text_of;

/// Set to write `docs/refusals.md` anew instead of comparing it.
const WRITE_VARIABLE: &str = "PLENUM_WRITE_DOCS";

const HEAD: &str = "# Refusals

What a rule says no to. The code is stable; the sentence is shown to the person who asked. Numbers and names in a sentence are examples. `tests/it/refusals.rs` reaches each of them and compares this table with the code.

| Code | zh-CN | English |
|---|---|---|
";

/// One of each variant; the match below does not compile when one is missing from the enum's list.
#[expect(clippy::too_many_lines, reason = "one list, one line per refusal")]
pub(super) fn samples() -> Vec<Refusal> {
    let wrong = R::WrongPhase { zh: "已宣布", en: "declared" };
    let grade = Bilingual { zh: text_of("优秀"), en: text_of("Outstanding") };
    let low = Bilingual { zh: text_of("基本称职"), en: text_of("Basically competent") };
    let source = Bilingual { zh: text_of("考试"), en: text_of("Examination") };
    let detail = SheetError { zh: "未填写标题", en: "the ballot has no title" };
    let mut samples = vec![
        R::BallotUnknown,
        R::BallotNotOpen,
        R::BallotClosed,
        R::BallotSuspended,
        R::BallotVoided,
        R::BallotCancelled,
        wrong,
        R::AlreadyDone,
        R::AnotherBallotOpen,
        R::NoQuorum { present: 217, needed: 218 },
        R::QuorumLost { present: 217, needed: 218 },
        R::SecretNotAvailable,
        R::StoreNotTrusted,
        R::KeyLost,
        R::EnvelopeNeeded,
        R::EnvelopeNotAsked,
        R::EnvelopeWrongLength,
        R::EnvelopeUnreadable,
        R::RevisionStale { expected: 2 },
        R::CountContradicts,
        R::NotCertified,
        R::CertificationNotNeeded,
        R::NoDeadline,
        R::SecondsOutOfRange,
        R::NotInElectorate,
        R::Nonvoting,
        R::NotPresent,
        R::VoteAlreadyCast,
        R::TooManyChanges,
        R::CastIdConflict,
        R::PaperWrongForm,
        R::PaperUnknownRow,
        R::PaperUnknownGrade,
        R::PaperIncomplete { missing: 3 },
        R::PaperOverQuota { grade, max: 10, given: 11 },
        R::PaperUnderQuota { grade: low, min: 2, given: 1 },
        R::PaperAllEqual,
        R::ExternalScoreMissing { of: source, item: text_of("0053") },
        R::GroupEmpty { group: text_of("1") },
        R::GroupUnknown { number: text_of("001") },
        R::PicksTooMany { max: 10, given: 11 },
        R::PicksTooFew { min: 1, given: 0 },
        R::PicksUnknown,
        R::PicksRepeated,
        R::RanksTooMany { max: 3, given: 4 },
        R::RanksTooFew { min: 1, given: 0 },
        R::RanksUnknown,
        R::RanksRepeated,
        R::ScoreOutOfRange { item: text_of("1"), least: "0".into(), most: "100".into() },
        R::ScoreOffStep { item: text_of("1"), step: "0.5".into() },
        R::AnswerTooLong { max: 200, given: 201 },
        R::AnswerForbidden,
        R::PicksContradict,
        R::WriteInsTooMany { max: 2, given: 3 },
        R::WriteInNeedsAgainst,
        R::WriteInRepeated,
        R::WriteInName,
        R::RulingNotAsked,
        R::RulingsMissing { missing: 2 },
        R::RulingListed,
        R::TieNone,
        R::TieItems { places: 2 },
        R::TieRuleOther,
        R::RunOffPrepared,
        R::RulingElected,
        R::TieUndecided,
        R::SeedMissing,
        R::FollowUpNone,
        R::LinkVoided,
        R::PapersTooLong,
        R::DelegateUnknown,
        R::AlreadyPresent,
        R::NumberTaken { number: text_of("001") },
        R::RosterFrozen,
        R::RosterFull,
        R::ReasonMissing,
        R::SheetInvalid { detail },
        R::SittingExists,
        R::SittingUnknown,
        R::NotDue,
        R::BallotExists,
        R::AmendmentUndecided { number: 3, title: text_of("42") },
        R::AmendedTextNeeded,
        R::DocumentVersionTaken { title: text_of("42"), version: text_of("2") },
        R::ByHands,
        R::OnPaper,
        R::PaperInHand,
        R::VoteAnnulled,
        R::VoteToAnnul,
        R::NoVoteToAnnul,
        R::PapersNotByName,
        R::NoPaperInHand,
        R::EntryNotAsked,
        R::EntryMissing,
        R::AccountsFirst,
        R::Unreconciled { about: Difference::Issued },
        R::FiguresContradict { field: FieldName::of("valid") },
        R::EntriesDiffer { field: FieldName::of("returned") },
        R::NothingToExplain,
        R::NotCorrigible,
        R::TooManyNotes,
        R::CastingNotAllowed,
        R::RecusalNotAllowed,
        R::RecusalTooLate,
        R::RecusalAfterVote,
        R::RecusalReveals,
        R::RecusalStands,
        R::NotRecused,
        R::Recused,
        R::RowRecused,
        R::NotOfBallot,
        R::ScrutineersInvalid,
        R::ScrutineerIsCandidate { name: text_of("127") },
        R::ChairIsSubject,
        R::NameMissing,
        R::BodyUnknown,
        R::NotCalled,
    ];
    samples.extend(super::mandates::samples().into_iter().map(R::Mandate));
    samples.extend(rooms::samples().map(R::Rooms));
    samples.extend(draws::samples().into_iter().map(R::Draw));
    samples.sort_by_key(place);
    samples
}

/// The list below, as a match that does not compile when a variant is missing, and as names.
macro_rules! variants {
    ($($variant:pat),+ $(,)?) => {
        const NAMES: &[&str] = &[$(stringify!($variant)),+];

        fn name(refusal: &R) -> &'static str {
            match refusal {
                $($variant => stringify!($variant)),+
            }
        }
    };
}

variants! {
    R::BallotUnknown,
    R::BallotNotOpen,
    R::BallotClosed,
    R::BallotSuspended,
    R::BallotVoided,
    R::BallotCancelled,
    R::WrongPhase { .. },
    R::AlreadyDone,
    R::AnotherBallotOpen,
    R::NoQuorum { .. },
    R::QuorumLost { .. },
    R::SecretNotAvailable,
    R::StoreNotTrusted,
    R::KeyLost,
    R::EnvelopeNeeded,
    R::EnvelopeNotAsked,
    R::EnvelopeWrongLength,
    R::EnvelopeUnreadable,
    R::RevisionStale { .. },
    R::CountContradicts,
    R::NotCertified,
    R::CertificationNotNeeded,
    R::NoDeadline,
    R::SecondsOutOfRange,
    R::NotInElectorate,
    R::Nonvoting,
    R::NotPresent,
    R::VoteAlreadyCast,
    R::TooManyChanges,
    R::CastIdConflict,
    R::PaperWrongForm,
    R::PaperUnknownRow,
    R::PaperUnknownGrade,
    R::PaperIncomplete { .. },
    R::PaperOverQuota { .. },
    R::PaperUnderQuota { .. },
    R::PaperAllEqual,
    R::ExternalScoreMissing { .. },
    R::GroupEmpty { .. },
    R::GroupUnknown { .. },
    R::PicksTooMany { .. },
    R::PicksTooFew { .. },
    R::PicksUnknown,
    R::PicksRepeated,
    R::RanksTooMany { .. },
    R::RanksTooFew { .. },
    R::RanksUnknown,
    R::RanksRepeated,
    R::ScoreOutOfRange { .. },
    R::ScoreOffStep { .. },
    R::AnswerTooLong { .. },
    R::AnswerForbidden,
    R::PicksContradict,
    R::WriteInsTooMany { .. },
    R::WriteInNeedsAgainst,
    R::WriteInRepeated,
    R::WriteInName,
    R::RulingNotAsked,
    R::RulingsMissing { .. },
    R::RulingListed,
    R::TieNone,
    R::TieItems { .. },
    R::TieRuleOther,
    R::RunOffPrepared,
    R::RulingElected,
    R::TieUndecided,
    R::SeedMissing,
    R::FollowUpNone,
    R::LinkVoided,
    R::PapersTooLong,
    R::DelegateUnknown,
    R::AlreadyPresent,
    R::NumberTaken { .. },
    R::RosterFrozen,
    R::RosterFull,
    R::ReasonMissing,
    R::SheetInvalid { .. },
    R::SittingExists,
    R::SittingUnknown,
    R::NotDue,
    R::BallotExists,
    R::Mandate(_),
    R::AmendmentUndecided { .. },
    R::AmendedTextNeeded,
    R::DocumentVersionTaken { .. },
    R::Draw(D::Unknown),
    R::Draw(D::Exists),
    R::Draw(D::TooMany),
    R::Draw(D::ListInvalid { .. }),
    R::Draw(D::RulesInvalid { .. }),
    R::Draw(D::Repeats { .. }),
    R::Draw(D::Superseded { .. }),
    R::Draw(D::NotMade),
    R::Draw(D::DigitsInvalid),
    R::Draw(D::SecretWrong),
    R::Draw(D::SecretLost),
    R::Draw(D::SecretUnavailable),
    R::Draw(D::PersonUnknown),
    R::Draw(D::SubstituteOtherStratum),
    R::Draw(D::SubstituteNotNext { .. }),
    R::Draw(D::SubstituteUnknown),
    R::Draw(D::SubstitutesExhausted),
    R::Draw(D::RowsDiffer),
    R::ByHands,
    R::OnPaper,
    R::PaperInHand,
    R::VoteAnnulled,
    R::VoteToAnnul,
    R::NoVoteToAnnul,
    R::PapersNotByName,
    R::NoPaperInHand,
    R::EntryNotAsked,
    R::EntryMissing,
    R::AccountsFirst,
    R::Unreconciled { .. },
    R::FiguresContradict { .. },
    R::EntriesDiffer { .. },
    R::NothingToExplain,
    R::NotCorrigible,
    R::TooManyNotes,
    R::CastingNotAllowed,
    R::RecusalNotAllowed,
    R::RecusalTooLate,
    R::RecusalAfterVote,
    R::RecusalReveals,
    R::RecusalStands,
    R::NotRecused,
    R::Recused,
    R::RowRecused,
    R::NotOfBallot,
    R::ScrutineersInvalid,
    R::ScrutineerIsCandidate { .. },
    R::ChairIsSubject,
    R::NameMissing,
    R::BodyUnknown,
    R::NotCalled,
    R::Rooms(_),
}

/// Place in the enum. A variant without a place does not compile, one without a sample fails.
fn place(refusal: &Refusal) -> usize {
    let own = NAMES.iter().position(|known| *known == name(refusal)).expect("from the same list");
    match refusal {
        // The last name of the list stands for many.
        R::Rooms(refusal) => own + rooms::place(*refusal),
        _ => own,
    }
}

#[test]
fn there_is_a_sample_of_every_refusal() {
    let mut places: Vec<usize> = samples().iter().map(place).collect();
    // Refusals of a part are one variant with several samples; the part has its own test of them.
    places.dedup();
    assert_eq!(places, (0..places.len()).collect::<Vec<_>>());
    assert_eq!(NAMES.len() - 1 + rooms::samples().len(), places.len());
}

#[test]
fn codes_are_unique_and_plain() {
    let codes: BTreeSet<&str> = samples().iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), samples().len());
    let plain = |code: &str| code.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    assert!(codes.iter().copied().all(plain));
}

#[test]
fn every_refusal_is_worded_in_both_languages() {
    for refusal in samples() {
        let (zh, en) = (refusal.zh(), refusal.en());
        for sentence in [&zh, &en] {
            assert!(!sentence.is_empty(), "{refusal}");
            assert!(!sentence.contains(['{', '}']), "{refusal}: {sentence}");
        }
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        assert!(zh.chars().any(han), "{refusal}: {zh}");
        assert!(!en.chars().any(han), "{refusal}: {en}");
        let latin = |c: char| c.is_ascii_alphabetic();
        assert!(!zh.chars().any(latin), "{refusal}: {zh}");
    }
}

#[test]
fn the_document_lists_the_refusals() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/refusals.md");
    let row = |r: &Refusal| format!("| `{}` | {} | {} |\n", r.code(), r.zh(), r.en());
    let table: String = samples().iter().map(row).collect();
    let expected = format!("{HEAD}{table}");
    if std::env::var_os(WRITE_VARIABLE).is_some() {
        std::fs::write(path, &expected).expect("docs can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/refusals.md is not what the code says; run this test with {WRITE_VARIABLE}=1"
    );
}
