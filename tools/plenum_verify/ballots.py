"""One ballot: its phases, its box, its count. Sections "Events" and "Secret ballots"."""

import collections
import hashlib
import uuid

from . import election, forms, groups, manual, merkle, outcome, papers, people
from .canonical import encode
from .weights import SHARES_MAX, Mandates
from .schema import envelope_bytes

# From which phases an event is lawful, and where it leads. None: the phase stays.
GRAMMAR = {
    "ballot_drafted": (("draft",), None),
    "ballot_readied": (("draft",), "ready"),
    "ballot_unreadied": (("ready",), "draft"),
    "ballot_cancelled": (("draft", "ready"), "cancelled"),
    "ballot_opened": (("ready",), "open"),
    "recused": (("ready", "open", "suspended"), None),
    "recusal_withdrawn": (("draft", "ready"), None),
    "roll_passed": (("open",), None),
    "vote_cast": (("open",), None),
    "split_cast": (("open",), None),
    "envelope_cast": (("open",), None),
    # In an open ballot for whoever sits in a room that has been closed.
    "late_vote_refused": (("open", "closed", "counted", "certified", "declared"), None),
    "room_opened": (("open",), None),
    "room_closed": (("open",), None),
    "electorate_grown": (("open", "suspended"), None),
    "last_call_made": (("open",), None),
    "ballot_extended": (("open",), None),
    "ballot_suspended": (("open",), "suspended"),
    "ballot_resumed": (("suspended",), "open"),
    "ballot_closed": (("open",), "closed"),
    "ballot_counted": (("closed",), "counted"),
    **{kind: (phases, None) for kind, phases in election.PHASES.items()},
    "key_destroyed": (("counted", "certified", "declared", "voided"), None),
    "key_lost": (("suspended", "closed"), None),
    "ballot_certified": (("counted",), "certified"),
    "ballot_declared": (("counted", "certified"), "declared"),
    "ballot_voided": (
        ("open", "suspended", "closed", "counted", "certified", "declared"), "voided",
    ),
    **manual.GRAMMAR,
}
REVISIONS_MAX = 100


def ascending(ids):
    return sorted(ids, key=lambda id: uuid.UUID(id).bytes)


