"""The shapes of weights and proxies: section "Weights and proxies"."""

import re

from .kinds import MS, U32, UUID, _fail, array, boolean, integer, nullable, one_of, record
from .weights import DECIMALS_MAX, WEIGHT_MAX, millionths

FIGURE = MS  # heads, or weights in units


def weight(value, path):
    lawful = isinstance(value, str) and re.fullmatch(
        "(0|[1-9][0-9]{0,9})([.][0-9]{0,5}[1-9])?", value, re.ASCII)
    if not lawful or value == "0" or millionths(value) > WEIGHT_MAX * 10**DECIMALS_MAX:
        _fail(path, "a weight above 0 and at most 1000000000 in its only spelling")


RULES = {
    "weights": nullable(record(decimals=integer(0, DECIMALS_MAX))),
    "proxies": nullable(record(max_per_holder=U32, principal_may_vote=boolean)),
}
OPENING = {
    "represented": U32, "weights": nullable(array(FIGURE)),
    "proxies": nullable(array(record(principal=UUID, holder=UUID))),
}
BASES = nullable(record(
    total_membership=FIGURE, present=FIGURE, papers_issued=FIGURE, papers_returned=FIGURE,
    valid_papers=FIGURE,
))


def events(paper):
    """The events besides those of the ballot itself."""
    by = one_of("own", "desk")
    vote = record(delegate=UUID, revision=U32)
    return {
        "weight_set": {"delegate": UUID, "weight": nullable(weight)},
        "proxy_given": {"principal": UUID, "holder": UUID, "by": by},
        "proxy_ended": {"principal": UUID, "by": by},
        "split_cast": {
            "ballot": UUID, "holder": UUID, "cast_id": UUID,
            "shares": array(record(paper=paper, votes=array(vote))),
        },
    }
