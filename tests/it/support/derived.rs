//! Reads a derivation as a person would and holds it against the outcome: every number said to be
//! needed is the rule's, every row ends in its verdict, the conclusion is the outcome.

use plenum::domain::count::Count;
use plenum::domain::derivation::terms::Terms;
use plenum::domain::derivation::{Line, derive};
use plenum::domain::outcome::mean::{MeanRow, Placed};
use plenum::domain::outcome::points::PointsRow;
use plenum::domain::outcome::quota::Graded;
use plenum::domain::outcome::selection::{Selected, SelectionRow};
use plenum::domain::outcome::{Outcome, Tie};
use plenum::domain::paper::PaperForm;
use plenum::domain::sheet::Sheet;
use plenum::domain::tally::Tally;
use plenum::domain::text::Key;
use plenum::domain::threshold::{Comparator, Fraction, needed};
use plenum::domain::write_ins;

/// Fails where the derivation of a count says anything but its outcome.
#[track_caller]
pub(crate) fn check(sheet: &Sheet, count: &Count) {
    let lines = derive(sheet, count);
    for line in &lines {
        assert!(line.zh.ends_with('。') && line.en.ends_with('.'), "{line:?}");
        check_needed(line, sheet.rules.weights.map_or(0, |rule| rule.decimals.decimals()));
    }
    let last = lines.last().expect("a derivation has lines");
    match &count.outcome {
        Outcome::NoResult {} => assert_eq!(verdict(last), ["未产生结果", "no result"]),
        Outcome::Counts {} => assert!(last.zh.starts_with("结论：只公布各项票数"), "{last:?}"),
        Outcome::Threshold { rows } => {
            let words = |adopted| match adopted {
                true => ["通过", "adopted"],
                false => ["未通过", "not adopted"],
            };
            let wanted: Vec<_> = rows.iter().map(|row| words(row.adopted)).collect();
            assert_eq!(verdicts(of_rows(&lines, rows.len())), wanted, "{lines:#?}");
            if rows.len() > 1 {
                let adopted = rows.iter().filter(|row| row.adopted).count();
                let conclusion = format!("结论：{} 项中通过 {adopted} 项。", rows.len());
                assert_eq!(last.zh, conclusion);
            }
        }
        Outcome::Ladder { rows } => {
            let wanted: Vec<_> = rows.iter().map(|row| graded(sheet, &row.verdict)).collect();
            assert_eq!(owned(of_rows(&lines, rows.len())), wanted, "{lines:#?}");
        }
        Outcome::Points { rows, tie, shortfall } => {
            points(sheet, &lines, rows, *shortfall);
            runs_off(sheet, count, &lines, tie.as_ref());
        }
        Outcome::Mean { rows, tie, shortfall } => {
            means(sheet, &lines, rows);
            means_concluded(&lines, rows, *shortfall);
            runs_off(sheet, count, &lines, tie.as_ref());
        }
        Outcome::Selection { rows, tie, shortfall } => {
            selection(sheet, count, &lines, (rows, *shortfall));
            runs_off(sheet, count, &lines, tie.as_ref());
        }
        Outcome::Quota { rows, tie } => {
            let found = ranked(&lines);
            assert_eq!(found.len(), rows.len());
            for row in rows {
                let place = sheet.form.items().iter().position(|item| item.id == row.item);
                let number = place.expect("on the paper") + 1;
                let line = found.iter().find(|line| line.zh.contains(&format!(" · {number}. ")));
                let line = line.expect("a line for every row");
                let lead = row.rank.map_or("无名次".to_owned(), |rank| format!("第 {rank} 名"));
                assert!(line.zh.starts_with(&lead), "{line:?}");
                assert_eq!(owned(&[(*line).clone()]), [graded(sheet, &row.verdict)], "{lines:#?}");
            }
            runs_off(sheet, count, &lines, tie.as_ref());
        }
    }
}

