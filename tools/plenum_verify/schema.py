"""Which fields there are and what may stand in them: sections "Types" and "Events"."""

import base64
import re
import unicodedata

from .weights import DECIMALS_MAX, WEIGHT_MAX, millionths

INTEGER_MAX = 2**53 - 1
WHITE_SPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)
HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


class WrongShape(Exception):
    """A field that is missing, unknown, or holds something else."""


def _fail(path, wanted):
    raise WrongShape("%s: expected %s" % (path or "record", wanted))


def pattern(expression, wanted):
    compiled = re.compile(expression)

    def check(value, path):
        if not isinstance(value, str) or not compiled.fullmatch(value):
            _fail(path, wanted)

    return check


def integer(low, high):
    def check(value, path):
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            _fail(path, "an integer from %d to %d" % (low, high))

    return check


def one_of(*words):
    def check(value, path):
        if not isinstance(value, str) or value not in words:
            _fail(path, " or ".join(words))

    return check


def nullable(kind):
    def check(value, path):
        if value is not None:
            kind(value, path)

    return check


def array(kind):
    def check(value, path):
        if not isinstance(value, list):
            _fail(path, "a list")
        for place, item in enumerate(value):
            kind(item, "%s[%d]" % (path, place))

    return check


def record(**fields):
    def check(value, path):
        if not isinstance(value, dict):
            _fail(path, "an object")
        if set(value) != set(fields):
            _fail(path, "exactly the fields " + ", ".join(sorted(fields)))
        for name, kind in fields.items():
            kind(value[name], path + "." + name)

    return check


def tagged(tag, **variants):
    """An object whose field `tag` says which of the variants it is."""
    variants = {name: record(**{tag: one_of(name), **rest}) for name, rest in variants.items()}

    def check(value, path):
        name = value.get(tag) if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in variants:
            _fail(path, "an object with %s %s" % (tag, " or ".join(variants)))
        variants[name](value, path)

    return check


def text(value, path):
    if not isinstance(value, str) or len(value) > 1000 or value != value.strip(WHITE_SPACE):
        _fail(path, "a text of at most 1000 characters without space at its ends")
    if HIDDEN.search(value) or any(unicodedata.category(c) == "Cc" for c in value):
        _fail(path, "a text without control and invisible characters")


def fraction(value, path):
    match = re.fullmatch("([1-9][0-9]{0,6})/([1-9][0-9]{0,6})", value if isinstance(value, str) else "")
    if not match or not int(match[1]) <= int(match[2]) <= 1_000_000:
        _fail(path, "a fraction above 0 and at most 1")


def envelope(value, path):
    wanted = "base64url without padding of at most 65536 bytes"
    if not isinstance(value, str) or not re.fullmatch("[A-Za-z0-9_-]*", value) or len(value) % 4 == 1:
        _fail(path, wanted)
    data = envelope_bytes(value)
    again = base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
    if again != value or len(data) > 65536:
        _fail(path, wanted)


def envelope_bytes(value):
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


def weight(value, path):
    lawful = isinstance(value, str) and re.fullmatch(
        "(0|[1-9][0-9]{0,9})([.][0-9]{0,5}[1-9])?", value, re.ASCII)
    if not lawful or value == "0" or millionths(value) > WEIGHT_MAX * 10**6:
        _fail(path, "a weight above 0 and at most 1000000000 in its only spelling")


def boolean(value, path):
    if not isinstance(value, bool):
        _fail(path, "true or false")


U32, U16, U8, MS = integer(0, 2**32 - 1), integer(0, 65535), integer(0, 255), integer(0, INTEGER_MAX)
FIGURE = MS  # heads, or weights in units
UUID = pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a uuid in lower case")
HASH = pattern("[0-9a-f]{64}", "64 lower-case hex digits")
SIGNATURE = pattern("[0-9a-f]{128}", "128 lower-case hex digits")
ID = pattern("[a-z0-9_-]{1,40}", "an id of a-z 0-9 _ -")

COMPARATOR = one_of("gt", "ge")
QUORUM = record(comparator=COMPARATOR, fraction=fraction)
BASE = one_of(
    "total_membership", "present", "papers_issued", "papers_returned", "valid_papers",
    "valid_rows", "for_plus_against", "expressed",
)
THRESHOLD = record(base=BASE, comparator=COMPARATOR, fraction=fraction)
PERSON = record(
    delegation=text, id=UUID, name=text, number=text, seat=text,
    standing=one_of("member", "nonvoting_attendee"), weight=nullable(weight),
)
PAPER = tagged("form", marks={"marks": array(nullable(U8))}, picks={"picks": array(U16)})

