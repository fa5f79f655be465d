//! Turnout and papers of a count that people made: hands, consent, papers, and both channels side by
//! side (forms D2, D3 and D4).

use crate::domain::count::{Count, Papers};
use crate::domain::derivation::Line;
use crate::domain::derivation::words::both;
use crate::domain::manual::{Channels, ConsentMethod, Figures, PaperFigures, TabletPart};

pub(super) fn lines(count: &Count, channels: &Channels) -> Vec<Line> {
    match (&channels.manual, &channels.tablet) {
        (Figures::Hands(_), _) => vec![hands(count)],
        (Figures::Consent(consent), _) => vec![agreed(count, consent.method)],
        (Figures::Papers(figures), None) => {
            let mut lines = papers(figures);
            lines.extend(signed_in(count, figures));
            lines
        }
        (Figures::Papers(figures), Some(tablet)) => {
            let mut lines = vec![tablets(tablet)];
            lines.extend(papers(figures));
            lines.push(together(tablet, figures, &count.papers));
            lines
        }
    }
}

fn hands(count: &Count) -> Line {
    let turnout = &count.turnout;
    both(
        format!(
            "举手表决：有表决权到会 {} = 举手 {} + 未举手 {} + 中途退场 {}。",
            turnout.eligible, turnout.voted, turnout.did_not_vote, turnout.left_early
        ),
        format!(
            "By show of hands: entitled and present {} = hands raised {} + not raised {} + left \
             early {}.",
            turnout.eligible, turnout.voted, turnout.did_not_vote, turnout.left_early
        ),
    )
}

/// Nobody was counted, and the line says so.
fn agreed(count: &Count, method: ConsentMethod) -> Line {
    let (zh, en) = match method {
        ConsentMethod::Applause => ("鼓掌通过", "By applause"),
        ConsentMethod::NoObjection => ("没有意见", "Without objection"),
    };
    let present = count.turnout.voted;
    both(
        format!("{zh}：无人反对或弃权，未逐一清点，在场有表决权的 {present} 人计为赞成。"),
        format!(
            "{en}: nobody against or abstaining and nobody counted; the {present} entitled and \
             present are taken as for."
        ),
    )
}

fn tablets(part: &TabletPart) -> Line {
    let Papers { issued, returned, valid, invalid } = part.papers;
    let open = issued.saturating_sub(returned);
    both(
        format!(
            "电子票：发放 {issued} = 提交 {returned} + 未提交 {open}；提交 {returned} = 有效 \
             {valid} + 无效 {invalid}。"
        ),
        format!(
            "Tablets: {issued} = submitted {returned} + not submitted {open}; submitted \
             {returned} = valid {valid} + invalid {invalid}."
        ),
    )
}

/// Form D3, then why papers are invalid.
fn papers(figures: &PaperFigures) -> Vec<Line> {
    let (accounts, count) = (figures.accounts, &figures.count);
    let unreturned = accounts.issued.saturating_sub(accounts.returned);
    let (printed, issued, returned) = (accounts.printed, accounts.issued, accounts.returned);
    let (replaced, left_over) = (accounts.replaced, accounts.left_over());
    let reasons = count.invalid;
    let invalid = reasons.sum();
    let (mut why, mut why_en) = (Vec::new(), Vec::new());
    for (papers, zh, en) in [
        (reasons.over_selected, "超选", "over-selected"),
        (reasons.illegible, "无法辨认", "illegible"),
        (reasons.not_as_instructed, "不按规定填写", "not as instructed"),
        (reasons.other, "其他", "other"),
    ] {
        if papers > 0 {
            why.push(format!("{zh} {papers}"));
            why_en.push(format!("{en} {papers}"));
        }
    }
    let (why, why_en) = match why.is_empty() {
        true => Default::default(),
        false => (format!("（{}）", why.join("、")), format!(" ({})", why_en.join(", "))),
    };
    vec![
        both(
            format!(
                "纸质票：印制 {printed} = 发出 {issued} + 更换 {replaced} + 剩余 {left_over}。"
            ),
            format!(
                "Papers: printed {printed} = issued {issued} + exchanged {replaced} + left over \
                 {left_over}."
            ),
        ),
        both(
            format!(
                "发出 {issued} = 收回 {returned} + 未收回 {unreturned}；收回不多于发出，投票有效。"
            ),
            format!(
                "Issued {issued} = returned {returned} + not returned {unreturned}; not more \
                 returned than issued: the ballot stands."
            ),
        ),
        both(
            format!("收回 {returned} = 有效 {} + 无效 {invalid}{why}。", count.valid),
            format!("Returned {returned} = valid {} + invalid {invalid}{why_en}.", count.valid),
        ),
    ]
}

/// Cases 75 and 77: what had to be explained before the count.
fn signed_in(count: &Count, figures: &PaperFigures) -> Option<Line> {
    let (issued, returned) = (figures.accounts.issued, figures.accounts.returned);
    let eligible = count.turnout.eligible;
    let more = if returned > eligible { "，收回多于签到" } else { "" };
    let more_en = if returned > eligible { " and more returned" } else { "" };
    (issued != eligible).then(|| {
        both(
            format!(
                "发出 {issued} 张，签到的有表决权人 {eligible} 人，二者不等{more}，计票前已说明。"
            ),
            format!(
                "Issued {issued}, voters signed in {eligible}: not the same number{more_en}, \
                 explained before the count."
            ),
        )
    })
}

fn together(tablet: &TabletPart, figures: &PaperFigures, all: &Papers) -> Line {
    let (paper, sent) = (figures.accounts.returned, tablet.papers.returned);
    let (valid, sent_valid) = (figures.count.valid, tablet.papers.valid);
    both(
        format!(
            "合计：收回 {} = 电子 {sent} + 纸质 {paper}；有效 {} = 电子 {sent_valid} + 纸质 {valid}。",
            all.returned, all.valid
        ),
        format!(
            "Together: returned {} = tablets {sent} + papers {paper}; valid {} = tablets \
             {sent_valid} + papers {valid}.",
            all.returned, all.valid
        ),
    )
}
