//! The shipped rule profiles: each is read, called after its file, and says in words what its
//! numbers say; and a bad one is refused with a reason that leads to the place.

mod bad;
mod command;
mod explained;
mod samples;

use std::collections::BTreeMap;

use plenum::domain::casting::Casting;
use plenum::domain::outcome::ladder::LadderRule;
use plenum::domain::outcome::threshold::ThresholdRule;
use plenum::domain::paper::{BlankRows, GradeRole};
use plenum::domain::profile::{
    BallotRequest, Profile, ProfileOutcome, ProfilePaper, RequestedItem, RowCount,
};
use plenum::domain::sheet::{BallotKind, Secrecy, ShowWhileOpen};
use plenum::domain::text::{Bilingual, Text};
use plenum::domain::threshold::{Base, Comparator, Fraction, Threshold};

use crate::support::ballots::profiles_folder;

/// Rules.md §0.1, those whose paper forms exist.
const SHIPPED: &[&str] = &[
    "association-motion",
    "congress-motion",
    "election-local",
    "election-primary",
    "eval-composite",
    "eval-criteria",
    "eval-groups",
    "eval-paper-quota",
    "eval-quota-rank",
    "eval-score",
    "eval-threshold",
    "livelihood-all",
    "livelihood-majority-all",
    "livelihood-majority-present",
    "livelihood-plurality",
    "livelihood-rank",
    "opinion-poll",
    "opinion-rank",
    "opinion-scale",
    "opinion-text",
    "quick-poll",
    "roll-call-motion",
    "satisfaction-all-ladder",
    "satisfaction-strict-paper",
    "satisfaction-two-thirds-cast",
    "sc-appointments-en-bloc",
    "sc-appointments-seriatim",
    "sc-motion",
    "score-trimmed",
    "show-of-hands",
    "two-thirds",
];

/// The text of every profile by the name of its file.
fn files() -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(profiles_folder()).expect("config/profiles");
    let file = |path: std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into();
        (name, std::fs::read_to_string(&path).expect("readable"))
    };
    entries.map(|entry| file(entry.expect("readable").path())).collect()
}

fn shipped() -> Vec<Profile> {
    let parse = |(name, text): (&String, &String)| {
        Profile::parse(text).unwrap_or_else(|error| panic!("{name}.toml: {error}"))
    };
    files().iter().map(parse).collect()
}

#[test]
fn every_profile_is_read_and_called_after_its_file() {
    for (name, text) in files() {
        let profile = Profile::parse(&text).unwrap_or_else(|error| panic!("{name}.toml: {error}"));
        assert_eq!(profile.id.as_str(), name);
    }
    assert_eq!(files().into_keys().collect::<Vec<_>>(), SHIPPED);
}

#[test]
fn wording_says_what_the_numbers_say() {
    for profile in shipped() {
        let mut thresholds = outcome_thresholds(&profile.outcome);
        thresholds.extend(profile.quorum.map(|quorum| Threshold {
            fraction: quorum.fraction,
            comparator: quorum.comparator,
            base: Base::TotalMembership,
        }));
        for threshold in thresholds {
            let Bilingual { zh, en } = &profile.wording;
            let (zh_said, en_said) = (zh_phrases(&threshold), en_phrases(&threshold));
            let says = |text: &str, phrases: &[String]| phrases.iter().any(|p| text.contains(p));
            assert!(says(zh.as_str(), &zh_said), "{}: {zh_said:?}", profile.id);
            assert!(says(en.as_str(), &en_said), "{}: {en_said:?}", profile.id);
        }
    }
}

fn outcome_thresholds(outcome: &ProfileOutcome) -> Vec<Threshold> {
    match outcome {
        ProfileOutcome::Threshold(ThresholdRule { threshold, .. }) => vec![*threshold],
        ProfileOutcome::Selection { majority, places } => {
            majority.iter().chain(&places.run_off_majority).copied().collect()
        }
        ProfileOutcome::Quota { others, floor, .. } => {
            others.iter().chain(floor).copied().collect()
        }
        ProfileOutcome::Ladder(LadderRule { steps, .. }) => {
            steps.iter().map(|step| step.threshold).collect()
        }
        ProfileOutcome::Points { .. } | ProfileOutcome::Mean { .. } | ProfileOutcome::Counts {} => {
            Vec::new()
        }
    }
}

