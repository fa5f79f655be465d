"""One line for each check, every finding with its place, and a verdict."""

CHECKS = {
    "V1": "every line is strict canonical JSON of a known record",
    "V2": "sequence numbers run 0, 1, 2, ... of one sitting",
    "V3": "every record names the hash of the one before",
    "V4": "every checkpoint has the tree root of the records before it",
    "V5": "every checkpoint is signed, by keys that follow one another lawfully",
    "V6": "the record agrees with every anchor and earlier bundle given",
    "V7": "co-signatures of witnesses",
    "V8": "each ballot lives by the grammar, and every act is by its role",
    "V9": "records and header agree, none extra or missing",
    "V10": "every voter is in the frozen electorate and present, once, the last revision counting",
    "V11": "signatures of devices",
    "V12": "the root over the envelopes, recomputed",
    "V13": "recorded ballots: the tally recomputed from the papers",
    "V14": "secret ballots: counted + invalid = envelopes = participation; papers sorted, adding up",
    "V15": "quorum, base, threshold, ranking, quota and ties, recomputed in integers",
    "V16": "the key of every counted secret ballot is destroyed",
    "V17": "clocks run forwards",
    "V18": "the software is named",
    "V19": "what was certified and declared is what was counted",
    "V20": "the accounting identities hold",
    "V21": "every draw recomputed from its list, secret and digits",
}
EXIT_CODES = {"holds": 0, "broken": 1, "incomplete": 2, "rehearsal": 4}
FINDINGS_MAX = 1_000
SENTENCES = {
    "holds": "the record holds, up to the anchors given\n记录成立，与所给的锚点相符",
    "broken": "THE RECORD DOES NOT HOLD\n记录不成立",
    "rehearsal": "REHEARSAL: nothing wrong was found, and it is no result\n演练：未发现问题，但不是表决结果",
    "incomplete": "nothing wrong was found, but the record may be incomplete\n未发现问题，但记录可能不完整",
}


class Report:
    def __init__(self):
        self.findings, self.open, self.notes = [], [], {}
        self.counts = dict.fromkeys(CHECKS, 0)
        self.warned, self.absent, self.pending = set(), set(), set()
        self.records = self.unjudged = 0
        self.head = self.root = self.sitting = None
        self.rehearsal = False
        for check in ("V7", "V11"):
            self.say(check, "not in this bundle")

    def find(self, check, seq, line, what):
        self.counts[check] += 1
        self._keep(check, seq, line, what, False)

    def warn(self, check, seq, line, what):
        self.warned.add(check)
        self._keep(check, seq, line, what, True)

    def _keep(self, check, seq, line, what, warning):
        if len(self.findings) < FINDINGS_MAX:
            self.findings.append(
                {"check": check, "seq": seq, "line": line, "what": what, "warning": warning})

    def say(self, check, note, absent=True):
        self.notes[check] = note
        if absent:
            self.absent.add(check)

    def leave_open(self, why):
        self.open.append(why)

    @property
    def verdict(self):
        if any(self.counts.values()):
            return "broken"
        if self.rehearsal:
            return "rehearsal"
        return "incomplete" if self.open else "holds"

    @property
    def exit_code(self):
        return EXIT_CODES[self.verdict]

    @property
    def broken(self):
        return [check for check, count in self.counts.items() if count]

    def state(self, check):
        if self.counts[check]:
            return "broken"
        if check in self.pending:
            return "open"
        if check in self.absent:
            return "absent"
        return "warning" if check in self.warned else "ok"

    def as_json(self):
        checks = [
            {"check": check, "what": what, "state": self.state(check),
             "findings": self.counts[check], "note": self.notes.get(check, "")}
            for check, what in CHECKS.items()
        ]
        return {
            "verdict": self.verdict, "sitting": self.sitting, "records": self.records,
            "head": self.head, "root": self.root, "checks": checks, "findings": self.findings,
            "open": self.open, "unjudged": self.unjudged,
        }

    def lines(self):
        yield "sitting %s" % self.sitting
        yield "%d records  head %s" % (self.records, self.head)
        yield "root %s" % self.root
        marks = {"ok": "ok", "broken": "BROKEN", "absent": "-", "open": "open", "warning": "warning"}
        for check, what in CHECKS.items():
            note = " (%s)" % self.notes[check] if check in self.notes else ""
            yield "%4s %-8s%s%s" % (check, marks[self.state(check)], what, note)
        for finding in self.findings:
            kind = "warning" if finding["warning"] else "finding"
            place = "line %d" % finding["line"]
            if finding["seq"] is not None:
                place = "record %d (%s)" % (finding["seq"], place)
            yield "%s %s at %s: %s" % (kind, finding["check"], place, finding["what"])
        if self.unjudged:
            yield "%d records were not held against the rules" % self.unjudged
        for why in self.open:
            yield "open: " + why
        yield SENTENCES[self.verdict]
