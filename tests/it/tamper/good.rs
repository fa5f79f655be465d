//! The good bundles that everything is done to: every rule of outcome, every event.

mod beside;
mod forms;
mod persons;
mod rooms;

use plenum::domain::casting::Casting;
use plenum::domain::command::manual::ManualDesk;
use plenum::domain::command::{ChairCommand, DeskCommand, SystemCommand};
use plenum::domain::ids::BallotId;
use plenum::domain::manual::{Difference, Entry, Figures};
use plenum::domain::paper::RawPaper;
use plenum::domain::sheet::ChangeOfVote;
use serde_json::{Value, json};

use super::author::{Author, Good, ballot, member};
use super::drawn;
use crate::support::ballots::{Wanted, profile, text_of};
use crate::support::script::paper;

/// All of them.
pub(super) fn bundles() -> Vec<Good> {
    let yes = "yes";
    let mut bundles =
        vec![motion(yes), selection("1 2"), quota(), ladder(), poll("1 2"), secret(yes)];
    bundles.extend([published("1"), persons::recorded(yes), persons::secret(yes)]);
    bundles.extend([forms::ranked("1 2"), forms::scored("1=96.5 2=90")]);
    bundles.push(forms::written("1=多留时间"));
    bundles.extend([hands(), papers(yes), beside::recusals(yes), rooms::rooms(yes)]);
    bundles.extend([mandates(yes), drawn::bundle()]);
    bundles.extend(super::election::bundles());
    bundles
}

/// Some of them in the same order, as if somebody had voted in another way.
pub(super) fn rewritten() -> Vec<Good> {
    let (no, other) = ("no", "4");
    let mut bundles = vec![motion(no), selection("4 5"), quota(), ladder(), poll("3"), secret(no)];
    bundles.extend([published(other), persons::recorded(no), persons::secret(no)]);
    bundles.extend([forms::ranked("3"), forms::scored("1=0"), forms::written("2=无")]);
    bundles.extend([hands(), papers(no), beside::recusals(no), rooms::rooms(no), mandates(no)]);
    bundles
}

pub(super) fn marks(words: &str) -> RawPaper {
    paper(&words.split(' ').collect::<Vec<_>>(), "marks:")
}

fn picks(words: &str) -> RawPaper {
    paper(&words.split(' ').collect::<Vec<_>>(), "picks:")
}

/// Drafts, opens, lets the members vote in their order, closes, and declares.
pub(super) fn run(
    author: &mut Author,
    id: BallotId,
    wanted: &Wanted,
    number: u32,
    papers: &[RawPaper],
) {
    author.draft(id, wanted.sheet(number));
    author.open(id, 0);
    for (n, paper) in (1..).zip(papers) {
        author.cast(id, n, paper.clone());
    }
    author.close(id);
    if wanted.sheet(number).rules.certification {
        author.certify(id);
    }
    author.declare(id);
}

/// Every act around a motion: time, suspension, attendance, late votes, a void, a withdrawal.
fn motion(one: &str) -> Good {
    let mut author = Author::new(1, 6);
    author.set_key(1);
    author.desk(DeskCommand::SetLeave { delegate: member(6), on_leave: true });
    let (first, second, third) = (ballot(1), ballot(2), ballot(3));
    author.draft(first, profile("congress-motion").sheet(1));
    author.open(first, 60);
    author.cast(first, 1, marks(one));
    author.cast(first, 2, marks("no"));
    author.chair(ChairCommand::Suspend { ballot: first, reason: text_of("核对设备") });
    author.desk(DeskCommand::CheckOut { delegate: member(5) });
    author.chair(ChairCommand::Resume { ballot: first });
    author.chair(ChairCommand::Extend { ballot: first, seconds: 30 });
    author.cast(first, 2, marks("yes"));
    author.cast(first, 3, marks("yes"));
    author.cast(first, 4, marks("yes"));
    author.chair(ChairCommand::LastCall { ballot: first, seconds: 10 });
    author.now_ms += 11_000;
    author.settle();
    author.cast(first, 1, marks("no"));
    author.declare(first);
    author.draft(second, profile("sc-motion").sheet(2));
    author.open(second, 0);
    author.cast(second, 1, marks("abstain"));
    author.system(SystemCommand::SuspendAfterRestart { ballot: second });
    author.chair(ChairCommand::Void { ballot: second, reason: text_of("改期表决") });
    author.draft(third, profile("two-thirds").sheet(3));
    author.desk(DeskCommand::Unready { ballot: third });
    author.desk(DeskCommand::Cancel { ballot: third, reason: text_of("撤回") });
    author.checkpoint();
    author.finish("motion")
}

