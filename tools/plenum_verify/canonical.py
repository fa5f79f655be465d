"""Canonical JSON, section "Bytes" of docs/record.md: parse strictly, write again, compare."""

import json
import unicodedata

INTEGER_MAX = 2**53 - 1
DEPTH_MAX = 32

SHORT_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r",
}
ESCAPES = {
    code: SHORT_ESCAPES.get(chr(code), "\\u%04x" % code)
    for code in [*range(0x20), ord('"'), ord("\\")]
}


class NotCanonical(Exception):
    """These bytes are not a record's. `meant` is what they say all the same, where that is clear."""

    def __init__(self, why, meant=None):
        super().__init__(why)
        self.meant = meant


def _unique(pairs):
    found = {}
    for key, value in pairs:
        if key in found:
            raise NotCanonical("a key stands twice in an object")
        found[key] = value
    return found


def _integer(digits):
    if len(digits) > 17 or abs(int(digits)) > INTEGER_MAX:
        raise NotCanonical("an integer beyond 2^53-1")
    return int(digits)


def _no_number(text):
    raise NotCanonical("a number that is not a plain integer: " + text[:20])


DECODER = json.JSONDecoder(
    object_pairs_hook=_unique,
    parse_int=_integer,
    parse_float=_no_number,
    parse_constant=_no_number,
)


def encode(value, depth=0):
    """The one text of a value."""
    if depth > DEPTH_MAX:
        raise NotCanonical("nested too deeply")
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        return str(_integer(str(value)))
    if isinstance(value, str):
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            raise NotCanonical("a string that is not in NFC")
        return '"' + value.translate(ESCAPES) + '"'
    if isinstance(value, list):
        return "[" + ",".join(encode(item, depth + 1) for item in value) + "]"
    if isinstance(value, dict):
        if not all(key.isascii() for key in value):
            raise NotCanonical("a key that is not ASCII")
        fields = (encode(key) + ":" + encode(value[key], depth + 1) for key in sorted(value))
        return "{" + ",".join(fields) + "}"
    raise NotCanonical("a value that JSON does not have")


def parse(line):
    """The value in these bytes, which must be its canonical form."""
    try:
        value = DECODER.decode(line.decode("utf-8"))
        again = encode(value).encode("utf-8")
    except (UnicodeError, ValueError, RecursionError) as error:
        raise NotCanonical("not JSON: %s" % error) from None
    if again != line:
        raise NotCanonical("JSON, but in another spelling than the canonical one", value)
    return value
