//! The written derivation: the worked numbers of rules.md as sentences, and what is said of an open
//! motion. That every derivation agrees with its outcome is asserted in every test that counts
//! (`support/derived.rs`).

mod still_needed;

use std::path::Path;

use plenum::domain::derivation::derive;
use plenum::domain::paper::PaperForm;
use plenum::domain::sheet::Sheet;
use plenum::domain::threshold::{Base, Comparator, Fraction};
use serde_json::Value;

use crate::support::ballots::profile;
use crate::support::world::{World, world};

/// A sentence that the derivation of a scenario says, whatever else it says.
const SAID: &[(&str, &str)] = &[
    // §3.5 and §11.1, F-majority-all.
    (
        "majority-164-of-327",
        "计票基数：全体代表 327 人；赞成票须超过半数（不含半数）即 327÷2=163.5，至少 164 票。",
    ),
    ("majority-164-of-327", "赞成 164 票（50.15%），恰好达到 → 通过。"),
    ("majority-163-of-327", "赞成 163 票（49.85%），少 1 票 → 未通过。"),
    ("majority-163-of-327", "For 163 (49.85%), 1 vote short → not adopted."),
    // F-quorum.
    (
        "quorum-218-of-327",
        "法定人数：全体代表 327 人，达到三分之二（含三分之二）即 327×2÷3=218，至少 218 人；开始表决时实到 218 人 → 符合法定人数。",
    ),
    // F-two-thirds: ge adopts 218, gt asks for 219.
    ("two-thirds-or-more", "赞成 218 票（66.67%），恰好达到 → 通过。"),
    (
        "more-than-two-thirds",
        "计票基数：全体代表 327 人；赞成票须超过三分之二（不含三分之二）即 327×2÷3=218，至少 219 票。",
    ),
    ("more-than-two-thirds", "赞成 218 票（66.67%），少 1 票 → 未通过。"),
    // F-odd: 51 and not 52.
    (
        "odd-101",
        "计票基数：全体代表 101 人；赞成票须超过半数（不含半数）即 101÷2=50.5，至少 51 票。",
    ),
    // §3.4: half of 154 is not more than half.
    (
        "npc-sc-1999",
        "计票基数：全体组成人员 154 人；赞成票须超过半数（不含半数）即 154÷2=77，至少 78 票。",
    ),
    ("npc-sc-1999", "赞成 77 票（50.00%），少 1 票 → 未通过。"),
    ("npc-1990", "发出 2609 = 收回 2519 + 未按 90 + 中途退场 0。"),
    ("npc-2012", "发出 2872 = 收回 2856 + 未按 16 + 中途退场 0。"),
    // F-base: the same votes over four bases.
    ("base-all", "赞成 160 票（48.93%），少 4 票 → 未通过。"),
    ("base-present", "赞成 160 票（50.96%），多 2 票 → 通过。"),
    ("base-valid", "赞成 160 票（55.17%），多 14 票 → 通过。"),
    (
        "base-for-plus-against",
        "赞成 160 + 反对 100 = 260 票，超过半数（不含半数）即 260÷2=130，至少 131 票；赞成 160 票（61.54%），多 29 票 → 通过。",
    ),
    // F-ladder and F-ladder-low: the comparator at exactly half of 34.
    ("ladder-33", "满意 17 票（51.52%），恰好达到 → 满意。"),
    ("ladder-34-half-included", "满意 17 票（50.00%），恰好达到 → 满意。"),
    (
        "ladder-34-half-excluded",
        "满意 17 票（50.00%），少 1 票；满意 17 + 基本满意 11 = 28 票（82.35%），多 10 票 → 基本满意。",
    ),
    (
        "ladder-34-half-included",
        "满意 10 票（29.41%），少 7 票；满意 10 + 基本满意 7 = 17 票（50.00%），恰好达到 → 基本满意。",
    ),
    // F-select: who is tied, and for how many places.
    (
        "select-tie",
        "达到所需票数的 12 项，超过应定 10 项；第 10 位 95 票，第 11 位 95 票，得票相等；在前的 9 项入选，余 1 个名额，仅就得票相等的 2 项再次票决：10. 10号项目、11. 11号项目。",
    ),
    ("select-tie", "第 12 名 · 12. 12号项目：88 票（得票率 50.57%） → 未入选。"),
    // F-select-short and F-select-inner-tie.
    (
        "select-short",
        "达到所需票数的 8 项，不超过应定 10 项，全部入选；应定 10 - 入选 8 = 缺额 2，不以其他项目补足。",
    ),
    ("select-inner-tie", "第 2 名（并列） · 3. 3号项目："),
    ("select-inner-tie", "第 4 名 · 4. 4号项目："),
    // Reading 13: nobody is selected without a vote.
    ("select-plurality", "0 票（得票率 0.00%），没有得票 → 未入选。"),
    // §5.5, E1: equal in every key at the last place.
    (
        "eval-quota-tie",
        "可评“优秀”的 5 名，超过名额 3 名；第 3 位与第 4 位各项依据全部相等；在前的 2 名评为“优秀”，余 1 个名额，仅就相等的 2 名再次投票：2. 乙同志、4. 丁同志。",
    ),
    // F-eval-score: an exact fraction, rounded for the eye.
    ("eval-score", "平均得分 2640÷30=88.00；优秀 18 票 → 优秀。"),
    ("eval-score", "平均得分 2540÷30≈84.67；优秀 21 票；"),
    // F-eval-row-base: each row has its own base.
    (
        "eval-row-base",
        "本项有效票 33 张，超过半数（不含半数）即 33÷2=16.5，至少 17 票；满意 29 票（87.88%），",
    ),
    // Reading 2, reading 1 and case 44.
    ("eval-majority-grade", "没有评等次的有效票，不作最低等次 → 未产生结果。"),
    ("zero-papers", "有效票 0 张：不计算得票率 → 未产生结果。"),
    ("all-abstain", "赞成 0 票（0.00%），少 16 票 → 未通过。"),
    // Case 1: who came later, and who left.
    ("comings-and-goings", "开始表决时实到 10 人 + 其后签到 2 人 = 发出 12。"),
    ("comings-and-goings", "发出 12 = 收回 9 + 未按 1 + 中途退场 2。"),
    ("quick-poll", "意见征询，不作为表决结果，不具约束力。"),
];

