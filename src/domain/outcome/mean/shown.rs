//! Means as people read them: rounded for the eye, with as many digits as tell different means
//! apart (rules.md §11, case 60).

use crate::domain::outcome::mean::Kept;
use crate::domain::paper::ScoresForm;

/// Fewest decimals shown.
const DECIMALS: u32 = 2;
/// Most decimals shown: two means of so many people as a hall holds differ before that.
const DECIMALS_MAX: u32 = 12;

/// Each mean in decimals, half up, and whether it stands there exactly; none without a score.
#[must_use]
pub fn shown(form: &ScoresForm, rows: &[Kept]) -> Vec<Option<(String, bool)>> {
    let at = |decimals: u32| -> Vec<Option<(String, bool)>> {
        rows.iter().map(|row| written(form, row, decimals)).collect()
    };
    let tells = |decimals: &u32| {
        let (shown, mut pairs) =
            (at(*decimals), (0..rows.len()).flat_map(|i| (0..i).map(move |j| (i, j))));
        let text = |i: usize| shown[i].as_ref().map(|(text, _)| text);
        pairs.all(|(i, j)| text(i) != text(j) || rows[i].compare(&rows[j]).is_eq())
    };
    at((DECIMALS..DECIMALS_MAX).find(tells).unwrap_or(DECIMALS_MAX))
}

fn written(form: &ScoresForm, row: &Kept, decimals: u32) -> Option<(String, bool)> {
    let power = 10_u128.pow(decimals);
    let (part, whole) =
        (u128::from(row.total) * power, u128::from(row.raters) * u128::from(form.unit()));
    let scaled = (part * 2 + whole).checked_div(whole * 2)?;
    let width = usize::try_from(decimals).expect("few");
    let text = format!("{}.{:0width$}", scaled / power, scaled % power);
    Some((text, part.is_multiple_of(whole)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(decimals: u8) -> ScoresForm {
        let json = serde_json::json!({
            "rows": [], "min": 0, "max": 100, "step": 1, "decimals": decimals,
            "blank_rows": "abstain", "bands": [], "labels": null,
        });
        serde_json::from_value(json).unwrap()
    }

    fn means(decimals: u8, rows: &[(u64, u64)]) -> Vec<Option<(String, bool)>> {
        let kept = |&(total, raters): &(u64, u64)| Kept { total, raters, given: raters };
        shown(&form(decimals), &rows.iter().map(kept).collect::<Vec<_>>())
    }

    fn some(text: &str, exact: bool) -> Option<(String, bool)> {
        Some((text.to_owned(), exact))
    }

    #[test]
    fn two_decimals_half_up() {
        assert_eq!(means(0, &[(461, 5)]), [some("92.20", true)]);
        assert_eq!(means(0, &[(1, 8)]), [some("0.13", false)]);
        assert_eq!(means(1, &[(935, 1), (0, 0)]), [some("93.50", true), None]);
        assert_eq!(means(2, &[(1, 2)]), [some("0.01", false)]);
        // Equal fractions are equal, however they came about.
        assert_eq!(means(0, &[(1, 3), (2, 6)]), [some("0.33", false), some("0.33", false)]);
    }

    #[test]
    fn as_many_digits_as_tell_two_means_apart() {
        assert_eq!(
            means(0, &[(1_000, 3), (33_333, 100)]),
            [some("333.333", false), some("333.330", true)]
        );
        let close = means(0, &[(1, 3), (3_333_333, 10_000_000)]);
        assert_eq!(close, [some("0.33333333", false), some("0.33333330", true)]);
    }
}
