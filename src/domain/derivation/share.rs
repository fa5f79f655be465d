//! Fractions of a base in words and figures: the comparator, the division, the whole number needed.

use crate::domain::derivation::Line;
use crate::domain::derivation::words::{both, votes_en};
use crate::domain::display::{ShareNote, share};
use crate::domain::threshold::{Comparator, Fraction, Threshold, hundredths, needed, wide};
use crate::domain::weight::Scale;

/// Longest decimal that a quotient is written with; others are written as a mixed number.
const DECIMALS_MAX: usize = 4;
const DIGITS: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// 超过半数（不含半数）, 达到三分之二（含三分之二）: the comparator always said twice
/// (rules.md §11, cases 41 and 42).
pub(super) fn words(fraction: Fraction, comparator: Comparator) -> Line {
    let part = part(fraction);
    match comparator {
        Comparator::Gt => both(
            format!("超过{zh}（不含{zh}）", zh = part.zh),
            format!("more than {en} (exactly {en} is not enough)", en = part.en),
        ),
        Comparator::Ge => both(
            format!("达到{zh}（含{zh}）", zh = part.zh),
            format!("at least {en} (exactly {en} is enough)", en = part.en),
        ),
    }
}

pub(super) fn part(fraction: Fraction) -> Line {
    let (n, d) = (fraction.numerator(), fraction.denominator());
    let digit = |n: u32| usize::try_from(n).ok().and_then(|n| DIGITS.get(n));
    match (n, d) {
        (1, 2) => return both("半数", "half"),
        (n, d) if n == d => return both("全数", "all"),
        _ => {}
    }
    let zh = match (digit(n), digit(d)) {
        (Some(n), Some(d)) => format!("{d}分之{n}"),
        _ => format!("{n}/{d}"),
    };
    let en = match (n, d) {
        (1, 3) => "one third".to_owned(),
        (2, 3) => "two thirds".to_owned(),
        (3, 4) => "three quarters".to_owned(),
        (3, 5) => "three fifths".to_owned(),
        (4, 5) => "four fifths".to_owned(),
        _ => format!("{n}/{d}"),
    };
    both(zh, en)
}

/// `327÷2=163.5`, `327×2÷3=218`, `314×2÷3=209又1/3`: exact, never rounded.
pub(super) fn formula(fraction: Fraction, base: u64, scale: Scale) -> Line {
    let (n, d) = (fraction.numerator(), fraction.denominator());
    let (product, divisor) = (wide(base, n.into()), wide(d.into(), scale.one()));
    let times = if n == 1 { String::new() } else { format!("×{n}") };
    let (whole, rest) = (product / divisor, product % divisor);
    let left = format!("{}{times}÷{d}", scale.say(base));
    match decimals(rest, divisor, DECIMALS_MAX + usize::from(scale.decimals())) {
        Some(decimals) => {
            let said = format!("{left}={whole}{decimals}");
            both(said.clone(), said)
        }
        None => {
            let common = gcd(rest, divisor);
            let (rest, divisor) = (rest / common, divisor / common);
            both(
                format!("{left}={whole}又{rest}/{divisor}"),
                format!("{left}={whole} {rest}/{divisor}"),
            )
        }
    }
}

