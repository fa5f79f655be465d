//! The roster as a CSV file: all of it or nothing, with an error for each cell that is wrong.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::documents::cell::{CellError, Fault, excerpt};
use crate::documents::table::{Errors, Row, Table};
use crate::domain::ids::DelegateId;
use crate::domain::roster::{Bodies, PEOPLE_MAX, Person, Standing};
use crate::domain::text::Key;
use crate::domain::weight::Weight;

/// May be left out, as may its cells: then everybody has one vote.
const WEIGHT: [&str; 2] = ["weight", "票权"];

/// Columns, in any order, all of them: a missing 类别 must not make a voter of everybody.
const COLUMNS: [[&str; 2]; 5] = [
    ["number", "代表证号"],
    ["name", "姓名"],
    ["delegation", "代表团"],
    ["seat", "座位"],
    ["standing", "类别"],
];

/// The column of ballots with weighted groups; it may be left out.
const GROUP: [&str; 2] = ["group", "组别"];
/// Of a joint sitting only: keys of the bodies that a person has a mandate in, in any order, with
/// spaces between. Without the column everybody is of the sitting's own body.
const BODIES: [&str; 2] = ["bodies", "机关"];

/// Reads a roster: CSV in UTF-8 (a byte order mark is passed over), with the header
/// `number,name,delegation,seat,standing` or `代表证号,姓名,代表团,座位,类别`. Standing is `member`
/// or 代表, `attendee` or 列席; delegation and seat may be empty. A column `group` or 组别 may be there
/// besides. Text that looks like a formula is
/// kept as it is and made harmless where it goes out again. A column `weight` or 票权 may follow, with
/// an exact decimal such as `1.5` for members with another weight than one vote.
///
/// # Errors
/// The first hundred cells that are wrong; then nothing is taken over.
pub fn parse(
    bytes: &[u8],
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Vec<Person>, Vec<CellError>> {
    let mut errors = Errors::default();
    let table = Table::read(bytes, PEOPLE_MAX, &mut errors)?;
    let columns = COLUMNS.map(|names| table.column(&names, &mut errors));
    let weight = table.column_if_there(&WEIGHT, &mut errors);
    for cell in &table.header {
        let mut known = COLUMNS.as_flattened().iter().chain(&GROUP).chain(&BODIES).chain(&WEIGHT);
        if !known.any(|name| name.eq_ignore_ascii_case(cell)) {
            errors.add(&Fault::ColumnUnknown, 1, cell);
        }
    }
    let group = table.column_if_there(&GROUP, &mut errors);
    let bodies = table.column_if_there(&BODIES, &mut errors);
    let [Some(number), Some(name), Some(delegation), Some(seat), Some(standing)] = columns else {
        return errors.or(Vec::new());
    };
    let mut people = Vec::with_capacity(table.rows.len());
    let mut numbers = BTreeMap::new();
    for row in &table.rows {
        let mut person = Person {
            id: DelegateId(new_id()),
            number: table.unique(row, number, &mut numbers, &mut errors),
            name: table.filled(row, name, &mut errors),
            delegation: table.text(row, delegation, &mut errors),
            seat: table.text(row, seat, &mut errors),
            group: group.map(|group| table.text(row, group, &mut errors)).unwrap_or_default(),
            standing: read_standing(&table, row, standing, &mut errors),
            bodies: bodies.map(|at| read_bodies(&table, row, at, &mut errors)).unwrap_or_default(),
            weight: None,
        };
        if let Some(weight) = weight {
            person.weight = read_weight(&table, row, (weight, person.standing), &mut errors);
        }
        people.push(person);
        if errors.full() {
            break;
        }
    }
    errors.or(people)
}

fn read_bodies(table: &Table, row: &Row, column: usize, errors: &mut Errors) -> Bodies {
    let text = table.text(row, column, errors);
    let keys: Result<BTreeSet<Key>, _> = text.as_str().split_whitespace().map(Key::new).collect();
    let bodies = keys.ok().and_then(|keys| Bodies::try_from(Vec::from_iter(keys)).ok());
    bodies.unwrap_or_else(|| {
        let found = excerpt(text.as_str());
        errors.add(&Fault::BodiesUnreadable { found }, row.line, &table.header[column]);
        Bodies::default()
    })
}

fn read_standing(table: &Table, row: &Row, column: usize, errors: &mut Errors) -> Standing {
    let text = table.filled(row, column, errors);
    match text.as_str().to_ascii_lowercase().as_str() {
        "member" | "代表" => return Standing::Member,
        "attendee" | "列席" => return Standing::NonvotingAttendee,
        // Told as empty or unreadable already.
        "" => {}
        other => {
            let found = excerpt(other);
            errors.add(&Fault::StandingUnknown { found }, row.line, &table.header[column]);
        }
    }
    Standing::NonvotingAttendee
}

fn read_weight(
    table: &Table,
    row: &Row,
    (column, standing): (usize, Standing),
    errors: &mut Errors,
) -> Option<Weight> {
    let text = table.text(row, column, errors);
    let text = text.as_str();
    if text.is_empty() {
        return None;
    }
    let mut fault = |fault: Fault| errors.add(&fault, row.line, &table.header[column]);
    match Weight::read(text) {
        _ if standing == Standing::NonvotingAttendee => fault(Fault::WeightOfAttendee),
        None => fault(Fault::WeightUnknown { found: excerpt(text) }),
        // One vote has one spelling in the record.
        Some(weight) => return Some(weight).filter(|weight| *weight != Weight::ONE),
    }
    None
}
