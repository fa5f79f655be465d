"""Which fields elections add: crosses and names, rules about places, links, and their events."""

from .kinds import ID, U16, U32, UUID, array, either, name, nullable, one_field, one_of, record, text

PAPER = {"picks": array(U16), "against?": array(U16), "write_ins?": array(name)}
WRITE_INS = nullable(record(max=U32, after=one_of("any", "against")))
TIE_RULE = either(
    one_of("revote_among_tied", "all_tied_in", "chair_decides", "lot", "shared_rank"),
    one_field(secondary_key=either(one_of("fewer_against"), one_field(more=ID, fewer=ID))),
)
SHORTFALL_RULE = one_of("accept_fewer", "second_round", "fill_next_meeting")
LINK = nullable(record(
    ballot=UUID, why=one_of("rerun", "run_off", "second_round", "further_election", "primary"),
))


def tally(figure):
    """Figures of picks, whatever kind of number they are."""
    return {
        "votes": array(figure), "against?": array(figure),
        "write_ins?": array(record(name=name, votes=figure)),
    }


RULED = one_field(person=name, listed=ID, invalid=text)
EVENTS = {
    "write_ins_read": {"ballot": UUID, "names": array(record(name=name, papers=U32))},
    "write_ins_ruled": {
        "ballot": UUID, "rulings": array(record(**{"name": name, "as": RULED})),
    },
    "tie_decided": {
        "ballot": UUID, "items": array(ID), "by": one_of("chair", "lot"), "reason": text,
        "seed": nullable(text),
    },
    "item_withdrawn": {"ballot": UUID, "item": ID, "reason": text},
}