/// A tie across the cut, a shortfall, and a change of the signing key.
fn selection(one: &str) -> Good {
    let mut author = Author::new(2, 7);
    author.set_key(2);
    let wanted = profile("livelihood-majority-all").numbered(5).places(2);
    let papers = [one, "1 2", "1 3", "1 3", "2 3", "1"].map(picks);
    run(&mut author, ballot(1), &wanted, 1, &papers);
    author.set_key(3);
    let wanted = profile("livelihood-plurality").numbered(4).places(3);
    let papers = ["1 2", "1", "2", "-"].map(picks);
    run(&mut author, ballot(2), &wanted, 2, &papers);
    author.finish("selection")
}

/// Rankings with equal keys, blank rows, a row without any grade, scores.
fn quota() -> Good {
    let mut author = Author::new(3, 6);
    author.set_key(4);
    let wanted = profile("eval-quota-rank").numbered(5).quota(2);
    let papers = [
        "1=outstanding 2=outstanding 3=competent 4=incompetent",
        "1=outstanding 2=competent 3=outstanding",
        "1=competent 2=competent 3=competent 4=basically_competent",
        "1=outstanding 4=competent",
    ]
    .map(marks);
    run(&mut author, ballot(1), &wanted, 1, &papers);
    let wanted = profile("eval-score").numbered(3).quota(1);
    let papers = ["1=outstanding 2=competent", "1=competent 2=outstanding", "-"].map(marks);
    run(&mut author, ballot(2), &wanted, 2, &papers);
    author.finish("quota")
}

fn ladder() -> Good {
    let mut author = Author::new(4, 5);
    author.set_key(5);
    let sheet = profile("satisfaction-all-ladder").numbered(3).sheet(1);
    let plenum::domain::paper::PaperForm::Marks(form) = &sheet.form else { panic!("marks") };
    let grade = |n: usize| form.grades[n].id.as_str().to_owned();
    let line = |cells: &[usize]| {
        let cells = cells.iter().enumerate().map(|(row, n)| format!("{}={}", row + 1, grade(*n)));
        marks(&cells.collect::<Vec<_>>().join(" "))
    };
    let papers = [line(&[0, 1, 2]), line(&[0, 1, 1]), line(&[0, 0, 2]), line(&[0, 2, 1])];
    let wanted = profile("satisfaction-all-ladder").numbered(3);
    run(&mut author, ballot(1), &wanted, 1, &papers);
    let wanted = profile("eval-threshold").numbered(2);
    run(&mut author, ballot(2), &wanted, 2, &["1=competent", "1=outstanding"].map(marks));
    author.finish("ladder")
}

/// Attendees too, closed because everybody voted; then a ballot that nobody voted in. No key: a
/// record without checkpoints.
fn poll(one: &str) -> Good {
    let mut author = Author::new(5, 3);
    let id = ballot(1);
    author.draft(id, profile("quick-poll").numbered(3).places(2).sheet(1));
    author.open(id, 60);
    for (n, words) in [(1, one), (2, "2"), (4, "3")] {
        author.cast(id, n, picks(words));
    }
    author.settle();
    author.declare(id);
    run(&mut author, ballot(2), &profile("congress-motion"), 2, &[]);
    author.finish("poll")
}

/// Totals only: a changed vote, an envelope without a paper, a key that was lost.
fn secret(one: &str) -> Good {
    let mut author = Author::new(6, 6);
    author.set_key(6);
    let (first, second) = (ballot(1), ballot(2));
    author.draft(first, profile("congress-motion").secret().sheet(1));
    author.open_sealed(first);
    for (n, words) in [(1, one), (2, "no"), (3, "yes"), (2, "yes"), (5, "abstain")] {
        author.seal(first, n, Some(&marks(words)));
    }
    author.seal(first, 4, None);
    author.close(first);
    author.declare(first);
    author.draft(second, profile("sc-motion").secret().sheet(2));
    author.open_sealed(second);
    author.seal(second, 1, Some(&marks("yes")));
    author.system(SystemCommand::SuspendAfterRestart { ballot: second });
    author.system(SystemCommand::LoseKey { ballot: second });
    author.chair(ChairCommand::Void { ballot: second, reason: text_of("密钥已丢失") });
    author.checkpoint();
    author.finish("secret")
}