class Ballot:
    def __init__(self, id, sheet):
        self.id, self.sheet = id, sheet
        self.phase = "draft"
        self.astray = False  # the record and the rules tell it differently
        self.electorate = frozenset()
        self.group_of = {}  # of everybody in the electorate, frozen at the opening
        self.been_present = set()
        self.later = set()  # of those, who could not vote at the opening yet
        self.present_least = 0
        self.quorum_lost = False
        self.places = None  # the rooms of a running ballot that is held in rooms
        self.joining = set()  # enrolled since, and not in the electorate of a growing poll yet
        self.deadline_ms = self.remaining_ms = None
        self.votes = {}  # delegate -> [(act, content)], the last one counts
        self.by = {}  # delegate -> holder who cast the last one, or None
        self.mandates = Mandates()
        self.noted_late = set()
        self.declared = {}  # recusals before the opening: delegate -> places
        self.recused = {}  # since then: delegate -> Recusal
        self.came_later = set()
        self.seen = set()
        self.roll = None
        self.item_figures = None
        self.seal = None
        self.key = None  # held, destroyed, lost
        self.turnout = None
        self.cut = None  # count and root of the envelopes at the close
        self.count_hash = None
        self.adopted = False
        self.amended = False  # an amendment to it was adopted since it was drafted
        self.channels = None  # of the count, where people counted too
        self.manual = manual.Manual()
        self.outcome = self.tally = None  # of the count
        self.settled = election.Settled()
        self.moved_on = False

    @property
    def secret(self):
        """Secret, and voted on by tablets: there is a key and there are envelopes."""
        rules = self.sheet["rules"]
        return rules["secrecy"] == "secret" and rules["casting"] in ("tablet", "mixed")

    @property
    def running(self):
        return self.phase in ("open", "suspended")

    @property
    def key_is_left(self):
        return self.key == "held" and (self.count_hash is not None or self.phase == "voided")

    def admits(self, delegate):
        recusal = self.recused.get(delegate)
        return delegate in self.electorate and not (recusal and recusal.whole)

    def excused(self, delegate):
        recusal = self.recused.get(delegate)
        return recusal.items if recusal else frozenset()

    def lawful_seal(self, head, electorate, public_key):
        """The seal that belongs to this question, electorate and key."""
        form = self.sheet["form"]
        pad_len = (2 + forms.text_max(form) + 31) // 32 * 32
        root = merkle.root_of(uuid.UUID(id).bytes for id in electorate).hex()
        manifest = {
            "v": 1, "suite": 1, "assembly": head["assembly"], "sitting": head["id"],
            "ballot": self.id, "sheet": self.sheet, "electorate_root": root, "pad_len": pad_len,
        }
        return {
            "suite": 1, "public_key": public_key, "electorate_root": root, "pad_len": pad_len,
            "manifest": hashlib.sha256(encode(manifest).encode("utf-8")).hexdigest(),
        }

    def vote(self, event, at_ms, present):
        """Takes a vote; yields what is wrong with it."""
        delegate, act = event["delegate"], event["cast_id"]
        earlier = self.votes.get(delegate, [])
        annulled = self.manual.annulled.get(delegate, [])
        if self.manual.keeps_from_tablet(self.sheet["rules"]["casting"], delegate):
            yield "V10", "a vote of a tablet by somebody who has none in this ballot"
            return
        if act in annulled or any(act == other for other, _ in earlier):
            yield "V10", "this act was taken already"
            return
        if self.deadline_ms is not None and at_ms >= self.deadline_ms:
            yield "V8", "a vote after the deadline"
        by = event.get("by")
        fault = self.no_vote_of(delegate, by, present) or self.no_revision_of(delegate, by)
        if fault:
            yield "V10", fault
            return
        if event["revision"] != len(annulled) + len(earlier) + 1:
            yield "V10", "the revision is not the next one"
        if event["type"] == "vote_cast":
            content = event["paper"]
            if self.secret:
                yield "V14", "a paper in the clear in a secret ballot"
                return
            if not people.paper_fits(content, self.sheet["form"], self.excused(delegate)):
                yield "V13", "a paper that does not fit the form"
                return
        else:
            content = envelope_bytes(event["envelope"])
            if not self.secret:
                yield "V14", "an envelope in a recorded ballot"
                return
            if len(content) != self.seal["pad_len"] + 48:
                yield "V14", "an envelope of another length"
                return
        self.put(delegate, by, act, content)

    def put(self, delegate, by, act, content):
        self.votes.setdefault(delegate, []).append((act, content))
        self.by[delegate] = by

    def in_person(self, delegate):
        return delegate in self.votes and self.by[delegate] is None

    def no_vote_of(self, delegate, by, present):
        """Why the person, or the holder for him or her, may not vote; None when he or she may."""
        holder = self.mandates.holder.get(delegate)
        if not self.admits(delegate):
            return "a vote of somebody who is not in the electorate, or recused"
        if by is not None and by != holder:
            return "a vote cast by somebody who does not hold the proxy"
        if not present:
            return "a vote of somebody who is not present"
        if by is None and holder is not None and not self.mandates.may_vote:
            return "a vote of a principal who may not vote"
        if by is not None and self.in_person(delegate):
            return "a vote for a principal who has voted in person"
        if self.roll is not None and (delegate in self.votes or self.roll.called != delegate):
            return "a vote of somebody who was not called"
        return None

    def no_revision_of(self, delegate, by):
        earlier = self.votes.get(delegate, [])
        before = len(earlier) + len(self.manual.annulled.get(delegate, ()))
        takes_over = by is None and self.by.get(delegate) is not None
        first = self.sheet["rules"]["change_of_vote"] == "first_wins"
        if earlier and first and not takes_over:
            return "a second vote where the first one counts"
        if before >= REVISIONS_MAX and not (earlier and first and takes_over):
            return "more than %d revisions" % REVISIONS_MAX
        return None

    def split(self, event, at_ms, present):
        """Takes one act of a holder for every mandate held; yields what is wrong with it."""
        holder, act, shares = event["holder"], event["cast_id"], event["shares"]
        if any(act == other for other, _ in self.votes.get(holder, ())):
            yield "V10", "this act was taken already"
            return
        if self.deadline_ms is not None and at_ms >= self.deadline_ms:
            yield "V8", "a vote after the deadline"
        fault = self.no_vote_of(holder, None, present)
        if self.sheet["rules"]["proxies"] is None:
            fault = fault or "a split in a ballot without proxies"
        if not 1 <= len(shares) <= SHARES_MAX or not all(share["votes"] for share in shares):
            fault = fault or "no share, too many, or one of nobody"
        dealt = [(share["paper"], vote) for share in shares for vote in share["votes"]]
        held = self.mandates.held_by(holder, self.in_person)
        if [vote["delegate"] for _, vote in dealt] != held:
            fault = fault or "the votes are not dealt out to the mandates by the rule"
        by = lambda id: None if id == holder else holder
        fault = fault or next(filter(None, (self.no_revision_of(id, by(id)) for id in held)), None)
        if fault:
            yield "V10", fault
            return
        if not all(papers.paper_fits(share["paper"], self.sheet["form"]) for share in shares):
            yield "V13", "a paper that does not fit the form"
            return
        for paper, vote in dealt:
            id = vote["delegate"]
            if vote["revision"] != len(self.votes.get(id, ())) + 1:
                yield "V10", "the revision is not the next one"
            self.put(id, by(id), act, paper)

    def place(self, room):
        return next((place for place in self.places or [] if place.id == room), None)

    def everybody_voted(self, takes_part):
        waiting = (id for id in self.been_present if takes_part(id) and id not in self.votes)
        return bool(self.votes) and next(waiting, None) is None

    def turnout_now(self, opened, takes_part, present):
        silent = [id for id in self.been_present if id not in self.votes]
        staying = sum(1 for id in silent if takes_part(id))
        abstains = self.sheet["rules"]["not_voted"] == "count_as_abstain"
        return {
            "members": opened["members"], "present_at_open": opened["present"],
            "represented": opened["represented"],
            "electorate": sum(1 for id in self.electorate if self.admits(id)),
            "eligible": len(self.been_present),
            "voted": len(self.votes), "did_not_vote": staying,
            "left_early": len(silent) - staying,
            "eligible_at_open": len(self.been_present - self.later),
            "present_at_close": present, "present_least": self.present_least,
            "auto_abstained": staying if abstains else 0,
            "recused": sum(1 for r in self.recused.values() if r.whole and r.in_room),
        }

    def envelopes(self):
        """Number and root of the envelopes that count."""
        counting = (self.votes[id][-1][1] for id in ascending(self.votes))
        root = merkle.root_of(hashlib.sha256(content).digest() for content in counting)
        return {"count": len(self.votes), "root": root.hex()}

    def check_count(self, event):
        """Yields what is wrong with the count of a closed ballot."""
        count, opened, form = event["count"], event["opened"], self.sheet["form"]
        if (opened is not None) != self.secret:
            yield "V14", "an opened box goes with a secret ballot and only with one"
            return
        self.outcome, self.tally = count["outcome"], count["tally"]
        if election.awaits_rulings(self):
            yield "V8", "not now: names wait for a ruling"
            return
        if count["recused"] != self.item_figures:
            yield "V20", "the recusals are not those of the record"
        if not manual.is_entered(self):
            yield "V14", "not now: what people count was not entered"
            return
        identity = papers.broken_identity(count, form)
        if identity:
            yield "V20", "it does not hold that " + identity
        figures, channels = self.manual.figures(), count["channels"]
        if (channels is None) != (figures is None):
            yield "V20", "channels go with what people count, and only with it"
            return
        by_tablet = count if figures is None else channels["tablet"]
        if figures is not None and (by_tablet is None) != (manual.casting_of(self) != "mixed"):
            yield "V20", "a channel of tablets where there is none, or none where there is one"
            return
        bases = self.mandates.bases(self.been_present, self.votes)
        if count["weights"] != bases:
            yield "V20", "the weights are not those of the close"
        tablet = None
        if by_tablet is not None:
            faults, tablet = self.check_tablets(by_tablet, opened)
            yield from faults
        if figures is not None:
            lawful = manual.lawful_count(self, tablet, figures)
            yield from manual.compare(count, lawful)
            self.channels = lawful["channels"]
            return
        if count["turnout"] != self.turnout:
            yield "V20", "the turnout is not that of the close"
        tally, lawful = tablet["tally"], tablet["papers"]
        yield from self.check_groups(count["groups"], tally)
        if count["papers"] != lawful:
            yield "V20", "the numbers of papers are not those of the close"
        elif papers.tally_has_form(tally, form) and not identity and self.groups_sound(count):
            decided = outcome.decide(
                self.sheet, self.turnout, lawful, tally, count["groups"], self.item_figures, bases)
            if count["outcome"] != decided:
                yield "V15", "the outcome does not follow from the figures"

    def check_groups(self, tallies, tally):
        """Yields what is wrong with the groups of a count, whose tally is this one."""
        rule, form = self.sheet["rules"]["groups"], self.sheet["form"]
        if self.secret:
            voters = collections.Counter(self.group_of[id] for id in self.votes)
            fault = papers.tally_has_form(tally, form) and groups.box_fault(rule, form, tallies, tally, voters)
            if fault:
                yield "V14", fault
            return
        filled = [(self.group_of[id], votes[-1][1], self.excused(id)) for id, votes in self.votes.items()]
        if tallies != groups.tallies_of(rule, form, filled):
            yield "V13", "the groups are not those of the papers"

    def groups_sound(self, count):
        """Whether an outcome can be worked out of the groups of a count."""
        rule, tally = self.sheet["rules"]["groups"], count["tally"]
        voters = collections.Counter(self.group_of[id] for id in self.votes)
        return not groups.box_fault(rule, self.sheet["form"], count["groups"], tally, voters)

    def recusals_fit(self, tally, invalid):
        """Whose papers were invalid is not known: a row has as many recusals as people recused from
        it have voted, or fewer by at most the number of invalid papers."""
        if tally["form"] in people.BY_NAME or tally["form"] == "text":
            return True
        wide = len(tally["rows"]) // len(people.items(self.sheet["form"]))
        for place, row in enumerate(tally["rows"]):
            most = sum(1 for id in self.votes if place // wide in self.excused(id))
            if not most - invalid <= row["recused"] <= most:
                return False
        return True

    def check_tablets(self, part, opened):
        """What is wrong with the votes of the tablets, and what they must be."""
        faults, form = [], self.sheet["form"]
        if self.secret:
            faults.extend(self.check_opened(part, opened))
            tally, invalid = part["tally"], part["papers"]["invalid"]
        else:
            voted = [votes[-1][1] for votes in self.votes.values()]
            read = self.settled.read or []
            if election.takes_names(form) and read != election.names_on(voted):
                faults.append(("V8", "not now: the names were not read"))
            excused = [self.excused(delegate) for delegate in self.votes]
            weights = [self.mandates.of(id) for id in self.votes]
            tally, invalid = papers.tally_of(voted, form, weights, election.rulings(self), excused), 0
            for places in excused:
                people.excuse(tally, form, places)
            if part["tally"] != tally:
                faults.append(("V13", "the tally is not that of the papers"))
        voted = self.turnout["voted"]
        issued = self.turnout["eligible"] - len(self.manual.on_paper)
        counted = {"issued": issued, "returned": voted, "valid": voted - invalid, "invalid": invalid}
        return faults, {"papers": counted, "tally": tally}

    def check_opened(self, count, opened):
        form, publishes = self.sheet["form"], self.sheet["rules"]["publish_papers"]
        valid, invalid = count["papers"]["valid"], count["papers"]["invalid"]
        if opened["root"] != self.cut["root"]:
            yield "V12", "the root over the envelopes is not that of the close"
        if not valid + invalid == self.cut["count"] == self.turnout["voted"]:
            yield "V14", "counted + invalid, envelopes and participation are not the same number"
        if not papers.tally_has_form(count["tally"], form):
            yield "V14", "the tally has not the form of the sheet"
        elif not papers.tally_can_be_of(count["tally"], form, valid):
            yield "V14", "no papers of this form can have given the tally"
        elif not election.persons_fit(self, count["tally"]):
            yield "V14", "the persons written in are not those of the rulings"
        elif not self.recusals_fit(count["tally"], invalid):
            yield "V14", "no papers of those recused can have given the tally"
        listed = opened["papers"]
        if (listed is not None) != publishes:
            yield "V14", "papers are published exactly where the rules say so"
        if listed is None:
            return
        texts = [encode(paper) for paper in listed]
        if texts != sorted(texts) or len(listed) != valid:
            yield "V14", "the published papers are not sorted, or not as many as were counted"
        if not all(papers.paper_fits(paper, form) for paper in listed):
            yield "V14", "a published paper does not fit the form"
        elif count["tally"] != papers.tally_of(listed, form):
            yield "V14", "the published papers do not add up to the tally"
