//! Lists to draw from, and the sheet of a draw: everything that anybody needs to draw the same again
//! from the list alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::crypto::hash::Hash;
use crate::documents::cell::{CellError, Fault, excerpt};
use crate::documents::table::{Errors, Row, Table};
use crate::domain::command::draw::DrawPlan;
use crate::domain::draw::{
    self, Algorithm, Draw, DrawRules, Entry, LIST_MAX, Stratum, check_list, list_hash, seed, strata,
};
use crate::domain::paper::count;
use crate::domain::refusal::Refusal;
use crate::domain::refusal::draw::DrawRefusal;
use crate::domain::text::Text;

/// Names the form of [`DrawSheet`].
pub const FORMAT: &str = "plenum-draw-result-1";

/// Columns; only the first must be there. Another column is refused: a misspelt 符合条件 must not
/// make everybody eligible.
const COLUMNS: [[&str; 2]; 6] = [
    ["number", "编号"],
    ["name", "姓名"],
    ["unit", "单位"],
    ["level", "层级"],
    ["eligible", "符合条件"],
    ["reason", "原因"],
];

/// Reads a list in either form: CSV as for [`read_list`], or the canonical JSON that an export
/// gives.
///
/// # Errors
/// As [`read_list`]; JSON of another form is told as a table without rows.
pub fn read_any(bytes: &[u8]) -> Result<Vec<Entry>, Vec<CellError>> {
    match bytes.first() {
        Some(b'[') => serde_json::from_slice(bytes).map_err(|_| vec![Fault::NoRows.at(0, "")]),
        _ => read_list(bytes),
    }
}

/// Reads a list: CSV in UTF-8 with the column `number` (编号) and any of `name`, `unit`, `level`,
/// `eligible`, `reason` (姓名, 单位, 层级, 符合条件, 原因). `eligible` is `yes` or `no`, 是 or 否;
/// without the column everybody is. Who is not has a reason.
///
/// # Errors
/// The first hundred cells that are wrong; then nothing is taken over.
pub fn read_list(bytes: &[u8]) -> Result<Vec<Entry>, Vec<CellError>> {
    let mut errors = Errors::default();
    let table = Table::read(bytes, LIST_MAX, &mut errors)?;
    for cell in &table.header {
        if !COLUMNS.as_flattened().iter().any(|name| name.eq_ignore_ascii_case(cell)) {
            errors.add(&Fault::ColumnUnknown, 1, cell);
        }
    }
    let number = table.column(&COLUMNS[0], &mut errors);
    let mut others = [None; 5];
    for (place, names) in others.iter_mut().zip(&COLUMNS[1..]) {
        let named = |cell: &String| names.iter().any(|name| name.eq_ignore_ascii_case(cell));
        if table.header.iter().any(named) {
            *place = table.column(names, &mut errors);
        }
    }
    let Some(number) = number else {
        return errors.or(Vec::new());
    };
    let [name, unit, level, eligible, reason] = others;
    let (mut list, mut numbers) = (Vec::with_capacity(table.rows.len()), BTreeMap::new());
    for row in &table.rows {
        let text = |column: Option<usize>, errors: &mut Errors| {
            column.map_or_else(Text::default, |column| table.text(row, column, errors))
        };
        let (name, unit) = (text(name, &mut errors), text(unit, &mut errors));
        let (level, reason) = (text(level, &mut errors), text(reason, &mut errors));
        let number = table.unique(row, number, &mut numbers, &mut errors);
        let is = read_eligible(&table, row, eligible, &reason, &mut errors);
        list.push(Entry { number, name, unit, level, eligible: is, reason });
        if errors.full() {
            break;
        }
    }
    errors.or(list)
}

fn read_eligible(
    table: &Table,
    row: &Row,
    column: Option<usize>,
    reason: &Text,
    errors: &mut Errors,
) -> bool {
    let Some(column) = column else {
        return true;
    };
    let text = table.filled(row, column, errors);
    let is = match text.as_str().to_ascii_lowercase().as_str() {
        "yes" | "是" => true,
        "no" | "否" => false,
        // Told as empty or unreadable already.
        "" => return true,
        other => {
            let found = excerpt(other);
            errors.add(&Fault::EligibleUnknown { found }, row.line, &table.header[column]);
            return true;
        }
    };
    if is != reason.is_empty() {
        errors.add(&Fault::ReasonMisplaced, row.line, &table.header[column]);
    }
    is
}

/// One person of a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// 编号.
    pub number: Text,
    /// 姓名, may be empty.
    pub name: Text,
    /// 单位.
    pub unit: Text,
    /// 层级.
    pub level: Text,
}

impl Named {
    /// What to call the person: the name, else `label` and the number.
    #[must_use]
    pub fn called(&self, label: &Text) -> Text {
        draw::called(&self.name, label, &self.number)
    }

    /// Unit and level as one remark.
    #[must_use]
    pub fn place(&self) -> Text {
        draw::place(&self.unit, &self.level)
    }
}

