"""Which fields there are and what may stand in them: sections "Types" and "Events"."""

from . import election_shapes, form_shapes, manual_shapes, weight_shapes
from .kinds import (
    HASH, ID, MS, SIGNATURE, U8, U16, U32, UUID, WrongShape, _fail, any_of, array, ascending, boolean,
    envelope, envelope_bytes, fraction, integer, nullable, one_of, record, tagged, text,
)

__all__ = ["HEADER", "RECORD", "WrongShape", "envelope_bytes"]

FIGURE = weight_shapes.FIGURE
COMPARATOR = one_of("gt", "ge")
QUORUM = record(comparator=COMPARATOR, fraction=fraction)
QUORUM_RULE = record(
    comparator=COMPARATOR, fraction=fraction, during=boolean, at_close=boolean,
)
VIA = one_of("hall", "video")
ROOM = record(id=ID, title=text, delegations=array(text))
BASE = one_of(
    "total_membership", "present", "papers_issued", "papers_returned", "valid_papers",
    "valid_rows", "for_plus_against", "expressed",
)
THRESHOLD = record(base=BASE, comparator=COMPARATOR, fraction=fraction)
PERSON = record(
    delegation=text, group=text, id=UUID, name=text, number=text, seat=text,
    standing=one_of("member", "nonvoting_attendee"), bodies=ascending(ID, 5),
    weight=nullable(weight_shapes.weight),
)
CHAIR = any_of(record(person=UUID), record(name=text))
RECUSAL_RULE = record(
    allowed=boolean, subject_recused=boolean, base_shrinks=boolean, present_shrinks=boolean,
    chair_hands_over=boolean,
)
PAPER = tagged(
    "form", marks={"marks": array(nullable(U8))}, picks=election_shapes.PAPER,
    **form_shapes.PAPERS,
)

ITEM = record(
    id=ID, title=text, note=text, details=array(record(label=text, text=text)),
    person=nullable(UUID),
)
GRADE = record(
    id=ID, zh=text, en=text,
    shape=one_of("circle", "cross", "triangle", "square", "dot", "none"),
    role=one_of("for", "against", "abstain", "grade"),
    weight=nullable(U32), counts_in_base=boolean,
)
FORM = tagged(
    "form",
    marks={
        "rows": array(ITEM), "grades": array(GRADE),
        "criteria": array(record(id=ID, zh=text, en=text, weight=U32)),
        "blank_rows": one_of("refused", "abstain", "invalid"),
        "quotas": array(record(grade=ID, min=U32, max=U32)),
        "all_equal": one_of("allowed", "refused"),
    },
    picks={
        "options": array(ITEM), "min": U32, "max": U32, "crosses": boolean,
        "write_ins": election_shapes.WRITE_INS,
    },
    **form_shapes.forms(ITEM),
)
COMPOSITE = record(
    ballot_weight=U32, ranked=one_of("four_decimals", "exact"),
    sources=array(record(
        id=ID, zh=text, en=text, weight=U32, decimals=U32, scores=array(U32),
    )),
)
GROUPS = record(
    shares=array(record(group=text, weight=U32)), empty=one_of("renormalise", "refuse"),
    in_secret=boolean,
)
OUTCOME_RULE = tagged(
    "kind",
    threshold={"grades": array(ID), "threshold": THRESHOLD},
    selection={
        "places": U32, "majority": nullable(THRESHOLD), "tie_rule": election_shapes.TIE_RULE,
        "run_off_majority": nullable(THRESHOLD), "shortfall_rule": election_shapes.SHORTFALL_RULE,
        "withdrawal": one_of("vacancy", "next_in_line"),
    },
    quota={
        "grade": ID, "places": U32, "percent": nullable(U32), "floor": nullable(THRESHOLD),
        "others": nullable(THRESHOLD), "composite": nullable(COMPOSITE),
        "tie_rule": election_shapes.TIE_RULE, "shortfall_rule": election_shapes.SHORTFALL_RULE,
        "ranking": array(tagged("key", votes={"grade": ID}, score={}, composite={})),
    },
    ladder={
        "steps": array(record(grade=ID, sum=array(ID), threshold=THRESHOLD)),
        "otherwise": nullable(ID),
    },
    counts={},
    **form_shapes.RULES,
)
CASTING = one_of("tablet", "hands", "paper", "mixed")
RULES = record(
    wording=record(en=text, zh=text), quorum=nullable(QUORUM_RULE),
    electorate=one_of("members", "everyone"), secrecy=one_of("secret", "recorded", "roll_call"),
    casting=CASTING, fallback=array(CASTING),
    change_of_vote=one_of("last_wins", "first_wins"), outcome=OUTCOME_RULE,
    show_while_open=one_of("nothing", "turnout", "tally"),
    show_result=one_of("on_count", "on_declaration"), duration_s=nullable(U32),
    certification=boolean, close_when_all_voted=boolean, binding=boolean,
    live_tally_in_secret=boolean, publish_papers=boolean, recusal=RECUSAL_RULE,
    call_order=nullable(one_of("number", "name", "roster")), publish_names=boolean,
    **weight_shapes.RULES,
    remote=one_of("refused", "allowed"), presence_needed=boolean,
    not_voted=one_of("report", "count_as_abstain", "block_close"),
    rooms=boolean, growing=boolean, background=boolean,
    groups=nullable(GROUPS),
)
SHEET = record(
    number=U32, round=U32, link=election_shapes.LINK, title=text,
    amends=nullable(UUID), draw=nullable(UUID),
    documents=array(record(title=text, version=text, sha256=HASH)),
    kind=one_of(
        "motion_vote", "selection_ballot", "evaluation", "satisfaction_vote", "scoring", "election",
        "quick_poll",
        "opinion_poll"),
    profile=ID, body=nullable(ID), form=FORM, rules=RULES,
)

