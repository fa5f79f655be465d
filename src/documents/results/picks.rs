//! The table of a ballot on which options are picked (form D4).

use std::collections::BTreeMap;

use crate::documents::csv_lines::Csv;
use crate::documents::results::item_cells;
use crate::domain::paper::PicksForm;
use crate::domain::tally::PicksTally;
use crate::domain::text::Key;
use crate::domain::threshold::percent;
use crate::domain::weight::Scale;
use crate::domain::write_ins;

/// One line per option in paper order, then one per person written in.
pub(super) fn table(
    csv: &mut Csv,
    form: &PicksForm,
    (tally, scale): (&PicksTally, Scale),
    valid: u64,
    verdicts: &BTreeMap<Key, [String; 2]>,
) {
    let crosses = form.crosses;
    let mut header = vec!["序号", if crosses { "候选人" } else { "项目" }, "说明"];
    header.extend(if crosses { &["赞成", "反对", "弃权"][..] } else { &["得票"] });
    csv.line(header.into_iter().chain(["得票率（%）", "名次", "结果"]));
    let figures = |votes: u64, against: u64| {
        let mut cells = vec![scale.say(votes).to_string()];
        if crosses {
            let silent = valid.saturating_sub(votes + against);
            cells.extend([against, silent].map(|n| scale.say(n).to_string()));
        }
        cells.push(percent(votes, valid).unwrap_or_default());
        cells
    };
    let verdict = |key: &Key| verdicts.get(key).cloned().unwrap_or_default();
    let against = tally.crossed().iter().copied().chain(std::iter::repeat(0));
    for (((number, item), votes), against) in
        (1..).zip(&form.options).zip(&tally.votes).zip(against)
    {
        let mut line = item_cells(number, item);
        line.extend(figures(*votes, against));
        csv.line(line.into_iter().chain(verdict(&item.id)));
    }
    let written = tally.written();
    for (key, person) in write_ins::keys(form, written.len()).iter().zip(written) {
        let mut line = vec!["另选他人".to_owned(), person.name.to_string(), String::new()];
        // Nobody could vote against a name that does not stand on the paper.
        let mut cells = figures(person.votes, 0);
        if crosses {
            cells[1].clear();
            cells[2].clear();
        }
        line.extend(cells);
        csv.line(line.into_iter().chain(verdict(key)));
    }
}
