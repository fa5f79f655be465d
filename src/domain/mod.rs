//! The law of the hall, pure: no IO, no clock, no randomness, no floats. Time and ids come in as
//! arguments; everything that happened comes out as events.

pub mod agenda;
mod answers;
pub mod ballot;
pub mod casting;
pub mod command;
pub mod count;
pub mod derivation;
pub mod display;
pub mod draw;
pub mod event;
pub mod group;
pub mod ids;
pub mod manual;
pub mod officers;
pub mod outcome;
pub mod paper;
pub mod profile;
pub mod proxy;
pub mod recusal;
pub mod refusal;
pub mod roll_call;
pub mod roster;
pub mod seal;
pub mod settled;
pub mod sheet;
pub mod sitting;
pub mod tally;
pub mod text;
pub mod threshold;
pub mod warning;
pub mod weight;
pub mod write_ins;