fn points(sheet: &Sheet, lines: &[Line], rows: &[PointsRow], shortfall: u32) {
    let found = ranked(lines);
    assert_eq!(found.len(), rows.len());
    for (line, row) in found.iter().zip(rows) {
        on_row(sheet, line, &row.item, Some(row.rank));
        assert!(line.zh.contains(&format!(" = {} 分 → ", row.points)), "{line:?}");
        let wanted = match (row.verdict, row.points) {
            (Selected::Selected, _) => ["入选", "selected"],
            (Selected::Tied, _) => ["得分相等", "tied"],
            (_, 0) => ["没有得分，未入选", "no points, not selected"],
            _ => ["未入选", "not selected"],
        };
        assert_eq!(verdict(line), wanted, "{line:?}");
    }
    let selected = rows.iter().filter(|row| row.verdict == Selected::Selected).count();
    concluded(lines, selected, shortfall);
}

fn means_concluded(lines: &[Line], rows: &[MeanRow], shortfall: u32) {
    let of = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    if lines.iter().any(|line| line.zh.starts_with("应定")) {
        concluded(lines, of(Placed::Selected), shortfall);
    } else {
        let ranked = format!("结论：{} 项按得分排出名次。", of(Placed::Ranked));
        assert_eq!(lines.last().expect("lines").zh, ranked);
    }
}

/// `超过半数（不含半数）即 327÷2=163.5，至少 164 票`: worked out again from the words of the line.
///
/// Figures with decimals are read as the integers they stand for; a quorum counts heads and has none.
fn check_needed(line: &Line, decimals: u8) {
    let mut said = Vec::new();
    for (at, word) in line.zh.match_indices("至少 ") {
        let (before, after) = (&line.zh[..at], &line.zh[at + word.len()..]);
        let (number, unit) = after.split_once(' ').expect("a number and its unit");
        let decimals = if unit.starts_with('票') { decimals } else { 0 };
        let number = units(number, decimals);
        let (words, formula) = before.rsplit_once("即 ").expect("a formula before it");
        let comparator = match words.rsplit_once('（').expect("the comparator said twice").1 {
            twice if twice.starts_with("不含") => Comparator::Gt,
            twice if twice.starts_with("含") => Comparator::Ge,
            other => panic!("{other} in {line:?}"),
        };
        let (product, divisor) = formula.split_once('÷').expect("a division");
        let divisor = divisor.split_once('=').expect("a quotient").0.parse().expect("a number");
        let (base, times) = product.split_once('×').unwrap_or((product, "1"));
        let fraction = Fraction::new(times.parse().expect("a number"), divisor).expect("lawful");
        let least = needed(fraction, comparator, units(base, decimals));
        // A quorum counts people; votes are never none.
        let least = if unit.starts_with('票') { least.max(1) } else { least };
        assert_eq!(number, least, "{line:?}");
        said.push((number, decimals));
    }
    let english = line.en.split("so at least ").skip(1);
    let digits = |text: &str| {
        let number = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        text[..text.len() - number.len()].trim_end_matches('.').to_owned()
    };
    let english: Vec<u64> =
        english.zip(&said).map(|(text, (_, decimals))| units(&digits(text), *decimals)).collect();
    let said: Vec<u64> = said.into_iter().map(|(number, _)| number).collect();
    assert_eq!(english, said, "{line:?}");
}

/// `10.50` with two decimals is 1050 units.
fn units(text: &str, decimals: u8) -> u64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    assert_eq!(rest.len(), usize::from(decimals), "{text}");
    format!("{whole}{rest}").parse().expect("a number")
}

/// The lines of the rows in paper order: the last ones, before the conclusion of several.
fn of_rows(lines: &[Line], rows: usize) -> &[Line] {
    let concluded = lines.last().is_some_and(|line| line.zh.starts_with("结论："));
    let end = lines.len() - usize::from(concluded);
    &lines[end - rows..end]
}

