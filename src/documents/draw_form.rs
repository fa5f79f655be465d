//! Form D8, 随机抽取结果单, as plain text in both languages. What is not known, and signatures, are
//! blank lines to be filled in by hand.
//!
//! Source: rules.md §9 D8.

use crate::documents::csv_lines::beijing_time;
use crate::documents::draw::{DrawSheet, Named, Planned};
use crate::domain::draw::{Arithmetic, DrawRules, EqualRemainders, Stratum, arithmetic};
use crate::domain::event::SittingHead;

/// Language of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// zh-CN.
    Zh,
    /// English.
    En,
}

impl Lang {
    fn of(self, zh: &str, en: &str) -> String {
        match self {
            Self::Zh => zh.to_owned(),
            Self::En => en.to_owned(),
        }
    }
}

/// Where and when it was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    meeting: String,
    venue: String,
    at: String,
}

impl Occasion {
    /// In a sitting, at a time in UTC ms.
    #[must_use]
    pub fn new(head: &SittingHead, at_ms: u64) -> Self {
        let meeting = format!("{} {}", head.title, head.name);
        Self { meeting, venue: head.venue.to_string(), at: beijing_time(at_ms) }
    }
}

/// One replacement, for the form: who went, who came, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Number of who went.
    pub out: String,
    /// Number of who came in.
    pub incoming: String,
    /// Why.
    pub reason: String,
}

/// What is known before the draw: list, strata, seats with their arithmetic.
#[must_use]
pub fn plan_form(planned: &Planned, commitment: Option<String>, lang: Lang) -> String {
    let plan = &planned.plan;
    let mut lines = head(
        plan.title.as_str(),
        plan.condition.as_str(),
        (plan.list.len().to_string(), planned.eligible(), planned.list_hash.to_string()),
        lang,
    );
    lines.extend(seats(&planned.strata, &plan.rules, None, lang));
    let none = || lang.of("（未使用，仅由现场数字决定）", "(none: the digits decide alone)");
    let word = lang.of("承诺（随机数的 SHA-256）", "Commitment (SHA-256 of the secret)");
    lines.push(pair(&word, &commitment.unwrap_or_else(none), lang));
    lines.join("\n")
}

/// The whole form.
#[must_use]
pub fn result_form(
    sheet: &DrawSheet,
    occasion: Option<&Occasion>,
    replaced: &[Replaced],
    lang: Lang,
) -> String {
    let mut lines = vec![lang.of("随机抽取结果单", "Result of a stratified draw"), String::new()];
    if let Some(occasion) = occasion {
        lines.push(pair(&lang.of("会议名称", "Sitting"), &occasion.meeting, lang));
    }
    lines.extend(head(
        sheet.title.as_str(),
        sheet.condition.as_str(),
        (sheet.people.to_string(), sheet.eligible, sheet.list_hash.to_string()),
        lang,
    ));
    lines.extend(seats(&sheet.strata, &sheet.rules, Some(&sheet.seats), lang));
    lines.extend(chance(sheet, lang));
    lines.extend(people(sheet, lang));
    if !replaced.is_empty() {
        lines.push(lang.of("递补：", "Replacements:"));
        let line = |one: &Replaced| format!("  {} → {}  {}", one.out, one.incoming, one.reason);
        lines.extend(replaced.iter().map(line));
    }
    lines.push(String::new());
    let blank = "________________";
    let (at, venue) = occasion.map_or((blank, blank), |held| (&held.at, &held.venue));
    lines.push(
        lang.of(&format!("抽取时间：{at}　地点：{venue}"), &format!("Time: {at}   Place: {venue}")),
    );
    lines.push(lang.of(
        "抽取人：________　监督人：________　________　被抽单位代表：________",
        "Drawn by: ________   Witnesses: ________  ________   For the units: ________",
    ));
    lines.join("\n")
}

fn pair(word: &str, value: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{word}：{value}"),
        Lang::En => format!("{word}: {value}"),
    }
}

