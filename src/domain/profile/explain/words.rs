//! The nouns: body, share, base, list.

use crate::domain::paper::Grade;
use crate::domain::profile::explain::{Example, Sentence, say};
use crate::domain::text::{Bilingual, Key};
use crate::domain::threshold::{Base, Comparator, Fraction, Threshold};

/// What the members of the body are called. The rule's own sentence says it; the chair's page reads
/// it there too.
#[derive(Clone, Copy)]
pub(super) struct Body {
    pub(super) all_zh: &'static str,
    pub(super) present_zh: &'static str,
    pub(super) all_en: &'static str,
    pub(super) present_en: &'static str,
}

const BODIES: [Body; 5] = [
    Body {
        all_zh: "全体代表",
        present_zh: "实到代表",
        all_en: "all deputies",
        present_en: "the deputies present",
    },
    Body {
        all_zh: "全体组成人员",
        present_zh: "实到组成人员",
        all_en: "all members",
        present_en: "the members present",
    },
    Body {
        all_zh: "全体参评人员",
        present_zh: "实到参评人员",
        all_en: "all assessors",
        present_en: "the assessors present",
    },
    Body {
        all_zh: "全体会员",
        present_zh: "实到会员",
        all_en: "all members",
        present_en: "the members present",
    },
    Body {
        all_zh: "全体成员",
        present_zh: "实到成员",
        all_en: "all members",
        present_en: "the members present",
    },
];

impl Body {
    pub(super) fn of(wording: &Bilingual) -> Self {
        let named = BODIES.iter().find(|body| {
            [body.all_zh, body.present_zh].iter().any(|noun| wording.zh.as_str().contains(noun))
        });
        *named.unwrap_or(&BODIES[4])
    }
}

/// 半数, 三分之二.
pub(super) fn share(fraction: Fraction) -> Sentence {
    const DIGITS: [&str; 11] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let digit = |n: u32| usize::try_from(n).ok().and_then(|n| DIGITS.get(n));
    let (n, d) = fraction.parts();
    if fraction.is_whole() {
        return say("全部", "the whole");
    }
    let en = match (n, d) {
        (1, 2) => "half".to_owned(),
        (1, 3) => "one third".to_owned(),
        (2, 3) => "two thirds".to_owned(),
        (3, 4) => "three quarters".to_owned(),
        _ => fraction.to_string(),
    };
    match (digit(n), digit(d)) {
        _ if (n, d) == (1, 2) => say("半数", en),
        (Some(n), Some(d)) => say(format!("{d}分之{n}"), en),
        _ => say(fraction.to_string(), en),
    }
}

/// The base as a noun, and its number in the example.
pub(super) fn base(base: Base, example: Example, body: Body) -> (Sentence, u32) {
    let Example { members, present, valid } = example;
    match base {
        Base::TotalMembership => (say(body.all_zh, body.all_en), members),
        Base::Present => (say(body.present_zh, body.present_en), present),
        Base::PapersIssued => (say("发出票", "the papers issued"), present),
        Base::PapersReturned => (say("收回票", "the papers cast"), present),
        Base::ValidPapers => (say("有效票", "the valid papers"), valid),
        Base::ValidRows => (say("本项有效票", "the valid votes of the row"), valid),
        Base::ForPlusAgainst => {
            (say("赞成票与反对票之和", "the votes for and against together"), valid)
        }
        Base::Expressed => (
            say("赞成票、反对票与弃权票之和", "the votes for, against and abstaining together"),
            valid,
        ),
    }
}

