//! 分层随机抽取 from a list: strata, seats, the drawn rows, and what anybody needs to draw the same
//! again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::crypto::hash::Hash;
use crate::documents::cell::CellError;
use crate::documents::table::{Errors, Table};
use crate::domain::draw;
use crate::domain::text::Text;

/// Most people on a list to draw from.
pub const LIST_ROWS_MAX: usize = 100_000;
/// Names the whole procedure of [`run`]; another procedure gets another name.
pub const ALGORITHM: &str = "plenum-draw-1";

/// 32 bytes, written as 64 hexadecimal digits in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Hash", into = "Hash")]
pub struct Seed(pub [u8; 32]);

/// The result of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Drawn rows: strata in their order, within a stratum in the order of the list.
    pub rows: Vec<DrawnRow>,
    /// For the record and form D8.
    pub summary: DrawSummary,
}

/// One drawn person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnRow {
    /// Number on the list.
    pub number: Text,
    /// Name, empty where the list has none.
    pub name: Text,
    /// Stratum.
    pub stratum: Text,
}

/// Everything besides the list itself that is needed to draw the same again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DrawSummary {
    /// [`ALGORITHM`].
    pub algorithm: &'static str,
    /// SHA-256 of the list's bytes.
    pub list_sha256: Hash,
    /// People on the list.
    pub people: u32,
    /// Seats drawn.
    pub seats: u32,
    /// The seed.
    pub seed: Seed,
    /// In order of first appearance in the list.
    pub strata: Vec<StratumSummary>,
}

/// One stratum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StratumSummary {
    /// As in the list.
    pub name: Text,
    /// People in it.
    pub people: u32,
    /// Seats by largest remainder.
    pub seats: u32,
    /// Numbers drawn.
    pub drawn: Vec<Text>,
}

/// Why nothing was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawError {
    /// The list has errors.
    List(Vec<CellError>),
    /// No seats, or more seats than people.
    Seats {
        /// Seats asked for.
        seats: u32,
        /// People on the list.
        people: u32,
    },
}

/// Draws `seats` people from `list`: CSV in UTF-8 with the columns `number` (编号) and
/// `stratum_column`, perhaps `name` (姓名), and others that are passed over.
///
/// Seats per stratum are by largest remainder. Stratum `i` (from 0, in order of first appearance)
/// is drawn with its own seed, `SHA-256(seed ‖ i as four bytes, big end first)`, so that no stratum
/// repeats the stream of another and each can be drawn again alone.
///
/// # Errors
/// [`DrawError`]; then nothing is drawn.
pub fn run(list: &[u8], stratum_column: &str, seats: u32, seed: Seed) -> Result<Draw, DrawError> {
    let rows = read(list, stratum_column).map_err(DrawError::List)?;
    let strata = strata(rows);
    let sizes: Vec<u32> = strata.iter().map(|(_, rows)| count(rows.len())).collect();
    let people = sizes.iter().sum();
    let shares = draw::largest_remainder(&sizes, seats).filter(|_| seats > 0);
    let shares = shares.ok_or(DrawError::Seats { seats, people })?;

    let (mut drawn_rows, mut summaries) = (Vec::new(), Vec::new());
    for (index, ((name, rows), seats)) in strata.into_iter().zip(shares).enumerate() {
        let places = draw::draw(count(rows.len()), seats, seed.of_stratum(count(index)));
        let place = |place: &u32| usize::try_from(*place).expect("a u32 is an index");
        let drawn: Vec<DrawnRow> = places.iter().map(|p| rows[place(p)].clone()).collect();
        summaries.push(StratumSummary {
            name,
            people: count(rows.len()),
            seats,
            drawn: drawn.iter().map(|row| row.number.clone()).collect(),
        });
        drawn_rows.extend(drawn);
    }
    let summary = DrawSummary {
        algorithm: ALGORITHM,
        list_sha256: Hash::of(list),
        people,
        seats,
        seed,
        strata: summaries,
    };
    Ok(Draw { rows: drawn_rows, summary })
}

fn read(list: &[u8], stratum_column: &str) -> Result<Vec<DrawnRow>, Vec<CellError>> {
    let mut errors = Errors::default();
    let table = Table::read(list, LIST_ROWS_MAX, &mut errors)?;
    let number = table.column(&["number", "编号"], &mut errors);
    let stratum = table.column(&[stratum_column], &mut errors);
    let name = ["name", "姓名"];
    let name = name.iter().find_map(|name| table.header.iter().position(|cell| cell == name));
    let (Some(number), Some(stratum)) = (number, stratum) else {
        return errors.or(Vec::new());
    };
    let (mut rows, mut numbers) = (Vec::with_capacity(table.rows.len()), BTreeMap::new());
    for row in &table.rows {
        rows.push(DrawnRow {
            number: table.unique(row, number, &mut numbers, &mut errors),
            name: name.map_or_else(Text::default, |name| table.text(row, name, &mut errors)),
            stratum: table.filled(row, stratum, &mut errors),
        });
        if errors.full() {
            break;
        }
    }
    errors.or(rows)
}

/// Rows by stratum, in order of first appearance.
fn strata(rows: Vec<DrawnRow>) -> Vec<(Text, Vec<DrawnRow>)> {
    let mut strata: Vec<(Text, Vec<DrawnRow>)> = Vec::new();
    let mut places: BTreeMap<Text, usize> = BTreeMap::new();
    for row in rows {
        let place = *places.entry(row.stratum.clone()).or_insert_with(|| {
            strata.push((row.stratum.clone(), Vec::new()));
            strata.len() - 1
        });
        strata[place].1.push(row);
    }
    strata
}

impl Seed {
    fn of_stratum(self, index: u32) -> [u8; 32] {
        let digest = Sha256::new().chain_update(self.0).chain_update(index.to_be_bytes());
        digest.finalize().into()
    }
}

impl From<Hash> for Seed {
    fn from(digits: Hash) -> Self {
        Self(digits.0)
    }
}

impl From<Seed> for Hash {
    fn from(seed: Seed) -> Self {
        Self(seed.0)
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).expect("at most LIST_ROWS_MAX")
}
