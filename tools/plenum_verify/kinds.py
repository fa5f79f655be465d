"""What may stand in a field: section "Types"."""

import base64
import re
import unicodedata

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
    """An object with exactly these fields; one whose name ends in "?" may be missing."""
    optional = {name[:-1] for name in fields if name.endswith("?")}
    fields = {name.rstrip("?"): kind for name, kind in fields.items()}

    def check(value, path):
        if not isinstance(value, dict):
            _fail(path, "an object")
        if set(value) | optional != set(fields):
            _fail(path, "exactly the fields " + ", ".join(sorted(fields)))
        for name in value:
            fields[name](value[name], path + "." + name)

    return check


def any_of(*kinds):
    def check(value, path):
        for kind in kinds[:-1]:
            try:
                return kind(value, path)
            except WrongShape:
                pass
        return kinds[-1](value, path)

    return check


def ascending(kind, most):
    def check(value, path):
        array(kind)(value, path)
        if len(value) > most or any(a >= b for a, b in zip(value, value[1:])):
            _fail(path, "at most %d entries in ascending order" % most)

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


def name(value, path):
    text(value, path)
    if not 1 <= len(value) <= 40:
        _fail(path, "a name of 1 to 40 characters")


def one_field(**kinds):
    """An object with exactly one of these fields."""

    def check(value, path):
        if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in kinds:
            _fail(path, "an object with one of " + ", ".join(kinds))
        for field, inner in value.items():
            kinds[field](inner, path + "." + field)

    return check


def either(word, other):
    """A word, or what another kind takes."""

    def check(value, path):
        (word if isinstance(value, str) else other)(value, path)

    return check


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


def boolean(value, path):
    if not isinstance(value, bool):
        _fail(path, "true or false")


U32, U16, U8, MS = integer(0, 2**32 - 1), integer(0, 65535), integer(0, 255), integer(0, INTEGER_MAX)
UUID = pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a uuid in lower case")
HASH = pattern("[0-9a-f]{64}", "64 lower-case hex digits")
SIGNATURE = pattern("[0-9a-f]{128}", "128 lower-case hex digits")
ID = pattern("[a-z0-9_-]{1,40}", "an id of a-z 0-9 _ -")
