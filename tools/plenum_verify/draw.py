"""The draw: strata, seats, seed, stream, names. docs/draw.md is the reference."""

import hashlib
import struct

from .canonical import encode

LIST_MAX, CELL_MAX, LIST_BYTES_MAX = 20_000, 100, 8 * 1024 * 1024
SEATS_MAX, STRATA_MAX, SUBSTITUTES_MAX, DIGITS_MIN, DIGITS_MAX = 200, 200, 20, 6, 200
LOT = 2**32 - 1


def list_hash(entries):
    return hashlib.sha256(encode(entries).encode("utf-8")).hexdigest()


def list_fault(entries):
    """What is wrong with a list, or None."""
    if not 1 <= len(entries) <= LIST_MAX:
        return "the list is empty or too long"
    seen = set()
    for entry in entries:
        texts = [entry[name] for name in ("number", "name", "unit", "level", "reason")]
        if any(len(text) > CELL_MAX for text in texts):
            return "a field of the list is too long"
        if not entry["number"] or entry["number"] in seen:
            return "a number is missing or stands twice"
        seen.add(entry["number"])
        if entry["eligible"] != (entry["reason"] == ""):
            return "who is not eligible has a reason, and nobody else"
    if len(encode(entries).encode("utf-8")) > LIST_BYTES_MAX:
        return "the list is too large"
    return None


def digits_are_clean(text):
    groups = text.split(" ")
    plain = all(group and group.isascii() and group.isdigit() for group in groups)
    return plain and sum(map(len, groups)) >= DIGITS_MIN and len(text) <= DIGITS_MAX


def stratum_of(entry, rules):
    return tuple(entry[by] if by in rules["strata"] else "" for by in ("unit", "level"))


def groups_of(entries, rules):
    """Places of the eligible entries by stratum, strata as the list names them."""
    groups = {}
    for place, entry in enumerate(entries):
        if entry["eligible"]:
            groups.setdefault(stratum_of(entry, rules), []).append(place)
    return groups


def strata(entries, rules):
    """The lawful strata, or None where list and rules do not go together."""
    if not 1 <= rules["seats"] <= SEATS_MAX or rules["substitutes"] > SUBSTITUTES_MAX:
        return None
    if rules["strata"] not in ([], ["unit"], ["level"], ["unit", "level"]):
        return None
    groups = groups_of(entries, rules)
    named = all(
        dict(zip(("unit", "level"), key))[by] for key in groups for by in rules["strata"]
    )
    if not named or len(groups) > STRATA_MAX:
        return None
    given = shares([len(group) for group in groups.values()], rules)
    if given is None:
        return None
    seats, lot = given
    return [
        {"unit": unit, "level": level, "people": len(group), "seats": seats[place],
         "by_lot": place in lot}
        for place, ((unit, level), group) in enumerate(groups.items())
    ]


def shares(sizes, rules):
    """(certain seats, places that share the open ones by lot), or None."""
    floors = [min(rules["minimum"], size) for size in sizes]
    if rules["seats"] > sum(sizes) or sum(floors) > rules["seats"]:
        return None
    raised = set()
    while True:
        seats, lot = share_once(sizes, floors, raised, rules)
        low = {place for place, size in enumerate(sizes) if seats[place] < floors[place]}
        if not low - raised:
            return seats, lot
        raised |= low


def share_once(sizes, floors, raised, rules):
    seats = rules["seats"] - sum(floors[place] for place in raised)
    sharing = [place for place in range(len(sizes)) if place not in raised]
    people = max(1, sum(sizes[place] for place in sharing))
    given = [
        floors[place] if place in raised else size * seats // people
        for place, size in enumerate(sizes)
    ]
    left = seats - sum(given[place] for place in sharing)
    larger = rules["equal_remainders"] == "larger_stratum"

    def key(place):
        return (sizes[place] * seats % people, sizes[place] if larger else 0)

    order = sorted(sharing, key=key, reverse=True)
    lot = set()
    if rules["equal_remainders"] != "listed_order" and 0 < left < len(order):
        if key(order[left - 1]) == key(order[left]):
            lot = {place for place in sharing if key(place) == key(order[left])}
            left = next(n for n, place in enumerate(order) if place in lot)
    for place in order[:left]:
        given[place] += 1
    return given, lot


