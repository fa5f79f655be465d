//! Cells of a table: what is wrong with one that comes in, and what makes one that goes out safe.

use serde::Serialize;

/// Most errors told about one file. A reader stops here: whoever has repaired a hundred cells will
/// send the file again.
pub const ERRORS_MAX: usize = 100;
/// Longest excerpt of a cell in an error, in characters.
const EXCERPT_CHARS_MAX: usize = 20;

/// One thing that is wrong in a file, at its place. `zh` and `en` are whole sentences that name
/// the place too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellError {
    /// Line of the file from 1, as an editor counts; 0 when the file as a whole is meant.
    pub line: u64,
    /// Column as the header calls it; empty when the line as a whole is meant.
    pub column: String,
    /// Stable code.
    pub code: &'static str,
    /// Sentence in zh-CN.
    pub zh: String,
    /// Sentence in English.
    pub en: String,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    TooLarge { bytes_max: usize },
    NotUtf8,
    NoRows,
    TooManyRows { rows_max: usize },
    ColumnMissing,
    ColumnUnknown,
    ColumnRepeated,
    CellCount { expected: usize, found: usize },
    Empty,
    TooLong { chars_max: usize },
    Forbidden,
    Repeated { first_line: u64 },
    StandingUnknown { found: String },
    WeightUnknown { found: String },
    WeightOfAttendee,
    EligibleUnknown { found: String },
    ReasonMisplaced,
    BodiesUnreadable { found: String },
}

impl Fault {
    #[expect(clippy::too_many_lines, reason = "one table, one line per fault")]
    fn row(&self) -> (&'static str, String, String) {
        let row = |code, zh: &str, en: &str| (code, zh.to_owned(), en.to_owned());
        match self {
            Self::TooLarge { bytes_max } => (
                "file_too_large",
                format!("文件超过 {bytes_max} 字节"),
                format!("the file is larger than {bytes_max} bytes"),
            ),
            Self::NotUtf8 => row(
                "not_utf8",
                "不是 UTF-8 编码，请另存为“CSV UTF-8”格式",
                "this is not UTF-8; save the file as “CSV UTF-8”",
            ),
            Self::NoRows => row("no_rows", "表中没有数据", "the table has no rows"),
            Self::TooManyRows { rows_max } => (
                "too_many_rows",
                format!("超过 {rows_max} 行"),
                format!("more than {rows_max} rows"),
            ),
            Self::ColumnMissing => row("column_missing", "缺少此列", "this column is missing"),
            Self::ColumnUnknown => row("column_unknown", "不认识的列", "this column is not known"),
            Self::ColumnRepeated => {
                row("column_repeated", "此列出现两次", "this column appears twice")
            }
            Self::CellCount { expected, found } => (
                "cell_count",
                format!("应有 {expected} 格，实有 {found} 格"),
                format!("{expected} cells are due, there are {found}"),
            ),
            Self::Empty => row("cell_empty", "不能为空", "this may not be empty"),
            Self::TooLong { chars_max } => (
                "cell_too_long",
                format!("超过 {chars_max} 个字"),
                format!("longer than {chars_max} characters"),
            ),
            Self::Forbidden => row(
                "cell_forbidden_character",
                "含有控制字符、换行或不可见字符",
                "a control character, line break or invisible character",
            ),
            Self::Repeated { first_line } => (
                "number_repeated",
                format!("与第 {first_line} 行重复"),
                format!("the same as in line {first_line}"),
            ),
            Self::StandingUnknown { found } => (
                "standing_unknown",
                format!("“{found}”应为：代表、列席"),
                format!("“{found}” should be member or attendee"),
            ),
            Self::WeightUnknown { found } => (
                "weight_unknown",
                format!("“{found}”不是票权：应大于 0、不超过 10 亿，至多 6 位小数，如 1.5"),
                format!(
                    "“{found}” is no weight: above 0, at most a thousand million, at most 6 \
                     decimals, as in 1.5"
                ),
            ),
            Self::WeightOfAttendee => {
                row("weight_of_attendee", "列席人员没有票权", "an attendee has no weight")
            }
            Self::EligibleUnknown { found } => (
                "eligible_unknown",
                format!("“{found}”应为：是、否"),
                format!("“{found}” should be yes or no"),
            ),
            Self::ReasonMisplaced => row(
                "reason_misplaced",
                "不符合条件者须写明原因，符合条件者不写",
                "who is not eligible has a reason, and nobody else",
            ),
            Self::BodiesUnreadable { found } => (
                "bodies_unreadable",
                format!("“{found}”应为至多 5 个机关代号，以空格分开，只用 a-z、0-9、_ 和 -"),
                format!("“{found}” should be at most 5 keys of bodies with spaces between"),
            ),
        }
    }

    pub(super) fn at(&self, line: u64, column: &str) -> CellError {
        let (code, zh, en) = self.row();
        let column = excerpt(column);
        let (zh, en) = match (line, column.is_empty()) {
            (0, true) => (zh, en),
            (0, false) => (format!("“{column}”：{zh}"), format!("“{column}”: {en}")),
            (_, true) => (format!("第 {line} 行：{zh}"), format!("line {line}: {en}")),
            (_, false) => {
                (format!("第 {line} 行“{column}”：{zh}"), format!("line {line}, “{column}”: {en}"))
            }
        };
        CellError { line, column, code, zh, en }
    }
}

/// The first characters of a cell, for an error; what a screen must not show is replaced.
pub(super) fn excerpt(cell: &str) -> String {
    let shown = |c: char| if c.is_control() { '?' } else { c };
    cell.chars().take(EXCERPT_CHARS_MAX).map(shown).collect()
}

/// A cell that no spreadsheet takes for a formula: one that begins with a sign of a formula, in
/// any width, gets a leading apostrophe. The text itself is never changed: a delegate whose name
/// is `=1+1` is a delegate of that name.
///
/// Source: quality.md S-15; OWASP, CSV injection.
#[must_use]
pub fn neutral(cell: &str) -> String {
    let starts_formula =
        cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '−']);
    if starts_formula { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_gets_an_apostrophe_in_every_width() {
        for cell in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a",
            "−1",
        ] {
            assert_eq!(neutral(cell), format!("'{cell}"), "{cell:?}");
        }
    }

    #[test]
    fn other_cells_stay_as_they_are() {
        for cell in ["", "0127", "代表0127", "1=1", "a-b", "3排12座", "'=1"] {
            assert_eq!(neutral(cell), cell);
        }
    }

    #[test]
    fn an_error_names_its_place_and_shows_no_control_character() {
        let error = Fault::Empty.at(3, "姓\n名");
        assert_eq!(error.zh, "第 3 行“姓?名”：不能为空");
        assert_eq!(error.en, "line 3, “姓?名”: this may not be empty");
        assert_eq!(Fault::NoRows.at(0, "").zh, "表中没有数据");
    }
}
