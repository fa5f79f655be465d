//! Lines of a CSV file that goes out, and times as people read them.

use crate::documents::cell::neutral;

/// 北京时间, which every congress keeps.
const OFFSET_MS: u64 = 8 * 60 * 60 * 1_000;

/// Lines of CSV; each cell goes through [`neutral`].
pub(super) struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    pub(super) fn new() -> Self {
        let mut writer = csv::WriterBuilder::new();
        writer.flexible(true).terminator(csv::Terminator::CRLF);
        Self(writer.from_writer("\u{feff}".into()))
    }

    pub(super) fn line<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let cells = cells.into_iter().map(|cell| neutral(cell.as_ref()));
        self.0.write_record(cells).expect("memory takes every line");
    }

    pub(super) fn finish(self) -> String {
        let bytes = self.0.into_inner().expect("memory takes every line");
        String::from_utf8(bytes).expect("cells are text")
    }
}

/// `2026-11-24 17:33:00` in Beijing.
///
/// Source: civil_from_days of Howard Hinnant, “chrono-compatible low-level date algorithms”.
pub(super) fn beijing_time(at_ms: u64) -> String {
    let seconds = (at_ms + OFFSET_MS) / 1_000;
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Days since 1 March of the year 0: years then end with their leap day.
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute) = (second / 3_600, second / 60 % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{:02}", second % 60)
}

#[cfg(test)]
mod tests {
    use super::beijing_time;

    #[test]
    fn times_are_those_of_beijing() {
        assert_eq!(beijing_time(0), "1970-01-01 08:00:00");
        assert_eq!(beijing_time(951_782_400_000), "2000-02-29 08:00:00");
        assert_eq!(beijing_time(1_764_000_000_000), "2025-11-25 00:00:00");
        assert_eq!(beijing_time(1_735_660_799_999), "2024-12-31 23:59:59");
    }
}