fn share(fraction: Fraction) -> (&'static str, &'static str) {
    match fraction.to_string().as_str() {
        "1/2" => ("半数", "half"),
        "2/3" => ("三分之二", "two thirds"),
        other => panic!("no words for {other}"),
    }
}

fn zh_phrases(threshold: &Threshold) -> Vec<String> {
    let share = share(threshold.fraction).0;
    let bases: &[&str] = match threshold.base {
        Base::TotalMembership => &["全体代表", "全体组成人员", "全体参评人员", "全体会员"],
        Base::Present => &["实到代表", "实到会员"],
        Base::PapersReturned => &["收回票"],
        Base::ValidRows => &["本项有效票"],
        other => panic!("no words for {other:?}"),
    };
    let phrase = |base: &&str| match threshold.comparator {
        Comparator::Gt => format!("超过{base}的{share}（不含{share}）"),
        Comparator::Ge => format!("达到{base}的{share}（含{share}）"),
    };
    bases.iter().map(phrase).collect()
}

fn en_phrases(threshold: &Threshold) -> Vec<String> {
    let share = share(threshold.fraction).1;
    let bases: &[&str] = match threshold.base {
        Base::TotalMembership => &["all deputies", "all members", "all assessors"],
        Base::Present => &["the deputies present", "the members present"],
        Base::PapersReturned => &["the papers cast"],
        Base::ValidRows => &["the valid votes of the row"],
        other => panic!("no words for {other:?}"),
    };
    let phrase = |base: &&str| match threshold.comparator {
        Comparator::Gt => format!("more than {share} of {base} (exactly {share} is not enough)"),
        Comparator::Ge => format!("at least {share} of {base} (exactly {share} is enough)"),
    };
    bases.iter().map(phrase).collect()
}

#[test]
fn formal_ballots_have_a_quorum_and_polls_bind_nobody() {
    for profile in shipped() {
        let quick = profile.kind == BallotKind::QuickPoll;
        let poll = quick || profile.kind == BallotKind::OpinionPoll;
        assert_eq!(profile.binding, !poll, "{}", profile.id);
        // A scoring has none (rules.md §0.1).
        let quorum = !poll && profile.kind != BallotKind::Scoring;
        assert_eq!(profile.quorum.is_some(), quorum, "{}", profile.id);
        assert_eq!(profile.close_when_all_voted, quick, "{}", profile.id);
    }
}

#[test]
fn secrecy_is_the_rule_and_recorded_can_be_asked_for() {
    for profile in shipped() {
        let expected: &[Secrecy] = match profile.kind {
            // §6: an election is secret, and nothing else.
            BallotKind::Election => &[Secrecy::Secret],
            // Everybody sees a raised hand.
            _ if profile.casting == [Casting::Hands] => &[Secrecy::Recorded],
            _ if profile.id.as_str() == "roll-call-motion" => &[Secrecy::RollCall],
            BallotKind::OpinionPoll => &[Secrecy::Recorded, Secrecy::Secret],
            // People write more freely in secret.
            BallotKind::QuickPoll if !written(&profile) => &[Secrecy::Recorded, Secrecy::Secret],
            _ if profile.weights.is_some() || profile.proxies.is_some() => &[Secrecy::Recorded],
            _ => &[Secrecy::Secret, Secrecy::Recorded],
        };
        assert_eq!(profile.secrecy, expected, "{}", profile.id);
    }
}

/// Rules.md §6: 不得委托他人投票.
#[test]
fn only_the_association_has_weights_and_proxies() {
    for profile in shipped() {
        let association = profile.id.as_str() == "association-motion";
        assert_eq!(profile.weights.is_some(), association, "{}", profile.id);
        assert_eq!(profile.proxies.is_some(), association, "{}", profile.id);
    }
}