fn head(
    title: &str,
    condition: &str,
    (people, eligible, hash): (String, u32, String),
    lang: Lang,
) -> Vec<String> {
    let blank = |text: &str| if text.is_empty() { "________".to_owned() } else { text.to_owned() };
    vec![
        pair(&lang.of("抽取事项", "Drawn for"), &blank(title), lang),
        match lang {
            Lang::Zh => format!("名单总数：{people} 人，符合条件 {eligible} 人"),
            Lang::En => format!("On the list: {people} people, {eligible} of them eligible"),
        },
        pair(&lang.of("名单校验码", "Hash of the list"), &hash, lang),
        pair(&lang.of("条件", "Condition"), &blank(condition), lang),
    ]
}

fn seats(strata: &[Stratum], rules: &DrawRules, drawn: Option<&[u32]>, lang: Lang) -> Vec<String> {
    let equal = match rules.equal_remainders {
        EqualRemainders::Lot => lang.of("抽签", "by lot"),
        EqualRemainders::ListedOrder => lang.of("名单在先者", "the stratum listed first"),
        EqualRemainders::LargerStratum => lang.of("人数多者", "the larger stratum"),
    };
    let (seats, minimum, substitutes) = (rules.seats, rules.minimum, rules.substitutes);
    let mut lines = vec![match lang {
        Lang::Zh => format!(
            "分层与应抽数：共抽 {seats} 人，按人数比例以最大余数法分配，每层至少 {minimum} 人，\
             余数相等时：{equal}；每层候补 {substitutes} 人"
        ),
        Lang::En => format!(
            "Strata and seats: {seats} in all, in proportion by largest remainder, at least \
             {minimum} each, equal remainders: {equal}; {substitutes} substitutes each"
        ),
    }];
    let all = lang.of("全体", "everybody");
    for (place, (stratum, line)) in strata.iter().zip(arithmetic(strata, rules)).enumerate() {
        let name = stratum.name();
        let name = if name.is_empty() { &all } else { &name };
        let Arithmetic { zh, en, .. } = line;
        let lot = match drawn.and_then(|drawn| drawn.get(place)) {
            Some(given) if *given != stratum.seats => format!(" → {given}"),
            _ => String::new(),
        };
        lines.push(format!("  {}{lot}", pair(name, &lang.of(&zh, &en), lang)));
    }
    lines
}

fn chance(sheet: &DrawSheet, lang: Lang) -> Vec<String> {
    let method = lang.of(
        "方法：plenum-draw-1（ChaCha20 随机流，拒绝取样，Fisher–Yates 抽取；见 docs/draw.md）",
        "Method: plenum-draw-1 (ChaCha20 stream, rejection sampling, Fisher–Yates; docs/draw.md)",
    );
    let mut lines = vec![method];
    if let (Some(commitment), Some(secret)) = (&sheet.commitment, &sheet.secret) {
        let word = lang.of("事先承诺", "Committed to before");
        lines.push(pair(&word, &commitment.to_string(), lang));
        lines.push(pair(&lang.of("公开的随机数", "Secret, revealed"), &secret.to_string(), lang));
    }
    lines.push(pair(&lang.of("现场数字", "Digits called out"), sheet.digits.as_str(), lang));
    lines.push(pair(&lang.of("随机种子", "Seed"), &sheet.seed.to_string(), lang));
    lines
}

fn people(sheet: &DrawSheet, lang: Lang) -> Vec<String> {
    let mut lines = vec![lang.of(
        "抽取结果（序号　层　姓名　单位　编号）：",
        "Drawn (no., stratum, name, unit, number):",
    )];
    let mut place = 0;
    for (stratum, drawn) in sheet.strata.iter().zip(&sheet.result) {
        for person in drawn {
            place += 1;
            lines.push(format!("  {place:>3}  {}  {}", stratum.name(), words(person, sheet)));
        }
    }
    if sheet.substitutes.iter().any(|next| !next.is_empty()) {
        lines.push(lang.of("候补顺序：", "Substitutes in their order:"));
        for (stratum, next) in sheet.strata.iter().zip(&sheet.substitutes) {
            for (place, person) in next.iter().enumerate() {
                lines.push(format!(
                    "  {}  {}  {}",
                    stratum.name(),
                    place + 1,
                    words(person, sheet)
                ));
            }
        }
    }
    lines
}

fn words(person: &Named, sheet: &DrawSheet) -> String {
    let name = person.called(&sheet.label).to_string();
    let parts = [name.as_str(), person.unit.as_str(), person.number.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