fn ranked(lines: &[Line]) -> Vec<&Line> {
    lines.iter().filter(|line| line.zh.contains(" · ")).collect()
}

/// What stands behind the arrow.
fn verdict(line: &Line) -> [&str; 2] {
    let behind = |text: &'_ str| text.rfind(" → ").expect("a verdict") + " → ".len();
    let (zh, en) = (&line.zh[behind(&line.zh)..], &line.en[behind(&line.en)..]);
    [zh.trim_end_matches('。'), en.trim_end_matches('.')]
}

fn verdicts(lines: &[Line]) -> Vec<[&str; 2]> {
    lines.iter().map(verdict).collect()
}

fn owned(lines: &[Line]) -> Vec<[String; 2]> {
    lines.iter().map(|line| verdict(line).map(str::to_owned)).collect()
}

fn graded(sheet: &Sheet, verdict: &Graded) -> [String; 2] {
    let PaperForm::Marks(form) = &sheet.form else { panic!("grades on a matrix") };
    match verdict {
        Graded::Graded { grade } => {
            let grade = &form.grades[form.grade_index(grade).expect("on the paper")];
            [grade.zh.to_string(), grade.en.to_string()]
        }
        Graded::Tied {} => ["得票相等", "tied"].map(str::to_owned),
        Graded::Ranked {} => ["只列名次", "ranked only"].map(str::to_owned),
        Graded::NoResult {} => ["未产生结果", "no result"].map(str::to_owned),
    }
}

/// `3. 丙`, or `另选 丁` for a person written in; in both languages.
fn name(sheet: &Sheet, count: &Count, key: &Key) -> [String; 2] {
    let items = sheet.form.items();
    if let Some(place) = items.iter().position(|item| item.id == *key) {
        let name = format!("{}. {}", place + 1, items[place].title);
        return [name.clone(), name];
    }
    let (PaperForm::Picks(form), Tally::Picks(tally)) = (&sheet.form, &count.tally) else {
        panic!("{key} is not on the paper");
    };
    let persons = tally.write_ins.as_deref().unwrap_or_default();
    let place = write_ins::keys(form, persons.len()).iter().position(|id| id == key);
    let person = &persons[place.expect("a person written in")].name;
    [format!("另选 {person}"), format!("written in: {person}")]
}

fn on_row(sheet: &Sheet, line: &Line, item: &Key, rank: Option<u32>) {
    let place = sheet.form.items().iter().position(|found| found.id == *item);
    let number = place.expect("on the paper") + 1;
    let lead = rank.map_or("无名次".to_owned(), |rank| format!("第 {rank} 名"));
    assert!(line.zh.starts_with(&lead), "{line:?}");
    assert!(line.zh.contains(&format!(" · {number}. ")), "{line:?}");
}

/// Every row with the sum, the number and the scores left out of its mean.
fn means(sheet: &Sheet, lines: &[Line], rows: &[MeanRow]) {
    let PaperForm::Scores(form) = &sheet.form else { panic!("means of scores") };
    let found = ranked(lines);
    assert_eq!(found.len(), rows.len());
    for (line, row) in found.iter().zip(rows) {
        on_row(sheet, line, &row.item, row.rank);
        if row.verdict == Placed::NoResult {
            assert_eq!(verdict(line), ["未产生结果", "no result"]);
            continue;
        }
        let (unit, decimals) = (u64::from(form.unit()), usize::from(form.decimals));
        let mut total = (row.total / unit).to_string();
        if decimals > 0 {
            total.push_str(&format!(".{:0decimals$}", row.total % unit));
        }
        assert!(line.zh.contains(&format!("评分 {} 个", row.given)), "{line:?}");
        assert!(line.zh.contains(&format!("，{total}÷{}", row.raters)), "{line:?}");
        assert_eq!(line.zh.contains("去掉"), row.given > row.raters, "{line:?}");
        let band = row.band.as_ref().and_then(|id| form.bands.iter().find(|b| b.id == *id));
        assert!(band.is_none_or(|band| line.zh.contains(&format!("，{}", band.zh))), "{line:?}");
        match row.verdict {
            Placed::Selected => assert_eq!(verdict(line), ["入选", "selected"]),
            Placed::Tied => assert_eq!(verdict(line), ["得分相等", "tied"]),
            Placed::NotSelected => assert_eq!(verdict(line), ["未入选", "not selected"]),
            Placed::Ranked | Placed::NoResult => assert!(!line.zh.contains(" → "), "{line:?}"),
        }
    }
}

