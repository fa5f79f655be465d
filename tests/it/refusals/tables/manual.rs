//! Hands and papers: who may do what, and what is said no to.

use plenum::domain::casting::Casting;

use super::Table;
use crate::support::ballots::{Wanted, profile};
use crate::support::world::{World, world};

/// Four members present, of ballots that people count.
fn hall() -> World {
    let motion = |casting| profile("congress-motion").casting(casting);
    world()
        .members(4)
        .present(4)
        .ballot("tablet", &profile("congress-motion"))
        .ballot("hands", &motion(Casting::Hands))
        .ballot("paper", &motion(Casting::Paper).secret())
        .ballot("mixed", &motion(Casting::Mixed))
        .ballot("sealed", &motion(Casting::Mixed).secret())
        .ballot("picks", &picks())
        .paper("other", &profile("congress-motion"))
        .paper("next", &profile("congress-motion"))
}

fn picks() -> Wanted {
    profile("livelihood-majority-all").numbered(3).places(2).casting(Casting::Paper).secret()
}

pub(super) const TABLES: &[Table] = &[
    (
        "a show of hands",
        hall,
        "
        chair open hands
        d1 cast hands yes => by_hands
        desk issue-paper hands d1 => papers_not_by_name
        desk report hands 4 => entry_not_asked
        desk enter hands hands 3 1 0 => wrong_phase
        chair close hands
        settle
        d1 cast hands yes => by_hands
        scrutineer enter hands hands 3 1 0 => entry_missing
        desk enter hands accounts printed=4 issued=4 returned=4 => entry_not_asked
        desk enter hands hands 3 1 1 => figures_contradict
        desk enter hands hands 3 1 => figures_contradict
        desk enter hands hands 3 0 0 blank=1 => figures_contradict
        desk enter hands hands 2 1 0
        # Until somebody else has entered the same, the operator may enter again.
        desk enter hands hands 3 1 0
        system count hands => not_due
        scrutineer enter hands hands 2 1 1 => entries_differ
        scrutineer enter hands consent applause => entries_differ
        scrutineer enter hands hands 3 1 0
        desk enter hands hands 3 1 0 => already_done
        scrutineer enter hands hands 3 1 0 => already_done
        settle
        desk enter hands hands 3 1 0 => wrong_phase
        chair declare hands
    ",
    ),
    (
        "papers",
        hall,
        "
        chair open-sealed paper => envelope_not_asked
        chair open paper
        d1 cast paper yes => on_paper
        chair explain paper issued nobody came => nothing_to_explain
        desk report paper 4
        desk report paper 4 => already_done
        desk report paper 3
        chair explain paper issued => reason_missing
        chair explain paper issued one of them stays without
        chair explain paper issued again => already_done
        chair close paper
        desk enter paper papers valid=3 | 3 0 0 => accounts_first
        desk enter paper accounts printed=3 issued=3 replaced=1 returned=3 => figures_contradict
        desk enter paper accounts printed=5 issued=3 replaced=1 returned=3
        scrutineer enter paper accounts printed=5 issued=3 replaced=1 returned=2 => entries_differ
        desk enter paper papers valid=3 | 3 0 0 => accounts_first
        scrutineer enter paper accounts printed=5 issued=3 replaced=1 returned=3
        desk enter paper papers valid=3 illegible=1 | 3 0 0 => figures_contradict
        desk enter paper papers valid=2 illegible=1 | 3 0 0 => figures_contradict
        desk enter paper papers valid=2 illegible=1 | 2 0 0
        scrutineer enter paper papers valid=2 over=1 | 2 0 0 => entries_differ
        scrutineer enter paper papers valid=2 illegible=1 | 2 0 0
        settle
        desk propose paper printed=5 issued=3 replaced=1 returned=3 valid=2 other=1 | 1 1 0 => reason_missing
        desk propose paper printed=5 issued=3 replaced=1 returned=3 valid=2 illegible=1 | 2 0 0 : as before => already_done
        desk propose paper printed=5 issued=3 replaced=1 returned=4 valid=3 illegible=1 | 2 1 0 : too many => figures_contradict
        scrutineer correct paper printed=5 issued=3 replaced=1 returned=3 valid=2 other=1 | 1 1 0 => entry_missing
        desk propose paper printed=5 issued=3 replaced=1 returned=3 valid=2 other=1 | 1 1 0 : counted again
        scrutineer correct paper printed=5 issued=3 replaced=1 returned=3 valid=2 other=1 | 2 0 0 => entries_differ
        scrutineer correct paper printed=5 issued=3 replaced=1 returned=3 valid=2 other=1 | 1 1 0
        chair declare paper
    ",
    ),
    (
        "papers and voters who signed in",
        hall,
        "
        chair open picks
        chair close picks
        desk enter picks accounts printed=9 issued=5 returned=5
        scrutineer enter picks accounts printed=9 issued=5 returned=5
        desk enter picks papers valid=5 | 5 5 0 => unreconciled
        chair explain picks issued d5 has not signed in
        desk enter picks papers valid=5 | 5 5 0 => unreconciled
        chair explain picks returned d5 has not signed in
        # Ten ticks on five papers are two each, eleven are one too many.
        desk enter picks papers valid=5 | 5 5 1 => figures_contradict
        desk enter picks papers valid=4 over=1 | 4 4 0
        scrutineer enter picks papers valid=4 over=1 | 4 4 0
        settle
        scrutineer certify picks
    ",
    ),
    (
        "one channel for each person",
        hall,
        "
        desk issue-paper mixed d1 => wrong_phase
        chair open mixed
        d1 cast mixed yes #1
        desk take-back mixed d1 => no_paper_in_hand
        desk annul mixed d2 => no_vote_to_annul
        desk issue-paper mixed d1 => vote_to_annul
        desk annul mixed d1
        d1 cast mixed yes #1 => vote_annulled
        desk issue-paper mixed d1
        desk issue-paper mixed d1 => already_done
        desk issue-paper mixed x1 => not_in_electorate
        d1 cast mixed no => paper_in_hand
        desk take-back mixed d1
        d1 cast mixed no
        desk annul mixed d1
        desk issue-paper mixed d1
        d2 cast mixed no
        chair close mixed
        settle
        d1 cast mixed no => paper_in_hand
        d3 cast mixed no => ballot_closed, noted
        desk enter mixed accounts printed=3 issued=2 returned=1 => figures_contradict
        desk enter mixed accounts printed=3 issued=1 returned=1
        scrutineer enter mixed accounts printed=3 issued=1 returned=1
        desk enter mixed papers valid=1 | 0 0 1
        scrutineer enter mixed papers valid=1 | 0 0 1
        settle
        desk note mixed the chair said three => wrong_phase
        chair declare mixed
        desk note mixed => reason_missing
        desk note mixed the chair said three and corrected it
    ",
    ),
    (
        "sealed votes beside papers",
        hall,
        "
        chair open-sealed sealed
        d1 seal sealed yes
        d2 seal sealed no
        desk annul sealed d2
        desk issue-paper sealed d2
        desk assist sealed d2
        desk assist sealed d2 => already_done
        desk assist sealed x1 => not_in_electorate
        chair close sealed
        settle
        # The box stays shut until the papers are counted.
        system count-opened sealed => not_due
        desk enter sealed accounts printed=1 issued=1 returned=1
        scrutineer enter sealed accounts printed=1 issued=1 returned=1
        desk enter sealed papers valid=1 | 1 0 0
        scrutineer enter sealed papers valid=1 | 1 0 0
        settle
        chair declare sealed
    ",
    ),
    (
        "when the tablets fail",
        hall,
        "
        chair change-casting tablet hands other => reason_missing
        chair change-casting tablet mixed other no link => casting_not_allowed
        chair change-casting tablet hands picks no link => ballot_exists
        chair open tablet
        d1 cast tablet yes
        chair change-casting tablet hands other no link
        chair change-casting tablet hands other no link => already_done
        d1 cast tablet yes => ballot_voided
        chair open other
        # Doubtful: on paper.
        chair change-casting other paper next nobody could count
        chair change-casting next hands motion back again => casting_not_allowed
        chair open next
        chair close next
        chair change-casting next hands motion too late => wrong_phase
        desk enter tablet hands 1 0 0 => entry_not_asked
        desk propose tablet hands 1 0 0 : it is void => wrong_phase
    ",
    ),
    (
        "counts that the record adds up",
        hall,
        "
        chair open tablet
        d1 cast tablet yes
        desk issue-paper tablet d1 => papers_not_by_name
        chair close tablet
        settle
        desk propose tablet hands 1 0 0 : recounted => not_corrigible
        chair declare tablet
        desk propose tablet hands 1 0 0 : recounted => not_corrigible
    ",
    ),
];
