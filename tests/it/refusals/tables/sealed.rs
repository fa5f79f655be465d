//! Secret ballots and what is signed.

use super::{Table, ready};
use crate::support::world::nothing;

pub(super) const TABLES: &[Table] = &[
    (
        "sealed papers",
        ready,
        "
        d1 seal secret yes => ballot_not_open
        chair open-sealed secret
        d1 cast secret yes => envelope_needed
        d1 seal secret bytes:111 => envelope_wrong_length
        d1 seal secret bytes:113 => envelope_wrong_length
        d1 seal secret bytes:0 => envelope_wrong_length
        a1 seal secret yes => nonvoting
        x1 seal secret yes => not_in_electorate
        d4 seal secret yes => not_present
        # Who may vote is asked before the envelope is looked at.
        a1 seal secret bytes:9 => nonvoting
        d1 seal secret yes
        chair suspend secret
        d2 seal secret yes => ballot_suspended
        chair resume secret
        chair close secret
        d1 seal secret no => ballot_closed, noted
        d1 seal secret no => ballot_closed
        # Late is late, whatever comes.
        d2 cast secret no => ballot_closed, noted
        settle
        chair declare secret
        chair open motion
        d1 seal motion yes => envelope_not_asked
        d1 cast motion yes
    ",
    ),
    (
        "revisions of a sealed paper",
        ready,
        "
        chair open-sealed secret
        d1 seal secret yes @0 => revision_stale
        d1 seal secret yes @2 => revision_stale
        d1 seal secret yes @1 #1
        # The same act again, after a lost answer.
        d1 seal secret yes @1 #1 => nothing new
        # Lower, equal (another device that saw nothing, or an old envelope again), higher.
        d1 seal secret no @0 #2 => revision_stale
        d1 seal secret no @1 #2 => revision_stale
        d1 seal secret yes @1 #2 => revision_stale
        d1 seal secret no @3 #2 => revision_stale
        d1 seal secret no @4294967295 #2 => revision_stale
        d1 seal secret no @2 #2
        # One id, two envelopes: another paper, or the same paper sealed as another revision.
        d1 seal secret yes @2 #2 => cast_id_conflict
        d1 seal secret no @3 #2 => cast_id_conflict
        d1 cast secret no #2 => cast_id_conflict
        d1 seal secret no @2 #2 => nothing new
        # Recorded, though no longer the last one: it cannot be compared.
        d1 seal secret yes @1 #1 => nothing new
        d2 seal secret abstain @1 #1
        chair close secret
        d1 seal secret no @2 #2 => nothing new
        d1 seal secret yes @2 #2 => cast_id_conflict
        settle
        d1 seal secret no @2 #2 => nothing new
        d1 seal secret no @3 #3 => ballot_closed, noted
    ",
    ),
    (
        "the first sealed vote counts",
        ready,
        "
        chair open-sealed first-secret
        d1 seal first-secret yes @2 => revision_stale
        d1 seal first-secret yes @1 #1
        d1 seal first-secret no @2 #2 => vote_already_cast
        d1 seal first-secret yes @1 #1 => nothing new
    ",
    ),
    (
        "the box and its key",
        ready,
        "
        system count-opened secret => wrong_phase
        system destroy-key secret => not_due
        system lose-key secret => not_due
        system lose-key unheard => ballot_unknown
        system destroy-key unheard => ballot_unknown
        chair open-sealed secret
        d1 seal secret yes
        system lose-key secret => not_due
        system suspend-after-restart secret
        system lose-key secret
        chair resume secret => key_lost
        chair void secret the key is lost
        system destroy-key secret => not_due
        chair open-sealed first-secret
        chair close first-secret
        system count first-secret => not_due
        system lose-key first-secret
        system count first-secret => key_lost
        system count-opened first-secret => key_lost
        settle
        chair declare first-secret => wrong_phase
        chair void first-secret the key is lost
        chair open motion
        chair close motion
        system count-opened motion => not_due
        system lose-key motion => not_due
        system count motion
        system destroy-key motion => not_due
    ",
    ),
    (
        "the box of a voided ballot stays shut",
        ready,
        "
        chair open-sealed secret
        d1 seal secret yes @1 #1
        chair void secret wrong draft
        system count-opened secret => wrong_phase
        d1 seal secret yes @1 #1 => nothing new
        d1 seal secret no => ballot_voided
        settle
        system destroy-key secret => not_due
    ",
    ),
    (
        "keys that sign the record",
        ready,
        "
        system checkpoint 1 => not_due
        system set-signing-key 1 unasked => not_due
        system set-signing-key 1
        system set-signing-key 1 => already_done
        system checkpoint 2 => not_due
        system checkpoint 1
        system checkpoint 1
        # Not without the one before.
        system set-signing-key 2 alone => not_due
        system set-signing-key 2
        system checkpoint 1 => not_due
        system checkpoint 2
    ",
    ),
    (
        "nothing is signed in a sitting that is not there",
        nothing,
        "
        system set-signing-key 1 => sitting_unknown
        system checkpoint 1 => sitting_unknown
        system lose-key motion => sitting_unknown
    ",
    ),
];
