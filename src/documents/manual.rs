//! Hands and papers on the CSV of a ballot: the way of voting (form D2), the channels with the papers
//! handed out and collected (form D3), invalid papers by reason (form D4), and figures per channel.

use crate::documents::csv_lines::Csv;
use crate::domain::ballot::Ballot;
use crate::domain::casting::Casting;
use crate::domain::count::{Count, Papers};
use crate::domain::manual::{Channels, ConsentMethod, Figures, PaperFigures, TabletPart};
use crate::domain::paper::PaperForm;
use crate::domain::sheet::{Secrecy, Sheet};
use crate::domain::tally::Tally;

/// 表决方式.
pub(super) fn method(sheet: &Sheet) -> String {
    let secrecy = match sheet.rules.secrecy {
        Secrecy::Secret => "无记名",
        Secrecy::RollCall => "唱名",
        Secrecy::Recorded => "记名",
    };
    match sheet.rules.casting {
        Casting::Tablet => secrecy.to_owned(),
        Casting::Hands => "举手".to_owned(),
        Casting::Paper => format!("投票（纸质票），{secrecy}"),
        Casting::Mixed => format!("电子表决与纸质票并用，{secrecy}"),
    }
}

/// What else is to be said of a ballot in one line: changed over, corrected, said otherwise.
pub(super) fn remarks(ballot: &Ballot) -> Vec<String> {
    let (rules, poll) = (&ballot.sheet.rules, ballot.phase.poll());
    let mut remarks = Vec::new();
    if ballot.sheet.link.is_some() && rules.casting != Casting::Tablet {
        remarks.push(format!("改用{}", rules.casting.zh()));
    }
    let Some(manual) = poll.map(|poll| &poll.manual) else {
        return remarks;
    };
    remarks
        .extend(manual.explained.iter().map(|(about, why)| format!("{}：{why}", about.words().0)));
    remarks.extend(manual.reasons.iter().map(|reason| format!("计票已更正：{reason}")));
    remarks.extend(manual.notes.iter().map(|(text, _)| format!("宣布备注：{text}")));
    if !manual.assisted.is_empty() {
        remarks.push(format!("协助表决 {} 人", manual.assisted.len()));
    }
    remarks
}

/// The channels of a count as `label,figure` lines.
pub(super) fn channels(csv: &mut Csv, count: &Count) {
    let Some(Channels { tablet, manual }) = &count.channels else {
        return;
    };
    if let Some(TabletPart { papers: Papers { issued, returned, valid, invalid }, .. }) = tablet {
        for (label, figure) in [
            ("电子票发放", *issued),
            ("电子票提交", *returned),
            ("电子票有效", *valid),
            ("电子票无效", *invalid),
        ] {
            csv.line([label, &figure.to_string()]);
        }
    }
    match manual {
        Figures::Hands(_) => csv.line(["清点", "举手，两人录入一致"]),
        Figures::Consent(consent) => csv.line([
            "清点",
            match consent.method {
                ConsentMethod::Applause => "鼓掌通过，未逐一清点",
                ConsentMethod::NoObjection => "没有意见，未逐一清点",
            },
        ]),
        Figures::Papers(figures) => papers(csv, figures),
    }
}

fn papers(csv: &mut Csv, figures: &PaperFigures) {
    let (accounts, count) = (figures.accounts, &figures.count);
    for (label, figure) in [
        ("纸质票印制", accounts.printed),
        ("纸质票发出", accounts.issued),
        ("纸质票剩余（剪角作废）", accounts.left_over()),
        ("纸质票更换（写坏）", accounts.replaced),
        ("纸质票收回", accounts.returned),
        ("纸质票未收回", accounts.issued.saturating_sub(accounts.returned)),
        ("纸质票有效", count.valid),
        ("无效：超选", count.invalid.over_selected),
        ("无效：无法辨认", count.invalid.illegible),
        ("无效：不按规定填写", count.invalid.not_as_instructed),
        ("无效：其他", count.invalid.other),
    ] {
        csv.line([label, &figure.to_string()]);
    }
}

/// Figures of both channels side by side, row by row; nothing where there is only one.
pub(super) fn side_by_side(csv: &mut Csv, sheet: &Sheet, count: &Count) {
    let Some(Channels { tablet: Some(tablet), manual: Figures::Papers(papers) }) = &count.channels
    else {
        return;
    };
    let head = columns(&sheet.form);
    csv.line([""]);
    csv.line(["渠道".to_owned(), "序号".to_owned(), "项目".to_owned()].into_iter().chain(head));
    for (channel, tally) in [("电子", &tablet.tally), ("纸质票", &papers.count.tally)] {
        for ((number, item), cells) in (1_u32..).zip(sheet.form.items()).zip(cells(tally)) {
            let lead = [channel.to_owned(), number.to_string(), item.title.to_string()];
            csv.line(lead.into_iter().chain(cells));
        }
    }
}

fn columns(form: &PaperForm) -> Vec<String> {
    match form {
        PaperForm::Marks(form) => {
            let grades = form.grades.iter().map(|grade| grade.zh.to_string());
            grades.chain(["本项弃权".to_owned(), "本项无效".to_owned()]).collect()
        }
        PaperForm::Picks(form) if form.crosses => ["赞成", "反对"].map(str::to_owned).to_vec(),
        PaperForm::Picks(_) => vec!["得票".to_owned()],
        PaperForm::Ranks(form) => (1..=form.max).map(|rank| format!("第 {rank} 名")).collect(),
        PaperForm::Scores(_) => {
            ["评分人数", "总分（最小单位）", "本项弃权", "本项无效"].map(str::to_owned).to_vec()
        }
        PaperForm::Text(_) => vec!["答复".to_owned()],
    }
}

/// The figures of each row or option.
fn cells(tally: &Tally) -> Vec<Vec<String>> {
    match tally {
        Tally::Marks { rows } => rows
            .iter()
            .map(|row| {
                let cells = row.votes.iter().copied().chain([row.blank, row.invalid]);
                cells.map(|figure| figure.to_string()).collect()
            })
            .collect(),
        Tally::Picks(tally) => {
            let against = tally.crossed();
            let cells = |(place, votes): (usize, &u64)| {
                let against = against.get(place).map(u64::to_string);
                std::iter::once(votes.to_string()).chain(against).collect()
            };
            tally.votes.iter().enumerate().map(cells).collect()
        }
        Tally::Text { answered } => {
            answered.iter().map(|figure| vec![figure.to_string()]).collect()
        }
        Tally::Ranks { rows } => {
            rows.iter().map(|row| row.ranks.iter().map(u64::to_string).collect()).collect()
        }
        Tally::Scores { rows } => rows
            .iter()
            .map(|row| {
                let cells = [row.raters(), row.total(), row.blank, row.invalid];
                cells.map(|figure| figure.to_string()).to_vec()
            })
            .collect(),
    }
}
