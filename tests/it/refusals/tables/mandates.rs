//! What is said about weights and proxies. Ten members, all but the tenth present; `paper` has
//! neither, `joint` has both with at most three principals each, `strict` lets no principal vote.

use plenum::domain::proxy::ProxyRule;
use plenum::domain::sheet::{ChangeOfVote, Sheet};
use plenum::domain::weight::{Scale, WeightRule};

use super::Table;
use crate::support::ballots::profile;
use crate::support::world::{World, world};

fn bare() -> World {
    world()
        .members(10)
        .attendees(1)
        .present(9)
        .attendees_present(1)
        .ballot("plain", &profile("congress-motion"))
        .ballot("poll", &profile("quick-poll").numbered(2).places(1))
}

fn weighed(sheet: &mut Sheet, decimals: u8) {
    sheet.rules.weights = Some(WeightRule { decimals: Scale::new(decimals).expect("few") });
}

fn joint(sheet: &mut Sheet) {
    weighed(sheet, 1);
    sheet.rules.proxies = Some(ProxyRule { max_per_holder: 3, principal_may_vote: true });
}

fn strict(sheet: &mut Sheet) {
    sheet.rules.weights = None;
    sheet.rules.proxies = Some(ProxyRule { max_per_holder: 4, principal_may_vote: false });
}

fn first(sheet: &mut Sheet) {
    joint(sheet);
    sheet.rules.change_of_vote = ChangeOfVote::FirstWins;
}

fn club() -> World {
    bare()
        .ballot("joint", &profile("association-motion").with(joint))
        .ballot("strict", &profile("association-motion").with(strict))
        .ballot("first", &profile("association-motion").with(first))
        .ballot("fine", &profile("association-motion").with(|sheet| weighed(sheet, 6)))
        .paper("narrow", &profile("association-motion").with(joint))
}

