//! Lengths say nothing: every envelope of a ballot is equally long, and there is room for every
//! paper that its form takes.

use plenum::crypto::envelope::OVERHEAD;
use plenum::domain::paper::{
    BlankRows, CELLS_MAX, CRITERIA_MAX, Criterion, Grade, ITEMS_MAX, Name, Paper, PaperForm,
    PicksPaper,
};
use plenum::domain::profile::{Profile, ProfilePaper};
use plenum::domain::seal::{PAD_STEP, paper_text};
use plenum::domain::sheet::Sheet;
use proptest::prelude::*;

use crate::support::ballots::{key, profile, profiles_folder, text_of};
use crate::support::world::{member, world};

/// Longest message of a socket, `docs/protocol.md`.
const MESSAGE_BYTES_MAX: usize = 16 * 1024;
/// What stands in a message besides the envelope.
const REST_BYTES_MAX: usize = 512;

/// Bytes that the text of this paper takes in the padding.
fn needed(paper: &Paper) -> u32 {
    u32::try_from(paper_text(paper).len() + 2).expect("short")
}

fn matrix(rows: usize, grades: usize) -> PaperForm {
    let mut form = profile("eval-threshold").numbered(rows).sheet(1).form;
    if let PaperForm::Marks(marks) = &mut form {
        let of = |n: usize| Grade { id: key(&format!("g{n}")), ..marks.grades[0].clone() };
        marks.grades = (0..grades).map(of).collect();
    }
    form
}

/// As many cells as a matrix may have: ten criteria for each row.
fn cells() -> PaperForm {
    let mut form = matrix(CELLS_MAX / CRITERIA_MAX, 10);
    if let PaperForm::Marks(marks) = &mut form {
        let title = text_of("德");
        let of = |n: usize| Criterion {
            id: key(&format!("c{n}")),
            zh: title.clone(),
            en: title.clone(),
            weight: 10,
        };
        marks.criteria = (0..CRITERIA_MAX).map(of).collect();
    }
    form
}

fn picks(options: usize, places: u32) -> PaperForm {
    profile("livelihood-plurality").numbered(options).places(places).sheet(1).form
}

/// Forty characters of four bytes each.
fn longest_name(n: u32) -> Name {
    let last = char::from_u32(0x2_0000 + n).expect("a rare character");
    let name = std::iter::repeat_n('\u{20000}', 39).chain([last]).collect::<String>();
    Name::new(&text_of(&name)).expect("a name of forty characters")
}

/// Papers at the edges of a form, lawful or not quite: the longest is among them.
fn extremes(form: &PaperForm) -> Vec<Paper> {
    match form {
        PaperForm::Marks(marks) => {
            let last = u8::try_from(marks.grades.len() - 1).expect("at most ten");
            let all = |mark| Paper::Marks { marks: vec![mark; marks.cells()] };
            vec![all(None), all(Some(0)), all(Some(last))]
        }
        PaperForm::Picks(picks) => {
            let options = u16::try_from(picks.options.len()).expect("at most 200");
            let most = u16::try_from(picks.max).expect("at most 200");
            let of = |range: std::ops::Range<u16>| Paper::Picks(range.collect::<Vec<_>>().into());
            let mut papers = vec![of(0..0), of(0..most), of(options - most..options)];
            if picks.crosses {
                let names = picks.write_ins.map_or(0, |write_ins| write_ins.max);
                let chosen = most - u16::try_from(names).expect("at most 50");
                papers.push(Paper::Picks(PicksPaper {
                    picks: (0..chosen).collect(),
                    against: Some((chosen..options).collect()),
                    write_ins: picks.write_ins.map(|_| (0..names).map(longest_name).collect()),
                }));
            }
            papers
        }
        PaperForm::Ranks(ranks) => {
            let options = u16::try_from(ranks.options.len()).expect("at most 200");
            let most = u16::try_from(ranks.max).expect("at most 200");
            let of = |range: std::ops::Range<u16>| Paper::Ranks { ranks: range.rev().collect() };
            vec![of(0..0), of(0..most), of(options - most..options)]
        }
        PaperForm::Scores(scores) => {
            let all = |score| Paper::Scores { scores: vec![score; scores.rows.len()] };
            vec![all(None), all(Some(scores.min)), all(Some(scores.max))]
        }
        PaperForm::Text(text) => {
            let all = |sign: &str| {
                let answer = sign.repeat(usize::try_from(text.max_chars).expect("at most 500"));
                let answers = vec![answer; text.questions.len()];
                let paper = serde_json::json!({"form": "text", "answers": answers});
                serde_json::from_value(paper).expect("a paper")
            };
            // Nothing that may be written has more bytes than four, and a quote has two.
            vec![all("a"), all("汉"), all("\""), all("\u{1F5F3}")]
        }
    }
}

