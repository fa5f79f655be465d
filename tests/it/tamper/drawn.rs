//! A record with draws, amendments and pinned documents, and what somebody would change in it.

use plenum::crypto::hash::Hash;
use plenum::domain::agenda::PinnedDocument;
use plenum::domain::command::DeskCommand;
use plenum::domain::command::draw::{DrawCommand, DrawPlan};
use plenum::domain::draw::{Draw, DrawRules, Entry, EqualRemainders, StratumBy, list_hash};
use plenum::domain::ids::BallotId;
use plenum::domain::sheet::Sheet;
use serde_json::{Value, json};

use super::author::{Author, Good, ballot};
use super::forge::{Forgery, Signs};
use super::good::marks;
use super::mutant::Corpus;
use crate::support::ballots::{profile, text_of};
use crate::support::draws::{draw_id, entry, secret};

/// Two-way strata, a lot among equal remainders, somebody who is not eligible, a replacement, a
/// second draw of the changed list, an evaluation of those drawn; an amendment that is adopted.
pub(super) fn bundle() -> Good {
    let mut author = Author::new(8, 4);
    author.set_key(18);
    let first = plan();
    draw(&mut author, 1, first.clone());
    let made = author.sitting.draw(draw_id(1)).unwrap().made.clone().unwrap().made;
    author.desk(DeskCommand::Draw(DrawCommand::Replace {
        draw: draw_id(1),
        out: made.result[0][0].clone(),
        incoming: made.substitutes[0][0].clone(),
        reason: text_of("请假"),
    }));
    let mut second =
        DrawPlan { replaces: Some(draw_id(1)), reason: text_of("名单变更"), ..first };
    second.list.pop();
    draw(&mut author, 2, second);
    let rows = author.sitting.draw(draw_id(2)).map(Draw::rows).unwrap();
    let evaluation = profile("eval-quota-rank").of_draw(draw_id(2), &rows).quota(2);
    author.draft(ballot(1), evaluation.sheet(1));
    author.open(ballot(1), 0);
    author.cast(ballot(1), 1, marks("1=outstanding 2=competent"));
    author.close(ballot(1));
    author.certify(ballot(1));
    author.declare(ballot(1));
    amended(&mut author);
    author.checkpoint();
    author.finish("draw")
}

fn draw(author: &mut Author, n: u128, plan: DrawPlan) {
    let (draw, commitment) = (draw_id(n), Hash::of(&secret().0));
    let commit = DrawCommand::Commit { draw, plan: Box::new(plan), commitment };
    author.desk(DeskCommand::Draw(commit));
    author.checkpoint();
    let digits = text_of("3 5 1 6 2 4");
    author.desk(DeskCommand::Draw(DrawCommand::Make { draw, secret: secret(), digits }));
    author.checkpoint();
}

fn plan() -> DrawPlan {
    let rules = DrawRules {
        seats: 5,
        strata: vec![StratumBy::Unit, StratumBy::Level],
        minimum: 1,
        substitutes: 2,
        equal_remainders: EqualRemainders::Lot,
    };
    let person = |n: usize| {
        let mut person = entry(&format!("{n:02}"), ["甲局", "乙局"][n % 2]);
        person.level = text_of(["领导", "一线", "一线"][n % 3]);
        if n == 4 {
            (person.eligible, person.reason) = (false, text_of("借调"));
        }
        person
    };
    DrawPlan {
        title: text_of("评议对象"),
        condition: text_of("任职满一年"),
        label: text_of("民警"),
        replaces: None,
        reason: text_of(""),
        rules,
        list: (1..=13).map(person).collect(),
    }
}

/// A motion with its text, an amendment that is adopted, and the motion with the amended text.
fn amended(author: &mut Author) {
    let pinned = |version: &str, text: &str| PinnedDocument {
        title: text_of("决议草案"),
        version: text_of(version),
        sha256: Hash::of(text.as_bytes()),
    };
    let motion = |number: u32, amends: Option<BallotId>, documents: Vec<PinnedDocument>| -> Sheet {
        Sheet { amends, documents, ..profile("congress-motion").sheet(number) }
    };
    let (amendment, text) = (ballot(2), ballot(3));
    author.draft(text, motion(3, None, vec![pinned("草案", "原文")]));
    author.draft(amendment, motion(2, Some(text), Vec::new()));
    author.open(amendment, 0);
    for n in 1..=3 {
        author.cast(amendment, n, marks("yes"));
    }
    author.close(amendment);
    author.declare(amendment);
    author.desk(DeskCommand::Unready { ballot: text });
    author.draft(text, motion(3, None, vec![pinned("修正稿", "修正后的文本")]));
    author.open(text, 0);
    author.cast(text, 1, marks("yes"));
    author.close(text);
    author.declare(text);
}

type Change = (&'static str, fn(&mut Value));

/// Other people than were drawn, with everything else fitting.
pub(super) fn add_all(good: &Good, corpus: &mut Corpus) {
    let class = "draw changed, stolen key";
    let of_list: [Change; 5] = [
        ("somebody less", |event| drop(event["list"].as_array_mut().unwrap().pop())),
        ("somebody eligible", |event| {
            (event["list"][3]["eligible"], event["list"][3]["reason"]) = (json!(true), json!(""));
        }),
        ("order of the list", |event| event["list"].as_array_mut().unwrap().swap(0, 2)),
        ("seats", |event| event["rules"]["seats"] = json!(6)),
        ("strata", |event| event["rules"]["strata"] = json!(["unit"])),
    ];
    let of_names: [Change; 6] = [
        ("a substitute instead", |event| {
            event["result"][0][0] = event["substitutes"][0][0].clone();
        }),
        ("substitutes turned", |event| event["substitutes"][1].as_array_mut().unwrap().reverse()),
        ("seats moved", |event| event["seats"].as_array_mut().unwrap().reverse()),
        ("digits", |event| event["digits"] = json!("3 5 1 6 2 5")),
        ("secret", |event| event["secret"] = json!("08".repeat(32))),
        ("seed", |event| event["seed"] = json!("08".repeat(32))),
    ];
    for (kind, changes) in [("draw_committed", &of_list[..]), ("draw_made", &of_names[..])] {
        for place in Forgery::new(good, Signs::Anew).places(kind) {
            for (what, change) in changes {
                let mut forgery = Forgery::new(good, Signs::Anew);
                change(forgery.event(place));
                let name = format!("record {place} {what}");
                corpus.add(class, &name, forgery.write(), 1);
                if kind == "draw_committed" {
                    // Even with the hash that the other list has.
                    let list = forgery.event(place)["list"].clone();
                    let list: Vec<Entry> = serde_json::from_value(list).unwrap();
                    let hash = list_hash(&list);
                    forgery.event(place)["list_hash"] = json!(hash);
                    corpus.add(class, name + " with its hash", forgery.write(), 1);
                }
            }
        }
    }
    for place in Forgery::new(good, Signs::Anew).places("draw_replaced") {
        let mut forgery = Forgery::new(good, Signs::Anew);
        let made = forgery.records.iter().find(|record| record["event"]["type"] == "draw_made");
        let other = made.unwrap()["event"]["substitutes"][1][0].clone();
        forgery.event(place)["in"] = other;
        corpus.add(class, "a substitute of another stratum", forgery.write(), 1);
    }
}
