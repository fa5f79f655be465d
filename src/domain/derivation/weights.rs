//! Weights beside heads, and those present through the holder of their proxy.

use crate::domain::count::{Count, Turnout};
use crate::domain::derivation::Line;
use crate::domain::derivation::words::both;
use crate::domain::sheet::Sheet;

/// 票权：全体 120.5，实到 100.0，发出 100.0，收回 98.5，有效 98.5. Heads stand in the lines before it.
pub(super) fn line(sheet: &Sheet, count: &Count) -> Option<Line> {
    let weights = count.weights?;
    let scale = sheet.rules.scale();
    let [all, present, issued, returned, valid] = [
        weights.total_membership,
        weights.present,
        weights.papers_issued,
        weights.papers_returned,
        weights.valid_papers,
    ]
    .map(|units| scale.say(units));
    Some(both(
        format!(
            "按票权计票，以下票数为票权之和。票权：全体 {all}，开始表决时实到 {present}，发出 \
             {issued}，收回 {returned}，有效 {valid}。"
        ),
        format!(
            "Votes are weighed; the figures below are sums of weights. Weight of all {all}, present \
             at the opening {present}, issued {issued}, returned {returned}, valid {valid}."
        ),
    ))
}

/// （其中委托 3 人）, where somebody is represented.
pub(super) fn represented(turnout: &Turnout) -> (String, String) {
    match turnout.represented {
        0 => Default::default(),
        n => (format!("（其中由受托人代表 {n} 人）"), format!(" ({n} of them represented)")),
    }
}
