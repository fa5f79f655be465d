//! Elections: papers, names written in, ties, ballots that follow.

use plenum::domain::ids::BallotId;
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::outcome::places::TieRule;
use plenum::domain::paper::{Item, PaperForm, WriteIns, WriteInsAfter};
use plenum::domain::sheet::{Link, LinkWhy, Sheet};
use plenum::domain::threshold::{Base, Comparator, Fraction, Threshold};
use uuid::Uuid;

use super::Table;
use crate::support::ballots::{Wanted, changed, key, profile, text_of};
use crate::support::world::{World, world};

pub(super) const TABLES: &[Table] = &[
    (
        "papers of an election",
        open,
        "d1 cast e 1 x2 x3 +丁
         d1 cast e 1 x1 => picks_contradict
         d1 cast e 1 2 x3 +丁 => picks_too_many
         d1 cast e 1 +丁 => write_in_needs_against
         d1 cast e +丁 => write_in_needs_against
         d1 cast e x1 +丁 +丁 => write_in_repeated
         d1 cast e x1 +一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一 => write_in_name
         d1 cast e x9 => picks_unknown
         d1 cast e x1 x1 => picks_repeated
         d1 cast e picks: 1 => paper_wrong_form
         d2 cast e -
         d3 cast e x1 x2 x3 +丁 +戊",
    ),
    (
        "no more names than the rule has",
        || hall(recorded("paper.write_ins.max = 1").sheet(1)),
        "d1 cast e x1 +丁 +戊 => write_ins_too_many\n d1 cast e x1 +丁",
    ),
    (
        "names are read, ruled on, and then counted",
        open,
        "d1 cast e 1 x2 +丁
         d2 cast e 1 x2 +老丁
         d3 cast e 1 x2 +甲
         scrutineer rule e 丁=person:丁 => wrong_phase
         system read-names e => not_due
         chair close e
         system count e => not_due
         system read-names e 丁:3 => not_due
         system read-names e
         system read-names e => not_due
         system count e => not_due
         scrutineer rule e 丁=person:丁 => rulings_missing
         scrutineer rule e 丁=person:丁 丁=person:丁 老丁=person:丁 => ruling_not_asked
         scrutineer rule e 丁=person:丁 老丁=person:丁 甲=listed:1 => ruling_not_asked
         scrutineer rule e 丁=person:丁 老丁=person:甲 => ruling_listed
         scrutineer rule e 丁=person:丁 老丁=listed:7 => picks_unknown
         scrutineer rule e 丁=person:丁 老丁=invalid: => reason_missing
         scrutineer rule e 丁=person:丁 老丁=person:丁
         scrutineer rule e 丁=person:丁 老丁=person:丁 => already_done
         settle
         scrutineer rule e 丁=person:丁 老丁=person:丁 => wrong_phase",
    ),
    (
        "somebody elected is not elected again",
        further,
        "d1 cast next x2 +甲
         d2 cast next x2 +丁
         chair close next
         system read-names next
         scrutineer rule next 丁=person:丁 甲=person:甲 => ruling_elected
         scrutineer rule next 丁=person:丁 甲=invalid:已当选
         settle",
    ),
    (
        "nothing to rule on where every name is a candidate's",
        open,
        "d1 cast e x2 +甲
         chair close e
         system read-names e
         scrutineer rule e => not_due
         settle",
    ),
    (
        "a run-off is prepared once, and only where it is asked for",
        tied,
        "chair draw-lot e 三 => tie_rule_other
         chair decide-tie e 1 因故 => tie_rule_other
         chair follow-up next e second_round => follow_up_none
         chair follow-up next e run_off
         chair follow-up other e run_off => already_done
         desk ready next
         chair void e 票箱有误
         chair open next => link_voided",
    ),
    (
        "the chair decides before the declaration",
        || tied_by(TieRule::ChairDecides),
        "scrutineer certify e
         chair declare e => tie_undecided
         chair decide-tie e 1,2 因故 => tie_items
         chair decide-tie e 3 因故 => tie_items
         chair decide-tie e - 因故 => tie_items
         chair decide-tie e 1 => reason_missing
         chair decide-tie e 1 主席团决定
         chair decide-tie e 1 主席团决定 => already_done
         chair follow-up next e run_off => follow_up_none
         chair declare e
         chair decide-tie e 2 因故 => wrong_phase",
    ),
    (
        "a run-off is not opened once its tie is gone",
        tied,
        "chair follow-up next e run_off
         desk ready next
         chair withdraw e 1 本人退出
         chair open next => link_voided",
    ),
    (
        "a place that was drawn stays open when its holder withdraws",
        || tied_by(TieRule::Lot),
        "chair draw-lot e 三 七 九
         chair withdraw e 1 本人退出
         chair withdraw e 2 本人退出
         chair draw-lot e 三 => already_done
         scrutineer certify e
         chair declare e",
    ),
    (
        "nobody decides a tie while its run-off is prepared",
        || tied_by(TieRule::ChairDecides),
        "chair follow-up next e run_off
         chair decide-tie e 1 因故 => run_off_prepared
         chair draw-lot e 三 => run_off_prepared
         desk cancel next 改由主席团决定
         chair decide-tie e 1 主席团决定",
    ),
    (
        "a lot decides before the declaration",
        || tied_by(TieRule::Lot),
        "scrutineer certify e
         chair declare e => tie_undecided
         chair decide-tie e 1 因故 => tie_rule_other
         chair follow-up next e run_off => follow_up_none
         chair draw-lot e => seed_missing
         chair draw-lot e 三 七 九
         chair draw-lot e 三 七 九 => already_done
         chair declare e",
    ),
    (
        "without a tie nobody decides one",
        counted,
        "chair draw-lot e 三 => tie_none
         chair follow-up next e run_off => follow_up_none
         chair withdraw e 1 => reason_missing
         chair withdraw e 9 本人放弃 => picks_unknown
         chair withdraw e 1 本人放弃
         chair withdraw e 1 本人放弃 => already_done",
    ),
    (
        "nobody withdraws from a ballot that is open",
        open,
        "chair withdraw e 1 本人放弃 => wrong_phase",
    ),
    (
        "a ballot that follows is exactly what the outcome asks for",
        linked,
        "desk draft runs-off-with-three => sheet_invalid
         desk draft runs-off-for-two => sheet_invalid
         desk draft runs-off-with-a-majority => sheet_invalid
         desk draft runs-off-with-names => sheet_invalid
         desk draft second-round => sheet_invalid
         desk draft further-election => sheet_invalid
         desk draft after-primary => sheet_invalid
         desk draft follows-nothing => sheet_invalid
         desk draft follows-the-wrong-people => sheet_invalid
         desk draft runs-off
         desk draft runs-off-again => sheet_invalid",
    ),
];

