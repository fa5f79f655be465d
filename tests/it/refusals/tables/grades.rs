//! Papers with criteria, lower quotas and grades that may not all be equal; groups at the opening.

use super::Table;
use crate::support::ballots::profile;
use crate::support::world::{World, world};

pub(super) const TABLES: &[Table] = &[
    (
        "papers with criteria",
        criteria,
        "
        chair open ballot
        d1 cast ballot 1_ability=competent => paper_incomplete
        d1 cast ballot 1=competent 2=competent => paper_unknown_row
        d1 cast ballot 1_wisdom=competent => paper_unknown_row
        d1 cast ballot 3_ability=competent => paper_unknown_row
        d1 cast ballot 1_ability=good => paper_unknown_grade
        d1 cast ballot 1_character=competent 1_ability=competent 1_diligence=competent 1_achievement=competent 1_probity=competent 2_character=competent 2_ability=competent 2_diligence=competent 2_achievement=competent 2_probity=competent 3_character=competent 3_ability=competent 3_diligence=competent 3_achievement=competent 3_probity=competent => paper_unknown_row
        d1 cast ballot 1_character=competent 1_ability=competent 1_diligence=competent 1_achievement=competent 1_probity=competent 2_character=competent 2_ability=competent 2_diligence=competent 2_achievement=competent 2_probity=competent => paper_all_equal
        d1 cast ballot 1_character=competent 1_ability=competent 1_diligence=competent 1_achievement=competent 1_probity=competent 2_character=competent 2_ability=competent 2_diligence=competent 2_achievement=competent 2_probity=incompetent
    ",
    ),
    (
        "papers with a lower quota",
        groups,
        "
        chair open ballot
        d1 cast ballot 1=outstanding 2=competent 3=competent => paper_under_quota
        d1 cast ballot 1=outstanding 2=basically_competent => paper_under_quota
        d1 cast ballot - => paper_under_quota
        d1 cast ballot 1=outstanding 2=basically_competent 3=basically_competent
        d2 cast ballot 2=basically_competent 3=basically_competent
    ",
    ),
    (
        "a group that nobody is in, where the rule refuses it",
        || world().members_of("代表", 3).members_of("公众", 2).present(5).ballot("ballot", &refusing()),
        "
        chair open ballot => group_empty
    ",
    ),
    (
        "a group that nobody is in, where the others are taken for the whole",
        || world().members_of("代表", 3).present(3).ballot("ballot", &renormalising()),
        "
        chair open ballot
    ",
    ),
    (
        "somebody outside all groups",
        || world().members_of("代表", 3).members_of("群众", 1).present(3).ballot("ballot", &renormalising()),
        "
        # Absent, and in the electorate all the same: nobody's vote may count for nothing.
        chair open ballot => group_unknown
    ",
    ),
    (
        "groups are read letter by letter",
        || world().members_of("代表", 3).members_of("", 1).present(3).ballot("ballot", &renormalising()),
        "
        chair open ballot => group_unknown
    ",
    ),
];

fn renormalising() -> crate::support::ballots::Wanted {
    profile("eval-groups").numbered(3).quota(1)
}

fn refusing() -> crate::support::ballots::Wanted {
    let change = toml::toml! {
        [groups]
        empty = "refuse"
    };
    crate::support::ballots::changed("eval-groups", &change).numbered(3).quota(1)
}

fn criteria() -> World {
    // 40 per cent of two rows are none.
    let change = toml::toml! {
        [outcome]
        percent = 50
    };
    let wanted = crate::support::ballots::changed("eval-criteria", &change).numbered(2);
    world().members(3).present(3).ballot("ballot", &wanted)
}

fn groups() -> World {
    let hall = world().members_of("代表", 2).members_of("干部", 2).members_of("公众", 2);
    hall.present(6).ballot("ballot", &renormalising())
}
