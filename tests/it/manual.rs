//! Hands and papers: two people enter the same, papers stand beside tablets, corrections beside
//! what they correct.

mod forged;
mod server;

use plenum::domain::ballot::Phase;
use plenum::domain::casting::Casting;
use plenum::domain::outcome::Outcome;
use plenum::domain::sheet::{Link, LinkWhy, Secrecy, Sheet};
use plenum::domain::tally::Tally;
use proptest::prelude::*;

use crate::support::ballots::{Wanted, profile};
use crate::support::world::{World, world};

fn hall(wanted: &Wanted) -> World {
    world().members(9).present(9).ballot("b", wanted)
}

fn motion(casting: Casting) -> Wanted {
    profile("congress-motion").casting(casting)
}

/// Accounts of as many papers as were handed out, entered by both.
fn accounted(world: &mut World, issued: usize, returned: usize) {
    let line = format!("enter b accounts printed=20 issued={issued} returned={returned}");
    world.run(&format!("desk {line}\n scrutineer {line}"));
}

fn counted(world: &mut World, papers: &str) {
    let line = format!("enter b papers {papers}");
    world.run(&format!("desk {line}\n scrutineer {line}\n settle"));
}

#[test]
fn more_papers_than_went_out_void_the_ballot_by_itself() {
    let mut world = hall(&motion(Casting::Paper).secret()).opened("b");
    world.run("chair close b");
    accounted(&mut world, 9, 10);
    world.settle();
    let Phase::Voided { reason, .. } = &world.ballot_named("b").phase else {
        panic!("void, found {}", world.phase("b"));
    };
    assert_eq!(reason.as_str(), "收回 10 张，多于发出 9 张，本次投票无效，须重新投票");
    assert_eq!(world.record().last().expect("a record").1, plenum::domain::event::Role::System);
    // A repeat is a new ballot that names this one, as after any void.
    assert_eq!(world.say("system count b"), "wrong_phase");
}

#[test]
fn one_paper_too_many_beside_sealed_votes_voids_them_too_and_their_key_goes() {
    let mut world = hall(&motion(Casting::Mixed).secret());
    world.run(
        "chair open-sealed b\n d1 seal b yes\n desk issue-paper b d2\n chair close b
         desk enter b accounts printed=3 issued=1 returned=2
         scrutineer enter b accounts printed=3 issued=1 returned=2\n settle",
    );
    assert_eq!(world.phase("b"), "voided");
    assert!(world.sitting.keys_held().is_empty());
}

#[test]
fn more_papers_than_voters_who_signed_in_wait_for_an_explanation() {
    let mut world = hall(&motion(Casting::Paper).secret());
    world.run("desk check-out d9\n chair open b\n desk report b 9");
    assert_eq!(world.ballot_named("b").differences().len(), 1, "the chair is told at once");
    world.run("chair close b");
    accounted(&mut world, 9, 9);
    assert_eq!(world.ballot_named("b").differences().len(), 2);
    world.run(
        "desk enter b papers valid=9 | 9 0 0 => unreconciled
         chair explain b issued 代表9未签到即领票
         desk enter b papers valid=9 | 9 0 0 => unreconciled
         chair explain b returned 已核实为代表9投票",
    );
    counted(&mut world, "valid=9 | 5 4 0");
    let count = world.count("b");
    assert_eq!((count.papers.issued, count.papers.returned), (9, 9));
    assert_eq!((count.turnout.eligible, count.turnout.voted), (8, 8), "who signed in, not papers");
}

#[test]
fn a_row_with_two_grades_is_invalid_and_the_other_rows_stand() {
    let matrix = profile("eval-threshold").numbered(2).casting(Casting::Paper).secret();
    let mut world = hall(&matrix).opened("b");
    world.run("chair close b");
    accounted(&mut world, 9, 9);
    // A blank row abstains here; where nobody may leave one blank it is an invalid line on paper.
    counted(&mut world, "valid=9 | 5 2 0 0 blank=1 invalid=1 / 4 5 0 0");
    let Tally::Marks { rows } = &world.count("b").tally else { panic!("a matrix") };
    assert_eq!((rows[0].blank, rows[0].invalid), (1, 1));
    let seriatim = profile("sc-appointments-seriatim").numbered(2).casting(Casting::Paper).secret();
    let mut world = hall(&seriatim).opened("b");
    world.run("chair close b");
    accounted(&mut world, 9, 9);
    world.run("desk enter b papers valid=9 | 8 0 0 blank=1 / 9 0 0 => figures_contradict");
    counted(&mut world, "valid=9 | 8 0 0 invalid=1 / 9 0 0");
}

