//! What a secret ballot freezes and promises, held against the agreed forms by other means than the
//! code itself: the manifest, the roots, the rules about what is shown.

use plenum::crypto::hash::Hash;
use plenum::crypto::{canonical, merkle};
use plenum::domain::command::{Command, DelegateCommand, SystemCommand};
use plenum::domain::event::Event;
use plenum::domain::ids::DelegateId;
use plenum::domain::paper::RawPaper;
use plenum::domain::seal::{Seal, electorate_root, manifest};
use plenum::domain::sheet::{Secrecy, ShowWhileOpen};
use serde_json::{Value, json};

use crate::support::ballots::{key, profile};
use crate::support::world::{World, cast_id, head, member, world};

fn hall(members: usize) -> World {
    let wanted = profile("congress-motion").secret();
    world().members(members).present(members).ballot("motion", &wanted)
}

fn seal(world: &World) -> Seal {
    let poll = world.ballot_named("motion").phase.poll().expect("opened");
    poll.seal.expect("secret").seal
}

/// RFC 6962 by its definition: the largest power of two on the left.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        leaves => {
            let split = leaves.len().next_power_of_two() / 2;
            merkle::node(root(&leaves[..split]), root(&leaves[split..]))
        }
    }
}

#[test]
fn the_manifest_says_the_whole_question_in_the_agreed_form() {
    let world = hall(3).opened("motion");
    let sheet = world.sheet("motion").expect("named").clone();
    let electorate: Vec<DelegateId> = (1..=3).map(member).collect();
    let text = manifest(&head(), world.id("motion"), &sheet, electorate_root(&electorate));
    let leaves: Vec<Hash> = electorate.iter().map(|id| merkle::leaf(id.0.as_bytes())).collect();
    let expected = json!({
        "assembly": "示例县人民代表大会",
        "ballot": "00000000-0000-000b-0000-000000000001",
        "electorate_root": root(&leaves).to_string(),
        "pad_len": 64,
        "sheet": serde_json::to_value(&sheet).expect("data"),
        "sitting": "00000000-0000-0000-0000-000000000001",
        "suite": 1,
        "v": 1,
    });
    assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), expected);
    assert_eq!(text.as_bytes(), canonical::to_bytes(&expected).expect("data"));
    assert!(text.starts_with(r#"{"assembly":"示例县人民代表大会","ballot":"#), "{text}");
    assert_eq!(seal(&world).manifest, Hash::of(text.as_bytes()));
    assert_eq!(seal(&world).electorate_root, root(&leaves));
    assert_eq!((seal(&world).suite, seal(&world).pad_len), (1, 64));
}

/// The sheet inside is that of the record, word for word: a verifier needs no other file.
#[test]
fn the_manifest_holds_the_sheet_as_it_was_drafted() {
    let world = hall(2).opened("motion");
    let drafted = world.record().iter().find_map(|(event, ..)| match event {
        Event::BallotDrafted { .. } => Some(serde_json::to_value(event).expect("data")),
        _ => None,
    });
    let sheet = world.sheet("motion").expect("named");
    let text =
        manifest(&head(), world.id("motion"), sheet, electorate_root(&[member(1), member(2)]));
    let inside: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(inside["sheet"], drafted.expect("drafted")["sheet"]);
}

#[test]
fn any_other_question_is_another_manifest() {
    let sheet = profile("congress-motion").secret().sheet(1);
    let ballot = hall(1).id("motion");
    let hash = |sheet: &_, head: &_, electorate: &[DelegateId]| {
        Hash::of(manifest(head, ballot, sheet, electorate_root(electorate)).as_bytes())
    };
    let first = hash(&sheet, &head(), &[member(1)]);
    let mut other = sheet.clone();
    other.title = crate::support::ballots::text_of("另一项");
    assert_ne!(hash(&other, &head(), &[member(1)]), first);
    let mut other = sheet.clone();
    other.rules.publish_papers = true;
    assert_ne!(hash(&other, &head(), &[member(1)]), first);
    assert_ne!(hash(&sheet, &head(), &[member(2)]), first);
    assert_ne!(hash(&sheet, &head(), &[member(1), member(2)]), first);
    let mut elsewhere = head();
    elsewhere.assembly = crate::support::ballots::text_of("另一县");
    assert_ne!(hash(&sheet, &elsewhere, &[member(1)]), first);
}

#[test]
fn the_cut_is_the_root_over_the_last_envelopes_by_delegate() {
    for voters in 0..=5usize {
        let mut world = hall(5).opened("motion");
        // Backwards, each one twice: neither the order nor the first envelope matters.
        for n in (1..=voters).rev() {
            world.run(&format!("d{n} seal motion yes\n d{n} seal motion no"));
        }
        let envelope = |n: usize| {
            let cast = world.record().iter().rev().find_map(|(event, ..)| match event {
                Event::EnvelopeCast { delegate, revision, envelope, .. }
                    if *delegate == member(n) =>
                {
                    assert_eq!(*revision, 2);
                    Some(envelope.clone())
                }
                _ => None,
            });
            cast.expect("voted")
        };
        let leaves: Vec<Hash> =
            (1..=voters).map(|n| merkle::leaf(&Hash::of(envelope(n).as_bytes()).0)).collect();
        world.run("chair close motion");
        let cut = world.ballot_named("motion").phase.closing().expect("closed").envelopes;
        let cut = cut.expect("a secret ballot");
        assert_eq!(usize::try_from(cut.count).expect("few"), voters);
        assert_eq!(cut.root, root(&leaves));
        world.settle();
        let counting = world.ballot_named("motion").phase.counting().expect("counted");
        assert_eq!(counting.opened.as_ref().expect("opened").root, cut.root);
    }
}

/// One person's envelope in another's name, or an older one again, opens to nothing.
#[test]
fn an_envelope_counts_for_its_own_delegate_and_revision_only() {
    let mut world = hall(3).opened("motion");
    let text = br#"{"form":"marks","marks":[0]}"#;
    let mine = world.seal(member(1), "motion", text, (cast_id(1), 1));
    world.give(&Command::Delegate(member(1), mine.clone())).expect("taken");
    let stolen = Command::Delegate(member(2), mine.clone());
    world.give(&stolen).expect("the rules cannot know; whoever holds the key does");
    world.run("d3 seal motion yes\n d3 seal motion no");
    let DelegateCommand::CastSealed { ballot, envelope, .. } =
        world.seal(member(3), "motion", text, (cast_id(9), 1))
    else {
        unreachable!("sealed above")
    };
    let again = DelegateCommand::CastSealed { ballot, cast_id: cast_id(10), revision: 3, envelope };
    world.give(&Command::Delegate(member(3), again)).expect("the rules cannot know");
    let world = world.closed("motion");
    let papers = world.count("motion").papers;
    assert_eq!((papers.returned, papers.valid, papers.invalid), (3, 1, 2));
}

#[test]
fn acts_with_sealed_papers_do_not_print_them() {
    let world = hall(1).opened("motion");
    let text = br#"{"form":"marks","marks":[0]}"#;
    let sealed = world.seal(member(1), "motion", text, (cast_id(1), 1));
    let printed = format!("{:?}", Command::Delegate(member(1), sealed));
    assert!(printed.contains("Envelope(112 bytes)"), "{printed}");
    assert!(!printed.contains("marks"), "{printed}");
}

/// The first vote of a secret ballot is not told in the clear, not even by a refusal.
#[test]
fn a_paper_in_the_clear_leaves_nothing_behind() {
    let mut world = hall(1).opened("motion");
    let before = world.sitting.clone();
    let paper = RawPaper::Marks { marks: [(key("1"), key("yes"))].into() };
    let cast = DelegateCommand::Cast { ballot: world.id("motion"), cast_id: cast_id(1), paper };
    let refusal = world.give(&Command::Delegate(member(1), cast)).expect_err("it must be sealed");
    assert_eq!(format!("{refusal:?}"), "EnvelopeNeeded");
    assert!(world.sitting == before);
}

#[test]
fn what_is_shown_and_published_fits_the_secrecy() {
    let (recorded, secret) = (Secrecy::Recorded, Secrecy::Secret);
    let (no, yes) = (false, true);
    let neither = Some("neither live secret totals nor published papers");
    let hidden = Some("shows no totals while it is open");
    let idle = Some("need totals to be shown");
    for (secrecy, live, publish, expected) in [
        // Nothing, turnout, tally.
        (recorded, no, no, [None, None, None]),
        (recorded, yes, no, [neither, neither, neither]),
        (recorded, no, yes, [neither, neither, neither]),
        (recorded, yes, yes, [neither, neither, neither]),
        (secret, no, no, [None, None, hidden]),
        (secret, yes, no, [idle, idle, None]),
        (secret, no, yes, [None, None, hidden]),
        (secret, yes, yes, [idle, idle, None]),
    ] {
        let shows = [ShowWhileOpen::Nothing, ShowWhileOpen::Turnout, ShowWhileOpen::Tally];
        for (show, expected) in shows.into_iter().zip(expected) {
            let mut sheet = profile("congress-motion").sheet(1);
            sheet.rules.secrecy = secrecy;
            sheet.rules.show_while_open = show;
            sheet.rules.live_tally_in_secret = live;
            sheet.rules.publish_papers = publish;
            let said = sheet.check().err().map(|error| error.en);
            let fits = match (said, expected) {
                (None, None) => true,
                (Some(said), Some(expected)) => said.contains(expected),
                _ => false,
            };
            assert!(fits, "{secrecy:?} {show:?} {live} {publish}: {said:?}");
        }
    }
}

/// Even where the hall may see running totals, the state holds none: they come from whoever holds
/// the key and are never stored.
#[test]
fn live_totals_are_not_in_the_state() {
    let live = profile("quick-poll").numbered(2).places(1).secret().with(|sheet| {
        sheet.rules.live_tally_in_secret = true;
        sheet.rules.show_while_open = ShowWhileOpen::Tally;
        sheet.rules.close_when_all_voted = false;
    });
    let mut world = world().members(2).present(2).ballot("poll", &live).opened("poll");
    world.run("d1 seal poll 1\n d2 seal poll 2");
    let tally = &world.ballot_named("poll").phase.poll().expect("open").tally;
    assert_eq!(serde_json::to_value(tally).expect("data")["votes"], json!([0, 0]));
    let opened = Box::new(world.open_box("poll"));
    let count = SystemCommand::CountOpened { ballot: world.id("poll"), opened };
    let early = world.give(&Command::System(count)).expect_err("not before the cut");
    assert_eq!(early.code(), "wrong_phase");
    let world = world.closed("poll");
    let tally = serde_json::to_value(&world.count("poll").tally).expect("data");
    assert_eq!(tally["votes"], json!([1, 1]));
}
