//! A CSV file as a table of texts, read without trust: bounded, UTF-8, every cell checked.

use std::collections::BTreeMap;

use crate::documents::cell::{CellError, ERRORS_MAX, Fault};
use crate::domain::text::{Text, TextError};

/// Largest file: a roster of a whole city with room to spare.
pub(super) const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Longest cell that is taken over, in characters: the longest names and units in use have 40.
pub(super) const CELL_CHARS_MAX: usize = 100;

/// The first [`ERRORS_MAX`] errors of a file.
#[derive(Debug, Default)]
pub(super) struct Errors(Vec<CellError>);

/// Header and rows; every row has as many cells as the header.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// One row with the line it begins in.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    cells: Vec<String>,
}

impl Errors {
    pub(super) fn add(&mut self, fault: &Fault, line: u64, column: &str) {
        if !self.full() {
            self.0.push(fault.at(line, column));
        }
    }

    /// Reading on would tell nothing more.
    pub(super) fn full(&self) -> bool {
        self.0.len() >= ERRORS_MAX
    }

    /// The value, unless something is wrong; errors come in the order of their lines.
    pub(super) fn or<T>(mut self, value: T) -> Result<T, Vec<CellError>> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            self.0.sort_by_key(|error| error.line);
            Err(self.0)
        }
    }
}

impl Table {
    /// Reads a file. Lines with empty cells only are passed over: spreadsheets write them.
    pub(super) fn read(
        bytes: &[u8],
        rows_max: usize,
        errors: &mut Errors,
    ) -> Result<Self, Vec<CellError>> {
        let whole = |fault: Fault, line| Err(vec![fault.at(line, "")]);
        if bytes.len() > FILE_BYTES_MAX {
            let bytes_max = FILE_BYTES_MAX;
            return whole(Fault::TooLarge { bytes_max }, 0);
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(error) => return whole(Fault::NotUtf8, 1 + breaks(&bytes[..error.valid_up_to()])),
        };
        let mut records = Records::new(text);
        let Some(header) = records.next() else {
            return whole(Fault::NoRows, 0);
        };
        let width = header.cells.len();
        let mut rows = Vec::new();
        let mut records = records.peekable();
        if records.peek().is_none() {
            return whole(Fault::NoRows, 0);
        }
        for row in records {
            if rows.len() == rows_max {
                errors.add(&Fault::TooManyRows { rows_max }, row.line, "");
                break;
            }
            let found = row.cells.len();
            if found == width {
                rows.push(row);
            } else {
                let expected = width;
                errors.add(&Fault::CellCount { expected, found }, row.line, "");
            }
            if errors.full() {
                break;
            }
        }
        let header = header.cells;
        Ok(Self { header, rows })
    }

    /// Index of the one column with any of `names`; letters may be of either case.
    pub(super) fn column(&self, names: &[&str], errors: &mut Errors) -> Option<usize> {
        let is_named = |cell: &&String| names.iter().any(|name| name.eq_ignore_ascii_case(cell));
        if self.header.iter().filter(is_named).count() > 1 {
            errors.add(&Fault::ColumnRepeated, 1, names[0]);
        }
        let index = self.header.iter().position(|cell| is_named(&cell));
        if index.is_none() {
            errors.add(&Fault::ColumnMissing, 1, names[names.len() - 1]);
        }
        index
    }

    /// As [`Table::column`], for a column that need not be there.
    pub(super) fn column_if_there(&self, names: &[&str], errors: &mut Errors) -> Option<usize> {
        let there =
            self.header.iter().any(|cell| names.iter().any(|n| n.eq_ignore_ascii_case(cell)));
        there.then(|| self.column(names, errors)).flatten()
    }

    /// The cell as text, which may be empty; an error leaves it empty.
    pub(super) fn text(&self, row: &Row, column: usize, errors: &mut Errors) -> Text {
        let chars_max = CELL_CHARS_MAX;
        let fault = match Text::new(&row.cells[column]) {
            Ok(text) if text.as_str().chars().count() <= chars_max => return text,
            Ok(_) | Err(TextError::TooLong(_)) => Fault::TooLong { chars_max },
            Err(TextError::Forbidden | TextError::BadKey) => Fault::Forbidden,
        };
        errors.add(&fault, row.line, &self.header[column]);
        Text::default()
    }

    /// The cell as text that may not be empty.
    pub(super) fn filled(&self, row: &Row, column: usize, errors: &mut Errors) -> Text {
        if row.cells[column].trim().is_empty() {
            errors.add(&Fault::Empty, row.line, &self.header[column]);
            return Text::default();
        }
        self.text(row, column, errors)
    }

    /// The cell as text that may not be empty and may stand only once in its column; `seen` keeps
    /// the lines.
    pub(super) fn unique(
        &self,
        row: &Row,
        column: usize,
        seen: &mut BTreeMap<Text, u64>,
        errors: &mut Errors,
    ) -> Text {
        let text = self.filled(row, column, errors);
        if text.is_empty() {
            return text;
        }
        if let Some(&first_line) = seen.get(&text) {
            let fault = Fault::Repeated { first_line };
            errors.add(&fault, row.line, &self.header[column]);
        } else {
            seen.insert(text.clone(), row.line);
        }
        text
    }
}

/// Records of a CSV text with trimmed cells and true line numbers. The reader's own count is not
/// used: it is one behind after CRLF and after blank lines.
struct Records<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    counted: usize,
    line: u64,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Self {
        let mut reader = csv::ReaderBuilder::new();
        reader.has_headers(false).flexible(true);
        Self { text, reader: reader.from_reader(text.as_bytes()), counted: 0, line: 1 }
    }

    fn count_to(&mut self, byte: usize) {
        let rest = &self.text.as_bytes()[byte..];
        let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
        let start = byte + blank.count();
        self.line += breaks(&self.text.as_bytes()[self.counted..start]);
        self.counted = start;
    }
}

impl Iterator for Records<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let mut record = csv::StringRecord::new();
        loop {
            let byte = usize::try_from(self.reader.position().byte()).expect("within the file");
            let more = self.reader.read_record(&mut record);
            if !more.expect("text in memory is readable") {
                return None;
            }
            self.count_to(byte);
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                return Some(Row {
                    line: self.line,
                    cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
                });
            }
        }
    }
}

/// Line breaks in `bytes`: LF, CRLF or CR.
fn breaks(bytes: &[u8]) -> u64 {
    let ends = |at: usize| match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let count = (0..bytes.len()).filter(|&at| ends(at)).count();
    u64::try_from(count).expect("fewer than bytes in memory")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<u64> {
        Records::new(text).map(|row| row.line).collect()
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        assert_eq!(lines("a,b\n1,2\n3,4\n"), [1, 2, 3]);
        assert_eq!(lines("a,b\r\n1,2\r\n3,4"), [1, 2, 3]);
        assert_eq!(lines("a,b\r1,2\r3,4\r"), [1, 2, 3]);
        assert_eq!(lines("\n\na,b\n\n\n1,2\n,\n3,4"), [3, 6, 8]);
        assert_eq!(lines("a,b\r\n\"1\r\n1\",2\r\n\r\n3,4"), [1, 2, 5]);
    }

    #[test]
    fn a_quote_that_never_ends_is_one_long_cell() {
        let mut errors = Errors::default();
        let table = Table::read(b"a,b\n\"1,2\n3,4\n", 10, &mut errors).unwrap();
        assert!(table.rows.is_empty());
        let errors = errors.or(()).unwrap_err();
        assert_eq!((errors[0].line, errors[0].code), (2, "cell_count"));
    }
}
