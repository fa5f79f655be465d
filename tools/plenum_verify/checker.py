"""Goes through a bundle line by line: V1 to V6, V9, V17, V18, and the rules for the rest."""

import base64
import collections
import functools
import hashlib
import re

from . import ed25519
from .canonical import NotCanonical, parse
from .merkle import Tree
from .report import Report
from .schema import HEADER, RECORD, WrongShape
from .sitting import Sitting

LINE_BYTES_MAX = 16 * 1024 * 1024
WALL_BACK_MS_MAX = 2_000
HEADER_START = b'{"format":"plenum-bundle-1","head":"'


# Without any of these events there is nothing to check.
NOTHING_TO_CHECK = [
    ("V4", ["checkpoint_signed"], "checkpoint"),
    ("V5", ["signing_key_set"], "signing key"),
    ("V10", ["vote_cast", "split_cast", "envelope_cast"], "vote"),
    ("V12", ["envelope_cast"], "envelope"),
    ("V13", ["vote_cast", "split_cast"], "recorded vote"),
    ("V14", ["sealed"], "secret ballot"),
    ("V15", ["ballot_opened"], "opened ballot"),
    ("V16", ["sealed"], "secret ballot"),
    ("V19", ["ballot_certified", "ballot_declared"], "declaration"),
    ("V20", ["ballot_counted"], "count"),
    ("V21", ["draw_committed"], "draw"),
]


class NoEarlierBundle(Exception):
    """The bundle to compare with has no header or no record."""


def read_line(file):
    """(bytes, how it ended): "whole", "cut", "long", or "end" where there is nothing more."""
    line = file.readline(LINE_BYTES_MAX + 1)
    if not line:
        return line, "end"
    if line.endswith(b"\n"):
        return line[:-1], "whole"
    return line, "long" if len(line) > LINE_BYTES_MAX else "cut"


# A string, whole or to the end of the piece; a brace; anything else.
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*(?:"|\\?)|[{}]|[^"{}]+', re.DOTALL)


def may_be_cut_off(piece):
    """Whether an object begins here and does not go on behind the brace that closes it."""
    depth = 0
    for token in TOKEN.finditer(piece):
        if token.start() > 0 and depth == 0:
            return False
        depth += {b"{": 1, b"}": -1}.get(token[0], 0)
    return piece.startswith(b"{")


def read_header(line):
    try:
        header = parse(line)
        HEADER(header, "header")
    except (NotCanonical, WrongShape):
        return None
    return header


# Many bundles of a batch have most lines in common.
@functools.lru_cache(maxsize=4096)
def read_record(line):
    """(what the line says or None, what is wrong with it or None). Nobody may change the record."""
    fault = None
    try:
        record = parse(line)
    except NotCanonical as error:
        record, fault = error.meant, str(error)
    if record is None:
        return None, fault
    try:
        RECORD(record, "")
    except WrongShape as error:
        return None, fault or str(error)
    return record, fault


class Earlier:
    """A bundle of an earlier day, read side by side."""

    def __init__(self, file):
        self.file, self.compared, self.differs = file, 0, False
        line, end = read_line(file)
        if end != "whole" or read_header(line) is None:
            raise NoEarlierBundle("the earlier bundle has no lawful header")
        self.next = self.advance()
        if self.next is None:
            raise NoEarlierBundle("the earlier bundle has no record")

    def advance(self):
        line, end = read_line(self.file)
        return line if end == "whole" else None

    def compare(self, line):
        """False at the first record that is another one."""
        if self.differs or self.next is None:
            return True
        self.differs = line != self.next
        if not self.differs:
            self.compared, self.next = self.compared + 1, self.advance()
        return not self.differs