/// Published papers, and a secret ballot that was voided while it was open.
fn published(one: &str) -> Good {
    let mut author = Author::new(7, 6);
    author.set_key(7);
    let (first, second) = (ballot(1), ballot(2));
    let wanted = profile("livelihood-majority-present").numbered(4).places(2).secret();
    let wanted = wanted.with(|sheet| sheet.rules.publish_papers = true);
    author.draft(first, wanted.sheet(1));
    author.open_sealed(first);
    for (n, words) in [(1, "2 3"), (2, one), (3, "2 3"), (4, "3 4"), (5, "-")] {
        author.seal(first, n, Some(&picks(words)));
    }
    author.close(first);
    author.certify(first);
    author.declare(first);
    author.draft(second, profile("sc-motion").secret().sheet(2));
    author.open_sealed(second);
    author.seal(second, 1, Some(&marks("no")));
    author.chair(ChairCommand::Void { ballot: second, reason: text_of("改期") });
    author.system(SystemCommand::DestroyKey { ballot: second });
    author.checkpoint();
    author.finish("published")
}

/// The tablets fail; hands, which are doubtful, then consent to the list of scrutineers.
fn hands() -> Good {
    let mut author = Author::new(8, 6);
    author.set_key(1);
    let (first, second, third) = (ballot(1), ballot(2), ballot(3));
    author.draft(first, profile("congress-motion").secret().sheet(1));
    author.open_sealed(first);
    author.seal(first, 1, Some(&marks("yes")));
    author.change_casting(first, second, Casting::Hands, "表决系统故障");
    author.settle();
    author.open(second, 0);
    author.manual(ManualDesk::NoteAssistance { ballot: second, delegate: member(2) });
    author.close(second);
    author.enter(second, &entry(json!({"kind": "hands", "tally": rows(&[3, 1, 0])})));
    author.settle();
    author.declare(second);
    let text = text_of("误读为赞成四票，当场更正");
    author.manual(ManualDesk::NoteDeclaration { ballot: second, text });
    let wrong = json!({"kind": "hands", "tally": rows(&[4, 1, 0])});
    author.correct(second, &figures(wrong), "重新清点");
    author.declare(second);
    author.draft(third, profile("show-of-hands").sheet(2));
    author.open(third, 0);
    author.close(third);
    author.enter(third, &entry(json!({"kind": "consent", "method": "applause"})));
    author.settle();
    author.declare(third);
    // A roll call ends on paper; who was recused stays recused.
    let (fourth, fifth) = (ballot(4), ballot(5));
    author.draft(fourth, profile("congress-motion").with(persons::roll_call).sheet(3));
    author.open(fourth, 0);
    author.cast(fourth, 1, marks("yes"));
    author.recuse(fourth, 1, &[]);
    author.change_casting(fourth, fifth, Casting::Paper, "表决系统故障");
    author.open(fifth, 0);
    author.close(fifth);
    author.enter(fifth, &accounts([8, 4, 0, 4]));
    let counted = json!({"kind": "papers", "valid": 4, "tally": rows(&[3, 1, 0]), "invalid": {
        "over_selected": 0, "illegible": 0, "not_as_instructed": 0, "other": 0}});
    author.enter(fifth, &entry(counted));
    author.settle();
    author.declare(fifth);
    author.finish("hands")
}