#[test]
fn an_over_selected_paper_is_invalid_and_stays_among_those_returned() {
    let select = profile("livelihood-majority-all").numbered(3).places(2);
    let mut world = hall(&select.casting(Casting::Paper).secret()).opened("b");
    world.run("chair close b");
    accounted(&mut world, 9, 9);
    counted(&mut world, "valid=8 over=1 | 8 8 0");
    let papers = world.count("b").papers;
    assert_eq!((papers.returned, papers.valid, papers.invalid), (9, 8, 1));
}

#[test]
fn a_show_of_hands_takes_over_when_the_tablets_fail() {
    let mut world = hall(&profile("congress-motion").secret());
    let sheet = world.sheet("b").expect("named").clone();
    world.add_sheet("next", sheet.clone());
    world.run("chair open-sealed b\n d1 seal b yes\n chair change-casting b hands next no power");
    assert_eq!((world.phase("b"), world.phase("next")), ("voided", "ready"));
    let other = &world.ballot_named("next").sheet;
    let link = Link { ballot: world.id("b"), why: LinkWhy::Rerun };
    assert_eq!(other.link, Some(link));
    assert_eq!((other.round, other.rules.casting), (2, Casting::Hands));
    assert_eq!(other.rules.secrecy, Secrecy::Recorded, "a raised hand is no secret");
    let same =
        |sheet: &Sheet| (sheet.title.clone(), sheet.form.clone(), sheet.rules.outcome.clone());
    assert_eq!(same(other), same(&sheet));
    world.settle();
    assert!(world.sitting.keys_held().is_empty(), "the key of the void ballot is destroyed");
    // One that was not open yet is withdrawn, and nothing else.
    let mut world = hall(&profile("congress-motion"));
    world.add_sheet("next", sheet);
    world.run("chair change-casting b paper next no power");
    assert_eq!((world.phase("b"), world.phase("next")), ("cancelled", "ready"));
}

#[test]
fn an_annulled_envelope_is_never_counted_again() {
    let mut world = hall(&motion(Casting::Mixed).secret());
    world.run(
        "chair open-sealed b
         d1 seal b yes @1 #1
         desk annul b d1
         d1 seal b no @1 => revision_stale
         d1 seal b yes @1 #1 => vote_annulled
         d1 seal b no @2
         chair close b",
    );
    accounted(&mut world, 0, 0);
    counted(&mut world, "valid=0 | 0 0 0");
    assert_eq!(world.count("b").tally, tally([0, 1, 0]));
}

#[test]
fn a_correction_keeps_the_count_before_and_is_declared_anew() {
    let mut world = hall(&motion(Casting::Hands)).opened("b");
    world.run(
        "chair close b\n desk enter b hands 4 5 0\n scrutineer enter b hands 4 5 0\n settle
         chair declare b
         desk propose b hands 5 4 0 : recounted",
    );
    assert_eq!(world.phase("b"), "declared", "a proposal changes nothing");
    world.run("scrutineer correct b hands 5 4 0");
    assert_eq!(world.phase("b"), "counted");
    let ballot = world.ballot_named("b");
    let old = &ballot.phase.poll().expect("a box").manual.superseded;
    assert_eq!(old[0].count.tally, tally([4, 5, 0]));
    let adopted = |outcome: &Outcome| match outcome {
        Outcome::Threshold { rows } => rows[0].adopted,
        other => panic!("a motion, found {other:?}"),
    };
    assert!(!adopted(&old[0].count.outcome) && adopted(&world.count("b").outcome));
    world.run("chair declare b");
    assert_eq!(world.phase("b"), "declared");
}

