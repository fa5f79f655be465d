//! What comes in and goes out as documents: rosters, the sitting's own document, lists to draw
//! from, results. Pure: bytes in, values out; ids and files are handed in by the caller.

pub mod cell;
mod csv_lines;
pub mod draw;
pub mod draw_form;
mod manual;
pub mod register;
pub mod results;
pub mod roster;
pub mod sitting;
pub mod sitting_error;
mod table;