TURNOUT = record(
    members=U32, present_at_open=U32, represented=U32, electorate=U32, eligible=U32, voted=U32,
    did_not_vote=U32, left_early=U32, recused=U32, eligible_at_open=U32, present_at_close=U32,
    present_least=U32, auto_abstained=U32,
)
TALLY = tagged(
    "form",
    marks={"rows": array(record(votes=array(FIGURE), blank=FIGURE, invalid=FIGURE, recused=FIGURE))},
    picks=election_shapes.tally(FIGURE),
    **form_shapes.TALLIES,
)
TIE = nullable(record(items=array(ID), open_places=U32))
GRADED = tagged("verdict", graded={"grade": ID}, tied={}, ranked={}, no_result={})
OUTCOME = tagged(
    "kind",
    threshold={
        "rows": array(record(
            item=ID, votes=FIGURE, base_count=FIGURE, needed=FIGURE, adopted=boolean,
        )),
    },
    selection={
        "rows": array(record(
            item=ID, votes=FIGURE, rank=U32,
            verdict=one_of("selected", "tied", "not_selected", "below_majority"),
        )),
        "tie": TIE, "shortfall": U32,
    },
    quota={"rows": array(record(item=ID, rank=nullable(U32), verdict=GRADED)), "tie": TIE},
    ladder={"rows": array(record(item=ID, verdict=GRADED))},
    counts={},
    no_result={},
    **form_shapes.outcomes(TIE),
)
PAPERS = record(issued=U32, returned=U32, valid=U32, invalid=U32)
COUNT = record(
    turnout=TURNOUT, tally=TALLY, outcome=OUTCOME, papers=PAPERS,
    channels=nullable(manual_shapes.channels(PAPERS, TALLY)),
    groups=nullable(array(record(group=text, papers=U32, tally=TALLY))), weights=weight_shapes.BASES,
    recused=nullable(array(record(members=U32, present=U32))),
)
SEAL = record(suite=U16, public_key=HASH, manifest=HASH, electorate_root=HASH, pad_len=U32)
BALLOT = {"ballot": UUID}
QUORUM_MARK = {"ballot": nullable(UUID), "present": U32, "needed": U32}
ROOM_ACT = {"ballot": UUID, "room": ID, "by": one_of("chair", "desk"), "present": U32}
DRAW = {"draw": UUID}
DRAW_RULES = record(
    seats=U32, strata=array(one_of("unit", "level")), minimum=U32, substitutes=U32,
    equal_remainders=one_of("lot", "listed_order", "larger_stratum"),
)
ENTRY = record(number=text, name=text, unit=text, level=text, eligible=boolean, reason=text)
STRATUM = record(unit=text, level=text, people=U32, seats=U32, by_lot=boolean)
VOTE = {"ballot": UUID, "delegate": UUID, "cast_id": UUID}

