//! Whether the quorum was kept to the close, and what silence counts as.

use crate::domain::count::Count;
use crate::domain::derivation::Line;
use crate::domain::derivation::words::both;
use crate::domain::sheet::Sheet;

/// 表决期间: fewest present and present at the close, held against the number needed.
pub(super) fn kept(sheet: &Sheet, count: &Count) -> Option<Line> {
    let rule = sheet.rules.quorum?;
    let turnout = &count.turnout;
    let (least, close) = (turnout.present_least, turnout.present_at_close);
    let met = |present| rule.met(present, turnout.members);
    let (said, said_en) = match (met(least), met(close), rule.during) {
        (true, ..) => ("始终符合法定人数", "a quorum throughout"),
        (false, true, true) => (
            "曾不足法定人数，期间暂停表决，结束时符合",
            "the quorum was lost, the ballot suspended meanwhile, and met at the close",
        ),
        (false, true, false) => {
            ("曾不足法定人数，结束时符合", "the quorum was lost, and met at the close")
        }
        (false, false, _) => (
            "结束时不足法定人数，规则只要求开始时符合",
            "no quorum at the close; the rule asks for it at the opening only",
        ),
    };
    Some(both(
        format!("表决期间实到最少 {least} 人，结束时实到 {close} 人 → {said}。"),
        format!("Present at least {least} while it was open and {close} at the close → {said_en}."),
    ))
}

/// 未按计为弃权: where it enters and where it does not (rules.md §0.3, reading 7).
pub(super) fn silence(count: &Count) -> Option<Line> {
    let silent = count.turnout.auto_abstained;
    (silent > 0).then(|| {
        both(
            format!("未按 {silent} 人计为弃权，只计入赞成、反对、弃权之和，不计入收回和有效。"),
            format!(
                "{silent} who did not vote count as abstaining: among the votes expressed, not \
                 among the papers returned or valid."
            ),
        )
    })
}