/// 记名, so that a table can look at single papers.
fn recorded(changes: &str) -> Wanted {
    let changes = format!("secrecy = ['secret', 'recorded']\n{changes}");
    let wanted = changed("election-local", &changes.parse().expect("TOML"));
    wanted.items(&["甲", "乙", "丙"]).places(2)
}

/// The election is open; ballots of other names may follow.
fn hall(sheet: Sheet) -> World {
    hall_and(sheet, &profile("livelihood-plurality").items(&["甲", "乙"]).places(1))
}

fn hall_and(sheet: Sheet, next: &Wanted) -> World {
    let mut world = world().members(3).present(3);
    world.add_sheet("e", sheet);
    let mut world = world.paper("next", next).paper("other", next);
    world.run("desk draft e\n desk ready e\n chair open e");
    world
}

fn open() -> World {
    hall(recorded("").sheet(1))
}

/// 甲 and 乙 are tied for the one place; 丙 is behind.
fn tied_by(rule: TieRule) -> World {
    let mut sheet = recorded("").places(1).sheet(1);
    let OutcomeRule::Selection(outcome) = &mut sheet.rules.outcome else { panic!("a selection") };
    (outcome.tie_rule, outcome.majority) = (rule, None);
    let mut world = hall(sheet);
    world.run("d1 cast e 1\n d2 cast e 2\n d3 cast e -\n chair close e\n settle");
    world
}

/// 甲 is elected; a further election for the other place is open.
fn further() -> World {
    let mut world = hall_and(recorded("").sheet(1), &recorded(""));
    world.run(
        "d1 cast e 1\n d2 cast e 1\n d3 cast e 1\n chair close e\n settle\n scrutineer certify e
         chair declare e\n chair follow-up next e further_election\n desk ready next
         chair open next",
    );
    world
}

fn tied() -> World {
    tied_by(TieRule::RevoteAmongTied)
}

fn counted() -> World {
    let mut world = open();
    world.run("d1 cast e 1 2\n d2 cast e 1 2\n d3 cast e 1\n chair close e\n settle");
    world
}

type Change = fn(&mut Sheet);

/// A tie, and sheets that claim to follow from it.
fn linked() -> World {
    let mut world = tied();
    let run_off = world.sitting.follow_up_draft(world.id("e"), LinkWhy::RunOff);
    let run_off = run_off.expect("a tie");
    let changes: [(&str, Change); 11] = [
        ("runs-off", |_| {}),
        ("runs-off-again", |sheet| sheet.round += 1),
        ("runs-off-with-three", |sheet| {
            let mut third = options(sheet)[0].clone();
            (third.id, third.title) = (key("3"), text_of("丙"));
            options(sheet).push(third);
        }),
        ("runs-off-for-two", |sheet| {
            let OutcomeRule::Selection(rule) = &mut sheet.rules.outcome else { return };
            rule.places = 2;
            let PaperForm::Picks(form) = &mut sheet.form else { return };
            form.max = 2;
        }),
        ("runs-off-with-a-majority", |sheet| {
            let OutcomeRule::Selection(rule) = &mut sheet.rules.outcome else { return };
            let (fraction, comparator) = (Fraction::new(1, 3).expect("lawful"), Comparator::Ge);
            rule.majority = Some(Threshold { fraction, comparator, base: Base::ValidPapers });
        }),
        ("runs-off-with-names", |sheet| {
            let PaperForm::Picks(form) = &mut sheet.form else { return };
            form.write_ins = Some(WriteIns { max: 1, after: WriteInsAfter::Any });
        }),
        ("second-round", |sheet| follows(sheet, LinkWhy::SecondRound)),
        ("further-election", |sheet| follows(sheet, LinkWhy::FurtherElection)),
        ("after-primary", |sheet| follows(sheet, LinkWhy::Primary)),
        ("follows-nothing", |sheet| {
            let ballot = BallotId(Uuid::from_u128(0xEEEE));
            sheet.link = Some(Link { ballot, why: LinkWhy::RunOff });
        }),
        ("follows-the-wrong-people", |sheet| options(sheet)[0].title = text_of("丁")),
    ];
    for (name, change) in changes {
        let mut sheet = run_off.clone();
        change(&mut sheet);
        world.add_sheet(name, sheet);
    }
    world
}

fn options(sheet: &mut Sheet) -> &mut Vec<Item> {
    let PaperForm::Picks(form) = &mut sheet.form else { panic!("options") };
    &mut form.options
}

fn follows(sheet: &mut Sheet, why: LinkWhy) {
    let ballot = sheet.link.expect("a run-off").ballot;
    sheet.link = Some(Link { ballot, why });
}