/// Papers that differ from the voters, too many papers, and papers beside recorded and sealed votes.
fn papers(one: &str) -> Good {
    let mut author = Author::new(9, 6);
    author.set_key(2);
    let (first, second, third, fourth) = (ballot(1), ballot(2), ballot(3), ballot(4));
    let on = |id: &str, casting| profile(id).casting(casting);
    author.draft(first, on("two-thirds", Casting::Paper).secret().sheet(1));
    author.open(first, 0);
    author.manual(ManualDesk::ReportIssued { ballot: first, issued: 6 });
    author.explain(first, Difference::Issued, "一人未签到");
    author.close(first);
    author.enter(first, &accounts([8, 6, 1, 6]));
    author.explain(first, Difference::Returned, "已补签到");
    let counted = json!({"kind": "papers", "valid": 5, "tally": rows(&[4, 1, 0]), "invalid": {
        "over_selected": 1, "illegible": 0, "not_as_instructed": 0, "other": 0}});
    author.enter(first, &entry(counted));
    author.settle();
    author.declare(first);
    author.draft(second, on("two-thirds", Casting::Paper).secret().sheet(2));
    author.open(second, 0);
    author.close(second);
    author.enter(second, &accounts([8, 5, 0, 6]));
    author.settle();
    author.draft(third, on("congress-motion", Casting::Mixed).sheet(3));
    author.open(third, 0);
    author.cast(third, 1, marks(one));
    author.manual(ManualDesk::AnnulVote { ballot: third, delegate: member(1) });
    author.manual(ManualDesk::IssuePaper { ballot: third, delegate: member(1) });
    author.manual(ManualDesk::TakeBackPaper { ballot: third, delegate: member(1) });
    author.cast(third, 1, marks("no"));
    author.mixed(third, 2, &rows(&[1, 0, 0]));
    author.draft(fourth, on("congress-motion", Casting::Mixed).secret().sheet(4));
    author.open_sealed(fourth);
    author.seal(fourth, 1, Some(&marks("no")));
    author.manual(ManualDesk::AnnulVote { ballot: fourth, delegate: member(1) });
    author.seal(fourth, 1, Some(&marks(one)));
    author.mixed(fourth, 2, &rows(&[1, 0, 0]));
    forms::mixed(&mut author, 5);
    author.finish("papers")
}

/// Weights and proxies: set, given, taken back; one act for all mandates, one for one principal, a
/// principal who votes after all, one who may not, and an association of whole votes.
fn mandates(one: &str) -> Good {
    let mut author = Author::new(10, 9);
    author.set_key(3);
    let (first, second) = (ballot(1), ballot(2));
    author.draft(first, profile("association-motion").sheet(1));
    let strict = profile("association-motion").with(|sheet| {
        sheet.rules.weights = None;
        sheet.rules.change_of_vote = ChangeOfVote::FirstWins;
        let proxies = sheet.rules.proxies.as_mut().expect("an association");
        proxies.principal_may_vote = false;
    });
    author.draft(second, strict.sheet(2));
    author.weigh(1, "2.5");
    author.weigh(9, "0.01");
    author.weigh(4, "7");
    author.give_proxy(9, 1);
    author.give_proxy(8, 1);
    author.give_proxy(7, 2);
    author.give_proxy_from_tablet(6, 1);
    author.desk(DeskCommand::CheckOut { delegate: member(8) });
    author.open(first, 0);
    author.split(first, 1, &[(2, marks(one)), (2, marks("no"))]);
    author.cast_for(first, 2, 7, marks("yes"));
    author.split(first, 1, &[(1, marks("no")), (3, marks("yes"))]);
    author.cast(first, 6, marks("abstain"));
    author.split(first, 1, &[(3, marks("yes"))]);
    author.cast(first, 4, marks("no"));
    author.close(first);
    author.declare(first);
    author.end_proxy(9);
    author.end_proxy_from_tablet(6);
    author.weigh_one(4);
    author.open(second, 0);
    author.cast_for(second, 2, 7, marks("no"));
    author.cast(second, 2, marks("yes"));
    author.split(second, 1, &[(1, marks("yes")), (1, marks(one))]);
    author.close(second);
    author.declare(second);
    author.finish("mandates")
}

fn rows(votes: &[u64]) -> Value {
    json!({"form": "marks", "rows": [{"votes": votes, "blank": 0, "invalid": 0, "recused": 0}]})
}

fn entry(value: Value) -> Entry {
    serde_json::from_value(value).expect("an entry")
}

fn figures(value: Value) -> Figures {
    serde_json::from_value(value).expect("figures")
}

pub(super) fn accounts([printed, issued, replaced, returned]: [u32; 4]) -> Entry {
    entry(json!({"kind": "accounts", "printed": printed, "issued": issued, "replaced": replaced,
        "returned": returned}))
}
