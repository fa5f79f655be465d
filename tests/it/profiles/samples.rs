//! Good profile files, of which bad ones are made by changing one thing.

/// Lines 1 to 19, the same in each good file below.
pub(super) const HEAD: &str = r#"id = "sample"
kind = "motion_vote"
source = "a test"
electorate = "members"
secrecy = ["secret", "recorded"]
change_of_vote = "last_wins"
show_while_open = "turnout"
show_result = "on_declaration"
certification = true
close_when_all_voted = false
binding = true
[name]
zh = "样例"
en = "Sample"
[wording]
zh = "样例规则"
en = "A sample rule"
[quorum]
fraction = "2/3"
comparator = "ge"
"#;

pub(super) const MOTION: &str = r#"[paper]
form = "marks"
rows = "one"
blank_rows = "refused"
[[paper.grades]]
id = "yes"
zh = "赞成"
en = "For"
shape = "circle"
role = "for"
counts_in_base = true
[[paper.grades]]
id = "no"
zh = "反对"
en = "Against"
shape = "cross"
role = "against"
counts_in_base = true
[[paper.grades]]
id = "abstain"
zh = "弃权"
en = "Abstain"
shape = "triangle"
role = "abstain"
counts_in_base = true
[outcome]
kind = "threshold"
grades = ["yes"]
[outcome.threshold]
fraction = "1/2"
comparator = "gt"
base = "total_membership"
"#;

pub(super) const PICKS: &str = r#"[paper]
form = "picks"
limit = "at_most"
[outcome]
kind = "selection"
[outcome.majority]
fraction = "1/2"
comparator = "gt"
base = "total_membership"
"#;

/// Grades a, b, c and d; lines 21 to 29.
pub(super) const GRADES: &str = r#"[paper]
form = "marks"
rows = "many"
blank_rows = "abstain"
grades = [
  { id = "a", zh = "甲", en = "A", shape = "dot", role = "grade", weight = 100, counts_in_base = true },
  { id = "b", zh = "乙", en = "B", shape = "dot", role = "grade", weight = 80, counts_in_base = true },
  { id = "c", zh = "丙", en = "C", shape = "dot", role = "grade", weight = 60, counts_in_base = true },
]
"#;

pub(super) const LADDER: &str = r#"[outcome]
kind = "ladder"
otherwise = "c"
[[outcome.steps]]
grade = "a"
sum = ["a"]
threshold = { fraction = "1/2", comparator = "ge", base = "total_membership" }
[[outcome.steps]]
grade = "b"
sum = ["a", "b"]
threshold = { fraction = "1/2", comparator = "ge", base = "total_membership" }
"#;

pub(super) const QUOTA: &str = r#"[outcome]
kind = "quota"
grade = "a"
ranking = [{ key = "votes", grade = "a" }, { key = "score" }]
others = { fraction = "1/2", comparator = "gt", base = "valid_rows" }
"#;

pub(super) const COMPOSITE: &str = r#"[outcome]
kind = "quota"
grade = "a"
ranking = [{ key = "composite" }]
[outcome.composite]
ballot_weight = 60
sources = [
  { id = "x", zh = "考试", en = "Examination", weight = 40, decimals = 1 },
]
"#;

pub(super) const GROUPS: &str = r#"[outcome]
kind = "quota"
grade = "a"
ranking = [{ key = "score" }]
[groups]
empty = "refuse"
in_secret = true
shares = [
  { group = "一", weight = 60 },
  { group = "二", weight = 40 },
]
"#;

/// Half points, three bands; lines 21 to 36.
pub(super) const SCORES: &str = r#"[paper]
form = "scores"
rows = "many"
decimals = 1
min = 0
max = 100
step = "0.5"
blank_rows = "abstain"
bands = [
  { id = "a", zh = "甲", en = "A", from = 90, to = 100 },
  { id = "b", zh = "乙", en = "B", from = 60, to = "89.5" },
  { id = "c", zh = "丙", en = "C", from = 0, to = "59.5" },
]
[outcome]
kind = "mean"
trim = { above = 5, drop_max = 1, drop_min = 1 }
"#;

/// Values 1 to 5; lines 21 to 33.
pub(super) const SCALE: &str = r#"[paper]
form = "scores"
rows = "many"
min = 1
max = 5
step = 1
blank_rows = "abstain"
[paper.labels]
low = { zh = "低", en = "Low" }
high = { zh = "高", en = "High" }
[outcome]
kind = "counts"
"#;

pub(super) const RANKS: &str = r#"[paper]
form = "ranks"
limit = "at_most"
[outcome]
kind = "points"
method = "weighted"
"#;

/// Without the quorum; lines 19 to 24.
pub(super) const TEXT: &str = r#"[paper]
form = "text"
rows = "many"
max_chars = 200
[outcome]
kind = "counts"
"#;

/// The head of a poll that publishes what is written.
pub(super) fn poll() -> String {
    let quorum = HEAD.find("[quorum]").expect("the last table");
    HEAD[..quorum].replace("binding = true", "binding = false\npublish_papers = true")
}

/// The good files, by the name that the table uses.
pub(super) fn good(name: &str) -> String {
    match name {
        "motion" => [HEAD, MOTION].concat(),
        "picks" => [HEAD, PICKS].concat(),
        "ladder" => [HEAD, GRADES, LADDER].concat(),
        "quota" => [HEAD, GRADES, QUOTA].concat(),
        "composite" => [HEAD, GRADES, COMPOSITE].concat(),
        "groups" => [HEAD, GRADES, GROUPS].concat(),
        "scores" => [HEAD, SCORES].concat(),
        "scale" => [HEAD, SCALE].concat(),
        "ranks" => [HEAD, RANKS].concat(),
        "text" => [poll().as_str(), TEXT].concat(),
        other => panic!("no file {other}"),
    }
}