ITEM = record(id=ID, title=text, note=text, details=array(record(label=text, text=text)))
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
        "blank_rows": one_of("refused", "abstain", "invalid"),
        "quotas": array(record(grade=ID, max=U32)),
    },
    picks={"options": array(ITEM), "min": U32, "max": U32},
)
OUTCOME_RULE = tagged(
    "kind",
    threshold={"grades": array(ID), "threshold": THRESHOLD},
    selection={"places": U32, "majority": nullable(THRESHOLD)},
    quota={
        "grade": ID, "places": U32, "others": THRESHOLD,
        "ranking": array(tagged("key", votes={"grade": ID}, score={})),
    },
    ladder={
        "steps": array(record(grade=ID, sum=array(ID), threshold=THRESHOLD)),
        "otherwise": nullable(ID),
    },
    counts={},
)
RULES = record(
    wording=record(en=text, zh=text), quorum=nullable(QUORUM),
    electorate=one_of("members", "everyone"), secrecy=one_of("secret", "recorded"),
    change_of_vote=one_of("last_wins", "first_wins"), outcome=OUTCOME_RULE,
    show_while_open=one_of("nothing", "turnout", "tally"),
    show_result=one_of("on_count", "on_declaration"), duration_s=nullable(U32),
    certification=boolean, close_when_all_voted=boolean, binding=boolean,
    live_tally_in_secret=boolean, publish_papers=boolean, publish_names=boolean,
    weights=nullable(record(decimals=integer(0, DECIMALS_MAX))),
    proxies=nullable(record(max_per_holder=U32, principal_may_vote=boolean)),
)
SHEET = record(
    number=U32, round=U32, rerun_of=nullable(UUID), title=text,
    kind=one_of("motion_vote", "selection_ballot", "evaluation", "satisfaction_vote", "quick_poll"),
    profile=ID, form=FORM, rules=RULES,
)

TURNOUT = record(
    members=U32, present_at_open=U32, represented=U32, electorate=U32, eligible=U32, voted=U32,
    did_not_vote=U32, left_early=U32,
)
TALLY = tagged(
    "form",
    marks={"rows": array(record(votes=array(FIGURE), blank=FIGURE, invalid=FIGURE))},
    picks={"votes": array(FIGURE)},
)
TIE = nullable(record(items=array(ID), open_places=U32))
GRADED = tagged("verdict", graded={"grade": ID}, tied={}, no_result={})
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
)
COUNT = record(
    turnout=TURNOUT, tally=TALLY, outcome=OUTCOME,
    papers=record(issued=U32, returned=U32, valid=U32, invalid=U32),
    weights=nullable(record(
        total_membership=FIGURE, present=FIGURE, papers_issued=FIGURE, papers_returned=FIGURE,
        valid_papers=FIGURE,
    )),
)
SEAL = record(suite=U16, public_key=HASH, manifest=HASH, electorate_root=HASH, pad_len=U32)
BALLOT = {"ballot": UUID}
MANDATE = record(principal=UUID, holder=UUID)
VOTE = {"ballot": UUID, "delegate": UUID, "cast_id": UUID}

EVENT = tagged(
    "type",
    sitting_created={"head": record(
        assembly=text, id=UUID, name=text, quorum=QUORUM, rehearsal=boolean, title=text, venue=text,
    )},
    people_enrolled={"people": array(PERSON)},
    checked_in={"delegate": UUID, "by": one_of("own", "desk")},
    checked_out={"delegate": UUID},
    leave_set={"delegate": UUID, "on_leave": boolean},
    weight_set={"delegate": UUID, "weight": nullable(weight)},
    proxy_given={"principal": UUID, "holder": UUID, "by": one_of("own", "desk")},
    proxy_ended={"principal": UUID, "by": one_of("own", "desk")},
    ballot_drafted={**BALLOT, "sheet": SHEET},
    ballot_readied=BALLOT,
    ballot_unreadied=BALLOT,
    ballot_cancelled={**BALLOT, "reason": text},
    ballot_opened={
        **BALLOT, "members": U32, "present": U32, "represented": U32, "electorate": array(UUID),
        "weights": nullable(array(FIGURE)), "proxies": nullable(array(MANDATE)),
        "deadline_ms": nullable(MS), "seal": nullable(SEAL),
    },
    vote_cast={**VOTE, "by": nullable(UUID), "revision": U32, "paper": PAPER},
    split_cast={**BALLOT, "holder": UUID, "cast_id": UUID, "shares": array(record(
        paper=PAPER, votes=array(record(delegate=UUID, revision=U32)),
    ))},
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
        **BALLOT, "cause": one_of("chair", "deadline", "all_voted"), "turnout": TURNOUT,
        "envelopes": nullable(record(count=U32, root=HASH)),
    },
    ballot_counted={
        **BALLOT, "count": COUNT,
        "opened": nullable(record(root=HASH, papers=nullable(array(PAPER)))),
    },
    key_destroyed={**BALLOT, "key_hash": HASH},
    key_lost={**BALLOT, "key_hash": HASH},
    ballot_certified={**BALLOT, "counted": HASH},
    ballot_declared={**BALLOT, "counted": HASH},
    ballot_voided={**BALLOT, "reason": text},
    signing_key_set={
        "key": HASH, "previous": nullable(HASH), "by_previous": nullable(SIGNATURE),
        "by_key": SIGNATURE,
    },
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
