//! Lists to draw from, and draws that anybody can make again.

use plenum::crypto::hash::Hash;
use plenum::documents::draw::{DrawSheet, Planned, read_any, read_list};
use plenum::documents::draw_form::{Lang, plan_form, result_form};
use plenum::domain::command::draw::DrawPlan;
use plenum::domain::draw::{
    DrawRules, Entry, EqualRemainders, LIST_MAX, StratumBy, clean_digits, list_bytes,
};
use plenum::domain::refusal::Refusal;
use plenum::domain::text::Text;

use super::{demo_file, told};
use crate::support::ballots::text_of;

/// The demo's list: number `n` (from 0) stands at place `381 n mod 1205` of four blocks.
fn officers() -> String {
    let blocks =
        [("市公安局机关", 312), ("交警支队", 388), ("双桥公安分局", 341), ("高新区公安分局", 164)];
    let units: Vec<&str> = blocks.iter().flat_map(|(unit, len)| vec![*unit; *len]).collect();
    let line = |n: usize| format!("{:04},{}\n", n + 1, units[n * 381 % units.len()]);
    format!("编号,单位\n{}", (0..units.len()).map(line).collect::<String>())
}

#[test]
fn the_demos_list_is_synthetic() {
    assert_eq!(demo_file("officers.csv").as_deref(), Some(officers().as_bytes()));
}

fn rules(seats: u32, strata: &[StratumBy]) -> DrawRules {
    DrawRules {
        seats,
        strata: strata.to_vec(),
        minimum: 1,
        substitutes: 2,
        equal_remainders: EqualRemainders::Lot,
    }
}

fn plan(list: Vec<Entry>, rules: DrawRules) -> DrawPlan {
    DrawPlan {
        title: text_of("评议对象"),
        condition: Text::default(),
        label: text_of("民警"),
        replaces: None,
        reason: Text::default(),
        rules,
        list,
    }
}

fn planned(csv: &str, rules: DrawRules) -> Planned {
    Planned::new(plan(read_list(csv.as_bytes()).unwrap(), rules)).unwrap()
}

fn digits() -> Text {
    clean_digits("3 5 1 6 2 4").unwrap()
}

#[test]
fn twenty_of_1205_are_drawn_by_unit() {
    let planned = planned(&officers(), rules(20, &[StratumBy::Unit]));
    let seats: Vec<_> = planned.strata.iter().map(|s| (s.people, s.seats)).collect();
    assert_eq!(seats, [(312, 5), (388, 6), (341, 6), (164, 3)]);
    let sheet = planned.draw(Some(Hash([7; 32])), &digits());
    assert_eq!(sheet.seats, [5, 6, 6, 3]);
    for (stratum, (drawn, next)) in
        sheet.strata.iter().zip(sheet.result.iter().zip(&sheet.substitutes))
    {
        assert_eq!(next.len(), 2);
        assert!(drawn.iter().chain(next).all(|person| person.unit == stratum.unit));
        assert!(drawn.is_sorted_by_key(|person| &person.number), "in the order of the list");
        assert!(next.iter().all(|person| !drawn.contains(person)));
    }
    assert_eq!(sheet, planned.draw(Some(Hash([7; 32])), &digits()));
    assert_ne!(sheet.result, planned.draw(None, &digits()).result);
    assert_ne!(sheet.result, planned.draw(Some(Hash([8; 32])), &digits()).result);
}

#[test]
fn a_sheet_and_a_list_are_enough_to_draw_again() {
    let planned = planned(&officers(), rules(20, &[StratumBy::Unit]));
    let sheet = planned.draw(Some(Hash([7; 32])), &digits());
    let list = planned.plan.list.clone();
    assert_eq!(sheet.differences(list.clone()), Ok(vec![]));

    let stored = serde_json::to_string(&sheet).unwrap();
    let read: DrawSheet = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, sheet);

    let mut other = sheet.clone();
    other.result[0][0] = other.substitutes[0][0].clone();
    assert_eq!(other.differences(list.clone()), Ok(vec!["result"]));
    let mut other = sheet.clone();
    other.digits = clean_digits("3 5 1 6 2 5").unwrap();
    let found = other.differences(list.clone()).unwrap();
    assert!(found.contains(&"seed") && found.contains(&"result"), "{found:?}");
    let mut shorter = list.clone();
    shorter.pop();
    assert!(sheet.differences(shorter).unwrap().contains(&"list_hash"));
    let mut reordered = list;
    reordered.swap(0, 1);
    assert!(sheet.differences(reordered).unwrap().contains(&"list_hash"));
}

#[test]
fn an_exported_list_is_read_back_and_its_bytes_have_its_hash() {
    let planned = planned(&officers(), rules(20, &[]));
    let bytes = list_bytes(&planned.plan.list);
    assert_eq!(Hash::of(&bytes), planned.list_hash);
    assert_eq!(read_any(&bytes).unwrap(), planned.plan.list);
    assert_eq!(read_any(officers().as_bytes()).unwrap(), planned.plan.list);
    assert_eq!(read_any(b"[1]").map_err(|errors| errors[0].code), Err("no_rows"));
}