pub(super) const TABLES: &[Table] = &[
    (
        "weights",
        club,
        "
        desk weight x1 2 => delegate_unknown
        desk weight a1 2 => nonvoting
        desk weight d1 1 => already_done
        desk weight d1 0 => weight_invalid
        desk weight d1 -1 => weight_invalid
        desk weight d1 1.0000001 => weight_invalid
        desk weight d1 1000000001 => weight_invalid
        desk weight d1 half => weight_invalid
        desk weight d1 2.5
        desk weight d1 2.50 => already_done
        desk weight d1 1.0
        desk weight d1 none => already_done
        desk weight d2 0.25
        # One decimal does not hold a quarter.
        chair open joint => weight_too_fine
        desk weight d2 1000000000
        chair open fine => weights_too_large
        chair open joint
        desk weight d2 2 => mandates_frozen
        chair close joint
        settle
        desk weight d2 2
    ",
    ),
    (
        "no ballot allows proxies",
        bare,
        "
        desk proxy d2 d1 => proxy_not_allowed
        d2 give-proxy d1 => proxy_not_allowed
        chair open plain
        d1 cast-for d2 plain yes => proxy_unknown
        d1 split plain 1 yes => proxy_not_allowed
        desk proxy d2 d1 => mandates_frozen
    ",
    ),
    (
        "proxies",
        club,
        "
        desk proxy x1 d1 => delegate_unknown
        desk proxy d1 x1 => delegate_unknown
        d1 give-proxy d99 => delegate_unknown
        desk proxy d1 a1 => nonvoting
        desk proxy a1 d1 => nonvoting
        desk proxy d1 d1 => proxy_self
        desk end-proxy d2 => proxy_unknown
        desk proxy d2 d1
        desk proxy d2 d3 => proxy_exists
        # One level: neither the holder gives the own one on, nor does a principal hold another's.
        desk proxy d1 d3 => proxy_chain
        desk proxy d3 d2 => proxy_chain
        d3 give-proxy d1
        desk proxy d10 d1
        desk proxy d4 d1 => proxy_too_many
        d3 end-proxy
        d3 end-proxy => proxy_unknown
        desk proxy d4 d1
        chair open joint
        desk proxy d5 d1 => mandates_frozen
        desk end-proxy d2 => mandates_frozen
        d2 end-proxy => mandates_frozen
        chair suspend joint
        desk end-proxy d2 => mandates_frozen
        chair void joint begun too early
        desk end-proxy d2
    ",
    ),
    (
        "the holder votes for each principal",
        club,
        "
        desk proxy d10 d1
        desk proxy d9 d1
        chair open joint
        d2 cast-for d10 joint yes => proxy_unknown
        d1 cast-for d10 joint yes #1
        d1 cast-for d10 joint yes #1 => nothing new
        d1 cast-for d10 joint no #1 => cast_id_conflict
        # Nobody else learns of the act.
        d2 cast-for d10 joint yes #1 => proxy_unknown
        d1 cast joint no #1
        # The principal comes, and the own vote stands.
        d10 cast joint no => not_present
        desk check-in d10
        d10 cast joint no #2
        d1 cast-for d10 joint yes => principal_has_voted
        d1 cast-for d10 joint yes #1 => nothing new
        desk check-out d1
        d1 cast-for d9 joint yes => not_present
        desk check-in d1
        chair suspend joint
        d1 cast-for d9 joint yes => ballot_suspended
        chair resume joint
        chair close joint
        d1 cast-for d9 joint yes => ballot_closed, noted
        d1 cast-for d9 joint yes => ballot_closed
    ",
    ),
    (
        "an act that was taken is never noted as late, whomever it is claimed for",
        club,
        "
        desk proxy d10 d1
        chair open joint
        d1 cast joint yes #1
        chair close joint
        d1 cast-for d10 joint yes #1 => ballot_closed
        d1 cast-for d10 joint yes #2 => ballot_closed, noted
    ",
    ),
    (
        "a principal who may not vote",
        club,
        "
        desk proxy d9 d1
        chair open strict
        d9 cast strict yes => principal_may_not_vote
        d1 cast-for d9 strict yes
        d9 cast strict no => principal_may_not_vote
        d1 cast-for d9 strict no
    ",
    ),
    (
        "where the first vote counts, the own one of a principal still does",
        club,
        "
        desk proxy d9 d1
        chair open first
        d1 cast-for d9 first yes
        d1 cast-for d9 first no => vote_already_cast
        d9 cast first no
        d9 cast first yes => vote_already_cast
        d1 cast-for d9 first yes => principal_has_voted
        d1 cast first yes
        d1 split first 1 yes => vote_already_cast
    ",
    ),
    (
        "one act for all mandates",
        club,
        "
        desk proxy d10 d1
        desk proxy d9 d1
        desk proxy d3 d1
        d1 split joint 4 yes => ballot_not_open
        chair open joint
        d4 split joint 2 yes => split_counts
        d1 split joint 2 yes + 1 no => split_counts
        d1 split joint 4 yes + 1 no => split_counts
        d1 split joint => split_shares
        d1 split joint 4 yes + 0 no => split_shares
        d1 split joint 4 maybe => paper_unknown_grade
        d1 split joint 2 yes + 1 no + 1 abstain #1
        d1 split joint 2 yes + 1 no + 1 abstain #1 => nothing new
        d1 split joint 3 yes + 1 no #1 => cast_id_conflict
        d1 split joint 2 yes #1 => cast_id_conflict
        # Numbers of equal length in order, shorter ones first: d3, d9, d10, then the own mandate.
        d9 cast joint no #2
        d1 split joint 4 no => split_counts
        d1 split joint 3 no #3
        d1 split joint 2 yes + 1 no + 1 abstain #1 => nothing new
        d1 cast joint yes #4
        chair close joint
        d1 split joint 3 no #3 => nothing new
        d1 split joint 3 yes #5 => ballot_closed, noted
        d1 split joint 3 yes #5 => ballot_closed
    ",
    ),
    (
        "an opening over the limit",
        club,
        "
        # Only a rule that allows more is still on the agenda.
        desk unready joint
        desk cancel joint not today
        desk unready first
        desk cancel first not today
        desk proxy d2 d1
        desk proxy d3 d1
        desk proxy d4 d1
        desk proxy d5 d1
        desk proxy d6 d1 => proxy_too_many
        desk draft narrow
        desk ready narrow
        chair open narrow => proxy_too_many
        chair open strict
    ",
    ),
];