/// Every form that a profile can make with so many rows or options, with several K.
fn forms(id: &str, items: u32) -> Vec<Sheet> {
    let text = std::fs::read_to_string(profiles_folder().join(format!("{id}.toml")));
    let shipped = Profile::parse(&text.expect("readable")).expect("a shipped profile");
    let wanted = match shipped.asks_items() {
        // Whatever it lists, its paper has one row.
        true if id == "sc-appointments-en-bloc" => profile(id).numbered(2),
        true => profile(id).numbered(usize::try_from(items).expect("few")),
        false => profile(id),
    };
    let wanted = if shipped.asks_quota() { wanted.quota(1) } else { wanted };
    let zeros = vec!["0"; usize::try_from(items).expect("few")];
    let sources = shipped.sources().iter();
    let wanted = sources.fold(wanted, |wanted, source| wanted.external(source.id.as_str(), &zeros));
    match shipped.paper {
        // Too few rows for a quota, or more cells than a paper has room for.
        ProfilePaper::Marks { .. } if wanted.refusal().is_some() => Vec::new(),
        ProfilePaper::Marks { .. } => vec![wanted.secret().sheet(1)],
        ProfilePaper::Scores { .. } => vec![wanted.secret().sheet(1)],
        // Nobody answers two hundred questions: five of the longest answers fill a message.
        ProfilePaper::Text { .. } => {
            let few = usize::try_from(items.min(5)).expect("few");
            vec![profile(id).numbered(few).secret().sheet(1)]
        }
        ProfilePaper::Picks { .. } | ProfilePaper::Ranks { .. } => [1, items.div_ceil(2), items]
            .into_iter()
            .map(|places| wanted.clone().places(places).secret())
            // As many candidates as places, or more, where the profile says so.
            .filter(|wanted| wanted.refusal().is_none())
            .map(|wanted| wanted.sheet(1))
            .collect(),
    }
}

#[test]
fn every_shipped_profile_has_room_for_its_papers_at_any_size() {
    let mut seen = 0;
    for entry in std::fs::read_dir(profiles_folder()).expect("config/profiles") {
        let path = entry.expect("readable").path();
        let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("readable");
        let secret = text.lines().any(|l| l.starts_with("secrecy") && l.contains("\"secret\""));
        if !secret {
            continue;
        }
        for items in [1, 2, 3, 9, 10, 11, 99, 100, 101, 199, 200] {
            for sheet in forms(&id, items) {
                let pad_len = sheet.form.pad_len();
                assert!(pad_len.is_multiple_of(PAD_STEP), "{id}");
                let longest = extremes(&sheet.form).iter().map(needed).max().expect("some");
                assert!(longest <= pad_len, "{id} with {items}: {longest} in {pad_len}");
                assert!(pad_len < longest + 2 * PAD_STEP + items, "{id} wastes {pad_len}");
                seen += 1;
            }
        }
    }
    assert!(seen > 200);
}

