"""Shapes of ranked, scored and written papers, of points and means."""

from .kinds import (
    ID, MS, U8, U16, U32, _fail, array, nullable, one_of, record, text,
)


def answer(value, path):
    text(value, path)
    if not value:
        _fail(path, "an answer that is not empty")


def pair(first, second):
    def check(value, path):
        if not isinstance(value, list) or len(value) != 2:
            _fail(path, "a list of two")
        first(value[0], path + "[0]")
        second(value[1], path + "[1]")

    return check


BOTH = record(en=text, zh=text)
PAPERS = {
    "ranks": {"ranks": array(U16)},
    "scores": {"scores": array(nullable(U32))},
    "text": {"answers": array(nullable(answer))},
}


def forms(item):
    """The forms, with this shape of their items."""
    band = record(**{"id": ID, "zh": text, "en": text, "from": U32, "to": U32})
    return {
        "ranks": {"options": array(item), "min": U32, "max": U32},
        "scores": {
            "rows": array(item), "min": U32, "max": U32, "step": U32, "decimals": U8,
            "blank_rows": one_of("refused", "abstain", "invalid"), "bands": array(band),
            "labels": nullable(record(low=BOTH, high=BOTH)),
        },
        "text": {"questions": array(item), "max_chars": U32},
    }


RULES = {
    "points": {"places": U32, "method": one_of("weighted", "mentions")},
    "mean": {
        "trim": nullable(record(above=U32, drop_max=U32, drop_min=U32)), "places": nullable(U32),
    },
}
TALLIES = {
    "ranks": {"rows": array(record(ranks=array(MS)))},
    "scores": {
        "rows": array(record(scores=array(pair(U32, MS)), blank=MS, invalid=MS, recused=MS)),
    },
    "text": {"answered": array(MS)},
}


def outcomes(tie):
    return {
        "points": {
            "rows": array(record(
                item=ID, points=MS, rank=U32,
                verdict=one_of("selected", "tied", "not_selected", "below_majority"),
            )),
            "tie": tie, "shortfall": U32,
        },
        "mean": {
            "rows": array(record(
                item=ID, total=MS, raters=MS, given=MS, rank=nullable(U32), band=nullable(ID),
                verdict=one_of("ranked", "selected", "tied", "not_selected", "no_result"),
            )),
            "tie": tie, "shortfall": U32,
        },
    }