/// A draw as a file: with the list it can be made again by anybody. Form D8 is printed from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawSheet {
    /// [`FORMAT`].
    pub format: Text,
    /// Which procedure.
    pub algorithm: Algorithm,
    /// 抽取事项; may be empty.
    pub title: Text,
    /// 条件; may be empty.
    pub condition: Text,
    /// Stands before the number of a person without a name; may be empty.
    pub label: Text,
    /// How is drawn.
    pub rules: DrawRules,
    /// People on the list.
    pub people: u32,
    /// Those of them who could be drawn.
    pub eligible: u32,
    /// SHA-256 of the list in canonical JSON.
    pub list_hash: Hash,
    /// Strata with the seats that were certain before the draw.
    pub strata: Vec<Stratum>,
    /// SHA-256 of the secret; none where the digits decide alone.
    pub commitment: Option<Hash>,
    /// The secret; none where the digits decide alone.
    pub secret: Option<Hash>,
    /// As called out.
    pub digits: Text,
    /// SHA-256 of the stated text.
    pub seed: Hash,
    /// Seats of each stratum.
    pub seats: Vec<u32>,
    /// Who was drawn in each stratum, in the order of the list.
    pub result: Vec<Vec<Named>>,
    /// Substitutes of each stratum in their order.
    pub substitutes: Vec<Vec<Named>>,
}

/// A checked plan before the draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The plan.
    pub plan: DrawPlan,
    /// SHA-256 of its list.
    pub list_hash: Hash,
    /// Its strata.
    pub strata: Vec<Stratum>,
}

impl Planned {
    /// Checks list and rules and finds the seats.
    ///
    /// # Errors
    /// What is wrong with the list or the rules.
    pub fn new(plan: DrawPlan) -> Result<Self, DrawRefusal> {
        check_list(&plan.list)?;
        let strata = strata(&plan.list, &plan.rules)?;
        Ok(Self { list_hash: list_hash(&plan.list), strata, plan })
    }

    /// People who can be drawn.
    #[must_use]
    pub fn eligible(&self) -> u32 {
        count(self.plan.list.iter().filter(|entry| entry.eligible).count())
    }

    /// Draws with digits that were called out, and perhaps a secret committed to before.
    #[must_use]
    pub fn draw(&self, secret: Option<Hash>, digits: &Text) -> DrawSheet {
        let seed = seed(&self.list_hash, secret.as_ref(), digits);
        let plan = &self.plan;
        let drawn = draw::draw(&plan.list, &plan.rules, &self.strata, seed);
        let by_number: BTreeMap<&Text, &Entry> =
            plan.list.iter().map(|entry| (&entry.number, entry)).collect();
        let named = |number: &Text| {
            let entry = by_number[number];
            Named {
                number: number.clone(),
                name: entry.name.clone(),
                unit: entry.unit.clone(),
                level: entry.level.clone(),
            }
        };
        let all = |groups: &[Vec<Text>]| {
            groups.iter().map(|group| group.iter().map(named).collect()).collect()
        };
        DrawSheet {
            format: Text::new(FORMAT).expect("a plain word"),
            algorithm: Algorithm::One,
            title: plan.title.clone(),
            condition: plan.condition.clone(),
            label: plan.label.clone(),
            rules: plan.rules.clone(),
            people: count(plan.list.len()),
            eligible: self.eligible(),
            list_hash: self.list_hash,
            strata: self.strata.clone(),
            commitment: secret.map(|secret| Hash::of(&secret.0)),
            secret,
            digits: digits.clone(),
            seed,
            seats: drawn.seats,
            result: all(&drawn.result),
            substitutes: all(&drawn.substitutes),
        }
    }
}

impl DrawSheet {
    /// The sheet of a draw of a sitting; none before it was made.
    #[must_use]
    pub fn of(draw: &Draw) -> Option<Self> {
        let (committed, made) = (&draw.committed, draw.made.as_ref()?);
        let planned = Planned {
            plan: DrawPlan {
                title: committed.title.clone(),
                condition: committed.condition.clone(),
                label: committed.label.clone(),
                replaces: committed.replaces,
                reason: committed.reason.clone(),
                rules: committed.rules.clone(),
                list: committed.list.clone(),
            },
            list_hash: committed.list_hash,
            strata: committed.strata.clone(),
        };
        Some(planned.draw(Some(made.made.secret), &made.made.digits))
    }

    /// What of this sheet does not follow from `list`: names of its fields, empty where the draw
    /// can be made again exactly.
    ///
    /// # Errors
    /// A list or rules that cannot be drawn from.
    pub fn differences(&self, list: Vec<Entry>) -> Result<Vec<&'static str>, Refusal> {
        let digits = draw::clean_digits(self.digits.as_str())?;
        let plan = DrawPlan {
            title: self.title.clone(),
            condition: self.condition.clone(),
            label: self.label.clone(),
            replaces: None,
            reason: Text::default(),
            rules: self.rules.clone(),
            list,
        };
        let again = Planned::new(plan)?.draw(self.secret, &digits);
        let fields = [
            ("format", again.format == self.format),
            ("people", again.people == self.people),
            ("eligible", again.eligible == self.eligible),
            ("list_hash", again.list_hash == self.list_hash),
            ("strata", again.strata == self.strata),
            ("commitment", again.commitment == self.commitment),
            ("digits", again.digits == self.digits),
            ("seed", again.seed == self.seed),
            ("seats", again.seats == self.seats),
            ("result", again.result == self.result),
            ("substitutes", again.substitutes == self.substitutes),
        ];
        Ok(fields.iter().filter(|(_, same)| !same).map(|(name, _)| *name).collect())
    }
}