#[test]
fn the_extreme_forms_have_room_and_fit_a_message() {
    let most = u32::try_from(ITEMS_MAX).expect("few");
    // 2 + 27 + 5 × 200, 2 + 27 + 5 × 300 and 2 + 27 + 4 × 200, up to the next 32.
    let marks = [(matrix(ITEMS_MAX, 10), 1_056), (cells(), 1_536)];
    for (form, expected) in marks.into_iter().chain([(picks(ITEMS_MAX, most), 832)]) {
        assert_eq!(form.pad_len(), expected);
        for paper in extremes(&form) {
            assert!(needed(&paper) <= expected, "{}", needed(&paper));
            assert_eq!(form.read(&paper_text(&paper)), Ok(paper));
        }
        let envelope = usize::try_from(expected).expect("short") + OVERHEAD;
        assert!(envelope.div_ceil(3) * 4 + REST_BYTES_MAX < MESSAGE_BYTES_MAX);
    }
}

/// Titles, notes and rules do not change the length; only how many rows there are, and K.
#[test]
fn the_length_depends_on_the_form_alone() {
    let mut form = matrix(7, 3);
    let length = form.pad_len();
    if let PaperForm::Marks(marks) = &mut form {
        marks.blank_rows = BlankRows::Refused;
        marks.rows[0].title = text_of(&"长".repeat(300));
        marks.grades.truncate(2);
    }
    assert_eq!(form.pad_len(), length);
    assert_eq!(picks(12, 3).pad_len(), picks(200, 3).pad_len());
}

#[test]
fn all_envelopes_of_the_extreme_ballots_are_equally_long() {
    let most = u32::try_from(ITEMS_MAX).expect("few");
    for form in [matrix(ITEMS_MAX, 10), picks(ITEMS_MAX, most)] {
        let mut sheet = profile("quick-poll").numbered(3).places(2).secret().sheet(1);
        sheet.form = form.clone();
        let mut world = world().members(3).present(3);
        world.add_sheet("ballot", sheet);
        world.run("desk draft ballot\n desk ready ballot\n chair open-sealed ballot");
        for (n, paper) in (1..).zip(extremes(&form)) {
            world
                .vote(member(n), "ballot", form.spell(&paper).expect("of the form"))
                .expect("taken");
        }
        let poll = world.ballot_named("ballot").phase.poll().expect("open");
        let lengths: Vec<usize> = poll.envelopes().map(|(.., envelope)| envelope.len()).collect();
        assert_eq!(lengths, [usize::try_from(form.pad_len()).expect("short") + OVERHEAD; 3]);
        let world = world.closed("ballot");
        assert_eq!(world.count("ballot").papers.invalid, 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..super::config() })]

    #[test]
    fn a_matrix_of_any_size_has_room_for_any_paper(
        rows in 1..=ITEMS_MAX, grades in 2..=10usize,
        cells in prop::collection::vec(0..=10u8, ITEMS_MAX),
    ) {
        let form = matrix(rows, grades);
        let mark = |cell: &u8| (usize::from(*cell) < grades).then_some(*cell);
        let paper = Paper::Marks { marks: cells[..rows].iter().map(mark).collect() };
        prop_assert!(needed(&paper) <= form.pad_len());
        prop_assert_eq!(form.read(&paper_text(&paper)), Ok(paper));
    }

    #[test]
    fn any_k_of_any_n_have_room(
        options in 1..=ITEMS_MAX, places in 1..=ITEMS_MAX,
        order in Just((0..200u16).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let places = places.min(options);
        let form = picks(options, u32::try_from(places).expect("few"));
        let on_paper = order.into_iter().filter(|pick| usize::from(*pick) < options);
        let mut picks: Vec<u16> = on_paper.take(places).collect();
        picks.sort_unstable();
        let paper = Paper::Picks(picks.into());
        prop_assert!(needed(&paper) <= form.pad_len());
        prop_assert_eq!(form.read(&paper_text(&paper)), Ok(paper));
    }
}
