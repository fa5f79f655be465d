//! Lists to draw from.

use plenum::crypto::hash::Hash;
use plenum::documents::draw::{self, Draw, DrawError, Seed};

use super::{demo_file, told};

fn seed() -> Seed {
    Seed([7; 32])
}

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

fn drawn(draw: &Draw) -> Vec<(u32, u32)> {
    draw.summary.strata.iter().map(|stratum| (stratum.people, stratum.seats)).collect()
}

#[test]
fn twenty_of_1205_are_drawn_by_unit() {
    let list = officers();
    let draw = draw::run(list.as_bytes(), "单位", 20, seed()).unwrap();
    assert_eq!(drawn(&draw), [(312, 5), (388, 6), (341, 6), (164, 3)]);
    assert_eq!(draw.rows.len(), 20);
    for row in &draw.rows {
        assert!(list.contains(&format!("{},{}\n", row.number, row.stratum)), "{row:?}");
    }
    assert_eq!(draw, draw::run(list.as_bytes(), "单位", 20, seed()).unwrap());
    assert_ne!(draw.rows, draw::run(list.as_bytes(), "单位", 20, Seed([8; 32])).unwrap().rows);
}

#[test]
fn what_is_recorded_of_a_draw_is_enough_to_repeat_it() {
    let list = "编号,单位\n1,甲\n2,乙\n3,甲\n4,乙\n5,甲\n";
    let draw = draw::run(list.as_bytes(), "单位", 3, seed()).unwrap();
    let summary = serde_json::to_value(&draw.summary).unwrap();
    let expected = serde_json::json!({
        "algorithm": "plenum-draw-1",
        "list_sha256": Hash::of(list.as_bytes()).to_string(),
        "people": 5, "seats": 3, "seed": "07".repeat(32),
        "strata": [
            {"name": "甲", "people": 3, "seats": 2, "drawn": summary["strata"][0]["drawn"]},
            {"name": "乙", "people": 2, "seats": 1, "drawn": summary["strata"][1]["drawn"]},
        ],
    });
    assert_eq!(summary, expected);
    let seed: Seed = serde_json::from_value(summary["seed"].clone()).unwrap();
    assert_eq!(draw::run(list.as_bytes(), "单位", 3, seed).unwrap(), draw);
}

#[test]
fn strata_of_the_same_size_are_drawn_apart() {
    let line = |n: u32| format!("{n},{}\n", ["甲", "乙"][n as usize % 2]);
    let list = format!("编号,单位\n{}", (0..400).map(line).collect::<String>());
    let draw = draw::run(list.as_bytes(), "单位", 40, seed()).unwrap();
    let numbers = |i: usize| -> Vec<u32> {
        let drawn = &draw.summary.strata[i].drawn;
        drawn.iter().map(|number| number.as_str().parse::<u32>().unwrap() / 2).collect()
    };
    assert_ne!(numbers(0), numbers(1));
}

#[test]
fn a_list_that_is_wrong_is_not_drawn_from() {
    let list = |bytes: &[u8]| match draw::run(bytes, "unit", 1, seed()) {
        Err(DrawError::List(errors)) => errors.iter().map(told).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(list(b"number,other\n1,a\n"), ["1 column_missing"]);
    assert_eq!(
        list(b"number,unit\n1,a\n1,b\n,c\n2,\n"),
        ["3 number_repeated", "4 cell_empty", "5 cell_empty"]
    );
    assert_eq!(list(b"number,unit\n"), ["0 no_rows"]);
    for seats in [0, 3, u32::MAX] {
        let refused = draw::run(b"number,unit\n1,a\n2,a\n", "unit", seats, seed());
        assert_eq!(refused, Err(DrawError::Seats { seats, people: 2 }));
    }
}
