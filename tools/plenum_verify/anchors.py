"""Anchors: a checkpoint as it left the house, in text or in words."""

import pathlib
import re

WORDS_FOLDER = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "words"
TEXT = re.compile(
    "plenum1:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(0|[1-9][0-9]{0,19}):([0-9a-f]{64})"
)


class NoAnchor(Exception):
    """What was given is no anchor."""


class Anchor:
    """`bits` is how many bits of the root are known, `known` what they are."""

    def __init__(self, sitting, size, known, bits):
        if not 0 < size < 2**64:
            raise NoAnchor("an anchor of no records says nothing")
        self.sitting, self.size, self.known, self.bits = sitting, size, known, bits

    def is_met_by(self, root):
        return int.from_bytes(root, "big") >> (256 - self.bits) == self.known


def _list(name):
    words = (WORDS_FOLDER / (name + ".txt")).read_text("utf-8").split("\n")
    return {word: place for place, word in enumerate(words) if word}


def parse(text):
    text = text.strip()
    match = TEXT.fullmatch(text)
    if match:
        return Anchor(match[1], int(match[2]), int(match[3], 16), 256)
    size, rest = (re.split(r"\s", text, maxsplit=1) + [""])[:2]
    if not re.fullmatch("[0-9]{1,20}", size) or not rest:
        raise NoAnchor("an anchor is plenum1:<sitting>:<size>:<root>, or a size and eight words")
    if rest.isascii():
        places, words = _list("en"), rest.lower().split()
    else:
        places, words = _list("zh"), [c for c in rest if not c.isspace()]
    unknown = [word for word in words if word not in places]
    if unknown:
        raise NoAnchor("%r is not in the list of words of anchors" % unknown[0])
    if len(words) != 8:
        raise NoAnchor("an anchor has eight words; these are %d" % len(words))
    known = 0
    for word in words:
        known = known << 11 | places[word]
    return Anchor(None, int(size), known, 88)
