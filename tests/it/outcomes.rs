//! Outcome rules as tables: ties across and inside the cut, places left open, rows that nobody
//! graded. Expected values are written from rules.md, not from the code.

mod ladder;
mod quota;
mod selection;

use plenum::domain::count::{Bases, Count, Papers, Turnout};
use plenum::domain::outcome::mean::Trim;
use plenum::domain::outcome::quota::{Graded, QuotaRule};
use plenum::domain::outcome::{Outcome, OutcomeRule};
use plenum::domain::paper::PaperForm;
use plenum::domain::sheet::Sheet;
use plenum::domain::tally::{RowTally, Tally};
use plenum::domain::text::Key;
use plenum::domain::threshold::{Base, Comparator, Fraction, Threshold};

use crate::support::ballots::profile;
use crate::support::derived;

/// `members` in the hall, all present, all with a paper returned.
fn figures(members: u32) -> (Turnout, Papers) {
    let turnout = Turnout {
        members,
        present_at_open: members,
        represented: 0,
        electorate: members,
        eligible: members,
        voted: members,
        did_not_vote: 0,
        left_early: 0,
        eligible_at_open: members,
        present_at_close: members,
        present_least: members,
        auto_abstained: 0,
        recused: 0,
    };
    let papers = Papers { issued: members, returned: members, valid: members, invalid: 0 };
    (turnout, papers)
}

fn bases(members: u32) -> Bases {
    let (turnout, papers) = figures(members);
    Bases::new(&turnout, &papers)
}

/// The outcome of these figures, and its derivation held against it.
fn decided(sheet: &Sheet, members: u32, tally: Tally) -> Outcome {
    let outcome = sheet.rules.outcome.decide(&sheet.form, &tally, &bases(members), None);
    let (turnout, papers) = figures(members);
    let outcome_ = outcome.clone();
    let count = Count {
        turnout,
        papers,
        weights: None,
        tally,
        groups: None,
        outcome: outcome_,
        channels: None,
        recused: None,
    };
    derived::check(sheet, &count);
    outcome
}

fn keys(keys: &[Key]) -> Vec<&str> {
    keys.iter().map(|key| key.as_str()).collect()
}

/// Rows of grades; what is missing to `valid` papers is left blank.
fn marks(form: &PaperForm, papers: u32, rows: &[&[u32]]) -> Tally {
    let PaperForm::Marks(form) = form else {
        panic!("a matrix");
    };
    let row = |votes: &&[u32]| {
        assert_eq!(votes.len(), form.grades.len());
        let blank = u64::from(papers - votes.iter().sum::<u32>());
        let votes = votes.iter().copied().map(u64::from).collect();
        RowTally { votes, blank, invalid: 0, recused: 0 }
    };
    Tally::Marks { rows: rows.iter().map(row).collect() }
}

fn decide(sheet: &Sheet, members: u32, rows: &[&[u32]]) -> Outcome {
    decided(sheet, members, marks(&sheet.form, members, rows))
}

fn graded(verdict: &Graded) -> String {
    match verdict {
        Graded::Graded { grade } => grade.to_string(),
        Graded::Tied {} => "tied".to_owned(),
        Graded::Ranked {} => "ranked".to_owned(),
        Graded::NoResult {} => "none".to_owned(),
    }
}