#[test]
fn unit_and_level_make_two_way_strata_and_only_eligible_people_are_in_them() {
    let csv = "number,name,unit,level,eligible,reason\n\
        1,A,x,head,yes,\n2,B,x,line,yes,\n3,C,x,line,no,on leave\n4,D,y,line,yes,\n\
        5,E,x,line,yes,\n6,F,y,line,yes,\n";
    let planned = planned(csv, rules(4, &[StratumBy::Unit, StratumBy::Level]));
    let strata: Vec<_> = planned.strata.iter().map(|s| (s.name(), s.people, s.seats)).collect();
    // 0.8, 1.6, 1.6: the first one is raised to one, the others share three of four.
    assert_eq!(planned.eligible(), 5);
    assert_eq!(
        strata,
        [("x · head".to_owned(), 1, 1), ("x · line".into(), 2, 1), ("y · line".into(), 2, 1)]
    );
    let open: Vec<bool> = planned.strata.iter().map(|stratum| stratum.by_lot).collect();
    assert_eq!(open, [false, true, true]);
    for n in 0..20 {
        let sheet = planned.draw(Some(Hash([n; 32])), &digits());
        assert_eq!(sheet.seats.iter().sum::<u32>(), 4);
        assert!(sheet.result.iter().flatten().all(|person| person.number.as_str() != "3"));
    }
    let won = |n: u8| planned.draw(Some(Hash([n; 32])), &digits()).seats[1] == 2;
    assert!((0..20).any(won) && !(0..20).all(won), "the lot falls on either");
}

#[test]
fn strata_of_the_same_size_are_drawn_apart() {
    let line = |n: u32| format!("{n},{}\n", ["甲", "乙"][n as usize % 2]);
    let list = format!("编号,单位\n{}", (0..400).map(line).collect::<String>());
    let sheet = planned(&list, rules(40, &[StratumBy::Unit])).draw(None, &digits());
    let numbers = |i: usize| -> Vec<u32> {
        let drawn = sheet.result[i].iter();
        drawn.map(|person| person.number.as_str().parse::<u32>().unwrap() / 2).collect()
    };
    assert_ne!(numbers(0), numbers(1));
}

#[test]
fn a_list_that_is_wrong_is_not_drawn_from() {
    let list = |csv: &str| match read_list(csv.as_bytes()) {
        Err(errors) => errors.iter().map(told).collect::<Vec<_>>(),
        Ok(list) => panic!("{list:?}"),
    };
    assert_eq!(list("name\nA\n"), ["1 column_missing"]);
    assert_eq!(list("number,符合条伴\n1,是\n"), ["1 column_unknown"]);
    assert_eq!(list("number,unit\n1,a\n1,b\n,c\n"), ["3 number_repeated", "4 cell_empty"]);
    assert_eq!(
        list("number,eligible,reason\n1,yes,\n2,perhaps,\n3,no,\n4,是,请假\n5,,\n"),
        ["3 eligible_unknown", "4 reason_misplaced", "5 reason_misplaced", "6 cell_empty"]
    );
    assert_eq!(list("number,unit\n"), ["0 no_rows"]);
    let long: String = (0..=LIST_MAX).map(|n| format!("{n}\n")).collect();
    assert!(list(&format!("number\n{long}"))[0].ends_with("too_many_rows"));
}

#[test]
fn rules_that_no_list_can_meet_are_refused() {
    let refused = |csv: &str, rules: DrawRules| {
        let refused = Planned::new(plan(read_list(csv.as_bytes()).unwrap(), rules)).unwrap_err();
        Refusal::from(refused).code()
    };
    let two = "number,unit\n1,a\n2,b\n";
    for seats in [0, 3, 201, u32::MAX] {
        assert_eq!(refused(two, rules(seats, &[])), "draw_rules_invalid", "{seats}");
    }
    let unit = StratumBy::Unit;
    assert_eq!(refused(two, rules(1, &[unit])), "draw_rules_invalid", "one seat, two minima");
    assert_eq!(refused(two, rules(2, &[unit, unit])), "draw_rules_invalid");
    assert_eq!(refused(two, rules(2, &[StratumBy::Level, unit])), "draw_rules_invalid");
    assert_eq!(refused(two, rules(2, &[StratumBy::Level])), "draw_rules_invalid", "no level");
    let many = DrawRules { substitutes: 21, ..rules(2, &[unit]) };
    assert_eq!(refused(two, many), "draw_rules_invalid");
}

#[test]
fn the_form_says_everything_that_d8_asks_for() {
    let planned = planned(&officers(), rules(20, &[StratumBy::Unit]));
    let sheet = planned.draw(Some(Hash([7; 32])), &digits());
    let form = result_form(&sheet, None, &[], Lang::Zh);
    let hash = planned.list_hash.to_string();
    let secret = "07".repeat(32);
    for part in [
        "抽取事项：评议对象",
        "名单总数：1205 人，符合条件 1205 人",
        &hash,
        "312 × 20 ÷ 1205 = 5.178 → 5",
        "388 × 20 ÷ 1205 = 6.440 → 6",
        "plenum-draw-1",
        &secret,
        "现场数字：3 5 1 6 2 4",
        "随机种子：",
        "候补顺序：",
        "被抽单位代表：",
    ] {
        assert!(form.contains(part), "{part} is missing in\n{form}");
    }
    assert!(result_form(&sheet, None, &[], Lang::En).contains("Digits called out: 3 5 1 6 2 4"));
    let before = plan_form(&planned, Some("c0".repeat(32)), Lang::Zh);
    assert!(before.contains(&"c0".repeat(32)) && !before.contains(&secret));
}