#[test]
fn the_worked_numbers_of_the_hall_are_said_as_a_clerk_says_them() {
    for (scenario, sentence) in SAID {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios").join(scenario);
        let text = std::fs::read_to_string(folder.join("derivation.json")).unwrap();
        let lines: Vec<Value> = serde_json::from_str(&text).unwrap();
        let says = |line: &Value| {
            ["zh", "en"].iter().any(|lang| line[lang].as_str().unwrap().contains(sentence))
        };
        assert!(lines.iter().any(says), "{scenario}: {sentence}\n{text}");
    }
}

fn said(world: &World, name: &str) -> Vec<String> {
    let lines = derive(&world.ballot_named(name).sheet, world.count(name));
    lines.into_iter().map(|line| line.zh).collect()
}

#[test]
fn no_base_and_no_votes_never_adopt() {
    // §0.3, reading 1: 0 of 0 reaches half in bare arithmetic.
    let motion = profile("sc-motion").with(|sheet| {
        let rule = sheet.rules.outcome.clone();
        let plenum::domain::outcome::OutcomeRule::Threshold(mut rule) = rule else { return };
        rule.threshold.comparator = Comparator::Ge;
        rule.threshold.base = Base::ForPlusAgainst;
        sheet.rules.outcome = plenum::domain::outcome::OutcomeRule::Threshold(rule);
    });
    let mut world = world().members(3).present(3).ballot("motion", &motion).opened("motion");
    world.run("d1 cast motion abstain");
    let world = world.closed("motion");
    assert_eq!(
        said(&world, "motion").last().unwrap(),
        "赞成 0 + 反对 0 = 0 票，达到半数（含半数）即 0÷2=0，没有票不得通过，至少 1 票；\
         赞成 0 票，少 1 票 → 未通过。"
    );
}

#[test]
fn a_quota_that_nobody_may_have_stays_open() {
    let evaluation = profile("eval-quota-rank").numbered(2).quota(1);
    let mut world = world().members(3).present(3).ballot("e", &evaluation).opened("e");
    world.run("d1 cast e 1=competent 2=incompetent");
    let world = world.closed("e");
    let said = said(&world, "e");
    assert!(said.contains(&"没有可评“优秀”的对象，1 个名额空缺。".to_owned()), "{said:#?}");
}

#[test]
fn a_score_poll_shows_its_means_and_binds_nobody() {
    fn poll(sheet: &mut Sheet) {
        sheet.rules.outcome = plenum::domain::outcome::OutcomeRule::Counts {};
        sheet.rules.binding = false;
    }
    let wanted = profile("eval-score").numbered(1).quota(1).with(poll);
    let mut world = world().members(4).present(4).ballot("poll", &wanted).opened("poll");
    world.run("d1 cast poll 1=outstanding\n d2 cast poll 1=competent\n d3 cast poll 1=competent");
    let world = world.closed("poll");
    let said = said(&world, "poll");
    assert_eq!(said[0], "意见征询，不作为表决结果，不具约束力。");
    let row = "1. 第1项：优秀 1、称职 2、基本称职 0、不称职 0；平均得分 260÷3≈86.67。";
    assert!(said.contains(&row.to_owned()), "{said:#?}");
}

#[test]
fn a_ladder_over_mixed_bases_names_each_base() {
    fn mixed(sheet: &mut Sheet) {
        let PaperForm::Marks(_) = &sheet.form else { return };
        let rule = sheet.rules.outcome.clone();
        let plenum::domain::outcome::OutcomeRule::Ladder(mut rule) = rule else { return };
        rule.steps[1].threshold.base = Base::ValidRows;
        rule.steps[1].threshold.fraction = Fraction::new(2, 3).unwrap();
        rule.otherwise = None;
        sheet.rules.outcome = plenum::domain::outcome::OutcomeRule::Ladder(rule);
    }
    let wanted = profile("satisfaction-all-ladder").numbered(1).with(mixed);
    let mut world = world().members(7).present(6).ballot("s", &wanted).opened("s");
    world.run("d1 cast s 1=satisfied\n d2 cast s 1=basically_satisfied\n d3 cast s 1=dissatisfied");
    let said = said(&world.closed("s"), "s");
    let row = "1. 第1项：满意 1 票（14.29%），少 3 票；本项有效票 3 张，达到三分之二（含三分之二）即 \
               3×2÷3=2，至少 2 票；满意 1 + 基本满意 1 = 2 票（66.67%），恰好达到 → 基本满意。";
    assert!(said.contains(&row.to_owned()), "{said:#?}");
    assert!(said.iter().any(|line| line.contains("各档均未达到的未产生结果")), "{said:#?}");
}