fn concluded(lines: &[Line], selected: usize, shortfall: u32) {
    let last = &lines.last().expect("a conclusion").zh;
    assert!(last.starts_with(&format!("结论：入选 {selected} 项")), "{last}");
    let short = format!("缺额 {shortfall} 项");
    assert_eq!(last.contains(&short), shortfall > 0, "{last}");
}

fn selection(
    sheet: &Sheet,
    count: &Count,
    lines: &[Line],
    (rows, shortfall): (&[SelectionRow], u32),
) {
    let terms = Terms::of(sheet.kind);
    let found = ranked(lines);
    assert_eq!(found.len(), rows.len());
    for (line, row) in found.iter().zip(rows) {
        let [zh, en] = name(sheet, count, &row.item);
        assert!(line.zh.starts_with(&format!("第 {} 名", row.rank)), "{line:?}");
        assert!(line.zh.contains(&format!(" · {zh}：")), "{line:?}");
        assert!(line.en.contains(&format!(" · {en}: ")), "{line:?}");
        let votes = sheet.rules.scale().say(row.votes);
        assert!(line.zh.contains(&format!("：{votes} 票（")), "{line:?}");
        let shared = rows.iter().filter(|other| other.rank == row.rank).count() > 1;
        assert_eq!(line.zh.contains("（并列）"), shared, "{line:?}");
        let wanted = match (row.verdict, row.votes) {
            (Selected::Selected, _) => [terms.selected, terms.selected_en],
            (Selected::Tied, _) => ["得票相等", "tied"],
            (Selected::NotSelected, _) | (Selected::BelowMajority, 0) => {
                [terms.not_selected, terms.not_selected_en]
            }
            (Selected::BelowMajority, _) => ["未达到所需票数", "below the number needed"],
        };
        assert_eq!(verdict(line), wanted, "{line:?}");
    }
    let selected = rows.iter().filter(|row| row.verdict == Selected::Selected).count();
    let last = &lines.last().expect("a conclusion").zh;
    let conclusion = format!("结论：{} {selected} {}", terms.selected, terms.unit);
    assert!(last.starts_with(&conclusion), "{last}");
    let short = format!("缺额 {shortfall} {}", terms.unit);
    assert_eq!(last.contains(&short), shortfall > 0, "{last}");
}

/// Exactly who is tied, and for how many places.
fn runs_off(sheet: &Sheet, count: &Count, lines: &[Line], tie: Option<&Tie>) {
    let tied = |line: &&Line| line.zh.contains("个名额，") && !line.zh.starts_with("结论");
    let line = lines.iter().find(tied);
    assert_eq!(line.is_some(), tie.is_some(), "{lines:#?}");
    let Some((line, tie)) = line.zip(tie) else { return };
    assert!(line.zh.contains(&format!("余 {} 个名额", tie.open_places)), "{line:?}");
    let names: Vec<[String; 2]> = tie.items.iter().map(|key| name(sheet, count, key)).collect();
    let (zh, en): (Vec<&str>, Vec<&str>) =
        names.iter().map(|[zh, en]| (zh.as_str(), en.as_str())).unzip();
    assert!(line.zh.ends_with(&format!("：{}。", zh.join("、"))), "{line:?}");
    assert!(line.en.ends_with(&format!(": {}.", en.join("; "))), "{line:?}");
}