/// `.5` for 1/2, nothing for 0, none when the decimal does not end after so many digits.
fn decimals(rest: u128, divisor: u128, most: usize) -> Option<String> {
    let (mut rest, mut digits) = (rest, String::new());
    while rest != 0 {
        if digits.len() > most {
            return None;
        }
        if digits.is_empty() {
            digits.push('.');
        }
        digits.push_str(&(rest * 10 / divisor).to_string());
        rest = rest * 10 % divisor;
    }
    Some(digits)
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// 超过半数（不含半数）即 327÷2=163.5，至少 164 票. Where bare arithmetic would ask for none, the vote
/// that is always needed is said (rules.md §0.3, reading 1).
pub(super) fn needed_words(threshold: &Threshold, base_count: u64, scale: Scale) -> Line {
    let share = words(threshold.fraction, threshold.comparator);
    let formula = formula(threshold.fraction, base_count, scale);
    let at_least = scale.say(threshold.needed(base_count));
    let bare = needed(threshold.fraction, threshold.comparator, base_count);
    let (none, none_en) = match bare {
        0 => ("没有票不得通过，", "no votes never suffice, "),
        _ => ("", ""),
    };
    both(
        format!("{}即 {}，{none}至少 {at_least} 票", share.zh, formula.zh),
        format!("{}: {}, {none_en}so at least {}", share.en, formula.en, votes_en(at_least)),
    )
}

/// （49.85%），少 1 票: the share for the eye, and what decides.
pub(super) fn against(threshold: &Threshold, votes: u64, base_count: u64, scale: Scale) -> Line {
    let needed = threshold.needed(base_count);
    let (gap, gap_en) = match votes.cmp(&needed) {
        std::cmp::Ordering::Less => {
            let short = scale.say(needed - votes);
            (format!("少 {short} 票"), format!("{} short", votes_en(short)))
        }
        std::cmp::Ordering::Equal => ("恰好达到".to_owned(), "just enough".to_owned()),
        std::cmp::Ordering::Greater => {
            let more = scale.say(votes - needed);
            (format!("多 {more} 票"), format!("{} more than needed", votes_en(more)))
        }
    };
    let note = ShareNote::of(threshold, votes, base_count);
    let (note_zh, note_en) = note.map_or(("", ""), |note| (note.zh(), note.en()));
    match (share(votes, base_count), note.is_some()) {
        (Some(share), false) => {
            both(format!("（{share}%），{gap}"), format!(" ({share}%), {gap_en}"))
        }
        (Some(share), true) => both(
            format!("（{share}%，{note_zh}），{gap}"),
            format!(" ({share}%, {note_en}), {gap_en}"),
        ),
        // Nobody at all, or nothing to take a share of.
        (None, _) if votes == 0 || base_count == 0 => {
            both(format!("，{gap}"), format!(", {gap_en}"))
        }
        (None, _) => both(format!("（{note_zh}），{gap}"), format!(" ({note_en}), {gap_en}")),
    }
}

/// `95.00%`, or a dash where there is nothing to take a share of.
pub(super) fn percent(part: u64, whole: u64) -> String {
    let share = hundredths(part * 100, whole);
    share.map_or_else(|| "—".to_owned(), |share| format!("{share}%"))
}

/// `2640÷30=88.00`, `2540÷30≈84.67`: the exact fraction, rounded for the eye alone. None when no
/// weighted grade was given.
pub(super) fn mean((points, votes): (u64, u64), scale: Scale) -> Option<String> {
    let shown = hundredths(points, votes)?;
    let exact = points.checked_mul(100)?.checked_rem(votes)? == 0;
    let sign = if exact { '=' } else { '≈' };
    Some(format!("{}÷{}{sign}{shown}", scale.say(points), scale.say(votes)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::threshold::Base;

    const HEADS: Scale = Scale::WHOLE;

    fn threshold(n: u32, d: u32, comparator: Comparator) -> Threshold {
        let fraction = Fraction::new(n, d).unwrap();
        Threshold { fraction, comparator, base: Base::TotalMembership }
    }

    #[test]
    fn quotients_are_written_exactly() {
        let formula = |n, d, base| formula(Fraction::new(n, d).unwrap(), base, HEADS).zh;
        assert_eq!(formula(1, 2, 327), "327÷2=163.5");
        assert_eq!(formula(1, 2, 154), "154÷2=77");
        assert_eq!(formula(2, 3, 327), "327×2÷3=218");
        assert_eq!(formula(2, 3, 314), "314×2÷3=209又1/3");
        assert_eq!(formula(4, 6, 314), "314×4÷6=209又1/3");
        assert_eq!(formula(1, 8, 1), "1÷8=0.125");
        assert_eq!(formula(1, 1, 9), "9÷1=9");
        assert_eq!(formula(1, 1_000_000, 1), "1÷1000000=0又1/1000000");
    }

    #[test]
    fn a_rounded_share_that_would_mislead_says_so() {
        let ge = threshold(2, 3, Comparator::Ge);
        // 13,333 of 20,000 is 66.665 %, shown 66.67 % like two thirds, and one vote short.
        let said = against(&ge, 13_333, 20_000, HEADS);
        assert_eq!(said.zh, "（66.67%，四舍五入，以票数为准），少 1 票");
        assert_eq!(said.en, " (66.67%, rounded; the votes decide), 1 vote short");
        // 50.0025 % is more than half and shown as 50.00 %.
        let gt = threshold(1, 2, Comparator::Gt);
        let said = against(&gt, 10_001, 20_001, HEADS);
        assert_eq!(said.zh, "（50.00%，四舍五入，以票数为准），恰好达到");
        assert_eq!(against(&gt, 77, 154, HEADS).zh, "（50.00%），少 1 票");
        assert_eq!(against(&ge, 218, 327, HEADS).zh, "（66.67%），恰好达到");
    }

    #[test]
    fn no_votes_are_never_enough_and_the_line_says_so() {
        let ge = threshold(1, 2, Comparator::Ge);
        assert_eq!(
            needed_words(&ge, 0, HEADS).zh,
            "达到半数（含半数）即 0÷2=0，没有票不得通过，至少 1 票"
        );
        assert_eq!(against(&ge, 0, 0, HEADS).zh, "，少 1 票");
    }

    #[test]
    fn means_are_exact_fractions() {
        assert_eq!(mean((2640, 30), HEADS).unwrap(), "2640÷30=88.00");
        assert_eq!(mean((2540, 30), HEADS).unwrap(), "2540÷30≈84.67");
        assert_eq!(mean((1, 8), HEADS).unwrap(), "1÷8≈0.13");
        assert_eq!(mean((0, 0), HEADS), None);
    }
}