#[test]
fn what_was_said_aloud_changes_no_figure() {
    let mut world = hall(&profile("congress-motion")).opened("b");
    world.run("d1 cast b yes");
    let mut world = world.closed("b");
    world.run("chair declare b");
    let before = world.count("b").clone();
    world.run("desk note b 误读为赞成 10 票，当场更正为 1 票");
    assert_eq!(*world.count("b"), before);
    assert_eq!(world.ballot_named("b").phase.poll().expect("a box").manual.notes.len(), 1);
}

#[test]
fn help_with_voting_is_recorded_and_the_choice_is_not() {
    let mut world = hall(&profile("congress-motion").secret());
    world.run("chair open-sealed b\n desk assist b d3\n d3 seal b yes");
    let noted = world.record().iter().map(|(event, ..)| serde_json::to_value(event).expect("data"));
    let noted: Vec<_> = noted.filter(|event| event["type"] == "assistance_noted").collect();
    assert_eq!(noted.len(), 1);
    assert_eq!(noted[0].as_object().expect("an object").len(), 3, "type, ballot, delegate");
}

/// The blank of a recused row is a recusal in the figures, and goes with the vote it came with.
#[test]
fn a_vote_without_its_recused_row_is_annulled_whole() {
    let matrix = profile("sc-appointments-seriatim").numbered(2).casting(Casting::Mixed);
    let mut world = hall(&matrix);
    world.run(
        "desk recuse d1 b 1 a relative\n chair open b
         d1 cast b 2=yes\n d2 cast b 1=no 2=no\n desk annul b d1\n desk issue-paper b d1",
    );
    let poll = world.ballot_named("b").phase.poll().expect("open");
    let figures = serde_json::to_value(&poll.tally).expect("data");
    let row = serde_json::json!({"votes": [0, 1, 0], "blank": 0, "invalid": 0, "recused": 0});
    assert_eq!(figures["rows"], serde_json::json!([row, row]));
}

#[test]
fn a_channel_of_very_few_in_a_secret_ballot_is_warned_of() {
    let codes = |world: &World| -> Vec<&str> {
        let ballot = world.ballot_named("b");
        world.sitting.warnings(ballot).iter().map(|warning| warning.code()).collect()
    };
    let mut world = hall(&motion(Casting::Mixed).secret());
    world.run("chair open-sealed b");
    assert!(codes(&world).is_empty(), "nobody has a paper");
    world.run("desk issue-paper b d1");
    assert_eq!(codes(&world), ["channel_tiny"]);
}

fn tally(votes: [u64; 3]) -> Tally {
    let row = serde_json::json!({"votes": votes, "blank": 0, "invalid": 0, "recused": 0});
    serde_json::from_value(serde_json::json!({"form": "marks", "rows": [row]})).expect("a tally")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever votes on paper is counted as on a tablet: the same figures, the same outcome.
    #[test]
    fn papers_count_as_the_same_votes_on_tablets_would(
        votes in proptest::collection::vec((0_usize..3, any::<bool>()), 9),
        secret in any::<bool>(),
    ) {
        let words = ["yes", "no", "abstain"];
        let of = |casting| if secret { motion(casting).secret() } else { motion(casting) };
        let mut tablets = hall(&of(Casting::Tablet)).opened("b");
        let mut mixed = hall(&of(Casting::Mixed)).opened("b");
        let (mut figures, mut on_paper) = ([0_u64; 3], 0);
        for (n, (choice, paper)) in (1..).zip(&votes) {
            let vote = format!("d{n} vote b {}", words[*choice]);
            tablets.run(&vote);
            if *paper {
                mixed.run(&format!("desk issue-paper b d{n}"));
                figures[*choice] += 1;
                on_paper += 1;
            } else {
                mixed.run(&vote);
            }
        }
        let tablets = tablets.closed("b");
        mixed.run("chair close b");
        accounted(&mut mixed, on_paper, on_paper);
        let [yes, no, abstain] = figures;
        counted(&mut mixed, &format!("valid={on_paper} | {yes} {no} {abstain}"));
        let (one, other) = (tablets.count("b"), mixed.count("b"));
        prop_assert_eq!(&one.tally, &other.tally);
        prop_assert_eq!(&one.outcome, &other.outcome);
        prop_assert_eq!((one.turnout, one.papers), (other.turnout, other.papers));
    }
}
