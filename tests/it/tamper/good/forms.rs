//! Ranked, scored and written papers.

use plenum::domain::casting::Casting;
use plenum::domain::paper::RawPaper;
use serde_json::{Value, json};

use super::run;
use crate::support::ballots::{changed, profile};
use crate::support::script::paper;
use crate::tamper::author::{Author, Good, ballot};

fn papers(form: &str, lines: &[&str]) -> Vec<RawPaper> {
    lines.iter().map(|line| paper(&line.split(' ').collect::<Vec<_>>(), form)).collect()
}

/// Points with a tie across the cut in the clear; mentions out of envelopes, one of them empty.
pub(super) fn ranked(one: &str) -> Good {
    let mut author = Author::new(8, 7);
    author.set_key(1);
    let wanted = profile("livelihood-rank").numbered(4).places(2);
    let lines = [one, "2 1", "3 4", "4 3", "1", "-"];
    run(&mut author, ballot(1), &wanted, 1, &papers("ranks:", &lines));
    let mentions = "[outcome]\nmethod = \"mentions\"".parse().expect("TOML");
    let wanted = changed("livelihood-rank", &mentions).numbered(4).places(3).secret();
    author.draft(ballot(2), wanted.sheet(2));
    author.open_sealed(ballot(2));
    for (n, paper) in (1..).zip(papers("ranks:", &["3 2", "2", "2 3"])) {
        author.seal(ballot(2), n, Some(&paper));
    }
    author.seal(ballot(2), 4, None);
    author.close(ballot(2));
    author.certify(ballot(2));
    author.declare(ballot(2));
    author.finish("ranked")
}

/// Trimmed means with bands and places, a row without a score; a scale whose papers are published.
pub(super) fn scored(one: &str) -> Good {
    let mut author = Author::new(9, 8);
    author.set_key(2);
    let bands = "
        [paper]
        decimals = 1
        step = \"0.5\"
        bands = [
            { id = \"high\", zh = \"高\", en = \"High\", from = 90, to = 100 },
            { id = \"low\", zh = \"低\", en = \"Low\", from = 0, to = \"89.5\" },
        ]
        [outcome]
        places = true
    ";
    let wanted = changed("score-trimmed", &bands.parse().expect("TOML")).numbered(3).places(1);
    let lines = [one, "1=99 2=90", "1=90 2=90", "1=90.5", "1=70 2=90", "1=80", "1=90"];
    run(&mut author, ballot(1), &wanted, 1, &papers("scores:", &lines));
    let wanted = profile("opinion-scale").numbered(2).secret();
    let wanted = wanted.with(|sheet| sheet.rules.publish_papers = true);
    author.draft(ballot(2), wanted.sheet(2));
    author.open_sealed(ballot(2));
    for (n, paper) in (1..).zip(papers("scores:", &["1=5 2=1", "1=5", "2=3", "-"])) {
        author.seal(ballot(2), n, Some(&paper));
    }
    author.close(ballot(2));
    author.declare(ballot(2));
    author.finish("scored")
}

/// Scores and ranks on tablets, and one paper beside them.
pub(super) fn mixed(author: &mut Author, number: u32) {
    let (first, second) = (ballot(number.into()), ballot(u128::from(number) + 1));
    let wanted = profile("score-trimmed").numbered(2).casting(Casting::Mixed);
    author.draft(first, wanted.sheet(number));
    author.open(first, 0);
    for (n, paper) in (2..).zip(papers("scores:", &["1=90 2=80", "1=90", "1=70"])) {
        author.cast(first, n, paper);
    }
    let row = |scores: Value| json!({"scores": scores, "blank": 0, "invalid": 0, "recused": 0});
    let scores = json!([row(json!([[80, 1]])), row(json!([[80, 1]]))]);
    author.mixed(first, 1, &json!({"form": "scores", "rows": scores}));
    let wanted = profile("livelihood-rank").numbered(3).places(2).casting(Casting::Mixed);
    let wanted = wanted.with(|sheet| sheet.rules.certification = false);
    author.draft(second, wanted.sheet(number + 1));
    author.open(second, 0);
    for (n, paper) in (2..).zip(papers("ranks:", &["2 1", "3"])) {
        author.cast(second, n, paper);
    }
    let ranks = json!([{"ranks": [0, 1]}, {"ranks": [1, 0]}, {"ranks": [0, 0]}]);
    author.mixed(second, 1, &json!({"form": "ranks", "rows": ranks}));
}

/// Answers by name and without.
pub(super) fn written(one: &str) -> Good {
    let mut author = Author::new(10, 5);
    author.set_key(3);
    let wanted = profile("opinion-text").numbered(2);
    let lines = [one, "1=“引号”\\与\"\" 2=🗳", "-"];
    run(&mut author, ballot(1), &wanted, 1, &papers("answers:", &lines));
    let wanted = profile("opinion-text").numbered(2).secret();
    author.draft(ballot(2), wanted.sheet(2));
    author.open_sealed(ballot(2));
    for (n, paper) in (1..).zip(papers("answers:", &["2=一", one, "1=二 2=一"])) {
        author.seal(ballot(2), n, Some(&paper));
    }
    author.close(ballot(2));
    author.declare(ballot(2));
    author.finish("written")
}