/// Yes, no, abstain in a hall of 327 of whom 314 are present: adopted or not.
fn motion(threshold: Threshold, votes: [u32; 3]) -> bool {
    let mut sheet = profile("congress-motion").sheet(1);
    let OutcomeRule::Threshold(rule) = &mut sheet.rules.outcome else {
        panic!("a threshold");
    };
    rule.threshold = threshold;
    assert!(sheet.check().is_ok());
    let returned = votes.iter().sum();
    let tally = marks(&sheet.form, returned, &[&votes]);
    let bases = Bases {
        total_membership: 327,
        present: 314,
        papers_issued: 314,
        papers_returned: returned.into(),
        valid_papers: returned.into(),
        ..bases(0)
    };
    match sheet.rules.outcome.decide(&sheet.form, &tally, &bases, None) {
        Outcome::Threshold { rows } => rows[0].adopted,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_votes_over_every_base() {
    use Base::{
        Expressed, ForPlusAgainst, PapersIssued, PapersReturned, Present, TotalMembership,
        ValidPapers,
    };
    let over = |base, comparator| Threshold {
        fraction: Fraction::new(1, 2).expect("lawful"),
        comparator,
        base,
    };
    // F-base: 160/100/30, 24 silent.
    for (base, adopted) in [
        (TotalMembership, false),
        (Present, true),
        (PapersIssued, true),
        (PapersReturned, true),
        (ValidPapers, true),
        (ForPlusAgainst, true),
        (Expressed, true),
    ] {
        assert_eq!(motion(over(base, Comparator::Gt), [160, 100, 30]), adopted, "{base:?}");
        // Papers returned, but 0 赞成: never adopted, `ge` with base 0 included (§0.3, no. 1).
        assert!(!motion(over(base, Comparator::Ge), [0, 0, 30]), "{base:?}");
        assert!(!motion(over(base, Comparator::Ge), [0, 30, 0]), "{base:?}");
    }
    // A tie 赞成=反对 is not passed by `gt`, and all abstaining passes nothing (cases 43, 44).
    assert!(!motion(over(ForPlusAgainst, Comparator::Gt), [100, 100, 0]));
    assert!(motion(over(ForPlusAgainst, Comparator::Ge), [100, 100, 0]));
    assert!(motion(over(ForPlusAgainst, Comparator::Gt), [1, 0, 300]));
    // Everyone for it, and still too few of all (case 47).
    assert!(!motion(over(TotalMembership, Comparator::Gt), [163, 0, 0]));
    assert!(motion(over(TotalMembership, Comparator::Gt), [164, 0, 0]));
}

#[test]
fn no_paper_is_no_result_under_every_rule() {
    let wanted = [
        profile("congress-motion"),
        profile("livelihood-plurality").numbered(3).places(2),
        profile("livelihood-all").numbered(3),
        profile("eval-quota-rank").numbered(3).quota(1),
        profile("satisfaction-all-ladder").numbered(3),
        profile("quick-poll").numbered(3).places(1),
        profile("livelihood-rank").numbered(3).places(2),
        profile("score-trimmed").numbered(3),
        profile("opinion-text").numbered(3),
    ];
    for wanted in wanted {
        let sheet = wanted.sheet(1);
        let tally = Tally::zero(&sheet.form);
        let outcome = sheet.rules.outcome.decide(&sheet.form, &tally, &bases(0), None);
        assert_eq!(outcome, Outcome::NoResult {}, "{}", sheet.profile);
    }
}

#[test]
fn a_rule_that_does_not_fit_its_paper_is_refused() {
    let refused = |sheet: &Sheet, part: &str| {
        let error = sheet.check().expect_err(part);
        assert!(error.en.contains(part), "{error}");
    };
    let evaluation = profile("eval-quota-rank").numbered(3).quota(2).sheet(1);
    let edit = |edit: fn(&mut QuotaRule)| {
        let mut sheet = evaluation.clone();
        let OutcomeRule::Quota(rule) = &mut sheet.rules.outcome else {
            panic!("a quota");
        };
        edit(rule);
        sheet
    };
    refused(&edit(|rule| rule.places = 0), "number of rows");
    refused(&edit(|rule| rule.places = 4), "number of rows");
    refused(&edit(|rule| rule.ranking.clear()), "no key");
    refused(
        &edit(|rule| rule.others.as_mut().expect("a majority").base = Base::ValidPapers),
        "own valid papers",
    );
    let mut sheet = evaluation.clone();
    if let PaperForm::Marks(form) = &mut sheet.form {
        form.grades[0].counts_in_base = false;
    }
    refused(&sheet, "part of its base");

    let mut sheet = profile("livelihood-plurality").numbered(3).places(2).sheet(1);
    if let PaperForm::Picks(form) = &mut sheet.form {
        form.max = 3;
    }
    refused(&sheet, "places does not fit");
    sheet.form = evaluation.form;
    refused(&sheet, "form of the paper");

    let mut sheet = profile("livelihood-rank").numbered(3).places(2).sheet(1);
    if let PaperForm::Ranks(form) = &mut sheet.form {
        form.max = 3;
    }
    refused(&sheet, "number of ranks");
    let mut sheet = profile("score-trimmed").numbered(3).sheet(1);
    if let OutcomeRule::Mean(rule) = &mut sheet.rules.outcome {
        rule.places = Some(4);
    }
    refused(&sheet, "places does not fit the rows");
    if let OutcomeRule::Mean(rule) = &mut sheet.rules.outcome {
        rule.places = None;
        rule.trim = rule.trim.map(|trim| Trim { above: 1, ..trim });
    }
    refused(&sheet, "no more than the number");
    let mut sheet = profile("opinion-text").numbered(2).sheet(1);
    sheet.rules.binding = true;
    refused(&sheet, "opinion polls");
}
