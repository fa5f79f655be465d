//! Tables about persons: recusal, scrutineers, the chair, roll call, bodies.

use plenum::domain::recusal::RecusalRule;
use plenum::domain::sheet::{Secrecy, Sheet};

use super::Table;
use crate::support::ballots::{key, profile};
use crate::support::world::{World, member, world};

pub(super) const TABLES: &[Table] = &[
    (
        "recusal before the opening",
        hall,
        "
        desk draft motion
        desk recuse d1 motion all a relative => wrong_phase
        desk ready motion
        desk recuse x1 motion all a relative => delegate_unknown
        desk recuse a1 motion all a relative => not_of_ballot
        desk recuse d1 motion all => reason_missing
        desk recuse d1 motion 9 a relative => paper_unknown_row
        desk recuse d1 motion - a relative => paper_unknown_row
        desk recuse d1 unheard all a relative => ballot_unknown
        desk withdraw-recusal d1 motion => not_recused
        desk recuse d1 motion all a relative
        desk recuse d1 motion 1 a relative => already_done
        desk withdraw-recusal d1 motion
        desk recuse d1 motion 1 a relative
        d2 recuse motion all own project
        chair open motion
        d1 cast motion yes => recused
        d2 cast motion yes => recused
        desk withdraw-recusal d1 motion => recusal_stands
        d3 cast motion yes
        d3 recuse motion all too late => recusal_after_vote
        desk recuse d3 motion all found out
        d3 cast motion yes => recused
        chair close motion
        desk recuse d4 motion all too late => recusal_too_late
        settle
        desk recuse d4 motion all too late => recusal_too_late
        chair void motion a recusal came too late
        desk recuse d4 motion all too late => ballot_voided
        desk draft plain
        desk ready plain
        desk recuse d4 plain all a relative => recusal_not_allowed
        desk cancel plain not now
        desk recuse d4 plain all a relative => ballot_cancelled
        desk withdraw-recusal d4 plain => ballot_cancelled
    ",
    ),
    (
        "recusal from a row",
        hall,
        "
        desk draft matrix
        desk ready matrix
        desk recuse d1 matrix 1 own project
        chair open matrix
        d1 cast matrix 1=yes 2=yes => row_recused
        d1 cast matrix 2=yes
        d2 cast matrix 1=yes 2=yes #7
        desk recuse d2 matrix 2 a relative
        d2 cast matrix 1=yes 2=yes #7 => vote_annulled
        d2 cast matrix 1=yes 2=yes => row_recused
        d2 cast matrix 1=no
        d2 cast matrix 1=yes 2=yes #7 => vote_annulled
        chair suspend matrix
        desk recuse d3 matrix 1 a relative
        desk recuse d3 matrix 2 a relative
        chair resume matrix
        d3 cast matrix 1=yes => recused
        chair close matrix
    ",
    ),
    (
        "a secret ballot whose papers are published",
        hall,
        "
        desk draft published
        desk ready published
        desk recuse d1 published 1 a relative => recusal_reveals
        desk recuse d1 published all a relative
        chair open-sealed published
        d1 seal published 1=yes 2=yes => recused
    ",
    ),
    (
        "scrutineers",
        hall,
        "
        desk scrutineers x1 => delegate_unknown
        desk scrutineers a1 => scrutineers_invalid
        desk scrutineers d1 d1 => scrutineers_invalid
        desk scrutineers d1 +d2* => scrutineers_invalid
        desk scrutineers d1* d2
        desk scrutineers d1* d2 => already_done
        desk draft appointment
        desk ready appointment
        desk scrutineers d4 => scrutineer_is_candidate
        desk unready appointment
        desk scrutineers d4
        desk ready appointment => scrutineer_is_candidate
        desk scrutineers d1
        desk ready appointment
        chair open appointment
        desk scrutineers d4 => scrutineer_is_candidate
        chair close appointment
        settle
        desk scrutineers d4 => scrutineer_is_candidate
    ",
    ),
    (
        "the chair",
        hall,
        "
        desk name-chair x1 => delegate_unknown
        desk name-chair name: => name_missing
        desk name-chair d4
        desk name-chair d4 => already_done
        desk draft appointment
        desk ready appointment
        chair open appointment => chair_is_subject
        chair hand-over d1 appointment => reason_missing
        chair hand-over x1 appointment the subject => delegate_unknown
        chair hand-over d4 appointment the subject => already_done
        chair hand-over d1 unheard the subject => ballot_unknown
        chair hand-over d1 appointment the subject
        chair open appointment
        desk name-chair name:Wang => another_ballot_open
        chair close appointment
        chair hand-over d4 - the item is over
    ",
    ),
    (
        "roll call",
        hall,
        "
        desk draft roll
        desk ready roll
        chair pass roll d1 => wrong_phase
        chair open roll
        d2 cast roll yes => not_called
        d2 pass roll => not_called
        chair pass roll d2 => not_called
        a1 cast roll yes => nonvoting
        d1 cast roll yes
        d1 cast roll no => vote_already_cast
        chair pass roll d2
        chair suspend roll
        d3 pass roll => ballot_suspended
        chair resume roll
        d3 pass roll
        d2 cast roll no
        d3 cast roll abstain
        chair pass roll d4 => not_called
        chair close roll
    ",
    ),
    (
        "bodies",
        hall,
        "
        desk draft city
        desk ready city
        chair open city => body_unknown
    ",
    ),
];

/// Four members of whom three are present; the fourth is the subject of the appointment.
fn hall() -> World {
    let motion = profile("sc-motion");
    let matrix = profile("sc-appointments-seriatim").numbered(2);
    world()
        .members(4)
        .present(3)
        .attendees(1)
        .attendees_present(1)
        .paper("motion", &motion)
        .paper("plain", &motion.clone().with(|s| s.rules.recusal = nothing()))
        .paper("matrix", &matrix)
        .paper("published", &matrix.secret().with(|s| s.rules.publish_papers = true))
        .paper("appointment", &motion.clone().with(about_the_fourth))
        .paper("roll", &motion.clone().with(by_roll_call))
        .paper("city", &motion.with(|s| s.body = Some(key("city"))))
}

fn nothing() -> RecusalRule {
    RecusalRule { allowed: false, ..RecusalRule::default() }
}

fn about_the_fourth(sheet: &mut Sheet) {
    sheet.rules.recusal.chair_hands_over = true;
    let plenum::domain::paper::PaperForm::Marks(form) = &mut sheet.form else {
        panic!("a motion");
    };
    form.rows[0].person = Some(member(4));
}

fn by_roll_call(sheet: &mut Sheet) {
    sheet.rules.secrecy = Secrecy::RollCall;
    sheet.rules.call_order = Some(plenum::domain::roll_call::CallOrder::Roster);
}