fn written(profile: &Profile) -> bool {
    matches!(profile.paper, ProfilePaper::Text { .. })
}

#[test]
fn scrutineers_certify_selections_and_evaluations_only() {
    for profile in shipped() {
        let expected = !matches!(
            profile.kind,
            BallotKind::MotionVote
                | BallotKind::QuickPoll
                | BallotKind::OpinionPoll
                | BallotKind::Scoring
        );
        assert_eq!(profile.certification, expected, "{}", profile.id);
    }
}

/// Rules.md §0.3 reads blanks and abstentions in one way; the grades must say the same.
#[test]
fn grades_fit_their_kind() {
    for profile in shipped() {
        let ProfilePaper::Marks { rows, blank_rows, grades, .. } = &profile.paper else {
            continue;
        };
        let roles: Vec<GradeRole> = grades.iter().map(|grade| grade.role).collect();
        let motion = [GradeRole::For, GradeRole::Against, GradeRole::Abstain];
        let graded = roles.iter().all(|role| *role == GradeRole::Grade);
        assert!(graded || roles == motion, "{}: {roles:?}", profile.id);
        if profile.kind == BallotKind::MotionVote {
            assert_eq!(*blank_rows, BlankRows::Refused, "{}", profile.id);
        }
        let single = [
            "association-motion",
            "congress-motion",
            "roll-call-motion",
            "sc-motion",
            "show-of-hands",
            "two-thirds",
        ];
        let one = *rows == RowCount::One;
        assert_eq!(one, single.contains(&profile.id.as_str()), "{}", profile.id);
    }
}

#[test]
fn score_weights_are_those_of_the_rules() {
    for id in ["eval-score", "eval-quota-rank", "eval-paper-quota"] {
        let profile = Profile::parse(&files()[id]).expect("a shipped profile");
        let ProfilePaper::Marks { grades, .. } = &profile.paper else {
            panic!("{id} is a matrix");
        };
        let weights: Vec<_> = grades.iter().map(|grade| grade.weight).collect();
        assert_eq!(weights, [Some(100), Some(80), Some(60), Some(0)], "{id}");
    }
}

/// A shipped profile with these keys set, as TOML.
fn with_keys(id: &str, keys: &str) -> String {
    files()[id].replacen("binding =", &format!("{keys}\nbinding ="), 1)
}

const LIVE: &str = "live_tally_in_secret = true";
const PUBLISH: &str = "publish_papers = true";

#[test]
fn no_shipped_profile_shows_or_publishes_anything_of_a_secret_ballot() {
    for profile in shipped() {
        // Except what people wrote, which nobody could read otherwise.
        let published = profile.publish_papers == written(&profile);
        assert!(!profile.live_tally_in_secret && published, "{}", profile.id);
    }
}

#[test]
fn a_flag_for_secret_ballots_reaches_secret_ballots_alone() {
    let text = with_keys("quick-poll", &format!("{LIVE}\n{PUBLISH}"));
    let profile = Profile::parse(&text).expect("both flags, with totals shown while open");
    for (secrecy, flagged) in [(Secrecy::Secret, true), (Secrecy::Recorded, false)] {
        let title = crate::support::ballots::text_of("甲");
        let item =
            RequestedItem { title, note: Text::default(), details: Vec::new(), person: None };
        let request = BallotRequest {
            profile: profile.id.clone(),
            title: item.title.clone(),
            items: vec![item; 2],
            places: Some(1),
            quota: None,
            duration_s: None,
            secrecy: Some(secrecy),
            external: BTreeMap::new(),
            casting: None,
            link: None,
            amends: None,
            draw: None,
            documents: Vec::new(),
            body: None,
            person: None,
        };
        let rules = profile.sheet(&request, 1, 1).expect("consistent").rules;
        assert_eq!((rules.live_tally_in_secret, rules.publish_papers), (flagged, flagged));
        assert_eq!(rules.show_while_open, ShowWhileOpen::Tally);
    }
}
