//! Adopted or not, row by row: base, needed number, votes, what is missing.

use crate::domain::count::Bases;
use crate::domain::derivation::Line;
use crate::domain::derivation::share::{against, needed_words, words};
use crate::domain::derivation::words::{
    base_noun, both, counted, numbered, of_the_row, row_base, sized, votes_for,
};
use crate::domain::outcome::sum;
use crate::domain::outcome::threshold::ThresholdRule;
use crate::domain::paper::MarksForm;
use crate::domain::sheet::Sheet;
use crate::domain::tally::RowTally;

pub(super) fn lines(
    sheet: &Sheet,
    form: &MarksForm,
    rule: &ThresholdRule,
    rows: &[RowTally],
    bases: &Bases,
) -> Vec<Line> {
    let mut lines = vec![standard(sheet, form, rule, bases)];
    let mut adopted = 0_u32;
    for (place, ((number, item), row)) in (1..).zip(&form.rows).zip(rows).enumerate() {
        let (said, passes) = verdict(sheet, form, rule, (place, row), bases);
        adopted += u32::from(passes);
        lines.push(if rows.len() == 1 { said } else { numbered(number, item, &said) });
    }
    if rows.len() > 1 {
        lines.push(both(
            format!("结论：{} 项中通过 {adopted} 项。", rows.len()),
            format!("Conclusion: {adopted} of {} adopted.", rows.len()),
        ));
    }
    lines
}

/// 计票基数 and 通过标准, with the number needed where it is the same for every row.
fn standard(sheet: &Sheet, form: &MarksForm, rule: &ThresholdRule, bases: &Bases) -> Line {
    let threshold = &rule.threshold;
    let (noun, votes) = (base_noun(sheet, threshold.base), counted(form, &rule.grades));
    if of_the_row(threshold.base) || !bases.alike(threshold.base) {
        let share = words(threshold.fraction, threshold.comparator);
        return both(
            format!("计票基数：{}；{}须{}。", noun.zh, votes.zh, share.zh),
            format!("Majority base: {}; {} must be {}.", noun.en, votes.en, share.en),
        );
    }
    let base = sized(sheet, threshold.base, bases, 0);
    let base_count = bases.of_item(0).of_papers(threshold.base);
    let needed = needed_words(threshold, base_count, bases.scale);
    both(
        format!("计票基数：{}；{}须{}。", base.zh, votes.zh, needed.zh),
        format!("Majority base: {}; {} must be {}.", base.en, votes.en, needed.en),
    )
}

fn verdict(
    sheet: &Sheet,
    form: &MarksForm,
    rule: &ThresholdRule,
    (place, row): (usize, &RowTally),
    bases: &Bases,
) -> (Line, bool) {
    let (threshold, scale) = (&rule.threshold, bases.scale);
    let base_count = bases.of_item(place).count(threshold.base, form, row);
    let votes = sum(form, row, &rule.grades);
    let passes = threshold.met(votes, base_count);
    let (said, gap) =
        (votes_for(form, row, &rule.grades, scale), against(threshold, votes, base_count, scale));
    let own = match of_the_row(threshold.base) {
        true => Some(row_base(form, row, threshold.base, base_count, scale)),
        false => (!bases.alike(threshold.base)).then(|| sized(sheet, threshold.base, bases, place)),
    };
    let (base, base_en) = own.map_or_else(Default::default, |base| {
        let needed = needed_words(threshold, base_count, scale);
        (format!("{}，{}；", base.zh, needed.zh), format!("{}, {}; ", base.en, needed.en))
    });
    let (word, word_en) = if passes { ("通过", "adopted") } else { ("未通过", "not adopted") };
    let line = both(
        format!("{base}{}{} → {word}。", said.zh, gap.zh),
        format!("{base_en}{}{} → {word_en}.", said.en, gap.en),
    );
    (line, passes)
}