EVENT = tagged(
    "type", **manual_shapes.events(TALLY, COUNT, SHEET),
    sitting_created={"head": record(
        assembly=text, id=UUID, name=text, quorum=QUORUM, rehearsal=boolean, title=text, venue=text,
        video=one_of("refused", "recorded", "counted"),
    )},
    people_enrolled={"people": array(PERSON)},
    checked_in={"delegate": UUID, "by": one_of("own", "desk"), "via": VIA},
    checked_out={"delegate": UUID},
    leave_set={"delegate": UUID, "on_leave": boolean},
    ballot_drafted={**BALLOT, "sheet": SHEET},
    ballot_readied=BALLOT,
    ballot_unreadied=BALLOT,
    ballot_cancelled={**BALLOT, "reason": text},
    ballot_opened={
        **BALLOT, "members": U32, "present": U32, "electorate": array(UUID), **weight_shapes.OPENING,
        "deadline_ms": nullable(MS), "seal": nullable(SEAL),
        "recused": array(record(delegate=UUID, rows=nullable(array(ID)))),
        "roll": nullable(array(UUID)),
    },
    recused={
        **BALLOT, "delegate": UUID, "rows": nullable(array(ID)), "reason": text, "annuls": boolean,
    },
    recusal_withdrawn={**BALLOT, "delegate": UUID},
    roll_passed={**BALLOT, "delegate": UUID},
    scrutineers_named={"people": array(UUID), "chief": nullable(UUID)},
    chair_named={"chair": CHAIR},
    chair_handed_over={"to": CHAIR, "reason": text, "ballot": nullable(UUID)},
    vote_cast={**VOTE, "by": nullable(UUID), "revision": U32, "paper": PAPER},
    **weight_shapes.events(PAPER),
    envelope_cast={**VOTE, "revision": U32, "envelope": envelope},
    late_vote_refused=VOTE,
    last_call_made={**BALLOT, "deadline_ms": MS},
    ballot_extended={**BALLOT, "deadline_ms": MS},
    ballot_suspended={
        **BALLOT, "cause": one_of("chair", "restart", "quorum_lost"), "reason": text,
        "remaining_ms": nullable(MS),
    },
    ballot_resumed={**BALLOT, "deadline_ms": nullable(MS)},
    ballot_closed={
        **BALLOT, "cause": one_of("chair", "deadline", "all_voted", "chair_confirmed"),
        "turnout": TURNOUT,
        "envelopes": nullable(record(count=U32, root=HASH)),
    },
    ballot_counted={
        **BALLOT, "count": COUNT,
        "opened": nullable(record(root=HASH, papers=nullable(array(PAPER)))),
    },
    **election_shapes.EVENTS,
    key_destroyed={**BALLOT, "key_hash": HASH},
    key_lost={**BALLOT, "key_hash": HASH},
    ballot_certified={**BALLOT, "counted": HASH},
    ballot_declared={**BALLOT, "counted": HASH},
    ballot_voided={**BALLOT, "cause": one_of("chair", "over_return"), "reason": text},
    signing_key_set={
        "key": HASH, "previous": nullable(HASH), "by_previous": nullable(SIGNATURE),
        "by_key": SIGNATURE,
    },
    sitting_opened={"members": U32, "present": U32, "needed": U32},
    quorum_lost=QUORUM_MARK,
    quorum_regained=QUORUM_MARK,
    rooms_set={"rooms": array(ROOM)},
    room_opened=ROOM_ACT,
    room_closed=ROOM_ACT,
    person_moved={"delegate": UUID, "delegation": text, "seat": text, "room": nullable(ID)},
    electorate_grown={
        **BALLOT, "cause": one_of("enrolled", "invited"), "joined": array(UUID),
    },
    draw_committed={
        **DRAW, "number": U32, "title": text, "condition": text, "label": text,
        "replaces": nullable(UUID), "reason": text, "algorithm": one_of("plenum-draw-1"),
        "rules": DRAW_RULES, "list": array(ENTRY), "list_hash": HASH, "strata": array(STRATUM),
        "commitment": HASH,
    },
    draw_made={
        **DRAW, "secret": HASH, "digits": text, "seed": HASH, "seats": array(U32),
        "result": array(array(text)), "substitutes": array(array(text)),
    },
    draw_replaced={**DRAW, "out": text, "in": text, "reason": text},
    checkpoint_signed={"size": MS, "root": HASH, "key": HASH, "signature": SIGNATURE},
)
RECORD = record(
    v=integer(1, 1), sitting=UUID, seq=MS, prev=HASH, at_ms=MS, wall_ms=MS, boot=UUID,
    by=one_of("delegate", "chair", "operator", "scrutineer", "system"), event=EVENT,
)
HEADER = record(
    format=one_of("plenum-bundle-1"), sitting=UUID, records=MS, head=HASH,
    software=lambda value, path: None if isinstance(value, str) else _fail(path, "a string"),
)
