//! Lines about weights and proxies:
//!
//! ```text
//! desk weight d1 1.5
//! desk weight d1 none
//! desk proxy d2 d1
//! desk end-proxy d2
//! d2 give-proxy d1
//! d2 end-proxy
//! d1 cast-for d2 motion yes #7
//! d1 split motion 70 yes + 30 no #8
//! ```

use plenum::domain::command::weights::{MandateCommand, RawShare, WeightsCommand};
use plenum::domain::command::{Command, DelegateCommand, DeskCommand};

use super::{number, paper, person};
use crate::support::ballots::text_of;
use crate::support::world::World;

/// The command of such a line; none for any other.
pub(super) fn command(world: &mut World, words: &[&str]) -> Option<Command> {
    let desk = |command| Some(Command::Desk(DeskCommand::Weights(command)));
    let own = |who: &str, command| {
        Some(Command::Delegate(person(who), DelegateCommand::Mandate(command)))
    };
    match words {
        ["desk", "weight", who, weight] => {
            let weight = Some(weight).filter(|text| **text != "none").map(|text| text_of(text));
            desk(WeightsCommand::SetWeight { delegate: person(who), weight })
        }
        ["desk", "proxy", principal, holder] => {
            desk(WeightsCommand::GiveProxy { principal: person(principal), holder: person(holder) })
        }
        ["desk", "end-proxy", principal] => {
            desk(WeightsCommand::EndProxy { principal: person(principal) })
        }
        [who, "give-proxy", holder] => {
            own(who, MandateCommand::GiveProxy { holder: text_of(holder) })
        }
        [who, "end-proxy"] => own(who, MandateCommand::EndProxy),
        [who, "cast-for", principal, ballot, words @ ..] => {
            let (cast_id, words) = world.act_of(words);
            let (paper, ballot) = (paper(words, world.takes(ballot)), world.id(ballot));
            let principal = person(principal);
            own(who, MandateCommand::CastFor { principal, ballot, cast_id, paper })
        }
        [who, "split", ballot, words @ ..] => {
            let (cast_id, words) = world.act_of(words);
            let form = world.takes(ballot);
            let shares = words.split(|word| *word == "+").filter(|share| !share.is_empty());
            let share = |share: &[&str]| RawShare {
                count: number(share[0]),
                paper: paper(&share[1..], form),
            };
            let (shares, ballot) = (shares.map(share).collect(), world.id(ballot));
            own(who, MandateCommand::CastSplit { ballot, cast_id, shares })
        }
        _ => None,
    }
}
