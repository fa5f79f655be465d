//! Papers that are ranked, scored or written.

use super::Table;
use crate::support::ballots::profile;
use crate::support::forms::{poll, ranks, scores, text};
use crate::support::world::{World, world};

pub(super) const TABLES: &[Table] = &[
    (
        "papers with ranks",
        ready,
        "
        chair open ranks
        # The order counts, and a paper that is refused leaves the one before.
        d1 cast ranks 3 1
        d1 cast ranks 1 2 3 => ranks_too_many
        d1 cast ranks 4 => ranks_unknown
        d1 cast ranks 2 2 => ranks_repeated
        d1 cast ranks - => ranks_too_few
        d1 cast ranks picks: 1 => paper_wrong_form
        d1 cast ranks 1 3
    ",
    ),
    (
        "papers with scores",
        ready,
        "
        chair open scores
        d1 cast scores 1=93.5 2=0
        d1 cast scores 1=100.5 => score_out_of_range
        d1 cast scores 1=99999999999 => score_out_of_range
        d1 cast scores 1=93.25 => score_off_step
        d1 cast scores 1=93.1 => score_off_step
        d1 cast scores 1=-1 => score_off_step
        d1 cast scores 1=1e2 => score_off_step
        d1 cast scores 1=九十 => score_off_step
        d1 cast scores 1= => score_off_step
        d1 cast scores 1=.5 => score_off_step
        d1 cast scores 1=5. => score_off_step
        d1 cast scores 9=1 => paper_unknown_row
        d1 cast scores marks: 1=yes => paper_wrong_form
        # The same number, written in another way, is the same paper.
        d1 cast scores 1=93.0 #1
        d1 cast scores 1=93 #1 => nothing new
        d1 cast scores 1=92 #1 => cast_id_conflict
    ",
    ),
    (
        "papers with every row scored",
        ready,
        "
        chair open strict
        d1 cast strict 1=5 => paper_incomplete
        d1 cast strict 1=5 2=1
        d1 cast strict 1=5 2=6 => score_out_of_range
    ",
    ),
    (
        "papers with text",
        ready,
        "
        chair open text
        d1 cast text 1=更多座位 2=无
        d1 cast text 1=一二三四五六七八九十一 => answer_too_long
        d1 cast text 1=a\u{202e}b => answer_forbidden
        d1 cast text 3=无 => paper_unknown_row
        d1 cast text picks: 1 => paper_wrong_form
        d2 cast text -
    ",
    ),
    (
        "papers of too many to be published",
        crowd,
        "
        chair open-sealed long => papers_too_long
        chair open-sealed short
    ",
    ),
];

/// 1,300 papers of five answers with 500 characters are more than a record holds.
fn crowd() -> World {
    let long = profile("opinion-text").numbered(5).secret();
    let long = long.with(|sheet| sheet.form = text(5, 500));
    world()
        .members(1_300)
        .present(3)
        .ballot("long", &long)
        .ballot("short", &profile("opinion-text").numbered(5).secret())
}

fn ready() -> World {
    let strict = |sheet: &mut plenum::domain::sheet::Sheet| {
        sheet.form = scores(2, 5, 1, 0);
        if let plenum::domain::paper::PaperForm::Scores(form) = &mut sheet.form {
            form.blank_rows = plenum::domain::paper::BlankRows::Refused;
        }
    };
    world()
        .members(4)
        .present(3)
        .ballot("ranks", &poll(|sheet| sheet.form = ranks(3, 1, 2)))
        .ballot("scores", &poll(|sheet| sheet.form = scores(2, 1_000, 5, 1)))
        .ballot("strict", &poll(strict))
        .ballot("text", &poll(|sheet| sheet.form = text(2, 10)))
}
