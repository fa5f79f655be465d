//! One rule profile for each form of outcome, as small as the parser takes it.

pub(super) const MOTION: &str = r#"
    id = "motion"
    kind = "motion_vote"
    [paper]
    form = "marks"
    rows = "one"
    blank_rows = "refused"
    grades = [
        { id = "yes", zh = "赞成", en = "For", shape = "circle", role = "for", counts_in_base = true },
        { id = "no", zh = "反对", en = "Against", shape = "cross", role = "against", counts_in_base = true },
        { id = "abstain", zh = "弃权", en = "Abstain", shape = "triangle", role = "abstain", counts_in_base = true },
    ]
    [outcome]
    kind = "threshold"
    grades = ["yes"]
    threshold = { fraction = "1/2", comparator = "gt", base = "total_membership" }
"#;

pub(super) const SELECTION: &str = r#"
    id = "selection"
    kind = "selection_ballot"
    [paper]
    form = "picks"
    limit = "at_most"
    [outcome]
    kind = "selection"
    majority = { fraction = "1/2", comparator = "gt", base = "present" }
"#;

pub(super) const LADDER: &str = r#"
    id = "ladder"
    kind = "satisfaction_vote"
    [paper]
    form = "marks"
    rows = "many"
    blank_rows = "abstain"
    grades = [
        { id = "satisfied", zh = "满意", en = "Satisfied", shape = "dot", role = "grade", counts_in_base = true },
        { id = "dissatisfied", zh = "不满意", en = "Dissatisfied", shape = "dot", role = "grade", counts_in_base = true },
    ]
    [outcome]
    kind = "ladder"
    otherwise = "dissatisfied"
    steps = [{ grade = "satisfied", sum = ["satisfied"], threshold = { fraction = "1/2", comparator = "gt", base = "valid_rows" } }]
"#;

pub(super) const QUOTA: &str = r#"
    id = "quota"
    kind = "evaluation"
    [paper]
    form = "marks"
    rows = "many"
    blank_rows = "invalid"
    grades = [
        { id = "good", zh = "优秀", en = "Good", shape = "dot", role = "grade", counts_in_base = true },
        { id = "fair", zh = "称职", en = "Fair", shape = "dot", role = "grade", counts_in_base = true },
    ]
    [outcome]
    kind = "quota"
    grade = "good"
    ranking = [{ key = "votes", grade = "good" }]
    others = { fraction = "1/2", comparator = "gt", base = "valid_rows" }
"#;