class Checker:
    def __init__(self, file, anchors=(), keys=(), earlier=None):
        self.file, self.keys = file, keys
        self.given = len(anchors)
        self.ahead = sorted(anchors, key=lambda anchor: anchor.size)
        self.earlier = Earlier(earlier) if earlier else None
        self.report = Report()
        self.header = self.sitting = None
        self.seq, self.line = None, 1
        self.records, self.head = 0, "0" * 64
        self.tree = Tree()
        self.first_key = self.key = None
        self.latest_ms, self.wall_ms = {}, 0
        self.state = Sitting()
        self.seen = collections.Counter()  # events by type, and "sealed" ballots

    def find(self, check, what):
        self.report.find(check, self.seq, self.line, what)

    def run(self):
        cut = self.read_first()
        while cut is None:
            line, end = read_line(self.file)
            self.seq, self.line = self.records, self.records + 2
            if end == "whole":
                self.take(line)
                continue
            cut = end == "cut"
            if end == "long":
                self.find("V1", "a line of more than 16 MiB; nothing behind it was read")
            if cut:
                self.piece(line)
        self.seq, self.line = None, self.records + 1
        self.finish(cut)
        return self.report

    def read_first(self):
        """None to go on, else whether the file was cut off here."""
        line, end = read_line(self.file)
        if end == "whole":
            self.header = read_header(line)
            if self.header is None:
                self.find("V1", "the header is not one of this format")
            elif self.header["records"] == 0:
                self.find("V9", "a record has at least one entry")
            else:
                self.sitting = self.header["sitting"]
            return None
        shorter = min(len(line), len(HEADER_START))
        begins = line[:shorter] == HEADER_START[:shorter]
        if end != "long" and begins and (not line or may_be_cut_off(line)):
            return True
        self.find("V1", "not a bundle of this format")
        return False

    def piece(self, line):
        if not may_be_cut_off(line):
            self.find("V1", "the last line is not the beginning of a record")
        elif self.header and self.header["records"] <= self.records:
            self.find("V9", "there is more behind the last record")

    def take(self, line):
        hash = hashlib.sha256(line).hexdigest()
        record = self.understand(line)
        if record is None:
            self.state.lose()
        else:
            self.take_record(record, hash)
        self.tree.append(line)
        self.head, self.records = hash, self.records + 1
        while self.ahead and self.ahead[0].size <= self.records:
            self.meet(self.ahead.pop(0))
        if self.earlier and not self.earlier.compare(line):
            self.find("V6", "from here on it is not the record of the earlier bundle")

    def understand(self, line):
        record, fault = read_record(line)
        if fault:
            self.find("V1", fault)
        return record

    def take_record(self, record, hash):
        event = record["event"]
        if self.sitting is None:
            self.sitting = record["sitting"]
        if record["seq"] != self.records:
            self.find("V2", "it has the number %d" % record["seq"])
        if record["sitting"] != self.sitting:
            self.find("V2", "it is of sitting " + record["sitting"])
        if event["type"] == "sitting_created" and event["head"]["id"] != self.sitting:
            self.find("V2", "it begins sitting " + event["head"]["id"])
        if record["prev"] != self.head:
            self.find("V3", "it names another hash of the record before")
        if event["type"] == "signing_key_set":
            self.set_key(event)
        if event["type"] == "checkpoint_signed":
            self.checkpoint(event)
        self.seen[event["type"]] += 1
        self.seen["sealed"] += event.get("seal") is not None
        self.clocks(record)
        for check, what in self.state.judge(record, hash):
            self.find(check, what)

    def set_key(self, event):
        previous, key = event["previous"], event["key"]
        text = "plenum signing key\n%s\n%s\n%s\n" % (self.sitting, previous or "-", key)
        if previous != self.key:
            self.find("V5", "the key before is not the one in force")
        if key == self.key:
            self.find("V5", "the key was in force already")
        if (previous is None) != (event["by_previous"] is None):
            self.find("V5", "a previous key and its signature go together")
        elif previous and not verify(previous, text, event["by_previous"]):
            self.find("V5", "the previous key did not sign the change")
        if not verify(key, text, event["by_key"]):
            self.find("V5", "the new key did not sign the change")
        self.first_key = self.first_key or key
        self.key = key

    def checkpoint(self, event):
        root = bytes.fromhex(event["root"])
        if event["size"] != self.records:
            self.find("V4", "a checkpoint of another number of records than are before it")
        elif root != self.tree.root():
            self.find("V4", "the root of a checkpoint is not that of its records")
        if event["key"] != self.key:
            self.find("V5", "signed with a key that is not in force")
        root64 = base64.b64encode(root).decode("ascii")
        body = "plenum/%s\n%d\n%s\n" % (self.sitting, event["size"], root64)
        if not verify(event["key"], body, event["signature"]):
            self.find("V5", "the signature of a checkpoint is not valid")

    def meet(self, anchor):
        if anchor.sitting not in (None, self.sitting):
            self.find("V6", "an anchor of another sitting")
        elif anchor.size != self.records or not anchor.is_met_by(self.tree.root()):
            self.find("V6", "the anchor of %d records has another root" % anchor.size)

    def clocks(self, record):
        latest = self.latest_ms.get(record["boot"], 0)
        if record["at_ms"] < latest:
            self.find("V17", "time runs back by %d ms" % (latest - record["at_ms"]))
        self.latest_ms[record["boot"]] = max(latest, record["at_ms"])
        if record["wall_ms"] + WALL_BACK_MS_MAX < self.wall_ms:
            back = self.wall_ms - record["wall_ms"]
            self.report.warn("V17", self.seq, self.line, "the wall clock was set back by %d ms" % back)
        self.wall_ms = record["wall_ms"]

    def finish(self, cut):
        report = self.report
        report.records, report.head, report.root = self.records, self.head, self.tree.root().hex()
        report.rehearsal = bool(self.state.head and self.state.head["rehearsal"])
        report.sitting, report.unjudged = self.sitting, self.state.unjudged
        self.against_header(cut)
        for anchor in self.ahead:
            self.find("V6", "an anchor names %d records, more than there are" % anchor.size)
        if self.earlier and self.earlier.next is not None and not self.earlier.differs:
            self.find("V6", "the earlier bundle goes on behind the end of this one")
        for key in self.keys:
            if key not in (self.first_key, self.key):
                self.find("V5", "key %s is neither the first nor the last one" % key[:16])
        self.keys_left()
        if not self.given and not self.earlier:
            report.leave_open("no anchor was given: a record cut off at its end would not show")
            report.say("V6", "no anchor given")
        for check, kinds, what in NOTHING_TO_CHECK:
            if not any(self.seen[kind] for kind in kinds):
                report.say(check, "no %s in this bundle" % what)

    def keys_left(self):
        if self.state.lost:
            return
        for ballot in self.state.keys_left():
            number = ballot.sheet["number"]
            if ballot.moved_on:
                self.find("V16", "the key of ballot %d was not destroyed" % number)
            else:
                self.report.leave_open("the key of ballot %d is still to be destroyed" % number)
                self.report.pending.add("V16")

    def against_header(self, cut):
        header, report = self.header, self.report
        if header is None:
            if cut:
                report.leave_open("the file ends inside its first line")
            else:
                self.find("V9", "there is no header to hold the records against")
            return
        promised, same_head = header["records"], header["head"] == self.head
        if self.records < promised and not same_head:
            report.leave_open("cut off: %d of %d records" % (self.records, promised))
        elif self.records != promised:
            self.find("V9", "%d records where the header says %d" % (self.records, promised))
        elif not same_head:
            self.find("V3", "the last record is not the head of the header")
        if re.fullmatch("[A-Za-z0-9-]+/[A-Za-z0-9.+-]+", header["software"]):
            report.say("V18", header["software"], absent=False)
        else:
            self.report.find("V18", None, 1, "the header does not name the software")


def verify(key, text, signature):
    return ed25519.verify(bytes.fromhex(key), text.encode("ascii"), bytes.fromhex(signature))