/// What the base is made of and when it is fixed.
pub(super) fn base_meaning(base: Base) -> Sentence {
    match base {
        Base::TotalMembership => say(
            "全体人数在开始表决时固定，缺席、未按、弃权的都在内。",
            "The number of all is fixed when the ballot opens; absent, silent and abstaining ones \
             are in it.",
        ),
        Base::Present => say(
            "实到人数以开始表决时为准，此后签到或离席都不改变。",
            "Those present are counted when the ballot opens; later sign-ins and departures do \
             not change it.",
        ),
        Base::PapersIssued => say(
            "发出票是表决进行期间到过场的有表决权人数，投没投票都在内。",
            "Papers issued are the voters who were present at any time while the ballot was open, \
             whether they voted or not.",
        ),
        Base::PapersReturned => say(
            "收回票是投了票的人数，有的项未选的票和无效票都在内；未按的不在内。",
            "Papers cast are those who voted, papers with blank rows and invalid ones included; \
             who did not vote is not in it.",
        ),
        Base::ValidPapers => say(
            "有效票是收回票减去无效票；空白和弃权的有效票也在内。",
            "Valid papers are those cast without the invalid ones; valid blank papers and \
             abstentions are in it.",
        ),
        Base::ValidRows => say(
            "本项有效票是在这一项评了计入基数的等次的票，弃权、未选、无效的不在内，所以各项的\
             基数可以不同。",
            "The valid votes of a row are the papers with a counted grade in that row, without \
             abstentions, blanks and invalid ones; so rows may have different bases.",
        ),
        Base::ForPlusAgainst => say(
            "弃权和未按的都不在基数内。",
            "Abstentions and those who did not vote are not in the base.",
        ),
        Base::Expressed => say(
            "弃权的在基数内，未按的不在内。",
            "Abstentions are in the base, those who did not vote are not.",
        ),
    }
}

/// 超过全体代表的半数（不含半数）: the phrase that the wordings use too.
pub(super) fn comparison(fraction: Fraction, comparator: Comparator, base: &Sentence) -> Sentence {
    let Sentence { zh: share_zh, en: share_en } = share(fraction);
    let Sentence { zh, en } = base;
    match comparator {
        Comparator::Gt => say(
            format!("超过{zh}的{share_zh}（不含{share_zh}）"),
            format!("more than {share_en} of {en} (exactly {share_en} is not enough)"),
        ),
        Comparator::Ge => say(
            format!("达到{zh}的{share_zh}（含{share_zh}）"),
            format!("at least {share_en} of {en} (exactly {share_en} is enough)"),
        ),
    }
}

/// The comparison of a threshold.
pub(super) fn threshold(threshold: &Threshold, example: Example, body: Body) -> Sentence {
    let (noun, _) = base(threshold.base, example, body);
    comparison(threshold.fraction, threshold.comparator, &noun)
}

/// 算例：基数 327，需 164 票，163 票不够。
pub(super) fn needed(threshold: &Threshold, example: Example, body: Body) -> Sentence {
    let (noun, count) = base(threshold.base, example, body);
    let needed = threshold.needed(count.into());
    let (zh, en) = (noun.zh, noun.en);
    let less = needed - 1;
    match threshold.base {
        // Known only from what is on the papers.
        Base::ValidRows | Base::ForPlusAgainst | Base::Expressed => say(
            format!("算例：若{zh}为 {count}，需 {needed} 票，{less} 票不够。"),
            format!("Example: if {en} are {count}, {needed} votes are needed, {less} are too few."),
        ),
        _ => say(
            format!("算例：{zh}为 {count}，需 {needed} 票，{less} 票不够。"),
            format!("Example: {en} are {count}; {needed} votes are needed, {less} are too few."),
        ),
    }
}

/// The label of a grade on the paper; the profile's check has made sure that it is there.
pub(super) fn label(grades: &[Grade], id: &Key) -> Sentence {
    let grade = grades.iter().find(|grade| grade.id == *id);
    grade.map_or_else(
        || say(id.as_str(), id.as_str()),
        |grade| say(format!("“{}”", grade.zh), format!("“{}”", grade.en)),
    )
}

/// “满意”票与“基本满意”票之和.
pub(super) fn votes_for(grades: &[Grade], ids: &[Key]) -> Sentence {
    let labels: Vec<Sentence> = ids.iter().map(|id| label(grades, id)).collect();
    match labels.as_slice() {
        [one] => say(format!("{}票", one.zh), format!("votes for {}", one.en)),
        many => {
            let zh: Vec<String> = many.iter().map(|label| format!("{}票", label.zh)).collect();
            let en: Vec<&str> = many.iter().map(|label| label.en.as_str()).collect();
            let (last_zh, first_zh) = zh.split_last().expect("at least two labels");
            let (last_en, first_en) = en.split_last().expect("at least two labels");
            say(
                format!("{}与{last_zh}之和", first_zh.join("、")),
                format!("votes for {} and {last_en} together", first_en.join(", ")),
            )
        }
    }
}