def seed(list_hash, secret, digits):
    text = "plenum draw 1\n%s\n%s\n%s\n" % (list_hash, secret or "-", digits)
    return hashlib.sha256(text.encode("utf-8")).digest()


def words(key):
    """The stream of ChaCha20 (RFC 8439, nonce 0, counter from 0) as 32-bit words."""
    constants = struct.unpack("<4I", b"expand 32-byte k")
    counter = 0
    while True:
        start = [*constants, *struct.unpack("<8I", key), counter, 0, 0, 0]
        state = list(start)
        for _ in range(10):
            for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                               (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
                quarter(state, a, b, c, d)
        for before, after in zip(start, state):
            yield (before + after) & 0xFFFFFFFF
        counter += 1


def quarter(state, a, b, c, d):
    for left, right, other, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[left] = (state[left] + state[right]) & 0xFFFFFFFF
        mixed = state[other] ^ state[left]
        state[other] = (mixed << turn | mixed >> 32 - turn) & 0xFFFFFFFF


def order(length, taken, seed, number):
    """The first `taken` of `length` places, by the stream of `number`."""
    stream = words(hashlib.sha256(seed + struct.pack(">I", number)).digest())
    places = list(range(length))
    for place in range(taken):
        bound = length - place
        limit = 2**32 - 1 - (2**32 - 1) % bound
        word = next(word for word in stream if word < limit)
        other = place + word % bound
        places[place], places[other] = places[other], places[place]
    return places[:taken]


def draw(entries, rules, lawful, seed):
    """(seats, result, substitutes) of lawful strata."""
    seats = [stratum["seats"] for stratum in lawful]
    tied = [place for place, stratum in enumerate(lawful) if stratum["by_lot"]]
    left = rules["seats"] - sum(seats)
    for place in order(len(tied), left, seed, LOT):
        seats[tied[place]] += 1
    result, substitutes = [], []
    for number, group in enumerate(groups_of(entries, rules).values()):
        taken = min(len(group), seats[number] + rules["substitutes"])
        places = order(len(group), taken, seed, number)
        drawn, after = sorted(places[:seats[number]]), places[seats[number]:]
        result.append([entries[group[place]]["number"] for place in drawn])
        substitutes.append([entries[group[place]]["number"] for place in after])
    return seats, result, substitutes


class Draw:
    """One draw of a sitting: what was committed to, and who stands now."""

    def __init__(self, event):
        self.event = event
        self.superseded = False
        self.made = False
        self.substitutes, self.standing = [], []

    def make(self, event):
        """Draws; yields what is wrong with the event. The state follows the rules."""
        committed = self.event
        key = seed(committed["list_hash"], event["secret"], event["digits"])
        if event["seed"] != key.hex():
            yield "the seed is not that of list, secret and digits"
        seats, result, after = draw(committed["list"], committed["rules"], committed["strata"], key)
        if (event["seats"], event["result"], event["substitutes"]) != (seats, result, after):
            yield "other people than list and seed give"
        self.made = True
        self.standing = [list(stratum) for stratum in result]
        self.substitutes = [list(stratum) for stratum in after]

    def replace(self, out, incoming):
        """False where only somebody else may come in."""
        for standing, waiting in zip(self.standing, self.substitutes):
            if out in standing:
                if waiting[:1] != [incoming]:
                    return False
                standing[standing.index(out)] = waiting.pop(0)
                return True
        return False

    def rows(self):
        """Title and note of each row of a ballot about those who stand now."""
        entries = {entry["number"]: entry for entry in self.event["list"]}
        standing = (entries[number] for stratum in self.standing for number in stratum)
        return [(called(entry, self.event["label"]), place_of(entry)) for entry in standing]


def called(entry, label):
    if entry["name"]:
        return entry["name"]
    text = ("%s %s" % (label, entry["number"])).strip()
    return text if len(text) <= 1000 else entry["number"]


def place_of(entry):
    return ("%s %s" % (entry["unit"], entry["level"])).strip()
