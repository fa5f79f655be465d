//! What `plenum profile check` says of each shipped profile, in `tests/golden/profiles/`.
//! `PLENUM_BLESS=1` writes the files anew; read the difference, a clerk will.

use std::path::PathBuf;

use plenum::domain::profile::Profile;
use plenum::domain::profile::explain::{Example, Sentence};

use super::{files, shipped};

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/profiles"))
}

fn example() -> Example {
    Example::new(327, 300, 296).expect("a lawful example")
}

fn told(profile: &Profile, example: Example) -> (String, String) {
    let told = |language: fn(&Sentence) -> &str| profile.explanation(example, language);
    (told(Sentence::zh), told(Sentence::en))
}

#[test]
fn every_shipped_profile_is_explained_as_its_golden_file_says() {
    let mut names = Vec::new();
    for profile in shipped() {
        let path = folder().join(format!("{}.txt", profile.id));
        let (zh, en) = told(&profile, example());
        let text = format!("{zh}\n\n{en}\n");
        if std::env::var_os("PLENUM_BLESS").is_some() {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(text, golden, "{} is other than its golden file", profile.id);
        names.push(format!("{}.txt", profile.id));
    }
    let entries = std::fs::read_dir(folder()).expect("the folder");
    let mut found: Vec<String> = entries
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    found.sort();
    assert_eq!(found, names);
}

#[test]
fn the_numbers_are_those_of_the_example() {
    let profile = Profile::parse(&files()["livelihood-majority-present"]).expect("shipped");
    let (zh, en) = told(&profile, Example::new(20, 14, 13).expect("lawful"));
    assert!(zh.contains("20 人中须有 14 人；实到 14 人，达到"), "{zh}");
    assert!(zh.contains("实到代表为 14，需 8 票，7 票不够"), "{zh}");
    assert!(en.contains("8 votes are needed, 7 are too few"), "{en}");
    let (zh, _) = told(&profile, Example::new(20, 13, 13).expect("lawful"));
    assert!(zh.contains("实到 13 人，没有达到"), "{zh}");
}

#[test]
fn an_example_is_a_hall_that_can_be() {
    for (members, present, valid) in [(0, 0, 0), (10, 11, 5), (10, 5, 6), (10, 5, 0)] {
        assert_eq!(Example::new(members, present, valid), None);
    }
}

/// Each rule that a profile can say differently is explained differently.
/// Profile, what is changed in it, what by, and what it says then.
const EDITS: &[(&str, &str, &str, &str)] = &[
    ("congress-motion", "\"last_wins\"", "\"first_wins\"", "不能更改，以第一次为准"),
    ("congress-motion", "\"turnout\"", "\"nothing\"", "不显示任何数字"),
    ("congress-motion", "certification = false", "certification = true", "须由监票人确认"),
    ("congress-motion", "[\"secret\", \"recorded\"]", "[\"recorded\"]", "只能记名"),
    ("congress-motion", "binding = true", "binding = true\nduration_s = 90", "90 秒后自动结束"),
    (
        "congress-motion",
        "binding = true",
        "binding = true\npublish_papers = true",
        "按内容排序全部公布",
    ),
    ("congress-motion", "binding =", "publish_names = true\nbinding =", "名册向会场"),
    ("congress-motion", "\"total_membership\"", "\"papers_issued\"", "发出票为 300，需 151 票"),
    ("congress-motion", "\"total_membership\"", "\"papers_returned\"", "收回票为 300，需 151 票"),
    ("congress-motion", "\"total_membership\"", "\"valid_papers\"", "有效票为 296，需 149 票"),
    ("congress-motion", "\"total_membership\"", "\"for_plus_against\"", "赞成票与反对票之和为 296"),
    ("congress-motion", "\"total_membership\"", "\"expressed\"", "弃权的在基数内，未按的不在内"),
    (
        "congress-motion",
        "binding = true",
        "not_voted = \"block_close\"\nrooms = true\nremote = \"allowed\"\nbinding = true",
        "主持人须再次确认才能结束",
    ),
    (
        "congress-motion",
        "comparator = \"ge\"",
        "comparator = \"ge\"\nduring = false",
        "进行中降到不足时只作记录",
    ),
    (
        "congress-motion",
        "comparator = \"ge\"",
        "comparator = \"ge\"\nduring = false\nat_close = false",
        "此后降到不足时只作记录",
    ),
    ("congress-motion", "\"1/2\"", "\"4/5\"", "五分之四（不含五分之四）"),
    ("congress-motion", "\"1/2\"", "\"17/20\"", "超过全体代表的17/20"),
    ("livelihood-majority-all", "\"at_most\"", "\"exactly\"", "恰好选 K 项"),
    (
        "quick-poll",
        "binding = false",
        "binding = false\nlive_tally_in_secret = true",
        "无记名时也显示实时票数",
    ),
    ("eval-threshold", "otherwise = \"incompetent\"\n", "", "都没有达到的：未产生结果"),
    (
        "satisfaction-two-thirds-cast",
        "role = \"grade\", counts_in_base = true },\n]",
        "role = \"grade\", counts_in_base = false },\n]",
        "选“不满意”的不计入该项有效票",
    ),
];

#[test]
fn another_rule_is_another_explanation() {
    for (id, from, to, expected) in EDITS {
        let text = &files()[*id];
        assert!(text.contains(from), "{id} has no {from:?}");
        let profile = Profile::parse(&text.replacen(from, to, 1));
        let (zh, _) = told(&profile.unwrap_or_else(|error| panic!("{to}: {error}")), example());
        assert!(zh.contains(expected), "{expected} is not in\n{zh}");
    }
}
