"""The sitting: roster, attendance, and which event is lawful where. Section "Events"."""

import functools
import hashlib

from . import election, forms, groups, manual, outcome, papers
from .agenda import Agenda, is_adopted, order_fault
from .ballots import GRAMMAR, Ballot, ascending
from .people import Persons, Recusal, Roll, call_order, item_figures, keys, subjects
from .roles import roles_of
from .weights import Proxied, Roster
from .rooms import Attendance, Place, takes_deadline

OVER_RETURN = "收回 %d 张，多于发出 %d 张，本次投票无效，须重新投票"
PEOPLE_MAX, BALLOTS_MAX = 20_000, 1_000


class Person:
    def __init__(self, entry):
        self.member = entry["standing"] == "member"
        self.name, self.number = entry["name"], entry["number"]
        self.present = self.on_leave = False
        self.via = "hall"
        self.told(entry)

    def told(self, entry):
        self.entry, self.bodies, self.group = entry, entry["bodies"], entry["group"]
        self.delegation, self.seat = entry["delegation"], entry["seat"]
        self.weight = entry["weight"]
        # Weights and proxies are of members of the sitting's own body.
        self.votes = self.member and not self.bodies


class Sitting(Agenda, Persons, Attendance, Proxied, manual.HandsAndPapers):
    """A fold over the record. `judge` yields (check, what is wrong) for one record."""

    def __init__(self):
        super().__init__()
        self.head = None
        self.people, self.numbers = {}, {}
        self.roster = Roster(self.people)
        self.ballots = {}
        self.last_ms = None
        self.lost = False  # a line was no record: nothing is known of the state any more
        self.unjudged = 0

    def is_present(self, id):
        person = self.people.get(id)
        return person is not None and person.present

    def members(self):
        return sum(1 for person in self.people.values() if person.member)

    def members_present(self):
        return sum(1 for person in self.people.values() if self.counted(person))

    ascending = staticmethod(ascending)

    def quorum_holds(self, ballot):
        quorum = ballot.sheet["rules"]["quorum"]
        return outcome.quorum_holds(quorum, self.attendance(ballot)[1], self.members_of(ballot.sheet)[0])

    def lose(self):
        self.lost = True
        self.unjudged += 1

    def judge(self, record, hash):
        event, at_ms = record["event"], record["at_ms"]
        ballot = self.ballots.get(event.get("ballot"))
        if self.lost or ballot and ballot.astray:
            self.unjudged += 1
            return
        by_chair = record["by"] == "chair" and event["type"] == "ballot_drafted"
        if record["by"] not in roles_of(event) and not (by_chair and self.is_follow_up(event)):
            yield "V8", "not an act of this role"
        if self.head is None and event["type"] != "sitting_created":
            yield "V8", "the sitting was not created"
            self.lost = True
        elif event["type"] in GRAMMAR and event["type"] != "ballot_drafted":
            yield from self.in_ballot(ballot, event, at_ms, hash)
        else:
            handler = getattr(self, "on_" + event["type"], None)
            if handler:
                yield from handler(event)
        self.last_ms = at_ms

    def in_ballot(self, ballot, event, at_ms, hash):
        """An event in the life of a ballot: first the grammar, then its own conditions."""
        if ballot is None:
            yield "V8", "there is no such ballot"
            return
        phases, leads_to = GRAMMAR[event["type"]]
        if ballot.phase not in phases:
            check = "V16" if event["type"] in ("key_destroyed", "key_lost") else "V8"
            yield check, "%s in a ballot that is %s" % (event["type"], ballot.phase)
            ballot.astray = leads_to is not None
            return
        try:
            if event["type"] in election.HANDLERS:
                faults = list(election.HANDLERS[event["type"]](self, ballot, event))
            else:
                faults = list(getattr(self, "on_" + event["type"])(ballot, event, at_ms, hash) or ())
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            # Figures and names that belong to no paper of this form lead nowhere.
            faults = [("V8", "not now: figures or names that no rule here leads to")]
        yield from faults
        if leads_to:
            ballot.phase = leads_to
            # Where the phase itself was not to be reached, the rest cannot be judged.
            ballot.astray = any(what.startswith("not now") for _, what in faults)

    def on_sitting_created(self, event):
        if self.head is not None:
            yield "V8", "the sitting was created before"
        else:
            self.head = event["head"]
            self.video = self.roster.video = self.head["video"]

    def on_people_enrolled(self, event):
        people = event["people"]
        if not people:
            yield "V8", "nobody"
        frozen = any(
            b.running and b.sheet["rules"]["binding"] and not b.sheet["rules"]["background"]
            for b in self.ballots.values())
        known = [self.known(entry) for entry in people]
        if len(self.people) + known.count(None) > PEOPLE_MAX:
            yield "V8", "more than %d people" % PEOPLE_MAX
        if frozen and any(e["standing"] == "member" for e, k in zip(people, known) if k is None):
            yield "V8", "a member was added during a binding ballot"
        if any(entry["weight"] and entry["standing"] != "member" for entry in people):
            yield "V8", "a weight of somebody who is no member"
        listed = set()
        for entry in people:
            fault = self.enrolling_fault(entry, listed)
            listed |= {("id", entry["id"]), ("number", entry["number"])}
            if fault:
                yield "V8", fault
                continue
            person = self.people.get(entry["id"])
            if person is not None:
                person.told(entry)
                continue
            self.numbers[entry["number"]] = entry["id"]
            self.people[entry["id"]] = Person(entry)
        self.join(people)

    def known(self, entry):
        return self.people.get(self.numbers.get(entry["number"]))

    def enrolling_fault(self, entry, listed):
        """Somebody who is there already is told anew, and something of it is new."""
        person, by_id = self.known(entry), self.people.get(entry["id"])
        if person is not by_id or not entry["number"] or {("id", entry["id"]), ("number", entry["number"])} & listed:
            return "id or number of a person is taken"
        if person is None:
            return None
        same = all(entry[name] == person.entry[name] for name in ("name", "standing"))
        names = ("delegation", "seat", "bodies", "group", "weight")
        told = [entry[name] for name in names]
        if not same or told == [getattr(person, name) for name in names]:
            return "id or number of a person is taken"
        if entry["weight"] != person.weight and self.mandates_frozen():
            return "weights do not change during a ballot"
        if entry["bodies"] != person.bodies and self.roster.is_in_proxy(person.entry["id"]):
            return "another body of somebody with a proxy"
        if entry["bodies"] != person.bodies and any(b.running for b in self.ballots.values()):
            return "other bodies of a person while a ballot is open"
        if entry["group"] != person.group and any(
                b.sheet["rules"]["groups"] and (b.running or b.phase == "closed")
                for b in self.ballots.values()):
            return "another group of a person before groups are counted"
        if entry["delegation"] != person.delegation and self.held_in_rooms():
            return "a change of rooms while a ballot is held in them"
        return None

    def join(self, people):
        """Whom the rules of a growing poll admit joins it."""
        for ballot in self.ballots.values():
            if ballot.running and ballot.sheet["rules"]["growing"]:
                ballot.joining |= {
                    entry["id"] for entry in people
                    if entry["id"] in self.people and self.asked(ballot.sheet, entry["id"])
                    and entry["id"] not in ballot.electorate}

    def on_checked_in(self, event):
        person = self.people.get(event["delegate"])
        if person is None or person.present and person.via == event["via"]:
            yield "V8", "not on the roster, or present already"
            return
        if event["via"] == "video" and self.video == "refused":
            yield "V8", "by video where nobody attends so"
        before = self.is_counted(event["delegate"])
        person.present, person.via, person.on_leave = True, event["via"], False
        self.note_presence(event["delegate"], before)

    def on_checked_out(self, event):
        if not self.is_present(event["delegate"]):
            yield "V8", "not present"
        else:
            self.people[event["delegate"]].present = False
            self.note_least()
            for ballot in self.ballots.values():
                if ballot.running:
                    self.call_next(ballot, event["delegate"])

    def on_leave_set(self, event):
        person = self.people.get(event["delegate"])
        if person is None or person.on_leave == event["on_leave"]:
            yield "V8", "not on the roster, or nothing changes"
        elif person.present and event["on_leave"]:
            yield "V8", "on leave while present"
        else:
            person.on_leave = event["on_leave"]

    def on_ballot_drafted(self, event):
        id, sheet = event["ballot"], event["sheet"]
        ballot = self.ballots.get(id)
        if ballot and ballot.phase != "draft" or not ballot and len(self.ballots) >= BALLOTS_MAX:
            yield "V8", "no draft, or one ballot too many"
            return
        fault = papers.sheet_fault(sheet) or manual.sheet_fault(sheet)
        place = (sheet["number"], sheet["round"])
        others = [b for b in self.ballots.values() if b.id != id]
        if any((b.sheet["number"], b.sheet["round"]) == place for b in others):
            fault = fault or "the place on the agenda"
        fault = fault or election.link_fault(self, id, sheet)
        fault = fault or self.agenda_fault(id, sheet, self.ballots)
        if any(id is not None and id not in self.people for id in subjects(sheet["form"])):
            fault = fault or "a row is about nobody on the roster"
        if fault:
            yield "V8", "the sheet is not lawful: " + fault
        self.pin(sheet)
        self.ballots[id] = Ballot(id, sheet)
        self.ballots[id].astray = fault is not None

    def is_follow_up(self, event):
        """Whether a draft is the one that an outcome asks for, which the chair may make too."""
        link = event["sheet"]["link"]
        first = self.ballots.get(link["ballot"]) if link else None
        if first is None or event["ballot"] in self.ballots or link["why"] in ("rerun", "primary"):
            return False
        return event["sheet"] == election.lawful_sheet(self, first, link["why"])

    @staticmethod
    def ready_ballot(id, sheet):
        ballot = Ballot(id, sheet)
        ballot.phase = "ready"
        return ballot

    def on_ballot_readied(self, ballot, event, at_ms, hash):
        if self.names_scrutineer(ballot.sheet):
            yield "V8", "not now: a scrutineer stands on the paper"

    def on_ballot_unreadied(self, ballot, event, at_ms, hash):
        pass

    def on_ballot_cancelled(self, ballot, event, at_ms, hash):
        if not event["reason"]:
            yield "V8", "no reason"

    def on_ballot_opened(self, ballot, event, at_ms, hash):
        if not election.link_stands(self, ballot.id, ballot.sheet):
            yield "V8", "not now: the count that it follows from does not stand"
        fault = order_fault(ballot, self.ballots)
        if fault:
            yield "V8", "not now: " + fault
        if not self.quorum_holds(ballot):
            yield "V15", "not now: there is no quorum"
        if self.names_scrutineer(ballot.sheet):
            yield "V8", "not now: a scrutineer stands on the paper"
        if ballot.sheet["rules"]["recusal"]["chair_hands_over"] and self.names_chair(ballot.sheet):
            yield "V8", "not now: the chair is the subject"
        members, present, represented = self.attendance(ballot)
        if ballot.sheet["body"] is not None and members == 0:
            yield "V8", "not now: nobody has a mandate in this body"
        lawful = (members, present, represented)
        if (event["members"], event["present"], event["represented"]) != lawful:
            yield "V20", "members or members present are not those of the roster"
        electorate, recusals = self.lawful_electorate(ballot)
        lawful, form = ascending(electorate), ballot.sheet["form"]
        if event["electorate"] != lawful:
            yield "V10", "the electorate is not that of the roster"
        recused = [
            {"delegate": id, "rows": keys(form, *recusals[id])} for id in ascending(recusals)]
        if event["recused"] != recused:
            yield "V10", "the recusals are not those declared"
        if ballot.sheet["rules"]["publish_papers"] and forms.too_long(
                form, PEOPLE_MAX if ballot.sheet["rules"]["growing"] else len(lawful)):
            yield "V14", "not now: the papers of so many are too long to be published"
        order = ballot.sheet["rules"]["call_order"]
        roll = None if order is None else call_order(order, self.people, set(lawful))
        if event["roll"] != roll:
            yield "V10", "the calling order is not that of the rule"
        if event["deadline_ms"] is not None:
            if not whole_seconds(event["deadline_ms"] - at_ms, 5, 604_800):
                yield "V8", "the deadline is not whole seconds away"
        seal = event["seal"]
        if (seal is not None) != ballot.secret:
            yield "V14", "not now: a seal goes with a secret ballot and only with one"
        elif seal is not None:
            ballot.seal = ballot.lawful_seal(self.head, lawful, seal["public_key"])
            ballot.key = "held"
            if seal != ballot.seal:
                yield "V14", "the seal is not that of this question and electorate"
        ballot.opened = {"members": members, "present": present, "represented": represented}
        ballot.recused = {
            id: Recusal(places, whole, self.is_counted(id))
            for id, (places, whole) in recusals.items()
        }
        ballot.electorate = set(lawful)
        yield from self.freeze_mandates(ballot, event, lawful)
        ballot.group_of = {id: self.people[id].group for id in lawful}
        rule = ballot.sheet["rules"]["groups"]
        fault = groups.opening_fault(rule, lawful, ballot.group_of.get)
        if fault:
            yield "V8", "not now: " + fault
        ballot.been_present = {id for id in lawful if self.attends(ballot, id)}
        ballot.seen = {id for id in self.people if self.is_counted(id)}
        ballot.present_least = present
        ballot.deadline_ms = event["deadline_ms"]
        yield from self.opening_faults(ballot, ballot.deadline_ms)
        if ballot.sheet["rules"]["rooms"]:
            ballot.places = [Place(room["id"]) for room in self.rooms]
        if roll is not None:
            ballot.roll = Roll(roll)
            ballot.roll.advance(self.may_be_called(ballot))
        for other in self.ballots.values():
            other.moved_on = other.moved_on or other.key_is_left

    def on_vote_cast(self, ballot, event, at_ms, hash):
        id, by = event["delegate"], event.get("by")
        if id in ballot.electorate and not self.room_votes(ballot, id):
            yield "V10", "a vote from a room that does not vote now"
            return
        yield from ballot.vote(event, at_ms, self.takes_part(ballot, by or id))
        if id in ballot.votes:
            self.call_next(ballot, id)

    def on_split_cast(self, ballot, event, at_ms, hash):
        return ballot.split(event, at_ms, self.takes_part(ballot, event["holder"]))

    on_envelope_cast = on_vote_cast

    def on_late_vote_refused(self, ballot, event, at_ms, hash):
        delegate = event["delegate"]
        acts = ballot.votes.get(delegate, [])
        taken = any(act == event["cast_id"] for act, _ in acts)
        taken = taken or event["cast_id"] in ballot.manual.annulled.get(delegate, ())
        casting = ballot.sheet["rules"]["casting"]
        taken = taken or ballot.manual.keeps_from_tablet(casting, delegate)
        if not ballot.admits(delegate) or delegate in ballot.noted_late or taken:
            yield "V10", "not a late vote to be noted"
        elif ballot.phase == "open":
            place = ballot.place(self.room_of(delegate))
            if place is None or not place.closed:
                yield "V10", "not a late vote: the room has not been closed"
        ballot.noted_late.add(delegate)

    def on_last_call_made(self, ballot, event, at_ms, hash):
        before, now = ballot.deadline_ms, event["deadline_ms"]
        if not takes_deadline(ballot.sheet["rules"]):
            yield "V8", "a deadline where rooms or people are waited for"
        moved = whole_seconds(now - at_ms, 1, 3600) and (before is None or now <= before)
        if not moved and not (now == before and now <= at_ms + 3_600_000):
            yield "V8", "the deadline is not that of a last call"
        ballot.deadline_ms = now

    def on_ballot_extended(self, ballot, event, at_ms, hash):
        before = ballot.deadline_ms
        if before is None or before <= at_ms:
            yield "V8", "there is no deadline ahead to extend"
        elif not whole_seconds(event["deadline_ms"] - before, 1, 3600):
            yield "V8", "not extended by whole seconds"
        ballot.deadline_ms = event["deadline_ms"]

    def on_ballot_suspended(self, ballot, event, at_ms, hash):
        cause, deadline = event["cause"], ballot.deadline_ms
        if cause == "quorum_lost":
            rule = ballot.sheet["rules"]["quorum"]
            ended = deadline is not None and at_ms >= deadline
            asked = rule is not None and (rule["during"] or rule["at_close"] and ended)
            if not asked or not ballot.quorum_lost:
                yield "V8", "suspended for a quorum that was not lost, or not asked for"
        if cause != "chair" and event["reason"]:
            yield "V8", "a reason that nobody gave"
        now = min(self.last_ms, at_ms) if cause == "restart" else at_ms
        lawful = None if deadline is None else max(0, deadline - now)
        if event["remaining_ms"] != lawful:
            yield "V8", "the time left is another one"
        ballot.remaining_ms = lawful

    def on_ballot_resumed(self, ballot, event, at_ms, hash):
        if ballot.key == "lost":
            yield "V8", "not now: the key is lost"
        if self.quorum_bars_close(ballot):
            yield "V15", "not now: there is no quorum"
        left = ballot.remaining_ms
        lawful = None if left is None else at_ms + left
        if event["deadline_ms"] != lawful:
            yield "V8", "the deadline is not that of the time left"
        ballot.deadline_ms = lawful

    def on_ballot_closed(self, ballot, event, at_ms, hash):
        cause, deadline = event["cause"], ballot.deadline_ms
        if self.quorum_bars_close(ballot):
            yield "V15", "not now: there is no quorum"
        if cause == "deadline" and (deadline is None or at_ms < deadline):
            yield "V8", "not now: closed before the deadline"
        attends = functools.partial(self.attends, ballot)
        if cause == "all_voted":
            by_itself = ballot.sheet["rules"]["close_when_all_voted"]
            if not by_itself or not ballot.everybody_voted(attends):
                yield "V8", "not now: not everybody has voted"
        _, present, _ = self.attendance(ballot)
        ballot.turnout = ballot.turnout_now(ballot.opened, attends, present)
        yield from self.close_cause_faults(ballot, event)
        ballot.item_figures = item_figures(ballot, self.people)
        if event["turnout"] != ballot.turnout:
            yield "V20", "the turnout is not that of the record"
        ballot.cut = ballot.envelopes() if ballot.secret else None
        if event["envelopes"] != ballot.cut:
            yield "V12", "number or root of the envelopes are not those of the record"

    def on_ballot_counted(self, ballot, event, at_ms, hash):
        if ballot.key == "lost":
            yield "V14", "not now: the key is lost"
        else:
            yield from ballot.check_count(event)
        ballot.count_hash = hash
        ballot.adopted = is_adopted(event["count"])

    def on_key_destroyed(self, ballot, event, at_ms, hash):
        if ballot.key != "held":
            yield "V16", "there is no key"
            return
        key_hash = hashlib.sha256(bytes.fromhex(ballot.seal["public_key"])).hexdigest()
        if event["key_hash"] != key_hash:
            yield "V16", "it names another key"
        ballot.key = "destroyed" if event["type"] == "key_destroyed" else "lost"

    on_key_lost = on_key_destroyed

    def on_ballot_certified(self, ballot, event, at_ms, hash):
        if not ballot.sheet["rules"]["certification"]:
            yield "V8", "not now: this ballot needs no certificate"
        yield from self.names_count(ballot, event)

    def on_ballot_declared(self, ballot, event, at_ms, hash):
        if ballot.phase == "counted" and ballot.sheet["rules"]["certification"]:
            yield "V8", "not now: the count is not certified"
        if election.undecided(self, ballot):
            yield "V8", "not now: a tie is to be decided first"
        yield from self.names_count(ballot, event)
        motion = self.ballots.get(ballot.sheet["amends"])
        if motion is not None and ballot.adopted:
            motion.amended = True

    def names_count(self, ballot, event):
        ballot.moved_on = True
        if event["counted"] != ballot.count_hash:
            yield "V19", "it names another count than that of this ballot"

    def on_ballot_voided(self, ballot, event, at_ms, hash):
        if not event["reason"]:
            yield "V8", "no reason"
        if event["cause"] == "over_return":
            excess = manual.excess(ballot) if ballot.phase == "closed" else None
            if not excess:
                yield "V8", "not now: not more papers returned than issued"
            elif event["reason"] != OVER_RETURN % excess:
                yield "V8", "other numbers of papers in the reason"

    def keys_left(self):
        """Finished secret ballots whose key was not destroyed."""
        return [b for b in self.ballots.values() if b.key_is_left and not b.astray]


def whole_seconds(ms, least, most):
    return ms % 1000 == 0 and least * 1000 <= ms <= most * 1000
